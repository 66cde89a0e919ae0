//! `leadloom profile`: its JSON as scripts read it, and what people see.

use crate::support::{Ended, Home, leadloom, succeeds, text};
use serde_json::{Value, json};
use std::path::Path;

fn profile(args: &[&str]) -> Value {
    let ended = succeeds(&[&["profile", "--format", "json"], args].concat());
    serde_json::from_str(&ended.out).unwrap()
}

fn one(path: &Path) -> Value {
    profile(&[text(path)])["files"][0].take()
}

#[test]
fn the_document_has_the_keys_of_the_wire_format_in_their_order() {
    let home = Home::new();
    let leads = home.file("leads.csv", "Stand: heute;;\r\n\r\nPLZ;Ort;\r\n4229;Leipzig;\r\n10115;K\u{f6}ln;\r\n");
    let ended = succeeds(&["profile", text(&leads), "--format", "json"]);
    let mut at = 0;
    for key in [
        "files",
        "file",
        "sheet",
        "encoding",
        "delimiter",
        "quote",
        "newline",
        "header_row",
        "records",
        "rejects",
        "skipped_lines",
        "vendor",
        "vendor_confidence",
        "damage",
        "columns",
        "name",
        "canonical",
        "mapping_confidence",
        "reason",
        "type",
        "fill",
        "distinct",
        "top",
        "patterns",
    ] {
        let found = ended.out[at..].find(&format!("\"{key}\":"));
        at += found.unwrap_or_else(|| panic!("{key} is missing or out of order in {}", ended.out));
    }
    let file = one(&leads);
    assert_eq!(file["file"], text(&leads));
    assert_eq!(
        [
            &file["encoding"],
            &file["delimiter"],
            &file["newline"],
            &file["header_row"],
            &file["records"],
            &file["sheet"]
        ],
        [&json!("utf-8"), &json!(";"), &json!("crlf"), &json!(3), &json!(2), &Value::Null]
    );
    assert_eq!(file["skipped_lines"], json!([{"line": 1, "code": "preamble"}, {"line": 2, "code": "blank"}]));
    let codes = &file["columns"][0];
    assert_eq!(codes["top"], json!([["10115", 1], ["4229", 1]]));
    assert_eq!(codes["patterns"], json!([["9999", 1], ["99999", 1]]));
    assert_eq!(codes["damage"], json!({"address.lost_zero": 1}));
    assert_eq!((&codes["type"], &codes["fill"], &codes["distinct"]), (&json!("identifier"), &json!(1.0), &json!(2)));
    assert_eq!(file["preview"][0]["PLZ"], "04229");
    assert_eq!(file["preview"][1]["Ort"], "Köln");
}

#[test]
fn what_a_file_does_not_have_is_null() {
    let home = Home::new();
    let single = one(&home.file("mails.csv", "E-Mail\nida@stein.example\nada@kern.example\n"));
    assert_eq!((&single["delimiter"], &single["quote"], &single["vendor"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(single["newline"], "lf");
    let bare = one(&home.file(
        "bare.csv",
        "ida@stein.example;10115;Berlin\nada@kern.example;04229;Leipzig\nuwe@holz.example;80331;Ulm\n",
    ));
    assert_eq!((&bare["header_row"], &bare["records"]), (&Value::Null, &json!(3)));
    assert_eq!(bare["columns"][0]["name"], "column_1");
    assert_eq!(bare["preview"][2]["column_3"], "Ulm");
    let head = one(&home.file("head.csv", "Vorname;Nachname;E-Mail\n"));
    assert_eq!((&head["records"], &head["preview"]), (&json!(0), &json!([])));
    assert_eq!(head["columns"][2]["type"], "empty");
}

#[test]
fn an_empty_file_is_an_entry_and_one_that_cannot_be_opened_an_error_beside_the_others() {
    let home = Home::new();
    let empty = home.file("empty.csv", "");
    let good = home.file("good.csv", "Name;E-Mail\nIda Stein;ida@stein.example\n");
    let found = profile(&[text(&empty), text(&good)]);
    assert_eq!(found["files"][0]["records"], 0);
    assert_eq!(found["files"][0]["columns"], json!([]));
    assert!(found.get("errors").is_none());

    let gone = home.path("gone.csv");
    let Ended { code, out, err } = leadloom(&["profile", text(&gone), text(&good), "--format", "json"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, found["files"].as_array().map(Vec::len)), (3, Some(1)));
    assert_eq!(found["errors"][0]["file"], text(&gone));
    assert!(err.contains("gone.csv") && err.contains("no such file"), "{err}");
}

#[test]
fn the_preview_is_as_long_as_asked_for() {
    let home = Home::new();
    let rows: String = (0..30).map(|n| format!("ida{n}@stein.example;\n")).collect();
    let path = home.file("a.csv", format!("E-Mail;Ort\n{rows}"));
    let lengths = [vec![], vec!["--preview", "3"], vec!["--preview", "all"], vec!["--preview", "0"]].map(|extra| {
        profile(&[&[text(&path)], extra.as_slice()].concat())["files"][0]["preview"].as_array().unwrap().len()
    });
    assert_eq!(lengths, [20, 3, 30, 0]);
    assert_eq!(one(&path)["preview"][0], json!({"E-Mail": "ida0@stein.example", "Ort": ""}));
    assert_eq!(leadloom(&["profile", text(&path), "--preview", "some"]).code, 2);
}

#[test]
fn every_sheet_with_data_is_an_entry() {
    let home = Home::new();
    let path = home.path("messe.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in
        [("Leads", vec!["E-Mail", "ida@stein.example"]), ("Leer", vec![]), ("Firmen", vec!["Firma", "Holz GmbH"])]
    {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cell) in rows.iter().enumerate() {
            sheet.write_string(row as u32, 0, *cell).unwrap();
            sheet.write_string(row as u32, 1, if row == 0 { "Ort" } else { "Graz" }).unwrap();
        }
    }
    book.save(&path).unwrap();
    let found = profile(&[text(&path)]);
    let sheets: Vec<_> = found["files"].as_array().unwrap().iter().map(|file| &file["sheet"]).collect();
    assert_eq!(sheets, [&json!("Leads"), &json!("Firmen")]);
    assert_eq!((&found["files"][0]["encoding"], &found["files"][0]["delimiter"]), (&Value::Null, &Value::Null));
}

#[test]
fn folders_globs_and_standard_input_are_inputs() {
    let home = Home::new();
    home.file("in/a.csv", "E-Mail;Ort\nida@stein.example;Ulm\n");
    home.file("in/deep/b.tsv", "E-Mail\tOrt\nada@kern.example\tGraz\n");
    home.file("in/readme.md", "# nothing");
    let names = |found: &Value| -> Vec<String> {
        let path = |file: &Value| {
            Path::new(file["file"].as_str().unwrap()).file_name().unwrap().to_string_lossy().into_owned()
        };
        found["files"].as_array().unwrap().iter().map(path).collect()
    };
    let folder = profile(&[text(&home.path("in"))]);
    assert_eq!(names(&folder), ["a.csv"]);
    assert!(folder["left_out"][0]["file"].as_str().unwrap().ends_with("deep"));
    assert!(folder["left_out"][1]["file"].as_str().unwrap().ends_with("readme.md"));
    assert_eq!(names(&profile(&[text(&home.path("in/**/*"))])), ["a.csv", "b.tsv"]);
    assert_eq!(names(&profile(&[text(&home.path("in/*.csv"))])), ["a.csv"]);

    let output = assert_cmd::Command::cargo_bin("leadloom")
        .unwrap()
        .args(["profile", "-", "--format", "json"])
        .write_stdin("E-Mail;Ort\nida@stein.example;Ulm\n")
        .output()
        .unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&found["files"][0]["file"], &found["files"][0]["records"]), (&json!("stdin"), &json!(1)));
}

#[test]
fn people_see_the_file_its_columns_and_what_is_wrong() {
    let home = Home::new();
    let path = home.file("leads.csv", "Nachname;PLZ;Land;Telefon\nStein;4229;DE;4.9302E+11\nKern;10115;DE;\n");
    let shown = succeeds(&["profile", text(&path)]).out;
    for part in [
        "utf-8",
        "delimiter \";\"",
        "2 records",
        "contacts",
        "postal_code",
        "address.lost_zero 1",
        "phone.lost_digits 1",
        "50 %",
    ] {
        assert!(shown.contains(part), "{part} is missing:\n{shown}");
    }
    assert!(!shown.contains("record 1"), "a preview is shown on demand only:\n{shown}");
    assert!(succeeds(&["profile", text(&path), "--preview", "1"]).out.contains("04229"));
}
