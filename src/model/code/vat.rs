//! Codes of the family `vat`.

use super::{Code, error, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    info("vat.missing", "The cell says that there is no VAT id", "k. A."),
    info("vat.prefix_added", "The country prefix was taken from the country of the record", "AT: U12345675"),
    warn("vat.unchecked", "Numbers of this country cannot be tested", "XK123456"),
    error("vat.format", "Length or characters do not fit the country", "DE12345"),
    error("vat.check_digit", "The check digit is wrong", "ATU12345676"),
    error("vat.type", "Not a text", "a number in JSON"),
];
