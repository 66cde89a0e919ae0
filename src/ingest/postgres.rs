//! PostgreSQL tables, views and queries → grids; built with the feature `postgres`.
//!
//! `postgresql://user@host:5432/db?table=schema.table` or `?query=SELECT%20...`; `read.sheet` names a table as well. One read-only transaction on one snapshot; the server
//! turns every column into text and puts the rows into a total order (by primary key, else by all columns), so that the
//! numbers of records mean the same tomorrow. Costs the columns in memory; rows are streamed.

use super::error::IngestError;
use super::grid::{Grid, unique_headers};
use crate::engine::postgres::{Address, connect, detail, quoted};
use crate::pipeline::remote;
use polars::prelude::*;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{Kind, Type};
use postgres::{IsolationLevel, Transaction};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Reads the table or query that the address or `table` names; without either, the only table there is.
///
/// # Errors
/// When the server cannot be reached or refuses, and when there are several tables and none is named.
pub(super) fn read(url: &str, table: Option<&str>, limit: Option<usize>) -> Result<Vec<Grid>, IngestError> {
    let shown = remote::shown(Path::new(url));
    let mut address = Address::parse(url, &["table", "query"]);
    let refused = |error: postgres::Error| IngestError::Database { address: shown.clone(), detail: detail(&error) };
    let mut client = connect(&address).map_err(refused)?;
    let mut transaction = client
        .build_transaction()
        .read_only(true)
        .isolation_level(IsolationLevel::RepeatableRead)
        .start()
        .map_err(refused)?;
    transaction.batch_execute("SET LOCAL DateStyle TO ISO; SET LOCAL TimeZone TO 'UTC'").map_err(refused)?;
    let relation = match (table.map(str::to_string).or(address.own.remove("table")), address.own.remove("query")) {
        (Some(table), _) => Relation::Table(table),
        (None, Some(query)) => Relation::Query(query.trim_end_matches([';', ' ', '\n']).to_string()),
        (None, None) => {
            let mut tables = tables(&mut transaction).map_err(refused)?;
            match tables.len() {
                1 => Relation::Table(tables.swap_remove(0)),
                _ => return Err(IngestError::NoTable { address: shown, tables }),
            }
        }
    };
    Ok(vec![grid(&mut transaction, &relation, limit).map_err(refused)?])
}

/// SHA-256 of names and values, in lower-case hex: what stands for the hash of a file.
pub(super) fn fingerprint(grids: &[Grid]) -> String {
    let mut hasher = Sha256::new();
    let mut put = |text: Option<&str>| {
        hasher.update(text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hasher.update(text.unwrap_or_default());
    };
    for grid in grids {
        for (name, column) in grid.headers.iter().zip(&grid.columns) {
            put(Some(name));
            column.iter().for_each(&mut put);
        }
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

enum Relation {
    /// As the user writes it, with or without its schema.
    Table(String),
    Query(String),
}

impl Relation {
    /// What stands behind `FROM`. Names are quoted, so that no name is anything else.
    fn source(&self) -> String {
        match self {
            Self::Query(query) => format!("({query})"),
            Self::Table(name) => name.split('.').map(quoted).collect::<Vec<_>>().join("."),
        }
    }
}

/// Tables and views that may be read, those of the system left out.
fn tables(transaction: &mut Transaction<'_>) -> Result<Vec<String>, postgres::Error> {
    let rows = transaction.query(
        "SELECT table_schema || '.' || table_name FROM information_schema.tables \
         WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1",
        &[],
    )?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

fn grid(transaction: &mut Transaction<'_>, relation: &Relation, limit: Option<usize>) -> Result<Grid, postgres::Error> {
    let source = relation.source();
    let statement = transaction.prepare(&format!("SELECT * FROM {source} AS source LIMIT 0"))?;
    let names: Vec<&str> = statement.columns().iter().map(postgres::Column::name).collect();
    let types: Vec<&Type> = statement.columns().iter().map(postgres::Column::type_).collect();
    // columns by position: a query may give one name twice
    let places: Vec<String> = (1..=names.len()).map(|at| format!("c{at}")).collect();
    let order = match relation {
        Relation::Table(_) => key(transaction, &source, &names)?,
        Relation::Query(_) => Vec::new(),
    };
    let order = match order.is_empty() {
        true => places.iter().map(|place| format!("{place}::text COLLATE \"C\"")).collect(),
        false => order.iter().map(|at| format!("c{}", at + 1)).collect::<Vec<_>>(),
    };
    let shown: Vec<String> = places.iter().zip(&types).map(|(place, kind)| as_text(place, kind)).collect();
    let limit = limit.map(|limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let mut sql = format!("SELECT {} FROM {source} AS source({})", shown.join(", "), places.join(", "));
    if !order.is_empty() {
        sql += &format!(" ORDER BY {}", order.join(", "));
    }
    if let Some(limit) = limit {
        sql += &format!(" LIMIT {limit}");
    }
    let mut grid = Grid { headers: unique_headers(&names), ..Grid::default() };
    if let Relation::Table(name) = relation {
        grid.sheet = Some(name.clone());
    }
    let binary: Vec<bool> = types.iter().map(|kind| **kind == Type::BYTEA).collect();
    fill(transaction, &sql, &binary, &mut grid)?;
    grid.limited = limit.is_some_and(|limit| i64::try_from(grid.records).is_ok_and(|records| records >= limit));
    Ok(grid)
}

/// Indexes of the columns of the primary key, in its order.
fn key(transaction: &mut Transaction<'_>, source: &str, names: &[&str]) -> Result<Vec<usize>, postgres::Error> {
    let rows = transaction.query(
        "SELECT about.attname FROM pg_index AS key \
         CROSS JOIN LATERAL unnest(key.indkey::int2[]) WITH ORDINALITY AS part(number, at) \
         JOIN pg_attribute AS about ON about.attrelid = key.indrelid AND about.attnum = part.number \
         WHERE key.indisprimary AND key.indrelid = to_regclass($1::text) ORDER BY part.at",
        &[&source],
    )?;
    let names_of_key = rows.iter().map(|row| row.try_get::<_, String>(0)).collect::<Result<Vec<_>, _>>()?;
    Ok(names_of_key.iter().filter_map(|part| names.iter().position(|name| name == part)).collect())
}

/// A column as text: lists joined, binary values as a mark that there is one.
fn as_text(place: &str, kind: &Type) -> String {
    match kind.kind() {
        Kind::Array(_) => format!("array_to_string({place}, '; ')"),
        _ if *kind == Type::BYTEA => format!("({place} IS NOT NULL)::text"),
        _ => format!("{place}::text"),
    }
}

fn fill(transaction: &mut Transaction<'_>, sql: &str, binary: &[bool], grid: &mut Grid) -> Result<(), postgres::Error> {
    let mut builders: Vec<StringChunkedBuilder> =
        binary.iter().map(|_| StringChunkedBuilder::new(PlSmallStr::EMPTY, 0)).collect();
    let mut rows = transaction.query_raw(sql, std::iter::empty::<&str>())?;
    let mut records = 0_i64;
    while let Some(row) = rows.next()? {
        records += 1;
        grid.source_row.push(records);
        for (at, (builder, is_binary)) in builders.iter_mut().zip(binary).enumerate() {
            let value: Option<&str> = row.try_get(at)?;
            if *is_binary {
                grid.count("binary_values", u64::from(value == Some("true")));
                builder.append_null();
                continue;
            }
            builder.append_option(value.map(str::trim).filter(|text| !text.is_empty()));
        }
    }
    grid.records = u64::try_from(records).unwrap_or_default();
    grid.columns = builders.into_iter().map(StringChunkedBuilder::finish).collect();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_only_names() {
        assert_eq!(Relation::Table("crm.le\"ads; DROP".into()).source(), "\"crm\".\"le\"\"ads; DROP\"");
    }

    #[test]
    fn a_server_that_is_not_there_is_told_without_the_password() {
        let error = read("postgresql://ada:geheim@127.0.0.1:9/crm?connect_timeout=1", Some("leads"), None).unwrap_err();
        let message = error.to_string();
        assert!(message.starts_with("postgresql://ada:***@127.0.0.1:9") && !message.contains("geheim"), "{message}");
    }
}
