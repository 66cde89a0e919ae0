use super::*;
use crate::engine::frame::text;
use std::path::PathBuf;
use tempfile::TempDir;

fn folder(files: &[(&str, &[u8])]) -> (TempDir, Source) {
    let dir = tempfile::tempdir().unwrap();
    let mut paths: Vec<PathBuf> = Vec::new();
    for (name, content) in files {
        let path = dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        paths.push(path);
    }
    let source = Source {
        name: "s".into(),
        files: paths,
        records: None,
        vendor: None,
        trust: None,
        master: false,
        unique: false,
        read: ReadOptions::default(),
        map: BTreeMap::new(),
        extra: BTreeMap::new(),
    };
    (dir, source)
}

fn cells<'a>(ingested: &'a Ingested, column: &str) -> Vec<Option<&'a str>> {
    text(&ingested.frame, column).unwrap().iter().collect()
}

#[test]
fn files_of_a_source_are_stacked_and_accounted_for() {
    let (_dir, source) = folder(&[
        ("a.csv", b"Vorname;Nachname;Ort;VIP\nIlse;Weber;Ulm;x\n\nKurt;M\xfcller;Graz;y;z\n"),
        ("b.csv", "Nachname;Vorname;E-Mail\nLindt;Ada;a@b.example\n".as_bytes()),
    ]);
    let read = read(&source, None).unwrap();
    assert_eq!(read.records, Records::Contacts);
    assert_eq!(cells(&read, "record_id"), [Some("s:a#1"), Some("s:b#1")]);
    assert_eq!(cells(&read, "family_name"), [Some("Weber"), Some("Lindt")]);
    assert_eq!(cells(&read, "email"), [None, Some("a@b.example")]);
    assert_eq!(cells(&read, "vip"), [Some("x"), None]);
    assert_eq!((read.rejects.len(), read.rejects[0].source_row, read.rejects[0].code), (1, 2, "ingest.too_many_cells"));
    let rows: u64 = read.files.iter().map(|file| file.rows).sum();
    assert_eq!(rows as usize, read.frame.height() + read.rejects.len());
    assert_eq!((read.files[0].skipped_lines(), read.files[1].skipped_lines()), (1, 0));
    assert_eq!(read.files[1].sha256.len(), 64);
    let names: Vec<&str> = read.frame.get_column_names().iter().map(|name| name.as_str()).collect();
    assert_eq!(names[..5], crate::model::field::ORIGIN);
    assert_eq!(names[5..], ["given_name", "family_name", "email", "city", "vip"]);
}

#[test]
fn a_key_of_the_source_is_kept_and_repeats_are_found() {
    let (_dir, source) = folder(&[("a.csv", b"Kundennummer,Name,Firma\n7,A B,X\n7,C D,Y\n,E F,Z\n")]);
    let read = read(&source, None).unwrap();
    assert_eq!(cells(&read, "record_id"), [Some("s:7"), Some("s:7#2"), Some("s:#3")]);
    assert_eq!(cells(&read, "source_key"), [Some("7"), Some("7#2"), Some("#3")]);
    assert_eq!((read.findings.len(), read.findings[0].code, read.findings[0].row), (1, "id.duplicate", 1));
    assert!(crate::model::code::find("id.duplicate").is_some());
}

#[test]
fn a_limit_ends_the_source() {
    let (_dir, source) = folder(&[("a.csv", b"Vorname,Ort\nA,1x\nB,2x,3\n"), ("b.csv", b"Vorname,Ort\nC,1x\nD,2x\n")]);
    let read = read(&source, Some(3)).unwrap();
    assert_eq!(cells(&read, "given_name"), [Some("A"), Some("C")]);
    assert_eq!((read.rejects.len(), read.files[0].rows, read.files[1].rows), (1, 2, 1));
}

#[test]
fn the_private_address_fills_in_as_a_whole() {
    let (_dir, source) = folder(&[(
        "a.csv",
        "Nachname;Straße geschäftlich;PLZ geschäftlich;Ort geschäftlich;Straße privat;Ort privat;Telefon geschäftlich;Telefon privat\n\
         A;Weg 1;01067;Dresden;Gasse 2;Ulm;;0351 1234567\nB;;;;Gasse 3;Graz;030 1234567;0351 7654321\n"
            .as_bytes(),
    )]);
    let read = read(&source, None).unwrap();
    assert_eq!(cells(&read, "street"), [Some("Weg 1"), Some("Gasse 3")]);
    assert_eq!(cells(&read, "city"), [Some("Dresden"), Some("Graz")]);
    assert_eq!(cells(&read, "phone"), [Some("0351 1234567"), Some("030 1234567")]);
    assert_eq!(cells(&read, "telefon_privat"), [Some("0351 1234567"), Some("0351 7654321")]);
    assert_eq!(read.extra.get("telefon_privat"), Some(&ExtraKind::Identifier));
}

#[test]
fn vendors_lose_their_guards() {
    let header =
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Zip,Phone,Total Spent,Note";
    let row = "'7001,Ada,Weber,a@b.example,yes,'01067,'+493517965512,9.50,";
    let (_dir, source) = folder(&[("export.csv", format!("{header}\n{row}\n").as_bytes())]);
    let read = read(&source, None).unwrap();
    assert_eq!(read.vendor.as_deref(), Some("shopify_customers"));
    assert_eq!(cells(&read, "record_id"), [Some("s:7001")]);
    assert_eq!(cells(&read, "phone"), [Some("+493517965512")]);
}

#[test]
fn packed_files_and_json_are_read() {
    let packed = zstd::stream::encode_all(
        &b"{\"id\":\"w1\",\"name\":{\"first\":\"Ada\",\"last\":\"Weber\"},\"email\":\"a@b.example\"}\n"[..],
        1,
    );
    let (_dir, source) = folder(&[("web.ndjson.zst", &packed.unwrap())]);
    let read = read(&source, None).unwrap();
    assert_eq!(cells(&read, "record_id"), [Some("s:w1")]);
    assert_eq!((cells(&read, "given_name"), cells(&read, "family_name")), (vec![Some("Ada")], vec![Some("Weber")]));
}

#[test]
fn orders_keep_their_customer_and_their_own_numbering() {
    let (_dir, source) = folder(&[(
        "erp.csv",
        "Kundennummer;Auftragsnummer;Belegart;Datum;Artikelnummer;Bezeichnung;Menge;Einzelpreis\n\
         7;A1;Auftrag;01.01.2024;B1;Kabel;2;12,00\n7;A1;Auftrag;01.01.2024;B2;Maus;1;9,00\n"
            .as_bytes(),
    )]);
    let read = read(&source, None).unwrap();
    assert_eq!(read.records, Records::Orders);
    assert_eq!(cells(&read, "customer_id"), [Some("7"), Some("7")]);
    assert_eq!(cells(&read, "record_id"), [Some("s:1"), Some("s:2")]);
    assert!(
        ["order_id", "order_date", "document_type", "product_id", "product_name", "quantity", "unit_price"]
            .iter()
            .all(|name| read.frame.column(name).is_ok())
    );
}

#[test]
fn unreadable_files_are_named_with_a_remedy() {
    let cases: [(&str, &[u8], &str); 5] = [
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\n \n", "is empty"),
        ("image.csv", &[0xff, 0xd8, 0xff, 0xe0, 0, 16, 0, 1, 1, 2, 3, 4], "not a text file"),
        ("cut.xlsx", b"PK\x03\x04\x14\x00\x00\x00", "damaged workbook"),
        ("pairs.csv", b"left_id,right_id\nA1,B2\n", "Set records"),
    ];
    for (name, content, expect) in cases {
        let (_dir, source) = folder(&[(name, content)]);
        let message = read(&source, None).unwrap_err().to_string();
        assert!(message.contains(name) && message.contains(expect), "{name}: {message}");
    }
    let (dir, mut source) = folder(&[]);
    assert!(matches!(read(&source, None), Err(IngestError::NoFiles { .. })));
    source.files.push(dir.path().join("gone.csv"));
    assert!(matches!(read(&source, None), Err(IngestError::NotFound { .. })));
    source.files = vec![dir.path().to_path_buf()];
    assert!(matches!(read(&source, None), Err(IngestError::Unreadable { .. })));
}

#[test]
fn a_file_without_header_can_be_mapped_by_hand() {
    let (_dir, mut source) = folder(&[("nohead.csv", b"Weber;a@b.example\nLindt;c@d.example\n")]);
    source.map.insert("family_name".into(), "column_1".into());
    let read = read(&source, None).unwrap();
    assert_eq!(cells(&read, "family_name"), [Some("Weber"), Some("Lindt")]);
    assert_eq!(cells(&read, "email"), [Some("a@b.example"), Some("c@d.example")]);
}

#[test]
fn a_header_without_records_is_an_empty_source() {
    let (_dir, source) = folder(&[("a.csv", b"Vorname;Nachname;E-Mail\n")]);
    let read = read(&source, None).unwrap();
    assert_eq!((read.frame.height(), read.files[0].rows), (0, 0));
    assert!(read.frame.column("email").is_ok());
}
