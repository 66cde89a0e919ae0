//! `purchase_years`: one row per contact, calendar year and currency; money rounded here, once.

use super::account::Year;
use super::columns::{dates, floats, ints, texts, whole};
use super::ledger::{Ledger, day_of};
use super::money;
use chrono::NaiveDate;
use polars::prelude::*;

/// Bands of orders a year: the largest number of each, and its name.
const BANDS: &[(u64, &str)] = &[(0, "0"), (1, "1"), (3, "2-3"), (6, "4-6"), (12, "7-12"), (u64::MAX, "13+")];

/// The table, in order.
///
/// # Errors
/// When an amount has more than 18 digits.
pub fn table(rows: &[Year], ledger: &Ledger<'_>, as_of: NaiveDate) -> PolarsResult<DataFrame> {
    let today = day_of(as_of);
    let observed = |row: &Year| observed_days(ledger.window, row.year);
    let figures = || rows.iter().map(|row| &row.figures);
    let count = |name: &str, of: fn(&Year) -> u64| ints(name, rows.iter().map(|row| Some(whole(of(row)))));
    let cents =
        |name: &str, of: fn(&Year) -> i128| money::column(name, rows.iter().map(|row| Some(money::cents(of(row)))));
    let columns = vec![
        texts("contact_id", rows.iter().map(|row| ledger.contacts.get(row.contact as usize).copied())),
        ints("year", rows.iter().map(|row| Some(row.year))),
        dates("as_of", rows.iter().map(|_| Some(today))),
        ints("observed_days", rows.iter().map(|row| Some(observed(row)))),
        BooleanChunked::from_iter_values(
            "is_partial_year".into(),
            rows.iter().map(|row| observed(row) < days_in(row.year)),
        )
        .into_column(),
        texts("status", rows.iter().map(|row| Some(row.status.name()))),
        count("orders", |row| row.figures.orders),
        count("order_days", |row| row.figures.order_days),
        count("lines", |row| row.figures.lines),
        floats("units", figures().map(|figures| Some(figures.units as f64 / 1000.0))),
        count("distinct_products", |row| row.figures.products),
        count("distinct_categories", |row| row.figures.categories),
        cents("gross", |row| row.figures.gross)?,
        cents("returns", |row| row.figures.returns)?,
        cents("net", |row| row.figures.gross + row.figures.returns)?,
        texts("currency", rows.iter().map(|row| ledger.currencies.get(row.currency as usize).map(String::as_str))),
        money::column("avg_order_value", figures().map(|f| money::average_cents(f.gross, f.orders)))?,
        money::column("max_order_value", figures().map(|f| f.largest.map(money::cents)))?,
        count("return_documents", |row| row.figures.return_documents),
        dates("first_order", figures().map(|f| f.span.map(|(first, _)| first))),
        dates("last_order", figures().map(|f| f.span.map(|(_, last)| last))),
        ints("recency_days", figures().map(|f| f.span.map(|(_, last)| today.saturating_sub(last)))),
        floats("mean_gap_days", figures().map(|f| f.gaps.map(|(mean, _)| mean))),
        floats("median_gap_days", figures().map(|f| f.gaps.map(|(_, median)| median))),
        floats("orders_per_observed_month", rows.iter().map(|row| monthly(row.figures.orders, observed(row)))),
        count("orders_prev_year", |row| row.orders_before),
        ints("delta_orders", rows.iter().map(|row| Some(whole(row.figures.orders) - whole(row.orders_before)))),
        cents("net_prev_year", |row| row.net_before)?,
        cents("delta_net", |row| row.figures.gross + row.figures.returns - row.net_before)?,
        texts("frequency_band", figures().map(|f| Some(band(f.orders)))),
    ];
    DataFrame::new(rows.len(), columns)
}

fn band(orders: u64) -> &'static str {
    BANDS.iter().find(|(most, _)| orders <= *most).map_or("", |(_, name)| name)
}

/// `orders / observed days × 365.25 / 12`.
fn monthly(orders: u64, observed_days: i32) -> Option<f64> {
    (observed_days > 0).then(|| orders as f64 / f64::from(observed_days) * 365.25 / 12.0)
}

/// Days of the year between the first and the last document of the data.
fn observed_days(window: Option<(i32, i32)>, year: i32) -> i32 {
    let (Some((first, last)), Some((january, december))) = (window, bounds(year)) else { return 0 };
    (last.min(december) - first.max(january) + 1).max(0)
}

fn days_in(year: i32) -> i32 {
    bounds(year).map_or(0, |(january, december)| december - january + 1)
}

fn bounds(year: i32) -> Option<(i32, i32)> {
    Some((day_of(NaiveDate::from_ymd_opt(year, 1, 1)?), day_of(NaiveDate::from_ymd_opt(year, 12, 31)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> i32 {
        day_of(NaiveDate::from_ymd_opt(y, m, d).expect("a date"))
    }

    #[test]
    fn partial_years_are_counted_in_days() {
        let window = Some((day(2010, 12, 1), day(2012, 2, 9)));
        assert_eq!(observed_days(window, 2010), 31);
        assert_eq!(observed_days(window, 2011), 365);
        assert_eq!(observed_days(window, 2012), 40);
        assert_eq!(observed_days(window, 2013), 0);
        assert_eq!((days_in(2011), days_in(2012)), (365, 366));
    }

    #[test]
    fn bands_cover_every_number() {
        let names: Vec<_> = [0, 1, 2, 3, 4, 6, 7, 12, 13, 400].into_iter().map(band).collect();
        assert_eq!(names, ["0", "1", "2-3", "2-3", "4-6", "4-6", "7-12", "7-12", "13+", "13+"]);
    }
}
