//! Exact money: sums are millionths of a currency unit in 128 bits and become cents once, when they are written.
//!
//! Not for currencies: amounts of different currencies must never meet here.

use polars::prelude::*;

const MICRO_PER_CENT: i128 = 10_000;

/// `n / d` rounded half to even; `d` must be positive, 0 for anything else.
pub fn div_half_even(n: i128, d: i128) -> i128 {
    if d <= 0 {
        return 0;
    }
    let (quotient, rest) = (n.div_euclid(d), n.rem_euclid(d));
    let up = match rest.cmp(&(d - rest)) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => quotient & 1,
        std::cmp::Ordering::Greater => 1,
    };
    quotient + up
}

/// Cents of an amount in millionths, half to even.
pub fn cents(micro: i128) -> i128 {
    div_half_even(micro, MICRO_PER_CENT)
}

/// Cents of `micro / count`, rounded once; `None` without a count.
pub fn average_cents(micro: i128, count: u64) -> Option<i128> {
    (count > 0).then(|| div_half_even(micro, i128::from(count) * MICRO_PER_CENT))
}

/// A Decimal(18,2) column from cents.
///
/// # Errors
/// When an amount has more than 18 digits.
pub fn column(name: &str, cents: impl Iterator<Item = Option<i128>>) -> PolarsResult<Column> {
    let values: Int128Chunked = cents.collect();
    Ok(values.with_name(name.into()).into_decimal(18, 2)?.into_column())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_to_the_even_cent() {
        for (micro, expected) in
            [(5_000, 0), (15_000, 2), (25_000, 2), (25_001, 3), (-5_000, 0), (-15_000, -2), (-25_001, -3), (9_999, 1)]
        {
            assert_eq!(cents(micro), expected, "{micro}");
        }
        assert_eq!(average_cents(10_000_000, 3), Some(333));
        assert_eq!(average_cents(10_000_000, 0), None);
    }

    proptest! {
        #[test]
        fn rounding_is_off_by_at_most_half(n in -1_000_000_000_i128..1_000_000_000, d in 1_i128..100_000) {
            let rounded = div_half_even(n, d);
            prop_assert!((rounded * d - n).abs() * 2 <= d);
            prop_assert_eq!(div_half_even(-n, d), -rounded);
        }
    }
}
