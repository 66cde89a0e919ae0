//! Codes of the family `phone`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
