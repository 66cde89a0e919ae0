//! What is wrong with the cells of a file: what `ingest` noticed, and what `validate` says about the mapped columns.
//!
//! The validators know fields, not columns, so each column is given the part of its field in turn: a second phone column
//! plays `phone` in a second pass, with the first columns of all other fields around it. Most files need one pass.

use crate::engine::frame::text_column;
use crate::ingest::Inspection;
use crate::model::field::{ACTIVITY, AUXILIARY, CONTACT, Field, ORDER, ORIGIN, SUPPRESSION};
use crate::model::record::{Finding, Records, Severity};
use crate::pipeline::plan::{ReadOptions, Validate};
use crate::validate::{self, Context, Validated};
use polars::prelude::*;
use std::collections::BTreeMap;

/// Passes over a file at most; what plays a field for the sixth time is judged by nobody.
const PASSES: usize = 5;

/// Reasons that only tidy and still are damage of the file: something made the values worse on their way.
const REPAIRS: &[&str] = &[
    "address.excel_artifact",
    "address.lost_zero",
    "address.postal_code_cleaned",
    "company.markup",
    "company.website_cleaned",
    "date.serial",
    "name.encoding",
    "name.markup",
    "phone.excel_artifact",
    "phone.lookalike",
    "phone.lost_zero",
    "phone.missing_plus",
    "phone.moved",
    "phone.stray_character",
];
/// Families of which every reason is damage.
const FAMILIES: &[&str] = &["cell", "email", "number", "text"];
/// Repairs of postal codes that the preview shows.
const SHOWN: &[&str] = &["address.lost_zero", "address.excel_artifact"];

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Damage {
    /// Code → count for each column.
    pub by_column: Vec<BTreeMap<&'static str, u64>>,
    /// Row, column and repaired text of postal codes.
    pub repaired: Vec<(usize, usize, String)>,
}

/// Judges all cells of a file.
///
/// # Errors
/// Never in practice; polars' constructors are fallible.
pub(crate) fn judge(found: &Inspection, country: Option<&str>) -> PolarsResult<Damage> {
    let mut cells: Vec<(usize, usize, &'static str)> =
        found.notes.iter().map(|note| (note.column as usize, note.row as usize, note.code)).collect();
    let mut repaired = Vec::new();
    for pass in passes(found) {
        for finding in pass.run(found, country)? {
            let row = finding.row as usize;
            let Some(column) = pass.column_of(&finding, found) else { continue };
            if SHOWN.contains(&finding.code) && finding.field == "postal_code" {
                repaired.extend(finding.corrected.clone().map(|text| (row, column, text)));
            }
            if is_damage(&finding) {
                cells.push((column, row, finding.code));
            }
        }
    }
    // ingest and a pass may say the same about one cell
    cells.sort_unstable();
    cells.dedup();
    let mut by_column = vec![BTreeMap::new(); found.columns.len()];
    for (column, _, code) in cells {
        if let Some(counts) = by_column.get_mut(column) {
            *counts.entry(code).or_default() += 1;
        }
    }
    Ok(Damage { by_column, repaired })
}

fn is_damage(finding: &Finding) -> bool {
    let (family, reason) = finding.code.split_once('.').unwrap_or_default();
    let is_mere_absence = reason == "missing";
    !is_mere_absence
        && (finding.severity > Severity::Info || FAMILIES.contains(&family) || REPAIRS.contains(&finding.code))
}

/// One validation of the file: which column plays which field.
struct Pass {
    records: Records,
    parts: Vec<Part>,
}

#[derive(Clone, Copy)]
struct Part {
    field: &'static str,
    column: usize,
    /// False for columns that an earlier pass has judged and that only stand around the others.
    judged: bool,
}

/// The passes that give every mapped column its turn.
fn passes(found: &Inspection) -> Vec<Pass> {
    let own = found.records.unwrap_or(Records::Contacts);
    let mut passes = of_kind(found, own, &[]);
    if !own.are_leads() {
        // an order may carry the name and address of its buyer
        let done: Vec<usize> = passes.iter().flat_map(|pass| pass.parts.iter().map(|part| part.column)).collect();
        passes.extend(of_kind(found, Records::Contacts, &done));
    }
    passes
}

fn of_kind(found: &Inspection, records: Records, done: &[usize]) -> Vec<Pass> {
    let fields: Vec<&'static str> =
        fields_of(records).iter().flat_map(|fields| fields.iter()).map(|f| f.name).collect();
    let mut columns: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for (at, column) in found.columns.iter().enumerate().filter(|(at, _)| !done.contains(at)) {
        let Some(field) = column.canonical.and_then(|name| fields.iter().find(|field| **field == name)) else {
            continue;
        };
        let players = columns.entry(field).or_default();
        // the column that feeds the field goes first, the others follow in the order of the file
        players.insert(if column.feeds { 0 } else { players.len() }, at);
    }
    let rounds = columns.values().map(Vec::len).max().unwrap_or(0).min(PASSES);
    let part = |round: usize, field: &'static str, players: &[usize]| {
        let turn = players.get(round).map(|&column| Part { field, column, judged: true });
        turn.or_else(|| players.first().map(|&column| Part { field, column, judged: false }))
    };
    (0..rounds)
        .map(|round| Pass {
            records,
            parts: columns.iter().filter_map(|(field, players)| part(round, field, players)).collect(),
        })
        .collect()
}

fn fields_of(records: Records) -> &'static [&'static [Field]] {
    match records {
        Records::Contacts | Records::Companies => &[CONTACT, AUXILIARY],
        Records::Orders => &[ORDER],
        Records::Activities => &[ACTIVITY],
        Records::Suppression => &[SUPPRESSION],
    }
}

impl Pass {
    fn run(&self, found: &Inspection, country: Option<&str>) -> PolarsResult<Vec<Finding>> {
        let policy = Validate::default();
        let sources = BTreeMap::from([(String::new(), ReadOptions::default())]);
        let context =
            Context { policy: &policy, default_country: country, sources: &sources, repaired: &[], postal: None };
        let frame = self.frame(found)?;
        let Validated { findings, .. } = match self.records {
            Records::Contacts | Records::Companies => validate::leads(frame, &context)?,
            Records::Orders => validate::orders(frame, &context)?,
            Records::Activities => validate::activities(frame, &context)?,
            Records::Suppression => validate::suppression(frame, &context)?,
        };
        Ok(findings)
    }

    /// The frame a validator expects: where the records come from, the fields as text, the kind of lead.
    fn frame(&self, found: &Inspection) -> PolarsResult<DataFrame> {
        let rows = found.frame.height();
        let file = found.path.display().to_string();
        let mut columns: Vec<Column> = Vec::with_capacity(ORIGIN.len() + self.parts.len() + 1);
        for name in ORIGIN {
            columns.push(match name {
                "source_row" => Int64Chunked::from_iter_values(name.into(), 1..=rows as i64).into_column(),
                "source_key" => Column::full_null(name.into(), rows, &DataType::String),
                "source_file" => StringChunked::full(name.into(), &file, rows).into_column(),
                "record_id" => text_column(name, (1..=rows).map(|row| Some(row.to_string()))),
                _ => StringChunked::full(name.into(), "", rows).into_column(),
            });
        }
        for part in &self.parts {
            if let Some(column) = found.frame.columns().get(part.column) {
                columns.push(column.clone().with_name(part.field.into()));
            }
        }
        if self.records.are_leads() {
            let is_company = self.records == Records::Companies;
            columns.push(BooleanChunked::full("is_company_record".into(), is_company, rows).into_column());
        }
        DataFrame::new(rows, columns)
    }

    /// The column a finding is about: the one that plays its field, else, where the field was split off another one, the
    /// judged column of the record that holds the original. `None` for columns that were judged before.
    fn column_of(&self, finding: &Finding, found: &Inspection) -> Option<usize> {
        if let Some(part) = self.parts.iter().find(|part| part.field == finding.field) {
            return part.judged.then_some(part.column);
        }
        let original = finding.original.as_deref()?;
        let holds = |part: &&Part| {
            let cells = found.frame.columns().get(part.column).and_then(|column| column.str().ok());
            cells.and_then(|cells| cells.get(finding.row as usize)) == Some(original)
        };
        self.parts.iter().filter(|part| part.judged).find(holds).map(|part| part.column)
    }
}
