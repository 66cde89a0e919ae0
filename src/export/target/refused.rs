//! `refused.csv`: every row and field that is not in an import file, with the target's own word and a remedy.

use super::cell::needs_guard;
use crate::export::ExportError;
use std::collections::BTreeMap;
use std::path::Path;

/// Characters of a value that are shown.
const SHOWN: usize = 200;

/// What became of something that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The row is in no file.
    Row,
    /// The cell is empty.
    Field,
    /// The cell got an apostrophe in front.
    Guarded,
}

impl Effect {
    const fn name(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Field => "field",
            Self::Guarded => "guarded",
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Contact, for rows of contacts.
    pub contact_id: &'a str,
    /// Organisation of the row.
    pub organisation_id: &'a str,
    /// Name of the entity's file.
    pub entity: &'a str,
    /// Header of the column, or the field that decided.
    pub field: &'a str,
    /// The value; empty for people on a suppression list.
    pub value: &'a str,
    /// The target's word.
    pub error: &'a str,
    /// What became of it.
    pub effect: Effect,
    /// What is wrong and what to do.
    pub message: &'a str,
}

/// The list in the making.
#[derive(Debug)]
pub struct List {
    writer: csv::Writer<Vec<u8>>,
    /// How often each word was said of rows and fields.
    pub errors: BTreeMap<String, u64>,
    /// Cells left empty.
    pub blanked: u64,
    /// Cells with a guard.
    pub guarded: u64,
}

impl List {
    /// An empty list.
    pub fn new() -> csv::Result<Self> {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let header = ["contact_id", "organisation_id", "entity", "field", "value", "error", "effect", "message"];
        writer.write_record(header)?;
        Ok(Self { writer, errors: BTreeMap::new(), blanked: 0, guarded: 0 })
    }

    /// Adds a line. People open the list in a spreadsheet, so that values are guarded there.
    pub fn add(&mut self, line: &Line) -> csv::Result<()> {
        let mut value: String = line.value.chars().take(SHOWN).collect();
        if value.len() < line.value.len() {
            value.push('…');
        }
        if needs_guard(&value) {
            value.insert(0, '\'');
        }
        match line.effect {
            Effect::Guarded => self.guarded += 1,
            Effect::Field => self.blanked += 1,
            Effect::Row => {}
        }
        *self.errors.entry(line.error.to_owned()).or_default() += 1;
        self.writer.write_record([
            line.contact_id,
            line.organisation_id,
            line.entity,
            line.field,
            &value,
            line.error,
            line.effect.name(),
            line.message,
        ])
    }

    /// Writes the list into a folder.
    pub fn write(self, dir: &Path) -> Result<(), ExportError> {
        let path = dir.join("refused.csv");
        let io = |source| ExportError::Io { path: path.clone(), source };
        let bytes = self.writer.into_inner().map_err(|error| io(error.into_error()))?;
        std::fs::write(&path, bytes).map_err(io)
    }
}
