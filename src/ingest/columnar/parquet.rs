//! Parquet, read by polars.

use super::{DEPTH, child_name, column, grid, joined};
use crate::ingest::error::IngestError;
use crate::ingest::grid::Grid;
use crate::ingest::workbook::number_text;
use polars::prelude::*;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Reads a Parquet file.
pub(in crate::ingest) fn read(path: &Path, bytes: &[u8], limit: Option<usize>) -> Result<Grid, IngestError> {
    let damaged = |detail: String| IngestError::Damaged { path: path.into(), what: "Parquet file", detail };
    // files come from anywhere, and their reader is not ours: a panic in it must not end the run
    let frame = catch_unwind(AssertUnwindSafe(|| {
        let reader = ParquetReader::new(Cursor::new(bytes));
        match limit {
            Some(limit) => reader.with_slice(Some((0, limit))).finish(),
            None => reader.finish(),
        }
    }))
    .map_err(|_| damaged("its reader gave up".into()))?
    .map_err(|error| damaged(error.to_string()))?;
    let (mut names, mut columns, mut binary) = (Vec::new(), Vec::new(), 0);
    for whole in frame.columns() {
        let mut leaves = Vec::new();
        let texts = flatten(whole.name().to_string(), whole.as_materialized_series(), 0, &mut leaves)
            .and_then(|()| leaves.iter().map(|(_, leaf)| texts(leaf, &mut binary)).collect::<PolarsResult<Vec<_>>>())
            .map_err(|source| IngestError::Frame { path: path.into(), source })?;
        names.extend(leaves.into_iter().map(|(name, _)| name));
        columns.extend(texts.iter().map(|texts| column(texts.iter())));
    }
    let mut grid = grid(names, columns, frame.height(), limit);
    if binary > 0 {
        grid.damage.insert("binary_values", binary);
    }
    Ok(grid)
}

/// The columns below a column.
fn flatten(name: String, series: &Series, depth: usize, out: &mut Vec<(String, Series)>) -> PolarsResult<()> {
    if depth == DEPTH || !matches!(series.dtype(), DataType::Struct(_)) {
        out.push((name, series.clone()));
        return Ok(());
    }
    for field in series.struct_()?.fields_as_series() {
        flatten(child_name(&name, field.name()), &field, depth + 1, out)?;
    }
    Ok(())
}

/// The values of a column as text; `binary` counts those that are none.
fn texts(series: &Series, binary: &mut u64) -> PolarsResult<StringChunked> {
    let name = PlSmallStr::EMPTY;
    Ok(match series.dtype() {
        DataType::Float32 => StringChunked::from_iter_options(
            name,
            series.f32()?.iter().map(|value| value.map(|it| plain(it.to_string()))),
        ),
        dtype if dtype.is_float() => {
            let floats = series.cast(&DataType::Float64)?;
            StringChunked::from_iter_options(name, floats.f64()?.iter().map(|value| value.map(number_text)))
        }
        DataType::Datetime(_, zone) => {
            let format = if zone.is_some() { "%Y-%m-%dT%H:%M:%S%.f%:z" } else { "%Y-%m-%dT%H:%M:%S%.f" };
            series.datetime()?.to_string(format)?
        }
        DataType::Binary => {
            let values = series.binary()?;
            if values.iter().flatten().all(|value| std::str::from_utf8(value).is_ok()) {
                let text =
                    |value: Option<&[u8]>| value.and_then(|value| std::str::from_utf8(value).ok().map(str::to_string));
                StringChunked::from_iter_options(name, values.iter().map(text))
            } else {
                *binary += (values.len() - values.null_count()) as u64;
                StringChunked::full_null(name, values.len())
            }
        }
        DataType::List(_) => {
            let mut rows = Vec::with_capacity(series.len());
            for values in series.list()?.amortized_iter() {
                rows.push(match values {
                    Some(values) => joined(texts(values.as_ref(), binary)?.iter()),
                    None => None,
                });
            }
            StringChunked::from_iter_options(name, rows.into_iter())
        }
        DataType::Array(inner, _) => texts(&series.cast(&DataType::List(inner.clone()))?, binary)?,
        _ => series.cast(&DataType::String)?.str()?.clone(),
    })
}

/// A short float without its `.0` and its minus zero.
fn plain(text: String) -> String {
    if text == "-0" { "0".into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parquet(mut frame: DataFrame) -> Grid {
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
        read(Path::new("f.parquet"), &bytes, None).unwrap()
    }

    #[test]
    fn columns_become_text() {
        let mut frame = df!("id" => [1_i64, 2], "plz" => [Some(1067.0), None], "name" => [" Ada ", ""]).unwrap();
        let mut bytes = Vec::new();
        ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
        let grid = read(Path::new("f.parquet"), &bytes, None).unwrap();
        let second: Vec<_> = grid.columns.iter().map(|column| column.get(1)).collect();
        assert_eq!(grid.columns[1].get(0), Some("1067"));
        assert_eq!(second, [Some("2"), None, None]);
        assert!(matches!(read(Path::new("f"), &bytes[..20], None), Err(IngestError::Damaged { .. })));
    }

    #[test]
    fn moments_lists_structs_and_binary_follow_the_rules() {
        let moment =
            Series::new("at".into(), [1_712_139_300_000_i64]).cast(&DataType::Datetime(TimeUnit::Milliseconds, None));
        let list = Series::new("tags".into(), [Series::new(PlSmallStr::EMPTY, ["a", "", "b"])]);
        let inner = [Series::new("zip".into(), ["01067"]), Series::new("f".into(), [0.1_f32])];
        let nested = StructChunked::from_series("adr".into(), 1, inner.iter()).unwrap().into_series();
        let hive = Series::new("hive".into(), [b"Zo\xc3\xab".as_slice()]);
        let photo = Series::new("photo".into(), [b"\xff\xd8".as_slice()]);
        let columns = [moment.unwrap(), list, nested, hive, photo].map(Column::from).to_vec();
        let grid = parquet(DataFrame::new(1, columns).unwrap());
        let cells: Vec<_> = grid.columns.iter().map(|column| column.get(0)).collect();
        assert_eq!(grid.headers, ["at", "tags", "adr.zip", "adr.f", "hive", "photo"]);
        assert_eq!(cells, [Some("2024-04-03T10:15:00"), Some("a; b"), Some("01067"), Some("0.1"), Some("Zoë"), None]);
        assert_eq!(grid.damage["binary_values"], 1);
    }
}
