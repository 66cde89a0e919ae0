//! Which contacts go into which file, and which are withheld: before any rule of the target is asked.

use super::fields::Fields;
use super::ids::is_id;
use crate::engine::frame::text;
use crate::pipeline::target::Target;
use polars::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// What is to become of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It goes into the file of new contacts, or of all.
    New,
    /// The CRM knows it with other values.
    Update,
    /// The CRM knows it as it is.
    Unchanged,
    /// It must not be written.
    Withheld(Reason),
}

/// Why a contact must not be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The person is on a suppression list.
    Suppressed,
    /// New to the CRM, and opted out.
    NewAndOptedOut,
    /// Opted out; the target sends mail.
    OptedOut,
    /// No consent to e-mail; the target sends mail.
    NoConsent,
}

impl Reason {
    /// The word in the list of refused rows and in the summary.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Suppressed => "SUPPRESSED",
            Self::NewAndOptedOut => "WITHHELD",
            Self::OptedOut => "OPTED_OUT",
            Self::NoConsent => "NO_CONSENT",
        }
    }

    /// The field that decided.
    pub const fn field(self) -> &'static str {
        match self {
            Self::NoConsent => "consent_email",
            _ => "opt_out",
        }
    }

    /// What it means.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Suppressed => "on a suppression list: written to no target",
            Self::NewAndOptedOut => "opted out and new to the CRM: not written into it",
            Self::OptedOut => "opted out: not written to a system that sends mail",
            Self::NoConsent => {
                "no consent to e-mail is known: not written to a system that sends mail; add the consent to a source"
            }
        }
    }
}

/// The contacts with what is to become of them.
#[derive(Debug)]
pub struct People {
    /// By row of the contacts.
    pub fates: Vec<Fate>,
    /// Rows in the order of the files: by organisation, those without one last.
    pub order: Vec<usize>,
    /// New contacts and updates are told apart.
    pub by_crm: bool,
    /// Why they are not, although a master is known.
    pub remark: Option<String>,
    changed: Vec<Option<String>>,
}

impl People {
    /// Reads the fates of contacts; `fields` get the ids and changes of the CRM.
    pub fn of(
        contacts: &DataFrame,
        changes: &DataFrame,
        provenance: &DataFrame,
        target: &Target,
        fields: &mut Fields,
    ) -> PolarsResult<Self> {
        let ids = text(contacts, "contact_id")?;
        let of_change: FxHashMap<&str, usize> = super::fields::rows_by_id(text(changes, "contact_id")?);
        let change: Vec<Option<usize>> = ids.iter().map(|id| of_change.get(id?).copied()).collect();
        let of = |name: &str| -> PolarsResult<Vec<Option<String>>> {
            let column = text(changes, name)?;
            Ok(change.iter().map(|row| column.get((*row)?).map(str::to_owned)).collect())
        };
        let (crm, action, changed) = (of("crm_id")?, of("action")?, of("changed_fields")?);
        let known = crm.iter().flatten();
        let theirs =
            target.ids.is_some_and(|form| known.clone().any(|id| is_id(form, id)) || crm.iter().all(Option::is_none));
        let by_crm = target.ids.is_some() && changes.height() > 0 && theirs;
        let remark = (target.ids.is_some() && changes.height() > 0 && !theirs).then(|| {
            let first = crm.iter().flatten().next().map_or("", String::as_str);
            format!(
                "the master's ids ({first}) are not ids of this target, so new and known contacts are not told apart: \
                 all are in one file, to be imported as an upsert by the external id"
            )
        });
        fields.add("crm_id", crm.iter().map(Option::as_deref));
        fields.add("changed_fields", changed.iter().map(Option::as_deref));
        let suppressed = suppressed(provenance)?;
        let fate = |row: usize| {
            let withheld = action[row].as_deref() == Some("withheld");
            let opted_out = fields.flag("opt_out", row) == Some(true);
            match action[row].as_deref() {
                _ if ids.get(row).is_some_and(|id| suppressed.contains(id)) => Fate::Withheld(Reason::Suppressed),
                _ if target.marketing && opted_out => Fate::Withheld(Reason::OptedOut),
                _ if withheld => Fate::Withheld(Reason::NewAndOptedOut),
                _ if target.marketing && fields.flag("consent_email", row) != Some(true) => {
                    Fate::Withheld(Reason::NoConsent)
                }
                Some("unchanged") if by_crm => Fate::Unchanged,
                Some("update") if by_crm => Fate::Update,
                _ => Fate::New,
            }
        };
        let fates = (0..ids.len()).map(fate).collect();
        let organisation = text(contacts, "organisation_id")?;
        let mut order: Vec<usize> = (0..ids.len()).collect();
        order.sort_by_key(|&row| (organisation.get(row).is_none(), organisation.get(row), ids.get(row)));
        Ok(Self { fates, order, by_crm, remark, changed })
    }

    /// The fields of a contact that differ from the CRM's.
    pub fn changed(&self, row: usize) -> FxHashSet<&str> {
        self.changed.get(row).and_then(Option::as_deref).unwrap_or_default().split("; ").collect()
    }
}

/// Contacts that the suppression list hit.
fn suppressed(provenance: &DataFrame) -> PolarsResult<FxHashSet<&str>> {
    let (id, field, rule) = (text(provenance, "contact_id")?, text(provenance, "field")?, text(provenance, "rule")?);
    let hits = (0..provenance.height())
        .filter(|&row| field.get(row) == Some("opt_out") && rule.get(row) == Some("suppression"));
    Ok(hits.filter_map(|row| id.get(row)).collect())
}

/// The contact fields that a field of a target is made of.
pub fn made_of(field: &str) -> &[&str] {
    match field {
        "street_line" => &["street", "house_number", "po_box", "country"],
        "organisation_name" | "organisation_id" => &["company"],
        _ => &[],
    }
}
