//! Cleaning that comes before a name is taken apart, and the folding of words to look them up.
//!
//! The common cell (one blank between words, composed letters) is passed through without a copy.
//! Wrong encodings and entities are undone by `kernel::text`; what is special to names (apostrophes, dashes, line breaks
//! as separators) is done here, in one pass.

use super::lexicon::{self, flag};
use crate::kernel::text::{repair_mojibake, unescape_entities};
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Characters that decide what a cell need not be asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    /// May hold a dot.
    pub dot: bool,
    /// May hold something other than letters, blanks, hyphens, commas and dots.
    pub rare: bool,
}

/// A cleaned cell and the content repairs it needed.
#[derive(Debug)]
pub(super) struct Cleaned<'a> {
    /// One blank between words, composed, straight apostrophes; a line break has become `;`.
    pub text: Cow<'a, str>,
    /// Codes of content repairs.
    pub repairs: Vec<&'static str>,
    /// What it may hold.
    pub marks: Marks,
}

/// Cleans a cell.
pub(super) fn clean(value: &str) -> Cleaned<'_> {
    if let Some(marks) = tidy_marks(value) {
        return Cleaned { text: Cow::Borrowed(value), repairs: Vec::new(), marks };
    }
    let mut repairs = Vec::new();
    let mut text = Cow::Borrowed(value);
    if let Some(fixed) = repair_mojibake(&text) {
        text = Cow::Owned(fixed);
        repairs.push("name.encoding");
    }
    if let Cow::Owned(fixed) = unescape_entities(&text) {
        text = Cow::Owned(fixed);
        repairs.push("name.markup");
    }
    if let Some(fixed) = drop_tags(&text) {
        text = Cow::Owned(fixed);
        repairs.push("name.markup");
    }
    repairs.dedup();
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        push_clean(char, &mut out);
    }
    if out.contains(" -") || out.contains("- ") {
        out = join_dashes(&out);
    }
    let trimmed = out.trim_matches([' ', ';']).len();
    if trimmed != out.len() {
        out = out.trim_matches([' ', ';']).to_owned();
    }
    if is_nfc_quick(out.chars()) != IsNormalized::Yes {
        out = out.nfc().collect();
    }
    Cleaned { text: Cow::Owned(out), repairs, marks: Marks { dot: true, rare: true } }
}

/// What a byte is to [`tidy_marks`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// ASCII letters and the comma.
    Letter,
    Blank,
    Hyphen,
    Dot,
    /// Other printable ASCII.
    Rare,
    /// First byte of U+00C0..U+00FF; U+00C2 and U+00C3 are what wrongly decoded text is full of.
    Lead,
    /// First byte of U+0100..U+017F.
    WideLead,
    /// Second byte of a letter behind any first byte.
    Tail,
    /// Second byte of a letter behind [`Class::WideLead`] only.
    WideTail,
    /// Nothing tidy.
    Other,
}

/// The class of every byte.
static CLASSES: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::indexing_slicing)] // the loop ends with the table
        {
            table[byte] = match byte as u8 {
                b'a'..=b'z' | b'A'..=b'Z' | b',' => Class::Letter,
                b' ' => Class::Blank,
                b'-' => Class::Hyphen,
                b'.' => Class::Dot,
                b'&' | b'<' | b'>' | b'`' | b';' => Class::Other,
                b'!'..=b'~' => Class::Rare,
                0xC3 => Class::Lead,
                0xC4..=0xC5 => Class::WideLead,
                0x84..=0xBF => Class::Tail,
                0x80..=0x83 => Class::WideTail,
                _ => Class::Other,
            };
        }
        byte += 1;
    }
    table
};

/// What a cell that cleaning would not change holds; none when it would.
fn tidy_marks(value: &str) -> Option<Marks> {
    let mut marks = Marks { dot: false, rare: false };
    let mut previous = Class::Blank;
    for &byte in value.as_bytes() {
        let class = CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Other);
        match class {
            Class::Letter | Class::Lead | Class::WideLead => {}
            Class::Blank if !matches!(previous, Class::Blank | Class::Hyphen) => {}
            Class::Hyphen if previous != Class::Blank => {}
            Class::Dot => marks.dot = true,
            Class::Rare => marks.rare = true,
            Class::Tail if matches!(previous, Class::Lead | Class::WideLead) => {}
            Class::WideTail if previous == Class::WideLead => {}
            _ => return None,
        }
        previous = class;
    }
    (previous != Class::Blank || value.is_empty()).then_some(marks)
}

fn push_clean(char: char, out: &mut String) {
    match char {
        '\n' | '\r' | '\u{0B}' | '\u{2028}' | '\u{2029}' if !out.is_empty() => {
            if !out.trim_end().ends_with(';') {
                out.push_str("; ");
            }
        }
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{AD}' => {}
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{02BC}' | '\u{00B4}' | '`' | '\u{2032}' => out.push('\''),
        '\u{FB00}' => out.push_str("ff"),
        '\u{FB01}' => out.push_str("fi"),
        '\u{FB02}' => out.push_str("fl"),
        '\u{FB03}' => out.push_str("ffi"),
        '\u{FB04}' => out.push_str("ffl"),
        '\u{FF01}'..='\u{FF5E}' => {
            // Full-width forms lie in the order of ASCII.
            push_clean(char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char), out);
        }
        _ if char.is_whitespace() || char.is_control() => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        _ => out.push(char),
    }
}

/// "Weber - Lindt" is a double name, "Weber - Einkauf" a name and a label: a hyphen, or a part of its own.
fn join_dashes(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len());
    let label = |word: &str| {
        let known = lexicon::word(&key(word.trim_start_matches('-'))).flags;
        known & (flag::ROLE | flag::COMPANY | flag::LEGAL | flag::JOB | flag::DEGREE | flag::DEGREE_RISKY | flag::TITLE)
            != 0
            || !word.contains(char::is_alphabetic)
    };
    let mut glue = true;
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or("");
        if *word == "-" {
            if at > 0 && !next.is_empty() {
                out.push_str(if label(next) { "; " } else { "-" });
            }
            glue = true;
            continue;
        }
        let starts = at > 0 && word.starts_with('-') && !label(word);
        if !glue && !starts {
            out.push(' ');
        }
        out.push_str(word);
        // "al- Rashid", "Hans- Peter"
        glue = word.ends_with('-') && next.starts_with(char::is_alphabetic) && !label(next);
    }
    out
}

/// Drops `<b>`, `</p>`, `<br/>`: a letter or a slash after `<`, no @ inside.
fn drop_tags(text: &str) -> Option<String> {
    if !text.contains('<') {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some(start) = rest.find('<') {
        let (before, after) = rest.split_at(start);
        let inner = after.find('>').and_then(|end| after.get(1..end));
        let tag = inner.filter(|inner| {
            inner.starts_with(|first: char| first.is_ascii_lowercase() || first == '/' || first == 'B')
                && !inner.contains('@')
        });
        out.push_str(before);
        match tag {
            Some(tag) => {
                out.push(' ');
                rest = after.get(tag.len() + 2..).unwrap_or("");
                found = true;
            }
            None => {
                out.push('<');
                rest = after.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

/// Appends the key of a word: folded, without dots and apostrophes.
pub(super) fn push_key(word: &str, out: &mut String) {
    for char in word.chars() {
        push_folded(char, out);
    }
}

/// Appends a character as keys hold it.
pub(super) fn push_folded(char: char, out: &mut String) {
    match char {
        'a'..='z' | '0'..='9' | '-' | ' ' => out.push(char),
        'A'..='Z' => out.push(char.to_ascii_lowercase()),
        '.' | '\'' | ',' | ':' | '_' | '"' => {}
        'ä' | 'Ä' | 'æ' | 'Æ' => out.push_str("ae"),
        'ö' | 'Ö' | 'ø' | 'Ø' | 'œ' | 'Œ' => out.push_str("oe"),
        'ü' | 'Ü' => out.push_str("ue"),
        'ß' | 'ẞ' => out.push_str("ss"),
        'å' | 'Å' => out.push_str("aa"),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' => out.push('d'),
        'ı' | 'İ' => out.push('i'),
        'þ' => out.push_str("th"),
        _ if char.is_ascii() => out.push(char),
        _ => {
            for part in char.nfd().filter(|part| !unicode_normalization::char::is_combining_mark(*part)) {
                out.extend(part.to_lowercase());
            }
        }
    }
}

/// The key of a word as a string of its own.
pub(super) fn key(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 2);
    push_key(word, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tidy_cells_are_borrowed() {
        for value in ["Ilse Weber", "Jürgen Groß", "Petrović, Goran", ""] {
            assert!(matches!(clean(value).text, Cow::Borrowed(_)), "{value}");
        }
    }

    #[test]
    fn content_is_repaired_and_reported() {
        let cases = [
            ("J\u{fc}rgen MÃ¼ller", "Jürgen MÃ¼ller", ""),
            ("Heinz MÃ¼ller", "Heinz Müller", "name.encoding"),
            ("Heinz M&uuml;ller", "Heinz Müller", "name.markup"),
            ("<b>Heinz</b> M&#252;ller", "Heinz Müller", "name.markup"),
            ("Heinz\u{a0} Mu\u{308}ller\u{200b}", "Heinz Müller", ""),
            ("Heinz\nEinkauf", "Heinz; Einkauf", ""),
            ("Sean O\u{2019}Neill", "Sean O'Neill", ""),
        ];
        for (input, text, repair) in cases {
            let cleaned = clean(input);
            assert_eq!(cleaned.text, text);
            assert_eq!(cleaned.repairs.first().copied().unwrap_or(""), repair, "{input}");
        }
    }
}
