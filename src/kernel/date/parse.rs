//! Reading one date.

use super::civil::days_from_civil;
use super::words::{is_filler, is_weekday, month, zone};
use super::{Order, Stamp};
use crate::kernel::text::{clean, fold};

/// Longer texts are no dates.
const LONGEST: usize = 64;

/// Two-digit years from here on belong to the 20th century, as in POSIX: 69 is 1969, 68 is 2068.
const PIVOT: i32 = 69;

/// The same for dates of birth: people in lists of leads are hardly ever children, so 20 is 1920 and 19 is 2019.
const BIRTH_PIVOT: i32 = 20;

/// Compact dates (`yyyymmdd`) before this year are more likely other numbers.
const FIRST_COMPACT_YEAR: u32 = 1800;

/// Reads a date with or without a time.
///
/// Forms: ISO with `T` or blank, fraction and `Z` or offset; `yyyymmdd`, also with `Thhmmss` or `hhmmss`; `ddmmyyyy`;
/// `dd.mm.yyyy`, `d.m.yy`; `m/d/yyyy`, `d/m/yyyy`; `dd-mm-yyyy`; `01 Jan 2024`, `4. März 2024`,
/// `Sep 26, 2026 7:05 PM`; a weekday in front; times as `10:15`, `10.15 Uhr`, `10h15`.
///
/// `order` decides day and month where both are numbers and the year does not stand first; a value that this
/// order cannot read is `None`. Without an order the only possible reading is taken, or else day first for `.`
/// and `-` and month first for `/`. Dots always mean day first. `None` also for what says nothing (`0.0.00`),
/// see [`is_empty_date`], and for dates without year or day.
pub fn parse(value: &str, order: Option<Order>) -> Option<Stamp> {
    read(value, order, PIVOT)
}

/// Like [`parse`] for a date of birth: a two-digit year is the one that makes the person a grown-up.
pub fn parse_birth(value: &str, order: Option<Order>) -> Option<Stamp> {
    read(value, order, BIRTH_PIVOT)
}

fn read(value: &str, order: Option<Order>, pivot: i32) -> Option<Stamp> {
    if value.len() > LONGEST {
        return None;
    }
    let text = fold(&clean(value));
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, pivot };
    let days = scan.date(order)?;
    let (over, micros) = scan.time()?;
    let offset_minutes = if micros.is_some() { scan.offset()? } else { None };
    scan.rest_is_filler().then_some(Stamp { days: days.checked_add(over)?, micros, offset_minutes })
}

/// True for dates that programs write when there is none: `0.0.00`, `0/0/00`, `0000-00-00`, also with a time.
pub fn is_empty_date(value: &str) -> bool {
    let date = date_part(value);
    date.len() <= 10
        && date.bytes().filter(|byte| matches!(byte, b'.' | b'/' | b'-')).count() == 2
        && date.starts_with('0')
        && date.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'/' | b'-'))
}

/// True for the day zero that a spreadsheet shows for an empty cell: `1900-01-00`, `1/0/1900`, `00.01.1900`.
pub fn is_zero_day(value: &str) -> bool {
    let parts = date_part(value).split(['.', '/', '-']).map(|part| part.parse().ok());
    let parts: Option<Vec<u32>> = parts.collect();
    parts.is_some_and(|mut parts| {
        parts.sort_unstable();
        parts == [0, 1, 1900]
    })
}

/// What stands in front of a time of day.
fn date_part(value: &str) -> &str {
    value.trim().split([' ', 'T']).next().unwrap_or_default()
}

/// True for a day without its year (`--12-10`, `12/10`, `10.12.`, `10 Dec`, `1012`) and a year or month without its
/// day (`2024`, `2024-03`, `März 2024`): something is known, but no date.
pub fn is_incomplete(value: &str) -> bool {
    if value.len() > LONGEST {
        return false;
    }
    let text = fold(&clean(value));
    let text = text.strip_prefix("--").unwrap_or(&text).trim();
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, pivot: PIVOT };
    scan.incomplete().is_some()
}

/// The numbers of a purely numeric date.
pub(super) struct Numbers {
    pub first: u32,
    pub second: u32,
    pub year_first: bool,
    pub separator: u8,
}

/// The first two numbers of a numeric date; `None` for anything else.
pub(super) fn numbers(value: &str) -> Option<Numbers> {
    let value = value.trim();
    if value.len() > LONGEST || is_empty_date(value) {
        return None;
    }
    let mut scan = Scan { bytes: value.as_bytes(), at: 0, pivot: PIVOT };
    let (first, width) = scan.number()?;
    let separator = scan.take(|byte| matches!(byte, b'.' | b'/' | b'-'))?;
    scan.blanks();
    let (second, second_width) = scan.number()?;
    scan.take(|byte| byte == separator)?;
    scan.blanks();
    let (_, third_width) = scan.number()?;
    let year_first = width == 4;
    let shaped =
        second_width <= 2 && if year_first { third_width <= 2 } else { width <= 2 && matches!(third_width, 2 | 4) };
    shaped.then_some(Numbers { first, second, year_first, separator })
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    pivot: i32,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let byte = self.peek().filter(|byte| wanted(*byte))?;
        self.at += 1;
        Some(byte)
    }

    fn blanks(&mut self) {
        while self.take(|byte| matches!(byte, b' ' | b',')).is_some() {}
    }

    /// Digits as a number, and how many there were.
    fn number(&mut self) -> Option<(u32, usize)> {
        let start = self.at;
        while self.take(|byte| byte.is_ascii_digit()).is_some() {}
        let digits = std::str::from_utf8(self.bytes.get(start..self.at)?).ok()?;
        Some((digits.parse().ok()?, digits.len()))
    }

    /// Letters; empty when there is none.
    fn word(&mut self) -> &str {
        let start = self.at;
        while self.take(|byte| byte.is_ascii_alphabetic()).is_some() {}
        self.bytes.get(start..self.at).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default()
    }

    /// The next word if `wanted` likes it; otherwise nothing is consumed.
    fn word_if<T>(&mut self, wanted: impl Fn(&str) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = wanted(self.word());
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// Blanks, commas, a dot after an abbreviation, and words that say nothing.
    fn gap(&mut self) {
        loop {
            self.blanks();
            if self.word_if(|word| is_filler(word).then_some(())).is_none() {
                return;
            }
            self.take(|byte| byte == b'.');
        }
    }

    fn date(&mut self, order: Option<Order>) -> Option<i32> {
        self.gap();
        if self.word_if(|word| is_weekday(word).then_some(())).is_some() {
            self.take(|byte| byte == b'.');
            self.gap();
        }
        if let Some(month) = self.word_if(month) {
            return self.month_first(month);
        }
        let digits = self.bytes.iter().skip(self.at).take_while(|byte| byte.is_ascii_digit()).count();
        if matches!(digits, 12 | 14) {
            return self.compact_with_time();
        }
        let (first, width) = self.number()?;
        match width {
            8 => compact(first, order),
            4 => self.year_first(first),
            1 | 2 => self.day_or_month_first(first, width, order),
            _ => None,
        }
    }

    /// `yyyymmddhhmm`, `yyyymmddhhmmss`: the date is taken, the time is left for [`Scan::time`].
    fn compact_with_time(&mut self) -> Option<i32> {
        let date = std::str::from_utf8(self.bytes.get(self.at..self.at + 8)?).ok()?;
        self.at += 8;
        compact(date.parse().ok()?, Some(Order::Ymd))
    }

    /// A day and a month, a month and a year, or a year, and nothing else.
    fn incomplete(&mut self) -> Option<()> {
        if self.word_if(month).is_some() {
            self.take(|byte| byte == b'.');
            self.gap();
            self.number().filter(|(number, width)| *width == 4 || (1..=31).contains(number))?;
            self.ordinal();
            return self.rest_is_filler().then_some(());
        }
        let (first, width) = self.number()?;
        let is_year = width == 4 && (1900..2100).contains(&first);
        if self.at == self.bytes.len() {
            let (day, month) = (first / 100, first % 100);
            let is_day = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
            let reads = is_year || matches!(width, 3 | 4) && (is_day(day, month) || is_day(month, day));
            return reads.then_some(());
        }
        self.ordinal();
        let separator = self.take(|byte| matches!(byte, b'.' | b'/' | b'-' | b' '))?;
        self.gap();
        let fits = if self.word_if(month).is_some() {
            self.take(|byte| byte == b'.');
            is_year || width <= 2 && (1..=31).contains(&first)
        } else {
            let (second, second_width) = self.number()?;
            self.take(|byte| byte == b'.' && separator == b'.');
            let has_year = second_width == 4 && (1..=12).contains(&first) || is_year && (1..=12).contains(&second);
            let (low, high) = (first.min(second), first.max(second));
            has_year || width <= 2 && second_width <= 2 && (1..=12).contains(&low) && high <= 31
        };
        (fits && self.rest_is_filler()).then_some(())
    }

    /// `Sep 26, 2026`
    fn month_first(&mut self, month: u32) -> Option<i32> {
        self.take(|byte| matches!(byte, b'.' | b'-'));
        self.blanks();
        let (day, _) = self.number()?;
        self.ordinal();
        self.take(|byte| matches!(byte, b'.' | b'-'));
        self.gap();
        let (year, width) = self.number()?;
        days_from_civil(full_year(year, width, self.pivot)?, month, day)
    }

    /// `2024-03-04`, `2024/3/4`, `2024-Mar-04`
    fn year_first(&mut self, year: u32) -> Option<i32> {
        let separator = self.take(|byte| matches!(byte, b'-' | b'/' | b'.' | b' '))?;
        let month = match self.word_if(month) {
            Some(month) => month,
            None => self.number().filter(|(_, width)| *width <= 2)?.0,
        };
        self.take(|byte| byte == separator)?;
        let (day, _) = self.number().filter(|(_, width)| *width <= 2)?;
        days_from_civil(i32::try_from(year).ok()?, month, day)
    }

    fn day_or_month_first(&mut self, first: u32, width: usize, order: Option<Order>) -> Option<i32> {
        self.ordinal();
        let separator = self.take(|byte| matches!(byte, b'.' | b'/' | b'-' | b' '))?;
        self.gap();
        if let Some(month) = self.word_if(month) {
            self.take(|byte| matches!(byte, b'.' | b'-' | b'/'));
            self.gap();
            let (year, width) = self.number()?;
            return days_from_civil(full_year(year, width, self.pivot)?, month, first);
        }
        let (second, _) = self.number().filter(|(_, width)| *width <= 2)?;
        self.take(|byte| byte == separator)?;
        self.blanks();
        let (third, third_width) = self.number()?;
        if order == Some(Order::Ymd) && width == 2 && third_width <= 2 {
            return days_from_civil(full_year(first, width, self.pivot)?, second, third);
        }
        let year = full_year(third, third_width, self.pivot)?;
        let (day_first, month_first) = (days_from_civil(year, second, first), days_from_civil(year, first, second));
        match (order, separator) {
            (_, b'.') | (Some(Order::Dmy), _) => day_first,
            (Some(Order::Mdy), _) => month_first,
            (_, b'/') => month_first.or(day_first),
            _ => day_first.or(month_first),
        }
    }

    /// `st`, `nd`, `rd`, `th` after a day.
    fn ordinal(&mut self) {
        self.word_if(|word| matches!(word, "st" | "nd" | "rd" | "th" | "er").then_some(()));
    }

    /// Microseconds since midnight, if there is a time; and the day that 24:00 carries over.
    /// The outer `None` means that what follows the date is no time.
    fn time(&mut self) -> Option<(i32, Option<i64>)> {
        let start = self.at;
        if self.take(|byte| byte == b't').is_none() {
            self.gap();
        }
        let Some((mut hour, width)) = self.number() else {
            self.at = start;
            return Some((0, None));
        };
        let minute;
        let (mut second, mut micros) = (0, 0);
        if matches!(width, 4 | 6) {
            // Compact: hhmm or hhmmss.
            let all = if width == 4 { hour * 100 } else { hour };
            (hour, minute, second) = (all / 10_000, all / 100 % 100, all % 100);
        } else if width <= 2
            && let Some(mark) = self.take(|byte| matches!(byte, b':' | b'.' | b'h'))
        {
            minute = self.number().filter(|(_, width)| *width == 2)?.0;
            if self.take(|byte| byte == mark).is_some() {
                second = self.number().filter(|(_, width)| *width == 2)?.0;
            }
        } else if width <= 2 && (self.at_word("am") || self.at_word("pm")) {
            minute = 0;
        } else {
            return None;
        }
        if self.take(|byte| matches!(byte, b'.' | b',')).is_some() {
            micros = self.fraction()?;
        }
        let start = self.at;
        match self.half_of_day() {
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(afternoon) => hour = hour % 12 + if afternoon { 12 } else { 0 },
            None => self.at = start,
        }
        if minute > 59 || second > 60 {
            return None;
        }
        let over = match (hour, minute, second) {
            (24, 0, 0) => 1,
            (0..24, ..) => 0,
            _ => return None,
        };
        // A leap second counts as the second before it.
        let seconds = i64::from(hour % 24) * 3600 + i64::from(minute) * 60 + i64::from(second.min(59));
        Some((over, Some(seconds * 1_000_000 + micros)))
    }

    /// True when that word comes next, blanks apart.
    fn at_word(&mut self, wanted: &str) -> bool {
        let start = self.at;
        self.blanks();
        let found = self.word() == wanted;
        self.at = start;
        found
    }

    /// `am`, `pm`, `a.m.`, `p. m.`: true for the afternoon.
    fn half_of_day(&mut self) -> Option<bool> {
        self.blanks();
        let (is_late, is_whole) = self.word_if(|word| match word {
            "am" => Some((false, true)),
            "pm" => Some((true, true)),
            "a" => Some((false, false)),
            "p" => Some((true, false)),
            _ => None,
        })?;
        if !is_whole && self.take(|byte| byte == b'.').is_some() {
            self.blanks();
            self.word_if(|word| (word == "m").then_some(()));
            self.take(|byte| byte == b'.');
        }
        Some(is_late)
    }

    /// Digits behind the seconds, cut to microseconds.
    fn fraction(&mut self) -> Option<i64> {
        let start = self.at;
        while self.take(|byte| byte.is_ascii_digit()).is_some() {}
        let digits = self.bytes.get(start..self.at).filter(|digits| !digits.is_empty())?;
        Some((0..6).fold(0, |sum, at| sum * 10 + digits.get(at).map_or(0, |byte| i64::from(byte - b'0'))))
    }

    /// Minutes east of UTC, if the text says; the outer `None` means an offset that cannot be.
    fn offset(&mut self) -> Option<Option<i32>> {
        self.gap();
        self.take(|byte| byte == b'(');
        let named = self.word_if(zone);
        let Some(sign) = self.take(|byte| matches!(byte, b'+' | b'-')) else { return Some(named) };
        let (number, width) = self.number()?;
        let (hours, minutes) = match width {
            1 | 2 if self.take(|byte| byte == b':').is_some() => {
                (number, self.number().filter(|(_, width)| *width == 2)?.0)
            }
            1 | 2 => (number, 0),
            4 => (number / 100, number % 100),
            _ => return None,
        };
        if hours > 14 || minutes > 59 {
            return None;
        }
        let total = i32::try_from(hours * 60 + minutes).ok()?;
        Some(Some(if sign == b'-' { -total } else { total }))
    }

    fn rest_is_filler(&mut self) -> bool {
        self.gap();
        while self.take(|byte| matches!(byte, b')' | b'.' | b' ')).is_some() {}
        self.at >= self.bytes.len()
    }
}

/// Eight digits: year first, or else the order of the column, day first where it has none.
fn compact(number: u32, order: Option<Order>) -> Option<i32> {
    let (high, middle, low) = (number / 10_000, number / 100 % 100, number % 100);
    if high >= FIRST_COMPACT_YEAR
        && let Some(days) = days_from_civil(i32::try_from(high).ok()?, middle, low)
    {
        return Some(days);
    }
    let (first, second, year) = (high / 100, high % 100, number % 10_000);
    let (day, month) = if order == Some(Order::Mdy) { (second, first) } else { (first, second) };
    if year < FIRST_COMPACT_YEAR {
        return None;
    }
    days_from_civil(i32::try_from(year).ok()?, month, day)
}

fn full_year(year: u32, width: usize, pivot: i32) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    match width {
        4 => Some(year),
        2 if year >= pivot => Some(1900 + year),
        2 => Some(2000 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `2024-03-04`, or with a time `2024-03-04 10:15:00.000000 +120`.
    fn show(stamp: Stamp) -> String {
        let (y, m, d) = stamp.civil();
        let mut out = format!("{y:04}-{m:02}-{d:02}");
        if let Some(micros) = stamp.micros {
            let seconds = micros / 1_000_000;
            out += &format!(" {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
            if micros % 1_000_000 != 0 {
                out += &format!(".{:06}", micros % 1_000_000);
            }
        }
        if let Some(offset) = stamp.offset_minutes {
            out += &format!(" {offset:+}");
        }
        out
    }

    #[test]
    fn forms_of_many_exports() {
        for (text, wanted) in [
            ("2024-03-04", "2024-03-04"),
            ("2006-04-15T03:23:15.000Z", "2006-04-15 03:23:15 +0"),
            ("2010-12-01T08:26:00.000000", "2010-12-01 08:26:00"),
            ("2010-12-01T08:26:00.123456789", "2010-12-01 08:26:00.123456"),
            ("2024-03-04T10:15:00+01:00", "2024-03-04 10:15:00 +60"),
            ("2024-03-04 10:15:00 +0200", "2024-03-04 10:15:00 +120"),
            ("2024-03-04 10:15:00 -0530", "2024-03-04 10:15:00 -330"),
            ("2024-03-04 10:15 UTC", "2024-03-04 10:15:00 +0"),
            ("2026/05/28 7:01:33 PM GMT+2", "2026-05-28 19:01:33 +120"),
            ("04.03.2024", "2024-03-04"),
            ("4.3.2024", "2024-03-04"),
            ("4. 3. 2024", "2024-03-04"),
            ("04.03.24", "2024-03-04"),
            ("04.03.69", "1969-03-04"),
            ("04.03.2024 10:15", "2024-03-04 10:15:00"),
            ("04.03.2024, 10:15 Uhr", "2024-03-04 10:15:00"),
            ("04.03.2024 um 24:00", "2024-03-05 00:00:00"),
            ("3/4/2024", "2024-03-04"),
            ("25/12/2023", "2023-12-25"),
            ("11/29/24 22:28", "2024-11-29 22:28:00"),
            ("04-03-2024", "2024-03-04"),
            ("04 Mar 2024", "2024-03-04"),
            ("01 Jan 2024", "2024-01-01"),
            ("4. März 2024", "2024-03-04"),
            ("4. Mrz. 2024", "2024-03-04"),
            ("Montag, 4. März 2024", "2024-03-04"),
            ("Mon, 04 Mar 2024 10:15:00 +0100", "2024-03-04 10:15:00 +60"),
            ("4-Mar-24", "2024-03-04"),
            ("4 de marzo de 2024", "2024-03-04"),
            ("1er mars 2024", "2024-03-01"),
            ("Sep 26, 2026 7:05 PM", "2026-09-26 19:05:00"),
            ("September 26th, 2026", "2026-09-26"),
            ("12/31/2024 12:00 AM", "2024-12-31 00:00:00"),
            ("20240304", "2024-03-04"),
            ("20240304T101500Z", "2024-03-04 10:15:00 +0"),
            ("20240304101500", "2024-03-04 10:15:00"),
            ("202403041015", "2024-03-04 10:15:00"),
            ("04032024", "2024-03-04"),
            ("4.3.2024 7:05 p. m.", "2024-03-04 19:05:00"),
            ("4/3/2024 7:05 a.m.", "2024-04-03 07:05:00"),
            ("3/4/2024 7 PM", "2024-03-04 19:00:00"),
            ("04.03.2024 10.15 Uhr", "2024-03-04 10:15:00"),
            ("4 mars 2024 à 10h15", "2024-03-04 10:15:00"),
            ("04.03.2024 10:15:30,5", "2024-03-04 10:15:30.500000"),
            ("4 de março de 2024", "2024-03-04"),
            ("4 marca 2024 r.", "2024-03-04"),
            ("środa, 4 września 2024", "2024-09-04"),
            ("24 févr. 2024", "2024-02-24"),
            ("15 août 2024", "2024-08-15"),
            ("7 dic 2024", "2024-12-07"),
            ("7 mei 2024", "2024-05-07"),
            ("29.02.2024", "2024-02-29"),
        ] {
            assert_eq!(parse(text, None).map(show).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn the_order_of_the_column_wins() {
        let read = |text, order| parse(text, Some(order)).map(show);
        assert_eq!(read("3/4/2024", Order::Dmy).as_deref(), Some("2024-04-03"));
        assert_eq!(read("3/4/2024", Order::Mdy).as_deref(), Some("2024-03-04"));
        assert_eq!(read("25/12/2024", Order::Mdy), None);
        assert_eq!(read("04.03.2024", Order::Mdy).as_deref(), Some("2024-03-04"), "dots are day first");
        assert_eq!(read("24-03-04", Order::Ymd).as_deref(), Some("2024-03-04"));
        assert_eq!(read("2024-03-04", Order::Dmy).as_deref(), Some("2024-03-04"));
    }

    #[test]
    fn no_date_is_no_date() {
        for text in [
            "",
            "0.0.00",
            "0/0/00",
            "0000-00-00",
            "--12-10",
            "45385",
            "31.02.2024",
            "2024-13-01",
            "04.03.",
            "2024",
            "März 2024",
            "morgen",
            "04.03.2024 25:00",
            "04.03.2024 x",
            "1.2.3.4",
            "12345678901234567890",
            "4.3.123",
            "2024-03-04T10:15:00+99:00",
            "0351 123456",
        ] {
            assert_eq!(parse(text, None), None, "{text}");
        }
        for text in ["0.0.00", "0/0/00", "0000-00-00", "0000-00-00 00:00:00", "00.00.0000"] {
            assert!(is_empty_date(text), "{text}");
        }
        for text in ["", "0", "04.03.2024", "0.5", "000"] {
            assert!(!is_empty_date(text), "{text}");
        }
    }

    #[test]
    fn the_zero_day_of_a_spreadsheet_is_no_date() {
        for text in ["1900-01-00", "00.01.1900", "1/0/1900", "1/0/1900 00:00"] {
            assert!(is_zero_day(text), "{text}");
        }
        for text in ["", "01.01.1900", "0.1.00", "1900", "0.0.00", "a.b.c"] {
            assert!(!is_zero_day(text), "{text}");
        }
    }

    #[test]
    fn dates_that_lack_a_part_are_known_as_such() {
        for text in [
            "--12-10",
            "--1210",
            "12/10",
            "10.12.",
            "10.12",
            "10 Dec",
            "December 10",
            "10. Dezember",
            "0403",
            "403",
            "2024",
            "2024-03",
            "03/2024",
            "März 2024",
            "4 mars",
            "Dec 10th",
        ] {
            assert!(is_incomplete(text), "{text}");
            assert_eq!(parse(text, None), None, "{text}");
        }
        for text in ["", "45385", "0.0.00", "13.13.", "1.2.3", "99", "9999", "morgen", "04.03.2024", "12,5", "32 Dec"] {
            assert!(!is_incomplete(text), "{text}");
        }
    }

    #[test]
    fn short_years_of_births_make_grown_ups() {
        let year = |text| parse_birth(text, Some(Order::Dmy)).map(|stamp| stamp.civil().0);
        assert_eq!(year("04.03.45"), Some(1945));
        assert_eq!(year("04.03.20"), Some(1920));
        assert_eq!(year("04.03.05"), Some(2005));
        assert_eq!(year("04.03.2021"), Some(2021));
        assert_eq!(parse("04.03.45", None).map(|stamp| stamp.civil().0), Some(2045));
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = parse(&text, None);
            let _ = is_empty_date(&text) && is_zero_day(&text);
            let _ = is_incomplete(&text);
        }

        #[test]
        fn date_like_text_never_panics(text in "[0-9TZapm :./+,-]{0,30}") {
            for order in [None, Some(Order::Dmy), Some(Order::Mdy), Some(Order::Ymd)] {
                let _ = parse(&text, order);
            }
            let _ = is_zero_day(&text);
            let _ = is_incomplete(&text);
        }

        #[test]
        fn what_is_written_is_read(days in -700_000..2_900_000) {
            let (y, m, d) = super::super::civil_from_days(days);
            let mut texts = vec![format!("{y:04}-{m:02}-{d:02}"), format!("{d}.{m}.{y:04}")];
            if y >= FIRST_COMPACT_YEAR as i32 {
                texts.push(format!("{y:04}{m:02}{d:02}"));
            }
            for text in texts {
                prop_assert_eq!(parse(&text, None).map(|stamp| stamp.days), Some(days), "{}", text);
            }
        }
    }
}
