//! The compared pairs by weight, and what the manifest says of their quality.

use super::columns::{of_table, rounded};
use crate::engine::frame::text;
use crate::report::folder::FolderError;
use polars::prelude::*;
use serde::Serialize;
use serde_json::Value;
use std::path::Path;

/// What a run can decide about a pair.
pub const DECISIONS: [&str; 3] = ["match", "review", "apart"];
/// Weights outside are counted with the outermost, bits.
const RANGE: (f64, f64) = (-12.0, 40.0);

/// Pairs of one bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bin {
    /// Their weights begin here, bits.
    pub from: i64,
    /// Pairs in the order of [`DECISIONS`].
    pub pairs: [u64; 3],
}

/// Figures of the matching.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matching {
    /// Pairs that were compared.
    pub candidate_pairs: u64,
    /// Weight from which records are linked, bits.
    pub link_weight: f64,
    /// Weight from which pairs are kept, bits.
    pub review_weight: f64,
    /// Share of the links that are right, as estimated.
    pub estimated_precision: Option<f64>,
    /// Half the width of its interval.
    pub precision_margin: Option<f64>,
    /// Share of the right links that were found, as estimated.
    pub estimated_recall: Option<f64>,
    /// Why nothing was estimated.
    pub not_estimable: Option<String>,
    /// Pairs by weight, without gaps.
    pub weights: Vec<Bin>,
    /// Pairs that wait for an answer.
    pub review_queue: u64,
}

/// Counts the pairs; `None` when the run matched nothing.
///
/// # Errors
/// When a table cannot be read.
pub fn read(out: &Path, manifest: Option<&Value>) -> Result<Option<Matching>, FolderError> {
    let Some(manifest) = manifest else { return Ok(None) };
    let weights = of_table(out, "pairs", &["match_weight", "decision"], bins)?;
    let queue = of_table(out, "review", &["rank"], |review| Ok(review.height() as u64))?;
    let figure = |name: &str| manifest[name].as_f64().map(rounded);
    let bound = |name: &str| manifest["options"][name].as_f64().unwrap_or(0.0);
    Ok(weights.map(|weights| Matching {
        candidate_pairs: manifest["candidate_pairs"].as_u64().unwrap_or(0),
        link_weight: bound("link_weight"),
        review_weight: bound("review_weight"),
        estimated_precision: figure("estimated_precision"),
        precision_margin: figure("precision_margin"),
        estimated_recall: figure("estimated_recall"),
        not_estimable: manifest["not_estimable"].as_str().map(str::to_owned),
        weights,
        review_queue: queue.unwrap_or(0),
    }))
}

fn bins(pairs: &DataFrame) -> PolarsResult<Vec<Bin>> {
    let (weights, decisions) = (pairs.column("match_weight")?.f64()?, text(pairs, "decision")?);
    let bit = |weight: f64| weight.clamp(RANGE.0, RANGE.1).floor() as i64;
    let (Some(least), Some(most)) = (weights.min().map(bit), weights.max().map(bit)) else { return Ok(Vec::new()) };
    let mut bins: Vec<Bin> = (least..=most).map(|from| Bin { from, pairs: [0; 3] }).collect();
    for (weight, decision) in weights.iter().zip(decisions.iter()) {
        let decision = DECISIONS.iter().position(|known| Some(*known) == decision);
        if let (Some(weight), Some(decision)) = (weight, decision) {
            bins[(bit(weight) - least) as usize].pairs[decision] += 1;
        }
    }
    Ok(bins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_have_no_gaps_and_hold_every_pair() {
        let pairs = df!["match_weight" => [-1.5, 2.0, 2.9, 99.0], "decision" => ["review", "match", "apart", "match"]];
        let bins = bins(&pairs.unwrap()).unwrap();
        assert_eq!((bins[0], bins[4]), (Bin { from: -2, pairs: [0, 1, 0] }, Bin { from: 2, pairs: [1, 0, 1] }));
        assert_eq!((bins.len(), bins[42].pairs), (43, [1, 0, 0]));
    }
}
