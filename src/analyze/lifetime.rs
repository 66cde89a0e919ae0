//! Who will buy again: lifetime models over the contacts' order days, and how they would have done.
//!
//! A purchase is a day with an order, time is in weeks, and the observation ends with the last document until `as_of`.
//! The forecast is for the calendar year after that of `as_of`. Before it is shown the model is tested: fitted to the first
//! part of the time, it forecasts the last part, beside the naive guess that everybody buys as often as in the stretch of
//! the same length before. Returns are not looked at. Not for the models themselves (`kernel::lifetime`).

use super::account::Customer;
use super::book::{Account, Book};
use super::classify::Classified;
use super::ledger::{Ledger, date, day_of};
use crate::kernel::lifetime::{BgNbd, Fit, GammaGamma, History, ParetoNbd, Purchasing, Spend};
use crate::pipeline::plan::PurchaseModel;
use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Fewest customers, customers who bought again, and days of observation for a model.
const FEWEST_CUSTOMERS: usize = 100;
const FEWEST_REPEATERS: usize = 30;
const SHORTEST_DAYS: i32 = 91;

/// Customers a model is fitted to at most, evenly drawn; bounds the time of a fit.
const MOST: usize = 50_000;

/// Days of the test at most.
const LONGEST_TEST: i32 = 365;

/// What is foretold for one contact.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Outlook {
    /// Chance of being a customer still.
    pub p_alive: Option<f64>,
    /// Expected days with an order in the next calendar year.
    pub orders: Option<f64>,
    /// Their expected value, in the contact's currency.
    pub value: Option<f64>,
}

/// The models.
#[derive(Debug, Clone, PartialEq)]
pub struct Lifetime {
    /// Customers the model was fitted to.
    pub customers: usize,
    /// Those of them who bought again.
    pub repeaters: usize,
    /// End of the observation.
    pub end: NaiveDate,
    /// The model of order days, in weeks.
    pub orders: Fit<Purchasing>,
    /// Gamma-Gamma by currency, where enough customers bought again.
    pub values: Vec<(String, Fit<GammaGamma>)>,
    /// How the model did on the last part of the time; `None` when the part before it holds too little.
    pub backtest: Option<Backtest>,
}

/// A forecast against what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Backtest {
    /// Days foretold.
    pub days: i32,
    /// Customers known before them.
    pub customers: usize,
    /// Their order days in that time: what came, what the model expected, what the naive guess expected.
    pub actual: f64,
    /// Expected by the model.
    pub model: f64,
    /// Expected by the naive guess.
    pub naive: f64,
    /// Root of the mean squared error per customer of the model.
    pub model_error: f64,
    /// The same of the naive guess.
    pub naive_error: f64,
}

/// The order days of one contact with their values, in order of time.
#[derive(Debug)]
struct Purchases {
    days: Vec<(i32, i128)>,
    currency: Option<u32>,
}

impl Purchases {
    fn of(
        account: &Account<'_>,
        currency: Option<u32>,
        book: &Book,
        ledger: &Ledger<'_>,
        classes: &Classified,
    ) -> Self {
        let mut days: Vec<(i32, i128)> = Vec::with_capacity(account.orders.len());
        for order in account.orders {
            let lines = book.sales.get(order.lines.clone()).unwrap_or_default();
            let value: i128 = lines.iter().map(|&row| classes.value(ledger, row as usize)).sum();
            match days.last_mut() {
                Some((day, sum)) if *day == order.day => *sum += value,
                _ => days.push((order.day, value)),
            }
        }
        Self { days, currency }
    }

    /// The days up to the end of the observation.
    fn until(&self, end: i32) -> &[(i32, i128)] {
        self.days.get(..self.days.partition_point(|&(day, _)| day <= end)).unwrap_or_default()
    }

    fn history(&self, end: i32) -> Option<History> {
        let days = self.until(end);
        let (&(first, _), &(last, _)) = (days.first()?, days.last()?);
        let repeats = u32::try_from(days.len() - 1).unwrap_or(u32::MAX);
        Some(History { repeats, recency: weeks(last - first), age: weeks(end - first) })
    }

    /// The value of the repeated order days, in currency units.
    fn spend(&self, end: i32) -> Spend {
        let again = self.until(end).get(1..).unwrap_or_default();
        let sum: i128 = again.iter().map(|&(_, value)| value).sum();
        let repeats = u32::try_from(again.len()).unwrap_or(u32::MAX);
        let mean = if repeats > 0 { sum as f64 / 1e6 / f64::from(repeats) } else { 0.0 };
        // Nothing is learnt from orders that were free.
        if mean > 0.0 { Spend { repeats, mean } } else { Spend { repeats: 0, mean: 0.0 } }
    }
}

/// Weeks to two decimals, as the published tables hold them, so that likelihoods can be compared with theirs.
fn weeks(days: i32) -> f64 {
    (f64::from(days) / 7.0 * 100.0).round() / 100.0
}

/// Fits the models and foretells, one outlook per account; the error says why there is no model.
pub fn foretell(
    accounts: &[Account<'_>],
    customers: &[Customer],
    book: &Book,
    ledger: &Ledger<'_>,
    classes: &Classified,
    kind: PurchaseModel,
    as_of: NaiveDate,
) -> (Vec<Outlook>, Result<Lifetime, String>) {
    let purchases: Vec<Purchases> = accounts
        .par_iter()
        .zip(customers)
        .map(|(account, customer)| Purchases::of(account, customer.currency, book, ledger, classes))
        .collect();
    let nothing = vec![Outlook::default(); accounts.len()];
    let Some(end) = ledger.observed_until(as_of) else {
        return (nothing, Err("there are no orders".to_owned()));
    };
    let model = match fit_all(&purchases, ledger, kind, end) {
        Ok(model) => model,
        Err(reason) => return (nothing, Err(reason)),
    };
    let day = |year: i32| NaiveDate::from_ymd_opt(year, 12, 31).map_or(end, day_of);
    let (this, next) = (weeks(day(as_of.year()) - end), weeks(day(as_of.year() + 1) - end));
    let outlooks = purchases.par_iter().map(|bought| outlook(bought, &model, ledger, end, (this, next))).collect();
    (outlooks, Ok(model))
}

fn outlook(bought: &Purchases, model: &Lifetime, ledger: &Ledger<'_>, end: i32, (this, next): (f64, f64)) -> Outlook {
    let Some(history) = bought.history(end) else { return Outlook::default() };
    let orders = model.orders.model;
    let expected = (orders.expected(&history, next) - orders.expected(&history, this)).max(0.0);
    let code = bought.currency.and_then(|id| ledger.currencies.get(id as usize));
    let values = code.and_then(|code| model.values.iter().find(|(known, _)| known == code));
    let value = values.map(|(_, fit)| expected * fit.model.expected(&bought.spend(end)));
    Outlook {
        p_alive: Some(orders.p_alive(&history)),
        orders: Some(expected).filter(|expected| expected.is_finite()),
        value: value.filter(|value| value.is_finite()),
    }
}

fn fit_all(purchases: &[Purchases], ledger: &Ledger<'_>, kind: PurchaseModel, end: i32) -> Result<Lifetime, String> {
    let first = purchases.iter().filter_map(|bought| bought.days.first()).map(|&(day, _)| day).min().unwrap_or(end);
    let fitted = fit(purchases, kind, first, end)?;
    let by_currency = |id: u32| {
        let known = purchases.iter().filter(|bought| bought.currency == Some(id)).map(|bought| bought.spend(end));
        let spends: Vec<Spend> = known.filter(|spend| spend.repeats > 0).collect();
        let spends = evenly(spends, |spend| (spend.repeats, spend.mean.to_bits(), 0));
        let enough = spends.len() >= FEWEST_REPEATERS;
        enough.then(|| GammaGamma::fit(&spends)).flatten()
    };
    let values = ledger.currencies.iter().zip(0..).filter_map(|(code, id)| Some((code.clone(), by_currency(id)?)));
    let end_date = date(end).ok_or_else(|| "the last day is no date".to_owned())?;
    Ok(Lifetime { values: values.collect(), backtest: backtest(purchases, kind, first, end), end: end_date, ..fitted })
}

/// Fits the order model to what was known at the end of the observation.
fn fit(purchases: &[Purchases], kind: PurchaseModel, first: i32, end: i32) -> Result<Lifetime, String> {
    let histories: Vec<History> = purchases.iter().filter_map(|bought| bought.history(end)).collect();
    let customers = histories.len();
    let repeaters = histories.iter().filter(|history| history.repeats > 0).count();
    if customers < FEWEST_CUSTOMERS || repeaters < FEWEST_REPEATERS || end - first < SHORTEST_DAYS {
        return Err(format!(
            "{customers} customers, {repeaters} of them with a second order, over {} days; a model needs \
             {FEWEST_CUSTOMERS}, {FEWEST_REPEATERS} and {SHORTEST_DAYS}",
            (end - first).max(0)
        ));
    }
    let histories = counted(evenly(histories, key));
    let orders = match kind {
        PurchaseModel::BgNbd => BgNbd::fit(&histories).map(|fit| fit.map(Purchasing::BgNbd)),
        PurchaseModel::ParetoNbd => ParetoNbd::fit(&histories).map(|fit| fit.map(Purchasing::ParetoNbd)),
    };
    let orders = orders.ok_or("the likelihood has no maximum")?;
    let end = date(end).ok_or("the last day is no date")?;
    Ok(Lifetime { customers, repeaters, end, orders, values: Vec::new(), backtest: None })
}

fn backtest(purchases: &[Purchases], kind: PurchaseModel, first: i32, end: i32) -> Option<Backtest> {
    let days = ((end - first) / 4).min(LONGEST_TEST);
    let cut = end - days;
    let model = fit(purchases, kind, first, cut).ok()?.orders.model;
    let known: Vec<[f64; 3]> = purchases
        .par_iter()
        .filter_map(|bought| {
            let history = bought.history(cut)?;
            let before = bought.until(cut).len();
            let came = bought.until(end).len() - before;
            let again = before - bought.until(cut - days).len();
            Some([came as f64, model.expected(&history, weeks(days)), again as f64])
        })
        .collect();
    let sum = |of: &dyn Fn(&[f64; 3]) -> f64| known.iter().map(of).sum::<f64>();
    let customers = known.len();
    Some(Backtest {
        days,
        customers,
        actual: sum(&|row| row[0]),
        model: sum(&|row| row[1]),
        naive: sum(&|row| row[2]),
        model_error: (sum(&|row| (row[1] - row[0]).powi(2)) / customers as f64).sqrt(),
        naive_error: (sum(&|row| (row[2] - row[0]).powi(2)) / customers as f64).sqrt(),
    })
}

/// At most [`MOST`] of the values, evenly drawn from them in the order of their keys: contacts come in the order of their
/// ids, which say nothing and must not move a sum.
fn evenly<T>(mut values: Vec<T>, key: impl Fn(&T) -> (u32, u64, u64)) -> Vec<T> {
    values.sort_unstable_by_key(&key);
    let step = values.len().div_ceil(MOST).max(1);
    values.into_iter().step_by(step).collect()
}

/// The order of histories; the bits of positive floats have the order of the numbers.
fn key(history: &History) -> (u32, u64, u64) {
    (history.repeats, history.recency.to_bits(), history.age.to_bits())
}

/// Equal histories counted, in a fixed order.
fn counted(histories: Vec<History>) -> Vec<(History, f64)> {
    let mut counts: BTreeMap<(u32, u64, u64), (History, f64)> = BTreeMap::new();
    for history in histories {
        counts.entry(key(&history)).or_insert((history, 0.0)).1 += 1.0;
    }
    counts.into_values().collect()
}
