//! Invented names.

use super::*;
use proptest::prelude::*;

fn parts(value: &str) -> String {
    let name = read(value).parts;
    format!("{}|{}|{}|{}|{}", name.salutation, name.academic_title, name.given_name, name.family_name, name.name_suffix)
}

#[test]
fn a_couple_behind_a_word_for_couples_is_two_people() {
    for cell in ["Eheleute Karl u. Erna Sonntag", "Familie Karl und Erna Sonntag", "Ehepaar Karl & Erna Sonntag"] {
        let persons = read(cell).parts.persons;
        let named: Vec<_> = persons.iter().map(|name| (name.given_name.as_str(), name.family_name.as_str())).collect();
        assert_eq!(named, [("Karl", "Sonntag"), ("Erna", "Sonntag")], "{cell}");
    }
}

#[test]
fn people() {
    let cases = [
        ("Weber-Lindt, Dr. rer. nat. Ilse Marie", "|Dr. rer. nat.|Ilse Marie|Weber-Lindt|"),
        ("hr. kurt vom stein", "Herr||Kurt|vom Stein|"),
        ("Ilse Weber, Dr.", "|Dr.|Ilse|Weber|"),
        ("Dr.med.dent. Ilse Weber", "|Dr. med. dent.|Ilse|Weber|"),
        ("Prof.Dr.-Ing. Kurt Stein", "|Prof. Dr.-Ing.|Kurt|Stein|"),
        ("Dipl. Ing. (FH) Kurt Stein", "|Dipl.-Ing. (FH)|Kurt|Stein|"),
        ("WEBER Ilse", "||Ilse|Weber|"),
        ("Weber Ilse", "||Ilse|Weber|"),
        ("Kurt Graf Thalheim", "||Kurt|Graf Thalheim|"),
        ("Stein, Kurt Freiherr von", "||Kurt|Freiherr von Stein|"),
        ("Ulrike Meyer zu Holzen", "||Ulrike|Meyer zu Holzen|"),
        ("Kurt Stein sen.", "||Kurt|Stein|sen."),
        ("Kurt Stein, LL.M. (Bonn)", "||Kurt|Stein|LL.M."),
        ("SEAN O'NEILL-MCGREGOR", "||Sean|O'Neill-McGregor|"),
        ("Sehr geehrte Frau Dr. Ilse Weber", "Frau|Dr.|Ilse|Weber|"),
        ("Ilse Weber, Einkauf", "||Ilse|Weber|"),
        ("Ilse Weber - Einkauf", "||Ilse|Weber|"),
        ("Ilse Weber - Lindt", "||Ilse|Weber-Lindt|"),
        ("Weber Dr. Ilse", "|Dr.|Ilse|Weber|"),
        ("Weber I.", "||I.|Weber|"),
        ("GF Kurt Stein", "||Kurt|Stein|"),
        ("Kurt v. d. Heiden", "||Kurt|von der Heiden|"),
        ("Gräfin Ilse von Stein", "||Ilse|Gräfin von Stein|"),
        ("Kurt Stein, M. Sc.", "||Kurt|Stein|M.Sc."),
        ("Ilse Frei Ammann", "||Ilse|Frei Ammann|"),
    ];
    for (value, expected) in cases {
        assert_eq!(parts(value), expected, "{value}");
    }
}

/// A row of `cases.txt`: the cell, what its parts are, and the verdict's word.
fn check(row: &str) -> Result<(), String> {
    let mut columns = row.split(" | ");
    let value = columns.next().unwrap_or("");
    let (mut wanted, mut word) = ([""; 7], "");
    for column in columns {
        match column.split_at_checked(2) {
            _ if column.starts_with('!') => word = &column[1..],
            Some((head, text)) => {
                let at = "STGFXMN".find(&head[..1]).ok_or_else(|| format!("{row}: unknown column"))?;
                wanted[at] = text;
            }
            None => return Err(format!("{row}: unknown column")),
        }
    }
    let verdict = read(value);
    let name = &verdict.parts;
    let got = [
        &name.salutation,
        &name.academic_title,
        &name.given_name,
        &name.family_name,
        &name.name_suffix,
        &name.maiden_name,
        &name.nickname,
    ];
    let whole = wanted.iter().any(|part| !part.is_empty());
    let right = match word {
        "" => verdict.status.is_usable() && (!whole || got.iter().zip(wanted).all(|(got, wanted)| *got == wanted)),
        "junk" => verdict.status >= Status::Invalid,
        "incomplete" => {
            verdict.codes.contains(&"name.incomplete")
                && [0, 2, 3]
                    .iter()
                    .all(|at| got.get(*at).zip(wanted.get(*at)).is_some_and(|(got, wanted)| got == wanted))
        }
        "several" => verdict.code() == Some("name.several_persons"),
        "company" => verdict.code() == Some("name.company"),
        "role" => verdict.code() == Some("name.role"),
        _ => false,
    };
    if right { Ok(()) } else { Err(format!("{row}\n    {:?} {:?} {got:?}", verdict.status, verdict.codes)) }
}

#[test]
fn cells_of_lists() {
    let rows = include_str!("cases.txt").lines().filter(|row| !row.starts_with('#'));
    let wrong: Vec<String> = rows.filter_map(|row| check(row).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn statuses() {
    use Status::{Corrected, Invalid, Missing, Suspect, Valid};
    let cases = [
        ("Ilse Weber", Valid, None, RecordKind::Person),
        ("ILSE WEBER", Corrected, Some("name.case"), RecordKind::Person),
        ("Weber", Suspect, Some("name.incomplete"), RecordKind::Person),
        ("Ilse & Kurt Weber", Suspect, Some("name.several_persons"), RecordKind::Person),
        ("Holz Ritter GmbH", Suspect, Some("name.company"), RecordKind::Organisation),
        ("Bäckerei Weber", Suspect, Some("name.company"), RecordKind::Organisation),
        ("Abteilung Einkauf", Suspect, Some("name.role"), RecordKind::RoleMailbox),
        ("ilse@weber.example", Invalid, Some("name.email"), RecordKind::Unknown),
        ("www.weber.example", Invalid, Some("name.url"), RecordKind::Unknown),
        ("asdfgh", Invalid, Some("name.junk"), RecordKind::Unknown),
        ("Bbbbb Jbbbb, MBA", Invalid, Some("name.junk"), RecordKind::Unknown),
        ("Max Mustermann", Invalid, Some("name.placeholder"), RecordKind::Unknown),
        ("Mustermann, Max", Invalid, Some("name.placeholder"), RecordKind::Unknown),
        ("k. A.", Missing, Some("name.missing"), RecordKind::Unknown),
        ("n/a", Missing, Some("name.missing"), RecordKind::Unknown),
        ("", Missing, Some("name.missing"), RecordKind::Unknown),
        ("Ilse Null", Valid, None, RecordKind::Person),
        ("Ilse MÃ¼ller", Corrected, Some("name.encoding"), RecordKind::Person),
    ];
    for (value, status, code, kind) in cases {
        let verdict = read(value);
        assert_eq!((verdict.status, verdict.code(), verdict.parts.kind), (status, code, kind), "{value}");
    }
}

#[test]
fn several_people_share_the_family_name() {
    let people = |value: &str| {
        let name = read(value).parts;
        name.persons.iter().map(|person| format!("{} {}", person.given_name, person.family_name)).collect::<Vec<_>>()
    };
    assert_eq!(people("Ilse & Kurt Weber"), ["Ilse Weber", "Kurt Weber"]);
    assert_eq!(people("Weber, Ilse und Kurt"), ["Ilse Weber", "Kurt Weber"]);
    assert_eq!(people("Ilse Weber; Kurt Stein"), ["Ilse Weber", "Kurt Stein"]);
    assert_eq!(people("Otto von und zu Stein"), [""; 0]);
}

#[test]
fn columns_are_put_right() {
    let line = |verdict: Verdict<Name>| {
        let name = &verdict.parts;
        format!(
            "{} {:?} {}|{}|{}|{}|{}",
            verdict.status.name(),
            verdict.code(),
            name.salutation,
            name.academic_title,
            name.given_name,
            name.family_name,
            name.name_suffix
        )
    };
    assert_eq!(line(read_parts("Hr.", "Dr", "Kurt", "Stein", "")), "valid None Herr|Dr.|Kurt|Stein|");
    assert_eq!(line(read_parts("", "", "Dr. Kurt", "Stein jun.", "")), "valid None |Dr.|Kurt|Stein|jun.");
    assert_eq!(line(read_parts("", "", "Ilse Weber", "", "")), "valid None ||Ilse|Weber|");
    assert_eq!(line(read_parts("", "", "", "Weber, Ilse", "")), "valid None ||Ilse|Weber|");
    assert_eq!(line(read_parts("", "", "Weber", "Ilse", "")), "corrected Some(\"name.swapped\") ||Ilse|Weber|");
    assert_eq!(line(read_parts("", "", "Ursula von der", "Heiden", "")), "valid None ||Ursula|von der Heiden|");
    assert_eq!(line(read_parts("", "Freiherr von", "Kurt", "Heiden", "")), "valid None ||Kurt|Freiherr von Heiden|");
    assert_eq!(line(read_parts("", "", "Ilse", "ilse@weber.example", "")), "suspect Some(\"name.email\") ||Ilse||");
    assert_eq!(
        line(read_parts("Herr und Frau", "", "Kurt", "Stein", "")),
        "suspect Some(\"name.several_persons\") Herr||Kurt|Stein|"
    );
    assert_eq!(line(read_parts("Frau", "", "", "Weber", "")), "suspect Some(\"name.incomplete\") Frau|||Weber|");
    assert_eq!(line(read_parts("Firma", "", "", "Weber", "")), "suspect Some(\"name.company\") ||||");
    assert_eq!(line(read_parts("", "", "", "Holz Ritter GmbH", "")), "suspect Some(\"name.company\") ||||");
    assert_eq!(line(read_parts("", "", "Ilse", "Null", "")), "valid None ||Ilse|Null|");
    assert_eq!(line(read_parts("", "", "n/a", "null", "")), "missing Some(\"name.missing\") ||||");
    assert_eq!(line(read_parts("", "Dr.", "Dr. Ilse", "Weber", "MBA")), "valid None |Dr.|Ilse|Weber|MBA");
}

#[test]
fn pairs() {
    let cases = [
        ("Ilse Weber", "I. M. Weber", true),
        ("Sepp Huber", "Huber, Josef", true),
        ("Hansi Moser", "Johann Moser", true),
        ("Uli Stein", "Ulrike Stein", true),
        ("Uli Stein", "Ulrich Stein", true),
        ("Ilse Müller", "Ilse Mueller", true),
        ("Ilse Weber", "Ilse Weber-Lindt", true),
        ("Ilse Weber geb. Lindt", "Ilse Lindt", true),
        ("Martin Weber", "Martina Weber", false),
        ("Ilse Weber", "Kurt Weber", false),
        ("Kurt Stein sen.", "Kurt Stein jun.", false),
        ("Herr Weber", "Frau Weber", false),
        ("Ilse Weber", "Ilse Stein", false),
    ];
    for (left, right, same) in cases {
        assert_eq!(same_person_name(left, right), same, "{left} / {right}");
        assert_eq!(same_person_name(right, left), same, "{right} / {left}");
    }
}

#[test]
fn pairs_of_lists() {
    let rows = include_str!("pairs.txt").lines().filter(|row| !row.starts_with('#'));
    let wrong: Vec<&str> = rows
        .filter(|row| {
            let (same, names) = row.split_once(' ').unwrap_or(("", row));
            let (left, right) = names.split_once(" | ").unwrap_or((names, ""));
            [same_person_name(left, right), same_person_name(right, left)].contains(&(same == "0"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn cells_without_a_name_are_nobody() {
    for (left, right) in [(" ", ", "), ("", ""), (",", "Ilse Weber"), ("-", "k. A.")] {
        assert_eq!(same_person_name(left, right), same_person_name(right, left), "{left:?} {right:?}");
        assert!(!same_person_name(left, right), "{left:?} {right:?}");
    }
}

#[test]
fn nicknames() {
    assert_eq!(nickname_root("sepp"), Some("josef"));
    assert_eq!(nickname_root("bob"), Some("robert"));
    assert_eq!(nickname_root("ilse"), None);
    assert!(is_given_name("hans-peter") && !is_given_name("gmbh") && !is_given_name(""));
}

proptest! {
    #[test]
    fn never_panics(value in "\\PC{0,60}", other in "\\PC{0,20}") {
        let verdict = read(&value);
        prop_assert_eq!(verdict.status == Status::Valid, verdict.codes.is_empty());
        read_parts(&other, &value, &other, &value, &other);
        same_person_name(&value, &other);
    }

    #[test]
    fn never_panics_on_names(value in "[A-ZÄÖÜa-zäöüß.,&/()'\"<>@0-9 -]{0,40}", other in "(Dr|von|Ilse|geb|Mr|und|jun|FH|Graf|Weber|GmbH|[.,;()'\" ]){0,8}") {
        read(&value);
        read(&other);
        read_parts(&value, &other, &other, &value, &other);
    }

    #[test]
    fn the_normal_form_is_kept(
        title in "(|Dr\\.|Prof\\. Dr\\.|Dipl\\.-Ing\\. \\(FH\\)|Mag\\.)",
        given in "(Ilse|Karl-Heinz|J\\. M\\.|Zoë|[A-ZÄÖÜ][a-zäöüß]{2,9})",
        particle in "(|von |van der |Graf von |de )",
        family in "(Weber|Groß-Lindt|O'Neill|[A-ZÄÖÜ][a-zäöüß]{2,12})",
        suffix in "(|MBA|jun\\.|III)",
    ) {
        let once = read_parts("", &title, &given, &format!("{particle}{family}"), &suffix);
        if once.status.is_usable() {
            let name = &once.parts;
            let again = read_parts("", &name.academic_title, &name.given_name, &name.family_name, &name.name_suffix);
            prop_assert!(again.status.is_usable(), "{:?}", again);
            prop_assert_eq!(&again.parts, name);
        }
    }

    #[test]
    fn a_read_name_reads_as_itself(
        front in "(|Herr |Frau |frau dr\\. |HERR |Mag\\. |Prof\\. Dr\\. )",
        name in "(Ilse|kurt|Karl-Heinz|J\\. M\\.|ÖZLEM|[A-Z][a-z]{2,8}) (|von |DE |v\\. d\\. )(Weber|STEIN|o'neill|MCGREGOR|Groß - Lindt|[A-Z][a-z]{3,9})",
        back in "(|, MBA| jun\\.| geb\\. Lindt|, Einkauf| \\(Vertrieb\\))",
    ) {
        let once = read(&format!("{front}{name}{back}"));
        if once.status.is_usable() {
            let name = &once.parts;
            // "Tba" alone in its column says that there is no name.
            let says_nothing =
                |part: &String| !part.is_empty() && matches!(read(part).status, Status::Missing | Status::Invalid);
            prop_assume!(![&name.given_name, &name.family_name].into_iter().any(says_nothing));
            let again = read_parts(&name.salutation, &name.academic_title, &name.given_name, &name.family_name, &name.name_suffix);
            prop_assert!(again.status.is_usable(), "{:?}", again);
            prop_assert_eq!((&again.parts.given_name, &again.parts.family_name), (&name.given_name, &name.family_name));
        }
    }

    #[test]
    fn same_person_is_symmetric(a in "(Ilse|I\\.|Kurt|K|Weber|von|Stein| |,|-){1,6}", b in "(Ilse|I\\.|Kurt|K|Weber|von|Stein| |,|-){1,6}") {
        prop_assert_eq!(same_person_name(&a, &b), same_person_name(&b, &a));
    }

    #[test]
    fn a_plain_name_reads_as_itself(given in "(Ilse|Kurt|Jürgen|Zoë)", family in "(Weber|Groß|Lindt-Stein|O'Neill)") {
        let verdict = read(&format!("{given} {family}"));
        prop_assert_eq!(verdict.status, Status::Valid);
        prop_assert_eq!((verdict.parts.given_name, verdict.parts.family_name), (given, family));
    }
}
