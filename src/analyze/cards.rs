//! Buying figures for contact cards and organisations: what the `contacts` and `organisations` tables say of orders.

use crate::engine::frame::{text, text_column};
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Adds `lifetime_orders`, `lifetime_net`, `lifetime_currency`, `first_order`, `last_order`, `segment_names` and an empty
/// `score` to contacts, from the `customers` and `segments` tables.
///
/// # Errors
/// When a frame lacks a column of its table.
pub fn contacts(contacts: &DataFrame, customers: &DataFrame, segments: &DataFrame) -> PolarsResult<DataFrame> {
    let row_of = rows_by(customers, "contact_id")?;
    let ids = text(contacts, "contact_id")?;
    let rows = ids.iter().map(|id| id.and_then(|id| row_of.get(id)).copied());
    let rows = IdxCa::from_iter_options("row".into(), rows);
    let taken = |name: &str, as_name: &str| -> PolarsResult<Column> {
        Ok(customers.column(name)?.take(&rows)?.with_name(as_name.into()))
    };
    let mut frame = contacts.clone();
    let orders = taken("orders", "lifetime_orders")?
        .i32()?
        .iter()
        .map(|count| Some(count.unwrap_or(0)))
        .collect::<Int32Chunked>();
    frame.with_column(orders.with_name("lifetime_orders".into()).into_column())?;
    for (name, as_name) in [
        ("net", "lifetime_net"),
        ("currency", "lifetime_currency"),
        ("first_order", "first_order"),
        ("last_order", "last_order"),
    ] {
        frame.with_column(taken(name, as_name)?)?;
    }
    let names = segment_names(segments)?;
    frame
        .with_column(text_column("segment_names", ids.iter().map(|id| names.get(id?).map(|names| names.join("; ")))))?;
    frame.with_column(Column::full_null("score".into(), frame.height(), &DataType::Int32))?;
    Ok(frame)
}

/// Segments by contact, sorted and distinct: a per-year segment counts when the contact is in it in any year.
fn segment_names(segments: &DataFrame) -> PolarsResult<FxHashMap<&str, Vec<&str>>> {
    let (names, ids) = (text(segments, "segment")?, text(segments, "contact_id")?);
    let mut of: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for (name, id) in names.iter().zip(ids.iter()) {
        if let (Some(name), Some(id)) = (name, id) {
            let names = of.entry(id).or_default();
            if let Err(at) = names.binary_search(&name) {
                names.insert(at, name);
            }
        }
    }
    Ok(of)
}

fn rows_by<'a>(frame: &'a DataFrame, key: &str) -> PolarsResult<FxHashMap<&'a str, IdxSize>> {
    let keys = text(frame, key)?;
    Ok(keys.iter().enumerate().filter_map(|(row, key)| Some((key?, row as IdxSize))).collect())
}

/// Adds `lifetime_orders` and `lifetime_net` to organisations: the sums over their contacts. The net value is null when
/// contacts bought in several currencies, 0 without orders.
///
/// # Errors
/// When a frame lacks a column.
pub fn organisations(organisations: &DataFrame, contacts: &DataFrame) -> PolarsResult<DataFrame> {
    let (ids, currencies) = (text(contacts, "organisation_id")?, text(contacts, "lifetime_currency")?);
    let (orders, net) = (contacts.column("lifetime_orders")?.i32()?, contacts.column("lifetime_net")?.decimal()?);
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    let rows = ids.iter().zip(orders.iter()).zip(net.physical().iter().zip(currencies.iter()));
    for ((id, orders), (net, currency)) in rows {
        let (Some(id), Some(orders)) = (id, orders.filter(|orders| *orders > 0)) else { continue };
        let sum = sums.entry(id).or_default();
        sum.orders += orders;
        sum.mixed |= net.is_none() || sum.currency.is_some_and(|known| Some(known) != currency);
        sum.currency = sum.currency.or(currency);
        sum.net += net.unwrap_or(0);
    }
    let of = |id: Option<&str>| id.and_then(|id| sums.get(id)).copied().unwrap_or_default();
    let keys = text(organisations, "organisation_id")?;
    let orders = Int32Chunked::from_vec("lifetime_orders".into(), keys.iter().map(|id| of(id).orders).collect());
    let net = keys.iter().map(|id| Some(of(id)).filter(|sum| !sum.mixed).map(|sum| sum.net));
    let net = Int128Chunked::from_iter_options("lifetime_net".into(), net).into_decimal_unchecked(18, 2);
    let mut frame = organisations.clone();
    frame.with_column(orders.into_column())?;
    frame.with_column(net.into_column())?;
    Ok(frame)
}

#[derive(Debug, Clone, Copy, Default)]
struct Sum<'a> {
    orders: i32,
    net: i128,
    currency: Option<&'a str>,
    mixed: bool,
}
