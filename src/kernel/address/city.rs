//! City names: notation, short forms, letter case, and whether one fits a postal code.
//!
//! Not for: telling whether a place exists. Costs one squashed copy and a look-up or two.

use super::cities::{ALIASES, BY_CODE, CODES, SITUATIONS, UMLAUT_CITIES};
use super::places::{CANTONS, EXONYMS, LAENDER, PLAIN, PROVINCES, REGIONS, SITUATED};
use crate::kernel::company::local::{Key, is_mixed_case, letter_cases, push_capitalised, squash};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A normalised city.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct City {
    pub name: String,
    /// The region that stood behind the name, empty when none did.
    pub region: String,
    /// Why it is not as it was written, when more than notation changed.
    pub repair: Option<&'static str>,
}

static NAMES: LazyLock<FxHashMap<Vec<u8>, &'static str>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for name in UMLAUT_CITIES.iter().chain(SITUATED) {
        map.entry(place_key(name).as_ref().to_vec()).or_insert(*name);
        let bare: String = name
            .chars()
            .map(|c| match c {
                'ä' => 'a',
                'ö' => 'o',
                'ü' => 'u',
                'Ü' => 'U',
                'Ö' => 'O',
                c => c,
            })
            .collect();
        // Munster is a town of its own.
        if bare != "Munster" {
            map.entry(place_key(&bare).as_ref().to_vec()).or_insert(*name);
        }
    }
    for (key, name) in ALIASES {
        map.insert(place_key(key).as_ref().to_vec(), name);
    }
    map
});

/// First part of the names that say where they lie, to those names.
static BASES: LazyLock<FxHashMap<Vec<u8>, Vec<&'static str>>> = LazyLock::new(|| {
    let mut map: FxHashMap<Vec<u8>, Vec<&'static str>> = FxHashMap::default();
    for name in SITUATED {
        if let Some((base, _)) = split_situation(name) {
            map.entry(place_key(base).as_ref().to_vec()).or_default().push(name);
        }
    }
    map
});

/// Places that need no word on where they lie.
static PLAIN_KEYS: LazyLock<FxHashSet<Vec<u8>>> = LazyLock::new(|| {
    PLAIN
        .iter()
        .map(|name| place_key(name).as_ref().to_vec())
        .chain(CODES.iter().map(|(_, key, ..)| key.as_bytes().to_vec()))
        .collect()
});

static EXONYM_NAMES: LazyLock<FxHashMap<(&'static str, &'static [u8]), &'static str>> =
    LazyLock::new(|| EXONYMS.iter().map(|(country, key, name)| ((*country, key.as_bytes()), *name)).collect());

/// The squashed name with one spelling of Saint.
fn place_key(name: &str) -> Key {
    let key = Key::of(name);
    let bytes: &[u8] = key.as_ref();
    if bytes.starts_with(b"sankt") { Key::of(&key.replacen("sankt", "st", 1)) } else { key }
}

/// Words that stay small inside a city name.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "am", "an", "der", "dem", "den", "die", "ob", "im", "in", "bei", "vor", "vorm", "unter", "auf", "und", "a", "d", "i", "o", "b", "v", "h",
    "sur", "sous", "en", "les", "de", "du", "des", "et", "upon", "on", "the", "by", "of", "di", "del", "della", "da", "do", "aan", "op", "pod", "nad",
    "ob", "zum", "zur", "am",
];

const GERMAN: [&str; 4] = ["DE", "AT", "CH", "LI"];

/// Normalises a city. `country` decides whether the German-speaking names apply (also when unknown); `code` tells
/// cities of one name apart.
pub(super) fn normalise(raw: &str, country: Option<&str>, code: &str) -> City {
    let text = raw.trim_matches(|c: char| matches!(c, ' ' | ',' | ';' | '-' | '/' | ':' | '.' | '|' | '"'));
    let text = if raw.trim_end().ends_with('.') && text.contains('.') {
        raw.trim().trim_start_matches(['-', ','])
    } else {
        text
    };
    if text.is_empty() {
        return City::default();
    }
    let (text, region) = without_region(text, country);
    let text = without_district(text, country);
    let (name, mut repair) = repair_case(&text);
    let known = if country.is_none_or(|country| GERMAN.contains(&country)) {
        // The dot at the end belongs to the line or to the last word ("Garmisch-P.").
        let cut = raw.ends_with('.') && !name.ends_with('.');
        german(&name, country, code).or_else(|| cut.then(|| abbreviation(&format!("{name}.")))?)
    } else {
        None
    };
    let known = known.or_else(|| {
        let country = country.filter(|country| !matches!(*country, "DE" | "AT" | "LI"))?;
        EXONYM_NAMES.get(&(country, Key::of(&name).as_ref())).map(|name| (*name).to_owned())
    });
    let Some(known) = known.filter(|known| *known != name) else { return City { name, region, repair } };
    let spelling = squash(&known) != squash(&name) && !abbreviated(&name);
    if repair.is_none() && (spelling || letters(&known) != letters(&name)) {
        repair = Some("address.city_spelling");
    }
    City { name: known, region, repair }
}

/// Takes a region off the end: a Land, a canton, an Italian province.
fn without_region<'a>(text: &'a str, country: Option<&str>) -> (&'a str, String) {
    if country.is_none_or(|country| matches!(country, "DE" | "AT"))
        && let Some((head, tail)) = text.rsplit_once(',')
        && let Some(land) = LAENDER.iter().find(|land| Key::of(land).as_str() == Key::of(tail).as_str())
    {
        return (head, if *land == "NRW" { "Nordrhein-Westfalen" } else { land }.to_owned());
    }
    let codes = match country {
        Some("CH") => CANTONS,
        Some("IT") => PROVINCES,
        _ => return (text, String::new()),
    };
    let line = text.strip_suffix(')').unwrap_or(text);
    let found = line.len().checked_sub(2).and_then(|at| {
        let (head, tail) = (line.get(..at)?, line.get(at..)?);
        if !matches!(head.bytes().next_back()?, b' ' | b',' | b'(' | b'/' | b'-') {
            return None;
        }
        let code = codes.iter().find(|code| **code == tail)?;
        Some((head.trim_end_matches([' ', ',', '(', '/', '-']), *code))
    });
    match found {
        // The Swiss tell places of one name apart so; the large ones need no telling.
        Some((head, code)) if country == Some("IT") || PLAIN_KEYS.contains(place_key(head).as_ref()) => {
            (head, code.to_owned())
        }
        Some((_, code)) => (text, code.to_owned()),
        None => (text, String::new()),
    }
}

/// Takes the number of a district or post office off ("Zürich 1", "Lyon 2e", "Paris Cedex 08") and writes parts of a
/// town one way ("Sylt, OT Westerland").
fn without_district<'a>(text: &'a str, country: Option<&str>) -> Cow<'a, str> {
    if country == Some("FR") || country == Some("MC") {
        let at = text.len().checked_sub(5).and_then(|_| text.to_ascii_lowercase().find(" cedex"));
        let head = at.and_then(|at| text.get(..at)).unwrap_or(text);
        let number = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_digit())
                && matches!(word.trim_start_matches(|c: char| c.is_ascii_digit()), "" | "e" | "er" | "ème" | "eme")
        };
        return Cow::Borrowed(head.rsplit_once(' ').filter(|(_, word)| number(word)).map_or(head, |(head, _)| head));
    }
    if !country.is_none_or(|country| GERMAN.contains(&country)) {
        return Cow::Borrowed(text);
    }
    let ot = || text.as_bytes().windows(3).position(|part| part == b"OT ");
    if text.contains('O')
        && let Some(at) = ot().filter(|at| *at > 1)
        && let (Some(head), Some(part)) = (text.get(..at), text.get(at..))
        && head.ends_with([' ', ',', '/', '-', '('])
    {
        let head = head.trim_end_matches([' ', ',', '/', '-', '(']);
        return Cow::Owned(format!("{head} {}", part.trim_end_matches(')')));
    }
    let number = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    if !text.ends_with(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    Cow::Borrowed(text.rsplit_once(' ').filter(|(_, word)| number(word)).map_or(text, |(head, _)| head))
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Short forms are notation, not misspelling.
fn abbreviated(name: &str) -> bool {
    name.contains(['.', '/', '(']) || name.chars().count() < 4
}

fn german(name: &str, country: Option<&str>, code: &str) -> Option<String> {
    let key = place_key(name);
    if code.len() == 5
        && let Some((.., full)) = BY_CODE.iter().find(|(city, start, _)| code.starts_with(start) && key == *city)
    {
        return Some((*full).to_owned());
    }
    if let Some(known) = NAMES.get(key.as_ref()) {
        // "Biel" and "Kempten" are Swiss and German only; other countries keep their own.
        let swiss = matches!(*known, "Biel/Bienne");
        return (!swiss || country == Some("CH")).then(|| (*known).to_owned());
    }
    if !name.bytes().any(|b| matches!(b, b' ' | b'.' | b'/' | b'(')) {
        // One word, as most names are.
        return None;
    }
    if let Some(known) = situated(name).or_else(|| abbreviation(name)) {
        return Some(known);
    }
    let rest = name.strip_prefix("St.").filter(|rest| rest.starts_with(char::is_alphabetic))?;
    Some(format!("St. {rest}"))
}

/// Names of several words by their first byte.
static SEVERAL_WORDS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut groups = vec![Vec::new(); 256];
    for name in UMLAUT_CITIES.iter().chain(SITUATED).filter(|name| name.contains([' ', '-'])) {
        if let Some(group) = name.bytes().next().and_then(|first| groups.get_mut(usize::from(first))) {
            group.push(*name);
        }
    }
    groups
});

/// "Berg. Gladbach", "Garmisch-P.": the one known name of as many words that the words are short for.
fn abbreviation(name: &str) -> Option<String> {
    if !name.contains('.') {
        return None;
    }
    let group = SEVERAL_WORDS.get(usize::from(name.bytes().next()?))?;
    let mut words = group.iter().filter(|known| {
        let mut official = known.split([' ', '-']);
        let fits = |part: &str| {
            let word = part.trim_end_matches(['.', ' ', '-']);
            let short = part.contains('.');
            official.next().is_some_and(|other| {
                if short { word.len() < other.len() && is_short_for(word, other) } else { word == other }
            })
        };
        name.split_inclusive(['.', ' ', '-']).filter(|part| part.trim() != "").all(fits) && official.next().is_none()
    });
    let found = words.next()?;
    words.all(|other| other == found).then(|| (*found).to_owned())
}

/// "Ludwigshafen/Rhein", "Mülheim a. d. Ruhr", "Halle/S.": the official name, else the phrase written out.
fn situated(name: &str) -> Option<String> {
    let (head, tail) = split_situation(name)?;
    let key = place_key(head);
    if let Some(full) = BASES.get(key.as_ref()).and_then(|names| names.iter().find(|full| lies(tail, full))) {
        return Some((*full).to_owned());
    }
    let last = tail.rsplit([' ', '.']).find(|word| !word.is_empty()).unwrap_or(tail);
    let whole = squash(tail);
    let region = if REGIONS.contains(&whole.as_str()) { whole } else { squash(last) };
    let written = || NAMES.get(key.as_ref()).map_or(head, |known| *known).to_owned();
    let phrase = SITUATIONS.iter().find(|(word, _)| *word == region).map(|(_, phrase)| *phrase);
    let short = phrase.is_some() || tail.contains('.') || tail.len() < 3;
    if REGIONS.contains(&region.as_str()) || short && PLAIN_KEYS.contains(key.as_ref()) {
        return Some(written());
    }
    phrase.filter(|_| head.chars().count() > 1).map(|phrase| format!("{head} {phrase}"))
}

/// Whether the words of `tail` are short for those behind the first part of `full`.
fn lies(tail: &str, full: &str) -> bool {
    let Some((_, official)) = split_situation(full) else { return false };
    let mut words = official.split([' ', '.']).filter(|word| !word.is_empty());
    let small = |word: &str| word.chars().all(char::is_lowercase);
    let mut last = false;
    for token in tail.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()) {
        let mut ahead = words.clone();
        let found =
            ahead.find(|word| is_short_for(token, word) || !small(word)).filter(|word| is_short_for(token, word));
        match found {
            Some(word) => {
                last = !small(word);
                words = ahead;
            }
            None if small(token) && token.len() <= 3 => {}
            None => return false,
        }
    }
    last && words.all(|word| word.len() <= 2)
}

/// "Brsg" for "Breisgau": the same first letter, the others in order.
fn is_short_for(token: &str, word: &str) -> bool {
    let (token, word) = (squash(token), squash(word));
    let mut rest = word.bytes();
    word.bytes().next() == token.bytes().next() && token.bytes().all(|b| rest.any(|other| other == b))
}

/// Where a name goes over into where the place lies.
fn split_situation(name: &str) -> Option<(&str, &str)> {
    if let Some((head, tail)) = name.split_once(['/', '(']) {
        return Some((head.trim_end(), tail.trim_end_matches(')')));
    }
    const MARKS: [&str; 14] =
        [" a.", " i.", " a ", " i ", " an ", " a/", " am ", " im ", " in ", " o.", " ob ", " v.", " b.", " u."];
    const FULL: [&str; 5] = [" vor ", " vorm ", " bei ", " unter ", " auf "];
    let starts = |at: &usize| {
        let rest = name.as_bytes().get(*at..).unwrap_or(&[]);
        matches!(rest, [b' ', b'a' | b'i' | b'o' | b'v' | b'b' | b'u', ..])
            && MARKS.iter().chain(&FULL).any(|mark| rest.starts_with(mark.as_bytes()))
    };
    let at = (0..name.len()).find(starts)?;
    Some((name.get(..at)?, name.get(at + 1..)?))
}

fn repair_case(text: &str) -> (String, Option<&'static str>) {
    if is_mixed_case(text) {
        return (text.to_owned(), None);
    }
    let (lower, upper) = letter_cases(text);
    let shouted = lower == 0 && upper > 3;
    let whispered = upper == 0 && lower > 0;
    if !shouted && !whispered {
        return (text.to_owned(), None);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find([' ', '-', '/', '(', '.']).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        let small = SMALL.iter().find(|small| !out.is_empty() && small.eq_ignore_ascii_case(word));
        match small {
            Some(small) => out.push_str(small),
            None => push_capitalised(&mut out, word),
        }
        let mut chars = tail.chars();
        out.extend(chars.next());
        rest = chars.as_str();
    }
    // Short forms such as "ffm" are read by the alias table; their case is no finding of its own.
    let repair = (out != text && text.chars().count() > 3).then_some("address.case");
    (out, repair)
}

/// Whether a postal code belongs to a city: true or false for large cities of Germany, Austria and Switzerland,
/// None where it cannot be told. Takes normalised parts; a postal table knows more.
pub(super) fn city_match(postal_code: &str, city: &str, country: &str) -> Option<bool> {
    let width = match country {
        "DE" => 5,
        "AT" | "CH" => 4,
        _ => return None,
    };
    if postal_code.len() != width {
        return None;
    }
    let code: u32 = postal_code.parse().ok()?;
    let (_, land) = LARGE.iter().find(|(land, _)| *land == country)?;
    let own = |key: Key| land.ranges.get(key.as_ref());
    let ranges = own(place_key(city)).or_else(|| own(place_key(town(city)?)));
    let inside = |(first, last): &(u32, u32)| (*first..=*last).contains(&code);
    if ranges.is_some_and(|ranges| ranges.iter().any(inside)) {
        return Some(true);
    }
    // Known for a large city, which is then wrong for every other name that is one itself.
    let ranges = ranges?;
    let at = land.by_code.partition_point(|(first, ..)| *first <= code);
    let elsewhere = land.by_code.get(..at).and_then(<[_]>::last).is_some_and(|(_, last, _)| code <= *last);
    let distant =
        ranges.iter().all(|(first, last)| code + width_step(width) < *first || code > *last + width_step(width));
    (elsewhere || distant).then_some(false)
}

/// The town whose part the place is: "Hamburg-Altstadt" belongs to Hamburg, "Sylt OT Westerland" to Sylt.
fn town(city: &str) -> Option<&str> {
    let end = city.bytes().position(|b| matches!(b, b'-' | b',' | b'/' | b'('));
    let town = end.map_or(Some(city), |end| city.get(..end))?;
    let parted = if town.contains('O') { town.split_once(" OT ") } else { None };
    parted.map(|(town, _)| town).or_else(|| end.map(|_| town))
}

/// The large cities of one country.
#[derive(Debug, Default)]
struct Large {
    /// Key of the name to its code ranges.
    ranges: FxHashMap<&'static [u8], Vec<(u32, u32)>>,
    /// First and last code, key; sorted.
    by_code: Vec<(u32, u32, &'static str)>,
}

static LARGE: LazyLock<[(&'static str, Large); 3]> = LazyLock::new(|| {
    ["DE", "AT", "CH"].map(|wanted| {
        let mut large = Large::default();
        for (_, key, first, last) in CODES.iter().filter(|(land, ..)| *land == wanted) {
            large.ranges.entry(key.as_bytes()).or_default().push((*first, *last));
            large.by_code.push((*first, *last, key));
        }
        large.by_code.sort_unstable();
        (wanted, large)
    })
});

/// PO-box and large-customer codes lie close to a city's street codes; farther away the code is another place's.
const fn width_step(width: usize) -> u32 {
    if width == 5 { 1000 } else { 50 }
}
