//! Codes of the family `phone`.

use super::{Code, error, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("phone.missing", "The cell says that there is no number", "k. A."),
    info("phone.multiple", "The cell holds several numbers; the first is taken, the others are kept beside it", "DE: 030 23125001, 030 23125002"),
    info("phone.alternatives", "The number is followed by other endings, which were dropped", "DE: 089 5044850/82"),
    info("phone.comment", "A comment around the number was dropped", "DE: 030 23125001 (vormittags)"),
    info("phone.label", "A label in front of the number was dropped", "DE: Büro: 030 23125001"),
    info("phone.fax", "The cell calls the number a fax number", "DE: Fax 030 23125001"),
    info("phone.excel_artifact", "Traces of a spreadsheet were undone: .0, an apostrophe, an exponent with all digits", "DE: 03023125001.0"),
    info("phone.lost_zero", "The leading zero was put back", "DE: 15123456789"),
    info("phone.missing_plus", "The number has its country code without + or 00, which was put back", "DE: 49 30 23125001"),
    info("phone.lookalike", "Letters that look like digits were replaced", "DE: O30 23125O01"),
    info("phone.stray_character", "A stray plus, zero or sign was dropped", "++49 30 23125001"),
    info("phone.old_prefix", "A dialling prefix that is no longer in use, or domestic only, was taken off", "MX: 044 55 1234 5678"),
    info("phone.vanity", "Letters were read as keys of a phone", "US: 1-800-FLOWERS"),
    info("phone.other_country", "The number is of another country than the address", "+43 316 123456 beside an address in Germany"),
    warn("phone.ambiguous", "The number can be read in two ways", "DE: 030/2312500-1/2"),
    warn("phone.unassigned", "The number has a possible length, but the range is not assigned", "DE: 01001234567"),
    warn("phone.no_country", "The number has no country code, and the country is not known", "030 23125001"),
    error("phone.too_short", "The number has too few digits", "DE: 030 1"),
    error("phone.too_long", "The number has too many digits", "DE: 030 231250012312500123"),
    error("phone.not_a_number", "The cell holds no phone number", "nach 17 Uhr"),
    error("phone.placeholder", "The number is made up", "DE: 0123 456789"),
    error("phone.lost_digits", "A spreadsheet cut digits off, which cannot be restored", "4.9352E+11"),
    error("phone.email", "The cell holds an e-mail address", "ilse@weber.de"),
    error("phone.type", "Not a text", "a number in JSON"),
];
