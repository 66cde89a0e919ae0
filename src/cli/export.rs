//! `leadloom export`: import files for a CRM from a finished run.

use super::{Exit, Failure, Format, Outcome, color, show};
use crate::pipeline::outline::count;
use crate::pipeline::target::{TargetError, load};
use crate::run::export::{export, folder_of, write_human};
use clap::Args;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  leadloom export out/quickstart --target hubspot
  leadloom export out/quickstart --target salesforce --strict
  leadloom export out/quickstart --target excel --out for_the_sales_team
  leadloom export out/quickstart --target targets/our_crm.toml --format json

Targets: brevo, cleverreach, dynamics, excel, hubspot, mailchimp, odoo, pipedrive, salesforce (Data Loader),
salesforce_wizard, zoho, and files of your own. What the target would refuse is not in the files but in refused.csv,
with the target's word for it and what to do. People on a suppression list are written to no target.";

/// What to export.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct ExportArgs {
    /// Folder of a run
    #[arg(value_name = "OUT")]
    pub out_of: PathBuf,
    /// Name of a target, or a target file (.toml)
    #[arg(long, value_name = "NAME or FILE")]
    pub target: String,
    /// Folder to write; OUT/crm/<target> by default
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// End with code 1 when the target would refuse a row or a value
    #[arg(long)]
    pub strict: bool,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Writes import files.
///
/// # Errors
/// When there is no such target, the run cannot be read, or the files cannot be written.
pub fn execute(args: &ExportArgs) -> Outcome {
    let target = load(&args.target, Path::new(""))?;
    let dir = args.out.clone().unwrap_or_else(|| folder_of(&args.out_of, &target));
    let report = export(&args.out_of, &target, &dir)?;
    show(args.format, &report, |out| write_human(out, &report, &dir.display().to_string()))?;
    if args.strict && report.refused_something() {
        let rows = report.contacts.refused + report.companies.map_or(0, |companies| companies.refused);
        let message = format!(
            "{} would refuse {} and {}; the files are without them, see {}",
            target.name,
            count(rows as usize, "row"),
            count(report.fields_left_blank as usize, "value"),
            dir.join("refused.csv").display()
        );
        return Err(Failure::new(Exit::GateFailed, message));
    }
    Ok(Exit::Done)
}

impl From<TargetError> for Failure {
    fn from(error: TargetError) -> Self {
        match error {
            TargetError::Unknown { .. } => Self::new(Exit::Usage, error),
            TargetError::Unreadable { .. } => Self::new(Exit::Io, error),
            TargetError::Invalid(problems) => {
                let found = count(problems.all().len(), "problem");
                Self { exit: Exit::Usage, message: format!("{}\n{found} found", problems.render(color())) }
            }
        }
    }
}
