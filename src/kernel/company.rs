//! Company names, legal forms, domains and VAT ids.

use super::verdict::{Status, Verdict};

/// What a company cell says. Empty where there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Company {
    /// The name as it should be written, legal form included.
    pub company: String,
    /// Without legal form, proprietor, branch, status words and the prefix "Firma".
    pub base: String,
    /// Usual short form: GmbH, GmbH & Co. KG, e.K.
    pub legal_form: String,
    /// Lower case, folded, without legal form and filler: equal for two spellings of one firm.
    pub match_key: String,
    /// in_liquidation, in_formation or insolvent.
    pub company_status: Option<&'static str>,
}

/// Reads a company name. `country` is the ISO code the record is believed to be in.
pub fn read(_value: &str, _country: Option<&str>) -> Verdict<Company> {
    Verdict::new(Status::Missing, Company::default())
}

/// A website as a URL, and its registrable domain (lower case), from a cell that holds either.
pub fn read_website(_value: &str) -> Verdict<(String, Option<String>)> {
    Verdict::new(Status::Missing, (String::new(), None))
}

/// A VAT id with prefix and without separators, format and check digit tested.
pub fn read_vat(_value: &str, _country: Option<&str>) -> Verdict<String> {
    Verdict::new(Status::Missing, String::new())
}
