//! Reading one date.

use super::civil::days_from_civil;
use super::words::{is_filler, is_weekday, month, zone};
use super::{Order, Stamp};
use crate::kernel::text::{clean, fold};

/// Longer texts are no dates.
const LONGEST: usize = 64;

/// Two-digit years from here on belong to the 20th century, as in POSIX: 69 is 1969, 68 is 2068.
const PIVOT: i32 = 69;

/// Reads a date with or without a time.
///
/// Forms: ISO with `T` or blank, fraction and `Z` or offset; `yyyymmdd`, also with `Thhmmss`; `dd.mm.yyyy`, `d.m.yy`;
/// `m/d/yyyy`, `d/m/yyyy`; `dd-mm-yyyy`; `01 Jan 2024`, `4. März 2024`, `Sep 26, 2026 7:05 PM`; a weekday in front.
///
/// `order` decides day and month where both are numbers and the year does not stand first; a value that this
/// order cannot read is `None`. Without an order the only possible reading is taken, or else day first for `.`
/// and `-` and month first for `/`. Dots always mean day first. `None` also for what says nothing (`0.0.00`),
/// see [`is_empty_date`], and for dates without year or day.
pub fn parse(value: &str, order: Option<Order>) -> Option<Stamp> {
    if value.len() > LONGEST {
        return None;
    }
    let text = fold(&clean(value));
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    let days = scan.date(order)?;
    let (over, micros) = scan.time()?;
    let offset_minutes = if micros.is_some() { scan.offset()? } else { None };
    scan.rest_is_filler().then_some(Stamp { days: days.checked_add(over)?, micros, offset_minutes })
}

/// True for dates that programs write when there is none: `0.0.00`, `0/0/00`, `0000-00-00`, also with a time.
pub fn is_empty_date(value: &str) -> bool {
    let value = value.trim();
    let date = value.split([' ', 'T']).next().unwrap_or_default();
    date.len() <= 10
        && date.bytes().filter(|byte| matches!(byte, b'.' | b'/' | b'-')).count() == 2
        && date.starts_with('0')
        && date.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'/' | b'-'))
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
    let mut scan = Scan { bytes: value.as_bytes(), at: 0 };
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
        if self.word_if(|word| is_weekday(word).then_some(())).is_some() {
            self.take(|byte| byte == b'.');
            self.gap();
        }
        if let Some(month) = self.word_if(month) {
            return self.month_first(month);
        }
        let (first, width) = self.number()?;
        match width {
            8 => days_from_civil((first / 10_000) as i32, first / 100 % 100, first % 100),
            4 => self.year_first(first),
            1 | 2 => self.day_or_month_first(first, width, order),
            _ => None,
        }
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
        days_from_civil(full_year(year, width)?, month, day)
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
            return days_from_civil(full_year(year, width)?, month, first);
        }
        let (second, _) = self.number().filter(|(_, width)| *width <= 2)?;
        self.take(|byte| byte == separator)?;
        self.blanks();
        let (third, third_width) = self.number()?;
        if order == Some(Order::Ymd) && width == 2 && third_width <= 2 {
            return days_from_civil(full_year(first, width)?, second, third);
        }
        let year = full_year(third, third_width)?;
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
        } else if width <= 2 && self.take(|byte| byte == b':').is_some() {
            minute = self.number().filter(|(_, width)| *width == 2)?.0;
            if self.take(|byte| byte == b':').is_some() {
                second = self.number().filter(|(_, width)| *width == 2)?.0;
            }
        } else {
            return None;
        }
        if self.take(|byte| matches!(byte, b'.' | b',')).is_some() {
            micros = self.fraction()?;
        }
        let start = self.at;
        self.blanks();
        match self.word_if(|word| match word {
            "am" | "a" => Some(false),
            "pm" | "p" => Some(true),
            _ => None,
        }) {
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

fn full_year(year: u32, width: usize) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    match width {
        4 => Some(year),
        2 if year >= PIVOT => Some(1900 + year),
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

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = parse(&text, None);
            let _ = is_empty_date(&text);
        }

        #[test]
        fn date_like_text_never_panics(text in "[0-9TZapm :./+,-]{0,30}") {
            for order in [None, Some(Order::Dmy), Some(Order::Mdy), Some(Order::Ymd)] {
                let _ = parse(&text, order);
            }
        }

        #[test]
        fn what_is_written_is_read(days in -700_000..2_900_000) {
            let (y, m, d) = super::super::civil_from_days(days);
            for text in [format!("{y:04}-{m:02}-{d:02}"), format!("{d}.{m}.{y:04}"), format!("{y:04}{m:02}{d:02}")] {
                prop_assert_eq!(parse(&text, None).map(|stamp| stamp.days), Some(days), "{}", text);
            }
        }
    }
}
