//! Pseudonyms: values of some fields leave the run as signatures, in every table.

use super::PrivacyError;
use super::key::Key;
use crate::engine::distinct::{Distinct, NULL};
use crate::engine::frame::{text, text_column};
use crate::pipeline::plan::Privacy;
use polars::prelude::*;
use std::collections::BTreeMap;

/// In front of a pseudonym, so that nobody takes it for a value.
const PREFIX: &str = "p_";

/// Which fields become pseudonyms, and the key.
#[derive(Debug)]
pub struct Pseudonyms<'a> {
    /// Contact fields of text.
    pub fields: &'a [String],
    /// The key.
    pub key: Key,
}

impl<'a> Pseudonyms<'a> {
    /// What a plan asks for; `None` when it asks for nothing.
    ///
    /// # Errors
    /// When there is no key, or it cannot be used: one made on the way would be another on the next machine.
    pub fn of(plan: &'a Privacy) -> Result<Option<Self>, PrivacyError> {
        if plan.pseudonymize.is_empty() {
            return Ok(None);
        }
        match Key::known(plan.key_file.as_deref())? {
            Some(key) => Ok(Some(Self { fields: &plan.pseudonymize, key })),
            None => Err(PrivacyError::Key {
                place: "LEADLOOM_KEY".to_owned(),
                message: "pseudonyms need a key: set it, or name a file with `privacy.key_file`".to_owned(),
            }),
        }
    }

    /// Replaces the values of the fields in all tables. Lines that could not be read are left without their text, and
    /// findings and shared values say what they are about by pseudonyms.
    ///
    /// # Errors
    /// When a table lacks a promised column.
    pub fn apply(&self, tables: &mut BTreeMap<&'static str, DataFrame>) -> PolarsResult<()> {
        for (name, frame) in tables {
            for field in self.fields {
                if frame.column(field).is_ok_and(|column| column.dtype() == &DataType::String) {
                    let column = self.signed(text(frame, field)?, |_| true);
                    frame.with_column(column)?;
                }
            }
            let of_field = match *name {
                "contact_fields" | "contact_field_losers" => &["value"][..],
                "findings" => &["original", "corrected"],
                _ => &[],
            };
            for column in of_field {
                let fields = text(frame, "field")?.clone();
                let is_meant = |row: usize| fields.get(row).is_some_and(|field| self.names(field));
                let signed = self.signed(text(frame, column)?, is_meant);
                frame.with_column(signed)?;
            }
            match *name {
                "relations" => {
                    let kinds = text(frame, "kind")?.clone();
                    let is_meant = |row: usize| match kinds.get(row) {
                        Some("shared_email") => self.names("email"),
                        Some("shared_phone") => self.names("phone") || self.names("mobile"),
                        _ => false,
                    };
                    let signed = self.signed(text(frame, "value")?, is_meant);
                    frame.with_column(signed)?;
                }
                "order_customers" if self.names("email") => {
                    // the key is the address where there is no number
                    let numbers = text(frame, "customer_id")?.clone();
                    let signed = self.signed(text(frame, "customer_key")?, |row| numbers.get(row).is_none());
                    frame.with_column(signed)?;
                }
                "rejects" => {
                    frame.with_column(text_column("raw", std::iter::repeat_n(Some(""), frame.height())))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn names(&self, field: &str) -> bool {
        self.fields.iter().any(|known| known == field)
    }

    /// A column with the cells that are meant signed.
    fn signed(&self, column: &StringChunked, is_meant: impl Fn(usize) -> bool) -> Column {
        let distinct = Distinct::of(column);
        let signed = distinct.map(|value| format!("{PREFIX}{}", self.key.sign(value)));
        let cells = distinct.ids.iter().enumerate().map(|(row, &id)| match id {
            NULL => None,
            id if is_meant(row) => Some(signed[id as usize].as_str()),
            id => Some(distinct.values[id as usize]),
        });
        text_column(column.name(), cells)
    }
}
