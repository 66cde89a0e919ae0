//! Codes of the family `cell`.

use super::{Code, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[warn("cell.unreadable", "The value cannot be read as what its column is for")];
