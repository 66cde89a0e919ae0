//! What recognised exports do to their values and records: guards, words for nothing, suppliers among customers, lines
//! that continue a record, statuses that only the file's name tells. The vendor files say which; this does it.
//!
//! Costs one pass over the columns of vendors that have such habits, and nothing for the others.

use super::Vendor;
use crate::ingest::grid::{CellNote, Grid, Refused};
use crate::ingest::mapping::fold;
use crate::ingest::open::stem;
use polars::prelude::*;
use rayon::prelude::*;
use std::path::Path;

/// Drops the guards that an export puts in front of values, its words for nothing, and what is not to be read.
pub(crate) fn tidy(grid: &mut Grid, vendor: &Vendor) {
    let dropped = |header: &String| vendor.meaning(header).is_some_and(|meaning| !meaning.is_read);
    let height = grid.height();
    for (header, column) in grid.headers.iter().zip(&mut grid.columns) {
        if dropped(header) && column.null_count() < column.len() {
            *column = StringChunked::full_null(PlSmallStr::EMPTY, height);
            *grid.damage.entry("columns_not_read").or_default() += 1;
        }
    }
    if vendor.strip.is_empty() && vendor.nulls.is_empty() {
        return;
    }
    let is_null = |cell: &str| vendor.nulls.iter().any(|null| null == cell);
    let tidied = |(at, column): (usize, &mut StringChunked)| {
        let mut notes = Vec::new();
        if column.iter().flatten().any(|cell| is_null(cell) || unguarded(cell, vendor).len() < cell.len()) {
            let tidied = column.iter().enumerate().map(|(row, cell)| {
                let cell = cell.filter(|cell| !is_null(cell))?;
                let value = unguarded(cell, vendor);
                if value.len() < cell.len()
                    && let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(at))
                {
                    notes.push(CellNote { row, column, code: "cell.guard", original: cell.to_string() });
                }
                Some(value).filter(|cell| !cell.is_empty())
            });
            *column = StringChunked::from_iter_options(PlSmallStr::EMPTY, tidied);
        }
        notes
    };
    let notes: Vec<Vec<CellNote>> = grid.columns.par_iter_mut().enumerate().map(tidied).collect();
    grid.notes.extend(notes.into_iter().flatten());
}

/// The value behind its guard. A guard that ends in `:` or `_` stands in front of digits only: an answer may begin
/// with "c:", too.
fn unguarded<'a>(cell: &'a str, vendor: &Vendor) -> &'a str {
    for guard in &vendor.strip {
        let Some(rest) = cell.strip_prefix(guard.as_str()) else { continue };
        if !guard.ends_with([':', '_']) || rest.starts_with(|first: char| first.is_ascii_digit() || first == '+') {
            return rest;
        }
    }
    cell
}

/// Why a record is no lead: stable code and message.
type Refusal = Option<(&'static str, String)>;

/// Code of a record that belongs to the one above it.
const CONTINUED: &str = "ingest.continued_record";

/// Refuses the records that are no leads: suppliers, and lines that continue the record above them, whose values are
/// joined to that one.
pub(crate) fn set_aside(grid: &mut Grid, vendor: &Vendor) {
    let mut refusals: Vec<Refusal> = vec![None; grid.height()];
    mark_suppliers(grid, vendor, &mut refusals);
    mark_continued(grid, vendor, &mut refusals);
    if refusals.iter().any(Option::is_some) {
        let raws: Vec<Option<String>> =
            refusals.iter().enumerate().map(|(row, refusal)| refusal.as_ref().map(|_| raw(grid, row))).collect();
        join_continued(grid, &refusals);
        refuse(grid, refusals, raws);
    }
}

fn mark_suppliers(grid: &Grid, vendor: &Vendor, refusals: &mut [Refusal]) {
    for (header, column) in grid.headers.iter().zip(&grid.columns) {
        let Some(starts) = vendor.suppliers.get(&fold::compact(header)) else { continue };
        for (slot, cell) in refusals.iter_mut().zip(column.iter()) {
            if let Some(cell) = cell.filter(|cell| starts.iter().any(|start| cell.starts_with(start.as_str()))) {
                *slot = Some(("ingest.supplier", format!("{header} {cell} is a supplier, not a lead")));
            }
        }
    }
}

fn mark_continued(grid: &Grid, vendor: &Vendor, refusals: &mut [Refusal]) {
    let named = grid.headers.iter().zip(&grid.columns);
    let is_key = |header: &String| vendor.continues.contains(&fold::compact(header));
    let keys: Vec<&StringChunked> = named.filter(|(header, _)| is_key(header)).map(|(_, column)| column).collect();
    // the first record has none above it
    for (row, slot) in refusals.iter_mut().enumerate().skip(1) {
        if !keys.is_empty() && keys.iter().all(|key| key.get(row).is_none()) {
            *slot = Some((CONTINUED, "continues the record above; its values were joined to that one".into()));
        }
    }
}

/// The cells of a record, for a refusal.
fn raw(grid: &Grid, row: usize) -> String {
    let delimiter = grid.delimiter.map_or(";".to_string(), |byte| char::from(byte).to_string());
    let cells: Vec<&str> = grid.columns.iter().map(|column| column.get(row).unwrap_or_default()).collect();
    cells.join(&delimiter)
}

/// Appends what continuing lines hold to the cells of the record they belong to.
fn join_continued(grid: &mut Grid, refusals: &[Refusal]) {
    let continues: Vec<bool> =
        refusals.iter().map(|refusal| refusal.as_ref().is_some_and(|(code, _)| *code == CONTINUED)).collect();
    if !continues.contains(&true) {
        return;
    }
    for column in &mut grid.columns {
        let mut joined: Vec<Option<String>> = Vec::with_capacity(column.len());
        let mut head = 0;
        for (row, (cell, continues)) in column.iter().zip(&continues).enumerate() {
            joined.push(cell.filter(|_| !continues).map(str::to_string));
            if !continues {
                head = row;
            } else if let (Some(more), Some(first)) = (cell, joined.get_mut(head)) {
                *first = Some(first.take().map_or_else(|| more.to_string(), |first| format!("{first}; {more}")));
            }
        }
        *column = StringChunked::from_iter_options(PlSmallStr::EMPTY, joined.into_iter());
    }
}

/// Moves the refused rows of a grid to its refusals.
fn refuse(grid: &mut Grid, refusals: Vec<Refusal>, raws: Vec<Option<String>>) {
    let kept: Vec<bool> = refusals.iter().map(Option::is_none).collect();
    let mask = BooleanChunked::from_slice(PlSmallStr::EMPTY, &kept);
    for column in &mut grid.columns {
        if let Ok(filtered) = column.filter(&mask) {
            *column = filtered;
        }
    }
    // rows of the notes move up by what was taken out above them
    let mut place = 0;
    let places: Vec<Option<u32>> = kept
        .iter()
        .map(|&kept| {
            kept.then(|| {
                place += 1;
                place - 1
            })
        })
        .collect();
    grid.notes.retain_mut(|note| match places.get(note.row as usize).copied().flatten() {
        Some(row) => {
            note.row = row;
            true
        }
        None => false,
    });
    let rows = std::mem::take(&mut grid.source_row);
    for (((row, refusal), raw), kept) in rows.into_iter().zip(refusals).zip(raws).zip(kept) {
        if kept {
            grid.source_row.push(row);
        } else if let (Some((code, message)), Some(raw)) = (refusal, raw) {
            grid.refused.push(Refused { row, raw, code, message });
        }
    }
    grid.refused.sort_by_key(|refused| refused.row);
}

/// Puts `; ` between the values of a cell, which every kernel reads.
pub(crate) fn separate(column: &mut StringChunked, separator: &str) {
    if column.iter().flatten().any(|cell| cell.contains(separator)) {
        let separated = column.iter().map(|cell| cell.map(|cell| cell.replace(separator, "; ")));
        *column = StringChunked::from_iter_options(PlSmallStr::EMPTY, separated);
    }
}

/// What the words of the file's name say about all of its records.
pub(crate) fn said_by_name<'a>(vendor: &'a Vendor, file: &str) -> impl Iterator<Item = (&'static str, &'a str)> {
    let words = fold::tokens(&stem(Path::new(file)));
    let said = vendor.file_name.iter().filter(move |(word, _)| words.contains(word));
    said.flat_map(|(_, values)| values).map(|(field, value)| (*field, value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::grid::CellNote;
    use crate::ingest::vendors::all;

    fn vendor(slug: &str) -> &'static Vendor {
        all().iter().find(|vendor| vendor.slug == slug).unwrap()
    }

    fn grid(headers: &[&str], rows: &[&[&str]]) -> Grid {
        let column = |at: usize| {
            let cells = rows.iter().map(|row| Some(row[at]).filter(|cell| !cell.is_empty()));
            StringChunked::from_iter_options(PlSmallStr::EMPTY, cells)
        };
        Grid {
            headers: headers.iter().map(ToString::to_string).collect(),
            columns: (0..headers.len()).map(column).collect(),
            source_row: (1..=rows.len() as i64).collect(),
            records: rows.len() as u64,
            delimiter: Some(b';'),
            ..Grid::default()
        }
    }

    fn cells(grid: &Grid, column: usize) -> Vec<Option<&str>> {
        grid.columns[column].iter().collect()
    }

    #[test]
    fn guards_go_and_answers_that_look_like_them_stay() {
        let mut leads = grid(&["id", "phone_number", "where?"], &[&["l:1234567", "p:+4935112345", "c: disk"]]);
        tidy(&mut leads, vendor("facebook_lead_ads"));
        let first: Vec<_> = (0..3).map(|column| cells(&leads, column)[0].unwrap()).collect();
        assert_eq!(first, ["1234567", "+4935112345", "c: disk"]);
    }

    #[test]
    fn bank_accounts_are_not_read_and_that_is_said() {
        let mut accounts = grid(&["Konto", "IBAN 2"], &[&["10000", "DE00 1"]]);
        tidy(&mut accounts, vendor("datev_debitoren"));
        assert_eq!((cells(&accounts, 1), accounts.damage["columns_not_read"]), (vec![None], 1));
    }

    #[test]
    fn suppliers_are_refused_and_notes_follow_their_rows() {
        let mut accounts = grid(&["Konto", "Ort"], &[&["70001", "Ulm"], &["10001", "Gera"]]);
        accounts.notes.push(CellNote { row: 1, column: 1, code: "text.encoding", original: "x".into() });
        set_aside(&mut accounts, vendor("datev_debitoren"));
        assert_eq!((accounts.source_row.as_slice(), accounts.notes[0].row), ([2_i64].as_slice(), 0));
        let refused = &accounts.refused[0];
        assert_eq!((refused.row, refused.code, refused.raw.as_str()), (1, "ingest.supplier", "70001;Ulm"));
    }

    #[test]
    fn continuing_lines_join_their_record() {
        let rows: &[&[&str]] = &[&["p1", "Weber", "VIP"], &["", "", "Messe"], &["p2", "Lindt", ""], &["", "", "Neu"]];
        let mut partners = grid(&["id", "name", "category_id/name"], rows);
        set_aside(&mut partners, vendor("odoo_partner"));
        assert_eq!(cells(&partners, 2), [Some("VIP; Messe"), Some("Neu")]);
        assert_eq!(partners.source_row, [1, 3]);
        assert!(partners.refused.iter().all(|refused| refused.code == CONTINUED));
    }

    #[test]
    fn the_name_of_a_mailing_list_says_who_may_be_written_to() {
        let said = |file| said_by_name(vendor("mailchimp_audience"), file).collect::<Vec<_>>();
        assert!(said("in/unsubscribed_members_2024.csv").contains(&("opt_out", "yes")));
        assert!(said("subscribed_export.csv").contains(&("consent_email", "yes")));
        assert!(said("members.csv").is_empty());
    }

    #[test]
    fn several_values_are_set_apart_by_semicolons() {
        let mut column = StringChunked::new("c".into(), ["a@x.example ::: b@x.example"]);
        separate(&mut column, " ::: ");
        assert_eq!(column.get(0), Some("a@x.example; b@x.example"));
    }
}
