//! Records as lists of named values → columns, in order of first appearance: for formats where every record brings its
//! own fields.
//!
//! Not for parsing. Costs the columns; a name that few records have costs little until the end.

use super::error::IngestError;
use super::grid::{Grid, Refused};
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::path::Path;

/// Fields of one record: name and value.
pub(super) type Flat = Vec<(String, String)>;

/// One record, parsed or not.
pub(super) enum Entry {
    /// Its fields.
    Record(Flat),
    /// The record as it stands, and what is wrong.
    Refused(String, String),
}

/// Names × records above which a file is no table, empty places included: 4 GB as columns.
const MAX_PLACES: usize = 1 << 28;
/// Names above which a file is no table.
const MAX_NAMES: usize = 16_384;

/// Columns that grow with the records.
pub(super) struct Columns {
    /// Code of refused records.
    code: &'static str,
    index: FxHashMap<String, usize>,
    headers: Vec<String>,
    /// With the number of rows each has so far.
    builders: Vec<(StringChunkedBuilder, usize)>,
    rows: Vec<i64>,
    records: i64,
    refused: Vec<Refused>,
}

impl Columns {
    /// No columns; `code` is the code of refused records.
    pub fn new(code: &'static str) -> Self {
        Self {
            code,
            index: FxHashMap::default(),
            headers: Vec::new(),
            builders: Vec::new(),
            rows: Vec::new(),
            records: 0,
            refused: Vec::new(),
        }
    }

    /// The column of that name, made when there is none.
    pub fn column(&mut self, name: String) -> usize {
        if let Some(&column) = self.index.get(&name) {
            return column;
        }
        let column = self.builders.len();
        self.headers.push(name.clone());
        self.index.insert(name, column);
        self.builders.push((StringChunkedBuilder::new(PlSmallStr::EMPTY, 0), 0));
        column
    }

    /// Takes one record.
    pub fn push(&mut self, entry: Entry) {
        self.records += 1;
        let flat = match entry {
            Entry::Record(flat) => flat,
            Entry::Refused(raw, message) => {
                self.refused.push(Refused { row: self.records, raw, code: self.code, message });
                return;
            }
        };
        let row = self.rows.len();
        for (name, value) in flat {
            let column = self.column(name);
            let value = value.trim();
            let Some((builder, length)) = self.builders.get_mut(column) else { continue };
            // a name that a record repeats keeps its first value
            if *length > row || value.is_empty() {
                continue;
            }
            pad(builder, length, row);
            builder.append_value(value);
            *length += 1;
        }
        self.rows.push(self.records);
    }

    /// True while the columns may still fit into memory.
    pub fn fits(&self) -> bool {
        self.headers.len() <= MAX_NAMES && self.headers.len().saturating_mul(self.rows.len()) <= MAX_PLACES
    }

    /// Hands the columns to a grid.
    ///
    /// # Errors
    /// When records have so many different names that they are no table.
    pub fn finish(self, path: &Path, what: &'static str, grid: &mut Grid) -> Result<(), IngestError> {
        if !self.fits() {
            let detail = format!("{} different fields in {} records", self.headers.len(), self.rows.len());
            return Err(IngestError::TooLarge { path: path.into(), what, detail });
        }
        let height = self.rows.len();
        let column = |(mut builder, mut length): (StringChunkedBuilder, usize)| {
            pad(&mut builder, &mut length, height);
            builder.finish()
        };
        grid.columns = self.builders.into_iter().map(column).collect();
        grid.headers = self.headers;
        grid.source_row = self.rows;
        grid.records = u64::try_from(self.records).unwrap_or_default();
        grid.refused = self.refused;
        Ok(())
    }
}

fn pad(builder: &mut StringChunkedBuilder, length: &mut usize, to: usize) {
    while *length < to {
        builder.append_null();
        *length += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(fields: &[(&str, &str)]) -> Entry {
        Entry::Record(fields.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect())
    }

    #[test]
    fn records_with_different_fields_share_columns() {
        let mut columns = Columns::new("ingest.json");
        columns.push(record(&[("a", "1"), ("a", "2")]));
        columns.push(Entry::Refused("{".into(), "broken".into()));
        columns.push(record(&[("b", " 3 "), ("a", "")]));
        let mut grid = Grid::default();
        columns.finish(Path::new("f"), "JSON file", &mut grid).unwrap();
        assert_eq!((grid.headers, grid.source_row, grid.records), (vec!["a".into(), "b".into()], vec![1, 3], 3));
        assert_eq!(grid.columns[0].iter().collect::<Vec<_>>(), [Some("1"), None]);
        assert_eq!(grid.columns[1].iter().collect::<Vec<_>>(), [None, Some("3")]);
        assert_eq!((grid.refused[0].row, grid.refused[0].code), (2, "ingest.json"));
    }

    #[test]
    fn keys_that_are_data_are_no_table() {
        let mut columns = Columns::new("ingest.json");
        for key in 0..=MAX_NAMES {
            columns.push(record(&[(&format!("k{key}"), "1")]));
        }
        let error = columns.finish(Path::new("f"), "JSON file", &mut Grid::default()).unwrap_err();
        assert!(matches!(error, IngestError::TooLarge { .. }));
    }
}
