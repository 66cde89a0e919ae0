//! Which contact an order customer or an activity belongs to.
//!
//! By customer number, where the numbers of an order source are those of a contact source, else by e-mail address; an
//! activity by e-mail address or phone number first. By exact normal form only. A customer nobody knows becomes a contact of
//! its own.

use super::ids::Ids;
use super::{Input, SourceTrust};
use crate::engine::frame::{text, text_column};
use crate::model::field::CONTACT;
use polars::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Share of an order source's customer numbers that a contact source must know for the two to use the same numbers.
const SAME_NUMBERS: f64 = 0.3;

/// Where a customer belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attached {
    /// The lines name no customer.
    Nobody,
    /// A cluster, found by the named means.
    Cluster(u32, &'static str),
    /// A contact of its own.
    New,
}

/// The distinct customers of all order lines.
#[derive(Debug, Default)]
pub struct Parties {
    source: Vec<String>,
    customer: Vec<Option<String>>,
    email: Vec<Option<String>>,
    lines: Vec<i32>,
    of_line: Vec<u32>,
}

impl Parties {
    /// Lasting key of a customer: its source with its number or address.
    pub fn key(&self, party: usize) -> String {
        let name = self.customer[party].as_deref().or(self.email[party].as_deref()).unwrap_or_default();
        format!("{}:{name}", self.source[party])
    }
}

/// Collects the customers of order lines.
///
/// # Errors
/// When the frame lacks a promised column.
pub fn parties(orders: Option<&DataFrame>) -> PolarsResult<Parties> {
    let Some(orders) = orders else { return Ok(Parties::default()) };
    let (source, customer, email) = (text(orders, "source")?, text(orders, "customer_id")?, text(orders, "email_key")?);
    let mut parties = Parties::default();
    let mut seen: FxHashMap<(&str, Option<&str>, bool), u32> = FxHashMap::default();
    for ((source, customer), email) in source.iter().zip(customer.iter()).zip(email.iter()) {
        let source = source.unwrap_or_default();
        let by_number = customer.is_some();
        let party = *seen.entry((source, customer.or(email), by_number)).or_insert_with(|| {
            parties.source.push(source.to_owned());
            parties.customer.push(customer.map(str::to_owned));
            parties.email.push(email.map(str::to_owned));
            parties.lines.push(0);
            (parties.source.len() - 1) as u32
        });
        parties.lines[party as usize] += 1;
        parties.of_line.push(party);
    }
    Ok(parties)
}

/// Leads by customer number, e-mail address and phone number.
#[derive(Debug)]
pub struct Index<'a> {
    numbers: BTreeMap<&'a str, FxHashMap<String, u32>>,
    by_email: Clusters<'a>,
    by_phone: Clusters<'a>,
}

/// Clusters of the records that have a value.
type Clusters<'a> = FxHashMap<&'a str, Vec<u32>>;

impl<'a> Index<'a> {
    /// Indexes the leads.
    ///
    /// # Errors
    /// When the frame lacks a promised column.
    pub fn new(leads: &'a DataFrame, clusters: &[u32]) -> PolarsResult<Self> {
        let (source, key) = (text(leads, "source")?, text(leads, "source_key")?);
        let email = [text(leads, "email_key")?];
        let phones = [text(leads, "phone")?, text(leads, "mobile")?];
        let (numbers, (by_email, by_phone)) = rayon::join(
            || numbers(source, key, clusters),
            || rayon::join(|| clusters_by(&email, clusters), || clusters_by(&phones, clusters)),
        );
        Ok(Self { numbers, by_email, by_phone })
    }

    /// The cluster that most records with an e-mail address belong to.
    fn of_email(&self, email: &str) -> Option<u32> {
        self.by_email.get(email).and_then(|found| most_frequent(found))
    }

    /// The cluster of a customer number among those of a contact source.
    fn of_number(&self, source: &str, customer: &str) -> Option<u32> {
        self.numbers.get(source)?.get(&number_form(customer)).copied()
    }
}

/// The cluster of each customer number, by source.
fn numbers<'a>(
    source: &'a StringChunked,
    key: &StringChunked,
    clusters: &[u32],
) -> BTreeMap<&'a str, FxHashMap<String, u32>> {
    let mut numbers: BTreeMap<&str, FxHashMap<String, u32>> = BTreeMap::new();
    for ((source, key), &cluster) in source.iter().zip(key.iter()).zip(clusters) {
        if let (Some(source), Some(key)) = (source, key) {
            numbers.entry(source).or_default().entry(number_form(key)).or_insert(cluster);
        }
    }
    numbers
}

fn clusters_by<'a>(columns: &[&'a StringChunked], clusters: &[u32]) -> Clusters<'a> {
    let mut index = Clusters::default();
    for column in columns {
        for (value, &cluster) in column.iter().zip(clusters) {
            if let Some(value) = value {
                index.entry(value).or_default().push(cluster);
            }
        }
    }
    index
}

/// The cluster most records of an address belong to; the smallest number among equals.
fn most_frequent(clusters: &[u32]) -> Option<u32> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for &cluster in clusters {
        *counts.entry(cluster).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(cluster, count)| (count, std::cmp::Reverse(cluster))).map(|(cluster, _)| cluster)
}

/// A customer number without what systems add: blanks, a prefix of at most two letters, leading zeros.
fn number_form(key: &str) -> String {
    let plain: String = key.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let digits = plain.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_number = plain.len() - digits.len() <= 2 && digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number { digits.trim_start_matches('0').to_owned() } else { key.trim().to_lowercase() }
}

/// Finds the cluster of every customer.
pub fn attach(parties: &Parties, index: &Index, sources: &[SourceTrust]) -> Vec<Attached> {
    let named = parties.source.iter().zip(&parties.customer);
    let named = named.filter_map(|(source, customer)| Some((source.as_str(), customer.as_deref()?)));
    let numbers_of = numbering(named, index, sources);
    let one = |party: usize| {
        let by_number = parties.customer[party]
            .as_deref()
            .and_then(|customer| index.of_number(numbers_of.get(parties.source[party].as_str())?, customer));
        if let Some(cluster) = by_number {
            return Attached::Cluster(cluster, "customer_number");
        }
        match parties.email[party].as_deref().map(|email| index.of_email(email)) {
            Some(Some(cluster)) => Attached::Cluster(cluster, "email"),
            None if parties.customer[party].is_none() => Attached::Nobody,
            _ => Attached::New,
        }
    };
    (0..parties.source.len()).map(one).collect()
}

/// For each source of orders or activities, of which there are pairs of source and customer number, the contact source whose
/// keys these numbers are: the one that knows most of them, among equals the master, then the first by name.
fn numbering<'a>(
    named: impl Iterator<Item = (&'a str, &'a str)>,
    index: &'a Index<'_>,
    sources: &[SourceTrust],
) -> BTreeMap<&'a str, &'a str> {
    let mut numbers: BTreeMap<&str, FxHashSet<String>> = BTreeMap::new();
    for (source, customer) in named {
        numbers.entry(source).or_default().insert(number_form(customer));
    }
    let is_master = |name: &str| sources.iter().any(|source| source.master && source.name == name);
    let best = |wanted: &FxHashSet<String>| {
        let known = |keys: &FxHashMap<String, u32>| wanted.iter().filter(|number| keys.contains_key(*number)).count();
        index
            .numbers
            .iter()
            .map(|(name, keys)| (known(keys), is_master(name), std::cmp::Reverse(*name)))
            .max()
            .filter(|(known, _, _)| *known as f64 >= SAME_NUMBERS * wanted.len() as f64 && *known > 0)
            .map(|(_, _, name)| name.0)
    };
    numbers.iter().filter_map(|(source, wanted)| Some((*source, best(wanted)?))).collect()
}

/// The contact of each order line.
pub fn line_contacts(parties: &Parties, of_party: &[Option<String>]) -> StringChunked {
    let contact = |party: &u32| of_party.get(*party as usize).and_then(Option::as_deref);
    StringChunked::from_iter_options("contact_id".into(), parties.of_line.iter().map(contact))
}

/// The `order_customers` table.
///
/// # Errors
/// Never in practice; polars' constructor is fallible.
pub fn customers_table(
    parties: &Parties,
    of_party: &[Option<String>],
    attached: &[Attached],
) -> PolarsResult<DataFrame> {
    let named: Vec<usize> = (0..attached.len()).filter(|&party| attached[party] != Attached::Nobody).collect();
    let by = |party: &usize| match attached[*party] {
        Attached::Cluster(_, means) => means,
        Attached::New | Attached::Nobody => "none",
    };
    DataFrame::new(
        named.len(),
        vec![
            text_column("customer_key", named.iter().map(|&party| Some(parties.key(party)))),
            text_column("source", named.iter().map(|&party| Some(&parties.source[party]))),
            text_column("customer_id", named.iter().map(|&party| parties.customer[party].as_ref())),
            text_column("email", named.iter().map(|&party| parties.email[party].as_ref())),
            text_column("contact_id", named.iter().map(|&party| of_party[party].as_ref())),
            text_column("attached_by", named.iter().map(|party| Some(by(party)))),
            Int32Chunked::from_vec("lines".into(), named.iter().map(|&party| parties.lines[party]).collect())
                .into_column(),
        ],
    )
}

/// Contacts that only the orders know, with the columns that can be filled.
///
/// # Errors
/// Never in practice; polars' constructor is fallible.
pub fn new_contacts(parties: &Parties, of_party: &[Option<String>], ids: &Ids) -> PolarsResult<DataFrame> {
    let known: FxHashSet<&str> = ids.of_cluster.iter().map(String::as_str).collect();
    let mut new: BTreeMap<&str, usize> = BTreeMap::new();
    for (party, id) in of_party.iter().enumerate() {
        if let Some(id) = id.as_deref().filter(|id| !known.contains(id)) {
            new.entry(id).or_insert(party);
        }
    }
    let rows = new.len();
    let ints = |name: &str, value: i32| Int32Chunked::from_vec(name.into(), vec![value; rows]).into_column();
    let filled = 1.0 / super::survive::MAIN_FIELDS.len() as f64;
    let completeness = new.values().map(|&party| if parties.email[party].is_some() { filled } else { 0.0 });
    DataFrame::new(
        rows,
        vec![
            text_column("contact_id", new.keys().map(Some)),
            text_column("record_kind", std::iter::repeat_n(Some("unknown"), rows)),
            text_column("email", new.values().map(|&party| parties.email[party].as_deref())),
            text_column("sources", new.values().map(|&party| Some(parties.source[party].as_str()))),
            ints("record_count", 0),
            ints("source_count", 1),
            ints("quality", 0),
            Float64Chunked::from_vec("completeness".into(), completeness.collect()).into_column(),
        ],
    )
    .inspect(|frame| debug_assert!(CONTACT.len() > frame.width()))
}

/// Activities by contact.
#[derive(Debug)]
pub struct Activities {
    /// The latest activity of each cluster until `as_of`, in microseconds.
    pub latest: Vec<Option<i64>>,
    /// Activities that belong to a cluster.
    pub attached: u64,
    /// Cluster of each activity.
    of_row: Vec<Option<u32>>,
}

impl Activities {
    /// The contact of each activity.
    pub fn contacts(&self, ids: &Ids) -> StringChunked {
        let contact = |cluster: &Option<u32>| ids.of_cluster.get((*cluster)? as usize).map(String::as_str);
        StringChunked::from_iter_options("contact_id".into(), self.of_row.iter().map(contact))
    }
}

/// Finds the cluster of every activity: by e-mail address, else by phone number, else by customer number where the source
/// uses those of a contact source.
///
/// # Errors
/// When the frame lacks a promised column.
pub fn activities(input: &Input, index: &Index, clusters: usize) -> PolarsResult<Activities> {
    let mut found = Activities { latest: vec![None; clusters], attached: 0, of_row: Vec::new() };
    let Some(frame) = input.activities else { return Ok(found) };
    let (emails, phones) = (text(frame, "email_key")?, text(frame, "phone")?);
    let (sources, customers) = (text(frame, "source")?, text(frame, "customer_id")?);
    let named = sources.iter().zip(customers.iter()).filter_map(|(source, customer)| Some((source?, customer?)));
    let numbers_of = numbering(named, index, input.sources);
    let instants = frame.column("occurred_at")?.datetime()?.physical().clone();
    let tomorrow = input.as_of.succ_opt().and_then(|day| day.and_hms_opt(0, 0, 0));
    let tomorrow = tomorrow.map_or(i64::MAX, |instant| instant.and_utc().timestamp_micros());
    for (row, at) in instants.iter().enumerate() {
        let by_email = || index.of_email(emails.get(row)?);
        let by_phone = || most_frequent(index.by_phone.get(phones.get(row)?)?);
        let by_number = || index.of_number(numbers_of.get(sources.get(row)?)?, customers.get(row)?);
        let cluster = by_email().or_else(by_phone).or_else(by_number);
        found.of_row.push(cluster);
        if let Some(latest) = cluster.and_then(|cluster| found.latest.get_mut(cluster as usize)) {
            found.attached += 1;
            *latest = (*latest).max(at.filter(|at| *at < tomorrow));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customer_numbers_lose_what_systems_add() {
        assert_eq!(number_form("K0012345"), "12345");
        assert_eq!(number_form("12345"), "12345");
        assert_eq!(number_form("0012-345"), "12345");
        assert_eq!(number_form("cus_9XyZ"), "cus_9xyz");
    }
}
