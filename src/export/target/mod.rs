//! Import files for a CRM, by the rules of a [`Target`]: which contacts, in which form, in files of which size, and what
//! the target would refuse.
//!
//! ```text
//! people (who may be written, new or known) → rows (cells and checks) → parts (files) + refused.csv
//! ```
//!
//! A target is data; nothing here knows one by name. Costs some short texts per contact; one part is in memory.

mod cell;
mod fields;
mod ids;
mod parts;
mod people;
mod refused;
mod report;
mod rows;

pub use report::{Contacts, Report};

use super::ExportError;
use crate::pipeline::target::{Column, Only, Refusal, Rows, Target};
use cell::Problem;
use fields::Fields;
use parts::Parts;
use people::{Fate, People};
use polars::prelude::{DataFrame, PolarsResult};
use refused::{Effect, Line, List};
use rows::{Check, Group, Parents};
use rustc_hash::FxHashSet;
use std::path::Path;

/// The tables that import files are made of.
#[derive(Debug)]
pub struct Input {
    /// `contacts`.
    pub contacts: DataFrame,
    /// `organisations`.
    pub organisations: DataFrame,
    /// `crm_changes`; without rows when no master is known.
    pub changes: DataFrame,
    /// `contact_fields`, its ids, fields and rules.
    pub provenance: DataFrame,
}

/// Writes the files of a target into an empty folder.
///
/// # Errors
/// [`ExportError::Shape`] when a table lacks a promised column, [`ExportError::Io`] when a file cannot be written.
pub fn write(input: &Input, target: &Target, dir: &Path) -> Result<Report, ExportError> {
    let (contacts, companies, people) =
        read(input, target).map_err(|error| ExportError::Shape { table: "contacts", message: error.to_string() })?;
    let listed = |error: csv::Error| ExportError::Io { path: dir.join("refused.csv"), source: error.into() };
    let mut list = List::new().map_err(listed)?;
    let mut report = Report::new(target, &people);
    let mut parents = Parents::default();
    withheld(&people, &contacts, &mut list, &mut report).map_err(listed)?;
    for entity in &target.entities {
        let mut writer = Writer { dir, report: &mut report, listed: &listed };
        match entity.records {
            Rows::Companies => {
                let wanted = wanted(&people, &contacts);
                let none = Parents::default();
                let check = Check::new(target, entity, &companies, &none, &mut list);
                writer.companies(check, &wanted, input.organisations.height(), &mut parents)?;
            }
            Rows::Contacts => {
                let check = Check::new(target, entity, &contacts, &parents, &mut list);
                writer.contacts(check, &people)?;
            }
        }
    }
    report.refusals(&list);
    list.write(dir)?;
    Ok(report)
}

fn read(input: &Input, target: &Target) -> PolarsResult<(Fields, Fields, People)> {
    let mut contacts = Fields::of(&input.contacts)?;
    let companies = Fields::of(&input.organisations)?;
    let ids = crate::engine::frame::text(&input.organisations, "organisation_id")?;
    let company = fields::rows_by_id(ids);
    let names: Vec<Option<String>> = (0..input.contacts.height())
        .map(|row| {
            let own = || contacts.text("company", row);
            let firm = contacts.text("organisation_id", row).and_then(|id| company.get(id));
            firm.and_then(|&firm| companies.text("company", firm)).or_else(own).map(str::to_owned)
        })
        .collect();
    contacts.add("organisation_name", names);
    let people = People::of(&input.contacts, &input.changes, &input.provenance, target, &mut contacts)?;
    Ok((contacts, companies, people))
}

/// Names who is withheld, without a word of who they are.
fn withheld(people: &People, contacts: &Fields, list: &mut List, report: &mut Report) -> csv::Result<()> {
    for &row in &people.order {
        let Fate::Withheld(reason) = people.fates[row] else { continue };
        *report.contacts.withheld_because.entry(reason.word()).or_default() += 1;
        list.add(&Line {
            contact_id: contacts.text("contact_id", row).unwrap_or_default(),
            organisation_id: contacts.text("organisation_id", row).unwrap_or_default(),
            entity: "contacts",
            field: reason.field(),
            value: "",
            error: reason.word(),
            effect: Effect::Row,
            message: reason.message(),
        })?;
    }
    Ok(())
}

/// Companies that somebody who may be written belongs to.
fn wanted<'a>(people: &People, contacts: &'a Fields) -> FxHashSet<&'a str> {
    let may = |row: &usize| !matches!(people.fates[*row], Fate::Withheld(_));
    (0..people.fates.len()).filter(may).filter_map(|row| contacts.text("organisation_id", row)).collect()
}

/// Writes rows of one kind.
struct Writer<'a, 'r> {
    dir: &'a Path,
    report: &'r mut Report,
    listed: &'a dyn Fn(csv::Error) -> ExportError,
}

impl Writer<'_, '_> {
    fn companies(
        &mut self,
        mut check: Check,
        wanted: &FxHashSet<&str>,
        rows: usize,
        parents: &mut Parents,
    ) -> Result<(), ExportError> {
        let mut parts = self.parts(&check, check.entity.file.clone(), Only::New)?;
        let mut counts = report::Companies { total: rows as u64, ..report::Companies::default() };
        for row in 0..rows {
            let id = check.fields.text("organisation_id", row).unwrap_or_default();
            if !wanted.contains(id) {
                counts.withheld += 1;
            } else if self.one(&mut check, row, Only::New, None, &mut parts, &mut Group::default())? == Ended::Written {
                counts.written += 1;
                parents.add(id, check.fields.text("company", row).unwrap_or_default());
            } else {
                counts.refused += 1;
            }
        }
        self.report.companies = Some(counts);
        self.finish(parts)
    }

    fn contacts(&mut self, mut check: Check, people: &People) -> Result<(), ExportError> {
        let of = |fate: Fate| people.order.iter().copied().filter(move |row| people.fates[*row] == fate);
        of(Fate::Unchanged).for_each(|row| check.known(row));
        let file = check.entity.file.clone();
        let mut counts = Contacts {
            total: people.fates.len() as u64,
            unchanged: of(Fate::Unchanged).count() as u64,
            ..std::mem::take(&mut self.report.contacts)
        };
        counts.withheld = counts.withheld_because.values().sum();
        // What the CRM has comes first, so that a new contact cannot take an address from it.
        for (fate, kind) in [(Fate::Update, Only::Update), (Fate::New, Only::New)] {
            let stem = match (people.by_crm, kind) {
                (false, _) => file.clone(),
                (true, Only::New) => format!("{file}_new"),
                (true, Only::Update) => format!("{file}_update"),
            };
            let mut parts = self.parts(&check, stem, kind)?;
            let mut group = Group::default();
            for row in of(fate) {
                let changed = (kind == Only::Update).then(|| people.changed(row));
                match (self.one(&mut check, row, kind, changed.as_ref(), &mut parts, &mut group)?, kind) {
                    (Ended::Written, Only::New) => counts.new += 1,
                    (Ended::Written, Only::Update) => counts.update += 1,
                    (Ended::NothingToSay, _) => counts.unchanged += 1,
                    (Ended::Refused, _) => counts.refused += 1,
                }
            }
            group.flush(&mut parts)?;
            self.finish(parts)?;
        }
        self.report.contacts = counts;
        Ok(())
    }

    /// Checks a row and puts it into its group.
    fn one(
        &mut self,
        check: &mut Check,
        row: usize,
        kind: Only,
        changed: Option<&FxHashSet<&str>>,
        parts: &mut Parts,
        group: &mut Group,
    ) -> Result<Ended, ExportError> {
        let Some(mut passed) = check.row(row, kind, changed).map_err(self.listed)? else { return Ok(Ended::Refused) };
        if changed.is_some() && !passed.says {
            check.keep(&mut passed);
            return Ok(Ended::NothingToSay);
        }
        let Some(bytes) = parts.row(&passed.cells)? else {
            let problem =
                Problem::new(Refusal::TooLarge, "", "the row is larger than a file may be; shorten its texts");
            check.refuse(row, "", &problem, Effect::Row).map_err(self.listed)?;
            return Ok(Ended::Refused);
        };
        check.keep(&mut passed);
        let organisation = check.fields.text("organisation_id", row);
        if check.entity.records == Rows::Companies {
            parts.add(vec![(passed.cells, bytes)], None)?;
        } else {
            group.push(parts, organisation, (passed.cells, bytes))?;
        }
        Ok(Ended::Written)
    }

    fn parts<'t>(&self, check: &Check<'t>, stem: String, kind: Only) -> Result<Parts<'t>, ExportError> {
        let header = check.columns(kind).map(|(_, column): (usize, &'t Column)| column.label.as_str()).collect();
        Parts::new(check.target, self.dir.to_owned(), stem, header)
    }

    fn finish(&mut self, parts: Parts) -> Result<(), ExportError> {
        let (files, cut) = parts.finish()?;
        self.report.add(files, cut);
        Ok(())
    }
}

/// How the way of a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Written,
    NothingToSay,
    Refused,
}
