//! Codes of the family `id`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
