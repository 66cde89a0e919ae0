//! What a report tells, counted once from the files of a run: `report.json`, from which the page is drawn.
//!
//! Holds no value of a person unmasked. The same run gives the same facts but for `timings`.

pub mod buying;
pub mod clusters;
mod columns;
pub mod findings;
pub mod manifest;
pub mod matching;
pub mod quality;

use super::queries::{QUERIES, Query};
use super::text::Lang;
use crate::report::folder::FolderError;
use serde::Serialize;
use serde_json::Value;
use std::path::Path;

/// The facts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Facts {
    /// Version of the program that made the run.
    pub leadloom: String,
    /// Name of the pipeline.
    pub pipeline: String,
    /// `done` or `failed`.
    pub status: String,
    /// The clock of the run.
    pub as_of: String,
    /// Language the page opens in; null for the reader's.
    pub language: Option<Lang>,
    /// Erasures since the run.
    pub erasures: usize,
    /// Counts.
    pub totals: Totals,
    /// Rows by source.
    pub sources: Vec<manifest::Source>,
    /// How good the values are.
    pub quality: Option<quality::Quality>,
    /// What was wrong.
    pub findings: Option<findings::Findings>,
    /// The contacts.
    pub clusters: Option<clusters::Clusters>,
    /// What they allow.
    pub consent: Option<clusters::Consent>,
    /// The pairs.
    pub matching: Option<matching::Matching>,
    /// Order lines by what became of them.
    pub order_lines: Option<manifest::OrderLines>,
    /// Buying by year.
    pub purchases: Option<Vec<buying::Year>>,
    /// Who came back.
    pub retention: Option<buying::Retention>,
    /// Recency and frequency.
    pub rfm: Option<buying::Rfm>,
    /// The lifetime models as the manifest has them.
    pub lifetime: Option<Value>,
    /// The recommender and how it did on the past, as the manifest has it.
    pub recommendations: Option<Value>,
    /// Products bought together.
    pub cross_sell: Option<Vec<buying::Rule>>,
    /// What filled gaps.
    pub gaps: Vec<manifest::Gap>,
    /// The gates.
    pub gates: Vec<manifest::Gate>,
    /// What the run cost.
    pub timings: Timings,
    /// The queries of the sections.
    pub queries: &'static [Query],
}

/// Counts of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Accepted records.
    pub leads: u64,
    /// Contacts with a record.
    pub contacts: u64,
    /// Contacts that only the orders know.
    pub contacts_known_only_from_orders: u64,
    /// Organisations.
    pub organisations: u64,
    /// Suppression entries that hit a contact.
    pub suppressions_hit: u64,
}

/// What the run cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timings {
    /// Wall time.
    pub seconds: f64,
    /// Threads.
    pub threads: u64,
    /// Most memory held.
    pub peak_memory_bytes: Option<u64>,
    /// By stage.
    pub stages: Vec<manifest::Timing>,
}

/// Counts what a report of the run in `out` tells.
///
/// # Errors
/// When a file of the run cannot be read.
pub fn facts(out: &Path, language: Option<Lang>) -> Result<Facts, FolderError> {
    let manifest = manifest::read(out)?;
    let (gates, counts) = manifest::results(out)?;
    let counted = manifest.accounting;
    let sources: Vec<&str> = counted.sources.iter().map(|source| source.source.as_str()).collect();
    let (clusters, consent) = clusters::read(out)?.unzip();
    Ok(Facts {
        quality: quality::read(out, &sources)?,
        findings: findings::read(out, &counts)?,
        clusters,
        consent,
        matching: matching::read(out, manifest.matching.as_ref())?,
        purchases: buying::years(out)?.filter(|years| !years.is_empty()),
        retention: buying::retention(out)?.filter(|retention| !retention.years.is_empty()),
        rfm: buying::rfm(out)?.filter(|rfm| rfm.customers > 0),
        cross_sell: buying::rules(out)?.filter(|rules| !rules.is_empty()),
        leadloom: manifest.leadloom,
        pipeline: manifest.pipeline,
        status: manifest.status,
        as_of: manifest.as_of,
        language,
        erasures: manifest.erasures.len(),
        totals: Totals {
            leads: counted.leads,
            contacts: counted.contacts,
            contacts_known_only_from_orders: counted.contacts_known_only_from_orders,
            organisations: counted.organisations,
            suppressions_hit: counted.suppressions_hit,
        },
        sources: counted.sources,
        order_lines: counted.orders,
        lifetime: manifest.lifetime,
        recommendations: manifest.recommendations,
        gaps: counted.enriched,
        gates,
        timings: Timings {
            seconds: manifest.seconds,
            threads: manifest.threads,
            peak_memory_bytes: manifest.peak_memory_bytes,
            stages: manifest.timings,
        },
        queries: QUERIES,
    })
}
