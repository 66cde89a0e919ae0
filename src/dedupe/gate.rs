//! The weight of a pair by the model, and what stands above the model: kinds that never merge, sources without duplicates, labels.

use super::compare::{Comparer, Comparison, Family, Given, What, level_of, name_parts};
use super::dictionary::{Field, NO_VALUE};
use super::model::{Evidence, Model, rarity};
use super::records::{Records, at};
use super::{pack, unpack};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Weight of a pair that must never be one contact.
pub const NEVER: f64 = -40.0;

/// Weight of a pair of which somebody said that it is one contact.
pub const ALWAYS: f64 = 40.0;

/// What forbids that two records are one contact, whatever they agree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// Their kinds never merge: a person and a firm, say.
    Kinds,
    /// Both are records of one source that has no duplicates, as a CRM.
    Source,
    /// Somebody said that they are two.
    Label,
}

/// Scores pairs of encoded records.
#[derive(Debug, Clone, Copy)]
pub struct Scorer<'a> {
    /// The records.
    pub records: &'a Records,
    /// What is compared.
    pub comparisons: &'a [Comparison],
    /// The fitted model.
    pub model: &'a Model,
    /// Packed pairs of which it is known whether they are one contact.
    pub told: &'a FxHashMap<u64, bool>,
}

impl Scorer<'_> {
    /// Match weights (log2 odds) of all pairs.
    pub fn score_all(&self, pairs: &[u64], patterns: &[u64]) -> Vec<f64> {
        let scored = pairs.par_iter().zip(patterns).with_min_len(4_096);
        scored
            .map(|(&pair, &pattern)| {
                let (a, b) = unpack(pair);
                self.total(a, b, pattern)
            })
            .collect()
    }

    /// Match weight of one pair.
    pub fn score(&self, a: u32, b: u32) -> f64 {
        self.total(a, b, Comparer::once(self.records, self.comparisons).pattern(a, b))
    }

    /// What each comparison, in their order, adds to the weight of those before it. Without the gates.
    pub fn parts(&self, a: u32, b: u32) -> Vec<f64> {
        let pattern = Comparer::once(self.records, self.comparisons).pattern(a, b);
        let mut evidence = Evidence::start(self.model, pattern);
        let mut before = evidence.weight();
        (0..self.comparisons.len())
            .map(|at| {
                self.add(&mut evidence, self.records.row(a), pattern, at);
                let after = evidence.weight();
                after - std::mem::replace(&mut before, after)
            })
            .collect()
    }

    fn total(&self, a: u32, b: u32, pattern: u64) -> f64 {
        if self.bar(a, b).is_some() {
            return NEVER;
        }
        if self.told(a, b) == Some(true) {
            return ALWAYS;
        }
        self.weigh(self.records.row(a), pattern)
    }

    /// Match weight (log2 odds) of two rows of ids, by the model alone.
    pub fn score_rows(&self, a: &[u32], b: &[u32]) -> f64 {
        self.weigh(a, Comparer::once(self.records, self.comparisons).pattern_of(a, b))
    }

    fn weigh(&self, a: &[u32], pattern: u64) -> f64 {
        let mut evidence = Evidence::start(self.model, pattern);
        for at in 0..self.comparisons.len() {
            self.add(&mut evidence, a, pattern, at);
        }
        evidence.weight()
    }

    /// What somebody said of a pair.
    pub fn told(&self, a: u32, b: u32) -> Option<bool> {
        if self.told.is_empty() { None } else { self.told.get(&pack(a, b)).copied() }
    }

    /// What forbids that two records are one contact.
    pub fn bar(&self, a: u32, b: u32) -> Option<Bar> {
        match () {
            () if self.told(a, b) == Some(false) => Some(Bar::Label),
            () if self.records.may_merge(a, b) => None,
            () if self.records.share_unique_source(a, b) => Some(Bar::Source),
            () => Some(Bar::Kinds),
        }
    }

    /// Match weight (log2 odds) of a pair before its values are compared. With [`Self::parts`] it adds up to
    /// [`Self::score`], where nothing bars the pair.
    pub fn prior(&self, a: u32, b: u32) -> f64 {
        let pattern = Comparer::once(self.records, self.comparisons).pattern(a, b);
        Evidence::start(self.model, pattern).weight()
    }

    fn add(&self, evidence: &mut Evidence, a: &[u32], pattern: u64, at: usize) {
        let level = level_of(pattern, at);
        if level > 0 {
            evidence.add(&self.model.levels[at], level, self.rarity(self.comparisons[at].what, level, a));
        }
    }

    /// Rarity of the value both records agree on, of what relatives share and of what they do not; 0 where the records do
    /// not agree exactly.
    fn rarity(&self, what: What, level: usize, row: &[u32]) -> [f64; 2] {
        let r = self.records;
        let of = |field: &Field, at: usize| if row[at] == NO_VALUE { 0.0 } else { rarity(field, row[at]) };
        let shared = match (what, level) {
            (What::Name, _) => {
                let (family, given) = name_parts(level);
                // How rare an equal full name is, its level says.
                return match (family == Family::Same as usize, given == Given::Same as usize) {
                    (true, false) => [of(&r.family, at::FAMILY), 0.0],
                    (false, true) => [0.0, of(&r.given, at::GIVEN)],
                    _ => [0.0, 0.0],
                };
            }
            (What::Place, 1 | 4) => of(&r.city, at::CITY),
            (What::Place, 2) => of(&r.postal, at::POSTAL),
            (What::Company | What::Firm, 1) => of(&r.company, at::COMPANY),
            (What::Street, 1 | 3) => of(&r.street, at::STREET),
            (What::Extra(number), 1) => r.extra.get(number).map_or(0.0, |extra| of(&extra.field, at::EXTRA + number)),
            _ => 0.0,
        };
        [shared, 0.0]
    }
}
