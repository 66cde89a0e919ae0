//! One table of one file before it means anything: names, text columns, what was skipped and what was refused.

use super::records::clean;
use super::rows;
use polars::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A line that is not data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// 1-based physical line, or row of a sheet.
    pub line: u64,
    /// `preamble`, `blank`, `separator_hint`, `repeated_header`, `total` or `footer`.
    pub code: &'static str,
}

/// A record that was refused, before it is known which source it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Refused {
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
pub(super) struct CellNote {
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
    /// First cells of a file without header, for the error.
    pub first_cells: String,
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

    /// Drops columns at the end that have neither a header nor a value. `named` tells which columns had a header.
    pub fn drop_empty_tail(&mut self, named: &[bool]) {
        while let Some(last) = self.columns.last() {
            let at = self.columns.len() - 1;
            if named.get(at).copied().unwrap_or(false) || last.null_count() < last.len() {
                break;
            }
            self.columns.pop();
            self.headers.truncate(at);
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

/// Fills columns record by record and sorts out what is not a data record.
pub(super) struct Body<'h> {
    header: &'h [String],
    builders: Vec<StringChunkedBuilder>,
    rows: Vec<i64>,
    records: i64,
    refused: Vec<Refused>,
    skipped: Vec<(usize, &'static str)>,
}

/// What [`Body`] gathered from a stretch of records; row numbers count from the stretch's first record.
pub(super) struct Stretch {
    pub columns: Vec<StringChunked>,
    pub rows: Vec<i64>,
    pub records: i64,
    pub refused: Vec<Refused>,
    /// Index of the record, and why it is not data.
    pub skipped: Vec<(usize, &'static str)>,
}

impl<'h> Body<'h> {
    /// An empty body; `header` holds the cells of the header as they stand in the file (empty: no header).
    pub fn new(width: usize, header: &'h [String], capacity: usize) -> Self {
        let builders = (0..width).map(|_| StringChunkedBuilder::new(PlSmallStr::EMPTY, capacity)).collect();
        let rows = Vec::with_capacity(capacity);
        Self { header, builders, rows, records: 0, refused: Vec::new(), skipped: Vec::new() }
    }

    /// Data records so far.
    pub fn records(&self) -> i64 {
        self.records
    }

    /// Takes one record; `raw` gives its text when it has to be refused.
    pub fn push(&mut self, index: usize, cells: &mut Vec<Cow<'_, str>>, raw: impl FnOnce() -> String) {
        let mut filled = 0_usize;
        for cell in cells.iter_mut() {
            let cleaned = clean(std::mem::take(cell));
            filled += usize::from(!cleaned.is_empty());
            *cell = cleaned;
        }
        if filled == 0 {
            self.skipped.push((index, "blank"));
            return;
        }
        if rows::repeats_header(cells, self.header) {
            self.skipped.push((index, "repeated_header"));
            return;
        }
        if rows::is_total(cells, filled) {
            self.skipped.push((index, "total"));
            return;
        }
        self.records += 1;
        let width = self.builders.len();
        if let Some(surplus) = cells.get(width..)
            && surplus.iter().any(|cell| !cell.is_empty())
        {
            let message = format!(
                "{} cells where the header has {width}; a delimiter inside a value needs quotes around it",
                cells.len()
            );
            self.refused.push(Refused { row: self.records, raw: raw(), code: "ingest.too_many_cells", message });
            return;
        }
        self.rows.push(self.records);
        for (at, builder) in self.builders.iter_mut().enumerate() {
            match cells.get(at) {
                Some(cell) if !cell.is_empty() => builder.append_value(cell.as_ref()),
                _ => builder.append_null(),
            }
        }
    }

    /// The columns and counts.
    pub fn finish(self) -> Stretch {
        Stretch {
            columns: self.builders.into_iter().map(StringChunkedBuilder::finish).collect(),
            rows: self.rows,
            records: self.records,
            refused: self.refused,
            skipped: self.skipped,
        }
    }
}

/// Puts stretches together in order: columns, row numbers, refusals, and the skipped records by index.
pub(super) fn join(width: usize, stretches: Vec<Stretch>, grid: &mut Grid) -> PolarsResult<Vec<(usize, &'static str)>> {
    let mut columns: Vec<StringChunked> = Vec::with_capacity(width);
    let mut skipped = Vec::new();
    let mut offset = 0;
    for stretch in stretches {
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
        let mut body = Body::new(2, &header, 4);
        let mut push = |index, cells: &[&'static str]| {
            let mut cells: Vec<Cow<str>> = cells.iter().map(|&cell| Cow::Borrowed(cell)).collect();
            body.push(index, &mut cells, || "raw".into());
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
        assert_eq!(done.refused[0].row, 2);
        assert_eq!(done.skipped, [(3, "blank"), (5, "repeated_header")]);
        assert_eq!(done.columns[1].get(0), None);
    }
}
