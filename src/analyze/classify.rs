//! What each order line counts as: a sale, a return, or excluded for exactly one reason.
//!
//! Rules, in this order:
//!
//! 1. A line without a contact is excluded (`order.no_customer`).
//! 2. A document cancelled under its own number is not an order, and all its lines are excluded
//!    (`order.cancelled`): the source says so (`cancelled`), or cancellation lines with the number of the order take back
//!    at least as much as its lines sold, or carry no value. Cancellation lines that take back less are a part
//!    cancellation: the order stands and they are returns.
//! 3. A date or amount that cannot be read, or a sale without a readable quantity, is excluded (`order.unreadable`).
//! 4. Lines of returns and of cancellations under a number of their own are returns by value. Exports that write them
//!    without a sign (no negative amount in the document) are turned round, for returns; a cancellation without a
//!    negative amount takes nothing back, it is a cancelled order (rule 2).
//! 5. A line with quantity and price above zero is a sale. A negative amount in an order (goods taken back, a discount)
//!    is netted as a return. The rest is excluded as `order.zero_value`.
//!
//! A line without a unit price is a sale when its amount is positive; when an order is a customer's day, where a record
//! is a whole purchase, also when it is zero (a purchase paid by voucher is a purchase).

use super::ledger::{Kind, Ledger, NO_DAY};
use crate::engine::distinct::NULL;
use crate::pipeline::plan::OrderKey;
use rayon::prelude::*;

/// Why a line counts as nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody is named.
    NoCustomer,
    /// The document was cancelled.
    Cancelled,
    /// A value cannot be read.
    Unreadable,
    /// Nothing was sold.
    ZeroValue,
}

impl Reason {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoCustomer => "order.no_customer",
            Self::Cancelled => "order.cancelled",
            Self::Unreadable => "order.unreadable",
            Self::ZeroValue => "order.zero_value",
        }
    }
}

/// What a line counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Bought.
    Sale,
    /// Taken back, or taken off the price.
    Return,
    /// Not counted.
    Excluded(Reason),
}

/// The verdict about every line.
#[derive(Debug)]
pub struct Classified {
    /// One per line.
    pub class: Vec<Class>,
    /// One per document.
    documents: Vec<Document>,
}

impl Classified {
    /// Value of a sale or return line in millionths, with the sign it counts with.
    pub fn value(&self, ledger: &Ledger<'_>, row: usize) -> i128 {
        let amount = ledger.amount.get(row).map_or(0, i128::from);
        if self.unsigned(ledger, row) { -amount } else { amount }
    }

    /// True when the document holds at least one sale, so that it is an order.
    pub fn is_order(&self, ledger: &Ledger<'_>, row: usize) -> bool {
        ledger.document.get(row).and_then(|&id| self.documents.get(id as usize)).is_some_and(|doc| doc.is_order)
    }

    fn unsigned(&self, ledger: &Ledger<'_>, row: usize) -> bool {
        match ledger.document.get(row).and_then(|&id| self.documents.get(id as usize)) {
            Some(document) => document.unsigned(ledger.kind[row]),
            None => Document::of(&Facts::default().with(&Line::of(ledger, row))).unsigned(ledger.kind[row]),
        }
    }
}

/// Classifies all lines.
pub fn classify(ledger: &Ledger<'_>, key: OrderKey) -> Classified {
    let mut facts = vec![Facts::default(); ledger.documents];
    for row in 0..ledger.rows {
        if let Some(facts) = facts.get_mut(ledger.document[row] as usize) {
            *facts = facts.with(&Line::of(ledger, row));
        }
    }
    let mut documents: Vec<Document> = facts.iter().map(Document::of).collect();
    let class: Vec<Class> = (0..ledger.rows)
        .into_par_iter()
        .with_min_len(4096)
        .map(|row| {
            if ledger.contact[row] == NULL {
                return Class::Excluded(Reason::NoCustomer);
            }
            let line = Line::of(ledger, row);
            match documents.get(ledger.document[row] as usize) {
                Some(document) => line.class(document, key),
                None => line.class(&Document::of(&Facts::default().with(&line)), key),
            }
        })
        .collect();
    for (row, &class) in class.iter().enumerate() {
        if let (Class::Sale, Some(document)) = (class, documents.get_mut(ledger.document[row] as usize)) {
            document.is_order = true;
        }
    }
    Classified { class, documents }
}

/// What the rules look at in a line.
#[derive(Debug, Clone, Copy)]
struct Line {
    kind: Kind,
    dated: bool,
    quantity: Option<i64>,
    price: Option<i64>,
    amount: Option<i64>,
    cancelled: bool,
}

impl Line {
    fn of(ledger: &Ledger<'_>, row: usize) -> Self {
        Self {
            kind: ledger.kind[row],
            dated: ledger.day[row] != NO_DAY,
            quantity: ledger.quantity.get(row),
            price: ledger.price.get(row),
            amount: ledger.amount.get(row),
            cancelled: ledger.cancelled.get(row).unwrap_or(false),
        }
    }

    fn class(&self, document: &Document, key: OrderKey) -> Class {
        if document.cancelled {
            return Class::Excluded(Reason::Cancelled);
        }
        let (true, Some(amount)) = (self.dated, self.amount) else {
            return Class::Excluded(Reason::Unreadable);
        };
        match self.kind {
            Kind::Order => self.order_class(amount, key),
            Kind::Return | Kind::Cancellation if amount == 0 => Class::Excluded(Reason::ZeroValue),
            Kind::Return | Kind::Cancellation => Class::Return,
        }
    }

    fn order_class(&self, amount: i64, key: OrderKey) -> Class {
        if self.price == Some(0) {
            return Class::Excluded(Reason::ZeroValue);
        }
        if amount < 0 {
            return Class::Return;
        }
        let Some(quantity) = self.quantity else {
            return Class::Excluded(Reason::Unreadable);
        };
        let a_purchase_each = self.price.is_none() && key == OrderKey::CustomerDay;
        if quantity == 0 || (amount == 0 && !a_purchase_each) {
            return Class::Excluded(Reason::ZeroValue);
        }
        if quantity > 0 && self.price.is_none_or(|price| price > 0) {
            Class::Sale
        } else {
            Class::Excluded(Reason::Unreadable)
        }
    }
}

/// What is gathered about a document, over its lines.
#[derive(Debug, Clone, Copy, Default)]
struct Facts {
    flagged: bool,
    order_lines: bool,
    cancellation_lines: bool,
    negative_return: bool,
    negative_cancellation: bool,
    positive_cancellation: bool,
    sold: i128,
    taken_back: i128,
}

impl Facts {
    fn with(self, line: &Line) -> Self {
        let amount = line.amount.unwrap_or(0);
        let mut facts = Self { flagged: self.flagged || line.cancelled, ..self };
        match line.kind {
            Kind::Order => {
                facts.order_lines = true;
                facts.sold += i128::from(amount.max(0));
            }
            Kind::Return => facts.negative_return |= amount < 0,
            Kind::Cancellation => {
                facts.cancellation_lines = true;
                facts.negative_cancellation |= amount < 0;
                facts.positive_cancellation |= amount > 0;
                facts.taken_back += i128::from(amount);
            }
        }
        facts
    }
}

/// The verdict about a document.
#[derive(Debug, Clone, Copy)]
struct Document {
    cancelled: bool,
    unsigned_returns: bool,
    unsigned_cancellation: bool,
    is_order: bool,
}

impl Document {
    fn of(facts: &Facts) -> Self {
        let back = facts.taken_back.abs();
        let cancelled_out = facts.cancellation_lines
            && if facts.order_lines {
                back == 0 || back >= facts.sold
            } else {
                facts.positive_cancellation && !facts.negative_cancellation
            };
        Self {
            cancelled: facts.flagged || cancelled_out,
            unsigned_returns: !facts.negative_return,
            unsigned_cancellation: !facts.negative_cancellation,
            is_order: false,
        }
    }

    fn unsigned(&self, kind: Kind) -> bool {
        match kind {
            Kind::Order => false,
            Kind::Return => self.unsigned_returns,
            Kind::Cancellation => self.unsigned_cancellation,
        }
    }
}
