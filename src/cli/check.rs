//! `leadloom check`: every problem of a pipeline, at once.

use super::sample;
use super::{Exit, Failure, Format, Outcome};
use crate::pipeline::diagnostic::Kind;
use crate::pipeline::outline::{Outline, count};
use crate::pipeline::plan::Plan;
use crate::pipeline::remote;
use crate::pipeline::{self, Diagnostics, Overrides, PipelineError};
use clap::Args;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  leadloom check pipelines/quickstart.toml
  leadloom check pipelines/quickstart.toml --inputs
  leadloom check pipelines/quickstart.toml --format json | jq '.problems[].message'";

/// What to check.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct CheckArgs {
    /// The pipeline file
    #[arg(value_name = "PIPELINE")]
    pub pipeline: PathBuf,
    /// Also open every source
    #[arg(long)]
    pub inputs: bool,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Checks a pipeline. Problems of the configuration exit 2, also files that are named and not there.
///
/// # Errors
/// With the problems, or when the pipeline or, with `--inputs`, a source cannot be read.
pub fn execute(args: &CheckArgs) -> Outcome {
    let plan = match pipeline::load(&args.pipeline, &Overrides::default()) {
        Ok(plan) => plan,
        Err(PipelineError::Invalid(problems)) if args.format == Format::Json => {
            print_json(&report(args, problems_json(&problems), Value::Array(Vec::new())))?;
            return Ok(Exit::Usage);
        }
        Err(error @ PipelineError::Invalid(_)) => return Err(Failure { exit: Exit::Usage, ..error.into() }),
        Err(error) => return Err(error.into()),
    };
    let sources = if args.inputs { look_at(&plan)? } else { Value::Array(Vec::new()) };
    match args.format {
        Format::Json => print_json(&report(args, Vec::new(), sources))?,
        Format::Human => print_human(args, &plan, &sources)?,
    }
    Ok(Exit::Done)
}

/// Opens every source; what was found, as JSON.
fn look_at(plan: &Plan) -> Result<Value, Failure> {
    let outline = Outline::new(plan, sample::look)?;
    let empty = outline
        .sources
        .iter()
        .flat_map(|source| &source.files)
        .find(|file| file.bytes == 0 && !remote::is_remote(Path::new(&file.path)));
    if let Some(file) = empty {
        return Err(Failure::new(Exit::Io, format!("{} is empty", file.path)));
    }
    serde_json::to_value(&outline.sources).map_err(|error| Failure::new(Exit::Internal, error))
}

fn report(args: &CheckArgs, problems: Vec<Value>, sources: Value) -> Value {
    json!({
        "pipeline": args.pipeline.display().to_string(),
        "ok": problems.is_empty(),
        "problems": problems,
        "sources": sources,
    })
}

fn problems_json(problems: &Diagnostics) -> Vec<Value> {
    let one = |problem| {
        let (start, end) = problems.places(problem);
        json!({
            "kind": match problem.kind { Kind::Config => "config", Kind::Input => "input" },
            "message": problem.message,
            "file": start.name,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "label": problem.label,
            "help": problem.help,
        })
    };
    problems.all().iter().map(one).collect()
}

fn print_json(report: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, report)?;
    writeln!(out)
}

fn print_human(args: &CheckArgs, plan: &Plan, sources: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let files: usize = plan.sources.iter().map(|source| source.files.len()).sum();
    let opened = if args.inputs { ", all of them readable" } else { "" };
    writeln!(
        out,
        "{}: ok ({}, {}{opened}, {}, {})",
        args.pipeline.display(),
        count(plan.sources.len(), "source"),
        count(files, "file"),
        count(plan.segments.len(), "segment"),
        count(plan.gates.len(), "gate")
    )?;
    for file in sources.as_array().into_iter().flatten().flat_map(|source| source["files"].as_array()).flatten() {
        let rows = file["rows"].as_u64().map_or_else(
            || "rows unknown".to_owned(),
            |rows| format!("about {}", count(usize::try_from(rows).unwrap_or(usize::MAX), "row")),
        );
        writeln!(out, "  {}  {} bytes, {rows}", file["path"].as_str().unwrap_or_default(), file["bytes"])?;
    }
    Ok(())
}
