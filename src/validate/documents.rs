//! Order documents: what kind they are, and head values that stand on one of their lines only.

use super::sheet::Sheet;
use crate::engine::distinct::{Distinct, NULL};
use crate::kernel::text;
use polars::prelude::StringChunked;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a document is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Bought.
    #[default]
    Order,
    /// Given back, or credited.
    Return,
    /// Called off.
    Cancellation,
}

impl Kind {
    /// The word the frames use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Return => "return",
            Self::Cancellation => "cancellation",
        }
    }
}

/// Beginnings of words (folded) that make a document a cancellation. They go before returns: a "Storno-Gutschrift" takes
/// back a document.
const CANCELLATIONS: &[&str] =
    &["storn", "cancel", "annul", "anul", "annull", "void", "anulac", "geannuleerd", "reversal", "canc"];

/// Beginnings of words (folded) that make a document a return.
const RETURNS: &[&str] = &[
    "gutschrift",
    "rechnungskorrektur",
    "retour",
    "ruckgabe",
    "rueckgabe",
    "rucksend",
    "ruecksend",
    "credit",
    "return",
    "refund",
    "avoir",
    "remboursement",
    "rembours",
    "reso",
    "rimborso",
    "nota di credito",
    "nota credito",
    "nota de credito",
    "nota de abono",
    "abono",
    "devoluc",
    "devoluz",
    "reembolso",
    "creditnota",
    "creditfactuur",
    "terugbetaling",
    "korekt",
    "zwrot",
];

/// So many lines with the value of the line above are no chance.
const REPETITIONS: usize = 3;

/// The kind of document a word names; anything that is neither a return nor a cancellation is an order.
pub fn kind_of(word: &str) -> Kind {
    let folded = text::fold(word);
    let starts = |stems: &[&str]| {
        stems.iter().any(|stem| {
            folded.match_indices(stem).any(|(at, _)| {
                folded
                    .get(..at)
                    .and_then(|before| before.chars().next_back())
                    .is_none_or(|before| !before.is_alphanumeric())
            })
        })
    };
    // German compounds carry the word at their end: "Teilstorno", "Rechnungsgutschrift".
    let ends = |stems: &[&str]| stems.iter().any(|stem| stem.len() > 4 && folded.contains(stem));
    if starts(CANCELLATIONS) || folded.contains("storno") {
        Kind::Cancellation
    } else if starts(RETURNS) || ends(RETURNS) {
        Kind::Return
    } else {
        Kind::Order
    }
}

/// The kind of a line without a word for it: `C` and a digit with a negative quantity is a cancellation, any other
/// negative quantity or amount a return.
pub fn kind_by_sign(order_id: Option<&str>, quantity: Option<i64>, amount: Option<i64>) -> Kind {
    let is_negative = |value: Option<i64>| value.is_some_and(|value| value < 0);
    let marked = order_id.is_some_and(|id| matches!(id.as_bytes(), [b'C' | b'c', digit, ..] if digit.is_ascii_digit()));
    if marked && is_negative(quantity) {
        Kind::Cancellation
    } else if is_negative(quantity) || is_negative(amount) {
        Kind::Return
    } else {
        Kind::Order
    }
}

/// The lines of one document in one file have one id. An export may be cut anywhere, so the parts in other files of its
/// source are its twins, unless they say another day: numbers may begin again in the next year.
pub struct Documents {
    /// Document of a row; [`NULL`] where the row names none.
    ids: Vec<u32>,
    /// For each document the first of its parts in its source.
    twins: Vec<u32>,
}

impl Documents {
    /// Groups the lines.
    pub fn of(source: &StringChunked, file: &StringChunked, sheet: &Sheet) -> Self {
        let numbers = Distinct::of(sheet.text("order_id"));
        let sources = Distinct::of(source).ids;
        let mut seen: FxHashMap<(u32, u32, u32), u32> = FxHashMap::default();
        let mut first: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut twins = Vec::new();
        // Lines of a document mostly follow each other.
        let mut above = ((NULL, NULL, NULL), NULL);
        let rows = Distinct::of(file).ids.into_iter().zip(sources).zip(&numbers.ids);
        let ids = rows
            .map(|((file, source), &number)| {
                if number == NULL {
                    return NULL;
                }
                if above.0 != (source, file, number) {
                    let document = *seen.entry((source, file, number)).or_insert_with(|| {
                        let next = twins.len() as u32;
                        twins.push(*first.entry((source, number)).or_insert(next));
                        next
                    });
                    above = ((source, file, number), document);
                }
                above.1
            })
            .collect();
        Self { ids, twins }
    }

    /// Takes apart what bears one number on different days. A part that says no day belongs to the only day of its number.
    pub fn apart_by_day(mut self, day: impl Fn(usize) -> Option<i32>) -> Self {
        if self.twins.iter().zip(0..).all(|(&twin, document)| twin == document) {
            return self;
        }
        let heads = self.own_heads(|row| day(row).is_some());
        let days: Vec<Option<i32>> = heads.into_iter().map(|head| day(head?)).collect();
        // `None` for numbers of several days.
        let mut only: FxHashMap<u32, Option<i32>> = FxHashMap::default();
        for (&number, day) in self.twins.iter().zip(&days).filter(|(_, day)| day.is_some()) {
            only.entry(number).and_modify(|known| *known = known.filter(|_| *known == *day)).or_insert(*day);
        }
        let mut first: FxHashMap<(u32, Option<i32>), u32> = FxHashMap::default();
        for ((twin, day), document) in self.twins.iter_mut().zip(days).zip(0..) {
            let day = match (day, only.get(twin)) {
                (None, Some(None)) => {
                    *twin = document;
                    continue;
                }
                (None, Some(only)) => *only,
                (day, _) => day,
            };
            *twin = *first.entry((*twin, day)).or_insert(document);
        }
        self
    }

    /// Document of a row.
    pub fn of_row(&self, row: usize) -> Option<usize> {
        self.ids.get(row).filter(|&&id| id != NULL).map(|&id| id as usize)
    }

    /// For each document the first row that says something: of its own, else of its parts in the source's other files.
    pub fn heads(&self, says: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
        let mut heads = self.own_heads(says);
        let mut of_parts: Vec<Option<usize>> = vec![None; heads.len()];
        for (head, &twin) in heads.iter().zip(&self.twins) {
            if let Some(slot) = of_parts.get_mut(twin as usize) {
                *slot = slot.or(*head);
            }
        }
        for (head, &twin) in heads.iter_mut().zip(&self.twins) {
            *head = head.or_else(|| of_parts.get(twin as usize).copied().flatten());
        }
        heads
    }

    /// For each document the first of its own rows that says something.
    fn own_heads(&self, says: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
        let mut heads = vec![None; self.twins.len()];
        for row in 0..self.ids.len() {
            if let Some(head) = self.of_row(row).and_then(|id| heads.get_mut(id))
                && head.is_none()
                && says(row)
            {
                *head = Some(row);
            }
        }
        heads
    }

    /// For each document the row that shows what is told once: its first row with a value, or none when a part of it has
    /// told the same value before.
    pub fn tellers(&self, values: &StringChunked) -> Vec<Option<usize>> {
        let mut heads = self.own_heads(|row| values.get(row).is_some());
        let mut told: FxHashSet<(u32, &str)> = FxHashSet::default();
        for (head, &twin) in heads.iter_mut().zip(&self.twins) {
            *head = head.filter(|&row| values.get(row).is_some_and(|value| told.insert((twin, value))));
        }
        heads
    }

    /// True when the documents among those rows repeat one value on each of their lines. Three repetitions prove it, one
    /// document with two values disproves it.
    pub fn repeat(&self, column: &StringChunked, rows: &[u32]) -> bool {
        let mut first: FxHashMap<usize, &str> = FxHashMap::default();
        let mut repeated = 0_usize;
        for row in rows.iter().map(|&row| row as usize) {
            let (Some(document), Some(value)) = (self.of_row(row), column.get(row)) else { continue };
            match first.get(&document) {
                Some(known) if *known != value => return false,
                Some(_) => repeated += 1,
                None => {
                    first.insert(document, value);
                }
            }
        }
        repeated >= REPETITIONS
    }

    /// The row a head value of `row` stands in: the row itself, or the first of its document that has one.
    pub fn carried(&self, row: usize, says: impl Fn(usize) -> bool, heads: &[Option<usize>]) -> usize {
        if says(row) {
            return row;
        }
        self.of_row(row).and_then(|id| heads.get(id).copied().flatten()).unwrap_or(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::NewChunkedArray;

    #[test]
    fn documents_are_told_by_words_of_many_languages() {
        for (word, kind) in [
            ("Auftrag", Kind::Order),
            ("Rechnung", Kind::Order),
            ("invoice", Kind::Order),
            ("Storno", Kind::Cancellation),
            ("Stornorechnung", Kind::Cancellation),
            ("Teilstorno", Kind::Cancellation),
            ("Cancelled", Kind::Cancellation),
            ("Annulation", Kind::Cancellation),
            ("Gutschrift", Kind::Return),
            ("Credit note", Kind::Return),
            ("Retoure", Kind::Return),
            ("Avoir", Kind::Return),
            ("zwrot", Kind::Return),
        ] {
            assert_eq!(kind_of(word), kind, "{word}");
        }
    }

    #[test]
    fn signs_tell_where_no_word_does() {
        assert_eq!(kind_by_sign(Some("C1001"), Some(-1000), Some(-5)), Kind::Cancellation);
        assert_eq!(kind_by_sign(Some("C1001"), Some(1000), Some(5)), Kind::Order);
        assert_eq!(kind_by_sign(Some("CX1"), Some(-1000), None), Kind::Return);
        assert_eq!(kind_by_sign(None, None, Some(-1)), Kind::Return);
        assert_eq!(kind_by_sign(None, None, None), Kind::Order);
    }

    #[test]
    fn a_value_on_every_line_of_its_document_is_the_documents() {
        let repeat = |numbers: &[&str], totals: &[&str]| {
            let frame = polars::df!["order_id" => numbers].unwrap();
            let sheet = Sheet::of(&frame, ["order_id"].into_iter()).unwrap();
            let file = StringChunked::from_slice("source_file".into(), &vec!["a"; numbers.len()]);
            let rows: Vec<u32> = (0..numbers.len() as u32).collect();
            Documents::of(&file, &file, &sheet).repeat(&StringChunked::from_slice("t".into(), totals), &rows)
        };
        assert!(repeat(&["1", "1", "2", "2", "3", "3"], &["30", "30", "12", "12", "5", "5"]));
        assert!(!repeat(&["1", "1", "2", "2", "3", "3"], &["30", "30", "12", "12", "5", "6"]), "lines differ");
        assert!(!repeat(&["1", "1"], &["30", "30"]), "may be chance");
    }

    #[test]
    fn heads_come_from_the_own_file_before_the_others_of_the_source() {
        let frame = polars::df!["order_id" => [Some("1"), Some("1"), None, Some("1"), Some("1"), Some("1")]].unwrap();
        let sheet = Sheet::of(&frame, ["order_id"].into_iter()).unwrap();
        let column = |name: &str, cells: &[&str]| StringChunked::from_slice(name.into(), cells);
        let source = column("source", &["s", "s", "s", "s", "s", "t"]);
        let file = column("source_file", &["a", "a", "a", "b", "c", "d"]);
        let documents = Documents::of(&source, &file, &sheet);
        let says = |row: usize| [0, 2, 4].contains(&row);
        let heads = documents.heads(says);
        let carried: Vec<_> = (0..6).map(|row| documents.carried(row, says, &heads)).collect();
        assert_eq!(carried, [0, 0, 2, 0, 4, 5]);
    }

    /// Documents of one source and number, a line and a file each.
    fn parts(files: usize) -> Documents {
        let frame = polars::df!["order_id" => vec!["1"; files]].unwrap();
        let sheet = Sheet::of(&frame, ["order_id"].into_iter()).unwrap();
        let names: Vec<String> = (0..files).map(|file| file.to_string()).collect();
        let source = StringChunked::from_slice("source".into(), &vec!["s"; files]);
        Documents::of(&source, &StringChunked::from_slice("source_file".into(), &names), &sheet)
    }

    #[test]
    fn a_document_cut_in_two_files_tells_its_total_once() {
        let days = [Some(1), Some(1), Some(366)];
        let documents = parts(3).apart_by_day(|row| days[row]);
        let totals = StringChunked::from_slice("c".into(), &["30", "30", "30"]);
        assert_eq!(documents.tellers(&totals), [Some(0), None, Some(2)], "the number began again in the third file");
    }

    #[test]
    fn a_number_that_begins_again_takes_nothing_from_the_year_before() {
        let heads = |days: &[Option<i32>], says: usize| {
            parts(days.len()).apart_by_day(|row| days[row]).heads(|row| row == says)
        };
        assert_eq!(heads(&[Some(1), Some(366)], 0), [Some(0), None], "such as that it was cancelled");
        assert_eq!(heads(&[Some(1), None, Some(1)], 0), [Some(0); 3], "a part that says no day, and one that says it");
        assert_eq!(heads(&[Some(1), None, Some(366)], 0), [Some(0), None, None], "either may be its day");
        assert_eq!(heads(&[None, None], 1), [Some(1); 2]);
    }
}
