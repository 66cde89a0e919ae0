//! Codes of the family `date`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
