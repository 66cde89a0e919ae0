//! `order_exclusions`, and the balance of the books: every line is a sale, a return or excluded for one reason.

use super::classify::{Class, Classified};
use super::columns::texts;
use super::ledger::Lines;
use super::money;
use crate::model::code;
use polars::prelude::*;

/// The table, sorted.
///
/// # Errors
/// When an amount has more than 18 digits.
pub fn table(lines: &Lines, classified: &Classified) -> PolarsResult<DataFrame> {
    let excluded: Vec<(IdxSize, &'static str)> = (0..)
        .zip(&classified.class)
        .filter_map(|(row, class)| match class {
            Class::Excluded(reason) => Some((row, reason.code())),
            Class::Sale | Class::Return => None,
        })
        .collect();
    let rows = IdxCa::from_vec("row".into(), excluded.iter().map(|&(row, _)| row).collect());
    let frame = lines.frame();
    let mut columns = frame.select(["source", "source_file", "source_row", "order_id"])?.take(&rows)?.into_columns();
    let amounts = frame.column("amount_micro")?.i64()?;
    let cents = excluded.iter().map(|&(row, _)| amounts.get(row as usize).map(|micro| money::cents(i128::from(micro))));
    columns.push(money::column("amount", cents)?);
    columns.push(texts("code", excluded.iter().map(|&(_, code)| Some(code))));
    let message = |code: &str| code::find(code).map_or("", |entry| entry.message);
    columns.push(texts("message", excluded.iter().map(|&(_, code)| Some(message(code)))));
    let options = SortMultipleOptions::default().with_maintain_order(true);
    DataFrame::new(excluded.len(), columns)?.sort(["source", "source_file", "source_row"], options)
}
