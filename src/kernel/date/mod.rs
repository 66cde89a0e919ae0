//! Dates and times as exports write them, and the vote of a column on its order of day and month.
//!
//! Civil-date arithmetic of its own, since kernels know no clock and no calendar crate. Not for: time zones by
//! name (a few fixed abbreviations apart), durations, dates without a year. Costs a few hundred nanoseconds.

mod civil;
mod parse;
mod vote;
mod words;

pub use civil::{civil_from_days, days_from_civil};
pub use parse::{is_empty_date, is_incomplete, is_zero_day, parse, parse_birth};
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

    /// True for the day from which some program counts: 0001-01-01, 1899-12-30, 1899-12-31, 1900-01-01. It stands where
    /// an empty cell went through such a program.
    pub const fn is_epoch(&self) -> bool {
        matches!(self.days, -719_162 | -25_569..=-25_567)
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

/// The instant of a number of seconds (ten digits) or milliseconds (thirteen) since 1970, between September 2001 and the
/// end of 2099. Only for columns that are known to hold dates.
pub fn from_epoch(value: &str) -> Option<Stamp> {
    const MICROS_PER_SECOND: i64 = 1_000_000;
    const END_OF_2099: i64 = 4_102_444_800 * MICROS_PER_SECOND;
    let digits = value.trim();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with('0') {
        return None;
    }
    let unit = match digits.len() {
        10 => MICROS_PER_SECOND,
        13 => 1000,
        _ => return None,
    };
    let micros = digits.parse::<i64>().ok()?.checked_mul(unit).filter(|&micros| micros < END_OF_2099)?;
    let days = i32::try_from(micros / MICROS_PER_DAY).ok()?;
    Some(Stamp { days, micros: Some(micros % MICROS_PER_DAY), offset_minutes: Some(0) })
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

    #[test]
    fn seconds_and_milliseconds_are_told_by_their_digits() {
        for text in ["1709547300", "1709547300000"] {
            let stamp = from_epoch(text).unwrap();
            assert_eq!((stamp.civil(), stamp.utc_micros()), ((2024, 3, 4), 1_709_547_300_000_000), "{text}");
        }
        for text in ["", "17095473", "9999999999", "0709547300", "170954730x", "17095473000"] {
            assert_eq!(from_epoch(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_days_of_programs_are_known() {
        for (year, month, day) in [(1, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1)] {
            let days = days_from_civil(year, month, day).unwrap();
            assert!(Stamp { days, micros: None, offset_minutes: None }.is_epoch(), "{year}-{month}-{day}");
            assert!(!Stamp { days: days + 4, micros: None, offset_minutes: None }.is_epoch());
        }
    }

    proptest! {
        #[test]
        fn serials_never_panic(serial in any::<f64>(), old in any::<bool>()) {
            let _ = from_excel_serial(serial, old);
        }

        #[test]
        fn epochs_never_panic(text in "[0-9]{0,20}") {
            let _ = from_epoch(&text);
        }
    }
}
