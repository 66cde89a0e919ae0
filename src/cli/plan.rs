//! `leadloom plan`: what a run would do, before it does it.

use super::overrides::OverrideArgs;
use super::{Exit, Outcome, sample};
use crate::pipeline::outline::{Outline, SourceOutline};
use crate::pipeline::{self, plan::Plan};
use crate::report::diagram::{Flow, mermaid, svg};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom plan pipelines/quickstart.toml
  leadloom plan pipelines/quickstart.toml --set dedupe.enabled=false --format json
  leadloom plan pipelines/quickstart.toml --format mermaid > flow.mmd
  leadloom plan pipelines/quickstart.toml --format svg > flow.svg";

/// What to plan.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct PlanArgs {
    /// The pipeline file
    #[arg(value_name = "PIPELINE")]
    pub pipeline: PathBuf,
    /// Changes to the pipeline
    #[command(flatten)]
    pub overrides: OverrideArgs,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: PlanFormat,
}

/// Form of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum PlanFormat {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
    /// The data-flow diagram, to be drawn by mermaid.
    Mermaid,
    /// The data-flow diagram, drawn.
    Svg,
}

/// Prints the outline of a run.
///
/// # Errors
/// With the problems of the pipeline, or when a source cannot be read.
pub fn execute(args: &PlanArgs) -> Outcome {
    let plan = pipeline::load(&args.pipeline, &args.overrides.overrides())?;
    let outline = Outline::new(&plan, sample::look)?;
    let mut out = io::stdout().lock();
    match args.format {
        PlanFormat::Human => human(&plan, &outline, &mut out)?,
        PlanFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &outline.json(&plan)).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        PlanFormat::Mermaid => out.write_all(mermaid(&flow(&outline)).as_bytes())?,
        PlanFormat::Svg => out.write_all(svg(&flow(&outline), &plan.name).as_bytes())?,
    }
    Ok(Exit::Done)
}

/// What the diagram shows of an outline.
fn flow(outline: &Outline) -> Flow {
    let source = |source: &SourceOutline| (source.name.clone(), source.records.unwrap_or("detected").to_owned());
    Flow::new(outline.sources.iter().map(source).collect())
}

fn human(plan: &Plan, outline: &Outline, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}  as of {}  fingerprint {}", plan.name, plan.as_of, plan.fingerprint.get(..16).unwrap_or(""))?;
    writeln!(out, "\nSources")?;
    let width = outline.sources.iter().map(|source| source.name.len()).max().unwrap_or(0);
    for (source, planned) in outline.sources.iter().zip(&plan.sources) {
        let kind = source.records.unwrap_or("to be detected");
        let master = match (planned.master, planned.unique) {
            (true, _) => "  master",
            (_, true) => "  unique",
            _ => "",
        };
        writeln!(
            out,
            "  {:width$}  {kind:14}  {:>12} rows  {:>10}  trust {}{master}",
            source.name,
            rows(source.rows),
            bytes(source.bytes),
            planned.trust.map_or_else(|| "by agreement".to_owned(), |trust| trust.to_string())
        )?;
        for file in &source.files {
            writeln!(out, "  {:width$}    {}", "", file.path)?;
        }
    }
    writeln!(out, "\nStages")?;
    for (at, stage) in outline.stages.iter().enumerate() {
        writeln!(out, "  {}. {:11}  {}", at + 1, stage.name, stage.does)?;
        if !stage.tables.is_empty() {
            writeln!(out, "     {:11}  tables: {}", "", stage.tables.join(", "))?;
        }
    }
    writeln!(out, "\nEstimate")?;
    writeln!(out, "  {:16} {:>14}", "rows", rows(outline.rows))?;
    writeln!(out, "  {:16} {:>14}", "leads", rows(outline.leads))?;
    writeln!(out, "  {:16} {:>14}", "candidate pairs", rows(outline.candidate_pairs))?;
    writeln!(out, "  {:16} {:>14}", "memory", bytes(outline.memory_bytes))?;
    writeln!(out, "\nOutput\n  {}", plan.output.dir.display())
}

/// A count with its thousands set apart, `?` when unknown.
fn rows(rows: Option<u64>) -> String {
    let Some(rows) = rows else { return "?".to_owned() };
    let digits = rows.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A size in the unit that leaves one to three digits in front of the point.
fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut size = bytes as f64;
    let mut unit = 0;
    while size >= 999.95 && unit + 1 < UNITS.len() {
        size /= 1000.0;
        unit += 1;
    }
    let name = UNITS.get(unit).copied().unwrap_or("TB");
    if unit == 0 { format!("{bytes} B") } else { format!("{size:.1} {name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_easy_to_read() {
        assert_eq!([rows(Some(0)), rows(Some(999)), rows(Some(1_234_567)), rows(None)], ["0", "999", "1,234,567", "?"]);
        assert_eq!(
            [bytes(0), bytes(999), bytes(1_500), bytes(999_990), bytes(u64::MAX)],
            ["0 B", "999 B", "1.5 kB", "1.0 MB", "18446744.1 TB"]
        );
    }

    #[test]
    fn the_human_form_names_sources_stages_and_tables() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.csv"), "h\n1\n2\n").unwrap();
        let text = "[[source]]\nname = \"crm\"\npath = \"a.csv\"\nrecords = \"contacts\"\n";
        let plan = pipeline::parse(text, &folder.path().join("demo.toml"), &pipeline::Overrides::default()).unwrap();
        let outline = Outline::new(&plan, sample::look).unwrap();
        let mut out = Vec::new();
        human(&plan, &outline, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        for part in ["demo  as of ", "crm", "2 rows", "4. consolidate", "tables: leads, contacts", "candidate pairs"] {
            assert!(out.contains(part), "{part} is missing in\n{out}");
        }
    }
}
