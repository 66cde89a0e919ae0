//! The fields of a table's rows as values, also those that are put together from several columns.

use crate::engine::frame::text;
use chrono::{DateTime, NaiveDate, Utc};
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Countries that write the number before the street.
const NUMBER_FIRST: [&str; 8] = ["AU", "CA", "FR", "GB", "IE", "LU", "NZ", "US"];
/// Countries that say "Postfach".
const POSTFACH: [&str; 4] = ["AT", "CH", "DE", "LI"];

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Text, not empty.
    Text(&'a str),
    /// A calendar date.
    Day(NaiveDate),
    /// An instant.
    Instant(DateTime<Utc>),
    /// Yes or no.
    Flag(bool),
    /// A number as it is written.
    Number(String),
}

/// One column.
#[derive(Debug)]
enum Values {
    Text(StringChunked),
    Day(Int32Chunked),
    Instant(Int64Chunked),
    Flag(BooleanChunked),
    Number(StringChunked),
}

/// The columns of a table by field.
#[derive(Debug)]
pub struct Fields(BTreeMap<String, Values>);

impl Fields {
    /// The columns of a table, and `street_line`.
    ///
    /// # Errors
    /// When it has no address.
    pub fn of(frame: &DataFrame) -> PolarsResult<Self> {
        let mut fields = BTreeMap::new();
        for column in frame.columns() {
            fields.insert(column.name().to_string(), values(column)?);
        }
        fields.insert("street_line".to_owned(), Values::Text(street_lines(frame)?));
        Ok(Self(fields))
    }

    /// Adds a field of text.
    pub fn add<S: AsRef<str>>(&mut self, name: &str, values: impl IntoIterator<Item = Option<S>>) {
        let column = StringChunked::from_iter_options(name.into(), values.into_iter());
        self.0.insert(name.to_owned(), Values::Text(column));
    }

    /// The value of a field in a row; empty text is none.
    pub fn get(&self, name: &str, row: usize) -> Option<Value<'_>> {
        match self.0.get(name)? {
            Values::Text(column) => column.get(row).map(str::trim).filter(|text| !text.is_empty()).map(Value::Text),
            Values::Day(column) => day(column.get(row)?).map(Value::Day),
            Values::Instant(column) => DateTime::from_timestamp_micros(column.get(row)?).map(Value::Instant),
            Values::Flag(column) => column.get(row).map(Value::Flag),
            Values::Number(column) => column.get(row).map(|number| Value::Number(number.to_owned())),
        }
    }

    /// The text of a field in a row.
    pub fn text(&self, name: &str, row: usize) -> Option<&str> {
        match self.get(name, row)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The flag of a field in a row.
    pub fn flag(&self, name: &str, row: usize) -> Option<bool> {
        match self.get(name, row)? {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }
}

fn values(column: &Column) -> PolarsResult<Values> {
    Ok(match column.dtype() {
        DataType::String => Values::Text(column.str()?.clone()),
        DataType::Boolean => Values::Flag(column.bool()?.clone()),
        DataType::Date => Values::Day(column.date()?.physical().clone()),
        DataType::Datetime(..) => {
            let micros = column.cast(&DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)))?;
            Values::Instant(micros.datetime()?.physical().clone())
        }
        _ => Values::Number(column.cast(&DataType::String)?.str()?.clone()),
    })
}

fn day(days: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(days.checked_add(719_163)?)
}

/// Street and house number in the order of the country, else the post-office box.
fn street_lines(frame: &DataFrame) -> PolarsResult<StringChunked> {
    let (street, number) = (text(frame, "street")?, text(frame, "house_number")?);
    let country = text(frame, "country")?;
    let po_box = frame.column("po_box").ok().map(|column| column.str()).transpose()?;
    let line = |row: usize| {
        let country = country.get(row).unwrap_or_default();
        match (street.get(row), number.get(row), po_box.and_then(|po_box| po_box.get(row))) {
            (Some(street), Some(number), _) if NUMBER_FIRST.contains(&country) => Some(format!("{number} {street}")),
            (Some(street), Some(number), _) => Some(format!("{street} {number}")),
            (Some(street), None, _) => Some(street.to_owned()),
            (None, _, Some(po_box)) if POSTFACH.contains(&country) => Some(format!("Postfach {po_box}")),
            (None, _, Some(po_box)) => Some(format!("PO Box {po_box}")),
            (None, ..) => None,
        }
    };
    Ok(StringChunked::from_iter_options("street_line".into(), (0..frame.height()).map(line)))
}

/// Row of each id in a column.
pub fn rows_by_id(ids: &StringChunked) -> FxHashMap<&str, usize> {
    ids.iter().enumerate().filter_map(|(row, id)| Some((id?, row))).collect()
}
