//! The model of pairs: a Fellegi–Sunter mixture of several kinds, fitted by EM on the counts of patterns.
//!
//! A candidate pair is one contact twice in one context, or in two (at home and at work, before and after a move), or two
//! people of one household or firm, or two strangers. Relatives share address, number and family name all at once, which
//! a model of two kinds takes for overwhelming evidence; here they are a kind of their own, that differs from one contact
//! in what only identity explains: given name, birthday, the name of a firm, personal ids. One contact in two contexts is
//! the reverse: it agrees in these alone. How common each kind is, and how often each level occurs in it, comes from the data; pseudo-counts
//! hold it near sensible values where data are few. No labels are needed. Costs one pass over the distinct patterns per
//! iteration.

mod expect;
mod maximise;
pub mod names;
mod start;

use super::compare::{Comparison, Family, LEVELS, MOST, What, level_of, name_parts};
use super::dictionary::Field;
use super::records::Records;
use crate::pipeline::plan::ExtraKind;
use expect::Expected;
use maximise::Maximiser;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

const ITERATIONS: usize = 200;

/// Change of the shares of classes, relative, at which EM has come to rest.
const SETTLED: f64 = 1e-4;
/// Weight of the starting values of matches and relatives, in pairs.
const PRIOR: f64 = 50.0;

/// Weight of the random pairs among the strangers, in pairs. Without them a list whose candidates are nearly all matches
/// would take matches for strangers.
const BACKGROUND: f64 = 2_000.0;

/// Shares of the kinds that EM starts from, as [`class`] lists them.
const START: [f64; CLASSES] = [0.1, 0.02, 0.03, 0.03, 0.03, 0.03, 0.76];

/// Share of the full term-frequency adjustment that is applied: values of one field depend on those of others.
const FREQUENCY_SHARE: f64 = 0.7;

/// Pseudo-records that keep the frequency of a rare value from being taken at its word.
const FREQUENCY_PRIOR: f64 = 5.0;

/// Pairs of one contact in two contexts that are added for each in one: such pairs look like namesakes, and where there are
/// few, EM would not see them.
const ELSEWHERE: f64 = 0.01;
/// log2 probability of a class that a pair cannot be of.
const IMPOSSIBLE: f64 = -1e6;

/// Shares or weights of the levels of a comparison; index 0 is no evidence.
pub type Shares = [f64; LEVELS];

/// The kinds of a candidate pair. The first two are matches.
mod class {
    /// One contact twice, in one context.
    pub const MATCH: usize = 0;
    /// One contact in two contexts.
    pub const ELSEWHERE: usize = 1;
    /// Two people of one household.
    pub const HOUSEHOLD: usize = 2;
    /// Two people of one firm.
    pub const COLLEAGUES: usize = 3;
    /// Two firms at one address; two sites of one firm stand before it.
    pub const NEIGHBOURS: usize = 5;
    /// Two that have nothing to do with each other.
    pub const STRANGER: usize = 6;
}

const CLASSES: usize = 7;
/// Where the comparisons stand that decide which classes a pair can be of.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    email: Option<usize>,
    phone: Option<usize>,
    street: Option<usize>,
    place: Option<usize>,
    company: Option<usize>,
    /// The level of disagreement of each comparison.
    last: [usize; MOST],
}

impl Shared {
    fn of(comparisons: &[Comparison]) -> Self {
        let at = |what| comparisons.iter().position(|comparison| comparison.what == what);
        let mut last = [0; MOST];
        last.iter_mut().zip(comparisons).for_each(|(last, comparison)| *last = comparison.levels);
        Self {
            last,
            email: at(What::Email),
            phone: at(What::Phone),
            street: at(What::Street),
            place: at(What::Place),
            company: at(What::Company),
        }
    }

    /// The classes that a pair of a pattern can be of. A household shares a family name and an address, a number or a
    /// mailbox, colleagues share a firm or these; one person in two contexts shares none of them; all of them are people,
    /// while branches and neighbours are firms.
    fn classes(self, pattern: u64) -> [bool; CLASSES] {
        if level_of(pattern, 0) == 0 {
            return [true, false, false, false, true, true, true];
        }
        let level = |at: Option<usize>| at.map_or(0, |at| level_of(pattern, at));
        let home = matches!(level(self.street), 1 | 2) && matches!(level(self.place), 1..=5);
        let contact = home || matches!(level(self.phone), 1 | 3) || matches!(level(self.email), 1 | 2 | 5);
        let firm = matches!(level(self.company), 1..=3);
        let family = name_parts(level_of(pattern, 0)).0 <= Family::Missing as usize;
        [true, !contact, contact && family, contact || firm, false, false, true]
    }

    /// True when two records agree in nothing that is known of both but, perhaps, the name. From such pairs nothing is
    /// learned of matches: namesakes would pass for them.
    fn agree_in_nothing(&self, pattern: u64) -> bool {
        let mut compared = (1..MOST).map(|at| (level_of(pattern, at), self.last[at])).filter(|(level, _)| *level > 0);
        compared.next().is_some_and(|(level, last)| level == last) && compared.all(|(level, last)| level == last)
    }
}

/// The fitted model.
#[derive(Debug, Clone)]
pub struct Model {
    /// log2 of the share of each [`class`] among candidate pairs.
    pub prior: [f64; CLASSES],
    /// log2 of the probability of each level in each class, by comparison; level 0 is 0.
    pub levels: Vec<[Shares; CLASSES]>,
    /// Where the comparisons stand that decide which classes a pair can be of.
    shared: Shared,
    /// Comparisons of what is a person's own.
    own: Vec<bool>,
    /// Distinct patterns it was fitted on.
    pub patterns: usize,
}

/// log2 likelihoods of what is known of a pair, by class.
#[derive(Debug, Clone, Copy)]
pub struct Evidence([f64; CLASSES]);

impl Evidence {
    /// What was known before looking at the levels of a pair, but for which classes it can be of.
    pub fn start(model: &Model, pattern: u64) -> Self {
        let classes = model.shared.classes(pattern);
        Self(std::array::from_fn(|class| if classes[class] { model.prior[class] } else { IMPOSSIBLE }))
    }

    /// Adds the level of a comparison. `rarity` is how many bits rarer the agreed value is than a chance agreement, of
    /// what relatives share and of what they do not.
    pub fn add(&mut self, levels: &[Shares; CLASSES], level: usize, rarity: [f64; 2]) {
        for (class, levels) in levels.iter().enumerate() {
            self.0[class] += levels[level];
        }
        let [shared, own] = rarity;
        self.0[class::HOUSEHOLD] -= own;
        self.0[class::COLLEAGUES] -= own;
        self.0[class::STRANGER] -= shared + own;
    }

    /// Match weight: log2 odds of one contact against everything else.
    pub fn weight(self) -> f64 {
        let (matches, others) = self.0.split_at(class::HOUSEHOLD);
        let sum = |classes: &[f64]| classes.iter().copied().reduce(log2_sum).unwrap_or(f64::MIN);
        sum(matches) - sum(others)
    }
}

/// log2 of the sum of two numbers given by their log2.
fn log2_sum(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if high - low > 20.0 { high } else { high + (1.0 + (low - high).exp2()).log2() }
}

impl Model {
    /// Weights per comparison for the manifest, level 1 first: one contact against strangers.
    pub fn table(&self, comparisons: &[Comparison]) -> Vec<(String, Vec<f64>)> {
        let weights = |(comparison, levels): (&Comparison, &[Shares; CLASSES])| {
            let weights =
                (1..=comparison.levels).map(|level| levels[0][level] - levels[class::STRANGER][level]).collect();
            (comparison.name.clone(), weights)
        };
        comparisons.iter().zip(&self.levels).map(weights).collect()
    }
}

/// Fits the model; `labelled` are the patterns of pairs of which it is known whether they are one contact.
pub fn fit(records: &Records, comparisons: &[Comparison], patterns: &[u64], labelled: &[(u64, bool)]) -> Model {
    let counts = count(patterns);
    let own: Vec<bool> = comparisons.iter().map(|comparison| is_own(comparison, records)).collect();
    let maximiser = Maximiser::new(records, comparisons, &own);
    let logs = |levels: Vec<[Shares; CLASSES]>| levels.iter().map(|classes| classes.map(logarithms)).collect();
    let mut model = Model {
        prior: START.map(f64::log2),
        levels: logs(maximiser.start(counts.iter().map(|(_, count)| count).sum())),
        shared: Shared::of(comparisons),
        own: own.clone(),
        patterns: counts.len(),
    };
    for _ in 0..ITERATIONS {
        let mut expected = Expected::of(&model, &counts, labelled);
        expected.found[class::STRANGER] += BACKGROUND;
        expected.found[class::ELSEWHERE] += ELSEWHERE * expected.found[class::MATCH];
        let total: f64 = expected.found.iter().sum();
        let share = |found: f64| ((found + 0.5) / (total + 2.0)).clamp(1e-7, 0.999);
        let before = model.prior.map(f64::exp2);
        let shares = expected.found.map(share);
        model.prior = shares.map(f64::log2);
        model.levels = logs(maximiser.step(&mut expected));
        if shares.iter().zip(before).all(|(share, before)| (share - before).abs() < SETTLED * before.max(1e-3)) {
            break;
        }
    }
    model
}

/// Probability from log2 odds.
pub fn probability(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp2())
}

/// True for what relatives agree on by chance only.
fn is_own(comparison: &Comparison, records: &Records) -> bool {
    match comparison.what {
        What::Birth | What::Gender => true,
        What::Extra(at) => records
            .extra
            .get(at)
            .is_some_and(|extra| matches!(extra.kind, ExtraKind::Identifier | ExtraKind::Date | ExtraKind::Number)),
        _ => false,
    }
}

fn logarithms(shares: Shares) -> Shares {
    let mut logs = [0.0; LEVELS];
    for (log, share) in logs.iter_mut().zip(shares).skip(1) {
        *log = share.max(1e-7).log2();
    }
    logs
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

/// What the rarity of an agreed value adds: log2 of how much rarer it is than a chance agreement of its field.
pub fn rarity(field: &Field, id: u32) -> f64 {
    let filled = f64::from(field.filled.max(1));
    let frequency = (f64::from(field.count[id as usize]) + FREQUENCY_PRIOR * field.chance) / (filled + FREQUENCY_PRIOR);
    (FREQUENCY_SHARE * (field.chance / frequency).log2()).clamp(-6.0, 4.0)
}
