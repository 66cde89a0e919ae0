//! The text columns of a frame by name and row, and rows worked on in parallel.
//!
//! Chunks have a fixed size, so that what is written does not depend on the number of threads.

use super::note::Notes;
use crate::engine::distinct::{Distinct, NULL, guarded};
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Rows of a piece of parallel work.
const CHUNK: usize = 16_384;

/// The canonical text columns of a frame, as they came in and as they are now. A column the frame lacks is null.
#[derive(Debug)]
pub struct Sheet {
    /// Number of rows.
    pub rows: usize,
    raw: FxHashMap<&'static str, StringChunked>,
    now: FxHashMap<&'static str, StringChunked>,
    blank: StringChunked,
}

impl Sheet {
    /// Takes the named columns out of a frame; what is not text is turned into text.
    ///
    /// # Errors
    /// When a column has a type without a text form.
    pub fn of(frame: &DataFrame, names: impl Iterator<Item = &'static str>) -> PolarsResult<Self> {
        let mut raw = FxHashMap::default();
        for name in names {
            if let Ok(column) = frame.column(name) {
                raw.insert(name, text_of(column)?);
            }
        }
        let blank = StringChunked::full_null(PlSmallStr::EMPTY, frame.height());
        Ok(Self { rows: frame.height(), now: raw.clone(), raw, blank })
    }

    /// The column as it is now.
    pub fn text(&self, name: &str) -> &StringChunked {
        self.now.get(name).unwrap_or(&self.blank)
    }

    /// The column as it came in.
    pub fn raw(&self, name: &str) -> &StringChunked {
        self.raw.get(name).unwrap_or(&self.blank)
    }

    /// The cell as it came in, for findings.
    pub fn original(&self, name: &str, row: usize) -> Option<&str> {
        self.raw(name).get(row)
    }

    /// Replaces a column.
    pub fn set(&mut self, name: &'static str, column: StringChunked) {
        self.now.insert(name, column);
    }

    /// Names of the columns there are, sorted.
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<&'static str> = self.now.keys().copied().collect();
        names.sort_unstable();
        names
    }
}

/// A column as text in one piece.
///
/// # Errors
/// When the type has no text form.
pub fn text_of(column: &Column) -> PolarsResult<StringChunked> {
    let column = if column.dtype() == &DataType::String { column.clone() } else { column.cast(&DataType::String)? };
    Ok(column.str()?.rechunk().into_owned())
}

/// Text columns and findings of some rows, being written.
pub struct Slab<const N: usize> {
    /// The columns, in the order of their names.
    pub text: [StringChunkedBuilder; N],
    /// What was noticed.
    pub notes: Notes,
}

impl<const N: usize> Slab<N> {
    /// Columns of those names with room for so many rows.
    pub fn new(names: &[&'static str; N], rows: usize) -> Self {
        Self { text: names.map(|name| StringChunkedBuilder::new(name.into(), rows)), notes: Notes::default() }
    }

    /// Appends a row.
    pub fn push(&mut self, row: [Option<&str>; N]) {
        for (column, value) in self.text.iter_mut().zip(row) {
            match value {
                Some(value) => column.append_value(value),
                None => column.append_null(),
            }
        }
    }

    /// Puts the pieces on top of each other.
    ///
    /// # Errors
    /// Never in practice; polars' append is fallible.
    pub fn stack(slabs: impl IntoIterator<Item = Self>) -> PolarsResult<(Vec<StringChunked>, Notes)> {
        let mut columns: Vec<StringChunked> = Vec::with_capacity(N);
        let mut notes = Notes::default();
        for slab in slabs {
            notes.append(slab.notes);
            for (at, piece) in slab.text.into_iter().map(StringChunkedBuilder::finish).enumerate() {
                match columns.get_mut(at) {
                    Some(column) => column.append_owned(piece)?,
                    None => columns.push(piece),
                }
            }
        }
        let columns = columns.par_iter().map(|column| column.rechunk().into_owned()).collect();
        Ok((columns, notes))
    }
}

/// A column as ids into its distinct pairs of value and country, so that a kernel runs once per pair.
#[derive(Debug)]
pub struct Keyed<'a> {
    /// One id per row; [`NULL`] where the row has no value.
    pub ids: Vec<u32>,
    /// The distinct values with their country.
    pub values: Vec<(&'a str, Option<&'a str>)>,
}

impl<'a> Keyed<'a> {
    /// Encodes a column beside the countries of its rows.
    pub fn of(column: &'a StringChunked, countries: &Distinct<'a>) -> Self {
        let mut values = Vec::new();
        if column.null_count() == column.len() {
            return Self { ids: vec![NULL; column.len()], values };
        }
        let mut seen: FxHashMap<(&str, u32), u32> = FxHashMap::default();
        let ids = column
            .iter()
            .zip(&countries.ids)
            .map(|(value, &country)| {
                value.map_or(NULL, |value| {
                    *seen.entry((value, country)).or_insert_with(|| {
                        values.push((value, countries.values.get(country as usize).copied()));
                        u32::try_from(values.len() - 1).unwrap_or(NULL)
                    })
                })
            })
            .collect();
        Self { ids, values }
    }

    /// Runs a kernel once per pair, in parallel; the result is indexed by id.
    pub fn map<T: Send + Default>(&self, kernel: impl Fn(&str, Option<&str>) -> T + Sync) -> Vec<T> {
        let read = |(value, country): &(&str, Option<&str>)| guarded(|| kernel(value, *country));
        self.values.par_iter().with_min_len(256).map(read).collect()
    }

    /// Rows of each pair.
    pub fn counts(&self) -> Vec<u32> {
        counts(&self.ids, self.values.len())
    }
}

/// How many rows have each id.
pub fn counts(ids: &[u32], distinct: usize) -> Vec<u32> {
    let mut counts = vec![0; distinct];
    for &id in ids {
        if let Some(count) = counts.get_mut(id as usize) {
            *count += 1;
        }
    }
    counts
}

/// The entry of a row in what was made of distinct values.
pub fn entry<'t, T>(made: &'t [T], ids: &[u32], row: usize) -> Option<&'t T> {
    made.get(*ids.get(row)? as usize)
}

/// Works on all rows in chunks, in parallel; at least one chunk, so that empty frames keep their columns.
pub fn in_chunks<T: Send>(rows: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let chunks = rows.div_ceil(CHUNK).max(1);
    (0..chunks).into_par_iter().map(|chunk| work(chunk * CHUNK..((chunk + 1) * CHUNK).min(rows))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_column_reads_as_null() {
        let frame = df!["a" => ["x", "y"], "n" => [1i64, 2]].unwrap();
        let sheet = Sheet::of(&frame, ["a", "b", "n"].into_iter()).unwrap();
        assert_eq!(
            (sheet.text("a").get(1), sheet.text("b").get(1), sheet.text("n").get(1)),
            (Some("y"), None, Some("2"))
        );
    }

    #[test]
    fn chunks_cover_every_row_once_and_in_order() {
        for rows in [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1] {
            let slabs = in_chunks(rows, |range| {
                let mut slab = Slab::new(&["row"], range.len());
                for row in range {
                    slab.push([Some(&row.to_string())]);
                }
                slab
            });
            let (columns, _) = Slab::stack(slabs).unwrap();
            assert_eq!(columns.len(), 1);
            assert_eq!(columns[0].len(), rows);
            assert!(columns[0].iter().enumerate().all(|(row, text)| text == Some(row.to_string().as_str())));
        }
    }
}
