//! One table of one file before it means anything: names, text columns, what was skipped and what was refused.

use super::cell::{self, Doubts};
use super::fit::{Fit, Placement};
use super::rows;
use polars::prelude::*;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A line that is not data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// 1-based physical line, or row of a sheet.
    pub line: u64,
    /// `preamble`, `blank`, `separator_hint`, `metadata`, `group_header`, `repeated_header`, `total` or `footer`.
    pub code: &'static str,
}

/// A record that was refused, before it is known which source it belongs to.
#[derive(Debug, Clone)]
pub struct Refused {
    /// 1-based ordinal of the data record in its file.
    pub row: i64,
    /// The record as it stands in the file.
    pub raw: String,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

/// Something noticed about a cell while it was read; becomes a finding.
#[derive(Debug, Clone)]
pub struct CellNote {
    /// Index of the row among the rows of the grid.
    pub row: u32,
    /// Index of the column.
    pub column: u32,
    /// Stable code of the families `text` and `cell`.
    pub code: &'static str,
    /// The cell as it stands in the file.
    pub original: String,
}

/// One table of one file.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// What was noticed about cells, by row and column.
    pub notes: Vec<CellNote>,
    /// What was noticed about the file: kind of damage → count.
    pub damage: BTreeMap<&'static str, u64>,
    /// Unique column names, in file order.
    pub headers: Vec<String>,
    /// What stands above each header in a row that groups columns; empty where nothing does, or no such row.
    pub groups: Vec<String>,
    /// Text columns, cleaned; empty cells are null.
    pub columns: Vec<StringChunked>,
    /// 1-based ordinal of each row among the data records of the file.
    pub source_row: Vec<i64>,
    /// Data records read, refused ones included.
    pub records: u64,
    /// Refused records.
    pub refused: Vec<Refused>,
    /// Lines that are not data.
    pub skipped: Vec<Skipped>,
    /// 1-based physical line of the header; `None` when there is none.
    pub header_row: Option<u64>,
    /// True when a header was looked for and not found.
    pub headerless: bool,
    /// Name of the sheet.
    pub sheet: Option<String>,
    /// Sheets of the workbook that are hidden and therefore not read; on its first grid only.
    pub hidden_sheets: Vec<String>,
    /// Lower-case WHATWG label.
    pub encoding: Option<String>,
    /// Delimiter.
    pub delimiter: Option<u8>,
    /// Quote.
    pub quote: Option<u8>,
    /// `lf`, `crlf`, `cr` or `mixed`.
    pub newline: Option<&'static str>,
    /// True when the reader stopped at a limit.
    pub limited: bool,
    /// Data records of the whole file, where the reader knows without reading them.
    pub expected: Option<u64>,
}

impl Grid {
    /// Rows kept.
    pub fn height(&self) -> usize {
        self.source_row.len()
    }

    /// Reads every cell, for formats whose cells are no lines of text and were taken as they are.
    pub fn clean(&mut self) {
        let read = |(at, column): (usize, &mut StringChunked)| {
            let mut notes = Vec::new();
            let cells: Vec<Option<Cow<str>>> = column
                .iter()
                .enumerate()
                .map(|(row, written)| {
                    let written = written?;
                    let cell::Cell { text, code } = cell::read(Cow::Borrowed(written), Doubts::about(written));
                    if let (Some(code), Ok(row), Ok(column)) = (code, u32::try_from(row), u32::try_from(at)) {
                        notes.push(CellNote { row, column, code, original: written.trim().to_string() });
                    }
                    Some(text).filter(|text| !text.is_empty())
                })
                .collect();
            let texts = StringChunked::from_iter_options(PlSmallStr::EMPTY, cells.into_iter());
            *column = texts;
            notes
        };
        let notes: Vec<Vec<CellNote>> = self.columns.par_iter_mut().enumerate().map(read).collect();
        self.notes.extend(notes.into_iter().flatten());
    }

    /// Adds to the damage of the file.
    pub fn count(&mut self, kind: &'static str, number: u64) {
        if number > 0 {
            *self.damage.entry(kind).or_default() += number;
        }
    }

    /// Drops columns at the end that have neither a header nor a value. `named` tells which columns had a header.
    pub fn drop_empty_tail(&mut self, named: &[bool]) {
        while let Some(last) = self.columns.last() {
            let at = self.columns.len() - 1;
            if named.get(at).copied().unwrap_or(false) || last.null_count() < last.len() {
                break;
            }
            self.columns.pop();
            self.headers.truncate(at);
            self.groups.truncate(at);
            self.count("empty_columns", 1);
        }
    }
}

/// Unique names for header cells: empty ones become `column_N`, repeated ones get `_2`, `_3`.
pub(super) fn unique_headers<S: AsRef<str>>(cells: &[S]) -> Vec<String> {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut names = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let base = match cell.as_ref() {
            "" => format!("column_{}", at + 1),
            text => text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let mut name = base.clone();
        let mut count = 2;
        while !seen.insert(name.clone()) {
            name = format!("{base}_{count}");
            count += 1;
        }
        names.push(name);
    }
    names
}

/// Where the cells of a record come from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'a> {
    /// A line of text; `foreign` when it was written in another encoding than the rest of the file.
    Line { text: &'a str, foreign: bool },
    /// A row of a sheet or table.
    Row,
}

/// Fills columns record by record and sorts out what is not a data record.
pub(super) struct Body<'h> {
    header: &'h [String],
    fit: Option<&'h Fit>,
    builders: Vec<StringChunkedBuilder>,
    done: Stretch,
}

/// What [`Body`] gathered from a stretch of records; row numbers count from the stretch's first record.
#[derive(Default)]
pub(super) struct Stretch {
    pub columns: Vec<StringChunked>,
    pub rows: Vec<i64>,
    pub records: i64,
    pub refused: Vec<Refused>,
    /// Index of the record, and why it is not data.
    pub skipped: Vec<(usize, &'static str)>,
    /// Rows count from the first of this stretch.
    pub notes: Vec<CellNote>,
    /// Records with fewer cells than the header has.
    pub short: u64,
}

impl<'h> Body<'h> {
    /// An empty body; `header` holds the cells of the header as they stand in the file (empty: no header). `fit` knows
    /// what the columns hold, for records whose cells have slipped.
    pub fn new(width: usize, header: &'h [String], fit: Option<&'h Fit>, capacity: usize) -> Self {
        let builders = (0..width).map(|_| StringChunkedBuilder::new(PlSmallStr::EMPTY, capacity)).collect();
        let done = Stretch { rows: Vec::with_capacity(capacity), ..Stretch::default() };
        Self { header, fit, builders, done }
    }

    /// Data records so far.
    pub fn records(&self) -> i64 {
        self.done.records
    }

    /// Takes one record. The cells are used up.
    pub fn push(&mut self, index: usize, cells: &mut Vec<Cow<'_, str>>, origin: Origin) {
        let doubts = match origin {
            Origin::Line { text, .. } => Doubts::about(text),
            Origin::Row => Doubts::about_cells(cells),
        };
        let noted = self.done.notes.len();
        let filled = self.read(cells, doubts, origin);
        let why = match filled {
            0 => Some("blank"),
            _ if rows::repeats_header(cells, self.header) => Some("repeated_header"),
            _ => rows::no_data(cells, filled, self.builders.len()),
        };
        if let Some(why) = why {
            self.done.notes.truncate(noted);
            self.done.skipped.push((index, why));
            return;
        }
        self.done.records += 1;
        match self.place(cells, noted) {
            Ok(()) => self.append(cells),
            Err((code, message)) => {
                self.done.notes.truncate(noted);
                let raw = match origin {
                    Origin::Line { text, .. } => text.to_string(),
                    Origin::Row => cells.join("\t"),
                };
                self.refuse(raw, code, message);
            }
        }
    }

    /// Cleans the cells and notes what was done; gives how many hold something.
    fn read(&mut self, cells: &mut [Cow<'_, str>], doubts: Doubts, origin: Origin) -> usize {
        let row = u32::try_from(self.done.rows.len()).unwrap_or(u32::MAX);
        let foreign = matches!(origin, Origin::Line { foreign: true, .. });
        let mut filled = 0;
        for (at, slot) in cells.iter_mut().enumerate() {
            if let Cow::Borrowed(text) = slot
                && let Some(plain) = cell::plain(text, doubts)
            {
                filled += usize::from(!plain.is_empty());
                *slot = Cow::Borrowed(plain);
                continue;
            }
            let written = std::mem::take(slot);
            // borrowed but for the few cells with doubled quotes
            let original = written.clone();
            let cell::Cell { text, mut code } = cell::read(written, doubts);
            if foreign && code.is_none() && !text.is_ascii() {
                code = Some("text.code_page");
            }
            filled += usize::from(!text.is_empty());
            if let (Some(code), Ok(column)) = (code, u32::try_from(at)) {
                self.done.notes.push(CellNote { row, column, code, original: original.trim().to_string() });
            }
            *slot = text;
        }
        filled
    }

    /// Brings the cells under their headers, or says why that cannot be done.
    fn place(&mut self, cells: &mut Vec<Cow<'_, str>>, noted: usize) -> Result<(), (&'static str, String)> {
        let width = self.builders.len();
        let surplus = cells.get(width..).is_some_and(|surplus| surplus.iter().any(|cell| !cell.is_empty()));
        let short = cells.len() < width;
        self.done.short += u64::from(short);
        let suspicious = match self.fit {
            Some(fit) => surplus || short || fit.is_doubtful(cells),
            None => surplus,
        };
        if !suspicious {
            return Ok(());
        }
        match self.fit.map_or(Placement::Unknown, |fit| fit.place(cells)) {
            Placement::AsIs if !surplus => Ok(()),
            Placement::Moved(placed) => {
                self.note_move(cells, &placed, noted);
                *cells = placed.into_iter().map(Cow::Owned).collect();
                Ok(())
            }
            Placement::Unknown if !surplus && short => Ok(()),
            Placement::Unknown if !surplus => {
                let message =
                    "cells stand under the wrong headers, and it cannot be told where they belong".to_string();
                Err(("ingest.shifted", message))
            }
            Placement::AsIs | Placement::Unknown => {
                let message = format!(
                    "{} cells where the header has {width}; a delimiter inside a value needs quotes around it",
                    cells.len()
                );
                Err(("ingest.too_many_cells", message))
            }
        }
    }

    /// One note a record that was put right, in place of those about its cells.
    fn note_move(&mut self, cells: &[Cow<'_, str>], placed: &[String], noted: usize) {
        self.done.notes.truncate(noted);
        let row = u32::try_from(self.done.rows.len()).unwrap_or(u32::MAX);
        let first = placed.iter().enumerate().position(|(at, cell)| cells.get(at).is_none_or(|old| old != cell));
        let column = u32::try_from(first.unwrap_or(0)).unwrap_or(0);
        let original = cells.join(" | ");
        self.done.notes.push(CellNote { row, column, code: "cell.realigned", original });
    }

    fn append(&mut self, cells: &[Cow<'_, str>]) {
        self.done.rows.push(self.done.records);
        for (at, builder) in self.builders.iter_mut().enumerate() {
            match cells.get(at) {
                Some(cell) if !cell.is_empty() => builder.append_value(cell.as_ref()),
                _ => builder.append_null(),
            }
        }
    }

    fn refuse(&mut self, raw: String, code: &'static str, message: String) {
        self.done.refused.push(Refused { row: self.done.records, raw: shortened(raw), code, message });
    }

    /// Counts a record that is too long to be looked at; `head` is its beginning.
    pub fn too_long(&mut self, head: &str, limit: usize) {
        self.done.records += 1;
        let message = format!("the record is longer than {} MB; is a quote missing?", limit >> 20);
        self.refuse(head.to_string(), "ingest.too_long", message);
    }

    /// The columns and counts.
    pub fn finish(mut self) -> Stretch {
        self.done.columns = self.builders.into_iter().map(StringChunkedBuilder::finish).collect();
        self.done
    }
}

/// Keeps what is refused readable: nobody looks at more than a page of it.
fn shortened(raw: String) -> String {
    const LONGEST: usize = 4000;
    match raw.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", raw.get(..at).unwrap_or_default()),
        None => raw,
    }
}

/// Puts stretches together in order: columns, row numbers, refusals, and the skipped records by index.
pub(super) fn join(width: usize, stretches: Vec<Stretch>, grid: &mut Grid) -> PolarsResult<Vec<(usize, &'static str)>> {
    let mut columns: Vec<StringChunked> = Vec::with_capacity(width);
    let mut skipped = Vec::new();
    let mut offset = 0;
    for stretch in stretches {
        let before = u32::try_from(grid.source_row.len()).unwrap_or(u32::MAX);
        grid.notes
            .extend(stretch.notes.into_iter().map(|note| CellNote { row: note.row.saturating_add(before), ..note }));
        grid.count("short_records", stretch.short);
        if columns.is_empty() {
            columns = stretch.columns;
        } else {
            for (column, more) in columns.iter_mut().zip(&stretch.columns) {
                column.append(more)?;
            }
        }
        grid.source_row.extend(stretch.rows.iter().map(|row| row + offset));
        grid.refused
            .extend(stretch.refused.into_iter().map(|refused| Refused { row: refused.row + offset, ..refused }));
        skipped.extend(stretch.skipped);
        offset += stretch.records;
    }
    if columns.is_empty() {
        columns = (0..width).map(|_| StringChunked::full_null(PlSmallStr::EMPTY, 0)).collect();
    }
    grid.columns = columns;
    grid.records = u64::try_from(offset).unwrap_or_default();
    Ok(skipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_become_unique() {
        assert_eq!(
            unique_headers(&["Tel", "", "Tel", "Tel_2", "A  B"]),
            ["Tel", "column_2", "Tel_2", "Tel_2_2", "A B"]
        );
    }

    #[test]
    fn short_records_are_padded_and_long_ones_refused() {
        let header: Vec<String> = ["a", "b"].map(String::from).to_vec();
        let mut body = Body::new(2, &header, None, 4);
        let mut push = |index, cells: &[&'static str]| {
            let mut cells: Vec<Cow<str>> = cells.iter().map(|&cell| Cow::Borrowed(cell)).collect();
            body.push(index, &mut cells, Origin::Row);
        };
        push(0, &["1"]);
        push(1, &["1", "2", "3"]);
        push(2, &["1", "2", " "]);
        push(3, &["", " "]);
        push(4, &["A", "b"]);
        push(5, &["a", "b"]);
        let done = body.finish();
        assert_eq!(done.rows, [1, 3, 4]);
        assert_eq!(done.records, 4);
        assert_eq!((done.refused[0].row, done.refused[0].raw.as_str(), done.short), (2, "1\t2\t3", 1));
        assert_eq!(done.skipped, [(3, "blank"), (5, "repeated_header")]);
        assert_eq!(done.columns[1].get(0), None);
    }
}
