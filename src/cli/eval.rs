//! `leadloom eval`: how good the contacts of a run are, against labels.

use super::{Exit, Failure, Format, Outcome};
use crate::report::eval::{EvalError, evaluate, human, json};
use clap::Args;
use std::io::{Write, stdout};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom eval out/quickstart --truth fixtures/quickstart/truth/records.csv
  leadloom eval out/quickstart --truth truth.csv --format json | jq .pairwise.f1
  leadloom eval out/quickstart --truth truth.csv --format json | jq -r '.by_sources[] | [.sources[], .recall] | @tsv'

Pairs are counted over all, by pair of sources, and by how many of name, e-mail, phone, address and birth date both
records have. Within reach are true pairs that were linked or stand in pairs.parquet.";

/// What to compare.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct EvalArgs {
    /// Folder of a run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// Labels: one row a record, which record and which entity
    #[arg(long, value_name = "FILE")]
    pub truth: PathBuf,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Evaluates a run.
///
/// # Errors
/// When the run or the labels cannot be read.
pub fn execute(args: &EvalArgs) -> Outcome {
    let found = evaluate(&args.out, &args.truth).map_err(|error| match error {
        EvalError::Columns { .. } => Failure::new(Exit::Usage, error),
        _ => Failure::new(Exit::Io, error),
    })?;
    let mut out = stdout().lock();
    match args.format {
        Format::Json => writeln!(out, "{:#}", json(&found))?,
        Format::Human => human(&mut out, &found)?,
    }
    Ok(Exit::Done)
}
