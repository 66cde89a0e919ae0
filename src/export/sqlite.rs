//! One SQLite file with all tables, for tools that speak SQL and no Parquet.
//!
//! Text, numbers and flags keep their kind; dates and instants are ISO text, money is a number. Each table has an index on
//! the columns it is sorted by. Costs one insertion per row, some million cells a second.

use super::file::hex;
use super::shaped::Shaped;
use super::{ExportError, Written};
use crate::engine::frame::instants;
use crate::model::table::Type;
use polars::prelude::{Column, DataType, PolarsResult};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Writes `DIR/NAME` with these tables.
///
/// # Errors
/// [`ExportError::Shape`] when columns do not fit, [`ExportError::Io`] when the file cannot be written.
pub fn write(tables: &[Shaped], dir: &Path, name: &str) -> Result<Written, ExportError> {
    let path = dir.join(name);
    let failed = |error: rusqlite::Error| ExportError::Io { path: path.clone(), source: std::io::Error::other(error) };
    let mut database = Connection::open(&path).map_err(failed)?;
    // The folder of a run is published whole or not at all: a journal would guard nothing.
    database.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;").map_err(failed)?;
    for table in tables {
        let transaction = database.transaction().map_err(failed)?;
        fill(&transaction, table, failed)?;
        transaction.commit().map_err(failed)?;
    }
    database.close().map_err(|(_, error)| failed(error))?;
    let rows = tables.iter().map(|table| table.frame.height() as u64).sum();
    let (bytes, sha256) = digest(&path).map_err(|source| ExportError::Io { path: path.clone(), source })?;
    Ok(Written { file: name.to_owned(), rows, bytes, sha256 })
}

fn fill(
    database: &Connection,
    table: &Shaped,
    failed: impl Fn(rusqlite::Error) -> ExportError,
) -> Result<(), ExportError> {
    let name = quoted(table.table.name);
    let fields = table.schema.fields().iter().zip(&table.types);
    let columns: Vec<String> = fields
        .map(|(field, ty)| {
            let null = if field.is_nullable() { "" } else { " NOT NULL" };
            format!("{} {}{null}", quoted(field.name()), declared(*ty))
        })
        .collect();
    database.execute_batch(&format!("CREATE TABLE {name} ({})", columns.join(", "))).map_err(&failed)?;
    let shape =
        |error: polars::error::PolarsError| ExportError::Shape { table: table.table.name, message: error.to_string() };
    let cells = table.frame.columns().iter().map(values).collect::<PolarsResult<Vec<_>>>().map_err(shape)?;
    let places = vec!["?"; cells.len()].join(", ");
    let mut insert = database.prepare(&format!("INSERT INTO {name} VALUES ({places})")).map_err(&failed)?;
    for row in 0..table.frame.height() {
        insert.execute(params_from_iter(cells.iter().map(|cells| cells.get(row)))).map_err(&failed)?;
    }
    let keys: Vec<String> = table.table.sorted_by.iter().map(|key| quoted(key)).collect();
    if !keys.is_empty() {
        let index = quoted(&format!("{}_order", table.table.name));
        database.execute_batch(&format!("CREATE INDEX {index} ON {name} ({})", keys.join(", "))).map_err(&failed)?;
    }
    Ok(())
}

/// The declared type: what SQLite's affinities keep as it is.
fn declared(ty: Type) -> &'static str {
    match ty {
        Type::Text => "TEXT",
        Type::Flag => "BOOLEAN",
        Type::Int | Type::Long => "INTEGER",
        Type::Float => "REAL",
        Type::Money => "DECIMAL(18,2)",
        Type::Date => "DATE",
        Type::Timestamp => "TIMESTAMP",
    }
}

/// The cells of a column as SQLite values.
fn values(column: &Column) -> PolarsResult<Vec<Value>> {
    fn filled<T>(cells: impl Iterator<Item = Option<T>>, value: impl Fn(T) -> Value) -> Vec<Value> {
        cells.map(|cell| cell.map_or(Value::Null, &value)).collect()
    }
    let texts = |column: &Column| -> PolarsResult<Vec<Value>> {
        Ok(filled(column.str()?.iter(), |text| Value::Text(text.to_owned())))
    };
    Ok(match column.dtype() {
        DataType::Boolean => filled(column.bool()?.iter(), |flag| Value::Integer(flag.into())),
        DataType::Int32 => filled(column.i32()?.iter(), |number| Value::Integer(number.into())),
        DataType::Int64 => filled(column.i64()?.iter(), Value::Integer),
        DataType::Float64 => filled(column.f64()?.iter(), Value::Real),
        DataType::Datetime(..) => texts(&instants(column)?)?,
        DataType::Date | DataType::Decimal(..) => texts(&column.cast(&DataType::String)?)?,
        _ => texts(column)?,
    })
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Size and hash of a file that something else wrote, after it was synced to disk.
fn digest(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    file.sync_all()?;
    let (mut hasher, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hex(&hasher.finalize())));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}
