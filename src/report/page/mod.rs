//! The report of a run: `report.json`, what was counted, and `report.html`, the same to look at.
//!
//! Not for values of people: they are masked. Costs the columns that are counted, read once.

pub mod chart;
mod facts;
mod messages;
pub mod parts;
mod queries;
mod sections;
pub mod shell;
pub mod text;

use super::folder::FolderError;
use facts::Facts;
use maud::{Markup, html};
use sections::SECTIONS;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use text::Lang;

/// The page.
pub const HTML: &str = "report.html";
/// Its facts.
pub const JSON: &str = "report.json";

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The run cannot be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// A file cannot be written.
    #[error("cannot write {path}: {source}; check free space and permissions of the output folder")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Writes both files into the folder of a run; the page opens in `language`, or else in the reader's. Gives the page's path.
///
/// # Errors
/// When the run cannot be read or a file not be written.
pub fn write(out: &Path, language: Option<Lang>) -> Result<PathBuf, ReportError> {
    let facts = facts::facts(out, language)?;
    let json = serde_json::to_string_pretty(&facts).unwrap_or_default() + "\n";
    replace(&out.join(JSON), &json)?;
    let page = out.join(HTML);
    replace(&page, &html(&facts, &json))?;
    Ok(page)
}

/// Writes a file beside its place and moves it there, so that nobody reads half of it.
fn replace(path: &Path, content: &str) -> Result<(), ReportError> {
    let new = path.with_extension("new");
    let written = fs::write(&new, content).and_then(|()| fs::rename(&new, path));
    written.map_err(|source| ReportError::Write { path: path.to_owned(), source })
}

/// True for the files of a report.
pub fn is_report(name: &str) -> bool {
    [HTML, JSON].contains(&name)
}

/// The language that the report in a folder was asked for in.
pub fn language_of(out: &Path) -> Option<Lang> {
    let facts: Value = serde_json::from_str(&fs::read_to_string(out.join(JSON)).ok()?).ok()?;
    serde_json::from_value(facts["language"].clone()).ok()
}

fn html(facts: &Facts, json: &str) -> String {
    let title = |lang: Lang| lang.fill("title", std::slice::from_ref(&facts.pipeline));
    shell::page(title, |lang| body(facts, lang), json, facts.language)
}

fn body(facts: &Facts, lang: Lang) -> Markup {
    let drawn: Vec<(&str, Markup)> = SECTIONS.iter().filter_map(|(id, draw)| Some((*id, draw(facts, lang)?))).collect();
    let id = |section: &str| format!("{}-{section}", lang.code());
    html! {
        header {
            h1 { (lang.fill("title", std::slice::from_ref(&facts.pipeline))) }
            p.subtitle { (lang.fill("subtitle", &[facts.as_of.clone(), facts.leadloom.clone()])) }
            @if facts.status != "done" { p.alert role="alert" { (lang.say("failed")) } }
            @if facts.erasures > 0 { p.note { (lang.fill("erased", &[facts.erasures.to_string()])) } }
            (figures(facts, lang))
        }
        nav aria-label=(lang.say("sections")) {
            ul { @for (section, _) in &drawn { li { a href={ "#" (id(section)) } { (lang.say(&format!("{section}.title"))) } } } }
        }
        main id=(id("content")) tabindex="-1" {
            @for (section, content) in &drawn {
                section id=(id(section)) aria-labelledby=(id(&format!("{section}-head"))) {
                    h2 id=(id(&format!("{section}-head"))) { (lang.say(&format!("{section}.title"))) }
                    (content)
                }
            }
        }
        footer { p { (lang.say("footer")) } }
    }
}

/// The few numbers that everybody asks for.
fn figures(facts: &Facts, lang: Lang) -> Markup {
    let totals = facts.totals;
    let merged = totals.leads.saturating_sub(totals.contacts);
    let mut shown = vec![
        ("figure.leads", totals.leads),
        ("figure.contacts", totals.contacts),
        ("figure.merged", merged),
        ("figure.organisations", totals.organisations),
    ];
    shown.extend(facts.matching.as_ref().map(|matching| ("figure.review", matching.review_queue)));
    html! {
        dl.figures aria-label=(lang.say("figures")) {
            @for (key, count) in shown { div { dt { (lang.say(key)) } dd { (lang.count(count)) } } }
        }
    }
}
