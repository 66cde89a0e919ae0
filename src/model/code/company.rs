//! Codes of the family `company`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
