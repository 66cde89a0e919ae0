//! Codes of the family `phone`.

use super::{Code, error, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("phone.missing", "The cell says that there is no number"),
    info("phone.multiple", "The cell holds several numbers; the first is taken, the others are kept beside it"),
    info("phone.alternatives", "The number is followed by other endings, which were dropped"),
    info("phone.comment", "A comment around the number was dropped"),
    info("phone.label", "A label in front of the number was dropped"),
    info("phone.fax", "The cell calls the number a fax number"),
    info("phone.excel_artifact", "Traces of a spreadsheet were undone: .0, an apostrophe, an exponent with all digits"),
    info("phone.lost_zero", "The leading zero was put back"),
    info("phone.missing_plus", "The number has its country code without + or 00, which was put back"),
    info("phone.lookalike", "Letters that look like digits were replaced"),
    info("phone.stray_character", "A stray plus, zero or sign was dropped"),
    info("phone.old_prefix", "A dialling prefix that is no longer in use, or domestic only, was taken off"),
    info("phone.vanity", "Letters were read as keys of a phone"),
    warn("phone.ambiguous", "The number can be read in two ways"),
    warn("phone.unassigned", "The number has a possible length, but the range is not assigned"),
    warn("phone.no_country", "The number has no country code, and the country is not known"),
    error("phone.too_short", "The number has too few digits"),
    error("phone.too_long", "The number has too many digits"),
    error("phone.not_a_number", "The cell holds no phone number"),
    error("phone.placeholder", "The number is made up"),
    error("phone.lost_digits", "A spreadsheet cut digits off, which cannot be restored"),
    error("phone.email", "The cell holds an e-mail address"),
];
