//! What the tables of a run say of one contact.

use super::super::folder::{FolderError, broken, table, unknown};
use super::{Edge, FieldOrigin, Loser, Member};
use crate::engine::frame::text;
use crate::model::field::CONTACT;
use polars::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::path::Path;

/// A contact as its card tells it.
pub struct Card {
    /// Its id today.
    pub id: String,
    /// Name of the person, else of the company.
    pub name: Option<String>,
    /// Lowest mean match probability of a record to the others.
    pub confidence: Option<f64>,
}

/// The contact of an id, and the id itself where the contact has another one today.
pub fn resolve(out: &Path, id: &str) -> Result<(Card, Option<String>), FolderError> {
    let columns = ["contact_id", "full_name", "company", "match_confidence"];
    let contacts = table(out, "contacts", &columns)?;
    let file = out.join("contacts.parquet");
    if let Some(card) = card(&contacts, id).map_err(|error| broken(&file, error))? {
        return Ok((card, None));
    }
    let known = text(&contacts, "contact_id").map_err(|error| broken(&file, error))?;
    let Some(today) = successor(out, id)? else { return Err(stranger(out, id, known)?) };
    match card(&contacts, &today).map_err(|error| broken(&file, error))? {
        Some(card) => Ok((card, Some(id.to_owned()))),
        None => Err(unknown(out, "contact", id, known)),
    }
}

fn card(contacts: &DataFrame, id: &str) -> PolarsResult<Option<Card>> {
    let Some(row) = text(contacts, "contact_id")?.iter().position(|known| known == Some(id)) else { return Ok(None) };
    let name = text(contacts, "full_name")?.get(row).or(text(contacts, "company")?.get(row));
    let confidence = contacts.column("match_confidence")?.f64()?.get(row);
    Ok(Some(Card { id: id.to_owned(), name: name.map(str::to_owned), confidence }))
}

/// The id that took the place of one that was given up.
fn successor(out: &Path, id: &str) -> Result<Option<String>, FolderError> {
    let ledger = table(out, "contact_ids", &["id", "successor_id"])?;
    let read = || -> PolarsResult<Option<String>> {
        let (ids, successors) = (text(&ledger, "id")?, text(&ledger, "successor_id")?);
        let mut today = id.to_owned();
        // A chain is as long as the ledger at most.
        for _ in 0..ledger.height() {
            let Some(row) = ids.iter().position(|known| known == Some(today.as_str())) else { return Ok(None) };
            let Some(next) = successors.get(row) else { break };
            today = next.to_owned();
        }
        Ok((today != id).then_some(today))
    };
    read().map_err(|error| broken(&out.join("contact_ids.parquet"), error))
}

/// What to say of an id that is no contact's: people take a record's for one.
fn stranger(out: &Path, id: &str, known: &StringChunked) -> Result<FolderError, FolderError> {
    let leads = table(out, "leads", &["record_id", "contact_id"])?;
    let read = || -> PolarsResult<Option<String>> {
        let row = text(&leads, "record_id")?.iter().position(|record| record == Some(id));
        Ok(row.and_then(|row| text(&leads, "contact_id").ok()?.get(row).map(str::to_owned)))
    };
    let contact = read().map_err(|error| broken(&out.join("leads.parquet"), error))?;
    Ok(match contact {
        Some(contact) => FolderError::Unknown {
            what: "contact",
            id: id.to_owned(),
            out: out.to_owned(),
            hint: format!("it is a record of the contact `{contact}`"),
        },
        None => unknown(out, "contact", id, known),
    })
}

/// The records of a contact, by id.
pub fn members(out: &Path, contact: &str) -> Result<Vec<Member>, FolderError> {
    let columns = ["record_id", "source", "contact_id", "full_name", "company", "email"];
    let leads = table(out, "leads", &columns)?;
    let read = || -> PolarsResult<Vec<Member>> {
        let [record, source, of, name, company, email] = texts(&leads, columns)?;
        let cell = |column: &StringChunked, row: usize| column.get(row).map(str::to_owned);
        let member = |row: usize| Member {
            record_id: cell(record, row).unwrap_or_default(),
            source: cell(source, row).unwrap_or_default(),
            name: cell(name, row).or_else(|| cell(company, row)),
            email: cell(email, row),
        };
        Ok((0..leads.height()).filter(|&row| of.get(row) == Some(contact)).map(member).collect())
    };
    let mut members = read().map_err(|error| broken(&out.join("leads.parquet"), error))?;
    members.sort_by(|x, y| x.record_id.cmp(&y.record_id));
    Ok(members)
}

/// The compared pairs of records of one contact, in the order of the table.
pub fn edges(out: &Path, members: &[Member]) -> Result<Vec<Edge>, FolderError> {
    let inside: FxHashSet<&str> = members.iter().map(|member| member.record_id.as_str()).collect();
    let columns = ["left_record_id", "right_record_id", "keys", "match_weight", "match_probability"];
    let pairs = table(out, "pairs", &columns)?;
    let read = || -> PolarsResult<Vec<Edge>> {
        let [left, right, keys] = texts(&pairs, ["left_record_id", "right_record_id", "keys"])?;
        let (weight, probability) = (pairs.column("match_weight")?.f64()?, pairs.column("match_probability")?.f64()?);
        let is_inside = |column: &StringChunked, row: usize| column.get(row).is_some_and(|id| inside.contains(id));
        let edge = |row: usize| Edge {
            left_record_id: left.get(row).unwrap_or_default().to_owned(),
            right_record_id: right.get(row).unwrap_or_default().to_owned(),
            match_weight: weight.get(row).unwrap_or(f64::NAN),
            match_probability: probability.get(row).unwrap_or(f64::NAN),
            keys: keys.get(row).unwrap_or_default().split("; ").map(str::to_owned).collect(),
        };
        Ok((0..pairs.height()).filter(|&row| is_inside(left, row) && is_inside(right, row)).map(edge).collect())
    };
    read().map_err(|error| broken(&out.join("pairs.parquet"), error))
}

/// The filled fields of a contact in the order of the contact tables.
pub fn fields(out: &Path, contact: &str) -> Result<Vec<FieldOrigin>, FolderError> {
    let mut losers = losers(out, contact)?;
    let columns = ["contact_id", "field", "value", "record_id", "rule", "confidence"];
    let table = table(out, "contact_fields", &columns)?;
    let mut read = || -> PolarsResult<Vec<FieldOrigin>> {
        let [of, field, value, record, rule] = texts(&table, ["contact_id", "field", "value", "record_id", "rule"])?;
        let confidence = table.column("confidence")?.f64()?;
        let cell = |column: &StringChunked, row: usize| column.get(row).map(str::to_owned);
        let origin = |row: usize| {
            let field = cell(field, row).unwrap_or_default();
            FieldOrigin {
                losers: losers.remove(&field).unwrap_or_default(),
                field,
                value: cell(value, row).unwrap_or_default(),
                record_id: cell(record, row),
                rule: cell(rule, row).unwrap_or_default(),
                confidence: confidence.get(row).unwrap_or(f64::NAN),
            }
        };
        Ok((0..table.height()).filter(|&row| of.get(row) == Some(contact)).map(origin).collect())
    };
    let mut fields = read().map_err(|error| broken(&out.join("contact_fields.parquet"), error))?;
    let place = |origin: &FieldOrigin| CONTACT.iter().position(|field| field.name == origin.field);
    fields.sort_by_key(|origin| (place(origin).unwrap_or(usize::MAX), origin.field.clone()));
    Ok(fields)
}

fn losers(out: &Path, contact: &str) -> Result<BTreeMap<String, Vec<Loser>>, FolderError> {
    let columns = ["contact_id", "field", "record_id", "value"];
    let table = table(out, "contact_field_losers", &columns)?;
    let read = || -> PolarsResult<BTreeMap<String, Vec<Loser>>> {
        let [of, field, record, value] = texts(&table, columns)?;
        let mut losers: BTreeMap<String, Vec<Loser>> = BTreeMap::new();
        for row in (0..table.height()).filter(|&row| of.get(row) == Some(contact)) {
            let cell = |column: &StringChunked| column.get(row).unwrap_or_default().to_owned();
            losers.entry(cell(field)).or_default().push(Loser { record_id: cell(record), value: cell(value) });
        }
        Ok(losers)
    };
    read().map_err(|error| broken(&out.join("contact_field_losers.parquet"), error))
}

fn texts<'a, const N: usize>(frame: &'a DataFrame, names: [&str; N]) -> PolarsResult<[&'a StringChunked; N]> {
    let columns: Vec<&StringChunked> = names.iter().map(|name| text(frame, name)).collect::<PolarsResult<_>>()?;
    columns.try_into().map_err(|_| polars_err!(ShapeMismatch: "not {N} columns"))
}
