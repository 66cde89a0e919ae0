//! `tests/cases/damage`: exports with one kind of damage each, and what has to be read from them.
//!
//! `make.py` there writes the files and `truth.json` and says what its keys mean. A file is read by `profile`; its columns,
//! records and cells must be those of the truth, damage that cannot be undone must be reported, and every physical line
//! must be accounted for.

use crate::support::{leadloom, repository, text};
use rayon::prelude::*;
use serde_json::Value;
use std::fs;

/// What must be right apart from cells: keys of the truth and of the document alike. The truth may list alternatives.
const FACTS: &[&str] = &["records", "encoding", "delimiter", "vendor", "header_row"];

#[test]
fn every_damaged_export_is_read_right_and_every_line_accounted_for() {
    let truth: Value = serde_json::from_slice(&fs::read(repository("tests/cases/damage/truth.json")).unwrap()).unwrap();
    let files: Vec<(&String, &Value)> = truth.as_object().unwrap().iter().collect();
    assert!(files.len() >= 94, "the damaged exports are gone");
    let wrong: Vec<String> = files.par_iter().flat_map_iter(|(name, truth)| judge(name, truth)).collect();
    let count = wrong.iter().map(|line| line.split(':').next()).collect::<std::collections::BTreeSet<_>>().len();
    assert!(wrong.is_empty(), "{count} of {} files are read wrong\n{}", files.len(), wrong.join("\n"));
}

#[test]
fn every_file_of_the_folder_has_a_truth() {
    let truth: Value = serde_json::from_slice(&fs::read(repository("tests/cases/damage/truth.json")).unwrap()).unwrap();
    for entry in fs::read_dir(repository("tests/cases/damage")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(matches!(&*name, "make.py" | "truth.json") || truth.get(&name).is_some(), "{name} has no truth");
    }
}

/// What is wrong with the reading of a file, a line each.
fn judge(name: &str, truth: &Value) -> Vec<String> {
    let path = repository("tests/cases/damage").join(name);
    let ended = leadloom(&["profile", text(&path), "--format", "json", "--preview", "all"]);
    let Ok(document) = serde_json::from_str::<Value>(&ended.out) else {
        return vec![format!("{name}: exit {}, {}", ended.code, ended.err)];
    };
    let entries = document["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    let wanted = truth.get("sheet").unwrap_or(&Value::Null);
    let entry = entries.iter().find(|entry| wanted.is_null() || &entry["sheet"] == wanted).unwrap_or(&Value::Null);
    let mut wrong = Vec::new();
    if ended.code != 0 {
        wrong.push(format!("exit {}, {}", ended.code, ended.err));
    }
    wrong.extend(facts(entry, truth));
    wrong.extend(columns(entry, truth));
    wrong.extend(cells(entry, truth));
    wrong.extend(reports(entry, truth));
    wrong.extend(lines(entry, truth));
    wrong.extend(sheets(entries, truth));
    wrong.into_iter().map(|what| format!("{name}: {what}")).collect()
}

fn facts(entry: &Value, truth: &Value) -> Vec<String> {
    let one = |key: &&str| {
        let got = &entry[key];
        let right = match truth.get(key) {
            None => return None,
            // a file without records may have no delimiter
            Some(_) if *key == "delimiter" && truth["records"] == 0 => return None,
            Some(Value::Array(several)) => several.contains(got),
            Some(wanted) => wanted == got || list(&truth[format!("{key}_also")]).contains(got),
        };
        (!right).then(|| format!("{key} is {got}, not {}", truth[key]))
    };
    FACTS.iter().filter_map(one).collect()
}

fn columns(entry: &Value, truth: &Value) -> Option<String> {
    let got: Vec<String> = list(&entry["columns"]).iter().map(|column| tidy(&column["name"])).collect();
    let wanted = |names: &Value| list(names).iter().map(tidy).eq(got.iter().cloned());
    let right = wanted(&truth["columns"]) || list(&truth["columns_also"]).iter().any(wanted);
    (!right).then(|| format!("columns are {got:?}, not {}", truth["columns"]))
}

fn cells(entry: &Value, truth: &Value) -> Vec<String> {
    let preview = list(&entry["preview"]);
    let one = |check: &Value| {
        let row = usize::try_from(check["row"].as_u64().unwrap()).unwrap();
        let column = check["column"].as_str().unwrap();
        let got = preview.get(row).map(|record| tidy(&record[column]));
        let wanted = match &check["value"] {
            Value::Array(several) => several.iter().map(tidy).collect(),
            one => vec![tidy(one)],
        };
        let right = got.as_ref().is_some_and(|got| wanted.contains(got));
        (!right).then(|| format!("row {row}, {column} is {got:?}, not {wanted:?}"))
    };
    list(&truth["checks"]).iter().filter_map(one).collect()
}

fn reports(entry: &Value, truth: &Value) -> Vec<String> {
    let is_reported = |name: &&Value| {
        let named = |column: &&Value| tidy(&column["name"]) == tidy(name);
        let damage = list(&entry["columns"]).iter().find(named).map(|column| &column["damage"]);
        damage.and_then(Value::as_object).is_some_and(|damage| !damage.is_empty())
    };
    let silent = list(&truth["must_report"]).iter().filter(|name| !is_reported(name));
    silent.map(|name| format!("the damage of {name} is not reported")).collect()
}

fn lines(entry: &Value, truth: &Value) -> Vec<String> {
    let Some(all) = truth["lines"].as_u64() else { return Vec::new() };
    let skipped = list(&entry["skipped_lines"]);
    let count = |value: &Value| value.as_u64().unwrap_or_default();
    let records = count(&entry["records"]) + count(&entry["rejects"]) + count(&truth["inner_lines"]);
    let told = records + count(&truth["header_lines"]) + skipped.len() as u64;
    let mut wrong = Vec::new();
    if told != all {
        let rejects = &entry["rejects"];
        wrong.push(format!("{told} of {all} lines are accounted for (rejects {rejects}, skipped {skipped:?})"));
    }
    let got: Vec<Value> =
        skipped.iter().map(|line| Value::from(vec![line["line"].clone(), line["code"].clone()])).collect();
    if truth.get("skipped").is_some_and(|wanted| list(wanted) != got) {
        wrong.push(format!("skipped lines are {}, not {}", Value::from(got), truth["skipped"]));
    }
    wrong
}

/// Sheets that are hidden or hold no table must have no entry.
fn sheets(entries: &[Value], truth: &Value) -> Option<String> {
    let wanted = truth.get("sheets")?;
    let got: Vec<Value> = entries.iter().map(|entry| entry["sheet"].clone()).collect();
    (list(wanted) != got).then(|| format!("sheets are {got:?}, not {wanted}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Text with its blanks and line breaks as one blank each.
fn tidy(value: &Value) -> String {
    value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
