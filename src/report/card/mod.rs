//! The contact card: everything a run knows about one contact, sorted by what people ask for.
//!
//! All of it stands in the tables of the run. Costs the rows of the contact in each table, and a pass over its id column.

mod find;
mod human;

pub use find::{find, find_person};
pub use human::write as write_human;

use super::folder::{FolderError, Row, rows};
use rustc_hash::FxHashSet;
use serde::Serialize;
use serde_json::Value;
use std::path::Path;

/// Cells of the contact that are no part of who it is, by the section of the card they stand in.
const BEHAVIOUR: &[&str] =
    &["activities", "activities_90d", "last_activity_at", "opens", "clicks", "forms", "meetings", "visits"];
const TRANSACTIONS: &[&str] = &["lifetime_orders", "lifetime_net", "lifetime_currency", "first_order", "last_order"];
const CAMPAIGNS: &[&str] = &["lead_source", "campaign"];
const COMMUNICATION: &[&str] = &["language", "consent_email", "consent_phone", "consent_at", "opt_out"];
const SYSTEMS: &[&str] = &["sources", "source_count", "record_count", "crm_id", "created_at", "updated_at"];
const MANUAL: &[&str] = &["owner", "lead_status", "notes"];
const SCORE: &[&str] = &["score", "lifecycle_stage", "quality", "completeness", "match_confidence"];

/// A contact, whole. Sections hold filled cells only.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Card {
    /// Its id.
    pub contact_id: String,
    /// The id that was asked for, where it has become another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formerly: Option<String>,
    /// Name, addresses, numbers and the rest of who it is.
    pub identity: Row,
    /// The company it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Row>,
    /// Other contacts of its household, and those it shares an address or number with.
    pub relations: Vec<Row>,
    /// What it did.
    pub behaviour: Row,
    /// The same by channel, kind and campaign.
    pub activities: Vec<Row>,
    /// What it bought.
    pub transactions: Transactions,
    /// What brought it.
    pub campaigns: Row,
    /// How it may be written to.
    pub communication: Row,
    /// The segments it is in.
    pub segments: Vec<Row>,
    /// The systems that know it, and their records.
    pub other_systems: Systems,
    /// What people wrote down.
    pub manual_entries: Row,
    /// What it is worth and how sure the card is.
    pub score: Row,
    /// What was noticed about its records.
    pub findings: Vec<Row>,
}

/// What a contact bought.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Transactions {
    /// Over all years.
    pub lifetime: Row,
    /// By calendar year, the latest first.
    pub years: Vec<Row>,
    /// What it could buy next, the best first.
    pub recommendations: Vec<Row>,
}

/// The systems that know a contact.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Systems {
    /// Number of records, names of sources, id in the CRM.
    pub summary: Row,
    /// Its records.
    pub records: Vec<Row>,
    /// Its customer numbers.
    pub customers: Vec<Row>,
}

/// The card of a contact of the run in `out`, named by its id, an e-mail address or a phone number.
///
/// # Errors
/// [`FolderError::Unreadable`] when a table cannot be read, [`FolderError::Unknown`] when nothing or more than one
/// contact is meant.
pub fn card(out: &Path, wanted: &str) -> Result<Card, FolderError> {
    let (id, formerly) = find(out, wanted)?;
    let of = |table: &str, column: &str| rows(out, table, column, &FxHashSet::from_iter([id.as_str()]));
    let mut contact = of("contacts", "contact_id")?.pop().unwrap_or_default();
    contact.shift_remove("contact_id");
    let organisation = contact.shift_remove("organisation_id");
    let mut lifetime = take(&mut contact, TRANSACTIONS);
    for mut customer in of("customers", "contact_id")? {
        customer.shift_remove("contact_id");
        lifetime.append(&mut customer);
    }
    let mut years = without(of("purchase_years", "contact_id")?, &["contact_id", "as_of"]);
    years.reverse();
    let records = of("leads", "contact_id")?;
    let ids: FxHashSet<&str> = records.iter().filter_map(|record| record.get("record_id")?.as_str()).collect();
    let findings = without(rows(out, "findings", "record_id", &ids)?, &["source", "source_file", "source_row"]);
    // Runs of earlier versions have no such table.
    let activities = match out.join("contact_activities.parquet").exists() {
        true => without(of("contact_activities", "contact_id")?, &["contact_id"]),
        false => Vec::new(),
    };
    contact.shift_remove("segment_names");
    contact.shift_remove("household_id");
    Ok(Card {
        behaviour: take(&mut contact, BEHAVIOUR),
        activities,
        transactions: Transactions {
            lifetime,
            years,
            recommendations: without(of("recommendations", "contact_id")?, &["contact_id"]),
        },
        campaigns: take(&mut contact, CAMPAIGNS),
        communication: take(&mut contact, COMMUNICATION),
        segments: without(of("segments", "contact_id")?, &["contact_id", "rule_hash", "as_of"]),
        other_systems: Systems {
            summary: take(&mut contact, SYSTEMS),
            customers: without(of("order_customers", "contact_id")?, &["contact_id", "customer_key"]),
            records: without(records, &["contact_id", "organisation_id", "household_id"]),
        },
        manual_entries: take(&mut contact, MANUAL),
        score: take(&mut contact, SCORE),
        organisation: match organisation.as_ref().and_then(Value::as_str) {
            Some(organisation) => {
                rows(out, "organisations", "organisation_id", &FxHashSet::from_iter([organisation]))?.pop()
            }
            None => None,
        },
        relations: relations(out, &id)?,
        identity: contact,
        findings,
        formerly,
        contact_id: id,
    })
}

/// Contacts it shares something with, each named by `contact_id`.
fn relations(out: &Path, id: &str) -> Result<Vec<Row>, FolderError> {
    let mut found = Vec::new();
    for (own, other) in [("left_contact_id", "right_contact_id"), ("right_contact_id", "left_contact_id")] {
        for mut row in rows(out, "relations", own, &FxHashSet::from_iter([id]))? {
            row.shift_remove(own);
            if let Some(other) = row.shift_remove(other) {
                row.insert("contact_id".to_owned(), other);
            }
            found.push(row);
        }
    }
    Ok(found)
}

/// Takes cells out of a row.
fn take(row: &mut Row, names: &[&str]) -> Row {
    names.iter().filter_map(|name| Some(((*name).to_owned(), row.shift_remove(*name)?))).collect()
}

fn without(mut rows: Vec<Row>, names: &[&str]) -> Vec<Row> {
    for row in &mut rows {
        names.iter().for_each(|name| drop(row.shift_remove(*name)));
    }
    rows
}
