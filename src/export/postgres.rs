//! The tables of a run → a schema of a PostgreSQL server, in one transaction; built with the feature `postgres`.
//!
//! Readers of the server see the run before or this one, never a mix, and are not locked out meanwhile. Contacts are
//! upserted by `contact_id`: rows that did not change are not touched, so that triggers and replicas see changes only, and
//! contacts that are gone are deleted. The other tables have no lasting key and are replaced. Tables and columns that are
//! missing are made. Costs one COPY per table.

use super::ExportError;
use crate::engine::frame::instants;
use crate::engine::postgres::{Address, connect, detail, quoted};
use crate::model::table::Table;
use crate::pipeline::remote;
use polars::prelude::{Column, DataFrame, DataType, PolarsResult, StringChunked};
use postgres::{Client, Transaction};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Schema that the tables go to unless the address names one.
const SCHEMA: &str = "leadloom";
/// The table whose rows keep their key from run to run.
const UPSERTED: (&str, &str) = ("contacts", "contact_id");

/// A connection that tables are written over.
pub struct Delivery {
    client: Client,
    schema: String,
    shown: String,
}

impl Delivery {
    /// Connects to the server of an address; `schema` among its parameters names the schema.
    ///
    /// # Errors
    /// [`ExportError::Database`] when it cannot be reached, or refuses.
    pub fn open(url: &str) -> Result<Self, ExportError> {
        let shown = remote::shown(Path::new(url));
        let mut address = Address::parse(url, &["schema"]);
        let schema = address.own.remove("schema").unwrap_or_else(|| SCHEMA.to_owned());
        let client = connect(&address)
            .map_err(|error| ExportError::Database { address: shown.clone(), detail: detail(&error) })?;
        Ok(Self { client, schema, shown })
    }

    /// Writes tables, all or none.
    ///
    /// # Errors
    /// [`ExportError::Database`] when the server refuses, and whatever `read` says of a table.
    pub fn write<E: From<ExportError>>(
        &mut self,
        tables: &[&'static Table],
        mut read: impl FnMut(&'static Table) -> Result<DataFrame, E>,
    ) -> Result<(), E> {
        let refused = |error: postgres::Error| {
            E::from(ExportError::Database { address: self.shown.clone(), detail: detail(&error) })
        };
        let mut transaction = self.client.transaction().map_err(refused)?;
        let schema = quoted(&self.schema);
        transaction.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}")).map_err(refused)?;
        for table in tables {
            let frame = read(table)?;
            let cells = frame.columns().iter().map(texts).collect::<PolarsResult<Vec<_>>>();
            let cells = cells.map_err(|error| ExportError::Shape { table: table.name, message: error.to_string() })?;
            put(&mut transaction, &schema, table, &frame, &cells).map_err(refused)?;
        }
        transaction.commit().map_err(refused)
    }
}

fn put(
    transaction: &mut Transaction<'_>,
    schema: &str,
    table: &Table,
    frame: &DataFrame,
    cells: &[StringChunked],
) -> Result<(), postgres::Error> {
    let name = format!("{schema}.{}", quoted(table.name));
    let comment = table.description.replace('\'', "''");
    let columns: Vec<(String, &str)> =
        frame.columns().iter().map(|column| (quoted(column.name()), declared(column.dtype()))).collect();
    let declared: Vec<String> = columns.iter().map(|(name, ty)| format!("{name} {ty}")).collect();
    let key = if table.name == UPSERTED.0 { format!(", PRIMARY KEY ({})", quoted(UPSERTED.1)) } else { String::new() };
    transaction.batch_execute(&format!(
        "CREATE TABLE IF NOT EXISTS {name} ({}{key}); COMMENT ON TABLE {name} IS '{comment}'",
        declared.join(", ")
    ))?;
    let missing: Vec<String> = declared.iter().map(|column| format!("ADD COLUMN IF NOT EXISTS {column}")).collect();
    transaction.batch_execute(&format!("ALTER TABLE {name} {}", missing.join(", ")))?;
    let new = quoted(&format!("new_{}", table.name));
    transaction.batch_execute(&format!("CREATE TEMP TABLE {new} ({}) ON COMMIT DROP", declared.join(", ")))?;
    copy(transaction, &new, cells)?;
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let (names, all) = (names.join(", "), &names);
    if table.name != UPSERTED.0 {
        return transaction
            .batch_execute(&format!("DELETE FROM {name}; INSERT INTO {name} ({names}) SELECT {names} FROM {new}"));
    }
    let key = quoted(UPSERTED.1);
    let set: Vec<String> = all.iter().map(|column| format!("{column} = excluded.{column}")).collect();
    let (old, newer): (Vec<String>, Vec<String>) =
        all.iter().map(|column| (format!("kept.{column}"), format!("excluded.{column}"))).unzip();
    transaction.batch_execute(&format!(
        "DELETE FROM {name} AS kept WHERE NOT EXISTS (SELECT FROM {new} AS new WHERE new.{key} = kept.{key}); \
         INSERT INTO {name} AS kept ({names}) SELECT {names} FROM {new} \
         ON CONFLICT ({key}) DO UPDATE SET {} WHERE ({}) IS DISTINCT FROM ({})",
        set.join(", "),
        old.join(", "),
        newer.join(", ")
    ))
}

/// Sends rows in the text form of COPY.
fn copy(transaction: &mut Transaction<'_>, name: &str, cells: &[StringChunked]) -> Result<(), postgres::Error> {
    let rows = cells.first().map_or(0, |column| column.len());
    let mut out = BufWriter::with_capacity(1 << 20, transaction.copy_in(&format!("COPY {name} FROM STDIN"))?);
    let mut line = String::new();
    for row in 0..rows {
        line.clear();
        for (at, column) in cells.iter().enumerate() {
            if at > 0 {
                line.push('\t');
            }
            escape(column.get(row), &mut line);
        }
        line.push('\n');
        if out.write_all(line.as_bytes()).is_err() {
            break; // what the server says against it comes out when the copy is finished
        }
    }
    match out.into_inner() {
        Ok(writer) => writer.finish().map(drop),
        Err(error) => error.into_parts().1.into_inner().map_or(Ok(()), |writer| writer.finish().map(drop)),
    }
}

/// A cell in the text form of COPY; null is `\N`.
fn escape(cell: Option<&str>, line: &mut String) {
    let Some(cell) = cell else { return line.push_str("\\N") };
    for letter in cell.chars() {
        match letter {
            '\\' => line.push_str("\\\\"),
            '\t' => line.push_str("\\t"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            // no text of this server can hold it, and none of ours should
            '\0' => {}
            other => line.push(other),
        }
    }
}

fn declared(dtype: &DataType) -> &'static str {
    match dtype {
        DataType::Boolean => "boolean",
        DataType::Int32 => "integer",
        DataType::Int64 => "bigint",
        DataType::Float64 => "double precision",
        DataType::Decimal(..) => "numeric(18,2)",
        DataType::Date => "date",
        DataType::Datetime(..) => "timestamptz",
        _ => "text",
    }
}

fn texts(column: &Column) -> PolarsResult<StringChunked> {
    let texts = match column.dtype() {
        DataType::Datetime(..) => instants(column)?,
        _ => column.cast(&DataType::String)?,
    };
    Ok(texts.str()?.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_survive_the_text_form() {
        let mut line = String::new();
        escape(Some("a\tb\\c\nd\re"), &mut line);
        assert_eq!(line, "a\\tb\\\\c\\nd\\re");
        line.clear();
        escape(None, &mut line);
        assert_eq!(line, "\\N");
    }
}
