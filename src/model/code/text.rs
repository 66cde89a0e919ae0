//! Codes of the family `text`.

use super::{Code, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("text.mojibake", "Text that was decoded with the wrong code page was repaired", "MÃ¼ller"),
    info("text.entities", "HTML entities were written out", "M&uuml;ller"),
    info("text.form", "Odd blanks, invisible characters or letters in two parts were brought into the usual form", "Mu + combining dots + ller"),
    info("text.code_page", "The line was written in another encoding than the rest of the file", "a line in Windows-1252 in a file of UTF-8"),
    warn("text.letters_lost", "Letters had become question marks before the export; they cannot be brought back", "M?ller"),
    warn("text.encoding", "Bytes that are no text were replaced", "bytes that no code page explains"),
];
