//! CSV and its relatives → grid, block by block: a reader thread brings bytes, records are found in order and parsed in
//! parallel, and only the columns stay in memory.

mod dialect;
mod records;

use self::dialect::{Detected, HEAD, detect, unwrap};
use self::records::{Dialect, fitting_fields, split, trim_line_end};
pub(super) use self::records::newline_name;
use super::cell::clean;
use super::decode::{Chunk, Decoder, check_text};
use super::error::IngestError;
use super::fit::{self, Fit};
use super::grid::{Body, Grid, Origin, Skipped, Stretch, join, unique_headers};
use super::memory;
use super::open::Input;
use super::rows::{FOOTER_SEARCH, HEADER_SEARCH, Head, Header, find_footer};
use crate::pipeline::plan::ReadOptions;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::{ControlFlow, Range};
use std::path::Path;

/// Records that one task parses.
const STRETCH: usize = 16_384;
/// Longest record; what is longer is refused unseen.
const LONGEST: usize = 16 << 20;
/// Most columns; more are a delimiter that is none.
const MOST_COLUMNS: usize = 16_384;

/// Reads one delimited file; `limit` ends it after that many data records. With the hash of the file when it is asked
/// for.
///
/// # Errors
/// When the file cannot be read, is no text, is blank, or an option does not fit it.
pub(super) fn read(
    input: &Input,
    options: &ReadOptions,
    limit: Option<usize>,
    hash: bool,
) -> Result<(Grid, Option<String>), IngestError> {
    check_options(&input.path, options)?;
    let mut reading = Reading::new(&input.path, options, limit);
    let sha256 = input.blocks(hash, |block, last| reading.push(block, last))?;
    Ok((reading.finish(input.bytes)?, sha256))
}

fn check_options(path: &Path, options: &ReadOptions) -> Result<(), IngestError> {
    for (option, value) in [("delimiter", options.delimiter), ("quote", options.quote)] {
        if let Some(byte) = value.filter(|byte| !byte.is_ascii() || matches!(byte, b'\n' | b'\r' | 0)) {
            let remedy = "Use one ASCII character";
            return Err(IngestError::Option { path: path.into(), option, value: char::from(byte).to_string(), remedy });
        }
    }
    Ok(())
}

/// A file while it is read.
struct Reading<'o> {
    path: &'o Path,
    options: &'o ReadOptions,
    /// Data records that are wanted.
    left: usize,
    decoder: Option<Decoder>,
    layout: Option<Layout>,
    /// Text that waits for the rest of its record.
    carry: String,
    /// The carry is the middle of a record that was refused.
    skipping: bool,
    /// Line ends in front of the carry.
    lines: u64,
    /// Bytes of text that became records.
    parsed: u64,
    /// Bytes of memory that were free at the start.
    available: u64,
    stretches: Vec<Stretch>,
    grid: Grid,
}

impl<'o> Reading<'o> {
    fn new(path: &'o Path, options: &'o ReadOptions, limit: Option<usize>) -> Self {
        Self {
            path,
            options,
            left: limit.unwrap_or(usize::MAX),
            decoder: None,
            layout: None,
            carry: String::new(),
            skipping: false,
            lines: 0,
            parsed: 0,
            available: memory::available(),
            stretches: Vec::new(),
            grid: Grid::default(),
        }
    }

    /// Takes the next block of bytes.
    fn push(&mut self, block: &[u8], last: bool) -> Result<ControlFlow<()>, IngestError> {
        let before = std::mem::take(&mut self.carry);
        let first = self.layout.is_none();
        let decoder = match &mut self.decoder {
            Some(decoder) => decoder,
            None => self.decoder.insert(Decoder::new(self.path, block, self.options.encoding.as_deref())?),
        };
        let start = if first { 0 } else { before.len() };
        let Chunk { mut text, foreign } = decoder.push(before, block, last);
        let nuls = decoder.nuls;
        if first {
            if text.is_empty() && !last {
                self.carry = text;
                return Ok(ControlFlow::Continue(()));
            }
            check_text(self.path, &text, nuls)?;
            self.survey(&mut text, last)?;
        } else if self.layout.as_ref().is_some_and(|layout| layout.found.wrapped) {
            let unwrapped = unwrap(text.get(start..).unwrap_or_default());
            text.truncate(start);
            text.push_str(&unwrapped);
        }
        memory::check_growth(self.path, self.parsed + text.len() as u64, self.available)?;
        let Some(layout) = self.layout.take() else { return Ok(ControlFlow::Continue(())) };
        let flow = self.records(text, &foreign, first, last, &layout);
        self.layout = Some(layout);
        Ok(flow)
    }

    /// Learns from the first text how the file is laid out, and drops what stands in front of the first record.
    fn survey(&mut self, text: &mut String, last: bool) -> Result<(), IngestError> {
        let found = detect(text, self.options);
        if found.hint > 0 {
            self.grid.skipped.push(Skipped { line: 1, code: "separator_hint" });
            self.lines = 1;
            text.drain(..found.hint);
        }
        if found.wrapped {
            *text = unwrap(text);
        }
        self.grid.newline = newline_name(text.get(..floor(text, 1 << 16)).unwrap_or_default());
        self.grid.quote = found.dialect.quote.filter(|&quote| memchr::memchr(quote, text.as_bytes()).is_some());
        self.grid.delimiter = found.delimited.then_some(found.dialect.delimiter);
        let head = text.get(..floor(text, 4 * HEAD)).unwrap_or_default();
        let complete = last && head.len() == text.len();
        let layout = Layout::of(self.path, head, complete, found, self.options, self.lines)?;
        self.layout = Some(layout);
        Ok(())
    }

    /// Parses the complete records of a text and keeps the rest.
    fn records(
        &mut self,
        mut text: String,
        foreign: &[Range<usize>],
        first: bool,
        last: bool,
        layout: &Layout,
    ) -> ControlFlow<()> {
        let dialect = layout.found.dialect;
        if self.skipping {
            match dialect.line_behind(&text) {
                Some(at) => {
                    self.lines += dialect.lines(&text[..at]);
                    text.drain(..at);
                    self.skipping = false;
                }
                None if !last => return ControlFlow::Continue(()),
                None => text.clear(),
            }
        }
        let width = Some(layout.width).filter(|&width| width > 1);
        let found = split(&text, dialect, width, last);
        self.grid.count("unclosed_quotes", found.unclosed);
        let records = Records { text: &text, starts: &found.starts, dialect, foreign };
        let from = if first { layout.head.from.min(records.len()) } else { 0 };
        let to = if last { self.footer(&records, from, layout) } else { records.len() };
        let parsed = self.parse(&records, from, to, layout);
        let mut skipped = Vec::new();
        if first {
            skipped.extend(layout.head.skipped.iter().filter(|(at, _)| *at < from).copied());
        }
        for stretch in parsed {
            skipped.extend_from_slice(&stretch.skipped);
            self.left = self.left.saturating_sub(usize::try_from(stretch.records).unwrap_or(0));
            self.stretches.push(Stretch { skipped: Vec::new(), ..stretch });
        }
        let cut = self.left == 0;
        if !cut {
            let blank = |at: usize| records.cells(at).iter().all(String::is_empty);
            skipped.extend((to..records.len()).map(|at| (at, if blank(at) { "blank" } else { "footer" })));
        }
        self.locate(&records, &skipped, layout.head.header_at.filter(|_| first));
        let behind = found.starts.last().copied().unwrap_or(0);
        self.parsed += behind as u64;
        self.lines += dialect.lines(&text[..behind]);
        text.drain(..behind);
        if text.len() > LONGEST && !last {
            self.refuse_long(&text, layout);
            self.lines += dialect.lines(&text);
            text.clear();
        }
        self.carry = text;
        if cut { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn refuse_long(&mut self, text: &str, layout: &Layout) {
        let mut body = Body::new(layout.width, &[], None, 0);
        body.too_long(text.get(..floor(text, 400)).unwrap_or_default(), LONGEST);
        self.stretches.push(body.finish());
        self.left = self.left.saturating_sub(1);
        self.skipping = true;
    }

    /// Index of the first record of the footer.
    fn footer(&self, records: &Records, from: usize, layout: &Layout) -> usize {
        let tail = records.len().saturating_sub(FOOTER_SEARCH).max(from);
        let rows: Vec<Vec<String>> = (tail..records.len()).map(|at| records.cells(at)).collect();
        tail + find_footer(&rows, layout.width)
    }

    fn parse(&self, records: &Records, from: usize, to: usize, layout: &Layout) -> Vec<Stretch> {
        let spans: Vec<(usize, usize)> =
            (from..to).step_by(STRETCH).map(|from| (from, (from + STRETCH).min(to))).collect();
        if self.left == usize::MAX {
            return spans.into_par_iter().map(|(from, to)| stretch(records, layout, from, to, usize::MAX)).collect();
        }
        let mut left = self.left;
        let mut done = Vec::new();
        for (from, to) in spans {
            if left == 0 {
                break;
            }
            let part = stretch(records, layout, from, to, left);
            left = left.saturating_sub(usize::try_from(part.records).unwrap_or(0));
            done.push(part);
        }
        done
    }

    /// Turns indices of records into physical lines, for those that are no data and for the header.
    fn locate(&mut self, records: &Records, skipped: &[(usize, &'static str)], header_at: Option<usize>) {
        let (mut passed, mut line) = (0, self.lines + 1);
        let mut line_of = |at: usize| {
            line += records.lines(passed, at);
            passed = at;
            line
        };
        let mut header = header_at;
        for &(at, code) in skipped {
            if let Some(header_at) = header.filter(|&header_at| header_at < at) {
                self.grid.header_row = Some(line_of(header_at) + records.inner_lines(header_at));
                header = None;
            }
            let line = line_of(at);
            let lines = line..=line + records.inner_lines(at);
            self.grid.skipped.extend(lines.map(|line| Skipped { line, code }));
        }
        if let Some(header_at) = header {
            // a header with line breaks inside its cells ends some lines further down
            self.grid.header_row = Some(line_of(header_at) + records.inner_lines(header_at));
        }
    }

    fn finish(mut self, bytes: u64) -> Result<Grid, IngestError> {
        let (Some(layout), Some(decoder)) = (self.layout, self.decoder) else {
            return Err(IngestError::Empty { path: self.path.into() });
        };
        let mut grid = self.grid;
        grid.encoding = Some(decoder.encoding());
        grid.headerless = layout.head.header_at.is_none();
        let frame_error = |source| IngestError::Frame { path: self.path.into(), source };
        join(layout.width, std::mem::take(&mut self.stretches), &mut grid).map_err(frame_error)?;
        grid.limited = self.left == 0;
        if grid.limited {
            let share = bytes as f64 / (self.parsed.max(1) as f64);
            grid.expected = Some((grid.records as f64 * share.max(1.0)) as u64);
        }
        let mut names = layout.head.names;
        names.resize(layout.width, String::new());
        grid.headers = unique_headers(&names);
        grid.groups = layout.head.groups;
        grid.drop_empty_tail(&names.iter().map(|name| !name.is_empty()).collect::<Vec<_>>());
        grid.count("nul_bytes", decoder.nuls);
        grid.count("undecodable_bytes", decoder.replaced);
        grid.count("lines_in_another_encoding", decoder.odd_lines());
        Ok(grid)
    }
}

/// The largest position up to `wanted` where a character begins.
fn floor(text: &str, wanted: usize) -> usize {
    let mut at = wanted.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The records of a text as offsets.
struct Records<'a> {
    text: &'a str,
    starts: &'a [usize],
    dialect: Dialect,
    /// Ranges that were written in another encoding.
    foreign: &'a [Range<usize>],
}

impl<'a> Records<'a> {
    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn get(&self, index: usize) -> &'a str {
        match (self.starts.get(index), self.starts.get(index + 1)) {
            (Some(&from), Some(&to)) => trim_line_end(self.text.get(from..to).unwrap_or_default()),
            _ => "",
        }
    }

    fn is_foreign(&self, index: usize) -> bool {
        let (Some(&from), Some(&to)) = (self.starts.get(index), self.starts.get(index + 1)) else { return false };
        let at = self.foreign.partition_point(|range| range.end <= from);
        self.foreign.get(at).is_some_and(|range| range.start < to)
    }

    fn cells(&self, index: usize) -> Vec<String> {
        let mut cells = Vec::new();
        records::fields(self.get(index), self.dialect, &mut cells);
        cells.into_iter().map(|cell| clean(cell).into_owned()).collect()
    }

    /// Line ends within a range of records.
    fn lines(&self, from: usize, to: usize) -> u64 {
        match (self.starts.get(from), self.starts.get(to)) {
            (Some(&from), Some(&to)) => self.dialect.lines(self.text.get(from..to).unwrap_or_default()),
            _ => 0,
        }
    }

    /// Line ends inside of the values of a record.
    fn inner_lines(&self, index: usize) -> u64 {
        self.dialect.lines(self.get(index))
    }
}

/// How the table lies in the file.
struct Layout {
    found: Detected,
    head: Head,
    /// Columns.
    width: usize,
    /// What they hold; `None` when there is too little to tell.
    fit: Option<Fit>,
}

impl Layout {
    fn of(
        path: &Path,
        text: &str,
        complete: bool,
        found: Detected,
        options: &ReadOptions,
        lines_before: u64,
    ) -> Result<Self, IngestError> {
        let starts = split(text, found.dialect, found.width, complete).starts;
        // a head without a complete record: the record is longer than what is looked at
        let starts = if starts.len() < 2 { vec![0, text.len()] } else { starts };
        let records = Records { text, starts: &starts, dialect: found.dialect, foreign: &[] };
        let rows: Vec<Vec<String>> = (0..records.len().min(HEADER_SEARCH)).map(|at| records.cells(at)).collect();
        let pinned = match options.header_row {
            None => None,
            Some(0) => Some(Header::None(rows.iter().position(|row| row.iter().any(|c| !c.is_empty())).unwrap_or(0))),
            Some(row) => Some(Header::At(
                record_at_line(&records, u64::from(row), lines_before)
                    .ok_or_else(|| IngestError::HeaderRow { path: path.into(), row })?,
            )),
        };
        let rows = match &pinned {
            Some(Header::At(at)) if *at >= rows.len() => (0..at + 2).map(|at| records.cells(at)).collect(),
            _ => rows,
        };
        let head = Head::of(&rows, pinned);
        let width = width(&head.names, &rows, head.from);
        if width > MOST_COLUMNS {
            let delimiter = char::from(found.dialect.delimiter);
            let path = path.into();
            return Err(IngestError::TooManyColumns { path, columns: width, limit: MOST_COLUMNS, delimiter });
        }
        let lessons: Vec<Vec<String>> =
            (head.from..records.len()).take(2 * fit::LESSONS).map(|at| records.cells(at)).collect();
        let fit = Fit::learn(&lessons, width, char::from(found.dialect.delimiter));
        Ok(Self { found, head, width, fit })
    }
}

/// Columns of the table: those of the header, or more where most records hold values behind its end.
fn width(header: &[String], head: &[Vec<String>], from: usize) -> usize {
    let body = head.get(from..).unwrap_or_default();
    let used = |row: &Vec<String>| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    let rows: Vec<usize> = body.iter().map(used).filter(|&width| width > 0).collect();
    if header.is_empty() {
        // the width that most records have; a single one that is wider has slipped
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for row in body.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())) {
            *counts.entry(row.len()).or_default() += 1;
        }
        return counts.into_iter().max_by_key(|&(width, count)| (count, width)).map_or(1, |(width, _)| width).max(1);
    }
    let wider: Vec<usize> = rows.iter().copied().filter(|&width| width > header.len()).collect();
    if wider.len() * 2 > rows.len() { wider.into_iter().max().unwrap_or(header.len()) } else { header.len() }
}

fn record_at_line(records: &Records, line: u64, lines_before: u64) -> Option<usize> {
    let wanted = line.checked_sub(1 + lines_before)?;
    let mut passed = 0;
    for at in 0..records.len() {
        if passed >= wanted {
            return (passed == wanted).then_some(at);
        }
        passed += records.lines(at, at + 1);
    }
    None
}

fn stretch(records: &Records, layout: &Layout, from: usize, to: usize, limit: usize) -> Stretch {
    let header: &[String] = if layout.head.header_at.is_some() { &layout.head.names } else { &[] };
    let mut body = Body::new(layout.width, header, layout.fit.as_ref(), (to - from).min(limit));
    let mut cells: Vec<Cow<str>> = Vec::with_capacity(layout.width);
    let foreign = !records.foreign.is_empty();
    for at in from..to {
        if usize::try_from(body.records()).unwrap_or(0) >= limit {
            break;
        }
        let record = records.get(at);
        if record.len() > LONGEST {
            body.too_long(record.get(..floor(record, 400)).unwrap_or_default(), LONGEST);
            continue;
        }
        fitting_fields(record, records.dialect, layout.width, &mut cells);
        body.push(at, &mut cells, Origin::Line { text: record, foreign: foreign && records.is_foreign(at) });
    }
    body.finish()
}

#[cfg(test)]
mod tests;
