//! The vote of a column: which order of day and month fits its values.

use super::Order;
use super::parse::{Numbers, numbers};

/// The outcome of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote {
    /// The order to read the column with.
    pub order: Order,
    /// True when at least one value can be read in this order only; false when convention decided.
    pub decided: bool,
    /// Values that can only be read in the other order.
    pub contradictions: usize,
    /// Values that both orders can read, with different dates. Dots are never in doubt: they mean day first.
    pub ambiguous: usize,
}

/// Counts what the numeric dates of a column allow. Texts that are no numeric date do not vote.
///
/// * Year first in most of them: [`Order::Ymd`].
/// * Otherwise the order that more values demand (a number above 12 in first or second place).
/// * Without any such evidence the separator decides: day first for `.` and `-`, month first for `/`, because
///   slashes come from American exports far more often than a file without a single day above 12 is European.
///   `decided` is false then.
pub fn vote<'a>(values: impl IntoIterator<Item = &'a str>) -> Vote {
    let (mut ymd, mut dmy, mut mdy, mut both, mut clear, mut slashes) = (0_usize, 0, 0, 0, 0, 0);
    for value in values {
        let Some(Numbers { first, second, year_first, separator }) = numbers(value) else { continue };
        if year_first {
            ymd += 1;
            continue;
        }
        slashes += usize::from(separator == b'/');
        match (first <= 12, second <= 12) {
            (true, true) if first == second || separator == b'.' => clear += 1,
            (true, true) => both += 1,
            // A dot never separates month-first dates, so it is no evidence for them either.
            (true, false) if separator != b'.' => mdy += 1,
            (false, true) => dmy += 1,
            _ => {}
        }
    }
    let day_first = dmy + mdy + both + clear;
    if ymd > day_first {
        return Vote { order: Order::Ymd, decided: true, contradictions: 0, ambiguous: both };
    }
    let decided = dmy != mdy;
    let order = match dmy.cmp(&mdy) {
        std::cmp::Ordering::Greater => Order::Dmy,
        std::cmp::Ordering::Less => Order::Mdy,
        std::cmp::Ordering::Equal if slashes * 2 > day_first => Order::Mdy,
        std::cmp::Ordering::Equal => Order::Dmy,
    };
    let contradictions = if order == Order::Dmy { mdy } else { dmy };
    Vote { order, decided, contradictions, ambiguous: both }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn evidence_decides() {
        assert_eq!(vote(["3/4/2024", "25/12/2023"]).order, Order::Dmy);
        assert_eq!(vote(["3/4/2024", "12/25/2023"]).order, Order::Mdy);
        assert_eq!(vote(["2024-03-04", "2024-12-25"]).order, Order::Ymd);
        let torn = vote(["13/1/2024", "14/1/2024", "1/13/2024", "2/3/2024"]);
        assert_eq!(torn, Vote { order: Order::Dmy, decided: true, contradictions: 1, ambiguous: 1 });
    }

    #[test]
    fn convention_decides_where_there_is_no_evidence() {
        for (value, order, doubts) in
            [("3/4/2024", Order::Mdy, 1), ("3.4.2024", Order::Dmy, 0), ("03-04-2024", Order::Dmy, 1)]
        {
            let outcome = vote([value]);
            assert_eq!((outcome.order, outcome.decided, outcome.ambiguous), (order, false, doubts), "{value}");
        }
        assert_eq!(
            vote(["", "n/a", "04 Mar 2024"]),
            Vote { order: Order::Dmy, decided: false, contradictions: 0, ambiguous: 0 }
        );
    }

    proptest! {
        #[test]
        fn never_panics(values in proptest::collection::vec("[0-9./: -]{0,16}", 0..8)) {
            let outcome = vote(values.iter().map(String::as_str));
            prop_assert!(outcome.contradictions + outcome.ambiguous <= values.len());
        }
    }
}
