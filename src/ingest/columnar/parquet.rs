//! Parquet → grid: every column as text.

use super::error::IngestError;
use super::grid::Grid;
use super::records::clean;
use super::workbook::number_text;
use polars::prelude::*;
use std::borrow::Cow;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Reads a Parquet file.
pub(super) fn read(path: &Path, bytes: &[u8], limit: Option<usize>) -> Result<Grid, IngestError> {
    let damaged = |detail: String| IngestError::Damaged { path: path.into(), what: "Parquet file", detail };
    let frame = catch_unwind(AssertUnwindSafe(|| {
        let reader = ParquetReader::new(Cursor::new(bytes));
        match limit {
            Some(limit) => reader.with_slice(Some((0, limit))).finish(),
            None => reader.finish(),
        }
    }))
    .map_err(|_| damaged("its reader gave up".into()))?
    .map_err(|error| damaged(error.to_string()))?;
    let frame_error = |source| IngestError::Frame { path: path.into(), source };
    let mut grid = Grid {
        headers: frame.get_column_names().iter().map(ToString::to_string).collect(),
        source_row: (1..=frame.height() as i64).collect(),
        records: frame.height() as u64,
        limited: limit.is_some_and(|limit| frame.height() >= limit),
        ..Grid::default()
    };
    for column in frame.columns() {
        grid.columns.push(text(column).map_err(frame_error)?);
    }
    Ok(grid)
}

fn text(column: &Column) -> PolarsResult<StringChunked> {
    let name = PlSmallStr::EMPTY;
    if column.dtype().is_float() {
        let floats = column.cast(&DataType::Float64)?;
        return Ok(StringChunked::from_iter_options(name, floats.f64()?.iter().map(|value| value.map(number_text))));
    }
    let words = column.cast(&DataType::String)?;
    let words = words.str()?;
    Ok(StringChunked::from_iter_options(
        name,
        words.iter().map(|value| value.map(|text| clean(Cow::Borrowed(text))).filter(|text| !text.is_empty())),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
