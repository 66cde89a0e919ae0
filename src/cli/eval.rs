//! `leadloom eval`: how good the contacts of a run are, against labels.

use super::{Exit, Failure, Format, Outcome};
use crate::report::eval::{EvalError, Evaluation, Scores, evaluate};
use clap::Args;
use serde_json::{Value, json};
use std::io::{self, Write, stdout};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom eval out/quickstart --truth fixtures/quickstart/truth.csv
  leadloom eval out/quickstart --truth truth.csv --format json | jq .pairwise.f1";

/// What to compare.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct EvalArgs {
    /// Folder of a run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// Labels: one row a record, which record and which entity
    #[arg(long, value_name = "FILE")]
    pub truth: PathBuf,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Evaluates a run.
///
/// # Errors
/// When the run or the labels cannot be read.
pub fn execute(args: &EvalArgs) -> Outcome {
    let found = evaluate(&args.out, &args.truth).map_err(|error| match error {
        EvalError::Columns { .. } => Failure::new(Exit::Usage, error),
        _ => Failure::new(Exit::Io, error),
    })?;
    let mut out = stdout().lock();
    match args.format {
        Format::Json => writeln!(out, "{:#}", json(&found))?,
        Format::Human => human(&mut out, &found)?,
    }
    Ok(Exit::Done)
}

fn json(found: &Evaluation) -> Value {
    let scores = |scores: Scores| json!({"precision": scores.precision, "recall": scores.recall, "f1": scores.f1});
    json!({
        "records": found.records,
        "missing": found.missing,
        "entities": found.entities,
        "contacts": found.contacts,
        "true_pairs": found.true_pairs,
        "linked_pairs": found.linked_pairs,
        "correct_pairs": found.correct_pairs,
        "pairwise": scores(found.pairwise),
        "bcubed": scores(found.bcubed),
    })
}

fn human(out: &mut impl Write, found: &Evaluation) -> io::Result<()> {
    writeln!(
        out,
        "{} labelled records of {} entities in {} contacts; {} of them are not in the run",
        found.records, found.entities, found.contacts, found.missing
    )?;
    writeln!(
        out,
        "{} pairs belong together, {} were linked, {} of these rightly",
        found.true_pairs, found.linked_pairs, found.correct_pairs
    )?;
    writeln!(out, "\n           precision    recall        F1")?;
    for (name, scores) in [("pairwise", found.pairwise), ("B-cubed", found.bcubed)] {
        writeln!(out, "{name:9}  {:>9.4}  {:>8.4}  {:>8.4}", scores.precision, scores.recall, scores.f1)?;
    }
    Ok(())
}
