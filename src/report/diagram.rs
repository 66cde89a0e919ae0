//! The data-flow diagram of a pipeline, as SVG and for mermaid: sources on the left, the stages from top to bottom, their
//! tables beside them.
//!
//! Alone, its colours follow the reader's light or dark setting; inside a page, those of the page. Not for how many rows
//! flow.

use crate::model::table::{STAGES, TABLES};
use serde::Serialize;
use std::fmt::Write as _;

/// Width of the picture, and where its three columns begin.
pub const WIDTH: usize = 900;
const STAGE_X: usize = 290;
const TABLE_X: usize = 480;
/// Boxes: of a source, a stage, a table.
const SOURCE: (usize, usize) = (210, 34);
const STAGE: (usize, usize) = (130, 38);
const TABLE: (usize, usize) = (200, 24);
/// Space between boxes.
const GAP: usize = 8;
/// Tables beside one another.
const ACROSS: usize = 2;

/// A stage with its tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// The tables that come from it.
    pub tables: Vec<String>,
}

/// What flows where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Sources: name, and what their rows are.
    pub sources: Vec<(String, String)>,
    /// Stages in their order.
    pub stages: Vec<Stage>,
}

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1c2530}.n{fill:#5b6774}\
rect{fill:#f4f6f8;stroke:#b8c2cc}.s{fill:#dbe9f6;stroke:#5b8db8}path{fill:none;stroke:#8a97a5;stroke-width:1.3}\
.t{stroke-dasharray:3 3}\
@media(prefers-color-scheme:dark){text{fill:#e4eaf0}.n{fill:#9aa7b4}rect{fill:#20272e;stroke:#4b5763}\
.s{fill:#1f3a52;stroke:#5b8db8}path{stroke:#6d7a87}}";

impl Flow {
    /// Of sources, name and what their rows are, through the stages of every run.
    pub fn new(sources: Vec<(String, String)>) -> Self {
        let mut stages: Vec<Stage> = Vec::new();
        for name in STAGES {
            let tables = TABLES.iter().filter(|table| table.written && table.stage == name);
            stages.push(Stage { name: name.to_owned(), tables: tables.map(|table| table.name.to_owned()).collect() });
        }
        Self { sources, stages }
    }
}

/// A picture of its own.
pub fn svg(flow: &Flow, title: &str) -> String {
    let Drawn { height, elements } = draw(flow);
    let title = escaped(title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\
         <title>{title}</title><style>{STYLE}</style>{elements}</svg>\n"
    )
}

/// A mermaid flowchart.
pub fn mermaid(flow: &Flow) -> String {
    let mut chart = String::from("flowchart LR\n  subgraph sources\n");
    for (at, (name, records)) in flow.sources.iter().enumerate() {
        // Names are checked, so that nothing needs escaping.
        let _ = writeln!(chart, "    source_{at}[/\"{name}<br/>{records}\"/]");
    }
    chart.push_str("  end\n");
    let first = flow.stages.first().map_or("ingest", |stage| &stage.name);
    for at in 0..flow.sources.len() {
        let _ = writeln!(chart, "  source_{at} --> {first}");
    }
    for pair in flow.stages.windows(2) {
        if let [from, to] = pair {
            let _ = writeln!(chart, "  {} --> {}", from.name, to.name);
        }
    }
    for stage in &flow.stages {
        for table in &stage.tables {
            let _ = writeln!(chart, "  {} -.-> table_{table}[(\"{table}.parquet\")]", stage.name);
        }
    }
    chart
}

/// A picture without the element around it.
#[derive(Debug)]
pub struct Drawn {
    /// Height at a width of [`WIDTH`].
    pub height: usize,
    /// What is in it; classes `s` (stage), `t` (line to a table) and `n` (note).
    pub elements: String,
}

/// Draws a flow.
pub fn draw(flow: &Flow) -> Drawn {
    let slots: Vec<usize> = flow.stages.iter().map(slot).collect();
    let stages_height: usize = slots.iter().sum();
    let sources_height = flow.sources.len() * (SOURCE.1 + GAP);
    let height = stages_height.max(sources_height) + GAP;
    let mut out = String::new();
    let first = slots.first().map_or(0, |slot| GAP + slot / 2);
    for (at, (name, records)) in flow.sources.iter().enumerate() {
        let top = GAP + at * (SOURCE.1 + GAP);
        let middle = top + SOURCE.1 / 2;
        let (from, bend) = (SOURCE.0, SOURCE.0 + (STAGE_X - SOURCE.0) / 2);
        let _ = write!(out, "<path d=\"M{from} {middle}C{bend} {middle} {bend} {first} {STAGE_X} {first}\"/>");
        let _ = write!(
            out,
            "<rect x=\"0\" y=\"{top}\" width=\"{}\" height=\"{}\" rx=\"5\"/><text x=\"8\" y=\"{}\">{}</text>\
             <text class=\"n\" x=\"8\" y=\"{}\">{}</text>",
            SOURCE.0,
            SOURCE.1,
            top + 14,
            escaped(name),
            top + 29,
            escaped(records)
        );
    }
    let mut top = GAP;
    for (at, (stage, slot)) in flow.stages.iter().zip(&slots).enumerate() {
        let middle = top + slot / 2;
        if at + 1 < flow.stages.len() {
            let next = top + slot + slots.get(at + 1).map_or(0, |next| next / 2);
            let x = STAGE_X + STAGE.0 / 2;
            let _ = write!(out, "<path d=\"M{x} {middle}V{next}\"/>");
        }
        tables(&mut out, stage, middle);
        top += slot;
    }
    // Boxes over the lines between them.
    let mut top = GAP;
    for (stage, slot) in flow.stages.iter().zip(&slots) {
        let middle = top + slot / 2;
        let _ = write!(
            out,
            "<rect class=\"s\" x=\"{STAGE_X}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"5\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            middle - STAGE.1 / 2,
            STAGE.0,
            STAGE.1,
            STAGE_X + STAGE.0 / 2,
            middle + 4,
            escaped(&stage.name)
        );
        top += slot;
    }
    Drawn { height, elements: out }
}

/// Height of a stage with its tables.
fn slot(stage: &Stage) -> usize {
    let rows = stage.tables.len().div_ceil(ACROSS);
    (rows * (TABLE.1 + GAP)).max(STAGE.1) + 2 * GAP
}

fn tables(out: &mut String, stage: &Stage, middle: usize) {
    let rows = stage.tables.len().div_ceil(ACROSS);
    let top = (middle + GAP / 2).saturating_sub(rows * (TABLE.1 + GAP) / 2);
    let from = STAGE_X + STAGE.0;
    for (at, table) in stage.tables.iter().enumerate() {
        let (x, y) = (TABLE_X + at % ACROSS * (TABLE.0 + GAP), top + at / ACROSS * (TABLE.1 + GAP));
        let center = y + TABLE.1 / 2;
        if at % ACROSS == 0 {
            let bend = (from + TABLE_X) / 2;
            let _ = write!(
                out,
                "<path class=\"t\" d=\"M{from} {middle}C{bend} {middle} {bend} {center} {TABLE_X} {center}\"/>"
            );
        }
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"4\"/><text x=\"{}\" y=\"{}\">{}</text>",
            TABLE.0,
            TABLE.1,
            x + 8,
            center + 4,
            escaped(table)
        );
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow() -> Flow {
        let stage = |name: &str, tables: &[&str]| Stage {
            name: name.to_owned(),
            tables: tables.iter().map(|table| (*table).to_owned()).collect(),
        };
        Flow {
            sources: vec![("crm".into(), "contacts".into()), ("erp<1>".into(), "orders".into())],
            stages: vec![stage("ingest", &["rejects"]), stage("consolidate", &["leads", "contacts", "organisations"])],
        }
    }

    #[test]
    fn every_source_stage_and_table_is_drawn_inside_the_picture() {
        let drawn = svg(&flow(), "p & q");
        for name in ["crm", "erp&lt;1&gt;", "ingest", "consolidate", "rejects", "leads", "organisations", "p &amp; q"] {
            assert!(drawn.contains(&format!(">{name}</")), "{name} is missing in {drawn}");
        }
        assert_eq!(drawn.matches("<rect").count(), 2 + 2 + 4);
        let number = |text: &str| text.split('"').next().unwrap().parse::<usize>().unwrap();
        let height = number(drawn.split("viewBox=\"0 0 900 ").nth(1).unwrap());
        for rect in drawn.split("<rect").skip(1) {
            let value = |name: &str| number(rect.split(&format!(" {name}=\"")).nth(1).unwrap());
            assert!(value("x") + value("width") <= WIDTH && value("y") + value("height") <= height, "{rect}");
        }
    }

    #[test]
    fn mermaid_gets_every_source_stage_and_table() {
        let chart = mermaid(&Flow::new(vec![("crm".into(), "contacts".into())]));
        assert!(chart.starts_with("flowchart LR\n") && chart.contains("source_0 --> ingest"), "{chart}");
        assert!(chart.contains("consolidate -.-> table_contacts") && chart.contains("analyze --> export"), "{chart}");
    }

    #[test]
    fn every_written_table_flows_from_a_stage() {
        let flow = Flow::new(Vec::new());
        let drawn: usize = flow.stages.iter().map(|stage| stage.tables.len()).sum();
        // `erasures` is the one that no run writes first
        assert_eq!(drawn, TABLES.iter().filter(|table| table.written && table.stage != "forget").count());
    }

    #[test]
    fn nothing_flows_without_sources_and_stages() {
        let drawn = svg(&Flow { sources: Vec::new(), stages: Vec::new() }, "");
        assert!(drawn.starts_with("<svg") && drawn.ends_with("</svg>\n") && !drawn.contains("<rect"));
    }
}
