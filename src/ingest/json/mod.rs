//! NDJSON and JSON documents → grid: nested keys joined by dots, arrays of plain values by `; `.
//!
//! Read are one object a line, objects one after the other, an array of objects, and an object that holds such an array
//! at some depth. Not for arrays of arrays. Costs the text, the columns, and the parsed values of one stretch of records.

mod scan;

use super::decode::decode;
use super::error::IngestError;
use super::flat::{Columns, Entry, Flat};
use super::grid::{Grid, Skipped};
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::path::Path;

/// Records that are parsed before they become columns.
const STRETCH: usize = 8_192;
/// Objects of an array that become columns of their own; the others are kept as JSON text.
const ITEMS: usize = 5;
/// Depth behind which nested values stay JSON text.
const DEPTH: usize = 8;
/// Objects around the array of records.
const WRAPPERS: usize = 4;

/// Reads an NDJSON file, an array of objects, or an object that holds such an array.
pub(super) fn read(path: &Path, bytes: &[u8], label: Option<&str>, limit: Option<usize>) -> Result<Grid, IngestError> {
    let damaged = |what, detail: String| IngestError::Damaged { path: path.into(), what, detail };
    let decoded = decode(path, bytes, label)?;
    let text = decoded.text.as_str();
    let mut grid = Grid { encoding: Some(decoded.encoding), ..Grid::default() };
    let records = match shape(text) {
        Shape::Records(records) => records,
        Shape::Lines => lines(text, limit, &mut grid.skipped),
        Shape::Broken => {
            let detail = match serde_json::from_str::<serde::de::IgnoredAny>(text) {
                Err(error) => error.to_string(),
                Ok(_) => "it holds no objects".into(),
            };
            return Err(damaged("JSON document", detail));
        }
    };
    let wanted = &records[..records.len().min(limit.unwrap_or(usize::MAX))];
    let mut columns = Columns::new("ingest.json");
    let mut places = scan::Lines::new(text);
    for stretch in wanted.chunks(STRETCH) {
        let parsed: Vec<Parsed> = stretch.par_iter().with_min_len(256).map(|record| parse(record)).collect();
        for (record, parsed) in stretch.iter().zip(parsed) {
            columns.push(match parsed {
                Parsed::Record(flat) => Entry::Record(flat),
                Parsed::Broken { what, line, letter } => {
                    let line = places.of(record) + line - 1;
                    Entry::Refused(record.to_string(), format!("{what} in line {line} at letter {letter}"))
                }
            });
        }
        if !columns.fits() {
            break;
        }
    }
    columns.finish(path, "JSON file", &mut grid)?;
    if grid.headers.is_empty() {
        return Err(damaged("JSON file", "no line is a JSON object".into()));
    }
    grid.limited = limit.is_some_and(|limit| grid.records >= limit as u64);
    Ok(grid)
}

/// How the records lie in the text.
enum Shape<'t> {
    /// The values of an array, or values one after the other.
    Records(Vec<&'t str>),
    /// One object a line.
    Lines,
    /// A document that breaks off, or that holds no objects.
    Broken,
}

fn shape(text: &str) -> Shape<'_> {
    let start = scan::next(text, 0);
    let end = scan::behind(text, start);
    let is_whole = end.is_some_and(|end| scan::next(text, end) == text.len());
    let first = text.as_bytes().get(start);
    match first {
        Some(b'[') if is_whole || !is_value(first_line(text)) => match scan::items(text, start) {
            Some(items) if items.iter().any(|item| item.starts_with('{')) => Shape::Records(items),
            _ => Shape::Broken,
        },
        Some(b'{') if is_whole => match wrapped(text, start, 0) {
            Some(items) => Shape::Records(items),
            None => Shape::Records(end.and_then(|end| text.get(start..end)).into_iter().collect()),
        },
        // objects over several lines, one after the other
        Some(b'{') if end.is_some_and(|end| text[start..end].contains('\n')) => match one_after_the_other(text) {
            Some(values) => Shape::Records(values),
            None => Shape::Lines,
        },
        _ => Shape::Lines,
    }
}

fn first_line(text: &str) -> &str {
    text.trim_start().lines().next().unwrap_or_default()
}

fn is_value(line: &str) -> bool {
    scan::behind(line, 0).is_some_and(|end| scan::next(line, end) == line.len())
}

/// The array of objects that an object holds, the one with the fewest objects around it.
fn wrapped(text: &str, at: usize, depth: usize) -> Option<Vec<&str>> {
    let members = scan::members(text, at)?;
    let begins = |with: u8| members.iter().copied().filter(move |&at| text.as_bytes().get(at) == Some(&with));
    let of_objects = |at: usize| {
        let items = scan::items(text, at)?;
        (!items.is_empty() && items.iter().all(|item| item.starts_with('{'))).then_some(items)
    };
    begins(b'[').find_map(of_objects).or_else(|| {
        // an object beside plain values is part of a record, not a wrapper
        let is_wrapper = depth + 1 < WRAPPERS && begins(b'{').count() == 1;
        is_wrapper.then(|| begins(b'{').find_map(|at| wrapped(text, at, depth + 1))).flatten()
    })
}

fn one_after_the_other(text: &str) -> Option<Vec<&str>> {
    let mut values = Vec::new();
    let mut from = scan::next(text, 0);
    while from < text.len() {
        let to = scan::behind(text, from)?;
        values.push(text.get(from..to)?);
        from = scan::next(text, to);
    }
    values.iter().all(|value| value.starts_with('{')).then_some(values)
}

/// The filled lines; blank ones are skipped.
fn lines<'t>(text: &'t str, limit: Option<usize>, skipped: &mut Vec<Skipped>) -> Vec<&'t str> {
    let mut kept = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if limit.is_some_and(|limit| kept.len() >= limit) {
            break;
        }
        // some programs put a record separator in front of every line
        match line.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{1e}') {
            "" => skipped.push(Skipped { line: at as u64 + 1, code: "blank" }),
            line => kept.push(line),
        }
    }
    kept
}

/// One record, parsed.
enum Parsed {
    Record(Flat),
    /// Line and letter are 1-based and count from the beginning of the record.
    Broken {
        what: String,
        line: usize,
        letter: usize,
    },
}

fn parse(record: &str) -> Parsed {
    match serde_json::from_str::<Value>(&scan::keep_digits(record)) {
        Ok(Value::Object(members)) => {
            let mut flat = Flat::new();
            flatten("", &members, 0, &mut flat);
            Parsed::Record(flat)
        }
        Ok(_) => Parsed::Broken { what: "not a JSON object".into(), line: 1, letter: 1 },
        Err(error) => {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default().to_string();
            Parsed::Broken { what, line: error.line().max(1), letter: error.column() }
        }
    }
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
            if let Some(more) = items.get(ITEMS..).filter(|more| !more.is_empty()) {
                out.push((format!("{name}.more"), Value::from(more).to_string()));
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
    fn records_are_found_at_some_depth_and_in_any_layout() {
        assert_eq!(grid("{\"meta\":{\"a\":[1]}, \"data\":[{\"a\":1},{\"a\":2}]}").records, 2);
        assert_eq!(grid("{\"ok\":true,\"response\":{\"page\":{\"items\":[{\"a\":1}]}}}").headers, ["a"]);
        assert_eq!(grid("{\n\"a\": 1\n}\n{\n\"a\": 2\n}\n").records, 2);
        assert_eq!(grid("{\n\"a\": {\"b\": 1},\n\"c\": {\"d\": 1}\n}").headers, ["a.b", "c.d"]);
        assert_eq!(grid("\u{feff}[{\"a\":1},null,{\"a\":3}]").refused.len(), 1);
    }

    #[test]
    fn wide_text_is_read() {
        let wide: Vec<u8> = "[{\"name\":\"Zoë\"}]".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [[&[0xff, 0xfe], &wide[..]].concat(), wide.clone()] {
            let grid = read(Path::new("f.json"), &bytes, None, None).unwrap();
            assert_eq!(column(&grid, "name"), [Some("Zoë")]);
        }
    }

    #[test]
    fn numbers_keep_their_digits() {
        let grid =
            grid("{\"id\":12345678901234567890,\"key\":123456789012345678901234,\"zip\":01067,\"x\":0.5,\"n\":NaN}");
        let cells: Vec<_> = grid.columns.iter().map(|column| column.get(0)).collect();
        assert_eq!(cells[..4], ["12345678901234567890", "123456789012345678901234", "01067", "0.5"].map(Some));
    }

    #[test]
    fn a_broken_record_of_a_document_is_refused_with_its_line() {
        let grid = grid("[\n{\"a\":1},\n{\"a\":tru},\n{\"a\":3}\n]");
        assert_eq!((grid.source_row.clone(), grid.refused[0].row), (vec![1, 3], 2));
        assert!(grid.refused[0].message.contains("in line 3"), "{}", grid.refused[0].message);
    }

    #[test]
    fn nesting_without_end_is_refused_and_not_followed() {
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        let grid = grid(&format!("{{\"a\":1}}\n{{\"a\":{deep}}}\n"));
        assert_eq!((grid.records, grid.height()), (2, 1));
    }

    #[test]
    fn long_lists_of_objects_keep_their_rest() {
        let items: Vec<String> = (1..=7).map(|item| format!("{{\"q\":{item}}}")).collect();
        let grid = grid(&format!("{{\"items\":[{}]}}\n{{\"items\":[]}}", items.join(",")));
        assert_eq!(column(&grid, "items.5.q")[0], Some("5"));
        assert_eq!(column(&grid, "items.more")[0], Some("[{\"q\":6},{\"q\":7}]"));
    }

    #[test]
    fn a_comma_too_many_is_told_with_its_line() {
        let error = read(Path::new("f.json"), b"[\n{\"a\":1},\n]", None, None).unwrap_err();
        assert!(error.to_string().contains("at line 3"), "{error}");
    }

    #[test]
    fn a_truncated_document_is_an_error() {
        let error = read(Path::new("f.json"), b"[{\"a\":1},{\"a\":", None, None).unwrap_err();
        assert!(matches!(error, IngestError::Damaged { what: "JSON document", .. }));
    }
}
