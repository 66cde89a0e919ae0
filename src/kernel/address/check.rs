//! Postal code against city: what the user's postal table says or, without one, the list of large cities.

use super::table::{Check, PostalTable};
use super::{Address, city, read_postal_code};
use crate::kernel::verdict::{Status, Verdict};
use std::borrow::Cow;

/// What is known about a postal code and a city, both in usual notation; `country` is an ISO code.
///
/// The large cities of Germany, Austria and Switzerland are known without a table, and where it lacks the code.
pub fn check_code<'t>(table: Option<&'t PostalTable>, country: &str, postal_code: &str, city: &str) -> Check<'t> {
    let mut check = table.map_or_else(Check::default, |table| table.check(country, postal_code, city));
    if check.city_match.is_none() {
        check.city_match = city::city_match(postal_code, city, country);
    }
    check
}

/// What stands in other cells of the row; empty where nothing does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The postal code, as written.
    pub postal_code: &'a str,
    /// The city, as written.
    pub city: &'a str,
}

/// Judges code and city of an address that was read; what it lacks of the two may stand beside it.
///
/// Fills `postal_code_known`, `city_match`, and `region` where it is empty. `suspect`: `address.postal_code_unknown`
/// (not for boxes, whose codes most tables lack), `address.city_mismatch`; `corrected`: `address.city_spelling`.
pub fn check_place(verdict: &mut Verdict<Address>, beside: Beside<'_>, table: Option<&PostalTable>) {
    let Address { country, postal_code, city, .. } = &verdict.parts;
    if country.is_empty() || verdict.status > Status::Suspect {
        return;
    }
    let postal_code = match postal_code.as_str() {
        "" => Cow::Owned(read_postal_code(beside.postal_code, Some(country)).parts.postal_code),
        code => Cow::Borrowed(code),
    };
    let city = match city.as_str() {
        "" => Cow::Owned(city::normalise(beside.city, Some(country), &postal_code).name),
        city => Cow::Borrowed(city),
    };
    if postal_code.is_empty() {
        return;
    }
    let check = check_code(table, country, &postal_code, &city);
    if let Some(region) = check.region.filter(|_| verdict.parts.region.is_empty()) {
        region.clone_into(&mut verdict.parts.region);
    }
    verdict.parts.postal_code_known = check.known;
    verdict.parts.city_match = check.city_match;
    let mut note = |status: Status, code: &'static str| {
        verdict.status = verdict.status.max(status);
        if !verdict.codes.contains(&code) {
            verdict.codes.insert(0, code);
        }
    };
    if let Some(spelt) = check.city.filter(|_| !verdict.parts.city.is_empty()) {
        spelt.clone_into(&mut verdict.parts.city);
        note(Status::Corrected, "address.city_spelling");
    }
    if check.known == Some(false) && verdict.parts.po_box.is_empty() {
        note(Status::Suspect, "address.postal_code_unknown");
    }
    if check.city_match == Some(false) {
        note(Status::Suspect, "address.city_mismatch");
    } else if verdict.codes == ["address.city_mismatch"] {
        // the table knows better than the list of large cities
        verdict.codes.clear();
        verdict.status = Status::Valid;
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_city;
    use super::super::table::{Place, compile};
    use super::*;

    fn table() -> PostalTable {
        let place = |code, name| Place { country: "DE", code, name, region: "Sachsen", position: None };
        PostalTable::parse(compile(&[place("04229", "Leipzig"), place("01067", "Dresden"), place("02826", "Görlitz")]))
            .unwrap()
    }

    #[test]
    fn a_code_is_judged_by_the_city_beside_it() {
        let table = table();
        let read = |code: &str, city: &str| {
            let mut verdict = read_postal_code(code, Some("DE"));
            check_place(&mut verdict, Beside { postal_code: "", city }, Some(&table));
            (verdict.status, verdict.codes, verdict.parts.postal_code_known, verdict.parts.city_match)
        };
        let (status, codes, ..) = read("4229", "Leipzig");
        assert_eq!((status, codes), (Status::Corrected, vec!["address.lost_zero"]));
        assert_eq!(read("04229", "leipzig"), (Status::Valid, vec![], Some(true), Some(true)));
        assert_eq!(read("04229", "Görlitz"), (Status::Suspect, vec!["address.city_mismatch"], Some(true), Some(false)));
        assert_eq!(read("04999", ""), (Status::Suspect, vec!["address.postal_code_unknown"], Some(false), None));
    }

    #[test]
    fn a_misspelt_city_is_put_right() {
        let table = table();
        let mut verdict = read_city("02826 Gorlitz", Some("DE"));
        check_place(&mut verdict, Beside::default(), Some(&table));
        assert_eq!((verdict.status, verdict.parts.city.as_str()), (Status::Corrected, "Görlitz"));
        assert_eq!(verdict.parts.city_raw, "Gorlitz");
    }

    #[test]
    fn large_cities_are_known_without_a_table() {
        let mut verdict = read_postal_code("80331", Some("DE"));
        check_place(&mut verdict, Beside { postal_code: "", city: "Berlin" }, None);
        assert_eq!((verdict.parts.city_match, verdict.parts.postal_code_known), (Some(false), None));
    }
}
