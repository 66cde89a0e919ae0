//! Which delimiter a text uses: the one that cuts its first records into equally many fields.
//!
//! Costs four parses of the first 256 KiB.

use super::mapping::dictionary;
use super::records::{Dialect, clean, fields, line_end, split, trim_line_end};
use crate::pipeline::plan::ReadOptions;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Delimiters in order of preference.
const DELIMITERS: [u8; 4] = *b";,\t|";
/// Bytes that are looked at.
const HEAD: usize = 1 << 18;
/// Records that are looked at.
const RECORDS: usize = 120;

/// What was found about a text.
#[derive(Debug)]
pub(super) struct Detected<'a> {
    /// The text to parse: behind a `sep=` line, and unwrapped where every line was one quoted cell.
    pub text: Cow<'a, str>,
    /// How to split it.
    pub dialect: Dialect,
    /// Whether a delimiter occurs at all; a list of one column has none.
    pub delimited: bool,
    /// Physical lines in front of `text` (a `sep=` hint).
    pub lines_before: u64,
}

/// Detects the dialect of a text; options pin it.
pub(super) fn detect<'a>(text: &'a str, options: &ReadOptions) -> Detected<'a> {
    let (hint, body, lines_before) = separator_hint(text);
    let line_end = line_end(body);
    let quote = Some(options.quote.filter(u8::is_ascii).unwrap_or(b'"'));
    let pinned = options.delimiter.filter(u8::is_ascii).or(hint);
    let (delimiter, score) = match pinned {
        Some(delimiter) => (delimiter, 1.0),
        None => best(body, quote, line_end),
    };
    if score <= 0.0
        && let Some(unwrapped) = unwrap_lines(body)
    {
        let (delimiter, score) = best(&unwrapped, quote, b'\n');
        if score > 0.0 {
            let dialect = Dialect { delimiter, quote, line_end: b'\n' };
            return Detected { text: Cow::Owned(unwrapped), dialect, delimited: true, lines_before };
        }
    }
    let dialect = Dialect { delimiter: if score > 0.0 { delimiter } else { b',' }, quote, line_end };
    Detected { text: Cow::Borrowed(body), dialect, delimited: score > 0.0, lines_before }
}

/// The `sep=;` line that Excel writes and honours.
fn separator_hint(text: &str) -> (Option<u8>, &str, u64) {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let inner = line.trim().trim_matches('"');
    let hint = inner.get(..4).filter(|head| head.eq_ignore_ascii_case("sep=")).and_then(|_| inner.as_bytes().get(4));
    match hint {
        Some(&delimiter) if inner.len() == 5 && delimiter.is_ascii() => {
            let rest = &text[line.len()..];
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
            (Some(delimiter), rest, 1)
        }
        _ => (None, text, 0),
    }
}

fn best(text: &str, quote: Option<u8>, line_end: u8) -> (u8, f64) {
    let head = head(text, line_end);
    let mut best = (b',', 0.0);
    for delimiter in DELIMITERS {
        let score = score(head, Dialect { delimiter, quote, line_end });
        if score > best.1 + 1e-9 {
            best = (delimiter, score);
        }
    }
    best
}

/// The first [`HEAD`] bytes, cut at a line end.
fn head(text: &str, line_end: u8) -> &str {
    if text.len() <= HEAD {
        return text;
    }
    let cut = memchr::memrchr(line_end, &text.as_bytes()[..HEAD]).map_or(HEAD, |at| at + 1);
    text.get(..cut).unwrap_or(text)
}

/// 0 when no record has two fields. Else: how many of the records have the most frequent width, wider being a little
/// better, plus a bonus for known words in one row.
fn score(text: &str, dialect: Dialect) -> f64 {
    let starts = split(text, dialect);
    let mut cells = Vec::new();
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut records, mut hits) = (0_usize, 0_usize);
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
    }
    // the widest of the most frequent widths
    let modal = widths.iter().filter(|(width, _)| **width > 1).max_by_key(|(width, count)| (**count, **width));
    let Some((&width, &count)) = modal else { return 0.0 };
    let share = count as f64 / records.max(1) as f64;
    share * (1.0 - 1.0 / width as f64) + 0.05 * hits.min(10) as f64
}

/// Undoes a round trip in which every line became one quoted cell: `"a,b,""c"""` → `a,b,"c"`.
fn unwrap_lines(text: &str) -> Option<String> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let wrapped = |line: &str| line.len() > 2 && line.starts_with('"') && line.ends_with('"');
    let (mut all, mut hits) = (0_usize, 0_usize);
    for line in lines().take(RECORDS) {
        all += 1;
        hits += usize::from(wrapped(line));
    }
    if all == 0 || hits * 10 < all * 9 {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for line in lines() {
        match wrapped(line) {
            true => out.push_str(&line[1..line.len() - 1].replace("\"\"", "\"")),
            false => out.push_str(line),
        }
        out.push('\n');
    }
    Some(out)
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
    }

    #[test]
    fn a_footer_and_a_preamble_do_not_hide_the_delimiter() {
        let text = "Report\n\n\"First Name\",\"Last Name\",\"Email\"\n\"A\",\"B\",\"a@b.example\"\n\n\"Grand Totals (1; 2)\"\n\"x\"\n\"y\"\n";
        assert_eq!(delimiter(text), Some(','));
    }

    #[test]
    fn hint_and_option_win() {
        let found = detect("sep=|\r\na|b\r\n", &ReadOptions::default());
        assert_eq!((found.dialect.delimiter, &*found.text, found.lines_before), (b'|', "a|b\r\n", 1));
        let options = ReadOptions { delimiter: Some(b'#'), ..ReadOptions::default() };
        assert_eq!(detect("a;b#c\n", &options).dialect.delimiter, b'#');
    }

    #[test]
    fn lines_that_became_one_cell_are_unwrapped() {
        let found = detect("\"Name,Ort\"\n\"Weber,\"\"Ulm, Donau\"\"\"\n", &ReadOptions::default());
        assert_eq!((&*found.text, found.dialect.delimiter), ("Name,Ort\nWeber,\"Ulm, Donau\"\n", b','));
    }
}
