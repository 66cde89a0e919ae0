//! Order documents: what kind they are, and head values that stand on one of their lines only.

use super::sheet::Sheet;
use crate::engine::distinct::{Distinct, NULL};
use crate::kernel::text;
use polars::prelude::StringChunked;
use rustc_hash::FxHashMap;

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

/// The lines of one document in one file have one id.
pub struct Documents {
    /// Document of a row; [`NULL`] where the row names none.
    ids: Vec<u32>,
    /// Number of documents.
    pub count: usize,
}

impl Documents {
    /// Groups the lines.
    pub fn of(file: &StringChunked, sheet: &Sheet) -> Self {
        let files = Distinct::of(file);
        let numbers = Distinct::of(sheet.text("order_id"));
        let mut seen: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        // Lines of a document mostly follow each other.
        let mut above = ((NULL, NULL), NULL);
        let ids = files
            .ids
            .iter()
            .zip(&numbers.ids)
            .map(|(&file, &number)| {
                if number == NULL {
                    return NULL;
                }
                if above.0 != (file, number) {
                    let next = u32::try_from(seen.len()).unwrap_or(NULL);
                    above = ((file, number), *seen.entry((file, number)).or_insert(next));
                }
                above.1
            })
            .collect();
        Self { ids, count: seen.len() }
    }

    /// Document of a row.
    pub fn of_row(&self, row: usize) -> Option<usize> {
        self.ids.get(row).filter(|&&id| id != NULL).map(|&id| id as usize)
    }

    /// For each document the row that says something first.
    pub fn heads(&self, says: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
        let mut heads = vec![None; self.count];
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
            Documents::of(&file, &sheet).repeat(&StringChunked::from_slice("t".into(), totals), &rows)
        };
        assert!(repeat(&["1", "1", "2", "2", "3", "3"], &["30", "30", "12", "12", "5", "5"]));
        assert!(!repeat(&["1", "1", "2", "2", "3", "3"], &["30", "30", "12", "12", "5", "6"]), "lines differ");
        assert!(!repeat(&["1", "1"], &["30", "30"]), "may be chance");
    }

    #[test]
    fn heads_are_carried_within_one_file_only() {
        let frame = polars::df!["order_id" => [Some("1"), Some("1"), None, Some("1")]].unwrap();
        let sheet = Sheet::of(&frame, ["order_id"].into_iter()).unwrap();
        let file = StringChunked::from_slice("source_file".into(), &["a", "a", "a", "b"]);
        let documents = Documents::of(&file, &sheet);
        let says = |row: usize| row == 0 || row == 2;
        let heads = documents.heads(says);
        assert_eq!((0..4).map(|row| documents.carried(row, says, &heads)).collect::<Vec<_>>(), [0, 0, 2, 3]);
    }
}
