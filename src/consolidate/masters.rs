//! What the contacts mean for the CRM: which are new to it, which of its records need an update and of which fields, which
//! of its records are one contact twice.
//!
//! Not for writing import files. Costs one comparison per contact and field.

use super::Input;
use super::ids::Ids;
use crate::engine::frame::{empty, text, text_column};
use crate::kernel::text::fold;
use crate::model::field::CONTACT;
use crate::model::table::table;
use polars::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// More records than this of one name at one address or number are a form's default, not one contact.
const LARGEST: usize = 10;
/// Fields that a CRM keeps for itself.
const ITS_OWN: &[&str] = &["record_kind", "created_at", "updated_at", "last_activity_at"];

/// The `crm_changes` table: a row per contact, where there is a master source.
///
/// # Errors
/// When a frame lacks a promised column.
pub fn changes(input: &Input, ids: &Ids, contacts: &DataFrame) -> PolarsResult<DataFrame> {
    let masters: FxHashSet<&str> =
        input.sources.iter().filter(|source| source.master).map(|source| source.name.as_str()).collect();
    if masters.is_empty() {
        return Ok(empty(table("crm_changes")));
    }
    let (source, key) = (text(input.leads, "source")?, text(input.leads, "source_key")?);
    let mut record_of: FxHashMap<&str, u32> = FxHashMap::default();
    for (row, source) in source.iter().enumerate() {
        if source.is_some_and(|source| masters.contains(source)) {
            record_of.entry(ids.of_cluster[input.clusters[row] as usize].as_str()).or_insert(row as u32);
        }
    }
    let id = text(contacts, "contact_id")?;
    let record: Vec<Option<u32>> = id.iter().map(|id| record_of.get(id?).copied()).collect();
    let mut changed: Vec<Vec<&str>> = vec![Vec::new(); record.len()];
    for field in CONTACT.iter().filter(|field| !ITS_OWN.contains(&field.name)) {
        let ours = contacts.column(field.name)?.cast(&DataType::String)?;
        let theirs = input.leads.column(field.name)?.cast(&DataType::String)?;
        let (ours, theirs) = (ours.str()?, theirs.str()?);
        for (row, record) in record.iter().enumerate() {
            let Some(record) = *record else { continue };
            if ours.get(row).is_some_and(|ours| theirs.get(record as usize) != Some(ours)) {
                changed[row].push(field.name);
            }
        }
    }
    let opt_out = contacts.column("opt_out")?.bool()?;
    let action = |row: usize| match record[row] {
        None if opt_out.get(row) == Some(true) => "withheld",
        None => "new",
        Some(_) if changed[row].is_empty() => "unchanged",
        Some(_) => "update",
    };
    let twins = twins(input, &masters)?;
    let joined = |names: Vec<&str>| (!names.is_empty()).then(|| names.join("; "));
    let of_record = |row: usize| record[row].and_then(|record| key.get(record as usize));
    let duplicates = |row: usize| twins.get(&record[row]?).and_then(|others| joined(others.iter().copied().collect()));
    let rows = 0..record.len();
    DataFrame::new(
        record.len(),
        vec![
            text_column("contact_id", id.iter()),
            text_column("crm_id", rows.clone().map(of_record)),
            text_column("action", rows.clone().map(|row| Some(action(row)))),
            text_column("changed_fields", rows.clone().map(|row| joined(changed[row].clone()))),
            text_column("duplicate_crm_ids", rows.map(duplicates)),
        ],
    )
}

/// Records of a master that are one contact by their name and an address or number, though they never merge: for each the
/// keys of the others.
fn twins<'a>(input: &'a Input, masters: &FxHashSet<&str>) -> PolarsResult<BTreeMap<u32, BTreeSet<&'a str>>> {
    let column = |name: &str| text(input.leads, name);
    let (source, key) = (column("source")?, column("source_key")?);
    let (name, company, email) = (column("full_name")?, column("company")?, column("email_key")?);
    let numbers = [column("phone")?, column("mobile")?];
    let place = [column("postal_code")?, column("street")?, column("house_number")?];
    let mut groups: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for row in 0..input.leads.height() {
        let of_master = source.get(row).filter(|source| masters.contains(source));
        let (Some(source), Some(name)) = (of_master, name.get(row).or(company.get(row))) else { continue };
        let address: Option<Vec<&str>> = place.iter().map(|column| column.get(row)).collect();
        let address = address.map(|parts| parts.join(" "));
        let points = numbers.iter().map(|column| column.get(row)).chain([email.get(row), address.as_deref()]);
        for point in points.flatten() {
            groups.entry(format!("{source}|{}|{}", fold(name), fold(point))).or_default().insert(row as u32);
        }
    }
    let mut twins: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for group in groups.into_values().filter(|group| (2..=LARGEST).contains(&group.len())) {
        for &row in &group {
            let others = group.iter().filter(|other| **other != row);
            twins.entry(row).or_default().extend(others.filter_map(|other| key.get(*other as usize)));
        }
    }
    Ok(twins)
}
