//! Columns from iterators in the types of the tables.

use polars::prelude::*;

/// Text.
pub fn texts<'a>(name: &str, values: impl Iterator<Item = Option<&'a str>>) -> Column {
    StringChunked::from_iter_options(name.into(), values).into_column()
}

/// 32-bit integers.
pub fn ints(name: &str, values: impl Iterator<Item = Option<i32>>) -> Column {
    Int32Chunked::from_iter_options(name.into(), values).into_column()
}

/// Floats, rounded to the 6 decimals of the tables.
pub fn floats(name: &str, values: impl Iterator<Item = Option<f64>>) -> Column {
    Float64Chunked::from_iter_options(name.into(), values.map(|value| value.map(round6))).into_column()
}

/// Dates from days since 1970.
pub fn dates(name: &str, values: impl Iterator<Item = Option<i32>>) -> Column {
    Int32Chunked::from_iter_options(name.into(), values).into_date().into_column()
}

/// A count as the tables hold it; what does not fit is the largest.
pub fn whole(count: u64) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Six decimals, and no negative zero.
fn round6(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    if rounded.is_finite() { rounded + 0.0 } else { value }
}
