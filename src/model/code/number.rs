//! Codes of the family `number`.

use super::{Code, error, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    warn("number.ambiguous", "The separator may group thousands or begin the decimals, in the whole source; its first such cell", "1.234"),
    error("number.unreadable", "The cell holds no number", "viel"),
];
