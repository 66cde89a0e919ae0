use super::*;
use crate::pipeline::plan::ReadOptions;
use content::Shape;
use polars::prelude::{NamedFrom, StringChunked};
use proptest::prelude::*;
use std::collections::BTreeMap;

pub(crate) fn source(name: &str) -> Source {
    Source {
        name: name.into(),
        files: Vec::new(),
        records: None,
        vendor: None,
        trust: None,
        master: false,
        unique: false,
        read: ReadOptions::default(),
        map: BTreeMap::new(),
        extra: BTreeMap::new(),
    }
}

fn mapped(columns: &[(&str, &[&str])], records: Records) -> Vec<(String, Use)> {
    mapped_with(columns, records, &source("s"))
        .unwrap()
        .into_iter()
        .map(|choice| (choice.header, choice.usage))
        .collect()
}

fn mapped_with(columns: &[(&str, &[&str])], records: Records, source: &Source) -> Result<Vec<Choice>, IngestError> {
    let headers: Vec<String> = columns.iter().map(|(header, _)| header.to_string()).collect();
    let shapes = columns.iter().map(|(_, values)| Shape::of(&StringChunked::new("c".into(), *values))).collect();
    map(Path::new("f.csv"), clues(&headers, shapes, None), records, source)
}

fn uses(columns: &[(&str, &[&str])], records: Records) -> Vec<Use> {
    mapped(columns, records).into_iter().map(|(_, usage)| usage).collect()
}

#[test]
fn name_depends_on_its_neighbours() {
    use Use::Field;
    assert_eq!(uses(&[("Name", &["Ilse Weber"]), ("Firma", &["X GmbH"])], Records::Contacts)[0], Field("full_name"));
    assert_eq!(uses(&[("Vorname", &["Ilse"]), ("Name", &["Weber"])], Records::Contacts)[1], Field("family_name"));
    let restaurants: &[&str] = &["hotel adler", "the red grill", "mama's of ulm", "cafe lenz"];
    assert_eq!(
        uses(&[("name", restaurants), ("address", &["a"]), ("city", &["b"])], Records::Contacts)[0],
        Field("company")
    );
}

#[test]
fn title_depends_on_its_values() {
    let title = |values: &[&str]| uses(&[("Title", values), ("Last Name", &["x"])], Records::Contacts)[0];
    assert_eq!(title(&["CTO", "Head of Sales"]), Use::Field("job_title"));
    assert_eq!(title(&["Mr", "Ms"]), Use::Field("salutation"));
    let beside = uses(&[("salutation", &["Herr"]), ("title", &["Dr."]), ("job_title", &["CTO"])], Records::Contacts);
    assert_eq!(beside, [Use::Field("salutation"), Use::Field("academic_title"), Use::Field("job_title")]);
}

#[test]
fn headers_of_many_meanings_are_decided_by_values_and_neighbours() {
    let meaning = |columns: &[(&str, &[&str])], at: usize| {
        mapped_with(columns, Records::Contacts, &source("s")).unwrap().get(at).and_then(|choice| choice.meaning)
    };
    let last: (&str, &[&str]) = ("Nachname", &["Weber", "Lindt"]);
    let street: (&str, &[&str]) = ("Straße", &["Uferweg", "Am Markt"]);
    for (columns, expect) in [
        (vec![("Kontakt", &["Ilse Weber", "Kurt Lindt"][..]), ("Firma", &["X GmbH", "Y AG"])], Some("full_name")),
        (vec![("Kontakt", &["a@x.example", "b@y.example"][..]), last], Some("email")),
        (vec![("Kontakt", &["0351 796550", "+49 30 231250"][..]), last], Some("phone")),
        (vec![("Titel", &["Dr.", "Prof. Dr."][..]), last], Some("academic_title")),
        (vec![("Titel", &["Leiter Einkauf", "Prokuristin"][..]), ("Anrede", &["Herr"]), last], Some("job_title")),
        (vec![("Titel", &["Herr", "Frau"][..]), last], Some("salutation")),
        (vec![("Nummer", &["10001", "10002"][..]), last], Some("source_key")),
        (vec![("Nummer", &["5", "12 a"][..]), street, last], Some("house_number")),
        (vec![("Kennung", &["A-1", "A-2"][..]), last], Some("source_key")),
        (vec![("Typ", &["Neu", "Alt"][..]), last], None),
        (vec![("Position", &["CTO", "Verkauf"][..]), last], Some("job_title")),
        (vec![("Position", &["1", "2"][..]), last], None),
        (vec![("E-Mail", &["ja", "nein"][..]), last], None),
        (vec![("Stato", &["Italia", "Francia"][..]), last], Some("country")),
        (vec![("Stato", &["nuovo", "chiuso"][..]), last], Some("lead_status")),
        (vec![("Nombre", &["Ana García", "Luis Ruiz"][..]), ("Empresa", &["X S.L."])], Some("full_name")),
        (vec![("Nombre", &["Ana", "Luis"][..]), ("Apellidos", &["García", "Ruiz"])], Some("given_name")),
        (vec![("Umsatz", &["1.200,00", "990,00"][..]), last], Some("annual_revenue")),
    ] {
        assert_eq!(meaning(&columns, 0), expect, "{columns:?}");
    }
}

#[test]
fn groups_hints_and_spellings_do_not_hide_a_field() {
    for (header, field) in [
        ("Rechnungsadresse: Straße", "street"),
        ("Rechnungs-PLZ", "postal_code"),
        ("Rechnungsort", "city"),
        ("Kontakt.Vorname", "given_name"),
        ("kontakt_nachname", "family_name"),
        ("Ansprechpartner E-Mail", "email"),
        ("Firmenanschrift Ort", "city"),
        ("Firma Straße", "street"),
        ("Organization - Website", "website"),
        ("Billing: Postcode", "postal_code"),
        ("billingAddressCity", "city"),
        ("MAILING_STREET", "street"),
        ("PLZ*", "postal_code"),
        ("PLZ (5-stellig)", "postal_code"),
        ("Telefon (geschäftl.)", "phone"),
        ("Telefon (Zentrale)", "phone"),
        ("E-Mail (required)", "email"),
        ("Geburtsdatum (TT.MM.JJJJ)", "birth_date"),
        ("Stra?e", "street"),
        ("StraÃŸe", "street"),
        ("Strasse/Nr", "street"),
        ("TELEFON_GESCHAEFTLICH", "phone"),
        ("Kundenstraße", "street"),
        ("Vorname:", "given_name"),
    ] {
        assert_eq!(Clues::of(header, Shape::default()).candidates.first().map(|c| c.field), Some(field), "{header}");
    }
}

#[test]
fn second_numbers_of_a_person_stay_numbers_and_nothing_else_is_shared() {
    let columns: &[(&str, &[&str])] = &[
        ("Mobil", &["0171 2345678"]),
        ("Handy 2", &["0160 1234567"]),
        ("Ort", &["Ulm"]),
        ("Stadt", &["Gera"]),
        ("Lieferort", &["Jena"]),
    ];
    let choices = mapped_with(columns, Records::Contacts, &source("s")).unwrap();
    let meanings: Vec<_> = choices.iter().map(|choice| choice.meaning).collect();
    assert_eq!(meanings, [Some("mobile"), Some("phone"), Some("city"), None, None]);
    assert_eq!(choices[4].usage, Use::Block("city"));
}

#[test]
fn state_is_a_region_beside_a_city() {
    assert_eq!(uses(&[("city", &["x"]), ("state", &["nsw"])], Records::Contacts)[1], Use::Field("region"));
}

#[test]
fn a_date_means_what_the_kind_of_records_needs() {
    let columns: &[(&str, &[&str])] = &[("Datum", &["01.02.2024"]), ("Umsatz", &["1,00"])];
    assert_eq!(uses(columns, Records::Orders), [Use::Field("order_date"), Use::Field("order_total")]);
    assert_eq!(uses(columns, Records::Contacts), [Use::Field("created_at"), Use::Field("annual_revenue")]);
}

#[test]
fn second_contact_points_find_a_place() {
    use Use::{Fallback, Field};
    let columns: &[(&str, &[&str])] = &[
        ("Telefon geschäftlich", &["0351 1"]),
        ("Telefon privat", &["0351 2"]),
        ("Telefon 2", &["0171 2345678"]),
        ("E-Mail", &["a@b.example"]),
        ("E-Mail privat", &["c@d.example"]),
    ];
    let expect = [Field("phone"), Fallback("phone"), Field("mobile"), Field("email"), Field("email_2")];
    assert_eq!(uses(columns, Records::Contacts), expect);
}

#[test]
fn the_private_address_stands_behind_the_business_one() {
    use Use::{Block, Field};
    let columns: &[(&str, &[&str])] = &[
        ("Ort privat", &["a"]),
        ("Straße privat", &["b"]),
        ("Ort geschäftlich", &["c"]),
        ("Straße geschäftlich", &["d"]),
    ];
    assert_eq!(uses(columns, Records::Contacts), [Block("city"), Block("street"), Field("city"), Field("street")]);
    assert_eq!(uses(&columns[..2], Records::Contacts), [Field("city"), Field("street")]);
}

#[test]
fn customer_numbers_are_the_key_of_contacts_and_a_reference_of_orders() {
    let columns: &[(&str, &[&str])] = &[("Kundennummer", &["1"]), ("Belegnummer", &["2"])];
    assert_eq!(uses(columns, Records::Contacts)[0], Use::Field("source_key"));
    assert_eq!(uses(columns, Records::Orders), [Use::Field("customer_id"), Use::Field("order_id")]);
}

#[test]
fn a_repeated_id_is_no_key() {
    let values: Vec<String> = (0..60).map(|row| (row % 5).to_string()).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    assert_eq!(uses(&[("Customer ID", &values), ("Email", &["a@b.example"])], Records::Contacts)[0], Use::Extra);
}

#[test]
fn extra_columns_get_names_of_their_own() {
    let columns: &[(&str, &[&str])] = &[
        ("Email", &["a@b.example"]),
        ("E-Mail 3", &["c@d.example"]),
        ("Quality", &["1"]),
        ("Größe", &["1"]),
        ("grösse", &["2"]),
    ];
    let choices = mapped_with(columns, Records::Contacts, &source("s")).unwrap();
    let names: Vec<&str> = choices.iter().map(|choice| choice.column.as_str()).collect();
    assert_eq!(names, ["email", "email_2", "quality_extra", "groesse", "groesse_2"]);
}

#[test]
fn pins_win_and_wrong_ones_are_errors() {
    let columns: &[(&str, &[&str])] =
        &[("Mail", &["a@b.example"]), ("Kontakt-Mail", &["c@d.example"]), ("VIP", &["x"])];
    let mut pinned = source("s");
    pinned.map.insert("email".into(), "Kontakt-Mail".into());
    pinned.extra.insert("vip".into(), ExtraKind::Category);
    let choices = mapped_with(columns, Records::Contacts, &pinned).unwrap();
    assert_eq!((choices[0].usage, choices[1].usage), (Use::Field("email_2"), Use::Field("email")));
    assert_eq!((choices[1].reason, choices[2].kind), (Reason::Pinned, ExtraKind::Category));

    // an extra column may take its values from a column of another name
    let mut renamed = source("s");
    renamed.extra.insert("loyalty_no".into(), ExtraKind::Identifier);
    renamed.map.insert("loyalty_no".into(), "VIP".into());
    let choices = mapped_with(columns, Records::Contacts, &renamed).unwrap();
    assert_eq!((choices[2].column.as_str(), choices[2].usage), ("loyalty_no", Use::Extra));

    pinned.map.insert("phone".into(), "Mial".into());
    let error = mapped_with(columns, Records::Contacts, &pinned).unwrap_err().to_string();
    assert!(
        error.contains("f.csv") && error.contains("map.phone") && error.contains("Did you mean \"Mail\""),
        "{error}"
    );

    let mut wrong = source("s");
    wrong.map.insert("emial".into(), "Mail".into());
    let error = mapped_with(columns, Records::Contacts, &wrong).unwrap_err().to_string();
    assert!(error.contains("map.emial") && error.contains("\"email\""), "{error}");
}

#[test]
fn forms_ask_and_the_answer_is_found() {
    for (header, values, field) in [
        ("What is your role?", &["CTO", "Head of IT"][..], Some("job_title")),
        ("Wie lautet Ihre E-Mail-Adresse?", &["a@x.example"], Some("email")),
        ("May we contact you by e-mail?", &["1", "0"], None),
        ("What are you looking for?", &["a laser", "a press"], None),
    ] {
        let choices = mapped_with(&[(header, values), ("Firma", &["X"])], Records::Contacts, &source("s")).unwrap();
        assert_eq!(choices[0].meaning, field, "{header}");
    }
}

proptest! {
    #[test]
    fn no_field_is_shared_whatever_the_columns(
        columns in proptest::collection::vec(("[A-Za-zäß .:_#?()0-9-]{0,18}|Telefon [0-9]|E-Mail|Ort|Name", "\\PC{0,12}"), 1..9)
    ) {
        let headers: Vec<String> = columns.iter().map(|(header, _)| header.clone()).collect();
        let shape = |value: &str| Shape::of(&StringChunked::new("c".into(), [value]));
        let shapes = columns.iter().map(|(_, value)| shape(value)).collect();
        for records in Records::ALL {
            let again: Vec<Shape> = Vec::clone(&shapes);
            let choices = map(Path::new("f.csv"), clues(&headers, again, None), records, &source("s")).unwrap();
            let mut meanings: Vec<&str> = choices.iter().filter_map(|choice| choice.meaning).collect();
            meanings.retain(|field| !["phone", "given_name"].contains(field));
            let all = meanings.len();
            meanings.sort_unstable();
            meanings.dedup();
            prop_assert_eq!(meanings.len(), all);
            let mut names: Vec<&str> = choices.iter().map(|choice| choice.column.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            prop_assert_eq!(names.len(), choices.len());
        }
    }
}
