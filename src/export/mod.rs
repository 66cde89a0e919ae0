//! Tables → files: Parquet that every BI tool opens, copies in other forms, hive partitions, import files for CRMs.
//!
//! Not for deciding what a table holds (`model::table` does). Costs one copy and one compression of every column.

mod arrow;
mod csv;
mod file;
#[cfg(feature = "object-store")]
mod objects;
mod parquet;
mod partitions;
#[cfg(feature = "postgres")]
mod postgres;
mod shaped;
mod sqlite;
pub mod target;

#[cfg(feature = "object-store")]
pub use self::objects::upload;
#[cfg(feature = "postgres")]
pub use self::postgres::Delivery;
pub use self::shaped::Shaped;

use crate::model::table::TABLES;
use crate::pipeline::plan::{Copies, Forms};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Folder of the partitions inside that of a run.
const PARTITIONS: &str = "partitions";
/// Name of the SQLite file.
const SQLITE: &str = "leadloom.sqlite";

/// A written file as the manifest lists it.
#[derive(Debug, Clone, serde::Serialize)]
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
    /// A server could not be reached, or refused.
    #[error("{address}: {detail}; the server has what it had before")]
    Database {
        /// Its address, without the password.
        address: String,
        /// What it says.
        detail: String,
    },
    /// An object store could not be reached, or refused.
    #[error("{place}: {detail}; the manifest there is still the one it had")]
    Store {
        /// The place.
        place: String,
        /// What it says.
        detail: String,
    },
    /// A column has too many values to make a folder of each.
    #[error(
        "{table}.{column} has {values} values, and more than {most} folders help no reader; partition by another column"
    )]
    Partitions {
        /// The table.
        table: &'static str,
        /// The column.
        column: String,
        /// How many values it has.
        values: usize,
        /// How many it may have.
        most: usize,
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

/// Writes a table in all the forms that are asked for, but SQLite, which holds all tables in one file: first
/// `DIR/<table>.parquet`, then its copies and partitions.
///
/// # Errors
/// When a file cannot be written, or the table cannot be partitioned as asked.
pub fn write(table: &Shaped, dir: &Path, forms: &Forms) -> Result<Vec<Written>, ExportError> {
    let name = table.table.name;
    let mut written = vec![parquet::write(table, dir, &format!("{name}.parquet"), forms)?];
    let Copies { csv, ndjson, arrow, sqlite: _ } = forms.copies;
    if csv {
        written.push(csv::write(table, dir, &format!("{name}.csv"))?);
    }
    if ndjson {
        written.push(arrow::write_ndjson(table, dir, &format!("{name}.ndjson"))?);
    }
    if arrow {
        written.push(arrow::write_ipc(table, dir, &format!("{name}.arrow"))?);
    }
    if let Some(column) = forms.partition_by.get(name) {
        written.extend(partitions::write(table, column, dir, forms)?);
    }
    Ok(written)
}

/// Writes all tables into one SQLite file.
///
/// # Errors
/// When the file cannot be written.
pub fn write_sqlite(tables: &[Shaped], dir: &Path) -> Result<Written, ExportError> {
    sqlite::write(tables, dir, SQLITE)
}

/// True for what [`write`] and [`write_sqlite`] put into the folder of a run, by its name there.
pub fn is_written(name: &str) -> bool {
    const FORMS: [&str; 4] = [".parquet", ".csv", ".ndjson", ".arrow"];
    let is_form = |table: &str| name.strip_prefix(table).is_some_and(|form| FORMS.contains(&form));
    name == SQLITE || name == PARTITIONS || TABLES.iter().any(|table| is_form(table.name))
}

/// The forms in which the tables of a run's folder stand, so that they can be written again as they were.
///
/// # Errors
/// [`ExportError::Io`] when the folder or its contacts cannot be read.
pub fn forms_of(dir: &Path) -> Result<Forms, ExportError> {
    let exists = |form: &str| dir.join(format!("contacts.{form}")).exists();
    let copies = Copies {
        csv: exists("csv"),
        ndjson: exists("ndjson"),
        arrow: exists("arrow"),
        sqlite: dir.join(SQLITE).exists(),
    };
    let folder = dir.join(PARTITIONS);
    let read = |source| ExportError::Io { path: folder.clone(), source };
    let partition_by = if folder.exists() { partitioned(&folder).map_err(read)? } else { BTreeMap::new() };
    let layout = parquet::layout_of(&dir.join("contacts.parquet"))?;
    Ok(Forms { copies, partition_by, ..layout })
}

/// Table → column of the folders `TABLE/COLUMN=VALUE`.
fn partitioned(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut by = BTreeMap::new();
    for table in std::fs::read_dir(folder)? {
        let table = table?;
        for part in std::fs::read_dir(table.path())? {
            let part = part?.file_name().to_string_lossy().into_owned();
            if let Some((column, _)) = part.split_once('=') {
                by.insert(table.file_name().to_string_lossy().into_owned(), column.to_owned());
            }
        }
    }
    Ok(by)
}
