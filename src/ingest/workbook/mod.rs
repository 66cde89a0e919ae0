//! XLSX, XLSB, XLS and ODS → grids, one per visible sheet that holds data.
//!
//! Not for the look of cells, apart from zeros in front; a formula is its cached value, an error a note. Costs the
//! filled cells of one sheet at a time in memory, and a second pass over a sheet for number formats or merged cells.

mod cell;
mod open;
mod sheet;
mod table;
mod zeros;

pub(super) use cell::number_text;

use super::error::IngestError;
use super::grid::Grid;
use super::mapping::dictionary;
use crate::pipeline::plan::ReadOptions;
use calamine::{Reader, SheetType, SheetVisible};
use open::Book;
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
    catch_unwind(AssertUnwindSafe(|| grids(path, bytes, options, limit)))
        .unwrap_or_else(|_| Err(open::damaged(path, "its reader gave up")))
}

fn grids(path: &Path, bytes: &[u8], options: &ReadOptions, limit: Option<usize>) -> Result<Vec<Grid>, IngestError> {
    let mut book = open::open(path, bytes)?;
    let Names { wanted, hidden } = names(path, &book, options.sheet.as_deref())?;
    let mut grids = Vec::new();
    for name in wanted {
        let sheet = sheet::read(&mut book, &name, table::wanted_rows(limit)).map_err(|it| open::refusal(path, &it))?;
        let Some(sheet) = sheet else { continue };
        if let Some(grid) = table::grid(path, sheet, options, limit)? {
            grids.push(Grid { sheet: Some(name), ..grid });
        }
    }
    // a sheet with known headers in front of one with instructions only
    if options.sheet.is_none() {
        let knows = |grid: &Grid| grid.records > 0 && grid.headers.iter().any(|header| dictionary::knows(header));
        if grids.iter().any(knows) {
            grids.retain(knows);
        }
    }
    match grids.first_mut() {
        Some(first) => {
            if !hidden.is_empty() {
                first.damage.insert("hidden_sheets", hidden.len() as u64);
            }
            first.hidden_sheets = hidden;
            Ok(grids)
        }
        None if hidden.is_empty() => Err(IngestError::Empty { path: path.into() }),
        None => Err(IngestError::OnlyHidden { path: path.into(), sheets: hidden }),
    }
}

/// The sheets of a workbook by what becomes of them.
struct Names {
    /// Read, in the order of the workbook.
    wanted: Vec<String>,
    /// Left out because they are hidden.
    hidden: Vec<String>,
}

fn names(path: &Path, book: &Book<'_>, wanted: Option<&str>) -> Result<Names, IngestError> {
    let sheets = || book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let Some(wanted) = wanted else {
        let (visible, hidden) = sheets().partition::<Vec<_>, _>(|sheet| sheet.visible == SheetVisible::Visible);
        let names = |sheets: Vec<&calamine::Sheet>| sheets.into_iter().map(|sheet| sheet.name.clone()).collect();
        return Ok(Names { wanted: names(visible), hidden: names(hidden) });
    };
    if sheets().any(|sheet| sheet.name == wanted) {
        return Ok(Names { wanted: vec![wanted.to_string()], hidden: Vec::new() });
    }
    let sheets = sheets().map(|sheet| sheet.name.clone()).collect();
    Err(IngestError::NoSheet { path: path.into(), sheet: wanted.into(), sheets })
}

#[cfg(test)]
mod tests;
