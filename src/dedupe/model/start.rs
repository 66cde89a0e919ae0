//! Where EM starts: usual shares of levels by class, in orders of magnitude, and what random pairs of the records show.

use super::super::compare::{Comparer, Comparison, FAMILY, FIRST_RARITY, GIVEN, LEVELS, RARITIES, What, level_of};
use super::super::records::Records;
use super::Shares;
use super::names::product;

/// Random pairs that u starts from.
const RANDOM_PAIRS: usize = 100_000;

/// Weight of the usual chances of agreement, in pairs.
const USUAL_PAIRS: f64 = 1_000.0;

/// Exact agreement by chance is never taken to be more common than this at the start.
const MOST_BY_CHANCE: f64 = 0.2;

/// How given names of two people agree by chance, in the order of magnitude.
const GIVEN_BY_CHANCE: [f64; GIVEN] = [0.008, 0.004, 0.004, 0.02, 0.06, 0.06, 0.144, 0.4, 0.3];

/// The same for family names.
const FAMILY_BY_CHANCE: [f64; FAMILY] = [0.002, 0.0002, 0.004, 0.04, 0.05, 0.9038];

/// How the given names of one person's records agree, as [`super::compare::Given`] lists the kinds.
const GIVEN_OF_MATCH: [f64; GIVEN] = [0.74, 0.06, 0.08, 0.04, 0.04, 0.02, 0.014, 0.005, 0.001];

/// The same for family names, as [`super::compare::Family`] lists the kinds.
const FAMILY_OF_MATCH: [f64; FAMILY] = [0.80, 0.01, 0.10, 0.03, 0.02, 0.04];

/// The same for family names in a household.
const FAMILY_OF_HOUSEHOLD: [f64; FAMILY] = [0.7, 0.001, 0.08, 0.05, 0.02, 0.149];

/// How rare the full names are that two strangers share by chance: mostly common ones.
const RARITY_BY_CHANCE: Shares = rarities([0.002, 0.018, 0.1, 0.3, 0.58]);

/// How rare the full names of people are.
const RARITY_OF_MATCH: Shares = rarities([0.3, 0.3, 0.2, 0.1, 0.1]);

const fn rarities(shares: [f64; RARITIES]) -> Shares {
    let mut levels = [0.0; LEVELS];
    let mut at = 0;
    while at < RARITIES {
        levels[FIRST_RARITY + at] = shares[at];
        at += 1;
    }
    levels
}

/// Shares of levels among random pairs, see [`starting_u`]. On a short list many random pairs are one person twice. So pairs
/// of one full name tell nothing but how common namesakes are, and that at most as `namesakes` has them, by rarity of the name.
pub fn random_shares(records: &Records, comparisons: &[Comparison], namesakes: &[f64; RARITIES]) -> Vec<Shares> {
    let rows = records.rows as u64;
    let mut counts = vec![[0.0; LEVELS]; comparisons.len()];
    if rows > 1 {
        let mut comparer = Comparer::new(records, comparisons);
        for draw in 0..(RANDOM_PAIRS as u64).min(20 * rows) {
            let (a, b) = (mix(2 * draw) % rows, mix(2 * draw + 1) % rows);
            if a != b {
                let pattern = comparer.pattern(a as u32, b as u32);
                let comparisons = if level_of(pattern, 0) >= FIRST_RARITY { 1 } else { comparisons.len() };
                for (at, counts) in counts.iter_mut().enumerate().take(comparisons) {
                    counts[level_of(pattern, at)] += 1.0;
                }
            }
        }
        if let Some(names) = counts.first_mut() {
            let drawn = names.iter().sum::<f64>() / (rows * (rows - 1) / 2) as f64;
            for (count, expected) in names[FIRST_RARITY..].iter_mut().zip(namesakes) {
                *count = count.min(expected * drawn);
            }
        }
    }
    counts.iter().zip(comparisons).map(|(counts, comparison)| starting_u(counts, comparison)).collect()
}

/// Where u starts: the shares among random pairs, held near usual ones where there are few, as on a short list. On a list
/// that repeats itself even random pairs agree; that must not make agreement worthless before EM has looked.
fn starting_u(counts: &Shares, comparison: &Comparison) -> Shares {
    let levels = comparison.levels;
    let total: f64 = counts[1..=levels].iter().sum();
    let mut shares = [0.0; LEVELS];
    shares[0] = 1.0;
    if comparison.what == What::Name {
        let expected = product(FAMILY_BY_CHANCE, GIVEN_BY_CHANCE, &RARITY_BY_CHANCE);
        for level in 1..=levels {
            shares[level] = (counts[level] + USUAL_PAIRS * expected[level]) / (total + USUAL_PAIRS);
        }
        return shares;
    }
    let usual = usual_chance(comparison.what);
    for level in 1..levels {
        let expected = if level == 1 { usual } else { 2.0 * usual };
        shares[level] = (counts[level] + USUAL_PAIRS * expected) / (total + USUAL_PAIRS);
    }
    shares[1] = shares[1].min(MOST_BY_CHANCE.max(usual));
    shares[levels] = (1.0 - shares[1..levels].iter().sum::<f64>()).max(1e-4);
    shares
}

/// How often two different people or firms agree exactly by chance, in the order of magnitude.
const fn usual_chance(what: What) -> f64 {
    match what {
        What::Name | What::Birth | What::Email | What::Phone | What::Vat => 0.0005,
        What::Street | What::Firm => 0.001,
        What::Company | What::Domain | What::Place => 0.01,
        What::Extra(_) => 0.02,
        What::Gender => 0.5,
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): a seeded draw that does not depend on threads.
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Where m starts: good levels are common among matches, disagreement is rare but possible (moves, typing errors).
pub fn starting_m(comparison: &Comparison) -> Shares {
    let last: f64 = match comparison.what {
        What::Birth => 0.003,
        What::Vat => 0.05,
        What::Firm => 0.03,
        _ => 0.15,
    };
    starting(comparison, FAMILY_OF_MATCH, GIVEN_OF_MATCH, last)
}

/// Where households start: they share much of what is not their own.
pub fn starting_household(comparison: &Comparison) -> Shares {
    let last = match comparison.what {
        What::Company | What::Domain | What::Vat => 0.9,
        What::Email => 0.8,
        What::Street | What::Place => 0.1,
        _ => 0.4,
    };
    starting(comparison, FAMILY_OF_HOUSEHOLD, GIVEN_BY_CHANCE, last)
}

/// Where colleagues start: they share a firm and its address and number, and their names by chance only.
pub fn starting_colleagues(comparison: &Comparison) -> Shares {
    let last = match comparison.what {
        What::Company | What::Domain | What::Vat | What::Street | What::Place => 0.1,
        What::Email => 0.98,
        _ => 0.4,
    };
    starting(comparison, FAMILY_BY_CHANCE, GIVEN_BY_CHANCE, last)
}

fn starting(comparison: &Comparison, family: [f64; FAMILY], given: [f64; GIVEN], last: f64) -> Shares {
    if comparison.what == What::Name {
        return product(family, given, &RARITY_OF_MATCH);
    }
    let mut shares = [0.0; LEVELS];
    shares[0] = 1.0;
    let levels = comparison.levels;
    let mut left = 1.0 - last;
    for share in &mut shares[1..levels] {
        *share = left * 0.65;
        left -= *share;
    }
    shares[1] += left;
    shares[levels] = last;
    shares
}
