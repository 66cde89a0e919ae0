//! `cohorts`: of the contacts whose first order fell into a month or year, how many ordered again how much later.
//!
//! Counts orders in every currency. A line stands for every period from the first order to the last of the data, so that
//! nobody ordering shows as 0. Costs a pass over the orders.

use super::book::{Account, year};
use super::columns::{dates, floats, ints, texts, whole};
use super::ledger::{Ledger, date, day_of};
use chrono::{Datelike, NaiveDate};
use polars::prelude::*;
use std::collections::BTreeMap;

/// Months since year 0, or years.
type Period = fn(i32) -> i32;

const PERIODS: &[(&str, Period)] = &[("month", month), ("year", year)];

fn month(day: i32) -> i32 {
    date(day).map_or(0, |date| date.year() * 12 + date.month0() as i32)
}

/// The first day of a period.
fn first_day(name: &str, period: i32) -> Option<i32> {
    let (year, month) = if name == "month" { (period.div_euclid(12), period.rem_euclid(12) + 1) } else { (period, 1) };
    NaiveDate::from_ymd_opt(year, month.unsigned_abs(), 1).map(day_of)
}

/// One line.
#[derive(Debug)]
struct Line {
    period: &'static str,
    cohort: Option<i32>,
    since: i32,
    size: u64,
    customers: u64,
    orders: u64,
}

/// The table, in order.
///
/// # Errors
/// Never in practice; polars' constructor is fallible.
pub fn table(accounts: &[Account<'_>], ledger: &Ledger<'_>) -> PolarsResult<DataFrame> {
    let rows: Vec<Line> = PERIODS.iter().flat_map(|&(name, of)| lines(name, of, accounts, ledger)).collect();
    let count = |name: &str, of: fn(&Line) -> u64| ints(name, rows.iter().map(|row| Some(whole(of(row)))));
    let columns = vec![
        texts("period", rows.iter().map(|row| Some(row.period))),
        dates("cohort", rows.iter().map(|row| row.cohort)),
        ints("since", rows.iter().map(|row| Some(row.since))),
        count("cohort_size", |row| row.size),
        count("customers", |row| row.customers),
        count("orders", |row| row.orders),
        floats("retention", rows.iter().map(|row| Some(row.customers as f64 / row.size.max(1) as f64))),
    ];
    DataFrame::new(rows.len(), columns)
}

fn lines(name: &'static str, of: Period, accounts: &[Account<'_>], ledger: &Ledger<'_>) -> Vec<Line> {
    // (cohort, period) -> customers, orders
    let mut counts: BTreeMap<(i32, i32), (u64, u64)> = BTreeMap::new();
    for account in accounts {
        let Some(first) = account.orders.first().map(|order| of(order.day)) else { continue };
        for same in account.orders.chunk_by(|left, right| of(left.day) == of(right.day)) {
            let Some(period) = same.first().map(|order| of(order.day)) else { continue };
            let cell = counts.entry((first, period)).or_default();
            cell.0 += 1;
            cell.1 += same.len() as u64;
        }
    }
    let last = ledger.window.map_or(0, |(_, last)| of(last));
    let cohorts: Vec<(i32, u64)> = counts
        .iter()
        .filter(|((cohort, period), _)| cohort == period)
        .map(|(&(cohort, _), &(customers, _))| (cohort, customers))
        .collect();
    let line = |cohort: i32, size: u64, period: i32| {
        let (customers, orders) = counts.get(&(cohort, period)).copied().unwrap_or_default();
        Line { period: name, cohort: first_day(name, cohort), since: period - cohort, size, customers, orders }
    };
    let line = &line;
    cohorts
        .into_iter()
        .flat_map(|(cohort, size)| (cohort..=last).map(move |period| line(cohort, size, period)))
        .collect()
}
