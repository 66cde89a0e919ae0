//! Why two records of a finished run are, or are not, one contact.
//!
//! Matching is deterministic, so the records are matched once more from the tables of the run, with the options in its
//! manifest, and the pair is explained from the same model. That this gives the contacts of the run is checked, and said
//! where it does not. Costs as much as the matching of the run, mostly seconds.

mod human;
mod load;
mod page;

pub use human::write as write_human;
pub use page::html;

use crate::dedupe::{Explanation, Matching};
use crate::engine::frame::text;
use crate::report::folder::{FolderError, broken, unknown};
use load::Loaded;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::path::Path;

/// One of the two records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// `<source>:<source_key>`.
    pub record_id: String,
    /// Name of the source.
    pub source: String,
    /// The contact it belongs to in the run.
    pub contact_id: String,
}

/// Why two records are, or are not, one contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// The first record.
    pub left: Asked,
    /// The second.
    pub right: Asked,
    /// The decision and its parts.
    #[serde(flatten)]
    pub explanation: Explanation,
    /// Records that matching again puts into another contact than the run did; 0 unless another version of the program
    /// made the run.
    pub records_elsewhere: usize,
}

/// Why nothing can be said about two records.
#[derive(Debug, thiserror::Error)]
pub enum WhyError {
    /// The run cannot be read, or does not know a record.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The two records are one.
    #[error("`{0}` was named twice; name two records")]
    Same(String),
}

/// Explains two records of the run in `out`.
///
/// # Errors
/// When the run cannot be read, is of a version that did not write down its options, or does not know a record.
pub fn why(out: &Path, left: &str, right: &str) -> Result<Why, WhyError> {
    let run = load::load(out)?;
    let path = out.join("leads.parquet");
    let ids = text(&run.leads, "record_id").map_err(|error| broken(&path, error))?;
    let find = |id: &str| ids.iter().position(|known| known == Some(id)).ok_or_else(|| unknown(out, "record", id, ids));
    let (a, b) = (find(left)?, find(right)?);
    if a == b {
        return Err(WhyError::Same(left.to_owned()));
    }
    explain(&run, a, b).map_err(|error| broken(&path, error).into())
}

fn explain(run: &Loaded, a: usize, b: usize) -> PolarsResult<Why> {
    let options = &run.options;
    let matching =
        Matching::of(&run.leads, &run.findings, &options.extra, &options.unique(), &options.labels, &options.dedupe)?;
    let explanation = matching.explain(a, b)?.ok_or_else(|| polars_err!(NoData: "no such two records"))?;
    let [id, source, contact] = ["record_id", "source", "contact_id"].map(|name| text(&run.leads, name));
    let (id, source, contact) = (id?, source?, contact?);
    let asked = |row: usize| {
        let cell = |column: &StringChunked| column.get(row).unwrap_or_default().to_owned();
        Asked { record_id: cell(id), source: cell(source), contact_id: cell(contact) }
    };
    let records_elsewhere = elsewhere(&matching.clusters().0, contact);
    Ok(Why { left: asked(a), right: asked(b), explanation, records_elsewhere })
}

/// Records whose cluster is not the contact of its first record, or whose contact is not the cluster of its first.
fn elsewhere(clusters: &[u32], contacts: &StringChunked) -> usize {
    let mut contact_of: FxHashMap<u32, &str> = FxHashMap::default();
    let mut cluster_of: FxHashMap<&str, u32> = FxHashMap::default();
    let rows = clusters.iter().zip(contacts.iter());
    rows.filter(|(cluster, contact)| {
        let contact = contact.unwrap_or_default();
        *contact_of.entry(**cluster).or_insert(contact) != contact
            || *cluster_of.entry(contact).or_insert(**cluster) != **cluster
    })
    .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_that_moved_are_counted_both_ways() {
        let contacts = StringChunked::new("contact_id".into(), ["x", "x", "y", "z"]);
        assert_eq!(elsewhere(&[0, 0, 1, 2], &contacts), 0);
        assert_eq!(elsewhere(&[0, 1, 2, 3], &contacts), 1);
        assert_eq!(elsewhere(&[0, 0, 1, 1], &contacts), 1);
    }
}
