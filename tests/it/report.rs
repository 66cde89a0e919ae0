//! The page of a run: written with it, complete in both languages, asking no network, telling nobody who is in it.

use crate::support::{Home, leadloom, repository, succeeds, table, text};
use std::fs;
use std::path::Path;

const SECTIONS: [&str; 15] = [
    "flow",
    "quality",
    "findings",
    "clusters",
    "matching",
    "review",
    "purchases",
    "retention",
    "rfm",
    "lifetime",
    "cross_sell",
    "consent",
    "gaps",
    "gates",
    "timings",
];

fn quickstart(home: &Home) -> std::path::PathBuf {
    let out = home.path("out");
    succeeds(&["run", text(&repository("pipelines/quickstart.toml")), "--out", text(&out)]);
    out
}

fn page(out: &Path) -> String {
    fs::read_to_string(out.join("report.html")).unwrap()
}

#[test]
fn a_run_writes_a_page_with_every_section_in_both_languages() {
    let home = Home::new();
    let out = quickstart(&home);
    let page = page(&out);
    for section in SECTIONS {
        for lang in ["de", "en"] {
            assert!(page.contains(&format!("<section id=\"{lang}-{section}\"")), "{lang}-{section} is missing");
        }
    }
    for word in
        ["Der Weg der Zeilen", "The way of the rows", "Data quality before and after", "Kaufhäufigkeit je Kalenderjahr"]
    {
        assert!(page.contains(word), "{word}");
    }
    assert!(!page.contains('⟦'), "a message is missing");
    assert_eq!(page.matches("role=\"img\"").count(), page.matches("<desc ").count());
    assert!(page.len() < 1_500_000, "{} bytes", page.len());
    for address in ["http://", "https://", "src=", "url(", "@import", "style=\""] {
        assert!(!page.contains(address), "{address}");
    }
}

#[test]
fn the_numbers_are_those_of_the_tables() {
    let home = Home::new();
    let out = quickstart(&home);
    let facts: serde_json::Value = serde_json::from_slice(&fs::read(out.join("report.json")).unwrap()).unwrap();
    let (leads, contacts) = (table(&out, "leads"), table(&out, "contacts"));
    assert_eq!(facts["totals"]["leads"], leads.height());
    let sum = |values: &serde_json::Value| values.as_array().unwrap().iter().map(|v| v.as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum(&facts["clusters"]["sizes"]), contacts.height() as u64);
    for field in facts["quality"]["total"].as_array().unwrap() {
        assert_eq!(sum(field), leads.height() as u64);
    }
    let pairs: u64 = facts["matching"]["weights"].as_array().unwrap().iter().map(|bin| sum(&bin["pairs"])).sum();
    assert_eq!(pairs, table(&out, "pairs").height() as u64);
    assert_eq!(facts["matching"]["review_queue"], table(&out, "review").height());
    let orders: i32 = table(&out, "purchase_years").column("orders").unwrap().i32().unwrap().iter().flatten().sum();
    let told = facts["purchases"].as_array().unwrap().iter().map(|year| year["orders"].as_i64().unwrap()).sum::<i64>();
    assert_eq!(told, i64::from(orders));
}

#[test]
fn nobody_is_named() {
    let home = Home::new();
    let out = quickstart(&home);
    let written = page(&out) + &fs::read_to_string(out.join("report.json")).unwrap();
    let leads = table(&out, "leads");
    let mut looked = 0;
    for name in ["email", "email_2", "phone", "mobile", "full_name", "street"] {
        for value in leads.column(name).unwrap().str().unwrap().iter().flatten() {
            looked += 1;
            assert!(!written.contains(value), "{name} {value}");
        }
    }
    let findings = table(&out, "findings");
    for column in ["original", "corrected"] {
        for value in
            findings.column(column).unwrap().str().unwrap().iter().flatten().filter(|value| value.contains('@'))
        {
            looked += 1;
            assert!(!written.contains(value), "{value}");
        }
    }
    assert!(looked > 1000, "only {looked} values were looked for");
}

#[test]
fn the_page_written_anew_is_the_same_and_opens_in_the_language_that_was_asked_for() {
    let home = Home::new();
    let out = quickstart(&home);
    let first = page(&out);
    let said = succeeds(&["report", text(&out)]).out;
    assert_eq!(said.trim(), text(&out.join("report.html")));
    assert!(page(&out) == first, "the page differs");
    succeeds(&["report", text(&out), "--lang", "de"]);
    assert!(page(&out).contains("<html lang=\"de\" data-language=\"de\">"));
    // the next run keeps it
    quickstart(&home);
    assert!(page(&out).contains("<html lang=\"de\" data-language=\"de\">"));
    let left = fs::read_dir(&out)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "new"));
    assert_eq!(left.count(), 0);
}

#[test]
fn a_run_without_orders_leaves_their_sections_out() {
    let home = Home::new();
    let crm =
        home.file("crm.csv", "ID;Vorname;Nachname;E-Mail\n1;Ilse;Weber;ilse@holz-ritter.example\n2;Kurt;Stein;\n");
    let out = home.path("out");
    succeeds(&["run", text(&crm), "--out", text(&out), "--as-of", "2026-06-30"]);
    let page = page(&out);
    assert!(page.contains("id=\"de-quality\""));
    for section in ["purchases", "retention", "rfm", "cross_sell"] {
        assert!(!page.contains(&format!("id=\"de-{section}\"")), "{section}");
    }
    assert!(!page.contains("NaN"));
}

#[test]
fn pairs_and_contacts_have_pages_that_show_their_values() {
    let home = Home::new();
    let out = quickstart(&home);
    let pairs = table(&out, "pairs");
    let ids =
        ["left_record_id", "right_record_id"].map(|name| pairs.column(name).unwrap().str().unwrap().get(0).unwrap());
    let page = home.path("why.html");
    let said = succeeds(&["why", text(&out), ids[0], ids[1], "--html", text(&page)]).out;
    assert_eq!(said.trim(), text(&page));
    let why = fs::read_to_string(&page).unwrap();
    assert!(ids.iter().all(|id| why.contains(id)) && why.matches("<svg role=\"img\"").count() == 2);

    let contacts = table(&out, "contacts");
    let counts = contacts.column("record_count").unwrap().i32().unwrap();
    let row = counts.iter().position(|count| count.is_some_and(|count| count > 2)).unwrap();
    let cell = |name: &str| contacts.column(name).unwrap().str().unwrap().get(row).unwrap().to_owned();
    let page = home.path("how.html");
    succeeds(&["how", text(&out), &cell("contact_id"), "--html", text(&page)]);
    let how = fs::read_to_string(&page).unwrap();
    assert!(how.contains(&cell("full_name")) && how.contains("<circle"));
    for page in [why, how] {
        assert!(!page.contains('⟦') && !page.contains("NaN") && !page.contains(" src="), "{page}");
    }
    let ended = leadloom(&["how", text(&out), &cell("contact_id"), "--html", text(&home.path("nowhere/x.html"))]);
    assert_eq!(ended.code, 3);
}

#[test]
fn a_folder_that_is_no_run_is_a_matter_of_input() {
    let home = Home::new();
    let ended = leadloom(&["report", text(&home.path("nowhere"))]);
    assert_eq!(ended.code, 3, "{}", ended.err);
    let out = quickstart(&home);
    fs::write(out.join("leads.parquet"), "no table").unwrap();
    let ended = leadloom(&["report", text(&out)]);
    assert!(ended.code == 3 && ended.err.contains("leads.parquet"), "{} {}", ended.code, ended.err);
}
