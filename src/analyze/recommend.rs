//! `recommendations`: for each contact the products new to it that its own products speak for most.
//!
//! The score of a product is the sum of the log-likelihood ratios of the pairs it forms with the contact's products,
//! over pairs that meet more often than chance predicts; measured against simple popularity, cosine and best-rule
//! scores on a time split, the plain sum finds most of what customers buy next. It explains itself: the products with
//! the largest part of the sum are named. Costs contacts × their products × neighbours, in parallel.

use super::baskets::{Pairs, products};
use super::book::{Account, Book};
use super::columns::{floats, ints, texts, whole};
use super::ledger::Ledger;
use polars::prelude::*;
use rayon::prelude::*;

/// Products named as reasons.
const REASONS: usize = 3;

/// Most neighbours of a product that count, the strongest first; bounds the work in huge catalogues.
const NEIGHBOURS: usize = 2000;

/// One recommendation.
#[derive(Debug)]
struct Recommendation {
    contact: u32,
    rank: u64,
    product: u32,
    score: f64,
    because: String,
}

/// For each product its neighbours and how strongly they speak for each other, by number of the neighbour.
#[derive(Debug)]
struct Neighbours {
    of: Vec<Vec<(u32, f64)>>,
}

impl Neighbours {
    fn new(pairs: &Pairs, products: usize) -> Self {
        let weights: Vec<f64> = pairs.pairs.par_iter().map(|pair| pair.counts.log_likelihood()).collect();
        let mut of: Vec<Vec<(u32, f64)>> = vec![Vec::new(); products];
        for (pair, weight) in pairs.pairs.iter().zip(weights).filter(|(_, weight)| *weight > 0.0) {
            for (from, to) in [(pair.first, pair.second), (pair.second, pair.first)] {
                if let Some(list) = of.get_mut(from as usize) {
                    list.push((to, weight));
                }
            }
        }
        of.par_iter_mut().for_each(|list| {
            if list.len() > NEIGHBOURS {
                list.sort_unstable_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
                list.truncate(NEIGHBOURS);
            }
            list.sort_unstable_by_key(|&(to, _)| to);
        });
        Self { of }
    }

    fn get(&self, product: u32) -> &[(u32, f64)] {
        self.of.get(product as usize).map_or(&[], Vec::as_slice)
    }

    fn weight(&self, from: u32, to: u32) -> Option<f64> {
        let list = self.get(from);
        list.binary_search_by_key(&to, |&(id, _)| id).ok().and_then(|at| list.get(at)).map(|&(_, weight)| weight)
    }
}

/// The table, in order.
///
/// # Errors
/// Never in practice; polars' constructor is fallible.
pub fn table(
    accounts: &[Account<'_>],
    book: &Book,
    ledger: &Ledger<'_>,
    pairs: &Pairs,
    most: usize,
) -> PolarsResult<DataFrame> {
    let neighbours = Neighbours::new(pairs, ledger.products.len());
    let rows: Vec<Recommendation> = accounts
        .par_iter()
        .map_init(
            || (vec![0.0_f64; ledger.products.len()], Vec::new()),
            |(scores, met), account| {
                let bought = history(account, book, ledger);
                let best = best(&bought, &neighbours, scores, met, most);
                let row = |(rank, (product, score))| Recommendation {
                    contact: account.contact,
                    rank,
                    product,
                    score,
                    because: because(product, &bought, &neighbours, ledger),
                };
                (1..).zip(best).map(row).collect::<Vec<_>>()
            },
        )
        .flatten_iter()
        .collect();
    let product = |row: &Recommendation| ledger.products.get(row.product as usize);
    let columns = vec![
        texts("contact_id", rows.iter().map(|row| ledger.contacts.get(row.contact as usize).copied())),
        ints("rank", rows.iter().map(|row| Some(whole(row.rank)))),
        texts("product_id", rows.iter().map(|row| product(row).map(|product| product.id.as_str()))),
        texts("product_name", rows.iter().map(|row| product(row).and_then(|product| product.name.as_deref()))),
        texts("kind", rows.iter().map(|_| Some("cross_sell"))),
        floats("score", rows.iter().map(|row| Some(row.score))),
        texts("because", rows.iter().map(|row| Some(row.because.as_str()))),
    ];
    DataFrame::new(rows.len(), columns)
}

/// Everything the contact has ever bought, ascending.
fn history(account: &Account<'_>, book: &Book, ledger: &Ledger<'_>) -> Vec<u32> {
    let mut bought: Vec<u32> =
        account.orders.iter().flat_map(|order| products(&book.sales, order.lines.clone(), ledger)).collect();
    bought.sort_unstable();
    bought.dedup();
    bought
}

/// The best new products with their scores, best first, equal ones by number; the scores are all zero before and after.
fn best(
    bought: &[u32],
    neighbours: &Neighbours,
    scores: &mut [f64],
    met: &mut Vec<u32>,
    most: usize,
) -> Vec<(u32, f64)> {
    for &product in bought {
        for &(other, weight) in neighbours.get(product) {
            if let Some(score) = scores.get_mut(other as usize) {
                if *score == 0.0 {
                    met.push(other);
                }
                *score += weight;
            }
        }
    }
    let mut best: Vec<(u32, f64)> = met
        .drain(..)
        .map(|product| (product, scores.get_mut(product as usize).map(std::mem::take).unwrap_or_default()))
        .filter(|(product, _)| bought.binary_search(product).is_err())
        .collect();
    let order = |left: &(u32, f64), right: &(u32, f64)| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0));
    if most < best.len() {
        best.select_nth_unstable_by(most, order);
        best.truncate(most);
    }
    best.sort_unstable_by(order);
    best
}

/// The names of the contact's products that speak for a product most.
fn because(product: u32, bought: &[u32], neighbours: &Neighbours, ledger: &Ledger<'_>) -> String {
    let mut reasons: Vec<(u32, f64)> =
        bought.iter().filter_map(|&own| Some((own, neighbours.weight(own, product)?))).collect();
    reasons.sort_unstable_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    let name = |id: u32| ledger.products.get(id as usize).map(|own| own.name.as_deref().unwrap_or(&own.id));
    let names: Vec<&str> = reasons.into_iter().take(REASONS).filter_map(|(own, _)| name(own)).collect();
    names.join(", ")
}
