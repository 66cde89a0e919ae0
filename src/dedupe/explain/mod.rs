//! Why two records are, or are not, one contact: the decision, what made it, and every part of the weight.
//!
//! Everything comes from the model, the candidates and the clusters of the matching itself, nothing is estimated anew.
//! Costs a pass over the candidate pairs, one over the records for each key the two share, and the cross pairs of the
//! two clusters, of which a sample is scored where they are very many.

mod between;
#[cfg(test)]
mod tests;

use super::Matching;
use super::block::{self, Fate, SharedKey};
use super::cluster::WEAKEST_EDGE;
use super::compare::{Comparer, What, level_of};
use super::dictionary::Field;
use super::gate::Bar;
use super::model::probability;
use super::records::Kind;
use super::words::words;
use crate::kernel::name::Gender;
use polars::prelude::*;
use serde::Serialize;

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
    /// Apart: two records of one source that has no duplicates never merge.
    Source,
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
    /// Apart: one of them lacks a given name and fits two people who contradict each other about equally well.
    Torn,
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
    /// `source` when the records of the worst pair are of one source without duplicates, `kinds` when theirs never merge,
    /// `label` when somebody said that they are two, `generations` when they are namesakes of one home as father and son.
    pub barred: Option<&'static str>,
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
            (false, Some(Bar::Source)) => Reason::Source,
            (false, Some(Bar::Label)) => Reason::SaidApart,
            (false, None) if !self.policy.enabled => Reason::Disabled,
            (false, None) if !compared && keys.iter().all(|key| key.fate == Fate::Paired) => Reason::NoSharedKey,
            (false, None) if !compared => Reason::KeysTooCommon,
            (false, None) if !is_linked => Reason::BelowBound,
            (false, None) if [a, b].iter().any(|row| self.clusters.torn.binary_search(row).is_ok()) => Reason::Torn,
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
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::Role => "role_mailbox",
        Kind::Unknown => "unknown",
    }
}
