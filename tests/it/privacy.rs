//! Erasure, retention, pseudonyms, suppression and consent, from outside.

use crate::support::{Home, program, table, text};
use arrow::array::AsArray;
use polars::prelude::*;
use std::fs;
use std::path::Path;

const KEY: &str = "a key for tests, long enough";

/// Calls the program with the key of these tests.
fn call(args: &[&str]) -> (i32, String, String) {
    let output = program().env("LEADLOOM_KEY", KEY).args(args).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn succeeds(args: &[&str]) -> String {
    let (code, out, err) = call(args);
    assert_eq!(code, 0, "leadloom {}\n{out}\n{err}", args.join(" "));
    out
}

const CRM: &str = "\
ID;Vorname;Nachname;E-Mail;Telefon;Firma;Straße;PLZ;Ort;Newsletter;Geändert am
1;Zebulon;Quittenbaum;z.quittenbaum@schlehdorn.example;0341 4567123;Quittenbaum Kelterei e.K.;Mostgasse 7;04229;Leipzig;ja;2026-05-01
2;Ilse;Weber;ilse.weber@holz-ritter.example;0341 9876543;Holz Ritter GmbH;Werkstraße 1;04155;Leipzig;ja;2026-05-02
3;Kurt;Stein;kurt.stein@stein-bau.example;0351 2223344;Stein Bau AG;Elbufer 3;01067;Dresden;nein;2019-01-03
4;Agathe;Quittenbaum;agathe@mostgasse.example;0341 4567123;;Mostgasse 7;04229;Leipzig;ja;2026-05-03
";
const FAIR: &str = "\
Name,E-Mail,Mobil,Notiz
Zebulon Quittenbaum,Z.Quittenbaum@Schlehdorn.example,0171 5550123,will Angebot
Ilse Weber,ilse.weber@holz-ritter.example,,
Hanna Sommer,hanna@sommer-reisen.example,0172 5550999,
";
const ORDERS: &str = "\
Belegnummer;Belegdatum;Kundennummer;E-Mail;Artikelnummer;Menge;Einzelpreis
A1;2026-01-10;1;z.quittenbaum@schlehdorn.example;M1;2;10,00
A2;2026-02-10;2;ilse.weber@holz-ritter.example;M2;1;20,00
";

fn lists(home: &Home) -> std::path::PathBuf {
    home.file("in/crm.csv", CRM);
    home.file("in/messe.csv", FAIR);
    home.file("in/orders.csv", ORDERS);
    home.path("in")
}

/// Every file of a folder as raw bytes, and the text cells of its tables, in lower case.
fn everything(out: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(out).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(everything(&path));
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        texts.push((name.clone(), String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase()));
        if name.ends_with(".arrow") {
            let batches = arrow::ipc::reader::FileReader::try_new(fs::File::open(&path).unwrap(), None).unwrap();
            for column in batches.map(Result::unwrap).flat_map(|batch| batch.columns().to_vec()) {
                if let Some(cells) = column.as_string_opt::<i32>() {
                    let cells: Vec<&str> = cells.iter().flatten().collect();
                    texts.push((format!("{name}, decoded"), cells.join("\n").to_lowercase()));
                }
            }
        }
        if let Some(name) = name.strip_suffix(".parquet") {
            for column in table(out, name).columns() {
                if column.dtype() == &DataType::String {
                    let cells: Vec<&str> = column.str().unwrap().iter().flatten().collect();
                    texts.push((format!("{name}.{}", column.name()), cells.join("\n").to_lowercase()));
                }
            }
        }
    }
    texts
}

fn holds(out: &Path, needle: &str) -> Vec<String> {
    everything(out).into_iter().filter(|(_, text)| text.contains(needle)).map(|(name, _)| name).collect()
}

fn names(out: &Path) -> Vec<(String, String)> {
    let contacts = table(out, "contacts");
    let column = |name: &str| contacts.column(name).unwrap().str().unwrap().clone();
    let (name, id) = (column("full_name"), column("contact_id"));
    let mut names: Vec<(String, String)> =
        name.iter().zip(id.iter()).map(|(name, id)| (name.unwrap_or("").to_owned(), id.unwrap().to_owned())).collect();
    names.sort();
    names
}

#[test]
fn an_erased_person_is_in_no_byte_and_does_not_come_back() {
    let home = Home::new();
    let (input, out) = (lists(&home), home.path("out"));
    let mut run = vec!["run", text(&input), "--out", text(&out), "--as-of", "2026-06-30"];
    // in every form there is
    for form in ["csv=true", "ndjson=true", "arrow=true", "sqlite=true", "partition_by.contacts=city"] {
        let set: &'static str = format!("output.{form}").leak();
        run.extend(["--set", set]);
    }
    succeeds(&run);
    succeeds(&run);
    let before = names(&out);
    assert!(before.iter().any(|(name, _)| name == "Zebulon Quittenbaum"), "{before:?}");
    assert!(!holds(&out, "zebulon").is_empty() && home.path("out.previous").exists());
    // what somebody put beside the tables
    home.file("out/crm/export.csv", "id,name\n1,Zebulon Quittenbaum\n2,Ilse Weber\n");
    home.file("out/logo.png", [0x89, 0x50, 0xff, 0x00]);

    let said = succeeds(&["forget", text(&out), "--email", "Z.QUITTENBAUM@schlehdorn.example", "--format", "json"]);
    let certificate: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(certificate["records"], 2, "{certificate}");
    assert!(!home.path("out.previous").exists(), "the run before still holds the person");
    let gone = ["zebulon", "z.quittenbaum", "schlehdorn", "3414567123x", "1715550123", "kelterei"];
    for needle in gone {
        assert_eq!(holds(&out, needle), [""; 0], "{needle}");
    }
    for file in [
        "report.html",
        "report.json",
        "contacts.csv",
        "contacts.ndjson",
        "contacts.arrow",
        "leadloom.sqlite",
        "partitions/contacts",
    ] {
        assert!(out.join(file).exists(), "{file} is gone");
    }
    assert_eq!(fs::read_to_string(out.join("crm/export.csv")).unwrap(), "id,name\n2,Ilse Weber\n");
    assert!(out.join("logo.png").exists());
    let others: Vec<_> = before.iter().filter(|(name, _)| name != "Zebulon Quittenbaum").cloned().collect();
    assert_eq!(names(&out), others);
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    for output in manifest["outputs"].as_array().unwrap() {
        let bytes = fs::metadata(out.join(output["file"].as_str().unwrap())).unwrap().len();
        assert_eq!(output["bytes"], bytes, "{output}");
    }

    // the same lists once more
    succeeds(&run);
    assert_eq!(names(&out), others);
    for needle in gone {
        assert_eq!(holds(&out, needle), [""; 0], "{needle} came back");
    }
    let rejects = table(&out, "rejects");
    let codes: Vec<&str> = rejects.column("code").unwrap().str().unwrap().iter().flatten().collect();
    assert_eq!(codes, ["privacy.erased"; 2]);
    let certificates = fs::read_dir(&out)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_str().unwrap().starts_with("erasure-"));
    assert_eq!(certificates.count(), 1, "the certificate goes with the folder");

    // nobody can tell who must not come back without the key
    let output = program().env("LEADLOOM_KEY", "another key, also long enough").args(&run).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let forget = ["forget", text(&out), "--email", "ilse.weber@holz-ritter.example"];
    let output = program().env("LEADLOOM_KEY", "another key, also long enough").args(forget).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "two keys in one folder could never be checked");
    let (code, _, err) = call(&["forget", text(&out), "--email", "z.quittenbaum@schlehdorn.example"]);
    assert_eq!(code, 2);
    assert!(err.contains("no contact has it"), "{err}");
}

#[test]
fn records_past_their_retention_are_left_out_with_a_reason() {
    let home = Home::new();
    lists(&home);
    let pipeline = home.file(
        "p.toml",
        "name = \"p\"\nas_of = 2026-06-30\n[[source]]\nname = \"crm\"\npath = \"in/crm.csv\"\n[privacy]\nretention_days = 1095\n",
    );
    let out = home.path("out");
    succeeds(&["run", text(&pipeline), "--out", text(&out)]);
    assert!(!names(&out).iter().any(|(name, _)| name == "Kurt Stein"));
    assert_eq!(table(&out, "leads").height(), 3);
    assert_eq!(holds(&out, "kurt.stein"), [""; 0]);
    assert_eq!(table(&out, "rejects").column("code").unwrap().str().unwrap().get(0), Some("privacy.retention"));
}

#[test]
fn pseudonyms_stand_for_values_in_every_table() {
    let home = Home::new();
    lists(&home);
    let pipeline = home.file(
        "p.toml",
        "name = \"p\"\nas_of = 2026-06-30\n[[source]]\nname = \"crm\"\npath = \"in/crm.csv\"\n[[source]]\nname = \"fair\"\n\
         path = \"in/messe.csv\"\n[[source]]\nname = \"erp\"\npath = \"in/orders.csv\"\n[privacy]\npseudonymize = [\"email\", \"phone\", \"family_name\", \"full_name\"]\n",
    );
    let out = home.path("out");
    succeeds(&["run", text(&pipeline), "--out", text(&out)]);
    for needle in ["ilse.weber", "+493419876543", "sommer"] {
        let found: Vec<String> = holds(&out, needle).into_iter().filter(|name| !name.contains("domain")).collect();
        let allowed = |name: &String| needle == "sommer" && !name.contains("name");
        assert!(found.iter().all(allowed), "{needle}: {found:?}");
    }
    let contacts = table(&out, "contacts");
    let email = contacts.column("email").unwrap().str().unwrap().clone();
    assert!(email.iter().flatten().all(|email| email.starts_with("p_") && email.len() == 34), "{email:?}");
    assert_eq!(fs::read_to_string(out.join("manifest.json")).unwrap().matches(KEY).count(), 0);
    let id = names(&out)[0].1.clone();
    let (code, _, err) = call(&["forget", text(&out), "--id", &id]);
    assert!(code == 2 && err.contains("holds pseudonyms"), "{code} {err}");
    let output = program().args(["run", text(&pipeline), "--out", text(&out)]).env_remove("LEADLOOM_KEY").output();
    assert_eq!(output.unwrap().status.code(), Some(2), "pseudonyms without a key");
}

#[test]
fn consent_is_as_strict_as_the_strictest_record_and_suppression_knows_every_spelling() {
    let home = Home::new();
    // a person in three lists, consent told in all combinations of yes, no and nothing
    let said = ["ja", "nein", ""];
    let mut lists = [String::new(), String::new(), String::new()];
    for list in &mut lists {
        list.push_str("Vorname;Nachname;E-Mail;Newsletter-Einwilligung\n");
    }
    for person in 0..27_usize {
        let name = format!(
            "Ulf{};Grantel{}",
            (b'a' + person as u8 % 26) as char,
            "abcdefghijklmnopqrstuvwxyzz"[person..=person].repeat(2)
        );
        for (at, list) in lists.iter_mut().enumerate() {
            let consent = said[person / 3_usize.pow(at as u32) % 3];
            list.push_str(&format!("{name};ulf.grantel{person}@berghof.example;{consent}\n"));
        }
    }
    for (at, list) in lists.iter().enumerate() {
        home.file(&format!("in/list_{at}.csv"), list);
    }
    home.file(
        "in/sperrliste.csv",
        "E-Mail;Grund\notto.privat@berghof.example;Widerspruch\n ULF.Grantel3@BERGHOF.example ;Widerspruch\nmailto:ulf.grantel4@berghof.example;Widerspruch\n",
    );
    home.file(
        "in/zweite.csv",
        "Vorname;Nachname;E-Mail;E-Mail 2\nOtto;Zweifel;otto@zweifel.example;Otto.Privat@Berghof.example\n",
    );
    let (input, out) = (home.path("in"), home.path("out"));
    succeeds(&["run", text(&input), "--out", text(&out)]);
    let (leads, contacts) = (table(&out, "leads"), table(&out, "contacts"));
    let id = contacts.column("contact_id").unwrap().str().unwrap().clone();
    let consent = contacts.column("consent_email").unwrap().bool().unwrap().clone();
    let opt_out = contacts.column("opt_out").unwrap().bool().unwrap().clone();
    let email = contacts.column("email").unwrap().str().unwrap().clone();
    let of = leads.column("contact_id").unwrap().str().unwrap().clone();
    let told = leads.column("consent_email").unwrap().bool().unwrap().clone();
    let mut refused = 0;
    for row in 0..contacts.height() {
        let members = (0..leads.height()).filter(|&lead| of.get(lead) == id.get(row));
        if members.clone().any(|lead| told.get(lead) == Some(false)) {
            refused += 1;
            assert_eq!(consent.get(row), Some(false), "{:?}", email.get(row));
        }
        let suppressed = matches!(
            email.get(row),
            Some("ulf.grantel3@berghof.example" | "ulf.grantel4@berghof.example" | "otto@zweifel.example")
        );
        assert_eq!(opt_out.get(row) == Some(true), suppressed, "{:?}", email.get(row));
    }
    assert!(refused >= 15, "only {refused} contacts have a record that refuses");
}
