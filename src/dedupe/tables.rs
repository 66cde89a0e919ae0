//! The `pairs` and `review` tables.

use super::block::{Candidates, names_of, shared_masks};
use super::gate::{NEVER, Scorer};
use super::model::probability;
use super::{pack, unpack};
use crate::engine::frame::{text, text_column};
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Probability between which an answer is worth asking for.
const UNSURE: std::ops::RangeInclusive<f64> = 0.05..=0.95;
/// Questions listed at most.
const QUESTIONS: usize = 10_000;

/// One written pair: rows in the order of their record ids.
struct Row {
    a: u32,
    b: u32,
    weight: f64,
    decision: &'static str,
}

/// Record ids by record, and the place of each among the sorted ids.
struct Ids<'a> {
    of: Vec<&'a str>,
    place: Vec<u32>,
}

impl<'a> Ids<'a> {
    fn new(ids: &'a StringChunked, order: &[u32]) -> Self {
        let by_row: Vec<&str> = ids.iter().map(Option::unwrap_or_default).collect();
        let of: Vec<&str> = order.iter().map(|&row| by_row[row as usize]).collect();
        let mut sorted: Vec<u32> = (0..of.len() as u32).collect();
        sorted.par_sort_unstable_by_key(|&record| (of[record as usize], record));
        let mut place = vec![0; of.len()];
        for (at, &record) in sorted.iter().enumerate() {
            place[record as usize] = at as u32;
        }
        Self { of, place }
    }

    fn place(&self, record: u32) -> u32 {
        self.place[record as usize]
    }

    fn column(&self, name: &str, records: impl Iterator<Item = u32>) -> Column {
        text_column(name, records.map(|record| Some(self.of[record as usize])))
    }
}

/// The tables about pairs.
#[derive(Debug)]
pub struct Tables {
    /// The `pairs` table.
    pub pairs: DataFrame,
    /// The `review` table.
    pub review: DataFrame,
    /// The keys of each linked pair, as bits.
    pub linked: Vec<u64>,
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
) -> PolarsResult<Tables> {
    let ids = Ids::new(text(frame, "record_id")?, &scorer.records.order);
    let written = candidates.pairs.par_iter().zip(scores).with_min_len(8_192).filter_map(|(&pair, &weight)| {
        let (a, b) = unpack(pair);
        let linked = cluster_of[a as usize] == cluster_of[b as usize];
        if !linked && (weight < bound || weight <= NEVER) {
            return None;
        }
        let (a, b) = if ids.place(a) <= ids.place(b) { (a, b) } else { (b, a) };
        let unsure = UNSURE.contains(&probability(weight));
        let decision = match (linked, unsure) {
            (true, _) => "match",
            (false, true) => "review",
            (false, false) => "apart",
        };
        Some(Row { a, b, weight, decision })
    });
    let mut rows: Vec<Row> = written.collect();
    rows.par_sort_unstable_by_key(|row| (ids.place(row.a), ids.place(row.b)));
    let mut sizes = vec![0_u32; cluster_of.iter().max().map_or(0, |&most| most as usize + 1)];
    cluster_of.iter().for_each(|&cluster| sizes[cluster as usize] += 1);
    let size = |record: u32| f64::from(sizes[cluster_of[record as usize] as usize]);
    let keys = shared_masks(scorer.records, &rows.iter().map(|row| pack(row.a, row.b)).collect::<Vec<_>>());
    let linked = rows.iter().zip(&keys).filter(|(row, _)| row.decision == "match").map(|(_, &keys)| keys).collect();
    Ok(Tables { pairs: pairs_table(scorer, &ids, &rows, &keys)?, review: review_table(&ids, rows, size)?, linked })
}

fn round(weight: f64) -> f64 {
    (weight * 1e6).round() / 1e6
}

fn pairs_table(scorer: &Scorer, ids: &Ids, rows: &[Row], masks: &[u64]) -> PolarsResult<DataFrame> {
    let parts: Vec<Vec<f64>> = rows.par_iter().map(|row| scorer.parts(row.a, row.b)).collect();
    let mut names: FxHashMap<u64, String> = FxHashMap::default();
    for &mask in masks {
        names.entry(mask).or_insert_with(|| names_of(mask));
    }
    let mut columns = vec![
        ids.column("left_record_id", rows.iter().map(|row| row.a)),
        ids.column("right_record_id", rows.iter().map(|row| row.b)),
        floats("match_weight", rows.iter().map(|row| round(row.weight))),
        floats("match_probability", rows.iter().map(|row| round(probability(row.weight)))),
        text_column("decision", rows.iter().map(|row| Some(row.decision))),
        text_column("keys", masks.iter().map(|mask| names.get(mask))),
    ];
    for (at, comparison) in scorer.comparisons.iter().enumerate() {
        columns.push(floats(&format!("w_{}", comparison.name), parts.iter().map(|parts| round(parts[at]))));
    }
    DataFrame::new(rows.len(), columns)
}

fn floats(name: &str, values: impl Iterator<Item = f64>) -> Column {
    Float64Chunked::from_vec(name.into(), values.collect()).into_column()
}

/// What an answer about a pair is worth: how unsure the model is (variance of the answer), times the pairs of records that
/// it decides: all between two groups, or those of one record with its group.
fn value_of(row: &Row, size: impl Fn(u32) -> f64) -> f64 {
    let probability = probability(row.weight);
    let decided = if row.decision == "match" { size(row.a) - 1.0 } else { size(row.a) * size(row.b) };
    probability * (1.0 - probability) * decided
}

fn review_table(ids: &Ids, mut rows: Vec<Row>, size: impl Fn(u32) -> f64) -> PolarsResult<DataFrame> {
    rows.retain(|row| UNSURE.contains(&probability(row.weight)));
    rows.sort_by(|x, y| {
        let place = |row: &Row| (ids.place(row.a), ids.place(row.b));
        value_of(y, &size).total_cmp(&value_of(x, &size)).then_with(|| place(x).cmp(&place(y)))
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
            ids.column("left_record_id", rows.iter().map(|row| row.a)),
            ids.column("right_record_id", rows.iter().map(|row| row.b)),
            floats("match_weight", rows.iter().map(|row| round(row.weight))),
            floats("match_probability", rows.iter().map(|row| round(probability(row.weight)))),
            text_column("decision", rows.iter().map(|row| Some(row.decision))),
            text_column("reason", rows.iter().map(|row| Some(reason(row)))),
        ],
    )
}
