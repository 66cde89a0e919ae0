//! Codes of the family `company`.

use super::{Code, error, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    info("company.missing", "The cell says that there is no company", "k. A."),
    info(
        "company.case",
        "The name was in capitals or small letters throughout and got its usual letter case",
        "HOLZ RITTER TISCHLEREI",
    ),
    info("company.markup", "Character references or underscores were turned into text", "Holz &amp; Ritter"),
    error(
        "company.junk",
        "The cell holds a test entry, a keyboard run or a word for a private person, no company",
        "Testfirma",
    ),
    error("company.only_form", "The cell holds a legal form without a name", "GmbH & Co. KG"),
    warn("company.email", "The cell holds an e-mail address instead of a name", "info@holz-ritter.example"),
    warn("company.url", "The cell holds a URL instead of a name", "www.holz-ritter.at"),
    warn("company.number", "The cell holds only digits and signs instead of a name", "4711"),
    info("company.website_missing", "The cell says that there is no website", "keine"),
    info(
        "company.website_cleaned",
        "A misspelt scheme, commas for dots or blanks were repaired in the website",
        "http//www,holz-ritter,at",
    ),
    warn("company.website_email", "The website holds an e-mail address", "info@holz-ritter.at"),
    warn(
        "company.website_multiple",
        "The cell names several websites, the first was taken",
        "holz-ritter.at; ritter-holz.at",
    ),
    warn("company.website_host", "The website has no registrable domain", "http://192.168.0.1"),
    error("company.website", "The website holds no host name", "noch in Arbeit"),
    error("company.type", "Not a text", "a number in JSON"),
];
