//! A sheet → grid: where its table begins, which row is its header, what stands around it.

use super::sheet::{Cell, Sheet};
use crate::ingest::error::IngestError;
use crate::ingest::cell::clean;
use crate::ingest::grid::{Body, CellNote, Grid, Origin, Skipped, join, unique_headers};
use crate::ingest::rows::{FOOTER_SEARCH, HEADER_SEARCH, Head, Header, find_footer};
use crate::pipeline::plan::ReadOptions;
use calamine::Dimensions;
use std::borrow::Cow;
use std::path::Path;

/// Columns a sheet can have.
const MAX_COLUMNS: usize = 16_384;
/// Places between the first and the last filled cell, empty ones included: 4 GB as columns.
const MAX_PLACES: usize = 1 << 28;

/// The rows of a sheet that are wanted when so many records are: with room for what is none of them.
pub(super) fn wanted_rows(limit: Option<usize>) -> Option<u32> {
    limit.map(|limit| u32::try_from(limit.saturating_add(2 * HEADER_SEARCH)).unwrap_or(u32::MAX))
}

/// The rectangle around the filled cells.
#[derive(Clone, Copy)]
struct Bounds {
    top: u32,
    left: u32,
    height: usize,
    width: usize,
}

impl Bounds {
    fn of(cells: &[Cell<'_>]) -> Option<Self> {
        let (top, bottom) = (cells.first()?.row, cells.last()?.row);
        let left = cells.iter().map(|cell| cell.column).min()?;
        let right = cells.iter().map(|cell| cell.column).max()?;
        Some(Self { top, left, height: (bottom - top) as usize + 1, width: (right - left) as usize + 1 })
    }

    /// 1-based row of the sheet.
    fn line(&self, at: usize) -> u64 {
        u64::from(self.top) + at as u64 + 1
    }

    /// Index of a row of the sheet.
    fn index(&self, row: u32) -> Option<usize> {
        row.checked_sub(self.top).map(|at| at as usize)
    }
}

/// The filled cells of one row.
fn row_cells<'s, 'a>(cells: &'s [Cell<'a>], bounds: Bounds, at: usize) -> &'s [Cell<'a>] {
    let row = u64::from(bounds.top) + at as u64;
    let from = cells.partition_point(|cell| u64::from(cell.row) < row);
    let to = cells.partition_point(|cell| u64::from(cell.row) <= row);
    &cells[from..to]
}

/// One row as cleaned text in all columns; cells in error are empty.
fn dense(cells: &[Cell<'_>], bounds: Bounds, at: usize) -> Vec<String> {
    let mut row = vec![String::new(); bounds.width];
    for cell in row_cells(cells, bounds, at).iter().filter(|cell| !cell.failed) {
        row[(cell.column - bounds.left) as usize] = clean(Cow::Borrowed(&*cell.text)).into_owned();
    }
    row
}

/// Reads the table of a sheet; `None` when the sheet is empty.
pub(super) fn grid(
    path: &Path,
    mut sheet: Sheet<'_>,
    options: &ReadOptions,
    limit: Option<usize>,
) -> Result<Option<Grid>, IngestError> {
    let Some(bounds) = Bounds::of(&sheet.cells) else { return Ok(None) };
    if bounds.width > MAX_COLUMNS || bounds.width.saturating_mul(bounds.height) > MAX_PLACES {
        let far = sheet.cells.iter().max_by_key(|cell| cell.column).map_or(0, |cell| cell.row + 1);
        let size =
            format!("{} rows of {} columns; the last column is filled in row {far}", bounds.height, bounds.width);
        return Err(IngestError::TooLarge { path: path.into(), what: "sheet", detail: size });
    }
    let mut head: Vec<Vec<String>> =
        (0..bounds.height.min(HEADER_SEARCH)).map(|at| dense(&sheet.cells, bounds, at)).collect();
    fill_down(&mut head, &sheet.merges, bounds);
    let pinned = match options.header_row {
        None => None,
        Some(0) => Some(Header::None(0)),
        Some(wanted) => match bounds.index(wanted.saturating_sub(1)) {
            Some(at) if at < bounds.height => Some(Header::At(at)),
            _ => return Err(IngestError::HeaderRow { path: path.into(), row: wanted }),
        },
    };
    if let Some(Header::At(at)) = pinned {
        head.extend((head.len()..=at).map(|at| dense(&sheet.cells, bounds, at)));
    }
    let Head { mut names, groups, header_at, from, skipped: around } = Head::of(&head, pinned);
    names.resize(bounds.width, String::new());
    let to = if sheet.is_cut { bounds.height } else { footer(&sheet.cells, bounds, from) };
    let repeated: &[String] = if header_at.is_some() { &names } else { &[] };
    let mut grid = Grid {
        headers: unique_headers(&names),
        header_row: header_at.map(|at| bounds.line(at)),
        headerless: header_at.is_none(),
        groups,
        ..Grid::default()
    };
    let is_filled = |at: usize| !row_cells(&sheet.cells, bounds, at).is_empty();
    let outside = |at: usize, code| (at, if is_filled(at) { code } else { "blank" });
    // a cell merged over several columns groups them, whatever else stands in its row
    let skipped: Vec<(usize, &'static str)> = around
        .into_iter()
        .map(|(at, code)| match code {
            "preamble" if is_group(&sheet.merges, bounds, at) => (at, "group_header"),
            code => (at, code),
        })
        .collect();
    let below: Vec<(usize, &'static str)> = (to..bounds.height).map(|at| outside(at, "footer")).collect();

    let body = fill(&mut sheet.cells, bounds, from..to, repeated, limit, &mut grid);
    let within =
        join(bounds.width, vec![body], &mut grid).map_err(|source| IngestError::Frame { path: path.into(), source })?;
    grid.limited = sheet.is_cut || limit.is_some_and(|limit| grid.records >= limit as u64);
    grid.drop_empty_tail(&names.iter().map(|name| !name.is_empty()).collect::<Vec<_>>());
    keep_notes(&mut grid);
    let below = if grid.limited { Vec::new() } else { below };
    let lines = skipped.into_iter().chain(within).chain(below);
    grid.skipped = lines.map(|(at, code)| Skipped { line: bounds.line(at), code }).collect();
    Ok(Some(grid))
}

/// A header cell merged over several rows names its column in each of them.
fn fill_down(head: &mut [Vec<String>], merges: &[Dimensions], bounds: Bounds) {
    for merge in merges.iter().filter(|merge| merge.start.1 == merge.end.1 && merge.start.0 < merge.end.0) {
        let column = merge.start.1.checked_sub(bounds.left).map(|column| column as usize);
        let (Some(top), Some(column)) = (bounds.index(merge.start.0), column) else { continue };
        let Some(name) = head.get(top).and_then(|row| row.get(column)).cloned() else { continue };
        let height = (merge.end.0 - merge.start.0) as usize;
        for row in head.iter_mut().skip(top + 1).take(height) {
            if let Some(cell) = row.get_mut(column) {
                cell.clone_from(&name);
            }
        }
    }
}

/// True when the row names groups of columns: a cell merged over several columns, but not over the whole table.
fn is_group(merges: &[Dimensions], bounds: Bounds, at: usize) -> bool {
    merges.iter().any(|merge| {
        let columns = merge.end.1.saturating_sub(merge.start.1) as usize + 1;
        bounds.index(merge.start.0) == Some(at) && columns > 1 && columns < bounds.width
    })
}

/// Index of the first row of the footer.
fn footer(cells: &[Cell<'_>], bounds: Bounds, from: usize) -> usize {
    let tail_from = bounds.height.saturating_sub(FOOTER_SEARCH).max(from);
    let tail: Vec<Vec<String>> = (tail_from..bounds.height).map(|at| dense(cells, bounds, at)).collect();
    tail_from + find_footer(&tail, bounds.width)
}

/// Fills the columns; takes the texts out of the cells and notes those in error.
fn fill(
    cells: &mut [Cell<'_>],
    bounds: Bounds,
    rows: std::ops::Range<usize>,
    header: &[String],
    limit: Option<usize>,
    grid: &mut Grid,
) -> crate::ingest::grid::Stretch {
    let limit = limit.map_or(i64::MAX, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let capacity = rows.len().min(usize::try_from(limit).unwrap_or(usize::MAX));
    let mut body = Body::new(bounds.width, header, None, capacity);
    let start = cells.partition_point(|cell| bounds.index(cell.row).is_some_and(|at| at < rows.start));
    let mut rest = &mut cells[start..];
    let mut texts: Vec<Cow<'_, str>> = Vec::with_capacity(bounds.width);
    let mut failed = Vec::new();
    for at in rows {
        if body.records() >= limit {
            break;
        }
        let count = rest.iter().take_while(|cell| bounds.index(cell.row) == Some(at)).count();
        let (row, behind) = std::mem::take(&mut rest).split_at_mut(count);
        rest = behind;
        texts.clear();
        texts.resize(bounds.width, Cow::Borrowed(""));
        for cell in row {
            let column = cell.column - bounds.left;
            let text = std::mem::take(&mut cell.text);
            if cell.failed {
                failed.push((column, text.into_owned()));
            } else if let Some(place) = texts.get_mut(column as usize) {
                *place = text;
            }
        }
        let before = body.records();
        body.push(at, &mut texts, Origin::Row);
        let kept = u32::try_from(before).ok().filter(|_| body.records() > before);
        for (column, original) in failed.drain(..) {
            match kept {
                Some(row) => grid.notes.push(CellNote { row, column, code: "cell.error", original }),
                // a row of nothing but errors is blank; that it was one is counted
                None => *grid.damage.entry("cell.error").or_default() += 1,
            }
        }
    }
    body.finish()
}

/// Notes on columns that were dropped become a count.
fn keep_notes(grid: &mut Grid) {
    let width = grid.headers.len();
    let before = grid.notes.len();
    grid.notes.retain(|note| (note.column as usize) < width);
    let dropped = (before - grid.notes.len()) as u64;
    if dropped > 0 {
        *grid.damage.entry("cell.error").or_default() += dropped;
    }
}
