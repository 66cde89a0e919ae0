//! Executes a plan: the order of the stages, accounting, gates, manifest, atomic publication.
//!
//! The only place that knows which stage follows which. Not for what a stage does.

mod country;
pub mod data;
mod deliver;
pub mod draft;
pub mod export;
mod gates;
pub mod labels;
mod lineage;
mod manifest;
pub mod matching;
pub mod privacy;
pub mod profile;
mod publish;
mod rates;
pub mod record;
mod stages;
pub mod stdin;
mod summary;
mod tables;
pub mod why;

pub use crate::validate::normalize;

use crate::analyze::SegmentError;
use crate::export::ExportError;
use crate::ingest::IngestError;
use crate::observe::Progress;
use crate::pipeline::Diagnostics;
use crate::pipeline::plan::Plan;
use crate::report::page::{self, ReportError};
use lineage::Lineage;
use publish::Workspace;
use record::Record;
use std::path::{Path, PathBuf};

/// How to run a plan.
#[derive(Debug, Clone)]
pub struct Options {
    /// Gates of severity `warn` fail the run too.
    pub strict: bool,
    /// Do everything but publish.
    pub dry_run: bool,
    /// Replace an output folder of another pipeline.
    pub force: bool,
    /// Text to publish as `pipeline.toml` beside the tables: the drafted pipeline of a run without one.
    pub draft: Option<String>,
    /// Where stages show how far they are.
    pub progress: Progress,
}

/// How a run ended that came to its end.
#[derive(Debug)]
pub struct Outcome {
    /// The folder with the results: the output, or `DIR.failed`.
    pub dir: PathBuf,
    /// False when a gate failed or nothing was to be published.
    pub published: bool,
    /// Gates that failed the run.
    pub failed_gates: Vec<String>,
    /// The closing summary, several lines.
    pub summary: String,
    /// What was published but could not be told or given to somebody else, and why.
    pub undelivered: Vec<String>,
}

/// Why a run did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// An input could not be read.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The pipeline is wrong in a way that shows only now.
    #[error("the pipeline is wrong")]
    Config(Box<Diagnostics>),
    /// Reference data could not be read.
    #[error(transparent)]
    Data(#[from] data::DataError),
    /// Answers about pairs could not be read.
    #[error(transparent)]
    Labels(#[from] labels::LabelError),
    /// Exchange rates could not be read.
    #[error(transparent)]
    Rates(#[from] rates::RateError),
    /// Personal data could not be protected as asked.
    #[error(transparent)]
    Privacy(#[from] privacy::PrivacyError),
    /// A table could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The report could not be written.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// An output folder or file could not be written.
    #[error("cannot write {path}: {source}; check free space and permissions of the output folder")]
    Output {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The previous run's tables cannot be read.
    #[error("cannot read {path} of the run before: {message}; move the folder away or give another --out")]
    Previous {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The pipeline names a place that this build knows nothing of.
    #[error("`output.{key}` names a place that this build cannot write to; build with --features {feature}")]
    NotBuilt {
        /// The key of the pipeline.
        key: &'static str,
        /// The feature that writes there.
        feature: &'static str,
    },
    /// Another process is writing to the same folder.
    #[error("another run is writing to {out}; wait for it to end or give another --out")]
    Locked {
        /// The folder.
        out: PathBuf,
    },
    /// The output folder holds something else.
    #[error("{out} {what}; give another --out, or --force to replace it (it is kept as {out}.previous)")]
    Foreign {
        /// The folder.
        out: String,
        /// What it holds.
        what: String,
    },
    /// The folder of import files holds something else.
    #[error("{} holds files that are not import files of leadloom; give another --out", dir.display())]
    NotAnExport {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder of a finished run cannot be read.
    #[error(transparent)]
    Folder(#[from] crate::report::folder::FolderError),
    /// A segment failed on the data.
    #[error(transparent)]
    Segment(#[from] SegmentError),
    /// Counts do not balance: a bug.
    #[error("internal error: {0}; please report it")]
    Unbalanced(String),
    /// A frame has not the shape it should: a bug.
    #[error("internal error: {0}; please report it")]
    Engine(#[from] polars::error::PolarsError),
}

/// Runs a plan and publishes its results, or says why not.
///
/// # Errors
/// When it cannot come to its end; then `DIR.failed` holds a manifest, and the output is what it was.
pub fn execute(plan: &Plan, options: &Options) -> Result<Outcome, RunError> {
    tables::check_segments(plan)?;
    deliver::check(plan)?;
    refuse_foreign(plan, options)?;
    let work = Workspace::open(&plan.output.dir)?;
    let mut lineage = if options.dry_run { None } else { Lineage::start(plan)? };
    let mut record = Record::new();
    let ended = stages::run(plan, options, &work, &mut record);
    let mut outcome = match ended {
        Ok(()) => finish(plan, options, &work, &record),
        Err(error) => abandon(plan, options, &work, &record, error),
    };
    let told = lineage.as_mut().map_or(Ok(()), |lineage| {
        let failure = match &outcome {
            Ok(outcome) => outcome.failure(),
            Err(error) => Some(crate::observe::redact(&error.to_string()).into_owned()),
        };
        lineage.end(plan, &record, failure.as_deref())
    });
    if let Ok(outcome) = &mut outcome {
        let mut ends = vec![told];
        if outcome.published {
            ends.extend([deliver::to_postgres(plan, &outcome.dir), deliver::to_object_store(plan, &outcome.dir)]);
        }
        outcome.undelivered.extend(ends.into_iter().filter_map(Result::err).map(|error| error.to_string()));
    }
    outcome
}

/// Keeps what a failed run left, with its manifest.
fn abandon(
    plan: &Plan,
    options: &Options,
    work: &Workspace,
    record: &Record,
    error: RunError,
) -> Result<Outcome, RunError> {
    if options.dry_run {
        work.discard()?;
    } else {
        let message = error.to_string();
        manifest::write(&work.staging, plan, options, record, Some(&crate::observe::redact(&message)))?;
        work.keep_failed()?;
    }
    Err(error)
}

impl Outcome {
    /// Why nothing was published, when gates kept it back.
    fn failure(&self) -> Option<String> {
        (!self.failed_gates.is_empty()).then(|| format!("gates failed: {}", self.failed_gates.join(", ")))
    }
}

fn finish(plan: &Plan, options: &Options, work: &Workspace, record: &Record) -> Result<Outcome, RunError> {
    let failing = |gate: &&record::GateResult| !gate.passed && (gate.is_error || options.strict);
    let failed_gates: Vec<String> = record.gates.iter().filter(failing).map(|gate| gate.name.clone()).collect();
    let failure = (!failed_gates.is_empty()).then(|| format!("gates failed: {}", failed_gates.join(", ")));
    manifest::write(&work.staging, plan, options, record, failure.as_deref())?;
    if !options.dry_run {
        page::write(&work.staging, page::language_of(&work.out))?;
    }
    let published = failure.is_none() && !options.dry_run;
    let dir = if published {
        if let Some(draft) = &options.draft {
            let path = work.staging.join("pipeline.toml");
            std::fs::write(&path, draft).map_err(|source| RunError::Output { path, source })?;
        }
        privacy::keep_certificates(&work.out, &work.staging)?;
        work.publish()?;
        work.out.clone()
    } else if options.dry_run {
        work.discard()?;
        work.out.clone()
    } else {
        work.keep_failed()?
    };
    let summary = summary::summary(plan, record, &dir, published);
    Ok(Outcome { dir, published, failed_gates, summary, undelivered: Vec::new() })
}

/// A folder that holds something else than a run of this pipeline is not replaced without being told to.
fn refuse_foreign(plan: &Plan, options: &Options) -> Result<(), RunError> {
    let out: &Path = &plan.output.dir;
    let foreign = |what: String| Err(RunError::Foreign { out: out.display().to_string(), what });
    if options.force || !out.exists() {
        return Ok(());
    }
    if !out.is_dir() {
        return foreign("is a file".to_owned());
    }
    let Ok(manifest) = std::fs::read_to_string(out.join("manifest.json")) else {
        let empty = std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
        return if empty { Ok(()) } else { foreign("holds files that are not results of a run".to_owned()) };
    };
    let name = serde_json::from_str::<serde_json::Value>(&manifest).ok();
    let name = name.as_ref().and_then(|manifest| manifest.get("pipeline")?.as_str());
    match name {
        Some(name) if name != plan.name => foreign(format!("holds the results of the pipeline `{name}`")),
        _ => Ok(()),
    }
}
