//! `leadloom how`: how a contact was assembled.

use super::{Failure, Format, Outcome, show, terminal, write_page};
use crate::report::how::{how, html, write_human};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom how out/quickstart CONTACT_ID
  leadloom how out/quickstart CONTACT_ID --format json | jq .weakest_link
  leadloom how out/quickstart CONTACT_ID --html how.html

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
    /// Write a page to this file instead; it shows the values of the records
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
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
    if let Some(path) = &args.html {
        return write_page(path, &html(&found));
    }
    show(args.format, &found, |out| write_human(out, &found, terminal::width()))
}
