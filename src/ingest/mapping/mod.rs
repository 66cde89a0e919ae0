//! Headers and values → canonical fields, each choice with confidence and reason.
//!
//! Order of trust: what the pipeline pins, what a vendor recogniser says, the header dictionary (ambiguous headers
//! decided by neighbours and values), parts of headers and misspellings, values alone. What is left is kept under its
//! own name.

mod by_content;
pub(crate) mod candidates;
pub(crate) mod content;
pub(crate) mod dictionary;
pub(crate) mod fold;
mod resolve;
pub(crate) mod values;
mod words;

use super::error::{IngestError, closest};
use super::vendors::Vendor;
use crate::model::field::{ACTIVITY, AUXILIARY, CONTACT, Field, ORDER, ORIGIN, SUPPRESSION};
use crate::model::record::Records;
use crate::model::table::TABLES;
use crate::pipeline::plan::{ExtraKind, Source};
use candidates::{Candidate, Clues, Reason};
use dictionary::SOURCE_KEY;
use rustc_hash::FxHashSet;
use std::path::Path;

/// Score below which a meaning is not believed.
const BELIEVED: f64 = 0.58;

/// How a column is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Feeds the field.
    Field(&'static str),
    /// Feeds the field where the columns before it are empty, and stays as a column of its own.
    Fallback(&'static str),
    /// Belongs to a second address, which takes the place of the first where that is empty; stays as a column, too.
    Block(&'static str),
    /// Kept under its own name.
    Extra,
}

/// What became of one column.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// Header as the grid has it.
    pub header: String,
    /// How it is used.
    pub usage: Use,
    /// What it means, also where records of this kind have no such field: the billing city of an order.
    pub meaning: Option<&'static str>,
    /// Column of the frame.
    pub column: String,
    /// 0..1
    pub confidence: f64,
    /// Why.
    pub reason: Reason,
    /// What it holds, when it stays as a column of its own.
    pub kind: ExtraKind,
    /// Words of the secondary block it belongs to; empty otherwise.
    pub group: String,
}

/// The fields that records of a kind have.
pub(crate) fn fields_of(records: Records) -> Vec<&'static Field> {
    match records {
        Records::Contacts | Records::Companies => CONTACT.iter().chain(AUXILIARY).collect(),
        Records::Orders => ORDER.iter().collect(),
        Records::Activities => ACTIVITY.iter().collect(),
        Records::Suppression => SUPPRESSION.iter().collect(),
    }
}

/// True when columns of this kind may feed the field.
pub(crate) fn feeds(records: Records, field: &str) -> bool {
    (records.are_leads() && field == SOURCE_KEY) || fields_of(records).iter().any(|known| known.name == field)
}

/// Clues of all columns: what the headers say, the vendor's word in its place, and where neither says anything the
/// values.
pub(crate) fn clues(headers: &[String], shapes: Vec<content::Shape>, vendor: Option<&Vendor>) -> Vec<Clues> {
    let of = |(header, shape): (&String, content::Shape)| {
        let mut clues = Clues::of(header, shape);
        if let Some(vendor) = vendor {
            clues.hear(vendor);
        }
        clues
    };
    let mut clues: Vec<Clues> = headers.iter().zip(shapes).map(of).collect();
    by_content::fill(&mut clues);
    clues
}

/// Decides what every column of a file is used for.
///
/// # Errors
/// When `source` pins a header that the file does not have, or a field that the records do not have.
pub(crate) fn map(
    path: &Path,
    mut clues: Vec<Clues>,
    records: Records,
    source: &Source,
) -> Result<Vec<Choice>, IngestError> {
    let mut names = own_names(&clues);
    let declared = apply_pins(path, &mut clues, &mut names, records, source)?;
    let chosen = resolve::assign(&clues, records);
    let mut choices = Vec::with_capacity(clues.len());
    for ((clues, name), (usage, meaning)) in clues.iter().zip(names).zip(chosen) {
        let candidate =
            meaning.and_then(|meaning: resolve::Meaning| clues.candidates.get(meaning.candidate).map(|c| (c, meaning)));
        let column = match usage {
            Use::Field(field) => field.to_string(),
            _ => name.clone(),
        };
        choices.push(Choice {
            header: clues.header.clone(),
            usage,
            meaning: candidate.map(|(_, meaning)| meaning.field),
            column,
            confidence: candidate.map_or(0.0, |(_, meaning)| meaning.score.clamp(0.0, 1.0)),
            reason: candidate.map_or(Reason::Unmapped, |(candidate, _)| candidate.reason),
            kind: declared
                .iter()
                .find(|(extra, _)| *extra == name)
                .map_or_else(|| clues.shape.kind(&clues.tokens), |(_, kind)| *kind),
            group: clues.group(),
        });
    }
    Ok(choices)
}

/// Puts pinned meanings in place, names the declared extra columns and clears their meanings.
fn apply_pins(
    path: &Path,
    clues: &mut [Clues],
    names: &mut [String],
    records: Records,
    source: &Source,
) -> Result<Vec<(String, ExtraKind)>, IngestError> {
    let headers: Vec<String> = clues.iter().map(|clues| clues.header.clone()).collect();
    let missing = |key: String, header: &str| IngestError::PinnedHeader {
        path: path.into(),
        key,
        header: header.into(),
        did_you_mean: closest(header, headers.iter().map(String::as_str)),
        headers: headers.clone(),
    };
    for (field, header) in source.map.iter().filter(|(field, _)| !source.extra.contains_key(*field)) {
        let allowed = |field: &&str| *field == SOURCE_KEY || feeds(records, field);
        let Some(known) = dictionary::field(field).filter(allowed) else {
            let fields = fields_of(records);
            return Err(IngestError::PinnedField {
                path: path.into(),
                field: field.clone(),
                records: records.name(),
                did_you_mean: closest(field, fields.iter().map(|field| field.name)),
            });
        };
        let Some(column) = find_header(&headers, header).and_then(|at| clues.get_mut(at)) else {
            return Err(missing(format!("map.{field}"), header));
        };
        column.candidates = vec![Candidate { field: known, score: 1.0, reason: Reason::Pinned }];
    }
    let mut declared = Vec::new();
    for (name, kind) in &source.extra {
        let at = match source.map.get(name) {
            Some(header) => find_header(&headers, header),
            None => names.iter().position(|own| own == name).or_else(|| find_header(&headers, name)),
        };
        let Some((column, own)) = at.and_then(|at| Some((clues.get_mut(at)?, names.get_mut(at)?))) else {
            let header = source.map.get(name).unwrap_or(name);
            return Err(missing(format!("extra.{name}"), header));
        };
        if column.candidates.iter().all(|candidate| candidate.reason != Reason::Pinned) {
            column.candidates.clear();
        }
        own.clone_from(name);
        declared.push((name.clone(), *kind));
    }
    Ok(declared)
}

/// The column with that header, else the one that differs in letter case, blanks and punctuation only.
fn find_header(headers: &[String], wanted: &str) -> Option<usize> {
    let wanted = wanted.trim();
    let exact = headers.iter().position(|header| header == wanted);
    exact.or_else(|| headers.iter().position(|header| fold::compact(header) == fold::compact(wanted)))
}

/// The names columns have when they stay under their own: plain, unique, and different from every column of the model.
fn own_names(clues: &[Clues]) -> Vec<String> {
    let mut reserved: FxHashSet<String> = ORIGIN.iter().map(ToString::to_string).collect();
    for field in [CONTACT, AUXILIARY, ORDER, ACTIVITY, SUPPRESSION].into_iter().flatten() {
        reserved.insert(field.name.to_string());
    }
    reserved.extend(TABLES.iter().flat_map(|table| table.columns()).map(|column| column.name.to_string()));
    let mut taken = reserved.clone();
    clues
        .iter()
        .map(|clues| {
            let mut base = fold::snake(&clues.header);
            if reserved.contains(&base) {
                base.push_str("_extra");
            }
            let mut name = base.clone();
            let mut count = 2;
            while !taken.insert(name.clone()) {
                name = format!("{base}_{count}");
                count += 1;
            }
            name
        })
        .collect()
}

#[cfg(test)]
mod tests;
