//! CSV and its relatives → grid, block by block: a reader thread brings bytes, records are found in order and parsed in
//! parallel, and only the columns stay in memory.

mod dialect;
mod records;

use self::dialect::{Detected, HEAD, detect, unwrap};
pub(super) use self::records::newline_name;
use self::records::{Dialect, fitting_fields, split, trim_line_end};
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
const STRETCH: usize = 8_192;
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
    // what is packed holds some times its size; only estimates ask
    let bytes = if input.is_packed() { input.bytes.saturating_mul(8) } else { input.bytes };
    Ok((reading.finish(bytes)?, sha256))
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

/// A file while it is read: the next block becomes records while those of the block before are parsed.
struct Reading<'o> {
    /// Data records that are still wanted; `None` is all.
    left: Option<usize>,
    front: Front<'o>,
    layout: Option<Layout>,
    /// Records that wait to be parsed.
    waiting: Option<Batch>,
    stretches: Vec<Stretch>,
    grid: Grid,
}

impl<'o> Reading<'o> {
    fn new(path: &'o Path, options: &'o ReadOptions, limit: Option<usize>) -> Self {
        Self {
            left: limit,
            front: Front::new(path, options),
            layout: None,
            waiting: None,
            stretches: Vec::new(),
            grid: Grid::default(),
        }
    }

    /// Takes the next block of bytes.
    fn push(&mut self, block: &[u8], last: bool) -> Result<ControlFlow<()>, IngestError> {
        let (left, waiting, front, grid) = (self.left, self.waiting.take(), &mut self.front, &mut self.grid);
        let next = match &self.layout {
            None => {
                let Some((layout, batch)) = front.first(block, last, grid)? else {
                    return Ok(ControlFlow::Continue(()));
                };
                self.layout = Some(layout);
                batch
            }
            Some(layout) => {
                let (parsed, next) = rayon::join(
                    || waiting.map(|batch| (parse(&batch, layout, left), batch)),
                    || front.next(block, last, layout),
                );
                if let Some((parsed, batch)) = parsed {
                    self.absorb(&batch, parsed);
                    self.front.spare = batch.text;
                }
                next?
            }
        };
        // where a limit may be reached, or nothing follows, nothing is gained by waiting
        if last || self.left.is_some() {
            self.parse_now(next);
        } else {
            self.waiting = Some(next);
        }
        Ok(if self.left == Some(0) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn parse_now(&mut self, batch: Batch) {
        let Some(layout) = &self.layout else { return };
        let parsed = parse(&batch, layout, self.left);
        self.absorb(&batch, parsed);
    }

    /// Takes in what was parsed, and finds the lines of what is no data.
    fn absorb(&mut self, batch: &Batch, parsed: Vec<Stretch>) {
        let Some(layout) = &self.layout else { return };
        let records = batch.records(layout);
        let mut skipped: Vec<(usize, &'static str)> = match batch.first {
            true => layout.head.skipped.iter().filter(|(at, _)| *at < batch.from).copied().collect(),
            false => Vec::new(),
        };
        for stretch in parsed {
            skipped.extend_from_slice(&stretch.skipped);
            self.left = count_off(self.left, stretch.records);
            self.stretches.push(Stretch { skipped: Vec::new(), ..stretch });
        }
        if self.left != Some(0) {
            let blank = |at: usize| records.cells(at).iter().all(String::is_empty);
            skipped.extend((batch.to..records.len()).map(|at| (at, if blank(at) { "blank" } else { "footer" })));
        }
        self.grid.count("unclosed_quotes", batch.unclosed);
        let header_at = layout.head.header_at.filter(|_| batch.first);
        locate(&records, batch.lines, &skipped, header_at, &mut self.grid);
        if let Some(head) = &batch.too_long {
            let mut body = Body::new(layout.width, &[], None, 0);
            body.too_long(head, LONGEST);
            self.stretches.push(body.finish());
            self.left = count_off(self.left, 1);
        }
    }

    fn finish(mut self, bytes: u64) -> Result<Grid, IngestError> {
        if let Some(batch) = self.waiting.take() {
            self.parse_now(batch);
        }
        let path = self.front.path;
        let (Some(layout), Some(decoder)) = (self.layout, self.front.decoder) else {
            return Err(IngestError::Empty { path: path.into() });
        };
        let mut grid = self.grid;
        grid.encoding = Some(decoder.encoding());
        grid.headerless = layout.head.header_at.is_none();
        let frame_error = |source| IngestError::Frame { path: path.into(), source };
        join(layout.width, self.stretches, &mut grid).map_err(frame_error)?;
        grid.limited = self.left == Some(0);
        if grid.limited {
            let share = bytes as f64 / (self.front.parsed.max(1) as f64);
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

fn count_off(left: Option<usize>, records: i64) -> Option<usize> {
    left.map(|left| left.saturating_sub(usize::try_from(records).unwrap_or(0)))
}

/// Complete records of the file, not yet parsed.
struct Batch {
    text: String,
    starts: Vec<usize>,
    /// Ranges of the text that were written in another encoding than the rest of the file.
    foreign: Vec<Range<usize>>,
    /// Records that are data, so far as is known.
    from: usize,
    to: usize,
    /// Line ends in front of the text.
    lines: u64,
    /// The first batch of the file.
    first: bool,
    unclosed: u64,
    /// Beginning of a record behind these that is too long to be looked at.
    too_long: Option<String>,
}

impl Batch {
    fn records(&self, layout: &Layout) -> Records<'_> {
        Records { text: &self.text, starts: &self.starts, dialect: layout.found.dialect, foreign: &self.foreign }
    }
}

/// The part of the work that goes in order: bytes to text, text to records.
struct Front<'o> {
    path: &'o Path,
    options: &'o ReadOptions,
    decoder: Option<Decoder>,
    /// Text that waits for the rest of its record.
    carry: String,
    /// Room that a batch left, since fresh memory costs time.
    spare: String,
    /// The carry is the middle of a record that was refused.
    skipping: bool,
    /// Line ends in front of the carry.
    lines: u64,
    /// Bytes of text that became records.
    parsed: u64,
    /// Bytes of memory that were free at the start.
    available: u64,
}

impl<'o> Front<'o> {
    fn new(path: &'o Path, options: &'o ReadOptions) -> Self {
        let (carry, spare, available) = (String::new(), String::new(), memory::available());
        Self { path, options, decoder: None, carry, spare, skipping: false, lines: 0, parsed: 0, available }
    }

    /// Decodes a block behind what waits.
    fn decode(&mut self, block: &[u8], last: bool) -> Result<Chunk, IngestError> {
        let mut before = std::mem::take(&mut self.spare);
        before.clear();
        before.push_str(&std::mem::take(&mut self.carry));
        let decoder = match &mut self.decoder {
            Some(decoder) => decoder,
            None => self.decoder.insert(Decoder::new(self.path, block, self.options.encoding.as_deref())?),
        };
        let chunk = decoder.push(before, block, last);
        memory::check_growth(self.path, self.parsed + chunk.text.len() as u64, self.available)?;
        Ok(chunk)
    }

    /// Learns from the first text how the file is laid out; `None` while there is no text.
    fn first(&mut self, block: &[u8], last: bool, grid: &mut Grid) -> Result<Option<(Layout, Batch)>, IngestError> {
        let Chunk { mut text, mut foreign } = self.decode(block, last)?;
        if text.is_empty() && !last {
            return Ok(None);
        }
        check_text(self.path, &text, self.decoder.as_ref().map_or(0, |decoder| decoder.nuls))?;
        let found = detect(&text, self.options);
        if found.hint > 0 {
            grid.skipped.push(Skipped { line: 1, code: "separator_hint" });
            self.lines = 1;
            text.drain(..found.hint);
            for range in &mut foreign {
                *range = range.start.saturating_sub(found.hint)..range.end.saturating_sub(found.hint);
            }
        }
        if found.wrapped {
            text = unwrap(&text);
        }
        grid.newline = newline_name(text.get(..floor(&text, 1 << 16)).unwrap_or_default());
        grid.quote = found.dialect.quote.filter(|&quote| memchr::memchr(quote, text.as_bytes()).is_some());
        grid.delimiter = found.delimited.then_some(found.dialect.delimiter);
        let head = text.get(..floor(&text, 4 * HEAD)).unwrap_or_default();
        let complete = last && head.len() == text.len();
        let layout = Layout::of(self.path, head, complete, found, self.options, self.lines)?;
        let mut batch = self.batch(text, foreign, last, &layout);
        batch.first = true;
        batch.from = layout.head.from.min(batch.starts.len().saturating_sub(1));
        batch.to = batch.to.max(batch.from);
        Ok(Some((layout, batch)))
    }

    /// The complete records up to the end of a block.
    fn next(&mut self, block: &[u8], last: bool, layout: &Layout) -> Result<Batch, IngestError> {
        let start = self.carry.len();
        let Chunk { mut text, foreign } = self.decode(block, last)?;
        if layout.found.wrapped {
            let unwrapped = unwrap(text.get(start..).unwrap_or_default());
            text.truncate(start);
            text.push_str(&unwrapped);
        }
        Ok(self.batch(text, foreign, last, layout))
    }

    fn batch(&mut self, mut text: String, foreign: Vec<Range<usize>>, last: bool, layout: &Layout) -> Batch {
        let dialect = layout.found.dialect;
        if self.skipping {
            let end = dialect.line_behind(&text);
            self.skipping = end.is_none();
            let behind = end.unwrap_or(text.len());
            self.lines += dialect.lines(&text[..behind]);
            text.drain(..behind);
        }
        // the width the head was split by, or its records would have other numbers here
        let found = split(&text, dialect, layout.found.width, last);
        let behind = found.starts.last().copied().unwrap_or(0);
        let lines = self.lines;
        self.lines += dialect.lines(&text[..behind]);
        self.parsed += behind as u64;
        let rest = text.split_off(behind);
        let too_long = (rest.len() > LONGEST && !last).then(|| rest[..floor(&rest, 400)].to_string());
        if too_long.is_some() {
            self.skipping = true;
            self.lines += dialect.lines(&rest);
        } else {
            self.carry = rest;
        }
        let (starts, unclosed) = (found.starts, found.unclosed);
        let mut batch = Batch { text, starts, foreign, from: 0, to: 0, lines, first: false, unclosed, too_long };
        batch.to = batch.starts.len().saturating_sub(1);
        if last {
            batch.to = footer(&batch.records(layout), layout);
        }
        batch
    }
}

/// Index of the first record of the footer.
fn footer(records: &Records, layout: &Layout) -> usize {
    let tail = records.len().saturating_sub(FOOTER_SEARCH);
    let rows: Vec<Vec<String>> = (tail..records.len()).map(|at| records.cells(at)).collect();
    tail + find_footer(&rows, layout.width)
}

fn parse(batch: &Batch, layout: &Layout, wanted: Option<usize>) -> Vec<Stretch> {
    let records = batch.records(layout);
    let (from, to) = (batch.from, batch.to);
    let spans: Vec<(usize, usize)> = (from..to).step_by(STRETCH).map(|from| (from, (from + STRETCH).min(to))).collect();
    let Some(mut left) = wanted else {
        return spans.into_par_iter().map(|(from, to)| stretch(&records, layout, from, to, usize::MAX)).collect();
    };
    let mut done = Vec::new();
    for (from, to) in spans {
        if left == 0 {
            break;
        }
        let part = stretch(&records, layout, from, to, left);
        left = left.saturating_sub(usize::try_from(part.records).unwrap_or(0));
        done.push(part);
    }
    done
}

/// Turns indices of records into physical lines, for those that are no data and for the header.
fn locate(
    records: &Records,
    lines_before: u64,
    skipped: &[(usize, &'static str)],
    header_at: Option<usize>,
    grid: &mut Grid,
) {
    let (mut passed, mut line) = (0, lines_before + 1);
    let mut line_of = |at: usize| {
        line += records.lines(passed, at);
        passed = at;
        line
    };
    let mut header = header_at;
    for &(at, code) in skipped {
        if let Some(header_at) = header.filter(|&header_at| header_at < at) {
            grid.header_row = Some(line_of(header_at) + records.inner_lines(header_at));
            header = None;
        }
        let line = line_of(at);
        let lines = line..=line + records.inner_lines(at);
        grid.skipped.extend(lines.map(|line| Skipped { line, code }));
    }
    if let Some(header_at) = header {
        // a header with line breaks inside its cells ends some lines further down
        grid.header_row = Some(line_of(header_at) + records.inner_lines(header_at));
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
