//! The `pairs` and `review` tables and the figures of a matching run.

use super::block::{Candidates, shared_keys};
use super::cluster::Clusters;
use super::gate::{NEVER, Scorer};
use super::model::probability;
use super::{Summary, unpack};
use crate::engine::frame::{text, text_column};
use polars::prelude::*;
use rayon::prelude::*;

/// Probability between which an answer is worth asking for.
const UNSURE: std::ops::RangeInclusive<f64> = 0.05..=0.95;
/// Questions listed at most.
const QUESTIONS: usize = 10_000;

/// An estimate whose 95 % interval reaches further than this says too little to be given.
const WIDEST: f64 = 0.03;

/// Estimated precision and recall of the clusters: the model's own probabilities, added up. Recall is that among the
/// candidates: what no key brought together, nobody knows.
pub fn estimate(pairs: &[u64], scores: &[f64], clusters: &Clusters) -> Summary {
    let missed: f64 = pairs
        .iter()
        .zip(scores)
        .filter(|(pair, _)| {
            let (a, b) = unpack(**pair);
            clusters.of_row[a as usize] != clusters.of_row[b as usize]
        })
        .map(|(_, &score)| probability(score))
        .sum();
    let Clusters { pairs, right, .. } = *clusters;
    let precision = (pairs > 0.0).then(|| right / pairs);
    let margin = precision.map(|precision| 1.96 * (precision * (1.0 - precision) / pairs).sqrt());
    let estimable = margin.is_some_and(|margin| margin <= WIDEST);
    Summary {
        estimated_precision: precision.filter(|_| estimable),
        precision_margin: margin.filter(|_| estimable),
        not_estimable: (!estimable).then_some(if pairs > 0.0 {
            "too few pairs are linked"
        } else {
            "no pair is linked"
        }),
        estimated_recall: (estimable && right + missed > 0.0).then(|| right / (right + missed)),
        ..Summary::default()
    }
}

/// One written pair: rows in the order of their record ids.
struct Row<'a> {
    left: &'a str,
    right: &'a str,
    a: u32,
    b: u32,
    weight: f64,
    decision: &'static str,
}

/// Makes both tables; pairs below `bound` that were not linked are left out.
///
/// # Errors
/// When the frame has no `record_id`.
pub fn tables(
    frame: &DataFrame,
    scorer: &Scorer,
    candidates: &Candidates,
    scores: &[f64],
    cluster_of: &[u32],
    bound: f64,
) -> PolarsResult<(DataFrame, DataFrame)> {
    let ids = text(frame, "record_id")?.rechunk();
    let id = |row: u32| ids.get(scorer.records.order[row as usize] as usize).unwrap_or_default();
    let written = candidates.pairs.iter().zip(scores).filter_map(|(&pair, &weight)| {
        let (a, b) = unpack(pair);
        let linked = cluster_of[a as usize] == cluster_of[b as usize];
        if !linked && (weight < bound || weight <= NEVER) {
            return None;
        }
        let (a, b) = if id(a) <= id(b) { (a, b) } else { (b, a) };
        let unsure = UNSURE.contains(&probability(weight));
        let decision = match (linked, unsure) {
            (true, _) => "match",
            (false, true) => "review",
            (false, false) => "apart",
        };
        Some(Row { left: id(a), right: id(b), a, b, weight, decision })
    });
    let mut rows: Vec<Row> = written.collect();
    rows.par_sort_unstable_by(|x, y| (x.left, x.right).cmp(&(y.left, y.right)));
    Ok((pairs_table(scorer, &rows)?, review_table(rows)?))
}

fn round(weight: f64) -> f64 {
    (weight * 1e6).round() / 1e6
}

fn pairs_table(scorer: &Scorer, rows: &[Row]) -> PolarsResult<DataFrame> {
    let parts: Vec<Vec<f64>> = rows.par_iter().map(|row| scorer.parts(row.a, row.b)).collect();
    let keys: Vec<String> = rows.par_iter().map(|row| shared_keys(scorer.records, row.a, row.b)).collect();
    let mut columns = vec![
        text_column("left_record_id", rows.iter().map(|row| Some(row.left))),
        text_column("right_record_id", rows.iter().map(|row| Some(row.right))),
        floats("match_weight", rows.iter().map(|row| round(row.weight))),
        floats("match_probability", rows.iter().map(|row| round(probability(row.weight)))),
        text_column("decision", rows.iter().map(|row| Some(row.decision))),
        text_column("keys", keys.iter().map(Some)),
    ];
    for (at, comparison) in scorer.comparisons.iter().enumerate() {
        columns.push(floats(&format!("w_{}", comparison.name), parts.iter().map(|parts| round(parts[at]))));
    }
    DataFrame::new(rows.len(), columns)
}

fn floats(name: &str, values: impl Iterator<Item = f64>) -> Column {
    Float64Chunked::from_vec(name.into(), values.collect()).into_column()
}

fn review_table(mut rows: Vec<Row>) -> PolarsResult<DataFrame> {
    rows.retain(|row| UNSURE.contains(&probability(row.weight)));
    rows.sort_by(|x, y| {
        x.weight.abs().total_cmp(&y.weight.abs()).then_with(|| (x.left, x.right).cmp(&(y.left, y.right)))
    });
    rows.truncate(QUESTIONS);
    let reason = |row: &Row| {
        if row.decision == "match" {
            "linked, but the pair alone is unsure"
        } else {
            "left apart, but the pair may match"
        }
    };
    DataFrame::new(
        rows.len(),
        vec![
            Int32Chunked::from_vec("rank".into(), (1..=rows.len() as i32).collect()).into_column(),
            text_column("left_record_id", rows.iter().map(|row| Some(row.left))),
            text_column("right_record_id", rows.iter().map(|row| Some(row.right))),
            floats("match_weight", rows.iter().map(|row| round(row.weight))),
            floats("match_probability", rows.iter().map(|row| round(probability(row.weight)))),
            text_column("decision", rows.iter().map(|row| Some(row.decision))),
            text_column("reason", rows.iter().map(|row| Some(reason(row)))),
        ],
    )
}
