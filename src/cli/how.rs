//! `leadloom how`: how a contact was assembled.

use super::{Failure, Format, Outcome, show, terminal};
use crate::report::how::{how, write_human};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom how out/quickstart CONTACT_ID
  leadloom how out/quickstart CONTACT_ID --format json | jq .weakest_link

Contact ids stand in contacts.parquet; ids of earlier runs that were merged are followed.";

/// Which contact to explain.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct HowArgs {
    /// Folder of a run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// The contact
    #[arg(value_name = "CONTACT_ID")]
    pub contact: String,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Explains a contact.
///
/// # Errors
/// When the run cannot be read or does not know the contact.
pub fn execute(args: &HowArgs) -> Outcome {
    let found = how(&args.out, &args.contact).map_err(Failure::from)?;
    show(args.format, &found, |out| write_human(out, &found, terminal::width()))
}
