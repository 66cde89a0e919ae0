//! What the columns of a table hold, learnt from its sound records, and where the cells of a slipped record belong.
//!
//! A record with a cell too many or too few, or with its cells under the wrong headers, is put right only where one way
//! of doing so is clearly the best; everything else is for the caller to refuse. Learning costs a look at some hundred
//! records, placing a few thousand sums for each slipped record, and nothing for the others but a look at three cells.

use super::mapping::values;
use crate::kernel::text;
use std::borrow::Cow;

/// Records that teach.
pub(super) const LESSONS: usize = 400;
/// Fewer teach nothing.
const FEWEST: usize = 3;
/// Filled cells that a column has to have to be told by a class.
const FEWEST_ANCHORING: f64 = 5.0;
/// Natural logarithm of how much likelier the best placement must be than the record as it stands, and than the next best.
const MARGIN: f64 = 3.0;
/// Mean log-likelihood of a cell below which a placement is no good, however bad the others are.
const BELIEVABLE: f64 = -2.6;
/// Share of filled cells of one class from which on a column is told by it.
const ANCHOR: f64 = 0.9;
/// More surplus or missing cells than that are no slip.
const MOST_SLIPPED: usize = 3;

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Empty,
    Email,
    Url,
    Date,
    Phone,
    /// Digits only, by length: up to three, four to six, more.
    Short,
    Code,
    Long,
    /// Numbers with separators.
    Number,
    /// Letters and digits, in one word.
    Mixed,
    /// Letters and digits, in several words.
    MixedWords,
    /// One word.
    Word,
    /// Several words.
    Words,
    /// Upper-case letters only, up to three.
    Letters,
}

const CLASSES: usize = 14;

impl Class {
    fn of(cell: &str) -> Self {
        let bytes = cell.as_bytes();
        let Some(&first) = bytes.first() else { return Self::Empty };
        // "n/a" may stand in any column
        if text::is_missing_word(cell) {
            return Self::Empty;
        }
        let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
        if digits == bytes.len() {
            return match digits {
                ..=3 => Self::Short,
                4..=6 => Self::Code,
                8 if values::is_date(cell) => Self::Date,
                _ if first == b'0' => Self::Phone,
                _ => Self::Long,
            };
        }
        if memchr::memchr(b'@', bytes).is_some() {
            let plain = values::is_email(cell) && !cell.contains([' ', ',', ';']);
            return if plain { Self::Email } else { Self::Words };
        }
        if digits > 0 {
            if values::is_date(cell) {
                return Self::Date;
            }
            if values::is_number(cell) {
                return Self::Number;
            }
            if values::is_phone(cell) {
                return Self::Phone;
            }
        }
        match () {
            () if values::is_url(cell) => Self::Url,
            () if digits > 0 && cell.contains(' ') => Self::MixedWords,
            () if digits > 0 => Self::Mixed,
            () if bytes.len() <= 3 && bytes.iter().all(u8::is_ascii_uppercase) => Self::Letters,
            () if cell.contains(' ') => Self::Words,
            () => Self::Word,
        }
    }
}

/// Where the cells of a record belong.
#[derive(Debug, PartialEq)]
pub(super) enum Placement {
    /// Where they are; missing ones are missing at the end.
    AsIs,
    /// Like this.
    Moved(Vec<String>),
    /// It cannot be told.
    Unknown,
}

/// What the columns hold.
#[derive(Debug)]
pub(super) struct Fit {
    delimiter: char,
    /// Log-likelihood of every class, per column.
    columns: Vec<[f64; CLASSES]>,
    /// Columns that one class tells, and that class; three at most.
    anchors: Vec<(usize, Class)>,
}

impl Fit {
    /// Learns from records of full width; `None` when there are too few of them.
    pub fn learn(records: &[Vec<String>], width: usize, delimiter: char) -> Option<Self> {
        let sound: Vec<&Vec<String>> = records.iter().filter(|record| record.len() == width).take(LESSONS).collect();
        if sound.len() < FEWEST || width < 2 {
            return None;
        }
        let mut columns = Vec::with_capacity(width);
        let mut anchors = Vec::new();
        for column in 0..width {
            let mut counts = [0.0_f64; CLASSES];
            for record in &sound {
                counts[Class::of(&record[column]) as usize] += 1.0;
            }
            let filled = sound.len() as f64 - counts[Class::Empty as usize];
            for class in [Class::Email, Class::Date, Class::Url, Class::Code, Class::Number, Class::Phone] {
                if filled >= FEWEST_ANCHORING && counts[class as usize] >= ANCHOR * filled {
                    anchors.push((column, class));
                }
            }
            // an empty cell is never a surprise
            counts[Class::Empty as usize] += 0.1 * sound.len() as f64;
            let all: f64 = counts.iter().map(|count| count + 0.2).sum();
            columns.push(counts.map(|count| ((count + 0.2) / all).ln()));
        }
        anchors.sort_by_key(|(column, class)| (*class != Class::Email, *class != Class::Date, *column));
        anchors.truncate(3);
        Some(Self { delimiter, columns, anchors })
    }

    /// True when the cells of a record of full width contradict what their columns hold.
    pub fn is_doubtful(&self, cells: &[Cow<'_, str>]) -> bool {
        let wrong = |(column, class): &&(usize, Class)| {
            let cell = cells.get(*column).map_or("", AsRef::as_ref);
            !cell.is_empty() && !resembles(cell, *class) && !text::is_missing_word(cell)
        };
        let wrong = self.anchors.iter().filter(wrong).count();
        wrong > 0 && self.misfits(cells) >= 2
    }

    /// Cells that nearly none of their column looks like.
    fn misfits(&self, cells: &[Cow<'_, str>]) -> usize {
        let rare = (0.02_f64).ln();
        let of = |(cell, column): &(&Cow<str>, &[f64; CLASSES])| column[Class::of(cell) as usize] < rare;
        cells.iter().zip(&self.columns).filter(of).count()
    }

    /// Finds where the cells belong: one cell cut in several, one missing or one too many, or both.
    pub fn place(&self, cells: &[Cow<'_, str>]) -> Placement {
        let width = self.columns.len();
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        let as_is = if cells[width.min(cells.len())..].iter().all(|cell| cell.is_empty()) {
            self.score(&padded(&cells, width))
        } else {
            f64::NEG_INFINITY
        };
        let mut best: Option<(f64, Vec<String>)> = None;
        let mut second = f64::NEG_INFINITY;
        for candidate in self.candidates(&cells) {
            let score = self.score(&candidate);
            match &best {
                Some((top, known)) if score <= *top => {
                    if *known != candidate {
                        second = second.max(score);
                    }
                }
                _ => {
                    if let Some((top, known)) = best.take()
                        && known != candidate
                    {
                        second = second.max(top);
                    }
                    best = Some((score, candidate));
                }
            }
        }
        let shifted = best.as_ref().map_or(f64::NEG_INFINITY, |(top, _)| *top);
        if let Some(placement) = self.exchanged(&cells, as_is, shifted) {
            return placement;
        }
        let Some((top, candidate)) = best else {
            return if as_is.is_finite() { Placement::AsIs } else { Placement::Unknown };
        };
        if as_is + MARGIN > top {
            return Placement::AsIs;
        }
        let believable = top / width as f64 > BELIEVABLE && top - second.max(as_is) >= MARGIN;
        if believable {
            return Placement::Moved(candidate);
        }
        // no way is clearly right; the record stays as it is unless that is clearly wrong
        let padded: Vec<Cow<str>> = padded(&cells, width).into_iter().map(Cow::Owned).collect();
        let is_wrong = as_is.is_infinite() || (top - as_is >= 2.0 * MARGIN && self.misfits(&padded) >= 2);
        if is_wrong { Placement::Unknown } else { Placement::AsIs }
    }

    fn score(&self, cells: &[String]) -> f64 {
        cells.iter().zip(&self.columns).map(|(cell, column)| column[Class::of(cell) as usize]).sum()
    }

    /// Where two neighbouring cells that changed places, as a postal code and its city do, explain a record of full width
    /// better than a shift: they change back where it is clear which two, and otherwise the record stays as it is, since
    /// the other cells are sound.
    fn exchanged(&self, cells: &[&str], as_is: f64, shifted: f64) -> Option<Placement> {
        let classes: Vec<usize> = cells.iter().map(|cell| Class::of(cell) as usize).collect();
        if classes.len() != self.columns.len() {
            return None;
        }
        let fits = |column: usize, cell: usize| self.columns[column][classes[cell]];
        let filled = |at: &usize| !cells[*at].is_empty() && !cells[*at + 1].is_empty();
        let gain = |at: usize| fits(at, at + 1) + fits(at + 1, at) - fits(at, at) - fits(at + 1, at + 1);
        let mut gains: Vec<(f64, usize)> =
            (0..cells.len() - 1).filter(filled).map(|at| (as_is + gain(at), at)).collect();
        gains.sort_by(|x, y| y.0.total_cmp(&x.0));
        let &(top, at) = gains.first().filter(|(top, _)| *top > shifted && *top >= as_is + MARGIN)?;
        let next = gains.get(1).map_or(as_is, |(next, _)| next.max(as_is)).max(shifted);
        if top - next < MARGIN || top / cells.len() as f64 <= BELIEVABLE {
            return Some(Placement::AsIs);
        }
        let mut cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        cells.swap(at, at + 1);
        Some(Placement::Moved(cells))
    }

    /// Records of full width that the cells may have been.
    fn candidates(&self, cells: &[&str]) -> Vec<Vec<String>> {
        let width = self.columns.len();
        let mut out = Vec::new();
        if cells.len() > width {
            let surplus = cells.len() - width;
            if surplus <= MOST_SLIPPED {
                let whole = |at: &usize| cells[*at..=*at + surplus].iter().all(|part| !part.is_empty());
                out.extend((0..width).filter(whole).map(|at| self.merged(cells, at, surplus)));
                out.extend((0..=width).filter_map(|at| without(cells, at, surplus)));
            }
            // empty cells at the end may hide a shift as well
            let used = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
            if used <= width {
                out.extend(self.shifted(&cells[..width]));
            }
        } else if cells.len() < width {
            let missing = width - cells.len();
            if missing <= MOST_SLIPPED {
                out.extend((0..cells.len()).map(|at| with_gap(cells, at, missing)));
            }
        } else {
            out.extend(self.shifted(cells));
        }
        out
    }

    /// One value that its delimiters cut apart.
    fn merged(&self, cells: &[&str], at: usize, surplus: usize) -> Vec<String> {
        let mut out: Vec<String> = cells[..at].iter().map(ToString::to_string).collect();
        let parts = &cells[at..=at + surplus];
        let whole = parts.join(&self.delimiter.to_string());
        // a blank behind a comma was trimmed away
        let number = values::is_number(&whole);
        out.push(if number { whole } else { parts.join(&format!("{} ", self.delimiter)) });
        out.extend(cells[at + surplus + 1..].iter().map(ToString::to_string));
        out
    }

    /// A cell that is missing in one place and a surplus empty one in another.
    fn shifted(&self, cells: &[&str]) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        for (gap, _) in cells.iter().enumerate() {
            for (drop, cell) in cells.iter().enumerate() {
                if !cell.is_empty() || drop == gap {
                    continue;
                }
                let mut moved: Vec<String> = cells.iter().map(ToString::to_string).collect();
                moved.remove(drop);
                moved.insert(gap, String::new());
                out.push(moved);
            }
        }
        out
    }
}

/// The cheap half of [`Class::of`].
fn resembles(cell: &str, class: Class) -> bool {
    let digits = || cell.bytes().filter(u8::is_ascii_digit).count();
    match class {
        Class::Email => memchr::memchr(b'@', cell.as_bytes()).is_some(),
        Class::Url => memchr::memchr(b'.', cell.as_bytes()).is_some(),
        Class::Date => digits() >= 2,
        Class::Code => cell.len() <= 12 && digits() >= 3,
        Class::Number | Class::Phone => digits() * 2 >= cell.len().min(8),
        _ => true,
    }
}

fn padded(cells: &[&str], width: usize) -> Vec<String> {
    (0..width).map(|at| cells.get(at).copied().unwrap_or_default().to_string()).collect()
}

/// The cells without a run of empty ones.
fn without(cells: &[&str], at: usize, count: usize) -> Option<Vec<String>> {
    let run = cells.get(at..at + count)?;
    run.iter()
        .all(|cell| cell.is_empty())
        .then(|| cells[..at].iter().chain(&cells[at + count..]).map(ToString::to_string).collect())
}

fn with_gap(cells: &[&str], at: usize, count: usize) -> Vec<String> {
    let gap = std::iter::repeat_n("", count);
    cells[..at].iter().copied().chain(gap).chain(cells[at..].iter().copied()).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fit() -> Fit {
        let rows: Vec<Vec<String>> = (0..40)
            .map(|at| {
                let line = format!(
                    "K-{at:04};Ada;Lindt;{};Holzweg {at};0{};Ulm;a{at}@b.example;1.2{at},50",
                    ["Lindt GmbH", "Holz AG & Co", ""][at % 3],
                    4100 + at
                );
                line.split(';').map(str::to_string).collect()
            })
            .collect();
        Fit::learn(&rows, 9, ';').unwrap()
    }

    fn place(line: &str) -> Placement {
        fit().place(&line.split(';').map(Cow::Borrowed).collect::<Vec<_>>())
    }

    fn moved(line: &str) -> Placement {
        Placement::Moved(line.split('|').map(str::to_string).collect())
    }

    #[test]
    fn a_value_that_holds_the_delimiter_is_put_together() {
        assert_eq!(
            place("K-9999;Ada;Lindt;Holz AG & Co;Holzweg 1;Hof 2;04109;Ulm;a@b.example;1.200,50"),
            moved("K-9999|Ada|Lindt|Holz AG & Co|Holzweg 1; Hof 2|04109|Ulm|a@b.example|1.200,50")
        );
        let either = "K-9999;Ada;Maria;Lindt;;Holzweg 1;04109;Ulm;a@b.example;1.200,50";
        assert_eq!(place(either), Placement::Unknown, "either name may be the double one");
    }

    #[test]
    fn a_decimal_comma_that_cut_a_number_is_put_back() {
        let rows: Vec<Vec<String>> = (1..4)
            .map(|at| ["Ada", "a@b.example", &format!("{at}.50"), "2024-03-01"].map(String::from).to_vec())
            .collect();
        let fit = Fit::learn(&rows, 4, ',').unwrap();
        let cells = ["Kurt", "k@b.example", "12", "50", "2024-03-04"].map(Cow::Borrowed);
        assert_eq!(fit.place(&cells), moved("Kurt|k@b.example|12,50|2024-03-04"));
    }

    #[test]
    fn a_missing_cell_leaves_a_gap_where_the_types_say() {
        assert_eq!(
            place("K-9999;Ada;Lindt;Lindt GmbH;Holzweg 1;Ulm;a@b.example;1.200,50"),
            moved("K-9999|Ada|Lindt|Lindt GmbH|Holzweg 1||Ulm|a@b.example|1.200,50")
        );
        assert_eq!(place("K-9999;Ada;Lindt;Lindt GmbH;Holzweg 1;04109;Ulm"), Placement::AsIs);
    }

    #[test]
    fn a_shift_within_the_width_is_undone() {
        let line = "K-9999;Ada;Lindt;Lindt GmbH;;Holzweg 1;04109;Ulm;a@b.example";
        let cells: Vec<Cow<str>> = line.split(';').map(Cow::Borrowed).collect();
        assert!(fit().is_doubtful(&cells));
        assert_eq!(
            place(&format!("{line};1.200,50")),
            moved("K-9999|Ada|Lindt|Lindt GmbH|Holzweg 1|04109|Ulm|a@b.example|1.200,50")
        );
        assert_eq!(place(line), moved("K-9999|Ada|Lindt|Lindt GmbH|Holzweg 1|04109|Ulm|a@b.example|"));
    }

    #[test]
    fn two_neighbours_that_changed_places_change_back() {
        let line = "K-9999;Ada;Lindt;Lindt GmbH;Holzweg 1;Ulm;04109;a@b.example;1.200,50";
        let cells: Vec<Cow<str>> = line.split(';').map(Cow::Borrowed).collect();
        assert!(fit().is_doubtful(&cells));
        assert_eq!(place(line), moved("K-9999|Ada|Lindt|Lindt GmbH|Holzweg 1|04109|Ulm|a@b.example|1.200,50"));
    }

    #[test]
    fn sound_records_are_left_alone() {
        for line in [
            "K-9999;Ada;Lindt;;Holzweg 1;04109;Ulm;a@b.example;1.200,50",
            "K-9999;;;;;;;;",
            "K-1;;Lindt;X;;;;;12",
            "K-9999;n/a;n/a;n/a;n/a;n/a;n/a;n/a;n/a",
        ] {
            let cells: Vec<Cow<str>> = line.split(';').map(Cow::Borrowed).collect();
            assert!(!fit().is_doubtful(&cells), "{line}");
        }
    }

    #[test]
    fn rubbish_in_two_cells_is_no_slip() {
        assert_eq!(place("K-9999;Ada;Lindt;;Holzweg 1;siehe unten;Ulm;kommt noch;1.200,50"), Placement::AsIs);
    }

    proptest! {
        #[test]
        fn whatever_is_placed_has_the_width_and_loses_no_letter(
            cells in proptest::collection::vec("[a-z0-9@. ]{0,6}", 0..14),
        ) {
            let given: Vec<Cow<str>> = cells.iter().map(|cell| Cow::Borrowed(cell.trim())).collect();
            if let Placement::Moved(placed) = fit().place(&given) {
                prop_assert_eq!(placed.len(), 9);
                let letters = |texts: &[String]| {
                    let mut letters: Vec<char> = texts.concat().chars().filter(|c| !" ;".contains(*c)).collect();
                    letters.sort_unstable();
                    letters
                };
                prop_assert_eq!(letters(&placed), letters(&given.iter().map(|c| c.to_string()).collect::<Vec<_>>()));
            }
        }
    }
}
