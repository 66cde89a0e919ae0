//! Why two records are, or are not, one contact: the decision, what made it, and every part of the weight.
//!
//! Everything comes from the model, the candidates and the clusters of the matching itself, nothing is estimated anew.
//! Costs a pass over the candidate pairs, one over the records for each key the two share, and the cross pairs of the
//! two clusters, of which a sample is scored where they are very many.

use super::block::{self, Fate, SharedKey};
use super::cluster::{CLAMP, WEAKEST_EDGE};
use super::compare::{Comparer, What, level_of};
use super::dictionary::Field;
use super::gate::Bar;
use super::model::probability;
use super::records::Kind;
use super::words::words;
use super::{Matching, unpack};
use crate::engine::frame::text;
use crate::kernel::name::Gender;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

/// Cross pairs of two clusters that are scored at most; beyond, an even sample.
const CROSS_PAIRS: usize = 100_000;

/// Why two records are or are not one contact: the first thing that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// One contact: they were compared, and their own weight reaches the bound.
    Linked,
    /// One contact by way of other records; on their own they would not be.
    LinkedByOthers,
    /// One contact: one repeats the other in every cell.
    Copy,
    /// One contact: somebody said so.
    SaidSame,
    /// Apart: somebody said so.
    SaidApart,
    /// Apart: records of these kinds never merge.
    Kinds,
    /// Apart: two records of one master never merge.
    Master,
    /// Apart: the pipeline switched matching off.
    Disabled,
    /// Apart and never compared: they share no key.
    NoSharedKey,
    /// Apart and never compared: every key they share is too common.
    KeysTooCommon,
    /// Apart: their weight is below the bound.
    BelowBound,
    /// Apart: a pair of records of their two groups contradicts a merge.
    Contradiction,
    /// Apart: the mean weight between their two groups is below the bound.
    ClusterMean,
    /// Apart: the groups were tested while they were smaller and failed too often.
    ClusterOrder,
}

/// One comparison of the two records.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// Name of the comparison; its weight is `w_<name>` in the table `pairs`.
    pub name: String,
    /// What the first record says.
    pub left: Option<String>,
    /// What the second record says.
    pub right: Option<String>,
    /// Level of agreement, 1 is the best; 0 is no evidence.
    pub level: usize,
    /// The level in words.
    pub agreement: String,
    /// What it adds to the weight of the comparisons before it, in bits.
    pub weight: f64,
}

/// Two records with the weight of their pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossPair {
    /// One record.
    pub left_record_id: String,
    /// The other.
    pub right_record_id: String,
    /// Match weight in bits, log2 odds.
    pub weight: f64,
}

/// What lies between the groups of two records that are not one contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cross {
    /// Records in the group of the first record, itself included.
    pub left_records: usize,
    /// Records in the group of the second record.
    pub right_records: usize,
    /// Cross pairs that were scored; all of them unless they are very many.
    pub pairs: usize,
    /// Mean of their weights in bits, each held between -10 and 10.
    pub mean: f64,
    /// The pair that speaks most against one contact.
    pub worst: CrossPair,
    /// A pair at or below this weight forbids that the groups join, bits.
    pub contradiction: f64,
}

/// Why two records are, or are not, one contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// True when they are one contact.
    pub together: bool,
    /// What decided.
    pub reason: Reason,
    /// Kind of each record.
    pub kinds: [&'static str; 2],
    /// True when a key brought them together as a candidate pair.
    pub compared: bool,
    /// Weight before anything is compared, in bits: log2 odds of a candidate pair that can be of the same kinds.
    pub prior: f64,
    /// The comparisons in their order.
    pub parts: Vec<Part>,
    /// Prior and parts added up, in bits; what the pair weighs, or would weigh had it been compared.
    pub weight: f64,
    /// The weight as a probability.
    pub probability: f64,
    /// Weight from which two groups of records are joined, bits.
    pub bound: f64,
    /// The keys they share, strongest first.
    pub keys: Vec<SharedKey>,
    /// Where they are one contact by way of others: the strongest chain of pairs between them.
    pub chain: Vec<CrossPair>,
    /// Where they are apart and one of them has been merged with others: what lies between the two groups.
    pub groups: Option<Cross>,
}

impl Matching<'_> {
    /// Explains the records in two rows of the frame; `None` when there are no such two rows.
    ///
    /// # Errors
    /// When the frame has no `record_id`.
    pub fn explain(&self, left: usize, right: usize) -> PolarsResult<Option<Explanation>> {
        let (Some(a), Some(b)) = (self.record(left), self.record(right)) else { return Ok(None) };
        if left == right {
            return Ok(None);
        }
        let pair = super::pack(a, b);
        let compared = self.candidates.pairs.contains(&pair);
        let scorer = self.scorer();
        let (prior, parts) = (scorer.prior(a, b), self.parts([a, b]));
        let weight = prior + parts.iter().map(|part| part.weight).sum::<f64>();
        let keys = block::shared(&self.records, a, b, self.policy.max_block);
        let together = self.clusters.of_row[a as usize] == self.clusters.of_row[b as usize];
        let groups = if together { None } else { self.groups(a, b)? };
        let bound = self.policy.link_weight;
        let is_linked = compared && weight >= bound.max(WEAKEST_EDGE);
        let reason = match (together, scorer.bar(a, b)) {
            (true, _) if a == b => Reason::Copy,
            (true, _) if scorer.told(a, b) == Some(true) => Reason::SaidSame,
            (true, None) if is_linked => Reason::Linked,
            (true, _) => Reason::LinkedByOthers,
            (false, Some(Bar::Kinds)) => Reason::Kinds,
            (false, Some(Bar::Master)) => Reason::Master,
            (false, Some(Bar::Label)) => Reason::SaidApart,
            (false, None) if !self.policy.enabled => Reason::Disabled,
            (false, None) if !compared && keys.iter().all(|key| key.fate == Fate::Paired) => Reason::NoSharedKey,
            (false, None) if !compared => Reason::KeysTooCommon,
            (false, None) if !is_linked => Reason::BelowBound,
            (false, None) => groups.as_ref().map_or(Reason::ClusterOrder, |cross| cross.verdict(bound)),
        };
        let chain = if reason == Reason::LinkedByOthers { self.chain(a, b)? } else { Vec::new() };
        let kinds = [a, b].map(|row| kind_name(self.records.kind[row as usize]));
        Ok(Some(Explanation {
            together,
            reason,
            kinds,
            compared,
            prior,
            parts,
            weight,
            probability: probability(weight),
            bound,
            keys,
            chain,
            groups,
        }))
    }

    /// The record of a row of the frame: its own, or the one that it repeats.
    fn record(&self, row: usize) -> Option<u32> {
        let own = self.records.order.iter().position(|&input| input as usize == row).map(|record| record as u32);
        own.or_else(|| self.records.copies.iter().find(|(input, _)| *input as usize == row).map(|(_, record)| *record))
    }

    fn parts(&self, [a, b]: [u32; 2]) -> Vec<Part> {
        let scorer = self.scorer();
        let pattern = Comparer::once(&self.records, &self.comparisons).pattern(a, b);
        let weights = scorer.parts(a, b);
        let part = |(at, weight)| {
            let comparison = &self.comparisons[at];
            let level = level_of(pattern, at);
            let [left, right] = [a, b].map(|row| self.value(comparison.what, row));
            let agreement = words(&self.records, comparison.what, level);
            Part { name: comparison.name.clone(), left, right, level, agreement, weight }
        };
        weights.into_iter().enumerate().map(part).collect()
    }

    /// What a record says about a comparison: its cleaned cells, or what matching read where a cell is no value.
    fn value(&self, what: What, row: u32) -> Option<String> {
        let r = &self.records;
        let read: Vec<(&str, &Field, usize)> = match what {
            What::Name => vec![("given_name", &r.given, 0), ("family_name", &r.family, 0)],
            What::Birth => vec![("birth_date", &r.birth, 0)],
            What::Email => vec![("email", &r.email, 0), ("email_2", &r.email, 1)],
            What::Phone => vec![("phone", &r.phone, 0), ("mobile", &r.phone, 1)],
            What::Street => vec![("street", &r.street, 0), ("house_number", &r.house, 0)],
            What::Place => vec![("postal_code", &r.postal, 0), ("city", &r.city, 0)],
            What::Company | What::Firm => vec![("company", &r.company, 0)],
            What::Domain => vec![("domain", &r.domain, 0)],
            What::Vat => vec![("vat_id", &r.vat, 0)],
            What::Extra(at) => {
                r.extra.get(at).map(|extra| (extra.name.as_str(), &extra.field, 0)).into_iter().collect()
            }
            What::Gender => return self.gender(row),
        };
        let cells: Vec<String> = read
            .into_iter()
            .filter_map(|(column, field, slot)| {
                let id = field.slots.get(slot)?.get(row as usize).filter(|&&id| id != super::dictionary::NO_VALUE)?;
                self.cell(column, row).or_else(|| Some(field.text(*id).to_owned()))
            })
            .collect();
        let separator = if matches!(what, What::Email | What::Phone) { "; " } else { " " };
        (!cells.is_empty()).then(|| cells.join(separator))
    }

    fn gender(&self, row: u32) -> Option<String> {
        let gender = self.records.gender[row as usize]?;
        let told = || if gender == Gender::Female { "female, by the name" } else { "male, by the name" };
        Some(self.cell("salutation", row).unwrap_or_else(|| told().to_owned()))
    }

    fn cell(&self, column: &str, row: u32) -> Option<String> {
        let row = self.records.order[row as usize] as usize;
        match self.frame.column(column).ok()?.get(row).ok()? {
            AnyValue::Null => None,
            value => Some(value.str_value().into_owned()),
        }
    }

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
    fn groups(&self, a: u32, b: u32) -> PolarsResult<Option<Cross>> {
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
        let Some(&(weight, x, y)) = scored.iter().min_by(|x, y| x.0.total_cmp(&y.0)) else { return Ok(None) };
        Ok(Some(Cross {
            left_records: left.len(),
            right_records: right.len(),
            pairs: scored.len(),
            mean,
            worst: self.pair(x, y, weight)?,
            contradiction: -CLAMP,
        }))
    }

    /// The chain of candidate pairs from one record to another of its cluster whose weakest pair is strongest.
    fn chain(&self, a: u32, b: u32) -> PolarsResult<Vec<CrossPair>> {
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
fn widest(edges: &FxHashMap<u32, Vec<(u32, f64)>>, from: u32, to: u32) -> Vec<(u32, u32, f64)> {
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
    fn verdict(&self, bound: f64) -> Reason {
        match () {
            () if self.worst.weight <= self.contradiction => Reason::Contradiction,
            () if self.mean < bound => Reason::ClusterMean,
            () => Reason::ClusterOrder,
        }
    }
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::Role => "role_mailbox",
        Kind::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ANNA, ANNA_MISSPELT, FIRM, OTHER, Row, TWIN, frame};
    use super::*;
    use crate::pipeline::plan;
    use std::collections::BTreeMap;

    fn explain(rows: &[&Row], masters: &[&str], policy: &plan::Dedupe, pair: [usize; 2]) -> Explanation {
        let frame = frame(rows);
        let matching = Matching::of(&frame, &[], &BTreeMap::new(), masters, &[], policy).unwrap();
        matching.explain(pair[0], pair[1]).unwrap().unwrap()
    }

    #[test]
    fn prior_and_parts_add_up_to_the_weight_of_every_pair() {
        let frame = frame(&[ANNA, ANNA_MISSPELT, TWIN, FIRM, OTHER, ANNA]);
        let policy = plan::Dedupe::default();
        let matching = Matching::of(&frame, &[], &BTreeMap::new(), &[], &[], &policy).unwrap();
        let scorer = matching.scorer();
        for a in 0..6_u32 {
            for b in (0..6).filter(|&b| b != a) {
                let rows = [a, b].map(|record| matching.records.order[record as usize] as usize);
                let found = matching.explain(rows[0], rows[1]).unwrap().unwrap();
                let sum = found.prior + found.parts.iter().map(|part| part.weight).sum::<f64>();
                assert!((sum - found.weight).abs() < 1e-9);
                assert!(found.parts.iter().all(|part| part.level > 0 || part.weight.abs() < 1e-9));
                if scorer.bar(a, b).is_none() {
                    assert!((found.weight - scorer.score(a, b)).abs() < 1e-9, "records {a} and {b}");
                }
            }
        }
    }

    #[test]
    fn the_first_thing_that_decided_is_named() {
        let rows = [ANNA, ANNA_MISSPELT, TWIN, FIRM, OTHER];
        let policy = plan::Dedupe::default();
        let of = |pair| explain(&rows, &[], &policy, pair);
        let linked = of([0, 1]);
        assert!(linked.together && linked.compared && linked.reason == Reason::Linked, "{linked:?}");
        assert!(linked.keys.iter().any(|key| key.name == "email" && key.fate == Fate::Paired && key.records == 2));
        let email = linked.parts.iter().find(|part| part.name == "email").unwrap();
        assert_eq!((email.level, email.agreement.as_str()), (1, "an address in common"));
        assert_eq!(email.left.as_deref(), Some("anna@kessler.example"));
        assert_eq!(of([0, 2]).reason, Reason::BelowBound);
        assert_eq!((of([0, 3]).reason, of([3, 0]).kinds), (Reason::Kinds, ["organisation", "person"]));
        assert_eq!((of([0, 4]).reason, of([0, 4]).compared), (Reason::NoSharedKey, false));
        assert_eq!(explain(&rows, &["s"], &policy, [0, 1]).reason, Reason::Master);
        let disabled = plan::Dedupe { enabled: false, ..policy.clone() };
        assert_eq!(explain(&rows, &[], &disabled, [0, 1]).reason, Reason::Disabled);
        let strict = plan::Dedupe { link_weight: 500.0, ..policy.clone() };
        assert_eq!(explain(&rows, &[], &strict, [0, 1]).reason, Reason::BelowBound);
    }

    #[test]
    fn a_block_over_the_cap_is_told_with_its_size() {
        let given = ["Anna", "Bert", "Cora", "Dirk", "Emil", "Frieda", "Gerd", "Hanna"];
        let rows: Vec<Vec<(&str, &str)>> = given
            .iter()
            .map(|given| vec![("record_kind", "person"), ("given_name", given), ("phone", "+493012345678")])
            .collect();
        let rows: Vec<&Row> = rows.iter().map(Vec::as_slice).collect();
        let policy = plan::Dedupe { max_block: 3, ..plan::Dedupe::default() };
        let found = explain(&rows, &[], &policy, [0, 1]);
        assert_eq!((found.reason, found.compared), (Reason::KeysTooCommon, false));
        let phone = found.keys.iter().find(|key| key.name == "phone").unwrap();
        assert_eq!((phone.records, phone.cap, phone.fate), (8, 3, Fate::Refined));
    }

    #[test]
    fn groups_are_kept_apart_by_a_contradiction_before_their_mean() {
        let worst = |weight| CrossPair { left_record_id: "a".into(), right_record_id: "b".into(), weight };
        let cross = |mean, weight| Cross {
            left_records: 2,
            right_records: 1,
            pairs: 2,
            mean,
            worst: worst(weight),
            contradiction: -CLAMP,
        };
        assert_eq!(cross(-3.0, -12.0).verdict(0.0), Reason::Contradiction);
        assert_eq!(cross(-3.0, -9.0).verdict(0.0), Reason::ClusterMean);
        assert_eq!(cross(3.0, -9.0).verdict(0.0), Reason::ClusterOrder);
    }

    #[test]
    fn the_chain_takes_the_path_whose_weakest_step_is_strongest() {
        let mut edges: FxHashMap<u32, Vec<(u32, f64)>> = FxHashMap::default();
        for (a, b, score) in [(1, 4, 1.0), (1, 2, 9.0), (2, 3, 5.0), (3, 4, 6.0), (2, 4, 4.0)] {
            edges.entry(a).or_default().push((b, score));
            edges.entry(b).or_default().push((a, score));
        }
        assert_eq!(widest(&edges, 1, 4), [(3, 4, 6.0), (2, 3, 5.0), (1, 2, 9.0)]);
        assert_eq!(widest(&edges, 1, 7), []);
    }
}
