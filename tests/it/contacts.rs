//! Contact cards, what changed between runs, and ids that last.

use crate::support::{Home, leadloom, repository, succeeds, table, tables_of, text};
use std::collections::BTreeMap;
use std::path::Path;

fn column(frame: &polars::prelude::DataFrame, name: &str) -> Vec<Option<String>> {
    frame.column(name).unwrap().str().unwrap().iter().map(|cell| cell.map(str::to_owned)).collect()
}

/// Contact of each record.
fn contact_of(out: &Path) -> BTreeMap<String, String> {
    let leads = table(out, "leads");
    let pairs = column(&leads, "record_id").into_iter().zip(column(&leads, "contact_id"));
    pairs.map(|(record, contact)| (record.unwrap(), contact.unwrap())).collect()
}

/// Contact by its records.
fn groups(contact_of: &BTreeMap<String, String>) -> BTreeMap<Vec<String>, String> {
    let mut records: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    for (record, contact) in contact_of {
        records.entry(contact).or_default().push(record.clone());
    }
    records.into_iter().map(|(contact, records)| (records, contact.clone())).collect()
}

#[test]
fn a_card_is_found_by_any_spelling_and_shows_all_kinds_of_data() {
    let home = Home::new();
    let out = home.path("out");
    let pipeline = repository("pipelines/quickstart.toml");
    succeeds(&["run", text(&pipeline), "--out", text(&out)]);
    let contacts = table(&out, "contacts");
    let (id, email) = (column(&contacts, "contact_id"), column(&contacts, "email"));
    let orders = contacts.column("lifetime_orders").unwrap().i32().unwrap().clone();
    let shared = |address: &Option<String>| email.iter().filter(|other| *other == address).count() > 1;
    let row = (0..id.len())
        .find(|&row| orders.get(row).unwrap() > 1 && email[row].is_some() && !shared(&email[row]))
        .unwrap();
    let address = email[row].as_deref().unwrap().to_uppercase();
    let card: serde_json::Value =
        serde_json::from_str(&succeeds(&["card", text(&out), &address, "--format", "json"]).out).unwrap();
    assert_eq!(card["contact_id"].as_str(), id[row].as_deref());
    for section in [
        "identity",
        "behaviour",
        "transactions",
        "campaigns",
        "communication",
        "segments",
        "other_systems",
        "manual_entries",
        "score",
    ] {
        assert!(!card[section].is_null(), "{section}");
    }
    let years = card["transactions"]["years"].as_array().unwrap();
    let sum: i64 = years.iter().map(|year| year["orders"].as_i64().unwrap()).sum();
    assert_eq!(sum, i64::from(orders.get(row).unwrap()));
    let shown = succeeds(&["card", text(&out), id[row].as_deref().unwrap()]).out;
    for word in ["identity", "transactions", "other systems", "score", email[row].as_deref().unwrap()] {
        assert!(shown.contains(word), "the card lacks {word}:\n{shown}");
    }
    let nobody = leadloom(&["card", text(&out), "nobody@nowhere.example"]);
    assert_eq!(nobody.code, 2);
    assert!(nobody.err.contains("no contact has it"), "{}", nobody.err);
}

/// Invented people in two lists, as CSV; `of` names the people of each list.
fn list(people: &[(u32, u32)]) -> String {
    let letters = |mut number: u32| {
        let mut word = String::new();
        for _ in 0..4 {
            word.push((b'a' + (number % 23) as u8) as char);
            word.push(['e', 'o', 'a', 'i'][(number % 4) as usize]);
            number = number / 23 + 7;
        }
        word
    };
    let mut text = "Kundennummer;Vorname;Nachname;E-Mail;PLZ;Ort;Telefon\n".to_owned();
    for &(person, edit) in people {
        let (given, family) = (letters(person * 31 + 5), letters(person * 17 + 3));
        text.push_str(&format!(
            "K{person};{given};{family};{given}.{family}@post{person}.example;{:05};Ort{};0341 {:07}\n",
            10_000 + person % 500,
            letters(person % 500),
            2_000_000 + person * 13 + edit
        ));
    }
    text
}

#[test]
fn records_that_nobody_touched_keep_their_contact_through_random_edits() {
    let home = Home::new();
    let out = home.path("out");
    let mut state = 12_345_u32;
    let mut random = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut people: Vec<(u32, u32)> = (0..200).map(|person| (person, 0)).collect();
    let (mut fresh, mut before): (u32, Option<BTreeMap<String, String>>) = (1_000, None);
    let mut touched: Vec<u32> = Vec::new();
    for round in 0..6 {
        home.file("in/crm.csv", list(&people));
        home.file(
            "in/messe.csv",
            list(&people.iter().copied().filter(|(person, _)| person % 3 == 0).collect::<Vec<_>>()),
        );
        succeeds(&["run", text(&home.path("in")), "--out", text(&out), "--as-of", "2026-06-30", "--quiet"]);
        let after = contact_of(&out);
        if let Some(before) = &before {
            // a contact of the same records keeps its id; now and then the model regroups what nobody touched
            let (old, new) = (groups(before), groups(&after));
            let kept: Vec<_> = old.iter().filter_map(|(records, id)| Some((records, id, new.get(records)?))).collect();
            for (records, id, now) in &kept {
                assert_eq!(id, now, "round {round}, {records:?}");
            }
            let untouched = |records: &&Vec<String>| {
                records.iter().all(|record| !touched.contains(&record.rsplit(":K").next().unwrap().parse().unwrap()))
            };
            let (all, same) =
                (old.keys().filter(untouched).count(), kept.iter().filter(|(records, ..)| untouched(records)).count());
            assert!(
                all > 150 && same * 100 >= all * 97,
                "round {round}: {same} of {all} untouched contacts are as before"
            );
            let ledger = column(&table(&out, "contact_ids"), "id");
            assert!(before.values().all(|id| ledger.contains(&Some(id.clone()))), "an id is not in the ledger");
        }
        // a twentieth is added, removed and edited
        touched.clear();
        for _ in 0..people.len() / 20 {
            let at = random(people.len() as u32) as usize;
            touched.push(people.swap_remove(at).0);
            let at = random(people.len() as u32) as usize;
            people[at].1 += 1;
            touched.push(people[at].0);
            people.push((fresh, 0));
            fresh += 1;
        }
        before = Some(after);
    }
    let changes = succeeds(&["diff", text(&home.path("out.previous")), text(&out), "--format", "json"]).out;
    let changes: serde_json::Value = serde_json::from_str(&changes).unwrap();
    assert!(changes["records"]["added"].as_u64().unwrap() >= 10, "{}", changes["records"]);
    assert!(changes["records"]["removed"].as_u64().unwrap() >= 10, "{}", changes["records"]);
    assert!(changes["changed_fields"]["phone"].as_u64().unwrap() >= 5, "{}", changes["changed_fields"]);
    let shown = succeeds(&["diff", text(&home.path("out.previous")), text(&out)]).out;
    assert!(shown.contains("fields that changed"), "{shown}");
}

#[test]
fn a_run_that_is_killed_leaves_the_old_state_or_the_new_one() {
    let home = Home::new();
    let (out, list_of) =
        (home.path("out"), |edit: u32| list(&(0..300).map(|person| (person, edit)).collect::<Vec<_>>()));
    home.file("in/crm.csv", list_of(0));
    let input = home.path("in");
    let args = ["run", text(&input), "--out", text(&out), "--as-of", "2026-06-30", "--quiet"];
    succeeds(&args);
    let ids = contact_of(&out);
    for round in 0..12_u64 {
        home.file("in/crm.csv", list_of(round as u32 % 2));
        let old = tables_of(&out);
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("leadloom"))
            .args(args)
            .env("LEADLOOM_DATA_DIR", text(&home.path("data")))
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(40 + 97 * round % 700));
        // a run that has ended cannot be killed
        let _ = child.kill();
        let finished = child.wait().unwrap().success();
        let now = if out.exists() { tables_of(&out) } else { Vec::new() };
        if !finished && !now.is_empty() && now != old {
            // exchanged, but killed before it could say so: then it must be whole
            assert_eq!(now.len(), old.len());
        }
        succeeds(&args);
        assert_eq!(contact_of(&out), ids, "ids forked in round {round}");
        let events = table(&out, "id_events");
        let minted = column(&events, "event").into_iter().filter(|event| event.as_deref() == Some("mint")).count();
        assert_eq!(minted, ids.len(), "an id was minted twice");
    }
}

#[test]
fn gaps_are_filled_from_a_table_and_say_so() {
    let home = Home::new();
    home.file(
        "crm.csv",
        "Vorname;Nachname;E-Mail;Telefon;Firma;Webseite;Land\n\
         Ilse;Weber;ilse.weber@holz-ritter.example;+49 341 9876543;Holz Ritter GmbH;;DE\n\
         Kurt;Stein;kurt.stein@stein-bau.example;+43 1 2345678;Stein Bau AG;https://www.stein-bau.example;\n",
    );
    home.file(
        "firmen.csv",
        "Name;Homepage;USt-IdNr.;Ort\nHOLZ RITTER GmbH;https://www.holz-ritter.example/;DE136695976;Leipzig\n\
         Stein Bau AG;https://other.example;ATU13585627;Wien\n",
    );
    let pipeline = home.file(
        "p.toml",
        "name = \"p\"\nas_of = 2026-06-30\n[[source]]\nname = \"crm\"\npath = \"crm.csv\"\nrecords = \"contacts\"\n\
         [[enrich]]\nname = \"firms\"\ntable = \"firmen.csv\"\non = { company = \"Name\" }\n\
         fill = { website = \"Homepage\", vat_id = \"USt-IdNr.\" }\n",
    );
    let out = home.path("out");
    let summary = succeeds(&["run", text(&pipeline), "--out", text(&out)]).out;
    assert!(summary.contains("gaps filled by enrich:firms: 2 vat_id, 1 website"), "{summary}");
    let contacts = table(&out, "contacts");
    let names = column(&contacts, "family_name");
    let of = |name: &str, field: &str| {
        let row = names.iter().position(|family| family.as_deref() == Some(name)).unwrap();
        column(&contacts, field)[row].clone()
    };
    assert_eq!(of("Weber", "vat_id").as_deref(), Some("DE136695976"));
    assert_eq!(of("Stein", "vat_id").as_deref(), Some("ATU13585627"));
    assert!(of("Stein", "website").unwrap().contains("stein-bau"), "what is there stays");
    assert_eq!(of("Stein", "country").as_deref(), Some("AT"), "told by the number");
    let fields = table(&out, "contact_fields");
    let rules = column(&fields, "rule");
    assert_eq!(rules.iter().filter(|rule| rule.as_deref() == Some("enrich:firms")).count(), 3);
    let manifest = std::fs::read_to_string(out.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["accounting"]["enriched"][0]["matched"], 2, "{}", manifest["accounting"]["enriched"]);
}

#[test]
fn the_crm_is_told_what_is_new_what_changed_and_what_it_has_twice() {
    let home = Home::new();
    let out = home.path("out");
    let people = |range: std::ops::Range<u32>| list(&range.map(|person| (person, 0)).collect::<Vec<_>>());
    // one of them stands in the CRM twice
    let crm = people(0..200);
    let twin = crm.lines().nth(8).unwrap().replacen("K7;", "K9007;", 1);
    home.file("crm.csv", format!("{crm}{twin}\n"));
    // the fair knows the job titles of some, and people that are new
    let mut fair = String::new();
    for (at, line) in people(0..60).lines().chain(people(500..520).lines().skip(1)).enumerate() {
        let title = if at == 0 { "Position" } else { "Einkauf" };
        fair.push_str(&format!("{line};{title}\n"));
    }
    home.file("fair.csv", &fair);
    let stopped = fair.lines().last().unwrap().split(';').nth(3).unwrap().to_owned();
    home.file("stop.csv", format!("email;reason\n{};opt-out\n", stopped.to_uppercase()));
    let pipeline = home.file(
        "p.toml",
        "name = \"p\"\nas_of = 2026-06-30\n[[source]]\nname = \"crm\"\npath = \"crm.csv\"\nrecords = \"contacts\"\nmaster = true\n\
         [[source]]\nname = \"fair\"\npath = \"fair.csv\"\nrecords = \"contacts\"\n\
         [[source]]\nname = \"stop\"\npath = \"stop.csv\"\nrecords = \"suppression\"\n",
    );
    succeeds(&["run", text(&pipeline), "--out", text(&out)]);
    let (contacts, changes) = (table(&out, "contacts"), table(&out, "crm_changes"));
    let emails: BTreeMap<_, _> = column(&contacts, "contact_id").into_iter().zip(column(&contacts, "email")).collect();
    let mut actions: BTreeMap<String, u32> = BTreeMap::new();
    let cells =
        ["contact_id", "crm_id", "action", "changed_fields", "duplicate_crm_ids"].map(|name| column(&changes, name));
    for row in 0..changes.height() {
        let [id, crm, action, fields, twins] = cells.each_ref().map(|cells| cells[row].clone());
        let action = action.unwrap();
        *actions.entry(action.clone()).or_default() += 1;
        assert_eq!(crm.is_none(), matches!(&*action, "new" | "withheld"));
        assert_eq!(fields.is_some(), action == "update");
        assert!(fields.is_none_or(|fields| fields.contains("job_title")), "{row}");
        assert_eq!(action == "withheld", emails[&id] == Some(stopped.clone()));
        let twin = match crm.as_deref() {
            Some("K7") => Some("K9007"),
            Some("K9007") => Some("K7"),
            _ => None,
        };
        assert_eq!(twins.as_deref(), twin, "{crm:?}");
    }
    let expected = [("new", 19), ("unchanged", 141), ("update", 60), ("withheld", 1)];
    assert_eq!(actions, expected.map(|(action, count)| (action.to_owned(), count)).into());
}

/// Comparing every pair of its records would take minutes.
#[test]
fn a_contact_of_very_many_records_is_put_together() {
    let home = Home::new();
    for name in ["a", "b"] {
        let mut text = "Nr;Vorname;Nachname;E-Mail;Telefon;PLZ;Ort\n".to_owned();
        for row in 0..6_000 {
            text.push_str(&format!("{name}{row};Ilse;Weber;ilse@weber.example;0341 9876543;04229;Leipzig\n"));
        }
        home.file(&format!("in/{name}.csv"), text);
    }
    let out = home.path("out");
    succeeds(&["run", text(&home.path("in")), "--out", text(&out), "--quiet"]);
    assert_eq!(table(&out, "contacts").height(), 1);
}
