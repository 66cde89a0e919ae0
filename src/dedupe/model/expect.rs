//! The E-step: expected counts of levels by class.

use super::super::compare::{FIRST_RARITY, LEVELS, level_of, names_conflict};
use super::{CLASSES, IMPOSSIBLE, Model, Shares, class};
use rayon::prelude::*;

/// Patterns that one task looks at; sums are added in the order of tasks, so that they do not depend on threads.
const CHUNK: usize = 4_096;

/// Pairs that a label counts for.
const LABEL: f64 = 5.0;

/// Expected counts.
#[derive(Debug)]
pub struct Expected {
    /// Pairs by class.
    pub found: [f64; CLASSES],
    /// Levels by class and comparison.
    pub levels: [Vec<Shares>; CLASSES],
    /// Matches of which something of the person's own is compared: those whose given names contradict each other, all.
    pub conflicts: [f64; 2],
    /// The same for households: those with one full name, all.
    pub namesakes: [f64; 2],
}

impl Expected {
    fn new(comparisons: usize) -> Self {
        Self {
            found: [0.0; CLASSES],
            levels: std::array::from_fn(|_| vec![[0.0; LEVELS]; comparisons]),
            conflicts: [0.0; 2],
            namesakes: [0.0; 2],
        }
    }

    /// Expected counts of patterns under a model; of labelled pairs it is known whether they are one contact.
    pub fn of(model: &Model, counts: &[(u64, f64)], labelled: &[(u64, bool)]) -> Self {
        let parts: Vec<Self> = counts
            .par_chunks(CHUNK)
            .map(|counts| {
                let mut part = Self::new(model.levels.len());
                counts.iter().for_each(|&(pattern, count)| part.count(model, pattern, count, None));
                part
            })
            .collect();
        let mut sum = parts.into_iter().fold(Self::new(model.levels.len()), Self::plus);
        labelled.iter().for_each(|&(pattern, same)| sum.count(model, pattern, LABEL, Some(same)));
        sum
    }

    fn count(&mut self, model: &Model, pattern: u64, count: f64, told: Option<bool>) {
        let mut possible = model.shared.classes(pattern);
        match told {
            None => possible[class::MATCH] &= !model.shared.agree_in_nothing(pattern),
            Some(true) => possible[class::HOUSEHOLD..].fill(false),
            Some(false) => possible[..class::HOUSEHOLD].fill(false),
        }
        let mut weights: [f64; CLASSES] =
            std::array::from_fn(|class| if possible[class] { model.prior[class] } else { IMPOSSIBLE });
        for (at, levels) in model.levels.iter().enumerate() {
            let level = level_of(pattern, at);
            if level > 0 {
                weights.iter_mut().zip(levels).for_each(|(weight, levels)| *weight += levels[level]);
            }
        }
        let most = weights.iter().copied().fold(f64::MIN, f64::max);
        let odds = weights.map(|weight| if weight - most < -60.0 { 0.0 } else { (weight - most).exp2() });
        let total: f64 = odds.iter().sum();
        let parts = odds.map(|odds| count * odds / total);
        if (0..model.levels.len()).any(|at| model.own[at] && level_of(pattern, at) > 0) {
            let matched = parts[..class::HOUSEHOLD].iter().sum::<f64>();
            let name = level_of(pattern, 0);
            self.conflicts[0] += if names_conflict(name) { matched } else { 0.0 };
            self.conflicts[1] += matched;
            self.namesakes[0] += if name >= FIRST_RARITY { parts[class::HOUSEHOLD] } else { 0.0 };
            self.namesakes[1] += parts[class::HOUSEHOLD];
        }
        for (class, part) in parts.into_iter().enumerate().filter(|(_, part)| *part > 0.0) {
            self.found[class] += part;
            for (at, levels) in self.levels[class].iter_mut().enumerate() {
                levels[level_of(pattern, at)] += part;
            }
        }
    }

    fn plus(mut self, other: Self) -> Self {
        let add = |sum: &mut [f64], more: &[f64]| sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        add(&mut self.found, &other.found);
        add(&mut self.conflicts, &other.conflicts);
        add(&mut self.namesakes, &other.namesakes);
        for (levels, more) in self.levels.iter_mut().flatten().zip(other.levels.iter().flatten()) {
            add(levels, more);
        }
        self
    }
}
