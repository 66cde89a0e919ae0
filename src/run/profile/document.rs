//! The document of `profile` as it is written: field names and order are public (JSON), so they stay.

use super::values::Values;
use crate::ingest::{IngestError, InspectedColumn, Inspection, Refused};
use crate::pipeline::remote;
use polars::prelude::StringChunked;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Records that cannot be used that are shown.
const REJECTED: usize = 100;

/// All files that were named.
#[derive(Debug, Default, Serialize)]
pub struct Profile {
    /// One entry per file, or per sheet that holds data, in the order in which they were named.
    pub files: Vec<File>,
    /// Files that could not be opened, and why.
    #[serde(rename = "errors", skip_serializing_if = "Vec::is_empty", serialize_with = "errors")]
    pub failed: Vec<(PathBuf, IngestError)>,
    /// What folders and globs hold besides, and why it was not looked at.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "reasons")]
    pub left_out: Vec<(PathBuf, String)>,
}

/// One file, or one sheet of a workbook.
#[derive(Debug, Serialize)]
pub struct File {
    /// The path as given.
    pub file: String,
    /// Name of the sheet, for workbooks.
    pub sheet: Option<String>,
    /// Sheets of the workbook that are hidden and therefore not read; on its first entry only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hidden_sheets: Vec<String>,
    /// What the rows are: `contacts`, `companies`, `orders`, `activities`, `suppression`; null when none of these.
    pub kind: Option<&'static str>,
    /// Lower-case WHATWG label, `mixed` when lines differ, null for formats with their own.
    pub encoding: Option<String>,
    /// One character; null where there is none.
    pub delimiter: Option<String>,
    /// One character; null where none occurs.
    pub quote: Option<String>,
    /// `lf`, `crlf`, `cr` or `mixed`.
    pub newline: Option<&'static str>,
    /// 1-based physical line or sheet row of the header, of its last line where it has several.
    pub header_row: Option<u64>,
    /// Data records that would become leads or order lines.
    pub records: u64,
    /// Lines that were meant as data and could not be used.
    pub rejects: u64,
    /// The first of these, with the reason.
    pub rejected: Vec<Rejected>,
    /// Lines that are not data.
    pub skipped_lines: Vec<SkippedLine>,
    /// Slug of the recognised export.
    pub vendor: Option<String>,
    /// 0..1
    pub vendor_confidence: f64,
    /// What is odd about the file as a whole: code → count.
    pub damage: BTreeMap<&'static str, u64>,
    /// The columns in file order.
    pub columns: Vec<Column>,
    /// The first records.
    pub preview: Preview,
}

/// A record that cannot be used.
#[derive(Debug, Serialize)]
pub struct Rejected {
    /// 1-based ordinal among the data records.
    pub record: i64,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// The record as it stands, shortened where it is very long.
    pub raw: String,
}

impl From<Refused> for Rejected {
    fn from(refused: Refused) -> Self {
        Self { record: refused.row, code: refused.code, message: refused.message, raw: refused.raw }
    }
}

/// A line that is not data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SkippedLine {
    /// 1-based physical line, or row of a sheet.
    pub line: u64,
    /// `preamble`, `blank`, `footer` and the like.
    pub code: &'static str,
}

/// One column.
#[derive(Debug, Serialize)]
pub struct Column {
    /// Unique header.
    pub name: String,
    /// What stands above it in a row that groups columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Canonical field it means.
    pub canonical: Option<&'static str>,
    /// 0..1
    pub mapping_confidence: f64,
    /// Why it was mapped so.
    pub reason: &'static str,
    /// `identifier`, `text`, `number`, `date`, `category`, `flag`, `email`, `phone` or `empty`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Share of records with a value, 0..1.
    pub fill: f64,
    /// Different values.
    pub distinct: u64,
    /// True when there are more different values than were told apart.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub distinct_is_minimum: bool,
    /// The most frequent values with their counts.
    pub top: Vec<(String, u64)>,
    /// The most frequent patterns with their counts.
    pub patterns: Vec<(String, u64)>,
    /// What is wrong with its values: code → count.
    pub damage: BTreeMap<&'static str, u64>,
}

impl File {
    /// An empty file: opened, and nothing in it.
    pub(super) fn empty(path: &Path) -> Self {
        Self {
            file: remote::shown(path),
            sheet: None,
            hidden_sheets: Vec::new(),
            kind: None,
            encoding: None,
            delimiter: None,
            quote: None,
            newline: None,
            header_row: None,
            records: 0,
            rejects: 0,
            rejected: Vec::new(),
            skipped_lines: Vec::new(),
            vendor: None,
            vendor_confidence: 0.0,
            damage: BTreeMap::new(),
            columns: Vec::new(),
            preview: Preview::default(),
        }
    }

    pub(super) fn new(found: Inspection, columns: Vec<Column>, preview: Preview) -> Self {
        let character = |byte: Option<u8>| byte.map(|byte| char::from(byte).to_string());
        Self {
            file: remote::shown(&found.path),
            sheet: found.sheet,
            hidden_sheets: found.hidden_sheets,
            kind: found.records.map(|records| records.name()),
            encoding: found.encoding,
            delimiter: character(found.delimiter),
            quote: character(found.quote),
            newline: found.newline,
            header_row: found.header_row,
            // with a limit, what was read and not what there may be
            records: found.frame.height() as u64,
            rejects: found.rejects,
            rejected: found.refused.into_iter().take(REJECTED).map(Rejected::from).collect(),
            skipped_lines: found.skipped.iter().map(|line| SkippedLine { line: line.line, code: line.code }).collect(),
            vendor: found.vendor,
            vendor_confidence: rounded(found.vendor_confidence),
            damage: found.damage,
            columns,
            preview,
        }
    }
}

impl Column {
    pub(super) fn new(
        column: &InspectedColumn,
        kind: &'static str,
        values: Values,
        rows: usize,
        damage: BTreeMap<&'static str, u64>,
    ) -> Self {
        Self {
            name: column.header.clone(),
            group: column.group.clone(),
            canonical: column.canonical,
            mapping_confidence: if column.canonical.is_some() { rounded(column.confidence) } else { 0.0 },
            reason: column.reason,
            kind,
            fill: rounded(values.filled as f64 / rows.max(1) as f64),
            distinct: values.distinct,
            distinct_is_minimum: values.at_least,
            top: values.top,
            patterns: values.patterns,
            damage,
        }
    }
}

/// The first records, column by column; cells are cleaned text, missing ones empty.
#[derive(Debug, Default)]
pub struct Preview {
    names: Vec<String>,
    columns: Vec<Vec<String>>,
}

impl Preview {
    /// Takes the first records; `repaired` holds row, column and text of cells that were put right.
    pub(super) fn of(
        columns: &[InspectedColumn],
        cells: &[&StringChunked],
        repaired: &[(usize, usize, String)],
        limit: usize,
    ) -> Self {
        let texts = |column: &&StringChunked| -> Vec<String> {
            column.iter().take(limit).map(|cell| cell.unwrap_or_default().to_owned()).collect()
        };
        let mut preview = Self {
            names: columns.iter().map(|column| column.header.clone()).collect(),
            columns: cells.iter().map(texts).collect(),
        };
        for (row, column, text) in repaired {
            if let Some(cell) = preview.columns.get_mut(*column).and_then(|column| column.get_mut(*row)) {
                cell.clone_from(text);
            }
        }
        preview
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// True when there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Column name and text of the cells of one record.
    pub fn record(&self, row: usize) -> impl Iterator<Item = (&str, &str)> {
        self.names
            .iter()
            .zip(&self.columns)
            .filter_map(move |(name, column)| Some((name.as_str(), column.get(row)?.as_str())))
    }
}

impl Serialize for Preview {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Record<'a>(&'a Preview, usize);
        impl Serialize for Record<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(self.0.names.len()))?;
                for (name, cell) in self.0.record(self.1) {
                    map.serialize_entry(name, cell)?;
                }
                map.end()
            }
        }
        let mut records = serializer.serialize_seq(Some(self.len()))?;
        for row in 0..self.len() {
            records.serialize_element(&Record(self, row))?;
        }
        records.end()
    }
}

fn errors<S: Serializer>(failed: &[(PathBuf, IngestError)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(failed.iter().map(|(path, error)| Told::of(path, error)))
}

fn reasons<S: Serializer>(left_out: &[(PathBuf, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(left_out.iter().map(|(path, why)| Told::of(path, why)))
}

/// A path and what is to say about it.
#[derive(Serialize)]
struct Told {
    file: String,
    message: String,
}

impl Told {
    fn of(path: &Path, message: &impl ToString) -> Self {
        Self { file: remote::shown(path), message: message.to_string() }
    }
}

/// Four digits are enough for a share.
fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}
