//! The pipeline file: TOML → spec (what was written, with spans) → plan (resolved, typed, what stages read).
//!
//! Stages see only the types of [`plan`]. Nothing here runs anything; it reads the pipeline and the rules that this
//! names (targets, an RFM grid), and of the inputs it only asks whether they are there. Every problem is found before the first is reported.

pub mod diagnostic;
pub mod grid;
pub mod inputs;
pub mod outline;
pub mod plan;
pub mod remote;
pub mod schema;
pub mod spec;
pub mod target;
pub mod text;

mod country;
mod fingerprint;
mod read;
mod resolve;
#[cfg(test)]
mod tests;
mod tree;

pub use diagnostic::{Diagnostic, Diagnostics};
pub use read::{At, Day, Named, OneOrMany, Word};

use chrono::NaiveDate;
pub(crate) use fingerprint::written;
use plan::Plan;
use read::{Log, Read};
use spec::PipelineSpec;
use std::path::{Path, PathBuf};
use text::Text;

/// What the command line says on top of the file.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// Folder of the run, relative to the working folder.
    pub out: Option<PathBuf>,
    /// The clock of the run.
    pub as_of: Option<NaiveDate>,
    /// Dotted keys and their values as TOML or bare strings, in order.
    pub set: Vec<(String, String)>,
    /// Read at most this many rows of each source.
    pub limit: Option<usize>,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The file cannot be read.
    #[error("cannot read the pipeline {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file has problems; all of them are here.
    #[error("{0}")]
    Invalid(Diagnostics),
}

/// Reads a pipeline file and resolves it.
///
/// # Errors
/// When the file cannot be read, or with all of its problems.
pub fn load(path: &Path, overrides: &Overrides) -> Result<Plan, PipelineError> {
    let bytes = std::fs::read(path).map_err(|source| PipelineError::Unreadable { path: path.to_owned(), source })?;
    match String::from_utf8(bytes) {
        Ok(text) => parse(&text, path, overrides),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let problem =
                Diagnostic::new(at..at + 1, "the file is not UTF-8").label("not UTF-8").help("save it as UTF-8");
            let text = Text::new(path.display().to_string(), text);
            Err(PipelineError::Invalid(Diagnostics::new(text, vec![problem])))
        }
    }
}

/// Resolves the text of a pipeline. `path` is where it stands or is going to stand: paths in it are relative to that.
///
/// # Errors
/// With all of its problems.
pub fn parse(text: &str, path: &Path, overrides: &Overrides) -> Result<Plan, PipelineError> {
    let mut source = Text::new(path.display().to_string(), text);
    let (mut root, errors) = tree::parse(text);
    let mut log = Log::new(!errors.is_empty());
    for (key, value) in &overrides.set {
        if let Err(problem) = tree::set(&mut root, &mut source, key, value) {
            log.push(problem);
        }
    }
    let spec = PipelineSpec::read(&root, &mut log).unwrap_or_default();
    let mut plan = resolve::resolve(&spec, path, overrides, &mut log);
    let mut found = log.found;
    if !errors.is_empty() {
        // What the parser made up to go on must not be judged.
        let broken_lines: Vec<usize> = errors.iter().map(|error| source.place(error.span.start).line).collect();
        found.retain(|problem| !broken_lines.contains(&source.place(problem.span.start).line));
        found.extend(errors);
    }
    if !found.is_empty() {
        return Err(PipelineError::Invalid(Diagnostics::new(source, found)));
    }
    plan.origin.text = source;
    Ok(plan)
}
