//! `why` and `how` on the shipped pipeline: what they say must be what the tables of the run say.

use crate::support::{Home, leadloom, repository, succeeds, table, text};
use polars::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn quickstart(home: &Home) -> PathBuf {
    let out = home.path("out");
    succeeds(&["run", text(&repository("pipelines/quickstart.toml")), "--out", text(&out)]);
    out
}

fn texts(frame: &DataFrame, name: &str) -> Vec<String> {
    frame.column(name).unwrap().str().unwrap().iter().map(|text| text.unwrap_or_default().to_owned()).collect()
}

fn floats(frame: &DataFrame, name: &str) -> Vec<f64> {
    frame.column(name).unwrap().f64().unwrap().iter().map(Option::unwrap).collect()
}

fn why(out: &Path, left: &str, right: &str) -> Value {
    let said = succeeds(&["why", text(out), left, right, "--format", "json"]).out;
    serde_json::from_str(&said).unwrap()
}

/// A few rows from all over a table.
fn sample(rows: usize) -> impl Iterator<Item = usize> {
    (0..rows).step_by((rows / 6).max(1))
}

#[test]
fn every_part_of_a_weight_is_that_of_the_run() {
    let home = Home::new();
    let out = quickstart(&home);
    let pairs = table(&out, "pairs");
    let (left, right) = (texts(&pairs, "left_record_id"), texts(&pairs, "right_record_id"));
    let (decisions, weights, keys) = (texts(&pairs, "decision"), floats(&pairs, "match_weight"), texts(&pairs, "keys"));
    for at in sample(pairs.height()) {
        let said = why(&out, &left[at], &right[at]);
        assert_eq!(said["records_elsewhere"], 0, "matching again gives other contacts than the run");
        assert_eq!(said["together"], decisions[at] == "match", "{said:#}");
        assert_eq!(said["compared"], true);
        let weight = said["weight"].as_f64().unwrap();
        assert!((weight - weights[at]).abs() < 1e-5, "{weight} is not {} of the run", weights[at]);
        let parts = said["parts"].as_array().unwrap();
        let sum: f64 = parts.iter().map(|part| part["weight"].as_f64().unwrap()).sum();
        assert!((said["prior"].as_f64().unwrap() + sum - weight).abs() < 1e-9);
        for part in parts {
            let written = floats(&pairs, &format!("w_{}", part["name"].as_str().unwrap()))[at];
            assert!((part["weight"].as_f64().unwrap() - written).abs() < 1e-5, "{part:#}");
        }
        let shared: Vec<&str> =
            said["keys"].as_array().unwrap().iter().map(|key| key["name"].as_str().unwrap()).collect();
        assert_eq!(shared.join("; "), keys[at]);
    }
}

#[test]
fn a_merged_pair_is_told_in_a_sentence_a_waterfall_and_its_keys() {
    let home = Home::new();
    let out = quickstart(&home);
    let pairs = table(&out, "pairs");
    let at = texts(&pairs, "decision").iter().position(|decision| decision == "match").unwrap();
    let (left, right) = (&texts(&pairs, "left_record_id")[at], &texts(&pairs, "right_record_id")[at]);
    for width in ["80", "150"] {
        let said =
            crate::support::program().args(["why", text(&out), left, right]).env("COLUMNS", width).output().unwrap();
        let said = String::from_utf8(said.stdout).unwrap();
        for word in [left.as_str(), right, "are one contact", "prior", "name", "sum", "probability", "keys", "█"] {
            assert!(said.contains(word), "{word} is missing:\n{said}");
        }
        let widest = said.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "{widest} columns on a terminal of {width}:\n{said}");
    }
}

#[test]
fn a_strong_pair_that_is_apart_is_explained_by_its_groups() {
    let home = Home::new();
    let out = quickstart(&home);
    let pairs = table(&out, "pairs");
    let (left, right) = (texts(&pairs, "left_record_id"), texts(&pairs, "right_record_id"));
    let (decisions, weights) = (texts(&pairs, "decision"), floats(&pairs, "match_weight"));
    let strong: Vec<usize> = (0..pairs.height()).filter(|&at| decisions[at] != "match" && weights[at] > 0.0).collect();
    assert!(!strong.is_empty());
    let mut by_groups = 0;
    for at in strong.into_iter().take(10) {
        let said = why(&out, &left[at], &right[at]);
        let reason = said["reason"].as_str().unwrap();
        let told = succeeds(&["why", text(&out), &left[at], &right[at]]).out;
        if reason == "torn" {
            assert!(told.contains("may be either") && !told.contains("Between their groups"), "{told}");
            continue;
        }
        by_groups += 1;
        assert!(["contradiction", "cluster_mean", "cluster_order"].contains(&reason), "{said:#}");
        let groups = &said["groups"];
        let records = ["left_records", "right_records"].map(|side| groups[side].as_u64().unwrap());
        assert!(records[0] * records[1] > 1 && groups["pairs"] == records[0] * records[1], "{said:#}");
        assert!(told.contains("two contacts") && told.contains("Between their groups"), "{told}");
    }
    assert!(by_groups > 0);
}

#[test]
fn records_without_a_key_in_common_are_said_to_be_blocked_apart() {
    let home = Home::new();
    let out = quickstart(&home);
    let leads = table(&out, "leads");
    let (records, contacts) = (texts(&leads, "record_id"), texts(&leads, "contact_id"));
    let others = sample(leads.height()).filter(|&row| contacts[row] != contacts[0]);
    let said: Vec<Value> = others.map(|row| why(&out, &records[0], &records[row])).collect();
    let blocked = said.iter().find(|said| said["reason"] == "no_shared_key").unwrap_or_else(|| panic!("{said:#?}"));
    assert_eq!((&blocked["together"], &blocked["compared"]), (&Value::Bool(false), &Value::Bool(false)));
    assert_eq!(blocked["keys"].as_array().unwrap().len(), 0);
    let other = blocked["right"]["record_id"].as_str().unwrap();
    let told = succeeds(&["why", text(&out), &records[0], other]).out;
    assert!(told.contains("two contacts") && told.contains("share no key"), "{told}");
}

#[test]
fn two_records_of_a_source_without_duplicates_are_kept_apart_by_that() {
    let home = Home::new();
    let rows = "Id,First Name,Last Name,Email\n1,Anna,Kessler,anna@kessler.de\n2,Anna,Kessler,anna@kessler.de\n\
                3,Bernd,Probst,b@probst.de\n";
    home.file("crm.csv", rows);
    let pipeline = "name = \"p\"\n[[source]]\nname = \"crm\"\npath = \"crm.csv\"\nrecords = \"contacts\"\n";
    for (at, promise) in ["master = true", "unique = true", "[dedupe]\nlink_only = true"].iter().enumerate() {
        let path = home.file("p.toml", format!("{pipeline}{promise}\n"));
        let out = home.path(&format!("out{at}"));
        succeeds(&["run", text(&path), "--out", text(&out)]);
        let said = why(&out, "crm:1", "crm:2");
        let expected = (&Value::Bool(false), &Value::from("source"));
        assert_eq!((&said["together"], &said["reason"]), expected, "{promise}: {said:#}");
        let told = succeeds(&["why", text(&out), "crm:1", "crm:2"]).out;
        assert!(told.contains("both stand in crm, whose records never merge"), "{promise}: {told}");
    }
}

#[test]
fn unknown_ids_and_folders_are_told_apart() {
    let home = Home::new();
    let out = quickstart(&home);
    let records = texts(&table(&out, "leads"), "record_id");
    let misspelt = format!("{}x", records[0]);
    let ended = leadloom(&["why", text(&out), &misspelt, &records[1]]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains(&format!("did you mean `{}`", records[0])), "{}", ended.err);
    assert_eq!(leadloom(&["why", text(&out), &records[0], &records[0]]).code, 2);
    assert_eq!(leadloom(&["why", text(&home.path("nowhere")), "a:1", "a:2"]).code, 3);
    assert_eq!(leadloom(&["how", text(&home.path("nowhere")), "c"]).code, 3);
    let ended = leadloom(&["how", text(&out), &records[0]]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    let contact = &texts(&table(&out, "leads"), "contact_id")[0];
    assert!(ended.err.contains(contact), "a record's id leads to its contact: {}", ended.err);
}

#[test]
fn a_contact_is_shown_with_its_records_edges_and_the_origin_of_its_fields() {
    let home = Home::new();
    let out = quickstart(&home);
    let contacts = table(&out, "contacts");
    let counts = contacts.column("record_count").unwrap().i32().unwrap();
    let at = (0..contacts.height()).max_by_key(|&row| counts.get(row)).unwrap();
    let contact = &texts(&contacts, "contact_id")[at];
    let said = succeeds(&["how", text(&out), contact, "--format", "json"]).out;
    let said: Value = serde_json::from_str(&said).unwrap();
    let records: Vec<&str> =
        said["records"].as_array().unwrap().iter().map(|record| record["record_id"].as_str().unwrap()).collect();
    assert_eq!(records.len(), counts.get(at).unwrap() as usize);
    let edges = said["edges"].as_array().unwrap();
    assert!(edges.len() + 1 >= records.len(), "{said:#}");
    let weights: Vec<f64> = edges.iter().map(|edge| edge["match_weight"].as_f64().unwrap()).collect();
    assert!(weights.is_sorted_by(|x, y| x >= y));
    assert_eq!(&said["weakest_edge"], edges.last().unwrap());
    let link = &said["weakest_link"];
    let sides = ["left_side", "right_side"].map(|side| link[side].as_array().unwrap().len());
    assert_eq!(sides[0] + sides[1], records.len());
    let rows = |name: &str| texts(&table(&out, name), "contact_id").iter().filter(|id| *id == contact).count();
    let fields = said["fields"].as_array().unwrap();
    assert_eq!(fields.len(), rows("contact_fields"));
    let losers: usize = fields.iter().map(|field| field["losers"].as_array().unwrap().len()).sum();
    assert_eq!(losers, rows("contact_field_losers"));
    let told = succeeds(&["how", text(&out), contact]).out;
    assert!(records.iter().all(|record| told.contains(record)), "{told}");
    assert!(told.contains("weakest link") && told.contains("lost"), "{told}");
}

#[test]
fn an_id_that_was_merged_leads_to_its_successor() {
    let home = Home::new();
    let head = "Id,First Name,Last Name,Email,Phone\n1,Anna,Kessler,anna@kessler.de,+49 30 23125001\n";
    let rest = "3,Bernd,Probst,bernd@probst.de,+49 30 23125002\n4,Carla,Stein,carla@stein.de,\n";
    let file = home.file("crm.csv", format!("{head}2,Karl,Otto,karl@otto.de,+49 30 23125009\n{rest}"));
    let out = home.path("out");
    succeeds(&["run", text(&file), "--out", text(&out)]);
    let before = texts(&table(&out, "contacts"), "contact_id");
    home.file("crm.csv", format!("{head}2,Anna,Kessler,anna@kessler.de,+49 30 23125001\n{rest}"));
    succeeds(&["run", text(&out.join("pipeline.toml")), "--out", text(&out), "--force"]);
    let after = texts(&table(&out, "contacts"), "contact_id");
    let gone: Vec<&String> = before.iter().filter(|id| !after.contains(id)).collect();
    assert_eq!(gone.len(), 1, "the two records are one contact now");
    let told = succeeds(&["how", text(&out), gone[0]]).out;
    assert!(told.contains("was merged into it") && told.contains("2 records of 1 source"), "{told}");
}
