//! E-mail addresses: what a cell says, repaired where the repair is no guess.
//!
//! ```text
//! cell → syntax (as written) → repair (wrapping, obfuscation, stray characters) → lists and typo (what kind)
//! ```
//!
//! Not for: whether a mailbox exists. Lists of providers are short and curated; a domain that is on none is
//! taken as it is. Costs about a microsecond for a clean address.

mod lists;
mod repair;
mod syntax;
mod typo;

use super::text::is_missing_word;
use super::verdict::{Status, Verdict};
use syntax::Address;
pub use syntax::Syntax;

/// What an e-mail cell says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Email {
    /// The first address, repaired; domain in lower case.
    pub email: Option<String>,
    /// Further addresses of the cell.
    pub others: Vec<String>,
    /// Part after the @, lower case.
    pub domain: Option<String>,
    /// What duplicates are found by: lower case, provider rules applied.
    pub match_key: Option<String>,
    /// The local part is a function (info, buchhaltung), not a person.
    pub role: bool,
    /// The domain is a free-mail provider.
    pub freemail: bool,
    /// The domain hands out throw-away addresses.
    pub disposable: bool,
    /// The domain that was probably meant.
    pub suggested_domain: Option<String>,
    /// The value as written, outer blanks apart.
    pub syntax: Syntax,
    /// The address with its domain in Punycode; `None` when the local part is not ASCII.
    pub email_ascii: Option<String>,
    /// The domain in Punycode.
    pub domain_ascii: Option<String>,
}

/// Longer cells are text.
const LONGEST_CELL: usize = 2000;

/// Reads an e-mail cell.
pub fn read(value: &str) -> Verdict<Email> {
    let trimmed = value.trim_matches([' ', '\t', '\u{A0}']);
    if is_missing_word(trimmed) || lists::says_none(trimmed) {
        return Verdict::because(Status::Missing, "email.missing", Email::default());
    }
    if value.len() > LONGEST_CELL {
        return Verdict::because(Status::Invalid, "email.syntax", Email::default());
    }
    let (syntax, written) = syntax::check(trimmed);
    if syntax == Syntax::Ok
        && let Some(address) = written
    {
        return judge(address, Status::Valid, None, syntax);
    }
    let mut verdict = match written {
        // A display name is taken off; other unusual forms stay, for somebody to look at.
        Some(address) if !address.named => judge(address, Status::Suspect, Some("email.unusual"), syntax),
        _ => repaired(trimmed, syntax),
    };
    verdict.parts.syntax = syntax;
    verdict
}

/// The addresses of a malformed cell.
fn repaired(text: &str, syntax: Syntax) -> Verdict<Email> {
    let repaired = repair::addresses(text);
    let mut addresses = repaired.addresses.into_iter();
    let Some(first) = addresses.next() else {
        let suggested_domain = repair::domain(text).and_then(|domain| typo::suggest(&domain));
        let parts = Email { suggested_domain, ..Email::default() };
        return Verdict::because(Status::Invalid, "email.syntax", parts);
    };
    let status = if repaired.guess { Status::Suspect } else { Status::Corrected };
    let mut verdict = judge(first, status, Some(repaired.code), syntax);
    for other in addresses {
        let other = other.text();
        if verdict.parts.email.as_ref() != Some(&other) && !verdict.parts.others.contains(&other) {
            verdict.parts.others.push(other);
        }
    }
    if !verdict.parts.others.is_empty() {
        // Several clean addresses are a matter of notation.
        verdict.codes.retain(|code| *code != "email.cleaned");
        verdict.codes.insert(0, "email.multiple");
        if verdict.status == Status::Corrected && verdict.codes.len() == 1 {
            verdict.status = Status::Valid;
        }
    }
    verdict
}

/// What kind of address it is, on top of how it was read.
fn judge(address: Address, status: Status, code: Option<&'static str>, syntax: Syntax) -> Verdict<Email> {
    let local = address.local.to_lowercase();
    let domain = address.domain.as_str();
    if lists::is_reserved(domain) {
        return Verdict::because(Status::Invalid, "email.reserved", Email { syntax, ..Email::default() });
    }
    let suggested_domain = typo::suggest(domain);
    let disposable = lists::is_disposable(domain);
    let against = if suggested_domain.is_some() {
        Some("email.domain_typo")
    } else if lists::is_no_reply(&local) {
        Some("email.no_reply")
    } else if lists::is_placeholder(&local, domain) {
        Some("email.placeholder")
    } else if disposable {
        Some("email.disposable")
    } else {
        None
    };
    let mut codes: Vec<&'static str> = code.into_iter().collect();
    let mut status = status;
    if let Some(against) = against {
        codes.insert(0, against);
        status = Status::Suspect;
    }
    let text = address.text();
    let parts = Email {
        match_key: Some(match_key(&text, &local, domain)),
        role: lists::is_role(&local),
        freemail: lists::is_freemail(domain),
        disposable,
        suggested_domain,
        others: Vec::new(),
        syntax,
        email_ascii: address.local.is_ascii().then(|| format!("{}@{}", address.local, address.domain_ascii)),
        domain_ascii: Some(address.domain_ascii),
        domain: Some(address.domain),
        email: Some(text),
    };
    Verdict { status, codes, parts }
}

/// Lower case; Google's two domains are one, and Google ignores dots and what follows a plus.
fn match_key(address: &str, local: &str, domain: &str) -> String {
    if !matches!(domain, "gmail.com" | "googlemail.com") {
        return address.to_lowercase();
    }
    let name = local.split('+').next().unwrap_or_default().replace('.', "");
    if name.is_empty() { address.to_lowercase() } else { format!("{name}@gmail.com") }
}

#[cfg(test)]
mod tests;
