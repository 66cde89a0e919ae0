//! Arrow IPC, as a file (Feather) or as a stream.

use super::{DEPTH, child_name, column, grid, joined};
use crate::ingest::error::IngestError;
use crate::ingest::grid::Grid;
use crate::ingest::workbook::number_text;
use arrow::array::{Array, ArrayRef, AsArray, LargeStringArray, RecordBatch};
use arrow::buffer::NullBuffer;
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float32Type, Float64Type};
use arrow::error::ArrowError;
use arrow::ipc::reader::{FileReader, StreamReader};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use polars::prelude::StringChunked;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// Reads an Arrow file or stream.
pub(in crate::ingest) fn read(path: &Path, bytes: &[u8], limit: Option<usize>) -> Result<Grid, IngestError> {
    let damaged = |detail: String| IngestError::Damaged { path: path.into(), what: "Arrow file", detail };
    // files come from anywhere, and their reader is not ours: a panic in it must not end the run
    catch_unwind(AssertUnwindSafe(|| columns(bytes, limit)))
        .map_err(|_| damaged("its reader gave up".into()))?
        .map_err(|error| damaged(error.to_string()))
}

fn columns(bytes: &[u8], limit: Option<usize>) -> Result<Grid, ArrowError> {
    let mut table = Table { left: limit.unwrap_or(usize::MAX), ..Table::default() };
    if bytes.starts_with(b"ARROW1") {
        let reader = FileReader::try_new(Cursor::new(bytes), None)?;
        table.take(&RecordBatch::new_empty(reader.schema()))?;
        for batch in reader {
            table.take(&batch?)?;
            if table.left == 0 {
                break;
            }
        }
    } else {
        let reader = StreamReader::try_new(Cursor::new(bytes), None)?;
        table.take(&RecordBatch::new_empty(reader.schema()))?;
        for batch in reader {
            table.take(&batch?)?;
            if table.left == 0 {
                break;
            }
        }
    }
    let mut grid = grid(table.names, table.columns, table.height, limit);
    if table.binary > 0 {
        grid.damage.insert("binary_values", table.binary);
    }
    Ok(grid)
}

/// The batches so far.
#[derive(Default)]
struct Table {
    names: Vec<String>,
    columns: Vec<StringChunked>,
    height: usize,
    /// Rows that are still wanted.
    left: usize,
    binary: u64,
}

impl Table {
    fn take(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let batch = batch.slice(0, batch.num_rows().min(self.left));
        let mut leaves = Vec::new();
        for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
            flatten(field.name().clone(), array, None, 0, &mut leaves)?;
        }
        let is_first = self.names.is_empty();
        for (at, leaf) in leaves.into_iter().enumerate() {
            let texts = texts(&leaf.array, &mut self.binary)?;
            let is_null = |row: usize| leaf.hidden.as_ref().is_some_and(|nulls| nulls.is_null(row));
            let rows = column(texts.iter().enumerate().map(|(row, text)| text.filter(|_| !is_null(row))));
            match self.columns.get_mut(at) {
                Some(column) => column.append(&rows).map_err(|error| ArrowError::ComputeError(error.to_string()))?,
                None if is_first => {
                    self.names.push(leaf.name);
                    self.columns.push(rows);
                }
                None => return Err(ArrowError::SchemaError("a batch has more columns than the schema".into())),
            }
        }
        self.height += batch.num_rows();
        self.left -= batch.num_rows();
        Ok(())
    }
}

/// A column without columns below it.
struct Leaf {
    name: String,
    array: ArrayRef,
    /// Rows in which a struct above is null.
    hidden: Option<NullBuffer>,
}

fn flatten(
    name: String,
    array: &ArrayRef,
    hidden: Option<NullBuffer>,
    depth: usize,
    out: &mut Vec<Leaf>,
) -> Result<(), ArrowError> {
    match array.data_type() {
        DataType::Dictionary(_, values) => flatten(name, &cast(array, values)?, hidden, depth, out),
        DataType::RunEndEncoded(_, values) => flatten(name, &cast(array, values.data_type())?, hidden, depth, out),
        DataType::Struct(fields) if depth < DEPTH => {
            let parent = array.as_struct();
            let hidden = NullBuffer::union(hidden.as_ref(), parent.nulls());
            for (field, child) in fields.iter().zip(parent.columns()) {
                flatten(child_name(&name, field.name()), child, hidden.clone(), depth + 1, out)?;
            }
            Ok(())
        }
        _ => {
            out.push(Leaf { name, array: Arc::clone(array), hidden });
            Ok(())
        }
    }
}

/// The values of a column as text; `binary` counts those that are none.
fn texts(array: &ArrayRef, binary: &mut u64) -> Result<LargeStringArray, ArrowError> {
    Ok(match array.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            cast(array, &DataType::LargeUtf8)?.as_string::<i64>().clone()
        }
        DataType::Float32 => {
            let text = |value: f32| if value == 0.0 { "0".to_string() } else { value.to_string() };
            array.as_primitive::<Float32Type>().iter().map(|value| value.map(text)).collect()
        }
        DataType::Float64 => array.as_primitive::<Float64Type>().iter().map(|value| value.map(number_text)).collect(),
        DataType::Float16 => texts(&cast(array, &DataType::Float32)?, binary)?,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
            let bytes = cast(array, &DataType::LargeBinary)?;
            let bytes = bytes.as_binary::<i64>();
            if bytes.iter().flatten().all(|value| std::str::from_utf8(value).is_ok()) {
                bytes.iter().map(|value| value.and_then(|value| std::str::from_utf8(value).ok())).collect()
            } else {
                *binary += (bytes.len() - bytes.null_count()) as u64;
                LargeStringArray::new_null(bytes.len())
            }
        }
        DataType::Dictionary(_, values) => texts(&cast(array, values)?, binary)?,
        DataType::List(item) | DataType::FixedSizeList(item, _) => {
            texts(&cast(array, &DataType::LargeList(Arc::clone(item)))?, binary)?
        }
        DataType::LargeList(_) => {
            let lists = array.as_list::<i64>();
            let rows = (0..lists.len()).map(|row| match lists.is_valid(row) {
                true => Ok(joined(texts(&lists.value(row), binary)?.iter())),
                false => Ok(None),
            });
            rows.collect::<Result<Vec<_>, ArrowError>>()?.into_iter().collect()
        }
        // zones with a name need a table of zones: such moments are told in UTC
        DataType::Timestamp(unit, Some(zone)) if !zone.starts_with(['+', '-']) && &**zone != "UTC" => {
            shown(&cast(array, &DataType::Timestamp(*unit, Some("+00:00".into())))?)?
        }
        _ => shown(array)?,
    })
}

/// What the crate itself shows: whole numbers, decimals, dates, times, flags.
fn shown(array: &ArrayRef) -> Result<LargeStringArray, ArrowError> {
    let options = FormatOptions::default();
    let formatter = ArrayFormatter::try_new(array, &options)?;
    let row = |row: usize| match array.is_valid(row) && *array.data_type() != DataType::Null {
        true => formatter.value(row).try_to_string().map(Some),
        false => Ok(None),
    };
    Ok((0..array.len()).map(row).collect::<Result<Vec<_>, ArrowError>>()?.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::*;
    use arrow::datatypes::{Field, Fields, Int32Type, Schema};
    use arrow::ipc::CompressionType;
    use arrow::ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};

    fn batch() -> RecordBatch {
        let zip: ArrayRef = Arc::new(StringArray::from(vec![Some("01067"), Some("99999")]));
        let address = StructArray::new(
            Fields::from(vec![Field::new("zip", DataType::Utf8, true)]),
            vec![zip],
            Some(NullBuffer::from(vec![true, false])),
        );
        let tags = ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), None, Some(2)]), None]);
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("id", Arc::new(Int64Array::from(vec![Some(12_345_678_901_234_567), None]))),
            ("amount", Arc::new(Decimal128Array::from(vec![123_450, 1]).with_precision_and_scale(10, 2).unwrap())),
            ("rate", Arc::new(Float64Array::from(vec![1067.0, 0.1]))),
            ("day", Arc::new(Date32Array::from(vec![19_816, 0]))),
            ("at", Arc::new(TimestampSecondArray::from(vec![1_712_139_300, 0]).with_timezone("Europe/Berlin"))),
            ("ok", Arc::new(BooleanArray::from(vec![true, false]))),
            ("kind", Arc::new(DictionaryArray::<Int32Type>::from_iter(["lead", "kunde"]))),
            ("tags", Arc::new(tags)),
            ("adr", Arc::new(address)),
            ("photo", Arc::new(BinaryArray::from(vec![b"\xff".as_slice(), b"a".as_slice()]))),
        ];
        let fields: Vec<Field> =
            columns.iter().map(|(name, array)| Field::new(*name, array.data_type().clone(), true)).collect();
        let arrays = columns.into_iter().map(|(_, array)| array).collect();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap()
    }

    fn file(compression: Option<CompressionType>) -> Vec<u8> {
        let options = IpcWriteOptions::default().try_with_compression(compression).unwrap();
        let mut bytes = Vec::new();
        let mut writer = FileWriter::try_new_with_options(&mut bytes, &batch().schema(), options).unwrap();
        writer.write(&batch()).unwrap();
        writer.write(&batch()).unwrap();
        writer.finish().unwrap();
        drop(writer);
        bytes
    }

    fn stream() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = StreamWriter::try_new(&mut bytes, &batch().schema()).unwrap();
        writer.write(&batch()).unwrap();
        writer.write(&batch()).unwrap();
        writer.finish().unwrap();
        drop(writer);
        bytes
    }

    #[test]
    fn files_and_streams_become_text_by_the_rules() {
        let all = [file(None), file(Some(CompressionType::ZSTD)), file(Some(CompressionType::LZ4_FRAME)), stream()];
        for bytes in all {
            let grid = read(Path::new("f.arrow"), &bytes, None).unwrap();
            let row = |at: usize| grid.columns.iter().map(|column| column.get(at)).collect::<Vec<_>>();
            assert_eq!(grid.headers, ["id", "amount", "rate", "day", "at", "ok", "kind", "tags", "adr.zip", "photo"]);
            let first = [
                "12345678901234567",
                "1234.50",
                "1067",
                "2024-04-03",
                "2024-04-03T10:15:00Z",
                "true",
                "lead",
                "1; 2",
                "01067",
            ];
            assert_eq!(row(0)[..9], first.map(Some));
            assert_eq!((row(1)[0], row(1)[7], row(1)[8], row(1)[9]), (None, None, None, None));
            assert_eq!((grid.records, row(2) == row(0), grid.damage["binary_values"]), (4, true, 4));
        }
    }

    #[test]
    fn reading_can_end_early_and_damage_is_told() {
        let grid = read(Path::new("f.arrow"), &file(None), Some(3)).unwrap();
        assert_eq!((grid.records, grid.limited, grid.columns[0].len()), (3, true, 3));
        let bytes = file(None);
        for cut in [6, 20, bytes.len() / 2, bytes.len() - 4] {
            let error = read(Path::new("f.arrow"), &bytes[..cut], None).unwrap_err();
            assert!(matches!(error, IngestError::Damaged { what: "Arrow file", .. }), "{error}");
        }
    }
}
