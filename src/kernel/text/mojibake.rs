//! UTF-8 that somebody read as Windows-1252 (`MÃ¼ller`), once or twice.

/// Windows-1252 for the bytes 0x80 to 0x9F; the five unused ones stand for themselves, as browsers do.
#[rustfmt::skip]
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// More rounds than anybody has seen.
const ROUNDS: usize = 3;

/// The text as it was meant, when the whole cell is UTF-8 that was decoded as Windows-1252 (or Latin-1), up to
/// three times over; `None` when there is nothing to repair. A cell of which only a part is damaged is left
/// alone, because then the damage has another cause.
pub fn repair_mojibake(value: &str) -> Option<String> {
    if value.is_ascii() {
        return None;
    }
    let mut current: Option<String> = None;
    let mut repaired: Option<String> = None;
    for _ in 0..ROUNDS {
        let Some(better) = once(current.as_deref().unwrap_or(value)) else { break };
        if is_plausible(&better) {
            repaired = Some(better.clone());
        }
        current = Some(better);
    }
    repaired
}

fn once(value: &str) -> Option<String> {
    if value.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = value.chars().map(byte_of).collect();
    String::from_utf8(bytes?).ok()
}

/// True for text that people write. Bytes can be UTF-8 by accident: `É–` would be `ɖ`, `ß€` a digit of N'Ko. So
/// control characters, phonetic signs and rare scripts are refused, and Greek, Cyrillic, Hebrew and Arabic need
/// more than one letter.
fn is_plausible(text: &str) -> bool {
    let mut far = 0_usize;
    for c in text.chars().filter(|c| !c.is_ascii()) {
        match c {
            '\u{A0}'..='\u{17F}' | '\u{218}'..='\u{21B}' | '\u{1E00}'..='\u{1EFF}' | '\u{2000}'..='\u{2BFF}' => {}
            '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FFEF}' | '\u{1F000}'.. => {}
            '\u{370}'..='\u{4FF}' | '\u{5D0}'..='\u{6FF}' => far += 1,
            _ => return false,
        }
    }
    far != 1
}

/// The byte that Windows-1252 shows as this character.
fn byte_of(c: char) -> Option<u8> {
    let code = u32::from(c);
    if code <= 0xFF {
        return u8::try_from(code).ok();
    }
    HIGH.iter().position(|&high| high == c).and_then(|at| u8::try_from(0x80 + at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The damage: UTF-8 bytes shown as Windows-1252.
    fn damage(text: &str) -> String {
        text.bytes()
            .map(|byte| if (0x80..0xA0).contains(&byte) { HIGH[usize::from(byte) - 0x80] } else { char::from(byte) })
            .collect()
    }

    #[test]
    fn damage_is_undone() {
        for text in ["Müller", "Bäckerei Groß", "Łódź", "Ü", "10 €", "„Zur Post“"] {
            assert_eq!(repair_mojibake(&damage(text)).as_deref(), Some(text));
            assert_eq!(repair_mojibake(&damage(&damage(text))).as_deref(), Some(text), "twice");
        }
        assert_eq!(repair_mojibake("MÃ¼ller"), Some("Müller".to_owned()));
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "Müller",
            "Ilse Weber",
            "Ærø",
            "São Paulo",
            "Łódź",
            "Müller und MÃ¼ller",
            "日本",
            "Â",
            "CAFÉ–BAR",
            "KÖ–Areal",
            "ß€",
        ] {
            assert_eq!(repair_mojibake(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_was_damaged_comes_back_or_is_refused(text in "[a-zäöüßéèñçąłž€ ]{1,20}") {
            if let Some(repaired) = repair_mojibake(&damage(&text)) {
                prop_assert_eq!(repaired, text);
            }
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = repair_mojibake(&text);
        }
    }
}
