//! Single-byte code pages: what their bytes show, and which page a text that is not UTF-8 was written in.
//!
//! Not for UTF-8, UTF-16 or Asian encodings, and not for files: callers bring the bytes. Decoding costs one pass with
//! plain ASCII copied in blocks; guessing costs a few operations per page and byte above 0x7F.

mod habits;
mod score;
mod tables;

pub use score::{Guess, guess};

/// A code page of 256 characters whose lower half is ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodePage {
    /// Western Europe on Windows; also stands for ISO 8859-1, of which it is a superset in practice.
    Windows1252,
    /// Central Europe on Windows: Polish, Czech, Slovak, Hungarian, Croatian, Romanian.
    Windows1250,
    /// Western Europe on Unix since the euro (Latin-9).
    Iso8859_15,
    /// Central Europe on Unix (Latin-2).
    Iso8859_2,
    /// Western Europe on DOS, and in old merchandise systems to this day.
    Ibm850,
    /// The first PC: some Western letters, Greek letters and frames.
    Ibm437,
    /// Central Europe on DOS.
    Ibm852,
    /// Western Europe on the Mac before UTF-8; Excel for Mac wrote it for long.
    Macintosh,
}

/// Names besides [`CodePage::label`] that people give the pages, lower case.
const ALIASES: &[(&str, CodePage)] = &[
    ("ansi", CodePage::Windows1252),
    ("cp1250", CodePage::Windows1250),
    ("cp1252", CodePage::Windows1252),
    ("cp437", CodePage::Ibm437),
    ("cp850", CodePage::Ibm850),
    ("cp852", CodePage::Ibm852),
    ("iso-8859-1", CodePage::Windows1252),
    ("iso8859-1", CodePage::Windows1252),
    ("latin-1", CodePage::Windows1252),
    ("latin-2", CodePage::Iso8859_2),
    ("latin-9", CodePage::Iso8859_15),
    ("latin1", CodePage::Windows1252),
    ("latin2", CodePage::Iso8859_2),
    ("latin9", CodePage::Iso8859_15),
    ("mac", CodePage::Macintosh),
    ("macroman", CodePage::Macintosh),
    ("x-mac-roman", CodePage::Macintosh),
];

/// Bytes that are looked at together: a block of ASCII is copied at once.
const BLOCK: usize = 64;

impl CodePage {
    /// Every page, the likelier ones first: of two that read a text alike, [`guess`] takes the first.
    pub const ALL: [CodePage; 8] = [
        CodePage::Windows1252,
        CodePage::Windows1250,
        CodePage::Iso8859_15,
        CodePage::Iso8859_2,
        CodePage::Ibm850,
        CodePage::Ibm437,
        CodePage::Ibm852,
        CodePage::Macintosh,
    ];

    /// The WHATWG label in lower case; the pages of DOS, which have none there, by their IANA names (`ibm850`).
    pub fn label(self) -> &'static str {
        match self {
            CodePage::Windows1252 => "windows-1252",
            CodePage::Windows1250 => "windows-1250",
            CodePage::Iso8859_15 => "iso-8859-15",
            CodePage::Iso8859_2 => "iso-8859-2",
            CodePage::Ibm850 => "ibm850",
            CodePage::Ibm437 => "ibm437",
            CodePage::Ibm852 => "ibm852",
            CodePage::Macintosh => "macintosh",
        }
    }

    /// The page with this label or one of the names in use for it (`cp850`, `latin1`), upper or lower case.
    pub fn from_label(label: &str) -> Option<CodePage> {
        let named = CodePage::ALL.into_iter().find(|page| page.label().eq_ignore_ascii_case(label));
        named.or_else(|| ALIASES.iter().find(|(name, _)| name.eq_ignore_ascii_case(label)).map(|(_, page)| *page))
    }

    /// The character that a byte shows. Bytes without one stand for the control character of their number.
    pub fn char_of(self, byte: u8) -> char {
        match byte.checked_sub(0x80) {
            None => char::from(byte),
            Some(at) => self.upper_half().get(usize::from(at)).copied().unwrap_or_default(),
        }
    }

    /// The byte that shows this character; `None` when the page has none.
    pub fn byte_of(self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return u8::try_from(c).ok();
        }
        self.upper_half().iter().position(|&shown| shown == c).and_then(|at| u8::try_from(0x80 + at).ok())
    }

    /// Appends the text of `bytes`. Every byte gives a character, never U+FFFD.
    pub fn decode_into(self, bytes: &[u8], out: &mut String) {
        out.reserve(bytes.len() + bytes.len() / 8);
        for block in bytes.chunks(BLOCK) {
            match std::str::from_utf8(block) {
                Ok(plain) if block.is_ascii() => out.push_str(plain),
                _ => out.extend(block.iter().map(|&byte| self.char_of(byte))),
            }
        }
    }

    fn upper_half(self) -> &'static [char; 128] {
        match self {
            CodePage::Windows1252 => &tables::WINDOWS_1252,
            CodePage::Windows1250 => &tables::WINDOWS_1250,
            CodePage::Iso8859_15 => &tables::ISO_8859_15,
            CodePage::Iso8859_2 => &tables::ISO_8859_2,
            CodePage::Ibm850 => &tables::IBM850,
            CodePage::Ibm437 => &tables::IBM437,
            CodePage::Ibm852 => &tables::IBM852,
            CodePage::Macintosh => &tables::MACINTOSH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decode(page: CodePage, bytes: &[u8]) -> String {
        let mut out = String::new();
        page.decode_into(bytes, &mut out);
        out
    }

    #[test]
    fn the_same_letter_lies_elsewhere_in_each_page() {
        for (page, bytes, text) in [
            (CodePage::Windows1252, &b"M\xFCller \x80 5\x96"[..], "Müller € 5–"),
            (CodePage::Windows1250, b"\xA3\xF3d\x9F", "Łódź"),
            (CodePage::Iso8859_15, b"c\xBDur \xA4", "cœur €"),
            (CodePage::Iso8859_2, b"\xA3\xF3d\xBC", "Łódź"),
            (CodePage::Ibm850, b"M\x81ller Stra\xE1e", "Müller Straße"),
            (CodePage::Ibm437, b"M\x81ller \x9B", "Müller ¢"),
            (CodePage::Ibm852, b"\x9D\xA2d\xAB", "Łódź"),
            (CodePage::Macintosh, b"M\x9Fller Stra\xA7e", "Müller Straße"),
        ] {
            assert_eq!(decode(page, bytes), text, "{page:?}");
        }
    }

    #[test]
    fn labels_and_everyday_names_find_the_page() {
        for page in CodePage::ALL {
            assert_eq!(CodePage::from_label(page.label()), Some(page));
        }
        assert_eq!(CodePage::from_label("ISO-8859-1"), Some(CodePage::Windows1252));
        assert_eq!(CodePage::from_label("cp850"), Some(CodePage::Ibm850));
        assert_eq!(CodePage::from_label("utf-8"), None);
    }

    #[test]
    fn no_page_shows_a_character_twice() {
        for page in CodePage::ALL {
            let bytes: Vec<u8> = (0..=255).filter(|&byte| page.byte_of(page.char_of(byte)) != Some(byte)).collect();
            assert!(bytes.is_empty(), "{page:?}: {bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn every_byte_gives_one_character_that_was_readable(bytes in any::<Vec<u8>>()) {
            for page in CodePage::ALL {
                let text = decode(page, &bytes);
                prop_assert_eq!(text.chars().count(), bytes.len());
                prop_assert!(!text.contains(char::REPLACEMENT_CHARACTER));
                let back: Option<Vec<u8>> = text.chars().map(|c| page.byte_of(c)).collect();
                prop_assert_eq!(back, Some(bytes.clone()));
            }
        }
    }
}
