//! Amounts in one currency: lines are converted at the rate that the user's table gives for their day.
//!
//! Rounded half away from zero to millionths, far below a cent. What has no rate stays in its own currency and is counted,
//! never guessed. Costs one pass over the lines.

use super::NO_CURRENCY;
use super::ledger::NO_DAY;
use crate::engine::distinct::{Distinct, NULL};
use crate::engine::frame::text;
use polars::prelude::*;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A rate of 1, in billionths.
const ONE: i128 = 1_000_000_000;
/// Columns that hold money.
const MONEY: [&str; 3] = ["price_e4", "amount_micro", "refunded_micro"];

/// What one unit of other currencies is worth in the base currency, from which day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    base: String,
    of: BTreeMap<String, BTreeMap<i32, i64>>,
}

/// What became of the currencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The base currency.
    pub base: String,
    /// Lines that were converted.
    pub lines: u64,
    /// Lines left in their own currency, by currency.
    pub without_rate: BTreeMap<String, u64>,
}

impl Rates {
    /// No rates into a base currency, an ISO 4217 code.
    pub fn new(base: impl Into<String>) -> Self {
        Self { base: base.into(), of: BTreeMap::new() }
    }

    /// Adds a rate in billionths that holds from a day on, without one from ever; false when that day has one already, which
    /// stays.
    pub fn add(&mut self, currency: &str, from: Option<i32>, billionths: i64) -> bool {
        let of = self.of.entry(currency.to_owned()).or_default();
        let Entry::Vacant(day) = of.entry(from.unwrap_or(NO_DAY)) else { return false };
        day.insert(billionths);
        true
    }

    /// Converts order lines in place.
    ///
    /// # Errors
    /// When a column is missing, or an amount is too large for its type afterwards.
    pub fn convert(&self, lines: &mut DataFrame) -> PolarsResult<Converted> {
        let mut converted = Converted { base: self.base.clone(), lines: 0, without_rate: BTreeMap::new() };
        let currency = text(lines, "currency")?.clone();
        let currencies = Distinct::of(&currency);
        let known: Vec<Option<&BTreeMap<i32, i64>>> = currencies.values.iter().map(|code| self.of.get(*code)).collect();
        let days = lines.column("order_date")?.date()?.physical().clone();
        let mut rates: Vec<i128> = Vec::with_capacity(lines.height());
        for (&id, day) in currencies.ids.iter().zip(days.iter()) {
            let code = if id == NULL {
                NO_CURRENCY
            } else {
                currencies.values.get(id as usize).copied().unwrap_or(NO_CURRENCY)
            };
            let of = known.get(id as usize).copied().flatten();
            let rate = of.and_then(|of| of.range(..=day.unwrap_or(NO_DAY)).next_back()).map(|(_, rate)| *rate);
            if let Some(rate) = rate {
                converted.lines += 1;
                rates.push(i128::from(rate));
            } else {
                if code != self.base {
                    *converted.without_rate.entry(code.to_owned()).or_default() += 1;
                }
                rates.push(0);
            }
        }
        for name in MONEY {
            let amounts = lines.column(name)?.i64()?.clone();
            let exchanged = amounts.iter().zip(&rates).map(|(amount, &rate)| exchange(amount, rate));
            let exchanged: Vec<Option<i64>> = exchanged.collect::<PolarsResult<_>>()?;
            lines.with_column(Int64Chunked::from_iter_options(name.into(), exchanged.into_iter()).into_column())?;
        }
        let codes =
            currency.iter().zip(&rates).map(|(code, &rate)| if rate == 0 { code } else { Some(self.base.as_str()) });
        let codes = StringChunked::from_iter_options("currency".into(), codes);
        lines.with_column(codes.into_column())?;
        Ok(converted)
    }
}

/// An amount at a rate in billionths, 0 for none; an amount that is none of zero stays none of zero.
fn exchange(amount: Option<i64>, rate: i128) -> PolarsResult<Option<i64>> {
    let Some(amount) = amount.filter(|_| rate != 0) else { return Ok(amount) };
    let product = i128::from(amount) * rate;
    let half = if product < 0 { -ONE / 2 } else { ONE / 2 };
    let exchanged = match (product + half) / ONE {
        0 if amount != 0 => i128::from(amount.signum()),
        exchanged => exchanged,
    };
    match i64::try_from(exchanged) {
        Ok(exchanged) => Ok(Some(exchanged)),
        Err(_) => polars_bail!(ComputeError: "an amount of an order line is too large after its conversion"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_rounded_half_away_from_zero_and_never_vanish() {
        let rate = 920_000_000;
        for (amount, expected) in [(100, 92), (-100, -92), (0, 0), (1, 1), (-1, -1), (25, 23), (-25, -23), (3, 3)] {
            assert_eq!(exchange(Some(amount), rate).unwrap(), Some(expected), "{amount}");
        }
        // half a unit
        assert_eq!(exchange(Some(5), 500_000_000).unwrap(), Some(3));
        assert_eq!(exchange(Some(-5), 500_000_000).unwrap(), Some(-3));
        assert_eq!((exchange(None, rate).unwrap(), exchange(Some(7), 0).unwrap()), (None, Some(7)));
        assert!(exchange(Some(i64::MAX), 2 * rate).is_err());
    }
}
