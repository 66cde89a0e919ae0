//! Recognisers of known exports: one TOML file each, embedded. A new vendor is a new file, a line in [`FILES`] and a
//! sample in `tests/cases/vendors`.
//!
//! ```toml
//! slug = "hubspot_contacts"                      # several files may share one: languages, old and new exports
//! records = "contacts"                           # left out: the columns decide
//! signature = ["Record ID", "Lifecycle Stage"]   # columns that hardly anybody else has
//! needs = 1                                      # how many of them must be there; all when it is left out
//! strip = ["'"]                                  # guards in front of values: dropped
//! nulls = ["0/0/00"]                             # values that mean nothing
//! separator = " ::: "                            # between several values in one cell
//! unique = true                                  # no two of its records are one contact
//! continues = ["id", "name"]                     # a record without all of these belongs to the one above it
//! unmapped = ["Associated Contact IDs"]          # known columns without a canonical field
//! not_read = ["IBAN {n}"]                        # columns whose values are dropped: bank accounts, what a run derives
//! [map]
//! "Record ID" = "source_key"                     # header = canonical field
//! "E-mail {n} - Value" = "email"                 # {n}: any number
//! [otherwise]
//! "Associated Company" = "company"               # only where no other column means the field
//! [file_name.unsubscribed]                       # a word of the file's name says something about every record
//! opt_out = "yes"
//! [suppliers]
//! "CardType" = ["S"]                             # records whose value starts so are suppliers, not leads: rejected
//! ```
//!
//! Costs a look-up per header and vendor. Not for home-made lists: those belong to the dictionary of `mapping`.

mod file;
pub(crate) mod quirks;
#[cfg(test)]
mod tests;

use super::error::{IngestError, closest};
use super::mapping::fold;
pub(crate) use file::Vendor;
use std::path::Path;
use std::sync::OnceLock;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Name and text of every vendor file, in the order of their names.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!($name, ".toml")))),*];
    };
}

files![
    "brevo_contacts",
    "cleverreach_receivers",
    "collmex_kunden",
    "datev_buchungsstapel",
    "datev_debitoren",
    "dynamics365_contacts",
    "dynamics365_leads",
    "espocrm_leads",
    "eventbrite_attendees",
    "eventbrite_attendees_local",
    "facebook_lead_ads",
    "google_contacts",
    "hubspot_companies",
    "hubspot_contacts",
    "hubspot_contacts_de",
    "hubspot_deals",
    "leadloom_contacts",
    "leadloom_organisations",
    "linkedin_connections",
    "mailchimp_audience",
    "odoo_partner",
    "outlook_contacts_de",
    "outlook_contacts_en",
    "outlook_contacts_es",
    "outlook_contacts_fr",
    "outlook_contacts_it",
    "outlook_contacts_nl",
    "outlook_contacts_pl",
    "pipedrive_organizations",
    "pipedrive_people",
    "salesforce_dataloader_accounts",
    "salesforce_dataloader_contacts",
    "salesforce_dataloader_leads",
    "salesforce_dataloader_opportunities",
    "salesforce_report",
    "salesforce_report_accounts",
    "salesforce_report_contacts",
    "salesforce_report_de",
    "sap_b1_partners",
    "shopify_customers",
    "shopify_orders",
    "stripe_customers",
    "suitecrm_leads",
    "vcard",
    "woocommerce_customers",
    "woocommerce_orders",
    "zoho_contacts",
    "zoho_leads",
];

/// All vendors, in the order of their files.
pub(crate) fn all() -> &'static [Vendor] {
    static ALL: OnceLock<Vec<Vendor>> = OnceLock::new();
    ALL.get_or_init(|| FILES.iter().filter_map(|(_, text)| Vendor::parse(text)).collect())
}

/// The vendor whose export this is, and how sure that is.
pub(crate) fn recognise<S: AsRef<str>>(headers: &[S]) -> Option<(&'static Vendor, f64)> {
    let headers: Vec<String> = headers.iter().map(|header| fold::compact(header.as_ref())).collect();
    let mut best: Option<(&'static Vendor, f64)> = None;
    for vendor in all() {
        if let Some(confidence) = vendor.confidence(&headers)
            && best.is_none_or(|(_, top)| confidence > top)
        {
            best = Some((vendor, confidence));
        }
    }
    best
}

/// The vendor the pipeline names: of several shapes with one slug the one that fits the headers best.
pub(crate) fn pinned(path: &Path, slug: &str, headers: &[String]) -> Result<&'static Vendor, IngestError> {
    let known = |vendor: &&Vendor| headers.iter().filter(|header| vendor.meaning(header).is_some()).count();
    all().iter().filter(|vendor| vendor.slug == slug).max_by_key(known).ok_or_else(|| IngestError::Vendor {
        path: path.into(),
        vendor: slug.into(),
        did_you_mean: closest(slug, all().iter().map(|vendor| vendor.slug.as_str())),
    })
}
