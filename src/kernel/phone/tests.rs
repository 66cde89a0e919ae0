//! Cells in, verdicts out.

use super::*;
use proptest::prelude::*;

fn read_in(value: &str, country: &str) -> (Status, Option<&'static str>, Option<String>) {
    let verdict = read(value, Some(country));
    (verdict.status, verdict.code(), verdict.parts.e164)
}

#[track_caller]
fn check(value: &str, country: &str, status: Status, code: Option<&'static str>, e164: Option<&str>) {
    assert_eq!(read_in(value, country), (status, code, e164.map(str::to_owned)), "{value:?} in {country}");
}

#[test]
fn notation_is_valid() {
    for (value, country, e164) in [
        ("0351 / 796 55-12", "DE", "+493517965512"),
        ("+49 (0)351 7965512", "DE", "+493517965512"),
        ("0049 351 7965512", "DE", "+493517965512"),
        ("001 212 736 5000", "US", "+12127365000"),
        ("0041 44 668 18 00", "US", "+41446681800"),
        ("(212) 736-5000", "US", "+12127365000"),
        ("044 668 18 00", "CH", "+41446681800"),
        ("+41 44 668 18 00", "DE", "+41446681800"),
        ("+39 (0)6 6982 1234", "DE", "+390669821234"),
        ("＋４９ ３５１ ７９６５５１２", "DE", "+493517965512"),
    ] {
        check(value, country, Status::Valid, None, Some(e164));
    }
}

#[test]
fn content_is_corrected_with_its_reason() {
    for (value, country, code, e164) in [
        ("4935179655120.0", "DE", "phone.excel_artifact", "+4935179655120"),
        ("4.93517965512E+11", "DE", "phone.excel_artifact", "+493517965512"),
        ("'0351 7965512", "DE", "phone.excel_artifact", "+493517965512"),
        ("4915752527618", "DE", "phone.missing_plus", "+4915752527618"),
        ("3517965512", "DE", "phone.lost_zero", "+493517965512"),
        ("Tel.: 0351 7965512", "DE", "phone.label", "+493517965512"),
        ("Fax 0351 7965512", "DE", "phone.fax", "+493517965512"),
        ("0351 7965512 (nur vormittags)", "DE", "phone.comment", "+493517965512"),
        ("O351 79655l2", "DE", "phone.lookalike", "+493517965512"),
        ("0351 7965512/14", "DE", "phone.alternatives", "+493517965512"),
        ("41446681800", "ES", "phone.missing_plus", "+41446681800"),
        ("0491721234567", "DE", "phone.missing_plus", "+491721234567"),
    ] {
        check(value, country, Status::Corrected, Some(code), Some(e164));
    }
    assert_eq!(read_in("p:+4915752527618", "DE").2.as_deref(), Some("+4915752527618"));
}

#[test]
fn what_is_no_number_is_invalid() {
    for (value, code) in [
        ("4.9352E+11", "phone.lost_digits"),
        ("nach 17 Uhr", "phone.not_a_number"),
        ("HRB 12345", "phone.not_a_number"),
        ("DE123456789", "phone.not_a_number"),
        ("2024-01-01", "phone.not_a_number"),
        ("ilse@weber.example", "phone.email"),
        ("0123456789", "phone.placeholder"),
        ("1111111111", "phone.placeholder"),
        ("01700000000", "phone.placeholder"),
        ("0221 000000", "phone.placeholder"),
        ("0351", "phone.too_short"),
        ("+49 351 79655121234567", "phone.too_long"),
    ] {
        check(value, "DE", Status::Invalid, Some(code), None);
    }
}

#[test]
fn nothing_is_missing() {
    for value in ["", " ", "-", "k. A.", "keine Angabe", "n/a"] {
        check(value, "DE", Status::Missing, Some("phone.missing"), None);
    }
}

#[test]
fn two_numbers_give_the_first_and_the_others() {
    let verdict = read("0351 7965512 oder 0171 1234567; +41 44 668 18 00", Some("DE"));
    assert_eq!((verdict.status, verdict.code()), (Status::Valid, Some("phone.multiple")));
    assert_eq!(verdict.parts.e164.as_deref(), Some("+493517965512"));
    assert_eq!(verdict.parts.others, ["+491711234567", "+41446681800"]);
}

#[test]
fn without_a_country_nothing_is_promised() {
    assert_eq!(read("0351 7965512", None).code(), Some("phone.no_country"));
    let brevo = read("4915752527618", None);
    assert_eq!((brevo.status, brevo.parts.e164.as_deref()), (Status::Suspect, Some("+4915752527618")));
    assert_eq!(read("+49 351 7965512", None).status, Status::Valid);
    assert_eq!(read("0049 351 7965512", Some("no country")).status, Status::Valid);
}

#[test]
fn kind_extension_and_display() {
    let mobile = read("0171 1234567", Some("DE")).parts;
    assert!(is_mobile(&mobile) && mobile.country_inferred);
    let desk = read("0351 79655 Durchwahl 12", Some("DE")).parts;
    assert_eq!((desk.e164.as_deref(), desk.extension.as_deref()), (Some("+4935179655"), Some("12")));
    assert!(!is_mobile(&desk));
    assert_eq!(display("+493517965512"), Some(("0351 7965512".to_owned(), "+49 351 7965512".to_owned())));
    assert_eq!(display("0351"), None);
}

proptest! {
    #[test]
    fn never_panics(text in any::<String>()) {
        let _ = read(&text, Some("DE"));
        let _ = read(&text, None);
    }

    #[test]
    fn number_like_text_never_panics(text in "[-+0-9()/., xEeDW;#~]{0,40}", country in "[A-Z]{2}") {
        let _ = read(&text, Some(&country));
    }

    #[test]
    fn what_was_read_reads_the_same(text in "0[1-9][0-9]{6,10}") {
        let first = read(&text, Some("DE"));
        if let (true, Some(e164)) = (first.status.is_usable(), first.parts.e164) {
            let again = read(&e164, None);
            prop_assert_eq!((again.status, again.parts.e164), (Status::Valid, Some(e164)));
        }
    }
}
