//! One map from a folded word to everything the tables say about it, built once.
//!
//! A name costs one look-up per word; the map holds some 4,000 words.

use super::tables::{family, given, nick, titles, words};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a word can be; a word can be several things at once.
pub(super) mod flag {
    pub const SALUTATION: u64 = 1;
    pub const SALUTATION_RISKY: u64 = 1 << 1;
    pub const TITLE: u64 = 1 << 2;
    pub const TITLE_RISKY: u64 = 1 << 3;
    pub const TITLE_CAPITAL: u64 = 1 << 4;
    pub const TITLE_TAIL: u64 = 1 << 5;
    pub const DIPLOMA: u64 = 1 << 6;
    pub const DEGREE: u64 = 1 << 7;
    pub const DEGREE_RISKY: u64 = 1 << 8;
    pub const GENERATION: u64 = 1 << 9;
    pub const NOBLE: u64 = 1 << 10;
    pub const PARTICLE: u64 = 1 << 11;
    pub const PARTICLE_OR_NAME: u64 = 1 << 12;
    pub const PARTICLE_WEAK: u64 = 1 << 13;
    pub const MAIDEN: u64 = 1 << 14;
    pub const GIVEN: u64 = 1 << 15;
    pub const FAMILY: u64 = 1 << 16;
    pub const ENGLISH: u64 = 1 << 17;
    pub const LEGAL: u64 = 1 << 18;
    pub const LEGAL_CAPITAL: u64 = 1 << 19;
    pub const COMPANY: u64 = 1 << 20;
    pub const ROLE: u64 = 1 << 21;
    pub const ROLE_FILLER: u64 = 1 << 22;
    pub const JUNK: u64 = 1 << 23;
    pub const SEVERAL: u64 = 1 << 24;
    pub const GREETING: u64 = 1 << 25;
    pub const MALE: u64 = 1 << 26;
    pub const FEMALE: u64 = 1 << 27;
    pub const JOB: u64 = 1 << 28;
    /// Stands between two people: "und", "et".
    pub const AND: u64 = 1 << 29;
    /// Last word of a listed invented person or form example.
    pub const INVENTED_END: u64 = 1 << 30;
    /// Last word of a phrase for nothing.
    pub const NOTHING_END: u64 = 1 << 31;
    /// Goes with a given name alone.
    pub const GIVEN_TITLE: u64 = 1 << 32;
    /// First word of a title of several words.
    pub const PHRASE_START: u64 = 1 << 33;
    /// Holds letters and digits, or a character that stands for a lost one.
    pub const ODD: u64 = 1 << 34;
    /// What may be "of" something ("Duke of …", "Secretary of …").
    pub const OFFICE: u64 = 1 << 35;
    /// A town, where it stands behind a name.
    pub const PLACE: u64 = 1 << 36;
    /// What says nothing about the word itself, only about phrases.
    pub const OF_PHRASES: u64 = INVENTED_END | NOTHING_END | PHRASE_START | OFFICE | PLACE;
}

/// What the tables say about one word; small, since most words are read only to learn that they are names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Bits of [`flag`].
    pub flags: u64,
    /// How it is written.
    pub spelling: &'static Spelling,
}

/// How a word is written where it is no name.
#[derive(Debug, Clone, Default)]
pub(super) struct Spelling {
    /// As a form of address.
    pub salutation: &'static str,
    /// As a title in front.
    pub title: &'static str,
    /// As what follows a title.
    pub tail: &'static str,
    /// Behind a name.
    pub behind: &'static str,
    /// Behind a name when the input has dots.
    pub dotted: &'static str,
}

static AS_WRITTEN: Spelling = Spelling { salutation: "", title: "", tail: "", behind: "", dotted: "" };

/// A word no table knows.
pub(super) static UNKNOWN: Entry = Entry { flags: 0, spelling: &AS_WRITTEN };

/// What a whole cell can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    /// Says that there is nothing.
    Nothing,
    /// An invented person.
    Invented,
    /// A famous person's or film figure's name that others bear.
    Doubtful,
}

struct Lexicon {
    words: FxHashMap<&'static str, Entry>,
    phrases: FxHashMap<&'static str, Phrase>,
    diplomas: FxHashMap<&'static str, &'static str>,
    nicknames: FxHashMap<&'static str, &'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(build);

fn build() -> Lexicon {
    let mut words = FxHashMap::<&'static str, Entry>::default();
    let mut spellings = BTreeMap::<&'static str, Spelling>::new();
    let mut spell = |keys: &'static str, set: &dyn Fn(&mut Spelling)| {
        for key in keys.split_ascii_whitespace() {
            set(spellings.entry(key).or_default());
        }
    };
    let mut add = |keys: &'static str, flags: u64| {
        for key in keys.split_ascii_whitespace() {
            words.entry(key).or_insert(UNKNOWN).flags |= flags;
        }
    };
    for block in given::GIVEN {
        add(block, flag::GIVEN);
    }
    for block in family::FAMILY {
        add(block, flag::FAMILY);
    }
    for block in family::FAMILY_ENGLISH {
        add(block, flag::FAMILY | flag::ENGLISH);
    }
    for (risk, rows) in [(flag::SALUTATION, titles::SALUTATIONS), (flag::SALUTATION_RISKY, titles::SALUTATIONS_RISKY)] {
        for &(keys, spelling, gender) in rows {
            let sex = match gender {
                "m" => flag::MALE,
                "f" => flag::FEMALE,
                _ => 0,
            };
            add(keys, risk | sex);
            spell(keys, &|entry| entry.salutation = spelling);
        }
    }
    for (risk, rows) in [
        (flag::TITLE, titles::TITLES),
        (flag::TITLE_RISKY, titles::TITLES_RISKY),
        (flag::TITLE_CAPITAL, titles::TITLES_CAPITAL),
    ] {
        for &(keys, spelling) in rows {
            add(keys, risk);
            spell(keys, &|entry| entry.title = spelling);
        }
    }
    for &(keys, spelling) in titles::TITLE_TAILS {
        add(keys, flag::TITLE_TAIL);
        spell(keys, &|entry| entry.tail = spelling);
    }
    for (risk, rows) in [(flag::DEGREE, titles::DEGREES), (flag::DEGREE_RISKY, titles::DEGREES_RISKY)] {
        for &(keys, plain, dotted) in rows {
            add(keys, risk);
            spell(keys, &|entry| (entry.behind, entry.dotted) = (plain, dotted));
        }
    }
    for &(keys, spelling) in titles::GENERATIONS {
        add(keys, flag::GENERATION);
        spell(keys, &|entry| (entry.behind, entry.dotted) = (spelling, spelling));
    }
    for (flags, keys) in [
        (flag::NOBLE, titles::NOBILITY),
        (flag::PARTICLE, titles::PARTICLES),
        (flag::PARTICLE_OR_NAME, titles::PARTICLES_OR_NAMES),
        (flag::PARTICLE_WEAK, titles::PARTICLES_WEAK),
        (flag::MAIDEN, titles::MAIDEN),
        (flag::JOB, titles::JOBS),
        (flag::LEGAL, words::LEGAL),
        (flag::LEGAL_CAPITAL, words::LEGAL_CAPITAL),
        (flag::COMPANY, words::COMPANY),
        (flag::ROLE, words::ROLE),
        (flag::ROLE_FILLER, words::ROLE_FILLERS),
        (flag::JUNK, words::JUNK),
        (flag::SEVERAL, words::SEVERAL),
        (flag::GREETING, words::GREETINGS),
        (flag::AND, words::ANDS),
        (flag::GIVEN_TITLE, titles::GIVEN_TITLES),
        (flag::OFFICE, titles::OFFICES),
        (flag::PLACE, words::PLACES),
    ] {
        add(keys, flags);
    }
    for (bit, list) in [
        (flag::INVENTED_END, words::INVENTED),
        (flag::INVENTED_END, words::DOUBTFUL),
        (flag::NOTHING_END, words::NOTHING),
    ] {
        for &phrase in list {
            add(phrase.rsplit(' ').next().unwrap_or(""), bit);
        }
    }
    for &(phrase, _) in titles::TITLE_PHRASES.iter().chain(titles::BEHIND_PHRASES) {
        add(phrase.split(' ').next().unwrap_or(""), flag::PHRASE_START);
    }
    // A short form nobody else claims is a given name.
    for &(form, _) in nick::NICKNAMES {
        words.entry(form).or_insert(Entry { flags: flag::GIVEN, ..UNKNOWN });
    }
    // Lives as long as the program, like the tables it is made of.
    for (key, spelling) in spellings {
        words.entry(key).or_insert(UNKNOWN).spelling = Box::leak(Box::new(spelling));
    }
    let mut phrases = FxHashMap::default();
    phrases.extend(words::INVENTED.iter().map(|&phrase| (phrase, Phrase::Invented)));
    phrases.extend(words::DOUBTFUL.iter().map(|&phrase| (phrase, Phrase::Doubtful)));
    phrases.extend(words::NOTHING.iter().map(|&phrase| (phrase, Phrase::Nothing)));
    let mut diplomas = FxHashMap::default();
    for &(keys, spelling) in titles::DIPLOMAS {
        diplomas.extend(keys.split_ascii_whitespace().map(|key| (key, spelling)));
    }
    let mut nicknames = FxHashMap::default();
    for &(form, roots) in nick::NICKNAMES {
        nicknames.entry(form).or_insert(roots);
    }
    Lexicon { words, phrases, diplomas, nicknames }
}

/// What the tables say about a folded word.
pub(super) fn word(key: &str) -> &'static Entry {
    LEXICON.words.get(key).unwrap_or(&UNKNOWN)
}

/// What a whole folded cell means, when it is one of the listed phrases.
pub(super) fn phrase(key: &str) -> Option<Phrase> {
    LEXICON.phrases.get(key).copied()
}

/// The spelling of the longest listed phrase that these folded words start with, and its number of words.
pub(super) fn longest_phrase(list: &[(&'static str, &'static str)], folded: &str) -> Option<(&'static str, usize)> {
    list.iter()
        .filter(|(phrase, _)| folded.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        .max_by_key(|(phrase, _)| phrase.len())
        .map(|&(phrase, spelling)| (spelling, phrase.split(' ').count()))
}

/// The usual spelling of what follows "Dipl.-".
pub(super) fn diploma(key: &str) -> Option<&'static str> {
    LEXICON.diplomas.get(key).copied()
}

/// The full names of a short form, separated by blanks, the likeliest first.
pub(super) fn roots(key: &str) -> Option<&'static str> {
    LEXICON.nicknames.get(key).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::name::clean::push_key;

    #[test]
    fn every_key_is_folded() {
        let fold = |text: &str| {
            let mut key = String::new();
            push_key(text, &mut key);
            key
        };
        for key in LEXICON.words.keys().copied().collect::<std::collections::BTreeSet<_>>() {
            assert_eq!(fold(key), key, "a word of the tables is not folded");
        }
        for &(form, names) in nick::NICKNAMES {
            assert!(form.is_ascii() && names.is_ascii(), "{form}");
            assert!(!names.split(' ').any(|name| name == form), "{form} stands for itself");
        }
    }

    #[test]
    fn tables_are_sizeable() {
        let count = |bit: u64| LEXICON.words.values().filter(|entry| entry.flags & bit != 0).count();
        assert!(count(flag::GIVEN) > 1500, "{}", count(flag::GIVEN));
        assert!(count(flag::FAMILY) > 1000, "{}", count(flag::FAMILY));
        assert!(LEXICON.nicknames.len() > 300, "{}", LEXICON.nicknames.len());
    }
}
