//! A realistic synthetic patchwork with truth: ten exports around invented people, for demos, tests and benchmarks.
//!
//! Not a statistical model of anybody's data: rates are set, not estimated. The same seed gives the same bytes on
//! every machine and with any number of threads, because people come in villages of a thousand with random streams
//! of their own and villages are written in order. Costs about 30 µs of one core a person; memory stays at
//! 100 MB but for the trade fair's workbook, which is built in memory (250 MB for a million persons).

mod card;
mod catalogue;
mod data;
mod day;
mod dirt;
mod numbers;
mod orders;
mod render;
mod rng;
mod source;
mod text;
mod world;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Persons in the world; each has at least one record.
    pub persons: u32,
    /// The same seed gives the same bytes.
    pub seed: u64,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// File stem → data records, header and footer not counted; the input files only.
    pub rows: BTreeMap<&'static str, u64>,
    /// Counts by name (`persons`, `households`, `lead_records`, `documents` …), as in `truth/meta.json`.
    pub counts: BTreeMap<&'static str, u64>,
}

/// Why nothing, or not everything, was made.
#[derive(Debug, Error)]
pub enum SynthError {
    /// A file or folder could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The workbook could not be built.
    #[error("cannot build {}: {source}", path.display())]
    Workbook {
        /// The workbook.
        path: PathBuf,
        /// What the writer said.
        source: rust_xlsxwriter::XlsxError,
    },
    /// The summary could not be written as JSON.
    #[error("cannot build {}: {source}", path.display())]
    Summary {
        /// The file.
        path: PathBuf,
        /// What the writer said.
        source: serde_json::Error,
    },
}

/// Writes the exports into `out` and the truth into `out/truth`, replacing files of the same name.
///
/// # Errors
///
/// When a file cannot be written; files written so far stay.
pub fn generate(options: &Options, out: &Path) -> Result<Summary, SynthError> {
    write::write(options, out)
}

#[cfg(test)]
mod tests;
