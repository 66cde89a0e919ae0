//! `cross_sell_rules`: every pair of products with enough joint orders, in both directions.

use super::baskets::{Pair, Pairs};
use super::columns::{floats, ints, whole};
use super::ledger::{Ledger, Product};
use super::stats::Joint;
use polars::prelude::*;
use rayon::prelude::*;

/// The table, in order.
///
/// # Errors
/// Never in practice; polars' constructor is fallible.
pub fn table(pairs: &Pairs, ledger: &Ledger<'_>) -> PolarsResult<DataFrame> {
    // (product, other product, pair): numbers of products follow their ids, so this is the order of the table
    let mut rules: Vec<(u32, u32, u32)> = (0_u32..)
        .zip(&pairs.pairs)
        .flat_map(|(at, pair)| [(pair.first, pair.second, at), (pair.second, pair.first, at)])
        .collect();
    rules.par_sort_unstable();
    let statistics: Vec<Statistics> = pairs.pairs.par_iter().map(|pair| Statistics::of(pair, pairs)).collect();
    let ids = StringChunked::from_iter_values("id".into(), ledger.products.iter().map(|product| product.id.as_str()));
    let names = names(&ledger.products);
    let take = |from: &StringChunked, name: &str, of: fn(&(u32, u32, u32)) -> u32| {
        let rows = IdxCa::from_vec("row".into(), rules.iter().map(|rule| of(rule) as IdxSize).collect());
        Ok::<_, PolarsError>(from.take(&rows)?.with_name(name.into()).into_column())
    };
    let of = |rule: &(u32, u32, u32)| pairs.pairs.get(rule.2 as usize).zip(statistics.get(rule.2 as usize));
    let count = |name: &str, get: fn(&Pair, bool) -> u32| {
        ints(name, rules.iter().map(|r| of(r).map(|(pair, _)| whole(u64::from(get(pair, r.0 == pair.first))))))
    };
    let number = |name: &str, get: fn(&Pair, &Statistics, bool) -> f64| {
        floats(name, rules.iter().map(|r| of(r).map(|(pair, s)| get(pair, s, r.0 == pair.first))))
    };
    let columns = vec![
        take(&ids, "product_a", |rule| rule.0)?,
        take(&names, "product_a_name", |rule| rule.0)?,
        take(&ids, "product_b", |rule| rule.1)?,
        take(&names, "product_b_name", |rule| rule.1)?,
        count("orders_a", |pair, forward| if forward { pair.counts.a } else { pair.counts.b }),
        count("orders_b", |pair, forward| if forward { pair.counts.b } else { pair.counts.a }),
        count("orders_joint", |pair, _| pair.counts.joint),
        number("orders_expected", |pair, _, _| pair.counts.expected()),
        number("support", |_, s, _| s.support),
        number("confidence", |pair, _, forward| {
            f64::from(pair.counts.joint) / f64::from(if forward { pair.counts.a } else { pair.counts.b })
        }),
        number("lift", |pair, _, _| f64::from(pair.counts.joint) / pair.counts.expected()),
        number("leverage", |_, s, _| s.leverage),
        floats("conviction", rules.iter().map(|r| of(r).and_then(|(pair, _)| conviction(pair, r.0 == pair.first)))),
        number("log_likelihood", |_, s, _| s.log_likelihood),
        number("log10_p", |pair, _, _| pair.log10_p),
        number("q", |_, s, _| s.q),
    ];
    DataFrame::new(rules.len(), columns)
}

/// How much oftener the rule would fail by chance; `None` when it never fails.
fn conviction(pair: &Pair, forward: bool) -> Option<f64> {
    let Joint { joint, a, b, all } = pair.counts;
    let (from, to) = if forward { (a, b) } else { (b, a) };
    let fails = 1.0 - f64::from(joint) / f64::from(from);
    (joint < from).then(|| (1.0 - f64::from(to) / f64::from(all.max(1))) / fails)
}

/// What both directions of a pair share.
#[derive(Debug)]
struct Statistics {
    support: f64,
    leverage: f64,
    log_likelihood: f64,
    q: f64,
}

impl Statistics {
    fn of(pair: &Pair, pairs: &Pairs) -> Self {
        let all = f64::from(pair.counts.all.max(1));
        let support = f64::from(pair.counts.joint) / all;
        Self {
            support,
            leverage: support - pair.counts.expected() / all,
            log_likelihood: pair.counts.log_likelihood(),
            q: pairs.family.q(pair.log10_p),
        }
    }
}

fn names(products: &[Product]) -> StringChunked {
    StringChunked::from_iter_options("name".into(), products.iter().map(|product| product.name.as_deref()))
}
