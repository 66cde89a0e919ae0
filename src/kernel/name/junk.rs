//! Tests, keyboard runs, examples of forms and invented people.
//!
//! The lists are in `tables::words`; here is what needs no list. A word the tables know as a name is never junk by its
//! looks. Costs a few bytes of each unknown word.

use super::Name;
use super::lexicon::{self, Phrase, flag};
use super::token::{Kind, Token, Tokens};
use std::sync::LazyLock;

/// Why the words are a test or invented, if they are.
pub(super) fn junk_code(tokens: &Tokens) -> Option<&'static str> {
    if tokens.list.len() <= 4
        && tokens.may_end(flag::INVENTED_END)
        && lexicon::phrase(&tokens.keys) == Some(Phrase::Invented)
    {
        return Some("name.placeholder");
    }
    let mut junk = 0;
    let mut words = 0;
    let mut test = false;
    for word in tokens.list.iter().filter(|word| !word.is(flag::SALUTATION | flag::TITLE)) {
        if word.is(flag::GIVEN | flag::FAMILY) && !word.is(flag::JUNK) {
            words += 1;
            continue;
        }
        let key = tokens.key(word);
        match word.kind {
            Kind::Digits => junk += 1,
            Kind::Link => continue,
            _ if word.is(flag::JUNK) || is_keyboard(word, key) || is_pattern(key) || is_numbered_junk(word, key) => {
                junk += 1;
                let key = key.trim_end_matches(|char: char| char.is_ascii_digit());
                test |= matches!(
                    key,
                    "test" | "testperson" | "testuser" | "testkunde" | "testname" | "dummy" | "asdf" | "qwertz"
                );
            }
            _ if ["musterma", "musterfr", "musterku"].iter().any(|head| key.starts_with(head)) => {
                return Some("name.placeholder");
            }
            _ => {}
        }
        words += 1;
    }
    if words == 0 {
        return only_addresses(tokens);
    }
    if let [.., last] = tokens.list.as_slice()
        && tokens.list.len() > 1
        && last.is(flag::JUNK)
        && FORM_FAMILIES.contains(&tokens.key(last))
    {
        return Some("name.placeholder");
    }
    if tokens.list.iter().all(|word| word.is(flag::SALUTATION) || tokens.key(word) == "muster") {
        return Some("name.placeholder");
    }
    (junk == words || test || is_customer(tokens) || is_mumbled(tokens)).then_some("name.junk")
}

/// "Online Kunde", "eBay Käufer": a customer without a name.
fn is_customer(tokens: &Tokens) -> bool {
    let [first, .., last] = tokens.list.as_slice() else { return false };
    last.is(flag::JUNK)
        && matches!(tokens.key(last), "kunde" | "kundin" | "kaeufer" | "besteller" | "user" | "nutzer" | "kundenkonto")
        && !tokens.list.iter().any(|word| word.is(flag::GIVEN | flag::SALUTATION) || word.is_initial())
        && first.segment == last.segment
}

/// "Herr Herr", "Herr/Frau": forms of address and nobody behind them; one alone is no junk.
fn only_addresses(tokens: &Tokens) -> Option<&'static str> {
    let addresses = tokens.list.iter().filter(|word| word.is(flag::SALUTATION)).count();
    (addresses > 1 && addresses == tokens.list.iter().filter(|word| word.kind == Kind::Word).count())
        .then_some("name.junk")
}

/// Family names of examples and of nobody else.
const FORM_FAMILIES: [&str; 9] = [
    "beispielname",
    "beispielkunde",
    "mustername",
    "beispiel",
    "ejemplo",
    "esempio",
    "exemple",
    "voorbeeld",
    "testname",
];

/// "test123", "user1", "abcabc": a listed word with a number or twice.
fn is_numbered_junk(word: &Token, key: &str) -> bool {
    let (left, right) = key.split_at_checked(key.len() / 2).unwrap_or((key, ""));
    if left.len() >= 3 && left == right && lexicon::word(left).flags & flag::JUNK != 0 {
        return true;
    }
    word.mixed && {
        let stem = key.trim_end_matches(|char: char| char.is_ascii_digit());
        stem.len() < key.len() && lexicon::word(stem).flags & flag::JUNK != 0
    }
}

/// A letter alone, letters of no word ("x x x", "xx"), or one short run of the keyboard twice ("wer wer").
fn is_mumbled(tokens: &Tokens) -> bool {
    let list = tokens.list.as_slice();
    // "Herr X"
    if let [address, only] = list
        && address.is(flag::SALUTATION)
        && matches!(tokens.key(only), "x" | "y" | "z")
        && !only.dotted
    {
        return true;
    }
    if let [only] = list {
        let key = tokens.key(only);
        // "adsf", "sdas": the left hand at rest. Assad and Fass are written with a capital.
        let resting = only.lower && key.len() >= 4 && key.bytes().all(|byte| b"asdf".contains(&byte));
        if resting && !only.is(flag::GIVEN | flag::FAMILY) {
            return true;
        }
        if only.mixed && only.letters <= 2 || is_pair_of_consonants(only, key) {
            return true;
        }
        return only.kind == Kind::Word
            && (only.letters == 1 && key.len() == 1 && !only.dotted
                || key == "xx"
                || key.len() == 3 && starts_with_neighbours(key) && !has_vowel(key) && is_row(key));
    }
    let first = list.first().map_or("", |word| tokens.key(word));
    let pair = list.first().is_some_and(|word| is_pair_of_consonants(word, first));
    let same = list.len() > 1 && list.iter().all(|word| tokens.key(word) == first);
    same && (pair
        || first == "x" && list.len() > 2
        || first.len() >= 3 && starts_with_neighbours(first) && is_row(first))
}

/// "xy", "qq"; not initials and not "Ng".
fn is_pair_of_consonants(word: &Token, key: &str) -> bool {
    key.len() == 2
        && word.letters == 2
        && !word.dotted
        && !word.is(flag::GIVEN | flag::FAMILY | flag::PARTICLE | flag::ROLE | flag::TITLE)
        && key != "ng"
        && key.bytes().all(|byte| byte.is_ascii_lowercase() && !b"aeiou".contains(&byte))
        && (word.lower || b"qxyz".iter().any(|odd| key.as_bytes().contains(odd)))
}

fn is_row(key: &str) -> bool {
    ROWS.iter().any(|row| row.contains(key))
}

/// What the lists of invented people say of the person's name.
pub(super) fn is_invented(name: &Name, tokens: &Tokens) -> Option<Phrase> {
    if tokens.seen & flag::INVENTED_END == 0 {
        return None;
    }
    let mut full = super::clean::key(&name.given_name);
    full.push(' ');
    super::clean::push_key(&name.family_name, &mut full);
    lexicon::phrase(&full).filter(|phrase| *phrase != Phrase::Nothing)
}

/// Rows of German and English keyboards, forwards and backwards.
const ROWS: [&str; 10] = [
    "qwertzuiopue",
    "qwertyuiop",
    "asdfghjkloeae",
    "yxcvbnm",
    "zxcvbnm",
    "poiuztrewq",
    "poiuytrewq",
    "lkjhgfdsa",
    "mnbvcxy",
    "mnbvcxz",
];

/// For each letter the letters that follow it in some of [`ROWS`], as bits.
static NEIGHBOURS: LazyLock<[u32; 26]> = LazyLock::new(|| {
    let mut out = [0; 26];
    for pair in ROWS.iter().flat_map(|row| row.as_bytes().windows(2)) {
        if let [left @ b'a'..=b'z', right @ b'a'..=b'z'] = pair
            && let Some(slot) = out.get_mut(usize::from(left - b'a'))
        {
            *slot |= 1 << (right - b'a');
        }
    }
    out
});

/// True when the first letters lie side by side on a keyboard: what every run along a row begins with.
fn starts_with_neighbours(key: &str) -> bool {
    let [left @ b'a'..=b'z', right @ b'a'..=b'z', ..] = key.as_bytes() else { return false };
    NEIGHBOURS.get(usize::from(left - b'a')).is_some_and(|next| next >> (right - b'a') & 1 == 1)
}

/// A run along a row of the keyboard, forwards or backwards, or a chunk of one repeated.
fn is_keyboard(word: &Token, key: &str) -> bool {
    if key.len() < 4 || !starts_with_neighbours(key) || word.is(flag::GIVEN | flag::FAMILY) || !key.is_ascii() {
        return false;
    }
    let runs = is_row;
    // "Wert", "Tren": short runs that are names.
    if runs(key) {
        return key.len() >= 5 || !matches!(key, "wert" | "rewe" | "poiu" | "tzui");
    }
    // "asdölkfj": begun along a row without a vowel, gone on without one.
    if key.len() >= 6
        && ["asd", "sdf", "dfg", "fgh", "ghj", "jkl", "lkj", "kjh", "hgf", "yxc", "xcv"].iter().any(|run| {
            key.strip_prefix(run).is_some_and(|rest| {
                rest.bytes().filter(|byte| !b"aeiouy-".contains(byte)).count() * 3 >= rest.len() * 2
            })
        })
    {
        return true;
    }
    let half = key.len() / 2;
    match (key.get(..half), key.get(half..)) {
        (Some(left), Some(right)) if half >= 3 => {
            runs(left) && runs(right) && !key.contains('-') && (left == right || !has_vowel(key))
        }
        _ => false,
    }
}

/// One letter over and over, a chunk three times, a piece of the alphabet, or a long word without a vowel.
fn is_pattern(key: &str) -> bool {
    if key.len() >= 4 && "abcdefghijklmnopqrstuvwxyz".contains(key) {
        return true;
    }
    let bytes = key.as_bytes();
    let &[first, second, third, ..] = bytes else { return false };
    if first == second
        && first == third
        && (first != b'i' || bytes.len() > 3)
        && bytes.iter().all(|byte| *byte == first)
    {
        return first.is_ascii();
    }
    let repeated = |size: usize| {
        bytes.len() >= 3 * size
            && bytes.len().is_multiple_of(size)
            && bytes.chunks(size).all(|chunk| Some(chunk) == bytes.get(..size))
    };
    (first == third && repeated(2) || bytes.get(3) == Some(&first) && repeated(3)) && key.is_ascii()
        || bytes.len() >= 5 && !has_vowel(key) && bytes.iter().all(u8::is_ascii_alphabetic)
}

/// True for a name whose every word is a pattern of letters, whatever stood beside it in the cell.
pub(super) fn is_mashed(name: &Name) -> bool {
    let words = || [&name.given_name, &name.family_name].into_iter().flat_map(|part| part.split([' ', '-']));
    let is_mashed = |word: &str| {
        let key = word.to_lowercase();
        is_pattern(&key) && lexicon::word(&key).flags & (flag::GIVEN | flag::FAMILY) == 0
    };
    words().any(|word| !word.is_empty()) && words().filter(|word| !word.is_empty()).all(is_mashed)
}

fn has_vowel(key: &str) -> bool {
    key.bytes().any(|byte| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

/// "Bitte nicht löschen", "Unbekannter Absender": no word speaks for a person.
pub(super) fn names_nobody(tokens: &Tokens) -> bool {
    let speaks = |word: &Token| {
        word.is(flag::SALUTATION | flag::TITLE)
            || word.is_initial()
            || word.is(flag::GIVEN | flag::FAMILY) && !word.is(flag::JUNK)
    };
    !tokens.list.iter().any(speaks)
}

/// True when a junk word of this cell is no family name beside a given one.
pub(super) fn has_junk_word(tokens: &Tokens) -> bool {
    if tokens.seen & flag::JUNK == 0 {
        return false;
    }
    let named = tokens.list.iter().any(|word| word.is(flag::GIVEN));
    tokens.list.iter().any(|word| {
        word.kind == Kind::Word
            && word.is(flag::JUNK)
            && !word.is(flag::GIVEN | flag::FAMILY | flag::GREETING)
            && !(named && super::tables::words::JUNK_SURNAMES.contains(&tokens.key(word)))
    })
}
