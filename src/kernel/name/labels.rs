//! Labels written into a cell in front of a name ("Name: Weber", "Nachname: Weber, Vorname: Ilse").
//!
//! Not for departments or jobs behind a name (`person`). Costs one search for a colon where there is none.

use super::clean::key;
use super::lexicon::{self, flag};

/// Words with a colon that stand in front of a name.
const WHOLE: &[&str] = &[
    "name",
    "kontakt",
    "kontaktperson",
    "ansprechpartner",
    "ansprechpartnerin",
    "ansprechperson",
    "ap",
    "zu haenden",
    "zhd",
    "z hd",
    "attn",
    "att",
    "an",
    "person",
    "kunde",
    "kundin",
    "teilnehmer",
    "teilnehmerin",
    "vorname nachname",
    "voller name",
    "full name",
    "contact",
    "contact person",
    "mitarbeiter",
    "inhaber",
    "inhaberin",
    "gf",
    "geschaeftsfuehrer",
    "geschaeftsfuehrerin",
    "nom",
    "nome",
    "nombre",
    "naam",
    "contatto",
    "empfaenger",
    "absender",
    "besteller",
    "bestellerin",
    "betreuer",
    "verantwortlich",
    "c/o",
];
const GIVEN: &[&str] = &["vorname", "first name", "firstname", "given name", "prenom", "voornaam", "rufname"];
const FAMILY: &[&str] = &[
    "nachname",
    "familienname",
    "zuname",
    "last name",
    "lastname",
    "surname",
    "family name",
    "nom de famille",
    "achternaam",
];

/// The name without its labels, family and given name in one order; none when there is no label.
pub(super) fn drop_labels(text: &str) -> Option<String> {
    let (label, rest) = text.split_once(':')?;
    let label = key(label.trim());
    let role = lexicon::word(&label).flags & (flag::ROLE | flag::GIVEN | flag::FAMILY) == flag::ROLE;
    if role || WHOLE.contains(&label.as_str()) {
        return Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
    }
    if !GIVEN.contains(&label.as_str()) && !FAMILY.contains(&label.as_str()) {
        return None;
    }
    let (middle, last) = rest.split_once(':')?;
    let (first, second) = [GIVEN, FAMILY].iter().flat_map(|list| list.iter()).find_map(|label| {
        let at = middle.len().checked_sub(label.len())?;
        middle.get(at..).filter(|end| end.eq_ignore_ascii_case(label))?;
        Some((middle.get(..at)?.trim_matches([' ', ',', ';', '|']), last.trim()))
    })?;
    Some(if FAMILY.contains(&label.as_str()) { format!("{first}, {second}") } else { format!("{second}, {first}") })
}
