//! A value of a workbook as text: as the cell shows it where that matters (zeros in front, no exponent, no `.0`), and
//! dates in ISO form.
//!
//! Not for the formats of amounts: a number is its digits with a point.

use super::zeros::Zeros;
use calamine::{Data, DataRef, ExcelDateTime};
use std::borrow::Cow;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown<'a> {
    /// Nothing.
    Nothing,
    /// A value.
    Text(Cow<'a, str>),
    /// An error such as `#REF!`, as it stands in the cell.
    Error(Cow<'a, str>),
}

/// Reads a value; `zeros` is the number format when it shows zeros in front.
pub(super) fn shown<'a>(value: DataRef<'a>, zeros: Option<&Zeros>) -> Shown<'a> {
    let text = match value {
        DataRef::Empty => return Shown::Nothing,
        DataRef::Error(error) => return Shown::Error(Cow::Owned(error.to_string())),
        DataRef::String(text) => Cow::Owned(text),
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::DateTimeIso(text) => Cow::Owned(iso_moment(text)),
        DataRef::DurationIso(text) => Cow::Owned(iso_time(text)),
        DataRef::Bool(flag) => Cow::Borrowed(if flag { "true" } else { "false" }),
        DataRef::Int(number) => {
            Cow::Owned(zeros.and_then(|zeros| zeros.show(number as f64)).unwrap_or_else(|| number.to_string()))
        }
        DataRef::Float(number) => {
            Cow::Owned(zeros.and_then(|zeros| zeros.show(number)).unwrap_or_else(|| number_text(rounded(number))))
        }
        DataRef::DateTime(stamp) => Cow::Owned(stamp_text(stamp)),
    };
    if text.trim().is_empty() { Shown::Nothing } else { Shown::Text(text) }
}

/// The same value without a borrow; for the readers that hand out owned ones.
pub(super) fn owned(value: &Data) -> DataRef<'static> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::String(text.clone()),
        Data::Bool(flag) => DataRef::Bool(*flag),
        Data::DateTime(stamp) => DataRef::DateTime(*stamp),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// Serial days as a date, a moment, or a time of day; a duration as hours, minutes, seconds.
fn stamp_text(stamp: ExcelDateTime) -> String {
    let days = stamp.as_f64();
    if stamp.is_duration() || (0.0..1.0).contains(&days) {
        let seconds = (days * 86_400.0).round() as i64;
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.unsigned_abs();
        return format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    // serial numbers are binary fractions of a day: round to the second
    let half = chrono::Duration::milliseconds(500);
    match stamp.as_datetime().and_then(|moment| moment.checked_add_signed(half)) {
        Some(moment) => iso_moment(moment.format("%Y-%m-%dT%H:%M:%S").to_string()),
        None => number_text(days),
    }
}

/// An ISO moment without a fraction of zeros, and without a time when that is midnight.
fn iso_moment(text: String) -> String {
    let Some((day, time)) = text.split_once('T') else { return text };
    let time = match time.split_once('.') {
        Some((time, rest)) if rest.trim_end_matches('Z').bytes().all(|byte| byte == b'0') => time,
        _ => time,
    };
    if matches!(time, "00:00:00" | "00:00" | "00:00:00Z") { day.to_string() } else { format!("{day}T{time}") }
}

/// `PT10H05M00S` as `10:05:00`; anything else as it stands.
fn iso_time(text: String) -> String {
    let parts = || {
        let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
        let (minutes, seconds) = rest.split_once('M')?;
        let seconds = seconds.strip_suffix('S')?.split(['.', ',']).next()?;
        let number = |part: &str| part.parse::<u32>().ok();
        Some(format!("{:02}:{:02}:{:02}", number(hours)?, number(minutes)?, number(seconds)?))
    };
    parts().unwrap_or(text)
}

/// A number without the dust of binary fractions behind the 15 digits that a workbook knows.
fn rounded(number: f64) -> f64 {
    if number.fract() == 0.0 { number } else { format!("{number:.14e}").parse().unwrap_or(number) }
}

/// A float in plain digits: `20`, not `20.0`; all digits of a long id, never an exponent.
pub(in crate::ingest) fn number_text(number: f64) -> String {
    if number == 0.0 { "0".into() } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    #[test]
    fn numbers_keep_their_digits_and_lose_their_dust() {
        let cases = [
            (20.0, "20"),
            (12.5, "12.5"),
            (-0.0, "0"),
            (493_023_125_001.0, "493023125001"),
            (4.93e20, "493000000000000000000"),
            (0.1 + 0.2, "0.3"),
            (1234.56, "1234.56"),
            (1e-7, "0.0000001"),
        ];
        for (number, text) in cases {
            assert_eq!(number_text(rounded(number)), text);
        }
    }

    #[test]
    fn stamps_are_dates_moments_times_or_durations() {
        let text = |days, kind, is_1904| stamp_text(ExcelDateTime::new(days, kind, is_1904));
        assert_eq!(text(29221.0, DateTime, false), "1980-01-01");
        assert_eq!(text(43923.0, DateTime, true), "2024-04-03");
        assert_eq!(text(45_385.385_416_67, DateTime, false), "2024-04-03T09:15:00");
        assert_eq!(text(0.354_166_666_7, DateTime, false), "08:30:00");
        assert_eq!(text(1.5, TimeDelta, false), "36:00:00");
        assert_eq!(text(-0.25, TimeDelta, false), "-06:00:00");
        assert_eq!(text(1e300, DateTime, false), format!("{}", 1e300));
    }

    #[test]
    fn dates_stored_as_text_lose_their_midnight() {
        for (from, to) in [
            ("2024-04-03", "2024-04-03"),
            ("2024-04-03T00:00:00.000Z", "2024-04-03"),
            ("2024-04-03T10:15:00", "2024-04-03T10:15:00"),
            ("2024-04-03T10:15:00.250", "2024-04-03T10:15:00.250"),
        ] {
            assert_eq!(iso_moment(from.into()), to);
        }
        assert_eq!(iso_time("PT10H05M00S".into()), "10:05:00");
        assert_eq!(iso_time("PT5M".into()), "PT5M");
    }
}
