//! One cell as it comes out of a file → its text, and what had to be done about it.
//!
//! Undoes what programs on the way did to a text: wrong decoding, HTML, odd blanks, letters in two parts, marks in
//! front of values. Not for what a value means. Most cells are plain ASCII and cost one look at their ends; what else a
//! cell may need is asked once per record ([`Doubts`]).

use crate::kernel::text;
use memchr::{memchr, memchr3};
use std::borrow::Cow;

/// What the cells of a record may need besides trimming.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doubts {
    ascii: bool,
    /// Holds an ampersand, an angle bracket or a question mark.
    marks: bool,
}

impl Doubts {
    /// Looks at a whole record once.
    pub fn about(record: &str) -> Self {
        Self { ascii: record.is_ascii(), marks: memchr3(b'&', b'<', b'?', record.as_bytes()).is_some() }
    }

    /// Looks at the cells of a row that is no line of text.
    pub fn about_cells(cells: &[Cow<'_, str>]) -> Self {
        cells.iter().fold(Self { ascii: true, marks: false }, |all, cell| {
            let one = Self::about(cell);
            Self { ascii: all.ascii && one.ascii, marks: all.marks || one.marks }
        })
    }
}

/// A cell after reading.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    /// Trimmed, NFC, repaired; empty where there is nothing.
    pub text: Cow<'a, str>,
    /// The most important thing that was noticed.
    pub code: Option<&'static str>,
}

/// Reads a cell of a record about which `doubts` were raised.
pub(super) fn read(cell: Cow<'_, str>, doubts: Doubts) -> Cell<'_> {
    if !doubts.ascii && !cell.is_ascii() {
        return beyond_ascii(cell, doubts);
    }
    let cell = trim_ascii(cell);
    if doubts.marks || is_odd(cell.as_bytes()) { doubtful(cell) } else { Cell { text: cell, code: None } }
}

/// The trimmed text of a cell that needs nothing else; most are such.
#[inline]
pub(super) fn plain(cell: &str, doubts: Doubts) -> Option<&str> {
    if doubts.marks || !(doubts.ascii || cell.is_ascii()) {
        return None;
    }
    let text = cell.trim_ascii();
    (!is_odd(text.as_bytes())).then_some(text)
}

/// True for cells that begin like a formula, a guard or an error, and for powers of ten.
fn is_odd(cell: &[u8]) -> bool {
    match cell {
        // a phone number and nothing else
        [b'+', number @ ..] => !number.iter().all(|byte| byte.is_ascii_digit() || b" ()/-.".contains(byte)),
        [b'=' | b'-' | b'@' | b'\'' | b'#', ..] => true,
        // `1.2E+11`, `1.2E+9`, `1.2E+101`
        [b'0'..=b'9', .., a, b, c, _] => [a, b, c].contains(&&b'+'),
        _ => false,
    }
}

/// The text of a single cell, without a word about what was done.
pub(super) fn clean(cell: Cow<'_, str>) -> Cow<'_, str> {
    let doubts = Doubts::about(&cell);
    read(cell, doubts).text
}

fn trim_ascii(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
        Cow::Owned(text) if text.trim_ascii().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_string()),
    }
}

/// ASCII that is not plain letters.
fn doubtful(cell: Cow<'_, str>) -> Cell<'_> {
    let Some(&first) = cell.as_bytes().first() else { return Cell { text: cell, code: None } };
    if first == b'\''
        && let Some(rest) = text::apostrophe_guard(&cell)
    {
        let text = Cow::Owned(rest.to_string());
        return Cell { text, code: Some("cell.guard") };
    }
    if memchr3(b'&', b'<', b'?', cell.as_bytes()).is_some() {
        if let Cow::Owned(text) = text::unescape_html(&cell) {
            return Cell { text: Cow::Owned(text.trim().to_string()), code: Some("text.entities") };
        }
        if memchr(b'?', cell.as_bytes()).is_some() && text::lost_letters(&cell) {
            return Cell { text: cell, code: Some("text.letters_lost") };
        }
    }
    let code = match first {
        b'#' if text::is_spreadsheet_error(&cell) => {
            return Cell { text: Cow::Borrowed(""), code: Some("cell.error") };
        }
        b'=' | b'+' | b'-' | b'@' if text::is_formula(&cell) => Some("cell.formula"),
        b'0'..=b'9' | b'-' if text::lost_digits(&cell) => Some("cell.lost_digits"),
        _ => None,
    };
    Cell { text: cell, code }
}

fn beyond_ascii(cell: Cow<'_, str>, doubts: Doubts) -> Cell<'_> {
    // blanks beyond ASCII may be part of what was decoded wrongly
    let mut text = trim_ascii(cell);
    let mut code = None;
    let mut replace = |text: &mut Cow<'_, str>, made: Option<String>, why| {
        if let Some(made) = made {
            *text = Cow::Owned(made);
            code.get_or_insert(why);
        }
    };
    let repaired = text::repair_mojibake(&text);
    replace(&mut text, repaired, "text.mojibake");
    if doubts.marks {
        let unescaped = owned(text::unescape_html(&text));
        replace(&mut text, unescaped, "text.entities");
    }
    let formed = owned(text::usual_form(&text));
    replace(&mut text, formed, "text.form");
    if text.starts_with('#') && text::is_spreadsheet_error(text.trim()) {
        return Cell { text: Cow::Borrowed(""), code: Some("cell.error") };
    }
    // U+FFFD begins with 0xEF
    if (doubts.marks || memchr(0xef, text.as_bytes()).is_some()) && text::lost_letters(&text) {
        code.get_or_insert("text.letters_lost");
    }
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim().to_string()),
    };
    Cell { text, code }
}

/// What a repair made, when it made something.
fn owned(text: Cow<'_, str>) -> Option<String> {
    match text {
        Cow::Borrowed(_) => None,
        Cow::Owned(made) => Some(made),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell(text: &str) -> (String, Option<&'static str>) {
        let read = read(Cow::Borrowed(text), Doubts::about(text));
        (read.text.into_owned(), read.code)
    }

    #[test]
    fn cells_are_trimmed_and_composed() {
        assert_eq!(cell(" x "), ("x".into(), None));
        assert_eq!(cell("\u{a0} Müller\u{200b} "), ("Müller".into(), Some("text.form")));
        assert_eq!(cell("Mu\u{308}ller"), ("Müller".into(), Some("text.form")));
        assert_eq!(cell("Bad\u{a0}Homburg"), ("Bad Homburg".into(), Some("text.form")));
        assert_eq!(cell("Müller "), ("Müller".into(), None));
    }

    #[test]
    fn damage_is_undone_or_told() {
        for (written, text, code) in [
            ("MÃ¼ller", "Müller", Some("text.mojibake")),
            ("Holz &amp; S&ouml;hne", "Holz & Söhne", Some("text.entities")),
            ("Ada<br>Lindt", "Ada\nLindt", Some("text.entities")),
            ("M?ller", "M?ller", Some("text.letters_lost")),
            ("'01067", "01067", Some("cell.guard")),
            ("'t Hooft", "'t Hooft", None),
            ("=1+1", "=1+1", Some("cell.formula")),
            ("+49 30 901820", "+49 30 901820", None),
            ("4.93E+11", "4.93E+11", Some("cell.lost_digits")),
            ("#REF!", "", Some("cell.error")),
            ("Holz & Stein", "Holz & Stein", None),
        ] {
            assert_eq!(cell(written), (text.to_string(), code), "{written}");
        }
    }

    proptest! {
        #[test]
        fn reading_twice_changes_nothing_more(text in "[ -~äöüß\u{a0}\u{308}Ã¼&;<>?'=+#]{0,24}") {
            let once = clean(Cow::Borrowed(&text)).into_owned();
            let twice = clean(Cow::Borrowed(&once)).into_owned();
            // an apostrophe or an entity may hide another one; a third reading is not needed
            let thrice = clean(Cow::Borrowed(&twice)).into_owned();
            prop_assert_eq!(thrice.trim(), twice.trim());
        }
    }
}
