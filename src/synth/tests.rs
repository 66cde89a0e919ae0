use super::{Options, Summary, generate};
use calamine::{Reader, Xlsx, open_workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn world(persons: u32, seed: u64) -> (tempfile::TempDir, Summary) {
    let folder = tempfile::tempdir().expect("a folder");
    let summary = generate(&Options { persons, seed }, folder.path()).expect("a world");
    (folder, summary)
}

/// Every file below `folder` with its bytes.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for part in ["", "truth"] {
        for entry in std::fs::read_dir(folder.join(part)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

/// Records of a delimited file, header first.
fn table(path: &Path, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_path(path).expect("open");
    let text = |record: csv::ByteRecord| record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    reader.byte_records().map(|record| text(record.expect("a record"))).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let (first, one) = world(30, 11);
    let (second, two) = world(30, 11);
    let (third, _) = world(30, 12);
    assert_eq!(one, two);
    assert_eq!(bytes(first.path()), bytes(second.path()));
    for (name, content) in bytes(third.path()) {
        if name != "suppression.csv" {
            assert_ne!(Some(&content), bytes(first.path()).get(&name), "{name}");
        }
    }
}

#[test]
fn threads_do_not_change_the_bytes() {
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| world(2300, 5))
    };
    let ((one, _), (four, _)) = (run(1), run(4));
    assert_eq!(bytes(one.path()), bytes(four.path()));
}

#[test]
fn counts_equal_the_rows_written() {
    let (folder, summary) = world(1200, 3);
    let meta: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("truth/meta.json")).expect("meta")).expect("json");
    let mut records = 0;
    for (stem, rows) in &summary.rows {
        assert_eq!(meta["rows"][*stem].as_u64(), Some(*rows), "{stem}");
        let path = |extension: &str| folder.path().join(format!("{stem}.{extension}"));
        let written = match *stem {
            "messe_leads" => {
                let mut book: Xlsx<_> = open_workbook(path("xlsx")).expect("a workbook");
                let range = book.worksheet_range_at(0).expect("a sheet").expect("cells");
                range.height() - 1
            }
            "webform" => {
                let text = std::fs::read_to_string(path("ndjson")).expect("text");
                text.lines().filter(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()).count()
            }
            "salesforce_report" => table(&path("csv"), b',').iter().filter(|row| row.len() == 18).count() - 1,
            "kunden_liste" | "newsletter" | "erp_orders" => table(&path("csv"), b';').len() - 1,
            _ => table(&path("csv"), b',').len() - 1,
        };
        assert_eq!(written as u64, *rows, "{stem}");
        if !["erp_orders", "activities", "suppression"].contains(stem) {
            records += rows;
        }
    }
    let truth = |name: &str| table(&folder.path().join("truth").join(name), b',').len() as u64 - 1;
    assert_eq!(truth("records.csv"), records);
    assert_eq!(summary.counts["lead_records"], records);
    assert_eq!(truth("persons.csv"), 1200);
    assert_eq!(truth("purchase_years.csv"), summary.counts["purchase_years"]);
}

#[test]
fn the_hard_cases_are_there() {
    let (_folder, summary) = world(1000, 3);
    let expected = [
        "couple",
        "family",
        "twins",
        "father_son",
        "flat_share",
        "documents_cancelled",
        "credit_notes",
        "shared_mailbox_records",
        "persons_with_shared_mailbox",
        "persons_with_old_address",
        "persons_with_former_name",
        "second_records_in_a_source",
        "repeated_records_in_a_source",
        "company_records",
        "junk_records",
        "suppressed",
    ];
    for name in expected {
        assert!(summary.counts.get(name).is_some_and(|count| *count > 3), "{name}: {:?}", summary.counts.get(name));
    }
}

#[test]
fn the_truth_names_the_records() {
    let (folder, _) = world(1200, 3);
    let records = table(&folder.path().join("truth/records.csv"), b',');
    let persons: BTreeSet<String> =
        records.iter().skip(1).map(|row| row[3].clone()).filter(|id| !id.is_empty()).collect();
    assert_eq!(persons.len(), 1200, "everybody has a record");
    let customers = table(&folder.path().join("kunden_liste.csv"), b';');
    let named: Vec<&Vec<String>> = records.iter().filter(|row| row[0] == "kunden_liste").collect();
    for (row, record) in named.iter().zip(customers.iter().skip(1)) {
        assert_eq!(row[2], record[0]);
    }
    let keys: BTreeSet<(&String, &String)> = records.iter().map(|row| (&row[0], &row[2])).collect();
    assert_eq!(keys.len(), records.len(), "keys are unique in a source");
}

#[test]
fn nobody_and_nothing_is_an_empty_world() {
    let (folder, summary) = world(0, 1);
    assert!(summary.rows.values().all(|rows| *rows == 0));
    assert_eq!(table(&folder.path().join("crm_contacts.csv"), b',').len(), 1);
}

#[test]
fn a_file_in_the_way_is_an_error_not_a_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    std::fs::write(&path, b"x").expect("written");
    let error = generate(&Options { persons: 1, seed: 1 }, &path).expect_err("no folder");
    assert!(error.to_string().contains("truth"), "{error}");
}

#[test]
fn the_committed_fixture_is_what_the_command_makes() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/quickstart");
    let (made, _) = world(120, 7);
    let (made, committed) = (bytes(made.path()), bytes(&committed));
    assert_eq!(made.keys().collect::<Vec<_>>(), committed.keys().collect::<Vec<_>>());
    for (name, content) in made {
        assert!(committed.get(&name) == Some(&content), "{name} differs: run the command in fixtures/README.md");
    }
}
