//! A source of the plan → [`Ingested`].

use super::bytes::{self, Format};
use super::error::IngestError;
use super::grid::Grid;
use super::mapping::content::Shape;
use super::mapping::{self, Choice, Use};
use super::vendors::{self, Vendor};
use super::{Ingested, InputFile, MappedColumn, canonical, columnar, delimited, json, kind, sqlite, vcard, workbook};
use crate::model::record::{Records, Reject};
use crate::pipeline::plan::{ExtraKind, ReadOptions, Source};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

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
    let raw = bytes::read(path)?;
    let (sha256, grids) = rayon::join(|| bytes::sha256(&raw), || grids(path, &raw, options, limit));
    Ok(Loaded { grids: grids?, bytes: raw.len() as u64, sha256 })
}

/// Reads and splits a file, with its size.
pub(super) fn peek(path: &Path, options: &ReadOptions, limit: Option<usize>) -> Result<(Vec<Grid>, u64), IngestError> {
    let raw = bytes::read(path)?;
    Ok((grids(path, &raw, options, limit)?, raw.len() as u64))
}

fn grids(path: &Path, raw: &[u8], options: &ReadOptions, limit: Option<usize>) -> Result<Vec<Grid>, IngestError> {
    let (content, format) = bytes::unpack(path, raw)?;
    match format {
        Format::Delimited => delimited::read(path, &content, options, limit).map(|grid| vec![grid]),
        Format::Workbook => workbook::read(path, &content, options, limit),
        Format::Json => json::read(path, &content, options.encoding.as_deref(), limit).map(|grid| vec![grid]),
        Format::Parquet => columnar::parquet(path, &content, limit).map(|grid| vec![grid]),
        Format::Arrow => columnar::arrow(path, &content, limit).map(|grid| vec![grid]),
        Format::VCard => vcard::read(path, &content, options.encoding.as_deref(), limit).map(|grid| vec![grid]),
        // it is read where it lies, because of the log beside it
        Format::Sqlite if matches!(content, Cow::Owned(_)) => {
            Err(IngestError::Unsupported { path: path.into(), what: "packed SQLite database".into() })
        }
        Format::Sqlite => sqlite::read(path, options, limit),
    }
}

/// Reads all files of a source and stacks them. `limit` ends the source after that many data records.
///
/// `frame.height() + rejects.len()` is the number of records read; lines that are no records are counted in
/// [`InputFile::skipped_lines`].
///
/// # Errors
/// When a file cannot be opened or understood, or a pinned header, field, sheet or vendor does not exist.
pub fn read(source: &Source, limit: Option<usize>) -> Result<Ingested, IngestError> {
    if source.files.is_empty() {
        return Err(IngestError::NoFiles { source_name: source.name.clone() });
    }
    let mut loaded =
        source.files.par_iter().map(|path| load(path, &source.read, limit)).collect::<Result<Vec<_>, _>>()?;
    let mut left = limit.unwrap_or(usize::MAX);
    let mut grids = Vec::with_capacity(loaded.len());
    let mut files = Vec::with_capacity(loaded.len());
    for (path, loaded) in source.files.iter().zip(&mut loaded) {
        let Some(mut grid) = first(std::mem::take(&mut loaded.grids)) else {
            return Err(IngestError::Empty { path: path.clone() });
        };
        check_header(path, &grid, source)?;
        truncate(&mut grid, left);
        left = left.saturating_sub(usize::try_from(grid.records).unwrap_or(usize::MAX));
        files.push(InputFile {
            path: path.display().to_string(),
            bytes: loaded.bytes,
            sha256: std::mem::take(&mut loaded.sha256),
            rows: grid.records,
            skipped_lines: grid.skipped.len() as u64,
        });
        grids.push(grid);
    }
    let meaning = understand(source, &mut grids)?;
    assemble(source, grids, files, meaning)
}

/// Of the sheets of a workbook the first; the others are sources of their own, with `read.sheet`.
fn first(grids: Vec<Grid>) -> Option<Grid> {
    grids.into_iter().next()
}

fn check_header(path: &Path, grid: &Grid, source: &Source) -> Result<(), IngestError> {
    let by_hand = source.read.header_row.is_some() || source.map.values().any(|header| header.starts_with("column_"));
    if grid.headerless && !by_hand {
        return Err(IngestError::NoHeader { path: path.into(), first: grid.first_cells.clone() });
    }
    Ok(())
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
    grid.records = records as u64;
}

/// What the files of a source mean.
struct Understood {
    records: Records,
    vendor: Option<&'static Vendor>,
    /// Per file.
    choices: Vec<Vec<Choice>>,
}

fn understand(source: &Source, grids: &mut [Grid]) -> Result<Understood, IngestError> {
    let mut records = source.records;
    let mut vendor = None;
    // files with one header share one mapping, decided by the values of the first of them
    let mut seen: Vec<(Vec<String>, Vec<Choice>)> = Vec::new();
    let mut clues_of = Vec::new();
    for (path, grid) in source.files.iter().zip(grids.iter_mut()) {
        let own = match &source.vendor {
            Some(slug) => Some(vendors::pinned(path, slug, &grid.headers)?),
            None => vendors::recognise(&grid.headers).map(|(vendor, _)| vendor),
        };
        if let Some(own) = own {
            canonical::tidy(grid, own);
        }
        vendor = vendor.or(own);
        let shapes: Vec<Shape> = grid.columns.par_iter().map(Shape::of).collect();
        let clues = mapping::clues(&grid.headers, shapes, own);
        records = records.or_else(|| own.and_then(|own| own.records)).or_else(|| kind::detect(path, &clues));
        clues_of.push(clues);
    }
    let Some(records) = records else {
        let path = source.files.first().cloned().unwrap_or_default();
        let headers = grids.first().map(|grid| grid.headers.clone()).unwrap_or_default();
        return Err(IngestError::NoKind { path, headers });
    };
    let mut choices = Vec::with_capacity(grids.len());
    for ((path, grid), clues) in source.files.iter().zip(grids.iter()).zip(clues_of) {
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
    grids: Vec<Grid>,
    files: Vec<InputFile>,
    meaning: Understood,
) -> Result<Ingested, IngestError> {
    let Understood { records, vendor, choices } = meaning;
    let path = source.files.first().cloned().unwrap_or_default();
    let frame_error = |error| IngestError::Frame { path: path.clone(), source: error };
    let mut rejects = Vec::new();
    let mut frames = Vec::with_capacity(grids.len());
    for ((mut grid, choices), file) in grids.into_iter().zip(&choices).zip(&files) {
        rejects.extend(std::mem::take(&mut grid.refused).into_iter().map(|refused| Reject {
            source: source.name.clone(),
            source_file: file.path.clone(),
            source_row: refused.row,
            raw: refused.raw,
            code: refused.code,
            message: refused.message,
        }));
        frames.push(canonical::frame(grid, choices, records, &file.path).map_err(frame_error)?);
    }
    let labels = labels(source);
    let (frame, findings) = canonical::assemble(&source.name, records, frames, &labels).map_err(frame_error)?;
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

/// The file stems, made unique where two folders hold files of one name.
fn labels(source: &Source) -> Vec<String> {
    let mut labels: Vec<String> = Vec::with_capacity(source.files.len());
    for path in &source.files {
        let stem = bytes::stem(path);
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
