//! Small text helpers of the company and address kernels.
//!
//! MERGE: `clean`, `fold` and `is_missing_word` stand in for those of `kernel::text`; the rest is our own.
//! Costs: one pass, an allocation only where something changes (`clean`) or the result is new (`fold`).

use super::wordset::Words;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::decompose_canonical, is_nfc};

/// NFC, invisible characters dropped, runs of white space made one blank, ends trimmed.
pub(in crate::kernel) fn clean(value: &str) -> Cow<'_, str> {
    if is_clean(value) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut blank = false;
    let mut push = |c: char| {
        if is_invisible(c) {
            return;
        }
        if c.is_whitespace() || c.is_control() {
            blank = true;
            return;
        }
        if blank && !out.is_empty() {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    };
    if is_nfc(value) {
        value.chars().for_each(&mut push)
    } else {
        value.nfc().for_each(&mut push)
    }
    Cow::Owned(out)
}

fn is_clean(value: &str) -> bool {
    let bytes = value.as_bytes();
    let mut before = b' ';
    for &byte in bytes {
        if !(0x20..0x7f).contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    bytes.is_empty() || before != b' '
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

/// Appends `c` in lower case, umlauts written out (ä → ae), other accents dropped. Other scripts stay.
pub(in crate::kernel) fn push_folded(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    let plain = match c {
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ö' | 'Ö' | 'ø' | 'Ø' | 'œ' | 'Œ' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' | 'ẞ' => "ss",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' | 'İ' => "i",
        '–' | '—' | '‑' | '‐' | '−' => "-",
        '’' | '‘' | '´' | '`' => "'",
        _ => "",
    };
    if !plain.is_empty() {
        out.push_str(plain);
        return;
    }
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    out.extend(base.unwrap_or(c).to_lowercase());
}

/// Lower case, ä → ae, accents dropped; punctuation and blanks stay.
pub(in crate::kernel) fn fold(value: &str) -> String {
    if value.is_ascii() {
        return value.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(value.len() + 4);
    value.chars().for_each(|c| push_folded(&mut out, c));
    out
}

/// [`fold`], letters and digits only.
pub(in crate::kernel) fn squash(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 4);
    if value.is_ascii() {
        out.extend(value.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char));
    } else {
        value.chars().filter(|c| c.is_alphanumeric()).for_each(|c| push_folded(&mut out, c));
    }
    out
}

/// Words that say that there is nothing. Compared squashed.
static MISSING: Words = Words::new(&[
    "na",
    "nan",
    "nil",
    "null",
    "none",
    "ka",
    "kangabe",
    "keineangabe",
    "keineangaben",
    "ohneangabe",
    "ohneangaben",
    "keine",
    "keiner",
    "kein",
    "nichts",
    "leer",
    "unbekannt",
    "unknown",
    "undefined",
    "notavailable",
    "notapplicable",
    "nichtbekannt",
    "nichtangegeben",
    "nichtvorhanden",
    "entfaellt",
    "sieheoben",
    "sieheunten",
    "so",
    "su",
    "tbd",
    "tba",
    "oa",
    "inconnu",
    "sconosciuto",
    "nonnoto",
    "desconocido",
    "onbekend",
    "nonrenseigne",
    "notprovided",
    "notset",
    "noanswer",
    "empty",
    "blank",
    "missing",
    "nv",
    "nb",
    "novalue",
    "notspecified",
    "wirdnachgereicht",
    "folgt",
    "bitteergaenzen",
]);

/// True for a word that says that there is nothing ("k. A.", "n/a", "unbekannt"), and for bare punctuation.
pub(in crate::kernel) fn is_missing_word(value: &str) -> bool {
    if value.len() > 24 {
        return !value.chars().any(char::is_alphanumeric);
    }
    let word = squash(value);
    // Two-letter abbreviations need their dots or strokes: "NA" and "SO" may be codes and names.
    let dotted = value.contains(['.', '/', '\\']) || word == "na" || word == "ka";
    word.is_empty() || (MISSING.contains(word.as_str()) && (word.len() > 2 || dotted))
}

const KEY_ROWS: &[&str] = &[
    "qwertzuiop",
    "qwertyuiop",
    "asdfghjkl",
    "yxcvbnm",
    "zxcvbnm",
    "mnbvcxy",
    "lkjhgfdsa",
    "poiuztrewq",
    "1234567890",
];

/// True for what hands type to get past a mandatory field: keyboard runs ("asdf", "qwertz", "asdasd") and one
/// character again and again ("xxx"). `squashed` is folded, letters and digits only.
pub(in crate::kernel) fn is_keyboard_run(squashed: &str) -> bool {
    let bytes = squashed.as_bytes();
    if bytes.len() < 3 || !squashed.is_ascii() {
        return false;
    }
    let on_row = |part: &str| KEY_ROWS.iter().any(|row| row.contains(part));
    if bytes.iter().all(|b| *b == bytes[0]) {
        return bytes[0] == b'x' || bytes.len() > 3;
    }
    // Every run starts with two neighbours of a row; most names do not.
    if !squashed.get(..2).is_some_and(on_row) {
        return false;
    }
    if squashed.len() >= 4 && on_row(squashed) || squashed == "asd" {
        return true;
    }
    let starts = ["asdf", "sdfg", "dfgh", "qwert", "yxcv", "jkloe", "fghj", "ghjk"];
    if starts.iter().any(|start| squashed.starts_with(start)) {
        return true;
    }
    [2, 3, 4].into_iter().any(|n| {
        bytes.len() >= 2 * n.max(3)
            && bytes.len().is_multiple_of(n)
            && bytes.chunks(n).all(|chunk| Some(chunk) == bytes.get(..n))
            && squashed.get(..n).is_some_and(|part| on_row(part) && !part.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// The text with its HTML character references undone, when it has any of the usual ones.
pub(in crate::kernel) fn unescape(value: &str) -> Cow<'_, str> {
    const ENTITIES: &[(&str, &str)] = &[
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&auml;", "ä"),
        ("&ouml;", "ö"),
        ("&uuml;", "ü"),
        ("&Auml;", "Ä"),
        ("&Ouml;", "Ö"),
        ("&Uuml;", "Ü"),
        ("&szlig;", "ß"),
        ("&eacute;", "é"),
        ("&ndash;", "–"),
    ];
    if !value.contains('&') || !value.contains(';') {
        return Cow::Borrowed(value);
    }
    let mut out = Cow::Borrowed(value);
    for (entity, text) in ENTITIES {
        if out.contains(entity) {
            out = Cow::Owned(out.replace(entity, text));
        }
    }
    out
}

/// Upper-, lower- and other-case letters of a text: (lower, upper).
pub(in crate::kernel) fn letter_cases(value: &str) -> (usize, usize) {
    value.chars().fold((0, 0), |(lower, upper), c| {
        if c.is_lowercase() {
            (lower + 1, upper)
        } else if c.is_uppercase() {
            (lower, upper + 1)
        } else {
            (lower, upper)
        }
    })
}

/// Appends the word with a capital first letter and small others.
pub(in crate::kernel) fn push_capitalised(out: &mut String, word: &str) {
    let mut chars = word.chars();
    if let Some(first) = chars.next() {
        out.extend(first.to_uppercase());
        chars.for_each(|c| out.extend(c.to_lowercase()));
    }
}
