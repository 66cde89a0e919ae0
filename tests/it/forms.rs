//! Tables in other forms than Parquet, our own export read again, and the events for catalogues.

use crate::support::{Home, leadloom, repository, succeeds, table, text};
use arrow::array::Array;
use polars::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;

/// The shipped pipeline with other words on the output.
fn pipeline(home: &Home, output: &str) -> PathBuf {
    let shipped = fs::read_to_string(repository("pipelines/quickstart.toml")).unwrap();
    let fixtures = repository("fixtures");
    let moved = shipped.replace("\"../fixtures", &format!("\"{}", text(&fixtures)));
    let (head, _) = moved.split_once("[output]").unwrap();
    home.file("p.toml", format!("{head}[output]\ndir = \"out\"\n{output}"))
}

const ALL: &str = "csv = true\nndjson = true\narrow = true\nsqlite = true\ncompression = \"snappy\"\nlineage = \"lineage.ndjson\"\n\
                   partition_by = { contacts = \"country\", purchase_years = \"year\" }\n";

/// All cells of a column as text, null apart from empty.
fn cells(frame: &DataFrame, column: &str) -> Vec<Option<String>> {
    let column = frame.column(column).unwrap().cast(&DataType::String).unwrap();
    column.str().unwrap().iter().map(|cell| cell.map(str::to_owned)).collect()
}

#[test]
fn every_form_holds_the_same_rows() {
    let home = Home::new();
    succeeds(&["run", text(&pipeline(&home, ALL))]);
    let out = home.path("out");
    let contacts = table(&out, "contacts");
    let ids = cells(&contacts, "contact_id");

    let rows = fs::read_to_string(out.join("contacts.ndjson")).unwrap();
    let rows: Vec<serde_json::Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), ids.len());
    for (at, row) in rows.iter().enumerate() {
        assert_eq!(row["contact_id"].as_str(), ids[at].as_deref());
        assert_eq!(row.get("email").and_then(|cell| cell.as_str()), cells(&contacts, "email")[at].as_deref());
    }
    let instant = rows.iter().find_map(|row| row.get("created_at")).unwrap().as_str().unwrap();
    assert!(instant.ends_with('Z') && instant.contains('T'), "{instant}");

    let reader =
        arrow::ipc::reader::FileReader::try_new(File::open(out.join("contacts.arrow")).unwrap(), None).unwrap();
    let batches: Vec<_> = reader.map(Result::unwrap).collect();
    let column = |batch: &arrow::array::RecordBatch| batch.column_by_name("contact_id").unwrap().to_data().len();
    assert_eq!(batches.iter().map(column).sum::<usize>(), ids.len());

    let database = rusqlite::Connection::open(out.join("leadloom.sqlite")).unwrap();
    let one = |sql: &str| database.query_row(sql, [], |row| row.get::<_, f64>(0)).unwrap();
    let net: f64 = cells(&contacts, "lifetime_net").iter().flatten().map(|net| net.parse::<f64>().unwrap()).sum();
    assert!((one("SELECT sum(lifetime_net) FROM contacts") - net).abs() < 0.005);
    assert_eq!(one("SELECT count(*) FROM leads"), table(&out, "leads").height() as f64);
    assert_eq!(one("SELECT count(*) FROM contacts WHERE typeof(opt_out) NOT IN ('integer', 'null')"), 0.0);

    let mut in_partitions = Vec::new();
    for part in fs::read_dir(out.join("partitions/contacts")).unwrap() {
        let part = part.unwrap().path();
        let frame = ParquetReader::new(File::open(part.join("contacts.parquet")).unwrap()).finish().unwrap();
        let value = part.file_name().unwrap().to_str().unwrap().strip_prefix("country=").unwrap().to_owned();
        let expected = (value != "__HIVE_DEFAULT_PARTITION__").then_some(value);
        assert!(cells(&frame, "country").iter().all(|country| *country == expected));
        in_partitions.extend(cells(&frame, "contact_id"));
    }
    in_partitions.sort();
    assert_eq!(in_partitions, ids);

    // the manifest lists every file
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    let listed: BTreeMap<&str, u64> = manifest["outputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|output| (output["file"].as_str().unwrap(), output["bytes"].as_u64().unwrap()))
        .collect();
    for file in [
        "contacts.csv",
        "contacts.ndjson",
        "contacts.arrow",
        "leadloom.sqlite",
        "partitions/contacts/country=DE/contacts.parquet",
    ] {
        assert_eq!(listed.get(file), Some(&fs::metadata(out.join(file)).unwrap().len()), "{file}");
    }
}

/// Columns of a contact that a run makes and an export carries.
fn told() -> Vec<&'static str> {
    leadloom::model::field::CONTACT.iter().map(|field| field.name).filter(|name| *name != "record_kind").collect()
}

/// Contact by id → its cells, of the leads of a run over an export by the export's ids.
fn by_key(frame: &DataFrame, key: &str) -> BTreeMap<String, Vec<Option<String>>> {
    let keys = cells(frame, key);
    let columns: Vec<_> = told().into_iter().map(|column| cells(frame, column)).collect();
    keys.into_iter()
        .enumerate()
        .map(|(row, key)| (key.unwrap(), columns.iter().map(|column| column[row].clone()).collect()))
        .collect()
}

#[test]
fn our_own_export_read_again_gives_the_same_contacts() {
    let home = Home::new();
    succeeds(&["run", text(&pipeline(&home, "csv = true\nndjson = true\narrow = true\n"))]);
    let contacts = table(&home.path("out"), "contacts");
    let before = by_key(&contacts, "contact_id");
    for form in ["parquet", "csv", "ndjson", "arrow"] {
        let (file, again) = (home.path(&format!("out/contacts.{form}")), home.path(form));
        succeeds(&["run", text(&file), "--out", text(&again), "--as-of", "2026-06-30"]);
        let leads = table(&again, "leads");
        assert_eq!(by_key(&leads, "source_key"), before, "{form}: cells that were clean are read otherwise");
        let after = table(&again, "contacts");
        assert_eq!(after.height(), contacts.height(), "{form}: contacts were merged");
        let contact_of: BTreeMap<_, _> =
            cells(&leads, "contact_id").into_iter().zip(cells(&leads, "source_key")).collect();
        let named: BTreeMap<String, Vec<Option<String>>> = by_key(&after, "contact_id")
            .into_iter()
            .map(|(id, cells)| (contact_of[&Some(id)].clone().unwrap(), cells))
            .collect();
        assert_eq!(named, before, "{form}: contacts say something else than before");
    }
}

#[test]
fn catalogues_are_told_how_a_run_began_and_ended() {
    let home = Home::new();
    let events = |home: &Home| -> Vec<serde_json::Value> {
        let text = fs::read_to_string(home.path("lineage.ndjson")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    succeeds(&["run", text(&pipeline(&home, ALL))]);
    let told = events(&home);
    let kinds: Vec<&str> = told.iter().map(|event| event["eventType"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["START", "COMPLETE"]);
    assert_eq!(told[0]["run"]["runId"], told[1]["run"]["runId"]);
    assert_eq!(told[1]["inputs"].as_array().unwrap().len(), 10);
    let outputs = told[1]["outputs"].as_array().unwrap();
    let contacts =
        outputs.iter().find(|output| output["name"].as_str().unwrap().ends_with("/out/contacts.parquet")).unwrap();
    let rows = table(&home.path("out"), "contacts").height();
    assert_eq!(contacts["outputFacets"]["outputStatistics"]["rowCount"], rows);
    assert_eq!(contacts["facets"]["schema"]["fields"][0]["name"], "contact_id");
    let gates = told[1]["inputs"][0]["inputFacets"]["dataQualityAssertions"]["assertions"].as_array().unwrap();
    assert!(gates.iter().any(|gate| gate["assertion"] == "few_rejects: reject_share" && gate["success"] == true));

    // a gate that fails, then an input that is gone
    let broken = "lineage = \"lineage.ndjson\"\n[[gate]]\nname = \"never\"\nmetric = \"reject_share\"\nseverity = \"error\"\nmin = 0.9\n";
    assert_eq!(leadloom(&["run", text(&pipeline(&home, broken))]).code, 1);
    let told = events(&home);
    let last = told.last().unwrap();
    assert_eq!(last["eventType"], "FAIL");
    assert_eq!(last["run"]["facets"]["errorMessage"]["message"], "gates failed: never");
    assert!(last["outputs"].as_array().unwrap().is_empty());
    assert_eq!(told.len(), 4);

    // nobody is told of a dry run
    succeeds(&["run", text(&pipeline(&home, ALL)), "--dry-run"]);
    assert_eq!(events(&home).len(), 4);
}

#[test]
fn partitions_of_what_no_table_has_are_refused_with_a_suggestion() {
    let home = Home::new();
    for (output, words) in [
        ("partition_by = { contact = \"country\" }\n", ["unknown table `contact`", "contacts"]),
        ("partition_by = { contacts = \"contry\" }\n", ["`contacts` has no column `contry`", "country"]),
        ("lineage = \"out/lineage.ndjson\"\n", ["outside the output folder", "replaces that folder"]),
        ("postgres = \"mysql://db/crm\"\n", ["no address of a PostgreSQL server", "postgresql://"]),
        ("upload = \"bucket/leads\"\n", ["no place of an object store", "s3://bucket/path"]),
    ] {
        let ended = leadloom(&["check", text(&pipeline(&home, output))]);
        assert_eq!(ended.code, 2);
        let said = format!("{}{}", ended.out, ended.err);
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
    }
    let too_many = pipeline(&home, "partition_by = { contact_fields = \"value\" }\n");
    let ended = leadloom(&["run", text(&too_many)]);
    assert_eq!(ended.code, 3);
    assert!(
        ended.err.contains("contact_fields.value has") && ended.err.contains("partition by another"),
        "{}",
        ended.err
    );
    assert!(!home.path("out").exists());
}

/// With the feature the run is copied there, without it nothing is read.
#[test]
fn a_run_is_copied_to_an_object_store() {
    let home = Home::new();
    let store = home.path("store");
    let output = format!("upload = \"file://{}\"\ncsv = true\n", text(&store));
    let ended = leadloom(&["run", text(&pipeline(&home, &output))]);
    if cfg!(not(feature = "object-store")) {
        assert_eq!(ended.code, 2);
        assert!(ended.err.contains("build with --features object-store"), "{}", ended.err);
        assert!(!home.path("out").exists());
        return;
    }
    assert_eq!(ended.code, 0, "{}", ended.err);
    let bytes = |dir: &std::path::Path, file: &str| fs::read(dir.join(file)).unwrap();
    for file in ["manifest.json", "contacts.parquet", "contacts.csv", "report.html"] {
        assert!(bytes(&store, file) == bytes(&home.path("out"), file), "{file} differs");
    }

    // a store that refuses leaves the run published
    fs::remove_dir_all(&store).unwrap();
    fs::write(&store, "a file in its place").unwrap();
    let ended = leadloom(&["run", text(&pipeline(&home, &output))]);
    assert_eq!(ended.code, 4, "{}", ended.err);
    assert!(ended.err.contains("the results are published, but file://"), "{}", ended.err);
}
