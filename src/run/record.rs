//! What a run writes down about itself while it goes: inputs, counts, timings, outputs. The manifest is made from it,
//! also when the run fails.

use super::data::{Postal, Source};
use super::matching::MatchingOptions;
use crate::analyze;
use crate::consolidate::Filled;
use crate::dedupe;
use crate::export::Written;
use crate::ingest::InputFile;
use crate::model::record::Records;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The counts of one source: `rows_read = used + excluded + rejects`.
#[derive(Debug, Clone)]
pub struct SourceCount {
    /// Name of the source.
    pub name: String,
    /// What its rows are.
    pub records: Records,
    /// Vendor slug, when recognised.
    pub vendor: Option<String>,
    /// Data records in its files.
    pub rows_read: u64,
    /// Leads, counted order lines, activities, suppression entries.
    pub used: u64,
    /// Order lines excluded with a reason.
    pub excluded: u64,
    /// Records that could not be used.
    pub rejects: u64,
    /// Lines that are not data: preamble, blank, footer, totals.
    pub skipped_lines: u64,
}

/// Time of one stage.
#[derive(Debug, Clone)]
pub struct Timing {
    /// Name of the stage.
    pub stage: &'static str,
    /// Wall time.
    pub took: Duration,
    /// Rows it worked on.
    pub rows: u64,
}

/// How often a finding code occurred.
#[derive(Debug, Clone)]
pub struct FindingCount {
    /// The code.
    pub code: String,
    /// How often.
    pub count: u64,
    /// Some of the records.
    pub sample: Vec<String>,
}

/// The result of one gate.
#[derive(Debug, Clone)]
pub struct GateResult {
    /// Name of the gate.
    pub name: String,
    /// Metric it bounds.
    pub metric: String,
    /// True for severity `error`.
    pub is_error: bool,
    /// Measured value; null when the metric has no meaning here.
    pub value: Option<f64>,
    /// Lowest value allowed.
    pub min: Option<f64>,
    /// Highest value allowed.
    pub max: Option<f64>,
    /// True when the bound holds.
    pub passed: bool,
}

/// The postal table of a run.
#[derive(Debug, Clone)]
pub struct PostalUsed {
    /// Its file.
    pub path: PathBuf,
    /// Hex digest of the file.
    pub sha256: String,
    /// Where its places come from.
    pub sources: Vec<Source>,
}

impl From<&Postal> for PostalUsed {
    fn from(postal: &Postal) -> Self {
        Self { path: postal.path.clone(), sha256: postal.sha256.clone(), sources: postal.sources.clone() }
    }
}

/// The record of a run.
#[derive(Debug)]
pub struct Record {
    started: Instant,
    /// Input files by source name.
    pub inputs: Vec<(String, InputFile)>,
    /// Counts by source.
    pub sources: Vec<SourceCount>,
    /// Time of the stages so far.
    pub timings: Vec<Timing>,
    /// Findings by code.
    pub findings: Vec<FindingCount>,
    /// The postal table that was used: its file, hex digest, and where its places come from.
    pub postal: Option<PostalUsed>,
    /// Tables written.
    pub outputs: Vec<Written>,
    /// Import files for CRMs.
    pub exports: Vec<crate::export::target::Report>,
    /// Gates.
    pub gates: Vec<GateResult>,
    /// What matching was told.
    pub matching: Option<MatchingOptions>,
    /// Figures of the matching.
    pub dedupe: Option<dedupe::Summary>,
    /// Figures of the order lines.
    pub orders: Option<analyze::Accounting>,
    /// The lifetime models, or why there are none.
    pub lifetime: Option<Result<analyze::Lifetime, String>>,
    /// What became of the currencies, when there are rates.
    pub converted: Option<analyze::Converted>,
    /// How the recommender did on the last part of the data.
    pub trial: Option<analyze::Trial>,
    /// From how many orders on sets of products are listed, and how many were asked for.
    pub itemset_orders: Option<(u32, u32)>,
    /// Leads.
    pub leads: u64,
    /// Contacts with at least one record.
    pub contacts: u64,
    /// Contacts that only the orders know.
    pub order_only_contacts: u64,
    /// Organisations.
    pub organisations: u64,
    /// Activities that belong to a contact.
    pub activities_attached: u64,
    /// Suppression entries that hit a contact.
    pub suppressions_hit: u64,
    /// What each rule of enrichment filled.
    pub enriched: Vec<Filled>,
    /// Calendar years with customers, orders and net value by currency.
    pub years: Vec<YearLine>,
    /// Members of each segment, in the order of the plan.
    pub segments: Vec<(String, u64)>,
}

/// One calendar year for the closing summary.
#[derive(Debug, Clone)]
pub struct YearLine {
    /// Calendar year.
    pub year: i32,
    /// True when the orders do not cover the whole year.
    pub partial: bool,
    /// Contacts with an order.
    pub customers: u64,
    /// Orders.
    pub orders: u64,
    /// Net value in hundredths, by currency.
    pub net: Vec<(String, i128)>,
}

impl Record {
    /// An empty record; its clock starts now.
    pub fn new() -> Self {
        Self {
            started: Instant::now(),
            inputs: Vec::new(),
            sources: Vec::new(),
            timings: Vec::new(),
            findings: Vec::new(),
            postal: None,
            outputs: Vec::new(),
            exports: Vec::new(),
            gates: Vec::new(),
            matching: None,
            dedupe: None,
            orders: None,
            lifetime: None,
            converted: None,
            trial: None,
            itemset_orders: None,
            leads: 0,
            contacts: 0,
            order_only_contacts: 0,
            organisations: 0,
            activities_attached: 0,
            suppressions_hit: 0,
            enriched: Vec::new(),
            years: Vec::new(),
            segments: Vec::new(),
        }
    }

    /// Time since the run began.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Sum over all sources.
    pub fn rows_read(&self) -> u64 {
        self.sources.iter().map(|source| source.rows_read).sum()
    }

    /// Sum over all sources.
    pub fn rejects(&self) -> u64 {
        self.sources.iter().map(|source| source.rejects).sum()
    }
}

impl Default for Record {
    fn default() -> Self {
        Self::new()
    }
}
