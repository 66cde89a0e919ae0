//! The grammar of RFC 5321/5322 as far as cells use it, with internationalised addresses (RFC 6531).

use std::net::{Ipv4Addr, Ipv6Addr};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How well an address is formed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Syntax {
    /// May be used in mail as it is.
    Ok,
    /// Legal, but quoted, commented, an address literal, with a display name, or a domain without a dot.
    Unusual,
    /// Not an address.
    #[default]
    Bad,
}

impl Syntax {
    /// The word the wire format uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unusual => "unusual",
            Self::Bad => "bad",
        }
    }
}

/// An address in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// In NFC, case kept; without needless quotes.
    pub local: String,
    /// Lower case, Unicode.
    pub domain: String,
    /// Punycode.
    pub domain_ascii: String,
    /// It stood in angle brackets behind a name.
    pub named: bool,
}

impl Address {
    pub fn text(&self) -> String {
        format!("{}@{}", self.local, self.domain)
    }
}

const LONGEST_LOCAL: usize = 64;
const LONGEST_DOMAIN: usize = 253;
const LONGEST_ADDRESS: usize = 254;
const LONGEST_LABEL: usize = 63;

/// Checks the text as it stands; the address is there unless the syntax is [`Syntax::Bad`].
pub(super) fn check(text: &str) -> (Syntax, Option<Address>) {
    // IDNA would drop invisible characters silently.
    if text.chars().any(crate::kernel::text::is_invisible) {
        return (Syntax::Bad, None);
    }
    match plain(text) {
        Some((address, syntax)) => (syntax, Some(address)),
        None => match unusual(text) {
            Some(address) => (Syntax::Unusual, Some(address)),
            None => (Syntax::Bad, None),
        },
    }
}

/// `local@domain` without quotes, comments and brackets.
fn plain(text: &str) -> Option<(Address, Syntax)> {
    let (local, domain) = text.rsplit_once('@')?;
    let local = dot_atom(local)?;
    let (domain, domain_ascii, syntax) = read_domain(domain)?;
    // The limit counts the bytes on the wire, and the readable form must not exceed it either.
    let fits = local.len() + 1 + domain_ascii.len().max(domain.len()) <= LONGEST_ADDRESS;
    fits.then_some((Address { local, domain, domain_ascii, named: false }, syntax))
}

/// Words of allowed characters, joined by single dots.
fn dot_atom(local: &str) -> Option<String> {
    let local = if is_nfc(local) { local.to_owned() } else { local.nfc().collect() };
    let fits = local.len() <= LONGEST_LOCAL && !local.is_empty();
    (fits && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_char))).then_some(local)
}

fn is_atom_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    }
    // A character that decomposes into one that means something here must not slip in (U+226E holds "<").
    !c.is_control()
        && !c.is_whitespace()
        && !crate::kernel::text::is_invisible(c)
        && c != '\u{FFFD}'
        && c.nfkd().all(|part| !part.is_ascii() || part.is_ascii_alphanumeric())
}

/// Unicode form, Punycode, and how usual the domain is.
fn read_domain(domain: &str) -> Option<(String, String, Syntax)> {
    let (unicode, ascii) = if is_simple(domain) {
        let lower = domain.to_ascii_lowercase();
        (lower.clone(), lower)
    } else {
        let ascii = idna::domain_to_ascii(domain).ok()?;
        let (unicode, outcome) = idna::domain_to_unicode(domain);
        outcome.ok()?;
        (unicode, ascii)
    };
    let labels_fit = ascii.split('.').all(is_label);
    if ascii.len() > LONGEST_DOMAIN || !labels_fit {
        return None;
    }
    let last = ascii.rsplit('.').next().unwrap_or_default();
    let usual = ascii.contains('.') && last.len() >= 2 && !last.bytes().all(|byte| byte.is_ascii_digit());
    Some((unicode, ascii, if usual { Syntax::Ok } else { Syntax::Unusual }))
}

/// True for domains that need no IDNA.
fn is_simple(domain: &str) -> bool {
    domain.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
        && !domain.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--"))
        && !domain.to_ascii_lowercase().contains(".xn--")
}

/// Letters, digits and inner hyphens; hyphens in third and fourth place are kept for Punycode.
fn is_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    (1..=LONGEST_LABEL).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && bytes.first() != Some(&b'-')
        && bytes.last() != Some(&b'-')
        && (bytes.get(2..4) != Some(b"--") || label.starts_with("xn--"))
}

/// Quoted local part, comments, address literal, display name.
fn unusual(text: &str) -> Option<Address> {
    if text.chars().any(char::is_control) {
        return None;
    }
    if let Some(inner) = text.strip_suffix('>') {
        let (name, address) = inner.rsplit_once('<')?;
        let named = is_display_name(name.trim());
        return plain(address).filter(|_| named).map(|(address, _)| Address { named: true, ..address });
    }
    let text = without_comments(text)?;
    let (local, domain) = text.rsplit_once('@')?;
    let local = match dot_atom(local) {
        Some(local) => local,
        None => quoted(local)?,
    };
    let (domain, domain_ascii) = match literal(domain) {
        Some(literal) => (literal.clone(), literal),
        None => read_domain(domain).map(|(domain, ascii, _)| (domain, ascii))?,
    };
    let fits = local.len() + 1 + domain_ascii.len() <= LONGEST_ADDRESS;
    fits.then_some(Address { local, domain, domain_ascii, named: false })
}

fn is_display_name(name: &str) -> bool {
    match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) => !quoted.contains('"') && !quoted.is_empty(),
        None => !name.is_empty() && !name.contains(['"', '<', '>', '@', ',', ';', ':', '(', ')', '[', ']', '\\', '.']),
    }
}

/// A quoted string; the quotes go when nothing in them needs quoting.
fn quoted(local: &str) -> Option<String> {
    let inner = local.strip_prefix('"')?.strip_suffix('"')?;
    if local.len() > LONGEST_LOCAL || inner.is_empty() {
        return None;
    }
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return None,
            _ => {}
        }
    }
    let kept = (!escaped).then(|| local.nfc().collect())?;
    Some(dot_atom(inner).unwrap_or(kept))
}

/// `[192.0.2.1]`, `[IPv6:2001:db8::1]`.
fn literal(domain: &str) -> Option<String> {
    let inner = domain.strip_prefix('[')?.strip_suffix(']')?;
    let valid = match inner.get(..5) {
        Some(tag) if tag.eq_ignore_ascii_case("ipv6:") => inner.get(5..)?.parse::<Ipv6Addr>().is_ok(),
        _ => inner.parse::<Ipv4Addr>().is_ok(),
    };
    valid.then(|| domain.to_lowercase())
}

/// The text without comments at the outside of its parts; `None` when a bracket is not closed, or there is a
/// comment in the middle of a word.
fn without_comments(text: &str) -> Option<String> {
    if text.starts_with('"') || !text.contains('(') {
        return Some(text.to_owned());
    }
    let mut out = String::with_capacity(text.len());
    let (mut depth, mut escaped) = (0_usize, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if depth > 0 => escaped = true,
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    (depth == 0 && !escaped).then_some(out)
}
