//! Pairwise and B-cubed precision, recall and F1 of a run's contacts against labels.
//!
//! Labels are a CSV file with a column that names the entity (`cluster_id`, `person_id`, `entity_id` or `contact_id`) and
//! either `record_id` (as in `leads.parquet`, or the source's own key where it is unique) or `source` and `source_row`.
//! Rows without an entity are left out; records that the run does not have count as single ones. Nothing is enumerated:
//! pairs are counted from the sizes of the overlaps.

use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

const ENTITY: [&str; 4] = ["cluster_id", "person_id", "entity_id", "contact_id"];

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

/// How good a run is.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Labelled records.
    pub records: u64,
    /// Labelled records that the run does not have.
    pub missing: u64,
    /// Entities among the labels.
    pub entities: u64,
    /// Contacts that hold a labelled record.
    pub contacts: u64,
    /// Pairs of records of one entity.
    pub true_pairs: u64,
    /// Pairs of labelled records in one contact.
    pub linked_pairs: u64,
    /// Pairs that are both.
    pub correct_pairs: u64,
    /// Over pairs.
    pub pairwise: Scores,
    /// Averaged over records.
    pub bcubed: Scores,
}

/// Why a run cannot be evaluated.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A file cannot be read.
    #[error("cannot read {path}: {message}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The labels lack a column.
    #[error("{path} needs a column {wanted}; it has {found}")]
    Columns {
        /// The file.
        path: PathBuf,
        /// What is missing.
        wanted: &'static str,
        /// What is there.
        found: String,
    },
    /// No label belongs to the run.
    #[error("none of the {labels} labelled records of {path} is in the run; are they labels of another run?")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Labelled records.
        labels: usize,
    },
}

/// Evaluates the run in `out` against the labels in `truth`.
///
/// # Errors
/// When a file cannot be read, a column is missing, or no label belongs to the run.
pub fn evaluate(out: &Path, truth: &Path) -> Result<Evaluation, EvalError> {
    let labels = labels(truth)?;
    let contacts = contact_of(out, &labels)?;
    let found: Vec<Option<&str>> = labels.rows.iter().map(|(key, _)| contacts.get(key).map(String::as_str)).collect();
    let missing = found.iter().filter(|contact| contact.is_none()).count();
    if missing == labels.rows.len() {
        return Err(EvalError::Foreign { path: truth.to_owned(), labels: missing });
    }
    let single: Vec<String> = (0..labels.rows.len()).map(|at| format!("\0{at}")).collect();
    let pairs = labels.rows.iter().zip(&found).zip(&single);
    let pairs = pairs.map(|(((_, entity), contact), single)| (entity.as_str(), contact.unwrap_or(single)));
    Ok(Evaluation { missing: missing as u64, ..compare(pairs) })
}

/// Keys of records as the labels name them.
struct Labels {
    by_position: bool,
    rows: Vec<(String, String)>,
}

fn labels(path: &Path) -> Result<Labels, EvalError> {
    let unreadable = |error: csv::Error| EvalError::Unreadable { path: path.to_owned(), message: error.to_string() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(unreadable)?;
    let headers: Vec<String> = reader
        .headers()
        .map_err(unreadable)?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').to_owned())
        .collect();
    let position = |name: &str| headers.iter().position(|header| header == name);
    let missing = |wanted| EvalError::Columns { path: path.to_owned(), wanted, found: headers.join(", ") };
    let entity = ENTITY.iter().find_map(|name| position(name)).ok_or_else(|| missing("cluster_id or person_id"))?;
    let (record, source, row) = (position("record_id"), position("source"), position("source_row"));
    let by_position = record.is_none();
    if by_position && (source.is_none() || row.is_none()) {
        return Err(missing("record_id, or source and source_row"));
    }
    let mut rows = Vec::new();
    for line in reader.records() {
        let line = line.map_err(unreadable)?;
        let cell = |at: Option<usize>| at.and_then(|at| line.get(at)).unwrap_or_default();
        let key = if by_position { format!("{}:{}", cell(source), cell(row)) } else { cell(record).to_owned() };
        if !cell(Some(entity)).is_empty() {
            rows.push((key, cell(Some(entity)).to_owned()));
        }
    }
    Ok(Labels { by_position, rows })
}

/// Contact of each record by the labels' kind of key.
fn contact_of(out: &Path, labels: &Labels) -> Result<FxHashMap<String, String>, EvalError> {
    let path = out.join("leads.parquet");
    let unreadable = |message: String| EvalError::Unreadable { path: path.clone(), message };
    let file =
        File::open(&path).map_err(|error| unreadable(format!("{error}; is {} the folder of a run?", out.display())))?;
    let columns = ["record_id", "source", "source_row", "source_key", "contact_id"];
    let leads = ParquetReader::new(file).with_columns(Some(columns.map(str::to_owned).to_vec())).finish();
    let leads = leads.map_err(|error| unreadable(error.to_string()))?;
    keys(&leads, labels).map_err(|error| unreadable(error.to_string()))
}

fn keys(leads: &DataFrame, labels: &Labels) -> PolarsResult<FxHashMap<String, String>> {
    let (record, source) = (leads.column("record_id")?.str()?, leads.column("source")?.str()?);
    let (row, key) = (leads.column("source_row")?.i64()?, leads.column("source_key")?.str()?);
    let contact = leads.column("contact_id")?.str()?;
    let mut known = FxHashMap::default();
    let mut ambiguous = Vec::new();
    for at in 0..leads.height() {
        let Some(contact) = contact.get(at) else { continue };
        if labels.by_position {
            let key = format!("{}:{}", source.get(at).unwrap_or_default(), row.get(at).unwrap_or_default());
            known.insert(key, contact.to_owned());
            continue;
        }
        let own = key.get(at).unwrap_or_default();
        if known.insert(own.to_owned(), contact.to_owned()).is_some() {
            ambiguous.push(own);
        }
    }
    for key in ambiguous {
        known.remove(key);
    }
    if !labels.by_position {
        for (record, contact) in record.iter().zip(contact.iter()) {
            if let (Some(record), Some(contact)) = (record, contact) {
                known.insert(record.to_owned(), contact.to_owned());
            }
        }
    }
    Ok(known)
}

/// Figures over (entity, contact) of each labelled record.
fn compare<'a>(records: impl Iterator<Item = (&'a str, &'a str)>) -> Evaluation {
    let mut overlaps: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for pair in records {
        *overlaps.entry(pair).or_default() += 1;
    }
    let mut entities: FxHashMap<&str, u64> = FxHashMap::default();
    let mut contacts: FxHashMap<&str, u64> = FxHashMap::default();
    for ((entity, contact), count) in &overlaps {
        *entities.entry(entity).or_default() += count;
        *contacts.entry(contact).or_default() += count;
    }
    let pairs = |sizes: &mut dyn Iterator<Item = u64>| sizes.map(|size| size * size.saturating_sub(1) / 2).sum::<u64>();
    let correct = pairs(&mut overlaps.values().copied());
    let truth = pairs(&mut entities.values().copied());
    let linked = pairs(&mut contacts.values().copied());
    let share = |part: u64, whole: u64| if whole > 0 { part as f64 / whole as f64 } else { 1.0 };
    let total: u64 = overlaps.values().sum();
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((entity, contact), count) in &overlaps {
        let squared = (count * count) as f64;
        precision += squared / contacts.get(contact).copied().unwrap_or(1) as f64;
        recall += squared / entities.get(entity).copied().unwrap_or(1) as f64;
    }
    let average = |sum: f64| if total > 0 { sum / total as f64 } else { 1.0 };
    Evaluation {
        records: total,
        missing: 0,
        entities: entities.len() as u64,
        contacts: contacts.len() as u64,
        true_pairs: truth,
        linked_pairs: linked,
        correct_pairs: correct,
        pairwise: Scores::new(share(correct, linked), share(correct, truth)),
        bcubed: Scores::new(average(precision), average(recall)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_small_case_by_hand() {
        // Entities {1,2,3} and {4}; contacts {1,2}, {3,4}.
        let found = compare([("a", "x"), ("a", "x"), ("a", "y"), ("b", "y")].into_iter());
        assert_eq!((found.true_pairs, found.linked_pairs, found.correct_pairs), (3, 2, 1));
        assert_eq!((found.pairwise.precision, found.pairwise.recall), (0.5, 1.0 / 3.0));
        // B-cubed precision: 1, 1, 1/2, 1/2; recall: 2/3, 2/3, 1/3, 1.
        assert!((found.bcubed.precision - 0.75).abs() < 1e-12);
        assert!((found.bcubed.recall - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn perfect_and_empty_results_score_one() {
        let found = compare([("a", "x"), ("a", "x")].into_iter());
        assert_eq!((found.pairwise.f1, found.bcubed.f1), (1.0, 1.0));
        let found = compare([("a", "x"), ("b", "y")].into_iter());
        assert_eq!(found.pairwise.f1, 1.0);
    }
}
