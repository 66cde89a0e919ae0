//! How a delimited text is written: the delimiter that cuts its first records into equally many fields, its quote, what
//! escapes a quote, what ends a record, and two habits of spreadsheets (`sep=;`, whole lines in quotes).
//!
//! Costs a few parses of the first 256 KiB.

use super::records::{Dialect, Ends, ends, fields, split, trim_line_end};
use crate::ingest::cell::clean;
use crate::ingest::mapping::dictionary;
use crate::pipeline::plan::ReadOptions;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Delimiters in order of preference.
const DELIMITERS: [u8; 6] = *b";,\t|^~";
/// Bytes that are looked at.
pub(super) const HEAD: usize = 1 << 18;
/// Records that are looked at.
const RECORDS: usize = 120;

/// What was found about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Detected {
    /// How to split it.
    pub dialect: Dialect,
    /// Whether a delimiter occurs at all; a list of one column has none.
    pub delimited: bool,
    /// Bytes of a `sep=` line at the start.
    pub hint: usize,
    /// Every line is one quoted cell that holds a line.
    pub wrapped: bool,
    /// Fields of most records.
    pub width: Option<usize>,
}

/// Detects the dialect of a text; options pin it.
pub(super) fn detect(text: &str, options: &ReadOptions) -> Detected {
    let (hinted, hint) = separator_hint(text);
    let body = text.get(hint..).unwrap_or_default();
    let ends = ends(head(body));
    let body = head_of_lines(body, ends);
    let delimiters: Vec<u8> = match options.delimiter.filter(u8::is_ascii).or(hinted) {
        Some(pinned) => vec![pinned],
        None => DELIMITERS.to_vec(),
    };
    let backslash = uses_backslash(body);
    let quotes: &[u8] = match &options.quote {
        Some(quote) => std::slice::from_ref(quote),
        None if body.contains('\'') && !body.contains('"') => b"\"'",
        None => b"\"",
    };
    let found = best(body, &delimiters, quotes, backslash, ends);
    if found.score <= 0.0
        && let Some(unwrapped) = unwrapped_head(body)
    {
        let inner = best(&unwrapped, &delimiters, b"\"", backslash, ends);
        if inner.score > 0.0 {
            return Detected { dialect: inner.dialect, delimited: true, hint, wrapped: true, width: inner.width };
        }
    }
    let delimited = found.score > 0.0 || (delimiters.len() == 1 && body.as_bytes().contains(&delimiters[0]));
    Detected { dialect: found.dialect, delimited, hint, wrapped: false, width: found.width }
}

/// The `sep=;` line that Excel writes and honours, and its length.
fn separator_hint(text: &str) -> (Option<u8>, usize) {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let inner = line.trim().trim_matches('"');
    let hint = inner.get(..4).filter(|head| head.eq_ignore_ascii_case("sep=")).and_then(|_| inner.as_bytes().get(4));
    match hint {
        Some(&delimiter) if inner.len() == 5 && delimiter.is_ascii() => {
            let rest = text.get(line.len()..).unwrap_or_default();
            let end = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
            (Some(delimiter), line.len() + end)
        }
        // the trimmed tab of `sep=<tab>`
        _ if line.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("sep=\t")) => {
            let rest = text.get(line.len()..).unwrap_or_default();
            (Some(b'\t'), line.len() + if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) })
        }
        _ => (None, 0),
    }
}

/// True when `\"` stands inside of quoted values, more often than `""` does.
fn uses_backslash(text: &str) -> bool {
    let bytes = text.as_bytes();
    let count = |mark: &[u8; 2], proves: fn(u8, u8) -> bool| {
        memchr::memmem::find_iter(bytes, mark)
            .filter(|&at| {
                let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b'\n');
                proves(before, bytes.get(at + 2).copied().unwrap_or(b'\n'))
            })
            .count()
    };
    // `"C:\"` and the empty value `""` prove nothing
    let escaped =
        count(b"\\\"", |_, after| after.is_ascii_alphanumeric() || matches!(after, b'"' | b' ' | b'\\' | 0x80..));
    let doubled = count(b"\"\"", |before, after| before.is_ascii_alphanumeric() || after.is_ascii_alphanumeric());
    escaped > doubled
}

struct Best {
    dialect: Dialect,
    score: f64,
    width: Option<usize>,
}

fn best(text: &str, delimiters: &[u8], quotes: &[u8], backslash: bool, ends: Ends) -> Best {
    let dialect = |delimiter, quote| Dialect { delimiter, quote: Some(quote), backslash, ends };
    let first = quotes.first().copied().unwrap_or(b'"');
    let fallback = if delimiters.len() == 1 { delimiters[0] } else { b',' };
    let mut best = Best { dialect: dialect(fallback, first), score: 0.0, width: None };
    for &delimiter in delimiters {
        for &quote in quotes {
            let candidate = dialect(delimiter, quote);
            let (score, width) = score(text, candidate);
            if score > best.score + 1e-9 {
                best = Best { dialect: candidate, score, width };
            }
        }
    }
    best
}

/// The first [`HEAD`] bytes.
fn head(text: &str) -> &str {
    let mut to = text.len().min(HEAD);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

/// The head, cut at a line end.
fn head_of_lines(text: &str, ends: Ends) -> &str {
    if text.len() <= HEAD {
        return text;
    }
    let head = head(text);
    let end = if ends == Ends::Cr { b'\r' } else { b'\n' };
    memchr::memrchr(end, head.as_bytes()).and_then(|at| head.get(..=at)).unwrap_or(head)
}

/// 0 when no record has two fields. Else: how many of the records have the most frequent width, wider being a little
/// better, plus a bonus for known words in one row. With the most frequent width.
fn score(text: &str, dialect: Dialect) -> (f64, Option<usize>) {
    let starts = split(text, dialect, None, true).starts;
    let mut cells = Vec::new();
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut records, mut hits, mut quoted) = (0_usize, 0_usize, 0_usize);
    for span in starts.windows(2).take(RECORDS) {
        let record = trim_line_end(&text[span[0]..span[1]]);
        if record.trim().is_empty() {
            continue;
        }
        fields(record, dialect, &mut cells);
        records += 1;
        *widths.entry(cells.len()).or_default() += 1;
        if records <= 40 && cells.len() > 1 {
            let known = |cell: &Cow<str>| !cell.is_empty() && dictionary::knows(&clean(cell.clone()));
            hits = hits.max(cells.iter().filter(|cell| known(cell)).count());
        }
        if dialect.quote == Some(b'\'') && record.starts_with('\'') {
            quoted += 1;
        }
    }
    // the widest of the most frequent widths
    let modal = widths.iter().filter(|(width, _)| **width > 1).max_by_key(|(width, count)| (**count, **width));
    let Some((&width, &count)) = modal else { return (0.0, None) };
    // an apostrophe is a quote only where most records begin with one
    if dialect.quote == Some(b'\'') && quoted * 2 < records {
        return (0.0, None);
    }
    let share = count as f64 / records.max(1) as f64;
    (share * (1.0 - 1.0 / width as f64) + 0.05 * hits.min(10) as f64, Some(width))
}

/// Undoes a round trip in which every line became one quoted cell: `"a,b,""c"""` → `a,b,"c"`. `None` when most lines
/// are no such cells; the header may be spared.
fn unwrapped_head(text: &str) -> Option<String> {
    let (mut all, mut hits) = (0_usize, 0_usize);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(RECORDS) {
        all += 1;
        hits += usize::from(is_wrapped(line));
    }
    (hits > 0 && (hits + 1) * 10 >= all * 9).then(|| unwrap(text))
}

fn is_wrapped(line: &str) -> bool {
    line.len() > 2 && line.starts_with('"') && line.ends_with('"')
}

/// The text with every wrapped line unwrapped; line ends stay.
pub(super) fn unwrap(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive(['\n', '\r']) {
        let body = line.trim_end_matches(['\n', '\r']);
        match is_wrapped(body.trim()) {
            true => {
                let body = body.trim();
                out.push_str(&body[1..body.len() - 1].replace("\"\"", "\""));
            }
            false => out.push_str(body),
        }
        out.push_str(&line[body.len()..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> Option<char> {
        let found = detect(text, &ReadOptions::default());
        found.delimited.then(|| char::from(found.dialect.delimiter))
    }

    #[test]
    fn equal_width_decides() {
        assert_eq!(delimiter("a;b;c\n1,5;2,5;3\n1;2,75;3\n"), Some(';'));
        assert_eq!(delimiter("Name|Ort\nx|y\n"), Some('|'));
        assert_eq!(delimiter("Name\tOrt\nx, y\tz\n"), Some('\t'));
        assert_eq!(delimiter("E-Mail\na@b.example\n"), None);
        assert_eq!(delimiter("Name^Ort\nx^y\n"), Some('^'));
        assert_eq!(delimiter("Name, Vorname;Umsatz\nWeber, Ilse;1,50\nStein, Kurt;2,00\n"), Some(';'));
    }

    #[test]
    fn a_footer_and_a_preamble_do_not_hide_the_delimiter() {
        let text = "Report\n\n\"First Name\",\"Last Name\",\"Email\"\n\"A\",\"B\",\"a@b.example\"\n\n\"Grand Totals (1; 2)\"\n\"x\"\n\"y\"\n";
        assert_eq!(delimiter(text), Some(','));
    }

    #[test]
    fn hint_and_option_win() {
        let found = detect("sep=|\r\na|b\r\n", &ReadOptions::default());
        assert_eq!((found.dialect.delimiter, found.hint), (b'|', 7));
        assert_eq!(detect("SEP=\t\na\tb\n", &ReadOptions::default()).dialect.delimiter, b'\t');
        let options = ReadOptions { delimiter: Some(b'#'), ..ReadOptions::default() };
        assert_eq!(detect("a;b#c\n", &options).dialect.delimiter, b'#');
    }

    #[test]
    fn lines_that_became_one_cell_are_unwrapped() {
        let text = "\"Name,Ort\"\n\"Weber,\"\"Ulm, Donau\"\"\"\n";
        let found = detect(text, &ReadOptions::default());
        assert!(found.wrapped && found.dialect.delimiter == b',');
        assert_eq!(unwrap(text), "Name,Ort\nWeber,\"Ulm, Donau\"\n");
    }

    #[test]
    fn other_quotes_and_escapes_are_seen() {
        let found = detect("'a';'b;c'\n'1';'2'\n", &ReadOptions::default());
        assert_eq!((found.dialect.quote, found.width), (Some(b'\''), Some(2)));
        let found = detect("Name;Ort\nO'Brien;'s-Hertogenbosch\n", &ReadOptions::default());
        assert_eq!(found.dialect.quote, Some(b'"'));
        assert!(detect("\"a\";\"b \\\"c\\\" d\"\n", &ReadOptions::default()).dialect.backslash);
        assert!(!detect("\"a\";\"b \"\"c\"\" d\"\n", &ReadOptions::default()).dialect.backslash);
    }
}
