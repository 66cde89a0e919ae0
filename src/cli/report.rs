//! `leadloom report`: the page of a run.

use super::{Exit, Failure, Outcome};
use crate::report::page::text::Lang;
use crate::report::page::{ReportError, write};
use clap::{Args, ValueEnum};
use std::io::{Write, stdout};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom report out/quickstart
  leadloom report out/quickstart --lang de
  jq .totals out/quickstart/report.json

Runs write the page themselves; this writes it anew. It is one file that asks no network for anything, in German and
English, and holds no unmasked value of a person. Its numbers stand in report.json.";

/// Which run to report.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct ReportArgs {
    /// Folder of a run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// Language the page opens in; the browser's by default
    #[arg(long, value_enum)]
    pub lang: Option<Language>,
}

/// Languages of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// German
    De,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::De => Self::De,
            Language::En => Self::En,
        }
    }
}

/// Writes the page and names it.
///
/// # Errors
/// When the run cannot be read or the page not be written.
pub fn execute(args: &ReportArgs) -> Outcome {
    let page = write(&args.out, args.lang.map(Lang::from)).map_err(|error| match error {
        ReportError::Folder(error) => Failure::from(error),
        error @ ReportError::Write { .. } => Failure::new(Exit::Io, error),
    })?;
    writeln!(stdout().lock(), "{}", page.display())?;
    Ok(Exit::Done)
}
