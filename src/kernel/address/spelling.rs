//! How a street should be written: letter case, types written out.
//!
//! "Holzstr." becomes `Holzstraße`, in Switzerland `Holzstrasse`; "Av. du Lac" `Avenue du Lac`. Not for: names that are
//! abbreviated ("Dr.", "Bgm."). Costs one string and a look at the end of each word.

use super::street::is_street_end;
use super::words::TYPES;
use crate::kernel::company::local::{Key, is_mixed_case, letter_cases, push_capitalised};
use std::borrow::Cow;

/// True for a street all in capitals or all in small letters.
fn is_one_case(street: &str) -> bool {
    if is_mixed_case(street) {
        return false;
    }
    let (lower, upper) = letter_cases(street);
    lower == 0 && upper > 3 || upper == 0 && lower > 1
}

/// The street as it should be written, and whether its letter case was repaired.
pub(super) fn normalise(street: &str, country: Option<&str>) -> (String, bool) {
    let german = matches!(country, None | Some("DE" | "AT" | "CH" | "LI"));
    let swiss = matches!(country, Some("CH" | "LI"));
    let recased = is_one_case(street);
    let mut out = String::with_capacity(street.len() + 8);
    let mut words = street.split(' ').filter(|word| !word.is_empty()).peekable();
    let mut first = true;
    while let Some(word) = words.next() {
        if !first {
            out.push(' ');
        }
        let word = if recased { Cow::Owned(recase(word, first)) } else { Cow::Borrowed(word) };
        let full =
            if first { country.and_then(|country| written_out(&word, country, words.peek().is_some())) } else { None };
        match full {
            Some(full) => out.push_str(&full),
            None if german => push_german(&mut out, &word, swiss, first, words.peek().copied(), country),
            None => out.push_str(&word),
        }
        first = false;
    }
    (out, recased)
}

/// A street type that starts the name, written out: "Av.", "C/", "P.zza". `more`: a name follows.
fn written_out(word: &str, country: &str, more: bool) -> Option<String> {
    let short = word.ends_with(['.', '/']);
    // "Ch" and "Pl" without a dot may be anything; "Bd" and "Avda" are nothing else.
    if !more || !short && word.len() < 2 {
        return None;
    }
    if matches!(country, "DE" | "AT" | "LI" | "GB" | "US") {
        return None;
    }
    let key = Key::of(word);
    let (.., full) = TYPES
        .iter()
        .find(|(countries, abbreviation, _)| *abbreviation == key.as_str() && countries.contains(country))
        .filter(|(_, abbreviation, _)| {
            short || abbreviation.len() > 2 || *abbreviation == "bd" || *abbreviation == "av"
        })?;
    let mut out = String::with_capacity(full.len());
    if word.starts_with(char::is_uppercase) {
        push_capitalised(&mut out, full);
    } else {
        out.push_str(full);
    }
    Some(out)
}

fn recase(word: &str, first: bool) -> String {
    const SMALL: &[&str] = &[
        "der", "des", "dem", "den", "die", "das", "von", "vom", "und", "de", "du", "la", "le", "les", "des", "et",
        "di", "del", "della", "delle", "dei", "of", "the", "am", "an", "auf", "zu", "zum", "zur", "im", "in", "bei",
    ];
    let lower = word.to_lowercase();
    if !first && SMALL.contains(&lower.as_str()) {
        return lower;
    }
    if matches!(lower.as_str(), "ne" | "nw" | "se" | "sw") {
        return word.to_uppercase();
    }
    let mut out = String::with_capacity(word.len());
    for (index, part) in word.split('-').enumerate() {
        if index > 0 {
            out.push('-');
        }
        push_capitalised(&mut out, part);
    }
    out
}

/// Writes "str." and its kin out: `Straße`, `-straße`, in Switzerland `-strasse`; `-platz`, `-allee`; Austrian `-gasse`.
fn push_german(out: &mut String, word: &str, swiss: bool, first: bool, next: Option<&str>, country: Option<&str>) {
    let done = match word.bytes().next_back() {
        Some(b'.' | b'e' | b'E' | b'r' | b'R') if push_street(out, word, swiss, first, next, country) => true,
        Some(b'.' | b'l' | b'L') => push_short(out, word, first, country),
        _ => false,
    };
    if !done {
        out.push_str(word);
    }
}

/// The part of `word` in front of `end`, which is compared without regard to ASCII case.
fn head_before<'a>(word: &'a str, end: &str) -> Option<&'a str> {
    let at = word.len().checked_sub(end.len())?;
    word.get(at..)?.eq_ignore_ascii_case(end).then(|| word.get(..at))?
}

fn push_street(
    out: &mut String,
    word: &str,
    swiss: bool,
    first: bool,
    next: Option<&str>,
    country: Option<&str>,
) -> bool {
    const ENDS: [&str; 6] = ["strasse", "straße", "strase", "straße.", "str.", "str"];
    let full = if swiss { "strasse" } else { "straße" };
    let Some((end, head)) = ENDS.iter().find_map(|end| Some((*end, head_before(word, end)?))) else { return false };
    let tail = word.get(head.len()..).unwrap_or("");
    let alone = head.is_empty() || head.ends_with(['-', '.']);
    // "Str. Mihai Eminescu" is Romanian; a German street starts so only before an article or a number.
    let starts = first
        && head.is_empty()
        && next.is_some_and(|next| {
            !matches!(next.to_lowercase().as_str(), "der" | "des" | "am" | "zum" | "zur" | "nach" | "an")
                && !next.starts_with(|c: char| c.is_ascii_digit())
        });
    if starts && end.len() < 5 && country.is_none() {
        return false;
    }
    // A name may end in "-str" only as an abbreviation when long enough ("Str", "Hauptstr").
    if end == "str" && !head.is_empty() && head.chars().count() < 2 {
        return false;
    }
    out.push_str(if head.eq_ignore_ascii_case("hpt") { "Haupt" } else { head });
    if end.ends_with('.') && !alone && next.is_some_and(is_street_end) {
        // "Landstr. Hauptstr.": the first word is an adjective.
        out.push_str("straßer");
    } else if alone && tail.starts_with(char::is_uppercase) || head.ends_with('-') {
        out.push('S');
        out.push_str(full.get(1..).unwrap_or(""));
    } else {
        out.push_str(full);
    }
    true
}

fn push_short(out: &mut String, word: &str, first: bool, country: Option<&str>) -> bool {
    if let Some(head) = head_before(word, "all.").filter(|head| head.is_empty() && !first || head.ends_with('-')) {
        out.push_str(head);
        out.push_str("Allee");
        return true;
    }
    let platz = ["platz.", "pl.", "pl"].iter().find_map(|end| Some((*end, head_before(word, end)?)));
    if let Some((end, head)) = platz {
        let own = word.get(head.len()..).is_some_and(|tail| tail.starts_with('P'));
        let long = head.chars().count() > 3 && end.ends_with('.') && !head.ends_with('-');
        if long || own && (head.is_empty() && !first || head.ends_with('-')) {
            out.push_str(head);
            out.push_str(if long { "platz" } else { "Platz" });
            return true;
        }
    }
    if country == Some("AT")
        && let Some(head) = word.strip_suffix("g.").filter(|head| head.chars().count() > 3)
    {
        out.push_str(head);
        out.push_str("gasse");
        return true;
    }
    false
}
