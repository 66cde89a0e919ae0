//! From a malformed cell to the addresses it holds.

use super::syntax::{Address, Syntax, check};
use crate::kernel::text::{clean_lines, unescape_entities};

/// What was found in a cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Repaired {
    /// In order of appearance; empty when nothing could be repaired.
    pub addresses: Vec<Address>,
    /// What was wrong.
    pub code: &'static str,
    /// The repair could be another one.
    pub guess: bool,
}

const CLEANED: &str = "email.cleaned";
const OBFUSCATED: &str = "email.obfuscated";
const DISPLAY_NAME: &str = "email.display_name";

/// What people write for `@` and `.` to keep robots out; lower case.
const AT: &[&str] = &[
    "[at]", "(at)", "{at}", "<at>", "[aet]", "(aet)", "[ät]", "(ät)", "[@]", "(@)", "(a)", "[a]", "|at|", "-at-",
    "_at_", "*at*",
];
const DOT: &[&str] = &[
    "[dot]", "(dot)", "{dot}", "<dot>", "[punkt]", "(punkt)", "[.]", "(.)", "[point]", "(point)", "[punto]", "(punto)",
    "|dot|", "[kropka]",
];

/// In front of an address; lower case.
const LABELS: &[&str] =
    &["mailto:", "e-mail:", "email:", "mail:", "smtp:", "e-mail", "email", "mail", "courriel:", "correo:"];

/// Between two addresses.
const BETWEEN: &[&str] = &["oder", "or", "und", "and", "ou", "et", "o", "e", "y", "of", "en", "lub", "i", "bzw."];

/// The addresses of the cell.
pub(super) fn addresses(text: &str) -> Repaired {
    let text = unescape_entities(text);
    let text = clean_lines(&text);
    let shown = readable(&text);
    let code = if shown.is_some() { OBFUSCATED } else { CLEANED };
    let text = shown.as_deref().unwrap_or(&text);
    if text.matches('@').count() > 1 {
        return several(text, code);
    }
    if let Some(address) = named(text) {
        return Repaired { addresses: vec![address], code: DISPLAY_NAME, guess: false };
    }
    match single(text) {
        Some((address, guess)) => Repaired { addresses: vec![address], code, guess },
        None => Repaired { code, ..Repaired::default() },
    }
}

/// What stands behind the last `@`, with the characters that no domain has taken out; for a hint only.
pub(super) fn domain(text: &str) -> Option<String> {
    let (_, domain) = text.rsplit_once('@')?;
    let domain: String = domain.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
    (domain.contains('.')).then(|| domain.to_lowercase())
}

/// The text with `[at]` and `(dot)` written out; `None` when there is nothing of the kind.
fn readable(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let marked = AT.iter().any(|at| lower.contains(at)) || DOT.iter().any(|dot| lower.contains(dot));
    let spoken = !lower.contains('@')
        && (lower.contains(" at ") || lower.contains(" ät "))
        && (lower.contains('.') || lower.contains(" dot ") || lower.contains(" punkt "));
    if !marked && !spoken {
        return None;
    }
    let mut out = replace(text, AT, '@');
    out = replace(&out, DOT, '.');
    if !out.contains('@') {
        out = replace(&out, &[" at ", " ät "], '@');
    }
    out = replace(&out, &[" dot ", " punkt "], '.');
    Some(out)
}

/// Replaces every spelling, whatever its case, with the blanks around it.
fn replace(text: &str, spellings: &[&str], by: char) -> String {
    let mut out = text.to_owned();
    for spelling in spellings {
        // ASCII lower case keeps byte positions.
        while let Some(at) = out.to_ascii_lowercase().find(spelling) {
            let (Some(before), Some(after)) = (out.get(..at), out.get(at + spelling.len()..)) else { break };
            out = format!("{}{by}{}", before.trim_end(), after.trim_start());
        }
    }
    out
}

/// `Ilse Weber <ilse@weber.example>`
fn named(text: &str) -> Option<Address> {
    let start = text.find('<')?;
    let end = text.rfind('>')?;
    let name = text.get(..start)?.trim();
    let inner = text.get(start + 1..end)?;
    let address = single(inner).filter(|(_, guess)| !guess)?.0;
    (!name.is_empty()).then_some(address)
}

/// Cells with more than one `@`: every piece that is an address by itself. A piece with two is beyond repair.
fn several(text: &str, code: &'static str) -> Repaired {
    let mut found: Vec<Address> = Vec::new();
    let mut broken = false;
    for piece in text
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '|' | '/' | '<' | '>' | '"' | '(' | ')' | '&'))
    {
        if !piece.contains('@') || BETWEEN.contains(&piece) {
            continue;
        }
        match (piece.matches('@').count(), single(piece)) {
            (1, Some((address, false))) => found.push(address),
            _ => broken = true,
        }
    }
    // "a@b.de" beside a wreck: the wreck may be the one that was meant.
    Repaired { guess: broken, addresses: found, code }
}

/// One address, with the dirt around and in it removed; true when the repair is a guess.
fn single(text: &str) -> Option<(Address, bool)> {
    let bare = strip(text);
    let joined = join_blanks(bare);
    let (local, domain) = joined.rsplit_once('@')?;
    let domain = repair_domain(domain);
    if let (Syntax::Ok, Some(address)) = check(&format!("{local}@{domain}")) {
        return Some((address, false));
    }
    // A comma or a second dot in the local part may stand for anything.
    let guessed = squeeze(&local.replace(',', "."));
    match check(&format!("{guessed}@{domain}")) {
        (Syntax::Ok, Some(address)) => Some((address, true)),
        _ => None,
    }
}

/// Label, parameters, quotes, brackets and punctuation around an address off.
fn strip(text: &str) -> &str {
    const AROUND: [char; 14] = ['"', '\'', '<', '>', '(', ')', '[', ']', '{', '}', '*', '‘', '’', ' '];
    let mut text = text.trim();
    loop {
        let before = text.len();
        text = text.trim_matches(AROUND).trim_end_matches(['.', ',', ';', ':', '!', '?', '/', '\\', '-', '_', '>']);
        text = text.trim_start_matches([',', ';', ':', '.', '=', '•', '·']);
        for label in LABELS {
            if let (Some(head), Some(rest)) = (text.get(..label.len()), text.get(label.len()..))
                && head.eq_ignore_ascii_case(label)
                && (label.ends_with(':') || rest.starts_with([' ', ':']))
            {
                text = rest.trim_start_matches([' ', ':']);
            }
        }
        if let Some((address, parameters)) = text.split_once('?')
            && parameters.contains('=')
            && address.contains('@')
        {
            text = address;
        }
        if text.len() == before {
            return text;
        }
    }
}

/// The text without blanks beside `@` and dots.
fn join_blanks(text: &str) -> String {
    let mut out = text.to_owned();
    for mark in ["@", "."] {
        for wrong in [format!(" {mark}"), format!("{mark} ")] {
            while out.contains(&wrong) {
                out = out.replace(&wrong, mark);
            }
        }
    }
    out
}

/// Full-width characters, commas and double dots in a domain.
fn repair_domain(domain: &str) -> String {
    let plain: String = domain
        .chars()
        .map(|c| match c {
            ',' | '。' | '．' => '.',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect();
    squeeze(&plain).trim_end_matches('.').to_owned()
}

/// Runs of dots as one.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '.' || !out.ends_with('.') {
            out.push(c);
        }
    }
    out
}
