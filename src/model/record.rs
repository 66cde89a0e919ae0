//! What the stages say about records: kinds of sources, statuses, findings, rejects.

use std::borrow::Cow;

/// What the rows of a source are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Records {
    /// People, or people at companies.
    Contacts,
    /// Companies.
    Companies,
    /// Order lines or order heads.
    Orders,
    /// Opens, clicks, visits, meetings.
    Activities,
    /// People who must not be contacted.
    Suppression,
}

impl Records {
    /// All kinds, in the order in which they are documented.
    pub const ALL: [Self; 5] = [Self::Contacts, Self::Companies, Self::Orders, Self::Activities, Self::Suppression];

    /// The word the pipeline file uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Companies => "companies",
            Self::Orders => "orders",
            Self::Activities => "activities",
            Self::Suppression => "suppression",
        }
    }

    /// True when each row becomes a lead.
    pub const fn are_leads(self) -> bool {
        matches!(self, Self::Contacts | Self::Companies)
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was tidied; nothing to do.
    Info,
    /// Somebody should look.
    Warn,
    /// The value cannot be used.
    Error,
}

impl Severity {
    /// The word the tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// One verdict or change about one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Row of the stage's frame the finding is about.
    pub row: u32,
    /// Canonical field, or the column's own name.
    pub field: Cow<'static, str>,
    /// Stable code, `<kind>.<reason>`; described in [`crate::model::code`].
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The cell as it came in.
    pub original: Option<String>,
    /// What it was turned into; null when nothing usable was left.
    pub corrected: Option<String>,
}

/// An input record that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Source name.
    pub source: String,
    /// File as named in the manifest.
    pub source_file: String,
    /// 1-based ordinal of the data record in its file.
    pub source_row: i64,
    /// The record as it stands in the file.
    pub raw: String,
    /// Stable code; described in [`crate::model::code`].
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}
