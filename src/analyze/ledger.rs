//! The order lines as columns of small integers: contacts, documents, products and currencies numbered.
//!
//! Their numbers follow the order of their names, so that sorting by number is sorting by name. Not for rules: what a line
//! counts as is decided in `classify`. Costs one hash per row and text column.

use super::Input;
use crate::engine::distinct::{Distinct, DistinctTuples, NULL};
use crate::engine::frame;
use chrono::{Datelike, NaiveDate};
use polars::prelude::*;
use rustc_hash::FxHashMap;

/// Day of a line whose date cannot be read.
pub const NO_DAY: i32 = i32::MIN;

/// Currency of a line that names none (ISO 4217: no currency involved).
pub const NO_CURRENCY: &str = "XXX";

/// What kind of document a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An order or invoice.
    Order,
    /// A return or credit note.
    Return,
    /// A cancellation.
    Cancellation,
}

/// One product.
#[derive(Debug, Clone)]
pub struct Product {
    /// Product id in upper case; the name in upper case where the source gives no id.
    pub id: String,
    /// The name most lines give it, the first in order of text among equals.
    pub name: Option<String>,
    /// True for postage, fees and the like: revenue, but not a product.
    pub service: bool,
}

/// The input with its columns in their declared types.
#[derive(Debug)]
pub struct Lines {
    frame: DataFrame,
}

const COLUMNS: &[(&str, DataType)] = &[
    ("source", DataType::String),
    ("source_file", DataType::String),
    ("source_row", DataType::Int64),
    ("contact_id", DataType::String),
    ("order_id", DataType::String),
    ("order_date", DataType::Date),
    ("document_kind", DataType::String),
    ("customer_id", DataType::String),
    ("product_id", DataType::String),
    ("product_name", DataType::String),
    ("category", DataType::String),
    ("quantity_milli", DataType::Int64),
    ("price_e4", DataType::Int64),
    ("amount_micro", DataType::Int64),
    ("currency", DataType::String),
    ("cancelled", DataType::Boolean),
    ("refunded_micro", DataType::Int64),
];

impl Lines {
    /// Checks the columns.
    ///
    /// # Errors
    /// When a column is missing or of a type that does not cast.
    pub fn new(input: Input) -> PolarsResult<Self> {
        let columns = COLUMNS.iter().map(|(name, dtype)| input.lines.column(name)?.cast(dtype));
        let mut frame = DataFrame::new(input.lines.height(), columns.collect::<PolarsResult<Vec<_>>>()?)?;
        frame.rechunk_mut_par();
        Ok(Self { frame })
    }

    /// The frame, to change amounts in.
    pub fn frame_mut(&mut self) -> &mut DataFrame {
        &mut self.frame
    }

    /// The frame, one chunk a column.
    pub fn frame(&self) -> &DataFrame {
        &self.frame
    }
}

/// The lines, numbered.
#[derive(Debug)]
pub struct Ledger<'a> {
    /// Number of lines.
    pub rows: usize,
    /// Contact per line, [`NULL`] without one; indexes `contacts`.
    pub contact: Vec<u32>,
    /// Contact ids, sorted.
    pub contacts: Vec<&'a str>,
    /// Document per line, [`NULL`] where the line has no number.
    pub document: Vec<u32>,
    /// Number of documents.
    pub documents: usize,
    /// Days since 1970, or [`NO_DAY`].
    pub day: Vec<i32>,
    /// Kind of document per line.
    pub kind: Vec<Kind>,
    /// Product per line, [`NULL`] without one; indexes `products`.
    pub product: Vec<u32>,
    /// Products sorted by id.
    pub products: Vec<Product>,
    /// Category per line, [`NULL`] without one; indexes `categories`.
    pub category: Vec<u32>,
    /// Categories in the order of their upper case, each in its most frequent spelling.
    pub categories: Vec<String>,
    /// The sources' own customer numbers.
    pub customer: Distinct<'a>,
    /// Currency per line; indexes `currencies`.
    pub currency: Vec<u32>,
    /// Currency codes, sorted.
    pub currencies: Vec<String>,
    /// Thousandths of a unit.
    pub quantity: &'a Int64Chunked,
    /// Ten-thousandths of a currency unit.
    pub price: &'a Int64Chunked,
    /// Millionths of a currency unit.
    pub amount: &'a Int64Chunked,
    /// Millionths refunded on the document.
    pub refunded: &'a Int64Chunked,
    /// True where the source says that the whole document was cancelled.
    pub cancelled: &'a BooleanChunked,
    /// First and last day with a document.
    pub window: Option<(i32, i32)>,
}

impl<'a> Ledger<'a> {
    /// Numbers the lines.
    ///
    /// # Errors
    /// Never in practice: [`Lines`] has checked the columns.
    pub fn of(lines: &'a Lines, service_products: &[String]) -> PolarsResult<Self> {
        let frame = &lines.frame;
        let text = |name: &str| frame::text(frame, name);
        let long = |name: &str| frame.column(name)?.i64();
        let (sources, numbers) = (text("source")?, text("order_id")?);
        let contact_column = text("contact_id")?;
        let (ids, names) = (text("product_id")?, text("product_name")?);
        let ((contact, document), (product, currency)) = rayon::join(
            || rayon::join(|| ranked(Distinct::of(contact_column)), || documents(sources, numbers)),
            || rayon::join(|| products(ids, names, service_products), || text("currency").map(currencies)),
        );
        let (contact, contacts) = contact;
        let (document, documents) = document;
        let (product, products) = product;
        let (currency, currencies) = currency?;
        let (category, categories) = categories(text("category")?);
        let day: Vec<i32> = frame.column("order_date")?.date()?.physical().iter().map(readable_day).collect();
        let days = || day.iter().copied().filter(|&day| day != NO_DAY);
        Ok(Self {
            rows: frame.height(),
            window: days().min().zip(days().max()),
            contact,
            contacts,
            document,
            documents,
            day,
            kind: text("document_kind")?.iter().map(kind).collect(),
            product,
            products,
            category,
            categories,
            customer: Distinct::of(text("customer_id")?),
            currency,
            currencies,
            quantity: long("quantity_milli")?,
            price: long("price_e4")?,
            amount: long("amount_micro")?,
            refunded: long("refunded_micro")?,
            cancelled: frame.column("cancelled")?.bool()?,
        })
    }
}

impl Ledger<'_> {
    /// The end of what was observed at `as_of`: the last day with a document until then. Later days are typing errors or
    /// not known yet.
    pub fn observed_until(&self, as_of: NaiveDate) -> Option<i32> {
        let today = day_of(as_of);
        self.day.iter().copied().filter(|&day| day != NO_DAY && day <= today).max()
    }
}

/// The calendar date of a day number.
pub fn date(day: i32) -> Option<NaiveDate> {
    // 1970-01-01 is day 719,163 of the Common Era.
    NaiveDate::from_num_days_from_ce_opt(day.checked_add(719_163)?)
}

/// The day number of a calendar date.
pub fn day_of(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - 719_163
}

fn readable_day(day: Option<i32>) -> i32 {
    day.filter(|&day| date(day).is_some()).unwrap_or(NO_DAY)
}

fn kind(word: Option<&str>) -> Kind {
    match word {
        Some("return") => Kind::Return,
        Some("cancellation") => Kind::Cancellation,
        _ => Kind::Order,
    }
}

/// Renumbers distinct values by their order as text.
fn ranked(distinct: Distinct<'_>) -> (Vec<u32>, Vec<&str>) {
    let Distinct { mut ids, values } = distinct;
    let (ranks, sorted) = ranks(values);
    for id in &mut ids {
        if let Some(&rank) = ranks.get(*id as usize) {
            *id = rank;
        }
    }
    (ids, sorted)
}

/// The rank of each value among all, and the values sorted; the values must differ.
fn ranks<T: Ord>(values: Vec<T>) -> (Vec<u32>, Vec<T>) {
    let mut order: Vec<(T, u32)> = values.into_iter().zip(0..).collect();
    order.sort_unstable();
    let mut ranks = vec![0; order.len()];
    for (rank, (_, old)) in order.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(*old as usize) {
            *slot = rank as u32;
        }
    }
    (ranks, order.into_iter().map(|(value, _)| value).collect())
}

/// A document is a source and a number; a line without a number has no document. Numbered in the order of both, since the
/// documents of a day follow one another by number and the first of them ends the gap to the day before.
fn documents(sources: &StringChunked, numbers: &StringChunked) -> (Vec<u32>, usize) {
    let tuples = DistinctTuples::of([sources, numbers]);
    let numbered: Vec<bool> = tuples.values.iter().map(|[_, number]| number.is_some()).collect();
    let (ranks, sorted) = ranks(tuples.values);
    let ids = tuples.ids.into_iter().map(|id| match (numbered.get(id as usize), ranks.get(id as usize)) {
        (Some(true), Some(&rank)) => rank,
        _ => NULL,
    });
    (ids.collect(), sorted.len())
}

fn currencies(column: &StringChunked) -> (Vec<u32>, Vec<String>) {
    let distinct = Distinct::of(column);
    let code = |value: &str| match value.trim() {
        "" => NO_CURRENCY.to_owned(),
        value => value.to_uppercase(),
    };
    let mut sorted: Vec<String> = distinct.values.iter().map(|value| code(value)).collect();
    sorted.push(NO_CURRENCY.to_owned());
    sorted.sort_unstable();
    sorted.dedup();
    let find = |value: &str| sorted.binary_search(&code(value)).unwrap_or_default() as u32;
    let of_value: Vec<u32> = distinct.values.iter().map(|value| find(value)).collect();
    let none = find("");
    let ids = distinct.ids.iter().map(|&id| of_value.get(id as usize).copied().unwrap_or(none)).collect();
    (ids, sorted)
}

/// Numbers the products by id, or by name where a line has no id, both in upper case.
fn products(ids: &StringChunked, names: &StringChunked, service: &[String]) -> (Vec<u32>, Vec<Product>) {
    let (by_id, by_name) = rayon::join(|| Distinct::of(ids), || Distinct::of(names));
    let mut number: FxHashMap<String, u32> = FxHashMap::default();
    let mut keys: Vec<String> = Vec::new();
    let mut intern = |value: &str| {
        let key = value.trim().to_uppercase();
        if key.is_empty() {
            return NULL;
        }
        *number.entry(key).or_insert_with_key(|key| {
            keys.push(key.clone());
            (keys.len() - 1) as u32
        })
    };
    let of_id: Vec<u32> = by_id.values.iter().map(|value| intern(value)).collect();
    // A name becomes a product only where a line lacks the id.
    let mut nameless = vec![false; by_name.values.len()];
    for (&id, &name) in by_id.ids.iter().zip(&by_name.ids) {
        if let (NULL, Some(slot)) = (id, nameless.get_mut(name as usize)) {
            *slot = true;
        }
    }
    let of_name: Vec<u32> =
        by_name.values.iter().zip(&nameless).map(|(value, &used)| if used { intern(value) } else { NULL }).collect();
    let (rank, keys) = ranks(keys);
    let rank_of = |number: Option<&u32>| number.and_then(|&number| rank.get(number as usize)).copied().unwrap_or(NULL);
    let per_line: Vec<u32> = by_id
        .ids
        .iter()
        .zip(&by_name.ids)
        .map(|(&id, &name)| rank_of(if id == NULL { of_name.get(name as usize) } else { of_id.get(id as usize) }))
        .collect();
    let names = usual(&per_line, &by_name.ids, &by_name.values, keys.len());
    let service: Vec<String> = service.iter().map(|id| id.trim().to_uppercase()).collect();
    let products = keys.into_iter().zip(names).map(|(id, name)| Product {
        service: service.contains(&id),
        id,
        name: name.map(str::to_owned),
    });
    (per_line, products.collect())
}

/// Numbers the categories; spellings that differ in case only are one.
fn categories(column: &StringChunked) -> (Vec<u32>, Vec<String>) {
    let spelt = Distinct::of(column);
    let keys: Vec<String> = spelt.values.iter().map(|value| value.trim().to_uppercase()).collect();
    let mut sorted: Vec<&str> = keys.iter().map(String::as_str).filter(|key| !key.is_empty()).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let of_spelling: Vec<u32> =
        keys.iter().map(|key| sorted.binary_search(&key.as_str()).map_or(NULL, |at| at as u32)).collect();
    let ids: Vec<u32> = spelt.ids.iter().map(|&id| of_spelling.get(id as usize).copied().unwrap_or(NULL)).collect();
    let names = usual(&ids, &spelt.ids, &spelt.values, sorted.len());
    (ids, names.into_iter().map(|name| name.unwrap_or_default().trim().to_owned()).collect())
}

/// For each of so many things the value that most of its lines have, the smallest among equally frequent ones; `things`
/// and `ids` are per line, and ids of values differ as the values do.
pub fn usual<T: Ord + Copy>(things: &[u32], ids: &[u32], values: &[T], count: usize) -> Vec<Option<T>> {
    let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for (&thing, &id) in things.iter().zip(ids) {
        if thing != NULL && id != NULL {
            *counts.entry((thing, id)).or_default() += 1;
        }
    }
    let mut best: Vec<Option<(u32, T)>> = vec![None; count];
    // The order of the map does not matter: count and value decide, and no value comes twice for a thing.
    #[allow(clippy::iter_over_hash_type)]
    for ((thing, id), count) in counts {
        let (Some(slot), Some(&value)) = (best.get_mut(thing as usize), values.get(id as usize)) else {
            continue;
        };
        let better = slot.is_none_or(|(most, first)| count > most || (count == most && value < first));
        if better {
            *slot = Some((count, value));
        }
    }
    best.into_iter().map(|best| best.map(|(_, value)| value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_inverse() {
        for (y, m, d, day) in [(1970, 1, 1, 0), (1969, 12, 31, -1), (2011, 12, 9, 15_317)] {
            let ymd = NaiveDate::from_ymd_opt(y, m, d).expect("a date");
            assert_eq!((day_of(ymd), date(day)), (day, Some(ymd)));
        }
        assert_eq!(date(i32::MAX), None);
        assert_eq!(readable_day(Some(i32::MAX - 1)), NO_DAY);
    }

    #[test]
    fn products_meet_in_upper_case_and_take_their_usual_name() {
        let ids = StringChunked::new("id".into(), [Some("85123a"), Some("85123A"), Some("85123A"), None, Some("post")]);
        let names = StringChunked::new("n".into(), [Some("Heart"), Some("Holder"), Some("Holder"), Some("Mug"), None]);
        let (lines, products) = products(&ids, &names, &["Post".to_owned()]);
        let shown: Vec<_> = products.iter().map(|p| (p.id.as_str(), p.name.as_deref(), p.service)).collect();
        assert_eq!(shown, [("85123A", Some("Holder"), false), ("MUG", Some("Mug"), false), ("POST", None, true)]);
        assert_eq!(lines, [0, 0, 0, 1, 2]);
    }

    #[test]
    fn missing_currencies_are_xxx() {
        let column = StringChunked::new("c".into(), [Some("usd"), None, Some(" EUR"), Some("")]);
        assert_eq!(currencies(&column), (vec![1, 2, 0, 2], vec!["EUR".to_owned(), "USD".to_owned(), "XXX".to_owned()]));
    }

    #[test]
    fn categories_meet_whatever_their_case() {
        let column =
            StringChunked::new("c".into(), [Some("Rad"), Some("RAD"), None, Some("Haus "), Some(" "), Some("Rad")]);
        let (ids, names) = categories(&column);
        assert_eq!(ids, [1, 1, NULL, 0, NULL, 1]);
        assert_eq!(names, ["Haus", "Rad"]);
    }

    #[test]
    fn numbers_belong_to_their_source() {
        let sources = StringChunked::new("s".into(), [Some("a"), Some("b"), Some("a"), Some("a")]);
        let numbers = StringChunked::new("n".into(), [Some("1"), Some("1"), Some("1"), None]);
        let (ids, _) = documents(&sources, &numbers);
        assert_eq!((ids[0] == ids[2], ids[0] == ids[1], ids[3]), (true, false, NULL));
    }
}
