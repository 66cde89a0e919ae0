//! Tables → files: Parquet that every BI tool opens, CSV copies.
//!
//! Not for deciding what a table holds (`model::table` does). Costs one copy and one compression of every column.

mod csv;
mod parquet;

pub use self::csv::write as write_csv;
pub use self::parquet::write as write_parquet;

use std::path::PathBuf;

/// A written file as the manifest lists it.
#[derive(Debug, Clone)]
pub struct Written {
    /// File name inside the run's folder.
    pub file: String,
    /// Rows.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, hex.
    pub sha256: String,
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The file could not be created, written or synced.
    #[error("cannot write {path}: {source}; check free space and permissions of the output folder")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The frame does not have the shape of its table: a bug.
    #[error("table {table} does not fit its schema: {message}")]
    Shape {
        /// The table.
        table: &'static str,
        /// What does not fit.
        message: String,
    },
}
