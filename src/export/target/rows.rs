//! Rows of one kind: cells, the pre-flight check of each, the files of those that pass.

use super::cell::{Cell, Problem, cell, takes_row_along};
use super::fields::Fields;
use super::parts::Parts;
use super::people::made_of;
use super::refused::{Effect, Line, List};
use crate::export::ExportError;
use crate::pipeline::target::{Column, Consent, EmptyCell, Entity, Only, Refusal, Taken, Target};
use rustc_hash::FxHashSet;

/// Fields that say which record a row is.
const KEYS: [&str; 3] = ["contact_id", "organisation_id", "crm_id"];

/// The companies that are in their file, by id and by name.
#[derive(Debug, Default)]
pub struct Parents {
    ids: FxHashSet<String>,
    names: FxHashSet<String>,
}

impl Parents {
    /// Adds a company.
    pub fn add(&mut self, id: &str, name: &str) {
        self.ids.insert(id.to_owned());
        self.names.insert(name.to_owned());
    }
}

/// What a row is checked against, and where refusals go.
pub struct Check<'a> {
    /// The target.
    pub target: &'a Target,
    /// The kind of rows.
    pub entity: &'a Entity,
    /// Their values.
    pub fields: &'a Fields,
    /// The companies.
    pub parents: &'a Parents,
    /// What is refused.
    pub list: &'a mut List,
    /// Values that no other row may have, by column.
    taken: Vec<FxHashSet<String>>,
}

/// A row that passed.
pub struct Passed {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// True when it says something beyond who it is.
    pub says: bool,
    unique: Vec<(usize, String)>,
}

impl<'a> Check<'a> {
    /// A check that has seen no row.
    pub fn new(
        target: &'a Target,
        entity: &'a Entity,
        fields: &'a Fields,
        parents: &'a Parents,
        list: &'a mut List,
    ) -> Self {
        Self { target, entity, fields, parents, list, taken: vec![FxHashSet::default(); entity.columns.len()] }
    }

    /// The columns of a file of new rows or of updates.
    pub fn columns(&self, kind: Only) -> impl Iterator<Item = (usize, &'a Column)> + use<'a> {
        let columns = self.entity.columns.iter().enumerate();
        columns.filter(move |(_, column)| column.only.is_none_or(|only| only == kind))
    }

    /// Checks a row; `changed` says what an update is about. `None` when the target would refuse it.
    pub fn row(&mut self, row: usize, kind: Only, changed: Option<&FxHashSet<&str>>) -> csv::Result<Option<Passed>> {
        let mut passed = Passed { cells: Vec::new(), says: false, unique: Vec::new() };
        let mut refused = false;
        for (at, column) in self.columns(kind).collect::<Vec<_>>() {
            let is_key = column.from.fields().iter().any(|field| KEYS.contains(&field.as_str())) && !column.parent;
            let is_news = changed.is_none_or(|changed| is_about(column, changed));
            let fills = is_key || column.required || is_news || self.target.empty_cell == EmptyCell::Erases;
            let found = if fills || column.unique { self.cell(row, at, column) } else { Ok(None) };
            let mut cell = match found {
                Ok(cell) => cell,
                Err(problem) if fills => {
                    let along = takes_row_along(column, &problem);
                    self.refuse(row, &column.label, &problem, if along { Effect::Row } else { Effect::Field })?;
                    refused |= along;
                    passed.cells.push(Cell::default());
                    continue;
                }
                Err(_) => None,
            };
            if let Some(cell) = cell.as_ref().filter(|_| column.unique) {
                passed.unique.push((at, cell.text.to_lowercase()));
            }
            cell = cell.filter(|_| fills);
            if cell.is_none() && column.required && !refused {
                let problem = Problem::new(Refusal::Required, "", self.empty(row, column));
                self.refuse(row, &column.label, &problem, Effect::Row)?;
                refused = true;
            }
            passed.says |= cell.is_some() && is_news && !is_key && !matches!(column.from, Taken::Fixed(_));
            if let Some(cell) = cell.as_ref().filter(|cell| cell.guarded) {
                let message = "a spreadsheet would run it, so it begins with an apostrophe";
                let line = Problem::new(Refusal::Forbidden, cell.text.trim_start_matches('\''), message);
                self.name(row, &column.label, &line, "FORMULA_GUARDED", Effect::Guarded)?;
            }
            let null = |cell: Option<Cell>| match cell {
                Some(cell) => cell,
                None if changed.is_none() => Cell { text: self.target.null.clone(), ..Cell::default() },
                None => Cell::default(),
            };
            passed.cells.push(null(cell));
        }
        if !refused && self.lacks_all(kind, changed.is_some(), &passed.cells) {
            let labels: Vec<&str> =
                self.entity.one_of.iter().map(|&at| self.entity.columns[at].label.as_str()).collect();
            let message = format!("one of {} must be filled; complete it in a source", labels.join(", "));
            let problem = Problem::new(Refusal::Required, "", message);
            self.refuse(row, &labels.join(", "), &problem, Effect::Row)?;
            refused = true;
        }
        Ok((!refused).then_some(passed))
    }

    /// Remembers the values of a row that no other may have.
    pub fn keep(&mut self, passed: &mut Passed) {
        for (at, value) in passed.unique.drain(..) {
            self.taken[at].insert(value);
        }
    }

    /// Remembers the values of a record that the CRM has and that is not written.
    pub fn known(&mut self, row: usize) {
        for (at, column) in self.entity.columns.iter().enumerate().filter(|(_, column)| column.unique) {
            if let Ok(Some(cell)) = cell(self.target, column, self.fields, row) {
                self.taken[at].insert(cell.text.to_lowercase());
            }
        }
    }

    fn lacks_all(&self, kind: Only, update: bool, cells: &[Cell]) -> bool {
        let filled = self.columns(kind).zip(cells).any(|((at, _), cell)| {
            self.entity.one_of.contains(&at) && !cell.text.is_empty() && cell.text != self.target.null
        });
        !self.entity.one_of.is_empty() && !update && !filled
    }

    fn cell(&self, row: usize, at: usize, column: &Column) -> Result<Option<Cell>, Problem> {
        let Some(cell) = cell(self.target, column, self.fields, row)? else { return Ok(None) };
        let consent = match column.consent {
            None => true,
            Some(Consent::Email) => self.fields.flag("consent_email", row) == Some(true),
            Some(Consent::Phone) => self.fields.flag("consent_phone", row) == Some(true),
        };
        // What nobody consented to is no value for the target, and nothing that it refuses.
        if !consent {
            return Ok(None);
        }
        if let (Some(form), true) = (self.target.ids, column.from.fields().iter().any(|field| field == "crm_id"))
            && !super::ids::is_id(form, &cell.text)
        {
            let message = "it is no id of this target; correct the key of the master source";
            return Err(Problem::new(Refusal::Id, cell.text, message));
        }
        if column.parent && !self.has_parent(row, &cell.text) {
            let message = "the company is not in its file, see there; the contact is written without it";
            return Err(Problem::new(Refusal::Parent, cell.text, message));
        }
        if column.unique && self.taken[at].contains(&cell.text.to_lowercase()) {
            let message = "another row has it already, and the target takes it once; decide whose it is";
            return Err(Problem::new(Refusal::Duplicate, cell.text, message));
        }
        Ok(Some(cell))
    }

    fn has_parent(&self, row: usize, value: &str) -> bool {
        match self.fields.text("organisation_id", row) {
            Some(id) => self.parents.ids.contains(id),
            None => self.parents.names.contains(value),
        }
    }

    fn empty(&self, row: usize, column: &Column) -> String {
        let fields = column.from.fields().join(" or ");
        let hint = match self.fields.text("record_kind", row) {
            Some("organisation") => "; it is an organisation, not a person",
            Some("role_mailbox") => "; it is a mailbox of several people",
            _ => "",
        };
        format!("there is no {fields}; complete it in a source or by [[enrich]]{hint}")
    }

    /// Names a row or cell that the target would refuse.
    pub fn refuse(&mut self, row: usize, field: &str, problem: &Problem, effect: Effect) -> csv::Result<()> {
        let word = self.target.error(problem.refusal).to_owned();
        self.name(row, field, problem, &word, effect)
    }

    fn name(&mut self, row: usize, field: &str, problem: &Problem, word: &str, effect: Effect) -> csv::Result<()> {
        self.list.add(&Line {
            contact_id: self.fields.text("contact_id", row).unwrap_or_default(),
            organisation_id: self.fields.text("organisation_id", row).unwrap_or_default(),
            entity: &self.entity.file,
            field,
            value: &problem.value,
            error: word,
            effect,
            message: &problem.message,
        })
    }
}

/// True when a column shows one of the fields, or names them.
fn is_about(column: &Column, changed: &FxHashSet<&str>) -> bool {
    column.from.fields().iter().any(|field| {
        field == "changed_fields"
            || changed.contains(field.as_str())
            || made_of(field).iter().any(|part| changed.contains(part))
    })
}

/// Rows that wait for the others of their company.
#[derive(Default)]
pub struct Group {
    organisation: Option<String>,
    rows: Vec<(Vec<Cell>, Vec<u8>)>,
}

impl Group {
    /// Adds a row, after the company before is in its file.
    pub fn push(
        &mut self,
        parts: &mut Parts,
        organisation: Option<&str>,
        row: (Vec<Cell>, Vec<u8>),
    ) -> Result<(), ExportError> {
        if organisation.is_none() || self.organisation.as_deref() != organisation {
            self.flush(parts)?;
            self.organisation = organisation.map(str::to_owned);
        }
        self.rows.push(row);
        Ok(())
    }

    /// Puts the rows into their file.
    pub fn flush(&mut self, parts: &mut Parts) -> Result<(), ExportError> {
        match std::mem::take(&mut self.rows) {
            rows if rows.is_empty() => Ok(()),
            rows => parts.add(rows, self.organisation.as_deref()),
        }
    }
}
