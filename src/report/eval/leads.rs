//! What the run made of each record: contact, source, and which kinds of value it has, from `leads.parquet`.

use super::{EvalError, columns};
use crate::engine::frame::text;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::path::Path;

/// Kinds of value that tell people apart, with the columns of `leads` that hold them. The name of an organisation is its
/// company. A cell counts when it is usable: what `validate` found invalid is null there.
pub const KINDS: [(&str, &[&str]); 5] = [
    ("name", &["given_name", "family_name", "full_name"]),
    ("e-mail", &["email", "email_2"]),
    ("phone", &["phone", "mobile"]),
    ("address", &["street", "po_box", "postal_code"]),
    ("birth date", &["birth_date"]),
];

const ORIGIN: [&str; 7] = ["record_id", "source", "source_row", "source_key", "contact_id", "record_kind", "company"];

/// The leads of a run, columns by row.
#[derive(Debug)]
pub struct Leads {
    frame: DataFrame,
    /// Number of the contact.
    pub contact: Vec<u32>,
    /// Contacts in all.
    pub contacts: u32,
    /// Number of the source.
    pub source: Vec<u32>,
    /// Names of the sources in order.
    pub sources: Vec<String>,
    /// Which of [`KINDS`] the record has, a bit each.
    pub has: Vec<u8>,
}

/// Reads the leads of the run in `out`.
///
/// # Errors
/// When the table cannot be read or lacks a column.
pub fn read(out: &Path) -> Result<Leads, EvalError> {
    let names: Vec<&str> = ORIGIN.into_iter().chain(KINDS.iter().flat_map(|(_, names)| *names).copied()).collect();
    let frame = columns(out, "leads.parquet", &names)?;
    let path = out.join("leads.parquet");
    Leads::new(frame).map_err(|error| EvalError::Unreadable { path, message: error.to_string() })
}

impl Leads {
    /// Numbers contacts and sources.
    ///
    /// # Errors
    /// When a column is missing or of another type.
    pub fn new(frame: DataFrame) -> PolarsResult<Self> {
        for name in ORIGIN.iter().filter(|name| **name != "source_row") {
            text(&frame, name)?;
        }
        frame.column("source_row")?.i64()?;
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let number = |contact| {
            let next = numbers.len() as u32;
            *numbers.entry(contact).or_insert(next)
        };
        let contact: Vec<u32> = text(&frame, "contact_id")?.iter().map(Option::unwrap_or_default).map(number).collect();
        let sources: BTreeSet<&str> = text(&frame, "source")?.iter().flatten().collect();
        let sources: Vec<String> = sources.into_iter().map(str::to_owned).collect();
        let place = |name: &str| sources.partition_point(|source| source.as_str() < name) as u32;
        let source = text(&frame, "source")?.iter().map(|name| place(name.unwrap_or_default())).collect();
        let (contacts, has) = (numbers.len() as u32, kinds(&frame)?);
        Ok(Self { contact, contacts, source, sources, has, frame })
    }

    /// How many there are.
    pub fn rows(&self) -> usize {
        self.frame.height()
    }

    /// Row of each record by the labels' kind of key; keys that several records have are left out.
    pub fn by_key(&self, by_position: bool) -> FxHashMap<String, u32> {
        if by_position {
            return unique(self.cells("source").zip(self.numbers("source_row")).map(|(source, row)| {
                let row = row.unwrap_or_default();
                format!("{source}:{row}")
            }));
        }
        let mut rows = unique(self.cells("source_key").map(str::to_owned));
        rows.extend(self.cells("record_id").zip(0..).map(|(id, row)| (id.to_owned(), row)));
        rows
    }

    /// Row of each wanted record by its id.
    pub fn by_id(&self, wanted: impl Fn(u32) -> bool) -> FxHashMap<&str, u32> {
        self.cells("record_id").zip(0..).filter(|(_, row)| wanted(*row)).collect()
    }

    fn cells(&self, name: &str) -> impl Iterator<Item = &str> {
        let column = self.frame.column(name).and_then(Column::str).ok();
        column.into_iter().flat_map(|cells| cells.iter().map(Option::unwrap_or_default))
    }

    fn numbers(&self, name: &str) -> impl Iterator<Item = Option<i64>> {
        let column = self.frame.column(name).and_then(Column::i64).ok();
        column.into_iter().flat_map(|cells| cells.iter())
    }
}

/// Row of each key that stands once.
fn unique(keys: impl Iterator<Item = String>) -> FxHashMap<String, u32> {
    let mut rows: FxHashMap<String, Option<u32>> = FxHashMap::default();
    for (key, row) in keys.zip(0..) {
        rows.entry(key).and_modify(|row| *row = None).or_insert(Some(row));
    }
    rows.into_iter().filter_map(|(key, row)| Some((key, row?))).collect()
}

/// Which of [`KINDS`] each row has, a bit each.
fn kinds(frame: &DataFrame) -> PolarsResult<Vec<u8>> {
    let mut has = vec![0_u8; frame.height()];
    for (bit, (_, names)) in KINDS.iter().enumerate() {
        for name in *names {
            let filled = frame.column(name)?.is_not_null();
            has.iter_mut().zip(filled.iter()).for_each(|(has, filled)| *has |= u8::from(filled == Some(true)) << bit);
        }
    }
    let (kind, company) = (text(frame, "record_kind")?, text(frame, "company")?);
    for ((has, kind), company) in has.iter_mut().zip(kind.iter()).zip(company.iter()) {
        *has |= u8::from(kind == Some("organisation") && company.is_some());
    }
    Ok(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads() -> Leads {
        let full = df!(
            "record_id" => ["b:1", "b:2", "a:1"], "source" => ["b", "b", "a"], "source_row" => [1_i64, 2, 1],
            "source_key" => ["1", "2", "1"], "contact_id" => ["y", "x", "y"],
            "record_kind" => ["person", "organisation", "person"], "company" => [Some("Eins"), Some("Zwei"), None],
            "given_name" => [None, None, Some("Anna")], "email" => [Some("x@y.example"), None, None],
            "mobile" => [None, Some("+4930"), Some("+4930")], "postal_code" => [None, None, Some("01067")],
        );
        let mut full = full.unwrap();
        for name in KINDS.iter().flat_map(|(_, names)| *names) {
            if full.column(name).is_err() {
                full.with_column(Column::full_null((*name).into(), 3, &DataType::String)).unwrap();
            }
        }
        Leads::new(full).unwrap()
    }

    #[test]
    fn rows_are_numbered_and_their_kinds_of_value_told() {
        let leads = leads();
        assert_eq!((leads.contact.as_slice(), leads.contacts), ([0, 1, 0].as_slice(), 2));
        assert_eq!(
            (leads.sources.as_slice(), leads.source.as_slice()),
            (["a", "b"].map(str::to_owned).as_slice(), [1, 1, 0].as_slice())
        );
        // A company names an organisation, not a person.
        assert_eq!(leads.has, [0b00010, 0b00101, 0b01101]);
    }

    #[test]
    fn keys_that_do_not_tell_records_apart_are_left_out() {
        let leads = leads();
        let rows = leads.by_key(false);
        assert_eq!(
            (rows.get("1"), rows.get("2"), rows.get("a:1"), rows.get("b:1")),
            (None, Some(&1), Some(&2), Some(&0))
        );
        let rows = leads.by_key(true);
        assert_eq!((rows.len(), rows.get("a:1")), (3, Some(&2)));
    }
}
