//! Codes of the family `date`.

use super::{Code, error, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("date.missing", "The cell holds a date that programs write when there is none", "0000-00-00"),
    info("date.serial", "A spreadsheet's day number was read as a date", "45000"),
    info("date.epoch", "A number of seconds or milliseconds since 1970 was read as an instant", "1700000000"),
    warn("date.ambiguous", "Day and month are told apart by convention only, in the whole column; its first such cell", "03/04/2024"),
    warn("date.incomplete", "The date lacks its year or its day, which is not guessed", "Mai 2024"),
    warn("date.contradiction", "The date can only be read in another order than the rest of the column", "04/13/2024 among 13/04/2024"),
    error("date.unreadable", "The cell holds no date", "demnächst"),
];
