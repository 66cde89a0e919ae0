//! Baskets and the products that meet in them, counted exactly.
//!
//! A basket is an order with at least one product (services are none), or all that a contact has bought. Products in
//! fewer than the asked number of baskets cannot reach it together and are left out before pairs are counted, which is
//! exact and bounds the work: it costs the sum of squared basket sizes, in parallel over the first product, and one
//! counter per product and thread.

use super::ledger::Ledger;
use super::stats::{FalseDiscovery, Joint, LnFactorial};
use crate::engine::distinct::NULL;
use rayon::prelude::*;

/// Lists of numbers, one after the other.
#[derive(Debug, Default)]
pub struct Lists {
    ends: Vec<usize>,
    values: Vec<u32>,
}

impl Lists {
    /// The list at that place, empty when there is none.
    pub fn get(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        match (start, self.ends.get(at)) {
            (Some(start), Some(&end)) => self.values.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }

    fn count(&self) -> usize {
        self.ends.len()
    }

    fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.values.extend(list);
        self.ends.push(self.values.len());
    }
}

/// Two products, the first with the smaller number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// First product.
    pub first: u32,
    /// Second product.
    pub second: u32,
    /// Their counts.
    pub counts: Joint,
    /// log10 of the one-sided Fisher probability.
    pub log10_p: f64,
}

/// The baskets.
#[derive(Debug)]
pub struct Baskets {
    /// Products of each basket, ascending; only those in enough baskets.
    baskets: Lists,
    /// Baskets per product, over all products.
    support: Vec<u32>,
    /// Baskets with any product.
    count: u32,
    /// Fewest baskets a product, or a pair, must be in.
    least: u32,
}

/// The pairs worth telling, and the family of tests they belong to.
#[derive(Debug)]
pub struct Pairs {
    /// Pairs with enough joint baskets, sorted.
    pub pairs: Vec<Pair>,
    /// All pairs that were candidates: both products in enough baskets, and at least one basket with both.
    pub family: FalseDiscovery,
}

impl Baskets {
    /// From the products of each basket, ascending and distinct; `products` is the number of products there are.
    pub fn of(lists: &[Vec<u32>], products: usize, least: u32) -> Self {
        let mut support = vec![0_u32; products];
        for &product in lists.iter().flatten() {
            if let Some(support) = support.get_mut(product as usize) {
                *support += 1;
            }
        }
        let least = least.max(1);
        let frequent = |product: &u32| support.get(*product as usize).is_some_and(|&count| count >= least);
        let mut baskets = Lists::default();
        for list in lists {
            baskets.push(list.iter().copied().filter(frequent));
        }
        let count = lists.iter().filter(|list| !list.is_empty()).count() as u32;
        Self { baskets, support, count, least }
    }

    /// Counts all pairs and tests them.
    pub fn pairs(&self) -> Pairs {
        let ln = LnFactorial::default();
        let per_product = self.meetings(|(pairs, tests): &mut (Vec<Pair>, Vec<f64>), first, second, counts| {
            let log10_p = ln.log10_fisher(counts);
            tests.push(log10_p);
            if counts.joint >= self.least {
                pairs.push(Pair { first, second, counts, log10_p });
            }
        });
        let mut family = Vec::with_capacity(per_product.iter().map(|(_, tests)| tests.len()).sum());
        let mut pairs = Vec::with_capacity(per_product.iter().map(|(pairs, _)| pairs.len()).sum());
        for (own, tests) in per_product {
            pairs.extend(own);
            family.extend(tests);
        }
        Pairs { pairs, family: FalseDiscovery::of(family) }
    }

    /// For each product those of larger number that meet it often enough and more often than chance predicts, with the
    /// log-likelihood ratio.
    pub fn associations(&self) -> Vec<Vec<(u32, f64)>> {
        self.meetings(|list: &mut Vec<(u32, f64)>, _, second, counts| {
            let weight = if counts.joint >= self.least { counts.log_likelihood() } else { 0.0 };
            if weight > 0.0 {
                list.push((second, weight));
            }
        })
    }

    /// Calls for each product with every product of larger number it meets, ascending; one result per product.
    fn meetings<T: Default + Send>(&self, each: impl Fn(&mut T, u32, u32, Joint) + Sync + Send) -> Vec<T> {
        let with = self.inverted();
        let support = |id: u32| self.support.get(id as usize).copied().unwrap_or_default();
        (0..self.support.len() as u32)
            .into_par_iter()
            .map_init(
                || (vec![0_u32; self.support.len()], Vec::new()),
                |(counts, met), first| {
                    self.count_with(first, with.get(first as usize), counts, met);
                    let mut result = T::default();
                    for second in met.drain(..) {
                        let joint = counts.get_mut(second as usize).map(std::mem::take).unwrap_or_default();
                        let counts = Joint { joint, a: support(first), b: support(second), all: self.count };
                        each(&mut result, first, second, counts);
                    }
                    result
                },
            )
            .collect()
    }

    /// Counts in how many of the product's baskets each product of larger number is.
    fn count_with(&self, first: u32, baskets: &[u32], counts: &mut [u32], met: &mut Vec<u32>) {
        for &basket in baskets {
            let basket = self.baskets.get(basket as usize);
            let after = basket.partition_point(|&product| product <= first);
            for &second in basket.get(after..).unwrap_or_default() {
                if let Some(count) = counts.get_mut(second as usize) {
                    if *count == 0 {
                        met.push(second);
                    }
                    *count += 1;
                }
            }
        }
        met.sort_unstable();
    }

    /// The baskets of each product.
    fn inverted(&self) -> Lists {
        let mut ends = vec![0_usize; self.support.len()];
        for &product in &self.baskets.values {
            if let Some(end) = ends.get_mut(product as usize) {
                *end += 1;
            }
        }
        let mut start = 0;
        for end in &mut ends {
            let count = *end;
            *end = start;
            start += count;
        }
        // `ends` are starts now; filling a list moves its start to its end.
        let mut values = vec![0_u32; start];
        for basket in 0..self.baskets.count() {
            for &product in self.baskets.get(basket) {
                let Some(at) = ends.get_mut(product as usize) else { continue };
                if let Some(slot) = values.get_mut(*at) {
                    *slot = basket as u32;
                }
                *at += 1;
            }
        }
        Lists { ends, values }
    }
}

/// Distinct products of an order, ascending, services left out.
pub fn products(sales: &[u32], lines: std::ops::Range<usize>, ledger: &Ledger<'_>) -> Vec<u32> {
    let rows = sales.get(lines).unwrap_or_default();
    let mut products: Vec<u32> = rows
        .iter()
        .map(|&row| ledger.product[row as usize])
        .filter(|&id| id != NULL && ledger.products.get(id as usize).is_some_and(|product| !product.service))
        .collect();
    products.sort_unstable();
    products.dedup();
    products
}
