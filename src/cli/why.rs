//! `leadloom why`: why two records are, or are not, one contact.

use super::{Exit, Failure, Format, Outcome, show, terminal, write_page};
use crate::run::why::{WhyError, html, why, write_human};
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom why out/quickstart crm_contacts:C0000016 newsletter:331
  leadloom why out/quickstart kunden_liste:10097 newsletter:358 --format json | jq '{together, reason, weight}'
  leadloom why out/quickstart crm_contacts:C0000016 newsletter:331 --html why.html

Record ids stand in leads.parquet, pairs.parquet and review.parquet.";

/// Which records to explain.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct WhyArgs {
    /// Folder of a run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// One record
    #[arg(value_name = "RECORD_ID")]
    pub left: String,
    /// The other record
    #[arg(value_name = "RECORD_ID")]
    pub right: String,
    /// Write a page to this file instead; it shows the values of the records
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Explains two records.
///
/// # Errors
/// When the run cannot be read or does not know a record.
pub fn execute(args: &WhyArgs) -> Outcome {
    let found = why(&args.out, &args.left, &args.right).map_err(|error| match error {
        WhyError::Folder(error) => Failure::from(error),
        WhyError::Same(_) => Failure::new(Exit::Usage, error),
    })?;
    if let Some(path) = &args.html {
        return write_page(path, &html(&found));
    }
    show(args.format, &found, |out| write_human(out, &found, terminal::width()))
}
