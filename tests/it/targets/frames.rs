//! Tables as the writer gets them, from rows of text, and the writer called on them.

use super::check::{Truth, check};
use chrono::NaiveDate;
use leadloom::export::target::{Input, Report, write};
use leadloom::model::table::{Type, table};
use leadloom::pipeline::target::load;
use polars::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A row: field → value as text.
pub type Row = BTreeMap<&'static str, String>;

/// A row of these fields.
pub fn row(fields: &[(&'static str, &str)]) -> Row {
    fields.iter().map(|(field, value)| (*field, (*value).to_owned())).collect()
}

/// The id of a contact (`c`) or organisation (`0`) by its number.
pub fn uuid(kind: char, number: usize) -> String {
    format!("{number:08x}-0000-8000-800{kind}-000000000000")
}

/// A contact who consented, with a value in every field that targets ask for.
pub fn person(number: usize) -> Row {
    let mut person = row(&[
        ("record_kind", "person"),
        ("salutation", "Frau"),
        ("academic_title", "Dr."),
        ("given_name", "Ilse"),
        ("family_name", "Weber"),
        ("full_name", "Dr. Ilse Weber"),
        ("company", "Holz Ritter GmbH"),
        ("job_title", "Einkauf"),
        ("department", "Zentrale"),
        ("phone", "+493419876543"),
        ("fax", "+493419876500"),
        ("street", "Werkstraße"),
        ("house_number", "1"),
        ("postal_code", "04155"),
        ("city", "Leipzig"),
        ("region", "Sachsen"),
        ("country", "DE"),
        ("birth_date", "1980-02-29"),
        ("language", "de"),
        ("lead_status", "neu"),
        ("lifecycle_stage", "Kunde"),
        ("consent_email", "true"),
        ("consent_phone", "true"),
        ("consent_at", "1770000000000000"),
        ("opt_out", "false"),
        ("notes", "will Angebot"),
        ("record_count", "1"),
        ("source_count", "1"),
        ("sources", "crm"),
        ("completeness", "0.9"),
        ("quality", "90"),
        ("activities", "0"),
        ("lifetime_orders", "2"),
        ("lifetime_net", "1234.5"),
        ("lifetime_currency", "EUR"),
        ("last_order", "2026-03-01"),
    ]);
    person.insert("contact_id", uuid('c', number));
    person.insert("email", format!("ilse.weber{number}@holz-ritter.example"));
    person.insert("mobile", format!("+49171{number:07}"));
    person
}

/// An organisation.
pub fn firm(number: usize, name: &str) -> Row {
    let mut firm = row(&[
        ("company", name),
        ("street", "Werkstraße"),
        ("house_number", "1"),
        ("postal_code", "04155"),
        ("city", "Leipzig"),
        ("country", "DE"),
        ("contact_count", "1"),
        ("record_count", "1"),
        ("lifetime_orders", "0"),
    ]);
    firm.insert("organisation_id", uuid('0', number));
    firm
}

/// A table of the model from rows of text.
pub fn frame(name: &str, rows: &[Row]) -> DataFrame {
    let columns = table(name).columns();
    let columns = columns.into_iter().map(|column| {
        let texts: Vec<Option<&str>> = rows.iter().map(|row| row.get(column.name).map(String::as_str)).collect();
        let texts = texts.into_iter();
        let name: PlSmallStr = column.name.into();
        let number = |text: Option<&str>| text.map(|text| text.parse::<i64>().unwrap());
        let day = |text: Option<&str>| {
            text.map(|text| (text.parse::<NaiveDate>().unwrap() - NaiveDate::default()).num_days())
        };
        match column.ty {
            Type::Text => Column::new(name, texts.collect::<Vec<_>>()),
            Type::Flag => Column::new(name, texts.map(|text| text.map(|text| text == "true")).collect::<Vec<_>>()),
            Type::Int | Type::Long => Column::new(name, texts.map(number).collect::<Vec<_>>()),
            Type::Float | Type::Money => {
                let numbers = texts.map(|text| text.map(|text| text.parse::<f64>().unwrap())).collect::<Vec<_>>();
                let column_of = Column::new(name, numbers);
                if matches!(column.ty, Type::Money) {
                    column_of.cast(&DataType::Decimal(18, 2)).unwrap()
                } else {
                    column_of
                }
            }
            Type::Date => {
                let days = Column::new(name, texts.map(day).collect::<Vec<_>>());
                days.cast(&DataType::Int32).unwrap().cast(&DataType::Date).unwrap()
            }
            Type::Timestamp => {
                let micros = Column::new(name, texts.map(number).collect::<Vec<_>>());
                micros.cast(&DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC))).unwrap()
            }
        }
    });
    DataFrame::new(rows.len(), columns.collect()).unwrap()
}

/// The tables of a run.
pub fn input(people: &[Row], firms: &[Row], changes: &[Row], provenance: &[Row]) -> Input {
    let contacts = frame("contacts", people);
    Input {
        contacts,
        organisations: frame("organisations", firms),
        changes: frame("crm_changes", changes),
        provenance: frame("contact_fields", provenance),
    }
}

/// Writes the files of a shipped target into a new folder, with their summary as a run writes it.
pub fn write_to(input: &Input, target: &str, dir: &Path) -> Report {
    fs::create_dir_all(dir).unwrap();
    let report = write(input, &load(target, Path::new("")).unwrap(), dir).unwrap();
    fs::write(dir.join("summary.json"), serde_json::to_vec(&report).unwrap()).unwrap();
    assert!(report.balances(), "{report:?}");
    report
}

/// The same, and what the checker says.
pub fn written(input: &Input, target: &str, dir: &Path) -> (Report, Vec<String>) {
    let report = write_to(input, target, dir);
    let problems = check(target, dir, &Truth::of(&input.contacts, &input.organisations, &input.provenance));
    (report, problems)
}

/// A change of the CRM.
pub fn change(person: &Row, crm_id: &str, action: &str, fields: &str) -> Row {
    let mut change = row(&[("action", action)]);
    change.insert("contact_id", person["contact_id"].clone());
    if !crm_id.is_empty() {
        change.insert("crm_id", crm_id.to_owned());
    }
    if !fields.is_empty() {
        change.insert("changed_fields", fields.to_owned());
    }
    change
}
