//! Files → canonical frame: encoding, dialect, header, mapping; every column as text, every record accounted for.
//!
//! Not for types or repairs of values (that is `validate`). Costs one pass over the bytes to find records, one in
//! parallel to split them, and the columns in memory.

mod canonical;
mod cell;
mod columnar;
mod decode;
mod delimited;
mod error;
mod fit;
mod flat;
mod grid;
mod inspect;
mod json;
mod kind;
mod mapping;
mod memory;
mod open;
#[cfg(feature = "postgres")]
mod postgres;
mod read;
mod rows;
mod sqlite;
mod vcard;
mod vendors;
mod workbook;

pub use error::IngestError;
pub use grid::{CellNote, Refused, Skipped};
pub use inspect::{InspectedColumn, Inspection, SAMPLE, inspect, inspect_with};
pub use memory::check_run;
pub use read::read;

pub(crate) use mapping::dictionary::language;
pub(crate) use mapping::fold::snake;
pub(crate) use open::{members, stem};

use crate::model::record::{Finding, Records, Reject};
use crate::pipeline::plan::ExtraKind;
use polars::prelude::DataFrame;
use std::collections::BTreeMap;

/// One source, read.
#[derive(Debug)]
pub struct Ingested {
    /// Name of the source.
    pub source: String,
    /// What its rows are.
    pub records: Records,
    /// Vendor slug, when recognised.
    pub vendor: Option<String>,
    /// [`crate::model::field::ORIGIN`] columns, the canonical columns of the kind that the files have, and the extra
    /// columns; all text but `source_row` (Int64). Empty cells are null, text is NFC and trimmed.
    pub frame: DataFrame,
    /// Records that could not be used; `frame.height() + rejects.len()` is the number of records read.
    pub rejects: Vec<Reject>,
    /// What was noticed about cells; rows of `frame`.
    pub findings: Vec<Finding>,
    /// The files, in order.
    pub files: Vec<InputFile>,
    /// How each column was mapped, with the reason.
    pub columns: Vec<MappedColumn>,
    /// The extra columns of `frame` and what they hold.
    pub extra: BTreeMap<String, ExtraKind>,
}

/// One input file as the manifest lists it.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// Path as the pipeline names it.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, hex.
    pub sha256: String,
    /// Data records, rejects included.
    pub rows: u64,
    /// Lines that are not data by what they are: preamble, blank, footer, total.
    pub skipped: BTreeMap<&'static str, u64>,
    /// What was noticed about the file as a whole: kind of damage → count.
    pub damage: BTreeMap<&'static str, u64>,
}

impl InputFile {
    /// Lines that are not data.
    pub fn skipped_lines(&self) -> u64 {
        self.skipped.values().sum()
    }
}

/// One column of a source and what became of it.
#[derive(Debug, Clone)]
pub struct MappedColumn {
    /// Header text, decoded and trimmed.
    pub header: String,
    /// Canonical field it feeds; `None` when it is kept under its own name.
    pub canonical: Option<String>,
    /// Column of the frame.
    pub column: String,
    /// 0..1
    pub confidence: f64,
    /// Why: `pinned`, `vendor`, `header`, `similar header`, `content`, `fallback` (feeds the field only where its own
    /// columns are empty), `unmapped`.
    pub reason: String,
}
