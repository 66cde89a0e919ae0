//! CSV copies of tables: UTF-8, comma, header, empty for null, for people without a Parquet reader.

use super::ExportError;
use crate::engine::frame::conform;
use crate::model::table::Table;
use polars::prelude::{Column, DataFrame, DataType, IntoSeries, PolarsResult, StringChunked};
use std::path::Path;

/// Writes `DIR/<table>.csv`.
///
/// # Errors
/// [`ExportError::Shape`] when columns do not fit, [`ExportError::Io`] when the file cannot be written.
pub fn write(table: &'static Table, frame: &DataFrame, dir: &Path) -> Result<(), ExportError> {
    let path = dir.join(format!("{}.csv", table.name));
    let shape =
        |error: polars::error::PolarsError| ExportError::Shape { table: table.name, message: error.to_string() };
    let failed = |error: csv::Error| ExportError::Io { path: path.clone(), source: error.into() };
    let frame = conform(table, frame).map_err(shape)?;
    let columns = frame.columns().iter().map(as_text).collect::<PolarsResult<Vec<_>>>().map_err(shape)?;
    let mut writer = csv::Writer::from_path(&path).map_err(failed)?;
    writer.write_record(frame.get_column_names().iter().map(|name| name.as_str())).map_err(failed)?;
    for row in 0..frame.height() {
        writer.write_record(columns.iter().map(|column| column.get(row).unwrap_or_default())).map_err(failed)?;
    }
    writer.flush().map_err(|source| ExportError::Io { path: path.clone(), source })
}

fn as_text(column: &Column) -> PolarsResult<StringChunked> {
    let text = match column.dtype() {
        DataType::Datetime(_, _) => column.datetime()?.to_string("%Y-%m-%dT%H:%M:%SZ")?.into_series(),
        _ => column.cast(&DataType::String)?.take_materialized_series(),
    };
    Ok(text.str()?.clone())
}
