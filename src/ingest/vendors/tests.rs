use super::file::File;
use super::*;
use crate::ingest::mapping::dictionary;
use crate::ingest::{Inspection, inspect};
use crate::model::record::Records;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Header → field of every column of a sample, as somebody who knows the vendor reads them.
type Expected = BTreeMap<String, Option<String>>;

fn folder(path: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut files: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn ends_with(path: &Path, ext: &str) -> bool {
    path.extension().is_some_and(|own| own == ext)
}

/// Samples with their name and what is expected of them.
fn samples() -> Vec<(String, Inspection, Expected)> {
    let mut samples = Vec::new();
    for path in folder("tests/cases/vendors").into_iter().filter(|path| !ends_with(path, "json")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let expected = std::fs::read(path.with_extension("json")).unwrap();
        let inspection = inspect(&path).unwrap().into_iter().next().unwrap();
        samples.push((name, inspection, serde_json::from_slice(&expected).unwrap()));
    }
    samples
}

/// The slug a sample's name begins with; none for lists that people make.
fn slug_of(name: &str) -> Option<&'static str> {
    let slugs = all().iter().map(|vendor| vendor.slug.as_str());
    slugs.filter(|slug| name.starts_with(slug)).max_by_key(|slug| slug.len())
}

#[test]
fn every_file_is_complete() {
    assert_eq!(all().len(), FILES.len());
    for (name, text) in FILES {
        let file: File = toml::from_str(text).unwrap();
        let kind = file.records.as_deref();
        assert!(kind.is_none_or(|kind| Records::ALL.iter().any(|known| known.name() == kind)), "{name}");
        assert!(file.needs.unwrap_or(1) <= file.signature.len() && !file.signature.is_empty(), "{name}");
        let said = file.file_name.values().flat_map(|said| said.keys());
        for field in file.map.values().chain(file.otherwise.values()).chain(said) {
            assert!(dictionary::field(field).is_some(), "{name}: {field}");
        }
        let vendor = Vendor::parse(text).unwrap();
        for header in file.signature.iter().chain(&file.continues).chain(file.suppliers.keys()) {
            assert!(vendor.meaning(header).is_some(), "{name}: {header}");
        }
    }
}

#[test]
fn every_file_of_the_folder_is_listed() {
    let files = folder("src/ingest/vendors").into_iter().filter(|path| ends_with(path, "toml"));
    let names: Vec<String> = files.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names, FILES.iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>());
}

#[test]
fn every_vendor_has_a_sample() {
    let names: Vec<String> = samples().into_iter().map(|(name, _, _)| name).collect();
    for vendor in all() {
        assert!(names.iter().any(|name| slug_of(name) == Some(&vendor.slug)), "{}", vendor.slug);
    }
}

#[test]
fn samples_are_recognised_and_mapped() {
    let mut wrong = Vec::new();
    for (name, sample, expected) in samples() {
        if sample.vendor.as_deref() != slug_of(&name) {
            wrong.push(format!("{name}: recognised as {:?}", sample.vendor));
        }
        let mapped: Expected =
            sample.columns.iter().map(|column| (column.header.clone(), column.canonical.map(str::to_string))).collect();
        for (header, field) in &mapped {
            if expected.get(header) != Some(field) {
                wrong.push(format!("{name}: {header} = {field:?}, not {:?}", expected.get(header)));
            }
        }
        if mapped.len() != expected.len() {
            wrong.push(format!("{name}: {} columns, not {}", mapped.len(), expected.len()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn recognition_survives_what_people_do_to_columns() {
    let (mut right, mut lost, mut wrong) = (0, Vec::new(), Vec::new());
    for (name, sample, _) in samples() {
        let Some(slug) = slug_of(&name) else { continue };
        for phase in 0..4 {
            let kept = sample.columns.iter().enumerate().filter(|(at, _)| at % 4 != phase);
            let mut headers: Vec<String> = kept.map(|(_, column)| column.header.to_uppercase()).collect();
            headers.reverse();
            headers.extend(["Region Vertrieb", "Priorität intern", "check"].map(String::from));
            match recognise(&headers) {
                Some((vendor, _)) if vendor.slug == slug => right += 1,
                Some((vendor, _)) => wrong.push(format!("{name} {phase}: {}", vendor.slug)),
                None => lost.push(format!("{name} {phase}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    // with every fourth column gone those that tell may be among them
    assert!(lost.len() * 20 < right, "{lost:?}");
}

#[test]
fn home_made_lists_have_no_vendor() {
    for headers in [
        "Kundennummer;Vorname;Nachname;Firma",
        "First Name;Last Name;Email;Phone;Company;Title;City;State;Zip;Country;Lead Source",
        "ID;Name;Email;Created At;Updated At;Status;Owner;Tags",
        "Record ID;Name;Email",
        "Name;Street;City;Postal Code;Country;Phone;Website;Industry",
        "Anrede;Vorname;Nachname;Firma;Straße;PLZ;Ort;Telefon geschäftlich;Mobil;E-Mail",
        "Order Number;Order Date;SKU;Quantity;Price;Currency;Customer Email",
    ] {
        let headers: Vec<&str> = headers.split(';').collect();
        assert!(recognise(&headers).is_none(), "{headers:?}");
    }
    assert!(pinned(Path::new("f"), "hubspot_contact", &[]).unwrap_err().to_string().contains("hubspot_contacts"));
}
