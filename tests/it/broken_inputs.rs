//! Bad input: one clear error that names the file and the remedy, exit 2 or 3, no panic, the output so far untouched.

use crate::support::{Home, leadloom, repository, succeeds, table, tables_of, text};
use std::fs;

/// Runs over a good output and checks that the failure is clear and nothing was touched.
fn fails(what: &str, args: impl FnOnce(&Home) -> Vec<String>, names: &str) {
    let home = Home::new();
    let out = home.path("out");
    let good = home.file("people.csv", "First Name,Last Name,Email\nAnna,Kessler,anna@kessler.example\n");
    succeeds(&["run", text(&good), "--out", text(&out)]);
    let before = tables_of(&out);
    let mut call = args(&home);
    call.extend(["--out".to_owned(), text(&out).to_owned(), "--force".to_owned()]);
    let call: Vec<&str> = call.iter().map(String::as_str).collect();
    let ended = leadloom(&call);
    assert!(ended.code == 2 || ended.code == 3, "{what}: exit {}\n{}\n{}", ended.code, ended.out, ended.err);
    assert!(ended.err.contains(names), "{what} does not name {names}:\n{}", ended.err);
    assert_eq!(ended.err.matches("error").count(), 1, "{what} gives not one error:\n{}", ended.err);
    assert!(!ended.err.contains("panicked") && !ended.err.contains("src/"), "{what}:\n{}", ended.err);
    assert_eq!(tables_of(&out), before, "{what} touched the output");
}

fn run(path: &std::path::Path) -> Vec<String> {
    vec!["run".to_owned(), text(path).to_owned()]
}

#[test]
fn a_missing_file() {
    fails("a missing file", |home| run(&home.path("nowhere.csv")), "nowhere.csv");
}

#[test]
fn a_folder_without_readable_files() {
    fails(
        "a folder without readable files",
        |home| {
            home.file("folder/picture.png", b"\x89PNG\r\n");
            run(&home.path("folder"))
        },
        "folder",
    );
}

#[test]
fn a_file_without_a_header_is_read_by_content() {
    let rows = "Anna,Kessler,anna@kessler.example,12345\nBernd,Probst,bernd@probst.example,54321\n";
    let home = Home::new();
    let (bare, out) = (home.file("bare.csv", rows), home.path("out"));
    succeeds(&["run", text(&bare), "--out", text(&out)]);
    let leads = table(&out, "leads");
    let mut emails: Vec<&str> = leads.column("email").unwrap().str().unwrap().iter().flatten().collect();
    emails.sort_unstable();
    assert_eq!(emails, ["anna@kessler.example", "bernd@probst.example"]);
}

#[test]
fn an_empty_file() {
    fails("an empty file", |home| run(&home.file("empty.csv", "")), "empty.csv");
}

#[test]
fn a_truncated_workbook() {
    let whole = fs::read(repository("fixtures/quickstart/messe_leads.xlsx")).unwrap();
    fails("a truncated workbook", |home| run(&home.file("cut.xlsx", &whole[..whole.len() / 2])), "cut.xlsx");
}

#[test]
fn a_binary_named_csv() {
    let bytes: Vec<u8> = (0..4_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    fails("a binary named .csv", |home| run(&home.file("binary.csv", &bytes)), "binary.csv");
}

#[test]
fn a_mapped_column_that_does_not_exist() {
    let pipeline = "name = \"people\"\n\n[[source]]\nname = \"people\"\npath = \"people.csv\"\nrecords = \"contacts\"\n\
                    [source.map]\nemail = \"E-Post\"\n";
    fails("a mapped column that does not exist", |home| run(&home.file("p.toml", pipeline)), "E-Post");
}

#[test]
fn a_failed_run_leaves_a_manifest_beside_the_output() {
    let home = Home::new();
    home.file("people.csv", "First Name,Last Name,Email\nAnna,Kessler,anna@kessler.example\n");
    let pipeline = "name = \"people\"\n\n[[source]]\nname = \"people\"\npath = \"people.csv\"\nrecords = \"contacts\"\n\
                    [source.map]\nemail = \"E-Post\"\n";
    let ended = leadloom(&["run", text(&home.file("p.toml", pipeline)), "--out", text(&home.path("out"))]);
    assert!(ended.code == 2 || ended.code == 3, "{}", ended.err);
    for name in ["manifest.json", "run_results.json"] {
        let bytes = fs::read(home.path("out.failed").join(name)).unwrap();
        let written: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(written["status"], "failed");
        assert!(written["error"].as_str().unwrap().contains("E-Post"));
    }
    assert!(!home.path("out").exists());
}

#[test]
fn a_wrong_pipeline_names_the_place() {
    let home = Home::new();
    home.file("people.csv", "First Name,Last Name,Email\nAnna,Kessler,anna@kessler.example\n");
    let path = home.file("p.toml", "nam = \"x\"\n\n[[source]]\nname = \"people\"\npath = \"people.csv\"\ntrusst = 1\n");
    let ended = leadloom(&["check", text(&path)]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("p.toml:1:1") && ended.err.contains("p.toml:6:1"), "{}", ended.err);
    assert!(ended.err.contains("did you mean") && ended.err.contains('^'), "{}", ended.err);
}

#[test]
fn a_segment_with_an_unknown_column() {
    let home = Home::new();
    home.file("people.csv", "First Name,Last Name,Email\nAnna,Kessler,anna@kessler.example\n");
    let pipeline = "name = \"p\"\n\n[[source]]\nname = \"people\"\npath = \"people.csv\"\n\n\
                    [[segment]]\nname = \"loyal\"\nwhen = \"oders > 3\"\n";
    let path = home.file("p.toml", pipeline);
    let ended = leadloom(&["run", text(&path), "--out", text(&home.path("out"))]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("p.toml:9") && ended.err.contains("orders"), "{}", ended.err);
}

#[test]
fn a_folder_of_somebody_else_is_not_replaced() {
    let home = Home::new();
    let good = home.file("people.csv", "First Name,Last Name,Email\nAnna,Kessler,anna@kessler.example\n");
    home.file("out/thesis.txt", "mine");
    let ended = leadloom(&["run", text(&good), "--out", text(&home.path("out"))]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("--force"), "{}", ended.err);
    assert_eq!(fs::read_to_string(home.path("out/thesis.txt")).unwrap(), "mine");
}
