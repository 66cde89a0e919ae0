//! Text tidied before anything is read: one kind of blank, one Unicode form, no words for nothing.
//!
//! Not for what was wrong with the file: `ingest` has undone that.//!
//! Values of plain printable ASCII, which most are, cost one look at their bytes.

use super::sheet::Sheet;
use crate::kernel::text;
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Longest text that may be a word for "nothing".
const LONGEST_MISSING_WORD: usize = 32;

/// Columns whose line breaks mean something: lines of an address, values of a list.
const LINES: [&str; 8] = ["street", "address_extra", "notes", "email", "email_2", "phone", "mobile", "fax"];

/// Repairs every column of the sheet but those named in `untouched`. In the columns of `worded` a word for "nothing"
/// becomes null; the other columns have kernels that know their own.
pub fn tidy(sheet: &mut Sheet, untouched: &[&str], worded: impl Fn(&str) -> bool + Sync) {
    let names: Vec<&'static str> = sheet.names().into_iter().filter(|name| !untouched.contains(name)).collect();
    let tidied: Vec<Option<StringChunked>> =
        names.par_iter().map(|name| tidy_column(name, sheet.raw(name), worded(name))).collect();
    for (name, column) in names.into_iter().zip(tidied) {
        if let Some(column) = column {
            sheet.set(name, column);
        }
    }
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
}

/// The column if anything changed.
fn tidy_column(name: &'static str, column: &StringChunked, worded: bool) -> Option<StringChunked> {
    if column.null_count() == column.len() {
        return None;
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
        if !matches!(change, Change::Keep) {
            changed.push((row, change.clone()));
        }
    }
    if changed.is_empty() {
        return None;
    }
    let mut builder = StringChunkedBuilder::new(column.name().clone(), column.len());
    let mut changes = changed.into_iter().peekable();
    for (row, value) in column.iter().enumerate() {
        match changes.next_if(|(at, _)| *at == row) {
            Some((_, Change::Notation(text))) => builder.append_option(Some(text)),
            Some((_, Change::Drop)) => builder.append_null(),
            Some((_, Change::Keep)) | None => builder.append_option(value),
        }
    }
    Some(builder.finish())
}

fn change(value: &str, is_plain: bool, worded: bool, keeps_lines: bool) -> Change {
    if worded && value.len() <= LONGEST_MISSING_WORD && text::is_missing_word(value) {
        return Change::Drop;
    }
    if is_plain {
        return Change::Keep;
    }
    let cleaned = if keeps_lines { text::clean_lines(value) } else { text::clean(value) };
    match cleaned.as_ref() {
        "" => Change::Drop,
        same if same == value => Change::Keep,
        other => Change::Notation(other.to_owned()),
    }
}

/// True for printable ASCII with single blanks inside only.
fn is_plain(value: &str) -> bool {
    let mut before = b' ';
    for &byte in value.as_bytes() {
        if !(0x20..0x7f).contains(&byte) || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(name: &'static str, values: &[Option<&str>], worded: bool) -> Vec<Option<String>> {
        let column = StringChunked::from_iter_options(name.into(), values.iter().copied());
        let frame = DataFrame::new(values.len(), vec![column.into_column()]).unwrap();
        let mut sheet = Sheet::of(&frame, [name].into_iter()).unwrap();
        tidy(&mut sheet, &[], |_| worded);
        sheet.text(name).iter().map(|v| v.map(str::to_owned)).collect()
    }

    #[test]
    fn blanks_are_tidied_and_line_breaks_stay_where_they_mean_something() {
        let values = tidied("company", &[Some(" Ritter "), None, Some("A  &\nB")], false);
        assert_eq!(values, [Some("Ritter".into()), None, Some("A & B".into())]);
        assert_eq!(tidied("notes", &[Some("a \n b")], false), [Some("a\nb".into())]);
    }

    #[test]
    fn words_for_nothing_go_where_no_kernel_knows_them() {
        assert_eq!(tidied("owner", &[Some("n/a"), Some("Kurt")], true), [None, Some("Kurt".into())]);
        assert_eq!(tidied("email", &[Some("n/a")], false), [Some("n/a".into())]);
    }
}
