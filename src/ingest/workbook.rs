//! XLSX, XLSB, XLS and ODS → grids, one per sheet that holds data.
//!
//! Not for styles and formulas: a formula is its cached value. Costs the whole workbook in memory.

use super::error::IngestError;
use super::grid::{Body, Grid, Origin, Skipped, join, unique_headers};
use super::mapping::dictionary;
use super::cell::clean;
use super::rows::{FOOTER_SEARCH, HEADER_SEARCH, Head, Header, find_footer};
use crate::pipeline::plan::ReadOptions;
use calamine::{Data, Range, Reader, SheetVisible, Sheets, open_workbook_auto_from_rs};
use std::borrow::Cow;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Reads the sheets of a workbook: the one that is asked for, or every visible one that holds data.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    limit: Option<usize>,
) -> Result<Vec<Grid>, IngestError> {
    // workbooks come from anywhere, and their reader is not ours: a panic in it must not end the run
    let sheets = catch_unwind(AssertUnwindSafe(|| sheets(path, bytes, options.sheet.as_deref())))
        .unwrap_or_else(|_| Err(damaged(path, "its reader gave up")))?;
    let mut grids = Vec::new();
    for (name, range) in sheets {
        if let Some(mut grid) = grid(path, &range, options, limit)? {
            grid.sheet = Some(name);
            grids.push(grid);
        }
    }
    if grids.is_empty() {
        return Err(IngestError::Empty { path: path.into() });
    }
    // a sheet with known headers in front of one with instructions only
    if options.sheet.is_none() {
        let knows = |grid: &Grid| grid.records > 0 && grid.headers.iter().any(|header| dictionary::knows(header));
        if grids.iter().any(knows) {
            grids.retain(knows);
        }
    }
    Ok(grids)
}

fn damaged(path: &Path, detail: &str) -> IngestError {
    IngestError::Damaged { path: path.into(), what: "workbook", detail: detail.into() }
}

fn sheets(path: &Path, bytes: &[u8], wanted: Option<&str>) -> Result<Vec<(String, Range<Data>)>, IngestError> {
    let error = |error: calamine::Error| damaged(path, &error.to_string());
    let mut book: Sheets<_> = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(error)?;
    let listed: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let names: Vec<String> = match wanted {
        Some(wanted) => match listed.iter().find(|(name, _)| name == wanted) {
            Some((name, _)) => vec![name.clone()],
            None => {
                let sheets = listed.into_iter().map(|(name, _)| name).collect();
                return Err(IngestError::NoSheet { path: path.into(), sheet: wanted.into(), sheets });
            }
        },
        None => listed.into_iter().filter(|(_, visible)| *visible).map(|(name, _)| name).collect(),
    };
    names.into_iter().map(|name| book.worksheet_range(&name).map(|range| (name, range)).map_err(error)).collect()
}

fn grid(
    path: &Path,
    range: &Range<Data>,
    options: &ReadOptions,
    limit: Option<usize>,
) -> Result<Option<Grid>, IngestError> {
    let top = range.start().map_or(0, |(row, _)| u64::from(row));
    let height = range.height();
    let row = |at: usize| -> Vec<String> {
        (0..range.width())
            .map(|column| range.get((at, column)).map(text).map_or(String::new(), |cell| clean(cell).into_owned()))
            .collect()
    };
    let head: Vec<Vec<String>> = (0..height.min(HEADER_SEARCH)).map(row).collect();
    if head.iter().flatten().all(String::is_empty) {
        return Ok(None);
    }
    let pinned = match options.header_row {
        None => None,
        Some(0) => Some(Header::None(0)),
        Some(wanted) => match u64::from(wanted).checked_sub(1 + top).and_then(|at| usize::try_from(at).ok()) {
            Some(at) if at < height => Some(Header::At(at)),
            _ => return Err(IngestError::HeaderRow { path: path.into(), row: wanted }),
        },
    };
    let Head { mut names, groups, header_at, from, skipped: above } = Head::of(&head, pinned);
    names.resize(range.width(), String::new());
    let cells = names;
    let tail_from = height.saturating_sub(FOOTER_SEARCH).max(from);
    let tail: Vec<Vec<String>> = (tail_from..height).map(row).collect();
    let to = tail_from + find_footer(&tail, range.width());

    let repeated: &[String] = if header_at.is_some() { &cells } else { &[] };
    let mut body = Body::new(range.width(), repeated, None, (to - from).min(limit.unwrap_or(usize::MAX)));
    let mut texts = Vec::with_capacity(range.width());
    for at in from..to {
        if limit.is_some_and(|limit| body.records() >= i64::try_from(limit).unwrap_or(i64::MAX)) {
            break;
        }
        texts.clear();
        texts.extend((0..range.width()).map(|column| range.get((at, column)).map_or(Cow::Borrowed(""), text)));
        body.push(at, &mut texts, Origin::Row);
    }
    let mut grid = Grid {
        headers: unique_headers(&cells),
        header_row: header_at.map(|at| top + at as u64 + 1),
        headerless: header_at.is_none(),
        groups,
        ..Grid::default()
    };
    let skipped = join(range.width(), vec![body.finish()], &mut grid)
        .map_err(|source| IngestError::Frame { path: path.into(), source })?;
    grid.limited = limit.is_some_and(|limit| grid.records >= limit as u64);
    grid.drop_empty_tail(&cells.iter().map(|cell| !cell.is_empty()).collect::<Vec<_>>());
    let outside = |at: usize, code| (at, if row(at).iter().all(String::is_empty) { "blank" } else { code });
    let all = above.into_iter().chain(skipped);
    let footer = if grid.limited { height } else { to };
    let all = all.chain((footer..height).map(|at| outside(at, "footer")));
    grid.skipped = all.map(|(at, code)| Skipped { line: top + at as u64 + 1, code }).collect();
    Ok(Some(grid))
}

/// A cell as text: whole numbers without a fraction, dates in ISO form, errors as nothing.
fn text(cell: &Data) -> Cow<'_, str> {
    match cell {
        Data::Empty | Data::Error(_) => Cow::Borrowed(""),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cow::Borrowed(text),
        Data::Int(number) => Cow::Owned(number.to_string()),
        Data::Float(number) => Cow::Owned(number_text(*number)),
        Data::Bool(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Data::DateTime(stamp) if stamp.is_duration() => {
            let seconds = (stamp.as_f64() * 86_400.0).round() as i64;
            Cow::Owned(format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
        }
        Data::DateTime(stamp) => match stamp.as_datetime() {
            // serial numbers are binary fractions of a day: round to the second
            Some(moment) => {
                use chrono::{Duration, Timelike};
                let moment = moment.checked_add_signed(Duration::milliseconds(500)).unwrap_or(moment);
                let midnight = moment.num_seconds_from_midnight() == 0;
                Cow::Owned(moment.format(if midnight { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S" }).to_string())
            }
            None => Cow::Owned(number_text(stamp.as_f64())),
        },
    }
}

/// A float as the cell shows it: `20`, not `20.0`, and all digits of a long id.
pub(super) fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e18 { format!("{number:.0}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{Format, Workbook};

    fn book() -> Vec<u8> {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Hinweise").unwrap().write(0, 0, "Bitte nicht ändern").unwrap();
        let sheet = book.add_worksheet().set_name("Leads").unwrap();
        sheet.write(0, 0, "Messe 2024").unwrap();
        for (column, name) in ["Vorname", "Telefon", "Geburtstag", "Newsletter", ""].iter().enumerate() {
            sheet.write(2, column as u16, *name).unwrap();
        }
        sheet.write(3, 0, " Ilse ").unwrap();
        sheet.write(3, 1, 493_023_125_001_f64).unwrap();
        let day = Format::new().set_num_format("dd.mm.yyyy");
        sheet.write_with_format(3, 2, rust_xlsxwriter::ExcelDateTime::from_ymd(1980, 1, 2).unwrap(), &day).unwrap();
        sheet.write(3, 3, true).unwrap();
        sheet.write(5, 0, "Kurt").unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn cells_become_text_and_instruction_sheets_are_left_out() {
        let grids = read(Path::new("f.xlsx"), &book(), &ReadOptions::default(), None).unwrap();
        let [grid] = &grids[..] else { panic!("one sheet holds data") };
        assert_eq!(grid.sheet.as_deref(), Some("Leads"));
        assert_eq!(grid.headers, ["Vorname", "Telefon", "Geburtstag", "Newsletter"]);
        let first: Vec<_> = grid.columns.iter().map(|column| column.get(0)).collect();
        assert_eq!(first, [Some("Ilse"), Some("493023125001"), Some("1980-01-02"), Some("true")]);
        assert_eq!((grid.header_row, grid.height(), grid.columns[1].get(1)), (Some(3), 2, None));
        let codes: Vec<_> = grid.skipped.iter().map(|skipped| (skipped.line, skipped.code)).collect();
        assert_eq!(codes, [(1, "preamble"), (2, "blank"), (5, "blank")]);
    }

    #[test]
    fn sheets_can_be_named_and_wrong_names_are_told() {
        let options = |sheet: &str| ReadOptions { sheet: Some(sheet.into()), ..ReadOptions::default() };
        assert_eq!(read(Path::new("f.xlsx"), &book(), &options("Leads"), None).unwrap().len(), 1);
        let error = read(Path::new("f.xlsx"), &book(), &options("Lead"), None).unwrap_err();
        assert!(error.to_string().contains("Hinweise, Leads"));
    }

    #[test]
    fn truncated_workbooks_are_an_error() {
        let book = book();
        for cut in [40, book.len() / 2, book.len() - 10] {
            let error = read(Path::new("f.xlsx"), &book[..cut], &ReadOptions::default(), None).unwrap_err();
            assert!(matches!(error, IngestError::Damaged { .. }), "{error}");
        }
    }

    #[test]
    fn whole_numbers_keep_their_digits() {
        assert_eq!(number_text(20.0), "20");
        assert_eq!(number_text(12.5), "12.5");
    }
}
