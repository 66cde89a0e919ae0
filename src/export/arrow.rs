//! Copies for programs: Arrow IPC files, which a reader maps into memory as they are, and NDJSON, which everybody reads.

use super::file::Sink;
use super::shaped::Shaped;
use super::{ExportError, Written};
use arrow::error::ArrowError;
use arrow::ipc::CompressionType;
use arrow::ipc::writer::{FileWriter, IpcWriteOptions};
use arrow::json::LineDelimitedWriter;
use std::path::Path;

/// Rows of a batch: the number DuckDB and polars work in multiples of.
const BATCH: usize = 122_880;

/// Writes a table as an Arrow IPC file, packed with zstd.
///
/// # Errors
/// [`ExportError::Shape`] when columns do not fit, [`ExportError::Io`] when the file cannot be written.
pub fn write_ipc(table: &Shaped, dir: &Path, name: &str) -> Result<Written, ExportError> {
    let path = dir.join(name);
    let failed = |error: ArrowError| Sink::failed(&path, error);
    let options = IpcWriteOptions::default().try_with_compression(Some(CompressionType::ZSTD)).map_err(failed)?;
    let sink = Sink::create(dir, name)?;
    let mut writer = FileWriter::try_new_with_options(sink, &table.schema, options).map_err(failed)?;
    for batch in table.batches(BATCH) {
        writer.write(&batch?).map_err(failed)?;
    }
    writer.into_inner().map_err(failed)?.finish(table.frame.height())
}

/// Writes a table as NDJSON: an object a line, nulls left out, dates and instants in ISO form, money as a number.
///
/// # Errors
/// As [`write_ipc`].
pub fn write_ndjson(table: &Shaped, dir: &Path, name: &str) -> Result<Written, ExportError> {
    let path = dir.join(name);
    let failed = |error: ArrowError| Sink::failed(&path, error);
    let mut writer = LineDelimitedWriter::new(Sink::create(dir, name)?);
    for batch in table.batches(BATCH) {
        writer.write(&batch?).map_err(failed)?;
    }
    writer.finish().map_err(failed)?;
    writer.into_inner().finish(table.frame.height())
}
