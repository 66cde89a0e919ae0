//! `review` on the shipped pipeline: questions, the file of answers, and what the next run makes of it.

use crate::support::{Ended, Home, leadloom, program, repository, succeeds, table, text};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn quickstart(home: &Home, out: &str, more: &[&str]) -> PathBuf {
    let out = home.path(out);
    let pipeline = repository("pipelines/quickstart.toml");
    succeeds(&[&["run", text(&pipeline), "--out", text(&out)], more].concat());
    out
}

/// Reviews with some lines on standard input.
fn review(out: &Path, labels: &Path, lines: &str, more: &[&str]) -> Ended {
    let args = [&["review", text(out), "--labels", text(labels)], more].concat();
    let output = program().args(&args).env("COLUMNS", "100").write_stdin(lines).output().unwrap();
    let told = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap(), out: told(output.stdout), err: told(output.stderr) }
}

/// The pairs of a run in the order in which they are asked.
fn pairs(out: &Path) -> Vec<(String, String)> {
    let review = table(out, "review");
    let side = |name: &str| review.column(name).unwrap().str().unwrap().clone();
    let (left, right) = (side("left_record_id"), side("right_record_id"));
    left.iter().zip(right.iter()).map(|(left, right)| (left.unwrap().to_owned(), right.unwrap().to_owned())).collect()
}

#[test]
fn answers_are_kept_not_asked_again_and_used_by_the_next_run() {
    let home = Home::new();
    let out = quickstart(&home, "out", &[]);
    let pairs = pairs(&out);
    assert!(pairs.len() > 3, "the quickstart leaves pairs in doubt");
    let labels = home.path("labels.csv");

    let first = review(&out, &labels, "y\nn\n", &["--limit", "3"]);
    assert_eq!(first.code, 0, "{}", first.err);
    let [(a, b), (c, d)] = [&pairs[0], &pairs[1]];
    let expected = format!("left_record_id,right_record_id,match\n{a},{b},yes\n{c},{d},no\n");
    assert_eq!(fs::read_to_string(&labels).unwrap(), expected);
    assert!(first.out.starts_with(&format!("answered 2, skipped 0, left {}\n", pairs.len() - 2)), "{}", first.out);
    assert!(first.out.contains(&format!("--set dedupe.labels={}", text(&labels))), "{}", first.out);
    for word in [a.as_str(), b, "question 1 of 3", "source", "same contact? [y]es [n]o [s]kip [u]ndo [q]uit"] {
        assert!(first.err.contains(word), "{word} is missing:\n{}", first.err);
    }
    assert!(first.err.lines().all(|line| line.chars().count() <= 100), "{}", first.err);

    let second = review(&out, &labels, "s\ny\nu\nq\n", &[]);
    assert_eq!(second.code, 0, "{}", second.err);
    assert_eq!(fs::read_to_string(&labels).unwrap(), expected, "what was taken back is gone");
    assert!(second.err.contains(&format!("question 1 of {}, ", pairs.len() - 2)), "{}", second.err);
    let asked = |(left, right): &(String, String)| {
        second.err.lines().any(|line| line.split_whitespace().eq([left.as_str(), right.as_str()]))
    };
    assert!(!asked(&pairs[0]) && !asked(&pairs[1]) && asked(&pairs[2]), "{}", second.err);

    let again = quickstart(&home, "again", &["--set", &format!("dedupe.labels={}", text(&labels))]);
    let manifest: Value = serde_json::from_str(&fs::read_to_string(again.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["matching"]["labels"], 2);
    assert_eq!(manifest["matching"]["unknown_labels"], 0);
    let leads = table(&again, "leads");
    let column = |name: &str| leads.column(name).unwrap().str().unwrap().clone();
    let (ids, contacts) = (column("record_id"), column("contact_id"));
    let contact = |id: &str| contacts.get(ids.iter().position(|known| known == Some(id)).unwrap());
    assert_eq!(contact(a), contact(b), "answered with yes");
    assert_ne!(contact(c), contact(d), "answered with no");
}

#[test]
fn a_file_with_other_columns_is_continued_or_refused() {
    let home = Home::new();
    let out = quickstart(&home, "out", &[]);
    let pairs = pairs(&out);
    let (a, b) = &pairs[0];
    let content = format!("match,by,right_record_id,left_record_id\nno,Ute,{a},{b}\n");
    let labels = home.file("labels.csv", &content);
    assert_eq!(review(&out, &labels, "ja\n", &["--limit", "1"]).code, 0);
    let (c, d) = &pairs[1];
    assert_eq!(fs::read_to_string(&labels).unwrap(), format!("{content}yes,,{d},{c}\n"), "either order is an answer");

    let foreign = home.file("foreign.csv", "left,right,match\n");
    let ended = review(&out, &foreign, "y\n", &[]);
    assert_eq!(ended.code, 3);
    assert!(ended.err.contains("no `left_record_id`"), "{}", ended.err);
    assert_eq!(review(&out, &home.path("no/labels.csv"), "y\n", &[]).code, 3);
}

#[test]
fn no_run_is_an_error_and_nothing_to_ask_is_none() {
    let home = Home::new();
    let labels = home.path("labels.csv");
    let ended = review(&home.path("nowhere"), &labels, "y\n", &[]);
    assert_eq!(ended.code, 3);
    assert!(ended.err.contains("the folder of a run?"), "{}", ended.err);
    let crm = home.file("crm.csv", "Id,First Name,Last Name,Email\n1,Anna,Kessler,anna@kessler.de\n");
    let out = home.path("out");
    succeeds(&["run", text(&crm), "--out", text(&out)]);
    let ended = review(&out, &labels, "y\n", &[]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert!(ended.out.starts_with("nothing to review"), "{}", ended.out);
    assert!(!labels.exists(), "no file is made without a question");
    assert_eq!(leadloom(&["review", text(&out), "--limit", "0"]).code, 2);
}

#[test]
fn when_all_is_answered_there_is_nothing_left() {
    let home = Home::new();
    let out = quickstart(&home, "out", &[]);
    let labels = home.path("labels.csv");
    let count = pairs(&out).len();
    let ended = review(&out, &labels, &"n\n".repeat(count), &[]);
    assert!(ended.out.starts_with(&format!("answered {count}, skipped 0, left 0\n")), "{}", ended.out);
    let ended = review(&out, &labels, "y\n", &[]);
    assert_eq!(ended.code, 0);
    assert!(ended.out.starts_with(&format!("nothing left to review: all {count} pairs")), "{}", ended.out);
}
