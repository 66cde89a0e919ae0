//! Buying: frequency by calendar year, who came back, recency and frequency, products bought together.

use super::columns::{cents, counts, of_table, rounded};
use crate::engine::frame::text;
use crate::report::folder::FolderError;
use polars::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Orders a year up to which customers are of a band; the last holds all others.
pub const BANDS: [(u64, &str); 5] = [(1, "1"), (3, "2-3"), (6, "4-6"), (12, "7-12"), (u64::MAX, "13+")];
/// Pairs of products that are listed.
const RULES: usize = 10;
/// Monthly cohorts and months that are shown.
const MONTHS: usize = 12;

/// One calendar year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The year.
    pub year: u64,
    /// Days the orders cover.
    pub observed_days: u64,
    /// True when they do not cover the whole year.
    pub is_partial_year: bool,
    /// Customers with an order, by the [`BANDS`] of their orders.
    pub customers: [u64; 5],
    /// Customers of the year before without one.
    pub lapsed: u64,
    /// Orders.
    pub orders: u64,
    /// Net value in hundredths by currency.
    pub net_cents: BTreeMap<String, i128>,
}

impl Year {
    /// Customers with an order.
    pub fn buyers(&self) -> u64 {
        self.customers.iter().sum()
    }
}

/// Buying by year; `None` when the run has no orders.
///
/// # Errors
/// When the table cannot be read.
pub fn years(out: &Path) -> Result<Option<Vec<Year>>, FolderError> {
    let columns = ["contact_id", "year", "observed_days", "is_partial_year", "orders", "net", "currency"];
    of_table(out, "purchase_years", &columns, by_year)
}

fn by_year(frame: &DataFrame) -> PolarsResult<Vec<Year>> {
    let (ids, currency) = (text(frame, "contact_id")?, text(frame, "currency")?);
    let (year, days, orders) = (counts(frame, "year")?, counts(frame, "observed_days")?, counts(frame, "orders")?);
    let (partial, net) = (frame.column("is_partial_year")?.bool()?, cents(frame, "net")?);
    let mut years: BTreeMap<u64, Year> = BTreeMap::new();
    let mut row = 0;
    while row < year.len() {
        // The rows of a contact and year follow each other, one for each currency.
        let same = |other: &usize| year[*other] == year[row] && ids.get(*other) == ids.get(row);
        let end = (row..year.len()).take_while(same).last().unwrap_or(row) + 1;
        let of = years.entry(year[row]).or_default();
        (of.year, of.observed_days) = (year[row], days[row]);
        of.is_partial_year |= partial.get(row).unwrap_or(false);
        let placed: u64 = orders[row..end].iter().sum();
        of.orders += placed;
        match BANDS.iter().position(|(most, _)| placed <= *most) {
            Some(band) if placed > 0 => of.customers[band] += 1,
            _ => of.lapsed += 1,
        }
        for (at, net) in net.iter().enumerate().take(end).skip(row).filter(|(_, net)| **net != 0) {
            *of.net_cents.entry(currency.get(at).unwrap_or_default().to_owned()).or_default() += net;
        }
        row = end;
    }
    Ok(years.into_values().collect())
}

/// Customers of one first month or year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cohort {
    /// Its first day.
    pub start: String,
    /// Its customers.
    pub size: u64,
    /// Shares that ordered, by months or years since.
    pub retention: Vec<f64>,
}

/// Who came back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Retention {
    /// By year.
    pub years: Vec<Cohort>,
    /// By month, the latest.
    pub months: Vec<Cohort>,
}

/// Who came back; `None` when the run has no orders.
///
/// # Errors
/// When the table cannot be read.
pub fn retention(out: &Path) -> Result<Option<Retention>, FolderError> {
    let columns = ["period", "cohort", "since", "cohort_size", "retention"];
    of_table(out, "cohorts", &columns, |frame| {
        let mut months = cohorts(frame, "month")?;
        months.drain(..months.len().saturating_sub(MONTHS));
        months.iter_mut().for_each(|cohort| cohort.retention.truncate(MONTHS));
        Ok(Retention { years: cohorts(frame, "year")?, months })
    })
}

fn cohorts(frame: &DataFrame, wanted: &str) -> PolarsResult<Vec<Cohort>> {
    let starts = frame.column("cohort")?.cast(&DataType::String)?;
    let (period, starts) = (text(frame, "period")?, starts.str()?);
    let (since, sizes) = (counts(frame, "since")?, counts(frame, "cohort_size")?);
    let shares = frame.column("retention")?.f64()?;
    let mut cohorts: Vec<Cohort> = Vec::new();
    for row in (0..since.len()).filter(|&row| period.get(row) == Some(wanted)) {
        let start = starts.get(row).unwrap_or_default();
        if cohorts.last().is_none_or(|last| last.start != start) {
            cohorts.push(Cohort { start: start.to_owned(), size: sizes[row], retention: Vec::new() });
        }
        if let Some(cohort) = cohorts.last_mut() {
            cohort.retention.resize(since[row] as usize, 0.0);
            cohort.retention.push(shares.get(row).map_or(0.0, rounded));
        }
    }
    Ok(cohorts)
}

/// Recency and frequency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rfm {
    /// Customers with scores.
    pub customers: u64,
    /// Customers by recency (5 first) and frequency (1 first).
    pub grid: [[u64; 5]; 5],
    /// Customers by segment, most first.
    pub segments: Vec<(String, u64)>,
}

/// Recency and frequency; `None` when the run has no orders.
///
/// # Errors
/// When the table cannot be read.
pub fn rfm(out: &Path) -> Result<Option<Rfm>, FolderError> {
    of_table(out, "customers", &["r_score", "f_score", "rfm_segment"], |frame| {
        let (recency, frequency) = (counts(frame, "r_score")?, counts(frame, "f_score")?);
        let mut rfm = Rfm { customers: 0, grid: [[0; 5]; 5], segments: Vec::new() };
        for (&recency, &frequency) in recency.iter().zip(&frequency) {
            if let (1..=5, 1..=5) = (recency, frequency) {
                rfm.grid[5 - recency as usize][frequency as usize - 1] += 1;
                rfm.customers += 1;
            }
        }
        let mut segments: BTreeMap<&str, u64> = BTreeMap::new();
        for segment in text(frame, "rfm_segment")?.iter().flatten() {
            *segments.entry(segment).or_default() += 1;
        }
        rfm.segments = segments.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        rfm.segments.sort_by(|x, y| y.1.cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
        Ok(rfm)
    })
}

/// Two products that are bought together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rule {
    /// One, by name or else by id.
    pub a: String,
    /// The other.
    pub b: String,
    /// Orders with both.
    pub orders_joint: u64,
    /// Orders with both, had chance decided.
    pub orders_expected: f64,
    /// How often more than that.
    pub lift: f64,
}

/// The pairs of products that are most clearly bought together; `None` when the run has no orders.
///
/// # Errors
/// When the table cannot be read.
pub fn rules(out: &Path) -> Result<Option<Vec<Rule>>, FolderError> {
    let columns = [
        "product_a",
        "product_a_name",
        "product_b",
        "product_b_name",
        "orders_joint",
        "orders_expected",
        "lift",
        "log_likelihood",
        "q",
    ];
    of_table(out, "cross_sell_rules", &columns, strongest)
}

fn strongest(frame: &DataFrame) -> PolarsResult<Vec<Rule>> {
    let [a, a_name, b, b_name] = ["product_a", "product_a_name", "product_b", "product_b_name"].map(|c| text(frame, c));
    let (a, a_name, b, b_name) = (a?, a_name?, b?, b_name?);
    let joint = counts(frame, "orders_joint")?;
    let [expected, lift, clear, q] = ["orders_expected", "lift", "log_likelihood", "q"]
        .map(|name| frame.column(name).and_then(|column| column.f64()));
    let (expected, lift, clear, q) = (expected?, lift?, clear?, q?);
    let figure = |column: &Float64Chunked, row: usize| column.get(row).unwrap_or(0.0);
    // Each pair stands in both orders; what chance may well have done is no rule.
    let is_rule = |row: &usize| a.get(*row) < b.get(*row) && figure(lift, *row) > 1.0 && figure(q, *row) <= 0.05;
    let mut rows: Vec<usize> = (0..joint.len()).filter(is_rule).collect();
    rows.sort_by(|&x, &y| figure(clear, y).total_cmp(&figure(clear, x)).then(x.cmp(&y)));
    let name = |names: &StringChunked, ids: &StringChunked, row: usize| {
        names.get(row).or_else(|| ids.get(row)).unwrap_or_default().to_owned()
    };
    let rule = |&row: &usize| Rule {
        a: name(a_name, a, row),
        b: name(b_name, b, row),
        orders_joint: joint[row],
        orders_expected: rounded(figure(expected, row)),
        lift: rounded(figure(lift, row)),
    };
    Ok(rows.iter().take(RULES).map(rule).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_of_two_currencies_is_one_customer() {
        let frame = df![
            "contact_id" => ["x", "x", "y", "y"], "year" => [2025, 2025, 2025, 2026], "observed_days" => [365, 365, 365, 20],
            "is_partial_year" => [false, false, false, true], "orders" => [1, 2, 1, 0], "net" => [10.0, 5.5, 1.0, 0.0],
            "currency" => ["CHF", "EUR", "EUR", "EUR"]
        ];
        let years = by_year(&frame.unwrap()).unwrap();
        assert_eq!((years[0].customers, years[0].orders), ([1, 1, 0, 0, 0], 4));
        assert_eq!(years[0].net_cents, BTreeMap::from([("CHF".to_owned(), 1000), ("EUR".to_owned(), 650)]));
        assert_eq!((years[1].buyers(), years[1].lapsed, years[1].is_partial_year), (0, 1, true));
    }
}
