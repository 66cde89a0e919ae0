//! Codes of the family `address`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
