//! What matching had before it: `pairs.parquet` and the count of candidates in `manifest.json`.

use super::count::share;
use super::leads::Leads;
use super::{EvalError, Record, Stratum, columns};
use crate::engine::frame::text;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// True pairs that the run linked, or compared and listed. The others were never compared, or compared and found so
/// unlike that they are not listed: which of the two, the tables do not say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// True pairs that were linked or listed.
    pub pairs: u64,
    /// Their share of the true pairs: recall if every listed true pair were linked; null when there is no true pair.
    pub share: Option<f64>,
    /// True pairs that are listed, linked or not. All of them were candidates.
    pub listed: u64,
    /// Their share of the true pairs: the share that keys brought together is at least this.
    pub candidate_recall_at_least: Option<f64>,
}

impl Reach {
    /// From the counts over all pairs and the number of true pairs that are listed.
    pub fn new(whole: Stratum, listed: u64) -> Self {
        let pairs = whole.within_reach();
        Self { pairs, share: share(pairs, whole.truth), listed, candidate_recall_at_least: share(listed, whole.truth) }
    }
}

/// How much matching compared, labelled or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Matching {
    /// Leads of the run.
    pub leads: u64,
    /// Pairs that could be made of them.
    pub possible_pairs: u64,
    /// Pairs that keys brought together, from the manifest.
    pub candidate_pairs: Option<u64>,
}

/// The context of the run in `out`; a manifest that says nothing leaves the candidates unknown.
pub fn matching(out: &Path, leads: usize) -> Matching {
    let manifest = fs::read(out.join("manifest.json")).ok();
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok()).unwrap_or_default();
    let leads = leads as u64;
    let possible_pairs = leads * leads.saturating_sub(1) / 2;
    Matching { leads, possible_pairs, candidate_pairs: manifest["matching"]["candidate_pairs"].as_u64() }
}

/// True pairs that are listed, by their places among the records; or why that cannot be told.
///
/// # Errors
/// When there is a `pairs.parquet` that cannot be read.
pub fn listed(out: &Path, records: &[Record], leads: &Leads) -> Result<Result<Vec<[usize; 2]>, String>, EvalError> {
    let table = "pairs.parquet";
    if !out.join(table).exists() {
        return Ok(Err(format!("the run has no {table}")));
    }
    let pairs = columns(out, table, &["left_record_id", "right_record_id"])?;
    let unreadable = |error: PolarsError| EvalError::Unreadable { path: out.join(table), message: error.to_string() };
    true_pairs(&pairs, records, leads).map(Ok).map_err(unreadable)
}

/// Listed pairs whose records are of one entity.
fn true_pairs(pairs: &DataFrame, records: &[Record], leads: &Leads) -> PolarsResult<Vec<[usize; 2]>> {
    let rows = records.iter().zip(0..).filter_map(|(record, place)| Some((record.known?.row, place)));
    let places: FxHashMap<u32, usize> = rows.collect();
    let ids = leads.by_id(|row| places.contains_key(&row));
    let place = |id: Option<&str>| places.get(ids.get(id?)?).copied();
    let (left, right) = (text(pairs, "left_record_id")?, text(pairs, "right_record_id")?);
    let both = left.iter().zip(right.iter()).filter_map(|(left, right)| Some([place(left)?, place(right)?]));
    Ok(both.filter(|&[left, right]| records[left].entity == records[right].entity).collect())
}
