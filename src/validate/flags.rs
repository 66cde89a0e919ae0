//! Consent and opt-out: words in many languages as yes, no, or null for unknown. Empty is unknown, never no.

use super::note::{Notes, UNREADABLE};
use super::sheet::Sheet;
use crate::engine::distinct::Distinct;
use crate::kernel::{date, text};
use polars::prelude::*;

/// Plain words.
const YES: &[&str] = &[
    "1",
    "1.0",
    "x",
    "y",
    "yes",
    "true",
    "t",
    "on",
    "j",
    "ja",
    "wahr",
    "o",
    "oui",
    "vrai",
    "s",
    "si",
    "sì",
    "sí",
    "vero",
    "verdadero",
    "sim",
    "tak",
    "t.",
    "prawda",
    "igen",
    "ano",
    "waar",
    "✓",
    "✔",
    "☑",
    "checked",
    "ok",
    "granted",
    "given",
    "erteilt",
    "vorhanden",
    "liegt vor",
    "zugestimmt",
    "accepted",
    "accepté",
    "accettato",
    "aceptado",
    "zgoda",
];
const NO: &[&str] = &[
    "0",
    "2",
    "0.0",
    "n",
    "no",
    "false",
    "f",
    "off",
    "nein",
    "falsch",
    "non",
    "faux",
    "falso",
    "não",
    "nie",
    "fałsz",
    "nem",
    "ne",
    "nee",
    "onwaar",
    "✗",
    "✘",
    "☐",
    "unchecked",
    "denied",
    "refused",
    "verweigert",
    "nicht erteilt",
    "abgelehnt",
    "widerrufen",
    "revoked",
    "refusé",
    "rifiutato",
    "rechazado",
    "brak",
    "brak zgody",
    "niet",
];

/// Words about a subscription: yes for a consent, no for an opt-out.
const SUBSCRIBED: &[&str] = &[
    "subscribed",
    "subscribe",
    "opt-in",
    "optin",
    "opt in",
    "opted in",
    "opted-in",
    "double opt-in",
    "double-opt-in",
    "doi",
    "confirmed",
    "bestätigt",
    "angemeldet",
    "abonniert",
    "aktiv",
    "active",
    "abonné",
    "inscrit",
    "iscritto",
    "suscrito",
    "ingeschreven",
    "zapisany",
];

/// Words about the end of a subscription: no for a consent, yes for an opt-out.
const UNSUBSCRIBED: &[&str] = &[
    "unsubscribed",
    "unsubscribe",
    "opt-out",
    "optout",
    "opt out",
    "opted out",
    "opted-out",
    "abgemeldet",
    "widersprochen",
    "widerspruch",
    "gesperrt",
    "blocked",
    "blacklisted",
    "blocklisted",
    "cleaned",
    "inactive",
    "inaktiv",
    "do not contact",
    "nicht kontaktieren",
    "désabonné",
    "désinscrit",
    "disiscritto",
    "cancellato",
    "baja",
    "uitgeschreven",
    "wypisany",
];

/// Words for "not known".
const UNKNOWN: &[&str] = &[
    "?",
    "unknown",
    "unbekannt",
    "inconnu",
    "sconosciuto",
    "desconocido",
    "onbekend",
    "nieznany",
    "pending",
    "offen",
    "non-subscribed",
    "nonsubscribed",
    "not set",
    "ausstehend",
];

/// What a column of flags is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Yes allows.
    Consent,
    /// Yes forbids.
    OptOut,
}

/// Reads a column of flags; a word that no table knows becomes null with a finding.
pub fn read(sheet: &Sheet, field: &'static str, about: About) -> (Column, Notes) {
    let column = sheet.text(field);
    let words = Distinct::of(column);
    let read = words.map(|word| meaning(word, about));
    let mut notes = Notes::default();
    let cells = words.ids.iter().enumerate().map(|(row, &id)| {
        let meaning = *read.get(id as usize)?;
        if meaning == Meaning::Unreadable {
            notes.add(row, field, UNREADABLE, sheet.original(field, row), None);
        }
        match meaning {
            Meaning::Yes => Some(true),
            Meaning::No => Some(false),
            Meaning::Unknown | Meaning::Unreadable => None,
        }
    });
    let column = BooleanChunked::from_iter_options(field.into(), cells).into_column();
    (column, notes)
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nothing is known.
    Unknown,
    /// No word of any table.
    Unreadable,
}

/// Reads one cell.
pub fn meaning(cell: &str, about: About) -> Meaning {
    let word = cell.trim().to_lowercase();
    let is_in = |words: &[&str]| words.contains(&word.as_str());
    let subscription =
        |subscribed: bool| if subscribed == (about == About::Consent) { Meaning::Yes } else { Meaning::No };
    if is_in(YES) {
        Meaning::Yes
    } else if is_in(NO) {
        Meaning::No
    } else if is_in(SUBSCRIBED) {
        subscription(true)
    } else if is_in(UNSUBSCRIBED) {
        subscription(false)
    } else if word.is_empty() || is_in(UNKNOWN) || text::is_missing_word(cell) {
        Meaning::Unknown
    } else if date::parse(cell, None).is_some() {
        // A date in a column of flags says when it became so.
        Meaning::Yes
    } else {
        Meaning::Unreadable
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_word_means_two_things() {
        let mut seen = BTreeSet::new();
        for word in [YES, NO, SUBSCRIBED, UNSUBSCRIBED, UNKNOWN].into_iter().flatten() {
            assert!(seen.insert(word), "{word} twice");
            assert_eq!(*word, word.to_lowercase());
        }
    }

    #[test]
    fn a_subscription_turns_round_for_an_opt_out() {
        assert_eq!(meaning("Unsubscribed", About::Consent), Meaning::No);
        assert_eq!(meaning("Unsubscribed", About::OptOut), Meaning::Yes);
        assert_eq!(meaning(" TAK ", About::Consent), Meaning::Yes);
        assert_eq!(meaning("vielleicht", About::Consent), Meaning::Unreadable);
        assert_eq!(meaning("?", About::OptOut), Meaning::Unknown);
    }

    #[test]
    fn empty_stays_unknown_and_odd_words_leave_a_finding() {
        let frame = df!["opt_out" => [Some("x"), None, Some("vielleicht"), Some("nein")]].unwrap();
        let sheet = Sheet::of(&frame, ["opt_out"].into_iter()).unwrap();
        let (column, notes) = read(&sheet, "opt_out", About::OptOut);
        let flags: Vec<_> = column.bool().unwrap().iter().collect();
        assert_eq!(flags, [Some(true), None, None, Some(false)]);
        let found = notes.sorted();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].row, found[0].original.as_deref()), (2, Some("vielleicht")));
    }
}
