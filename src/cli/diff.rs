//! `leadloom diff`: what changed between two runs.

use super::{Failure, Format, Outcome, show, terminal};
use crate::report::diff::{diff, write_human};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom diff out/quickstart.previous out/quickstart
  leadloom diff out/may out/june --format json | jq .changed_fields

Each run keeps the one before as OUT.previous.";

/// Which runs to compare.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct DiffArgs {
    /// Folder of the earlier run
    #[arg(value_name = "OUT_A")]
    pub before: PathBuf,
    /// Folder of the later run
    #[arg(value_name = "OUT_B")]
    pub after: PathBuf,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Compares two runs.
///
/// # Errors
/// When a run cannot be read.
pub fn execute(args: &DiffArgs) -> Outcome {
    let found = diff(&args.before, &args.after).map_err(Failure::from)?;
    show(args.format, &found, |out| write_human(out, &found, terminal::width()))
}
