//! Days of the invented world and how exports write them.

use chrono::{Datelike, Days, NaiveDate};

/// Days since 2000-01-01; negative for birth dates before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub(super) i64);

/// The last day of the invented world, 2026-06-30; also `as_of` of the shipped pipeline.
pub(super) const AS_OF: Day = Day(9677);
/// The first day on which anybody bought, 2024-01-01.
pub(super) const FIRST_SALE: Day = Day(8766);

impl Day {
    fn date(self) -> NaiveDate {
        let epoch = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
        let distance = Days::new(self.0.unsigned_abs());
        let date = if self.0 < 0 { epoch.checked_sub_days(distance) } else { epoch.checked_add_days(distance) };
        date.unwrap_or(epoch)
    }

    /// The day of that date; the epoch when there is no such date.
    pub(super) fn of(year: i32, month: u32, day: u32) -> Self {
        let epoch = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default();
        Self(NaiveDate::from_ymd_opt(year, month, day).map_or(0, |date| (date - epoch).num_days()))
    }

    /// Calendar year.
    pub(super) fn year(self) -> i32 {
        self.date().year()
    }

    /// So many days later.
    pub(super) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// 2026-06-30
    pub(super) fn iso(self) -> String {
        let date = self.date();
        format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
    }

    /// 30.06.2026, or with another separator.
    pub(super) fn dmy(self, separator: char) -> String {
        let date = self.date();
        format!("{:02}{separator}{:02}{separator}{:04}", date.day(), date.month(), date.year())
    }

    /// 6/30/2026
    pub(super) fn mdy(self) -> String {
        let date = self.date();
        format!("{}/{}/{:04}", date.month(), date.day(), date.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_every_form() {
        assert_eq!((AS_OF.iso(), FIRST_SALE.iso()), ("2026-06-30".to_owned(), "2024-01-01".to_owned()));
        assert_eq!(AS_OF.dmy('.'), "30.06.2026");
        assert_eq!(AS_OF.mdy(), "6/30/2026");
        assert_eq!(Day::of(1958, 3, 9).iso(), "1958-03-09");
        assert_eq!(Day::of(2026, 6, 30), AS_OF);
        assert_eq!(FIRST_SALE.plus(-1).year(), 2023);
    }
}
