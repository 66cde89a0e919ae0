//! What a record says of its country stands, with an address or without.

use super::*;

/// Family name and country of each contact, by name.
fn countries(rows: &[Row], clusters: &[u32]) -> Vec<(String, String)> {
    let contacts = World::default().consolidate(&leads_of(rows), clusters).contacts;
    let cells = texts(&contacts, "family_name").into_iter().zip(texts(&contacts, "country"));
    let mut cells: Vec<_> = cells.map(|(name, country)| (name.unwrap(), country.unwrap_or_default())).collect();
    cells.sort();
    cells
}

#[test]
fn a_country_said_without_an_address_is_kept_whatever_the_number() {
    let rows = [
        row(&[("source", "crm"), ("source_key", "1"), ("family_name", "Gruber"), ("country", "Österreich")]),
        row(&[("source", "web"), ("source_key", "2"), ("family_name", "Huber"), ("country", "AT"), ("phone", NUMBER)]),
        row(&[("source", "web"), ("source_key", "3"), ("family_name", "Maier"), ("phone", NUMBER)]),
    ];
    let expected = [("Gruber", "AT"), ("Huber", "AT"), ("Maier", "DE")];
    assert_eq!(countries(&rows, &[0, 1, 2]), expected.map(|(name, country)| (name.to_owned(), country.to_owned())));
}

#[test]
fn an_address_goes_before_a_country_alone() {
    let rows = [
        row(&[
            ("source", "crm"),
            ("source_key", "1"),
            ("family_name", "Gruber"),
            ("street", "Getreidegasse 9"),
            ("postal_code", "5020"),
            ("city", "Salzburg"),
            ("country", "AT"),
            ("updated_at", "2020-01-01"),
        ]),
        row(&[
            ("source", "web"),
            ("source_key", "2"),
            ("family_name", "Gruber"),
            ("country", "CH"),
            ("updated_at", "2026-01-01"),
        ]),
    ];
    let made = World::default().consolidate(&leads_of(&rows), &[0, 0]);
    assert_eq!(texts(&made.contacts, "country"), [Some("AT".to_owned())]);
    let rows_of =
        |name: &str| texts(&made.contact_fields, "field").iter().position(|field| field.as_deref() == Some(name));
    let confidence = made.contact_fields.column("confidence").unwrap().f64().unwrap();
    assert_eq!(confidence.get(rows_of("street").unwrap()), Some(1.0), "a country alone is no other address");
}

const NUMBER: &str = "+49 30 23125000";
