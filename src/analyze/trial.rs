//! What the recommender would have been worth: what it learns from the time before a day is held against what customers
//! bought after it for the first time.
//!
//! The measures are those of the field at ten recommendations: hit rate (customers who bought one of them), recall (the
//! mean share of a customer's new products that are among them) and coverage (the share of all products that are
//! recommended to anybody). The naive guess is what most customers have bought. Costs the learning of `recommend` once
//! more.

use super::book::{Account, Book};
use super::ledger::Ledger;
use super::recommend::{HISTORY, Weights, best, history};
use crate::pipeline::plan;
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// Recommendations that are looked at.
const SHOWN: usize = 10;
/// Longest time that is held back, days.
const LONGEST: i32 = 92;
/// Customers with something new; below, a rate says nothing.
const FEWEST: usize = 100;
/// Customers who are asked at most.
const MOST: usize = 50_000;

/// How the recommender did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// Days that were held back.
    pub days: i32,
    /// Customers of the time before who bought something new to them in these days.
    pub customers: usize,
    /// Products sold before.
    pub products: usize,
    /// Of the recommender.
    pub recommended: Hits,
    /// Of the products that most customers have bought.
    pub popular: Hits,
}

/// The measures, each 0..1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hits {
    /// Share of customers with a hit.
    pub hit_rate: f64,
    /// Mean share of a customer's new products that were shown.
    pub recall: f64,
    /// Share of the products that were shown to anybody.
    pub coverage: f64,
}

/// A customer who bought something new.
struct Asked {
    bought: Vec<u32>,
    counted: Vec<u32>,
    new: Vec<u32>,
}

/// Tries the recommender of the plan on the last quarter of the data; `None` when too few customers bought something new.
pub fn trial(
    accounts: &[Account<'_>],
    book: &Book,
    ledger: &Ledger<'_>,
    plan: &plan::Analyze,
    as_of: NaiveDate,
) -> Option<Trial> {
    let end = ledger.observed_until(as_of)?;
    let first = book.orders.iter().map(|order| order.day).min()?;
    let days = ((end - first) / 4).min(LONGEST);
    let cut = end - days;
    let split: Vec<Asked> = accounts.par_iter().map(|account| split(account, book, ledger, cut, end)).collect();
    let mut buyers = vec![0_u32; ledger.products.len()];
    for &product in split.iter().flat_map(|asked| &asked.bought) {
        buyers[product as usize] += 1;
    }
    let mut popular: Vec<u32> = (0..buyers.len() as u32).filter(|&product| buyers[product as usize] > 0).collect();
    popular.sort_unstable_by_key(|&product| (std::cmp::Reverse(buyers[product as usize]), product));
    // Nobody can recommend what was never sold.
    let is_new = |asked: &&Asked| !asked.bought.is_empty() && asked.new.iter().any(|&new| buyers[new as usize] > 0);
    let mut testers: Vec<&Asked> = split.iter().filter(is_new).collect();
    let customers = testers.len();
    if customers < FEWEST {
        return None;
    }
    // Contacts come in the order of their ids, which must not move a figure.
    testers.sort_unstable_by(|left, right| (&left.counted, &left.new).cmp(&(&right.counted, &right.new)));
    let testers: Vec<&Asked> = testers.into_iter().step_by(customers.div_ceil(MOST)).collect();
    let counted: Vec<Vec<u32>> = split.iter().map(|asked| asked.counted.clone()).collect();
    let weights = Weights::of(&counted, ledger.products.len(), plan);
    let recommended: Vec<Vec<u32>> = testers
        .par_iter()
        .map_init(
            || (vec![0.0_f64; ledger.products.len()], Vec::new()),
            |(scores, met), asked| {
                let best = best(&asked.counted, &asked.bought, &weights, scores, met, SHOWN);
                best.into_iter().map(|(product, _)| product).collect()
            },
        )
        .collect();
    let unknown = |asked: &&Asked| {
        let fresh = popular.iter().copied().filter(|product| asked.bought.binary_search(product).is_err());
        fresh.take(SHOWN).collect::<Vec<u32>>()
    };
    let guessed: Vec<Vec<u32>> = testers.iter().map(unknown).collect();
    let products = popular.len();
    let hits = |shown: &[Vec<u32>]| hits(&testers, shown, products);
    Some(Trial { days, customers, products, recommended: hits(&recommended), popular: hits(&guessed) })
}

/// What a contact had bought before the day, and what was new to it from then on.
fn split(account: &Account<'_>, book: &Book, ledger: &Ledger<'_>, cut: i32, end: i32) -> Asked {
    let before = account.orders.partition_point(|order| order.day < cut);
    let until = account.orders.partition_point(|order| order.day <= end);
    let (known, later) = account.orders.get(..until).unwrap_or_default().split_at(before.min(until));
    let bought = history(known, book, ledger, usize::MAX);
    let counted = history(known, book, ledger, HISTORY);
    let mut new = history(later, book, ledger, usize::MAX);
    new.retain(|product| bought.binary_search(product).is_err());
    Asked { bought, counted, new }
}

fn hits(testers: &[&Asked], shown: &[Vec<u32>], products: usize) -> Hits {
    let met = |(asked, shown): (&&Asked, &Vec<u32>)| {
        let met = shown.iter().filter(|product| asked.new.binary_search(product).is_ok()).count();
        (met, asked.new.len())
    };
    let met: Vec<(usize, usize)> = testers.iter().zip(shown).map(met).collect();
    let told: FxHashSet<u32> = shown.iter().flatten().copied().collect();
    let customers = testers.len() as f64;
    Hits {
        hit_rate: met.iter().filter(|(met, _)| *met > 0).count() as f64 / customers,
        recall: met.iter().map(|&(met, new)| met as f64 / new as f64).sum::<f64>() / customers,
        coverage: told.len() as f64 / products.max(1) as f64,
    }
}
