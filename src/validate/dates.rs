//! Dates and instants: the order of day and month is voted on per source and column, then every cell is read.

use super::Context;
use super::note::Notes;
use super::sheet::{Sheet, in_chunks};
use crate::engine::distinct::Distinct;
use crate::kernel::date::{self, Order, Stamp};
use crate::kernel::text;
use crate::pipeline::plan::DateOrder;
use polars::prelude::*;

/// Values that vote where a column has more; spread evenly, since exports are sorted by date.
const VOTERS: usize = 20_000;

/// Countries that write the month first.
const MONTH_FIRST: [&str; 2] = ["US", "PH"];

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
    let orders = sources.ask(|name, rows| order_of(column, name, rows, context));
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
            if stamp.is_none() && !says_nothing(cell) {
                notes.add(row, field, "date.unreadable", sheet.original(field, row), None);
            }
            stamps.push(stamp);
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

/// The order pinned for the source, else what its values prove, else what the default country does.
fn order_of(column: &StringChunked, source: &str, rows: &[u32], context: &Context) -> Order {
    if let Some(pinned) = context.sources.get(source).and_then(|read| read.date_order) {
        return match pinned {
            DateOrder::Dmy => Order::Dmy,
            DateOrder::Mdy => Order::Mdy,
            DateOrder::Ymd => Order::Ymd,
        };
    }
    let cells = || rows.iter().filter_map(|&row| column.get(row as usize));
    let count = cells().count();
    let vote = date::vote(cells().step_by((count / VOTERS).max(1)));
    let vote = if vote.order.is_none() && count > VOTERS { date::vote(cells()) } else { vote };
    let habit =
        if context.default_country.is_some_and(|code| MONTH_FIRST.contains(&code)) { Order::Mdy } else { Order::Dmy };
    vote.order.unwrap_or(habit)
}

/// True for "0.0.00", "0000-00-00" and words for nothing, which some exports write into empty date cells.
fn says_nothing(cell: &str) -> bool {
    cell.bytes().all(|byte| byte == b'0' || byte.is_ascii_punctuation() || byte == b' ' || byte == b':')
        || text::is_missing_word(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_dates_of_some_exports_say_nothing() {
        assert!(says_nothing("0.0.00") && says_nothing("0000-00-00 00:00:00") && says_nothing("-"));
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
