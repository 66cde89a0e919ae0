//! The contacts: how many records they are made of, the largest, the weakest, and what they allow.

use super::columns::{counts, flags, of_table, rounded};
use crate::engine::frame::text;
use crate::report::folder::FolderError;
use polars::prelude::*;
use serde::Serialize;
use std::path::Path;

/// Contacts that are listed.
const LISTED: usize = 8;
/// Records up to which sizes have a count of their own; the last holds all larger ones.
pub const SIZES: [(u64, &str); 8] =
    [(1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "5–6"), (9, "7–9"), (19, "10–19"), (u64::MAX, "20+")];

/// One contact that is worth a look.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cluster {
    /// Its id.
    pub contact_id: String,
    /// Its records.
    pub records: u64,
    /// Sources that know it.
    pub sources: u64,
    /// Lowest mean match probability of a record to the others.
    pub confidence: Option<f64>,
}

/// The contacts by size.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clusters {
    /// Contacts with so many records, in the order of [`SIZES`].
    pub sizes: [u64; 8],
    /// Contacts of an organisation.
    pub with_organisation: u64,
    /// The largest.
    pub largest: Vec<Cluster>,
    /// Those that hold together least.
    pub weakest: Vec<Cluster>,
}

/// What the contacts allow: yes, no, unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// Contacts, those known only from orders included.
    pub contacts: u64,
    /// Objected.
    pub opt_out: [u64; 3],
    /// E-mail.
    pub consent_email: [u64; 3],
    /// Phone.
    pub consent_phone: [u64; 3],
}

const COLUMNS: [&str; 8] = [
    "contact_id",
    "record_count",
    "source_count",
    "match_confidence",
    "organisation_id",
    "opt_out",
    "consent_email",
    "consent_phone",
];

/// Reads the contacts once for both.
///
/// # Errors
/// When the table cannot be read.
pub fn read(out: &Path) -> Result<Option<(Clusters, Consent)>, FolderError> {
    of_table(out, "contacts", &COLUMNS, |contacts| Ok((clusters(contacts)?, consent(contacts)?)))
}

fn clusters(contacts: &DataFrame) -> PolarsResult<Clusters> {
    let (ids, records, sources) =
        (text(contacts, "contact_id")?, counts(contacts, "record_count")?, counts(contacts, "source_count")?);
    let confidence = contacts.column("match_confidence")?.f64()?;
    let organisation = text(contacts, "organisation_id")?;
    let mut sizes = [0; 8];
    for &count in records.iter().filter(|count| **count > 0) {
        if let Some(at) = SIZES.iter().position(|(most, _)| count <= *most) {
            sizes[at] += 1;
        }
    }
    let with_organisation = organisation.iter().zip(&records).filter(|(id, count)| id.is_some() && **count > 0).count();
    let cluster = |row: &usize| Cluster {
        contact_id: ids.get(*row).unwrap_or_default().to_owned(),
        records: records[*row],
        sources: sources[*row],
        confidence: confidence.get(*row).map(rounded),
    };
    let merged: Vec<usize> = (0..records.len()).filter(|&row| records[row] > 1).collect();
    let largest = first(&merged, |row| (u64::MAX - records[row], row));
    // Probabilities are not below 0, so their bits are in order.
    let weakest = first(&merged, |row| (confidence.get(row).unwrap_or(1.0).max(0.0).to_bits(), row));
    Ok(Clusters {
        sizes,
        with_organisation: with_organisation as u64,
        largest: largest.iter().map(cluster).collect(),
        weakest: weakest.iter().map(cluster).collect(),
    })
}

/// The rows that come first by a key.
fn first(rows: &[usize], key: impl Fn(usize) -> (u64, usize)) -> Vec<usize> {
    let mut rows = rows.to_vec();
    if rows.len() > LISTED {
        rows.select_nth_unstable_by_key(LISTED, |row| key(*row));
        rows.truncate(LISTED);
    }
    rows.sort_unstable_by_key(|row| key(*row));
    rows
}

fn consent(contacts: &DataFrame) -> PolarsResult<Consent> {
    Ok(Consent {
        contacts: contacts.height() as u64,
        opt_out: flags(contacts, "opt_out")?,
        consent_email: flags(contacts, "consent_email")?,
        consent_phone: flags(contacts, "consent_phone")?,
    })
}
