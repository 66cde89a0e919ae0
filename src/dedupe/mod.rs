//! Cleaned frame → clusters of records that are one contact, without any set-up.
//!
//! The way: [`records`] holds every field as ids of folded values ([`dictionary`], [`describe`]), [`block`] makes candidate
//! pairs by typed keys, [`compare`] turns them into patterns of agreement levels, [`model`] fits a Fellegi–Sunter mixture on
//! the pattern counts by EM, [`gate`] weighs pairs and holds what stands above the model, and [`cluster`] joins by
//! constrained average linkage. Never a loop over all pairs, never bare
//! connected components. Nothing is drawn at random, so matching the same records again gives the same clusters, and
//! [`explain`] can say of any two records why they are or are not one contact.
//!
//! Not for choosing values (that is `consolidate`). Time grows with the candidate pairs, which the block cap and the
//! pair budget bound to about a dozen a record; memory holds the pairs (24 bytes each), the ids and the folded values: 1.7 GB for a million
//! records of ten fields.

mod block;
mod card;
mod cluster;
mod compare;
mod describe;
mod dictionary;
mod estimate;
mod explain;
mod gate;
mod input;
mod model;
mod records;
mod tables;
#[cfg(test)]
mod tests;
mod words;

use crate::engine::frame::text;
use crate::model::record::Finding;
use crate::pipeline::plan::{self, ExtraKind};
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use tables::Tables;

pub use block::{Fate, OversizedKey, SharedKey};
pub use estimate::Estimate;
pub use explain::{Cross, CrossPair, Explanation, Part, Reason};

/// What matching found.
#[derive(Debug)]
pub struct Deduped {
    /// Cluster of each row; clusters are numbered in order of their first row.
    pub clusters: Vec<u32>,
    /// Per cluster: lowest mean match probability of a member to the others; null for single records.
    pub confidence: Vec<Option<f64>>,
    /// The `pairs` table.
    pub pairs: DataFrame,
    /// The `review` table.
    pub review: DataFrame,
    /// Figures for the manifest and the summary.
    pub summary: Summary,
}

/// Figures about a matching run.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Candidate pairs compared.
    pub candidate_pairs: u64,
    /// Different patterns of agreement among them.
    pub patterns: u64,
    /// Records that share no key with any other record.
    pub unblocked_records: u64,
    /// Keys whose blocks were larger than the cap even after refinement.
    pub oversized_keys: Vec<OversizedKey>,
    /// Estimated precision and recall, or why they cannot be told.
    pub estimate: Result<Estimate, &'static str>,
    /// Labels that were followed.
    pub labels: u64,
    /// Labels that name a record that there is not.
    pub unknown_labels: u64,
    /// Weight of each comparison level, by comparison, levels in order.
    pub weights: Vec<(String, Vec<f64>)>,
}

/// An answer about a pair of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Record id of one.
    pub left: String,
    /// Record id of the other.
    pub right: String,
    /// True when they are one contact.
    pub same: bool,
}

/// Finds the records that are one contact: [`Matching::of`] and its tables.
///
/// # Errors
/// When the frame lacks a column that `validate` promises.
pub fn dedupe(
    frame: &DataFrame,
    findings: &[Finding],
    extra: &BTreeMap<String, ExtraKind>,
    unique: &[&str],
    labels: &[Label],
    plan: &plan::Dedupe,
) -> PolarsResult<Deduped> {
    Matching::of(frame, findings, extra, unique, labels, plan)?.deduped()
}

/// A list of records after matching: all that its tables and the explanation of a pair are made of.
#[derive(Debug)]
pub struct Matching<'a> {
    frame: &'a DataFrame,
    policy: &'a plan::Dedupe,
    records: records::Records,
    candidates: block::Candidates,
    comparisons: Vec<compare::Comparison>,
    model: model::Model,
    /// Match weights of the candidate pairs, log2 odds.
    scores: Vec<f64>,
    clusters: cluster::Clusters,
    /// Answers about pairs.
    told: Told,
}

/// What is known of pairs, packed; and how many labels name a record that there is not.
#[derive(Debug, Default)]
struct Told {
    pairs: FxHashMap<u64, bool>,
    unknown: usize,
}

impl Told {
    fn new(labels: &[Label], ids: &StringChunked, records: &records::Records) -> Self {
        if labels.is_empty() {
            return Self::default();
        }
        let rows = records.order.iter().zip(0..).map(|(&row, record)| (row, record));
        let rows = rows.chain(records.copies.iter().copied());
        let of_id: FxHashMap<&str, u32> =
            rows.filter_map(|(row, record)| Some((ids.get(row as usize)?, record))).collect();
        let mut told = Self::default();
        for label in labels {
            match (of_id.get(label.left.as_str()), of_id.get(label.right.as_str())) {
                (Some(&a), Some(&b)) if a != b => {
                    told.pairs.insert(pack(a, b), label.same);
                }
                (Some(_), Some(_)) => {}
                _ => told.unknown += 1,
            }
        }
        told
    }

    /// The pairs in their order.
    fn sorted(&self) -> Vec<(u64, bool)> {
        let mut pairs: Vec<(u64, bool)> = self.pairs.iter().map(|(&pair, &same)| (pair, same)).collect();
        pairs.sort_unstable();
        pairs
    }
}

impl<'a> Matching<'a> {
    /// Matches the records of a list.
    ///
    /// `frame` and `findings` are what `validate` returns; `extra` names its columns outside the canonical fields; `masters`
    /// the sources whose records never merge with one another; `labels` what somebody said of pairs: they are joined or kept
    /// apart, whatever the model says, and the model learns from them.
    ///
    /// # Errors
    /// When the frame lacks a column that `validate` promises.
    pub fn of(
        frame: &'a DataFrame,
        findings: &[Finding],
        extra: &BTreeMap<String, ExtraKind>,
        unique: &[&str],
        labels: &[Label],
        policy: &'a plan::Dedupe,
    ) -> PolarsResult<Self> {
        let records = records::encode(&input::columns(frame, findings, extra, unique, &policy.ignore)?);
        let mut candidates =
            if policy.enabled { block::candidates(&records, policy.max_block) } else { block::Candidates::default() };
        let told = Told::new(labels, text(frame, "record_id")?, &records);
        let answers = told.sorted();
        candidates.add(answers.iter().map(|(pair, _)| *pair));
        let comparisons = compare::comparisons(&records);
        let patterns = compare::patterns(&records, &comparisons, &candidates.pairs);
        let pattern = |(pair, same): &(u64, bool)| {
            let at = candidates.pairs.binary_search(pair).ok()?;
            Some((patterns[at], *same))
        };
        let labelled: Vec<(u64, bool)> = answers.iter().filter_map(pattern).collect();
        let model = model::fit(&records, &comparisons, &patterns, &labelled);
        let scorer = gate::Scorer { records: &records, comparisons: &comparisons, model: &model, told: &told.pairs };
        let scores = scorer.score_all(&candidates.pairs, &patterns);
        let clusters = cluster::cluster(&scorer, &candidates.pairs, &scores, policy.link_weight);
        Ok(Self { frame, policy, records, candidates, comparisons, model, scores, clusters, told })
    }

    /// The tables and figures.
    ///
    /// # Errors
    /// When the frame has no `record_id`.
    pub fn deduped(&self) -> PolarsResult<Deduped> {
        let Self { candidates, scores, clusters, .. } = self;
        let bound = self.policy.review_weight;
        let Tables { pairs, review, linked } =
            tables::tables(self.frame, &self.scorer(), candidates, scores, &clusters.of_row, bound)?;
        let summary = Summary {
            candidate_pairs: candidates.pairs.len() as u64,
            patterns: self.model.patterns as u64,
            unblocked_records: candidates.unblocked(self.records.rows) as u64,
            oversized_keys: candidates.oversized.clone(),
            weights: self.model.table(&self.comparisons),
            labels: self.told.pairs.len() as u64,
            unknown_labels: self.told.unknown as u64,
            estimate: estimate::estimate(candidates, scores, clusters, &linked),
        };
        let (clusters, confidence) = self.clusters();
        Ok(Deduped { confidence, clusters, pairs, review, summary })
    }

    /// Cluster of each row of the frame, numbered in order of their first row, and the confidence of each.
    pub fn clusters(&self) -> (Vec<u32>, Vec<Option<f64>>) {
        self.clusters.by_input_row(&self.records)
    }

    fn scorer(&self) -> gate::Scorer<'_> {
        gate::Scorer {
            records: &self.records,
            comparisons: &self.comparisons,
            model: &self.model,
            told: &self.told.pairs,
        }
    }
}

/// Splits a packed pair; the left row is the smaller one.
const fn unpack(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, pair as u32)
}

/// Packs two rows, smaller first.
const fn pack(a: u32, b: u32) -> u64 {
    if a < b { (a as u64) << 32 | b as u64 } else { (b as u64) << 32 | a as u64 }
}
