//! Codes of the family `ingest`.

use super::Code;

/// The codes of this family.
pub const CODES: &[Code] = &[];
