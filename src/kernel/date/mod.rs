//! Dates and times as exports write them, and the vote of a column on its order of day and month.
//!
//! Civil-date arithmetic of its own, since kernels know no clock and no calendar crate. Not for: time zones by
//! name (a few fixed abbreviations apart), durations, dates without a year. Costs a few hundred nanoseconds.

mod civil;
mod parse;
mod vote;
mod words;

pub use civil::{civil_from_days, days_from_civil};
pub use parse::{is_empty_date, parse};
pub use vote::{Vote, vote};

/// Which of the three numbers of a date comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

impl Order {
    /// The word the pipeline file uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

/// A date, perhaps with a time of day, perhaps with its distance from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Days since 1970-01-01, local where the stamp has an offset.
    pub days: i32,
    /// Microseconds since local midnight; `None` for a date alone.
    pub micros: Option<i64>,
    /// Minutes east of UTC; `None` when the text does not say.
    pub offset_minutes: Option<i32>,
}

const MICROS_PER_MINUTE: i64 = 60_000_000;
const MICROS_PER_DAY: i64 = 86_400_000_000;

impl Stamp {
    /// Microseconds since 1970 in UTC; without an offset the text is taken for UTC, without a time for midnight.
    pub fn utc_micros(&self) -> i64 {
        i64::from(self.days) * MICROS_PER_DAY + self.micros.unwrap_or(0)
            - i64::from(self.offset_minutes.unwrap_or(0)) * MICROS_PER_MINUTE
    }

    /// Year, month and day as written.
    pub fn civil(&self) -> (i32, u32, u32) {
        civil_from_days(self.days)
    }
}

/// The date a spreadsheet stores as a number of days. `date1904` is the old Macintosh epoch. The fraction is the
/// time of day, rounded to milliseconds; a whole number is a date alone. `None` outside 1900-01-01 .. 9999-12-31
/// and for 1900-02-29, which Excel counts and the calendar does not have.
pub fn from_excel_serial(serial: f64, date1904: bool) -> Option<Stamp> {
    const MILLIS_PER_DAY: f64 = 86_400_000.0;
    if !serial.is_finite() || !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let mut day = serial.trunc() as i32;
    let mut millis = (serial.fract() * MILLIS_PER_DAY).round() as i64;
    if millis >= 86_400_000 {
        day += 1;
        millis = 0;
    }
    let epoch = match (date1904, day) {
        (true, _) => days_from_civil(1904, 1, 1)?,
        (false, 0 | 60) => return None,
        (false, 1..60) => days_from_civil(1899, 12, 31)?,
        (false, _) => days_from_civil(1899, 12, 30)?,
    };
    let micros = (millis != 0).then_some(millis * 1000);
    Some(Stamp { days: epoch + day, micros, offset_minutes: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(serial: f64, date1904: bool) -> Option<(i32, u32, u32)> {
        from_excel_serial(serial, date1904).map(|stamp| stamp.civil())
    }

    #[test]
    fn serials_are_excels() {
        assert_eq!(date(45_385.0, false), Some((2024, 4, 3)));
        assert_eq!(date(1.0, false), Some((1900, 1, 1)));
        assert_eq!(date(59.0, false), Some((1900, 2, 28)));
        assert_eq!(date(60.0, false), None);
        assert_eq!(date(61.0, false), Some((1900, 3, 1)));
        assert_eq!(date(0.0, true), Some((1904, 1, 1)));
        assert_eq!(date(43_923.0, true), Some((2024, 4, 3)));
        assert_eq!(from_excel_serial(45_291.5, false).and_then(|s| s.micros), Some(43_200_000_000));
        for nonsense in [f64::NAN, f64::INFINITY, -1.0, 3e6, 0.0] {
            assert_eq!(date(nonsense, false), None);
        }
    }

    #[test]
    fn utc_takes_the_offset_off() {
        let stamp = Stamp { days: 1, micros: Some(MICROS_PER_MINUTE), offset_minutes: Some(120) };
        assert_eq!(stamp.utc_micros(), MICROS_PER_DAY + MICROS_PER_MINUTE - 120 * MICROS_PER_MINUTE);
    }

    proptest! {
        #[test]
        fn serials_never_panic(serial in any::<f64>(), old in any::<bool>()) {
            let _ = from_excel_serial(serial, old);
        }
    }
}
