//! Labels: who belongs together.
//!
//! A CSV file with a column that names the entity (`cluster_id`, `person_id`, `entity_id` or `contact_id`) and either
//! `record_id` (as in `leads.parquet`, or the source's own key where it is unique) or `source` and `source_row`. Rows
//! without an entity are left out; records that the run does not have count as single ones.

use super::EvalError;
use std::path::Path;

const ENTITY: [&str; 4] = ["cluster_id", "person_id", "entity_id", "contact_id"];

/// The labelled records.
#[derive(Debug)]
pub struct Labels {
    /// True when the keys are `<source>:<source_row>`.
    pub by_position: bool,
    /// Key and entity of each.
    pub rows: Vec<(String, String)>,
}

/// Reads a file of labels.
///
/// # Errors
/// When it cannot be read or lacks a column.
pub fn read(path: &Path) -> Result<Labels, EvalError> {
    let unreadable = |error: csv::Error| EvalError::Unreadable { path: path.to_owned(), message: error.to_string() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(unreadable)?;
    let headers: Vec<String> = reader
        .headers()
        .map_err(unreadable)?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').to_owned())
        .collect();
    let position = |name: &str| headers.iter().position(|header| header == name);
    let missing = |wanted| EvalError::Columns { path: path.to_owned(), wanted, found: headers.join(", ") };
    let entity = ENTITY.iter().find_map(|name| position(name)).ok_or_else(|| missing("cluster_id or person_id"))?;
    let (record, source, row) = (position("record_id"), position("source"), position("source_row"));
    let by_position = record.is_none();
    if by_position && (source.is_none() || row.is_none()) {
        return Err(missing("record_id, or source and source_row"));
    }
    let mut rows = Vec::new();
    for line in reader.records() {
        let line = line.map_err(unreadable)?;
        let cell = |at: Option<usize>| at.and_then(|at| line.get(at)).unwrap_or_default();
        let key = if by_position { format!("{}:{}", cell(source), cell(row)) } else { cell(record).to_owned() };
        if !cell(Some(entity)).is_empty() {
            rows.push((key, cell(Some(entity)).to_owned()));
        }
    }
    Ok(Labels { by_position, rows })
}
