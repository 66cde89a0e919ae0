//! Consent and opt-out: words in seven languages as yes, no, or null for unknown. Empty is unknown, never no.
//!
//! A cell may say more than its word: when ("Ja, 3.4.2024"), how ("Yes - GDPR"), or that somebody objected. Whoever says
//! less than yes has not consented: words behind a yes must be known not to take it back, words behind a no need not be
//! understood. Costs one look-up per distinct cell.

mod words;

use super::note::Notes;
use super::sheet::Sheet;
use crate::engine::distinct::Distinct;
use crate::kernel::date::{self, Order};
use crate::kernel::text;
use crate::kernel::verdict::UNREADABLE;
use polars::prelude::*;
use words::{CALLS, HARMLESS, MAIL, SIGNS, Sense, sense};

/// Longer cells are text, and no flag.
const LONGEST: usize = 120;

/// What a column of flags is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Yes allows e-mails.
    Mail,
    /// Yes allows calls.
    Calls,
    /// Yes forbids.
    OptOut,
}

impl About {
    /// What the flag of that name is about.
    pub fn field(name: &str) -> Self {
        match name {
            "opt_out" => Self::OptOut,
            "consent_phone" => Self::Calls,
            _ => Self::Mail,
        }
    }

    const fn is_consent(self) -> bool {
        matches!(self, Self::Mail | Self::Calls)
    }
}

/// A column of flags, read.
pub struct Flags {
    /// One per row; `None` for unknown.
    pub values: Vec<Option<bool>>,
    /// Rows that consent and say since when: the cell from where its date begins.
    pub dated: Vec<(usize, String)>,
    /// Rows whose consent cell says that the person objected.
    pub objections: Vec<usize>,
    /// What was noticed.
    pub notes: Notes,
}

impl Flags {
    /// The column as yes, no or null.
    pub fn into_column(self, name: &str) -> (Column, Notes) {
        (BooleanChunked::from_iter_options(name.into(), self.values.into_iter()).into_column(), self.notes)
    }
}

/// Reads a column of flags; a word that no table knows becomes null with a finding.
pub fn read(sheet: &Sheet, field: &'static str) -> Flags {
    let about = About::field(field);
    let cells = Distinct::of(sheet.text(field));
    let read = cells.map(|cell| Reading::of(cell, about));
    let mut flags = Flags {
        values: Vec::with_capacity(sheet.rows),
        dated: Vec::new(),
        objections: Vec::new(),
        notes: Notes::default(),
    };
    for (row, &id) in cells.ids.iter().enumerate() {
        let Some(reading) = read.get(id as usize) else {
            flags.values.push(None);
            continue;
        };
        let code = match reading.meaning {
            Meaning::Unreadable => Some(UNREADABLE),
            Meaning::Open => Some("consent.open"),
            Meaning::Yes | Meaning::No | Meaning::Unknown => None,
        };
        if let Some(code) = code {
            flags.notes.add(row, field, code, sheet.original(field, row), None);
        }
        if about.is_consent() && reading.objects {
            flags.objections.push(row);
        }
        if let (Meaning::Yes, Some(date)) = (reading.meaning, &reading.date) {
            flags.dated.push((row, date.clone()));
        }
        flags.values.push(match reading.meaning {
            Meaning::Yes => Some(true),
            Meaning::No => Some(false),
            Meaning::Open | Meaning::Unknown | Meaning::Unreadable => None,
        });
    }
    flags
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Yes.
    Yes,
    /// No.
    No,
    /// A consent that is pending, or another legal basis.
    Open,
    /// Nothing is known.
    Unknown,
    /// No word of any table.
    Unreadable,
}

/// Reads one cell.
pub fn meaning(cell: &str, about: About) -> Meaning {
    Reading::of(cell, about).meaning
}

/// A cell, read.
#[derive(Debug)]
struct Reading {
    meaning: Meaning,
    /// The person does not want to be contacted any more.
    objects: bool,
    /// The rest of the cell from where a date begins.
    date: Option<String>,
}

impl Default for Reading {
    fn default() -> Self {
        Self { meaning: Meaning::Unreadable, objects: false, date: None }
    }
}

impl Reading {
    fn of(cell: &str, about: About) -> Self {
        let plain = |meaning| Self { meaning, objects: false, date: None };
        let cell = cell.trim();
        if let Some((_, sense)) = SIGNS.iter().find(|(sign, _)| *sign == cell) {
            return plain(told(*sense, about));
        }
        if cell.len() > LONGEST {
            return plain(Meaning::Unreadable);
        }
        let whole = key(cell);
        if let Some(sense) = sense(&whole) {
            return Self { objects: sense == Sense::Unsubscribed, ..plain(told(sense, about)) };
        }
        if text::is_missing_word(cell) {
            return plain(Meaning::Unknown);
        }
        let (head, date) = split_date(cell);
        let head = key(head);
        if head.is_empty() && date.is_some() {
            // A date in a column of flags says when it became so.
            return Self { meaning: Meaning::Yes, objects: false, date };
        }
        match leading(&head) {
            Some((sense, rest)) => {
                let meaning = told(sense, about);
                let is_lenient = matches!((about.is_consent(), meaning), (true, Meaning::Yes) | (false, Meaning::No));
                if is_lenient && !is_harmless(rest, about) {
                    return plain(Meaning::Unreadable);
                }
                Self { meaning, objects: sense == Sense::Unsubscribed, date }
            }
            None => plain(Meaning::Unreadable),
        }
    }
}

/// What a sense means for what the column is about.
const fn told(sense: Sense, about: About) -> Meaning {
    match (sense, about.is_consent()) {
        (Sense::Yes, _) | (Sense::Subscribed, true) | (Sense::Unsubscribed, false) => Meaning::Yes,
        (Sense::No, _) | (Sense::Subscribed, false) | (Sense::Absent | Sense::Unsubscribed, true) => Meaning::No,
        (Sense::Absent, false) => Meaning::Unknown,
        (Sense::Open, _) => Meaning::Open,
    }
}

/// The sense of the longest beginning that is a known phrase of more than one letter, and the words behind it.
fn leading(key: &str) -> Option<(Sense, &str)> {
    let ends = key.match_indices(' ').map(|(at, _)| at).chain([key.len()]);
    let mut found = None;
    for end in ends {
        let Some((phrase, rest)) = key.split_at_checked(end) else { continue };
        if end > 1
            && phrase.starts_with(|c: char| c.is_ascii_alphabetic())
            && let Some(sense) = sense(phrase)
        {
            found = Some((sense, rest.trim_start()));
        }
    }
    found
}

/// True when no word behind a yes can restrict it: a way, a place, a form, or the channel that the column is about.
fn is_harmless(rest: &str, about: About) -> bool {
    let channel: &[&str] = match about {
        About::Mail => MAIL,
        About::Calls => CALLS,
        About::OptOut => &[],
    };
    let rest = rest.replace("e mail", "email");
    rest.split(' ').filter(|word| !word.is_empty()).all(|word| {
        word.bytes().all(|byte| byte.is_ascii_digit()) || HARMLESS.contains(&word) || channel.contains(&word)
    })
}

/// The text in front of a date, and the text from the date on, where the cell ends in one.
fn split_date(cell: &str) -> (&str, Option<String>) {
    let cell = cell.trim_end_matches([')', ']', '.', ' ']);
    let at = cell.find(|c: char| c.is_ascii_digit()).unwrap_or(cell.len());
    match cell.split_at_checked(at) {
        Some((head, tail)) if date_of(tail, None).is_some() => (head, Some(tail.to_owned())),
        _ => (cell, None),
    }
}

/// Reads the date of a flag.
pub fn date_of(text: &str, order: Option<Order>) -> Option<date::Stamp> {
    order.and_then(|order| date::parse(text, Some(order))).or_else(|| date::parse(text, None))
}

/// The form of the tables: folded, everything but letters and digits one blank.
fn key(cell: &str) -> String {
    let folded = text::fold(cell);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn yes_and_no_in_seven_languages() {
        for cell in [
            "ja",
            "Yes",
            "OUI",
            "Sí",
            "sì",
            "Tak",
            "wahr",
            "TRUE",
            "X",
            "1",
            "1.0",
            "-1",
            "✓",
            "vrai",
            "Zgoda",
            "waar",
            "Freely given consent from contact",
            "Einwilligung erteilt",
            "opted in",
            "Double Opt-In",
            "Subscribed",
        ] {
            assert_eq!(meaning(cell, About::Mail), Meaning::Yes, "{cell}");
        }
        for cell in [
            "nein",
            "No",
            "non",
            "NIE",
            "nee",
            "falsch",
            "false",
            "0",
            "0.0",
            "☐",
            "faux",
            "brak zgody",
            "ohne Einwilligung",
            "Unsubscribed",
            "Cleaned",
            "non-subscribed",
            "opted out",
            "abgemeldet am 3.4.2024",
            "Nein, danke",
            "nein (aber gern per Post)",
            "désabonné",
            "dado de baja",
            "Widerruf vom 12.03.2024",
        ] {
            assert_eq!(meaning(cell, About::Mail), Meaning::No, "{cell}");
        }
        for cell in ["", "-", "n/a", "k. A.", "Not applicable"] {
            assert_eq!(meaning(cell, About::Mail), Meaning::Unknown, "{cell}");
        }
        for cell in ["pending", "?", "Legitimate interest – prospect/lead", "Performance of a contract", "unknown"] {
            assert_eq!(meaning(cell, About::Mail), Meaning::Open, "{cell}");
        }
        for cell in ["vielleicht", "ja, aber nur per Post", "3", "x y", "gelb"] {
            assert_eq!(meaning(cell, About::Mail), Meaning::Unreadable, "{cell}");
        }
    }

    #[test]
    fn a_yes_may_say_how_and_when_but_not_take_itself_back() {
        for cell in ["Yes - GDPR", "Ja (12.03.2024)", "ja seit 12. März 2024", "Oui, formulaire 2024", "Ja, per E-Mail"]
        {
            assert_eq!(meaning(cell, About::Mail), Meaning::Yes, "{cell}");
        }
        assert_eq!(meaning("Ja, per Telefon", About::Mail), Meaning::Unreadable);
        assert_eq!(meaning("Ja, per Telefon", About::Calls), Meaning::Yes);
        assert_eq!(Reading::of("Ja (12.03.2024)", About::Mail).date.as_deref(), Some("12.03.2024"));
        assert_eq!(Reading::of("ja seit 12. März 2024", About::Mail).date.as_deref(), Some("12. März 2024"));
    }

    #[test]
    fn a_subscription_turns_round_for_an_opt_out() {
        assert_eq!(meaning("Unsubscribed", About::OptOut), Meaning::Yes);
        assert_eq!(meaning("abgemeldet am 3.4.2024", About::OptOut), Meaning::Yes);
        assert_eq!(meaning("ja, bitte nicht mehr anrufen", About::OptOut), Meaning::Yes);
        assert_eq!(meaning("subscribed", About::OptOut), Meaning::No);
        assert_eq!(meaning("Nein, aber nur per Post", About::OptOut), Meaning::Unreadable);
        assert_eq!(meaning("cleaned", About::OptOut), Meaning::Unknown, "a bounce is no objection");
        assert_eq!(meaning("non-subscribed", About::OptOut), Meaning::Unknown);
    }

    #[test]
    fn only_a_withdrawal_is_an_objection() {
        let objects = |cell| Reading::of(cell, About::Mail).objects;
        assert!(objects("Unsubscribed") && objects("abgemeldet am 3.4.2024") && objects("Widerruf"));
        assert!(!objects("no") && !objects("cleaned") && !objects("non-subscribed") && !objects("keine Einwilligung"));
    }

    #[test]
    fn empty_stays_unknown_and_odd_words_leave_a_finding() {
        let frame = df!["opt_out" => [Some("x"), None, Some("vielleicht"), Some("nein"), Some("pending")]].unwrap();
        let sheet = Sheet::of(&frame, ["opt_out"].into_iter()).unwrap();
        let flags = read(&sheet, "opt_out");
        assert_eq!(flags.values, [Some(true), None, None, Some(false), None]);
        let found = flags.notes.sorted();
        assert_eq!(found.iter().map(|f| (f.row, f.code)).collect::<Vec<_>>(), [(2, UNREADABLE), (4, "consent.open")]);
        assert_eq!(found[0].original.as_deref(), Some("vielleicht"));
    }

    proptest! {
        #[test]
        fn never_panics_and_never_consents_by_chance(text in any::<String>()) {
            let reading = Reading::of(&text, About::Mail);
            prop_assert!(reading.meaning != Meaning::Yes || !reading.objects);
            let _ = meaning(&text, About::OptOut);
        }
    }
}
