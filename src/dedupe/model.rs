//! The Fellegi–Sunter model: m and u probabilities of every level, fitted by EM on the counts of patterns.
//!
//! Both m and u are fitted on the candidate pairs (a u from random pairs next to a match share from blocked pairs
//! degenerates), held near sensible values by pseudo-counts where data are few. No labels are needed. Costs one pass
//! over the distinct patterns per iteration.

use super::compare::{Comparison, What, level_of, names_conflict, pattern};
use super::encode::{Feature, Records, Value};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

const ITERATIONS: usize = 200;
/// Weight of the starting values, in pairs.
const PRIOR: f64 = 50.0;
/// Random pairs that u starts from.
const RANDOM_PAIRS: usize = 100_000;
/// Weight of the usual chances of agreement, in pairs.
const USUAL_PAIRS: f64 = 1_000.0;
/// Exact agreement by chance is never taken to be more common than this at the start.
const MOST_BY_CHANCE: f64 = 0.2;
/// Share of matches among candidates that EM starts from.
const START: f64 = 0.1;
/// Names that contradict each other speak at least this much against a match.
const CONTRADICTION: f64 = -2.0;
/// Share of the full term-frequency adjustment that is applied: values of one field depend on those of others.
const FREQUENCY_SHARE: f64 = 0.7;
/// Pseudo-records that keep the frequency of a rare value from being taken at its word.
const FREQUENCY_PRIOR: f64 = 5.0;

/// The fitted model.
#[derive(Debug, Clone)]
pub struct Model {
    /// log2 of the prior odds of a candidate pair.
    pub prior: f64,
    /// log2(m/u) by comparison and level; level 0 is 0.
    pub weights: Vec<[f64; 16]>,
    /// Distinct patterns it was fitted on.
    pub patterns: usize,
}

impl Model {
    /// Weights per comparison for the manifest, level 1 first.
    pub fn table(&self, comparisons: &[Comparison]) -> Vec<(String, Vec<f64>)> {
        let levels = |(comparison, weights): (&Comparison, &[f64; 16])| {
            (comparison.name.clone(), weights[1..=comparison.levels].to_vec())
        };
        comparisons.iter().zip(&self.weights).map(levels).collect()
    }
}

/// Fits the model.
pub fn fit(records: &Records, comparisons: &[Comparison], patterns: &[u64]) -> Model {
    let counts = count(patterns);
    let random = random_shares(records, comparisons);
    let mut m: Vec<[f64; 16]> = comparisons.iter().map(starting_m).collect();
    let mut u = random.clone();
    let (m_prior, u_prior) = (m.clone(), random);
    let mut share = START;
    for _ in 0..ITERATIONS {
        let weights = log_ratios(&m, &u);
        let prior = (share / (1.0 - share)).log2();
        let mut matched = vec![[0.0; 16]; comparisons.len()];
        let mut unmatched = vec![[0.0; 16]; comparisons.len()];
        let (mut matches, mut total) = (0.0, 0.0);
        for &(pattern, count) in &counts {
            let weight = prior + sum(&weights, pattern);
            let probability = count * probability(weight);
            matches += probability;
            total += count;
            for at in 0..comparisons.len() {
                let level = level_of(pattern, at);
                matched[at][level] += probability;
                unmatched[at][level] += count - probability;
            }
        }
        let before = share;
        share = ((matches + 1.0) / (total + 20.0)).clamp(1e-6, 0.999);
        for at in 0..comparisons.len() {
            m[at] = bounded(posterior(&matched[at], &m_prior[at]), &comparisons[at]);
            u[at] = posterior(&unmatched[at], &u_prior[at]);
        }
        if (share - before).abs() < 1e-7 {
            break;
        }
    }
    let mut weights = log_ratios(&m, &u);
    for (comparison, weights) in comparisons.iter().zip(&mut weights) {
        weights[1] = weights[1].max(0.0);
        weights[comparison.levels] = weights[comparison.levels].min(0.0);
        for level in (1..=comparison.levels).filter(|&level| comparison.what == What::Name && names_conflict(level)) {
            weights[level] = weights[level].min(CONTRADICTION);
        }
    }
    Model { prior: (share / (1.0 - share)).log2(), weights, patterns: counts.len() }
}

/// Probability from log2 odds.
pub fn probability(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp2())
}

/// Sum of the level weights of a pattern.
fn sum(weights: &[[f64; 16]], pattern: u64) -> f64 {
    weights.iter().enumerate().map(|(at, weights)| weights[level_of(pattern, at)]).sum()
}

/// Patterns with their counts, in a total order.
fn count(patterns: &[u64]) -> Vec<(u64, f64)> {
    let merged = patterns
        .par_chunks(65_536)
        .fold(FxHashMap::default, |mut counts: FxHashMap<u64, u64>, chunk| {
            for &pattern in chunk {
                *counts.entry(pattern).or_default() += 1;
            }
            counts
        })
        .reduce(FxHashMap::default, |mut left, right| {
            #[allow(clippy::iter_over_hash_type, reason = "addition into a map does not depend on order")]
            for (pattern, count) in right {
                *left.entry(pattern).or_default() += count;
            }
            left
        });
    let mut counts: Vec<(u64, f64)> = merged.into_iter().map(|(pattern, count)| (pattern, count as f64)).collect();
    counts.sort_unstable_by_key(|(pattern, _)| *pattern);
    counts
}

/// Shares of levels that u starts from, see [`starting_u`].
fn random_shares(records: &Records, comparisons: &[Comparison]) -> Vec<[f64; 16]> {
    let rows = records.rows as u64;
    let mut counts = vec![[0.0; 16]; comparisons.len()];
    if rows > 1 {
        for draw in 0..(RANDOM_PAIRS as u64).min(20 * rows) {
            let (a, b) = (mix(2 * draw) % rows, mix(2 * draw + 1) % rows);
            if a != b {
                let pattern = pattern(records, comparisons, a as u32, b as u32);
                for (at, counts) in counts.iter_mut().enumerate() {
                    counts[level_of(pattern, at)] += 1.0;
                }
            }
        }
    }
    counts.iter().zip(comparisons).map(|(counts, comparison)| starting_u(counts, comparison)).collect()
}

/// Where u starts: the shares among random pairs, held near usual ones where there are few, as on a short list. On a list
/// that repeats itself even random pairs agree; that must not make agreement worthless before EM has looked.
fn starting_u(counts: &[f64; 16], comparison: &Comparison) -> [f64; 16] {
    let usual = usual_chance(comparison.what);
    let levels = comparison.levels;
    let total: f64 = counts[1..=levels].iter().sum();
    let mut shares = [0.0; 16];
    for level in 1..levels {
        let expected = if level == 1 { usual } else { 2.0 * usual };
        shares[level] = (counts[level] + USUAL_PAIRS * expected) / (total + USUAL_PAIRS);
    }
    shares[1] = shares[1].min(MOST_BY_CHANCE);
    shares[levels] = (1.0 - shares[1..levels].iter().sum::<f64>()).max(1e-4);
    shares[0] = 1.0;
    shares
}

/// How often two different people or firms agree exactly by chance, in the order of magnitude.
const fn usual_chance(what: What) -> f64 {
    match what {
        What::Name | What::Birth | What::Email | What::Phone | What::Vat => 0.0005,
        What::Street | What::Firm => 0.001,
        What::Company | What::Domain | What::Place => 0.01,
        What::Extra(_) => 0.02,
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
fn starting_m(comparison: &Comparison) -> [f64; 16] {
    let mut shares = [0.0; 16];
    let levels = comparison.levels;
    let last: f64 = match comparison.what {
        What::Name => 0.01,
        What::Birth | What::Vat => 0.05,
        What::Firm => 0.03,
        _ => 0.15,
    };
    let mut left = 1.0 - last;
    for share in &mut shares[1..levels] {
        *share = left * 0.65;
        left -= *share;
    }
    shares[1] += left;
    shares[levels] = last;
    shares[0] = 1.0;
    shares
}

fn posterior(counts: &[f64; 16], prior: &[f64; 16]) -> [f64; 16] {
    let total: f64 = counts[1..].iter().sum();
    let mut shares = [1.0; 16];
    for level in 1..16 {
        shares[level] = (counts[level] + PRIOR * prior[level]) / (total + PRIOR);
    }
    shares
}

/// Holds every level between the shares that identity allows; what that adds or takes is shared out among the levels
/// that still have room, in proportion to it.
fn bounded(mut shares: [f64; 16], comparison: &Comparison) -> [f64; 16] {
    let least = |level: usize| comparison.least_among_matches(level);
    let most = |level: usize| comparison.most_among_matches(level);
    let levels = 1..=comparison.levels;
    for level in levels.clone() {
        shares[level] = shares[level].clamp(least(level), most(level));
    }
    for _ in 0..8 {
        let over = levels.clone().map(|level| shares[level]).sum::<f64>() - 1.0;
        let room = |level: usize, share: f64| if over > 0.0 { share - least(level) } else { most(level) - share };
        let total: f64 = levels.clone().map(|level| room(level, shares[level])).sum();
        if over.abs() < 1e-9 || total < 1e-12 {
            break;
        }
        for level in levels.clone() {
            let part = room(level, shares[level]) / total;
            shares[level] = (shares[level] - over * part).clamp(least(level), most(level));
        }
    }
    shares
}

fn log_ratios(m: &[[f64; 16]], u: &[[f64; 16]]) -> Vec<[f64; 16]> {
    let ratio = |(m, u): (&[f64; 16], &[f64; 16])| {
        let mut weights = [0.0; 16];
        for level in 1..16 {
            if m[level] > 0.0 && u[level] > 0.0 {
                weights[level] = (m[level] / u[level]).log2().clamp(-12.0, 14.0);
            }
        }
        weights
    };
    m.iter().zip(u).map(ratio).collect()
}

/// What the rarity of an agreed value adds: log2 of how much rarer it is than a chance agreement of its field.
pub fn rarity(feature: &Feature, value: &Value) -> f64 {
    let filled = f64::from(feature.filled.max(1));
    let frequency = (f64::from(value.count) + FREQUENCY_PRIOR * feature.chance) / (filled + FREQUENCY_PRIOR);
    (FREQUENCY_SHARE * (feature.chance / frequency).log2()).clamp(-6.0, 4.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounded_shares_stay_shares() {
        for what in [What::Name, What::Birth, What::Email, What::Phone, What::Street, What::Place, What::Firm] {
            let levels = if what == What::Name { 15 } else { 6 };
            let comparison = Comparison { name: String::new(), what, levels };
            for full in 1..=levels {
                let mut shares = [0.0; 16];
                shares[full] = 1.0;
                let bounded = bounded(shares, &comparison);
                let sum: f64 = bounded[1..=levels].iter().sum();
                assert!((sum - 1.0).abs() < 1e-6, "{what:?} {full}: {sum}");
                for (level, &share) in bounded.iter().enumerate().take(levels + 1).skip(1) {
                    let allowed = comparison.least_among_matches(level)..=comparison.most_among_matches(level);
                    assert!(allowed.contains(&share), "{what:?} {level}: {share}");
                }
            }
        }
    }
}
