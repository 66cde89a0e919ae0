//! Phone numbers.

use super::verdict::{Status, Verdict};

/// What a phone cell says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phone {
    /// `+` and digits of the first number; also for suspect values where readable.
    pub e164: Option<String>,
    /// ISO region of the number.
    pub country: Option<String>,
    /// fixed_line, mobile, fixed_line_or_mobile, toll_free, ...
    pub phone_type: Option<&'static str>,
    /// Digits of the extension; not part of `e164`.
    pub extension: Option<String>,
    /// Further numbers of the cell, E.164.
    pub others: Vec<String>,
    /// True when the country came from the context.
    pub country_inferred: bool,
}

/// Reads a phone cell. `country` is the ISO code the record is believed to be in.
pub fn read(_value: &str, _country: Option<&str>) -> Verdict<Phone> {
    Verdict::new(Status::Missing, Phone::default())
}
