//! Parquet files: flat, dull types, zstd, statistics, rows in the table's order, descriptions in the metadata.

use super::{ExportError, Written};
use crate::engine::arrow::{arrays, field, open_type};
use crate::engine::frame::conform;
use crate::model::table::{Column as Schema, SCHEMA_VERSION, Table, Type};
use ::parquet::arrow::ArrowWriter;
use ::parquet::arrow::arrow_writer::ArrowWriterOptions;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::file::metadata::{KeyValue, SortingColumn};
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use arrow::datatypes::{Field, Schema as ArrowSchema};
use arrow::record_batch::RecordBatch;
use polars::prelude::DataFrame;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

/// Brings a frame into the table's shape and writes it as `DIR/<table>.parquet`, synced to disk.
///
/// # Errors
/// [`ExportError::Shape`] when columns do not fit, [`ExportError::Io`] when the file cannot be written.
pub fn write(
    table: &'static Table,
    frame: &DataFrame,
    dir: &Path,
    row_group_rows: usize,
) -> Result<Written, ExportError> {
    let shape = |message: String| ExportError::Shape { table: table.name, message };
    let frame = conform(table, frame).map_err(|error| shape(error.to_string()))?;
    let file = format!("{}.parquet", table.name);
    let path = dir.join(&file);
    let io = |source| ExportError::Io { path: path.clone(), source };
    let (fields, types) = fields(table, &frame);
    let schema = Arc::new(ArrowSchema::new(fields));
    let options = ArrowWriterOptions::new()
        .with_properties(properties(table, &frame, row_group_rows))
        // The plain Parquet schema says all there is; the Arrow hint has broken readers before.
        .with_skip_arrow_metadata(true);
    let sink = Hashing { inner: BufWriter::new(File::create(&path).map_err(io)?), hasher: Sha256::new(), bytes: 0 };
    let failed = |error: ::parquet::errors::ParquetError| io(std::io::Error::other(error));
    let mut writer = ArrowWriter::try_new_with_options(sink, schema.clone(), options).map_err(failed)?;
    for start in (0..frame.height()).step_by(row_group_rows.max(1)) {
        let part = frame.slice(start as i64, row_group_rows);
        let columns = arrays(&part, &types).map_err(|error| shape(error.to_string()))?;
        let batch = RecordBatch::try_new(schema.clone(), columns).map_err(|error| shape(error.to_string()))?;
        writer.write(&batch).map_err(failed)?;
    }
    let mut sink = writer.into_inner().map_err(failed)?;
    sink.inner.flush().map_err(io)?;
    sink.inner.get_ref().sync_all().map_err(io)?;
    Ok(Written { file, rows: frame.height() as u64, bytes: sink.bytes, sha256: hex(&sink.hasher.finalize()) })
}

/// Lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn fields(table: &Table, frame: &DataFrame) -> (Vec<Field>, Vec<Type>) {
    let fixed = table.columns();
    let open = frame.columns().iter().skip(fixed.len()).map(|column| Schema {
        name: "",
        ty: open_type(column),
        nullable: true,
        description: "",
    });
    let mut types: Vec<Type> = fixed.iter().map(|column| column.ty).collect();
    let mut fields: Vec<Field> = fixed.iter().map(field).collect();
    for (schema, column) in open.zip(frame.columns().iter().skip(fixed.len())) {
        types.push(schema.ty);
        fields.push(field(&schema).with_name(column.name().as_str()));
    }
    (fields, types)
}

fn properties(table: &Table, frame: &DataFrame, row_group_rows: usize) -> WriterProperties {
    let names: Vec<&str> = frame.get_column_names().into_iter().map(|name| name.as_str()).collect();
    let position = |key: &&str| names.iter().position(|name| name == key);
    let sorting = table.sorted_by.iter().filter_map(position);
    let sorting = sorting.map(|at| SortingColumn { column_idx: at as i32, descending: false, nulls_first: true });
    let described: serde_json::Map<String, serde_json::Value> =
        table.columns().iter().map(|column| (column.name.to_owned(), column.description.into())).collect();
    let pair = |key: &str, value: String| KeyValue { key: key.to_owned(), value: Some(value) };
    WriterProperties::builder()
        .set_created_by(format!("leadloom {}", env!("CARGO_PKG_VERSION")))
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(row_group_rows.max(1)))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_sorting_columns(Some(sorting.collect()))
        .set_key_value_metadata(Some(vec![
            pair("leadloom.table", table.name.to_owned()),
            pair("leadloom.description", table.description.to_owned()),
            pair("leadloom.schema_version", SCHEMA_VERSION.to_owned()),
            pair("leadloom.columns", serde_json::Value::Object(described).to_string()),
        ]))
        .build()
}

/// Counts and hashes what passes through, so that the file need not be read again.
struct Hashing<W> {
    inner: W,
    hasher: Sha256,
    bytes: u64,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hasher.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}
