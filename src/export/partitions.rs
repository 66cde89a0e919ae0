//! Hive partitions: `DIR/<table>/<column>=<value>/<table>.parquet`, read by Spark, DuckDB, pyarrow and polars alike.
//!
//! Beside the whole table, never instead of it. The column stays in the files, so that one of them makes sense alone.

use super::parquet;
use super::shaped::Shaped;
use super::{ExportError, PARTITIONS, Written};
use crate::pipeline::plan::Forms;
use polars::prelude::{DataFrame, DataType, PolarsResult};
use std::fmt::Write as _;
use std::path::Path;

/// More values than this are no partitions but a key: readers open every file.
const MOST: usize = 1000;
/// What Hive calls the partition of null.
const NULL: &str = "__HIVE_DEFAULT_PARTITION__";

/// Writes the partitions of a table by the values of a column.
///
/// # Errors
/// [`ExportError::Partitions`] when the column has too many values, and as [`parquet::write`].
pub fn write(table: &Shaped, column: &str, dir: &Path, forms: &Forms) -> Result<Vec<Written>, ExportError> {
    let name = table.table.name;
    let shape = |error: polars::error::PolarsError| ExportError::Shape { table: name, message: error.to_string() };
    let parts = parts(&table.frame, column).map_err(shape)?;
    if parts.len() > MOST {
        return Err(ExportError::Partitions {
            table: name,
            column: column.to_owned(),
            values: parts.len(),
            most: MOST,
        });
    }
    let write = |(value, part): (Option<String>, DataFrame)| {
        let value = value.map_or_else(|| NULL.to_owned(), |value| escaped(&value));
        parquet::write(&table.part(part), dir, &format!("{PARTITIONS}/{name}/{column}={value}/{name}.parquet"), forms)
    };
    parts.into_iter().map(write).collect()
}

/// The rows of each value, in the order of the values, null first.
fn parts(frame: &DataFrame, column: &str) -> PolarsResult<Vec<(Option<String>, DataFrame)>> {
    if frame.height() == 0 {
        return Ok(Vec::new());
    }
    let value = |part: DataFrame| {
        let value = part.column(column)?.head(Some(1)).cast(&DataType::String)?;
        let value = value.str()?.get(0).map(str::to_owned);
        Ok((value, part))
    };
    let mut parts: Vec<_> =
        frame.partition_by_stable([column], true)?.into_iter().map(value).collect::<PolarsResult<_>>()?;
    parts.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(parts)
}

/// A value as the name of a folder: what is not plain is percent-encoded, as Hive does.
fn escaped(value: &str) -> String {
    let mut name = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            name.push(char::from(byte));
        } else {
            // Writing into a text cannot fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::df;

    #[test]
    fn values_become_names_of_folders() {
        assert_eq!(escaped("DE"), "DE");
        assert_eq!(escaped("a/b=c ü"), "a%2Fb%3Dc%20%C3%BC");
        assert_eq!(escaped("2025-01-01"), "2025-01-01");
    }

    #[test]
    fn rows_go_to_their_value_in_order() {
        let frame = df!("k" => [Some("b"), None, Some("a"), Some("b")], "n" => [1, 2, 3, 4]).unwrap();
        let parts = parts(&frame, "k").unwrap();
        let seen: Vec<(Option<&str>, Vec<Option<i32>>)> = parts
            .iter()
            .map(|(value, part)| (value.as_deref(), part.column("n").unwrap().i32().unwrap().iter().collect()))
            .collect();
        assert_eq!(seen, [(None, vec![Some(2)]), (Some("a"), vec![Some(3)]), (Some("b"), vec![Some(1), Some(4)])]);
        assert_eq!(parts_of_nothing(), 0);
    }

    fn parts_of_nothing() -> usize {
        parts(&df!("k" => Vec::<String>::new()).unwrap(), "k").unwrap().len()
    }
}
