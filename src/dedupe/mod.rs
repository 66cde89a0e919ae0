//! Cleaned frame → clusters of records that are one contact, without any set-up.
//!
//! The way: [`records`] encode every field to ids of folded values, [`block`] candidate pairs by typed keys, [`compare`] them
//! into patterns of agreement levels, fit a Fellegi–Sunter [`model`] on the pattern counts by EM, [`gate`] what a
//! household or a firm shares, and [`cluster`] by constrained average linkage. Never a loop over all pairs, never bare
//! connected components.
//!
//! Not for choosing values (that is `consolidate`). Time grows with the candidate pairs, which the block cap and the
//! pair budget bound to some dozens a record; memory holds the pairs (16 bytes each) and the folded values.

mod block;
mod cluster;
mod compare;
mod dictionary;
mod gate;
mod input;
mod model;
mod records;
mod tables;
#[cfg(test)]
mod tests;

use crate::model::record::Finding;
use crate::pipeline::plan::{self, ExtraKind};
use polars::prelude::*;
use std::collections::BTreeMap;

pub use block::OversizedKey;

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
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Candidate pairs compared.
    pub candidate_pairs: u64,
    /// Different patterns of agreement among them.
    pub patterns: u64,
    /// Records that share no key with any other record.
    pub unblocked_records: u64,
    /// Keys whose blocks were larger than the cap even after refinement.
    pub oversized_keys: Vec<OversizedKey>,
    /// Estimated share of the linked pairs that are right; null when it cannot be told.
    pub estimated_precision: Option<f64>,
    /// How far the precision may be from its estimate by chance (half of a 95 % interval).
    pub precision_margin: Option<f64>,
    /// Why precision and recall cannot be told.
    pub not_estimable: Option<&'static str>,
    /// Estimated share of the true candidate pairs that are linked; null when it cannot be told.
    pub estimated_recall: Option<f64>,
    /// Weight of each comparison level, by comparison, levels in order.
    pub weights: Vec<(String, Vec<f64>)>,
}

/// Finds the records that are one contact.
///
/// `frame` and `findings` are what `validate` returns; `extra` names its columns outside the canonical fields; `masters` the sources
/// whose records never merge with one another.
///
/// # Errors
/// When the frame lacks a column that `validate` promises.
pub fn dedupe(
    frame: &DataFrame,
    findings: &[Finding],
    extra: &BTreeMap<String, ExtraKind>,
    masters: &[&str],
    plan: &plan::Dedupe,
) -> PolarsResult<Deduped> {
    let records = records::encode(&input::columns(frame, findings, extra, masters, &plan.ignore)?);
    let candidates =
        if plan.enabled { block::candidates(&records, plan.max_block) } else { block::Candidates::default() };
    let comparisons = compare::comparisons(&records);
    let patterns = compare::patterns(&records, &comparisons, &candidates.pairs);
    let model = model::fit(&records, &comparisons, &patterns);
    let scorer = gate::Scorer { records: &records, comparisons: &comparisons, model: &model };
    let scores = scorer.score_all(&candidates.pairs, &patterns);
    let clusters = cluster::cluster(&scorer, &candidates.pairs, &scores, plan.link_weight);
    let summary = Summary {
        candidate_pairs: candidates.pairs.len() as u64,
        patterns: model.patterns as u64,
        unblocked_records: candidates.unblocked(records.rows) as u64,
        oversized_keys: candidates.oversized.clone(),
        weights: model.table(&comparisons),
        ..tables::estimate(&candidates.pairs, &scores, &clusters)
    };
    let (pairs, review) = tables::tables(frame, &scorer, &candidates, &scores, &clusters.of_row, plan.review_weight)?;
    let (clusters, confidence) = clusters.by_input_row(&records);
    Ok(Deduped { confidence, clusters, pairs, review, summary })
}

/// Splits a packed pair; the left row is the smaller one.
const fn unpack(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, pair as u32)
}

/// Packs two rows, smaller first.
const fn pack(a: u32, b: u32) -> u64 {
    if a < b { (a as u64) << 32 | b as u64 } else { (b as u64) << 32 | a as u64 }
}
