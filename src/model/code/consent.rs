//! Codes of the family `consent`.

use super::{Code, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    warn(
        "consent.objection",
        "The consent cell says that the person objected, so the opt-out was set",
        "Widerspruch am 3.5.2024",
    ),
    info("consent.dated", "The consent cell holds a date, which became the date of the consent", "12.04.2023"),
    info(
        "consent.open",
        "The cell names a pending consent or another legal basis; the consent stays unknown",
        "berechtigtes Interesse",
    ),
];
