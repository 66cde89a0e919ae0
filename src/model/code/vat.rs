//! Codes of the family `vat`.

use super::{Code, error, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    info("vat.missing", "The cell says that there is no VAT id"),
    info("vat.prefix_added", "The country prefix was taken from the country of the record"),
    warn("vat.unchecked", "Numbers of this country cannot be tested"),
    error("vat.format", "Length or characters do not fit the country"),
    error("vat.check_digit", "The check digit is wrong"),
];
