//! `leadloom review`: asks a person about doubtful pairs.

use super::{Exit, Failure, Outcome, terminal};
use crate::report::review::{Review, ask, read, write_summary};
use crate::run::RunError;
use crate::run::labels::{self, Journal};
use clap::Args;
use std::io::{Write, stderr, stdin, stdout};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf, absolute};

const EXAMPLES: &str = "\
Examples:
  leadloom review out/quickstart
  leadloom review out/quickstart --labels labels.csv --limit 20
  leadloom run pipelines/quickstart.toml --set dedupe.labels=$PWD/labels.csv

Asks about the pairs of review.parquet, the most valuable answer first. Every answer is in the file at once; what is
answered there is not asked again. Questions go to standard error, answers are read from standard input, one a line.";

/// What to ask.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct ReviewArgs {
    /// Folder of a run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// File of the answers, as `[dedupe] labels` reads it; made when it is missing
    #[arg(long, value_name = "FILE", default_value = "labels.csv")]
    pub labels: PathBuf,
    /// Ask at most N questions
    #[arg(long, value_name = "N")]
    pub limit: Option<NonZeroUsize>,
}

/// Asks about the open pairs of a run.
///
/// # Errors
/// When the run or the answers cannot be read, or an answer cannot be written.
pub fn execute(args: &ReviewArgs) -> Outcome {
    let known = labels::known(&args.labels).map_err(RunError::from)?;
    let review = read(&args.out, known.iter().map(|label| (label.left.as_str(), label.right.as_str())))?;
    if review.questions.is_empty() {
        writeln!(stdout().lock(), "{}", nothing(&review, &args.labels))?;
        return Ok(Exit::Done);
    }
    let mut journal = Journal::open(&args.labels).map_err(RunError::from)?;
    // A handler can only be set once; a second call in one process keeps the first.
    let _ = ctrlc::set_handler(|| {
        let _ = writeln!(stderr().lock(), "\ninterrupted; every answer given is in the file");
        std::process::exit(Exit::Interrupted.code().into());
    });
    let limit = args.limit.map_or(usize::MAX, NonZeroUsize::get);
    // Standard error is not locked for the whole dialogue: the handler writes to it as well.
    let dialogue = (&mut stdin().lock(), &mut stderr());
    let tally = ask(&review.questions, limit, dialogue, &mut journal, terminal::width()).map_err(Failure::from)?;
    // A pipeline takes the path from its own folder, which need not be this one.
    let labels = absolute(&args.labels)?;
    write_summary(&mut stdout().lock(), &tally, &labels, tally.answered + known.len() > 0)?;
    Ok(Exit::Done)
}

fn nothing(review: &Review, labels: &Path) -> String {
    match review.answered {
        0 => "nothing to review: no pair of the run is in doubt".to_owned(),
        answered => format!("nothing left to review: all {answered} pairs are answered in {}", labels.display()),
    }
}
