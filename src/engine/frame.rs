//! Frames in the shape of the model: text columns, tables, findings.

use super::sort::sorted;
use crate::model::code;
use crate::model::record::{Finding, Reject};
use crate::model::table::{Column as Schema, Part, Table, Type};
use chrono::{DateTime, Datelike, Timelike, Utc};
use polars::prelude::*;

/// The text column of that name.
///
/// # Errors
/// When there is none or it is not text.
pub fn text<'a>(frame: &'a DataFrame, name: &str) -> PolarsResult<&'a StringChunked> {
    frame.column(name)?.str()
}

/// A text column from owned values.
pub fn text_column<S: AsRef<str>>(name: &str, values: impl IntoIterator<Item = Option<S>>) -> Column {
    StringChunked::from_iter_options(name.into(), values.into_iter()).into_column()
}

/// Instants as text, `2024-05-01T08:00:00Z`.
///
/// # Errors
/// When the column holds no instants in microseconds.
pub fn instants(column: &Column) -> PolarsResult<Column> {
    let instants = column.datetime()?.physical();
    let mut text = String::new();
    let mut written = StringChunkedBuilder::new(column.name().clone(), column.len());
    for micros in instants.iter() {
        match micros.and_then(DateTime::from_timestamp_micros) {
            Some(instant) => {
                text.clear();
                write_instant(&mut text, &instant);
                written.append_value(&text);
            }
            None => written.append_null(),
        }
    }
    Ok(written.finish().into_column())
}

/// By hand, because the general formatter reads its pattern anew for each instant.
fn write_instant(text: &mut String, instant: &DateTime<Utc>) {
    let mut digits = |number: u32, width: u32, then: char| {
        for place in (0..width).rev() {
            text.extend(char::from_digit(number / 10_u32.pow(place) % 10, 10));
        }
        text.push(then);
    };
    digits(instant.year().unsigned_abs(), 4, '-');
    digits(instant.month(), 2, '-');
    digits(instant.day(), 2, 'T');
    digits(instant.hour(), 2, ':');
    digits(instant.minute(), 2, ':');
    digits(instant.second(), 2, 'Z');
}

/// The polars type of a table column.
pub fn dtype(ty: Type) -> DataType {
    match ty {
        Type::Text => DataType::String,
        Type::Flag => DataType::Boolean,
        Type::Int => DataType::Int32,
        Type::Long => DataType::Int64,
        Type::Float => DataType::Float64,
        Type::Money => DataType::Decimal(18, 2),
        Type::Date => DataType::Date,
        Type::Timestamp => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
    }
}

/// Stacks frames that lack some columns of each other: the result has the columns of `names` first, then the others in
/// order of first appearance; what a frame lacks is null text. The columns keep their pieces.
///
/// # Errors
/// When two frames have a column in different types.
pub fn stack(frames: Vec<DataFrame>, names: &[&str]) -> PolarsResult<DataFrame> {
    let mut order: Vec<PlSmallStr> = names.iter().map(|&name| name.into()).collect();
    for frame in &frames {
        for name in frame.get_column_names() {
            if !order.contains(name) {
                order.push(name.clone());
            }
        }
    }
    let rows = frames.iter().map(DataFrame::height).sum();
    if frames.is_empty() {
        let columns = order.into_iter().map(|name| Column::full_null(name, rows, &DataType::String)).collect();
        return DataFrame::new(rows, columns);
    }
    let mut stacked: Option<DataFrame> = None;
    for frame in frames {
        let height = frame.height();
        let columns = order
            .iter()
            .map(|name| match frame.column(name) {
                Ok(column) => column.clone(),
                Err(_) => Column::full_null(name.clone(), height, &DataType::String),
            })
            .collect();
        let frame = DataFrame::new(height, columns)?;
        match &mut stacked {
            None => stacked = Some(frame),
            Some(above) => {
                above.vstack_mut(&frame)?;
            }
        }
    }
    Ok(stacked.unwrap_or_default())
}

/// Stacks frames below each other in the shape of `model`: columns in its order and types, what a frame lacks is null.
///
/// # Errors
/// When a column does not cast.
pub fn stack_as(model: &DataFrame, frames: Vec<DataFrame>) -> PolarsResult<DataFrame> {
    let mut stacked = model.clear();
    for frame in frames {
        let column = |like: &Column| match frame.column(like.name()) {
            Ok(column) => column.cast(like.dtype()),
            Err(_) => Ok(Column::full_null(like.name().clone(), frame.height(), like.dtype())),
        };
        let columns = model.columns().iter().map(column).collect::<PolarsResult<_>>()?;
        stacked.vstack_mut(&DataFrame::new(frame.height(), columns)?)?;
    }
    stacked.rechunk_mut_par();
    Ok(stacked)
}

/// Brings a frame into the exact shape of a table: columns in order, types cast, rows sorted by the table's key.
/// Columns the table does not know are an error, except extra and weight columns where the table has such a part.
///
/// # Errors
/// When a column is missing, unknown, of a type that does not cast, or null where the table forbids it.
pub fn conform(table: &Table, frame: &DataFrame) -> PolarsResult<DataFrame> {
    let schema = table.columns();
    let mut columns = Vec::with_capacity(frame.width());
    for Schema { name, ty, nullable, .. } in &schema {
        let column = frame.column(name)?.cast(&dtype(*ty))?;
        if !nullable && column.null_count() > 0 {
            polars_bail!(ComputeError: "{}.{name} has {} nulls", table.name, column.null_count());
        }
        columns.push(column);
    }
    let open = table.has_part(Part::ExtraFields) || table.has_part(Part::Weights);
    for column in frame.columns() {
        if !schema.iter().any(|known| known.name == column.name().as_str()) {
            if !open {
                polars_bail!(ComputeError: "{} has no column {}", table.name, column.name());
            }
            columns.push(column.clone());
        }
    }
    sorted(DataFrame::new(frame.height(), columns)?, table.sorted_by)
}

/// A table without rows.
pub fn empty(table: &Table) -> DataFrame {
    let columns = table.columns().into_iter().map(|column| Column::new_empty(column.name.into(), &dtype(column.ty)));
    DataFrame::new(0, columns.collect()).unwrap_or_default()
}

/// The `findings` table from findings about rows of one frame with the ORIGIN columns.
///
/// # Errors
/// When the frame lacks an ORIGIN column.
pub fn findings(frame: &DataFrame, findings: &[Finding]) -> PolarsResult<DataFrame> {
    let rows = IdxCa::from_vec("row".into(), findings.iter().map(|finding| finding.row as IdxSize).collect());
    let mut columns = frame.select(["record_id", "source", "source_file", "source_row"])?.take(&rows)?.into_columns();
    let message = |code: &str| code::find(code).map_or("", |entry| entry.message);
    columns.push(text_column("field", findings.iter().map(|f| Some(f.field.as_ref()))));
    columns.push(text_column("code", findings.iter().map(|f| Some(f.code))));
    columns.push(text_column("severity", findings.iter().map(|f| Some(f.severity.name()))));
    columns.push(text_column("original", findings.iter().map(|f| f.original.as_deref())));
    columns.push(text_column("corrected", findings.iter().map(|f| f.corrected.as_deref())));
    columns.push(text_column("message", findings.iter().map(|f| Some(message(f.code)))));
    DataFrame::new(findings.len(), columns)
}

/// The `rejects` table.
///
/// # Errors
/// Never in practice; polars' constructor is fallible.
pub fn rejects(rejects: &[Reject]) -> PolarsResult<DataFrame> {
    DataFrame::new(
        rejects.len(),
        vec![
            text_column("source", rejects.iter().map(|r| Some(r.source.as_str()))),
            text_column("source_file", rejects.iter().map(|r| Some(r.source_file.as_str()))),
            Int64Chunked::from_vec("source_row".into(), rejects.iter().map(|r| r.source_row).collect()).into_column(),
            text_column("raw", rejects.iter().map(|r| Some(r.raw.as_str()))),
            text_column("code", rejects.iter().map(|r| Some(r.code))),
            text_column("message", rejects.iter().map(|r| Some(r.message.as_str()))),
        ],
    )
}
