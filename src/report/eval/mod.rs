//! How good a run's contacts are, against labels: pairwise and B-cubed precision, recall and F1, and where they come from.
//!
//! [`labels`] reads who belongs together, [`leads`] what the run made of it, [`count`] compares both from the sizes of
//! groups, [`reach`] tells what matching had before it and did not link, [`show`] prints it.
//!
//! Figures are given over all pairs, by pair of sources, and by how many kinds of value (name, e-mail, phone, address,
//! birth date) two records both have. No pair is ever enumerated: a group of n records needs n steps, and the pairs of its
//! strata follow from the sizes of their parts. So every stratum is exact and none has to be left out, whatever a cluster
//! holds.
//!
//! Not for the share of true pairs that matching compared: a run keeps no list of its candidates. What its tables do tell
//! is in [`Reach`].

mod count;
mod labels;
mod leads;
mod reach;
mod show;

use labels::Labels;
use leads::Leads;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

pub use count::{Scores, Stratum};
pub use leads::KINDS;
pub use reach::{Matching, Reach};
pub use show::{human, json};

/// Pairs that share this many kinds of value or more are one stratum.
pub const MOST_SHARED: u32 = 4;

/// How good a run is.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Labelled records.
    pub records: u64,
    /// Labelled records that the run does not have, or that their key does not tell from others.
    pub missing: u64,
    /// Entities among the labels.
    pub entities: u64,
    /// Contacts that hold a labelled record.
    pub contacts: u64,
    /// Counts over all pairs.
    pub pairs: Stratum,
    /// Over pairs.
    pub pairwise: Scores,
    /// Averaged over records.
    pub bcubed: Scores,
    /// Pairs by their two sources, in order of name, where there is a true or a linked pair; `None` stands for records that the run does not have.
    pub by_sources: Vec<([Option<String>; 2], Stratum)>,
    /// Pairs by the number of [`KINDS`] both records have, up to [`MOST_SHARED`]; `None` for pairs with a record that the
    /// run does not have.
    pub by_shared: Vec<(Option<u32>, Stratum)>,
    /// Which true pairs matching had before it, or why that cannot be told.
    pub reach: Result<Reach, String>,
    /// How much matching compared, all leads of the run taken together.
    pub matching: Matching,
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

/// A labelled record as the run sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Record {
    /// Number of its entity.
    entity: u32,
    /// Number of its contact; one of its own for a record that the run does not have.
    contact: u32,
    /// What the run says of it.
    known: Option<Known>,
}

/// What the run says of a record.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Known {
    /// Its row in `leads`.
    row: u32,
    /// Number of its source.
    source: u32,
    /// Which of [`KINDS`] it has, a bit each.
    has: u8,
}

/// Evaluates the run in `out` against the labels in `truth`.
///
/// # Errors
/// When a file cannot be read, a column is missing, or no label belongs to the run.
pub fn evaluate(out: &Path, truth: &Path) -> Result<Evaluation, EvalError> {
    let labels = labels::read(truth)?;
    let leads = leads::read(out)?;
    let records = join(&labels, &leads);
    let missing = records.iter().filter(|record| record.known.is_none()).count();
    if missing == records.len() {
        return Err(EvalError::Foreign { path: truth.to_owned(), labels: missing });
    }
    let listed = reach::listed(out, &records, &leads)?;
    let matching = reach::matching(out, leads.rows());
    Ok(evaluation(&records, &leads.sources, listed, matching))
}

/// Labelled records with their place in the run.
fn join(labels: &Labels, leads: &Leads) -> Vec<Record> {
    let rows = leads.by_key(labels.by_position);
    let mut entities: FxHashMap<&str, u32> = FxHashMap::default();
    let mut unused = leads.contacts;
    let record = |(key, entity): (&str, _)| {
        let next = entities.len() as u32;
        let entity = *entities.entry(entity).or_insert(next);
        let Some(&row) = rows.get(key) else {
            unused += 1;
            return Record { entity, contact: unused - 1, known: None };
        };
        let at = row as usize;
        let known = Known { row, source: leads.source[at], has: leads.has[at] };
        Record { entity, contact: leads.contact[at], known: Some(known) }
    };
    labels.rows.iter().map(|(key, entity)| (key.as_str(), entity.as_str())).map(record).collect()
}

/// All figures; `listed` are the true pairs that were compared and listed, by their places among the records.
fn evaluation(
    records: &[Record],
    sources: &[String],
    listed: Result<Vec<[usize; 2]>, String>,
    matching: Matching,
) -> Evaluation {
    let pairs = listed.as_deref().unwrap_or_default();
    let whole = count::strata(records, pairs, |_| (), |_, _| ()).into_values().next().unwrap_or_default();
    let source = |record: &Record| record.known.map(|known| known.source);
    let by_sources = count::strata(records, pairs, source, |a, b| [a, b]);
    let name = |source: Option<u32>| source.and_then(|at| sources.get(at as usize)).cloned();
    let has = |record: &Record| record.known.map(|known| known.has);
    let shared = |a: Option<u8>, b: Option<u8>| Some((a? & b?).count_ones().min(MOST_SHARED));
    Evaluation {
        records: records.len() as u64,
        missing: records.iter().filter(|record| record.known.is_none()).count() as u64,
        entities: count::groups(records, |record| record.entity),
        contacts: count::groups(records, |record| record.contact),
        pairs: whole,
        pairwise: whole.scores(),
        bcubed: count::bcubed(records),
        by_sources: by_sources.into_iter().map(|(pair, stratum)| (pair.map(name), stratum)).collect(),
        by_shared: count::strata(records, pairs, has, shared).into_iter().collect(),
        reach: listed.map(|listed| Reach::new(whole, listed.len() as u64)),
        matching,
    }
}

/// The columns of a table of the run.
fn columns(out: &Path, table: &str, names: &[&str]) -> Result<DataFrame, EvalError> {
    let path = out.join(table);
    let unreadable = |message: String| EvalError::Unreadable { path: path.clone(), message };
    let file =
        File::open(&path).map_err(|error| unreadable(format!("{error}; is {} the folder of a run?", out.display())))?;
    let names = names.iter().map(|&name| name.to_owned()).collect();
    ParquetReader::new(file).with_columns(Some(names)).finish().map_err(|error| unreadable(error.to_string()))
}
