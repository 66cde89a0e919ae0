//! `leadloom eval`: how good the contacts of a run are, against labels.

use super::Format;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom eval out/quickstart --truth fixtures/quickstart/truth.csv
  leadloom eval out/quickstart --truth truth.csv --format json | jq .pairwise.f1";

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
