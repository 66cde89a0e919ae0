//! Suppression: whom the lists say that nobody may contact.
//!
//! Asked of every record, before anything is chosen from it, and again of every finished card: an address that came by an
//! enrichment or with an order is on the list as much as one that a record brought. Addresses meet by the key that
//! duplicates are found by, numbers in full or, where the entry tells no country, by the digits within the country: to keep
//! silent towards one too many is the lesser mistake. Costs a reading of each distinct address and number.

use super::enrich::derived;
use super::survive::SUPPRESSION;
use crate::engine::distinct::Distinct;
use crate::engine::frame::{text, text_column};
use crate::kernel::{email, phone};
use polars::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Columns by which somebody is written to, and called.
const ADDRESSES: [&str; 2] = ["email", "email_2"];
const NUMBERS: [&str; 3] = ["phone", "mobile", "fax"];
/// Digits of the longest calling code.
const LONGEST_CODE: usize = 3;

/// The entries by everything that they can be met by.
#[derive(Debug, Default)]
pub struct Suppression<'a> {
    by_form: FxHashMap<&'a str, Vec<u32>>,
    hit: Vec<bool>,
    /// True when an entry is digits without a country.
    without_country: bool,
}

impl<'a> Suppression<'a> {
    /// From suppression entries as `validate` returns them.
    ///
    /// # Errors
    /// When the frame lacks a promised column.
    pub fn of(entries: Option<&'a DataFrame>) -> PolarsResult<Self> {
        let mut suppression = Self::default();
        let Some(entries) = entries else { return Ok(suppression) };
        suppression.hit = vec![false; entries.height()];
        for (entry, forms) in (0..).zip(text(entries, "forms")?.iter()) {
            for form in forms.unwrap_or_default().lines() {
                suppression.without_country |= form.bytes().all(|byte| byte.is_ascii_digit());
                suppression.by_form.entry(form).or_default().push(entry);
            }
        }
        Ok(suppression)
    }

    /// Entries that hit somebody so far.
    pub fn hits(&self) -> u64 {
        self.hit.iter().filter(|hit| **hit).count() as u64
    }

    /// For each row of records or cards whether an entry names it.
    ///
    /// # Errors
    /// When the frame lacks a promised column.
    pub fn named(&mut self, frame: &DataFrame) -> PolarsResult<Vec<bool>> {
        let mut named = vec![false; frame.height()];
        if self.by_form.is_empty() {
            return Ok(named);
        }
        for name in ADDRESSES {
            self.ask(text(frame, name)?, &mut named, |suppression, cell| {
                suppression.entries(email::read(cell).parts.match_key.into_iter())
            });
        }
        for name in NUMBERS {
            self.ask(text(frame, name)?, &mut named, |suppression, cell| {
                suppression.entries(suppression.numbers(cell))
            });
        }
        Ok(named)
    }

    fn ask(&mut self, cells: &StringChunked, named: &mut [bool], entries: impl Fn(&Self, &str) -> Vec<u32> + Sync) {
        let cells = Distinct::of(cells);
        let found = cells.map(|cell| entries(self, cell));
        for (named, &id) in named.iter_mut().zip(&cells.ids) {
            for &entry in found.get(id as usize).into_iter().flatten() {
                *named = true;
                self.hit[entry as usize] = true;
            }
        }
    }

    fn entries(&self, forms: impl Iterator<Item = String>) -> Vec<u32> {
        forms.filter_map(|form| self.by_form.get(form.as_str())).flatten().copied().collect()
    }

    /// The forms of a number; which digits are its calling code is not looked up, all that could be are taken off.
    fn numbers(&self, cell: &str) -> impl Iterator<Item = String> {
        let full = phone::read(cell, None).parts.e164.unwrap_or_else(|| cell.to_owned());
        let codes = if self.without_country { LONGEST_CODE } else { 0 };
        let within: Vec<String> = (1..=codes)
            .filter_map(|code| full.strip_prefix('+')?.get(code..))
            .map(|digits| digits.trim_start_matches('0').to_owned())
            .collect();
        std::iter::once(full).chain(within)
    }

    /// Opts out the cards that an entry names and that no list opted out yet, and says so in `contact_fields`.
    ///
    /// # Errors
    /// When a frame lacks a promised column.
    pub fn again(&mut self, contacts: &mut DataFrame, fields: &mut DataFrame) -> PolarsResult<()> {
        let named = self.named(contacts)?;
        let known = contacts.column("opt_out")?.bool()?;
        let by_list: FxHashSet<&str> = text(fields, "contact_id")?
            .iter()
            .zip(text(fields, "rule")?.iter())
            .filter_map(|(id, rule)| id.filter(|_| rule == Some(SUPPRESSION)))
            .collect();
        let ids = text(contacts, "contact_id")?;
        let is_new = |(&named, id): (&bool, Option<&str>)| Some(named && !id.is_some_and(|id| by_list.contains(id)));
        let new: BooleanChunked = named.iter().zip(ids.iter()).map(is_new).collect();
        if !new.any() {
            return Ok(());
        }
        let opt_out = known.iter().zip(new.iter()).map(|(known, new)| if new == Some(true) { new } else { known });
        let opt_out = BooleanChunked::from_iter_options("opt_out".into(), opt_out);
        let ids = ids.filter(&new)?.into_column();
        contacts.with_column(opt_out.into_column())?;
        let gone: FxHashSet<&str> = ids.str()?.iter().flatten().collect();
        let stays = |(id, field): (Option<&str>, Option<&str>)| {
            Some(field != Some("opt_out") || !id.is_some_and(|id| gone.contains(id)))
        };
        let stays: BooleanChunked =
            text(fields, "contact_id")?.iter().zip(text(fields, "field")?.iter()).map(stays).collect();
        *fields = fields.filter(&stays)?;
        let values = text_column("value", std::iter::repeat_n(Some("true"), ids.len()));
        fields.vstack_mut(&derived(ids.clone(), "opt_out", values, SUPPRESSION)?)?;
        Ok(())
    }
}
