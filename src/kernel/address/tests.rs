//! Invented addresses.

use super::*;
use proptest::prelude::*;

#[test]
fn street_lines() {
    // cell, country, street, number, extra
    let cases = [
        ("Holzstr. 5 b // Hinterhaus", None, "Holzstraße", "5b", "Hinterhaus"),
        ("holzstr. 5", Some("DE"), "Holzstraße", "5", ""),
        ("HOLZSTRASSE 5", Some("DE"), "Holzstraße", "5", ""),
        ("Holzstraße 5", Some("CH"), "Holzstrasse", "5", ""),
        ("Untere Str. 7-9", Some("DE"), "Untere Straße", "7-9", ""),
        ("Straße des 9. Mai 14", Some("DE"), "Straße des 9. Mai", "14", ""),
        ("Platz der 3 Linden 8", Some("DE"), "Platz der 3 Linden", "8", ""),
        ("Q3, 14", Some("DE"), "Q3", "14", ""),
        ("Lindengasse 4/2/11", Some("AT"), "Lindengasse", "4", "2/11"),
        ("Lindeng. 4 Stiege 2 Top 11", Some("AT"), "Lindengasse", "4", "Stiege 2 Top 11"),
        ("12, rue des Tilleuls", Some("FR"), "rue des Tilleuls", "12", ""),
        ("12 bis rue des Tilleuls", Some("FR"), "rue des Tilleuls", "12bis", ""),
        ("Via dei Tigli, 8", Some("IT"), "Via dei Tigli", "8", ""),
        ("10 Lime Street, Flat 3", Some("GB"), "Lime Street", "10", "Flat 3"),
        ("Lindenweg 3, 2. OG links", Some("DE"), "Lindenweg", "3", "2. OG links"),
        ("Lindenweg 3 (Hof)", Some("DE"), "Lindenweg", "3", "Hof"),
        ("Am Lindenhof", Some("DE"), "Am Lindenhof", "", ""),
    ];
    for (cell, country, street, number, extra) in cases {
        let got = read_street(cell, country).parts;
        assert_eq!(
            (got.street.as_str(), got.house_number.as_str(), got.address_extra.as_str()),
            (street, number, extra),
            "{cell}"
        );
    }
}

/// `cases.txt`: one cell a line, with what is read from it.
#[test]
fn cells_of_lists() {
    let mut wrong = Vec::new();
    for line in include_str!("cases.txt").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('|').collect();
        let [kind, country, cell, first, second, third] = fields[..] else { panic!("{line}") };
        let country = (!country.is_empty()).then_some(country);
        let (got, want) = match kind {
            "street" => {
                let got = read_street(cell, country).parts;
                let box_of = [&got.po_box, &got.packstation, &got.care_of].into_iter().find(|part| !part.is_empty());
                let extra =
                    if got.address_extra.is_empty() { box_of.cloned() } else { Some(got.address_extra.clone()) };
                (vec![got.street, got.house_number, extra.unwrap_or_default()], vec![first, second, third])
            }
            "city" => {
                let got = read_city(cell, country).parts;
                (vec![got.postal_code, got.city], vec![first, second])
            }
            "code" => (vec![read_postal_code(cell, country).parts.postal_code], vec![first]),
            _ => (vec![read_country(cell).parts], vec![first]),
        };
        if got != want {
            wrong.push(format!("{line}: {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn official_names_stay() {
    for name in places::SITUATED.iter().chain(places::PLAIN).chain(cities::UMLAUT_CITIES) {
        // The frequent one of two spellings replaces the other.
        let once = read_city(name, Some("DE")).parts.city;
        assert_eq!(read_city(&once, Some("DE")).parts.city, once, "{name}");
    }
    for name in places::SITUATED {
        assert_eq!(read_city(name, None).parts.city, *name);
    }
    for (country, _, name) in places::EXONYMS {
        assert_eq!(read_city(name, Some(country)).parts.city, *name);
    }
}

#[test]
fn boxes_and_care_of() {
    assert_eq!(read_street("Postfach 12 34", Some("DE")).parts.po_box, "1234");
    assert_eq!(read_street("P.O. Box 77", Some("GB")).parts.po_box, "77");
    assert_eq!(read_street("Case postale 9", Some("CH")).parts.po_box, "9");
    let got = read_street("Packstation 145, 12345678", Some("DE")).parts;
    assert_eq!(got.packstation, "145");
    let got = read_street("z. Hd. Frau Lindt, Holzstr. 5", Some("DE")).parts;
    assert_eq!((got.care_of.as_str(), got.street.as_str()), ("Frau Lindt", "Holzstraße"));
}

#[test]
fn postal_codes() {
    let cases = [
        ("4229", Some("DE"), "04229", Status::Corrected, Some("address.lost_zero")),
        ("04229", Some("DE"), "04229", Status::Valid, None),
        ("D-04229", None, "04229", Status::Corrected, Some("address.postal_code_cleaned")),
        ("6020.0", Some("AT"), "6020", Status::Corrected, Some("address.excel_artifact")),
        ("60200", Some("AT"), "", Status::Invalid, Some("address.postal_code_format")),
        ("5123", Some("DE"), "", Status::Invalid, Some("address.postal_code_format")),
        ("1234ab", Some("NL"), "1234 AB", Status::Valid, None),
        ("sw1a1aa", Some("GB"), "SW1A 1AA", Status::Valid, None),
        ("k. A.", Some("DE"), "", Status::Missing, Some("address.missing")),
    ];
    for (cell, country, code, status, why) in cases {
        let got = read_postal_code(cell, country);
        assert_eq!((got.parts.postal_code.as_str(), got.status, got.code()), (code, status, why), "{cell}");
    }
    let got = read_postal_code("D-04229 Leipzig", None).parts;
    assert_eq!((got.city.as_str(), got.country.as_str(), got.region.as_str()), ("Leipzig", "DE", "Sachsen"));
}

#[test]
fn city_lines() {
    let cases = [
        ("D-04229 Leipzig", None, "04229", "Leipzig", "DE"),
        ("A 6020 Innsbruck", None, "6020", "Innsbruck", "AT"),
        ("Ffm", Some("DE"), "", "Frankfurt am Main", "DE"),
        ("LEIPZIG", Some("DE"), "", "Leipzig", "DE"),
        ("Offenbach/Main", Some("DE"), "", "Offenbach am Main", "DE"),
        ("1234 AB Utrecht", Some("NL"), "1234 AB", "Utrecht", "NL"),
        ("112 01 Stockholm", Some("SE"), "112 01", "Stockholm", "SE"),
        ("Austin, TX 78701", None, "78701", "Austin", "US"),
    ];
    for (cell, country, code, city, land) in cases {
        let got = read_city(cell, country).parts;
        assert_eq!((got.postal_code.as_str(), got.city.as_str(), got.country.as_str()), (code, city, land), "{cell}");
    }
    assert_eq!(read_city("04229 Berlin", Some("DE")).code(), Some("address.city_mismatch"));
    let got = read_city("1010 Wien", Some("DE"));
    assert_eq!((got.parts.postal_code.as_str(), got.parts.country.as_str()), ("1010", "AT"));
    assert_eq!(got.code(), Some("address.country_from_city"));
    let got = read_city("5000 Köln", Some("DE"));
    assert_eq!((got.status, got.parts.city.as_str()), (Status::Suspect, "Köln"));
    assert_eq!(check_code(None, "DE", "04229", "Leipzig").city_match, Some(true));
}

#[test]
fn countries() {
    for (cell, code) in
        [("D", "DE"), ("Österr.", "AT"), ("svizzera", "CH"), ("AUT", "AT"), ("U.S.A.", "US"), ("Österreich (AT)", "AT")]
    {
        assert_eq!(read_country(cell).parts, code, "{cell}");
    }
    assert_eq!(read_country("Atlantis").code(), Some("address.country"));
    assert_eq!(read_country("").status, Status::Missing);
}

#[test]
fn whole_addresses() {
    let got = read("z. Hd. Frau Lindt, Holzstr. 5 b // Hinterhaus; D-04229 Leipzig", None);
    assert_eq!(got.status, Status::Valid);
    let got = got.parts;
    assert_eq!(
        (got.care_of.as_str(), got.street.as_str(), got.street_raw.as_str()),
        ("Frau Lindt", "Holzstraße", "Holzstr.")
    );
    assert_eq!((got.house_number.as_str(), got.address_extra.as_str()), ("5b", "Hinterhaus"));
    assert_eq!((got.postal_code.as_str(), got.city.as_str(), got.country.as_str()), ("04229", "Leipzig", "DE"));
    let got = read("Holz Ritter GmbH\nHolzstr. 5\n6020 Innsbruck\nÖsterreich", Some("DE")).parts;
    assert_eq!(
        (got.recipient.as_str(), got.city.as_str(), got.country.as_str()),
        ("Holz Ritter GmbH", "Innsbruck", "AT")
    );
    assert_eq!(got.region, "Tirol");
    let got = read("12 Lime Street Apt 4 Springvale, OR 97401", Some("US")).parts;
    assert_eq!(
        (got.house_number.as_str(), got.street.as_str(), got.address_extra.as_str()),
        ("12", "Lime Street", "Apt 4")
    );
    assert_eq!((got.city.as_str(), got.region.as_str(), got.postal_code.as_str()), ("Springvale", "OR", "97401"));
    assert_eq!(read("asdf", None).status, Status::Invalid);
    assert_eq!(read("keine Angabe", None).status, Status::Missing);
}

proptest! {
    #[test]
    fn never_panics(value in "\\PC{0,40}", country in prop::option::of("(DE|AT|CH|GB|US|FR|NL|XX)")) {
        read(&value, country.as_deref());
        read_street(&value, country.as_deref());
        read_city(&value, country.as_deref());
        read_postal_code(&value, country.as_deref());
        read_country(&value);
    }

    #[test]
    fn near_addresses_never_panic(value in "(Str\\.|straße|Nr\\.| |,|;|//|/|-|D-|CH|[0-9]{1,5}|[0-9][a-z]|Postfach|c/o|z\\. Hd\\.|#|Apt|St|WA|½|[A-ZÄ][a-zß]{1,6}|USA|\\(|\\)|\\.|\n){0,12}", country in prop::option::of("(DE|AT|CH|GB|US|FR|NL)")) {
        read(&value, country.as_deref());
        read_street(&value, country.as_deref());
        read_city(&value, country.as_deref());
    }

    #[test]
    fn reading_again_changes_nothing(
        name in "[A-ZÄÖÜ][a-zäöüß]{2,7}( Alte| der)?( ?str\\.| Str\\.|weg|platz| Pl\\.|gasse|allee|-All\\.)",
        number in "[1-9][0-9]{0,2}( ?[a-c]| ?- ?[1-9][0-9]{0,2}|/[1-9]){0,2}",
        country in "(DE|AT|CH|FR|IT|GB)",
    ) {
        let once = read_street(&format!("{name} {number}"), Some(&country)).parts;
        let again = read_street(&format!("{} {}", once.street, once.house_number), Some(&country));
        prop_assert!(again.status.is_usable());
        prop_assert_eq!(once.street, again.parts.street);
        prop_assert_eq!(once.house_number, again.parts.house_number);
    }

    #[test]
    fn a_code_in_notation_stays(code in "[0-9A-Z' .-]{3,9}", country in "(DE|AT|CH|LI|FR|IT|ES|NL|PL|GB|US|CA|CZ|SE|PT|JP|IE)") {
        let once = read_postal_code(&code, Some(&country));
        if once.status.is_usable() {
            let again = read_postal_code(&once.parts.postal_code, Some(&once.parts.country));
            prop_assert_eq!((again.status, again.parts.postal_code), (Status::Valid, once.parts.postal_code));
        }
    }

    #[test]
    fn a_city_in_its_form_stays(city in "[A-ZÄÖÜ][a-zäöüß]{2,8}((/| a\\. ?| i\\. ?| \\()[A-Z][a-z]{0,6}\\.?\\)?| [0-9]{1,2}|, OT [A-Z][a-z]{3,6})?", country in "(DE|AT|CH|FR|IT|PL)") {
        let once = read_city(&city, Some(&country)).parts.city;
        prop_assert_eq!(&read_city(&once, Some(&country)).parts.city, &once);
    }
}
