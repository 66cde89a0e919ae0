//! `leadloom card`: all that a run knows of a contact.

use super::{Failure, Format, Outcome, show, terminal};
use crate::report::card::{card, write_human};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom card out/quickstart ilse.weber@holz-ritter.example
  leadloom card out/quickstart '+49 341 9876543'
  leadloom card out/quickstart CONTACT_ID --format json | jq .transactions.years

E-mail addresses and phone numbers may be written in any way. `how` tells which record each value came from.";

/// Which contact to show.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct CardArgs {
    /// Folder of a run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// The contact: its id, an e-mail address or a phone number
    #[arg(value_name = "CONTACT", allow_hyphen_values = true)]
    pub contact: String,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Shows a contact.
///
/// # Errors
/// When the run cannot be read or does not know the contact.
pub fn execute(args: &CardArgs) -> Outcome {
    let found = card(&args.out, &args.contact).map_err(Failure::from)?;
    show(args.format, &found, |out| write_human(out, &found, terminal::width()))
}
