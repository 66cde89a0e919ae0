//! The grammar of RFC 5321/5322 as far as cells use it, with internationalised addresses (RFC 6531).

use super::domains::top_of;
use crate::kernel::text::{is_invisible, repair_mojibake};
use std::borrow::Cow;
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
pub(super) struct Address<'a> {
    /// In NFC, case kept; without needless quotes.
    pub local: Cow<'a, str>,
    /// Lower case, Unicode.
    pub domain: String,
    /// Punycode, where it differs from `domain`.
    pub punycode: Option<String>,
    /// How usual it is, where it stood in angle brackets behind a name.
    pub named: Option<Syntax>,
    /// Nothing but small letters, digits, dots and hyphens on both sides: there is nothing to fold or to cut off.
    pub plain: bool,
}

impl Address<'_> {
    #[inline]
    pub fn text(&self) -> String {
        join(&self.local, &self.domain)
    }

    pub fn into_owned(self) -> Address<'static> {
        Address { local: Cow::Owned(self.local.into_owned()), ..self }
    }
}

/// `local@domain`.
#[inline]
pub(super) fn join(local: &str, domain: &str) -> String {
    let mut out = String::with_capacity(local.len() + 1 + domain.len());
    out.push_str(local);
    out.push('@');
    out.push_str(domain);
    out
}

const LONGEST_LOCAL: usize = 64;
const LONGEST_DOMAIN: usize = 253;
const LONGEST_ADDRESS: usize = 254;
const LONGEST_LABEL: usize = 63;

/// Checks the text as it stands; the address is there unless the syntax is [`Syntax::Bad`].
#[inline]
pub(super) fn check(text: &str) -> (Syntax, Option<Address<'_>>) {
    if text.is_ascii() {
        // what old workbooks wrote for a line break
        if text.starts_with("_x000D_") || text.ends_with("_x000D_") {
            return (Syntax::Bad, None);
        }
    } else {
        // IDNA would drop invisible characters silently, and would read what a wrong code page left of an umlaut.
        let is_damaged =
            |part: &str| part.chars().any(|c| is_invisible(c) || is_sign(c)) || repair_mojibake(part).is_some();
        let usual = text.strip_suffix('>').map_or(text, |named| named.rsplit('<').next().unwrap_or_default());
        if usual.split('@').any(is_damaged) {
            return (Syntax::Bad, None);
        }
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
#[inline]
fn plain(text: &str) -> Option<(Address<'_>, Syntax)> {
    let at = text.bytes().rposition(|byte| byte == b'@')?;
    let (local, domain) = (text.get(..at)?, text.get(at + 1..)?);
    let in_local = pairs(local);
    let local = dot_atom(local, in_local)?;
    let (domain, punycode, syntax) = read_domain(domain)?;
    // The limit counts the bytes on the wire, and the readable form must not exceed it either.
    let longest = punycode.as_ref().map_or(0, String::len).max(domain.len());
    let fits = text.len() <= LONGEST_ADDRESS && local.len() + 1 + longest <= LONGEST_ADDRESS;
    let plain = in_local & NOT_PLAIN == 0 && punycode.is_none();
    fits.then_some((Address { local, domain, punycode, named: None, plain }, syntax))
}

/// Words of allowed characters, joined by single dots; in NFC. `pairs` are those of `local`.
#[inline]
fn dot_atom(local: &str, pairs: u64) -> Option<Cow<'_, str>> {
    if pairs & (any_pair_with(WRONG) | pair(DOT, DOT)) != 0 {
        return None;
    }
    let ascii = pairs & any_pair_with(FOREIGN) == 0;
    let local = if ascii || is_nfc(local) { Cow::Borrowed(local) } else { Cow::Owned(local.nfc().collect()) };
    let sound = ascii || local.chars().all(|c| c.is_ascii() || is_foreign_atom(c));
    (sound && local.len() <= LONGEST_LOCAL).then_some(local)
}

/// Classes of bytes: small letters and digits, the two signs that join them, other characters that need no quotes,
/// beyond ASCII, everything else, capitals.
const LETTER: u8 = 0;
const DOT: u8 = 1;
const HYPHEN: u8 = 2;
const ATOM: u8 = 3;
const FOREIGN: u8 = 4;
const WRONG: u8 = 5;
const CAPITAL: u8 = 6;

const CLASSES: [u8; 256] = {
    let mut out = [FOREIGN; 256];
    let mut c: u8 = 0;
    while c < 128 {
        out[c as usize] = match c {
            b'a'..=b'z' | b'0'..=b'9' => LETTER,
            b'A'..=b'Z' => CAPITAL,
            b'.' => DOT,
            b'-' => HYPHEN,
            b'!' | b'#'..=b'\'' | b'*' | b'+' | b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~' => ATOM,
            _ => WRONG,
        };
        c += 1;
    }
    out
};

/// The bit of a class behind another one.
const fn pair(before: u8, behind: u8) -> u64 {
    1 << (before << 3 | behind)
}

const fn any_pair_with(class: u8) -> u64 {
    0xFF << (class << 3)
}

const NOT_PLAIN: u64 = any_pair_with(ATOM) | any_pair_with(FOREIGN) | any_pair_with(CAPITAL);

/// Which classes stand beside each other anywhere in the text with a dot before and behind it, as bits: one pass
/// without a branch, and every question about the text is a mask.
#[inline]
fn pairs(text: &str) -> u64 {
    let (mut out, mut before) = (0, DOT);
    for byte in text.bytes() {
        let class = CLASSES.get(usize::from(byte)).copied().unwrap_or(WRONG);
        out |= pair(before & 7, class & 7);
        before = class;
    }
    out | pair(before & 7, DOT)
}

/// A letter beyond ASCII.
fn is_foreign_atom(c: char) -> bool {
    // A character that decomposes into one that means something here must not slip in (U+226E holds "<").
    !c.is_control()
        && !c.is_whitespace()
        && !matches!(c, '\u{FFFD}' | '\u{FF01}'..='\u{FF5E}')
        && c.nfkd().all(|part| !part.is_ascii() || part.is_ascii_alphanumeric())
}

/// Typographic quotes, dashes, currencies and pictures. They are legal by the letter of RFC 6531, but come from word
/// processors, wrong code pages and keyboards, not from a mailbox.
const fn is_sign(c: char) -> bool {
    matches!(c,
        '\u{A1}'..='\u{A9}' | '\u{AB}'..='\u{B4}' | '\u{B6}' | '\u{B8}' | '\u{B9}' | '\u{BB}'..='\u{BF}' | '×' | '÷'
        | '\u{2010}'..='\u{2BFF}' | '\u{3003}'..='\u{3004}' | '\u{3007}'..='\u{3020}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Unicode form, Punycode where it differs, and how usual the domain is.
#[inline]
fn read_domain(domain: &str) -> Option<(String, Option<String>, Syntax)> {
    let in_domain = pairs(domain);
    if let Shape::Plain(syntax) = shape(domain, in_domain) {
        let small = in_domain & any_pair_with(CAPITAL) == 0;
        return Some((if small { domain.to_owned() } else { domain.to_ascii_lowercase() }, None, syntax));
    }
    let ascii = idna::domain_to_ascii(domain).ok()?;
    let (unicode, outcome) = idna::domain_to_unicode(domain);
    outcome.ok()?;
    let (Shape::Plain(syntax) | Shape::Punycode(syntax)) = shape(&ascii, pairs(&ascii)) else { return None };
    let punycode = (unicode != ascii).then_some(ascii);
    Some((unicode, punycode, syntax))
}

/// What a domain in ASCII looks like.
enum Shape {
    Plain(Syntax),
    /// Some label is in Punycode.
    Punycode(Syntax),
    Wrong,
}

/// What no domain in ASCII holds: other signs than dots and hyphens, an empty label, a hyphen at the end of one.
const NO_DOMAIN: u64 = any_pair_with(ATOM)
    | any_pair_with(FOREIGN)
    | any_pair_with(WRONG)
    | pair(DOT, DOT)
    | pair(DOT, HYPHEN)
    | pair(HYPHEN, DOT);

/// Letters, digits and inner hyphens; hyphens in third and fourth place of a label are kept for Punycode. `pairs`
/// are those of `domain`.
#[inline]
fn shape(domain: &str, pairs: u64) -> Shape {
    let labels = || domain.as_bytes().split(|byte| *byte == b'.');
    if pairs & NO_DOMAIN != 0
        || domain.len() > LONGEST_DOMAIN
        || domain.len() > LONGEST_LABEL && labels().any(|label| label.len() > LONGEST_LABEL)
    {
        return Shape::Wrong;
    }
    let mut punycode = false;
    if pairs & pair(HYPHEN, HYPHEN) != 0 {
        for label in labels().filter(|label| label.get(2..4) == Some(b"--")) {
            if !label.get(..2).is_some_and(|head| head.eq_ignore_ascii_case(b"xn")) {
                return Shape::Wrong;
            }
            punycode = true;
        }
    }
    let top = top_of(domain);
    let usual = (2..domain.len()).contains(&top.len()) && !top.bytes().all(|byte| byte.is_ascii_digit());
    let syntax = if usual { Syntax::Ok } else { Syntax::Unusual };
    if punycode { Shape::Punycode(syntax) } else { Shape::Plain(syntax) }
}

/// Quoted local part, comments, address literal, display name.
fn unusual(text: &str) -> Option<Address<'_>> {
    // whole passes without an early end run many bytes at once
    let is_mark = |byte| matches!(byte, b'"' | b'(' | b'[' | b'>');
    if !text.bytes().fold(false, |has, byte| has | is_mark(byte)) || !text.bytes().any(|byte| byte == b'@') {
        return None;
    }
    let has_control = text.bytes().fold(false, |has, byte| has | byte.is_ascii_control());
    if has_control || !text.is_ascii() && text.chars().any(char::is_control) {
        return None;
    }
    if let Some(inner) = text.strip_suffix('>') {
        let (name, address) = inner.rsplit_once('<')?;
        let named = is_display_name(name.trim());
        return plain(address).filter(|_| named).map(|(address, syntax)| Address { named: Some(syntax), ..address });
    }
    let text = without_comments(text)?;
    let (local, domain) = text.rsplit_once('@')?;
    let local = match dot_atom(local, pairs(local)) {
        Some(local) => local.into_owned(),
        None => quoted(local)?,
    };
    let (domain, punycode) = match literal(domain) {
        Some(literal) => (literal, None),
        None => read_domain(domain).map(|(domain, punycode, _)| (domain, punycode))?,
    };
    let fits = local.len() + 1 + punycode.as_ref().unwrap_or(&domain).len() <= LONGEST_ADDRESS;
    fits.then_some(Address { local: Cow::Owned(local), domain, punycode, named: None, plain: false })
}

fn is_display_name(name: &str) -> bool {
    match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) => !quoted.contains('"') && !quoted.is_empty(),
        None => {
            let is_sign = |byte| {
                matches!(
                    byte,
                    b'"' | b'<' | b'>' | b'@' | b',' | b';' | b':' | b'(' | b')' | b'[' | b']' | b'\\' | b'.'
                )
            };
            !name.is_empty() && !name.bytes().any(is_sign)
        }
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
    Some(dot_atom(inner, pairs(inner)).map_or(kept, Cow::into_owned))
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
