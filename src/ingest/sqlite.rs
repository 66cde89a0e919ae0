//! SQLite files → grids, one per table or view that holds rows.
//!
//! Opened read-only; nothing is written beside the file unless its own log has to be read along. Not for chosen rows or
//! joins: a view in the file does that. Every value becomes text; binary values are left out and counted. Costs the
//! columns in memory, not the file.

use super::error::IngestError;
use super::grid::{Grid, unique_headers};
use super::mapping::dictionary;
use super::workbook::number_text;
use crate::pipeline::plan::ReadOptions;
use polars::prelude::*;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The first bytes of every SQLite file.
pub(super) const MAGIC: &[u8] = b"SQLite format 3\0";

/// Reads the tables of a file: the one that `read.sheet` names, or every one that holds rows.
pub(super) fn read(path: &Path, options: &ReadOptions, limit: Option<usize>) -> Result<Vec<Grid>, IngestError> {
    let failed = |error: rusqlite::Error| refusal(path, &error);
    let database = open(path).map_err(failed)?;
    let tables = tables(&database).map_err(failed)?;
    let wanted: Vec<&Table> = match options.sheet.as_deref() {
        None => tables.iter().filter(|table| table.kind != Kind::Virtual).collect(),
        Some(name) => match tables.iter().find(|table| table.name == name) {
            Some(table) => vec![table],
            None => {
                let sheets = tables.into_iter().map(|table| table.name).collect();
                return Err(IngestError::NoSheet { path: path.into(), sheet: name.into(), sheets });
            }
        },
    };
    let mut grids = Vec::new();
    let mut unreadable = 0;
    for table in wanted {
        match grid(&database, table, limit) {
            Ok(grid) if grid.records > 0 => grids.push(grid),
            Ok(_) => {}
            // a view may need what only its own program has: it does not keep the tables from being read
            Err(_) if table.kind == Kind::View && options.sheet.is_none() => unreadable += 1,
            Err(error) => return Err(failed(error)),
        }
    }
    let knows = |grid: &Grid| grid.headers.iter().any(|header| dictionary::knows(header));
    if options.sheet.is_none() && grids.iter().any(knows) {
        grids.retain(knows);
    }
    match grids.first_mut() {
        None => Err(IngestError::Empty { path: path.into() }),
        Some(first) => {
            if unreadable > 0 {
                first.damage.insert("unreadable_views", unreadable);
            }
            Ok(grids)
        }
    }
}

/// Opens a file without changing it. Without a log beside it nobody writes: then not even locks are taken.
fn open(path: &Path) -> rusqlite::Result<Connection> {
    let is_quiet = ["-wal", "-journal"].iter().all(|suffix| {
        let mut log = path.as_os_str().to_owned();
        log.push(suffix);
        std::fs::metadata(PathBuf::from(log)).map_or(true, |log| log.len() == 0)
    });
    let address = format!("file:{}?mode=ro{}", escaped(path), if is_quiet { "&immutable=1" } else { "" });
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(address, flags)?;
    database.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;")?;
    Ok(database)
}

/// A path as part of an address.
fn escaped(path: &Path) -> String {
    let mut out = String::new();
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn refusal(path: &Path, error: &rusqlite::Error) -> IngestError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => {
            IngestError::Busy { path: path.into(), detail: error.to_string() }
        }
        _ => IngestError::Damaged { path: path.into(), what: "SQLite file", detail: error.to_string() },
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Table,
    View,
    Virtual,
}

struct Table {
    name: String,
    kind: Kind,
}

/// The tables and views, in the order in which they were made.
fn tables(database: &Connection) -> rusqlite::Result<Vec<Table>> {
    let mut statement = database.prepare(
        "SELECT list.name, list.type FROM pragma_table_list AS list JOIN sqlite_schema AS made ON made.name = list.name \
         WHERE list.schema = 'main' AND list.type IN ('table', 'view', 'virtual') AND list.name NOT LIKE 'sqlite\\_%' \
         ESCAPE '\\' ORDER BY made.rowid",
    )?;
    let table = |row: &rusqlite::Row<'_>| {
        let kind = match row.get_ref(1)?.as_str() {
            Ok("view") => Kind::View,
            Ok("virtual") => Kind::Virtual,
            _ => Kind::Table,
        };
        Ok(Table { name: row.get(0)?, kind })
    };
    statement.query_map([], table)?.collect()
}

fn grid(database: &Connection, table: &Table, limit: Option<usize>) -> rusqlite::Result<Grid> {
    // an index that covers all columns would give another order
    let order = if table.kind == Kind::Table { " NOT INDEXED" } else { "" };
    let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let sql = format!("SELECT * FROM \"{}\"{order} LIMIT {limit}", table.name.replace('"', "\"\""));
    let mut statement = database.prepare(&sql)?;
    let mut grid = Grid { sheet: Some(table.name.clone()), ..Grid::default() };
    grid.headers = unique_headers(&statement.column_names().collect::<Vec<_>>());
    fill(&mut statement, &mut grid)?;
    grid.limited = limit >= 0 && i64::try_from(grid.records).is_ok_and(|records| records >= limit);
    Ok(grid)
}

fn fill(statement: &mut Statement<'_>, grid: &mut Grid) -> rusqlite::Result<()> {
    let mut builders: Vec<StringChunkedBuilder> =
        grid.headers.iter().map(|_| StringChunkedBuilder::new(PlSmallStr::EMPTY, 0)).collect();
    let mut rows = statement.query([])?;
    let mut records = 0_i64;
    while let Some(row) = rows.next()? {
        records += 1;
        grid.source_row.push(records);
        for (at, builder) in builders.iter_mut().enumerate() {
            let text = match row.get_ref(at)? {
                ValueRef::Null => Cow::Borrowed(""),
                ValueRef::Integer(number) => Cow::Owned(number.to_string()),
                ValueRef::Real(number) => Cow::Owned(number_text(number)),
                ValueRef::Text(bytes) => text(bytes),
                ValueRef::Blob(_) => {
                    *grid.damage.entry("binary_values").or_default() += 1;
                    Cow::Borrowed("")
                }
            };
            builder.append_option(Some(text.trim()).filter(|text| !text.is_empty()));
        }
    }
    grid.records = u64::try_from(records).unwrap_or_default();
    grid.columns = builders.into_iter().map(StringChunkedBuilder::finish).collect();
    Ok(())
}

/// Text should be UTF-8; programs that wrote other bytes mostly wrote Windows-1252.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(sql: &str) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("crm 100%?.db");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        (dir, path)
    }

    const CRM: &str = "CREATE TABLE log(line TEXT); \
        CREATE TABLE leads(id INTEGER PRIMARY KEY, \"E-Mail\" TEXT, plz TEXT, umsatz REAL, foto BLOB); \
        CREATE INDEX all_columns ON leads(\"E-Mail\", plz, umsatz, foto, id); \
        INSERT INTO leads VALUES (1, 'z@x.example', '01067', 12.0, x'00ff'), (2, ' a@x.example ', NULL, 0.5, NULL); \
        INSERT INTO leads VALUES (3, CAST(x'4dfc6c6c6572' AS TEXT), '', NULL, NULL); \
        CREATE VIEW mails AS SELECT \"E-Mail\" FROM leads; CREATE VIEW broken AS SELECT gone FROM nowhere;";

    #[test]
    fn tables_and_views_become_text_in_their_own_order() {
        let (_dir, path) = file(CRM);
        let grids = read(&path, &ReadOptions::default(), None).unwrap();
        let names: Vec<_> = grids.iter().filter_map(|grid| grid.sheet.as_deref()).collect();
        assert_eq!(names, ["leads", "mails"]);
        let leads = &grids[0];
        assert_eq!(leads.headers, ["id", "E-Mail", "plz", "umsatz", "foto"]);
        let cells = |at: usize| leads.columns[at].iter().collect::<Vec<_>>();
        assert_eq!(cells(1), [Some("z@x.example"), Some("a@x.example"), Some("Müller")]);
        assert_eq!(cells(2), [Some("01067"), None, None]);
        assert_eq!(cells(3), [Some("12"), Some("0.5"), None]);
        assert_eq!((leads.damage["binary_values"], leads.damage["unreadable_views"]), (1, 1));
    }

    #[test]
    fn a_table_can_be_named_and_cut() {
        let (_dir, path) = file(CRM);
        let options = |name: &str| ReadOptions { sheet: Some(name.into()), ..ReadOptions::default() };
        let grids = read(&path, &options("leads"), Some(2)).unwrap();
        assert_eq!((grids.len(), grids[0].records, grids[0].limited), (1, 2, true));
        let error = read(&path, &options("lead"), None).unwrap_err();
        assert!(error.to_string().contains("log, leads, mails, broken"), "{error}");
        assert!(read(&path, &options("broken"), None).is_err());
    }

    #[test]
    fn what_is_still_in_the_log_is_read_too() {
        let (_dir, path) = file("CREATE TABLE leads(email TEXT);");
        let writer = Connection::open(&path).unwrap();
        writer.execute_batch("PRAGMA journal_mode = WAL; INSERT INTO leads VALUES ('a@x.example');").unwrap();
        let grids = read(&path, &ReadOptions::default(), None).unwrap();
        assert_eq!(grids[0].records, 1);
    }

    #[test]
    fn a_file_that_is_written_to_is_busy() {
        let (_dir, path) = file("CREATE TABLE leads(email TEXT);");
        let writer = Connection::open(&path).unwrap();
        writer
            .execute_batch("PRAGMA cache_size = 1; BEGIN EXCLUSIVE; INSERT INTO leads VALUES (zeroblob(100000));")
            .unwrap();
        let error = read(&path, &ReadOptions::default(), None).unwrap_err();
        assert!(matches!(error, IngestError::Busy { .. }), "{error}");
    }

    #[test]
    fn reading_leaves_the_folder_as_it_was_and_damage_is_told() {
        let (dir, path) = file(CRM);
        let before = std::fs::read(&path).unwrap();
        read(&path, &ReadOptions::default(), None).unwrap();
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        std::fs::write(&path, &before[..before.len() / 2]).unwrap();
        let error = read(&path, &ReadOptions::default(), None).unwrap_err();
        assert!(matches!(error, IngestError::Damaged { what: "SQLite file", .. }), "{error}");
        std::fs::write(&path, [MAGIC, &[7; 200]].concat()).unwrap();
        assert!(read(&path, &ReadOptions::default(), None).is_err());
    }
}
