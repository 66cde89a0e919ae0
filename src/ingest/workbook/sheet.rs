//! One sheet as its filled cells, whatever the format: sparse, so that a stray cell in the last row costs nothing.

use super::cell::{Shown, owned, shown};
use super::open::Book;
use super::zeros::Zeros;
use crate::ingest::rows::HEADER_SEARCH;
use crate::kernel::text::is_spreadsheet_error;
use calamine::{Data, DataRef, Dimensions, Error, Ods, Range, Reader, Sheets, Xls, Xlsb, XlsbError, Xlsx, XlsxError};
use std::borrow::Cow;
use std::io::{Read, Seek};

/// A filled cell.
#[derive(Debug)]
pub(super) struct Cell<'a> {
    /// 0-based row of the sheet.
    pub row: u32,
    /// 0-based column of the sheet.
    pub column: u32,
    /// The value; of a cell in error what stands in its place.
    pub text: Cow<'a, str>,
    /// True for `#REF!` and its like, and for formulas without a result.
    pub failed: bool,
}

/// The filled cells of a sheet, by row and column.
#[derive(Debug, Default)]
pub(super) struct Sheet<'a> {
    /// Sorted by row and column.
    pub cells: Vec<Cell<'a>>,
    /// Merged ranges, where the format tells them and the head of the sheet may need them.
    pub merges: Vec<Dimensions>,
    /// True when reading ended at the wanted number of rows.
    pub is_cut: bool,
}

impl<'a> Sheet<'a> {
    fn push(&mut self, (row, column): (u32, u32), value: Shown<'a>) {
        let (text, failed) = match value {
            Shown::Nothing => return,
            Shown::Text(text) => (text, false),
            Shown::Error(text) => (text, true),
        };
        self.cells.push(Cell { row, column, text, failed });
    }

    /// Puts what cells show in place of their values.
    pub fn show(&mut self, texts: Vec<((u32, u32), String)>) {
        for (place, text) in texts {
            if let Ok(at) = self.cells.binary_search_by_key(&place, |cell| (cell.row, cell.column))
                && let Some(cell) = self.cells.get_mut(at)
            {
                cell.text = Cow::Owned(text);
            }
        }
    }

    fn fail(&mut self, at: (u32, u32), text: String) {
        self.push(at, Shown::Error(Cow::Owned(text)));
    }

    /// True when `row` lies behind the last one that is wanted.
    fn is_full(&mut self, row: u32, rows: Option<u32>) -> bool {
        let first = self.cells.first().map_or(row, |cell| cell.row);
        self.is_cut = rows.is_some_and(|rows| row.saturating_sub(first) >= rows);
        self.is_cut
    }

    fn sorted(mut self) -> Self {
        let key = |cell: &Cell| (cell.row, cell.column);
        if !self.cells.is_sorted_by_key(key) {
            self.cells.sort_by_key(key);
        }
        // broken files name a cell twice: the first one stays
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
        self
    }
}

/// Reads a sheet; `rows` ends it after that many rows, where the format allows. `None` for a chart or macro sheet.
pub(super) fn read<'a>(book: &'a mut Book<'_>, name: &str, rows: Option<u32>) -> Result<Option<Sheet<'a>>, Error> {
    let sheet = match book {
        Sheets::Xlsx(book) => match xlsx(book, name, rows) {
            Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
            sheet => sheet?,
        },
        Sheets::Xlsb(book) => xlsb(book, name, rows)?,
        Sheets::Xls(book) => xls(book, name)?,
        Sheets::Ods(book) => ods(book, name)?,
    };
    Ok(Some(sheet.sorted()))
}

fn xlsx<'a, R: Read + Seek>(book: &'a mut Xlsx<R>, name: &str, rows: Option<u32>) -> Result<Sheet<'a>, XlsxError> {
    let mut sheet = Sheet::default();
    if has_gaps(book, name)? {
        sheet.merges = book.merge_cells_by_sheet_name(name)?;
    }
    let formats = ZeroCells::of(book, name, rows)?;
    let mut styled = formats.cells.iter().peekable();
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut last = None;
    let mut lost: Option<String> = None;
    loop {
        let record = match reader.next_cell_with_formula_metadata() {
            Ok(Some(record)) => record,
            Ok(None) => break,
            // a value that its reader does not know costs the cell, not the sheet; where it stood shows the next one
            Err(XlsxError::CellError(text) | XlsxError::Unrecognized { val: text, .. }) => {
                lost = Some(text);
                continue;
            }
            Err(error) => return Err(error),
        };
        if sheet.is_full(record.pos.0, rows) {
            break;
        }
        if let Some(text) = lost.take() {
            sheet.fail(before(record.pos, last), text);
        }
        last = Some(record.pos);
        let zeros = styled.next_if(|(at, _)| *at == record.pos).and_then(|(_, style)| formats.get(*style));
        match record.formula {
            // a formula whose result is an empty text has one
            Some(formula) if record.value == DataRef::Empty && is_unanswered(&formula) => {
                sheet.fail(record.pos, formula_text(formula));
            }
            _ => sheet.push(record.pos, shown(record.value, zeros)),
        }
    }
    if let (Some(text), Some((row, column))) = (lost, last) {
        sheet.fail((row, column + 1), text);
    }
    Ok(sheet)
}

/// True when the first row has gaps that merged cells may explain; finding merged cells costs a pass over the sheet.
fn has_gaps<R: Read + Seek>(book: &mut Xlsx<R>, name: &str) -> Result<bool, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let (mut first, mut filled) = (None, 0_u32);
    let (mut left, mut right) = (u32::MAX, 0);
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(_) => return Ok(true),
        };
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        let (row, column) = cell.get_position();
        let first = *first.get_or_insert(row);
        if row.saturating_sub(first) >= HEADER_SEARCH as u32 {
            break;
        }
        filled += u32::from(row == first);
        (left, right) = (left.min(column), right.max(column));
    }
    Ok(first.is_some() && filled < right - left + 1)
}

/// The cells whose number format shows zeros in front.
#[derive(Default)]
struct ZeroCells {
    /// By style.
    formats: Vec<Option<Zeros>>,
    /// Position and style, in the order of the sheet.
    cells: Vec<((u32, u32), usize)>,
}

impl ZeroCells {
    /// Costs a pass over the sheet when the workbook has such a format.
    fn of<R: Read + Seek>(book: &mut Xlsx<R>, name: &str, rows: Option<u32>) -> Result<Self, XlsxError> {
        let mut reader = book.worksheet_cells_reader(name)?;
        let format = |style: &calamine::Style| Zeros::parse(&style.number_format.as_ref()?.format_code);
        let formats: Vec<Option<Zeros>> = reader.styles().iter().map(format).collect();
        if formats.iter().all(Option::is_none) {
            return Ok(Self::default());
        }
        let mut found = Self { formats, cells: Vec::new() };
        let mut first = None;
        while let Some((row, column, style)) = reader.next_style_id()? {
            let first = *first.get_or_insert(row);
            // the values may begin further down
            if rows.is_some_and(|rows| row.saturating_sub(first) > rows.saturating_mul(2)) {
                break;
            }
            if found.get(style).is_some() {
                found.cells.push(((row, column), style));
            }
        }
        Ok(found)
    }

    fn get(&self, style: usize) -> Option<&Zeros> {
        self.formats.get(style)?.as_ref()
    }
}

/// The place in front of a cell, or behind the last one when that is taken.
fn before((row, column): (u32, u32), last: Option<(u32, u32)>) -> (u32, u32) {
    match (column.checked_sub(1).map(|column| (row, column)), last) {
        (Some(before), last) if last.is_none_or(|last| last < before) => before,
        (_, Some((row, column))) => (row, column + 1),
        _ => (row, column),
    }
}

fn is_unanswered(formula: &calamine::XlsxFormulaMetadata) -> bool {
    !matches!(formula, calamine::XlsxFormulaMetadata::Normal { formula } if formula.is_empty())
}

fn formula_text(formula: calamine::XlsxFormulaMetadata) -> String {
    use calamine::XlsxFormulaMetadata::{Normal, Shared};
    match formula {
        Normal { formula } | Shared { formula, .. } => format!("={formula}"),
        _ => "=".into(),
    }
}

fn xlsb<'a, R: Read + Seek>(book: &'a mut Xlsb<R>, name: &str, rows: Option<u32>) -> Result<Sheet<'a>, XlsbError> {
    let formulas = book.worksheet_formula(name)?;
    let mut sheet = Sheet::default();
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some(cell) = reader.next_cell()? {
        let at = cell.get_position();
        if sheet.is_full(at.0, rows) {
            break;
        }
        sheet.push(at, shown(cell.get_value().clone(), None));
    }
    fail_unanswered(&mut sheet, &formulas);
    Ok(sheet)
}

fn xls<R: Read + Seek>(book: &mut Xls<R>, name: &str) -> Result<Sheet<'static>, Error> {
    let mut sheet = filled(&book.worksheet_range(name).map_err(Error::Xls)?);
    sheet.merges = book.merge_cells_by_sheet_name(name).map_err(Error::Xls)?;
    fail_unanswered(&mut sheet, &book.worksheet_formula(name).map_err(Error::Xls)?);
    Ok(sheet)
}

fn ods<R: Read + Seek>(book: &mut Ods<R>, name: &str) -> Result<Sheet<'static>, Error> {
    let mut sheet = filled(&book.worksheet_range(name).map_err(Error::Ods)?);
    let formulas = book.worksheet_formula(name).map_err(Error::Ods)?;
    // its reader gives errors as text: one that a formula gives is none
    for cell in &mut sheet.cells {
        let calculated = || formulas.get_value((cell.row, cell.column)).is_some_and(|formula| !formula.is_empty());
        cell.failed = is_spreadsheet_error(&cell.text) && calculated();
    }
    fail_unanswered(&mut sheet, &formulas);
    Ok(sheet)
}

fn filled(range: &Range<Data>) -> Sheet<'static> {
    let mut sheet = Sheet::default();
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        sheet.push((top + row as u32, left + column as u32), shown(owned(value), None));
    }
    sheet
}

/// Formulas without a result, where the reader tells formulas and values apart only.
fn fail_unanswered(sheet: &mut Sheet<'_>, formulas: &Range<String>) {
    let (top, left) = formulas.start().unwrap_or_default();
    let end = sheet.cells.last().map(|cell| cell.row);
    let known = sheet.cells.len();
    for (row, column, formula) in formulas.used_cells() {
        let at = (top + row as u32, left + column as u32);
        let answered = sheet.cells[..known].binary_search_by_key(&at, |cell| (cell.row, cell.column)).is_ok();
        let is_behind = sheet.is_cut && end.is_some_and(|end| at.0 > end);
        if !(formula.is_empty() || answered || is_behind) {
            sheet.fail(at, format!("={formula}"));
        }
    }
}
