//! How good a matching is, told without any truth: precision from the model's own probabilities, recall also from how often
//! independent keys found the same pairs.
//!
//! Not for measuring against labels (that is `leadloom eval`). Costs a pass over the candidate pairs.

use super::block::{Candidates, Reads, reading};
use super::cluster::Clusters;
use super::model::probability;
use super::unpack;

/// Half of a 95 % interval, in standard deviations.
const DEVIATIONS: f64 = 1.96;
/// An estimate whose 95 % interval may reach further than this says too little to be given.
const WIDEST: f64 = 0.03;
/// The precision for which that is asked: a model may be surer of itself than it should be.
const DOUBTED: f64 = 0.9;
/// Fewest pairs that both sides must have found before what neither found is estimated.
const FEWEST_BOTH: f64 = 100.0;

/// What a matching is estimated to be worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Share of the linked pairs that are right.
    pub precision: f64,
    /// How far it may be from that by chance (half of a 95 % interval).
    pub precision_margin: f64,
    /// Share of the true pairs that are linked, as far as the linked pairs let tell: where names are so common that pairs
    /// without contact data in common stay apart, it is less.
    pub recall: f64,
    /// The least and the most it may be (a 95 % interval); null where `unreached` is.
    pub recall_interval: Option<[f64; 2]>,
    /// True pairs that no key brought together, of those whose names or contact data could have; null where one of the two
    /// is not there to tell by. Then `recall` is that among the candidate pairs.
    pub unreached: Option<f64>,
}

/// Estimates precision and recall of clusters; `linked` are the keys of the linked candidate pairs as bits.
///
/// # Errors
/// The reason why they cannot be told.
pub fn estimate(
    candidates: &Candidates,
    scores: &[f64],
    clusters: &Clusters,
    linked: &[u64],
) -> Result<Estimate, &'static str> {
    let Clusters { pairs, right, .. } = *clusters;
    if pairs == 0.0 {
        return Err("no pair is linked");
    }
    if DEVIATIONS * (DOUBTED * (1.0 - DOUBTED) / pairs).sqrt() > WIDEST {
        return Err("fewer than 385 pairs are linked");
    }
    let apart = |pair: u64| {
        let (a, b) = unpack(pair);
        clusters.of_row[a as usize] != clusters.of_row[b as usize]
    };
    let unlinked = candidates.pairs.iter().zip(scores).filter(|(pair, _)| apart(**pair));
    let missed: f64 = unlinked.map(|(_, &score)| probability(score)).sum();
    let precision = right / pairs;
    let unreached = unreached(linked);
    // pairs that met in a cluster by way of others
    let met = pairs - linked.len() as f64;
    let recall = |unreached: f64| right / (right + missed + (unreached - met).max(0.0));
    Ok(Estimate {
        precision,
        precision_margin: DEVIATIONS * (precision * (1.0 - precision) / pairs).sqrt(),
        recall: recall(unreached.map_or(0.0, |found| found.pairs)),
        recall_interval: unreached
            .map(|found| [1.0, -1.0].map(|side| recall(found.pairs + side * DEVIATIONS * found.deviation))),
        unreached: unreached.map(|found| found.pairs),
    })
}

/// True pairs that no key found, and the standard deviation of that number.
#[derive(Debug, Clone, Copy)]
struct Unreached {
    pairs: f64,
    deviation: f64,
}

/// Estimates how many pairs no key found from how many of those that keys of one side found (names and birthdays) the keys of
/// the other side (numbers, addresses, firms) found as well: capture and recapture with Chapman's correction (Chapman 1951,
/// variance after Seber 1970). What only mixed keys found is taken off. Records that are poor on both sides are missed
/// more often than that, so it is a lower bound.
fn unreached(linked: &[u64]) -> Option<Unreached> {
    let (person, contact) = (reading(Reads::Person), reading(Reads::Contact));
    let (mut by_person, mut by_contact, mut by_both, mut by_neither) = (0.0, 0.0, 0.0, 0.0);
    for &keys in linked {
        match (keys & person != 0, keys & contact != 0) {
            (true, true) => by_both += 1.0,
            (true, false) => by_person += 1.0,
            (false, true) => by_contact += 1.0,
            (false, false) => by_neither += 1.0,
        }
    }
    if by_both < FEWEST_BOTH {
        return None;
    }
    let (first, second) = (by_person + by_both, by_contact + by_both);
    let total = (first + 1.0) * (second + 1.0) / (by_both + 1.0) - 1.0;
    let variance =
        (first + 1.0) * (second + 1.0) * by_person * by_contact / ((by_both + 1.0) * (by_both + 1.0) * (by_both + 2.0));
    let pairs = (total - by_person - by_contact - by_both - by_neither).max(0.0);
    Some(Unreached { pairs, deviation: variance.sqrt() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys of pairs found by names, by contact data, by both, by neither.
    fn found(counts: [usize; 4]) -> Vec<u64> {
        let bit = |reads| 1 << reading(reads).trailing_zeros();
        let (person, contact) = (bit(Reads::Person), bit(Reads::Contact));
        let keys = [person, contact, person | contact, bit(Reads::Both)];
        keys.iter().zip(counts).flat_map(|(&keys, count)| std::iter::repeat_n(keys, count)).collect()
    }

    #[test]
    fn what_two_independent_sides_miss_is_told_by_what_they_share() {
        // 1,000 pairs, names find 800, contact data 500, independently: 400 both, 100 neither.
        let told = unreached(&found([400, 100, 400, 0])).unwrap();
        assert!((told.pairs - 100.0).abs() < 1.0 && (8.0..20.0).contains(&told.deviation), "{told:?}");
        let mixed = unreached(&found([400, 100, 400, 60])).unwrap();
        assert!((mixed.pairs - 40.0).abs() < 1.0, "what mixed keys found is not unreached: {mixed:?}");
        assert!(unreached(&found([400, 100, 50, 0])).is_none(), "too few to tell by");
        assert!(unreached(&found([400, 0, 0, 0])).is_none(), "one side only");
    }
}
