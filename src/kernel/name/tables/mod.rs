//! The word lists of the name kernel, as data. Keys are folded: lower case, ä → ae, ß → ss, no accents, no dots.
//!
//! All lists are written from general knowledge; no third-party list was copied.

pub(super) mod family;
pub(super) mod given;
pub(super) mod nick;
pub(super) mod titles;
pub(super) mod words;
