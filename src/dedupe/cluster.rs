//! Clusters by constrained greedy average linkage with on-demand scoring.
//!
//! Edges are taken from the strongest down. Two clusters join when the mean weight over their cross pairs, also of pairs
//! that no key brought together, reaches the bound and none of them is forbidden. So one strong link cannot chain two
//! groups that otherwise disagree. Components of the edge graph are independent and run in parallel; budgets bound the
//! cross pairs per test and the tests per pair of clusters.

use super::gate::{ALWAYS, NEVER, Scorer};
use super::model::probability;
use super::records::Records;
use super::unpack;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Edges below this weight are not looked at.
pub const WEAKEST_EDGE: f64 = -2.0;
/// One pair never counts for more than this in a mean, and one at or below its negative keeps two clusters apart.
pub const CLAMP: f64 = 10.0;
/// Cross pairs scored in one test; larger clusters are sampled with an even stride.
const SAMPLE: usize = 64;
/// Tests of two clusters before they are left apart for good.
const TESTS: u8 = 8;

/// The clusters of all records.
#[derive(Debug)]
pub struct Clusters {
    /// Cluster of each row, numbered in order of first row.
    pub of_row: Vec<u32>,
    /// Per cluster: lowest mean match probability of a member to the others; null for single records.
    pub confidence: Vec<Option<f64>>,
    /// Pairs of records in one cluster.
    pub pairs: f64,
    /// How many of them are right, by the model.
    pub right: f64,
}

impl Clusters {
    /// The same by input row, clusters numbered in order of their first input row; a record and its copies
    /// are a cluster.
    pub fn by_input_row(&self, records: &Records) -> (Vec<u32>, Vec<Option<f64>>) {
        let mut of_row = vec![0; records.order.len() + records.copies.len()];
        for (&row, &cluster) in records.order.iter().zip(&self.of_row) {
            of_row[row as usize] = cluster;
        }
        let mut confidence = self.confidence.clone();
        for &(row, record) in &records.copies {
            let cluster = self.of_row[record as usize];
            of_row[row as usize] = cluster;
            confidence[cluster as usize].get_or_insert(1.0);
        }
        let certain = confidence;
        let mut number = vec![u32::MAX; certain.len()];
        let mut confidence = Vec::with_capacity(number.len());
        for cluster in &mut of_row {
            let number = &mut number[*cluster as usize];
            if *number == u32::MAX {
                *number = confidence.len() as u32;
                confidence.push(certain[*cluster as usize]);
            }
            *cluster = *number;
        }
        (of_row, confidence)
    }
}

/// Clusters the records; `scores` belong to `pairs`.
pub fn cluster(scorer: &Scorer, pairs: &[u64], scores: &[f64], bound: f64) -> Clusters {
    let rows = scorer.records.rows;
    let mut edges: Vec<(f64, u64)> = pairs
        .iter()
        .zip(scores)
        .filter(|(_, score)| **score >= WEAKEST_EDGE)
        .map(|(pair, score)| (*score, *pair))
        .collect();
    let mut roots = Forest::new(rows);
    for (_, pair) in &edges {
        let (a, b) = unpack(*pair);
        roots.join(a, b);
    }
    edges.par_sort_unstable_by(|x, y| {
        let component = |edge: &(f64, u64)| roots.root(unpack(edge.1).0);
        component(x).cmp(&component(y)).then(y.0.total_cmp(&x.0)).then(x.1.cmp(&y.1))
    });
    let components: Vec<&[(f64, u64)]> =
        edges.chunk_by(|x, y| roots.root(unpack(x.1).0) == roots.root(unpack(y.1).0)).collect();
    let merged: Vec<Vec<Vec<u32>>> = components.par_iter().map(|edges| agglomerate(scorer, edges, bound)).collect();
    number(scorer, rows, merged.into_iter().flatten())
}

/// Numbers clusters of several records and all single ones in order of their first row.
fn number(scorer: &Scorer, rows: usize, groups: impl Iterator<Item = Vec<u32>>) -> Clusters {
    let mut group_of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for mut group in groups.filter(|group| group.len() > 1) {
        group.sort_unstable();
        group_of.insert(group[0], group);
    }
    let mut of_row = vec![u32::MAX; rows];
    let mut members = Vec::new();
    for row in 0..rows as u32 {
        if of_row[row as usize] == u32::MAX {
            let group = group_of.remove(&row).unwrap_or_else(|| vec![row]);
            for &member in &group {
                of_row[member as usize] = members.len() as u32;
            }
            members.push(group);
        }
    }
    let certain: Vec<Option<Certainty>> = members.par_iter().map(|group| certainty(scorer, group)).collect();
    let (mut pairs, mut right) = (0.0, 0.0);
    for (group, certainty) in members.iter().zip(&certain) {
        let size = group.len() as f64;
        pairs += size * (size - 1.0) / 2.0;
        right += certainty.as_ref().map_or(0.0, |certainty| certainty.mean * size * (size - 1.0) / 2.0);
    }
    let confidence = certain.into_iter().map(|certainty| certainty.map(|certainty| certainty.weakest)).collect();
    Clusters { of_row, confidence, pairs, right }
}

/// Most members of a cluster that are compared with one another for its confidence.
const MEMBERS: usize = 12;

/// How sure a cluster is: by pair of members the probability that they are one, directly or by way of a third.
struct Certainty {
    /// Lowest mean probability of a member to the others.
    weakest: f64,
    /// Mean probability over all pairs.
    mean: f64,
}

fn certainty(scorer: &Scorer, group: &[u32]) -> Option<Certainty> {
    if group.len() < 2 {
        return None;
    }
    let step = group.len().div_ceil(MEMBERS);
    let sample: Vec<u32> = group.iter().copied().step_by(step).collect();
    let size = sample.len();
    let mut direct = vec![1.0; size * size];
    for (a, &row) in sample.iter().enumerate() {
        for (b, &other) in sample.iter().enumerate().skip(a + 1) {
            let probability = probability(scorer.score(row, other));
            (direct[a * size + b], direct[b * size + a]) = (probability, probability);
        }
    }
    let best = |a: usize, b: usize| (0..size).map(|c| direct[a * size + c] * direct[c * size + b]).fold(0.0, f64::max);
    let others = (size - 1).max(1) as f64;
    let mean = |a: usize| (0..size).filter(|&b| b != a).map(|b| best(a, b)).sum::<f64>() / others;
    let means: Vec<f64> = (0..size).map(mean).collect();
    let weakest = means.iter().copied().fold(1.0, f64::min);
    Some(Certainty { weakest, mean: means.iter().sum::<f64>() / size as f64 })
}

fn agglomerate(scorer: &Scorer, edges: &[(f64, u64)], bound: f64) -> Vec<Vec<u32>> {
    let mut local: FxHashMap<u32, u32> = FxHashMap::default();
    let mut members: Vec<Vec<u32>> = Vec::new();
    let mut local_of = |row: u32, members: &mut Vec<Vec<u32>>| {
        *local.entry(row).or_insert_with(|| {
            members.push(vec![row]);
            (members.len() - 1) as u32
        })
    };
    let ends: Vec<(f64, u32, u32)> = edges
        .iter()
        .map(|(score, pair)| {
            let (a, b) = unpack(*pair);
            (*score, local_of(a, &mut members), local_of(b, &mut members))
        })
        .collect();
    let mut forest = Forest::new(members.len());
    let mut rejected: FxHashMap<(u32, u32), u8> = FxHashMap::default();
    for (score, a, b) in ends {
        let (a, b) = (forest.root(a), forest.root(b));
        let key = (a.min(b), a.max(b));
        if a == b || rejected.get(&key).is_some_and(|tests| *tests >= TESTS) {
            continue;
        }
        let (left, right) = (&members[a as usize], &members[b as usize]);
        let mean = match left.len() * right.len() {
            1 => score,
            // What somebody said joins two clusters, unless something forbids it.
            _ if score >= ALWAYS && !barred(scorer, left, right) => ALWAYS,
            _ => mean_weight(scorer, left, right),
        };
        if mean < bound {
            *rejected.entry(key).or_default() += 1;
            continue;
        }
        let root = forest.join(a, b);
        let other = if root == a { b } else { a };
        let moved = std::mem::take(&mut members[other as usize]);
        members[root as usize].extend(moved);
    }
    members.retain(|group| !group.is_empty());
    members
}

/// True when a pair across two clusters must never be one contact.
fn barred(scorer: &Scorer, left: &[u32], right: &[u32]) -> bool {
    left.iter().any(|&a| right.iter().any(|&b| scorer.bar(a, b).is_some()))
}

/// Mean weight over the cross pairs of two clusters, or a sample of them; [`NEVER`] when one of them is forbidden.
fn mean_weight(scorer: &Scorer, left: &[u32], right: &[u32]) -> f64 {
    let all = left.len() * right.len();
    let step = all.div_ceil(SAMPLE);
    let (mut sum, mut seen) = (0.0, 0.0);
    for at in (0..all).step_by(step) {
        let score = scorer.score(left[at % left.len()], right[at / left.len()]);
        if score <= -CLAMP {
            return NEVER;
        }
        sum += score.clamp(-CLAMP, CLAMP);
        seen += 1.0;
    }
    sum / seen
}

/// Union–find by size; trees stay shallow enough without path compression.
struct Forest {
    parent: Vec<u32>,
    size: Vec<u32>,
}

impl Forest {
    fn new(nodes: usize) -> Self {
        Self { parent: (0..nodes as u32).collect(), size: vec![1; nodes] }
    }

    fn root(&self, mut node: u32) -> u32 {
        while self.parent[node as usize] != node {
            node = self.parent[node as usize];
        }
        node
    }

    /// Joins two trees; returns the root of the joined one, the larger tree's, ties to the smaller number.
    fn join(&mut self, a: u32, b: u32) -> u32 {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return a;
        }
        let larger = |x: u32, y: u32| {
            (self.size[x as usize], std::cmp::Reverse(x)) >= (self.size[y as usize], std::cmp::Reverse(y))
        };
        let (root, child) = if larger(a, b) { (a, b) } else { (b, a) };
        self.parent[child as usize] = root;
        self.size[root as usize] += self.size[child as usize];
        root
    }
}
