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
        ("50667 Köln", "phone.not_a_number"),
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

/// Cells as German, Austrian, Swiss and other lists hold them: country, cell, usable number.
#[test]
fn cells_of_lists_are_read() {
    for (country, value, e164) in [
        ("DE", "Tel. + Fax 05121/28347", "+49512128347"),
        ("DE", "(06 41) 98 32 17", "+49641983217"),
        ("DE", "06 41 / 98 32 17", "+49641983217"),
        ("DE", "641/983217", "+49641983217"),
        ("DE", "049 7121 94840", "+49712194840"),
        ("DE", "+49 0 641 983217", "+49641983217"),
        ("DE", "(49) 341 2618340", "+493412618340"),
        ("DE", "00 49 7121 94840", "+49712194840"),
        ("DE", "44 7903 384 729", "+447903384729"),
        ("DE", "015410123987", "+4915410123987"),
        ("DE", "<a href=\"tel:+493514794110\">0351 4794110</a>", "+493514794110"),
        ("DE", "0351&nbsp;4794110", "+493514794110"),
        ("DE", "sip:+493412618340@voip.firma.de", "+493412618340"),
        ("DE", "info@firma.de / 089 413288", "+4989413288"),
        ("DE", "WhatsApp: +49 170 2938471", "+491702938471"),
        ("DE", "https://wa.me/491702938471", "+491702938471"),
        ("DE", "NEU: 0170 2938471", "+491702938471"),
        ("DE", "Telefon 1: 0341 2618340", "+493412618340"),
        ("DE", "24h Hotline 0800 3728193", "+498003728193"),
        ("DE", "0641 983217 24/7", "+49641983217"),
        ("DE", "04101 773821 2x versucht", "+494101773821"),
        ("DE", "04101 773821 12.05. nicht erreicht", "+494101773821"),
        ("DE", "01803 372819 (9 Cent/Min.)", "+491803372819"),
        ("DE", "0180/5 37 28 19 (0,14 EUR/Min)", "+491805372819"),
        ("DE", "0341 26183-0,-40", "+49341261830"),
        ("AT", "0664/382 91 74", "+436643829174"),
        ("AT", "05 7000 1234", "+43570001234"),
        ("AT", "43 11 18", "+431118"),
        ("AT", "03512/618 34 Fax DW 20", "+43351261834"),
        ("CH", "061'283'47'19", "+41612834719"),
        ("CH", "Tel. G: 061 283 47 19", "+41612834719"),
        ("LI", "232 84 91", "+4232328491"),
        ("GB", "(20) 7831 4920", "+442078314920"),
        ("US", "650 x 253 - 1234", "+16502531234"),
        ("IT", "283472918", "+390283472918"),
    ] {
        let verdict = read(value, Some(country));
        assert!(verdict.status.is_usable(), "{value:?} in {country}: {verdict:?}");
        assert_eq!(verdict.parts.e164.as_deref(), Some(e164), "{value:?} in {country}");
    }
}

/// Numbers that may be another's, or that somebody wrote off.
#[test]
fn what_can_be_two_things_is_not_promised() {
    for (country, value) in [
        ("AT", "089 23878031"),           // Munich
        ("AT", "06 6936 10768"),          // Rome
        ("CH", "03 18 43 42 13"),         // France
        ("AT", "0650 8347"),              // half a mobile number
        ("AT", "+43 664 83472"),          // the same
        ("AT", "0660 367911325"),         // one digit too many
        ("CH", "00432617064"),            // Zurich with two zeros, or Austria
        ("IT", "3924148"),                // no length of Italy's
        ("PL", "3215869925"),             // Belgium, or a digit too many
        ("DE", "(268) 734-0155"),         // America
        ("DE", "20210312"),               // a date
        ("DE", "2024/1183"),              // a file
        ("DE", "1699012800"),             // a time
        ("DE", "4006381333931"),          // an article
        ("DE", "0170 2938471 ungueltig"), // written off
        ("DE", "0351 4794110 nicht mehr aktuell"),
    ] {
        let verdict = read(value, Some(country));
        assert_eq!(verdict.status, Status::Suspect, "{value:?} in {country}: {verdict:?}");
        assert!(verdict.code().is_some(), "{value:?} in {country}");
    }
}

#[test]
fn numbers_of_other_kinds_are_no_phones() {
    for value in [
        "143/283/47162",
        "St.-Nr. 143/283/47162",
        "DE02 8606 5483 0000 6183 40",
        "CHE-482.917.382 MWST",
        "ATU48291738",
        "FN 382917 k",
        "RE-2024-00283",
        "0815 4711",
        "6900 Bregenz",
        "8800 Thalwil",
        "20095 HAMBURG",
        "D-20095 HAMBURG",
        "5020 SALZBURG",
        "18.01.2024 - 20.01.2024",
        "12.03.2021",
        "2021-03-12T14:33:00Z",
    ] {
        let verdict = read(value, Some("DE"));
        assert_eq!((verdict.status, verdict.parts.e164), (Status::Invalid, None), "{value}");
    }
}

#[test]
fn several_numbers_need_no_separator() {
    for value in [
        "089 413288 - 0170 2938471",
        "089-413288 0170-2938471",
        "089 413288 (Buero) 0170 2938471 (mobil)",
        "Tel 089 413288 Fax: 0170 2938471",
        "tel: 089 413288; mob: 0170 2938471",
        "tel:089 413288; mob:0170 2938471",
        "089/413288; 0170/2938471",
        "089/413288 oder 0170/2938471",
        "089/413288+0170/2938471",
        "1. 089 413288 2. 0170 2938471",
    ] {
        let parts = read(value, Some("DE")).parts;
        assert_eq!(parts.e164.as_deref(), Some("+4989413288"), "{value}");
        assert_eq!(parts.others, ["+491702938471"], "{value}");
    }
    let swiss = read("044 618 34 02 ou 079 618 34 02", Some("CH")).parts;
    assert_eq!((swiss.e164.as_deref(), swiss.others), (Some("+41446183402"), vec!["+41796183402".to_owned()]));
    // A local number behind a whole one has no area code of its own.
    assert!(read("05121/28347 u. 28349", Some("DE")).parts.others.is_empty());
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

    #[test]
    fn a_usable_number_of_any_country_reads_the_same(
        text in "(Tel. )?[+0(]{0,2}[1-9][0-9]{1,4}[)/ -]{1,2}[0-9]{3,8}( DW [0-9]{2})?",
        country in "(DE|AT|CH|LI|FR|IT|GB|US|NL|PL|HU|MX|AR|BR)",
    ) {
        let first = read(&text, Some(&country));
        if let (true, Some(e164)) = (first.status.is_usable(), first.parts.e164) {
            for context in [None, Some(country.as_str()), Some("DE")] {
                let again = read(&e164, context);
                prop_assert_eq!((again.status, again.parts.e164.as_ref()), (Status::Valid, Some(&e164)));
                prop_assert!(!again.parts.country_inferred);
            }
        }
    }
}
