//! The finding and reject codes: what each means and how grave it is. `leadloom schema codes` prints them.
//!
//! One file per family; a code is `<family>.<reason>` and never changes its meaning.

mod address;
mod cell;
mod company;
mod consent;
mod date;
mod email;
mod id;
mod ingest;
mod name;
mod number;
mod order;
mod phone;
mod privacy;
mod text;
mod vat;

use super::record::Severity;

/// One finding or reject code.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// `<family>.<reason>`, stable.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What it means, one sentence without a final stop.
    pub message: &'static str,
    /// A cell that gets it, with its country in front where that matters (`DE: 4229`); else the case in words.
    pub example: &'static str,
}

const fn info(code: &'static str, message: &'static str, example: &'static str) -> Code {
    Code { code, severity: Severity::Info, message, example }
}

const fn warn(code: &'static str, message: &'static str, example: &'static str) -> Code {
    Code { code, severity: Severity::Warn, message, example }
}

const fn error(code: &'static str, message: &'static str, example: &'static str) -> Code {
    Code { code, severity: Severity::Error, message, example }
}

/// Every code, family by family.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [
        address::CODES,
        cell::CODES,
        company::CODES,
        consent::CODES,
        date::CODES,
        email::CODES,
        id::CODES,
        ingest::CODES,
        name::CODES,
        number::CODES,
        order::CODES,
        phone::CODES,
        privacy::CODES,
        text::CODES,
        vat::CODES,
    ]
    .into_iter()
    .flatten()
}

/// The entry of that code.
pub fn find(code: &str) -> Option<&'static Code> {
    all().find(|entry| entry.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_documented() {
        let mut seen = BTreeSet::new();
        for entry in all() {
            assert!(seen.insert(entry.code), "{} twice", entry.code);
            assert!(entry.code.contains('.') && !entry.message.is_empty() && !entry.message.ends_with('.'));
            assert!(!entry.example.is_empty(), "{} has no example", entry.code);
        }
    }
}
