//! Parquet files: flat, dull types, statistics, rows in the table's order, descriptions in the metadata.

use super::file::Sink;
use super::shaped::Shaped;
use super::{ExportError, Written};
use crate::model::table::SCHEMA_VERSION;
use crate::pipeline::plan::{Compression, Forms};
use ::parquet::arrow::ArrowWriter;
use ::parquet::arrow::arrow_writer::ArrowWriterOptions;
use ::parquet::basic::{Compression as Codec, ZstdLevel};
use ::parquet::file::metadata::{KeyValue, SortingColumn};
use ::parquet::file::properties::{EnabledStatistics, WriterProperties};
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::File;
use std::path::Path;

/// Writes a table as `DIR/NAME`, synced to disk.
///
/// # Errors
/// [`ExportError::Shape`] when columns do not fit, [`ExportError::Io`] when the file cannot be written.
pub fn write(table: &Shaped, dir: &Path, name: &str, forms: &Forms) -> Result<Written, ExportError> {
    let path = dir.join(name);
    let failed = |error: ::parquet::errors::ParquetError| Sink::failed(&path, error);
    let options = ArrowWriterOptions::new()
        .with_properties(properties(table, forms))
        // The plain Parquet schema says all there is; the Arrow hint has broken readers before.
        .with_skip_arrow_metadata(true);
    let sink = Sink::create(dir, name)?;
    let mut writer = ArrowWriter::try_new_with_options(sink, table.schema.clone(), options).map_err(failed)?;
    for batch in table.batches(forms.row_group_rows) {
        writer.write(&batch?).map_err(failed)?;
    }
    writer.into_inner().map_err(failed)?.finish(table.frame.height())
}

fn properties(shaped: &Shaped, forms: &Forms) -> WriterProperties {
    let table = shaped.table;
    let names: Vec<&str> = shaped.frame.get_column_names().into_iter().map(|name| name.as_str()).collect();
    let position = |key: &&str| names.iter().position(|name| name == key);
    let sorting = table.sorted_by.iter().filter_map(position);
    let sorting = sorting.map(|at| SortingColumn { column_idx: at as i32, descending: false, nulls_first: true });
    let described: serde_json::Map<String, serde_json::Value> =
        table.columns().iter().map(|column| (column.name.to_owned(), column.description.into())).collect();
    let pair = |key: &str, value: String| KeyValue { key: key.to_owned(), value: Some(value) };
    let codec = match forms.compression {
        Compression::Zstd => Codec::ZSTD(ZstdLevel::default()),
        Compression::Snappy => Codec::SNAPPY,
    };
    WriterProperties::builder()
        .set_created_by(format!("leadloom {}", env!("CARGO_PKG_VERSION")))
        .set_compression(codec)
        .set_max_row_group_row_count(Some(forms.row_group_rows.max(1)))
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

/// Row groups and compression of a file written here.
///
/// # Errors
/// [`ExportError::Io`] when it cannot be read.
pub fn layout_of(path: &Path) -> Result<Forms, ExportError> {
    let file = File::open(path).map_err(|source| ExportError::Io { path: path.to_owned(), source })?;
    let reader = SerializedFileReader::new(file).map_err(|error| Sink::failed(path, error))?;
    let groups = reader.metadata().row_groups();
    let mut forms = Forms::default();
    // A single group may be shorter than its bound.
    if let [first, _, ..] = groups {
        forms.row_group_rows = first.num_rows().try_into().unwrap_or(forms.row_group_rows);
    }
    if groups.iter().flat_map(|group| group.columns().first()).any(|chunk| chunk.compression() == Codec::SNAPPY) {
        forms.compression = Compression::Snappy;
    }
    Ok(forms)
}
