//! `leadloom diff`: what changed between two runs.

use super::{Exit, Failure, Format, Outcome, terminal};
use crate::report::diff::{diff, write_human};
use clap::Args;
use std::io::{self, Write, stdout};
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
    let mut out = stdout().lock();
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &found).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Human => write_human(&mut out, &found, terminal::width())?,
    }
    Ok(Exit::Done)
}
