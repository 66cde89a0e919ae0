//! Codes of the family `text`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
