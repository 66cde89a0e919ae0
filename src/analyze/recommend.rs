//! `recommendations`: for each contact the products new to it that its own products speak for most.
//!
//! The score of a product is the sum of its log-likelihood ratios with the contact's products, over pairs that more
//! contacts have bought, at whatever time, than chance predicts. On two time splits of a wholesaler's invoices that finds
//! more of what customers bought next than pairs within orders (55 against 53 of 100 customers with a hit among ten), than
//! the sum of both, and than roots or logarithms of the ratio. It explains itself: the products with the largest part of
//! the sum are named. Costs contacts × their products × neighbours, in parallel.

use super::baskets::{Baskets, products};
use super::book::{Account, Book};
use super::columns::{floats, ints, texts, whole};
use super::ledger::Ledger;
use crate::pipeline::plan;
use polars::prelude::*;
use rayon::prelude::*;

/// Products named as reasons.
const REASONS: usize = 3;

/// Most products of a contact that count, the last bought first; bounds the work for resellers who buy everything.
const HISTORY: usize = 2000;

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
    fn new(histories: &[Vec<u32>], products: usize, least: u32) -> Self {
        let associations = Baskets::of(histories, products, least).associations();
        let mut of: Vec<Vec<(u32, f64)>> = vec![Vec::new(); products];
        for (first, list) in (0_u32..).zip(associations) {
            for (second, weight) in list {
                for (from, to) in [(first, second), (second, first)] {
                    if let Some(neighbours) = of.get_mut(from as usize) {
                        neighbours.push((to, weight));
                    }
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
    plan: &plan::Analyze,
) -> PolarsResult<DataFrame> {
    let bought: Vec<Vec<u32>> = accounts.par_iter().map(|account| history(account, book, ledger, usize::MAX)).collect();
    let counted: Vec<Vec<u32>> = accounts.par_iter().map(|account| history(account, book, ledger, HISTORY)).collect();
    let neighbours = Neighbours::new(&counted, ledger.products.len(), plan.min_joint_orders);
    let most = plan.recommendations as usize;
    let rows: Vec<Recommendation> = accounts
        .par_iter()
        .zip(&bought)
        .zip(&counted)
        .map_init(
            || (vec![0.0_f64; ledger.products.len()], Vec::new()),
            |(scores, met), ((account, bought), counted)| {
                let best = best(counted, bought, &neighbours, scores, met, most);
                let row = |(rank, (product, score))| Recommendation {
                    contact: account.contact,
                    rank,
                    product,
                    score,
                    because: because(product, counted, &neighbours, ledger),
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

/// The products the contact has bought, at most so many and then the last bought, ascending.
fn history(account: &Account<'_>, book: &Book, ledger: &Ledger<'_>, most: usize) -> Vec<u32> {
    let mut bought = Vec::new();
    for order in account.orders.iter().rev() {
        bought.extend(products(&book.sales, order.lines.clone(), ledger));
        if bought.len() > most {
            bought.sort_unstable();
            bought.dedup();
            if bought.len() >= most {
                break;
            }
        }
    }
    bought.sort_unstable();
    bought.dedup();
    bought
}

/// The best new products with their scores, best first, equal ones by number; the scores are all zero before and after.
fn best(
    counted: &[u32],
    bought: &[u32],
    neighbours: &Neighbours,
    scores: &mut [f64],
    met: &mut Vec<u32>,
    most: usize,
) -> Vec<(u32, f64)> {
    for &product in counted {
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
