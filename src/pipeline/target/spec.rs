//! What may be written in a target file. Every key that a target does not need has a default.

use crate::pipeline::read::{AnyKey, At, Day, KeySet, Named, OneOrMany, Word, Words, table};

table! {
    /// A system that takes import files.
    pub struct TargetSpec {
        /// Name of the target and of its folder.
        name: String = required,
        /// The system and the way of import that the rules are for.
        title: String = required,
        /// Day on which somebody last looked the rules up.
        checked_on: Day = required,
        /// Where the rules were looked up.
        evidence: Vec<At<String>>,
        /// What must be there before the import: fields of one's own, options of the dialog.
        needs: String,
        /// File format.
        format: Word<Format>,
        /// Whether files begin with a byte order mark.
        bom: bool,
        /// Field separator.
        delimiter: String,
        /// Line end.
        line_end: Word<LineEnd>,
        /// Which cells are quoted.
        quote: Word<Quote>,
        /// Most data rows of a file.
        max_rows: u32,
        /// Most bytes of a file.
        max_bytes: u32,
        /// Most characters of a cell, for columns that do not say otherwise.
        max_chars: u32,
        /// What an empty cell is written as.
        null: String,
        /// Form of dates, in the codes of strftime.
        date: String,
        /// Form of instants, in the codes of strftime.
        datetime: String,
        /// The words for true and false.
        flag: Vec<At<String>>,
        /// Characters that no value may hold.
        forbidden: String,
        /// True for files that people open in a spreadsheet: values that it would run are guarded.
        guard_formulas: bool,
        /// True for systems that send mail: only people who consented are written.
        marketing: bool,
        /// What the system's own ids look like. Without it there is one file for new and known contacts.
        ids: Word<Ids>,
        /// What an empty cell does to a record that is there.
        empty_cell: Word<EmptyCell>,
        /// The system's own words for what it refuses.
        errors: Named<String, RefusalKey>,
        /// Values of pick lists.
        picklist: Vec<At<PicklistSpec>>,
        /// The files, parents before children.
        entity: Vec<At<EntitySpec>> = required,
    }
}

table! {
    /// A pick list.
    pub struct PicklistSpec {
        /// Name that columns use it by.
        name: String = required,
        /// What becomes of a value that is not in it.
        outside: Word<Outside>,
        /// Value as it comes, in small letters = value of the system.
        values: Named<String, AnyKey> = required,
    }
}

table! {
    /// One kind of file.
    pub struct EntitySpec {
        /// What its rows are.
        records: Word<Rows> = required,
        /// Name of the file without number and extension.
        file: String = required,
        /// Labels of which one at least must be filled.
        one_of: Vec<At<String>>,
        /// The columns, in order.
        column: Vec<At<ColumnSpec>> = required,
    }
}

table! {
    /// One column.
    pub struct ColumnSpec {
        /// Header.
        label: String = required,
        /// Field of the table; of several the first that is filled.
        field: OneOrMany,
        /// What stands between several fields: all that are filled are then written.
        join: String,
        /// Fields without which the joined value makes no sense.
        needs: Vec<At<String>>,
        /// A fixed value instead of a field.
        value: String,
        /// What kind of value it must be.
        form: Word<Form>,
        /// Which part of an e-mail address must be ASCII.
        ascii: Word<Ascii>,
        /// Form of dates in this column.
        date: String,
        /// The words for true and false in this column.
        flag: Vec<At<String>>,
        /// True when a row without it is refused.
        required: bool,
        /// True when two rows cannot have the same value.
        unique: bool,
        /// Most characters.
        max_chars: u32,
        /// Most bytes.
        max_bytes: u32,
        /// Name of a pick list.
        picklist: String,
        /// Whether it is only in files of new contacts, or only in files of updates.
        only: Word<Only>,
        /// True when it refers to a row of the companies' file.
        parent: bool,
        /// Consent without which it stays empty.
        consent: Word<Consent>,
    }
}

/// Declares words of target files.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal, $first:ident = $first_word:literal $(, $rest:ident = $word:literal)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        #[allow(missing_docs, reason = "the words of the file say what they mean")]
        pub enum $name { #[default] $first $(, $rest)* }

        impl Words for $name {
            const WHAT: &'static str = $what;
            fn words() -> Vec<(&'static str, Self)> {
                vec![($first_word, Self::$first) $(, ($word, Self::$rest))*]
            }
        }
    };
}

words! {
    /// File format.
    Format, "file format", Csv = "csv", Xlsx = "xlsx"
}
words! {
    /// Line end.
    LineEnd, "line end", Lf = "lf", CrLf = "crlf"
}
words! {
    /// Which cells are quoted.
    Quote, "kind of quoting", Needed = "needed", Always = "always"
}
words! {
    /// What an empty cell does to a record that is there.
    EmptyCell, "effect of an empty cell", Keeps = "keeps", Erases = "erases"
}
words! {
    /// What becomes of a value outside a pick list.
    Outside, "treatment of other values", Blank = "blank", Refuse = "refuse"
}
words! {
    /// What rows are.
    Rows, "kind of rows", Contacts = "contacts", Companies = "companies"
}
words! {
    /// Form of values.
    Form, "form of values", Text = "text", Email = "email", Phone = "phone", Country = "country"
}
words! {
    /// Which part of an e-mail address must be ASCII.
    Ascii, "part of an address", Nothing = "nothing", Local = "local", All = "all"
}
words! {
    /// Which files a column is in.
    Only, "kind of file", New = "new", Update = "update"
}
words! {
    /// A consent.
    Consent, "consent", Email = "email", Phone = "phone"
}
words! {
    /// What the system's own ids look like.
    Ids, "form of ids", Any = "any", Digits = "digits", Guid = "guid", Salesforce = "salesforce", Odoo = "odoo"
}

/// What a target refuses; key of `errors`, and the word where a target has none of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// A required cell is empty.
    Required,
    /// A value is too long.
    TooLong,
    /// No e-mail address for this target.
    Email,
    /// No phone number for this target.
    Phone,
    /// Outside a pick list.
    Picklist,
    /// A forbidden character.
    Forbidden,
    /// No id of this target.
    Id,
    /// The company is not in its file.
    Parent,
    /// The value stands in another row.
    Duplicate,
    /// A row larger than a file may be.
    TooLarge,
}

impl Refusal {
    /// All of them, with the key and the word used by default.
    pub const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::Required, "required", "REQUIRED_FIELD_MISSING"),
        (Self::TooLong, "too_long", "STRING_TOO_LONG"),
        (Self::Email, "email", "INVALID_EMAIL_ADDRESS"),
        (Self::Phone, "phone", "INVALID_PHONE_NUMBER"),
        (Self::Picklist, "picklist", "INVALID_ENUMERATION_OPTION"),
        (Self::Forbidden, "forbidden", "FORBIDDEN_CHARACTER"),
        (Self::Id, "id", "MALFORMED_ID"),
        (Self::Parent, "parent", "PARENT_NOT_FOUND"),
        (Self::Duplicate, "duplicate", "DUPLICATE_VALUE"),
        (Self::TooLarge, "too_large", "ROW_TOO_LARGE"),
    ];
}

/// The keys of `errors`.
#[derive(Debug, Clone, Copy)]
pub struct RefusalKey;

impl KeySet for RefusalKey {
    fn keys() -> Option<Vec<&'static str>> {
        Some(Refusal::ALL.iter().map(|(_, key, _)| *key).collect())
    }
}
