//! `leadloom eval` on the quickstart, beside figures counted here pair by pair.

use crate::support::{Home, leadloom, repository, succeeds, table, text};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

fn run(home: &Home) -> PathBuf {
    let out = home.path("out");
    succeeds(&["run", text(&repository("pipelines/quickstart.toml")), "--out", text(&out)]);
    out
}

fn evaluated(out: &Path) -> Value {
    let truth = repository("fixtures/quickstart/truth/records.csv");
    let found = succeeds(&["eval", text(out), "--truth", text(&truth), "--format", "json"]).out;
    serde_json::from_str(&found).unwrap()
}

/// A labelled record: id, source, entity, contact, and which kinds of value it has.
struct Record {
    id: String,
    source: String,
    entity: String,
    contact: String,
    has: [bool; 5],
}

/// Entity by source and row.
fn truth() -> HashMap<(String, String), String> {
    let mut reader = csv::Reader::from_path(repository("fixtures/quickstart/truth/records.csv")).unwrap();
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| ((row[0].to_owned(), row[1].to_owned()), row[3].to_owned()))
        .filter(|row| !row.1.is_empty())
        .collect()
}

fn records(out: &Path) -> Vec<Record> {
    let (leads, truth) = (table(out, "leads"), truth());
    let cell = |name: &str, at: usize| {
        let value = leads.column(name).unwrap().get(at).unwrap();
        (!value.is_null()).then(|| value.get_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    let any = |names: &[&str], at: usize| names.iter().any(|name| cell(name, at).is_some());
    let record = |at: usize| {
        let (source, row) = (cell("source", at).unwrap(), cell("source_row", at).unwrap());
        let entity = truth.get(&(source.clone(), row))?.clone();
        let is_organisation = cell("record_kind", at).as_deref() == Some("organisation");
        let has = [
            any(&["given_name", "family_name", "full_name"], at) || is_organisation && any(&["company"], at),
            any(&["email", "email_2"], at),
            any(&["phone", "mobile"], at),
            any(&["street", "po_box", "postal_code"], at),
            any(&["birth_date"], at),
        ];
        let (id, contact) = (cell("record_id", at).unwrap(), cell("contact_id", at).unwrap());
        Some(Record { id, source, entity, contact, has })
    };
    (0..leads.height()).filter_map(record).collect()
}

/// True, linked, right and reached pairs.
type Counts = [u64; 4];

/// Counts by stratum, pair by pair.
fn counted(out: &Path, stratum: impl Fn(&Record, &Record) -> String) -> BTreeMap<String, Counts> {
    let pairs = table(out, "pairs");
    let ids = |name: &str| {
        let column = pairs.column(name).unwrap().str().unwrap();
        column.iter().map(|id| id.unwrap().to_owned()).collect::<Vec<_>>()
    };
    let listed: HashSet<(String, String)> = ids("left_record_id").into_iter().zip(ids("right_record_id")).collect();
    let records = records(out);
    let mut found: BTreeMap<String, Counts> = BTreeMap::new();
    for (at, a) in records.iter().enumerate() {
        for b in &records[at + 1..] {
            let (truth, linked) = (a.entity == b.entity, a.contact == b.contact);
            if !truth && !linked {
                continue;
            }
            let (left, right) = (a.id.clone().min(b.id.clone()), a.id.clone().max(b.id.clone()));
            let reached = truth && (linked || listed.contains(&(left, right)));
            let counts = found.entry(stratum(a, b)).or_default();
            for (count, more) in counts.iter_mut().zip([truth, linked, truth && linked, reached]) {
                *count += u64::from(more);
            }
        }
    }
    found
}

/// The same from the answer.
fn answered(found: &Value, name: impl Fn(&Value) -> String) -> BTreeMap<String, Counts> {
    let count = |stratum: &Value| {
        ["true_pairs", "linked_pairs", "correct_pairs", "pairs_within_reach"]
            .map(|name| stratum[name].as_u64().unwrap())
    };
    found.as_array().unwrap().iter().map(|stratum| (name(stratum), count(stratum))).collect()
}

#[test]
fn every_stratum_is_what_counting_pair_by_pair_gives() {
    let home = Home::new();
    let out = run(&home);
    let found = evaluated(&out);
    assert_eq!(found["missing"], 0, "{found:#}");

    let sources = |a: &Record, b: &Record| {
        let (a, b) = (a.source.as_str(), b.source.as_str());
        format!("{} {}", a.min(b), a.max(b))
    };
    let name = |stratum: &Value| [0, 1].map(|at| stratum["sources"][at].as_str().unwrap()).join(" ");
    assert_eq!(answered(&found["by_sources"], name), counted(&out, sources));

    let shared = |a: &Record, b: &Record| match a.has.iter().zip(&b.has).filter(|(a, b)| **a && **b).count() {
        shared @ 0..4 => shared.to_string(),
        _ => "4+".to_owned(),
    };
    let name = |stratum: &Value| stratum["kinds"].as_str().unwrap().to_owned();
    let by_shared = answered(&found["by_shared_kinds"], name);
    assert_eq!(by_shared, counted(&out, shared));
    assert!(by_shared.len() > 1 && by_shared.contains_key("4+"), "{by_shared:?}");

    let all = counted(&out, |_, _| String::new())[""];
    let total =
        [&found["true_pairs"], &found["linked_pairs"], &found["correct_pairs"], &found["within_reach"]["pairs"]];
    assert_eq!(total.map(|count| count.as_u64().unwrap()), all);
}

#[test]
fn what_matching_had_before_it_stands_apart() {
    let home = Home::new();
    let out = run(&home);
    let found = evaluated(&out);
    let manifest: Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(found["matching"]["candidate_pairs"], manifest["matching"]["candidate_pairs"]);
    let leads = manifest["accounting"]["leads"].as_u64().unwrap();
    assert_eq!(found["matching"]["possible_pairs"], leads * (leads - 1) / 2);
    let (recall, share) =
        (found["pairwise"]["recall"].as_f64().unwrap(), found["within_reach"]["share"].as_f64().unwrap());
    assert!(recall <= share && share <= 1.0, "{found:#}");
    assert!(found["within_reach"]["candidate_recall_at_least"].as_f64().unwrap() <= share, "{found:#}");

    let truth = repository("fixtures/quickstart/truth/records.csv");
    let shown = succeeds(&["eval", text(&out), "--truth", text(&truth)]).out;
    for word in
        ["pairwise", "B-cubed", "within reach: ", "birth date both", "by pair of sources", "4+", "crm_contacts - "]
    {
        assert!(shown.contains(word), "the answer lacks {word}:\n{shown}");
    }
}

#[test]
fn without_the_list_of_pairs_the_rest_is_told() {
    let home = Home::new();
    let out = run(&home);
    let whole = evaluated(&out);
    fs::remove_file(out.join("pairs.parquet")).unwrap();
    fs::remove_file(out.join("manifest.json")).unwrap();
    let found = evaluated(&out);
    assert_eq!(found["pairwise"], whole["pairwise"]);
    assert_eq!((&found["within_reach"]["share"], &found["matching"]["candidate_pairs"]), (&Value::Null, &Value::Null));
    assert_eq!(found["within_reach"]["not_told"], "the run has no pairs.parquet");
    assert_eq!(found["by_sources"][0]["pairs_within_reach"], Value::Null);
    fs::write(out.join("pairs.parquet"), "no table").unwrap();
    let truth = repository("fixtures/quickstart/truth/records.csv");
    assert_eq!(leadloom(&["eval", text(&out), "--truth", text(&truth)]).code, 3);
}
