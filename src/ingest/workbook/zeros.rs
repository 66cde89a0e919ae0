//! Number formats that show zeros in front: `00000`, `"D-"00000`, `00000\ 000`, `[<=99999]00000;00000\-0000`.
//!
//! A postal code or a customer number stored as a number lives from such a format. Formats of amounts, dates and
//! fractions are none of them.

/// A number format that fills up with zeros.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Zeros {
    sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq)]
struct Section {
    /// The comparison with which the section begins.
    only: Option<(Comparison, f64)>,
    /// `None` when the section is not made of digits and literals.
    places: Option<Vec<Place>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// `0`: a digit, or a zero.
    Digit,
    /// `#` or `?`: a digit, or nothing.
    Optional,
    Literal(char),
}

/// Numbers above are not exact whole numbers.
const LARGEST: f64 = 9_007_199_254_740_992.0;
/// Zeros that make a format one of codes: a single one belongs to every number.
const FEWEST: usize = 2;

impl Zeros {
    /// Reads a format; `None` when it does not show zeros in front.
    pub fn parse(format: &str) -> Option<Self> {
        let sections: Vec<Section> = split_sections(format).into_iter().map(section).collect();
        let digits = |places: &Vec<Place>| places.iter().filter(|place| **place == Place::Digit).count();
        let fills = sections.iter().any(|section| section.places.as_ref().is_some_and(|it| digits(it) >= FEWEST));
        fills.then_some(Self { sections })
    }

    /// The number as the cell shows it; `None` when the format has nothing to say about it.
    pub fn show(&self, number: f64) -> Option<String> {
        if number.fract() != 0.0 || !(0.0..LARGEST).contains(&number) {
            return None;
        }
        let holds = |section: &&Section| match section.only {
            None => true,
            Some((comparison, limit)) => comparison.holds(number, limit),
        };
        let places = self.sections.iter().find(holds)?.places.as_ref()?;
        Some(fill(places, number as u64))
    }
}

impl Comparison {
    fn holds(self, number: f64, limit: f64) -> bool {
        match self {
            Self::Less => number < limit,
            Self::LessOrEqual => number <= limit,
            Self::Greater => number > limit,
            Self::GreaterOrEqual => number >= limit,
            Self::Equal => number == limit,
            Self::NotEqual => number != limit,
        }
    }
}

/// The sections between `;`, without those inside quotes or behind a backslash.
fn split_sections(format: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, letter) in format.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                sections.push(&format[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&format[start..]);
    sections
}

fn section(text: &str) -> Section {
    let mut rest = text;
    let mut only = None;
    // colours, locales and comparisons stand in brackets in front
    while let Some((inside, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        only = only.or_else(|| comparison(inside));
        rest = behind;
    }
    Section { only, places: places(rest) }
}

fn comparison(text: &str) -> Option<(Comparison, f64)> {
    const SIGNS: [(&str, Comparison); 6] = [
        ("<=", Comparison::LessOrEqual),
        (">=", Comparison::GreaterOrEqual),
        ("<>", Comparison::NotEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
        ("=", Comparison::Equal),
    ];
    SIGNS.iter().find_map(|(sign, comparison)| Some((*comparison, text.strip_prefix(sign)?.parse().ok()?)))
}

fn places(text: &str) -> Option<Vec<Place>> {
    let mut places = Vec::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '0' => places.push(Place::Digit),
            '#' | '?' => places.push(Place::Optional),
            '\\' => places.push(Place::Literal(letters.next()?)),
            '"' => places.extend(letters.by_ref().take_while(|letter| *letter != '"').map(Place::Literal)),
            // room as wide as a letter, or a letter that fills the cell: nothing to see in a text
            '_' | '*' => _ = letters.next(),
            ' ' | '-' | '+' | '(' | ')' | ':' => places.push(Place::Literal(letter)),
            _ => return None,
        }
    }
    Some(places)
}

/// Digits from the right; those that have no place go in front of the first one.
fn fill(places: &[Place], number: u64) -> String {
    let digits = number.to_string();
    let mut left: Vec<char> = digits.chars().collect();
    if number == 0 {
        left.clear();
    }
    let first = places.iter().position(|place| !matches!(place, Place::Literal(_)));
    let mut out: Vec<char> = Vec::with_capacity(places.len() + left.len());
    for (at, place) in places.iter().enumerate().rev() {
        match place {
            Place::Literal(letter) => out.push(*letter),
            Place::Digit => out.push(left.pop().unwrap_or('0')),
            Place::Optional => out.extend(left.pop()),
        }
        if Some(at) == first {
            out.extend(left.drain(..).rev());
        }
    }
    out.iter().rev().collect::<String>().trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show(format: &str, number: f64) -> Option<String> {
        Zeros::parse(format).and_then(|zeros| zeros.show(number))
    }

    #[test]
    fn codes_get_their_zeros_back() {
        for (format, number, text) in [
            ("00000", 1067.0, "01067"),
            ("\"D-\"00000", 1067.0, "D-01067"),
            ("\\D\\-00000", 1067.0, "D-01067"),
            ("00000\\ 000", 1_234_567.0, "01234 567"),
            ("[$-407]00000", 4109.0, "04109"),
            ("[<=99999]00000;00000\\-0000", 2116.0, "02116"),
            ("[<=99999]00000;00000\\-0000", 21_161_234.0, "02116-1234"),
            ("0000;[Red]-0000", 77.0, "0077"),
            ("00000_);\\(00000\\)", 77.0, "00077"),
            ("#00", 5.0, "05"),
            ("00", 12_345.0, "12345"),
            ("000", 0.0, "000"),
        ] {
            assert_eq!(show(format, number).as_deref(), Some(text), "{format}");
        }
    }

    #[test]
    fn amounts_dates_and_fractions_are_left_alone() {
        for format in
            ["General", "0", "#,##0", "0.00", "0%", "00.0", "0.00E+00", "# ?/?", "dd.mm.yyyy", "@", "\"x\"0", ""]
        {
            assert_eq!(Zeros::parse(format), None, "{format}");
        }
        assert_eq!(show("00000", -5.0), None);
        assert_eq!(show("00000", 1.5), None);
        assert_eq!(show("00000", f64::NAN), None);
    }

    proptest! {
        #[test]
        fn no_format_panics(format in ".{0,20}", number in proptest::num::f64::ANY) {
            let _ = show(&format, number);
        }

        #[test]
        fn the_digits_stay_the_same(number in 0_u64..1_000_000) {
            let text = show("00000", number as f64).unwrap_or_default();
            prop_assert_eq!(text.parse::<u64>().ok(), Some(number));
        }
    }
}
