//! Codes of the family `date`.

use super::{Code, error, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("date.missing", "The cell holds a date that programs write when there is none"),
    info("date.serial", "A spreadsheet's day number was read as a date"),
    info("date.epoch", "A number of seconds or milliseconds since 1970 was read as an instant"),
    warn("date.ambiguous", "Day and month are told apart by convention only, in the whole column; its first such cell"),
    warn("date.incomplete", "The date lacks its year or its day, which is not guessed"),
    warn("date.contradiction", "The date can only be read in another order than the rest of the column"),
    error("date.unreadable", "The cell holds no date"),
];
