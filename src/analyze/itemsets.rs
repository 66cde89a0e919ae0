//! `itemsets`: products that are bought together in enough orders, of any number, counted exactly.
//!
//! Eclat (M. Zaki, IEEE Transactions on Knowledge and Data Engineering 12(3), 2000) on bitsets, depth first, rarest
//! products first so that branches end early, in parallel over the first product. Costs orders / 64 operations per set
//! looked at. The support asked for is raised when it would list more sets than a person or a tool can use: a few orders
//! of everything have more subsets than there is memory.

use super::columns::{floats, ints, texts, whole};
use super::ledger::Ledger;
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Itemsets listed at most.
const MOST: usize = 500_000;

/// Words of the frequent products' bitsets at most, a gigabyte.
const MOST_WORDS: usize = 1 << 27;

/// Itemsets that were found, and from how many orders on.
#[derive(Debug)]
pub struct Itemsets {
    sets: Vec<Itemset>,
    /// Orders with a product.
    pub orders: u32,
    /// Fewest orders of a set.
    pub least: u32,
    /// Fewest orders as asked for; below `least` when that listed too many.
    pub asked: u32,
}

/// One set: its products, ascending, and the orders with all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Itemset {
    products: Vec<u32>,
    orders: u32,
    closed: bool,
    maximal: bool,
}

/// A product or a set that is being extended: its last product and the orders, a bit each.
#[derive(Debug)]
struct Node {
    product: u32,
    orders: u32,
    bits: Vec<u64>,
}

/// The sets of products that at least `share` of the orders contain: a share of N orders is the count `ceil(share × N)`.
pub fn itemsets(orders: &[Vec<u32>], share: f64) -> Itemsets {
    within(orders, share, MOST)
}

fn within(orders: &[Vec<u32>], share: f64, most: usize) -> Itemsets {
    let count = orders.iter().filter(|order| !order.is_empty()).count() as u32;
    // A share that is meant to be exact must not become one more through its binary fraction.
    let asked = ((share * f64::from(count) - 1e-9).ceil() as u32).max(2);
    let mut least = asked;
    loop {
        if let Some(mut sets) = search(orders, least, most) {
            sets.sort_unstable_by(|left, right| left.products.cmp(&right.products));
            mark(&mut sets);
            return Itemsets { sets, orders: count, least, asked };
        }
        least = least.saturating_add((least / 4).max(1));
    }
}

/// All sets with enough orders; `None` when there are too many.
fn search(orders: &[Vec<u32>], least: u32, most: usize) -> Option<Vec<Itemset>> {
    let roots = roots(orders, least)?;
    let found = AtomicUsize::new(roots.len());
    let sets: Vec<Option<Vec<Itemset>>> = (0..roots.len())
        .into_par_iter()
        .map(|at| {
            let (root, later) = roots.get(at..)?.split_first()?;
            let mut sets = Vec::new();
            extend(&[root.product], root, later, least, &mut sets, &|| found.fetch_add(1, Ordering::Relaxed) < most)?;
            Some(sets)
        })
        .collect();
    let sets: Option<Vec<Vec<Itemset>>> = sets.into_iter().collect();
    Some(sets?.into_iter().flatten().collect()).filter(|sets: &Vec<Itemset>| sets.len() <= most)
}

/// The products in enough orders, the rarest first; `None` when their bitsets would be too large.
fn roots(orders: &[Vec<u32>], least: u32) -> Option<Vec<Node>> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for &product in orders.iter().flatten() {
        *counts.entry(product).or_default() += 1;
    }
    let mut frequent: Vec<(u32, u32)> =
        counts.into_iter().filter(|&(_, count)| count >= least).map(|(product, count)| (count, product)).collect();
    frequent.sort_unstable();
    let place: FxHashMap<u32, usize> = frequent.iter().zip(0..).map(|(&(_, product), at)| (product, at)).collect();
    let words = orders.len().div_ceil(64);
    if frequent.len().saturating_mul(words) > MOST_WORDS {
        return None;
    }
    let mut roots: Vec<Node> =
        frequent.iter().map(|&(orders, product)| Node { product, orders, bits: vec![0_u64; words] }).collect();
    for (order, products) in orders.iter().enumerate() {
        for at in products.iter().filter_map(|product| place.get(product)) {
            if let Some(word) = roots.get_mut(*at).and_then(|root| root.bits.get_mut(order / 64)) {
                *word |= 1 << (order % 64);
            }
        }
    }
    Some(roots)
}

/// Lists the set and all that extend it by later nodes; `None` when `room` ends.
fn extend(
    products: &[u32],
    node: &Node,
    later: &[Node],
    least: u32,
    sets: &mut Vec<Itemset>,
    room: &(impl Fn() -> bool + Sync),
) -> Option<()> {
    let mut sorted = products.to_vec();
    sorted.sort_unstable();
    sets.push(Itemset { products: sorted, orders: node.orders, closed: true, maximal: true });
    let mut children: Vec<Node> = Vec::new();
    for other in later {
        let joint: u32 = node.bits.iter().zip(&other.bits).map(|(left, right)| (left & right).count_ones()).sum();
        if joint >= least {
            if !room() {
                return None;
            }
            let bits = node.bits.iter().zip(&other.bits).map(|(left, right)| left & right).collect();
            children.push(Node { product: other.product, orders: joint, bits });
        }
    }
    for at in 0..children.len() {
        let (child, later) = children.get(at..)?.split_first()?;
        extend(&[products, &[child.product]].concat(), child, later, least, sets, room)?;
    }
    Some(())
}

/// A set is closed when no larger one is in as many orders, and maximal when no larger one is in enough.
fn mark(sets: &mut [Itemset]) {
    let place: FxHashMap<Vec<u32>, usize> =
        sets.iter().enumerate().map(|(at, set)| (set.products.clone(), at)).collect();
    let mut part = Vec::new();
    for at in 0..sets.len() {
        let Some(set) = sets.get(at) else { continue };
        let (products, orders) = (set.products.clone(), set.orders);
        for left_out in 0..products.len() {
            part.clear();
            part.extend(products.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, product)| *product));
            if let Some(smaller) = place.get(&part).and_then(|&at| sets.get_mut(at)) {
                smaller.maximal = false;
                smaller.closed &= smaller.orders != orders;
            }
        }
    }
}

/// The table, in order.
///
/// # Errors
/// Never in practice; polars' constructor is fallible.
pub fn table(itemsets: &Itemsets, ledger: &Ledger<'_>) -> PolarsResult<DataFrame> {
    let joined = |set: &Itemset, of: fn(&super::ledger::Product) -> &str| {
        let parts = set.products.iter().filter_map(|&id| ledger.products.get(id as usize)).map(of);
        parts.collect::<Vec<_>>().join("|")
    };
    let ids: Vec<String> = itemsets.sets.iter().map(|set| joined(set, |product| &product.id)).collect();
    let names: Vec<String> =
        itemsets.sets.iter().map(|set| joined(set, |product| product.name.as_deref().unwrap_or(&product.id))).collect();
    let all = f64::from(itemsets.orders.max(1));
    let flag = |name: &str, of: fn(&Itemset) -> bool| {
        BooleanChunked::from_iter_values(name.into(), itemsets.sets.iter().map(of)).into_column()
    };
    let mut frame = DataFrame::new(
        ids.len(),
        vec![
            texts("products", ids.iter().map(|text| Some(text.as_str()))),
            texts("product_names", names.iter().map(|text| Some(text.as_str()))),
            ints("size", itemsets.sets.iter().map(|set| Some(whole(set.products.len() as u64)))),
            ints("orders", itemsets.sets.iter().map(|set| Some(whole(u64::from(set.orders))))),
            floats("support", itemsets.sets.iter().map(|set| Some(f64::from(set.orders) / all))),
            flag("is_closed", |set| set.closed),
            flag("is_maximal", |set| set.maximal),
        ],
    )?;
    frame.sort_in_place(["products"], SortMultipleOptions::default().with_maintain_order(true))?;
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Every subset of the products, counted one by one.
    fn by_hand(orders: &[Vec<u32>], least: u32) -> Vec<Itemset> {
        let mut sets = Vec::new();
        for mask in 1..64_u32 {
            let products: Vec<u32> = (0..6).filter(|product| mask & (1 << product) != 0).collect();
            let holds = |order: &&Vec<u32>| products.iter().all(|product| order.contains(product));
            let count = orders.iter().filter(holds).count() as u32;
            if count >= least {
                sets.push(Itemset { products, orders: count, closed: true, maximal: true });
            }
        }
        let all = sets.clone();
        for set in &mut sets {
            let within = |other: &&Itemset| {
                other.products.len() > set.products.len() && set.products.iter().all(|p| other.products.contains(p))
            };
            set.maximal = !all.iter().any(|other| within(&other));
            set.closed = !all.iter().any(|other| within(&other) && other.orders == set.orders);
        }
        sets.sort_unstable_by(|left, right| left.products.cmp(&right.products));
        sets
    }

    proptest! {
        #[test]
        fn every_frequent_set_is_found_and_no_other(
            orders in prop::collection::vec(prop::collection::btree_set(0_u32..6, 0..6), 0..40),
            share in 0.02_f64..0.5,
        ) {
            let orders: Vec<Vec<u32>> =
                orders.into_iter().map(|order: BTreeSet<u32>| order.into_iter().collect()).collect();
            let found = itemsets(&orders, share);
            prop_assert_eq!(&found.sets, &by_hand(&orders, found.least));
            prop_assert_eq!(found.least, found.asked);
        }
    }

    #[test]
    fn too_many_sets_raise_the_support() {
        let mut orders = vec![(0..40).collect::<Vec<u32>>(); 3];
        orders.extend(vec![vec![1, 2]; 7]);
        let found = within(&orders, 0.1, 1000);
        assert_eq!((found.asked, found.least), (2, 4));
        assert_eq!(found.sets.len(), 3);
    }
}
