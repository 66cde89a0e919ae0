//! `leadloom export` from outside: names, files of one's own, codes, folders, and erasure.

use super::check::{Truth, check};
use super::read;
use crate::support::{Ended, Home, leadloom, program, succeeds, table, text};
use std::fs;
use std::path::{Path, PathBuf};

const KEY: &str = "a key for tests, long enough";
const CRM: &str = "\
ID;Vorname;Nachname;E-Mail;Telefon;Firma;Straße;PLZ;Ort;Newsletter;Geändert am
1;Zebulon;Quittenbaum;z.quittenbaum@schlehdorn.example;0341 4567123;Quittenbaum Kelterei e.K.;Mostgasse 7;04229;Leipzig;ja;2026-05-01
2;Ilse;Weber;ilse.weber@holz-ritter.example;0341 9876543;Holz Ritter GmbH;Werkstraße 1;04155;Leipzig;ja;2026-05-02
3;Kurt;Stein;kurt.stein@stein-bau.example;0351 2223344;Stein Bau AG;Elbufer 3;01067;Dresden;nein;2026-01-03
4;;;info@mostgasse.example;0341 4567124;Mosterei Nord GmbH;Mostgasse 8;04229;Leipzig;;2026-05-03
";
const OWN: &str = "\
name = \"our_crm\"
title = \"Our CRM\"
checked_on = 2026-11-01
delimiter = \";\"
line_end = \"crlf\"
bom = true
max_rows = 3

[[entity]]
records = \"contacts\"
file = \"leads\"
column = [
    { label = \"Key\", field = \"contact_id\", required = true, unique = true },
    { label = \"Who\", field = [\"full_name\", \"company\"], required = true },
    { label = \"Mail\", field = \"email\", form = \"email\" },
]
";

/// A finished run.
fn run(home: &Home) -> PathBuf {
    let (input, out) = (home.file("in/crm.csv", CRM), home.path("out"));
    succeeds(&["run", text(input.parent().unwrap()), "--out", text(&out), "--as-of", "2026-06-30"]);
    out
}

fn export(out: &Path, target: &str, more: &[&str]) -> Ended {
    leadloom(&[&["export", text(out), "--target", target], more].concat())
}

fn bytes(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn an_unknown_target_ends_with_2_and_names_all() {
    let home = Home::new();
    let out = run(&home);
    let ended = export(&out, "hubpsot", &[]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("did you mean `hubspot`"), "{}", ended.err);
    for rule in super::rules::RULES {
        assert!(ended.err.contains(rule.name), "{} is not named: {}", rule.name, ended.err);
    }
    let ended = export(&out, "something_else_entirely", &[]);
    assert!(ended.code == 2 && ended.err.contains("zoho"), "{} {}", ended.code, ended.err);
    assert!(!out.join("crm").exists());
}

#[test]
fn a_target_file_of_ones_own_is_judged_and_used() {
    let home = Home::new();
    let out = run(&home);
    let cases = [
        ("max_rows = 3", "max_row = 3", "max_rows", ":7"),
        ("field = \"email\"", "field = \"emial\"", "email", ":15"),
        ("form = \"email\"", "form = \"emale\"", "email", ":15"),
        ("records = \"contacts\"", "records = \"contact\"", "contacts", ":10"),
    ];
    for (right, wrong, hint, line) in cases {
        let file = home.file("wrong.toml", OWN.replacen(right, wrong, 1));
        let ended = export(&out, text(&file), &[]);
        assert_eq!(ended.code, 2, "{wrong}: {}", ended.err);
        assert!(ended.err.contains(&format!("wrong.toml{line}")), "{wrong}: {}", ended.err);
        assert!(ended.err.contains(&format!("`{hint}`")), "{wrong}: {}", ended.err);
    }
    assert!(!out.join("crm").exists());
    let missing = home.path("missing.toml");
    let ended = export(&out, text(&missing), &[]);
    assert!(ended.code == 3 && ended.err.contains("missing.toml"), "{} {}", ended.code, ended.err);

    let ended = export(&out, text(&home.file("mine.toml", OWN)), &[]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let dir = out.join("crm/our_crm");
    let mut problems = Vec::new();
    let parts =
        ["leads_001.csv", "leads_002.csv"].map(|file| read::csv(&dir.join(file), b';', true, true, &mut problems));
    assert_eq!(problems, [""; 0]);
    assert_eq!(parts.iter().map(|part| part.rows.len()).collect::<Vec<_>>(), [3, 1]);
    assert_eq!(parts[0].header, ["Key", "Who", "Mail"]);
    let who: Vec<&str> = parts.iter().flat_map(|part| &part.rows).map(|row| row[1].as_str()).collect();
    assert!(who.contains(&"Ilse Weber") && who.contains(&"Mosterei Nord GmbH"), "{who:?}");
}

#[test]
fn strict_ends_with_1_when_something_was_refused_and_the_files_are_there() {
    let home = Home::new();
    let out = run(&home);
    let ended = export(&out, "salesforce", &["--strict"]);
    assert_eq!(ended.code, 1, "{}\n{}", ended.out, ended.err);
    assert!(ended.err.contains("refused.csv"), "{}", ended.err);
    assert!(out.join("crm/salesforce/contacts.csv").exists());
    assert_eq!(export(&out, "excel", &["--strict"]).code, 0, "Excel takes all");
    let ended = export(&out, "mailchimp", &["--strict", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(report, read::summary(&out.join("crm/mailchimp")), "what is shown is what is written");
    assert_eq!(ended.code, 0, "withheld is not refused: {}", ended.err);
}

#[test]
fn only_a_run_is_exported_and_only_an_export_replaced() {
    let home = Home::new();
    let out = run(&home);
    home.file("nothing/readme.txt", "no run");
    for no_run in ["nothing", "not_there"] {
        let ended = export(&home.path(no_run), "excel", &[]);
        assert_eq!(ended.code, 3, "{no_run}: {}", ended.err);
        assert!(!home.path(no_run).join("crm").exists());
    }
    home.file("mine/notes.txt", "do not touch");
    let mine = home.path("mine");
    let ended = export(&out, "hubspot", &["--out", text(&mine)]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert_eq!(bytes(&mine), [("notes.txt".to_owned(), b"do not touch".to_vec())]);
    // the run's own folder is none of an export either
    let before = bytes_of_files(&out);
    let ended = export(&out, "hubspot", &["--out", text(&out)]);
    assert_eq!((ended.code, bytes_of_files(&out) == before), (2, true), "{}", ended.err);

    let (one, two) = (home.path("one"), home.path("deep/er/two"));
    for dir in [&one, &two, &two] {
        let ended = export(&out, "hubspot", &["--out", text(dir)]);
        assert_eq!(ended.code, 0, "{}", ended.err);
    }
    assert!(bytes(&one) == bytes(&two), "the same run gives the same bytes");
    let ended = export(&out, "excel", &["--out", text(&one)]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(!one.join("contacts.csv").exists() && one.join("contacts.xlsx").exists(), "nothing of the other is left");
    let names: Vec<_> = fs::read_dir(one.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let names = names.iter().map(|name| name.to_string_lossy());
    let hidden: Vec<_> = names.filter(|name| name.starts_with('.') && name != ".out.lock").collect();
    assert!(hidden.is_empty(), "left behind: {hidden:?}");
}

/// The files of a folder, those of its folders left out.
fn bytes_of_files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_target_gives_the_same_bytes_twice() {
    let home = Home::new();
    let out = run(&home);
    for rule in super::rules::RULES {
        let dir = out.join("crm").join(rule.name);
        let [first, second] = [(), ()].map(|()| {
            assert_eq!(export(&out, rule.name, &[]).code, 0, "{}", rule.name);
            bytes(&dir)
        });
        assert!(first == second, "{}", rule.name);
    }
}

#[test]
fn a_pipeline_writes_its_targets_and_erasure_reaches_them() {
    let home = Home::new();
    home.file("in/crm.csv", CRM);
    home.file("own.toml", OWN);
    let pipeline = "name = \"p\"\nas_of = 2026-06-30\n[[source]]\nname = \"crm\"\npath = \"in/crm.csv\"\n[output]\ntargets = [\"hubspot\", \"excel\", \"own.toml\"]\n";
    let (file, out) = (home.file("p.toml", pipeline), home.path("out"));
    let call = |args: &[&str]| {
        let output = program().env("LEADLOOM_KEY", KEY).args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}\n{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    call(&["run", text(&file), "--out", text(&out)]);
    call(&["export", text(&out), "--target", "salesforce"]);
    let problems = |out: &Path| {
        let truth = Truth::of(&table(out, "contacts"), &table(out, "organisations"), &table(out, "contact_fields"));
        ["hubspot", "excel", "salesforce"].map(|target| check(target, &out.join("crm").join(target), &truth)).concat()
    };
    assert_eq!(problems(&out), [""; 0]);
    let listed = |out: &Path| {
        let manifest = fs::read(out.join("manifest.json")).unwrap();
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
        for output in manifest["outputs"].as_array().unwrap() {
            let path = out.join(output["file"].as_str().unwrap());
            assert_eq!(output["bytes"], fs::metadata(&path).unwrap().len(), "{output}");
        }
        manifest["outputs"].to_string()
    };
    let before = listed(&out);
    for file in ["crm/hubspot/contacts.csv", "crm/excel/contacts.xlsx", "crm/our_crm/leads_001.csv"] {
        assert!(before.contains(file), "the manifest lacks {file}: {before}");
    }
    assert_eq!(below(&out.join("crm"), "quittenbaum").len(), 7, "{:?}", below(&out.join("crm"), "quittenbaum"));

    call(&["forget", text(&out), "--email", "Z.Quittenbaum@schlehdorn.example"]);
    for needle in ["quittenbaum", "zebulon", "schlehdorn", "4567123"] {
        assert_eq!(below(&out, needle), [""; 0], "{needle}");
    }
    assert_eq!(problems(&out), [""; 0]);
    listed(&out);
    let rows = read::xlsx(&out.join("crm/excel/contacts.xlsx"), &mut Vec::new()).rows.len();
    assert_eq!(rows, 3, "the others are still there");
}

/// Files below a folder that hold a word, cells of workbooks included.
fn below(dir: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path, needle));
            continue;
        }
        let mut text = String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase();
        if path.extension().is_some_and(|extension| extension == "xlsx") {
            text = read::xlsx(&path, &mut Vec::new()).rows.concat().join("\n").to_lowercase();
        }
        if text.contains(needle) {
            found.push(path.display().to_string());
        }
    }
    found.sort();
    found
}
