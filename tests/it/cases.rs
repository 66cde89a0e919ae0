//! `tests/cases/*`: a folder a case, with the exports that go in and `expected.json`, what must come out.
//!
//! A case with a `pipeline.toml` is run by it, the others by their folder `in`. `expected.json` has a key per table; its value is a list of rows, each an object of column → value as text (null for
//! null). A row must occur in the table; with `"rows": N` beside them the table must have exactly N rows. So a case can be
//! added without code.

use crate::support::{Home, repository, succeeds, table, text};
use polars::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::Path;

#[test]
fn every_case_comes_out_as_expected() {
    let mut cases: Vec<_> =
        fs::read_dir(repository("tests/cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    // folders without input belong to other tests
    cases.retain(|path| path.join("in").is_dir());
    cases.sort();
    assert!(cases.len() >= 3, "the cases are gone");
    for case in cases {
        check(&case);
    }
}

fn check(case: &Path) {
    let home = Home::new();
    let out = home.path("out");
    let pipeline = case.join("pipeline.toml");
    let input = if pipeline.exists() { pipeline } else { case.join("in") };
    succeeds(&["run", text(&input), "--out", text(&out), "--as-of", "2026-06-30"]);
    let expected: Value = serde_json::from_slice(&fs::read(case.join("expected.json")).unwrap()).unwrap();
    for (name, wanted) in expected.as_object().unwrap() {
        let found = rows(&table(&out, name));
        if let Some(count) = wanted.get("rows") {
            assert_eq!(found.len() as u64, count.as_u64().unwrap(), "{}: rows of {name}", case.display());
        }
        for row in wanted["have"].as_array().into_iter().flatten() {
            let matches =
                |found: &Value| row.as_object().unwrap().iter().all(|(column, value)| &found[column] == value);
            assert!(found.iter().any(matches), "{}: {name} lacks {row}\nit has {found:#?}", case.display());
        }
    }
}

fn rows(frame: &DataFrame) -> Vec<Value> {
    let columns: Vec<(String, StringChunked)> = frame
        .columns()
        .iter()
        .map(|column| (column.name().to_string(), column.cast(&DataType::String).unwrap().str().unwrap().clone()))
        .collect();
    let row = |at: usize| {
        columns.iter().map(|(name, values)| (name.clone(), values.get(at).map_or(Value::Null, Value::from))).collect()
    };
    (0..frame.height()).map(|at| Value::Object(row(at))).collect()
}
