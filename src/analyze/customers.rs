//! `customers`: one row per contact with an order or a return, over all years, with RFM scores.
//!
//! Scores are quintiles by cumulative share: the score is five times the share of contacts whose value is at most mine,
//! rounded up, so that equal values share a score. Recency is the last order, frequency the orders, monetary the net
//! value among the contacts of the same currency. Contacts without an order have no score. A grid names the scores. `outlooks` has one per row.

use super::account::Customer;
use super::columns::{dates, floats, ints, texts, whole};
use super::ledger::{Ledger, day_of};
use super::lifetime::Outlook;
use super::money;
use crate::pipeline::grid::Grid;
use chrono::NaiveDate;
use polars::prelude::*;
use rayon::prelude::*;

/// The table, in order; without a grid scores have the shipped names.
///
/// # Errors
/// When an amount has more than 18 digits.
pub fn table(
    rows: &[Customer],
    outlooks: &[Outlook],
    ledger: &Ledger<'_>,
    grid: Option<&Grid>,
    as_of: NaiveDate,
) -> PolarsResult<DataFrame> {
    let today = day_of(as_of);
    let scores = scores(rows);
    let grid = grid.unwrap_or(Grid::shipped());
    let figures = || rows.iter().map(|row| &row.figures);
    let count = |name: &str, of: fn(&Customer) -> u64| ints(name, rows.iter().map(|row| Some(whole(of(row)))));
    let sum = |name: &str, of: fn(&Customer) -> Option<i128>| {
        money::column(name, rows.iter().map(|row| row.currency.and_then(|_| of(row))))
    };
    let first = |row: &Customer| row.figures.span.map(|(first, _)| first);
    let last = |row: &Customer| row.figures.span.map(|(_, last)| last);
    let since = |day: Option<i32>| day.map(|day| today.saturating_sub(day));
    let score = |name: &str, at: usize| ints(name, scores.iter().map(move |scores| scores[at].map(i32::from)));
    let rfm: Vec<Option<String>> =
        scores.iter().map(|[r, f, m]| Some(format!("{}{}{}", (*r)?, (*f)?, (*m)?))).collect();
    let columns = vec![
        texts("contact_id", rows.iter().map(|row| ledger.contacts.get(row.contact as usize).copied())),
        texts("customer_numbers", rows.iter().map(|row| Some(row.numbers.as_str()))),
        count("orders", |row| row.figures.orders),
        count("order_days", |row| row.figures.order_days),
        count("active_years", |row| row.active_years),
        floats("orders_per_year", rows.iter().map(|row| yearly(row.figures.orders, since(first(row))))),
        floats("units", figures().map(|figures| Some(figures.units as f64 / 1000.0))),
        count("distinct_products", |row| row.figures.products),
        sum("gross", |row| Some(money::cents(row.figures.gross)))?,
        sum("returns", |row| Some(money::cents(row.figures.returns)))?,
        sum("net", |row| Some(money::cents(net(row))))?,
        texts(
            "currency",
            rows.iter().map(|row| row.currency.and_then(|id| ledger.currencies.get(id as usize)).map(String::as_str)),
        ),
        sum("avg_order_value", |row| money::average_cents(row.figures.gross, row.figures.orders))?,
        dates("first_order", rows.iter().map(first)),
        dates("last_order", rows.iter().map(last)),
        ints("recency_days", rows.iter().map(|row| since(last(row)))),
        ints("tenure_days", rows.iter().map(|row| since(first(row)))),
        floats("mean_gap_days", figures().map(|f| f.gaps.map(|(mean, _)| mean))),
        floats("median_gap_days", figures().map(|f| f.gaps.map(|(_, median)| median))),
        score("r_score", 0),
        score("f_score", 1),
        score("m_score", 2),
        texts("rfm", rfm.iter().map(Option::as_deref)),
        texts("rfm_segment", scores.iter().map(|[r, f, m]| grid.name((*r)?, (*f)?, *m))),
        floats("p_alive", outlooks.iter().map(|outlook| outlook.p_alive)),
        floats("expected_orders_next_year", outlooks.iter().map(|outlook| outlook.orders)),
        money::column("expected_value_next_year", outlooks.iter().map(|outlook| outlook.value.map(cents)))?,
    ];
    DataFrame::new(rows.len(), columns)
}

/// Cents of an estimate; one beyond all money is the largest that can be written.
fn cents(estimate: f64) -> i128 {
    (estimate * 100.0).round().min(1e17) as i128
}

fn net(row: &Customer) -> i128 {
    row.figures.gross + row.figures.returns
}

/// Orders over the years since the first, at least one year; `None` without an order.
fn yearly(orders: u64, tenure_days: Option<i32>) -> Option<f64> {
    tenure_days.map(|days| orders as f64 / (f64::from(days) / 365.25).max(1.0))
}

/// Recency, frequency and monetary score per customer.
fn scores(rows: &[Customer]) -> Vec<[Option<u8>; 3]> {
    let mut scores = vec![[None; 3]; rows.len()];
    let score = |scores: &mut Vec<[Option<u8>; 3]>, at: usize, of: &dyn Fn(&Customer) -> Option<(u32, i128)>| {
        let values = rows.iter().enumerate().filter_map(|(row, customer)| Some((of(customer)?, row)));
        for (row, quintile) in quintiles(values.collect()) {
            if let Some(scores) = scores.get_mut(row) {
                scores[at] = Some(quintile);
            }
        }
    };
    score(&mut scores, 0, &|row| row.figures.span.map(|(_, last)| (0, i128::from(last))));
    score(&mut scores, 1, &|row| (row.figures.orders > 0).then(|| (0, i128::from(row.figures.orders))));
    score(&mut scores, 2, &|row| row.currency.filter(|_| row.figures.orders > 0).map(|currency| (currency, net(row))));
    scores
}

/// Quintiles within each group: `((group, value), row)` → `(row, 1..=5)`.
fn quintiles(mut values: Vec<((u32, i128), usize)>) -> Vec<(usize, u8)> {
    values.par_sort_unstable();
    let mut scored = Vec::with_capacity(values.len());
    for group in values.chunk_by(|left, right| left.0.0 == right.0.0) {
        let mut at_most = 0;
        for equal in group.chunk_by(|left, right| left.0.1 == right.0.1) {
            at_most += equal.len();
            let quintile = (at_most * 5).div_ceil(group.len());
            scored.extend(equal.iter().map(|&(_, row)| (row, quintile as u8)));
        }
    }
    scored
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_quintile() {
        let values = [1, 1, 1, 1, 2, 3, 4, 4, 9, 10].into_iter().enumerate().map(|(row, value)| ((0, value), row));
        let mut scored = quintiles(values.collect());
        scored.sort_unstable();
        let scores: Vec<u8> = scored.into_iter().map(|(_, score)| score).collect();
        assert_eq!(scores, [2, 2, 2, 2, 3, 3, 4, 4, 5, 5]);
    }

    #[test]
    fn groups_are_ranked_apart() {
        let scored = quintiles(vec![((0, 5), 0), ((1, 900), 1), ((1, 1), 2)]);
        assert_eq!(scored, [(0, 5), (2, 3), (1, 5)]);
    }
}
