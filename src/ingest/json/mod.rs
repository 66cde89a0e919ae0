//! NDJSON and JSON documents → grid: nested keys joined by dots, arrays of plain values by `; `.

use super::decode::decode;
use super::error::IngestError;
use super::grid::{Grid, Refused, Skipped};
use super::records::clean;
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::path::Path;

/// Lines that one task parses.
const STRETCH: usize = 8_192;
/// Objects of an array that become columns of their own.
const ITEMS: usize = 5;
/// Depth behind which nested values stay JSON text.
const DEPTH: usize = 8;

type Flat = Vec<(String, String)>;

/// Reads an NDJSON file, an array of objects, or an object that holds such an array.
pub(super) fn read(path: &Path, bytes: &[u8], label: Option<&str>, limit: Option<usize>) -> Result<Grid, IngestError> {
    let decoded = decode(path, bytes, label)?;
    let text = decoded.text.as_ref();
    let mut grid = Grid { encoding: Some(decoded.encoding), ..Grid::default() };
    let rows = match document(text) {
        Some(objects) => objects.into_iter().map(|object| Line::of(&object)).collect(),
        None if text.trim_start().starts_with('[') => {
            let detail = match serde_json::from_str::<serde::de::IgnoredAny>(text) {
                Err(error) => error.to_string(),
                Ok(_) => "it holds no objects".into(),
            };
            return Err(IngestError::Damaged { path: path.into(), what: "JSON document", detail });
        }
        None => lines(text, limit, &mut grid.skipped),
    };
    fill(rows, limit, &mut grid);
    if grid.headers.is_empty() {
        let detail = "no line is a JSON object".to_string();
        return Err(IngestError::Damaged { path: path.into(), what: "JSON file", detail });
    }
    Ok(grid)
}

/// The objects of a single JSON document; `None` when the text is none, or one object a line.
fn document(text: &str) -> Option<Vec<Value>> {
    let body = text.trim();
    if body.starts_with('{') && body.lines().next().is_some_and(|line| serde_json::from_str::<Value>(line).is_ok()) {
        // one object a line; a single line may still wrap the array of records
        if body.lines().nth(1).is_some() {
            return None;
        }
    }
    match serde_json::from_str::<Value>(body).ok()? {
        Value::Array(items) => Some(items).filter(|items| items.iter().any(Value::is_object)),
        Value::Object(members) => {
            let records = members.iter().position(|(_, value)| is_records(value));
            match records.and_then(|at| members.into_iter().nth(at)) {
                Some((_, Value::Array(items))) => Some(items),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_records(value: &Value) -> bool {
    value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object))
}

enum Line {
    Record(Flat),
    Refused(String, String),
}

impl Line {
    fn of(value: &Value) -> Self {
        match value {
            Value::Object(members) => {
                let mut flat = Vec::new();
                flatten("", members, 0, &mut flat);
                Self::Record(flat)
            }
            other => Self::Refused(other.to_string(), "not a JSON object".into()),
        }
    }
}

fn lines(text: &str, limit: Option<usize>, skipped: &mut Vec<Skipped>) -> Vec<Line> {
    let mut kept = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if limit.is_some_and(|limit| kept.len() >= limit) {
            break;
        }
        match line.trim() {
            "" => skipped.push(Skipped { line: at as u64 + 1, code: "blank" }),
            line => kept.push(line),
        }
    }
    let parse = |line: &&str| match serde_json::from_str::<Value>(line) {
        Ok(value) => Line::of(&value),
        Err(error) => Line::Refused((*line).to_string(), error.to_string()),
    };
    kept.par_iter().with_min_len(STRETCH.min(256)).map(parse).collect()
}

fn flatten(prefix: &str, members: &Map<String, Value>, depth: usize, out: &mut Flat) {
    for (key, value) in members {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        flatten_value(name, value, depth, out);
    }
}

fn flatten_value(name: String, value: &Value, depth: usize, out: &mut Flat) {
    match value {
        Value::Object(members) if depth < DEPTH => flatten(&name, members, depth + 1, out),
        Value::Array(items) if depth < DEPTH && items.iter().any(Value::is_object) => {
            for (at, item) in items.iter().take(ITEMS).enumerate() {
                flatten_value(format!("{name}.{}", at + 1), item, depth + 1, out);
            }
        }
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().map(scalar).filter(|part| !part.is_empty()).collect();
            out.push((name, parts.join("; ")));
        }
        other => out.push((name, scalar(other))),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() => super::workbook::number_text(float),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

/// Columns in order of first appearance.
fn fill(rows: Vec<Line>, limit: Option<usize>, grid: &mut Grid) {
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    let mut builders: Vec<(StringChunkedBuilder, usize)> = Vec::new();
    let total = rows.len().min(limit.unwrap_or(usize::MAX));
    for (at, line) in rows.into_iter().take(total).enumerate() {
        let row = at as i64 + 1;
        let flat = match line {
            Line::Record(flat) => flat,
            Line::Refused(raw, message) => {
                grid.refused.push(Refused { row, raw, code: "ingest.json", message });
                continue;
            }
        };
        let kept = grid.source_row.len();
        for (name, value) in flat {
            let value = clean(Cow::Owned(value));
            let column = match index.get(&name) {
                Some(&column) => column,
                None => {
                    index.insert(name.clone(), builders.len());
                    grid.headers.push(name);
                    builders.push((StringChunkedBuilder::new(PlSmallStr::EMPTY, 0), 0));
                    builders.len() - 1
                }
            };
            let Some((builder, length)) = builders.get_mut(column) else { continue };
            // a key that a record repeats keeps its first value
            if *length > kept || value.is_empty() {
                continue;
            }
            pad(builder, length, kept);
            builder.append_value(value.as_ref());
            *length += 1;
        }
        grid.source_row.push(row);
    }
    let height = grid.source_row.len();
    grid.columns = builders
        .into_iter()
        .map(|(mut builder, mut length)| {
            pad(&mut builder, &mut length, height);
            builder.finish()
        })
        .collect();
    grid.records = total as u64;
    grid.limited = limit.is_some_and(|limit| total >= limit);
}

fn pad(builder: &mut StringChunkedBuilder, length: &mut usize, to: usize) {
    while *length < to {
        builder.append_null();
        *length += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        read(Path::new("f.json"), text.as_bytes(), None, None).unwrap()
    }

    fn column<'a>(grid: &'a Grid, name: &str) -> Vec<Option<&'a str>> {
        let at = grid.headers.iter().position(|header| header == name).unwrap();
        grid.columns[at].iter().collect()
    }

    #[test]
    fn nested_keys_get_dots_and_arrays_are_joined() {
        let grid = grid(
            "{\"id\":1,\"name\":\" A \",\"address\":{\"zip\":\"01067\"},\"tags\":[\"x\",\"y\"]}\n\n\
             {\"id\":2.0,\"name\":{\"first\":\"B\"},\"ok\":true,\"mail\":[{\"v\":\"a@b.example\"}]}\n",
        );
        assert_eq!(grid.headers, ["id", "name", "address.zip", "tags", "name.first", "ok", "mail.1.v"]);
        assert_eq!(column(&grid, "id"), [Some("1"), Some("2")]);
        assert_eq!(column(&grid, "name"), [Some("A"), None]);
        assert_eq!(column(&grid, "tags"), [Some("x; y"), None]);
        assert_eq!(column(&grid, "mail.1.v"), [None, Some("a@b.example")]);
        assert_eq!(grid.skipped, [Skipped { line: 2, code: "blank" }]);
    }

    #[test]
    fn broken_lines_are_refused_and_counted() {
        let grid = grid("{\"id\":1}\n{\"id\":\n{\"id\":3}\n");
        assert_eq!((grid.records, grid.source_row.clone(), grid.refused[0].row), (3, vec![1, 3], 2));
    }

    #[test]
    fn arrays_and_wrapped_arrays_are_documents() {
        assert_eq!(grid("[{\"a\":1},\n {\"a\":2}]").records, 2);
        assert_eq!(grid("{\"total\": 2, \"contacts\": [{\"a\":1},{\"a\":2}]}").records, 2);
        assert_eq!(grid("{\n \"contacts\": [\n {\"a\":1}]\n}").records, 1);
        assert_eq!(grid("{\"a\":1}").records, 1);
    }

    #[test]
    fn a_truncated_document_is_an_error() {
        let error = read(Path::new("f.json"), b"[{\"a\":1},{\"a\":", None, None).unwrap_err();
        assert!(matches!(error, IngestError::Damaged { what: "JSON document", .. }));
    }
}
