//! The stage as a whole on small lists: what must merge, what must not, and what must not matter.

use super::*;
use crate::engine::frame::text_column;
use std::collections::BTreeSet;

/// Columns that a test row may fill; the rest of what `validate` promises is null.
const FIELDS: [&str; 19] = [
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
    "country",
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

fn clusters(rows: &[&Row], unique: &[&str]) -> Vec<u32> {
    dedupe(&frame(rows), &[], &BTreeMap::new(), unique, &[], &plan::Dedupe::default()).unwrap().clusters
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
fn two_records_of_a_source_without_duplicates_stay_apart() {
    assert_eq!(clusters(&[ANNA, ANNA, OTHER], &[]), [0, 0, 1]);
    assert_eq!(clusters(&[ANNA, ANNA, OTHER], &["s"]), [0, 1, 2]);
}

#[test]
fn a_record_without_a_given_name_joins_neither_of_a_couple() {
    let row = |given: &'static str, birth: &'static str| -> Vec<(&'static str, &'static str)> {
        let shared = [
            ("record_kind", "person"),
            ("family_name", "Kessler"),
            ("email_key", "kessler@home.example"),
            ("street", "Lindenweg"),
            ("house_number", "5"),
            ("postal_code", "04229"),
        ];
        let own = [("given_name", given), ("birth_date", birth)];
        shared.into_iter().chain(own.into_iter().filter(|(_, value)| !value.is_empty())).collect()
    };
    let (anna, bernd, nobody) = (row("Anna", "1980-02-11"), row("Bernd", "1978-05-03"), row("", ""));
    let rows: [&Row; 4] = [&anna, &bernd, &nobody, OTHER];
    let found = clusters(&rows, &[]);
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 4, "{found:?}");
    let (frame, policy) = (frame(&rows), plan::Dedupe::default());
    let matching = Matching::of(&frame, &[], &BTreeMap::new(), &[], &[], &policy).unwrap();
    for one in [0, 1] {
        assert_eq!(matching.explain(one, 2).unwrap().unwrap().reason, Reason::Torn);
    }
    let found = clusters(&[&anna, &nobody, OTHER], &[]);
    assert_eq!(found[0], found[1], "with one of the two alone it is clear who is meant");
}

#[test]
fn a_label_keeps_records_of_a_large_group_apart() {
    let notes: Vec<String> = (0..100).map(letters).collect();
    let rows: Vec<Vec<(&'static str, &'static str)>> = notes
        .iter()
        .map(|note| {
            let note: &'static str = Box::leak(note.clone().into_boxed_str());
            ANNA.iter().copied().chain([("address_extra", note)]).collect()
        })
        .collect();
    let frame = frame(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
    for (a, b) in [(0, 99), (17, 63), (50, 51), (98, 3)] {
        let label = Label { left: format!("s:{a:04}"), right: format!("s:{b:04}"), same: false };
        let found = dedupe(&frame, &[], &BTreeMap::new(), &[], &[label], &plan::Dedupe::default()).unwrap().clusters;
        assert_ne!(found[a], found[b], "{a} and {b}");
        assert!(found.iter().collect::<BTreeSet<_>>().len() < 5, "{found:?}");
    }
}

#[test]
fn names_of_a_country_are_expected_to_go_together() {
    let row = |given: &'static str, family: &'static str, country: &'static str| {
        [("record_kind", "person"), ("given_name", given), ("family_name", family), ("country", country)]
    };
    let german = ["Anna", "Bernd", "Clara", "Dieter", "Eva"];
    let families = ["Kessler", "Brandt", "Lindner", "Vogt", "Sommer"];
    let mut rows: Vec<_> = (0..100).map(|at| row(german[at % 5], families[at / 5 % 5], "DE")).collect();
    let dutch =
        [("Daan", "Kuipers"), ("Daan", "Bakker"), ("Joost", "Kuipers"), ("Daan", "Smit"), ("Saskia", "Kuipers")];
    rows.extend(dutch.map(|(given, family)| row(given, family, "NL")));
    let namesakes = |rows: &[[(&'static str, &'static str); 4]]| {
        let rows: Vec<&Row> = rows.iter().map(<[_; 4]>::as_slice).collect();
        let frame = frame(&rows);
        let records = records::encode(&input::columns(&frame, &[], &BTreeMap::new(), &[], &[]).unwrap());
        let daan = (0..records.rows as u32)
            .find(|&record| records.given.text_of(record) == "daan" && records.family.text_of(record) == "kuipers");
        records.names.namesakes[records.names.of[daan.unwrap() as usize] as usize]
    };
    let by_country = namesakes(&rows);
    rows.iter_mut().for_each(|row| row[3].1 = "DE");
    let anywhere = namesakes(&rows);
    assert!(by_country > 5.0 * anywhere, "{by_country} and {anywhere}");
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
fn lists_that_repeat_themselves_come_to_a_sensible_end() {
    // Equal rows are one contact, however many.
    let equal: Vec<&Row> = vec![ANNA; 3_000];
    assert!(clusters(&equal, &[]).iter().all(|&cluster| cluster == 0));
    // Rows that share a mailbox and nothing else are as many contacts.
    let names: Vec<[String; 2]> =
        (0..3_000).map(|at| [format!("Given{}", letters(at)), format!("Family{}", letters(7 * at + 1))]).collect();
    let shared: Vec<Vec<(&'static str, &'static str)>> = names
        .iter()
        .map(|[given, family]| {
            let leak = |name: &String| -> &'static str { Box::leak(name.clone().into_boxed_str()) };
            vec![
                ("record_kind", "person"),
                ("given_name", leak(given)),
                ("family_name", leak(family)),
                ("email_key", "list@firm.example"),
            ]
        })
        .collect();
    let rows: Vec<&Row> = shared.iter().map(Vec::as_slice).collect();
    let found = clusters(&rows, &[]);
    assert!(found.iter().collect::<BTreeSet<_>>().len() > 2_900);
    // Rows that say nothing are told apart.
    let empty: Vec<&Row> = vec![&[]; 3_000];
    assert_eq!(clusters(&empty, &[]), (0..3_000).collect::<Vec<u32>>());
}

/// A number as a word.
fn letters(mut number: usize) -> String {
    let mut word = String::new();
    while number > 0 {
        word.push((b'a' + (number % 26) as u8) as char);
        number /= 26;
    }
    word
}

#[test]
fn threads_and_shuffling_change_nothing() {
    let given = ["Anna", "Bernd", "Clara", "Dieter", "Eva", "Frank"];
    let family = ["Kessler", "Brandt", "Lindner", "Vogt", "Sommer"];
    let streets = ["Lindenweg", "Hafenweg", "Ringstrasse"];
    let rows: Vec<Vec<(&'static str, &'static str)>> = (0..200)
        .map(|at| {
            let mut row = vec![
                ("record_kind", "person"),
                ("given_name", given[at % 6]),
                ("family_name", family[at / 3 % 5]),
                ("street", streets[at % 3]),
                ("house_number", ["1", "2", "3a", "7"][at / 5 % 4]),
                ("postal_code", ["04229", "20457"][at % 2]),
            ];
            if at % 4 == 0 {
                row.push(("birth_date", ["1980-02-11", "1971-09-30", "1965-01-01"][at / 4 % 3]));
            }
            row
        })
        .collect();
    let rows: Vec<&Row> = rows.iter().map(Vec::as_slice).collect();
    let order: Vec<usize> = (0..rows.len()).map(|at| at * 77 % rows.len()).collect();
    let shuffled: Vec<&Row> = order.iter().map(|&at| rows[at]).collect();
    let on = |threads: usize, rows: &[&Row]| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| clusters(rows, &[]))
    };
    let one = on(1, &rows);
    assert_eq!(one, on(2, &rows));
    assert_eq!(one, on(8, &rows));
    let back = on(2, &shuffled);
    let groups = |of: &dyn Fn(usize) -> u32| {
        let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        (0..rows.len()).for_each(|at| members.entry(of(at)).or_default().push(at));
        members.into_values().collect::<BTreeSet<Vec<usize>>>()
    };
    let place: Vec<usize> = (0..rows.len()).map(|at| order.iter().position(|&other| other == at).unwrap()).collect();
    assert_eq!(groups(&|at| one[at]), groups(&|at| back[place[at]]));
}

#[test]
fn every_linked_or_doubtful_pair_is_written_with_its_keys_and_weights() {
    let found =
        dedupe(&frame(&[ANNA, ANNA_MISSPELT, OTHER]), &[], &BTreeMap::new(), &[], &[], &plan::Dedupe::default())
            .unwrap();
    assert_eq!(found.pairs.height(), 1);
    let text = |name: &str| found.pairs.column(name).unwrap().str().unwrap().get(0).unwrap().to_owned();
    assert_eq!((text("left_record_id"), text("right_record_id")), ("s:0000".to_owned(), "s:0001".to_owned()));
    assert_eq!(text("decision"), "match");
    assert!(text("keys").contains("email"));
    assert!(found.pairs.column("w_email").unwrap().f64().unwrap().get(0).unwrap() > 0.0);
    assert!(found.confidence[0].is_some_and(|confidence| confidence > 0.5) && found.confidence[1].is_none());
}

#[test]
fn labels_stand_above_the_model() {
    let rows = [ANNA, ANNA_MISSPELT, TWIN, OTHER];
    let frame = frame(&rows);
    let label = |a: usize, b: usize, same: bool| Label { left: format!("s:{a:04}"), right: format!("s:{b:04}"), same };
    let told = |labels: &[Label]| dedupe(&frame, &[], &BTreeMap::new(), &[], labels, &plan::Dedupe::default()).unwrap();
    assert_eq!(told(&[]).clusters, [0, 0, 1, 2]);
    let found = told(&[label(0, 1, false), label(3, 2, true), label(0, 9, true)]);
    assert_eq!(found.clusters, [0, 1, 2, 2]);
    assert_eq!((found.summary.labels, found.summary.unknown_labels), (2, 1));
    let found = told(&[label(0, 3, true)]).clusters;
    assert_eq!(found[0], found[3]);
}
