//! What changed between two runs: records that came and went, contacts that were merged and split, fields that changed.
//!
//! Runs are compared by their records first, so that a contact counts as the same whatever its id; then by ids, which
//! last. Costs the id columns of `leads` and the fields of `contacts` of both runs.

mod human;

pub use human::write as write_human;

use super::folder::{FolderError, broken, table, whole_table};
use crate::engine::frame::{instants, text};
use crate::model::field::CONTACT;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What changed from one run to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Records in both runs and in one only.
    pub records: Records,
    /// Contacts by what became of them.
    pub contacts: Contacts,
    /// Contacts of the second run that hold records of several of the first, by id.
    pub merged: Vec<Regrouped>,
    /// Contacts of the first run whose records are in several of the second, by id.
    pub split: Vec<Regrouped>,
    /// Contacts with one id in both runs whose surviving values differ: how many, by field.
    pub changed_fields: BTreeMap<&'static str, u64>,
    /// These changes, by contact and field.
    pub changes: Vec<Change>,
}

/// Records by run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Records {
    /// In both runs.
    pub common: u64,
    /// In the second only.
    pub added: u64,
    /// In the first only.
    pub removed: u64,
    /// In both, but in a contact of another id.
    pub moved: u64,
}

/// Contacts by what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contacts {
    /// Contacts of the first run.
    pub before: u64,
    /// Contacts of the second run.
    pub after: u64,
    /// With the same id in both.
    pub kept: u64,
    /// Ids of the second run only.
    pub new: u64,
    /// Ids of the first run only.
    pub gone: u64,
    /// With the same id and the same value in every field.
    pub unchanged: u64,
}

/// A contact and those it was put together from or taken apart into.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Regrouped {
    /// The contact.
    pub contact_id: String,
    /// The others, by id.
    pub others: Vec<String>,
}

/// A value that changed; null where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The contact.
    pub contact_id: String,
    /// The field.
    pub field: &'static str,
    /// In the first run.
    pub before: Option<String>,
    /// In the second run.
    pub after: Option<String>,
}

/// Compares the runs in two folders.
///
/// # Errors
/// [`FolderError::Unreadable`] when a table cannot be read.
pub fn diff(before: &Path, after: &Path) -> Result<Diff, FolderError> {
    let mut diff = Diff::default();
    regroup(&mut diff, &contact_of(before)?, &contact_of(after)?);
    let (left, right) = (whole_table(before, "contacts")?, whole_table(after, "contacts")?);
    compare(&mut diff, &left, &right).map_err(|error| broken(&after.join("contacts.parquet"), error))?;
    Ok(diff)
}

/// Contact of each record.
fn contact_of(out: &Path) -> Result<BTreeMap<String, String>, FolderError> {
    let leads = table(out, "leads", &["record_id", "contact_id"])?;
    let read = || -> PolarsResult<BTreeMap<String, String>> {
        let pairs = text(&leads, "record_id")?.iter().zip(text(&leads, "contact_id")?.iter());
        Ok(pairs.filter_map(|(record, contact)| Some((record?.to_owned(), contact?.to_owned()))).collect())
    };
    read().map_err(|error| broken(&out.join("leads.parquet"), error))
}

/// What became of the records and their groups.
fn regroup(diff: &mut Diff, before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) {
    let mut into: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut from: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (record, old) in before {
        let Some(new) = after.get(record) else { continue };
        diff.records.common += 1;
        diff.records.moved += u64::from(old != new);
        into.entry(old).or_default().insert(new);
        from.entry(new).or_default().insert(old);
    }
    diff.records.removed = before.len() as u64 - diff.records.common;
    diff.records.added = after.len() as u64 - diff.records.common;
    let several = |groups: BTreeMap<&str, BTreeSet<&str>>| {
        let several = groups.into_iter().filter(|(_, others)| others.len() > 1);
        let regrouped = |(id, others): (&str, BTreeSet<&str>)| Regrouped {
            contact_id: id.to_owned(),
            others: others.into_iter().map(str::to_owned).collect(),
        };
        several.map(regrouped).collect()
    };
    (diff.merged, diff.split) = (several(from), several(into));
}

/// What became of the ids and their fields.
fn compare(diff: &mut Diff, before: &DataFrame, after: &DataFrame) -> PolarsResult<()> {
    let ids = text(after, "contact_id")?;
    let row_of: FxHashMap<&str, usize> = ids.iter().zip(0..).filter_map(|(id, row)| Some((id?, row))).collect();
    let kept: Vec<(&str, usize, usize)> = text(before, "contact_id")?
        .iter()
        .enumerate()
        .filter_map(|(row, id)| Some((id?, row, *row_of.get(id?)?)))
        .collect();
    let (old, new) = (before.height() as u64, after.height() as u64);
    let same = kept.len() as u64;
    let mut changed: BTreeSet<&str> = BTreeSet::new();
    for field in CONTACT {
        let (left, right) = (written(before, field.name)?, written(after, field.name)?);
        for &(id, at, to) in &kept {
            let (before, after) = (left.get(at), right.get(to));
            if before != after {
                changed.insert(id);
                *diff.changed_fields.entry(field.name).or_default() += 1;
                diff.changes.push(Change {
                    contact_id: id.to_owned(),
                    field: field.name,
                    before: before.map(str::to_owned),
                    after: after.map(str::to_owned),
                });
            }
        }
    }
    diff.changes.sort_by(|x, y| (&x.contact_id, x.field).cmp(&(&y.contact_id, y.field)));
    diff.contacts = Contacts {
        before: old,
        after: new,
        kept: same,
        new: new - same,
        gone: old - same,
        unchanged: same - changed.len() as u64,
    };
    Ok(())
}

/// A column as text.
fn written(frame: &DataFrame, name: &str) -> PolarsResult<StringChunked> {
    let column = frame.column(name)?;
    let column = match column.dtype() {
        DataType::Datetime(..) => instants(column)?,
        _ => column.cast(&DataType::String)?,
    };
    Ok(column.str()?.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_told_apart_by_their_records() {
        let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(r, c)| ((*r).to_owned(), (*c).to_owned())).collect();
        let before = of(&[("r1", "a"), ("r2", "a"), ("r3", "b"), ("r4", "c"), ("r5", "d")]);
        let after = of(&[("r1", "a"), ("r2", "e"), ("r3", "b"), ("r4", "b"), ("r6", "f")]);
        let mut diff = Diff::default();
        regroup(&mut diff, &before, &after);
        assert_eq!(diff.records, Records { common: 4, added: 1, removed: 1, moved: 2 });
        let regrouped = |id: &str, others: [&str; 2]| Regrouped {
            contact_id: id.to_owned(),
            others: others.map(str::to_owned).to_vec(),
        };
        assert_eq!(diff.merged, [regrouped("b", ["b", "c"])]);
        assert_eq!(diff.split, [regrouped("a", ["a", "e"])]);
    }
}
