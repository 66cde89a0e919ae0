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
    let orders = sources.ask(|name, rows| order_of(sheet, field, name, rows, context));
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
            let order = sources.answer(&orders, row).copied().unwrap_or(Order::Dmy);
            let stamp = match above {
                Some((text, by, stamp)) if text == cell && by == order => stamp,
                _ => date::parse(cell, Some(order)),
            };
            above = Some((cell, order, stamp));
            stamps.push(stamp.or_else(|| otherwise(cell, row, field, sheet, &mut notes)));
        }
        (stamps, notes)
    });
    let mut dates = Dates { stamps: Vec::with_capacity(column.len()), notes: Notes::default() };
    for (stamps, notes) in chunks {
        dates.stamps.extend(stamps);
        dates.notes.append(notes);
    }
    dates
}

/// The order pinned for the source, else what the values of the column prove, else what another date column of the source
/// proves, else what convention says.
fn order_of(sheet: &Sheet, field: &str, source: &str, rows: &[u32], context: &Context) -> Order {
    if let Some(pinned) = context.sources.get(source).and_then(|read| read.date_order) {
        return match pinned {
            DateOrder::Dmy => Order::Dmy,
            DateOrder::Mdy => Order::Mdy,
            DateOrder::Ymd => Order::Ymd,
        };
    }
    let own = vote(sheet.text(field), rows);
    if own.decided || own.ambiguous == 0 {
        return own.order;
    }
    let others = CONSULTED.iter().filter(|other| **other != field).map(|other| sheet.text(other));
    let told = others.filter(|column| column.null_count() < column.len()).map(|column| vote(column, rows));
    told.filter(|vote| vote.decided && vote.order != Order::Ymd).map(|vote| vote.order).next().unwrap_or(own.order)
}

/// The vote of a column in some rows: of an even sample, and of all where the sample proves nothing.
fn vote(column: &StringChunked, rows: &[u32]) -> Vote {
    let cells = || rows.iter().filter_map(|&row| column.get(row as usize));
    let count = cells().count();
    let sample = date::vote(cells().step_by((count / VOTERS).max(1)));
    if sample.decided || count <= VOTERS { sample } else { date::vote(cells()) }
}

/// A cell the order of its column cannot read: another order, a spreadsheet's day number, or nothing.
fn otherwise(cell: &str, row: usize, field: &'static str, sheet: &Sheet, notes: &mut Notes) -> Option<Stamp> {
    if says_nothing(cell) {
        return None;
    }
    let (code, stamp) = match (date::parse(cell, None), serial(cell)) {
        (Some(stamp), _) => ("date.contradiction", Some(stamp)),
        (None, Some(stamp)) => ("date.serial", Some(stamp)),
        (None, None) => ("date.unreadable", None),
    };
    let written = stamp.map(|stamp| {
        let (year, month, day) = stamp.civil();
        format!("{year:04}-{month:02}-{day:02}")
    });
    notes.add(row, field, code, sheet.original(field, row), written.as_deref());
    stamp
}

/// The date of a spreadsheet's day number: five digits (1927 to 2173), perhaps with a fraction.
fn serial(cell: &str) -> Option<Stamp> {
    let number = cell.trim().replace(',', ".");
    let whole = number.split('.').next().unwrap_or_default();
    if whole.len() != 5 || !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    date::from_excel_serial(number.parse().ok()?, false)
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
    fn sources_answer_for_their_rows() {
        let source = StringChunked::new("source".into(), ["b", "a", "b"]);
        let sources = Sources::of(&source);
        let answers = sources.ask(|name, rows| (name.to_owned(), rows.to_vec()));
        assert_eq!(answers, [("b".to_owned(), vec![0, 2]), ("a".to_owned(), vec![1])]);
        assert_eq!(sources.answer(&answers, 1).map(|a| a.0.as_str()), Some("a"));
        assert_eq!(sources.answer(&answers, 9), None);
    }
}
