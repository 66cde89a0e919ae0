//! `leadloom run`: the main job.

use super::overrides::OverrideArgs;
use super::{Exit, Failure, Global, Outcome, print_left_out};
use crate::pipeline::plan::Plan;
use crate::pipeline::{self, PipelineError};
use crate::run::stdin::DASH;
use crate::run::{self, RunError, draft};
use clap::Args;
use std::io::{Write, stderr, stdin, stdout};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  leadloom run pipelines/quickstart.toml
  leadloom run pipelines/quickstart.toml --as-of 2026-06-30 --set dedupe.max_block=50
  leadloom run exports/*.csv orders.xlsx --out out/first
  leadloom run pipelines/nightly.toml --strict --log-format json --no-progress";

/// What to run.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct RunArgs {
    /// A pipeline file (.toml), or exports: files, folders, globs, `-` for standard input
    #[arg(value_name = "PIPELINE or FILE", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Changes to the pipeline
    #[command(flatten)]
    pub overrides: OverrideArgs,
    /// Gates of severity `warn` fail the run too
    #[arg(long)]
    pub strict: bool,
    /// Do everything but publish
    #[arg(long)]
    pub dry_run: bool,
    /// Run although a folder of the same run is there already
    #[arg(long)]
    pub force: bool,
}

impl RunArgs {
    /// The pipeline file, when that is what was named; else the inputs are exports.
    pub fn pipeline(&self) -> Option<&Path> {
        match self.inputs.as_slice() {
            [only] if only.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) => Some(only),
            _ => None,
        }
    }
}

/// Runs a pipeline, or drafts one for the named exports and runs that.
///
/// # Errors
/// When the pipeline is wrong, an input or output cannot be read or written, or counts do not balance.
pub fn execute(args: &RunArgs, global: &Global) -> Outcome {
    // A handler can only be set once; a second call in one process keeps the first.
    let _ = ctrlc::set_handler(|| {
        let _ = writeln!(stderr().lock(), "interrupted; nothing was published");
        std::process::exit(Exit::Interrupted.code().into());
    });
    let (plan, draft) = match args.pipeline() {
        Some(path) => (pipeline::load(path, &args.overrides.overrides())?, None),
        None => drafted(args)?,
    };
    let options = run::Options {
        strict: args.strict,
        dry_run: args.dry_run,
        force: args.force,
        draft,
        progress: global.progress(),
    };
    let outcome = run::execute(&plan, &options)?;
    write!(stdout().lock(), "{}", outcome.summary)?;
    if !outcome.failed_gates.is_empty() {
        let gates = outcome.failed_gates.join(", ");
        let message = format!("gates failed: {gates}; nothing was published, see {}", outcome.dir.display());
        return Err(Failure::new(Exit::GateFailed, message));
    }
    if !outcome.undelivered.is_empty() {
        let message = format!("the results are published, but {}", outcome.undelivered.join("; "));
        return Err(Failure::new(Exit::Undelivered, message));
    }
    Ok(Exit::Done)
}

fn drafted(args: &RunArgs) -> Result<(Plan, Option<String>), Failure> {
    let Some(out) = &args.overrides.out else {
        return Err(Failure::new(Exit::Usage, "running files without a pipeline needs --out DIR"));
    };
    let drafted = draft::draft(&inputs(args, out)?, out).map_err(RunError::from)?;
    print_left_out(&drafted.left_out)?;
    let plan = pipeline::parse(&drafted.toml, &out.join("pipeline.toml"), &args.overrides.overrides())?;
    Ok((plan, Some(drafted.toml)))
}

/// The inputs, with standard input copied to a file beside the output.
fn inputs(args: &RunArgs, out: &Path) -> Result<Vec<PathBuf>, Failure> {
    let is_stdin = |input: &PathBuf| input.as_os_str() == DASH;
    if !args.inputs.iter().any(is_stdin) {
        return Ok(args.inputs.clone());
    }
    let kept = run::stdin::keep(stdin().lock(), out)?;
    writeln!(stderr().lock(), "standard input is kept as {}", kept.display())?;
    Ok(args.inputs.iter().map(|input| if is_stdin(input) { kept.clone() } else { input.clone() }).collect())
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Config(problems) => PipelineError::Invalid(*problems).into(),
            RunError::Foreign { .. }
            | RunError::NotAnExport { .. }
            | RunError::Privacy(_)
            | RunError::NotBuilt { .. } => Self::new(Exit::Usage, error),
            RunError::Unbalanced(_) | RunError::Engine(_) => Self::new(Exit::Internal, error),
            RunError::Segment(_) => Self::new(Exit::Usage, error),
            _ => Self::new(Exit::Io, error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::FromArgMatches;

    fn parse(args: &[&str]) -> RunArgs {
        let command = RunArgs::augment_args(clap::Command::new("run"));
        RunArgs::from_arg_matches(&command.get_matches_from([&["run"], args].concat())).unwrap()
    }

    #[test]
    fn one_toml_file_is_a_pipeline_and_anything_else_is_exports() {
        assert!(parse(&["p.toml"]).pipeline().is_some());
        assert!(parse(&["p.csv", "--out", "o"]).pipeline().is_none());
        assert!(parse(&["p.toml", "q.csv"]).pipeline().is_none());
        let args = parse(&["p.toml", "--set", "a.b=1", "--set", "c=2", "--limit", "5", "--as-of", "2026-06-30"]);
        assert_eq!(args.overrides.overrides().set.len(), 2);
        assert_eq!(args.overrides.as_of.map(|day| day.to_string()).as_deref(), Some("2026-06-30"));
    }
}
