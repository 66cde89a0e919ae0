//! A source of the plan → [`Ingested`].

use super::error::IngestError;
use super::grid::{CellNote, Grid};
use super::mapping::content::Shape;
use super::mapping::{self, Choice, Use};
use super::memory;
use super::open::{self, Format, Input};
use super::vendors::{self, Vendor};
use super::{Ingested, InputFile, MappedColumn, canonical, columnar, delimited, json, kind, sqlite, vcard, workbook};
use crate::model::code;
use crate::model::record::{Finding, Records, Reject, Severity};

use crate::pipeline::plan::{ExtraKind, ReadOptions, Source};
use crate::pipeline::remote;
use polars::prelude::DataFrame;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file as grids, with what the manifest says about it.
struct Loaded {
    /// One grid; of a workbook one per sheet that holds data.
    grids: Vec<Grid>,
    /// Size on disk.
    bytes: u64,
    /// Hash of the bytes on disk.
    sha256: String,
}

/// Reads and splits a file; the hash is made beside.
fn load(path: &Path, options: &ReadOptions, limit: Option<usize>) -> Result<Loaded, IngestError> {
    if remote::is_remote(path) {
        let (grids, sha256) = database(path, options, limit)?;
        return Ok(Loaded { grids, bytes: 0, sha256 });
    }
    let input = Input::open(path)?;
    let (grids, sha256) = grids(&input, options, limit, true)?;
    Ok(Loaded { grids, bytes: input.bytes, sha256: sha256.unwrap_or_default() })
}

/// Reads and splits a file, with its size.
pub(super) fn peek(path: &Path, options: &ReadOptions, limit: Option<usize>) -> Result<(Vec<Grid>, u64), IngestError> {
    if remote::is_remote(path) {
        return Ok((database(path, options, limit)?.0, 0));
    }
    let input = Input::open(path)?;
    if limit.is_none() {
        memory::check_columns(&input)?;
    }
    Ok((grids(&input, options, limit, false)?.0, input.bytes))
}

/// The tables of a database, and the hash of their rows.
#[cfg(feature = "postgres")]
fn database(path: &Path, options: &ReadOptions, limit: Option<usize>) -> Result<(Vec<Grid>, String), IngestError> {
    let grids = super::postgres::read(path.to_str().unwrap_or_default(), options.sheet.as_deref(), limit)?;
    let hash = super::postgres::fingerprint(&grids);
    Ok((cleaned(grids), hash))
}

#[cfg(not(feature = "postgres"))]
fn database(path: &Path, _: &ReadOptions, _: Option<usize>) -> Result<(Vec<Grid>, String), IngestError> {
    let detail = "this build reads no PostgreSQL; build it with `--features postgres`".to_string();
    Err(IngestError::Database { address: remote::shown(path), detail })
}

/// The tables of a file, and its hash when it is asked for.
fn grids(
    input: &Input,
    options: &ReadOptions,
    limit: Option<usize>,
    hash: bool,
) -> Result<(Vec<Grid>, Option<String>), IngestError> {
    let path = &input.path;
    let sha256 = || hash.then(|| input.sha256()).transpose();
    match input.format {
        // in blocks, with the hash beside
        Format::Delimited => {
            let (grid, sha256) = delimited::read(input, options, limit, hash)?;
            return Ok((vec![grid], sha256));
        }
        // where it lies, because of the log beside it
        Format::Sqlite if input.is_packed() => {
            return Err(IngestError::Unsupported { path: path.clone(), what: "packed SQLite database".into() });
        }
        Format::Sqlite => {
            let (sha256, grids) = rayon::join(sha256, || sqlite::read(path, options, limit));
            return Ok((cleaned(grids?), sha256?));
        }
        _ => {}
    }
    let content = input.content()?;
    let label = options.encoding.as_deref();
    let (sha256, grids) = rayon::join(sha256, || match input.format {
        Format::Workbook => workbook::read(path, &content, options, limit),
        Format::Json => json::read(path, &content, label, limit).map(|grid| cleaned(vec![grid])),
        Format::Parquet => columnar::parquet(path, &content, limit).map(|grid| cleaned(vec![grid])),
        Format::Arrow => columnar::arrow(path, &content, limit).map(|grid| cleaned(vec![grid])),
        Format::VCard => vcard::read(path, &content, label, limit).map(|grid| cleaned(vec![grid])),
        Format::Delimited | Format::Sqlite => Ok(Vec::new()),
    });
    Ok((grids?, sha256?))
}

fn cleaned(mut grids: Vec<Grid>) -> Vec<Grid> {
    grids.iter_mut().for_each(Grid::clean);
    grids
}

/// Reads all files of a source and stacks them. `limit` ends the source after that many data records.
///
/// `frame.height() + rejects.len()` is the number of records read; lines that are no records are counted in
/// [`InputFile::skipped`].
///
/// # Errors
/// When a file cannot be opened or understood, or a pinned header, field, sheet or vendor does not exist.
pub fn read(source: &Source, limit: Option<usize>) -> Result<Ingested, IngestError> {
    if source.files.is_empty() {
        return Err(IngestError::NoFiles { source_name: source.name.clone() });
    }
    let paths = source.files.iter().map(|path| open::members(path)).collect::<Result<Vec<_>, _>>()?.concat();
    let mut loaded = paths.par_iter().map(|path| load(path, &source.read, limit)).collect::<Result<Vec<_>, _>>()?;
    let mut left = limit.unwrap_or(usize::MAX);
    let mut grids = Vec::with_capacity(loaded.len());
    let mut files = Vec::with_capacity(loaded.len());
    for (path, loaded) in paths.iter().zip(&mut loaded) {
        let Some(mut grid) = first(std::mem::take(&mut loaded.grids)) else {
            return Err(IngestError::Empty { path: path.clone() });
        };
        truncate(&mut grid, left);
        left = left.saturating_sub(usize::try_from(grid.records).unwrap_or(usize::MAX));
        files.push(InputFile {
            path: remote::shown(path),
            bytes: loaded.bytes,
            sha256: std::mem::take(&mut loaded.sha256),
            rows: grid.records,
            skipped: grid.skipped.iter().fold(BTreeMap::new(), |mut counts, skipped| {
                *counts.entry(skipped.code).or_default() += 1;
                counts
            }),
            damage: grid.damage.clone(),
        });
        grids.push(grid);
    }
    let meaning = understand(source, &paths, &mut grids)?;
    assemble(source, &paths, grids, files, meaning)
}

/// Of the sheets of a workbook the first; the others are sources of their own, with `read.sheet`.
fn first(grids: Vec<Grid>) -> Option<Grid> {
    grids.into_iter().next()
}

/// Cuts a grid behind a number of data records.
fn truncate(grid: &mut Grid, records: usize) {
    if grid.records <= records as u64 {
        return;
    }
    let last = records as i64;
    let keep = grid.source_row.partition_point(|&row| row <= last);
    grid.source_row.truncate(keep);
    for column in &mut grid.columns {
        *column = column.slice(0, keep);
    }
    grid.refused.retain(|refused| refused.row <= last);
    grid.notes.retain(|note| (note.row as usize) < keep);
    grid.records = records as u64;
}

/// What the files of a source mean.
struct Understood {
    records: Records,
    vendor: Option<&'static Vendor>,
    /// Per file.
    choices: Vec<Vec<Choice>>,
}

fn understand(source: &Source, paths: &[PathBuf], grids: &mut [Grid]) -> Result<Understood, IngestError> {
    let mut records = source.records;
    let mut vendor = None;
    // files with one header share one mapping, decided by the values of the first of them
    let mut seen: Vec<(Vec<String>, Vec<Choice>)> = Vec::new();
    let mut clues_of = Vec::new();
    for (path, grid) in paths.iter().zip(grids.iter_mut()) {
        let own = match &source.vendor {
            Some(slug) => Some(vendors::pinned(path, slug, &grid.headers)?),
            None => vendors::recognise(&grid.headers).map(|(vendor, _)| vendor),
        };
        if let Some(own) = own {
            vendors::quirks::tidy(grid, own);
            vendors::quirks::set_aside(grid, own);
        }
        vendor = vendor.or(own);
        let shapes: Vec<Shape> = grid.columns.par_iter().map(Shape::of).collect();
        let clues = mapping::clues(&grid.headers, shapes, own);
        records = records.or_else(|| own.and_then(|own| own.records)).or_else(|| kind::detect(path, &clues));
        clues_of.push(clues);
    }
    let Some(records) = records else {
        let path = paths.first().cloned().unwrap_or_default();
        let headers = grids.first().map(|grid| grid.headers.clone()).unwrap_or_default();
        return Err(IngestError::NoKind { path, headers });
    };
    let mut choices = Vec::with_capacity(grids.len());
    for ((path, grid), clues) in paths.iter().zip(grids.iter()).zip(clues_of) {
        let known = seen.iter().find(|(headers, _)| *headers == grid.headers).map(|(_, choices)| choices.clone());
        let mapped = match known {
            Some(known) => known,
            None => {
                let mapped = mapping::map(path, clues, records, source)?;
                seen.push((grid.headers.clone(), mapped.clone()));
                mapped
            }
        };
        choices.push(mapped);
    }
    Ok(Understood { records, vendor, choices })
}

fn assemble(
    source: &Source,
    paths: &[PathBuf],
    grids: Vec<Grid>,
    files: Vec<InputFile>,
    meaning: Understood,
) -> Result<Ingested, IngestError> {
    let Understood { records, vendor, choices } = meaning;
    let path = paths.first().cloned().unwrap_or_default();
    let frame_error = |error| IngestError::Frame { path: path.clone(), source: error };
    let mut rejects = Vec::new();
    let mut frames = Vec::with_capacity(grids.len());
    let mut noted = Vec::new();
    for ((mut grid, choices), file) in grids.into_iter().zip(&choices).zip(&files) {
        let above: usize = frames.iter().map(DataFrame::height).sum();
        noted.extend(findings_of(&grid, choices, above));
        rejects.extend(std::mem::take(&mut grid.refused).into_iter().map(|refused| Reject {
            source: source.name.clone(),
            source_file: file.path.clone(),
            source_row: refused.row,
            raw: refused.raw,
            code: refused.code,
            message: refused.message,
        }));
        frames.push(canonical::frame(grid, choices, records, &file.path, vendor).map_err(frame_error)?);
    }
    let labels = labels(paths);
    let (frame, mut findings) = canonical::assemble(&source.name, records, frames, &labels).map_err(frame_error)?;
    findings.append(&mut noted);
    findings.sort_by(|a, b| (a.row, &a.field, a.code).cmp(&(b.row, &b.field, b.code)));
    let (columns, extra) = describe(&choices);
    Ok(Ingested {
        source: source.name.clone(),
        records,
        vendor: vendor.map(|vendor| vendor.slug.clone()),
        frame,
        rejects,
        findings,
        files,
        columns,
        extra,
    })
}

/// What was noticed about the cells of a grid, whose first row is the `above`th of the source.
fn findings_of(grid: &Grid, choices: &[Choice], above: usize) -> Vec<Finding> {
    let finding = |note: &CellNote| {
        let column = grid.columns.get(note.column as usize)?;
        let field = choices.get(note.column as usize)?.column.clone();
        let severity = code::find(note.code).map_or(Severity::Warn, |entry| entry.severity);
        let corrected = column.get(note.row as usize).map(str::to_string);
        let row = u32::try_from(above).ok()?.checked_add(note.row)?;
        let original = Some(note.original.clone());
        Some(Finding { row, field: field.into(), code: note.code, severity, original, corrected })
    };
    grid.notes.iter().filter_map(finding).collect()
}

/// The file stems, made unique where two folders hold files of one name.
fn labels(paths: &[PathBuf]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::with_capacity(paths.len());
    for path in paths {
        let stem = if remote::is_remote(path) { remote::name(path) } else { open::stem(path) };
        let mut label = stem.clone();
        let mut count = 2;
        while labels.contains(&label) {
            label = format!("{stem}_{count}");
            count += 1;
        }
        labels.push(label);
    }
    labels
}

/// The columns of all files, each header once, and the extra columns with their kinds.
fn describe(choices: &[Vec<Choice>]) -> (Vec<MappedColumn>, BTreeMap<String, ExtraKind>) {
    let mut columns: Vec<MappedColumn> = Vec::new();
    let mut extra = BTreeMap::new();
    for choice in choices.iter().flatten() {
        let canonical = match choice.usage {
            Use::Field(field) | Use::Fallback(field) | Use::Block(field) => Some(field),
            Use::Extra => None,
        };
        if !matches!(choice.usage, Use::Field(_)) {
            extra.entry(choice.column.clone()).or_insert(choice.kind);
        }
        if columns.iter().any(|known| known.header == choice.header && known.column == choice.column) {
            continue;
        }
        columns.push(MappedColumn {
            header: choice.header.clone(),
            canonical: canonical.map(str::to_string),
            column: choice.column.clone(),
            confidence: if canonical.is_some() { choice.confidence } else { 0.0 },
            reason: match choice.usage {
                Use::Extra => "unmapped".into(),
                Use::Field(_) => choice.reason.name().into(),
                Use::Fallback(_) | Use::Block(_) => "fallback".into(),
            },
        });
    }
    (columns, extra)
}

#[cfg(test)]
mod tests;
