//! The shipped pipeline, run as a newcomer would.

use crate::support::{Home, repository, succeeds, table, tables_of, text};
use leadloom::model::table::TABLES;
use polars::prelude::*;
use std::fs;
use std::path::Path;

fn run(out: &Path, threads: &str) -> String {
    let pipeline = repository("pipelines/quickstart.toml");
    succeeds(&["run", text(&pipeline), "--out", text(out), "--threads", threads]).out
}

#[test]
fn every_promised_table_is_written_and_the_counts_balance() {
    let home = Home::new();
    let out = home.path("out");
    let summary = run(&out, "2");
    for promised in TABLES.iter().filter(|table| table.written) {
        let frame = table(&out, promised.name);
        for column in promised.columns() {
            assert!(frame.column(column.name).is_ok(), "{}.{}", promised.name, column.name);
        }
    }
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["status"], "done");
    for source in manifest["accounting"]["sources"].as_array().unwrap() {
        let count = |name: &str| source[name].as_u64().unwrap();
        assert_eq!(count("rows_read"), count("used") + count("excluded") + count("rejects"), "{source}");
        assert!(count("rows_read") > 0, "{source}");
    }
    let leads = table(&out, "leads");
    let contacts = table(&out, "contacts");
    assert!(contacts.height() < leads.height() && contacts.height() > 50);
    for word in ["leads ->", "duplicates merged", "year", "report.html to look at, in"] {
        assert!(summary.contains(word), "the summary lacks {word}:\n{summary}");
    }
    let results: serde_json::Value = serde_json::from_slice(&fs::read(out.join("run_results.json")).unwrap()).unwrap();
    assert!(
        results["results"].as_array().unwrap().iter().any(|result| result["id"].as_str().unwrap().starts_with("gate."))
    );
}

#[test]
fn one_and_two_threads_give_the_same_bytes() {
    let home = Home::new();
    let (one, two) = (home.path("one"), home.path("two"));
    run(&one, "1");
    run(&two, "2");
    let (one, two) = (tables_of(&one), tables_of(&two));
    assert_eq!(one.len(), TABLES.iter().filter(|table| table.written).count());
    for (left, right) in one.iter().zip(&two) {
        assert_eq!(left.0, right.0);
        assert!(left.1 == right.1, "{} differs", left.0);
    }
}

#[test]
fn a_second_run_over_the_first_keeps_the_ids() {
    let home = Home::new();
    let out = home.path("out");
    run(&out, "2");
    let first = table(&out, "contacts");
    run(&out, "2");
    let second = table(&out, "contacts");
    assert!(first.equals_missing(&second));
    let ids = table(&out, "contact_ids");
    assert_eq!(ids.height(), first.height());
    let states = ids.column("state").unwrap().str().unwrap();
    assert!(states.iter().all(|state| state == Some("active")));
    assert!(home.path("out.previous").join("manifest.json").exists());
}

#[test]
fn the_contacts_are_mostly_right() {
    let home = Home::new();
    let out = home.path("out");
    run(&out, "2");
    let truth = repository("fixtures/quickstart/truth/records.csv");
    let found = succeeds(&["eval", text(&out), "--truth", text(&truth), "--format", "json"]).out;
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    let (precision, recall) = (&found["pairwise"]["precision"], &found["pairwise"]["recall"]);
    assert!(precision.as_f64().unwrap() >= 0.9, "{found:#}");
    assert!(recall.as_f64().unwrap() >= 0.7, "{found:#}");
}

#[test]
fn purchase_years_agree_with_the_truth_where_the_customer_is_known() {
    let home = Home::new();
    let out = home.path("out");
    run(&out, "2");
    let mut reader = csv::Reader::from_path(repository("fixtures/quickstart/truth/purchase_years.csv")).unwrap();
    let headers = reader.headers().unwrap().clone();
    let position = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (year, orders, net) = (position("year"), position("orders"), position("net_cents"));
    let mut wanted: std::collections::BTreeMap<i32, (i64, i64)> = std::collections::BTreeMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        let line = wanted.entry(row[year].parse().unwrap()).or_default();
        line.0 += row[orders].parse::<i64>().unwrap();
        line.1 += row[net].parse::<i64>().unwrap();
    }
    let years = table(&out, "purchase_years");
    let sums = years
        .lazy()
        .group_by([col("year")])
        .agg([col("orders").sum().cast(DataType::Int64), col("net").sum().cast(DataType::String)])
        .sort(["year"], SortMultipleOptions::default())
        .collect()
        .unwrap();
    assert_eq!(sums.height(), wanted.len());
    for (at, (year, (orders, net))) in wanted.into_iter().enumerate() {
        assert_eq!(sums.column("year").unwrap().i32().unwrap().get(at), Some(year));
        assert_eq!(sums.column("orders").unwrap().i64().unwrap().get(at), Some(orders), "orders of {year}");
        let found = sums.column("net").unwrap().str().unwrap().get(at).unwrap().replace('.', "");
        assert_eq!(found.parse::<i64>().unwrap(), net, "net value of {year}");
    }
}
