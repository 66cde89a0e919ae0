//! The order book: counted lines gathered into orders and returns, contact by contact in order of date.
//!
//! An order is a contact and a document; its day is the earliest of its lines, and all of it belongs to that day's year.
//! A line without a document number, and every line when an order is a customer's day, belongs to the order of its
//! contact and day. Costs one parallel sort of the counted lines.

use super::classify::{Class, Classified};
use super::ledger::{Kind, Ledger, NO_DAY, date};
use crate::engine::distinct::NULL;
use crate::pipeline::plan::OrderKey;
use chrono::Datelike;
use rayon::prelude::*;
use std::ops::Range;

/// One order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Contact.
    pub contact: u32,
    /// Earliest day of its lines.
    pub day: i32,
    /// Calendar year of that day.
    pub year: i32,
    /// What makes it distinct within the contact.
    key: u64,
    /// Its lines in [`Book::sales`].
    pub lines: Range<usize>,
    /// Days since the contact's order before.
    pub gap: Option<i32>,
}

/// Value taken back from a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Return {
    /// Contact.
    pub contact: u32,
    /// Day of the credit note.
    pub day: i32,
    /// Its document; `None` for goods taken back, discounts and refunds within an order.
    pub document: Option<u64>,
    /// Currency.
    pub currency: u32,
    /// The line.
    pub row: u32,
    /// Millionths, usually negative.
    pub value: i128,
}

/// All orders and returns.
#[derive(Debug)]
pub struct Book {
    /// Sale lines, by contact and order.
    pub sales: Vec<u32>,
    /// Orders, by contact and day.
    pub orders: Vec<Order>,
    /// Returns, by contact and day.
    pub returns: Vec<Return>,
}

/// Marks order keys that are days: document numbers stay below.
const DAY_KEY: u64 = 1 << 63;

impl Book {
    /// Gathers the counted lines.
    pub fn of(ledger: &Ledger<'_>, classified: &Classified, key: OrderKey) -> Self {
        let order_key = |row: usize| match ledger.document[row] {
            document if document != NULL && key == OrderKey::Document => u64::from(document),
            _ => DAY_KEY | u64::from(ledger.day[row].cast_unsigned()),
        };
        let mut sales: Vec<(u32, u64, u32)> = (0..ledger.rows)
            .into_par_iter()
            .with_min_len(4096)
            .filter(|&row| classified.class[row] == Class::Sale)
            .map(|row| (ledger.contact[row], order_key(row), row as u32))
            .collect();
        sales.par_sort_unstable();
        let mut orders = Vec::new();
        let mut start = 0;
        for chunk in sales.chunk_by(|left, right| (left.0, left.1) == (right.0, right.1)) {
            let lines = start..start + chunk.len();
            start = lines.end;
            let Some(&(contact, key, _)) = chunk.first() else { continue };
            let day = chunk.iter().map(|&(_, _, row)| ledger.day[row as usize]).min().unwrap_or(NO_DAY);
            orders.push(Order { contact, day, year: year(day), key, lines, gap: None });
        }
        orders.par_sort_unstable_by_key(|order| (order.contact, order.day, order.key));
        let mut before: Option<(u32, i32)> = None;
        for order in &mut orders {
            order.gap = before.filter(|&(contact, _)| contact == order.contact).map(|(_, day)| order.day - day);
            before = Some((order.contact, order.day));
        }
        let sales = sales.into_iter().map(|(_, _, row)| row).collect();
        Self { sales, orders, returns: returns(ledger, classified) }
    }

    /// The orders and returns of every contact that has any, in order of contact.
    pub fn accounts(&self) -> Vec<Account<'_>> {
        let mut orders = self.orders.chunk_by(|left, right| left.contact == right.contact).peekable();
        let mut returns = self.returns.chunk_by(|left, right| left.contact == right.contact).peekable();
        let mut accounts = Vec::new();
        loop {
            let with_orders = orders.peek().and_then(|chunk| chunk.first()).map(|order| order.contact);
            let with_returns = returns.peek().and_then(|chunk| chunk.first()).map(|back| back.contact);
            let Some(contact) = with_orders.into_iter().chain(with_returns).min() else { break };
            accounts.push(Account {
                contact,
                orders: if with_orders == Some(contact) { orders.next().unwrap_or_default() } else { &[] },
                returns: if with_returns == Some(contact) { returns.next().unwrap_or_default() } else { &[] },
            });
        }
        accounts
    }
}

/// One contact's orders and returns, by day.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    /// The contact.
    pub contact: u32,
    /// Its orders.
    pub orders: &'a [Order],
    /// Its returns.
    pub returns: &'a [Return],
}

/// Calendar year of a readable day.
pub fn year(day: i32) -> i32 {
    date(day).map_or(0, |date| date.year())
}

/// Return lines, and the refunds of orders: a refund is taken off in the year of its order, since exports of shops give
/// its amount but not its day. Refunds include tax where the shop refunds tax, even when the lines' amounts do not.
fn returns(ledger: &Ledger<'_>, classified: &Classified) -> Vec<Return> {
    let mut returns: Vec<Return> = (0..ledger.rows)
        .into_par_iter()
        .with_min_len(4096)
        .flat_map_iter(|row| {
            let entry = |value: i128, document: Option<u64>| Return {
                contact: ledger.contact[row],
                day: ledger.day[row],
                document,
                currency: ledger.currency[row],
                row: row as u32,
                value,
            };
            let refunded = ledger.refunded.get(row).unwrap_or(0);
            let is_order = classified.is_order(ledger, row);
            let readable = ledger.contact[row] != NULL && ledger.day[row] != NO_DAY;
            let refund = (refunded != 0 && is_order && readable && ledger.kind[row] == Kind::Order)
                .then(|| entry(-i128::from(refunded).abs(), None));
            let back = (classified.class[row] == Class::Return)
                .then(|| entry(classified.value(ledger, row), (!is_order).then(|| document_key(ledger, row))));
            back.into_iter().chain(refund)
        })
        .collect();
    returns.par_sort_unstable();
    returns
}

fn document_key(ledger: &Ledger<'_>, row: usize) -> u64 {
    match ledger.document[row] {
        NULL => DAY_KEY | u64::from(ledger.day[row].cast_unsigned()),
        document => u64::from(document),
    }
}
