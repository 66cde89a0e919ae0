//! What was wrong: the most frequent findings, with a few masked examples of each.

use super::columns::of_table;
use super::manifest::Counted;
use crate::engine::frame::text;
use crate::kernel::text::mask;
use crate::report::folder::FolderError;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::path::Path;

/// Codes that are shown.
const TOP: usize = 12;
/// Examples of a code.
const EXAMPLES: usize = 3;

/// A masked cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Its field.
    pub field: String,
    /// As it came in.
    pub original: String,
    /// What it became; null when nothing usable was left.
    pub corrected: Option<String>,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The code.
    pub code: &'static str,
    /// How grave it is.
    pub severity: &'static str,
    /// How often.
    pub count: u64,
    /// A few cells.
    pub examples: Vec<Example>,
}

/// The findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Findings {
    /// All of them.
    pub total: u64,
    /// By severity: error, warn, info.
    pub severities: [u64; 3],
    /// Different codes.
    pub codes: usize,
    /// The most frequent codes, of every severity.
    pub top: Vec<Finding>,
}

/// The findings of a run; `None` when it has no such table.
///
/// # Errors
/// When the table cannot be read.
pub fn read(out: &Path, counts: &[Counted]) -> Result<Option<Findings>, FolderError> {
    let of = |severity: &str| counts.iter().filter(|c| c.severity == severity).map(|c| c.count).sum();
    let top = &counts[..counts.len().min(TOP)];
    let examples =
        of_table(out, "findings", &["code", "field", "original", "corrected"], |frame| examples(frame, top))?;
    Ok(examples.map(|mut examples| Findings {
        total: counts.iter().map(|c| c.count).sum(),
        severities: ["error", "warn", "info"].map(of),
        codes: counts.len(),
        top: top
            .iter()
            .map(|&Counted { code, severity, count }| {
                let examples = examples.remove(code).unwrap_or_default();
                Finding { code, severity, count, examples }
            })
            .collect(),
    }))
}

/// The first cells of each code that differ in their mask.
fn examples<'a>(frame: &DataFrame, wanted: &[Counted]) -> PolarsResult<FxHashMap<&'a str, Vec<Example>>> {
    let (codes, fields) = (text(frame, "code")?, text(frame, "field")?);
    let (originals, corrected) = (text(frame, "original")?, text(frame, "corrected")?);
    let mut found: FxHashMap<&str, Vec<Example>> = FxHashMap::default();
    // Looking further for another mask among millions of equal ones is not worth the time.
    let mut looked: FxHashMap<&str, u32> = wanted.iter().map(|counted| (counted.code, 0)).collect();
    for (row, code) in codes.iter().enumerate() {
        let Some(code) = code.and_then(|code| wanted.iter().find(|counted| counted.code == code)) else { continue };
        let (examples, looked) = (found.entry(code.code).or_default(), looked.entry(code.code).or_default());
        let Some(original) = originals.get(row).filter(|_| examples.len() < EXAMPLES && *looked < 200) else {
            continue;
        };
        *looked += 1;
        let example = Example {
            field: fields.get(row).unwrap_or_default().to_owned(),
            original: cut(mask(original)),
            corrected: corrected.get(row).map(|value| cut(mask(value))),
        };
        if !examples.contains(&example) {
            examples.push(example);
        }
    }
    Ok(found)
}

/// Longer cells are cut: an example is no quotation.
fn cut(text: String) -> String {
    const MOST: usize = 48;
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST).chain(['…']).collect() }
}
