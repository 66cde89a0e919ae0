//! One contact's account: its calendar years and its figures over all years, exact and unrounded.
//!
//! Rules that the tables show:
//!
//! * A year is `new` when it is the first with an order, `returning` when the contact ordered in the year before, else
//!   `reactivated`, and `lapsed` when it has no order. Lapsed years are listed when the year before had an order (so the
//!   loss is seen) or when something was returned in them, and only up to the last year of the data.
//! * Status and gaps look at all orders of the contact; counts, money and the year before at those in the row's currency.
//! * Gaps are counted in the year of the later order.

use super::book::{Account, Order, year};
use super::classify::Classified;
use super::ledger::Ledger;
use crate::engine::distinct::NULL;
use std::collections::BTreeMap;

/// Standing of a contact in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// First year with an order.
    New,
    /// Ordered in the year before, too.
    Returning,
    /// Ordered earlier, but not in the year before.
    Reactivated,
    /// No order.
    Lapsed,
}

impl Status {
    /// The word the table uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Returning => "returning",
            Self::Reactivated => "reactivated",
            Self::Lapsed => "lapsed",
        }
    }
}

/// Sums over some orders and returns; money in millionths, units in thousandths.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// Orders.
    pub orders: u64,
    /// Distinct days with an order.
    pub order_days: u64,
    /// Sale lines.
    pub lines: u64,
    /// Thousandths of units sold.
    pub units: i128,
    /// Distinct products, services left out.
    pub products: u64,
    /// Distinct categories of products.
    pub categories: u64,
    /// Value sold.
    pub gross: i128,
    /// Value taken back, usually negative.
    pub returns: i128,
    /// Value of the largest order.
    pub largest: Option<i128>,
    /// Credit notes and cancellations.
    pub return_documents: u64,
    /// First and last day with an order.
    pub span: Option<(i32, i32)>,
    /// Mean and median of the gaps that end here, in days.
    pub gaps: Option<(f64, f64)>,
}

/// A row of `purchase_years`.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// Contact.
    pub contact: u32,
    /// Calendar year.
    pub year: i32,
    /// Currency.
    pub currency: u32,
    /// Standing.
    pub status: Status,
    /// Sums of the year.
    pub figures: Figures,
    /// Orders of the year before.
    pub orders_before: u64,
    /// Net value of the year before.
    pub net_before: i128,
}

/// A row of `customers`, without scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Customer {
    /// Contact.
    pub contact: u32,
    /// The sources' customer numbers, sorted, distinct.
    pub numbers: String,
    /// Currency; `None` when there are several, and then the money of `figures` means nothing.
    pub currency: Option<u32>,
    /// Years with an order.
    pub active_years: u64,
    /// Sums over all years.
    pub figures: Figures,
}

/// Sums being gathered.
#[derive(Debug, Default)]
struct Tally {
    figures: Figures,
    days: Vec<i32>,
    products: Vec<u32>,
    categories: Vec<u32>,
    documents: Vec<u64>,
    gaps: Vec<i32>,
}

/// What one order holds in one currency.
#[derive(Debug, Default)]
struct Piece {
    lines: u64,
    units: i128,
    gross: i128,
    products: Vec<u32>,
    categories: Vec<u32>,
}

impl Tally {
    fn add_order(&mut self, order: &Order, piece: &Piece) {
        let figures = &mut self.figures;
        figures.orders += 1;
        figures.lines += piece.lines;
        figures.units += piece.units;
        figures.gross += piece.gross;
        figures.largest = figures.largest.max(Some(piece.gross));
        self.days.push(order.day);
        self.gaps.extend(order.gap);
        self.products.extend_from_slice(&piece.products);
        self.categories.extend_from_slice(&piece.categories);
    }

    fn add_return(&mut self, value: i128, document: Option<u64>) {
        self.figures.returns += value;
        self.documents.extend(document);
    }

    fn finish(mut self) -> Figures {
        let mut figures = self.figures;
        figures.order_days = distinct(&mut self.days);
        figures.products = distinct(&mut self.products);
        figures.categories = distinct(&mut self.categories);
        figures.return_documents = distinct(&mut self.documents);
        figures.span = self.days.first().copied().zip(self.days.last().copied());
        figures.gaps = gap_statistics(&mut self.gaps);
        figures
    }
}

fn distinct<T: Ord>(values: &mut Vec<T>) -> u64 {
    values.sort_unstable();
    values.dedup();
    values.len() as u64
}

/// Mean and median of gaps; `None` without one.
pub fn gap_statistics(gaps: &mut [i32]) -> Option<(f64, f64)> {
    gaps.sort_unstable();
    let half = gaps.len() / 2;
    let upper = f64::from(*gaps.get(half)?);
    let lower = if gaps.len().is_multiple_of(2) { f64::from(*gaps.get(half - 1)?) } else { upper };
    let sum: i64 = gaps.iter().map(|&gap| i64::from(gap)).sum();
    Some((sum as f64 / gaps.len() as f64, (lower + upper) / 2.0))
}

/// Settles one account: its years by year and currency, and the customer.
pub fn settle(
    account: Account<'_>,
    ledger: &Ledger<'_>,
    classified: &Classified,
    sales: &[u32],
) -> (Vec<Year>, Customer) {
    let mut years: BTreeMap<(i32, u32), Tally> = BTreeMap::new();
    let mut overall = Tally::default();
    for order in account.orders {
        let pieces = pieces(order, ledger, classified, sales);
        let mut whole = Piece::default();
        for (currency, piece) in pieces {
            years.entry((order.year, currency)).or_default().add_order(order, &piece);
            whole.absorb(piece);
        }
        overall.add_order(order, &whole);
    }
    for back in account.returns {
        years.entry((year(back.day), back.currency)).or_default().add_return(back.value, back.document);
        overall.add_return(back.value, back.document);
    }
    let mut active: Vec<i32> = account.orders.iter().map(|order| order.year).collect();
    active.dedup();
    let mut currencies: Vec<u32> = years.keys().map(|&(_, currency)| currency).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let customer = Customer {
        contact: account.contact,
        numbers: numbers(account, ledger, sales),
        currency: if let [only] = currencies[..] { Some(only) } else { None },
        active_years: active.len() as u64,
        figures: overall.finish(),
    };
    add_lapsed(&mut years, &active, ledger);
    (rows(account.contact, years, &active), customer)
}

impl Piece {
    fn absorb(&mut self, other: Self) {
        self.lines += other.lines;
        self.units += other.units;
        self.gross += other.gross;
        self.products.extend(other.products);
        self.categories.extend(other.categories);
    }
}

/// An order, currency by currency; nearly always one.
fn pieces(order: &Order, ledger: &Ledger<'_>, classified: &Classified, sales: &[u32]) -> Vec<(u32, Piece)> {
    let mut pieces: Vec<(u32, Piece)> = Vec::with_capacity(1);
    for &row in sales.get(order.lines.clone()).unwrap_or_default() {
        let row = row as usize;
        let currency = ledger.currency[row];
        let at = pieces.iter().position(|(known, _)| *known == currency).unwrap_or_else(|| {
            pieces.push((currency, Piece::default()));
            pieces.len() - 1
        });
        let Some((_, piece)) = pieces.get_mut(at) else { continue };
        piece.lines += 1;
        piece.units += ledger.quantity.get(row).map_or(0, i128::from);
        piece.gross += classified.value(ledger, row);
        let product = ledger.product[row];
        let service = ledger.products.get(product as usize).is_some_and(|product| product.service);
        if product != NULL && !service {
            piece.products.push(product);
        }
        if ledger.category[row] != NULL && !service {
            piece.categories.push(ledger.category[row]);
        }
    }
    pieces.sort_unstable_by_key(|&(currency, _)| currency);
    pieces
}

fn numbers(account: Account<'_>, ledger: &Ledger<'_>, sales: &[u32]) -> String {
    let bought = account.orders.iter().flat_map(|order| sales.get(order.lines.clone()).unwrap_or_default());
    let rows = bought.copied().chain(account.returns.iter().map(|back| back.row));
    let mut ids: Vec<u32> = rows.map(|row| ledger.customer.ids[row as usize]).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut numbers: Vec<&str> =
        ids.into_iter().filter_map(|id| ledger.customer.values.get(id as usize).copied()).collect();
    numbers.sort_unstable();
    numbers.join("; ")
}

/// Years without an order after a year with one, in the currencies of that year.
fn add_lapsed(years: &mut BTreeMap<(i32, u32), Tally>, active: &[i32], ledger: &Ledger<'_>) {
    let Some(last_year) = ledger.window.map(|(_, last)| year(last)) else { return };
    let lapsed: Vec<(i32, u32)> = years
        .iter()
        .filter(|((year, _), tally)| tally.figures.orders > 0 && *year < last_year && !active.contains(&(year + 1)))
        .map(|((year, currency), _)| (year + 1, *currency))
        .collect();
    for key in lapsed {
        years.entry(key).or_default();
    }
}

fn rows(contact: u32, years: BTreeMap<(i32, u32), Tally>, active: &[i32]) -> Vec<Year> {
    let status = |year: i32| match active.binary_search(&year) {
        Err(_) => Status::Lapsed,
        Ok(0) => Status::New,
        Ok(at) if active.get(at - 1) == Some(&(year - 1)) => Status::Returning,
        Ok(_) => Status::Reactivated,
    };
    let sums: BTreeMap<(i32, u32), (u64, i128)> = years
        .iter()
        .map(|(&key, tally)| (key, (tally.figures.orders, tally.figures.gross + tally.figures.returns)))
        .collect();
    years
        .into_iter()
        .map(|((year, currency), tally)| {
            let (orders_before, net_before) = sums.get(&(year - 1, currency)).copied().unwrap_or_default();
            Year { contact, year, currency, status: status(year), figures: tally.finish(), orders_before, net_before }
        })
        .collect()
}
