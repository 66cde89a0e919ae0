//! Drafts a pipeline from exports: what each file holds, how its columns map and why.
//!
//! The draft is meant to be read and changed by a person, so every choice is written out with its reason, and what is
//! doubtful is marked. Costs the head of each file and one validation of it.

mod group;
mod text;

use super::country::default_country;
use super::profile::damage::{self, Damage};
use crate::ingest::{self, IngestError, Inspection};
use crate::pipeline::inputs::{self, Found, Inputs};
use group::Group;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// A drafted pipeline.
#[derive(Debug)]
pub struct Draft {
    /// The pipeline file.
    pub toml: String,
    /// Files that were not taken, and why.
    pub left_out: Vec<(PathBuf, String)>,
}

/// One table of one file with what is wrong with its head.
struct Table {
    found: Inspection,
    damage: Damage,
}

/// Drafts a pipeline for files, folders, and globs. Paths in the draft are relative to `out_dir`,
/// the folder of the pipeline file, where they lie within it; else absolute. Tables of one vendor with one header become
/// one source. A file without a header becomes a source like any other, its columns `column_1`, `column_2` mapped by
/// what they hold, every one of them marked as to be checked.
///
/// # Errors
/// When a named file does not exist or is damaged, or when nothing that was named can be read.
pub fn draft(paths: &[PathBuf], out_dir: &Path) -> Result<Draft, IngestError> {
    let Inputs { files, left_out } = inputs::expand(paths);
    let mut left_out: Vec<(PathBuf, String)> =
        left_out.into_iter().map(|(path, why)| (path, why.to_string())).collect();
    let mut inspections = Vec::new();
    let mut right_names = Vec::with_capacity(files.len());
    for found in files {
        // what has no extension may hold anything, so a look decides
        let Found { path, named } = &found;
        match inputs::wrong_name(path).filter(|_| *named && path.extension().is_some() && path.exists()) {
            Some(why) => left_out.push((found.path, why.to_string())),
            None => right_names.push(found),
        }
    }
    let looks: Vec<_> = right_names.par_iter().with_max_len(1).map(|found| inspect(&found.path)).collect();
    for (Found { path, named }, look) in right_names.into_iter().zip(looks) {
        match look {
            Ok(found) => inspections.extend(found),
            Err(error) if named => return Err(error),
            Err(error) => {
                let shown = format!("{}: ", path.display());
                let why = error.to_string();
                left_out.push((path, why.strip_prefix(&shown).unwrap_or(&why).to_string()));
            }
        }
    }
    let (kept, rest): (Vec<_>, Vec<_>) = inspections.into_iter().partition(|found| found.records.is_some());
    left_out.extend(rest.into_iter().map(|found| (found.path.clone(), why_not(&found))));
    if kept.is_empty() {
        return Err(IngestError::NothingToRead { path: paths.first().cloned().unwrap_or_default(), left_out });
    }
    let country = default_country(&kept);
    let code = country.as_ref().map(|(code, _)| *code);
    let tables = kept.into_iter().map(|found| judged(found, code)).collect::<Result<_, _>>()?;
    let toml = text::write(&Group::of(tables), country, &left_out, paths, out_dir);
    Ok(Draft { toml, left_out })
}

/// The tables of a file; of an archive those of all its members.
fn inspect(path: &Path) -> Result<Vec<Inspection>, IngestError> {
    let tables = ingest::members(path)?.iter().map(|member| ingest::inspect(member)).collect::<Result<Vec<_>, _>>()?;
    Ok(tables.into_iter().flatten().collect())
}

fn judged(found: Inspection, country: Option<&str>) -> Result<Table, IngestError> {
    let frame_error = |source| IngestError::Frame { path: found.path.clone(), source };
    let damage = damage::judge(&found, country).map_err(frame_error)?;
    Ok(Table { found, damage })
}

fn why_not(found: &Inspection) -> String {
    let headers: Vec<&str> = found.columns.iter().map(|column| column.header.as_str()).take(8).collect();
    let sheet = found.sheet.as_ref().map(|sheet| format!("sheet {sheet}: ")).unwrap_or_default();
    format!(
        "{sheet}holds neither contacts, companies, orders, activities nor suppression entries (columns: {})",
        headers.join(", ")
    )
}

#[cfg(test)]
mod tests;
