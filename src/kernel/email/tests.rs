//! Cells in, verdicts out.

use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(value: &str, status: Status, code: Option<&'static str>, email: Option<&str>) {
    let verdict = read(value);
    assert_eq!((verdict.status, verdict.code(), verdict.parts.email.as_deref()), (status, code, email), "{value:?}");
}

#[test]
fn several_addresses_are_notation_unless_one_was_repaired() {
    let clean = read("a.kern@holz-ritter.de; B.Kern@Holz-Ritter.de");
    assert_eq!((clean.status, clean.codes), (Status::Valid, vec!["email.multiple"]));
    let repaired = read("a.kern@holz-ritter,de; b.kern@holz-ritter.de");
    assert_eq!((repaired.status, repaired.codes), (Status::Corrected, vec!["email.multiple", "email.cleaned"]));
    assert_eq!(repaired.parts.email.as_deref(), Some("a.kern@holz-ritter.de"));
}

#[test]
fn good_addresses_stay() {
    for (value, email) in [
        ("kurt.stein@holz-ritter.at", "kurt.stein@holz-ritter.at"),
        (" Kurt.Stein@HOLZ-Ritter.AT ", "Kurt.Stein@holz-ritter.at"),
        ("o'brien+x@holz-ritter.at", "o'brien+x@holz-ritter.at"),
        ("info@xn--bcker-gra.at", "info@bäcker.at"),
        ("büro@bäcker.at", "büro@bäcker.at"),
        ("office@bäckerei-groß.at", "office@bäckerei-groß.at"),
    ] {
        check(value, Status::Valid, None, Some(email));
        assert_eq!(read(value).parts.syntax, Syntax::Ok);
    }
}

#[test]
fn repairs_that_are_no_guess() {
    for (value, code, email) in [
        ("Mailto:Kurt.Stein@HOLZ-Ritter.AT ", "email.cleaned", "Kurt.Stein@holz-ritter.at"),
        ("kurt.stein [at] holz-ritter [dot] at", "email.obfuscated", "kurt.stein@holz-ritter.at"),
        ("kurt.stein(at)holz-ritter.at", "email.obfuscated", "kurt.stein@holz-ritter.at"),
        ("kurt.stein at holz-ritter.at", "email.obfuscated", "kurt.stein@holz-ritter.at"),
        ("kurt.stein @ holz-ritter . at", "email.cleaned", "kurt.stein@holz-ritter.at"),
        ("kurt.stein@holz-ritter,at", "email.cleaned", "kurt.stein@holz-ritter.at"),
        ("kurt.stein@holz-ritter..at", "email.cleaned", "kurt.stein@holz-ritter.at"),
        ("kurt.stein@holz-ritter.at.", "email.cleaned", "kurt.stein@holz-ritter.at"),
        ("<kurt.stein@holz-ritter.at>", "email.cleaned", "kurt.stein@holz-ritter.at"),
        ("kurt.stein&#64;holz-ritter.at", "email.cleaned", "kurt.stein@holz-ritter.at"),
        ("Kurt Stein <kurt.stein@holz-ritter.at>", "email.display_name", "kurt.stein@holz-ritter.at"),
        ("\"Stein, Kurt\" <kurt.stein@holz-ritter.at>", "email.display_name", "kurt.stein@holz-ritter.at"),
        ("kurt.stein@holz-ritter.at\u{200B}", "email.cleaned", "kurt.stein@holz-ritter.at"),
    ] {
        check(value, Status::Corrected, Some(code), Some(email));
    }
}

#[test]
fn doubts_are_said() {
    for (value, code) in [
        ("kurt.stein@gmaill.com", "email.domain_typo"),
        ("no-reply@holz-ritter.at", "email.no_reply"),
        ("asdf@holz-ritter.at", "email.placeholder"),
        ("kurt@mailinator.com", "email.disposable"),
        ("\"kurt stein\"@holz-ritter.at", "email.unusual"),
        ("kurt@[192.0.2.1]", "email.unusual"),
        ("kurt@holz", "email.unusual"),
        ("kurt,stein@holz-ritter.at", "email.cleaned"),
    ] {
        assert_eq!((read(value).status, read(value).code()), (Status::Suspect, Some(code)), "{value}");
    }
    assert_eq!(read("kurt.stein@gmaill.com").parts.suggested_domain.as_deref(), Some("gmail.com"));
}

#[test]
fn no_address_is_no_address() {
    for value in
        ["kurt", "@holz.at", "kurt@", "kurt@@holz.at", "kurt@ste in.at", "kurt@-holz.at", "kurt@holz_ritter.at"]
    {
        check(value, Status::Invalid, Some("email.syntax"), None);
    }
    check("kurt@holz.test", Status::Invalid, Some("email.reserved"), None);
    for value in ["", "k. A.", "keine", "keine E-Mail", "@", "n/a", "kein Email"] {
        assert!(matches!(read(value).status, Status::Missing | Status::Invalid), "{value}");
    }
    check("keine E-Mail", Status::Missing, Some("email.missing"), None);
}

#[test]
fn several_addresses() {
    let verdict = read("kurt@holz.at; info@holz.at oder kurt@holz.at");
    assert_eq!((verdict.status, verdict.code()), (Status::Valid, Some("email.multiple")));
    assert_eq!(verdict.parts.email.as_deref(), Some("kurt@holz.at"));
    assert_eq!(verdict.parts.others, ["info@holz.at"]);
}

#[test]
fn kinds_and_keys() {
    let info = read("Info@Holz.at").parts;
    assert!(info.role && !info.freemail);
    assert_eq!(info.match_key.as_deref(), Some("info@holz.at"));
    let google = read("Kurt.Stein+list@googlemail.com").parts;
    assert!(google.freemail && !google.role);
    assert_eq!(google.match_key.as_deref(), Some("kurtstein@gmail.com"));
    assert_eq!(read("kurt.stein@holz.at").parts.match_key.as_deref(), Some("kurt.stein@holz.at"));
    assert_eq!(read("büro@bäcker.at").parts.domain_ascii.as_deref(), Some("xn--bcker-gra.at"));
}

#[test]
fn cases_of_lists() {
    for line in include_str!("cases/repairs.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (value, wanted) = line.split_once(" => ").unwrap_or_default();
        let value = value.replace("\\n", "\n");
        let verdict = read(&value);
        let found: Vec<String> = verdict.parts.email.into_iter().chain(verdict.parts.others).collect();
        assert_eq!(found.join(" "), wanted, "{value:?}");
        assert!(verdict.status.is_usable(), "{value:?}");
    }
}

#[test]
fn kinds_of_addresses() {
    for (value, code) in [
        ("max.mustermann@holz-ritter.at", "email.placeholder"),
        ("mail@mail.de", "email.placeholder"),
        ("a@a.de", "email.placeholder"),
        ("keine@email.de", "email.placeholder"),
        ("shop.noreply@holz-ritter.at", "email.no_reply"),
        ("kurt@abc.mailinator.com", "email.disposable"),
        ("kurt@gmxde", "email.domain_typo"),
        ("hue mer@holz.at", "email.cleaned"),
    ] {
        assert_eq!((read(value).status, read(value).code()), (Status::Suspect, Some(code)), "{value}");
    }
    for (value, key) in [
        ("K.u.rt+x@gmail.com", "kurt@gmail.com"),
        ("kurt+x@outlook.com", "kurt@outlook.com"),
        ("kurt+x@holz.at", "kurt+x@holz.at"),
        ("Kurt.S@GMX.de", "kurt.s@gmx.de"),
    ] {
        assert_eq!(read(value).parts.match_key.as_deref(), Some(key));
    }
}

proptest! {
    #[test]
    fn never_panics(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn what_is_usable_is_read_again_as_it_is(text in "[a-zA-Z0-9@.,<>()\\[\\]\"' ;:=*+_äß＠-]{0,40}|[a-z.]{1,9}( at |\\(ät\\)|\\[at\\]|@)[a-z.-]{1,9}( punkt |\\.)(de|at|com)") {
        let verdict = read(&text);
        if let Some(email) = verdict.parts.email.filter(|_| verdict.status.is_usable()) {
            let again = read(&email);
            prop_assert_eq!(again.parts.email.as_deref(), Some(email.as_str()));
            prop_assert_eq!(again.status, Status::Valid);
        }
    }

    #[test]
    fn a_hint_is_another_domain_that_needs_no_hint(name in "[a-z-]{1,12}", top in "[a-z]{1,4}|co\\.[a-z]{2}") {
        let domain = format!("{name}.{top}");
        if let Some(meant) = typo::suggest(&domain) {
            prop_assert_ne!(&meant, &domain);
            prop_assert_eq!(typo::suggest(&meant).filter(|again| again == &domain), None);
        }
    }
}
