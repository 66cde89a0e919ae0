//! What a run is going to do and to cost, told before it runs: `leadloom plan`.
//!
//! All figures are estimates from file sizes and a sample of each file; the sample comes from the caller, because
//! nothing here opens inputs. Costs nothing beyond that.

use super::fingerprint::{to_json, written};
use super::plan::{Forms, OrderKey, Plan, Source};
use super::remote;
use crate::model::record::Records;
use crate::model::table::{STAGES, TABLES};
use serde::Serialize;
use serde_json::{Value, json};
use std::io;
use std::path::Path;

/// Candidate pairs per record: 8.0 million pairs were compared for a set of 0.5 million people with the default
/// blocks; the budget per record is about twice that.
const PAIRS_PER_RECORD: u64 = 16;
/// What the program takes before it has read anything: code, metadata of phones, name tables.
const BASE_BYTES: u64 = 80 << 20;
/// A cell is held as read, as cleaned, and once more while a table is written.
const TEXT_COPIES: u64 = 3;
/// Encoded comparison fields of a record: 12 ids of 4 bytes, and its statuses and keys.
const RECORD_BYTES: u64 = 12 * 4 + 80;
/// A pair: two row numbers, its pattern, its weight.
const PAIR_BYTES: u64 = 8 + 8 + 4;

/// What a look at a file told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sample {
    /// Size of the file.
    pub bytes: u64,
    /// Size of its text, unpacked; estimated.
    pub text_bytes: u64,
    /// Data records, estimated; `None` where that cannot be told without reading the file.
    pub rows: Option<u64>,
}

/// The outline of a run.
#[derive(Debug, Clone, Serialize)]
pub struct Outline {
    /// Sources in the order of the file.
    pub sources: Vec<SourceOutline>,
    /// Records to read over all sources; `None` when not even one file can be estimated.
    pub rows: Option<u64>,
    /// Records that become leads.
    pub leads: Option<u64>,
    /// Pairs of records to compare.
    pub candidate_pairs: Option<u64>,
    /// Memory at the peak, in bytes: [`BASE_BYTES`] + [`TEXT_COPIES`] × text + [`RECORD_BYTES`] × leads
    /// + [`PAIR_BYTES`] × pairs.
    pub memory_bytes: u64,
    /// Stages in the order in which they run.
    pub stages: Vec<Stage>,
}

/// One source.
#[derive(Debug, Clone, Serialize)]
pub struct SourceOutline {
    /// Its name.
    pub name: String,
    /// What its rows are; `None`: told from the header when the run begins.
    pub records: Option<&'static str>,
    /// Its files.
    pub files: Vec<FileOutline>,
    /// Bytes of all files.
    pub bytes: u64,
    /// Records in all files that can be estimated.
    pub rows: Option<u64>,
}

/// One file.
#[derive(Debug, Clone, Serialize)]
pub struct FileOutline {
    /// Its path.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its records, estimated.
    pub rows: Option<u64>,
}

/// One stage.
#[derive(Debug, Clone, Serialize)]
pub struct Stage {
    /// Its name.
    pub name: &'static str,
    /// What it is going to do, one sentence.
    pub does: String,
    /// The tables that come from it.
    pub tables: Vec<&'static str>,
}

impl Outline {
    /// Looks at every file with `sample`.
    ///
    /// # Errors
    /// When a file cannot be looked at.
    pub fn new(plan: &Plan, sample: impl Fn(&Path) -> io::Result<Sample>) -> io::Result<Self> {
        let mut text_bytes = 0_u64;
        let mut sources = Vec::with_capacity(plan.sources.len());
        for source in &plan.sources {
            let mut files = Vec::with_capacity(source.files.len());
            for path in &source.files {
                let sample = sample(path).map_err(|error| {
                    io::Error::new(error.kind(), format!("cannot read {}: {error}", remote::shown(path)))
                })?;
                text_bytes = text_bytes.saturating_add(sample.text_bytes);
                files.push(FileOutline { path: remote::shown(path), bytes: sample.bytes, rows: sample.rows });
            }
            sources.push(source_outline(source, files, plan.limit));
        }
        let leads =
            sum(plan.sources.iter().zip(&sources).filter(|(source, _)| may_be_leads(source)).map(|(_, s)| s.rows));
        let candidate_pairs = leads.filter(|_| plan.dedupe.enabled).map(pairs);
        let memory_bytes = BASE_BYTES
            .saturating_add(text_bytes.saturating_mul(TEXT_COPIES))
            .saturating_add(leads.unwrap_or(0).saturating_mul(RECORD_BYTES))
            .saturating_add(candidate_pairs.unwrap_or(0).saturating_mul(PAIR_BYTES));
        let rows = sum(sources.iter().map(|source| source.rows));
        let stages = stages(plan, candidate_pairs);
        Ok(Self { sources, rows, leads, candidate_pairs, memory_bytes, stages })
    }

    /// The outline and the resolved plan as JSON.
    pub fn json(&self, plan: &Plan) -> Value {
        let paths = |at: usize| {
            let source = self.sources.get(at);
            json!(source.map(|source| source.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>()))
        };
        json!({
            "fingerprint": plan.fingerprint,
            "output_dir": plan.output.dir.display().to_string(),
            "estimate": {
                "rows": self.rows,
                "leads": self.leads,
                "candidate_pairs": self.candidate_pairs,
                "memory_bytes": self.memory_bytes,
            },
            "sources": self.sources,
            "stages": self.stages,
            "plan": to_json(plan, paths),
        })
    }
}

fn source_outline(source: &Source, files: Vec<FileOutline>, limit: Option<usize>) -> SourceOutline {
    let rows = sum(files.iter().map(|file| file.rows));
    let rows = match limit {
        Some(limit) => rows.map(|rows| rows.min(limit as u64)),
        None => rows,
    };
    SourceOutline {
        name: source.name.clone(),
        records: source.records.map(Records::name),
        bytes: files.iter().fold(0, |sum, file| sum.saturating_add(file.bytes)),
        rows,
        files,
    }
}

/// The sum of what is known; `None` when nothing is.
fn sum(rows: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    rows.flatten().fold(None, |sum, rows| Some(sum.unwrap_or(0_u64).saturating_add(rows)))
}

fn may_be_leads(source: &Source) -> bool {
    source.records.is_none_or(Records::are_leads)
}

fn pairs(leads: u64) -> u64 {
    let all = leads.saturating_mul(leads.saturating_sub(1)) / 2;
    all.min(leads.saturating_mul(PAIRS_PER_RECORD))
}

fn stages(plan: &Plan, candidate_pairs: Option<u64>) -> Vec<Stage> {
    let does =
        [ingest(plan), validate(plan), dedupe(plan, candidate_pairs), consolidate(plan), analyze(plan), export(plan)];
    STAGES
        .into_iter()
        .zip(does)
        .map(|(name, does)| {
            let tables = TABLES.iter().filter(|table| table.written && table.stage == name).map(|table| table.name);
            Stage { name, does, tables: tables.collect() }
        })
        .collect()
}

fn ingest(plan: &Plan) -> String {
    let files: usize = plan.sources.iter().map(|source| source.files.len()).sum();
    let limit = plan.limit.map_or_else(String::new, |limit| format!(", at most {limit} rows of each source"));
    format!(
        "reads {} from {} as text; encoding, dialect, header and mapping are detected unless pinned{limit}",
        count(files, "file"),
        count(plan.sources.len(), "source")
    )
}

fn validate(plan: &Plan) -> String {
    let country = plan.default_country.as_deref().map_or_else(
        || "countries come from the rows alone".to_owned(),
        |code| format!("rows without a country are taken to be in {code}"),
    );
    let skip = match plan.validate.skip.as_slice() {
        [] => String::new(),
        skip => format!("; passed through unread: {}", skip.join(", ")),
    };
    format!("checks and tidies names, companies, addresses, e-mail addresses, phone numbers and dates; {country}{skip}")
}

fn dedupe(plan: &Plan, candidate_pairs: Option<u64>) -> String {
    if !plan.dedupe.enabled {
        return "switched off: every record stays a contact of its own".to_owned();
    }
    let pairs = candidate_pairs.map_or_else(String::new, |pairs| format!("about {pairs} "));
    let ignore = match plan.dedupe.ignore.as_slice() {
        [] => String::new(),
        ignore => format!("; not compared: {}", ignore.join(", ")),
    };
    let between = if plan.dedupe.link_only { " between sources" } else { "" };
    format!(
        "compares {pairs}candidate pairs{between} from blocks of up to {}; joins clusters from weight {}, keeps pairs from weight {}{ignore}",
        plan.dedupe.max_block, plan.dedupe.link_weight, plan.dedupe.review_weight
    )
}

fn consolidate(plan: &Plan) -> String {
    let rules: Vec<String> =
        plan.consolidate.rules.iter().map(|(field, rule)| format!("{field} {}", rule.name())).collect();
    let rules = if rules.is_empty() { "by the default rules".to_owned() } else { format!("by {}", rules.join(", ")) };
    let masters: Vec<&str> =
        plan.sources.iter().filter(|source| source.master).map(|source| source.name.as_str()).collect();
    let master =
        if masters.is_empty() { String::new() } else { format!("; ids of {} are kept", masters.join(" and ")) };
    format!("builds one card per contact {rules}, with its provenance{master}")
}

fn analyze(plan: &Plan) -> String {
    let segments: Vec<&str> = plan.segments.iter().map(|segment| segment.name.as_str()).collect();
    let segments = if segments.is_empty() { String::new() } else { format!("; segments: {}", segments.join(", ")) };
    if plan.sources.iter().all(|source| source.records.is_some_and(|records| records != Records::Orders)) {
        return format!("no source has orders: its tables on purchases stay empty{segments}");
    }
    format!(
        "counts purchases per contact and calendar year (an order is a {}), products bought together, recommendations{segments}",
        written::<OrderKey>(plan.analyze.order_key).replace('_', " and ")
    )
}

fn export(plan: &Plan) -> String {
    let Forms { copies, partition_by, .. } = &plan.output.forms;
    let forms = [
        ("CSV", copies.csv),
        ("NDJSON", copies.ndjson),
        ("Arrow", copies.arrow),
        ("SQLite", copies.sqlite),
        ("hive partitions", !partition_by.is_empty()),
    ];
    let forms: String = forms.iter().filter(|(_, is_on)| *is_on).map(|(form, _)| format!(", {form}")).collect();
    let targets: Vec<&str> = plan.output.targets.iter().map(|target| target.name.as_str()).collect();
    let targets =
        if targets.is_empty() { String::new() } else { format!(" with import files for {}", targets.join(", ")) };
    let gates = match plan.gates.len() {
        0 => String::new(),
        gates => {
            format!(", once {} held", if gates == 1 { "1 gate has".into() } else { format!("{gates} gates have") })
        }
    };
    format!("publishes Parquet{forms}{targets} to {}{gates}", plan.output.dir.display())
}

/// "1 file", "2 files".
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
