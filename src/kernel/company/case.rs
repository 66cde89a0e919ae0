//! Letter case of shouted and whispered company names.
//!
//! What for: "HOLZ RITTER GMBH" and "holz ritter gmbh" become "Holz Ritter". Initials and deliberate spellings
//! ("BMW AG", "trivago", "KSB") stay: case is repaired only where the whole cell is in one case and long enough to tell.

use super::local::{letter_cases, push_capitalised};
use super::parts::Split;
use super::scan::Scan;
use super::words::{SHORT_WORDS, SMALL};
use std::borrow::Cow;

/// The base with repaired letter case; borrowed when nothing had to change. Letter case is judged by what the full
/// name keeps: "Firma HOLZ RITTER GMBH" is shouted.
pub(super) fn repair<'a>(cell: &Scan<'_>, split: &Split<'a>) -> Cow<'a, str> {
    let base = split.base;
    let form = split.form.as_ref();
    let (lower, upper) = if split.cut && cell.lower && cell.upper {
        let kept = [base, form.map_or("", |form| form.raw), form.map_or("", |form| form.after)];
        let has = |is: fn(char) -> bool| kept.iter().any(|part| part.contains(|c| is(c) && c != 'ß'));
        (has(char::is_lowercase), has(char::is_uppercase))
    } else {
        (cell.lower, cell.upper)
    };
    if lower == upper {
        return Cow::Borrowed(base);
    }
    let shouted = upper;
    let form = form.map(|form| &*form.short);
    let long_words =
        base.split([' ', '-']).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3).count();
    // "GMBH" in capitals shows that the caps lock was on; "AG" does not.
    let form_shouts = form.is_some_and(|form| letter_cases(form).0 > 0);
    let domain_like = !base.contains(' ') && (base.contains('.') || base.contains(|c: char| c.is_ascii_digit()));
    let repairable = if shouted { long_words >= 2 || (long_words == 1 && form_shouts) } else { !domain_like };
    if !repairable {
        return Cow::Borrowed(base);
    }
    let out = recase(base, shouted);
    if out == base { Cow::Borrowed(base) } else { Cow::Owned(out) }
}

fn recase(base: &str, shouted: bool) -> String {
    let mut out = String::with_capacity(base.len());
    let mut rest = base;
    while !rest.is_empty() {
        let end = rest.find([' ', '-', '/', '(', ',', '+']).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        push_word(&mut out, word, shouted);
        let mut chars = tail.chars();
        out.extend(chars.next());
        rest = chars.as_str();
    }
    out
}

fn push_word(out: &mut String, word: &str, shouted: bool) {
    let first = out.is_empty();
    let lower = word.to_lowercase();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if SMALL.contains(lower.as_str()) {
        if first { push_capitalised(out, &lower) } else { out.push_str(&lower) }
    } else if shouted && (keeps_capitals(&lower, letters) || word.contains(|c: char| c.is_ascii_digit())) {
        out.push_str(word);
    } else if lower.contains('.') && lower.len() > 2 {
        // Initials: "c.d." becomes "C.D.".
        let mut parts = lower.split_inclusive('.');
        parts.by_ref().for_each(|part| push_capitalised(out, part));
    } else if let Some((head, tail)) =
        word.split_once(['\'', '’']).filter(|(head, tail)| head.chars().count() == 1 && tail.len() > 2)
    {
        push_capitalised(out, head);
        out.push('\'');
        push_capitalised(out, tail);
    } else {
        push_capitalised(out, word);
    }
}

/// Three letters or fewer, or no vowel, are initials, unless they are a known word.
fn keeps_capitals(lower: &str, letters: usize) -> bool {
    let vowel = lower.contains(['a', 'e', 'i', 'o', 'u', 'y', 'ä', 'ö', 'ü']) || !lower.is_ascii();
    (letters <= 3 || !vowel) && !SHORT_WORDS.contains(lower)
}
