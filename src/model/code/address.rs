//! Codes of the family `address`.

use super::{Code, error, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    info("address.missing", "The cell says that there is nothing", "k. A."),
    error("address.junk", "The cell holds a test entry or a keyboard run", "asdf"),
    info(
        "address.case",
        "The text was in capitals or small letters throughout and got its usual letter case",
        "HOLZSTRASSE 5",
    ),
    info(
        "address.city_spelling",
        "A transcribed, foreign or misspelt city name was replaced by the usual one",
        "DE: 80331 Muenchen",
    ),
    info(
        "address.lost_zero",
        "A leading zero of the postal code that a spreadsheet had eaten was put back",
        "DE: 4229",
    ),
    info(
        "address.excel_artifact",
        "An apostrophe or decimals of a spreadsheet were removed from the postal code",
        "DE: 04229.0",
    ),
    info(
        "address.postal_code_cleaned",
        "A country prefix, blanks or stray signs were removed from the postal code",
        "D-04229",
    ),
    error("address.postal_code_format", "The postal code does not have the format of the country", "DE: 042291"),
    warn(
        "address.postal_code_unknown",
        "The postal code has the right format but stands in no installed table",
        "DE: 04999, with a postal table installed",
    ),
    warn("address.city_mismatch", "The city does not belong to the postal code", "DE: 04229 Berlin"),
    warn("address.region_mismatch", "The region is not the one of the postal code", "Bayern beside 04229"),
    info(
        "address.country_from_city",
        "Code and city are those of a large city of another country than the record's",
        "DE: 1010 Wien",
    ),
    error("address.city", "The cell holds no name of a city", "DE: 123 456"),
    error("address.country", "The cell holds no country", "Absurdistan"),
    warn(
        "address.incomplete",
        "The address lacks what mail to its country needs: street or box, city, postal code",
        "links",
    ),
    info(
        "address.country_spelling",
        "A country with one letter wrong was read as the one that was meant",
        "Deutchland",
    ),
    info("address.encoding", "Text that had been decoded wrongly was decoded again", "KÃ¶lner StraÃŸe 5"),
    info("address.markup", "Markup or character entities were removed", "K&ouml;lner Stra&szlig;e 5"),
    error("address.type", "Not a text", "a number in JSON"),
];
