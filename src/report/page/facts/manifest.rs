//! What `manifest.json` and `run_results.json` say, as far as a report tells it.

use crate::model::code;
use crate::report::folder::{FolderError, broken, manifest};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The manifest of a run.
#[derive(Debug, Clone, Deserialize)]
pub struct Manifest {
    /// Version of the program.
    pub leadloom: String,
    /// Name of the pipeline.
    pub pipeline: String,
    /// `done` or `failed`.
    pub status: String,
    /// The clock of the run.
    pub as_of: String,
    /// Counts.
    pub accounting: Accounting,
    /// Lifetime models, or why there are none.
    pub lifetime: Option<Value>,
    /// The recommender and how it did on the past.
    pub recommendations: Option<Value>,
    /// Figures of the matching.
    pub matching: Option<Value>,
    /// Time of the stages.
    #[serde(default)]
    pub timings: Vec<Timing>,
    /// Wall time of the run.
    pub seconds: f64,
    /// Threads it used.
    pub threads: u64,
    /// Most memory it held.
    pub peak_memory_bytes: Option<u64>,
    /// Erasures since.
    #[serde(default)]
    pub erasures: Vec<Value>,
}

/// Counts of a run.
#[derive(Debug, Clone, Deserialize)]
pub struct Accounting {
    /// By source.
    pub sources: Vec<Source>,
    /// Accepted records.
    pub leads: u64,
    /// Contacts with a record.
    pub contacts: u64,
    /// Contacts that only the orders know.
    pub contacts_known_only_from_orders: u64,
    /// Organisations.
    pub organisations: u64,
    /// Suppression entries that hit a contact.
    pub suppressions_hit: u64,
    /// What filled gaps.
    #[serde(default)]
    pub enriched: Vec<Gap>,
    /// Order lines.
    pub orders: Option<OrderLines>,
}

/// Counts of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub source: String,
    /// What its rows are.
    pub records: String,
    /// Rows read.
    pub rows_read: u64,
    /// Rows used.
    pub used: u64,
    /// Order lines excluded with a reason.
    pub excluded: u64,
    /// Rows that could not be used.
    pub rejects: u64,
}

/// What became of the order lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLines {
    /// Lines read.
    pub lines: u64,
    /// Counted as bought.
    pub sales: u64,
    /// Counted as returned.
    pub returns: u64,
    /// Excluded with a reason.
    pub excluded: u64,
    /// Orders.
    pub orders: u64,
}

/// What one rule of enrichment filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The rule.
    pub rule: String,
    /// Contacts it found something for.
    pub matched: u64,
    /// Cells filled, by field.
    pub cells: BTreeMap<String, u64>,
}

/// Time of one stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Its name.
    pub stage: String,
    /// Wall time.
    pub seconds: f64,
    /// Rows it worked on.
    pub rows: u64,
}

/// One gate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gate {
    /// Its name.
    pub name: String,
    /// What it bounds.
    pub metric: String,
    /// The measured value; null when the metric has no meaning here.
    pub value: Option<f64>,
    /// Least value allowed.
    pub min: Option<f64>,
    /// Highest value allowed.
    pub max: Option<f64>,
    /// `pass`, `warn`, `error` or `not_applicable`.
    pub status: String,
}

/// How often a code was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The code.
    pub code: &'static str,
    /// How grave it is.
    pub severity: &'static str,
    /// How often.
    pub count: u64,
}

/// Reads the manifest of the run in `out`.
///
/// # Errors
/// When it is missing or lacks what every version writes.
pub fn read(out: &Path) -> Result<Manifest, FolderError> {
    serde_json::from_value(manifest(out)?).map_err(|error| broken(&out.join("manifest.json"), error))
}

/// The gates, and the counts of the findings with the most frequent first.
///
/// # Errors
/// When `run_results.json` is missing or no JSON.
pub fn results(out: &Path) -> Result<(Vec<Gate>, Vec<Counted>), FolderError> {
    let path = out.join("run_results.json");
    let text = std::fs::read_to_string(&path).map_err(|error| broken(&path, error))?;
    let results: Value = serde_json::from_str(&text).map_err(|error| broken(&path, error))?;
    let rows = results["results"].as_array().map(Vec::as_slice).unwrap_or_default();
    let gates = rows.iter().filter_map(gate).collect();
    let mut counts: Vec<Counted> = rows.iter().filter_map(counted).collect();
    counts.sort_by(|x, y| y.count.cmp(&x.count).then(x.code.cmp(y.code)));
    Ok((gates, counts))
}

fn gate(row: &Value) -> Option<Gate> {
    let word = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    Some(Gate {
        name: row["id"].as_str()?.strip_prefix("gate.")?.to_owned(),
        metric: word("metric"),
        value: row["value"].as_f64(),
        min: row["threshold"]["min"].as_f64(),
        max: row["threshold"]["max"].as_f64(),
        status: word("status"),
    })
}

fn counted(row: &Value) -> Option<Counted> {
    let known = code::find(row["id"].as_str()?.strip_prefix("finding.")?)?;
    Some(Counted { code: known.code, severity: known.severity.name(), count: row["failed"].as_u64()? })
}
