//! Clusters by constrained greedy average linkage with on-demand scoring.
//!
//! Edges are taken from the strongest down. Two clusters join when the mean weight over their cross pairs, also of pairs
//! that no key brought together, reaches the bound and none of them is forbidden. So one strong link cannot chain two
//! groups that otherwise disagree. Then clusters are matched once more by what the records of each say together. Components of the edge graph are independent and run in parallel; budgets bound the
//! cross pairs per test and the tests per pair of clusters.

use super::card::card;
use super::compare::{GENERATION, birth_level, is_initial};
use super::dictionary::NO_VALUE;
use super::gate::{ALWAYS, NEVER, Scorer};
use super::model::probability;
use super::records::{Records, at};
use super::unpack;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

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
    /// Records that fit two people about equally well and so joined nobody, sorted.
    pub torn: Vec<u32>,
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
    let merged: Vec<Merged> = components.par_iter().map(|edges| agglomerate(scorer, edges, bound)).collect();
    let mut torn: Vec<u32> = merged.iter().flat_map(|merged| merged.torn.iter().copied()).collect();
    torn.sort_unstable();
    Clusters { torn, ..number(scorer, rows, merged.into_iter().flat_map(|merged| merged.groups)) }
}

/// What became of the records of a component.
struct Merged {
    groups: Vec<Vec<u32>>,
    torn: Vec<u32>,
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
    Clusters { of_row, confidence, torn: Vec::new(), pairs, right }
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

fn agglomerate(scorer: &Scorer, edges: &[(f64, u64)], bound: f64) -> Merged {
    let mut local: FxHashMap<u32, u32> = FxHashMap::default();
    let mut members: Vec<Vec<u32>> = Vec::new();
    let mut local_of = |row: u32, members: &mut Vec<Vec<u32>>| {
        *local.entry(row).or_insert_with(|| {
            members.push(vec![row]);
            (members.len() - 1) as u32
        })
    };
    let mut ends: Vec<(f64, u32, u32)> = edges
        .iter()
        .map(|(score, pair)| {
            let (a, b) = unpack(*pair);
            (*score, local_of(a, &mut members), local_of(b, &mut members))
        })
        .collect();
    let mut forest = Forest::new(members.len());
    let mut rejected: FxHashMap<(u32, u32), u8> = FxHashMap::default();
    let torn = torn(scorer, &ends, &members);
    ends.retain(|(score, a, b)| *score >= ALWAYS || !(torn.contains(a) || torn.contains(b)));
    let torn = torn.into_iter().map(|at| members[at as usize][0]).collect();
    for &(score, a, b) in &ends {
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
        join(&mut forest, &mut members, a, b);
    }
    unite(scorer, &ends, bound + UNITED, &mut members, &mut forest);
    members.retain(|group| !group.is_empty());
    Merged { groups: members, torn }
}

/// How far above the bound two clusters must weigh to be one contact by what the records of each say together: 32 to 1,
/// because what several records say agrees by chance more often than what one does.
const UNITED: f64 = 5.0;
/// Rounds of uniting clusters; each joins a cluster with one other at most.
const ROUNDS: usize = 3;

/// Joins clusters that are linked by an edge and, although their records agree too little one by one, agree as what the
/// records of each say together: one has the number, another the address.
fn unite(scorer: &Scorer, ends: &[(f64, u32, u32)], bound: f64, members: &mut [Vec<u32>], forest: &mut Forest) {
    for _ in 0..ROUNDS {
        let several = |&(a, b): &(u32, u32)| a != b && members[a as usize].len() + members[b as usize].len() > 2;
        let roots = |&(_, a, b): &(f64, u32, u32)| {
            let (a, b) = (forest.root(a), forest.root(b));
            (a.min(b), a.max(b))
        };
        let mut pairs: Vec<(u32, u32)> = ends.iter().map(roots).filter(several).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut cards: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for root in pairs.iter().flat_map(|&(a, b)| [a, b]) {
            cards.entry(root).or_insert_with(|| card(scorer.records, &members[root as usize]));
        }
        let weigh = |(a, b)| (scorer.score_rows(&cards[&a], &cards[&b]), a, b);
        let mut weighed: Vec<(f64, u32, u32)> = pairs.into_iter().map(weigh).collect();
        weighed.retain(|(weight, ..)| *weight >= bound);
        weighed.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut joined: FxHashSet<u32> = FxHashSet::default();
        for (_, a, b) in weighed {
            let apart = || mean_weight(scorer, &members[a as usize], &members[b as usize]) <= NEVER;
            if joined.contains(&a) || joined.contains(&b) || apart() {
                continue;
            }
            join(forest, members, a, b);
            joined.extend([a, b]);
        }
        if joined.is_empty() {
            break;
        }
    }
}

/// Joins two clusters given by their roots.
fn join(forest: &mut Forest, members: &mut [Vec<u32>], a: u32, b: u32) {
    let root = forest.join(a, b);
    let other = if root == a { b } else { a };
    let moved = std::mem::take(&mut members[other as usize]);
    members[root as usize].extend(moved);
}

/// How much better, in bits, a record with an incomplete name must fit one of two that contradict each other.
const CLEARLY: f64 = 2.0;
/// Partners of a record that are looked at for that.
const PARTNERS: usize = 6;

/// Records without a given name that fit two people about equally well, as a couple with one mailbox. They belong to neither
/// for sure, so they join nobody. `ends` are sorted from the strongest down.
fn torn(scorer: &Scorer, ends: &[(f64, u32, u32)], members: &[Vec<u32>]) -> FxHashSet<u32> {
    let incomplete = |at: u32| is_incomplete(scorer.records, members[at as usize][0]);
    let mut partners: FxHashMap<u32, Vec<(f64, u32)>> = FxHashMap::default();
    for &(score, a, b) in ends.iter().filter(|(score, ..)| *score < ALWAYS) {
        for (at, other) in [(a, b), (b, a)] {
            if incomplete(at) && !incomplete(other) {
                partners.entry(at).or_default().push((score, members[other as usize][0]));
            }
        }
    }
    let contradict = |&a: &u32, &b: &u32| scorer.score(a, b) <= -CLAMP / 2.0;
    #[allow(clippy::iter_over_hash_type, reason = "a set has no order")]
    partners.retain(|_, partners| {
        let near = |(score, _): &&(f64, u32)| *score >= partners[0].0 - CLEARLY;
        let near: Vec<u32> = partners.iter().take(PARTNERS).filter(near).map(|(_, row)| *row).collect();
        near.iter().skip(1).any(|other| contradict(&near[0], other))
    });
    partners.into_keys().collect()
}

/// True for a record with a family name and at most the initial of a given name.
fn is_incomplete(records: &Records, row: u32) -> bool {
    let row = records.row(row);
    let given = row[at::GIVEN];
    row[at::FAMILY] != NO_VALUE && (given == NO_VALUE || is_initial(records.given.text(given)))
}

/// True when a pair across two clusters must never be one contact.
fn barred(scorer: &Scorer, left: &[u32], right: &[u32]) -> bool {
    left.iter().any(|&a| right.iter().any(|&b| scorer.bar(a, b).is_some()))
}

/// Mean weight over the cross pairs of two clusters, or a sample of them; [`NEVER`] when one of them is forbidden.
fn mean_weight(scorer: &Scorer, left: &[u32], right: &[u32]) -> f64 {
    let all = left.len() * right.len();
    // a sample may miss the one pair that is barred
    if all > SAMPLE && barred(scorer, left, right) {
        return NEVER;
    }
    let step = all.div_ceil(SAMPLE);
    let (mut sum, mut seen) = (0.0, 0.0);
    for at in (0..all).step_by(step) {
        let (a, b) = (left[at % left.len()], right[at / left.len()]);
        let score = scorer.score(a, b);
        if score <= -CLAMP || are_held_for_two_generations(scorer.records, a, b, score) {
            return NEVER;
        }
        sum += score.clamp(-CLAMP, CLAMP);
        seen += 1.0;
    }
    sum / seen
}

/// True for a pair as father and son of one name in one home that the model holds for two by its weight. Whatever else is in
/// their clusters must not outvote that, for nothing but a birthday may tell them apart.
pub fn are_held_for_two_generations(records: &Records, a: u32, b: u32, weight: f64) -> bool {
    let (a, b) = (records.row(a), records.row(b));
    let share = |column: usize| a[column] != NO_VALUE && a[column] == b[column];
    let home = share(at::STREET) || share(at::PHONE);
    weight < 0.0 && home && share(at::NAME) && birth_level(records, a, b) == GENERATION
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

#[cfg(test)]
mod tests {
    use super::super::input::columns;
    use super::super::records::encode;
    use super::super::tests::{ANNA, ANNA_MISSPELT, OTHER, frame};
    use super::super::{Label, Matching};
    use super::*;
    use crate::pipeline::plan;
    use std::collections::BTreeMap;

    #[test]
    fn father_and_son_are_held_apart_where_the_model_takes_them_for_two() {
        let row = |street: &'static str, birth: &'static str| -> Vec<(&'static str, &'static str)> {
            let name = [("record_kind", "person"), ("given_name", "Jobst"), ("family_name", "Ziegler")];
            let own = [("street", street), ("birth_date", birth)];
            name.into_iter().chain(own.into_iter().filter(|(_, value)| !value.is_empty())).collect()
        };
        let rows = [
            row("Amselring", "1954-02-05"),
            row("Amselring", "1985-04-27"),
            row("Holzweg", "1985-04-27"),
            row("Amselring", ""),
            row("Amselring", "1954-05-20"),
        ];
        let frame = frame(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let records = encode(&columns(&frame, &[], &BTreeMap::new(), &[], &[]).unwrap());
        let record = |row: u32| records.order.iter().position(|&at| at == row).unwrap() as u32;
        let held = |a, b, weight| are_held_for_two_generations(&records, record(a), record(b), weight);
        assert!(held(0, 1, -1.0) && held(1, 0, -9.0));
        assert!(!held(0, 1, 1.0), "the model takes them for one with a misread birthday");
        assert!(!held(0, 2, -1.0), "in two homes");
        assert!(!held(0, 3, -1.0) && !held(0, 4, -1.0), "no birthday, and years that agree");
    }

    /// Groups after the second round over a misspelt record twice and another one, the latter last.
    fn united(bound: f64, labels: &[Label]) -> Vec<usize> {
        let frame = frame(&[ANNA, ANNA, ANNA_MISSPELT, OTHER]);
        let policy = plan::Dedupe::default();
        let matching = Matching::of(&frame, &[], &BTreeMap::new(), &[], labels, &policy).unwrap();
        let record = |row: u32| matching.records.order.iter().position(|&at| at == row).unwrap() as u32;
        let mut members = vec![vec![record(0), record(1)], vec![record(2)], vec![record(3)]];
        let mut forest = Forest::new(3);
        unite(&matching.scorer(), &[(0.0, 0, 1), (0.0, 0, 2)], bound, &mut members, &mut forest);
        members.iter().map(Vec::len).collect()
    }

    #[test]
    fn the_second_round_joins_what_agrees_as_a_whole_unless_a_pair_is_barred() {
        assert_eq!(united(UNITED, &[]), [3, 0, 1], "who agrees joins, a stranger does not");
        assert_eq!(united(500.0, &[]), [2, 1, 1]);
        let apart = Label { left: "s:0001".into(), right: "s:0002".into(), same: false };
        assert_eq!(united(UNITED, &[apart]), [2, 1, 1]);
    }
}
