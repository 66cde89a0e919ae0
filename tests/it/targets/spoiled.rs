//! The checker itself: every kind of damage to good files must be found.

use super::check::{Truth, check};
use super::frames::{firm, input, person, row, uuid, write_to};
use crate::support::Home;
use std::fs;
use std::path::Path;

/// A good export of three people, of two companies, one of them suppressed, one without consent.
fn good(home: &Home, name: &str) -> (std::path::PathBuf, Truth) {
    let mut people = vec![person(1), person(2), person(3), person(4)];
    for (at, organisation) in [(0, 1), (1, 1), (2, 2), (3, 2)] {
        people[at].insert("organisation_id", uuid('0', organisation));
    }
    people[2].remove("consent_email");
    let firms = [firm(1, "Holz Ritter GmbH"), firm(2, "Stein Bau AG")];
    let mut hit = row(&[("field", "opt_out"), ("value", "true"), ("rule", "suppression"), ("confidence", "1")]);
    hit.insert("contact_id", people[3]["contact_id"].clone());
    let input = input(&people, &firms, &[], &[hit]);
    let dir = home.path(name);
    write_to(&input, name, &dir);
    (dir, Truth::of(&input.contacts, &input.organisations, &input.provenance))
}

/// Changes a file and what the summary says of its size.
fn spoil(dir: &Path, file: &str, how: &dyn Fn(String) -> String) {
    let text = fs::read_to_string(dir.join(file)).unwrap();
    let spoiled = how(text.clone());
    assert_ne!(text, spoiled, "nothing is spoiled in {file}");
    fs::write(dir.join(file), &spoiled).unwrap();
    let summary = fs::read_to_string(dir.join("summary.json")).unwrap();
    let (old, new) = (format!("\"bytes\":{}", text.len()), format!("\"bytes\":{}", spoiled.len()));
    fs::write(dir.join("summary.json"), summary.replace(&old, &new)).unwrap();
}

fn append(text: String, line: &str) -> String {
    format!("{text}{line}\n")
}

/// One more row made of the last one.
fn again(text: String, from: &str, to: &str) -> String {
    let last = text.lines().last().unwrap().replace(from, to);
    append(text, &last)
}

/// What is done to a folder.
type Damage = fn(&Path);
type How = fn(String) -> String;

#[test]
fn every_damage_to_good_files_is_found() {
    let cases: &[(&str, &str, How, &str)] = &[
        ("salesforce", "contacts.csv", |text| format!("\u{feff}{text}"), "byte order mark"),
        ("dynamics", "contacts.csv", |text| text.trim_start_matches('\u{feff}').to_owned(), "byte order mark"),
        ("salesforce", "contacts.csv", |text| text.replacen("LastName", "Last Name", 1), "the header is"),
        (
            "salesforce",
            "contacts.csv",
            |text| text.replacen("Title,Department", "Department,Title", 1),
            "the header is",
        ),
        ("salesforce", "contacts.csv", |text| text.replacen("will Angebot", "will,Angebot", 1), "20 cells, 19 headers"),
        ("salesforce", "contacts.csv", |text| text.replacen("will Angebot", "will Angebot ", 1), "blanks around"),
        ("salesforce", "contacts.csv", |text| text.replacen(",Weber,", ",,", 1), "LastName is empty"),
        (
            "salesforce",
            "contacts.csv",
            |text| text.replacen("1@holz", "1.@holz", 1).replacen("@holz", "@@holz", 1),
            "Email",
        ),
        ("salesforce", "contacts.csv", |text| text.replacen("+4934", "0049 34", 1), "Phone"),
        ("salesforce", "contacts.csv", |text| text.replacen("1980-02-29", "29.02.1980", 1), "Birthdate"),
        ("salesforce", "contacts.csv", |text| text.replacen("Ms.", "Frau", 1), "Salutation"),
        ("salesforce", "contacts.csv", |text| text.replacen("Germany", "DE", 1), "MailingCountry"),
        ("salesforce", "contacts.csv", |text| text.replacen("Weber", &"W".repeat(81), 1), "too long"),
        ("salesforce", "contacts.csv", |text| text.replacen('\n', "\r\n", 1), "line ends"),
        ("salesforce", "contacts.csv", |text| text.replacen("Einkauf", "Ein\rkauf", 1), "line ends"),
        ("salesforce", "contacts.csv", |text| text.replacen("Einkauf", "\"Einkauf", 1), "line ends"),
        ("salesforce", "contacts.csv", |text| text.trim_end().to_owned(), "no line end"),
        ("salesforce", "contacts.csv", |text| again(text, "ilse", "ida"), "stands in two rows"),
        (
            "salesforce",
            "contacts.csv",
            |text| again(text, "00000003-0000-8000-800c", "00000009-0000-8000-800c"),
            "is no contact",
        ),
        (
            "salesforce",
            "contacts.csv",
            |text| again(text, "00000003-0000-8000-800c", "00000004-0000-8000-800c"),
            "suppression list",
        ),
        ("salesforce", "contacts.csv", |text| text.replacen("weber1@", "weber4@", 1), "of a suppressed person"),
        ("salesforce", "accounts.csv", |text| text.replacen("00000001-", "00000008-", 1), "is no row of the companies"),
        (
            "salesforce",
            "accounts.csv",
            |text| text.lines().take(2).collect::<Vec<_>>().join("\n") + "\n",
            "is no row of the companies",
        ),
        (
            "salesforce",
            "refused.csv",
            |text| text.lines().take(1).collect::<Vec<_>>().join("\n") + "\n",
            "the summary says",
        ),
        ("dynamics", "contacts.csv", |text| text.replacen("\r\n", "\n", 1), "line ends"),
        ("dynamics", "accounts.csv", |text| text.replacen("Stein Bau AG", "HOLZ Ritter GmbH", 1), "stands in two rows"),
        ("zoho", "contacts.csv", |text| text.replacen("Einkauf", "<Einkauf>", 1), "a forbidden character"),
        ("zoho", "contacts.csv", |text| text.replacen("02/29/1980", "1980-02-29", 1), "Date of Birth"),
        ("hubspot", "contacts.csv", |text| text.replacen("weber3@", "WEBER1@", 1), "stands in two rows"),
        ("hubspot", "contacts.csv", |text| text.replacen("customer", "Kunde", 1), "Lifecycle Stage"),
        ("odoo", "contacts.csv", |text| text.replacen("\"DE\"", "\"Deutschland\"", 1), "country_id"),
        ("mailchimp", "contacts.csv", |text| text.replace("  ", " "), "Address"),
        ("mailchimp", "contacts.csv", |text| text.replacen("ilse.weber1", "ilse.wéber1", 1), "Email Address"),
        ("mailchimp", "contacts.csv", |text| text.replacen("Ilse", &"é".repeat(128), 1), "too long"),
        (
            "mailchimp",
            "contacts.csv",
            |text| again(text, "00000002-0000-8000-800c", "00000003-0000-8000-800c"),
            "did not consent",
        ),
        ("brevo", "contacts.csv", |text| text.replace(';', ","), "the header is"),
        ("brevo", "contacts.csv", |text| text.replacen("29-02-1980", "1980-02-29", 1), "BIRTHDAY"),
    ];
    let mut missed = Vec::new();
    for (at, (target, file, how, wanted)) in cases.iter().enumerate() {
        let home = Home::new();
        let (dir, truth) = good(&home, target);
        assert_eq!(check(target, &dir, &truth), [""; 0], "{target} is good before");
        spoil(&dir, file, how);
        let found = check(target, &dir, &truth);
        if !found.iter().any(|problem| problem.contains(wanted)) {
            missed.push(format!("case {at}, {target}/{file}: {wanted}: {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn damage_to_the_folder_is_found() {
    let damage: &[(&str, Damage)] = &[
        ("is not listed", |dir| fs::write(dir.join("more.csv"), "a\n").unwrap()),
        ("is listed but not there", |dir| fs::remove_file(dir.join("accounts.csv")).unwrap()),
        ("companies must come before contacts", |dir| {
            summary(dir, &|summary| summary["files"].as_array_mut().unwrap().reverse())
        }),
        ("the summary says", |dir| summary(dir, &|summary| summary["contacts"]["new"] = 7.into())),
        ("the summary says", |dir| summary(dir, &|summary| summary["companies"]["written"] = 7.into())),
        ("the summary says", |dir| summary(dir, &|summary| summary["fields_left_blank"] = 7.into())),
        ("in several files are", |dir| {
            summary(dir, &|summary| summary["cut_organisations"] = vec![uuid('0', 1)].into())
        }),
        ("listed are", |dir| summary(dir, &|summary| summary["files"][1]["rows"] = 7.into())),
        ("in several files are", cut),
    ];
    for (wanted, how) in damage {
        let home = Home::new();
        let (dir, truth) = good(&home, "salesforce");
        how(&dir);
        let found = check("salesforce", &dir, &truth);
        assert!(found.iter().any(|problem| problem.contains(wanted)), "{wanted}: {found:?}");
    }
}

fn summary(dir: &Path, how: &dyn Fn(&mut serde_json::Value)) {
    let mut summary = super::read::summary(dir);
    how(&mut summary);
    fs::write(dir.join("summary.json"), serde_json::to_vec(&summary).unwrap()).unwrap();
}

/// Puts the two people of one company into two parts.
fn cut(dir: &Path) {
    let text = fs::read_to_string(dir.join("contacts.csv")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    fs::remove_file(dir.join("contacts.csv")).unwrap();
    let parts = [vec![lines[0], lines[1]], [&lines[..1], &lines[2..]].concat()];
    let mut listed = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let (file, text) = (format!("contacts_00{}.csv", at + 1), part.join("\n") + "\n");
        listed.push(serde_json::json!({ "file": file, "rows": part.len() - 1, "bytes": text.len() }));
        fs::write(dir.join(file), text).unwrap();
    }
    summary(dir, &|summary| {
        let files = summary["files"].as_array_mut().unwrap();
        files.truncate(1);
        files.extend(listed.clone());
    });
}
