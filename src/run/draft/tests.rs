use super::*;
use crate::model::record::Records;
use crate::pipeline::plan::Plan;
use crate::pipeline::{self, Overrides};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(dir.path().join(name), content).unwrap();
    }
    dir
}

/// The plan of a draft for a folder; the pipeline file lies in it.
fn planned(dir: &tempfile::TempDir) -> (String, Plan) {
    let drafted = draft(&[dir.path().to_path_buf()], dir.path()).unwrap();
    let plan = pipeline::parse(&drafted.toml, &dir.path().join("pipeline.toml"), &Overrides::default())
        .unwrap_or_else(|error| panic!("{error}\n{}", drafted.toml));
    (drafted.toml, plan)
}

#[test]
fn a_folder_becomes_a_pipeline_that_parses_and_reads_the_same() {
    let dir = folder(&[
        (
            "Kunden 2024.csv",
            "Kundennummer;Vorname;Nachname;Telefon;Telefon privat;Land;VIP \"Gold\"\n1;Ilse;Weber;0351 1234567;;D;x\n",
        ),
        ("sales.csv", "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\nA1,B1,2,2024-01-01,3.5,1\n"),
        ("articles.csv", "sku,price,weight\nB1,3.5,2\n"),
        ("readme.md", "# hello"),
        ("broken.json", "[{\"a\":"),
        (".hidden.csv", "x"),
    ]);
    let drafted = draft(&[dir.path().to_path_buf()], dir.path()).unwrap();
    let names: Vec<String> =
        drafted.left_out.iter().map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["readme.md", "broken.json", "articles.csv"]);

    let plan = pipeline::parse(&drafted.toml, &dir.path().join("pipeline.toml"), &Overrides::default())
        .unwrap_or_else(|error| panic!("{error}\n{}", drafted.toml));
    assert_eq!(plan.default_country.as_deref(), Some("DE"));
    let kinds: Vec<_> = plan.sources.iter().map(|source| (source.name.as_str(), source.records)).collect();
    assert_eq!(kinds, [("kunden_2024", Some(Records::Contacts)), ("sales", Some(Records::Orders))]);
    assert!(drafted.toml.contains("path = \"Kunden 2024.csv\""));
    let read = ingest::read(&plan.sources[0], None).unwrap();
    let columns: Vec<&str> = read.frame.get_column_names().iter().skip(5).map(|name| name.as_str()).collect();
    assert_eq!(columns, ["given_name", "family_name", "phone", "country", "telefon_privat", "vip_gold"]);
    assert!(drafted.toml.contains("# phone is also taken from \"Telefon privat\" where it is empty"));
}

#[test]
fn sheets_and_equal_stems_get_names_of_their_own() {
    let dir = folder(&[("leads.csv", "E-Mail\na@b.example\n"), ("leads.json", "[{\"email\":\"a@b.example\"}]")]);
    let drafted = draft(&[dir.path().join("leads.csv"), dir.path().join("leads.json")], Path::new("")).unwrap();
    assert!(drafted.toml.contains("name = \"leads\"") && drafted.toml.contains("name = \"leads_2\""));
}

#[test]
fn nothing_to_read_is_an_error_that_names_the_folder() {
    let dir = folder(&[("a.docx", "x")]);
    let message = draft(&[dir.path().to_path_buf()], dir.path()).unwrap_err().to_string();
    assert!(message.contains("holds no file that can be read") && message.contains("a.docx"), "{message}");
    let gone = dir.path().join("gone.csv");
    assert!(matches!(draft(&[gone], dir.path()), Err(IngestError::NotFound { .. })));
}

#[test]
fn parts_of_one_export_become_one_source_that_takes_later_parts() {
    let part = |n: u32| format!("Record ID,First Name,Last Name,Email\n{n},Ada,Kern,ada{n}@kern.example\n");
    let (one, two) = (part(1), part(2));
    let dir = folder(&[
        ("Leads_001.csv", one.as_str()),
        ("Leads_002.csv", two.as_str()),
        ("shop.csv", "Vorname;Nachname;E-Mail\nIda;Stein;ida@stein.example\n"),
    ]);
    let (toml, plan) = planned(&dir);
    assert!(toml.contains("path = \"Leads_*.csv\""), "{toml}");
    let sources: Vec<_> = plan.sources.iter().map(|source| (source.name.as_str(), source.files.len())).collect();
    assert_eq!(sources, [("leads", 2), ("shop", 1)]);
    assert_eq!(ingest::read(&plan.sources[0], None).unwrap().frame.height(), 2);
}

#[test]
fn files_of_one_header_with_names_of_their_own_are_sources_of_their_own() {
    let dir = folder(&[
        ("messe_koeln.csv", "Vorname;Nachname;E-Mail\nIda;Stein;ida@stein.example\n"),
        ("messe_wien.csv", "Vorname;Nachname;E-Mail\nAda;Kern;ada@kern.example\n"),
    ]);
    let (_, plan) = planned(&dir);
    let names: Vec<_> = plan.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["messe_koeln", "messe_wien"]);
}

#[test]
fn a_glob_that_would_take_other_files_is_not_used() {
    let dir = folder(&[
        ("Leads_1.csv", "Vorname;Nachname;E-Mail\nIda;Stein;ida@stein.example\n"),
        ("Leads_2.csv", "Vorname;Nachname;E-Mail\nAda;Kern;ada@kern.example\n"),
        ("Leads_3.csv", "Firma;Ort\nHolz GmbH;Graz\nStahl AG;Linz\n"),
    ]);
    let (toml, _) = planned(&dir);
    assert!(!toml.contains("Leads_*") && toml.contains("    \"Leads_1.csv\","), "{toml}");
}

#[test]
fn a_file_without_header_is_drafted_by_content_and_marked() {
    let dir = folder(&[(
        "liste.csv",
        "ida@stein.example;+49 30 23125001;10115\nada@kern.example;+49 30 23125002;04229\nuwe@holz.example;+49 30 23125003;80331\n",
    )]);
    let (toml, plan) = planned(&dir);
    assert_eq!(plan.sources[0].read.header_row, Some(0), "{toml}");
    assert!(toml.contains("email = \"column_1\"") && toml.contains("check this: content"), "{toml}");
    assert_eq!(ingest::read(&plan.sources[0], None).unwrap().frame.height(), 3);
}

#[test]
fn damage_consent_and_doubts_are_pointed_out() {
    let dir = folder(&[(
        "kunden.csv",
        "Nachname;Vorname;PLZ;Land;Newsletter;Erstellt am\nStein;Ida;4229;DE;ja;03/04/2024\nKern;Ada;10115;DE;;05/06/2024\n",
    )]);
    let (toml, _) = planned(&dir);
    assert!(toml.contains("1 address.lost_zero in \"PLZ\""), "{toml}");
    assert!(toml.contains("consent, empty stays unknown"), "{toml}");
    assert!(toml.contains("# date_order = \"dmy\""), "{toml}");
}

#[test]
fn strings_are_quoted_for_toml() {
    assert_eq!(text::quoted("a\"b\\c\nd\u{1}"), "\"a\\\"b\\\\c\\nd\\u0001\"");
}
