//! UTF-8 that somebody read in a code page (`MÃ¼ller`, `M├╝ller`, `M√ºller`), once or more often.
//!
//! Not for cells of which only a part is damaged. Nearly every sound cell is refused at its first special character.

use crate::kernel::codepage::CodePage;

/// Pages that UTF-8 gets read in. Windows-1252 first, by far the most frequent.
const PAGES: [CodePage; 7] = [
    CodePage::Windows1252,
    CodePage::Iso8859_15,
    CodePage::Windows1250,
    CodePage::Ibm850,
    CodePage::Ibm437,
    CodePage::Ibm852,
    CodePage::Macintosh,
];

/// More rounds than anybody has seen.
const ROUNDS: usize = 3;

/// The text as it was meant, when the whole cell is UTF-8 that was decoded in a code page (Windows-1252, Latin-1,
/// Latin-9, Windows-1250, CP850, CP437, CP852, Mac Roman), up to three times over; `None` when there is nothing to
/// repair. A cell of which only a part is damaged is left alone, because then the damage has another cause.
pub fn repair_mojibake(value: &str) -> Option<String> {
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

/// One misreading undone. Windows-1252 needs no further proof than that the bytes are UTF-8: the caller judges the
/// end of all rounds. The others must give Latin text in the case of its words, and replace Windows-1252 where that
/// gives none: `MÃŒller` is `MÌller` in one page and `Müller` in another.
fn once(value: &str) -> Option<String> {
    if !may_be_misread(value) {
        return None;
    }
    let western = decode(value, CodePage::Windows1252);
    if western.as_deref().is_some_and(|text| !has_case_break(text)) {
        return western;
    }
    let other = PAGES.into_iter().skip(1).filter_map(|page| decode(value, page));
    other.into_iter().find(|text| is_latin(text) && !has_case_break(text)).or(western)
}

/// The cheap test. UTF-8 has at least two bytes for what ASCII lacks, so misread text has its special characters in
/// pairs, and the first pair begins with what shows a leading byte.
fn may_be_misread(value: &str) -> bool {
    if value.is_ascii() {
        return false;
    }
    let at = value.bytes().position(|byte| !byte.is_ascii()).unwrap_or_default();
    let mut chars = value[at..].chars();
    matches!((chars.next(), chars.next()), (Some(lead), Some(next)) if !next.is_ascii() && is_lead(lead))
}

/// True for what one of the pages shows for the bytes 0xC2 to 0xC6, 0xCE, 0xD0, 0xD1, 0xE1 to 0xEF and 0xF0, which
/// lead the letters and signs of nearly all living languages.
fn is_lead(c: char) -> bool {
    const OTHERS: &str = "ĂĹĆČđĐŃăĺćčęěďΓ¬√ƒ≈∆Œ–—·‚„‰\u{F8FF}";
    matches!(c, 'Â'..='ô' | '─'..='╿') || OTHERS.contains(c)
}

fn decode(value: &str, page: CodePage) -> Option<String> {
    let byte_of = |c: char| match u32::from(c) {
        // what a page leaves open, and what Latin-1 shows, stands for itself
        code @ (0..=0x9F) => u8::try_from(code).ok(),
        _ => page.byte_of(c),
    };
    let bytes: Option<Vec<u8>> = value.chars().map(byte_of).collect();
    String::from_utf8(bytes?).ok()
}

/// True when a small letter stands between capitals, or a capital within a word is followed by a small letter.
fn has_case_break(text: &str) -> bool {
    let mut cases = [None; 3];
    text.chars().any(|c| {
        cases = [cases[1], cases[2], c.is_alphabetic().then(|| c.is_uppercase())];
        c != 'ß' && matches!(cases, [Some(_), Some(true), Some(false)] | [Some(true), Some(false), Some(true)])
    })
}

/// True for Latin letters and the signs that go with them.
fn is_latin(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c, '\0'..='\u{7F}' | '\u{A0}'..='\u{17F}' | '\u{218}'..='\u{21B}' | '\u{1E00}'..='\u{1EFF}'
            | '\u{2010}'..='\u{203A}' | '€' | '™' | '№')
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The damage: UTF-8 bytes shown in a page.
    fn misread(text: &str, page: CodePage) -> String {
        text.bytes().map(|byte| page.char_of(byte)).collect()
    }

    fn damage(text: &str) -> String {
        misread(text, CodePage::Windows1252)
    }

    #[test]
    fn every_page_is_undone() {
        for text in
            ["Müller", "Straße 5", "Bäckerei Groß", "Łódź", "Hélène Lefèvre", "JÜRGEN", "Peña & Söhne", "Coëlho"]
        {
            for page in PAGES {
                assert_eq!(repair_mojibake(&misread(text, page)).as_deref(), Some(text), "{page:?}");
            }
        }
        assert_eq!(repair_mojibake("M├╝ller"), Some("Müller".to_owned()));
        assert_eq!(repair_mojibake("M√ºller"), Some("Müller".to_owned()));
        assert_eq!(repair_mojibake("MĂĽller"), Some("Müller".to_owned()));
    }

    #[test]
    fn mistakes_on_top_of_each_other_are_undone() {
        for (first, second) in [(CodePage::Windows1252, CodePage::Ibm850), (CodePage::Macintosh, CodePage::Windows1252)]
        {
            let text = misread(&misread("Gärtnerei Süß", first), second);
            assert_eq!(repair_mojibake(&text).as_deref(), Some("Gärtnerei Süß"), "{text}");
        }
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
            "RÓŻA RÓŻYCKA",
            "CZĘŚĆ",
            "RŮŽENA RŮŽE",
            "Ärzte",
            "Søren Ægir",
            "√2",
            "├── Zweig",
        ] {
            assert_eq!(repair_mojibake(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_was_damaged_comes_back_or_is_refused(
            text in "[A-ZÄÖÜ]?[a-zäöüßéèñç]{1,8}( [A-ZÄÖÜ]?[a-zäöüßéèñç]{1,8}){0,2}",
        ) {
            if let Some(repaired) = repair_mojibake(&damage(&text)) {
                prop_assert_eq!(repaired, text);
            }
        }

        #[test]
        fn text_of_one_page_is_sound(text in "[A-ZÄÖÜ][a-zäöüßéèñç]{1,8}( [A-ZÄÖÜ][a-zäöüßéèñç]{1,8}){0,2}") {
            prop_assert_eq!(repair_mojibake(&text), None);
        }

        #[test]
        fn the_cheap_test_refuses_nothing_that_can_be_repaired(text in "[A-Z]?[a-zäöüßéèłžőø€„–]{1,8}") {
            for page in PAGES {
                let damaged = misread(&text, page);
                prop_assert!(text.is_ascii() || may_be_misread(&damaged), "{} {:?}", damaged, page);
            }
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = repair_mojibake(&text);
        }
    }
}
