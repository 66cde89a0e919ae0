//! Codes of the family `name`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
