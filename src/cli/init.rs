//! `leadloom init`: drafts a pipeline from exports.

use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom init exports/ -o pipeline.toml
  leadloom init hubspot.csv shopify_orders.csv.gz";

/// What to draft from.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct InitArgs {
    /// Exports, or folders of exports
    #[arg(value_name = "FILE or FOLDER", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Where to write the draft; standard output by default
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
