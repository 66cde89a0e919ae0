//! Cleaning that every field shares: Unicode form, blanks, folding for look-ups, words for "nothing", the undoing of
//! two kinds of damage (UTF-8 read in a code page, HTML entities), and the signs of damage that cannot be undone.
//!
//! Not for: upper and lower case of names, or anything that knows a field. Costs one pass over the bytes;
//! Latin text that is tidy is borrowed, not copied.

mod damage;
mod entity;
mod mask;
mod missing;
mod mojibake;

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

pub use damage::{apostrophe_guard, is_formula, is_spreadsheet_error, lost_digits, lost_letters};
pub use entity::{unescape_entities, unescape_html};
pub use mask::mask;
pub use missing::is_missing_word;
pub use mojibake::repair_mojibake;

/// What a character is worth in a cell of text.
enum Keep {
    Char(char),
    Blank,
    Nothing,
}

/// One line of text in NFC: odd blanks and line breaks are one blank, runs of blanks one, no blank outside;
/// zero-width characters, byte order marks, direction marks and control characters are gone. Idempotent.
pub fn clean(value: &str) -> Cow<'_, str> {
    if is_tidy(value) { Cow::Borrowed(value) } else { Cow::Owned(tidy(value)) }
}

/// Like [`clean`], line by line: line breaks stay as `\n`, empty lines go.
pub fn clean_lines(value: &str) -> Cow<'_, str> {
    if is_tidy(value) {
        return Cow::Borrowed(value);
    }
    let lines: Vec<String> = value.split(is_line_break).map(tidy).filter(|line| !line.is_empty()).collect();
    Cow::Owned(lines.join("\n"))
}

/// The text in NFC with odd blanks as plain ones and without characters that have no width; line breaks, tabs and runs
/// of blanks stay. Borrowed when nothing changes; idempotent.
pub fn usual_form(value: &str) -> Cow<'_, str> {
    // ASCII and the letters of U+00C0 to U+02BF, told by their first byte, are all that most cells hold
    if value.bytes().all(|byte| matches!(byte, 0x20..=0x7E | 0x80..=0xBF | 0xC3..=0xCA)) {
        return Cow::Borrowed(value);
    }
    // letters below U+0300 are composed already
    let usual = |c: char| match c {
        '\u{20}'..='\u{7E}' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\n' | '\r' | '\t' => true,
        '\u{300}'.. => !c.is_whitespace() && !is_invisible(c),
        _ => false,
    };
    let mut last = '\0';
    let all_usual = value.chars().all(|c| {
        last = last.max(c);
        usual(c)
    });
    if all_usual && (last < '\u{300}' || is_nfc(value)) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match keep(c) {
            _ if matches!(c, '\n' | '\r' | '\t') => out.push(c),
            Keep::Char(c) => out.push(c),
            Keep::Blank => out.push(if is_line_break(c) { '\n' } else { ' ' }),
            Keep::Nothing => {}
        }
    }
    Cow::Owned(if is_nfc(&out) { out } else { out.nfc().collect() })
}

/// Lower case and ASCII for matching: `ä ö ü ß` become `ae oe ue ss`, every other accent or script its nearest
/// ASCII spelling. Blanks and punctuation stay. Idempotent on its own output.
pub fn fold(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 4);
    if value.is_ascii() {
        out.push_str(value);
        out.make_ascii_lowercase();
        return out;
    }
    for c in value.nfc() {
        match c {
            'ä' | 'Ä' => out.push_str("ae"),
            'ö' | 'Ö' => out.push_str("oe"),
            'ü' | 'Ü' => out.push_str("ue"),
            'ß' | 'ẞ' => out.push_str("ss"),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => {
                let ascii = deunicode::deunicode_char(c).unwrap_or_default();
                out.extend(ascii.chars().map(|c| c.to_ascii_lowercase()));
            }
        }
    }
    out
}

/// True for the characters that end a line, whatever system wrote them.
pub(crate) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// True for characters without width that only disturb comparison: joiners, marks of direction, soft hyphens.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

fn keep(c: char) -> Keep {
    if c.is_whitespace() {
        Keep::Blank
    } else if c.is_control() || is_invisible(c) {
        Keep::Nothing
    } else {
        Keep::Char(c)
    }
}

/// True when nothing has to be done: printable ASCII and the composed letters of U+00C0 to U+02BF (told by their first
/// byte), single blanks inside only.
fn is_tidy(value: &str) -> bool {
    let bytes = value.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return true };
    let unusual = |byte: u8| !matches!(byte, 0x20..=0x7E | 0x80..=0xBF | 0xC3..=0xCA);
    *first != b' '
        && *last != b' '
        && !any_byte(bytes, unusual)
        && !any_pair(bytes, &bytes[1..], |one, next| one == b' ' && next == b' ')
}

/// Bytes that are compared at once.
const BLOCK: usize = 16;

/// Whether the test holds for any byte. Looks at all of them, which is faster than a search for cells of usual length.
#[inline]
pub(in crate::kernel) fn any_byte(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    any_pair(bytes, bytes, |byte, _| is(byte))
}

/// Whether the test holds for any two bytes at the same place of both texts, as far as the shorter one goes. Works by
/// whole blocks, the last of which overlaps the one before.
#[inline]
fn any_pair(one: &[u8], other: &[u8], is: impl Fn(u8, u8) -> bool) -> bool {
    let length = one.len().min(other.len());
    let (one, other) = (&one[..length], &other[..length]);
    let count = |one: &[u8], other: &[u8]| one.iter().zip(other).fold(0, |found, (a, b)| found | u8::from(is(*a, *b)));
    let block = |one: &[u8; BLOCK], other: &[u8; BLOCK]| count(one, other);
    match (one.last_chunk(), other.last_chunk()) {
        (Some(one_end), Some(other_end)) => {
            let blocks = one.as_chunks().0.iter().zip(other.as_chunks().0);
            blocks.fold(block(one_end, other_end), |found, (one, other)| found | block(one, other)) != 0
        }
        _ => count(one, other) != 0,
    }
}

fn tidy(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut blank = false;
    for c in value.chars() {
        match keep(c) {
            Keep::Char(c) => {
                if blank && !out.is_empty() {
                    out.push(' ');
                }
                blank = false;
                out.push(c);
            }
            Keep::Blank => blank = true,
            Keep::Nothing => {}
        }
    }
    // Last, because a dropped character may have stood between a letter and its accent.
    if is_nfc(&out) { out } else { out.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tidy_text_is_borrowed() {
        assert!(matches!(clean("Ilse Weber"), Cow::Borrowed(_)));
        assert!(matches!(clean(""), Cow::Borrowed(_)));
    }

    #[test]
    fn blanks_marks_and_forms_are_tidied() {
        for (dirty, wanted) in [
            (" Ilse  Weber ", "Ilse Weber"),
            ("\u{FEFF}Ilse\u{A0}Weber\u{200B}", "Ilse Weber"),
            ("Mu\u{308}ller", "Müller"),
            ("u\u{200B}\u{308}ber", "über"),
            ("a\tb\r\nc", "a b c"),
            ("a\u{0}b\u{7}", "ab"),
            ("\u{3000}", ""),
            ("Maschinenbau Ilse  Weber & Söhne", "Maschinenbau Ilse Weber & Söhne"),
            ("Maschinenbau Ilse Weber & Söhne\t", "Maschinenbau Ilse Weber & Söhne"),
            ("Maschinenbau Weber &  Co.", "Maschinenbau Weber & Co."),
        ] {
            assert_eq!(clean(dirty), wanted, "{dirty:?}");
        }
    }

    #[test]
    fn lines_stay_apart() {
        assert_eq!(clean_lines("Holzstr. 5 \r\n\r\n 04229  Leipzig"), "Holzstr. 5\n04229 Leipzig");
    }

    #[test]
    fn folding_knows_german_first() {
        for (text, wanted) in [
            ("Müller-Groß", "mueller-gross"),
            ("ÄÖÜẞ", "aeoeuess"),
            ("Mu\u{308}ller", "mueller"),
            ("Łódź", "lodz"),
            ("Señor", "senor"),
            ("Søren", "soren"),
        ] {
            assert_eq!(fold(text), wanted);
        }
    }

    proptest! {
        #[test]
        fn blocks_find_what_single_bytes_do(bytes in proptest::collection::vec(0..9_u8, 0..70)) {
            prop_assert_eq!(any_byte(&bytes, |byte| byte == 8), bytes.contains(&8));
            let next = bytes.get(1..).unwrap_or_default();
            let doubled = bytes.windows(2).any(|pair| pair == [0, 0]);
            prop_assert_eq!(any_pair(&bytes, next, |one, next| one == 0 && next == 0), doubled);
        }

        #[test]
        fn clean_is_idempotent(text in "\\PC*") {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
        }

        #[test]
        fn clean_lines_is_idempotent(text in any::<String>()) {
            let once = clean_lines(&text).into_owned();
            prop_assert_eq!(clean_lines(&once), once.as_str());
        }

        #[test]
        fn the_usual_form_is_idempotent(text in any::<String>()) {
            let once = usual_form(&text).into_owned();
            prop_assert_eq!(usual_form(&once), once.as_str());
        }

        #[test]
        fn fold_is_ascii_and_idempotent(text in any::<String>()) {
            let once = fold(&text);
            prop_assert!(once.is_ascii());
            prop_assert_eq!(fold(&once), once);
        }
    }
}
