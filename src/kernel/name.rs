//! Names of people in one cell.

use super::verdict::{Status, Verdict};

/// Who a name cell names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RecordKind {
    /// A person.
    Person,
    /// A company, association or authority.
    Organisation,
    /// A department or function.
    RoleMailbox,
    /// Cannot be told.
    #[default]
    Unknown,
}

impl RecordKind {
    /// The word the tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::RoleMailbox => "role_mailbox",
            Self::Unknown => "unknown",
        }
    }
}

/// The parts of a name. Empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Who the cell names.
    pub kind: RecordKind,
    /// Form of address, written out: Herr, Frau, Mr.
    pub salutation: String,
    /// Titles in front of the name, usual spelling.
    pub academic_title: String,
    /// Given names and initials in order.
    pub given_name: String,
    /// Family name with particles.
    pub family_name: String,
    /// The particle alone.
    pub name_particle: String,
    /// Jr., III, degrees behind the name.
    pub name_suffix: String,
    /// From "geb.", "née".
    pub maiden_name: String,
    /// From quotes or brackets.
    pub nickname: String,
}

/// Reads a whole name in one cell ("Weber, Dr. Ilse", "Herr Kurt vom Stein").
pub fn read(_value: &str) -> Verdict<Name> {
    Verdict::new(Status::Missing, Name::default())
}

/// Reads a name whose parts stand in columns of their own. Empty strings where a column is missing.
pub fn read_parts(_salutation: &str, _title: &str, _given: &str, _family: &str, _suffix: &str) -> Verdict<Name> {
    Verdict::new(Status::Missing, Name::default())
}
