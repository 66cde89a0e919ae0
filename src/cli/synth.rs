//! `leadloom synth`: a patchwork of invented exports with truth.

use clap::Args;
use std::num::NonZeroU64;
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
    pub persons: NonZeroU64,
    /// Seed; the same seed gives the same files
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Folder to write to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}
