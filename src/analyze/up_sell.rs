//! What a contact could step up to: the `up_sell` rows of `recommendations`.
//!
//! The products of a category that are sold in one currency stand on a shelf by their median unit price, cut into thirds
//! by rank: the tiers. Equal prices share a tier, and a shelf with fewer than six products has none. A contact stands in
//! the highest tier it has kept something of and is offered the next one up that holds products: first those that the
//! largest share of all who keep something of its own tier keep, too; equal shares by log-likelihood ratio. At least
//! `min_joint_orders` must have both.
//!
//! The share decides and not the ratio, because a step up is rare: whoever buys at the bottom buys at the top less often
//! than chance has it in most shops, and a ratio above chance would leave them without an offer. The lift is told.
//!
//! Prices are those of lines with a unit price; a total of several units says none. What was given back does not count as
//! kept, but is not offered again either. Costs a sort of the sale lines and one pass over contacts × their products.

use super::book::{Book, Order, Return};
use super::classify::{Class, Classified};
use super::ledger::{Kind, Ledger, NO_CURRENCY, usual};
use super::stats::Joint;
use crate::engine::distinct::NULL;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Fewest products on a shelf.
const FEWEST: usize = 6;
/// Tiers of a shelf.
const TIERS: usize = 3;
/// Thousandths that are more than anybody buys: a return whose quantity cannot be read takes back all.
const ALL_OF_IT: i128 = 1 << 96;

/// A product on a shelf.
#[derive(Debug)]
struct Place {
    product: u32,
    currency: u32,
    category: u32,
    shelf: u32,
    tier: usize,
    /// The next tier down that holds products.
    below: Option<usize>,
    /// Twice the median unit price, ten-thousandths: a whole number.
    twice_price: i128,
    /// Who keeps it.
    keepers: u32,
    /// Those of them who keep something of the tier below, too.
    risen: u32,
}

/// One shelf, by tier.
#[derive(Debug, Default)]
struct Shelf {
    /// Who keeps something of the tier.
    keepers: [u32; TIERS],
    /// Places one tier up that enough rose to, best first.
    offers: [Vec<u32>; TIERS],
}

/// The shelves, and how often who buys on them rises.
#[derive(Debug)]
pub struct UpSell {
    /// By product and currency.
    places: Vec<Place>,
    shelves: Vec<Shelf>,
    /// Shelves that each buyer keeps something of, with the highest tier.
    stands: Vec<Vec<(u32, usize)>>,
    /// Buyers who keep anything.
    all: u32,
}

/// An offer, with the reason.
#[derive(Debug, Clone, PartialEq)]
pub struct StepUp {
    /// The product.
    pub product: u32,
    /// Share of those in the buyer's tier who keep it, 0..1.
    pub share: f64,
    /// What speaks for it.
    pub because: String,
}

impl UpSell {
    /// Learns from what each buyer ordered and gave back; at least `least` buyers must have risen to an offer.
    pub fn of<'a>(
        buyers: impl IndexedParallelIterator<Item = (&'a [Order], &'a [Return])>,
        book: &Book,
        ledger: &Ledger<'_>,
        classified: &Classified,
        least: u32,
    ) -> Self {
        let (mut places, count) = places(book, ledger);
        if places.is_empty() {
            return Self { places, shelves: Vec::new(), stands: Vec::new(), all: 0 };
        }
        let mut shelves: Vec<Shelf> = (0..count).map(|_| Shelf::default()).collect();
        let find = |key: &(u32, u32)| places.binary_search_by_key(key, |place| (place.product, place.currency)).ok();
        let kept: Vec<(bool, Vec<usize>)> = buyers
            .map(|(orders, returns)| {
                let kept = kept(orders, returns, book, ledger, classified);
                (!kept.is_empty(), kept.iter().filter_map(find).collect())
            })
            .collect();
        let all = kept.iter().filter(|(any, _)| *any).count() as u32;
        let stands = kept.iter().map(|(_, kept)| count_in(kept, &mut places, &mut shelves)).collect();
        let mut this = Self { places, shelves, stands, all };
        this.rank(least.max(1));
        this
    }

    /// The offers for the buyer at that place, best first; `bought` is all it ever bought, ascending.
    pub fn best(&self, buyer: usize, bought: &[u32], most: usize, ledger: &Ledger<'_>) -> Vec<StepUp> {
        let stands = self.stands.get(buyer).map_or(&[][..], Vec::as_slice);
        let mut best: Vec<u32> = stands
            .iter()
            .flat_map(|&(shelf, tier)| {
                let offers = self.shelves.get(shelf as usize).and_then(|shelf| shelf.offers.get(tier));
                let new = |&&at: &&u32| {
                    let place = self.places.get(at as usize);
                    place.is_some_and(|place| bought.binary_search(&place.product).is_err())
                };
                offers.into_iter().flatten().filter(new).take(most)
            })
            .copied()
            .collect();
        best.sort_by(|left, right| self.order(*left, *right));
        let mut steps: Vec<StepUp> = Vec::with_capacity(best.len().min(most));
        for place in best.into_iter().filter_map(|at| self.places.get(at as usize)) {
            // Sold in two currencies, a product stands on two shelves.
            if steps.len() < most && steps.iter().all(|step| step.product != place.product) {
                let (share, _) = self.strength(place);
                steps.push(StepUp { product: place.product, share, because: self.because(place, ledger) });
            }
        }
        steps
    }

    /// Gathers the places that enough rose to by the tier they rose from, best first.
    fn rank(&mut self, least: u32) {
        let mut order: Vec<u32> =
            (0_u32..).zip(&self.places).filter(|(_, place)| place.risen >= least).map(|(at, _)| at).collect();
        order.sort_by(|left, right| self.order(*left, *right));
        for at in order {
            let Some(place) = self.places.get(at as usize) else { continue };
            let shelf = self.shelves.get_mut(place.shelf as usize).zip(place.below);
            if let Some(offers) = shelf.and_then(|(shelf, below)| shelf.offers.get_mut(below)) {
                offers.push(at);
            }
        }
    }

    /// Better first; places are in order of their product, which decides among equals.
    fn order(&self, left: u32, right: u32) -> std::cmp::Ordering {
        let strength = |at: u32| self.places.get(at as usize).map_or((0.0, 0.0), |place| self.strength(place));
        let (left_strength, right_strength) = (strength(left), strength(right));
        let by_share = right_strength.0.total_cmp(&left_strength.0);
        by_share.then(right_strength.1.total_cmp(&left_strength.1)).then(left.cmp(&right))
    }

    /// Share and log-likelihood ratio.
    fn strength(&self, place: &Place) -> (f64, f64) {
        let counts = self.counts(place);
        (f64::from(counts.joint) / f64::from(counts.a.max(1)), counts.log_likelihood())
    }

    /// Buyers of the tier below, of the product, of both and of anything.
    fn counts(&self, place: &Place) -> Joint {
        let below = self.shelves.get(place.shelf as usize).zip(place.below);
        let a = below.and_then(|(shelf, below)| shelf.keepers.get(below)).copied().unwrap_or_default();
        Joint { joint: place.risen, a, b: place.keepers, all: self.all }
    }

    fn because(&self, place: &Place, ledger: &Ledger<'_>) -> String {
        let counts = self.counts(place);
        let category = ledger.categories.get(place.category as usize).map_or("", String::as_str);
        let currency = ledger.currencies.get(place.currency as usize).filter(|code| *code != NO_CURRENCY);
        let cents = (place.twice_price + 100) / 200;
        format!(
            "{category}, price tier {} of {TIERS} (about {}.{:02}{}{}): bought by {} of {} who buy in tier {}, lift {:.1}",
            place.tier + 1,
            cents / 100,
            cents % 100,
            if currency.is_some() { " " } else { "" },
            currency.map_or("", String::as_str),
            counts.joint,
            counts.a,
            place.below.unwrap_or_default() + 1,
            f64::from(counts.joint) / counts.expected().max(f64::MIN_POSITIVE),
        )
    }
}

/// The places by product and currency, and the number of shelves.
fn places(book: &Book, ledger: &Ledger<'_>) -> (Vec<Place>, u32) {
    if ledger.categories.is_empty() {
        return (Vec::new(), 0);
    }
    let numbers: Vec<u32> = (0..ledger.categories.len() as u32).collect();
    let category = usual(&ledger.product, &ledger.category, &numbers, ledger.products.len());
    let mut prices: Vec<(u32, u32, i64)> = book
        .sales
        .par_iter()
        .with_min_len(4096)
        .filter_map(|&row| {
            let product = ledger.product[row as usize];
            let price = ledger.price.get(row as usize).filter(|price| *price > 0)?;
            is_product(product, ledger).then(|| (product, ledger.currency[row as usize], price))
        })
        .collect();
    prices.par_sort_unstable();
    let mut on_shelves: Vec<(u32, u32, i128, u32)> = prices
        .chunk_by(|left, right| (left.0, left.1) == (right.0, right.1))
        .filter_map(|lines| {
            let &(product, currency, _) = lines.first()?;
            let category = category.get(product as usize).copied().flatten()?;
            Some((category, currency, twice_median(lines)?, product))
        })
        .collect();
    on_shelves.sort_unstable();
    let (mut places, mut shelf) = (Vec::with_capacity(on_shelves.len()), 0);
    for products in on_shelves.chunk_by(|left, right| (left.0, left.1) == (right.0, right.1)) {
        if products.len() >= FEWEST {
            stand(products, shelf, &mut places);
            shelf += 1;
        }
    }
    places.sort_unstable_by_key(|place| (place.product, place.currency));
    (places, shelf)
}

fn is_product(id: u32, ledger: &Ledger<'_>) -> bool {
    ledger.products.get(id as usize).is_some_and(|product| !product.service)
}

/// Twice the median of sorted prices.
fn twice_median(lines: &[(u32, u32, i64)]) -> Option<i128> {
    let (lower, upper) = (lines.get((lines.len().checked_sub(1)?) / 2)?, lines.get(lines.len() / 2)?);
    Some(i128::from(lower.2) + i128::from(upper.2))
}

/// Puts the products of one shelf, by price, into their tiers.
fn stand(products: &[(u32, u32, i128, u32)], shelf: u32, places: &mut Vec<Place>) {
    let (mut cheaper, mut below, mut last) = (0, None, None);
    for same in products.chunk_by(|left, right| left.2 == right.2) {
        let tier = cheaper * TIERS / products.len();
        if last != Some(tier) {
            (below, last) = (last, Some(tier));
        }
        places.extend(same.iter().map(|&(category, currency, twice_price, product)| Place {
            product,
            currency,
            category,
            shelf,
            tier,
            below,
            twice_price,
            keepers: 0,
            risen: 0,
        }));
        cheaper += same.len();
    }
}

/// Counts one buyer; its shelves with the highest tier.
fn count_in(kept: &[usize], places: &mut [Place], shelves: &mut [Shelf]) -> Vec<(u32, usize)> {
    let of = |&at: &usize| places.get(at).map(|place| (place.shelf, place.tier));
    let mut tiers: Vec<(u32, usize)> = kept.iter().filter_map(of).collect();
    tiers.sort_unstable();
    tiers.dedup();
    for &(shelf, tier) in &tiers {
        if let Some(keepers) = shelves.get_mut(shelf as usize).and_then(|shelf| shelf.keepers.get_mut(tier)) {
            *keepers += 1;
        }
    }
    for &at in kept {
        let Some(place) = places.get_mut(at) else { continue };
        place.keepers += 1;
        let below = place.below.map(|below| (place.shelf, below));
        place.risen += u32::from(below.is_some_and(|below| tiers.binary_search(&below).is_ok()));
    }
    tiers.chunk_by(|left, right| left.0 == right.0).filter_map(|shelf| shelf.last().copied()).collect()
}

/// Products that a buyer bought more of than it gave back, each with the currencies it paid in, ascending.
fn kept(
    orders: &[Order],
    returns: &[Return],
    book: &Book,
    ledger: &Ledger<'_>,
    classified: &Classified,
) -> Vec<(u32, u32)> {
    let rows = || orders.iter().flat_map(|order| book.sales.get(order.lines.clone()).unwrap_or_default()).copied();
    let refunded = refunded(rows(), returns, ledger, classified);
    let whole = |row: u32| refunded.contains(&ledger.document[row as usize]);
    let units = |row: u32| ledger.quantity.get(row as usize).map(|units| i128::from(units).abs());
    let entry = |row: u32, units: i128| (ledger.product[row as usize], ledger.currency[row as usize], units);
    let sold = rows().filter(|&row| !whole(row)).map(|row| entry(row, units(row).unwrap_or_default()));
    let back = returns.iter().map(|back| back.row).filter(|&row| is_given_back(row, ledger, classified));
    let back = back.map(|row| entry(row, -units(row).unwrap_or(ALL_OF_IT)));
    let mut moves: Vec<(u32, u32, i128)> = sold.chain(back).filter(|of| is_product(of.0, ledger)).collect();
    moves.sort_unstable();
    let mut kept = Vec::new();
    for moves in moves.chunk_by(|left, right| left.0 == right.0) {
        if moves.iter().map(|&(.., units)| units).sum::<i128>() > 0 {
            kept.extend(moves.iter().filter(|of| of.2 > 0).map(|&(product, currency, _)| (product, currency)));
        }
    }
    kept.dedup();
    kept
}

/// True for goods; a price that was taken off in an order gives nothing back.
fn is_given_back(row: u32, ledger: &Ledger<'_>, classified: &Classified) -> bool {
    let in_order = ledger.kind[row as usize] == Kind::Order;
    let negative = ledger.quantity.get(row as usize).is_some_and(|units| units < 0);
    classified.class[row as usize] == Class::Return && (!in_order || negative)
}

/// Documents whose whole value was refunded: shops tell the sum and not what came back.
fn refunded(
    sales: impl Iterator<Item = u32>,
    returns: &[Return],
    ledger: &Ledger<'_>,
    classified: &Classified,
) -> FxHashSet<u32> {
    let document = |row: u32| ledger.document[row as usize];
    let mut left: FxHashMap<u32, i128> = FxHashMap::default();
    for back in returns.iter().filter(|back| classified.class[back.row as usize] != Class::Return) {
        if document(back.row) != NULL {
            *left.entry(document(back.row)).or_default() += back.value;
        }
    }
    if !left.is_empty() {
        for row in sales {
            if let Some(left) = left.get_mut(&document(row)) {
                *left += classified.value(ledger, row as usize);
            }
        }
    }
    left.retain(|_, left| *left <= 0);
    left.into_keys().collect()
}
