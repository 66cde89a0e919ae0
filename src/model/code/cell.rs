//! Codes about cells as such, and those that `validate` gives where it looks at several columns at once.

use super::{Code, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    warn("cell.unreadable", "The value cannot be read as what its column is for", "a photo where a number belongs"),
    warn("cell.error", "The spreadsheet shows an error here instead of a value", "#N/A"),
    warn("cell.formula", "The cell starts like a spreadsheet formula; kept as text", "=HYPERLINK(...)"),
    warn(
        "cell.lost_digits",
        "A spreadsheet turned the number into powers of ten; its last digits are gone",
        "4.91521E+12",
    ),
    warn(
        "cell.realigned",
        "The cells of the record had slipped; they were put back where their content belongs",
        "Anna;;Kern;kern@holz.example with one ; too many",
    ),
    info(
        "cell.guard",
        "A mark that the exporting program puts in front of the value was dropped",
        "p:+4930123456, a guard of Meta's lead export",
    ),
    info("cell.decimal_tail", "A spreadsheet had written .0 behind the identifier; it was dropped", "10042.0"),
    info(
        "address.country_inferred",
        "The country was told by postal code, phone number or domain, or is the default",
        "04229 Leipzig without a country: DE",
    ),
    info(
        "phone.moved",
        "The value stood in another column of the record and was put where it belongs",
        "ilse@weber.example in the phone column",
    ),
    info(
        "address.spelling",
        "The spelling most other records use was taken: umlauts, letter case or one wrong letter",
        "Hoehenweg, where most records say Höhenweg",
    ),
    warn("date.implausible", "The date lies before 1900 or after 2100", "01.01.1023"),
];
