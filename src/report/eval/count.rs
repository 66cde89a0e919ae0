//! Pairs counted from the sizes of groups, never one by one.
//!
//! Pairs of a stratum: the records of an entity (or a contact, or both) are counted by class, and two classes of n and m
//! records make n·m pairs, one class n·(n−1)/2. Classes are few (sources, or sets of filled kinds), so a group of any size
//! costs its records and the square of its classes.

use super::Record;
use std::collections::BTreeMap;

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// Share of what was linked that is right; 1 when nothing was linked.
    pub precision: f64,
    /// Share of what is right that was linked; 1 when there is nothing to link.
    pub recall: f64,
    /// Harmonic mean.
    pub f1: f64,
}

impl Scores {
    fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// Counts over the pairs of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stratum {
    /// Pairs of records of one entity.
    pub truth: u64,
    /// Pairs of labelled records in one contact.
    pub linked: u64,
    /// Pairs that are both.
    pub correct: u64,
    /// Pairs of one entity that were compared and listed in `pairs.parquet`, and not linked.
    pub listed_apart: u64,
}

impl Stratum {
    /// Precision and recall, 1 where there is nothing to divide by.
    pub fn scores(&self) -> Scores {
        Scores::new(self.precision().unwrap_or(1.0), self.recall().unwrap_or(1.0))
    }

    /// Share of the linked pairs that are right.
    pub fn precision(&self) -> Option<f64> {
        share(self.correct, self.linked)
    }

    /// Share of the true pairs that are linked.
    pub fn recall(&self) -> Option<f64> {
        share(self.correct, self.truth)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.correct, self.linked + self.truth)
    }

    /// True pairs that were linked or listed.
    pub fn within_reach(&self) -> u64 {
        self.correct + self.listed_apart
    }
}

/// A share, where there is something to divide by.
pub fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Counts by stratum. Each record has a class and two classes, smaller first, make a stratum; `listed` are true pairs by
/// their places, of which those that are linked are left out here.
pub fn strata<C: Ord + Copy, S: Ord>(
    records: &[Record],
    listed: &[[usize; 2]],
    class: impl Fn(&Record) -> C,
    stratum: impl Fn(C, C) -> S,
) -> BTreeMap<S, Stratum> {
    let mut found: BTreeMap<S, Stratum> = BTreeMap::new();
    let mut at = |a: C, b: C, set: &dyn Fn(&mut Stratum)| {
        set(found.entry(stratum(a.min(b), a.max(b))).or_default());
    };
    pairs(records, |r| (r.entity, 0), &class, |a, b, count| at(a, b, &|s| s.truth += count));
    pairs(records, |r| (r.contact, 0), &class, |a, b, count| at(a, b, &|s| s.linked += count));
    pairs(records, |r| (r.entity, r.contact), &class, |a, b, count| at(a, b, &|s| s.correct += count));
    for &[left, right] in listed {
        let (left, right) = (&records[left], &records[right]);
        if left.contact != right.contact {
            at(class(left), class(right), &|s| s.listed_apart += 1);
        }
    }
    found
}

/// Calls `add` with two classes and the number of pairs that groups hold of them.
fn pairs<C: Ord + Copy>(
    records: &[Record],
    group: impl Fn(&Record) -> (u32, u32),
    class: impl Fn(&Record) -> C,
    mut add: impl FnMut(C, C, u64),
) {
    let mut keys: Vec<((u32, u32), C)> = records.iter().map(|record| (group(record), class(record))).collect();
    keys.sort_unstable();
    for members in keys.chunk_by(|a, b| a.0 == b.0).filter(|members| members.len() > 1) {
        let classes: Vec<(C, u64)> =
            members.chunk_by(|a, b| a.1 == b.1).map(|same| (same[0].1, same.len() as u64)).collect();
        for (at, &(class, count)) in classes.iter().enumerate() {
            if count > 1 {
                add(class, class, count * (count - 1) / 2);
            }
            classes[at + 1..].iter().for_each(|&(other, more)| add(class, other, count * more));
        }
    }
}

/// Number of different groups.
pub fn groups(records: &[Record], group: impl Fn(&Record) -> u32) -> u64 {
    sizes(records, group).len() as u64
}

fn sizes<G: Ord>(records: &[Record], group: impl Fn(&Record) -> G) -> BTreeMap<G, u64> {
    let mut sizes = BTreeMap::new();
    for record in records {
        *sizes.entry(group(record)).or_default() += 1;
    }
    sizes
}

/// B-cubed: precision and recall of each record's own contact and entity, averaged.
pub fn bcubed(records: &[Record]) -> Scores {
    let (entities, contacts) = (sizes(records, |r| r.entity), sizes(records, |r| r.contact));
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((entity, contact), count) in sizes(records, |r| (r.entity, r.contact)) {
        let squared = (count * count) as f64;
        precision += squared / contacts.get(&contact).copied().unwrap_or(1) as f64;
        recall += squared / entities.get(&entity).copied().unwrap_or(1) as f64;
    }
    let average = |sum: f64| if records.is_empty() { 1.0 } else { sum / records.len() as f64 };
    Scores::new(average(precision), average(recall))
}

#[cfg(test)]
mod tests {
    use super::super::{Known, Matching, evaluation};
    use super::*;

    fn record(entity: u32, contact: u32, source: u32, has: u8) -> Record {
        Record { entity, contact, known: Some(Known { row: 0, source, has }) }
    }

    fn stratum(truth: u64, linked: u64, correct: u64, listed_apart: u64) -> Stratum {
        Stratum { truth, linked, correct, listed_apart }
    }

    #[test]
    fn figures_of_a_small_case_by_hand() {
        // Entities {1,2,3} and {4}; contacts {1,2}, {3,4}.
        let records = [(0, 0), (0, 0), (0, 1), (1, 1)].map(|(entity, contact)| record(entity, contact, 0, 0));
        let found = strata(&records, &[], |_| (), |_, _| ())[&()];
        assert_eq!(found, stratum(3, 2, 1, 0));
        assert_eq!((found.scores().precision, found.scores().recall), (0.5, 1.0 / 3.0));
        assert!((found.f1().unwrap() - found.scores().f1).abs() < 1e-12);
        // B-cubed precision: 1, 1, 1/2, 1/2; recall: 2/3, 2/3, 1/3, 1.
        let bcubed = bcubed(&records);
        assert!((bcubed.precision - 0.75).abs() < 1e-12);
        assert!((bcubed.recall - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn perfect_and_empty_results_score_one() {
        let perfect = [record(0, 0, 0, 0), record(0, 0, 0, 0)];
        assert_eq!(strata(&perfect, &[], |_| (), |_, _| ())[&()].scores().f1, 1.0);
        assert_eq!(bcubed(&perfect).f1, 1.0);
        let nothing = [record(0, 0, 0, 0), record(1, 1, 0, 0)];
        assert!(strata(&nothing, &[], |_| (), |_, _| ()).is_empty());
        assert_eq!((Stratum::default().scores().f1, Stratum::default().precision()), (1.0, None));
    }

    #[test]
    fn strata_of_a_small_case_by_hand() {
        // Entity 0: records 0 to 3; entity 1: records 4 and 5, of which the run does not have 5.
        // Contacts {0,1}, {2}, {3,4}, {5}. Sources: crm (0), web (1). Kinds: name 1, e-mail 2, phone 4.
        let mut records = vec![
            record(0, 0, 0, 0b111),
            record(0, 0, 1, 0b011),
            record(0, 1, 1, 0b001),
            record(0, 2, 0, 0b110),
            record(1, 2, 1, 0b001),
        ];
        records.push(Record { entity: 1, contact: 3, known: None });
        // Listed: a linked pair, and one that was left apart.
        let sources = ["crm".to_owned(), "web".to_owned()];
        let found = evaluation(&records, &sources, Ok(vec![[0, 1], [3, 1]]), Matching::default());
        assert_eq!((found.records, found.missing, found.entities, found.contacts), (6, 1, 2, 4));
        assert_eq!(found.pairs, stratum(7, 2, 1, 1));

        let name = |name: &str| Some(name.to_owned());
        assert_eq!(
            found.by_sources,
            [
                ([None, name("web")], stratum(1, 0, 0, 0)),
                ([name("crm"), name("crm")], stratum(1, 0, 0, 0)),
                ([name("crm"), name("web")], stratum(4, 2, 1, 1)),
                ([name("web"), name("web")], stratum(1, 0, 0, 0)),
            ]
        );
        // 0-1: 2, 0-2: 1, 0-3: 2, 1-2: 1, 1-3: 1, 2-3: 0, 3-4 (wrong): 0, 4-5: not in the run.
        assert_eq!(
            found.by_shared,
            [
                (None, stratum(1, 0, 0, 0)),
                (Some(0), stratum(1, 1, 0, 0)),
                (Some(1), stratum(3, 0, 0, 1)),
                (Some(2), stratum(2, 1, 1, 0)),
            ]
        );
        let reach = found.reach.unwrap();
        assert_eq!((reach.pairs, reach.listed), (2, 2));
    }

    #[test]
    fn a_huge_group_costs_no_more_than_its_records() {
        let records: Vec<Record> = (0..400_000).map(|at| record(0, 0, at % 3, (at % 32) as u8)).collect();
        let found = evaluation(&records, &[], Err("no list".to_owned()), Matching::default());
        let all = 400_000 * 399_999 / 2;
        assert_eq!(found.pairs, stratum(all, all, all, 0));
        assert_eq!(found.by_sources.iter().map(|(_, stratum)| stratum.truth).sum::<u64>(), all);
        assert_eq!(found.by_shared.iter().map(|(_, stratum)| stratum.correct).sum::<u64>(), all);
    }
}
