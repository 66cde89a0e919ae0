//! Codes of the family `order`: why an order line is neither a sale nor a return.

use super::{Code, error, info, warn};

/// The codes of this family.
pub const CODES: &[Code] = &[
    warn(
        "order.no_customer",
        "The line names no customer, so nobody's purchases can count it",
        "an order line without customer number and e-mail address",
    ),
    info(
        "order.cancelled",
        "The document was cancelled under its own number, so it is not an order",
        "A-1001 with the status storniert",
    ),
    error(
        "order.unreadable",
        "Date, quantity or amount cannot be read, or their signs contradict each other",
        "quantity zwei",
    ),
    info(
        "order.total_repeated",
        "The total of the document stands on each of its lines; it was counted once",
        "three lines of A-1001, each with the total 99.00",
    ),
    info("order.zero_value", "Quantity or price is zero, so nothing was sold or taken back", "quantity 0"),
];
