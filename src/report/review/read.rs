//! The open questions of a run, from `review` and `leads`.

use super::super::folder::{FolderError, broken, table};
use super::{FIELDS, Question, Record, Review};
use crate::engine::frame::text;
use polars::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;

const COLUMNS: [&str; 6] = ["rank", "left_record_id", "right_record_id", "match_weight", "match_probability", "reason"];

/// A pair as `review` has it.
struct Pair {
    left: String,
    right: String,
    weight: f64,
    probability: f64,
    reason: String,
}

/// Reads the pairs of the run in `out` that are not among the `answered` ones, in whichever order those name the two.
///
/// # Errors
/// When a table cannot be read, or a pair names a record that `leads` does not have.
pub fn read<'a>(out: &Path, answered: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Review, FolderError> {
    let review = table(out, "review", &COLUMNS)?;
    let mut pairs = pairs(&review).map_err(|error| broken(&out.join("review.parquet"), error))?;
    let answered: FxHashSet<(&str, &str)> = answered.into_iter().map(|(one, other)| ordered(one, other)).collect();
    let all = pairs.len();
    pairs.retain(|pair| !answered.contains(&ordered(&pair.left, &pair.right)));
    let answered = all - pairs.len();
    if pairs.is_empty() {
        return Ok(Review { questions: Vec::new(), answered });
    }
    let records = records(out, &pairs)?;
    let record = |id: &String| {
        let missing = || broken(&out.join("leads.parquet"), format!("it lacks the record `{id}` of review.parquet"));
        records.get(id).cloned().ok_or_else(missing)
    };
    let question = |pair: Pair| {
        let (left, right) = (record(&pair.left)?, record(&pair.right)?);
        Ok(Question { left, right, weight: pair.weight, probability: pair.probability, reason: pair.reason })
    };
    let questions = pairs.into_iter().map(question).collect::<Result<_, FolderError>>()?;
    Ok(Review { questions, answered })
}

fn ordered<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
    if one <= other { (one, other) } else { (other, one) }
}

/// The pairs in the order of their ranks.
fn pairs(review: &DataFrame) -> PolarsResult<Vec<Pair>> {
    let rank = review.column("rank")?.i32()?;
    let (left, right) = (text(review, "left_record_id")?, text(review, "right_record_id")?);
    let (weight, probability) = (review.column("match_weight")?.f64()?, review.column("match_probability")?.f64()?);
    let reason = text(review, "reason")?;
    let mut rows: Vec<usize> = (0..review.height()).collect();
    rows.sort_by_key(|&row| rank.get(row));
    let cell = |column: &StringChunked, row: usize| column.get(row).unwrap_or_default().to_owned();
    let pair = |row: usize| Pair {
        left: cell(left, row),
        right: cell(right, row),
        weight: weight.get(row).unwrap_or(f64::NAN),
        probability: probability.get(row).unwrap_or(f64::NAN),
        reason: cell(reason, row),
    };
    Ok(rows.into_iter().map(pair).collect())
}

/// The records of some pairs by id.
fn records(out: &Path, pairs: &[Pair]) -> Result<FxHashMap<String, Record>, FolderError> {
    let shown = FIELDS.iter().flat_map(|(_, columns)| columns.iter().copied());
    let columns: Vec<&str> = std::iter::once("record_id").chain(shown).collect();
    let leads = table(out, "leads", &columns)?;
    let wanted: FxHashSet<&str> = pairs.iter().flat_map(|pair| [pair.left.as_str(), pair.right.as_str()]).collect();
    let read = || -> PolarsResult<FxHashMap<String, Record>> {
        let is_wanted = |id: Option<&str>| Some(id.is_some_and(|id| wanted.contains(id)));
        let mask: BooleanChunked = text(&leads, "record_id")?.iter().map(is_wanted).collect();
        let leads = leads.filter(&mask)?;
        let fields = FIELDS.iter().map(|(_, columns)| values(&leads, columns)).collect::<PolarsResult<Vec<_>>>()?;
        let ids = text(&leads, "record_id")?;
        let record = |(row, id): (usize, Option<&str>)| {
            let id = id.unwrap_or_default().to_owned();
            (id.clone(), Record { id, values: fields.iter().map(|values| values[row].clone()).collect() })
        };
        Ok(ids.iter().enumerate().map(record).collect())
    };
    read().map_err(|error| broken(&out.join("leads.parquet"), error))
}

/// The values of some columns, row by row, joined by blanks.
fn values(leads: &DataFrame, columns: &[&str]) -> PolarsResult<Vec<String>> {
    let mut joined = vec![String::new(); leads.height()];
    for column in columns {
        let cells = leads.column(column)?.cast(&DataType::String)?;
        for (joined, cell) in joined.iter_mut().zip(cells.str()?.iter()) {
            let cell = cell.unwrap_or_default();
            if !joined.is_empty() && !cell.is_empty() {
                joined.push(' ');
            }
            joined.push_str(cell);
        }
    }
    Ok(joined)
}
