//! What a contact buys again and again and is due to buy: the `replenish` rows of `recommendations`.
//!
//! Kept apart from cross-selling: what customers have bought before tells best what they buy next, but it needs no idea.
//! A product counts when it was bought on at least three days; it is due from four fifths of the median gap between them
//! on, and given up after three gaps. The more often it was bought the better its rank. Costs a sort per contact.

use super::account::gap_statistics;
use super::book::{Account, Book};
use super::ledger::Ledger;
use crate::engine::distinct::NULL;

/// Days a product must have been bought on.
const FEWEST_DAYS: usize = 3;

/// A product that is due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Due {
    /// The product.
    pub product: u32,
    /// Days it was bought on.
    pub times: usize,
    /// Median days between them.
    pub gap: f64,
    /// Days since it was bought last.
    pub since: i32,
}

/// The products that are due at the end of the observation, best first, equal ones by number.
pub fn due(account: &Account<'_>, book: &Book, ledger: &Ledger<'_>, end: i32) -> Vec<Due> {
    let mut bought: Vec<(u32, i32)> = account
        .orders
        .iter()
        .filter(|order| order.day <= end)
        .flat_map(|order| {
            let lines = book.sales.get(order.lines.clone()).unwrap_or_default();
            lines.iter().map(|&row| (ledger.product[row as usize], order.day))
        })
        .filter(|&(id, _)| id != NULL && ledger.products.get(id as usize).is_some_and(|product| !product.service))
        .collect();
    bought.sort_unstable();
    bought.dedup();
    let mut due: Vec<Due> =
        bought.chunk_by(|left, right| left.0 == right.0).filter_map(|days| one(days, end)).collect();
    due.sort_unstable_by(|left, right| right.times.cmp(&left.times).then(left.product.cmp(&right.product)));
    due
}

fn one(days: &[(u32, i32)], end: i32) -> Option<Due> {
    let &(product, last) = days.last().filter(|_| days.len() >= FEWEST_DAYS)?;
    let mut gaps: Vec<i32> = days.windows(2).filter_map(|pair| Some(pair.get(1)?.1 - pair.first()?.1)).collect();
    let (_, gap) = gap_statistics(&mut gaps)?;
    let since = end - last;
    (f64::from(since) >= 0.8 * gap && f64::from(since) <= 3.0 * gap).then_some(Due {
        product,
        times: days.len(),
        gap,
        since,
    })
}
