//! Who must not be written is not: suppression lists for every target, consent for those that send mail.

use super::frames::{Row, firm, input, person, row, uuid, written};
use super::{read, rules};
use crate::support::Home;
use std::fs;

fn suppression(person: &Row) -> Row {
    let mut hit = row(&[
        ("field", "opt_out"),
        ("value", "true"),
        ("rule", "suppression"),
        ("confidence", "1"),
        ("losers", "0"),
        ("is_doubtful", "false"),
    ]);
    hit.insert("contact_id", person["contact_id"].clone());
    hit
}

#[test]
fn a_suppressed_person_is_in_no_byte_of_any_target() {
    let home = Home::new();
    let mut people = vec![person(1), person(2), person(3)];
    people[1].extend(row(&[
        ("email", "z.quittenbaum@schlehdorn.example"),
        ("email_2", "zebulon@privat.example"),
        ("phone", "+493414567123"),
        ("mobile", "+491715550123"),
        ("family_name", "Quittenbaum"),
        ("full_name", "Zebulon Quittenbaum"),
        ("company", "Quittenbaum Kelterei e.K."),
        ("job_title", "=cmd|' /C calc'!A0"),
        ("opt_out", "true"),
    ]));
    people[1].insert("organisation_id", uuid('0', 2));
    people[2].insert("organisation_id", uuid('0', 3));
    let firms = [firm(2, "Quittenbaum Kelterei e.K."), firm(3, "Holz Ritter GmbH")];
    // also with a value that the target would refuse by itself
    let input = input(&people, &firms, &[], &[suppression(&people[1])]);
    for rule in rules::RULES {
        let dir = home.path(rule.name);
        let (report, problems) = written(&input, rule.name, &dir);
        assert_eq!(problems, [""; 0], "{}", rule.name);
        assert_eq!((report.contacts.new, report.contacts.withheld), (2, 1), "{}", rule.name);
        if rule.sheets.len() > 1 {
            assert_eq!(report.companies.unwrap().withheld, 1, "{}: a company of nobody else", rule.name);
        }
        let lines: Vec<_> = read::refused(&dir).into_iter().filter(|line| line.contact_id == uuid('c', 2)).collect();
        assert_eq!(lines.len(), 1, "{}: {lines:?}", rule.name);
        assert_eq!((lines[0].value.as_str(), lines[0].error.as_str()), ("", "SUPPRESSED"), "{}", rule.name);
        for entry in fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            let mut text = String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase();
            if path.extension().is_some_and(|extension| extension == "xlsx") {
                let sheet = read::xlsx(&path, &mut Vec::new());
                text = sheet.rows.concat().join("\n").to_lowercase();
            }
            for needle in ["quittenbaum", "zebulon", "schlehdorn", "4567123", "1715550123"] {
                assert!(!text.contains(needle), "{} holds {needle}", path.display());
            }
        }
    }
}

#[test]
fn without_consent_nobody_is_in_a_file_of_a_system_that_sends_mail() {
    let home = Home::new();
    let mut people: Vec<Row> = (0..6).map(person).collect();
    people[1].insert("consent_email", "false".to_owned());
    people[2].remove("consent_email");
    people[3].insert("opt_out", "true".to_owned());
    people[4].remove("opt_out");
    // consent to e-mail is none to calls
    people[5].insert("consent_phone", "false".to_owned());
    let input = input(&people, &[], &[], &[]);
    for rule in rules::RULES {
        let dir = home.path(rule.name);
        let (report, problems) = written(&input, rule.name, &dir);
        assert_eq!(problems, [""; 0], "{}", rule.name);
        let wanted = if rule.marketing { (3, 3) } else { (6, 0) };
        assert_eq!((report.contacts.new, report.contacts.withheld), wanted, "{}", rule.name);
        if rule.marketing {
            let because: Vec<_> =
                report.contacts.withheld_because.iter().map(|(word, count)| (*word, *count)).collect();
            assert_eq!(because, [("NO_CONSENT", 2), ("OPTED_OUT", 1)], "{}", rule.name);
            let text = fs::read_to_string(dir.join("contacts.csv")).unwrap();
            let mobile = people[5]["mobile"].as_str();
            assert!(text.contains(people[5]["email"].as_str()) && !text.contains(mobile), "{}", rule.name);
            for out in &people[1..4] {
                assert!(!text.contains(out["email"].as_str()), "{}", rule.name);
            }
        }
    }
}
