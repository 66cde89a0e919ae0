//! Delimited text → records → fields, lenient about quotes.
//!
//! A quote opens a field only at its start; it closes where a delimiter, a line end or the end follows. Any other
//! quote is part of the value, so `5" Zoll` and `"Café "Größe" KG"` survive. An opening quote that nothing closes is
//! part of the value too. Costs one pass to find the records (so that they can be parsed in parallel) and one to
//! split them.

use memchr::{memchr, memchr_iter, memchr2};
use std::borrow::Cow;

/// How the records of a text are delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// ASCII character between fields.
    pub delimiter: u8,
    /// ASCII character around fields; `None` when quotes mean nothing.
    pub quote: Option<u8>,
    /// Byte that ends a record: `\n`, or `\r` where the file knows no `\n`.
    pub line_end: u8,
}

/// The byte that ends lines.
pub(super) fn line_end(text: &str) -> u8 {
    if memchr(b'\n', text.as_bytes()).is_none() && memchr(b'\r', text.as_bytes()).is_some() { b'\r' } else { b'\n' }
}

/// `lf`, `crlf`, `cr` or `mixed`, judged on the head of the text; `None` when it is one line.
pub(super) fn newline_name(text: &str) -> Option<&'static str> {
    let head = &text.as_bytes()[..text.len().min(1 << 16)];
    let lf = memchr_iter(b'\n', head).count();
    let crlf = memchr::memmem::find_iter(head, b"\r\n").count();
    let cr = memchr_iter(b'\r', head).count() - crlf;
    match (lf - crlf, crlf, cr) {
        (0, 0, 0) => None,
        (_, 0, 0) => Some("lf"),
        (0, _, 0) => Some("crlf"),
        (0, 0, _) => Some("cr"),
        _ => Some("mixed"),
    }
}

/// Start offsets of the records of a text, with the length of the text behind the last one. A last line end opens no
/// further record.
pub(super) fn split(text: &str, dialect: Dialect) -> Vec<usize> {
    let bytes = text.as_bytes();
    let quote = dialect.quote.filter(|&quote| memchr(quote, bytes).is_some());
    let mut starts = Vec::with_capacity(bytes.len() / 100 + 2);
    starts.push(0);
    let mut push = |at: usize| {
        if at < bytes.len() {
            starts.push(at);
        }
    };
    match quote {
        None => memchr_iter(dialect.line_end, bytes).for_each(|at| push(at + 1)),
        Some(quote) => {
            let mut record = 0;
            let mut at = 0;
            let mut unclosed = 0_u32;
            while let Some(found) = memchr2(quote, dialect.line_end, &bytes[at..]).map(|offset| at + offset) {
                if bytes[found] == dialect.line_end {
                    record = found + 1;
                    at = record;
                    push(record);
                    continue;
                }
                at = found + 1;
                if opens_field(bytes, record, found, dialect.delimiter) {
                    // broken files may hold an opening quote in every line: look less and less far for its end
                    let reach = (1_usize << 20 >> (unclosed / 16).min(8)).min(bytes.len() - at);
                    match close(bytes, at, at + reach, quote, dialect) {
                        Some(behind) => at = behind,
                        None => unclosed += 1,
                    }
                }
            }
        }
    }
    starts.push(bytes.len());
    starts
}

/// True when the quote at `found` stands at the start of a field, blanks aside.
fn opens_field(bytes: &[u8], record: usize, found: usize, delimiter: u8) -> bool {
    let before = &bytes[record..found];
    match before.iter().rposition(|&byte| byte != b' ') {
        None => true,
        Some(at) => before[at] == delimiter,
    }
}

/// Position behind the closing quote and the blanks that follow it. `from` is the position behind the opening quote;
/// the closing one must stand before `to`.
fn close(bytes: &[u8], from: usize, to: usize, quote: u8, dialect: Dialect) -> Option<usize> {
    let mut at = from;
    while let Some(found) = bytes.get(at..to).and_then(|rest| memchr(quote, rest)).map(|offset| at + offset) {
        if bytes.get(found + 1) == Some(&quote) {
            at = found + 2;
            continue;
        }
        let mut behind = found + 1;
        while bytes.get(behind) == Some(&b' ') && dialect.delimiter != b' ' {
            behind += 1;
        }
        match bytes.get(behind) {
            None => return Some(behind),
            Some(&byte) if byte == dialect.delimiter || byte == dialect.line_end => return Some(behind),
            Some(b'\r') if matches!(bytes.get(behind + 1), None | Some(b'\n')) => return Some(behind),
            Some(_) => at = found + 1,
        }
    }
    None
}

/// The record without its line end.
pub(super) fn trim_line_end(record: &str) -> &str {
    record.trim_end_matches(['\n', '\r'])
}

/// Splits one record (without its line end) into fields, unquoted but not cleaned.
pub(super) fn fields<'a>(record: &'a str, dialect: Dialect, out: &mut Vec<Cow<'a, str>>) {
    out.clear();
    let bytes = record.as_bytes();
    let quote = dialect.quote.filter(|&quote| memchr(quote, bytes).is_some());
    let Some(quote) = quote else {
        let mut from = 0;
        for at in memchr_iter(dialect.delimiter, bytes) {
            out.push(Cow::Borrowed(&record[from..at]));
            from = at + 1;
        }
        out.push(Cow::Borrowed(&record[from..]));
        return;
    };
    let mut from = 0;
    loop {
        let first = from + bytes[from..].iter().take_while(|&&byte| byte == b' ').count();
        let quoted =
            (bytes.get(first) == Some(&quote)).then(|| close(bytes, first + 1, bytes.len(), quote, dialect)).flatten();
        let end = match quoted {
            Some(behind) => {
                out.push(unquote(&record[first + 1..behind], quote));
                behind
            }
            None => {
                let end = memchr(dialect.delimiter, &bytes[from..]).map_or(bytes.len(), |offset| from + offset);
                out.push(Cow::Borrowed(&record[from..end]));
                end
            }
        };
        if end >= bytes.len() {
            return;
        }
        from = end + 1;
    }
}

/// Drops the closing quote and the blanks behind it, and halves doubled quotes.
fn unquote(inner: &str, quote: u8) -> Cow<'_, str> {
    let inner = inner.trim_end_matches(' ');
    let inner = inner.strip_suffix(char::from(quote)).unwrap_or(inner);
    if memchr(quote, inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(letter) = chars.next() {
        if letter == char::from(quote) && chars.peek() == Some(&letter) {
            chars.next();
        }
        out.push(letter);
    }
    Cow::Owned(out)
}

/// Trims Unicode blanks and invisible marks at both ends and composes the text (NFC).
pub(super) fn clean(cell: Cow<'_, str>) -> Cow<'_, str> {
    if cell.is_ascii() {
        return match cell {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
            Cow::Owned(text) if text.trim_ascii().len() == text.len() => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_string()),
        };
    }
    let blank =
        |letter: char| letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}');
    let composed = |text: &str| {
        use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
        (is_nfc_quick(text.chars()) != IsNormalized::Yes).then(|| text.nfc().collect::<String>())
    };
    match cell {
        Cow::Borrowed(text) => {
            let text = text.trim_matches(blank);
            composed(text).map_or(Cow::Borrowed(text), Cow::Owned)
        }
        Cow::Owned(text) => {
            let trimmed = text.trim_matches(blank);
            Cow::Owned(composed(trimmed).unwrap_or_else(|| trimmed.to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SEMICOLON: Dialect = Dialect { delimiter: b';', quote: Some(b'"'), line_end: b'\n' };

    fn parse(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
        let starts = split(text, dialect);
        let mut cells = Vec::new();
        starts
            .windows(2)
            .map(|span| {
                fields(trim_line_end(&text[span[0]..span[1]]), dialect, &mut cells);
                cells.iter().map(|cell| clean(cell.clone()).into_owned()).collect()
            })
            .collect()
    }

    #[test]
    fn quotes_doubled_quotes_and_quoted_line_ends() {
        let rows = parse("a;b\r\n\"x;\"\"y\"\"\";\"two\r\nlines\"\r\n", SEMICOLON);
        assert_eq!(rows, [vec!["a", "b"], vec!["x;\"y\"", "two\r\nlines"]]);
        assert_eq!(parse("\"\";\"\"\"VIP\"\"\"\n", SEMICOLON), [vec!["", "\"VIP\""]]);
    }

    #[test]
    fn stray_and_unescaped_quotes_stay_in_the_value() {
        assert_eq!(parse("5\" Zoll;x\n1;2\n", SEMICOLON), [vec!["5\" Zoll", "x"], vec!["1", "2"]]);
        assert_eq!(parse("\"Café \"Größe\" KG\";x\n", SEMICOLON), [vec!["Café \"Größe\" KG", "x"]]);
        assert_eq!(parse("\"never closed;x\n1;2\n", SEMICOLON), [vec!["\"never closed", "x"], vec!["1", "2"]]);
    }

    #[test]
    fn blanks_around_quotes_do_not_count() {
        assert_eq!(parse("a; \"b;c\" ;d\n", SEMICOLON), [vec!["a", "b;c", "d"]]);
    }

    #[test]
    fn carriage_returns_alone_end_lines_where_there_is_nothing_else() {
        let text = "a;b\r1;2\r";
        assert_eq!(line_end(text), b'\r');
        assert_eq!(parse(text, Dialect { line_end: b'\r', ..SEMICOLON }), [vec!["a", "b"], vec!["1", "2"]]);
        assert_eq!(newline_name(text), Some("cr"));
        assert_eq!(newline_name("a\r\nb\n"), Some("mixed"));
    }

    #[test]
    fn cells_are_trimmed_and_composed() {
        assert_eq!(clean(Cow::Borrowed("\u{a0} Mu\u{308}ller\u{200b} ")), "Müller");
        assert_eq!(clean(Cow::Owned(" x ".into())), "x");
    }

    #[test]
    fn many_unclosed_quotes_stay_fast() {
        let text = "\"open;x\n".repeat(20_000);
        assert_eq!(parse(&text, SEMICOLON).len(), 20_000);
    }

    proptest! {
        #[test]
        fn any_text_splits_into_all_of_its_bytes(text in "[a\";,\r\n ü]{0,60}") {
            let starts = split(&text, SEMICOLON);
            prop_assert!(starts.windows(2).all(|span| span[0] <= span[1]));
            let joined: String = starts.windows(2).map(|span| &text[span[0]..span[1]]).collect();
            prop_assert_eq!(joined, text.clone());
            parse(&text, SEMICOLON);
        }

        #[test]
        fn what_a_writer_quotes_comes_back(cells in proptest::collection::vec("[a-z;\"\n]{0,8}", 1..5)) {
            let line: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let text = format!("{}\n", line.join(";"));
            let expect: Vec<String> = cells.iter().map(|cell| cell.trim().to_string()).collect();
            prop_assert_eq!(parse(&text, SEMICOLON), vec![expect]);
        }

        #[test]
        fn cleaning_is_idempotent(text in "\\PC{0,20}") {
            let once = clean(Cow::Borrowed(&text)).into_owned();
            prop_assert_eq!(clean(Cow::Borrowed(&once)), once.as_str());
        }
    }
}
