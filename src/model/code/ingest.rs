//! Codes of the family `ingest`.

use super::{Code, error};

/// The codes of this family.
pub const CODES: &[Code] = &[
    error(
        "ingest.too_many_cells",
        "The record has more cells than the header has columns; a delimiter inside a value lacks its quotes",
        "Anna;Kern;Holz; Ritter under three headers",
    ),
    error(
        "ingest.shifted",
        "The cells of the record stand under the wrong headers and no shift puts them right",
        "a city where the e-mail address belongs",
    ),
    error("ingest.too_long", "A cell is longer than any value of a contact can be", "a cell of 20 MB"),
    error("ingest.card", "The card breaks off or is not one", "BEGIN:VCARD without END:VCARD"),
    error("ingest.supplier", "The account is that of a supplier, not of a lead", "account 70001 of a DATEV export"),
    error(
        "ingest.continued_record",
        "The record continues the one above it, which took its values over",
        "the second line item of an order without its head",
    ),
    error("ingest.json", "The line is not a JSON object", "{\"name\": \"Kern\""),
];
