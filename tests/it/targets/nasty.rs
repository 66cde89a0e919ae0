//! Nasty values through every target: unharmed in a file, or named in refused.csv.

use super::frames::{Row, firm, input, person, row, uuid, written};
use super::read::{self, Refused};
use super::rules::{self, Column, Kind, Rule};
use crate::support::Home;
use std::collections::BTreeMap;

const FORMULA: &str = "=HYPERLINK(\"http://x\",\"y\")";

/// What each contact has instead of a plain value.
fn nasty() -> Vec<(&'static str, String)> {
    let values: Vec<(&'static str, &str)> = vec![
        ("notes", FORMULA),
        ("notes", "@SUM(A1)"),
        ("notes", "+1-1"),
        ("notes", "-12,50"),
        ("notes", "- kein Interesse"),
        ("notes", "er sagte \"ja\"; dann, \"nein\""),
        ("notes", "\"ganz in Anführung\""),
        ("notes", "eine Zeile\nnoch eine"),
        ("notes", "eine Zeile\r\nnoch eine"),
        ("notes", "Spalte\tSpalte"),
        ("notes", "50 % auf <alles> | außer Tiernahrung"),
        ("notes", "'schon mit Apostroph"),
        ("notes", "C:\\temp\\n und \\\" zuletzt \\"),
        ("notes", "_x0041_ &amp; &#65;"),
        ("notes", "#N/A"),
        ("notes", "00123"),
        ("notes", "NULL"),
        ("family_name", "Öztürk-D’Ávila"),
        ("family_name", "Mu\u{308}ller"),
        ("family_name", "  Blank"),
        ("family_name", "O'Brien; Sons"),
        ("family_name", "=cmd|' /C calc'!A0"),
        ("family_name", "Null"),
        ("given_name", "👩‍👩‍👧 Ilse"),
        ("given_name", "יוסף בן־דוד"),
        ("given_name", "عبد الرحمن"),
        ("given_name", "李小龍"),
        ("company", FORMULA),
        ("company", "@SUM(A1)"),
        ("company", "Meyer; Söhne, \"die\" GmbH"),
        ("company", "Zeile\nUmbruch AG"),
        ("company", "A < B | C"),
        ("company", "Plus + Minus"),
        ("email", "jörg.müller@firma.example"),
        ("email", "ilse@bücher.example"),
        ("email", "a b@firma.example"),
        ("email", "kein Zeichen"),
        ("email", "x@y@firma.example"),
        ("phone", "+49 351 796"),
        ("phone", "0351 796551"),
        ("phone", "+4935179"),
        ("street", "Weg  mit   Blanks"),
        ("street", "Zeile\r\nzwei"),
        ("city", "Frankfurt (Oder), \"FFO\""),
        ("region", "a  b"),
        ("birth_date", "1899-12-31"),
        ("birth_date", "1901-02-03"),
        ("salutation", "Sehr geehrte"),
        ("lead_status", "ganz anders"),
        ("lifecycle_stage", "=1+1"),
    ];
    let mut values: Vec<_> = values.into_iter().map(|(field, value)| (field, value.to_owned())).collect();
    values.push(("notes", "ß".repeat(300)));
    values.push(("notes", "🙂".repeat(1_999)));
    values.push(("notes", "n".repeat(40_000)));
    values.push(("notes", "🙂".repeat(20_000)));
    values.push(("job_title", "t".repeat(5_000)));
    values.push(("family_name", "ü".repeat(81)));
    values.push(("given_name", "€".repeat(86)));
    values.push(("city", "c".repeat(256)));
    values.push(("company", "G".repeat(300)));
    values.push(("email", format!("{}@firma.example", "e".repeat(70))));
    values.push(("email", format!("{}@firma.example", "e".repeat(65))));
    values
}

/// What a column is to show of a contact.
fn wanted(column: &Column, of: &Row) -> String {
    let get = |field: &str| of.get(field).map(|value| value.trim().to_owned()).unwrap_or_default();
    let one_line = |field: &str| get(field).split_whitespace().collect::<Vec<_>>().join(" ");
    let street = || format!("{} {}", get("street"), get("house_number"));
    let joined = |parts: &[String], by: &str| {
        let parts: Vec<String> =
            parts.iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
    };
    let value = match column.field {
        "street_line" => street(),
        "organisation_name" => get("company"),
        "address" => joined(&[street(), get("postal_code"), get("city"), get("country")], ", "),
        "two_blanks" => joined(&[street(), one_line("city"), get("region"), get("postal_code"), get("country")], "  "),
        "phone_or_mobile" => get("phone"),
        field => get(field),
    };
    let flag = |words: &[&'static str]| {
        let yes = ["true", "Yes", "yes", "1", "Do Not Allow"];
        let word = words.iter().find(|word| yes.contains(word) == (value == "true"));
        word.map_or_else(String::new, |word| (*word).to_owned())
    };
    match column.kind {
        Kind::Words(words) if ["true", "false"].contains(&value.as_str()) => flag(words),
        // of a pick list, any of its words will do; `value::wrong` looks at them
        Kind::Words(_) => String::new(),
        Kind::CountryName if value == "DE" => "Germany".to_owned(),
        Kind::Day(form) if column.field == "consent_at" => {
            chrono::DateTime::from_timestamp_micros(value.parse().unwrap()).unwrap().format(form).to_string()
        }
        Kind::Day(form) => value.parse::<chrono::NaiveDate>().unwrap().format(form).to_string(),
        Kind::Number => value.trim_end_matches('0').trim_end_matches('.').to_owned(),
        _ => value,
    }
}

/// What is wrong with a contact's cells.
fn compare(rule: &Rule, of: &Row, cells: &BTreeMap<String, String>, refused: &[&Refused]) -> Vec<String> {
    let mut problems = Vec::new();
    for column in rule.sheets.last().unwrap().columns.iter().filter(|column| column.only.is_empty()) {
        let (wanted, cell) = (wanted(column, of), &cells[column.header]);
        let named = |effect: &str| refused.iter().any(|line| line.field == column.header && line.effect == effect);
        let guarded = rule.xlsx && named("guarded") && *cell == format!("'{wanted}");
        let same = *cell == wanted && !named("guarded");
        let left_out = cell.is_empty() && named("field");
        let listed =
            matches!(column.kind, Kind::Words(_)) && wanted.is_empty() && (!cell.is_empty() || column.field.is_empty());
        if !(same || guarded || left_out || listed) {
            let (cell, wanted): (String, String) = (cell.chars().take(80).collect(), wanted.chars().take(80).collect());
            problems.push(format!("{}: {} {cell:?}, wanted {wanted:?}; named: {refused:?}", rule.name, column.header));
        }
    }
    problems
}

#[test]
fn every_nasty_value_is_unharmed_in_a_file_or_named_as_refused() {
    let home = Home::new();
    let (mut people, mut firms) = (Vec::new(), Vec::new());
    for (number, (field, value)) in nasty().into_iter().enumerate() {
        let mut one = person(number);
        let company = if field == "company" { value.clone() } else { format!("Firma {number} GmbH") };
        one.insert(field, value);
        one.insert("company", company.clone());
        // the name of a letter is made of both
        one.insert("full_name", format!("{} {}", one["given_name"].trim(), one["family_name"].trim()));
        one.insert("organisation_id", uuid('0', number));
        firms.push(firm(number, &company));
        people.push(one);
    }
    let input = input(&people, &firms, &[], &[]);
    let mut problems = Vec::new();
    for rule in rules::RULES {
        let dir = home.path(rule.name);
        let (report, wrong) = written(&input, rule.name, &dir);
        problems.extend(wrong.into_iter().map(|problem| format!("{}: {problem}", rule.name)));
        let refused = read::refused(&dir);
        let sheet = rule.sheets.last().unwrap();
        let mut rows = BTreeMap::new();
        for file in report.files.iter().filter(|file| file.file.starts_with(sheet.stem)) {
            let path = dir.join(&file.file);
            let read = match rule.xlsx {
                true => read::xlsx(&path, &mut problems),
                false => read::csv(&path, rule.delimiter, rule.crlf, rule.bom, &mut problems),
            };
            rows.extend(read.by(sheet.id));
        }
        assert!(rows.len() > people.len() / 2, "{}: {} rows", rule.name, rows.len());
        for one in &people {
            let id = one["contact_id"].as_str();
            let lines: Vec<&Refused> = refused.iter().filter(|line| line.contact_id == id).collect();
            match rows.get(id) {
                Some(cells) => problems.extend(compare(rule, one, cells, &lines)),
                None if lines.iter().any(|line| line.effect == "row") => {}
                None => problems.push(format!("{}: {id} is nowhere: {one:?}", rule.name)),
            }
        }
    }
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn the_list_of_refused_values_runs_nothing_in_a_spreadsheet_and_shows_no_endless_value() {
    let home = Home::new();
    let mut one = person(1);
    one.extend(row(&[("email", "=cmd|' /C calc'!A0"), ("phone", "@SUM(A1)")]));
    one.insert("job_title", "t".repeat(5_000));
    let dir = home.path("salesforce");
    written(&input(&[one], &[], &[], &[]), "salesforce", &dir);
    let refused = read::refused(&dir);
    assert_eq!(refused.len(), 3, "{refused:?}");
    for line in &refused {
        assert!(!super::value::is_formula(&line.value) && line.value.chars().count() < 300, "{line:?}");
    }
}
