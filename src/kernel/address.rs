//! Postal addresses: street lines, city lines, postal codes, countries.

use super::verdict::{Status, Verdict};

/// The parts of an address. Empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Company or person above the street.
    pub recipient: String,
    /// After c/o, z. Hd.
    pub care_of: String,
    /// Normalised street without number.
    pub street: String,
    /// Number, range and letter without blanks.
    pub house_number: String,
    /// Staircase, floor, unit, building.
    pub address_extra: String,
    /// Digits of the post-office box.
    pub po_box: String,
    /// In the country's usual notation.
    pub postal_code: String,
    /// Normalised city.
    pub city: String,
    /// Land, canton or state.
    pub region: String,
    /// ISO alpha-2.
    pub country: String,
    /// True when the country came from the context.
    pub country_inferred: bool,
}

/// Reads a whole address in one cell, also over several lines.
pub fn read(_value: &str, _country: Option<&str>) -> Verdict<Address> {
    Verdict::new(Status::Missing, Address::default())
}

/// Reads a street line: street, house number, extra, post-office box.
pub fn read_street(_value: &str, _country: Option<&str>) -> Verdict<Address> {
    Verdict::new(Status::Missing, Address::default())
}

/// Reads a postal code; a city line ("D-04229 Leipzig") fills the city too.
pub fn read_postal_code(_value: &str, _country: Option<&str>) -> Verdict<Address> {
    Verdict::new(Status::Missing, Address::default())
}

/// Reads a city line, which may hold the postal code and a country prefix too.
pub fn read_city(_value: &str, _country: Option<&str>) -> Verdict<Address> {
    Verdict::new(Status::Missing, Address::default())
}

/// Reads a country cell (`D`, `Deutschland`, `Österr.`, `AUT`) as ISO alpha-2.
pub fn read_country(_value: &str) -> Verdict<String> {
    Verdict::new(Status::Missing, String::new())
}
