//! Codes of the family `email`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
