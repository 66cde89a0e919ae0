//! Codes of the family `number`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
