//! Dates and instants: the order of day and month is voted on per source and column, then every cell is read.

use super::Context;
use super::note::Notes;
use super::sheet::{Sheet, in_chunks};
use crate::engine::distinct::Distinct;
use crate::kernel::date::{self, Order, Stamp, Vote};
use crate::kernel::text;
use crate::pipeline::plan::DateOrder;
use polars::prelude::*;

/// Values that vote where a column has more; spread evenly, since exports are sorted by date.
const VOTERS: usize = 20_000;

/// Columns that are asked where the values of one prove no order; a source writes all its dates alike.
const CONSULTED: [&str; 8] = [
    "created_at",
    "updated_at",
    "last_activity_at",
    "consent_at",
    "birth_date",
    "order_date",
    "occurred_at",
    "opted_out_at",
];

/// The one date column whose two-digit years and day numbers go back a century.
const BIRTH: &str = "birth_date";

/// Dates outside these days (since 1970) are doubtful: 1900-01-01 to 2100-12-31.
const PLAUSIBLE: std::ops::RangeInclusive<i32> = -25_567..=47_846;

/// Cells that tell a column of day numbers.
const SERIAL_VOTERS: usize = 1000;

/// Smaller day numbers lie before May 1927 and may as well be other counts.
const FIVE_DIGITS: f64 = 10_000.0;

/// Smaller ones may as well be years.
const AFTER_YEARS: f64 = 2101.0;

/// The day number of 2100-01-01.
const AFTER_2099: f64 = 73_051.0;

/// Countries that write the day first with slashes; elsewhere slashes are taken for American when nothing decides.
#[rustfmt::skip]
const SLASH_DAY_FIRST: [&str; 16] = [
    "AU", "BE", "BR", "ES", "FR", "GB", "GR", "IE", "IN", "IT", "LU", "MX", "NZ", "PT", "SG", "ZA",
];

/// The rows of a frame by the source they come from.
pub struct Sources<'a> {
    /// Source name and its rows, in order.
    groups: Vec<(&'a str, Vec<u32>)>,
    /// Position of a row's source in `groups`.
    of_row: Vec<u32>,
}

impl<'a> Sources<'a> {
    /// Groups the rows of a frame by its source column.
    pub fn of(source: &'a StringChunked) -> Self {
        let Distinct { ids, values } = Distinct::of(source);
        let mut groups: Vec<(&str, Vec<u32>)> = values.into_iter().map(|name| (name, Vec::new())).collect();
        for (row, &id) in ids.iter().enumerate() {
            if let (Some((_, rows)), Ok(row)) = (groups.get_mut(id as usize), u32::try_from(row)) {
                rows.push(row);
            }
        }
        Self { groups, of_row: ids }
    }

    /// One answer per source, from its name and the values of a column in its rows.
    pub fn ask<T>(&self, answer: impl Fn(&str, &[u32]) -> T) -> Vec<T> {
        self.groups.iter().map(|(name, rows)| answer(name, rows)).collect()
    }

    /// The answer for a row.
    pub fn answer<'t, T>(&self, answers: &'t [T], row: usize) -> Option<&'t T> {
        answers.get(*self.of_row.get(row)? as usize)
    }
}

/// A date column, read.
pub struct Dates {
    /// One per row.
    pub stamps: Vec<Option<Stamp>>,
    /// What was noticed.
    pub notes: Notes,
}

impl Dates {
    /// The column as dates.
    pub fn into_dates(self, name: &str) -> (Column, Notes) {
        let days = self.stamps.iter().map(|stamp| stamp.map(|stamp| stamp.days));
        (Int32Chunked::from_iter_options(name.into(), days).into_date().into_column(), self.notes)
    }

    /// The column as instants in UTC.
    pub fn into_instants(self, name: &str) -> (Column, Notes) {
        let micros = self.stamps.iter().map(|stamp| stamp.map(|stamp| stamp.utc_micros()));
        let column = Int64Chunked::from_iter_options(name.into(), micros)
            .into_datetime(TimeUnit::Microseconds, Some(TimeZone::UTC))
            .into_column();
        (column, self.notes)
    }
}

/// Reads a date column. A cell that cannot be read becomes null with a finding.
pub fn read(sheet: &Sheet, field: &'static str, sources: &Sources, context: &Context) -> Dates {
    let column = sheet.text(field);
    if column.null_count() == column.len() {
        return Dates { stamps: vec![None; column.len()], notes: Notes::default() };
    }
    let ways = sources.ask(|name, rows| Way::of(sheet, field, name, rows, context));
    let parse = if field == BIRTH { date::parse_birth } else { date::parse };
    let chunks = in_chunks(column.len(), |range| {
        let mut notes = Notes::default();
        let mut stamps = Vec::with_capacity(range.len());
        // Exports are often sorted by date, so that the cell above says the same.
        let mut above: Option<(&str, Order, Option<Stamp>)> = None;
        for row in range {
            let Some(cell) = column.get(row) else {
                stamps.push(None);
                continue;
            };
            let way = sources.answer(&ways, row).copied().unwrap_or_default();
            let stamp = match above {
                Some((text, by, stamp)) if text == cell && by == way.order => stamp,
                _ => parse(cell, Some(way.order)).filter(|stamp| !stamp.is_epoch()),
            };
            above = Some((cell, way.order, stamp));
            stamps.push(stamp.or_else(|| otherwise(cell, row, field, way, sheet, &mut notes)));
        }
        (stamps, notes)
    });
    let mut dates = Dates { stamps: Vec::with_capacity(column.len()), notes: Notes::default() };
    for (stamps, notes) in chunks {
        dates.stamps.extend(stamps);
        dates.notes.append(notes);
    }
    dates.note_doubts(sheet, field, &ways);
    dates
}

impl Dates {
    /// Notes the cell that shows that a column is read by convention, and dates nobody can have meant.
    fn note_doubts(&mut self, sheet: &Sheet, field: &'static str, ways: &[Way]) {
        for row in ways.iter().filter_map(|way| way.doubtful) {
            let read = self.stamps.get(row).copied().flatten().map(iso);
            self.notes.add(row, field, "date.ambiguous", sheet.original(field, row), read.as_deref());
        }
        for (row, stamp) in self.stamps.iter().enumerate() {
            if let Some(stamp) = stamp.filter(|stamp| !PLAUSIBLE.contains(&stamp.days)) {
                self.notes.add(row, field, "date.implausible", sheet.original(field, row), Some(&iso(stamp)));
            }
        }
    }
}

/// How the dates of a column are read in one source.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// What comes first.
    pub order: Order,
    /// The first row whose day and month could change places, when nothing but convention keeps them.
    doubtful: Option<usize>,
    /// Most cells are day numbers of a spreadsheet.
    serials: bool,
}

impl Default for Way {
    fn default() -> Self {
        Self { order: Order::Dmy, doubtful: None, serials: false }
    }
}

impl Way {
    /// The order pinned for the source, else what the values of the column prove, else what another date column of the
    /// source proves, else what convention says.
    pub fn of(sheet: &Sheet, field: &str, source: &str, rows: &[u32], context: &Context) -> Self {
        let column = sheet.text(field);
        let way = Self { serials: mostly_serials(column, rows), ..Self::default() };
        if let Some(pinned) = context.sources.get(source).and_then(|read| read.date_order) {
            let order = match pinned {
                DateOrder::Dmy => Order::Dmy,
                DateOrder::Mdy => Order::Mdy,
                DateOrder::Ymd => Order::Ymd,
            };
            return Self { order, ..way };
        }
        let own = vote(column, rows);
        if own.decided || own.ambiguous == 0 {
            return Self { order: own.order, ..way };
        }
        let others = CONSULTED.iter().filter(|other| **other != field).map(|other| sheet.text(other));
        let mut told = others.filter(|column| column.null_count() < column.len()).map(|column| vote(column, rows));
        if let Some(told) = told.find(|vote| vote.decided && vote.order != Order::Ymd) {
            return Self { order: told.order, ..way };
        }
        let is_open = |cell: &str| date::vote([cell]).ambiguous > 0;
        let doubtful = rows.iter().map(|&row| row as usize).find(|&row| column.get(row).is_some_and(is_open));
        let is_at_home = context.default_country.is_some_and(|home| SLASH_DAY_FIRST.contains(&home));
        Self { order: if is_at_home { Order::Dmy } else { own.order }, doubtful, ..way }
    }
}

/// The vote of a column in some rows: of an even sample, and of all where the sample proves nothing.
fn vote(column: &StringChunked, rows: &[u32]) -> Vote {
    let cells = || rows.iter().filter_map(|&row| column.get(row as usize));
    let count = cells().count();
    let sample = date::vote(cells().step_by((count / VOTERS).max(1)));
    if sample.decided || count <= VOTERS { sample } else { date::vote(cells()) }
}

/// True when at least half of a sample of the cells are day numbers of this or the last century.
fn mostly_serials(column: &StringChunked, rows: &[u32]) -> bool {
    let (mut filled, mut serials) = (0_usize, 0_usize);
    for cell in rows.iter().filter_map(|&row| column.get(row as usize)).take(SERIAL_VOTERS) {
        filled += 1;
        serials += usize::from(day_number(cell).is_some_and(|number| number >= FIVE_DIGITS));
    }
    serials > 0 && serials * 2 >= filled
}

/// A cell the order of its column cannot read: another order, a number that stands for a date, a part of a date, or none.
fn otherwise(cell: &str, row: usize, field: &'static str, way: Way, sheet: &Sheet, notes: &mut Notes) -> Option<Stamp> {
    if says_nothing(cell) {
        return None;
    }
    let parsed = date::parse(cell, None);
    let (code, stamp) = if date::is_zero_day(cell) || parsed.is_some_and(|stamp| stamp.is_epoch()) {
        ("date.missing", None)
    } else if parsed.is_some() {
        ("date.contradiction", parsed)
    } else if let Some(stamp) = serial(cell, field, way.serials) {
        ("date.serial", Some(stamp))
    } else if let Some(stamp) = date::from_epoch(cell) {
        ("date.epoch", Some(stamp))
    } else if date::is_incomplete(cell) {
        ("date.incomplete", None)
    } else {
        ("date.unreadable", None)
    };
    let written = stamp.map(iso);
    notes.add(row, field, code, sheet.original(field, row), written.as_deref());
    stamp
}

/// `yyyy-mm-dd`
fn iso(stamp: Stamp) -> String {
    let (year, month, day) = stamp.civil();
    format!("{year:04}-{month:02}-{day:02}")
}

/// The date of a spreadsheet's day number. In a column of other dates only a number that is a plausible one counts:
/// from 1970, or of a birth in five digits.
fn serial(cell: &str, field: &str, among_serials: bool) -> Option<Stamp> {
    let first = match (among_serials, field) {
        (true, BIRTH) => AFTER_YEARS,
        (true, _) | (false, BIRTH) => FIVE_DIGITS,
        (false, _) => 25_569.0,
    };
    let number = day_number(cell).filter(|number| *number >= first)?;
    date::from_excel_serial(number, false)
}

/// A number of days until 2099, perhaps with a fraction; nothing with a leading zero, which is an identifier.
fn day_number(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    let (whole, fraction) = cell.split_once(['.', ',']).unwrap_or((cell, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(whole.len(), 4 | 5) || whole.starts_with('0') || !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    format!("{whole}.{fraction}").parse().ok().filter(|number| *number < AFTER_2099)
}

/// True for "0.0.00", "0000-00-00" and words for nothing, which some exports write into empty date cells.
fn says_nothing(cell: &str) -> bool {
    date::is_empty_date(cell) || text::is_missing_word(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_dates_of_some_exports_say_nothing() {
        assert!(says_nothing("0.0.00") && says_nothing("0000-00-00 00:00:00") && says_nothing("n/a"));
        assert!(!says_nothing("morgen") && !says_nothing("1.0.00"));
    }

    #[test]
    fn a_lone_number_is_a_day_only_where_that_is_plausible() {
        let day = |cell, field, among| serial(cell, field, among).map(iso);
        assert_eq!(day("45385", "created_at", false).as_deref(), Some("2024-04-03"));
        assert_eq!(day("45291,5", "created_at", false).as_deref(), Some("2023-12-31"));
        assert_eq!(day("12345", "created_at", false), None, "before 1970");
        assert_eq!(day("12345", BIRTH, false).as_deref(), Some("1933-10-18"));
        assert_eq!(day("9133", BIRTH, false), None);
        assert_eq!(day("9133", BIRTH, true).as_deref(), Some("1925-01-01"));
        for cell in ["80331", "04229", "2024-1", "4538", "453851", "45385.", "45.385,1"] {
            assert_eq!(day(cell, "created_at", false), None, "{cell}");
        }
    }

    #[test]
    fn sources_answer_for_their_rows() {
        let source = StringChunked::new("source".into(), ["b", "a", "b"]);
        let sources = Sources::of(&source);
        let answers = sources.ask(|name, rows| (name.to_owned(), rows.to_vec()));
        assert_eq!(answers, [("b".to_owned(), vec![0, 2]), ("a".to_owned(), vec![1])]);
        assert_eq!(sources.answer(&answers, 1).map(|a| a.0.as_str()), Some("a"));
        assert_eq!(sources.answer(&answers, 9), None);
    }
}
