//! From a malformed cell to the addresses it holds.
//!
//! ```text
//! cell → plain text (entities, code pages, full-width forms) → words for signs written out → from every @ outwards
//! ```
//!
//! What stands around an address (labels, names, quotes, brackets, comments, a telephone number) is left behind; a
//! character inside it is only mended where there is one way to do so, everything else is a guess and said to be one.

use super::domains::top_exists;
use super::spoken::written_out;
use super::syntax::{Address, Syntax, check, join};
use crate::kernel::text::{clean_lines, repair_mojibake, unescape_entities};
use std::borrow::Cow;

/// What was found in a cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Repaired {
    /// In order of appearance, each once; empty when nothing could be repaired.
    pub addresses: Vec<Address<'static>>,
    /// What was wrong.
    pub code: &'static str,
    /// The repair could be another one.
    pub guess: bool,
}

const CLEANED: &str = "email.cleaned";
const OBFUSCATED: &str = "email.obfuscated";
const DISPLAY_NAME: &str = "email.display_name";

/// Words that may stand in front of an address without being a part of it that lost its dot; lower case.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "email", "e-mail", "mail", "mailto", "mailadresse", "e-mailadresse", "emailadresse", "adresse", "address", "kontakt", "contact", "courriel", "correo",
    "mél", "e-post", "an", "to", "cc", "bcc", "from", "von", "neu", "alt", "auch", "privat", "private", "büro", "buero", "office", "work", "home", "tel", "fax", "mobil",
    "oder", "or", "und", "and", "ou", "et", "o", "e", "y", "of", "en", "lub", "i", "bzw", "zb", "bei", "unter", "via", "per", "über", "siehe", "firma", "geschäftlich", "dienstlich",
    "adres", "indirizzo", "dirección", "posta", "poczta", "ist", "is", "lautet", "bitte", "nur",
];

/// A long address may be broken over two lines.
const BLANKS: [char; 2] = [' ', '\n'];

/// The addresses of the cell.
pub(super) fn addresses(text: &str) -> Repaired {
    let text = readable(text);
    let spoken = written_out(&text);
    let code = if spoken.is_some() { OBFUSCATED } else { CLEANED };
    let text = spoken.as_deref().unwrap_or(&text);
    let mut out = Repaired { code, ..Repaired::default() };
    let mut floor = 0;
    let mut glued = false;
    let several = text.bytes().filter(|byte| *byte == b'@').count() > 1;
    for (at, _) in text.match_indices('@') {
        if at < floor {
            continue;
        }
        let found = Candidate::around(text, floor, at, several);
        // "a@b@c.de": nobody knows which @ was meant
        let broken = glued || text.get(found.end..).is_some_and(|rest| rest.starts_with('@'));
        glued = text.get(found.end..).is_some_and(|rest| rest.starts_with('@'));
        floor = found.end;
        let address = found.read().filter(|_| !broken);
        out.guess |= address.is_none() || found.guess;
        let Some(address) = address else { continue };
        if found.in_angles && code == CLEANED && !several {
            out.code = DISPLAY_NAME;
        }
        let same = |other: &Address| {
            other.domain == address.domain && other.local.to_lowercase() == address.local.to_lowercase()
        };
        if !out.addresses.iter().any(same) {
            out.addresses.push(address);
        }
        // parameters of a mailto: link are not for us
        if text.get(floor..).is_some_and(|rest| rest.starts_with('?') && rest.contains('=')) {
            break;
        }
    }
    out
}

/// The local part without what legally may begin it and never does: a spreadsheet's apostrophe, a list's asterisk, the
/// `www.` of people who mix up addresses; `None` when there is nothing of the kind.
pub(super) fn without_prefix(local: &str) -> Option<&str> {
    // no label is longer than six letters
    if local.bytes().take(7).any(|byte| byte == b'=')
        && let Some((label, rest)) = local.split_once('=')
        && matches!(label.to_ascii_lowercase().as_str(), "mail" | "email" | "e-mail" | "mailto" | "to")
    {
        return rest.starts_with(char::is_alphanumeric).then_some(rest);
    }
    let rest = match local.as_bytes() {
        [b'\'' | b'*' | b'=' | b'`' | b'|', ..] => local.trim_start_matches(['\'', '*', '=', '`', '|']),
        _ => return without_www(local),
    };
    rest.starts_with(char::is_alphanumeric).then_some(rest)
}

/// The part of [`without_prefix`] that is of letters.
#[inline]
pub(super) fn without_www(local: &str) -> Option<&str> {
    let (head, rest) = local.split_at_checked(4)?;
    (head.eq_ignore_ascii_case("www.") && rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// What stands behind the last `@`, with the characters that no domain has taken out; for a hint only.
pub(super) fn domain(text: &str) -> Option<String> {
    let (_, domain) = text.rsplit_once('@')?;
    let joined = domain.trim_matches(['-', '.', ' ']).replace('_', "-");
    let domain: String = joined.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).collect();
    domain.contains('.').then(|| domain.to_lowercase())
}

/// One text without entities, percent signs, wrong code pages, full-width forms and characters without width.
fn readable(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    let bits = |byte: u8| match byte {
        b'&' => 1,
        b'%' => 2,
        b'_' => 4,
        b'\\' => 8,
        b' ' => 16,
        _ => 0_u8,
    };
    let held = text.bytes().fold(0, |held, byte| held | bits(byte));
    let has = |wanted: u8| held & bits(wanted) != 0;
    if has(b'&') {
        out = Cow::Owned(unescape_entities(&out).into_owned());
    }
    if has(b'%') {
        out = Cow::Owned(out.replace("%40", "@").replace("%2E", ".").replace("%20", " "));
    }
    if has(b'_') {
        out = Cow::Owned(out.replace("_x000D_", "\n"));
    }
    if has(b'\\') {
        out = Cow::Owned(out.replace("\\n", "\n").replace("\\r", "\n").replace("\\t", " "));
    }
    if !text.is_ascii() {
        let sound = |part: &str| repair_mojibake(part).unwrap_or_else(|| part.to_owned());
        let parts: Vec<String> = out.split('@').map(sound).collect();
        out = Cow::Owned(parts.join("@").chars().map(plain_sign).collect());
    }
    if let Cow::Owned(clean) = clean_lines(&out) {
        out = Cow::Owned(clean);
    }
    if has(b' ') && out.contains(" . ") {
        out = Cow::Owned(out.replace(" . ", "."));
    }
    out
}

/// Full-width forms and look-alikes of the signs of an address.
fn plain_sign(c: char) -> char {
    match c {
        '。' | '｡' | '․' => '.',
        '﹫' => '@',
        '﹒' => '.',
        '‐' | '‑' => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// The surroundings of one `@`.
struct Candidate<'a> {
    local: Cow<'a, str>,
    domain: Cow<'a, str>,
    /// Where both stand in the text without a gap.
    whole: Option<&'a str>,
    /// Where the domain ends.
    end: usize,
    guess: bool,
    /// In angle brackets, with a name before them.
    in_angles: bool,
}

impl<'a> Candidate<'a> {
    /// What stands around the `@` at `at`; nothing before `floor` belongs to it. `several`: the text has more than one.
    fn around(text: &'a str, floor: usize, at: usize, several: bool) -> Self {
        let head = text.get(floor..at).unwrap_or_default();
        let tail = text.get(at + 1..).unwrap_or_default();
        let (local, guess_local) = local_part(head, several);
        let (domain, length, guess_domain) = domain_part(tail);
        let end = at + 1 + length;
        let whole = match (&local, &domain) {
            (Cow::Borrowed(local), Cow::Borrowed(domain)) if head.ends_with(local) && tail.starts_with(domain) => {
                text.get(at - local.len()..at + 1 + domain.len())
            }
            _ => None,
        };
        let before = whole.and_then(|whole| text.get(..at + 1 + domain.len() - whole.len()));
        let in_angles = before
            .and_then(|before| before.strip_suffix('<'))
            .is_some_and(|name| name.contains(char::is_alphanumeric) && !name.contains('<'))
            && text.get(end..).is_some_and(|rest| rest.trim_start().starts_with('>'));
        Self { local, domain, whole, end, guess: guess_local || guess_domain, in_angles }
    }

    fn read(&self) -> Option<Address<'static>> {
        let joined;
        let text = match self.whole {
            Some(whole) => whole,
            None => {
                joined = join(&self.local, &self.domain);
                &joined
            }
        };
        match check(text) {
            (Syntax::Ok, address) => address.map(Address::into_owned),
            _ => None,
        }
    }
}

/// The local part at the end of `head`, and whether it is a guess.
fn local_part(head: &str, several: bool) -> (Cow<'_, str>, bool) {
    let head = head.trim_end_matches(BLANKS);
    let start = head.rfind(|c| !is_local(c)).map_or(0, |at| at + char_length(head, at));
    let raw = head.get(start..).unwrap_or_default();
    let local = raw.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let local = without_prefix(local).unwrap_or(local);
    let before = head.get(..start).unwrap_or_default();
    let (rest, gap) = match before.chars().next_back() {
        Some(' ' | '\n') => (before.trim_end_matches(BLANKS), ' '),
        Some(c) => (before.get(..before.len() - c.len_utf8()).unwrap_or_default(), c),
        None => return squeezed(local),
    };
    if !matches!(gap, ' ' | ',') {
        return squeezed(local);
    }
    let word_start = rest.rfind(|c| !is_local(c)).map_or(0, |at| at + char_length(rest, at));
    let word = rest.get(word_start..).unwrap_or_default();
    let is_word = word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_uppercase);
    // the word before is all there is, so that it may be the first half
    let alone = word_start == 0 && is_word && raw.starts_with(|c: char| c.is_alphanumeric() || c == '.');
    match gap {
        ' ' if alone && (word.ends_with('.') || raw.starts_with('.')) && !is_beside(word) => {
            (Cow::Owned(format!("{}.{local}", word.trim_end_matches('.'))), false)
        }
        ' ' if alone && !several && !is_beside(word) => (Cow::Borrowed(local), true),
        ',' if alone && !several && !word.ends_with('.') => (Cow::Owned(format!("{word}.{local}")), true),
        _ => squeezed(local),
    }
}

fn is_beside(word: &str) -> bool {
    BESIDE.contains(&word.trim_end_matches('.'))
}

/// Runs of dots as one, which is a guess.
fn squeezed(local: &str) -> (Cow<'_, str>, bool) {
    let trimmed = local.trim_end_matches('.');
    if trimmed.len() == local.len() && !local.contains("..") {
        return (Cow::Borrowed(local), false);
    }
    let words: Vec<&str> = trimmed.split('.').filter(|word| !word.is_empty()).collect();
    (Cow::Owned(words.join(".")), true)
}

/// The domain at the start of `tail`, how much of `tail` it takes, and whether it is a guess.
fn domain_part(tail: &str) -> (Cow<'_, str>, usize, bool) {
    let bare = tail.trim_start_matches(BLANKS);
    let bare = bare.strip_prefix("http://").or_else(|| bare.strip_prefix("https://")).unwrap_or(bare);
    let bare = bare.trim_start_matches(['.', ' ']);
    let skipped = tail.len() - bare.len();
    let token = domain_token(bare);
    let mut domain = Cow::Borrowed(token.trim_end_matches(['.', '-', '_']));
    let mut used = token.len();
    let mut guess = false;
    // "holz .at", "holz. at", "holz,at": the dot has a blank beside it or is another sign
    while let Some(rest) = bare.get(used..)
        && let Some((word, length, sure)) = continuation(&domain, token.ends_with('.') && used == token.len(), rest)
    {
        domain = Cow::Owned(format!("{domain}.{word}"));
        used += length;
        guess |= !sure;
    }
    if domain.contains("..") {
        let labels: Vec<&str> = domain.split('.').filter(|label| !label.is_empty()).collect();
        domain = Cow::Owned(labels.join("."));
    }
    (domain, skipped + used, guess)
}

/// The next label of a domain that was torn apart, how much of the text it takes, and whether it is certain.
fn continuation<'a>(domain: &str, dot_behind: bool, rest: &'a str) -> Option<(&'a str, usize, bool)> {
    if rest.is_empty() {
        return None;
    }
    let bare = rest.trim_start_matches(BLANKS);
    let complete = domain.contains('.') && ends_in_top(domain);
    let blanks = rest.len() - bare.len();
    let (after, dotted) = match bare.strip_prefix('.') {
        Some(after) if blanks > 0 => (after.trim_start_matches(' '), true),
        _ if complete => return None,
        _ if dot_behind && blanks > 0 => (bare, true),
        _ => match bare.strip_prefix([',', ';', ':', '\'']) {
            Some(after) => (after.trim_start_matches(' '), false),
            None if blanks > 0 => (bare, false),
            None => return None,
        },
    };
    let word = domain_token(after).trim_end_matches(['.', '-', '_']);
    let last = word.rsplit('.').next().unwrap_or_default();
    let sure = dotted || bare.starts_with([',', ';', ':', '\'']);
    let follows = after.get(word.len()..).unwrap_or_default();
    // a word behind a blank may be anything; behind a comma it has to be a top level, and nothing may hang on it
    let fits = !word.is_empty()
        && !follows.starts_with('@')
        && (sure || !word.contains('.'))
        && (dotted && (complete || ends_in_top(last) || !word.contains('.')) || ends_in_top(last) && word.len() <= 6);
    (fits && !(complete && follows.contains('@'))).then(|| (word, rest.len() - after.len() + word.len(), sure))
}

fn ends_in_top(domain: &str) -> bool {
    let top = domain.rsplit('.').next().unwrap_or_default();
    top.len() >= 2 && top_exists(&top.to_ascii_lowercase())
}

fn domain_token(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Characters of a local part that are met outside of puzzles.
#[inline]
fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '\'' | '&' | '%' | '~' | '#' | '!' | '$' | '^')
}

fn char_length(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}
