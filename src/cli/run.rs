//! `leadloom run`: the main job.

use super::overrides::OverrideArgs;
use clap::Args;
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
    /// A pipeline file (.toml), or exports and folders of exports
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
