//! Parquet and Arrow IPC → grid: every column as text.
//!
//! Both follow the same rules: dates and moments in ISO form, decimals exact, lists joined by `; `, structs as columns
//! `parent.child`, binary values as text where all of a column is UTF-8, else left out and counted. Costs the file and
//! its columns in memory.

mod arrow;
mod parquet;

pub(super) use self::arrow::read as arrow;
pub(super) use self::parquet::read as parquet;

use super::grid::{Grid, unique_headers};
use polars::prelude::*;

/// Depth behind which nested values stay one value.
const DEPTH: usize = 8;
/// What stands between the values of a list.
const BETWEEN: &str = "; ";

/// `parent.child`.
fn child_name(parent: &str, child: &str) -> String {
    format!("{parent}.{child}")
}

/// Filled values of a list as one text; `None` when there is none.
fn joined<'a>(values: impl Iterator<Item = Option<&'a str>>) -> Option<String> {
    let values: Vec<&str> = values.flatten().filter(|value| !value.is_empty()).collect();
    (!values.is_empty()).then(|| values.join(BETWEEN))
}

/// A column from its values; empty ones are null.
fn column<'a>(values: impl Iterator<Item = Option<&'a str>>) -> StringChunked {
    let trimmed = values.map(|value| value.map(str::trim).filter(|text| !text.is_empty()));
    StringChunked::from_iter_options(PlSmallStr::EMPTY, trimmed)
}

/// A grid of whole columns; every row is a record.
fn grid(names: Vec<String>, columns: Vec<StringChunked>, height: usize, limit: Option<usize>) -> Grid {
    Grid {
        headers: unique_headers(&names),
        columns,
        source_row: (1..=height as i64).collect(),
        records: height as u64,
        limited: limit.is_some_and(|limit| height >= limit),
        ..Grid::default()
    }
}
