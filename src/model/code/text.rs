//! Codes of the family `text`.

use super::{Code, info, warn};

/// The codes of this family.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    info("text.mojibake", "Text that was decoded with the wrong code page was repaired"),
    info("text.entities", "HTML entities were written out"),
    warn("text.encoding", "Bytes that are no text were replaced"),
];
