//! Decimal numbers as people write them, read exactly: `1.234,56`, `1'234.56`, `USD 1,234.00`, `(99,00)`.
//!
//! Never floats: an amount is a scaled integer. `1.234` alone cannot be decided, so a column votes on its decimal
//! mark first ([`vote_mark`]). Not for units, percentages or spelled-out numbers. Costs one pass over the text.

use std::fmt;

/// The character in front of the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `1.234,56`
    Comma,
    /// `1,234.56`
    Point,
}

impl Mark {
    const fn char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    const fn of(c: char) -> Option<Self> {
        match c {
            ',' => Some(Self::Comma),
            '.' => Some(Self::Point),
            _ => None,
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }
}

/// An exact decimal number: `units / 10^scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// The digits as an integer, with sign.
    pub units: i128,
    /// How many of the digits are decimals.
    pub scale: u8,
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:0width$}", self.units.unsigned_abs(), width = usize::from(self.scale) + 1);
        let (whole, decimals) = digits.split_at(digits.len() - usize::from(self.scale));
        let sign = if self.units < 0 { "-" } else { "" };
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{decimals}")
    }
}

/// More decimals than any amount has; longer numbers are refused rather than rounded.
const MAX_SCALE: u8 = 30;

impl Decimal {
    /// The number times `10^scale`, rounded half to even; `None` when it does not fit.
    pub fn scaled(&self, scale: u8) -> Option<i64> {
        let units = if scale >= self.scale {
            self.units.checked_mul(power_of_ten(scale - self.scale)?)?
        } else {
            divide_half_even(self.units, power_of_ten(self.scale - scale)?)
        };
        i64::try_from(units).ok()
    }

    /// True when nothing stands behind the decimal mark but zeros.
    pub fn is_integer(&self) -> bool {
        power_of_ten(self.scale).is_some_and(|power| self.units % power == 0)
    }
}

/// Reads a number. `mark` is the decimal mark of the column; it decides only what the text leaves open (one
/// separator in front of exactly three digits). Without it that separator is taken for the decimal mark.
/// Currency words and signs, grouping by `.` `,` `'` or blanks, a minus on either side and accountants' brackets
/// are understood. `None` when the text is not one number.
pub fn parse_decimal(value: &str, mark: Option<Mark>) -> Option<Decimal> {
    let body = Body::of(value)?;
    let decimal_mark = match body.shape()? {
        Shape::Plain => None,
        Shape::Decimal(found) => Some(found),
        Shape::Grouped(_) => None,
        Shape::Open(found) => match mark {
            Some(mark) if mark != found => None,
            _ => Some(found),
        },
    };
    body.decimal(decimal_mark)
}

/// The decimal mark of a column, by majority of the values that leave no doubt; `None` when they prove nothing.
pub fn vote_mark<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<Mark> {
    let (mut comma, mut point) = (0_usize, 0_usize);
    for value in values {
        let Some(body) = Body::of(value) else { continue };
        let evidence = match body.shape() {
            Some(Shape::Decimal(mark)) => mark,
            Some(Shape::Grouped(Some(group))) => group.other(),
            _ => continue,
        };
        match evidence {
            Mark::Comma => comma += 1,
            Mark::Point => point += 1,
        }
    }
    match comma.cmp(&point) {
        std::cmp::Ordering::Greater => Some(Mark::Comma),
        std::cmp::Ordering::Less => Some(Mark::Point),
        std::cmp::Ordering::Equal => None,
    }
}

/// True for `1.234` and `1,234`, which only their column can decide.
pub fn is_open(value: &str) -> bool {
    Body::of(value).is_some_and(|body| matches!(body.shape(), Some(Shape::Open(_))))
}

/// What the separators of a number say.
enum Shape {
    /// None at all.
    Plain,
    /// This one is the decimal mark.
    Decimal(Mark),
    /// They only group thousands; the separator where it is a point or comma.
    Grouped(Option<Mark>),
    /// One separator before exactly three digits: either.
    Open(Mark),
}

/// A number without currency, sign and outer blanks: digits and separators.
struct Body {
    negative: bool,
    text: String,
    /// Power of ten of scientific notation.
    exponent: i32,
}

impl Body {
    fn of(value: &str) -> Option<Self> {
        let mut text: String = value.trim().chars().map(plain).collect();
        let mut negative = false;
        if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            text = inner.to_owned();
            negative = true;
        }
        let mut core = text.trim_start_matches('\'');
        // Signs and currency may stand in any order on both sides: "- 5 €", "€ -5", "5,00- EUR".
        loop {
            let before = core.len();
            core = core.trim().trim_matches(is_currency_sign);
            if let Some(rest) =
                core.strip_prefix('-').or_else(|| core.strip_suffix('-').filter(|rest| !ends_open(rest)))
            {
                negative = true;
                core = rest;
            }
            core = core.strip_prefix('+').unwrap_or(core);
            core = without_currency_word(core);
            if core.len() == before {
                break;
            }
        }
        // "5,-" and "5.--" mean no cents.
        let core = core.trim_end_matches('-').trim_end_matches([',', '.']);
        let (digits, exponent) = split_exponent(core)?;
        let valid = digits.bytes().any(|byte| byte.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' '));
        valid.then(|| Self { negative, text: digits.to_owned(), exponent })
    }

    fn shape(&self) -> Option<Shape> {
        let separators: Vec<(usize, char)> = self.text.char_indices().filter(|(_, c)| !c.is_ascii_digit()).collect();
        let Some(&(last_at, last)) = separators.last() else { return Some(Shape::Plain) };
        let after = self.text.len() - last_at - 1;
        let same = separators.iter().filter(|(_, c)| *c == last).count();
        let mark = Mark::of(last);
        match mark {
            Some(mark) if same == 1 && separators.len() > 1 => {
                self.groups_well(Some(last_at)).then_some(Shape::Decimal(mark))
            }
            Some(mark) if same == 1 => {
                let before = self.text.get(..last_at).unwrap_or_default();
                let open =
                    after == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0') && self.exponent == 0;
                Some(if open { Shape::Open(mark) } else { Shape::Decimal(mark) })
            }
            _ => self.groups_well(None).then_some(Shape::Grouped(mark)),
        }
    }

    /// True when the text up to `end` is grouped by one separator: three digits behind each, or two and at last
    /// three, as in India.
    fn groups_well(&self, end: Option<usize>) -> bool {
        let whole = self.text.get(..end.unwrap_or(self.text.len())).unwrap_or_default();
        let mut separators = whole.chars().filter(|c| !c.is_ascii_digit());
        let Some(first) = separators.next() else { return true };
        if separators.any(|c| c != first) {
            return false;
        }
        let lengths: Vec<usize> = whole.split(first).map(str::len).collect();
        let (Some(head), Some(tail)) = (lengths.first(), lengths.last()) else { return false };
        let middle = lengths.get(1..lengths.len().saturating_sub(1)).unwrap_or_default();
        (1..=3).contains(head) && *tail == 3 && (middle.iter().all(|&n| n == 3) || middle.iter().all(|&n| n == 2))
    }

    fn decimal(&self, mark: Option<Mark>) -> Option<Decimal> {
        let (mut units, mut decimals, mut behind) = (0_i128, 0_i32, false);
        for c in self.text.chars() {
            match c.to_digit(10) {
                Some(digit) => {
                    units = units.checked_mul(10)?.checked_add(i128::from(digit))?;
                    decimals += i32::from(behind);
                }
                None => behind |= mark.is_some_and(|mark| mark.char() == c),
            }
        }
        let scale = decimals.checked_sub(self.exponent)?;
        if scale < 0 {
            units = units.checked_mul(power_of_ten(u8::try_from(-scale).ok()?)?)?;
        }
        let scale = u8::try_from(scale.max(0)).ok().filter(|scale| *scale <= MAX_SCALE)?;
        Some(Decimal { units: if self.negative { -units } else { units }, scale })
    }
}

/// Odd blanks, apostrophes and minus signs as their plain forms.
fn plain(c: char) -> char {
    match c {
        '’' | '‘' | '`' | '´' | '\u{2BC}' | '\u{FF07}' => '\'',
        '−' | '–' | '—' | '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

fn is_currency_sign(c: char) -> bool {
    matches!(c, '€' | '$' | '£' | '¥' | '₹' | '₽' | '₺' | '₴' | '¢' | '\u{A4}' | ' ')
}

/// True when a dash at the end belongs to ",-" and is no sign.
fn ends_open(text: &str) -> bool {
    text.trim_end_matches('-').ends_with([',', '.'])
}

/// The text without one word of up to four letters in front or behind: `EUR`, `CHF`, `kr`, `Fr.`, `zł`. A single
/// `e` is left, it may be an exponent.
fn without_currency_word(text: &str) -> &str {
    let head = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let tail = text
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8));
    let is_word = |word: &str| (1..=4).contains(&word.chars().count()) && !word.eq_ignore_ascii_case("e");
    if let (Some(word), Some(rest)) = (text.get(..head), text.get(head..))
        && is_word(word)
    {
        return rest.strip_prefix('.').filter(|rest| rest.starts_with([' ', '-']) || head > 1).unwrap_or(rest);
    }
    let unpointed = text.strip_suffix('.').filter(|rest| rest.ends_with(char::is_alphabetic));
    if let Some(rest) = unpointed {
        return rest;
    }
    match (text.get(..tail), text.get(tail..)) {
        (Some(rest), Some(word)) if is_word(word) => rest,
        _ => text,
    }
}

/// Mantissa and exponent of scientific notation.
fn split_exponent(text: &str) -> Option<(&str, i32)> {
    match text.split_once(['e', 'E']) {
        None => Some((text, 0)),
        Some((mantissa, exponent)) => {
            let exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
            (exponent.abs() <= 30).then_some((mantissa, exponent))
        }
    }
}

fn power_of_ten(exponent: u8) -> Option<i128> {
    10_i128.checked_pow(u32::from(exponent))
}

/// Quotient rounded half to even; the divisor is a positive power of ten.
fn divide_half_even(units: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (units / divisor, (units % divisor).abs());
    let away = if units < 0 { -1 } else { 1 };
    match rest.cmp(&(divisor - rest)) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + away,
        std::cmp::Ordering::Equal => quotient + (quotient % 2).abs() * away,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(text: &str, mark: Option<Mark>) -> Option<i64> {
        parse_decimal(text, mark).and_then(|number| number.scaled(2))
    }

    #[test]
    fn the_usual_spellings_are_read_exactly() {
        for (text, wanted) in [
            ("1.234,56", 123_456),
            ("1,234.56", 123_456),
            ("1'234.56", 123_456),
            ("1’234.56", 123_456),
            ("1 234,56", 123_456),
            ("1\u{202F}234,56", 123_456),
            ("1234.0", 123_400),
            ("USD 1,234.00", 123_400),
            ("899kr", 89_900),
            ("-1.234,56-", -123_456),
            ("1.234,56-", -123_456),
            ("(99,00)", -9900),
            ("12,50 €", 1250),
            ("€ 12.50", 1250),
            ("$1,234,567.89", 123_456_789),
            ("Fr. 1'234.50", 123_450),
            ("EUR -5,00", -500),
            ("5,-", 500),
            ("5.--", 500),
            ("1.234.567", 123_456_700),
            (".5", 50),
            ("0,5", 50),
            ("0.125", 12),
            ("0.135", 14),
            ("-0.125", -12),
            ("1.5E+3", 150_000),
            ("+7", 700),
            ("12,5 zł", 1250),
            ("1,23,456.00", 12_345_600),
            ("'42", 4200),
            ("− 3,10", -310),
        ] {
            assert_eq!(cents(text, None), Some(wanted), "{text}");
        }
    }

    #[test]
    fn the_column_decides_what_the_cell_leaves_open() {
        assert_eq!(cents("1.234", None), Some(123));
        assert_eq!(cents("1.234", Some(Mark::Point)), Some(123));
        assert_eq!(cents("1.234", Some(Mark::Comma)), Some(123_400));
        assert_eq!(cents("1,234", Some(Mark::Point)), Some(123_400));
        assert_eq!(cents("1.5", Some(Mark::Comma)), Some(150), "cannot be thousands");
        assert_eq!(cents("0.500", Some(Mark::Comma)), Some(50), "no number starts with a zero group");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "-",
            "abc",
            "1.2.3",
            "1,23,4",
            "12-34",
            "1.234,56.7",
            "1e",
            "2024-01-01",
            "EURO Preis 5",
            "1.23.456,7,8",
            "5 %",
        ] {
            assert_eq!(parse_decimal(text, None), None, "{text}");
        }
    }

    #[test]
    fn votes_go_by_the_values_without_doubt() {
        assert_eq!(vote_mark(["1.234", "12,50", "3"]), Some(Mark::Comma));
        assert_eq!(vote_mark(["1.234", "12.50", "3"]), Some(Mark::Point));
        assert_eq!(vote_mark(["1.234.567", "1.234"]), Some(Mark::Comma));
        assert_eq!(vote_mark(["1.234", "7"]), None);
        assert_eq!(vote_mark(["1,50", "1.50"]), None);
        assert_eq!(vote_mark([]), None);
    }

    #[test]
    fn one_separator_before_three_digits_is_open() {
        for text in ["1.234", "12,345", "-1.234 €"] {
            assert!(is_open(text), "{text}");
        }
        for text in ["1234", "1.23", "1.234,5", "1.234.567", "0.123", "abc"] {
            assert!(!is_open(text), "{text}");
        }
    }

    #[test]
    fn rounding_is_half_to_even() {
        for (units, wanted) in [(125, 12), (135, 14), (-125, -12), (-135, -14), (126, 13), (124, 12)] {
            assert_eq!(Decimal { units, scale: 3 }.scaled(2), Some(wanted), "{units}");
        }
        assert_eq!(Decimal { units: i128::MAX, scale: 0 }.scaled(2), None);
        assert!(Decimal { units: 500, scale: 2 }.is_integer());
    }

    #[test]
    fn numbers_are_written_with_a_point() {
        for (units, scale, wanted) in [(1234, 3, "1.234"), (-5, 2, "-0.05"), (1234, 0, "1234"), (0, 1, "0.0")] {
            assert_eq!(Decimal { units, scale }.to_string(), wanted);
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>(), scale in any::<u8>()) {
            if let Some(number) = parse_decimal(&text, None) {
                let _ = number.scaled(scale);
            }
        }

        #[test]
        fn what_is_written_is_read(units in -1_000_000_000_i64..1_000_000_000) {
            let sign = if units < 0 { "-" } else { "" };
            let text = format!("{sign}{},{:02}", units.abs() / 100, units.abs() % 100);
            prop_assert_eq!(cents(&text, None), Some(units));
        }

        #[test]
        fn odd_numerals_never_panic(text in "[-+0-9.,' €eE()a-z]{0,24}") {
            let _ = parse_decimal(&text, Some(Mark::Comma));
            let _ = vote_mark([text.as_str()]);
        }
    }
}
