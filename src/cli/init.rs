//! `leadloom init`: drafts a pipeline from exports.

use super::{Exit, Failure, Outcome, print_left_out};
use crate::run::stdin::DASH;
use crate::run::{RunError, draft};
use clap::Args;
use std::fs::File;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  leadloom init exports/ -o pipeline.toml
  leadloom init hubspot.csv shopify_orders.csv.gz";

/// What to draft from.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct InitArgs {
    /// Exports, folders of exports, or globs
    #[arg(value_name = "FILE or FOLDER", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Where to write the draft; standard output by default
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Drafts a pipeline and prints it or writes it to a file.
///
/// # Errors
/// When no input can be used, or the file exists or cannot be written.
pub fn execute(args: &InitArgs) -> Outcome {
    if args.inputs.iter().any(|input| input.as_os_str() == DASH) {
        let message =
            "a pipeline names the files it reads, so standard input cannot be drafted from; save it as a file";
        return Err(Failure::new(Exit::Usage, message));
    }
    let place = args.output.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
    let drafted = draft::draft(&args.inputs, place).map_err(RunError::from)?;
    print_left_out(&drafted.left_out)?;
    let Some(path) = &args.output else {
        write!(stdout().lock(), "{}", drafted.toml)?;
        return Ok(Exit::Done);
    };
    let mut file = File::create_new(path).map_err(|error| {
        Failure::new(
            Exit::Io,
            format!("cannot write {}: {error}; an existing pipeline is never replaced", path.display()),
        )
    })?;
    file.write_all(drafted.toml.as_bytes())?;
    writeln!(stdout().lock(), "wrote {}; look it over, then: leadloom run {0}", path.display())?;
    Ok(Exit::Done)
}
