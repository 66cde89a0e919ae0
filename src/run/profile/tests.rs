use super::*;
use std::collections::BTreeMap;
use std::io::Write;

fn profiled(name: &str, content: &[u8]) -> File {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::File::create(&path).unwrap().write_all(content).unwrap();
    let mut found = profile(&[path], Some(PREVIEW), None);
    assert!(found.failed.is_empty(), "{:?}", found.failed);
    found.files.remove(0)
}

fn column<'f>(file: &'f File, name: &str) -> &'f Column {
    file.columns.iter().find(|column| column.name == name).unwrap()
}

#[test]
fn a_lost_zero_is_damage_and_the_preview_puts_it_back() {
    let file = profiled("a.csv", b"Nachname;PLZ;Ort;Land\nStein;4229;Leipzig;DE\nKern;10115;Berlin;DE\n");
    let codes = column(&file, "PLZ");
    assert_eq!(codes.damage, BTreeMap::from([("address.lost_zero", 1)]));
    assert_eq!((codes.kind, codes.canonical), ("identifier", Some("postal_code")));
    assert_eq!(codes.top, [("10115".to_owned(), 1), ("4229".to_owned(), 1)], "values stay as they are in the file");
    let shown: Vec<&str> = (0..2).filter_map(|row| file.preview.record(row).nth(1).map(|(_, cell)| cell)).collect();
    assert_eq!(shown, ["04229", "10115"]);
}

#[test]
fn every_column_of_a_field_is_judged() {
    let file = profiled(
        "a.csv",
        b"Vorname;Nachname;E-Mail;E-Mail 2;Telefon;Telefon 2\n\
          Ilse;Stein;ilse@stein.example;ilse@;+49 30 23125001;4.9302E+11\n",
    );
    assert!(column(&file, "E-Mail 2").damage.contains_key("email.syntax"), "{:?}", file.columns);
    assert!(column(&file, "Telefon 2").damage.contains_key("phone.lost_digits"), "{:?}", file.columns);
    assert!(column(&file, "Telefon").damage.is_empty(), "{:?}", file.columns);
}

#[test]
fn missing_and_inferred_things_are_no_damage() {
    let file = profiled("a.csv", b"Nachname;Vorname;E-Mail;Telefon\nStein;Ada;;030 23125001\nKern;Ida;k.A.;n/a\n");
    let damaged: Vec<_> = file.columns.iter().filter(|column| !column.damage.is_empty()).collect();
    assert!(damaged.is_empty(), "{damaged:?}");
}

#[test]
fn buyers_in_orders_are_judged_as_people_are() {
    let file = profiled(
        "orders.csv",
        b"Order ID,Order Date,Product,Quantity,Unit Price,Email,Zip,Country\n\
          A1,2024-02-03,Lamp,1,auf Anfrage,a@b,1067,DE\nA2,2024-02-04,Lamp,2,9.50,ann@kern.example,10115,DE\n",
    );
    assert_eq!(file.kind, Some("orders"));
    assert!(column(&file, "Unit Price").damage.contains_key("number.unreadable"), "{:?}", file.columns);
    assert!(column(&file, "Zip").damage.contains_key("address.lost_zero"), "{:?}", file.columns);
}

#[test]
fn types_follow_the_field_then_the_values() {
    let mut text = String::from("Kundennummer;Nachname;Telefon;Newsletter;Erstellt am;Bonus;Leer\n");
    let names = ["Stein", "Kern", "Holz", "Ritter", "Lindt", "Weber"];
    for (n, name) in (0..30).zip(names.into_iter().cycle()) {
        text.push_str(&format!("K{n:04};{name};030 231250{n:02};ja;0{}.02.2024;{n},50;\n", n % 9 + 1));
    }
    let file = profiled("a.csv", text.as_bytes());
    let kinds: Vec<&str> = file.columns.iter().map(|column| column.kind).collect();
    assert_eq!(kinds, ["identifier", "text", "phone", "flag", "date", "number", "empty"]);
}

#[test]
fn the_table_for_people_fits_the_width() {
    let long = format!(
        "Nachname;Eine sehr lange Spaltenueberschrift mit vielen Worten;E-Mail;PLZ\n{};Text {};a@b;4229\n",
        "Lang".repeat(30),
        "wort ".repeat(60)
    );
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.csv");
    std::fs::write(&path, long).unwrap();
    let found = profile(&[path], Some(3), None);
    for width in [60, 80, 112, 140] {
        let mut out = Vec::new();
        write_human(&mut out, &found, Look { width, color: false }).unwrap();
        let text = String::from_utf8(out).unwrap();
        let body = text.lines().skip(1).map(|line| line.chars().count()).max();
        assert!(body <= Some(width), "{width}:\n{text}");
        assert!(text.contains("email.unusual 1") && !text.contains('\u{1b}'), "{text}");
    }
}
