//! Recognisers of known exports: one TOML file each, embedded. A new vendor is a new file and a line in [`FILES`].
//!
//! ```toml
//! slug = "hubspot_contacts"
//! records = "contacts"
//! signature = ["Record ID", "Lifecycle Stage"]   # all of them must be there
//! strip = ["'"]                                  # guards in front of values: dropped
//! nulls = ["0/0/00"]                             # values that mean nothing
//! unmapped = ["Associated Company IDs"]          # known columns without a canonical field
//! [map]
//! "Record ID" = "source_key"                     # header = canonical field
//! ```

use super::error::{IngestError, closest};
use super::mapping::{dictionary, fold};
use crate::model::record::Records;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

const FILES: &[&str] = &[
    include_str!("brevo_contacts.toml"),
    include_str!("dynamics365_leads.toml"),
    include_str!("google_contacts.toml"),
    include_str!("hubspot_contacts.toml"),
    include_str!("linkedin_connections.toml"),
    include_str!("mailchimp_audience.toml"),
    include_str!("odoo_partner.toml"),
    include_str!("outlook_contacts_de.toml"),
    include_str!("outlook_contacts_en.toml"),
    include_str!("pipedrive_people.toml"),
    include_str!("salesforce_report.toml"),
    include_str!("shopify_customers.toml"),
    include_str!("shopify_orders.toml"),
    include_str!("vcard.toml"),
];

/// Share of a file's columns that a vendor must know before it is believed.
const ENOUGH: f64 = 0.6;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    slug: String,
    records: String,
    signature: Vec<String>,
    #[serde(default)]
    strip: Vec<String>,
    #[serde(default)]
    nulls: Vec<String>,
    #[serde(default)]
    unmapped: Vec<String>,
    map: BTreeMap<String, String>,
}

/// A known export.
#[derive(Debug)]
pub(crate) struct Vendor {
    /// Stable name.
    pub slug: String,
    /// What its rows are.
    pub records: Option<Records>,
    /// Guards in front of values.
    pub strip: Vec<String>,
    /// Values that mean nothing.
    pub nulls: Vec<String>,
    /// Compact headers that must all be there.
    signature: Vec<String>,
    /// Compact header → field, or `None` for a known column without one.
    columns: BTreeMap<String, Option<&'static str>>,
}

impl Vendor {
    fn parse(text: &str) -> Option<Self> {
        let file: File = toml::from_str(text).ok()?;
        let mut columns = BTreeMap::new();
        for header in &file.unmapped {
            columns.insert(fold::compact(header), None);
        }
        for (header, field) in &file.map {
            columns.insert(fold::compact(header), dictionary::field(field));
        }
        Some(Self {
            records: Records::ALL.into_iter().find(|kind| kind.name() == file.records),
            signature: file.signature.iter().map(|header| fold::compact(header)).collect(),
            slug: file.slug,
            strip: file.strip,
            nulls: file.nulls,
            columns,
        })
    }

    /// What a header means in this export: `None` when the vendor does not know it, `Some(None)` when it has no field.
    pub fn meaning(&self, header: &str) -> Option<Option<&'static str>> {
        self.columns.get(&fold::compact(header)).copied()
    }

    /// Share of the headers this vendor knows; 0 without its signature.
    fn confidence(&self, headers: &[String]) -> f64 {
        if headers.is_empty() || !self.signature.iter().all(|wanted| headers.contains(wanted)) {
            return 0.0;
        }
        let known = headers.iter().filter(|header| self.columns.contains_key(*header)).count();
        known as f64 / headers.len() as f64
    }
}

/// All vendors, in the order of their slugs.
pub(crate) fn all() -> &'static [Vendor] {
    static ALL: OnceLock<Vec<Vendor>> = OnceLock::new();
    ALL.get_or_init(|| FILES.iter().filter_map(|text| Vendor::parse(text)).collect())
}

/// The vendor whose export this is, and how sure that is.
pub(crate) fn recognise<S: AsRef<str>>(headers: &[S]) -> Option<(&'static Vendor, f64)> {
    let headers: Vec<String> = headers.iter().map(|header| fold::compact(header.as_ref())).collect();
    let mut best: Option<(&'static Vendor, f64)> = None;
    for vendor in all() {
        let confidence = vendor.confidence(&headers);
        if confidence >= ENOUGH && best.is_none_or(|(_, top)| confidence > top) {
            best = Some((vendor, confidence));
        }
    }
    best
}

/// The vendor the pipeline names: of several shapes with one slug the one that fits the headers best.
pub(crate) fn pinned(path: &Path, slug: &str, headers: &[String]) -> Result<&'static Vendor, IngestError> {
    let compact: Vec<String> = headers.iter().map(|header| fold::compact(header)).collect();
    let known = |vendor: &&Vendor| compact.iter().filter(|header| vendor.columns.contains_key(*header)).count();
    all().iter().filter(|vendor| vendor.slug == slug).max_by_key(known).ok_or_else(|| IngestError::Vendor {
        path: path.into(),
        vendor: slug.into(),
        did_you_mean: closest(slug, all().iter().map(|vendor| vendor.slug.as_str())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_complete() {
        assert_eq!(all().len(), FILES.len());
        for text in FILES {
            let file: File = toml::from_str(text).unwrap();
            assert!(Records::ALL.iter().any(|kind| kind.name() == file.records), "{}", file.slug);
            assert!(!file.signature.is_empty(), "{}", file.slug);
            for (header, field) in &file.map {
                assert!(dictionary::field(field).is_some(), "{}: {header} = {field}", file.slug);
            }
            for header in &file.signature {
                assert!(file.map.contains_key(header) || file.unmapped.contains(header), "{}: {header}", file.slug);
            }
        }
    }

    #[test]
    fn exports_are_told_from_home_made_lists() {
        let slug = |headers: &[&str]| recognise(headers).map(|(vendor, _)| vendor.slug.as_str());
        assert_eq!(
            slug(&["Record ID", "First name", "Last name", "Email", "Lifecycle Stage", "Contact owner"]),
            Some("hubspot_contacts")
        );
        assert_eq!(slug(&["Kundennummer", "Vorname", "Nachname", "Firma"]), None);
        assert!(pinned(Path::new("f"), "hubspot_contact", &[]).unwrap_err().to_string().contains("hubspot_contacts"));
    }
}
