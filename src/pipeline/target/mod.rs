//! Target files: what a CRM's import takes, as TOML → [`Target`], with every problem named like one of a pipeline.
//!
//! The shipped ones stand in `src/export/target/targets`; whoever needs another writes a file. Not for writing rows:
//! that is `export::target`.

mod resolve;
mod spec;
#[cfg(test)]
mod tests;

pub use spec::{Ascii, Consent, EmptyCell, Form, Format, Ids, LineEnd, Only, Outside, Quote, Refusal, Rows};

use super::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use super::read::{Log, Read};
use super::text::Text;
use super::tree;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The shipped targets by name, in alphabetical order.
const SHIPPED: &[(&str, &str)] = &[
    ("brevo", include_str!("../../export/target/targets/brevo.toml")),
    ("cleverreach", include_str!("../../export/target/targets/cleverreach.toml")),
    ("dynamics", include_str!("../../export/target/targets/dynamics.toml")),
    ("excel", include_str!("../../export/target/targets/excel.toml")),
    ("hubspot", include_str!("../../export/target/targets/hubspot.toml")),
    ("mailchimp", include_str!("../../export/target/targets/mailchimp.toml")),
    ("odoo", include_str!("../../export/target/targets/odoo.toml")),
    ("pipedrive", include_str!("../../export/target/targets/pipedrive.toml")),
    ("salesforce", include_str!("../../export/target/targets/salesforce.toml")),
    ("salesforce_wizard", include_str!("../../export/target/targets/salesforce_wizard.toml")),
    ("zoho", include_str!("../../export/target/targets/zoho.toml")),
];

/// Fields that no table holds and that rows get from several tables.
pub const MADE: &[(&str, &str)] = &[
    ("street_line", "street and house number as one writes them, else the post-office box"),
    ("organisation_name", "name of the organisation in its own file, else the contact's company"),
    ("changed_fields", "fields of the CRM's record that the contact fills or says otherwise"),
];

/// A system that takes import files, with its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Name of the target and of its folder.
    pub name: String,
    /// The system and the way of import.
    pub title: String,
    /// Day on which the rules were last looked up.
    pub checked_on: NaiveDate,
    /// What must be there before the import.
    pub needs: Option<String>,
    /// True for a target of leadloom's own.
    pub shipped: bool,
    /// The text of the file.
    pub text: String,
    /// File format.
    pub format: Format,
    /// Byte order mark.
    pub bom: bool,
    /// Field separator.
    pub delimiter: u8,
    /// Line end.
    pub line_end: LineEnd,
    /// Which cells are quoted.
    pub quote: Quote,
    /// Most data rows of a file.
    pub max_rows: u32,
    /// Most bytes of a file.
    pub max_bytes: Option<u32>,
    /// What an empty cell is written as.
    pub null: String,
    /// Characters that no value may hold.
    pub forbidden: Vec<char>,
    /// Values that a spreadsheet would run are guarded.
    pub guard_formulas: bool,
    /// Only people who consented are written.
    pub marketing: bool,
    /// What the system's own ids look like.
    pub ids: Option<Ids>,
    /// What an empty cell does to a record that is there.
    pub empty_cell: EmptyCell,
    /// The files, parents before children.
    pub entities: Vec<Entity>,
    errors: BTreeMap<Refusal, String>,
}

/// One kind of file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What its rows are.
    pub records: Rows,
    /// Name of the file without number and extension.
    pub file: String,
    /// Columns of which one at least must be filled.
    pub one_of: Vec<usize>,
    /// The columns, in order.
    pub columns: Vec<Column>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Header.
    pub label: String,
    /// Where the value comes from.
    pub from: Taken,
    /// What kind of value it must be.
    pub form: Form,
    /// Which part of an e-mail address must be ASCII.
    pub ascii: Ascii,
    /// Form of dates.
    pub date: String,
    /// Form of instants.
    pub datetime: String,
    /// The words for false and true.
    pub flag: [String; 2],
    /// A row without it is refused.
    pub required: bool,
    /// Two rows cannot have the same value.
    pub unique: bool,
    /// Most characters.
    pub max_chars: Option<u32>,
    /// Most bytes.
    pub max_bytes: Option<u32>,
    /// Pick list.
    pub picklist: Option<Picklist>,
    /// Whether it is only in files of new contacts, or only in files of updates.
    pub only: Option<Only>,
    /// It refers to a row of the companies' file.
    pub parent: bool,
    /// Consent without which it stays empty.
    pub consent: Option<Consent>,
}

/// Where the value of a column comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// The first of these fields that is filled.
    First(Vec<String>),
    /// All of these fields that are filled, and what stands between them.
    Joined {
        /// The fields.
        fields: Vec<String>,
        /// What stands between them.
        by: String,
        /// Fields without which there is no value.
        needs: Vec<String>,
    },
    /// Always the same.
    Fixed(String),
}

impl Taken {
    /// The fields it reads.
    pub fn fields(&self) -> &[String] {
        match self {
            Self::First(fields) | Self::Joined { fields, .. } => fields,
            Self::Fixed(_) => &[],
        }
    }
}

/// A pick list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picklist {
    /// What becomes of a value outside it.
    pub outside: Outside,
    /// Value in small letters → value of the system.
    pub values: BTreeMap<String, String>,
}

impl Picklist {
    /// The system's value for a value, which may be one of the system's already.
    pub fn find(&self, value: &str) -> Option<&str> {
        let small = value.to_lowercase();
        let own = || self.values.values().find(|own| own.to_lowercase() == small);
        self.values.get(&small).or_else(own).map(String::as_str)
    }
}

impl Target {
    /// The target's word for what it refuses.
    pub fn error(&self, refusal: Refusal) -> &str {
        self.errors.get(&refusal).map_or_else(|| refusal.word(), String::as_str)
    }
}

/// Why there is no target.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// No target has that name.
    #[error("there is no target `{name}`; {hint}")]
    Unknown {
        /// The name.
        name: String,
        /// What may have been meant, and all names.
        hint: String,
    },
    /// A file of a target cannot be read.
    #[error("cannot read the target {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of a target has problems.
    #[error("{0}")]
    Invalid(Diagnostics),
}

/// The names of the shipped targets.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// The target of a name, or of a file (a path with a separator or `.toml`) relative to `base`.
///
/// # Errors
/// When there is none, or it is wrong.
pub fn load(word: &str, base: &Path) -> Result<Target, TargetError> {
    if let Some((name, text)) = SHIPPED.iter().find(|(name, _)| *name == word) {
        let mut target = parse(text, &format!("{name}.toml")).map_err(TargetError::Invalid)?;
        target.shipped = true;
        return Ok(target);
    }
    if !(word.ends_with(".toml") || word.contains(['/', '\\'])) {
        let all = names().collect::<Vec<_>>().join(", ");
        let near = did_you_mean(word, names()).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        let hint = format!("{near}there are {all}, and files of your own (`--target path/to/mine.toml`)");
        return Err(TargetError::Unknown { name: word.to_owned(), hint });
    }
    let path = base.join(word);
    let text =
        std::fs::read_to_string(&path).map_err(|source| TargetError::Unreadable { path: path.clone(), source })?;
    parse(&text, &path.display().to_string()).map_err(TargetError::Invalid)
}

/// Reads the text of a target file, which is called `file` in messages.
///
/// # Errors
/// With all of its problems.
pub fn parse(text: &str, file: &str) -> Result<Target, Diagnostics> {
    let (root, errors) = tree::parse(text);
    let mut log = Log::new(!errors.is_empty());
    log.subject = Some("the target");
    let spec = spec::TargetSpec::read(&root, &mut log).unwrap_or_default();
    let mut target = resolve::resolve(&spec, &mut log);
    let mut problems: Vec<Diagnostic> = if errors.is_empty() { log.found } else { errors };
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.span.start);
        return Err(Diagnostics::new(Text::new(file, text), problems));
    }
    text.clone_into(&mut target.text);
    Ok(target)
}
