//! E-mail addresses.

use super::verdict::{Status, Verdict};

/// What an e-mail cell says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Email {
    /// The first address, repaired; domain in lower case.
    pub email: Option<String>,
    /// Further addresses of the cell.
    pub others: Vec<String>,
    /// Part after the @, lower case.
    pub domain: Option<String>,
    /// What duplicates are found by: lower case, provider rules applied.
    pub match_key: Option<String>,
    /// The local part is a function (info, buchhaltung), not a person.
    pub role: bool,
    /// The domain is a free-mail provider.
    pub freemail: bool,
    /// The domain hands out throw-away addresses.
    pub disposable: bool,
    /// The domain that was probably meant.
    pub suggested_domain: Option<String>,
}

/// Reads an e-mail cell.
pub fn read(_value: &str) -> Verdict<Email> {
    Verdict::new(Status::Missing, Email::default())
}
