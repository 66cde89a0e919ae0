//! Codes of the family `date`.

use super::{Code, error, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("date.missing", "The cell holds a date that programs write when there is none"),
    info("date.serial", "A spreadsheet's day number was read as a date"),
    warn("date.ambiguous", "Day and month can be told apart by convention only"),
    warn("date.contradiction", "The date can only be read in another order than the rest of the column"),
    error("date.unreadable", "The cell holds no date"),
];
