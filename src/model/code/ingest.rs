//! Codes of the family `ingest`.

use super::{Code, error};

/// The codes of this family.
pub const CODES: &[Code] = &[
    error(
        "ingest.too_many_cells",
        "The record has more cells than the header has columns; a delimiter inside a value lacks its quotes",
    ),
    error("ingest.json", "The line is not a JSON object"),
];
