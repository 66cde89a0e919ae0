//! What files hold and what is wrong with them, without a pipeline: the document of `leadloom profile`.
//!
//! Runs the code a pipeline would run: `ingest` finds and maps the columns, `validate` judges the mapped ones. Not for
//! reading many files as one source. Costs all records of one file in memory, one hash per cell and one validation.

pub(super) mod damage;
mod document;
mod human;
mod values;

pub use document::{Column, File, Preview, Profile, SkippedLine};
pub use human::{Look, write as write_human};

use super::country::default_country;
use super::stdin::{DASH, NAME, Spool};
use crate::ingest::{self, IngestError, InspectedColumn, Inspection};
use crate::pipeline::inputs::{self, Found, Inputs};
use crate::pipeline::plan::{ExtraKind, ReadOptions};
use damage::Damage;
use polars::prelude::{Column as Cells, StringChunked};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use values::Values;

/// Records of a preview unless the user says otherwise.
pub const PREVIEW: usize = 20;

/// What files call sheets that are there and not read; they are also named one by one.
pub(super) const HIDDEN_SHEETS: &str = "hidden_sheets";

/// Share of values from which on a column is one of e-mail addresses or phone numbers.
const MOSTLY: f64 = 0.8;

/// What canonical fields hold, where that is more certain than what their values look like.
const TYPES: &[(&str, &[&str])] = &[
    ("email", &["email", "email_2"]),
    ("phone", &["phone", "mobile", "fax"]),
    ("identifier", &["source_key", "postal_code", "po_box", "vat_id", "customer_id", "order_id", "activity_id"]),
    (
        "date",
        &[
            "birth_date",
            "created_at",
            "updated_at",
            "last_activity_at",
            "consent_at",
            "order_date",
            "occurred_at",
            "opted_out_at",
            "cancelled_at",
        ],
    ),
    ("number", &["quantity", "unit_price", "order_total", "discount", "tax", "refunded_amount"]),
    (
        "text",
        &["given_name", "middle_name", "family_name", "full_name", "nickname", "company", "street", "city", "notes"],
    ),
    ("flag", &["consent_email", "consent_phone", "opt_out"]),
];

/// Profiles files, folders, globs and standard input (`-`), file after file; a preview has
/// `preview` records, all when `None`. `limit` ends every file after that many records.
///
/// A file that cannot be opened is in [`Profile::failed`] and stops none of the others. An empty one is no failure.
pub fn profile(paths: &[PathBuf], preview: Option<usize>, limit: Option<usize>) -> Profile {
    let Inputs { files, left_out } = inputs::expand(paths);
    let left_out = left_out.into_iter().map(|(path, why)| (path, why.to_string())).collect();
    let mut profile = Profile { left_out, ..Profile::default() };
    for Found { path, .. } in files {
        if path.as_os_str() == DASH {
            profile.take(NAME.into(), piped(preview, limit));
            continue;
        }
        match ingest::members(&path) {
            Ok(members) => members.into_iter().for_each(|member| {
                let found = one(&member, preview, limit);
                profile.take(member, found);
            }),
            Err(error) => profile.failed.push((path, error)),
        }
    }
    profile
}

impl Profile {
    fn take(&mut self, path: PathBuf, found: Result<Vec<File>, IngestError>) {
        match found {
            Ok(files) => self.files.extend(files),
            Err(error) => self.failed.push((path, error)),
        }
    }
}

/// Standard input, under the name it has in messages.
fn piped(preview: Option<usize>, limit: Option<usize>) -> Result<Vec<File>, IngestError> {
    let unreadable = |source| IngestError::Unreadable { path: NAME.into(), source };
    let spool = Spool::new(std::io::stdin().lock()).map_err(unreadable)?;
    let mut files = one(&spool.path, preview, limit)?;
    files.iter_mut().for_each(|file| file.file = NAME.to_owned());
    Ok(files)
}

/// The entries of one file: one, or one per sheet that holds data.
fn one(path: &Path, preview: Option<usize>, limit: Option<usize>) -> Result<Vec<File>, IngestError> {
    let found = match ingest::inspect_with(path, &ReadOptions::default(), limit) {
        Ok(found) => found,
        Err(IngestError::Empty { path }) => return Ok(vec![File::empty(&path)]),
        Err(error) => return Err(error),
    };
    let country = default_country(&found).map(|(country, _)| country);
    found.into_iter().map(|found| entry(found, country, preview.unwrap_or(usize::MAX))).collect()
}

fn entry(found: Inspection, country: Option<&str>, preview: usize) -> Result<File, IngestError> {
    let frame_error = |source| IngestError::Frame { path: found.path.clone(), source };
    let Damage { by_column, repaired } = damage::judge(&found, country).map_err(frame_error)?;
    let cells: Vec<&StringChunked> =
        found.frame.columns().iter().map(Cells::str).collect::<Result<_, _>>().map_err(frame_error)?;
    let values: Vec<Values> = cells.par_iter().map(|column| Values::of(column)).collect();
    let preview = Preview::of(&found.columns, &cells, &repaired, preview);
    let rows = found.frame.height();
    let columns = found
        .columns
        .iter()
        .zip(values)
        .zip(by_column)
        .map(|((column, values), damage)| Column::new(column, type_of(column, &values), values, rows, damage))
        .collect();
    Ok(File::new(found, columns, preview))
}

/// What a column holds, in the words of the wire format.
fn type_of(column: &InspectedColumn, values: &Values) -> &'static str {
    if values.filled == 0 {
        return "empty";
    }
    let by_field = TYPES.iter().find(|(_, fields)| column.canonical.is_some_and(|field| fields.contains(&field)));
    match by_field {
        Some((name, _)) => name,
        None if column.emails > MOSTLY => "email",
        None if column.phones > MOSTLY && column.kind == ExtraKind::Identifier && column.canonical.is_none() => "phone",
        None => column.kind.name(),
    }
}

#[cfg(test)]
mod tests;
