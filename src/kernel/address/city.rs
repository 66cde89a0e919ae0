//! City names: notation, short forms, letter case, and whether one fits a postal code.
//!
//! Not for: telling whether a place exists. Costs one squashed copy and a look-up or two.

use super::cities::{ALIASES, BY_CODE, CODES, SITUATIONS, UMLAUT_CITIES};
use crate::kernel::company::local::{letter_cases, push_capitalised, squash};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A normalised city.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct City {
    pub name: String,
    /// Why it is not as it was written, when more than notation changed.
    pub repair: Option<&'static str>,
}

static NAMES: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for name in UMLAUT_CITIES {
        map.entry(squash(name)).or_insert(*name);
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
            map.entry(squash(&bare)).or_insert(*name);
        }
    }
    for (key, name) in ALIASES {
        map.insert(squash(key), name);
    }
    map
});

/// Words that stay small inside a city name.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "am", "an", "der", "dem", "den", "die", "ob", "im", "in", "bei", "vor", "vorm", "unter", "auf", "und", "a", "d", "i", "o", "b", "v", "h",
    "sur", "sous", "en", "les", "de", "du", "des", "et", "upon", "on", "the", "by", "of", "di", "del", "della", "da", "do", "aan", "op", "pod", "nad",
    "ob", "zum", "zur", "am",
];

/// Normalises a city. `country` decides whether the German-speaking names apply (also when unknown); `code` tells
/// cities of one name apart.
pub(super) fn normalise(raw: &str, country: Option<&str>, code: &str) -> City {
    let text =
        raw.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '/' | ':' | '.' | '|' | '"'));
    let text = if raw.trim_end().ends_with('.') && text.contains('.') {
        raw.trim().trim_start_matches(['-', ','])
    } else {
        text
    };
    if text.is_empty() {
        return City::default();
    }
    let (name, mut repair) = repair_case(text);
    if matches!(country, None | Some("DE" | "AT" | "CH" | "LI"))
        && let Some(known) = german(&name, country, code)
    {
        if squash(&known) != squash(&name) && !abbreviated(&name) {
            repair = repair.or(Some("address.city_spelling"));
        } else if letters(&known) != letters(&name) && repair.is_none() {
            repair = Some("address.city_spelling");
        }
        return City { name: known, repair };
    }
    City { name, repair }
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Short forms are notation, not misspelling.
fn abbreviated(name: &str) -> bool {
    name.contains(['.', '/', '(']) || name.chars().count() < 4
}

fn german(name: &str, country: Option<&str>, code: &str) -> Option<String> {
    let key = squash(name);
    if country != Some("AT")
        && country != Some("CH")
        && let Some((.., full)) =
            BY_CODE.iter().find(|(city, start, _)| *city == key && code.len() == 5 && code.starts_with(start))
    {
        return Some((*full).to_owned());
    }
    if let Some(known) = NAMES.get(&key) {
        // "Biel" and "Kempten" are Swiss and German only; other countries keep their own.
        let swiss = matches!(*known, "Biel/Bienne");
        return (!swiss || country == Some("CH")).then(|| (*known).to_owned());
    }
    let expanded = expand(name)?;
    Some(NAMES.get(&squash(&expanded)).map_or(expanded, |known| (*known).to_owned()))
}

/// "Ludwigshafen/Rhein", "Mülheim a. d. Ruhr", "Freiburg i. Br." with the phrase written out.
fn expand(name: &str) -> Option<String> {
    let (head, tail) = split_situation(name)?;
    let key = squash(tail);
    let (_, phrase) = SITUATIONS.iter().find(|(word, _)| *word == key)?;
    let head = head.trim();
    (head.chars().count() > 1).then(|| format!("{head} {phrase}"))
}

fn split_situation(name: &str) -> Option<(&str, &str)> {
    if let Some((head, tail)) = name.split_once('/') {
        return Some((head, tail));
    }
    if let Some((head, tail)) = name.split_once('(') {
        let head = head.trim();
        // "Frankfurt (Main)" is usual; "Halle (Saale)" is the official form and known by name.
        return tail.strip_suffix(')').map(|tail| (head, tail));
    }
    let at = [" a.", " i.", " a ", " an der ", " a/", " am ", " im "]
        .iter()
        .filter_map(|mark| Some((name.find(mark)?, mark.len())))
        .min()?;
    let (head, tail) = (name.get(..at.0)?, name.get(at.0 + at.1..)?);
    let tail = tail.trim_start();
    let tail = ["d. ", "d.", "der "].iter().find_map(|article| tail.strip_prefix(article)).unwrap_or(tail);
    (!name.get(at.0..at.0 + at.1)?.ends_with("m ")).then_some((head, tail))
}

fn repair_case(text: &str) -> (String, Option<&'static str>) {
    let (lower, upper) = letter_cases(text);
    let shouted = lower == 0 && upper > 3;
    let whispered = upper == 0 && lower > 0;
    let mut out = String::with_capacity(text.len());
    if !shouted && !whispered {
        let mut blank = false;
        for c in text.chars() {
            if c == ' ' && blank {
                continue;
            }
            blank = c == ' ';
            out.push(c);
        }
        return (out, None);
    }
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find([' ', '-', '/', '(', '.']).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(end);
        let small = word.to_lowercase();
        if !out.is_empty() && SMALL.contains(&small.as_str()) {
            out.push_str(&small);
        } else {
            push_capitalised(&mut out, word);
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
    let full = squash(city);
    // "Hamburg-Altstadt" belongs to Hamburg.
    let head = squash(city.split(['-', ',', '/', '(']).next().unwrap_or(city));
    let of = |key: &str| CODES.iter().filter(|(land, name, ..)| *land == country && *name == key).collect::<Vec<_>>();
    let mut ranges = of(&full);
    if ranges.is_empty() {
        ranges = of(&head);
    }
    if ranges.iter().any(|(.., first, last)| (*first..=*last).contains(&code)) {
        return Some(true);
    }
    // The code is another large city's: wrong for every other name that is itself a large city.
    let elsewhere = CODES.iter().any(|(land, name, first, last)| {
        *land == country && (*first..=*last).contains(&code) && *name != full && *name != head
    });
    if !ranges.is_empty() {
        let distant = ranges
            .iter()
            .all(|(.., first, last)| code + width_step(width) < *first || code > *last + width_step(width));
        return (elsewhere || distant).then_some(false);
    }
    None
}

/// PO-box and large-customer codes lie close to a city's street codes; farther away the code is another place's.
const fn width_step(width: usize) -> u32 {
    if width == 5 { 1000 } else { 50 }
}
