//! A run's folder: its tables by name, its manifest, and what to say when an id is not in it.
//!
//! Costs the columns that are asked for.

use crate::engine::frame::{instants, text};
use polars::prelude::*;
use rustc_hash::FxHashSet;
use serde_json::{Map, Value};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Slips of the keyboard up to which an id is taken for a misspelt one.
const SLIPS: usize = 2;

/// Why nothing can be told of a run.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file is missing or broken.
    #[error("cannot read {path}: {message}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to do.
        message: String,
    },
    /// The run does not know an id.
    #[error("there is no {what} `{id}` in {out}; {hint}")]
    Unknown {
        /// What the id should be of.
        what: &'static str,
        /// The id.
        id: String,
        /// The folder.
        out: PathBuf,
        /// What may have been meant.
        hint: String,
    },
}

/// Some columns of a table of the run in `out`, in the order of the file.
///
/// # Errors
/// [`FolderError::Unreadable`] when the file is missing, no Parquet, or lacks a column.
pub fn table<S: AsRef<str>>(out: &Path, name: &str, columns: &[S]) -> Result<DataFrame, FolderError> {
    read(out, name, Some(columns.iter().map(|column| column.as_ref().to_owned()).collect()))
}

/// A whole table of the run in `out`.
///
/// # Errors
/// [`FolderError::Unreadable`] when the file is missing or no Parquet.
pub fn whole_table(out: &Path, name: &str) -> Result<DataFrame, FolderError> {
    read(out, name, None)
}

fn read(out: &Path, name: &str, columns: Option<Vec<String>>) -> Result<DataFrame, FolderError> {
    let path = out.join(format!("{name}.parquet"));
    let file = File::open(&path).map_err(|error| missing(out, &path, &error))?;
    let mut frame = ParquetReader::new(file).with_columns(columns).finish().map_err(|error| broken(&path, error))?;
    frame.rechunk_mut_par();
    Ok(frame)
}

/// The filled cells of a row of a table, in the order of its columns. Dates and instants are text in ISO form.
pub type Row = Map<String, Value>;

/// The rows of a table that have one of some ids in a column.
///
/// # Errors
/// [`FolderError::Unreadable`] when the file is missing, no Parquet, or lacks the column.
pub fn rows(out: &Path, name: &str, column: &str, ids: &FxHashSet<&str>) -> Result<Vec<Row>, FolderError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let known = table(out, name, &[column])?;
    let of = || -> PolarsResult<bool> { Ok(text(&known, column)?.iter().flatten().any(|id| ids.contains(id))) };
    let path = out.join(format!("{name}.parquet"));
    if !of().map_err(|error| broken(&path, error))? {
        return Ok(Vec::new());
    }
    let frame = whole_table(out, name)?;
    let wanted = || -> PolarsResult<Vec<Row>> {
        let mask = text(&frame, column)?.iter().map(|id| id.is_some_and(|id| ids.contains(id)));
        let frame = frame.filter(&BooleanChunked::from_iter_values("wanted".into(), mask))?;
        let columns = frame.columns().iter().map(cells).collect::<PolarsResult<Vec<_>>>()?;
        let row = |at: usize| {
            let filled = columns.iter().filter(|(_, cells)| !cells[at].is_null());
            filled.map(|(name, cells)| (name.clone(), cells[at].clone())).collect()
        };
        Ok((0..frame.height()).map(row).collect())
    };
    wanted().map_err(|error| broken(&path, error))
}

fn cells(column: &Column) -> PolarsResult<(String, Vec<Value>)> {
    let cells = match column.dtype() {
        DataType::Boolean => column.bool()?.iter().map(Value::from).collect(),
        DataType::Int32 => column.i32()?.iter().map(Value::from).collect(),
        DataType::Int64 => column.i64()?.iter().map(Value::from).collect(),
        DataType::Float64 => column.f64()?.iter().map(Value::from).collect(),
        DataType::Datetime(..) => instants(column)?.str()?.iter().map(Value::from).collect(),
        _ => column.cast(&DataType::String)?.str()?.iter().map(Value::from).collect(),
    };
    Ok((column.name().to_string(), cells))
}

/// The manifest of the run in `out`.
///
/// # Errors
/// [`FolderError::Unreadable`] when the file is missing or no JSON.
pub fn manifest(out: &Path) -> Result<Value, FolderError> {
    let path = out.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(|error| missing(out, &path, &error))?;
    serde_json::from_str(&text).map_err(|error| broken(&path, error))
}

fn missing(out: &Path, path: &Path, error: &std::io::Error) -> FolderError {
    let message = format!("{error}; is {} the folder of a run?", out.display());
    FolderError::Unreadable { path: path.to_owned(), message }
}

/// A file of a run that does not hold what it should.
pub fn broken(path: &Path, error: impl ToString) -> FolderError {
    FolderError::Unreadable { path: path.to_owned(), message: error.to_string() }
}

/// An id that is none of those in a column, with the one that was probably meant.
pub fn unknown(out: &Path, what: &'static str, id: &str, known: &StringChunked) -> FolderError {
    let hint = match (nearest(id, known), known.get(0)) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some(first)) => format!("ids look like `{first}`"),
        (None, None) => "it is empty".to_owned(),
    };
    FolderError::Unknown { what, id: id.to_owned(), out: out.to_owned(), hint }
}

/// The id that is a slip or two away, or the one source's own key that is the text.
fn nearest<'a>(id: &str, known: &'a StringChunked) -> Option<&'a str> {
    let near = |other: &&str| other.len().abs_diff(id.len()) <= SLIPS;
    let distance = |other: &&str| strsim::osa_distance(id, other);
    let best = known.iter().flatten().filter(near).map(|other| (distance(&other), other)).min();
    let slip = best.filter(|(distance, _)| *distance <= SLIPS && distance * 3 <= id.chars().count());
    let own_key = || known.iter().flatten().find(|other| other.split_once(':').is_some_and(|(_, key)| key == id));
    slip.map(|(_, other)| other).or_else(own_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_bare_keys_are_recognised() {
        let ids = StringChunked::new("record_id".into(), ["crm:1017", "crm:1018", "messe:77", "crm:ab"]);
        assert_eq!(nearest("crm:1071", &ids), Some("crm:1017"));
        assert_eq!(nearest("messe77", &ids), Some("messe:77"));
        assert_eq!(nearest("1018", &ids), Some("crm:1018"));
        assert_eq!(nearest("shop:4", &ids), None);
        assert!(unknown(Path::new("out"), "record", "shop:4", &ids).to_string().ends_with("ids look like `crm:1017`"));
    }
}
