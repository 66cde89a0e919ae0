//! CSV copies of tables: UTF-8, comma, header, empty for null, for people without a Parquet reader.

use super::file::Sink;
use super::shaped::Shaped;
use super::{ExportError, Written};
use polars::prelude::{Column, DataType, IntoSeries, PolarsResult, StringChunked};
use std::path::Path;

/// Writes a table as `DIR/NAME`.
///
/// # Errors
/// [`ExportError::Io`] when the file cannot be written.
pub fn write(table: &Shaped, dir: &Path, name: &str) -> Result<Written, ExportError> {
    let path = dir.join(name);
    let failed = |error: csv::Error| Sink::failed(&path, error);
    let frame = &table.frame;
    let columns = frame.columns().iter().map(as_text).collect::<PolarsResult<Vec<_>>>();
    let columns =
        columns.map_err(|error| ExportError::Shape { table: table.table.name, message: error.to_string() })?;
    let mut writer = csv::Writer::from_writer(Sink::create(dir, name)?);
    writer.write_record(frame.get_column_names().iter().map(|name| name.as_str())).map_err(failed)?;
    for row in 0..frame.height() {
        writer.write_record(columns.iter().map(|column| column.get(row).unwrap_or_default())).map_err(failed)?;
    }
    let sink = writer.into_inner().map_err(|error| Sink::failed(&path, error.into_error()))?;
    sink.finish(frame.height())
}

fn as_text(column: &Column) -> PolarsResult<StringChunked> {
    let text = match column.dtype() {
        DataType::Datetime(_, _) => column.datetime()?.to_string("%Y-%m-%dT%H:%M:%SZ")?.into_series(),
        _ => column.cast(&DataType::String)?.take_materialized_series(),
    };
    Ok(text.str()?.clone())
}
