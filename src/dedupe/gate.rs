//! The weight of a pair, and what must not count: what a household, a firm or many people share.
//!
//! A model of independent fields cannot see that twins share name, birthday, address and phone at once. So where given
//! names contradict each other, only evidence that a household does not share speaks for a match.

use super::compare::{Comparison, What, kinds_agree, level_of, names_conflict, pattern};
use super::encode::{NO_VALUE, Records};
use super::model::{Model, rarity};
use super::unpack;
use rayon::prelude::*;

/// Weight of a pair that must never be one contact.
pub const NEVER: f64 = -40.0;
/// Most that a common employer speaks for two records being one person.
const MOST_FOR_COMPANY: f64 = 4.0;

/// Scores pairs of encoded records.
#[derive(Debug, Clone, Copy)]
pub struct Scorer<'a> {
    /// The records.
    pub records: &'a Records,
    /// What is compared.
    pub comparisons: &'a [Comparison],
    /// The fitted model.
    pub model: &'a Model,
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
        self.total(a, b, pattern(self.records, self.comparisons, a, b))
    }

    /// Weight of each comparison, in their order, before the gates.
    pub fn parts(&self, a: u32, b: u32) -> Vec<f64> {
        let pattern = pattern(self.records, self.comparisons, a, b);
        (0..self.comparisons.len()).map(|at| self.part(a, pattern, at)).collect()
    }

    fn total(&self, a: u32, b: u32, pattern: u64) -> f64 {
        if self.forbidden(a, b) {
            return NEVER;
        }
        let conflict = self
            .comparisons
            .iter()
            .enumerate()
            .any(|(at, comparison)| comparison.what == What::Name && names_conflict(level_of(pattern, at)));
        let parts = self.comparisons.iter().enumerate().map(|(at, comparison)| {
            let part = self.part(a, pattern, at);
            if conflict && comparison.is_shared_by_households() { part.min(0.0) } else { part }
        });
        // That most candidates match says nothing for those whose names contradict each other.
        let prior = if conflict { self.model.prior.min(0.0) } else { self.model.prior };
        prior + parts.sum::<f64>()
    }

    /// Two kinds that never merge, or two records of one master.
    fn forbidden(&self, a: u32, b: u32) -> bool {
        let r = self.records;
        let (a, b) = (a as usize, b as usize);
        !kinds_agree(r.kind[a], r.kind[b]) || (r.master[a] != NO_VALUE && r.master[a] == r.master[b])
    }

    fn part(&self, a: u32, pattern: u64, at: usize) -> f64 {
        let level = level_of(pattern, at);
        let what = self.comparisons[at].what;
        let weight = self.model.weights[at][level] + self.rarity(what, level, a);
        // Colleagues share a company: a rare one says a little about a person, never more.
        if what == What::Company { weight.min(MOST_FOR_COMPANY) } else { weight }
    }

    /// Rarity of the value both records agree on; 0 where they do not agree exactly.
    fn rarity(&self, what: What, level: usize, row: u32) -> f64 {
        let r = self.records;
        let of = |feature: &super::encode::Feature| feature.get(row).map_or(0.0, |value| rarity(feature, value));
        match (what, level) {
            (What::Name, 1) => of(&r.given) + of(&r.family),
            (What::Name, 3 | 4 | 7 | 8 | 12) => of(&r.family),
            (What::Name, 9) => of(&r.given),
            (What::Place, 1 | 4) => of(&r.city),
            (What::Place, 2) => of(&r.postal),
            (What::Company | What::Firm, 1) => of(&r.company),
            (What::Street, 1 | 3) => of(&r.street),
            (What::Extra(at), 1) => r.extra.get(at).map_or(0.0, |extra| of(&extra.feature)),
            _ => 0.0,
        }
    }
}
