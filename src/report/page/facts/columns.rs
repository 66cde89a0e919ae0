//! Tables of a run for a report: one that is not there is no error, one that cannot be read is.

use crate::report::folder::{FolderError, broken, table};
use polars::prelude::*;
use std::path::Path;

/// What `count` makes of some columns of a table; `None` when the run has no such table.
///
/// # Errors
/// [`FolderError::Unreadable`] when the table is broken or lacks a column.
pub fn of_table<T>(
    out: &Path,
    name: &str,
    columns: &[&str],
    count: impl FnOnce(&DataFrame) -> PolarsResult<T>,
) -> Result<Option<T>, FolderError> {
    let path = out.join(format!("{name}.parquet"));
    if !path.exists() {
        return Ok(None);
    }
    let frame = table(out, name, columns)?;
    count(&frame).map(Some).map_err(|error| broken(&path, error))
}

/// The whole numbers of a column; nulls are 0.
///
/// # Errors
/// When the column holds something else.
pub fn counts(frame: &DataFrame, name: &str) -> PolarsResult<Vec<u64>> {
    let whole = |value: Option<i32>| u64::try_from(value.unwrap_or(0)).unwrap_or(0);
    Ok(frame.column(name)?.i32()?.iter().map(whole).collect())
}

/// The amounts of a column in hundredths; nulls are 0.
///
/// # Errors
/// When the column holds something else.
pub fn cents(frame: &DataFrame, name: &str) -> PolarsResult<Vec<i128>> {
    let money = frame.column(name)?.cast(&DataType::Decimal(18, 2))?;
    Ok(money.decimal()?.physical().iter().map(Option::unwrap_or_default).collect())
}

/// True, false and nothing, counted.
///
/// # Errors
/// When the column is no flag.
pub fn flags(frame: &DataFrame, name: &str) -> PolarsResult<[u64; 3]> {
    let flags = frame.column(name)?.bool()?;
    let (yes, none) = (u64::from(flags.sum().unwrap_or(0)), flags.null_count() as u64);
    Ok([yes, flags.len() as u64 - yes - none, none])
}

/// A figure to four decimals, so that it reads the same everywhere.
pub fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
