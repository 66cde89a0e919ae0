//! The stage as a whole on small lists: what must merge, what must not, and what must not matter.

use super::*;
use crate::engine::frame::text_column;
use std::collections::BTreeSet;

/// Columns that a test row may fill; the rest of what `validate` promises is null.
const FIELDS: [&str; 18] = [
    "record_kind",
    "salutation",
    "job_title",
    "address_extra",
    "given_name",
    "family_name",
    "email_key",
    "email_2",
    "phone",
    "mobile",
    "street",
    "house_number",
    "postal_code",
    "city",
    "company_key",
    "domain",
    "vat_id",
    "birth_date",
];

pub type Row = [(&'static str, &'static str)];

pub fn frame(rows: &[&Row]) -> DataFrame {
    let value =
        |row: &&Row, name: &str| row.iter().find(|(field, _)| *field == name).map(|(_, value)| (*value).to_owned());
    let mut columns: Vec<Column> =
        FIELDS.iter().map(|name| text_column(name, rows.iter().map(|row| value(row, name)))).collect();
    for date in columns.iter_mut().filter(|column| column.name() == "birth_date") {
        *date = date.cast(&DataType::Date).unwrap();
    }
    columns.push(text_column("record_id", (0..rows.len()).map(|at| Some(format!("s:{at:04}")))));
    let source = |row: &&Row| Some(value(row, "source").unwrap_or_else(|| "s".to_owned()));
    columns.push(text_column("source", rows.iter().map(source)));
    columns.push(BooleanChunked::full("email_role".into(), false, rows.len()).into_column());
    DataFrame::new(rows.len(), columns).unwrap()
}

fn clusters(rows: &[&Row], masters: &[&str]) -> Vec<u32> {
    dedupe(&frame(rows), &[], &BTreeMap::new(), masters, &plan::Dedupe::default()).unwrap().clusters
}

pub const ANNA: &Row = &[
    ("record_kind", "person"),
    ("given_name", "Anna"),
    ("family_name", "Kessler"),
    ("email_key", "anna@kessler.example"),
    ("street", "Lindenweg"),
    ("house_number", "5"),
    ("postal_code", "04229"),
    ("city", "Leipzig"),
    ("birth_date", "1980-02-11"),
    ("phone", "+4934123125001"),
];
pub const ANNA_MISSPELT: &Row = &[
    ("record_kind", "person"),
    ("given_name", "Ana"),
    ("family_name", "Kesler"),
    ("email_key", "anna@kessler.example"),
    ("street", "Lindenweg"),
    ("house_number", "5"),
    ("postal_code", "04229"),
    ("birth_date", "1980-02-11"),
];
pub const TWIN: &Row = &[
    ("record_kind", "person"),
    ("given_name", "Beate"),
    ("family_name", "Kessler"),
    ("street", "Lindenweg"),
    ("house_number", "5"),
    ("postal_code", "04229"),
    ("city", "Leipzig"),
    ("birth_date", "1980-02-11"),
    ("phone", "+4934123125001"),
];
pub const FIRM: &Row = &[
    ("record_kind", "organisation"),
    ("company_key", "kessler"),
    ("street", "Lindenweg"),
    ("house_number", "5"),
    ("postal_code", "04229"),
    ("city", "Leipzig"),
    ("phone", "+4934123125001"),
];
pub const OTHER: &Row = &[
    ("record_kind", "person"),
    ("given_name", "Ole"),
    ("family_name", "Brandt"),
    ("email_key", "ole@brandt.example"),
    ("street", "Hafenstraße"),
    ("house_number", "1"),
    ("postal_code", "20457"),
    ("birth_date", "1971-09-30"),
];

#[test]
fn one_person_misspelt_is_one_contact_and_twins_are_two() {
    let found = clusters(&[ANNA, ANNA_MISSPELT, TWIN, FIRM, OTHER], &[]);
    assert_eq!(found[0], found[1]);
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 4, "{found:?}");
}

#[test]
fn two_records_of_one_master_stay_apart() {
    assert_eq!(clusters(&[ANNA, ANNA, OTHER], &[]), [0, 0, 1]);
    assert_eq!(clusters(&[ANNA, ANNA, OTHER], &["s"]), [0, 1, 2]);
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let rows: Vec<&Row> = vec![ANNA, OTHER, TWIN, ANNA_MISSPELT, FIRM, OTHER, ANNA];
    let found = clusters(&rows, &[]);
    let reversed: Vec<&Row> = rows.iter().rev().copied().collect();
    let mut back = clusters(&reversed, &[]);
    back.reverse();
    for a in 0..rows.len() {
        for b in 0..rows.len() {
            assert_eq!(found[a] == found[b], back[a] == back[b], "rows {a} and {b}");
        }
    }
}

#[test]
fn degenerate_lists_come_to_a_sensible_end() {
    assert_eq!(clusters(&[], &[]), Vec::<u32>::new());
    assert_eq!(clusters(&[ANNA], &[]), [0]);
    assert_eq!(clusters(&[&[], &[], &[]], &[]), [0, 1, 2]);
    let same: Vec<&Row> = vec![ANNA; 400];
    assert!(clusters(&same, &[]).iter().all(|&cluster| cluster == 0));
}

#[test]
fn every_linked_or_doubtful_pair_is_written_with_its_keys_and_weights() {
    let found =
        dedupe(&frame(&[ANNA, ANNA_MISSPELT, OTHER]), &[], &BTreeMap::new(), &[], &plan::Dedupe::default()).unwrap();
    assert_eq!(found.pairs.height(), 1);
    let text = |name: &str| found.pairs.column(name).unwrap().str().unwrap().get(0).unwrap().to_owned();
    assert_eq!((text("left_record_id"), text("right_record_id")), ("s:0000".to_owned(), "s:0001".to_owned()));
    assert_eq!(text("decision"), "match");
    assert!(text("keys").contains("email"));
    assert!(found.pairs.column("w_email").unwrap().f64().unwrap().get(0).unwrap() > 0.0);
    assert!(found.confidence[0].is_some_and(|confidence| confidence > 0.5) && found.confidence[1].is_none());
}
