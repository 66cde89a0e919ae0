//! What files hold, without a pipeline: for `init`, `profile`, and runs without a pipeline file.

use super::error::IngestError;
use super::grid::{CellNote, Grid, Refused, Skipped};
use super::mapping::candidates::Reason;
use super::mapping::content::Shape;
use super::mapping::{self, Use};
use super::read::peek;
use super::{kind, vendors};
use crate::model::record::Records;
use crate::pipeline::plan::{ExtraKind, ReadOptions, Source};
use polars::prelude::{DataFrame, IntoColumn};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Records that [`inspect`] looks at.
pub const SAMPLE: usize = 10_000;

/// One file, or one sheet of a workbook.
#[derive(Debug)]
pub struct Inspection {
    /// The path as given.
    pub path: PathBuf,
    /// Name of the sheet, for workbooks.
    pub sheet: Option<String>,
    /// Sheets of the workbook that are hidden and therefore not read; on its first entry only.
    pub hidden_sheets: Vec<String>,
    /// How many sheets of the file hold data.
    pub sheets: usize,
    /// What the rows are; `None` when they are none of the kinds that are read.
    pub records: Option<Records>,
    /// Slug of the recognised export.
    pub vendor: Option<String>,
    /// 0..1
    pub vendor_confidence: f64,
    /// No two records of this export are one contact.
    pub is_unique: bool,
    /// Lower-case WHATWG label; `None` for formats with their own.
    pub encoding: Option<String>,
    /// Delimiter; `None` for a single column and for formats without.
    pub delimiter: Option<u8>,
    /// Quote, when one occurs.
    pub quote: Option<u8>,
    /// `lf`, `crlf`, `cr` or `mixed`.
    pub newline: Option<&'static str>,
    /// 1-based physical line or sheet row of the header; `None` when there is none.
    pub header_row: Option<u64>,
    /// Data records, refused ones included; an estimate when `is_estimate`.
    pub rows: u64,
    /// True when only the head was read.
    pub is_estimate: bool,
    /// Records that cannot be used, among those read.
    pub rejects: u64,
    /// These records, as they stand, with the reason.
    pub refused: Vec<Refused>,
    /// Lines that are not data, among those read.
    pub skipped: Vec<Skipped>,
    /// What was noticed about cells; rows and columns of `frame`.
    pub notes: Vec<CellNote>,
    /// What was noticed about the file or sheet as a whole: kind of damage → count.
    pub damage: BTreeMap<&'static str, u64>,
    /// The columns in file order.
    pub columns: Vec<InspectedColumn>,
    /// The records read, as text columns named by the unique headers; empty cells are null.
    pub frame: DataFrame,
}

/// One column of an [`Inspection`].
#[derive(Debug, Clone)]
pub struct InspectedColumn {
    /// Unique header.
    pub header: String,
    /// What stands above it in a row that groups columns.
    pub group: Option<String>,
    /// Canonical field it means; also where records of this kind have no such field.
    pub canonical: Option<&'static str>,
    /// True when a source of this kind would feed the field from it.
    pub feeds: bool,
    /// Name of the column when it is kept as an extra column.
    pub name: String,
    /// 0..1
    pub confidence: f64,
    /// Why: `pinned`, `vendor`, `header`, `similar header`, `content`, `unmapped`.
    pub reason: &'static str,
    /// The field it stands in for where that one's own columns are empty.
    pub stands_in_for: Option<&'static str>,
    /// What it holds as an extra column.
    pub kind: ExtraKind,
    /// Share of its values that look like e-mail addresses, 0..1.
    pub emails: f64,
    /// Share of its values that look like phone numbers, 0..1.
    pub phones: f64,
}

/// Looks at the head of a file: one entry, or one per sheet that holds data.
///
/// # Errors
/// When the file cannot be opened or is none of the formats that are read. A file that holds no known records is no
/// error: its `records` are `None`.
pub fn inspect(path: &Path) -> Result<Vec<Inspection>, IngestError> {
    inspect_with(path, &ReadOptions::default(), Some(SAMPLE))
}

/// [`inspect`] with options pinned and with all records when `limit` is `None`.
///
/// # Errors
/// As [`inspect`].
pub fn inspect_with(path: &Path, options: &ReadOptions, limit: Option<usize>) -> Result<Vec<Inspection>, IngestError> {
    let (grids, bytes) = peek(path, options, limit)?;
    let sheets = grids.len();
    grids.into_iter().map(|grid| inspect_grid(path, grid, sheets, bytes)).collect()
}

fn inspect_grid(path: &Path, mut grid: Grid, sheets: usize, bytes: u64) -> Result<Inspection, IngestError> {
    let recognised = vendors::recognise(&grid.headers);
    let vendor = recognised.map(|(vendor, _)| vendor);
    if let Some(vendor) = vendor {
        vendors::quirks::tidy(&mut grid, vendor);
    }
    let shapes: Vec<Shape> = grid.columns.par_iter().map(Shape::of).collect();
    let contact_points: Vec<(f64, f64)> = shapes.iter().map(|shape| (shape.email, shape.phone)).collect();
    let clues = mapping::clues(&grid.headers, shapes, vendor);
    let records = vendor.and_then(|vendor| vendor.records).or_else(|| kind::detect(path, &clues));
    let choices = mapping::map(path, clues, records.unwrap_or(Records::Contacts), &nameless())?;
    let columns = choices
        .into_iter()
        .zip(contact_points)
        .enumerate()
        .map(|(at, (choice, (emails, phones)))| InspectedColumn {
            header: choice.header,
            group: grid.groups.get(at).filter(|group| !group.is_empty()).cloned(),
            canonical: choice.meaning,
            feeds: records.is_some() && matches!(choice.usage, Use::Field(_)),
            name: choice.column,
            confidence: choice.confidence,
            reason: if choice.meaning.is_some() { choice.reason.name() } else { Reason::Unmapped.name() },
            stands_in_for: match choice.usage {
                Use::Fallback(field) | Use::Block(field) => Some(field),
                _ => None,
            },
            kind: choice.kind,
            emails,
            phones,
        })
        .collect();
    let rows = match grid.expected {
        _ if !grid.limited => grid.records,
        Some(expected) => expected,
        None => estimate(&grid, bytes),
    };
    let frame_error = |source| IngestError::Frame { path: path.into(), source };
    let named = grid.columns.iter().zip(&grid.headers);
    let frame = named.map(|(column, header)| column.clone().with_name(header.as_str().into()).into_column()).collect();
    let frame = DataFrame::new(grid.height(), frame).map_err(frame_error)?;
    Ok(Inspection {
        path: path.into(),
        sheet: grid.sheet,
        hidden_sheets: grid.hidden_sheets,
        sheets,
        records,
        vendor: vendor.map(|vendor| vendor.slug.clone()),
        vendor_confidence: recognised.map_or(0.0, |(_, confidence)| confidence),
        is_unique: vendor.is_some_and(|vendor| vendor.unique),
        encoding: grid.encoding,
        delimiter: grid.delimiter,
        quote: grid.quote,
        newline: grid.newline,
        header_row: grid.header_row,
        rows,
        is_estimate: grid.limited && rows > grid.records,
        rejects: grid.refused.len() as u64,
        refused: grid.refused,
        skipped: grid.skipped,
        notes: grid.notes,
        damage: grid.damage,
        columns,
        frame,
    })
}

/// Rows of the file by the mean size of those read; two significant digits, since it is a guess.
fn estimate(grid: &Grid, bytes: u64) -> u64 {
    let cells: usize =
        grid.columns.iter().map(|column| column.iter().flatten().map(str::len).sum::<usize>() + column.len()).sum();
    let each = (cells as f64 / grid.height().max(1) as f64).max(1.0);
    let rows = bytes as f64 / each;
    let unit = 10_f64.powi((rows.log10().floor() as i32 - 1).max(0));
    ((rows / unit).round() * unit).max(grid.records as f64) as u64
}

fn nameless() -> Source {
    Source {
        name: String::new(),
        files: Vec::new(),
        records: None,
        vendor: None,
        trust: None,
        master: false,
        unique: false,
        read: ReadOptions::default(),
        map: BTreeMap::new(),
        extra: BTreeMap::new(),
    }
}
