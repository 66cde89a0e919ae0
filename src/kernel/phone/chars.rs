//! A cell as plain ASCII: digits of every script, dashes, blanks and apostrophes in their one form.

use crate::kernel::text::{is_invisible, is_line_break, unescape_html};
use std::borrow::Cow;

/// Code points of the digit zero in scripts that phones are written in; the nine others follow it.
#[rustfmt::skip]
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10,
];

/// The text in ASCII, line breaks as `\n`, trimmed. Letters are folded (`ü` to `ue`), unknown symbols are blanks.
pub(super) fn plain(value: &str) -> Cow<'_, str> {
    let value = value.trim();
    if value.bytes().all(|byte| matches!(byte, 0x20..=0x7E) && !matches!(byte, b'`' | b'&' | b'<')) {
        return Cow::Borrowed(value);
    }
    let value = unescape_html(value);
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        push(c, &mut out);
    }
    Cow::Owned(out.trim().to_owned())
}

fn push(c: char, out: &mut String) {
    match c {
        '`' => out.push('\''),
        '!'..='~' => out.push(c),
        c if is_line_break(c) => out.push('\n'),
        c if c.is_whitespace() => out.push(' '),
        c if c.is_control() || is_invisible(c) => {}
        '‐'..='―' | '−' | '﹘' | '﹣' | 'ー' => out.push('-'),
        '’' | '‘' | '‛' | '´' | 'ʼ' | '′' => out.push('\''),
        '“' | '”' | '„' | '«' | '»' => out.push('"'),
        '·' | '•' | '∙' | '⋅' | '。' | '‧' => out.push('.'),
        '∼' | '〜' | '⁓' => out.push('~'),
        '\u{FF01}'..='\u{FF5E}' => out.extend(char::from_u32(u32::from(c) - 0xFEE0)),
        'ä' | 'Ä' => out.push_str("ae"),
        'ö' | 'Ö' => out.push_str("oe"),
        'ü' | 'Ü' => out.push_str("ue"),
        c => match digit(c) {
            Some(digit) => out.push(digit),
            None if c.is_alphabetic() => out.push_str(deunicode::deunicode_char(c).unwrap_or(" ")),
            // An accent that stands alone belongs to the letter before it.
            None if matches!(c, '\u{300}'..='\u{36F}') => {}
            None => out.push(' '),
        },
    }
}

fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_script_becomes_ascii() {
        for (text, wanted) in [
            ("＋４９　３５１", "+49 351"),
            ("٠٣٥١ ١٢٣", "0351 123"),
            ("\u{202A}0351\u{A0}12–34\u{202C}", "0351 12-34"),
            ("Büro 0351", "Buero 0351"),
            ("0351·12", "0351.12"),
            ("О351", "O351"),
            ("0351\r\n0352", "0351\n\n0352"),
        ] {
            assert_eq!(plain(text), wanted);
        }
    }

    proptest! {
        #[test]
        fn the_result_is_ascii(text in any::<String>()) {
            prop_assert!(plain(&text).is_ascii());
        }
    }
}
