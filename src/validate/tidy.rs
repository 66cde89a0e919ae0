//! Text repaired before anything is read: wrong encoding undone, entities and blanks tidied, words for nothing removed.
//!
//! Values of plain printable ASCII, which most are, cost one look at their bytes.

use super::note::Notes;
use super::sheet::Sheet;
use crate::kernel::text;
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Longest text that may be a word for "nothing".
const LONGEST_MISSING_WORD: usize = 32;

/// Wrong encoding was undone.
pub const MOJIBAKE: &str = "text.mojibake";
/// Entities were written out.
pub const ENTITIES: &str = "text.entities";

/// Columns whose line breaks mean something: lines of an address, values of a list.
const LINES: [&str; 8] = ["street", "address_extra", "notes", "email", "email_2", "phone", "mobile", "fax"];

/// Repairs every column of the sheet but those named in `untouched`. In the columns of `worded` a word for "nothing"
/// becomes null; the other columns have kernels that know their own.
pub fn tidy(sheet: &mut Sheet, untouched: &[&str], worded: impl Fn(&str) -> bool + Sync) -> Notes {
    let names: Vec<&'static str> = sheet.names().into_iter().filter(|name| !untouched.contains(name)).collect();
    let tidied: Vec<(Option<StringChunked>, Notes)> =
        names.par_iter().map(|name| tidy_column(name, sheet.raw(name), worded(name))).collect();
    let mut notes = Notes::default();
    for (name, (column, found)) in names.into_iter().zip(tidied) {
        notes.append(found);
        if let Some(column) = column {
            sheet.set(name, column);
        }
    }
    notes
}

/// What becomes of a value.
#[derive(Clone)]
enum Change {
    /// Nothing.
    Keep,
    /// It says that there is nothing.
    Drop,
    /// Other blanks, another Unicode form.
    Notation(String),
    /// Other content, and the code that says why.
    Content(&'static str, String),
}

/// The column if anything changed.
fn tidy_column(name: &'static str, column: &StringChunked, worded: bool) -> (Option<StringChunked>, Notes) {
    let mut notes = Notes::default();
    if column.null_count() == column.len() {
        return (None, notes);
    }
    let keeps_lines = LINES.contains(&name);
    let mut known: FxHashMap<&str, Change> = FxHashMap::default();
    let mut changed: Vec<(usize, Change)> = Vec::new();
    for (row, value) in column.iter().enumerate() {
        let Some(value) = value else { continue };
        let is_plain = is_plain(value);
        if is_plain && !(worded && value.len() <= LONGEST_MISSING_WORD) {
            continue;
        }
        let change = known.entry(value).or_insert_with(|| change(value, is_plain, worded, keeps_lines));
        if let Change::Content(code, text) = &change {
            notes.add(row, name, code, Some(value), Some(text));
        }
        if !matches!(change, Change::Keep) {
            changed.push((row, change.clone()));
        }
    }
    if changed.is_empty() {
        return (None, notes);
    }
    let mut builder = StringChunkedBuilder::new(column.name().clone(), column.len());
    let mut changes = changed.into_iter().peekable();
    for (row, value) in column.iter().enumerate() {
        match changes.next_if(|(at, _)| *at == row) {
            Some((_, Change::Notation(text) | Change::Content(_, text))) => builder.append_option(Some(text)),
            Some((_, Change::Drop)) => builder.append_null(),
            Some((_, Change::Keep)) | None => builder.append_option(value),
        }
    }
    (Some(builder.finish()), notes)
}

fn change(value: &str, is_plain: bool, worded: bool, keeps_lines: bool) -> Change {
    if worded && value.len() <= LONGEST_MISSING_WORD && text::is_missing_word(value) {
        return Change::Drop;
    }
    if is_plain {
        return Change::Keep;
    }
    let repaired = text::repair_mojibake(value);
    let decoded = repaired.as_deref().unwrap_or(value);
    let plain = text::unescape_entities(decoded);
    let code = match (&repaired, plain.as_ref() == decoded) {
        (Some(_), _) => Some(MOJIBAKE),
        (None, false) => Some(ENTITIES),
        (None, true) => None,
    };
    let cleaned = if keeps_lines { text::clean_lines(&plain) } else { text::clean(&plain) };
    match code {
        _ if cleaned.is_empty() => Change::Drop,
        Some(code) => Change::Content(code, cleaned.into_owned()),
        None if cleaned.as_ref() == value => Change::Keep,
        None => Change::Notation(cleaned.into_owned()),
    }
}

/// True for printable ASCII with single blanks inside only, and nothing that may be an entity.
fn is_plain(value: &str) -> bool {
    let mut before = b' ';
    for &byte in value.as_bytes() {
        if !(0x20..0x7f).contains(&byte) || byte == b'&' || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(name: &'static str, values: &[Option<&str>], worded: bool) -> (Vec<Option<String>>, usize) {
        let column = StringChunked::from_iter_options(name.into(), values.iter().copied());
        let frame = DataFrame::new(values.len(), vec![column.into_column()]).unwrap();
        let mut sheet = Sheet::of(&frame, [name].into_iter()).unwrap();
        let notes = tidy(&mut sheet, &[], |_| worded);
        (sheet.text(name).iter().map(|v| v.map(str::to_owned)).collect(), notes.sorted().len())
    }

    #[test]
    fn wrong_encoding_is_repaired_and_noted_once_per_cell() {
        let (values, findings) = tidied("city", &[Some("MÃ¼nchen"), None, Some("Köln"), Some("MÃ¼nchen")], false);
        assert_eq!(values, [Some("München".into()), None, Some("Köln".into()), Some("München".into())]);
        assert_eq!(findings, 2);
    }

    #[test]
    fn trimming_is_no_finding_but_an_entity_is() {
        let (values, findings) =
            tidied("company", &[Some(" Ritter "), Some("Holz &amp; Ritter"), Some("A & B")], false);
        assert_eq!(values, [Some("Ritter".into()), Some("Holz & Ritter".into()), Some("A & B".into())]);
        assert_eq!(findings, 1);
    }

    #[test]
    fn words_for_nothing_go_where_no_kernel_knows_them() {
        assert_eq!(tidied("owner", &[Some("n/a"), Some("Kurt")], true), (vec![None, Some("Kurt".into())], 0));
        assert_eq!(tidied("email", &[Some("n/a")], false), (vec![Some("n/a".into())], 0));
    }
}
