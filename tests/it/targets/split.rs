//! 120,000 contacts: parts of a size that the target takes, with no company in two of them.

use super::frames::{uuid, written};
use super::read;
use crate::support::Home;
use leadloom::export::target::Input;
use polars::prelude::*;

const PEOPLE: usize = 120_000;
/// Of one company, more than a file of the wizard may hold.
const BIG: usize = 60_000;
const ALONE: usize = 1_000;

/// Organisation of each contact: one of 60,000 people, others of 1 to 40, and people without one; not in order.
fn organisations() -> Vec<Option<usize>> {
    let mut of = vec![Some(7); BIG];
    of.extend(vec![None; ALONE]);
    let mut size = 0;
    for firm in 1_000.. {
        size = size % 40 + 1;
        of.extend(vec![Some(firm); size.min(PEOPLE - of.len())]);
        if of.len() == PEOPLE {
            break;
        }
    }
    // 7,919 is a prime that does not divide 120,000
    (0..PEOPLE).map(|row| of[row * 7_919 % PEOPLE]).collect()
}

fn input() -> Input {
    let of = organisations();
    let mut firms: Vec<usize> = of.iter().flatten().copied().collect();
    firms.sort_unstable();
    firms.dedup();
    let texts = |name: &str, value: &dyn Fn(usize) -> String| {
        Column::new(name.into(), (0..PEOPLE).map(value).collect::<Vec<_>>())
    };
    let same = |name: &str, value: &str, rows| Column::new(name.into(), vec![value; rows]);
    let note = "Liefertermin eilig, bitte zurückrufen. ".repeat(5);
    let organisation =
        Column::new("organisation_id".into(), of.iter().map(|of| of.map(|of| uuid('0', of))).collect::<Vec<_>>());
    let flags = |name: &str, value| Column::new(name.into(), vec![value; PEOPLE]);
    let mut contacts = vec![
        texts("contact_id", &|row| uuid('c', row)),
        organisation,
        texts("email", &|row| format!("kontakt.{row}@firma.example")),
        texts("phone", &|row| format!("+4935179{row:06}")),
        texts("family_name", &|row| format!("Weber-{row}")),
        same("given_name", "Ilse", PEOPLE),
        same("job_title", "Einkauf und Technik", PEOPLE),
        same("postal_code", "01067", PEOPLE),
        same("city", "Dresden", PEOPLE),
        same("notes", note.trim(), PEOPLE),
        flags("consent_email", true),
        flags("opt_out", false),
    ];
    contacts.extend(["email_2", "mobile", "fax"].map(|name| Column::full_null(name.into(), PEOPLE, &DataType::String)));
    contacts.extend(
        [("street", "Elbufer"), ("house_number", "3"), ("country", "DE")]
            .map(|(name, value)| same(name, value, PEOPLE)),
    );
    let mut organisations = vec![
        Column::new("organisation_id".into(), firms.iter().map(|firm| uuid('0', *firm)).collect::<Vec<_>>()),
        Column::new("company".into(), firms.iter().map(|firm| format!("Firma {firm} GmbH")).collect::<Vec<_>>()),
    ];
    organisations.extend(
        [("street", "Elbufer"), ("house_number", "3"), ("country", "DE")]
            .map(|(name, value)| same(name, value, firms.len())),
    );
    Input {
        contacts: DataFrame::new(PEOPLE, contacts).unwrap(),
        organisations: DataFrame::new(firms.len(), organisations).unwrap(),
        changes: super::frames::frame("crm_changes", &[]),
        provenance: super::frames::frame("contact_fields", &[]),
    }
}

#[test]
fn many_contacts_are_split_by_rows_and_bytes_and_only_a_company_larger_than_a_file_is_cut() {
    let (home, input) = (Home::new(), input());
    let big = uuid('0', 7);
    // target, parts of contacts at least, whether the big company does not fit into one
    let cases = [("salesforce", 1, false), ("salesforce_wizard", 3, true), ("hubspot", 3, true)];
    std::thread::scope(|scope| {
        for (target, parts, is_cut) in cases {
            let (dir, input, big) = (home.path(target), &input, &big);
            scope.spawn(move || {
                let (report, problems) = written(input, target, &dir);
                assert!(problems.is_empty(), "{target}:\n{}", problems.join("\n"));
                let contacts: Vec<_> = report.files.iter().filter(|file| file.file.starts_with("contacts")).collect();
                assert_eq!(contacts.iter().map(|file| file.rows).sum::<u64>(), PEOPLE as u64, "{target}");
                assert!(contacts.len() >= parts && (contacts.len() > 1) == (parts > 1), "{target}: {contacts:?}");
                let named: Vec<&str> = report.cut_organisations.iter().map(String::as_str).collect();
                assert_eq!(named, if is_cut { vec![big.as_str()] } else { vec![] }, "{target}");
                assert_eq!(read::refused(&dir).len(), 0, "{target}");
                // no part is left nearly empty: what does not fit is at most one company
                let small = contacts.iter().rev().skip(1).filter(|file| file.rows < 1_000).count();
                assert_eq!(small, 0, "{target}: {contacts:?}");
            });
        }
    });
}
