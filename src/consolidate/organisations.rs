//! Companies as records of their own: leads of one firm by its match key, kept apart where domains differ.

use super::Input;
use super::ids::{Ids, uuid};
use super::members::Members;
use crate::engine::frame::{text, text_column};
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The organisations of a run.
#[derive(Debug)]
pub struct Organisations {
    /// The `organisations` table without the order figures.
    pub table: DataFrame,
    /// Organisation of each lead.
    pub of_row: Vec<Option<String>>,
}

impl Organisations {
    /// Organisation of each cluster: the one most of its records name, the smaller id among equals.
    pub fn of_cluster(&self, members: &Members) -> Vec<Option<String>> {
        let most = |rows: &[u32]| {
            let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
            for id in rows.iter().filter_map(|&row| self.of_row[row as usize].as_deref()) {
                *counts.entry(id).or_default() += 1;
            }
            counts.into_iter().max_by_key(|&(id, count)| (count, std::cmp::Reverse(id))).map(|(id, _)| id.to_owned())
        };
        members.iter().map(most).collect()
    }
}

/// One firm: its match key, and its domain where the key has several.
type Firm<'a> = (&'a str, Option<&'a str>);

/// Finds the organisations.
///
/// # Errors
/// When the frame lacks a promised column.
pub fn organisations(input: &Input, members: &Members, ids: &Ids) -> PolarsResult<Organisations> {
    let (keys, domains) = (text(input.leads, "company_key")?, text(input.leads, "domain")?);
    let mut domains_of: FxHashMap<&str, BTreeMap<&str, u32>> = FxHashMap::default();
    for (key, domain) in keys.iter().zip(domains.iter()) {
        if let Some(key) = key {
            let seen = domains_of.entry(key).or_default();
            if let Some(domain) = domain {
                *seen.entry(domain).or_default() += 1;
            }
        }
    }
    let firm = |key: &'_ str, domain: Option<&'_ str>| -> Option<String> {
        let seen = domains_of.get(key)?;
        let usual =
            || seen.iter().max_by_key(|&(domain, count)| (count, std::cmp::Reverse(domain))).map(|(domain, _)| *domain);
        let domain = if seen.len() > 1 { domain.or_else(usual) } else { None };
        Some(uuid(&["organisation", key, domain.unwrap_or_default()]))
    };
    let mut cache: FxHashMap<Firm, Option<String>> = FxHashMap::default();
    let of_row: Vec<Option<String>> = keys
        .iter()
        .zip(domains.iter())
        .map(|(key, domain)| cache.entry((key?, domain)).or_insert_with(|| firm(key?, domain)).clone())
        .collect();
    let table = table(input, members, ids, &of_row)?;
    Ok(Organisations { table, of_row })
}

fn table(input: &Input, members: &Members, ids: &Ids, of_row: &[Option<String>]) -> PolarsResult<DataFrame> {
    let mut rows_of: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (row, id) in of_row.iter().enumerate() {
        if let Some(id) = id.as_deref() {
            rows_of.entry(id).or_default().push(row as u32);
        }
    }
    let cluster_of = cluster_of_row(members, input.leads.height());
    let contacts = |rows: &Vec<u32>| {
        let ids: BTreeSet<&str> = rows
            .iter()
            .filter_map(|&row| ids.of_cluster.get(cluster_of[row as usize] as usize))
            .map(String::as_str)
            .collect();
        ids.len() as i32
    };
    let usual = |name: &str| -> PolarsResult<Column> {
        let column = text(input.leads, name)?;
        let values = rows_of.values().map(|rows| {
            let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
            for value in rows.iter().filter_map(|&row| column.get(row as usize)) {
                *counts.entry(value).or_default() += 1;
            }
            counts.into_iter().max_by_key(|&(value, count)| (count, std::cmp::Reverse(value))).map(|(value, _)| value)
        });
        Ok(text_column(name, values))
    };
    let address = address_rows(input.leads, &rows_of)?;
    let moved = |name: &str| -> PolarsResult<Column> { input.leads.column(name)?.take(&address) };
    let ints = |name: &str, values: Vec<i32>| Int32Chunked::from_vec(name.into(), values).into_column();
    DataFrame::new(
        rows_of.len(),
        vec![
            text_column("organisation_id", rows_of.keys().map(Some)),
            usual("company")?,
            usual("legal_form")?,
            usual("domain")?,
            usual("vat_id")?,
            moved("street")?,
            moved("house_number")?,
            moved("postal_code")?,
            moved("city")?,
            moved("country")?,
            ints("contact_count", rows_of.values().map(contacts).collect()),
            ints("record_count", rows_of.values().map(|rows| rows.len() as i32).collect()),
        ],
    )
}

/// The record whose address stands for the firm: a company's own record first, then the most complete address.
fn address_rows(leads: &DataFrame, rows_of: &BTreeMap<&str, Vec<u32>>) -> PolarsResult<IdxCa> {
    let kind = text(leads, "record_kind")?;
    let parts = ["street", "house_number", "postal_code", "city"].map(|name| text(leads, name));
    let parts = parts.into_iter().collect::<PolarsResult<Vec<_>>>()?;
    let best = |rows: &Vec<u32>| {
        let key = |row: u32| {
            let filled = parts.iter().filter(|part| part.get(row as usize).is_some()).count();
            (filled > 0 && kind.get(row as usize) == Some("organisation"), filled)
        };
        rows.iter().copied().max_by_key(|&row| (key(row), std::cmp::Reverse(row))).map(|row| row as IdxSize)
    };
    Ok(IdxCa::from_iter_options("row".into(), rows_of.values().map(best)))
}

fn cluster_of_row(members: &Members, rows: usize) -> Vec<u32> {
    let mut cluster_of = vec![0; rows];
    for (cluster, rows) in members.iter().enumerate() {
        for &row in rows {
            cluster_of[row as usize] = cluster as u32;
        }
    }
    cluster_of
}
