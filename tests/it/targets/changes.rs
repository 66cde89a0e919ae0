//! New, known and unchanged contacts: files of their own where the master's ids are those of the target.

use super::frames::{Row, change, firm, input, person, uuid, write_to, written};
use super::rules::{self, Rule};
use super::{check, read};
use crate::support::Home;
use std::collections::BTreeMap;
use std::path::Path;

/// An id of a system by its form.
fn own_id(rule: &Rule, number: usize) -> String {
    match rule.name {
        "salesforce" | "salesforce_wizard" => format!("0035g0000{number:06}"),
        "dynamics" => uuid('d', number),
        "odoo" => format!("__export__.res_partner_{number}_a1"),
        _ => (4_711 + number).to_string(),
    }
}

/// New, new too, updated by an address, updated by a company, updated by nothing that the target has, as it was,
/// opted out.
fn people() -> Vec<Row> {
    let of = |number: usize| {
        let mut one = person(number);
        one.insert("organisation_id", uuid('0', 1));
        one
    };
    (0..7).map(of).collect()
}

fn changes(people: &[Row], id: impl Fn(usize) -> String) -> Vec<Row> {
    let known = [(2, "email"), (3, "company; job_title"), (4, "campaign; owner")];
    let mut changes: Vec<Row> = (0..2).map(|at| change(&people[at], "", "new", "")).collect();
    changes.extend(known.map(|(at, fields)| change(&people[at], &id(at), "update", fields)));
    changes.push(change(&people[5], &id(5), "unchanged", ""));
    changes.push(change(&people[6], "", "withheld", ""));
    changes
}

/// Rows of a file by external id.
fn rows(rule: &Rule, dir: &Path, file: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let (path, mut problems) = (dir.join(file), Vec::new());
    let sheet = match rule.xlsx {
        true => read::xlsx(&path, &mut problems),
        false => read::csv(&path, rule.delimiter, rule.crlf, rule.bom, &mut problems),
    };
    assert_eq!(problems, [""; 0]);
    sheet.by(rule.sheets.last().unwrap().id)
}

fn file(rule: &Rule, suffix: &str) -> String {
    format!("{}{suffix}.{}", rule.sheets.last().unwrap().stem, if rule.xlsx { "xlsx" } else { "csv" })
}

#[test]
fn new_contacts_updates_and_unchanged_ones_are_told_apart_by_the_ids_of_the_target() {
    let home = Home::new();
    let people = people();
    for rule in rules::RULES {
        let Some(_) = rule.own else { continue };
        let mut input = input(&people, &[firm(1, "Holz Ritter GmbH")], &[], &[]);
        input.changes = super::frames::frame("crm_changes", &changes(&people, |at| own_id(rule, at)));
        let dir = home.path(rule.name);
        let (report, problems) = written(&input, rule.name, &dir);
        assert_eq!(problems, [""; 0], "{}", rule.name);
        assert!(report.by_crm && report.remark.is_none(), "{}: {report:?}", rule.name);
        // Excel shows what changed, whatever it is
        let shows_all = rule.name == "excel";
        let counts = &report.contacts;
        let updates = if shows_all { 3 } else { 2 };
        let found = (counts.new, counts.update, counts.unchanged, counts.withheld, counts.refused);
        assert_eq!(found, (2, updates, 4 - updates, 1, 0), "{}", rule.name);
        assert_eq!(counts.withheld_because.keys().copied().collect::<Vec<_>>(), ["WITHHELD"]);

        let (new, update) = (rows(rule, &dir, &file(rule, "_new")), rows(rule, &dir, &file(rule, "_update")));
        let sheet = rule.sheets.last().unwrap();
        let own = sheet.columns.iter().find(|column| column.field == "crm_id").unwrap().header;
        let id = |at: usize| people[at]["contact_id"].as_str();
        assert_eq!(new.keys().map(String::as_str).collect::<Vec<_>>(), [id(0), id(1)], "{}", rule.name);
        for cells in new.values().filter(|_| rule.name != "odoo") {
            assert!(cells.get(own).is_none_or(String::is_empty), "{}: {cells:?}", rule.name);
        }
        for at in [2, 3] {
            let cells = &update[id(at)];
            assert_eq!(cells[own], own_id(rule, at), "{}", rule.name);
            for column in sheet.columns.iter().filter(|column| column.only != "new" && !column.field.is_empty()) {
                let about: &[&str] =
                    if at == 2 { &["email"] } else { &["job_title", "organisation_name", "organisation_id"] };
                let key = column.required || column.field.ends_with("_id") && column.parent.is_empty();
                let cell = &cells[column.header];
                match people[at].contains_key(column.field) {
                    _ if key => assert!(!cell.is_empty(), "{}: {}", rule.name, column.header),
                    _ if rule.keeps && !about.contains(&column.field) => {
                        assert_eq!(cell, "", "{}: {} did not change", rule.name, column.header);
                    }
                    true => assert!(!cell.is_empty(), "{}: {} is erased", rule.name, column.header),
                    false => {}
                }
            }
        }
    }
}

#[test]
fn a_master_with_ids_of_another_system_gives_one_file_and_a_remark() {
    let home = Home::new();
    let people = people();
    for rule in rules::RULES {
        let mut input = input(&people, &[firm(1, "Holz Ritter GmbH")], &[], &[]);
        input.changes = super::frames::frame("crm_changes", &changes(&people, |at| format!("K-{at} alt")));
        let dir = home.path(rule.name);
        let report = write_to(&input, rule.name, &dir);
        if rule.name == "excel" {
            assert!(report.by_crm, "people see any id");
            continue;
        }
        let truth = check::Truth::of(&input.contacts, &input.organisations, &input.provenance);
        assert_eq!(check::check(rule.name, &dir, &truth), [""; 0], "{}", rule.name);
        assert!(!report.by_crm, "{}", rule.name);
        assert_eq!(report.remark.is_some(), rule.own.is_some(), "{}", rule.name);
        assert!(report.remark.iter().all(|remark| remark.contains("K-")), "{report:?}");
        let rows = rows(rule, &dir, &file(rule, ""));
        assert_eq!(rows.len(), 6, "{}: all but the one who opted out", rule.name);
        assert!(!rows.contains_key(&people[6]["contact_id"]));
        assert!(rows.values().flatten().all(|(_, cell)| !cell.contains("K-")), "{}", rule.name);
    }
}

#[test]
fn one_wrong_id_among_right_ones_is_refused_and_named() {
    let home = Home::new();
    let people = people();
    for rule in rules::RULES.iter().filter(|rule| rule.own.is_some() && rule.name != "excel") {
        let mut input = input(&people, &[firm(1, "Holz Ritter GmbH")], &[], &[]);
        let ids = |at: usize| if at == 3 { "K-3 alt".to_owned() } else { own_id(rule, at) };
        input.changes = super::frames::frame("crm_changes", &changes(&people, ids));
        let dir = home.path(rule.name);
        let (report, problems) = written(&input, rule.name, &dir);
        assert_eq!(problems, [""; 0], "{}", rule.name);
        assert_eq!((report.contacts.update, report.contacts.refused), (1, 1), "{}", rule.name);
        let lines = read::refused(&dir);
        let line = lines.iter().find(|line| line.contact_id == people[3]["contact_id"]).unwrap();
        assert_eq!((line.value.as_str(), line.effect.as_str()), ("K-3 alt", "row"), "{}", rule.name);
    }
}
