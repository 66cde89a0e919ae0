//! Invented companies; the table reads: cell, base, legal form, full name.

use super::forms::FORMS;
use super::*;
use proptest::prelude::*;

fn parts(value: &str) -> Company {
    read(value, None).parts
}

#[test]
fn names_and_forms() {
    let cases = [
        ("Holz Ritter Ges. m. b. H.", "Holz Ritter", "GmbH", "Holz Ritter GmbH"),
        ("Holz Ritter GmbH&Co.KG", "Holz Ritter", "GmbH & Co. KG", "Holz Ritter GmbH & Co. KG"),
        ("Holz Ritter GmbH u. Co. KG", "Holz Ritter", "GmbH & Co. KG", "Holz Ritter GmbH & Co. KG"),
        ("Holz Ritter GesmbH & Co Kommanditgesellschaft", "Holz Ritter", "GmbH & Co. KG", "Holz Ritter GmbH & Co. KG"),
        ("Ritter & Co. KG", "Ritter & Co.", "KG", "Ritter & Co. KG"),
        ("Ritter Handelsgesellschaft mbH", "Ritter Handelsgesellschaft", "GmbH", "Ritter Handelsgesellschaft mbH"),
        ("Ritter Handelsges.m.b.H.", "Ritter Handelsgesellschaft", "GmbH", "Ritter Handelsgesellschaft mbH"),
        (
            "Ritter UG (haftungsbeschränkt) & Co. KG",
            "Ritter",
            "UG (haftungsbeschränkt) & Co. KG",
            "Ritter UG (haftungsbeschränkt) & Co. KG",
        ),
        ("Seehof e. U.", "Seehof", "e.U.", "Seehof e.U."),
        ("Seehof EU", "Seehof EU", "", "Seehof EU"),
        ("AGIL Reisen", "AGIL Reisen", "", "AGIL Reisen"),
        ("Villa Se", "Villa Se", "", "Villa Se"),
        ("Ritter GmbH Sanitär", "Ritter Sanitär", "GmbH", "Ritter GmbH Sanitär"),
        ("Ritter GmbH & Co. KG Holzbau", "Ritter Holzbau", "GmbH & Co. KG", "Ritter GmbH & Co. KG Holzbau"),
        ("Seehof, S.L.", "Seehof", "S.L.", "Seehof S.L."),
        ("SARL Dupuis et Fils", "Dupuis et Fils", "SARL", "SARL Dupuis et Fils"),
    ];
    for (cell, base, form, company) in cases {
        let got = parts(cell);
        assert_eq!((got.base.as_str(), got.legal_form.as_str(), got.company.as_str()), (base, form, company), "{cell}");
    }
}

#[test]
fn status_branch_and_proprietor() {
    let got = read("Firma Holz Ritter Ges.m.b.H. i. L.", Some("AT"));
    assert_eq!(got.status, Status::Valid);
    assert_eq!(got.parts.company, "Holz Ritter GmbH i.L.");
    assert_eq!(got.parts.legal_form_raw, "Ges.m.b.H.");
    assert_eq!(got.parts.company_status, Some("in_liquidation"));
    let got = parts("Ritter GmbH, Zweigniederlassung Graz");
    assert_eq!((got.base.as_str(), got.branch.as_str()), ("Ritter", "Zweigniederlassung Graz"));
    let got = parts("Blumen Linde Inh. Rosa Linde e.K.");
    assert_eq!(
        (got.base.as_str(), got.proprietor.as_str(), got.legal_form.as_str()),
        ("Blumen Linde", "Rosa Linde", "e.K.")
    );
    let got = parts("Blumen Linde (Inhaberin: Rosa Linde)");
    assert_eq!((got.base.as_str(), got.proprietor.as_str()), ("Blumen Linde", "Rosa Linde"));
}

#[test]
fn letter_case() {
    let cases = [
        ("HOLZ RITTER GMBH", "Holz Ritter GmbH", Status::Corrected),
        ("holz ritter gmbh", "Holz Ritter GmbH", Status::Corrected),
        ("Firma HOLZ RITTER GMBH", "Holz Ritter GmbH", Status::Corrected),
        ("ZUM GROßEN BÄREN GMBH", "Zum Großen Bären GmbH", Status::Corrected),
        ("Fa. holz ritter, Inh. Max Linde", "Holz Ritter", Status::Corrected),
        ("KSB AG", "KSB AG", Status::Valid),
        ("IKS RITTER GMBH", "IKS Ritter GmbH", Status::Corrected),
        ("Holz Ritter", "Holz Ritter", Status::Valid),
    ];
    for (cell, company, status) in cases {
        let got = read(cell, None);
        assert_eq!((got.parts.company.as_str(), got.status), (company, status), "{cell}");
    }
}

#[test]
fn junk_and_missing() {
    for cell in ["test", "Test GmbH", "Privatperson", "asdfgh", "xxx", "firma", "GmbH", "asdasd"] {
        assert_eq!(read(cell, None).status, Status::Invalid, "{cell}");
    }
    for cell in ["Max Mustermann GmbH", "keine Firma", "qwertz AG", "Hausfrau", "1111"] {
        assert_eq!(read(cell, None).status, Status::Invalid, "{cell}");
    }
    for cell in ["", " - ", "???", "k. A.", "n/a", "keine Angabe", "null"] {
        assert_eq!(read(cell, None).status, Status::Missing, "{cell}");
    }
    assert_eq!(read("info@ritter.example", None).code(), Some("company.email"));
}

#[test]
fn pairs() {
    assert!(same_company("Holz König GmbH", "HOLZ KOENIG G.m.b.H."));
    assert!(same_company("Firma Groß & Sohn", "Gross und Sohn"));
    assert!(same_company("A.B.C. Bau AG", "ABC Bau AG"));
    assert!(!same_company("Holz König GmbH", "Holz König AG"));
    assert!(!same_company("Hotel Krone Lech", "Hotel Krone Graz"));
    assert!(!same_company("test", "test"));
}

/// The rows of a table in `cases`, without its comment.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

#[test]
fn names_of_many_countries() {
    for row in rows(include_str!("cases/names.tsv")) {
        let cell = |at: usize| row.get(at).copied().unwrap_or_default();
        let got = read(cell(1), Some(cell(0)).filter(|country| !country.is_empty()));
        assert!(got.status.is_usable(), "{row:?}: {:?}", got.codes);
        let parts = got.parts;
        let read = [
            parts.base.as_str(),
            parts.legal_form.as_str(),
            parts.company_status.unwrap_or_default(),
            parts.branch.as_str(),
            parts.proprietor.as_str(),
        ];
        assert_eq!(read, [cell(2), cell(3), cell(4), cell(5), cell(6)], "{row:?}");
    }
}

#[test]
fn pairs_of_many_kinds() {
    for row in rows(include_str!("cases/pairs.tsv")) {
        let [one, other, same] = row[..] else { panic!("three cells wanted: {row:?}") };
        assert_eq!(same_company(one, other), same == "same", "{row:?}");
        assert_eq!(same_company(other, one), same == "same", "{row:?}");
    }
}

#[test]
fn codes_of_forms() {
    assert_eq!(read("Holz Ritter GmbH", Some("AT")).parts.elf_code, Some("AXSB"));
    assert_eq!(read("Holz Ritter OHG", None).parts.elf_code, Some("40DB"));
    assert_eq!(read("Holz Ritter GmbH", None).parts.elf_code, None);
}

#[test]
fn websites() {
    let cases = [
        (
            "shop.ritter-holz.co.at/kontakt",
            "https://shop.ritter-holz.co.at/kontakt",
            Some("ritter-holz.co.at"),
            Status::Valid,
        ),
        ("HTTP://WWW.Ritter.DE/", "http://www.ritter.de", Some("ritter.de"), Status::Valid),
        ("http//www.ritter.de", "http://www.ritter.de", Some("ritter.de"), Status::Corrected),
        ("www,ritter,de", "https://www.ritter.de", Some("ritter.de"), Status::Corrected),
        ("www. ritter.de", "https://www.ritter.de", Some("ritter.de"), Status::Corrected),
        ("www ritter de", "https://www.ritter.de", Some("ritter.de"), Status::Corrected),
        ("http.//www.ritter.de", "http://www.ritter.de", Some("ritter.de"), Status::Corrected),
        ("hhttps://ritter.de/Holz", "https://ritter.de/Holz", Some("ritter.de"), Status::Corrected),
        ("<a href=\"https://ritter.de\">Ritter</a>", "https://ritter.de", Some("ritter.de"), Status::Valid),
        ("ritter.de,ritter.at", "https://ritter.de", Some("ritter.de"), Status::Suspect),
        ("info@ritter.de", "https://ritter.de", Some("ritter.de"), Status::Suspect),
        ("co.at", "https://co.at", None, Status::Suspect),
        ("10.1.2.3", "https://10.1.2.3", None, Status::Suspect),
        ("wird noch gebaut", "", None, Status::Invalid),
    ];
    for (cell, url, domain, status) in cases {
        let got = read_website(cell);
        assert_eq!((got.parts.0.as_str(), got.parts.1.as_deref(), got.status), (url, domain, status), "{cell}");
    }
}

#[test]
fn vat_ids() {
    let got = read_vat_id("UID: ATU 1234 5675", None);
    assert_eq!(
        (got.status, got.parts.vat_id.as_str(), got.parts.country.as_str()),
        (Status::Valid, "ATU12345675", "AT")
    );
    assert_eq!(got.parts.check, VatCheck::CheckDigit);
    assert_eq!(read_vat("12345675", Some("AT")).parts, "ATU12345675");
    assert_eq!(read_vat("U12345675", None).code(), Some("vat.prefix_added"));
    assert_eq!(read_vat("ATU12345674", None).code(), Some("vat.check_digit"));
    assert_eq!(read_vat("ATU1234567", None).code(), Some("vat.format"));
    assert_eq!(read_vat("DE", None).status, Status::Invalid);
    assert_eq!(read_vat("keine", None).status, Status::Missing);
    // Invented, with right check digits.
    for (cell, id) in [
        ("USt-IdNr. gem. § 27a UStG: DE136695976", "DE136695976"),
        ("DE 136 695 976 (gültig)", "DE136695976"),
        ("IDE: CHE-116.281.710 HR/MWST", "CHE116281710"),
        ("DIČ: CZ25123891", "CZ25123891"),
        ("N° TVA intracommunautaire : FR40303265045", "FR40303265045"),
        ("EL 94259216", "EL094259216"),
        ("NL4495445B01", "NL004495445B01"),
        ("TR 4540536920", "TR4540536920"),
        ("AU 83 914 571 673", "AU83914571673"),
    ] {
        let got = read_vat_id(cell, None);
        assert_eq!((got.status, got.parts.vat_id.as_str()), (Status::Valid, id), "{cell}");
    }
    for cell in ["DE DE136695976", "TR4540536921", "AU83914571674", "NL004495445B00", "IS12", "FR40303265046"] {
        assert_eq!(read_vat_id(cell, None).status, Status::Invalid, "{cell}");
    }
}

proptest! {
    #[test]
    fn never_panics(value in "\\PC{0,40}", country in prop::option::of("[A-Z]{2}")) {
        read(&value, country.as_deref());
        read_website(&value);
        read_vat_id(&value, country.as_deref());
    }

    #[test]
    fn vat_numbers_never_panic(prefix in "(AD|AT|ATU|BE|BG|BR|CHE|CY|CZ|DE|DK|EE|EL|ES|EU|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|RS|RU|SE|SI|SK|XI)", digits in "[A-Z+*]?[0-9]{2,14}[A-Z]{0,2}") {
        read_vat_id(&format!("{prefix}{digits}"), None);
    }

    #[test]
    fn own_check_digits_agree_with_the_crate(prefix in "(DE|ATU|CHE|FR12000|FR47000)", digits in "[0-9]{6,9}") {
        let id = format!("{prefix}{digits}");
        let crate_says = vat_id_validator::check_vat_by_country(&id, &prefix[..2]);
        let got = read_vat_id(&id, None);
        prop_assert_eq!(got.status == Status::Valid, crate_says.is_valid);
        prop_assert_eq!(got.code() == Some("vat.format"), !crate_says.is_valid_format);
    }

    #[test]
    fn near_names_never_panic(value in "(Fa\\.|Inh\\.|GmbH|& Co\\.|KG|ges\\.m\\.b\\.H\\.|i\\. ?L\\.|Filiale|\\(|,|-| |[a-zäß]{1,5}|[A-ZÖ]{1,5}){0,8}") {
        read(&value, None);
    }

    #[test]
    fn reading_again_changes_nothing(
        name in "[A-Z][a-z]{4,8} [A-Z][a-z]{4,8}",
        form in prop::sample::select(FORMS.iter().map(|form| form.short).chain(["Ges.m.b.H.", "GmbH u. Co. KG", "mbH", ""]).collect::<Vec<_>>()),
        tail in prop::sample::select(vec!["", " i. L.", " in Gründung", " Bau"]),
        country in prop::sample::select(vec!["DE", "CH", "FR", "US"]),
    ) {
        let once = read(&format!("{name} {form}{tail}"), Some(country));
        prop_assert!(once.status.is_usable());
        let twice = read(&once.parts.company, Some(country));
        prop_assert!(twice.status.is_usable());
        prop_assert_eq!(&once.parts.company, &twice.parts.company);
        prop_assert_eq!(once.parts.legal_form, twice.parts.legal_form);
        prop_assert_eq!(once.parts.match_key, twice.parts.match_key);
    }

    #[test]
    fn any_cell_read_again_stays_as_it_is(cell in "(Fa\\. |Firma )?[A-ZÄ][a-zäöü]{3,7}( & [A-Z][a-z]{3,6})?( GmbH| AG| e\\.K\\.| OHG|, Inc\\.)?( i\\.G\\.| Bau|, Filiale Ulm)?") {
        let once = read(&cell, Some("DE")).parts;
        let twice = read(&once.company, Some("DE")).parts;
        prop_assert_eq!(once.company, twice.company);
        prop_assert_eq!(once.match_key, twice.match_key);
    }
}
