//! What lies between two groups of records, and the chain of pairs within one.

use super::{Cross, CrossPair, Reason};
use crate::dedupe::cluster::{CLAMP, are_held_for_two_generations};
use crate::dedupe::gate::Bar;
use crate::dedupe::{Matching, unpack};
use crate::engine::frame::text;
use polars::prelude::*;
use rustc_hash::FxHashMap;

/// Cross pairs of two clusters that are scored at most; beyond, an even sample.
const CROSS_PAIRS: usize = 100_000;

impl Matching<'_> {
    /// A pair with the ids of its records.
    fn pair(&self, a: u32, b: u32, weight: f64) -> PolarsResult<CrossPair> {
        let ids = text(self.frame, "record_id")?;
        let id = |row: u32| ids.get(self.records.order[row as usize] as usize).unwrap_or_default().to_owned();
        Ok(CrossPair { left_record_id: id(a), right_record_id: id(b), weight })
    }

    fn members(&self, row: u32) -> Vec<u32> {
        let clusters = &self.clusters.of_row;
        let wanted = clusters[row as usize];
        (0..clusters.len() as u32).filter(|&row| clusters[row as usize] == wanted).collect()
    }

    /// What lies between the clusters of two records; `None` where both are single.
    pub(super) fn groups(&self, a: u32, b: u32) -> PolarsResult<Option<Cross>> {
        let (left, right) = (self.members(a), self.members(b));
        let all = left.len() * right.len();
        if all == 1 {
            return Ok(None);
        }
        let scorer = self.scorer();
        let scored: Vec<(f64, u32, u32)> = (0..all)
            .step_by(all.div_ceil(CROSS_PAIRS))
            .map(|at| (left[at % left.len()], right[at / left.len()]))
            .map(|(a, b)| (scorer.score(a, b), a, b))
            .collect();
        let mean = scored.iter().map(|(score, ..)| score.clamp(-CLAMP, CLAMP)).sum::<f64>() / scored.len() as f64;
        let generations = |weight, a, b| are_held_for_two_generations(&self.records, a, b, weight);
        let against =
            |&(weight, a, b): &(f64, u32, u32)| if generations(weight, a, b) { weight.min(-CLAMP) } else { weight };
        let worst = scored.iter().min_by(|x, y| against(x).total_cmp(&against(y)));
        let Some(&(weight, x, y)) = worst else { return Ok(None) };
        Ok(Some(Cross {
            left_records: left.len(),
            right_records: right.len(),
            pairs: scored.len(),
            mean,
            worst: self.pair(x, y, weight)?,
            barred: match scorer.bar(x, y) {
                Some(Bar::Kinds) => Some("kinds"),
                Some(Bar::Source) => Some("source"),
                Some(Bar::Label) => Some("label"),
                None => generations(weight, x, y).then_some("generations"),
            },
            contradiction: -CLAMP,
        }))
    }

    /// The chain of candidate pairs from one record to another of its cluster whose weakest pair is strongest.
    pub(super) fn chain(&self, a: u32, b: u32) -> PolarsResult<Vec<CrossPair>> {
        let mut edges: FxHashMap<u32, Vec<(u32, f64)>> = FxHashMap::default();
        let cluster = self.clusters.of_row[a as usize];
        let inside = |row: u32| self.clusters.of_row[row as usize] == cluster;
        for (&pair, &score) in self.candidates.pairs.iter().zip(&self.scores) {
            let (x, y) = unpack(pair);
            if inside(x) && inside(y) {
                edges.entry(x).or_default().push((y, score));
                edges.entry(y).or_default().push((x, score));
            }
        }
        let mut steps = widest(&edges, a, b);
        steps.reverse();
        steps.into_iter().map(|(x, y, score)| self.pair(x, y, score)).collect()
    }
}

/// Steps of the path whose weakest step is strongest, last step first; empty when there is none.
pub(super) fn widest(edges: &FxHashMap<u32, Vec<(u32, f64)>>, from: u32, to: u32) -> Vec<(u32, u32, f64)> {
    let mut width: FxHashMap<u32, f64> = FxHashMap::from_iter([(from, f64::INFINITY)]);
    let mut came: FxHashMap<u32, (u32, f64)> = FxHashMap::default();
    let mut open = vec![from];
    while let Some(row) = open.pop() {
        let so_far = width.get(&row).copied().unwrap_or(f64::NEG_INFINITY);
        for &(next, score) in edges.get(&row).into_iter().flatten() {
            let reach = so_far.min(score);
            if reach > width.get(&next).copied().unwrap_or(f64::NEG_INFINITY) {
                width.insert(next, reach);
                came.insert(next, (row, score));
                open.push(next);
            }
        }
    }
    let mut steps = Vec::new();
    let mut row = to;
    while let Some(&(before, score)) = came.get(&row).filter(|_| row != from) {
        steps.push((before, row, score));
        row = before;
    }
    steps
}

impl Cross {
    /// Why the groups were not joined.
    pub(super) fn verdict(&self, bound: f64) -> Reason {
        match () {
            () if self.barred.is_some() || self.worst.weight <= self.contradiction => Reason::Contradiction,
            () if self.mean < bound => Reason::ClusterMean,
            () => Reason::ClusterOrder,
        }
    }
}
