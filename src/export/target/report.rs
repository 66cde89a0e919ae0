//! What an export wrote and what it left out; the counts balance.

use super::people::People;
use super::refused::List;
use crate::export::Written;
use crate::pipeline::target::Target;
use serde::Serialize;
use std::collections::BTreeMap;

/// The contacts of a run: `total = new + update + unchanged + refused + withheld`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contacts {
    /// Contacts of the run.
    pub total: u64,
    /// Rows of new contacts; of all, where new and known ones are not told apart.
    pub new: u64,
    /// Rows of updates.
    pub update: u64,
    /// Known to the CRM as they are, as far as the target has columns: not written.
    pub unchanged: u64,
    /// Not written because the target would refuse the row.
    pub refused: u64,
    /// Not written because nobody may.
    pub withheld: u64,
    /// Why.
    pub withheld_because: BTreeMap<&'static str, u64>,
}

/// The organisations of a run: `total = written + refused + withheld`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Companies {
    /// Organisations of the run.
    pub total: u64,
    /// Rows.
    pub written: u64,
    /// Not written because the target would refuse the row.
    pub refused: u64,
    /// Not written because nobody of theirs may be.
    pub withheld: u64,
}

/// What an export did.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Name of the target.
    pub target: String,
    /// The system and the way of import.
    pub title: String,
    /// True for a target of leadloom's own.
    pub shipped: bool,
    /// Day on which its rules were last looked up.
    pub checked_on: String,
    /// What must be there before the import.
    pub needs: Option<String>,
    /// New contacts and updates are in files of their own.
    pub by_crm: bool,
    /// What one should know.
    pub remark: Option<String>,
    /// The contacts.
    pub contacts: Contacts,
    /// The organisations, where the target has a file for them.
    pub companies: Option<Companies>,
    /// Cells left empty because the target would refuse the value.
    pub fields_left_blank: u64,
    /// Cells with an apostrophe in front, because a spreadsheet would run them.
    pub formulas_guarded: u64,
    /// How often each word stands in `refused.csv`.
    pub errors: BTreeMap<String, u64>,
    /// The import files, in the order in which to import them.
    pub files: Vec<Written>,
    /// Organisations with more people than a file holds, which are in several.
    pub cut_organisations: Vec<String>,
}

impl Report {
    pub(super) fn new(target: &Target, people: &People) -> Self {
        Self {
            target: target.name.clone(),
            title: target.title.clone(),
            shipped: target.shipped,
            checked_on: target.checked_on.to_string(),
            needs: target.needs.clone(),
            by_crm: people.by_crm,
            remark: people.remark.clone(),
            contacts: Contacts::default(),
            companies: None,
            fields_left_blank: 0,
            formulas_guarded: 0,
            errors: BTreeMap::new(),
            files: Vec::new(),
            cut_organisations: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, files: Vec<Written>, cut: Vec<String>) {
        self.files.extend(files);
        self.cut_organisations.extend(cut);
    }

    pub(super) fn refusals(&mut self, list: &List) {
        self.errors.clone_from(&list.errors);
        self.fields_left_blank = list.blanked;
        self.formulas_guarded = list.guarded;
    }

    /// True when the counts add up.
    pub fn balances(&self) -> bool {
        let Contacts { total, new, update, unchanged, refused, withheld, .. } = self.contacts;
        let companies = self.companies.unwrap_or_default();
        total == new + update + unchanged + refused + withheld
            && companies.total == companies.written + companies.refused + companies.withheld
    }

    /// True when the target would have refused a row or a value.
    pub fn refused_something(&self) -> bool {
        self.contacts.refused > 0 || self.companies.is_some_and(|c| c.refused > 0) || self.fields_left_blank > 0
    }
}
