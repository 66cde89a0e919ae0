//! Codes of the family `text`.

use super::{Code, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("text.mojibake", "Text that was decoded with the wrong code page was repaired"),
    info("text.entities", "HTML entities were written out"),
    info("text.form", "Odd blanks, invisible characters or letters in two parts were brought into the usual form"),
    info("text.control", "NULs and other control characters were dropped"),
    info("text.code_page", "The line was written in another encoding than the rest of the file"),
    warn("text.letters_lost", "Letters had become question marks before the export; they cannot be brought back"),
    warn("text.encoding", "Bytes that are no text were replaced"),
];
