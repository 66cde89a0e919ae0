//! `leadloom synth`: a patchwork of invented exports with truth.

use super::{Exit, Failure, Outcome};
use crate::synth;
use clap::Args;
use std::io::{Write, stdout};
use std::num::NonZeroU32;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom synth --persons 1000 --out demo
  leadloom synth --persons 1000000 --seed 7 --out big";

/// What to invent.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct SynthArgs {
    /// People to invent; the exports hold several records of many of them
    #[arg(long, value_name = "N")]
    pub persons: NonZeroU32,
    /// Seed; the same seed gives the same files
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Folder to write to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Writes the patchwork and says what is in it.
///
/// # Errors
/// When the folder cannot be written.
pub fn execute(args: &SynthArgs) -> Outcome {
    let options = synth::Options { persons: args.persons.get(), seed: args.seed };
    let summary = synth::generate(&options, &args.out).map_err(|error| Failure::new(Exit::Io, error))?;
    let mut out = stdout().lock();
    for (file, rows) in &summary.rows {
        writeln!(out, "{file:20}  {rows:>10}")?;
    }
    writeln!(out, "written to {}, with truth in its folder truth", args.out.display())?;
    Ok(Exit::Done)
}
