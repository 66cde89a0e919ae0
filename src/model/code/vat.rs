//! Codes of the family `vat`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
