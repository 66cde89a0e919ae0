//! The header dictionary: `headers.csv` (field, header, language, rank), embedded.
//!
//! Rank 1 is what a header usually means, 2 what it means when nothing better feeds the field. A header in several
//! rows is ambiguous and decided by neighbours and values.

use super::fold;
use crate::model::field::{ACTIVITY, AUXILIARY, CONTACT, ORDER, SUPPRESSION};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// One meaning of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Canonical field, or `source_key`.
    pub field: &'static str,
    /// 1 or 2.
    pub rank: u8,
    /// ISO 639-1 code; empty when several languages share the header.
    pub language: &'static str,
}

/// The field that holds the source's own record id.
pub(crate) const SOURCE_KEY: &str = "source_key";

fn table() -> &'static FxHashMap<String, Vec<Entry>> {
    static TABLE: OnceLock<FxHashMap<String, Vec<Entry>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: FxHashMap<String, Vec<Entry>> = FxHashMap::default();
        let mut reader = csv::Reader::from_reader(include_str!("headers.csv").as_bytes());
        for row in reader.records().flatten() {
            let (Some(field), Some(header)) = (row.get(0).and_then(field), row.get(1)) else { continue };
            let language = LANGUAGES.iter().find(|language| row.get(2) == Some(**language)).copied().unwrap_or("");
            let rank = row.get(3).and_then(|rank| rank.parse().ok()).unwrap_or(1);
            let entries = table.entry(fold::compact(header)).or_default();
            match entries.iter_mut().find(|entry| entry.field == field) {
                Some(entry) => entry.rank = entry.rank.min(rank),
                None => {
                    let at = entries.partition_point(|entry| entry.rank <= rank);
                    entries.insert(at, Entry { field, rank, language });
                }
            }
        }
        table
    })
}

const LANGUAGES: [&str; 7] = ["de", "en", "es", "fr", "it", "nl", "pl"];

/// The static name of a field; `None` for words the model does not know.
pub(crate) fn field(name: &str) -> Option<&'static str> {
    if name == SOURCE_KEY {
        return Some(SOURCE_KEY);
    }
    [CONTACT, AUXILIARY, ORDER, ACTIVITY, SUPPRESSION]
        .into_iter()
        .flatten()
        .find(|field| field.name == name)
        .map(|field| field.name)
}

/// What a header may mean, best first; empty when the dictionary does not have it.
pub(crate) fn lookup(compact: &str) -> &'static [Entry] {
    table().get(compact).map_or(&[], Vec::as_slice)
}

/// ISO 639-1 code of the language a header is in; `None` when it is unknown or of several languages.
pub(crate) fn language(header: &str) -> Option<&'static str> {
    let entry = lookup(&fold::compact(header)).first()?;
    Some(entry.language).filter(|language| !language.is_empty())
}

/// True when the dictionary has this header as it stands.
pub(crate) fn knows(header: &str) -> bool {
    (1..=80).contains(&header.len()) && !lookup(&fold::compact(header)).is_empty()
}

/// A key that slips are looked for in.
struct Key {
    text: &'static str,
    /// One bit per letter that occurs.
    letters: u32,
    entries: &'static [Entry],
}

/// The keys by their length, in order.
fn by_length() -> &'static Vec<Vec<Key>> {
    static KEYS: OnceLock<Vec<Vec<Key>>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let key =
            |(text, entries): (&'static String, &'static Vec<Entry>)| Key { text, letters: letters(text), entries };
        let mut all: Vec<Key> = table().iter().map(key).collect();
        all.sort_unstable_by_key(|key| key.text);
        let mut keys: Vec<Vec<Key>> = (0..=LONGEST).map(|_| Vec::new()).collect();
        for key in all {
            if let Some(same_length) = keys.get_mut(key.text.len()) {
                same_length.push(key);
            }
        }
        keys
    })
}

/// Longest header that slips are forgiven in.
const LONGEST: usize = 48;

fn letters(text: &str) -> u32 {
    text.bytes().filter(u8::is_ascii_lowercase).fold(0, |letters, byte| letters | 1 << (byte - b'a'))
}

/// Dictionary keys that differ from `compact` by a slip of the pen: one letter, or two in long words.
pub(crate) fn similar(compact: &str) -> &'static [Entry] {
    let length = compact.len();
    if !(5..=LONGEST).contains(&length) || !compact.is_ascii() {
        return &[];
    }
    let slips = if length < 12 { 1 } else { 2 };
    let own = letters(compact);
    let near = by_length().get((length - slips).max(5)..(length + slips + 1).min(LONGEST + 1)).unwrap_or_default();
    // of the closest the shortest and first, so that the order of a hash map does not decide
    let mut best: Option<(usize, &'static [Entry])> = None;
    for key in near.iter().flatten() {
        // a slip changes two letters at most
        if (key.letters ^ own).count_ones() as usize > 2 * slips || strsim::jaro_winkler(key.text, compact) < 0.92 {
            continue;
        }
        let distance = strsim::damerau_levenshtein(key.text, compact);
        if distance <= slips && best.is_none_or(|(top, _)| distance < top) {
            best = Some((distance, key.entries));
        }
    }
    best.map_or(&[], |(_, entries)| entries)
}

/// What a header may mean that lost letters to a wrong encoding: each `?` or U+FFFD stands for a letter that English
/// does not have. Several of them are the same letter or none is found.
pub(crate) fn with_lost_letters(header: &str) -> &'static [Entry] {
    const LETTERS: [&str; 13] = ["ss", "ue", "ae", "oe", "e", "o", "a", "u", "i", "c", "n", "l", "z"];
    let inner = header.trim_end_matches('?');
    if !inner.contains(['?', '\u{fffd}']) {
        return &[];
    }
    let found = LETTERS.iter().map(|letter| lookup(&fold::compact(&inner.replace(['?', '\u{fffd}'], letter))));
    found.into_iter().find(|entries| !entries.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_row_of_the_dictionary_names_a_field() {
        let mut reader = csv::Reader::from_reader(include_str!("headers.csv").as_bytes());
        let mut rows = 0;
        for row in reader.records() {
            let row = row.unwrap();
            assert!(field(&row[0]).is_some(), "{} is no field", &row[0]);
            assert!(!fold::compact(&row[1]).is_empty());
            assert!(matches!(&row[3], "1" | "2"));
            rows += 1;
        }
        assert!(rows > 2000);
    }

    #[test]
    fn headers_of_seven_languages_are_known() {
        for (header, field) in [
            ("Nachname", "family_name"),
            ("SURNAME", "family_name"),
            ("prénom", "given_name"),
            ("Codice postale", "postal_code"),
            ("Teléfono", "phone"),
            ("Achternaam", "family_name"),
            ("Nazwisko", "family_name"),
        ] {
            assert_eq!(lookup(&fold::compact(header)).first().map(|entry| entry.field), Some(field), "{header}");
        }
        assert!(!knows("cuisine"));
    }

    #[test]
    fn slips_are_forgiven_and_other_words_are_not() {
        let fields =
            |header: &str| similar(&fold::compact(header)).iter().map(|entry| entry.field).collect::<BTreeSet<_>>();
        assert!(fields("Nachnmae").contains("family_name"));
        assert!(fields("Geburtsort").is_empty());
    }

    #[test]
    fn letters_that_an_encoding_lost_are_guessed() {
        let field = |header: &str| with_lost_letters(header).first().map(|entry| entry.field);
        assert_eq!((field("Stra?e"), field("Pr\u{fffd}nom")), (Some("street"), Some("given_name")));
        assert_eq!((field("How did you hear about us?"), field("L?nder?bersicht")), (None, None));
    }
}
