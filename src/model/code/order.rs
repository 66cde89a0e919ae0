//! Codes of the family `order`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
