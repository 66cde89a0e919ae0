//! Codes of the family `id`.

use super::{Code, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[warn(
    "id.duplicate",
    "An earlier record of the source has the same key; this one got a key of its own",
    "the customer number 10042 twice in one list",
)];
