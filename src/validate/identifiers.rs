//! Numbers of customers, documents and articles as other sources write them: guards of programs and traces of spreadsheets
//! are taken off, so that one number is found by the other.
//!
//! A number that a spreadsheet turned into powers of ten is no number any more: many share what is left of it. It becomes
//! null, and its finding holds what the file says. Costs one pass over the distinct values.

use super::dates::Sources;
use super::note::Notes;
use super::sheet::{Sheet, entry};
use crate::engine::distinct::Distinct;
use polars::prelude::*;

/// What programs write in front of an identifier.
const GUARDS: [&str; 3] = ["'", "’", "zcrm_"];

/// Cleans the named columns.
pub fn tidy(sheet: &mut Sheet, fields: &[&'static str], sources: &Sources) -> Notes {
    let mut notes = Notes::default();
    for &field in fields {
        if let Some(column) = tidied(sheet, field, sources, &mut notes) {
            sheet.set(field, column);
        }
    }
    notes
}

/// The column if anything changed.
fn tidied(sheet: &Sheet, field: &'static str, sources: &Sources, notes: &mut Notes) -> Option<StringChunked> {
    let column = sheet.text(field);
    let distinct = Distinct::of(column);
    let changes: Vec<Option<Change>> = distinct.values.iter().map(|cell| Change::of(cell)).collect();
    if changes.iter().all(Option::is_none) {
        return None;
    }
    let tails = sources.ask(|_, rows| all_points_are_tails(column, rows));
    let mut builder = StringChunkedBuilder::new(column.name().clone(), column.len());
    for (row, cell) in column.iter().enumerate() {
        let change = entry(&changes, &distinct.ids, row).and_then(Option::as_ref);
        let change = change.filter(|change| {
            change.code != "cell.decimal_tail" || sources.answer(&tails, row).copied().unwrap_or(false)
        });
        if let Some(change) = change {
            notes.add(row, field, change.code, sheet.original(field, row), change.text);
        }
        builder.append_option(change.map_or(cell, |change| change.text));
    }
    Some(builder.finish())
}

/// What becomes of an identifier.
struct Change<'a> {
    code: &'static str,
    /// `None` when nothing of it can be used.
    text: Option<&'a str>,
}

impl<'a> Change<'a> {
    fn of(cell: &'a str) -> Option<Self> {
        if is_power_of_ten(cell) {
            return Some(Self { code: "cell.lost_digits", text: None });
        }
        let begins = |text: &&str| text.starts_with(|c: char| c.is_alphanumeric() || c == '#');
        if let Some(text) = GUARDS.iter().find_map(|guard| cell.strip_prefix(guard)).filter(begins) {
            return Some(Self { code: "cell.guard", text: Some(text) });
        }
        let text = cell.strip_suffix(".0").filter(|text| are_digits(text))?;
        Some(Self { code: "cell.decimal_tail", text: Some(text) })
    }
}

/// True when no identifier of a source has a point but in a tail of `.0`.
fn all_points_are_tails(column: &StringChunked, rows: &[u32]) -> bool {
    let cells = rows.iter().filter_map(|&row| column.get(row as usize));
    let mut pointed = cells.filter(|cell| cell.contains('.') && !is_power_of_ten(cell));
    pointed.all(|cell| cell.strip_suffix(".0").is_some_and(are_digits))
}

/// True for `1.23E+11` and `1,23E+11`, as spreadsheets show long numbers.
fn is_power_of_ten(cell: &str) -> bool {
    let Some((mantissa, exponent)) = cell.split_once("E+").or_else(|| cell.split_once("e+")) else { return false };
    let (whole, decimals) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    whole.len() == 1 && are_digits(whole) && are_digits(decimals) && exponent.len() >= 2 && are_digits(exponent)
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidy_cells(cells: &[&str]) -> (Vec<Option<String>>, Vec<&'static str>) {
        let source = StringChunked::new("source".into(), vec!["a"; cells.len()]);
        let frame = DataFrame::new(cells.len(), vec![Column::new("customer_id".into(), cells.to_vec())]).unwrap();
        let mut sheet = Sheet::of(&frame, ["customer_id"].into_iter()).unwrap();
        let notes = tidy(&mut sheet, &["customer_id"], &Sources::of(&source));
        let codes = notes.sorted().iter().map(|finding| finding.code).collect();
        (sheet.text("customer_id").iter().map(|cell| cell.map(str::to_owned)).collect(), codes)
    }

    #[test]
    fn guards_and_tails_go_and_lost_digits_are_no_identifier() {
        let (cells, codes) = tidy_cells(&["'1000001", "zcrm_42", "20.0", "1.23E+11", "K-7", "'"]);
        let wanted = [Some("1000001"), Some("42"), Some("20"), None, Some("K-7"), Some("'")];
        assert_eq!(cells.iter().map(Option::as_deref).collect::<Vec<_>>(), wanted[..]);
        assert_eq!(codes, ["cell.guard", "cell.guard", "cell.decimal_tail", "cell.lost_digits"]);
    }

    #[test]
    fn a_version_is_no_tail() {
        let (cells, codes) = tidy_cells(&["2.0", "2.1"]);
        assert_eq!((cells[0].as_deref(), codes.len()), (Some("2.0"), 0));
    }

    #[test]
    fn only_the_form_of_a_spreadsheet_is_a_power_of_ten() {
        assert!(is_power_of_ten("1.23E+11") && is_power_of_ten("4,93023E+11") && is_power_of_ten("1E+15"));
        assert!(!is_power_of_ten("1E5") && !is_power_of_ten("A+11") && !is_power_of_ten("12.3E+11"));
    }
}
