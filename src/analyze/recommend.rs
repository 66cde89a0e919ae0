//! `recommendations`: for each contact the products new to it that its own products speak for most, those a price tier up
//! from what it buys (`up_sell`), and those it buys again and again that are due (`replenish`).
//!
//! By default the score of a product is the sum of its log-likelihood ratios with the contact's products, over pairs that
//! more contacts have bought, at whatever time, than chance predicts, each divided by the square root of the length of the
//! recommended product's own ratios. Without the division the same popular products are recommended to all: on three time
//! splits of a wholesaler's invoices as many customers had a hit among ten (58, 55 and 50 of 100 for 59, 55 and 49), but
//! of all products only 23 to 25 of 100 were recommended to anybody, with it 35 to 37. Dividing by the whole length
//! recommends 55 to 61 and loses 5 to 9 hits. Pairs within orders, roots and logarithms of the ratio find less.
//!
//! `recommender = "ease"` sums ridge weights instead (`ease`), which finds more still (61, 59 and 53) and costs the cube of
//! the number of products. Both explain themselves: the products with the largest part of the sum are named. Costs
//! contacts × their products × neighbours, in parallel.

use super::baskets::{Baskets, products};
use super::book::{Account, Book, Order};
use super::classify::Classified;
use super::columns::{floats, ints, texts, whole};
use super::ease::Ease;
use super::ledger::Ledger;
use super::replenish::{Due, due};
use super::up_sell::UpSell;
use crate::pipeline::plan::{self, Recommender};
use chrono::NaiveDate;
use polars::prelude::*;
use rayon::prelude::*;

/// Products named as reasons.
const REASONS: usize = 3;

/// Most products of a contact that count, the last bought first; bounds the work for resellers who buy everything.
pub const HISTORY: usize = 2000;

/// Most neighbours of a product that count, the strongest first. All of 3,300 found no more hits on three time splits
/// for several times the work.
const NEIGHBOURS: usize = 200;

/// One recommendation.
#[derive(Debug)]
struct Recommendation {
    contact: u32,
    kind: &'static str,
    rank: u64,
    product: u32,
    score: f64,
    because: String,
}

/// For each product its neighbours and how strongly they speak for each other, by number of the neighbour.
#[derive(Debug)]
pub struct Neighbours {
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
        let lengths: Vec<f64> =
            of.iter().map(|list| list.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt()).collect();
        of.par_iter_mut().for_each(|list| {
            for (to, weight) in list.iter_mut() {
                *weight /= lengths.get(*to as usize).map_or(1.0, |length| length.sqrt());
            }
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

/// How strongly products speak for each other.
#[derive(Debug)]
pub enum Weights {
    LogLikelihood(Neighbours),
    Ease(Ease),
}

impl Weights {
    /// Learns from the products that each contact has bought, at most [`HISTORY`] each.
    pub fn of(histories: &[Vec<u32>], products: usize, plan: &plan::Analyze) -> Self {
        match plan.recommender {
            Recommender::LogLikelihood => {
                Self::LogLikelihood(Neighbours::new(histories, products, plan.min_joint_orders))
            }
            Recommender::Ease => Self::Ease(Ease::of(histories, products)),
        }
    }

    /// Calls for each product that this one speaks for or against.
    fn each(&self, from: u32, mut call: impl FnMut(u32, f64)) {
        match self {
            Self::LogLikelihood(neighbours) => {
                neighbours.get(from).iter().for_each(|&(to, weight)| call(to, weight));
            }
            Self::Ease(ease) => {
                let (products, weights) = ease.row(from).unwrap_or_default();
                products.iter().zip(weights).for_each(|(&to, &weight)| call(to, f64::from(weight)));
            }
        }
    }

    fn weight(&self, from: u32, to: u32) -> Option<f64> {
        match self {
            Self::LogLikelihood(neighbours) => neighbours.weight(from, to),
            Self::Ease(ease) => {
                let (products, weights) = ease.row(from)?;
                weights.get(products.binary_search(&to).ok()?).map(|&weight| f64::from(weight))
            }
        }
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
    classified: &Classified,
    plan: &plan::Analyze,
    as_of: NaiveDate,
) -> PolarsResult<DataFrame> {
    let end = ledger.observed_until(as_of).unwrap_or(0);
    let of = |most: usize| accounts.par_iter().map(move |account| history(account.orders, book, ledger, most));
    let (bought, counted): (Vec<Vec<u32>>, Vec<Vec<u32>>) = (of(usize::MAX).collect(), of(HISTORY).collect());
    let weights = Weights::of(&counted, ledger.products.len(), plan);
    let dealings = accounts.par_iter().map(|account| (account.orders, account.returns));
    let up_sell = UpSell::of(dealings, book, ledger, classified, plan.min_joint_orders);
    let most = plan.recommendations as usize;
    let rows: Vec<Recommendation> = accounts
        .par_iter()
        .enumerate()
        .zip(&bought)
        .zip(&counted)
        .map_init(
            || (vec![0.0_f64; ledger.products.len()], Vec::new()),
            |(scores, met), (((at, account), bought), counted)| {
                let best = best(counted, bought, &weights, scores, met, most);
                let row = |(rank, (product, score))| Recommendation {
                    contact: account.contact,
                    kind: "cross_sell",
                    rank,
                    product,
                    score,
                    because: because(product, counted, &weights, ledger),
                };
                let due = replenish(account, book, ledger, end, most);
                let steps = (1..).zip(up_sell.best(at, bought, most, ledger)).map(|(rank, step)| Recommendation {
                    contact: account.contact,
                    kind: "up_sell",
                    rank,
                    product: step.product,
                    score: step.share,
                    because: step.because,
                });
                (1..).zip(best).map(row).chain(due).chain(steps).collect::<Vec<_>>()
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
        texts("kind", rows.iter().map(|row| Some(row.kind))),
        floats("score", rows.iter().map(|row| Some(row.score))),
        texts("because", rows.iter().map(|row| Some(row.because.as_str()))),
    ];
    DataFrame::new(rows.len(), columns)
}

/// The products that are due, as rows.
fn replenish(account: &Account<'_>, book: &Book, ledger: &Ledger<'_>, end: i32, most: usize) -> Vec<Recommendation> {
    let row = |(rank, due): (u64, Due)| Recommendation {
        contact: account.contact,
        kind: "replenish",
        rank,
        product: due.product,
        score: due.times as f64,
        because: format!("bought on {} days, about every {:.0}, last {} days ago", due.times, due.gap, due.since),
    };
    (1..).zip(due(account, book, ledger, end).into_iter().take(most)).map(row).collect()
}

/// The products of a contact's orders, at most so many and then the last bought, ascending.
pub fn history(orders: &[Order], book: &Book, ledger: &Ledger<'_>, most: usize) -> Vec<u32> {
    let mut bought = Vec::new();
    for order in orders.iter().rev() {
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
pub fn best(
    counted: &[u32],
    bought: &[u32],
    weights: &Weights,
    scores: &mut [f64],
    met: &mut Vec<u32>,
    most: usize,
) -> Vec<(u32, f64)> {
    for &product in counted {
        weights.each(product, |other, weight| {
            if let Some(score) = scores.get_mut(other as usize) {
                if *score == 0.0 {
                    met.push(other);
                }
                *score += weight;
            }
        });
    }
    let mut best: Vec<(u32, f64)> = met
        .drain(..)
        .map(|product| (product, scores.get_mut(product as usize).map(std::mem::take).unwrap_or_default()))
        .filter(|(product, score)| *score > 0.0 && bought.binary_search(product).is_err())
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
fn because(product: u32, bought: &[u32], weights: &Weights, ledger: &Ledger<'_>) -> String {
    let mut reasons: Vec<(u32, f64)> = bought
        .iter()
        .filter_map(|&own| Some((own, weights.weight(own, product)?)))
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    reasons.sort_unstable_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    let name = |id: u32| ledger.products.get(id as usize).map(|own| own.name.as_deref().unwrap_or(&own.id));
    let names: Vec<&str> = reasons.into_iter().take(REASONS).filter_map(|(own, _)| name(own)).collect();
    names.join(", ")
}
