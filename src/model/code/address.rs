//! Codes of the family `address`.

use super::{Code, error, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    info("address.missing", "The cell says that there is nothing"),
    error("address.junk", "The cell holds a test entry or a keyboard run"),
    info("address.case", "The text was in capitals or small letters throughout and got its usual letter case"),
    info("address.city_spelling", "A transcribed, foreign or misspelt city name was replaced by the usual one"),
    info("address.lost_zero", "A leading zero of the postal code that a spreadsheet had eaten was put back"),
    info("address.excel_artifact", "An apostrophe or decimals of a spreadsheet were removed from the postal code"),
    info("address.postal_code_cleaned", "A country prefix, blanks or stray signs were removed from the postal code"),
    error("address.postal_code_format", "The postal code does not have the format of the country"),
    warn("address.postal_code_unknown", "The postal code has the right format but stands in no installed table"),
    warn("address.city_mismatch", "The city does not belong to the postal code"),
    info("address.country_from_city", "Code and city are those of a large city of another country than the record's"),
    error("address.city", "The cell holds no name of a city"),
    error("address.country", "The cell holds no country"),
    warn("address.incomplete", "The address has neither street nor box nor postal code"),
    warn("address.ambiguous", "The address can be read in two ways"),
];
