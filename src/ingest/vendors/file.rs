//! One vendor file: from TOML to what reading and mapping ask for.

use crate::ingest::mapping::{dictionary, fold};
use crate::model::record::Records;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Share of a file's columns that a vendor must know where only the least of its signature is there.
const ENOUGH: f64 = 0.4;

/// The file as it is written; `super` explains the keys.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub slug: String,
    pub records: Option<String>,
    pub signature: Vec<String>,
    pub needs: Option<usize>,
    #[serde(default)]
    pub strip: Vec<String>,
    #[serde(default)]
    pub nulls: Vec<String>,
    pub separator: Option<String>,
    #[serde(default)]
    pub unique: bool,
    #[serde(default)]
    pub continues: Vec<String>,
    #[serde(default)]
    pub unmapped: Vec<String>,
    pub map: BTreeMap<String, String>,
    #[serde(default)]
    pub otherwise: BTreeMap<String, String>,
    #[serde(default)]
    pub file_name: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    pub suppliers: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub not_read: Vec<String>,
}

/// What a column means in an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// The canonical field; `None` for a known column without one.
    pub field: Option<&'static str>,
    /// True when the column only stands in for others that mean the field.
    pub stands_in: bool,
    /// False for values that nobody needs and somebody could misuse, such as bank accounts, and for what a run derives.
    pub is_read: bool,
}

impl Meaning {
    fn of(field: Option<&'static str>) -> Self {
        Self { field, stands_in: false, is_read: true }
    }
}

/// A known export.
#[derive(Debug)]
pub(crate) struct Vendor {
    /// Stable name.
    pub slug: String,
    /// What its rows are; `None` when the columns decide.
    pub records: Option<Records>,
    /// Guards in front of values.
    pub strip: Vec<String>,
    /// Values that mean nothing.
    pub nulls: Vec<String>,
    /// Stands between several values in one cell.
    pub separator: Option<String>,
    /// No two of its records are one contact.
    pub unique: bool,
    /// Compact headers: a record in which all of them are empty belongs to the one above.
    pub continues: Vec<String>,
    /// Word of the file's name → field → value of every record.
    pub file_name: BTreeMap<String, Vec<(&'static str, String)>>,
    /// Compact header → starts of values that tell a supplier.
    pub suppliers: BTreeMap<String, Vec<String>>,
    signature: Vec<String>,
    needs: usize,
    columns: BTreeMap<String, Meaning>,
}

impl Vendor {
    /// Reads a vendor file; `None` when it is none (a test reads all of them).
    pub(super) fn parse(text: &str) -> Option<Self> {
        let file: File = toml::from_str(text).ok()?;
        let mut columns = BTreeMap::new();
        let mut know = |header: &str, meaning: Meaning| columns.insert(fold::compact(header), meaning);
        for header in &file.unmapped {
            know(header, Meaning::of(None));
        }
        for header in &file.not_read {
            know(header, Meaning { is_read: false, ..Meaning::of(None) });
        }
        for (header, field) in &file.otherwise {
            know(header, Meaning { stands_in: true, ..Meaning::of(dictionary::field(field)) });
        }
        for (header, field) in &file.map {
            know(header, Meaning::of(dictionary::field(field)));
        }
        let compact = |headers: &[String]| headers.iter().map(|header| fold::compact(header)).collect::<Vec<_>>();
        let known = |values: BTreeMap<String, String>| {
            values.into_iter().filter_map(|(field, value)| Some((dictionary::field(&field)?, value))).collect()
        };
        Some(Self {
            records: Records::ALL.into_iter().find(|kind| file.records.as_deref() == Some(kind.name())),
            needs: file.needs.unwrap_or(file.signature.len()),
            signature: compact(&file.signature),
            slug: file.slug,
            strip: file.strip,
            nulls: file.nulls,
            separator: file.separator,
            unique: file.unique,
            continues: compact(&file.continues),
            file_name: file.file_name.into_iter().map(|(word, values)| (word, known(values))).collect(),
            suppliers: file.suppliers.into_iter().map(|(header, starts)| (fold::compact(&header), starts)).collect(),
            columns,
        })
    }

    /// What a header means in this export; `None` when the vendor does not know it.
    pub fn meaning(&self, header: &str) -> Option<Meaning> {
        self.known(&fold::compact(header))
    }

    fn known(&self, compact: &str) -> Option<Meaning> {
        self.columns.get(compact).or_else(|| self.columns.get(&numbered(compact)?)).copied()
    }

    /// The share of these compact headers that the vendor knows; `None` when too little of its signature is there.
    pub(super) fn confidence(&self, headers: &[String]) -> Option<f64> {
        let met = self.signature.iter().filter(|&wanted| headers.contains(wanted)).count();
        if headers.is_empty() || met < self.needs.max(1) {
            return None;
        }
        let known = headers.iter().filter(|header| self.known(header).is_some()).count();
        let share = known as f64 / headers.len() as f64;
        // many columns of one's own do not hide a vendor of which more than the least is there
        (share >= ENOUGH || met > self.needs).then_some(share)
    }
}

/// The compact header with `n` for each number, as `{n}` folds in the files; `None` when there is no number.
fn numbered(compact: &str) -> Option<String> {
    if !compact.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut out = String::with_capacity(compact.len());
    let mut in_number = false;
    for letter in compact.chars() {
        let digit = letter.is_ascii_digit();
        if !digit {
            out.push(letter);
        } else if !in_number {
            out.push('n');
        }
        in_number = digit;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_fits_a_numbered_column() {
        let vendor = Vendor::parse(
            "slug = 'x'\nrecords = 'contacts'\nsignature = ['A']\n[map]\n'Phone {n} - Value' = 'phone'\n'Tel 1' = 'fax'",
        )
        .unwrap();
        assert_eq!(vendor.meaning("phone 12 - value").and_then(|meaning| meaning.field), Some("phone"));
        assert_eq!(vendor.meaning("Tel 1").and_then(|meaning| meaning.field), Some("fax"));
        assert!(vendor.meaning("Tel 2").is_none());
    }
}
