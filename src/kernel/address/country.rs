//! Country cells and country words inside addresses.

use super::countries::{ALIASES, CAR_CODES, COUNTRIES};
use crate::kernel::company::local::{Key, squash};
use crate::kernel::similarity::within_one_edit;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Squashed names, as the bytes of a [`Key`].
static BY_NAME: LazyLock<FxHashMap<Vec<u8>, &'static str>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for (code, names) in ALIASES {
        for name in names.split('|') {
            map.entry(squash(name).into_bytes()).or_insert(*code);
        }
    }
    for (code, _, names) in COUNTRIES {
        for name in names.split('|') {
            map.entry(squash(name).into_bytes()).or_insert(*code);
            map.entry(without_and(name).into_bytes()).or_insert(*code);
        }
    }
    map
});

static BY_CODE: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for (code, alpha3, _) in COUNTRIES {
        map.insert(*code, *code);
        map.insert(*alpha3, *code);
    }
    for (sign, code) in CAR_CODES {
        map.entry(*sign).or_insert(*code);
    }
    map
});

/// Which four letters names end in, one bit for each [`ending`]: refuses most of what is asked without a key.
static ENDINGS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut endings = vec![0; 1 << (ENDING_BITS - 6)];
    for ending in BY_NAME.keys().filter_map(|name| ending(name)) {
        if let Some(slot) = endings.get_mut(ending >> 6) {
            *slot |= 1 << (ending & 63);
        }
    }
    endings
});

const ENDING_BITS: u32 = 15;

/// A number for the last four bytes when they are ASCII letters, in any case; few endings share one.
fn ending(name: &[u8]) -> Option<usize> {
    let (_, letters) = name.split_last_chunk::<4>()?;
    let number = u32::from_le_bytes(*letters) & 0x1F1F_1F1F;
    let spread = number.wrapping_mul(0x9E37_79B1) >> (u32::BITS - ENDING_BITS);
    letters.iter().all(u8::is_ascii_alphabetic).then_some(spread as usize)
}

/// The usual English name of a country by its alpha-2 code.
pub fn english_name(code: &str) -> Option<&'static str> {
    let names = COUNTRIES.iter().find(|(alpha2, ..)| *alpha2 == code).map(|(.., names)| *names)?;
    names.split('|').next()
}

/// False for most texts that do not end in the name of a country; told by the end of a last word of four letters.
pub fn may_end_in_name(name: &str) -> bool {
    ending(name.as_bytes())
        .is_none_or(|ending| ENDINGS.get(ending >> 6).is_some_and(|bits| bits >> (ending & 63) & 1 == 1))
}

fn is_and(word: &str) -> bool {
    matches!(word, "and" | "und" | "et" | "e" | "y" | "en" | "i" | "&")
}

/// Squashed, without the words for "and": CLDR writes "&" where people write words.
fn without_and(name: &str) -> String {
    let words = name.split(' ').filter(|word| !is_and(word));
    words.map(squash).collect()
}

/// The ISO code of a name, in any of the table's languages.
pub fn by_name(name: &str) -> Option<&'static str> {
    if !may_end_in_name(name) {
        return None;
    }
    let found = BY_NAME.get(Key::of(name).as_ref()).copied();
    if found.is_some() || !name.bytes().any(|b| b == b' ') {
        return found;
    }
    name.split(' ').skip(1).any(is_and).then(|| BY_NAME.get(without_and(name).as_bytes()).copied())?
}

/// The ISO code of an alpha-2, alpha-3 or car code, in capitals.
pub fn by_code(code: &str) -> Option<&'static str> {
    BY_CODE.get(code).copied()
}

/// The ISO code of a cell that holds a name or a code, in any letter case.
pub fn any(cell: &str) -> Option<&'static str> {
    if cell.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let letters: String = cell.chars().filter(|c| c.is_alphabetic()).collect();
    let code = if letters.len() <= 3 { by_code(&letters.to_ascii_uppercase()) } else { None };
    code.or_else(|| by_name(cell)).or_else(|| both(cell)).or_else(|| turned(cell)).or_else(|| bare(cell))
}

/// "La Suisse", "Rep. Irland", "Frankr.": without article or form of state, or cut short where only one can be meant.
fn bare(cell: &str) -> Option<&'static str> {
    const HEADS: [&str; 20] = [
        "la ",
        "le ",
        "l'",
        "il ",
        "el ",
        "die ",
        "der ",
        "the ",
        "de ",
        "rep. ",
        "republik ",
        "republic of ",
        "république de ",
        "repubblica di ",
        "república de ",
        "königreich ",
        "kingdom of ",
        "state of ",
        "bundesrep. ",
        "staat ",
    ];
    let lower = cell.to_lowercase();
    if let Some(code) = HEADS.iter().find_map(|head| by_name(lower.strip_prefix(head)?)) {
        return Some(code);
    }
    let key = Key::of(cell.strip_suffix('.')?);
    let mut codes =
        BY_NAME.iter().filter(|(name, _)| key.len() > 3 && name.starts_with(key.as_ref())).map(|(_, code)| *code);
    let found = codes.next()?;
    codes.all(|code| code == found).then_some(found)
}

/// "Korea, Republic of": the name as lists sort it.
fn turned(cell: &str) -> Option<&'static str> {
    let (name, form) = cell.split_once(", ")?;
    by_name(&format!("{form} {name}")).or_else(|| by_name(name).filter(|_| form.ends_with("of") || form == "The"))
}

/// The country of a long name with one slip in it ("Deutchland"), when only one can be meant.
pub fn misspelt(cell: &str) -> Option<&'static str> {
    let key = Key::of(cell);
    if key.len() < 5 || !key.is_ascii() {
        return None;
    }
    let mut found = None;
    // The order does not matter: two different countries are none.
    #[allow(clippy::iter_over_hash_type)]
    for (name, code) in BY_NAME.iter() {
        let near = name.len().abs_diff(key.len()) < 2 && name.len() > 5;
        if near && std::str::from_utf8(name).is_ok_and(|name| within_one_edit(name, &key)) {
            if found.is_some_and(|found| found != *code) {
                return None;
            }
            found = Some(*code);
        }
    }
    found
}

/// "Österreich (AT)", "DE - Deutschland": two words for one country.
fn both(cell: &str) -> Option<&'static str> {
    let (left, right) = cell.split_once(['(', '-', '/', ','])?;
    let right = right.trim_matches([' ', ')']);
    let read = |part: &str| {
        let letters: String = part.chars().filter(|c| c.is_alphabetic()).collect();
        if letters.len() <= 3 { by_code(&letters.to_ascii_uppercase()) } else { by_name(part) }
    };
    let (left, right) = (read(left.trim())?, read(right)?);
    (left == right).then_some(left)
}
