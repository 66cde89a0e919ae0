//! Delimited text → records → fields, lenient about quotes.
//!
//! A quote opens a field only at its start; it closes where a delimiter, a line end or the end follows. Any other
//! quote is part of the value, so `5" Zoll` and `"Café "Größe" KG"` survive. An opening quote that nothing closes is
//! part of the value too, and so is one whose field would swallow its neighbours: a record that spans lines has to have
//! the width of the others. Costs one pass to find the records, so that they can be parsed in parallel, and one to
//! split them.

use memchr::{memchr, memchr_iter, memchr2, memchr3};
use rayon::prelude::*;
use std::borrow::Cow;

/// Longest quoted value that may span lines.
const REACH: usize = 8 << 20;
/// Bytes that one task looks through for record ends.
const PIECE: usize = 1 << 21;

/// What ends a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Ends {
    /// `\n`, with or without `\r` in front.
    Lf,
    /// `\r` alone, in files without `\n`.
    Cr,
    /// Both, in one file.
    Any,
}

/// How the records of a text are delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) struct Dialect {
    /// ASCII character between fields.
    pub delimiter: u8,
    /// ASCII character around fields; `None` when quotes mean nothing.
    pub quote: Option<u8>,
    /// True when `\"` inside quotes stands for a quote.
    pub backslash: bool,
    /// What ends a record.
    pub ends: Ends,
}

impl Dialect {
    fn is_end(&self, byte: u8) -> bool {
        match self.ends {
            Ends::Lf => byte == b'\n',
            Ends::Cr => byte == b'\r',
            Ends::Any => byte == b'\n' || byte == b'\r',
        }
    }

    /// Position of the next line end.
    fn next_end(&self, bytes: &[u8]) -> Option<usize> {
        match self.ends {
            Ends::Lf => memchr(b'\n', bytes),
            Ends::Cr => memchr(b'\r', bytes),
            Ends::Any => memchr2(b'\n', b'\r', bytes),
        }
    }

    /// Position behind a line end at `at`: `\r\n` is one.
    fn behind_end(&self, bytes: &[u8], at: usize) -> usize {
        let pair = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
        at + if pair && self.ends == Ends::Any { 2 } else { 1 }
    }

    /// Position of the next quote or line end.
    fn next_mark(&self, quote: u8, bytes: &[u8]) -> Option<usize> {
        match self.ends {
            Ends::Lf => memchr2(quote, b'\n', bytes),
            Ends::Cr => memchr2(quote, b'\r', bytes),
            Ends::Any => memchr3(quote, b'\n', b'\r', bytes),
        }
    }

    /// Position behind the first line end of a text.
    pub fn line_behind(&self, text: &str) -> Option<usize> {
        self.next_end(text.as_bytes()).map(|at| self.behind_end(text.as_bytes(), at))
    }

    /// Line ends in a stretch of text.
    pub fn lines(&self, text: &str) -> u64 {
        let bytes = text.as_bytes();
        let count = match self.ends {
            Ends::Lf => memchr_iter(b'\n', bytes).count(),
            Ends::Cr => memchr_iter(b'\r', bytes).count(),
            Ends::Any => {
                let pairs = memchr::memmem::find_iter(bytes, b"\r\n").count();
                memchr::memchr2_iter(b'\n', b'\r', bytes).count() - pairs
            }
        };
        count as u64
    }
}

/// What ends the records of a text, judged on its head.
pub(in crate::ingest) fn ends(head: &str) -> Ends {
    let bytes = head.as_bytes();
    if memchr(b'\r', bytes).is_none() {
        return Ends::Lf;
    }
    let (lf, crlf, cr) = line_ends(bytes);
    match (lf + crlf, cr) {
        (0, 1..) => Ends::Cr,
        // a few stray ones are line breaks inside of values
        (all, cr) if cr > 0 && cr * 3 >= all => Ends::Any,
        _ => Ends::Lf,
    }
}

/// Counts of `\n`, `\r\n` and `\r`.
fn line_ends(bytes: &[u8]) -> (usize, usize, usize) {
    let crlf = memchr::memmem::find_iter(bytes, b"\r\n").count();
    (memchr_iter(b'\n', bytes).count() - crlf, crlf, memchr_iter(b'\r', bytes).count() - crlf)
}

/// `lf`, `crlf`, `cr` or `mixed`, judged on the head of the text; `None` when it is one line.
pub(in crate::ingest) fn newline_name(head: &str) -> Option<&'static str> {
    match line_ends(head.as_bytes()) {
        (0, 0, 0) => None,
        (_, 0, 0) => Some("lf"),
        (0, _, 0) => Some("crlf"),
        (0, 0, _) => Some("cr"),
        _ => Some("mixed"),
    }
}

/// The records of a text.
#[derive(Debug)]
pub(in crate::ingest) struct Split {
    /// Start offsets, with the end of the last complete record behind them.
    pub starts: Vec<usize>,
    /// Quotes that were opened and never closed, and are part of the value.
    pub unclosed: u64,
}

/// Finds the records of a text. A last line end opens no further record. `width`, the number of fields of most
/// records, decides whether a quote may swallow line ends. Unless the text is the `last` of its file, a record that may
/// go on is left out: the last of [`Split::starts`] is where it begins.
pub(in crate::ingest) fn split(text: &str, dialect: Dialect, width: Option<usize>, last: bool) -> Split {
    let quoted = dialect.quote.is_some_and(|quote| memchr(quote, text.as_bytes()).is_some());
    let splitter = Splitter { text, dialect: if quoted { dialect } else { Dialect { quote: None, ..dialect } }, width };
    let pieces = splitter.pieces();
    let mut found: Vec<Piece> = if pieces.len() > 1 {
        pieces.par_iter().map(|&(from, to)| splitter.run(from, to, last)).collect()
    } else {
        pieces.iter().map(|&(from, to)| splitter.run(from, to, last)).collect()
    };
    let mut starts = Vec::with_capacity(found.iter().map(|piece| piece.starts.len()).sum::<usize>() + 1);
    let (mut at, mut unclosed) = (0, 0);
    for (piece, &(from, to)) in found.iter_mut().zip(&pieces) {
        if at >= to {
            continue;
        }
        // a record of the piece before reached into this one: its guess where records begin is worth nothing
        if at > from && piece.starts.binary_search(&at).is_err() {
            *piece = splitter.run(at, to, last);
        }
        let known = piece.starts.partition_point(|&start| start < at);
        starts.extend_from_slice(piece.starts.get(known..).unwrap_or_default());
        at = piece.end;
        unclosed += piece.unclosed;
        if piece.unfinished {
            break;
        }
    }
    starts.push(at);
    Split { starts, unclosed }
}

struct Splitter<'a> {
    text: &'a str,
    dialect: Dialect,
    width: Option<usize>,
}

/// Records that begin within a range.
struct Piece {
    starts: Vec<usize>,
    /// Behind the last of them.
    end: usize,
    /// The record at `end` may go on behind the text.
    unfinished: bool,
    unclosed: u64,
}

impl Splitter<'_> {
    /// Ranges that begin at line starts.
    fn pieces(&self) -> Vec<(usize, usize)> {
        let bytes = self.text.as_bytes();
        let mut pieces = Vec::new();
        let mut from = 0;
        while from < bytes.len() {
            let wanted = from + PIECE;
            let to = match bytes.get(wanted..) {
                Some(rest) => {
                    self.dialect.next_end(rest).map_or(bytes.len(), |at| self.dialect.behind_end(bytes, wanted + at))
                }
                None => bytes.len(),
            };
            pieces.push((from, to));
            from = to;
        }
        pieces
    }

    /// The records that begin in `from..to`; `from` is where one begins.
    fn run(&self, from: usize, to: usize, last: bool) -> Piece {
        let bytes = self.text.as_bytes();
        let mut piece =
            Piece { starts: Vec::with_capacity((to - from) / 64 + 1), end: from, unfinished: false, unclosed: 0 };
        let mut record = from;
        while record < to {
            match self.record_end(record, last, &mut piece.unclosed) {
                Some(end) => {
                    piece.starts.push(record);
                    record = end;
                }
                None if last => {
                    piece.starts.push(record);
                    record = bytes.len();
                }
                None => {
                    piece.unfinished = true;
                    break;
                }
            }
        }
        piece.end = record;
        piece
    }

    /// Position behind the record that begins at `record`; `None` when the text ends first.
    fn record_end(&self, record: usize, last: bool, unclosed: &mut u64) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let line = self.dialect.next_end(&bytes[record..]).map(|at| self.dialect.behind_end(bytes, record + at));
        let Some(quote) = self.dialect.quote else { return line };
        if let Some(end) = line
            && memchr(quote, &bytes[record..end]).is_none()
        {
            return line;
        }
        let (mut at, mut spans) = (record, false);
        while let Some(found) = self.dialect.next_mark(quote, &bytes[at..]).map(|offset| at + offset) {
            if bytes[found] != quote {
                let end = self.dialect.behind_end(bytes, found);
                return if spans && self.swallows(record, end, line) { line } else { Some(end) };
            }
            at = found + 1;
            if !opens_field(bytes, record, found, self.dialect.delimiter) {
                continue;
            }
            // broken files may hold an opening quote in every line: look less and less far for its end
            let reach = (REACH >> (*unclosed / 16).min(10)).min(bytes.len() - at);
            match close(bytes, at, at + reach, quote, self.dialect) {
                Some(behind) => {
                    spans |= line.is_some_and(|line| behind >= line);
                    at = behind;
                }
                None if !last && at + reach == bytes.len() => return None,
                None => *unclosed += 1,
            }
        }
        if last && spans && self.swallows(record, bytes.len(), line) { line } else { None }
    }

    /// True when the first of the lines from `record` to `end` (up to `line`) is a record by itself, and all of them are
    /// none, or the second line is one as well.
    fn swallows(&self, record: usize, end: usize, line: Option<usize>) -> bool {
        let (Some(width), Some(line)) = (self.width, line) else { return false };
        let count = |from: usize, to: usize| {
            let mut cells = Vec::new();
            fields(trim_line_end(self.text.get(from..to).unwrap_or_default()), self.dialect, &mut cells);
            cells.len()
        };
        if count(record, line) != width {
            return false;
        }
        let rest = self.text.get(line..).unwrap_or_default();
        let second = self.dialect.line_behind(rest).map_or(self.text.len(), |at| line + at);
        count(record, end) != width || (second < end && count(line, second) == width)
    }
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
    // whoever leaves quotes inside a value as they are does not double the last one either
    let mut stray = false;
    while let Some(found) = bytes.get(at..to).and_then(|rest| memchr(quote, rest)).map(|offset| at + offset) {
        if dialect.backslash && is_escaped(&bytes[from..found]) {
            at = found + 1;
            continue;
        }
        if bytes.get(found + 1) == Some(&quote) {
            match stray.then(|| field_end(bytes, found + 2, dialect)).flatten() {
                Some(behind) => return Some(behind),
                None => at = found + 2,
            }
            continue;
        }
        match field_end(bytes, found + 1, dialect) {
            Some(behind) => return Some(behind),
            None => {
                stray = true;
                at = found + 1;
            }
        }
    }
    None
}

/// Position behind the blanks at `at` when the field ends there.
fn field_end(bytes: &[u8], at: usize, dialect: Dialect) -> Option<usize> {
    let mut behind = at;
    while bytes.get(behind) == Some(&b' ') && dialect.delimiter != b' ' {
        behind += 1;
    }
    match bytes.get(behind) {
        None => Some(behind),
        Some(&byte) if byte == dialect.delimiter || dialect.is_end(byte) => Some(behind),
        Some(b'\r') if matches!(bytes.get(behind + 1), None | Some(b'\n')) => Some(behind),
        Some(_) => None,
    }
}

/// True when an odd number of backslashes stands at the end.
fn is_escaped(before: &[u8]) -> bool {
    before.iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

/// The record without its line end.
pub(in crate::ingest) fn trim_line_end(record: &str) -> &str {
    record.trim_end_matches(['\n', '\r'])
}

/// Splits one record (without its line end) into fields, unquoted but not cleaned.
pub(in crate::ingest) fn fields<'a>(record: &'a str, dialect: Dialect, out: &mut Vec<Cow<'a, str>>) {
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
                out.push(unquote(&record[first + 1..behind], quote, dialect.backslash));
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
fn unquote(inner: &str, quote: u8, backslash: bool) -> Cow<'_, str> {
    let inner = inner.trim_end_matches(' ');
    let inner = inner.strip_suffix(char::from(quote)).unwrap_or(inner);
    let escape = if backslash { b'\\' } else { quote };
    if memchr2(quote, escape, inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(letter) = chars.next() {
        let escape = backslash && letter == '\\';
        match chars.peek() {
            Some(&next) if (next == char::from(quote) && (escape || letter == next)) || (escape && next == '\\') => {
                chars.next();
                out.push(next);
            }
            _ => out.push(letter),
        }
    }
    Cow::Owned(out)
}

/// [`fields`], and where that gives another number than `width` although quotes are involved, the split that takes every
/// delimiter for one, if that fits.
pub(in crate::ingest) fn fitting_fields<'a>(
    record: &'a str,
    dialect: Dialect,
    width: usize,
    out: &mut Vec<Cow<'a, str>>,
) {
    fields(record, dialect, out);
    let Some(quote) = dialect.quote else { return };
    if out.len() == width || memchr(quote, record.as_bytes()).is_none() {
        return;
    }
    let literal = memchr_iter(dialect.delimiter, record.as_bytes()).count() + 1;
    if literal != width {
        return;
    }
    out.clear();
    for cell in record.split(char::from(dialect.delimiter)) {
        let inner = cell.trim_matches(' ');
        let inner = inner.strip_prefix(char::from(quote)).filter(|rest| rest.ends_with(char::from(quote)));
        out.push(inner.map_or(Cow::Borrowed(cell), |inner| unquote(inner, quote, dialect.backslash)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SEMICOLON: Dialect = Dialect { delimiter: b';', quote: Some(b'"'), backslash: false, ends: Ends::Lf };

    fn parse_with(text: &str, dialect: Dialect, width: Option<usize>) -> Vec<Vec<String>> {
        let starts = split(text, dialect, width, true).starts;
        let mut cells = Vec::new();
        starts
            .windows(2)
            .map(|span| {
                let record = trim_line_end(&text[span[0]..span[1]]);
                fitting_fields(record, dialect, width.unwrap_or(0), &mut cells);
                cells.iter().map(|cell| cell.trim().to_string()).collect()
            })
            .collect()
    }

    fn parse(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
        parse_with(text, dialect, None)
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
    fn whoever_does_not_double_quotes_does_not_double_the_last_one() {
        assert_eq!(
            parse("\"Hotel \"Zur Post\"\";Ulm\n1;2\n", SEMICOLON),
            [vec!["Hotel \"Zur Post\"", "Ulm"], vec!["1", "2"]]
        );
    }

    #[test]
    fn backslashes_can_escape_quotes() {
        let dialect = Dialect { backslash: true, ..SEMICOLON };
        assert_eq!(parse("\"Hotel \\\"Post\\\"\";x\n1;2\n", dialect), [vec!["Hotel \"Post\"", "x"], vec!["1", "2"]]);
        assert_eq!(parse("\"C:\\\\\";x\n", dialect), [vec!["C:\\", "x"]]);
    }

    #[test]
    fn a_broken_quote_does_not_swallow_its_neighbours() {
        let text = "\"a;1\nb;2\n\"c\";3\n";
        assert_eq!(parse_with(text, SEMICOLON, Some(2)), [vec!["\"a", "1"], vec!["b", "2"], vec!["c", "3"]]);
        let text = "\"a;x;\"b\";1\nc;d;e;f\n";
        assert_eq!(parse_with(text, SEMICOLON, Some(4)), [vec!["\"a", "x", "b", "1"], vec!["c", "d", "e", "f"]]);
    }

    #[test]
    fn a_quoted_line_end_belongs_to_its_record() {
        let text = "\"a\nb\";1\nc;2\n";
        assert_eq!(parse_with(text, SEMICOLON, Some(2)), [vec!["a\nb", "1"], vec!["c", "2"]]);
    }

    #[test]
    fn carriage_returns_end_lines_where_the_file_says_so() {
        let text = "a;b\r1;2\r";
        assert_eq!(ends(text), Ends::Cr);
        assert_eq!(parse(text, Dialect { ends: Ends::Cr, ..SEMICOLON }), [vec!["a", "b"], vec!["1", "2"]]);
        assert_eq!(newline_name(text), Some("cr"));
        assert_eq!(newline_name("a\r\nb\n"), Some("mixed"));
        let mixed = "a;b\r1;2\r\n3;4\n5;6\r";
        assert_eq!(ends(mixed), Ends::Any);
        let rows = parse(mixed, Dialect { ends: Ends::Any, ..SEMICOLON });
        assert_eq!(rows, [vec!["a", "b"], vec!["1", "2"], vec!["3", "4"], vec!["5", "6"]]);
    }

    #[test]
    fn an_unfinished_record_waits_for_the_rest() {
        let found = split("a;b\n\"c\nd", SEMICOLON, Some(2), false);
        assert_eq!(found.starts, [0, 4]);
        let found = split("a;b\nc;d", SEMICOLON, Some(2), false);
        assert_eq!(found.starts, [0, 4]);
        assert_eq!(split("a;b\nc;d", SEMICOLON, Some(2), true).starts, [0, 4, 7]);
    }

    #[test]
    fn pieces_are_no_seams() {
        let row = "\"x;y\n\"\"z\"\"\";1;2\n";
        let text = row.repeat(3 * PIECE / row.len());
        let whole: Vec<usize> = (0..=text.len() / row.len()).map(|at| at * row.len()).collect();
        assert_eq!(split(&text, SEMICOLON, Some(3), true).starts, whole);
    }

    #[test]
    fn many_unclosed_quotes_stay_fast() {
        let text = "\"open;x\n".repeat(20_000);
        assert_eq!(parse(&text, SEMICOLON).len(), 20_000);
    }

    proptest! {
        #[test]
        fn any_text_splits_into_all_of_its_bytes(text in "[a\";,\r\n ü]{0,60}") {
            let starts = split(&text, SEMICOLON, Some(2), true).starts;
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
    }
}
