//! Whether two names can be one person's: initials and short forms fit, no given name contradicts.

use super::clean;
use super::roman::romanized;
use super::{Name, is_given_name, lexicon};

/// True when two cells can name one person ("Ilse Weber", "I. M. Weber").
///
/// The family names must be equal but for particles, hyphens and umlaut spelling, or one be a part of the other
/// (double names, maiden name); the given names must be compatible ([`compatible_given`]); a missing given or family
/// name contradicts nothing; Herr against Frau and junior against senior do.
pub fn same_person_name(a: &str, b: &str) -> bool {
    let (left, right) = (super::read(a).parts, super::read(b).parts);
    if is_empty(&left) || is_empty(&right) {
        let (left, right) = (key(a.trim()), key(b.trim()));
        return left == right && !left.trim().is_empty();
    }
    if matches!((left.gender, right.gender), (Some(one), Some(other)) if one != other) {
        return false;
    }
    if !compatible_suffix(&left.name_suffix, &right.name_suffix) {
        return false;
    }
    let (left_family, right_family) = (family_words(&left), family_words(&right));
    let family_fits = compatible_family(&left_family, &right_family)
        || fits_maiden(&left, &right_family)
        || fits_maiden(&right, &left_family);
    if !family_fits {
        return false;
    }
    left.given_name.is_empty()
        || right.given_name.is_empty()
        || compatible_given(&left.given_name, &right.given_name)
        || fits_nickname(&left, &right)
        || fits_nickname(&right, &left)
}

/// The folded word in Latin letters.
fn key(word: &str) -> String {
    romanized(&clean::key(word)).into_owned()
}

fn is_empty(name: &Name) -> bool {
    name.given_name.is_empty() && name.family_name.is_empty()
}

fn fits_maiden(name: &Name, other: &[String]) -> bool {
    !name.maiden_name.is_empty() && compatible_family(&words(&name.maiden_name), other)
}

fn fits_nickname(name: &Name, other: &Name) -> bool {
    !name.nickname.is_empty() && compatible_given(&name.nickname, &other.given_name)
}

/// "II" and "Jr." can be one; "Jr." and "Sr.", "II" and "III" cannot.
fn compatible_suffix(a: &str, b: &str) -> bool {
    let rank = |suffix: &str| {
        suffix.split([' ', ',']).find_map(|word| match word {
            "sen." | "Sr." => Some(1),
            "jun." | "Jr." | "II" => Some(2),
            "III" => Some(3),
            "IV" => Some(4),
            "VI" => Some(6),
            _ => None,
        })
    };
    match (rank(a), rank(b)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Folded words, split at blanks and hyphens, with umlauts reduced to their base letter.
fn words(text: &str) -> Vec<String> {
    text.split([' ', '-']).map(|word| plain(&key(word))).filter(|word| !word.is_empty()).collect()
}

/// "ue", "oe", "ae" as "u", "o", "a", so that Müller, Mueller and Muller meet.
fn plain(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut chars = key.chars().peekable();
    while let Some(char) = chars.next() {
        out.push(char);
        if matches!(char, 'a' | 'o' | 'u') && chars.peek() == Some(&'e') {
            chars.next();
        }
    }
    out
}

/// A given name as it is heard: "Karl" and "Carl", "Sara" and "Sarah", "Alexej" and "Alexey" meet.
fn sound(key: &str) -> String {
    let mut out =
        plain(key).replace("ph", "f").replace("ck", "k").replace(['y', 'j'], "i").replace('c', "k").replace("ks", "x");
    let heard = out.char_indices().filter(|(at, char)| *char != 'h' || *at == 0).map(|(_, char)| char);
    let heard: String = heard.collect();
    out.clear();
    for char in heard.chars() {
        if !out.ends_with(char) {
            out.push(char);
        }
    }
    out
}

fn family_words(name: &Name) -> Vec<String> {
    words(&name.family_name)
}

fn is_particle(word: &str) -> bool {
    lexicon::word(word).flags & (lexicon::flag::PARTICLE | lexicon::flag::NOBLE) != 0
}

fn compatible_family(left: &[String], right: &[String]) -> bool {
    if left.is_empty() || right.is_empty() || left.concat() == right.concat() {
        return true;
    }
    let core = |words: &[String]| {
        let kept: Vec<String> = words.iter().filter(|word| !is_particle(word)).cloned().collect();
        if kept.is_empty() { words.to_vec() } else { kept }
    };
    let (left, right) = (core(left), core(right));
    if left.concat() == right.concat() {
        return true;
    }
    let (short, long) = if left.len() <= right.len() { (&left, &right) } else { (&right, &left) };
    let whole = |word: &String| word.chars().count() > 1;
    short.iter().any(|word| whole(word) && long.contains(word))
        && is_covered(short, long)
        // of two of one length neither is the part
        && (short.len() < long.len() || is_covered(long, short))
}

/// True when every word is, or may be, one of the others.
fn is_covered(words: &[String], others: &[String]) -> bool {
    words
        .iter()
        .all(|word| others.iter().any(|other| word == other || initial_fits(word, other) || initial_fits(other, word)))
}

/// A word of a given name.
struct Given {
    key: String,
    initial: bool,
    abbreviated: bool,
}

/// The words of a given name: hyphens and blanks apart, "H.M." and "HM" as two initials.
fn given_words(text: &str) -> Vec<Given> {
    let mut out = Vec::new();
    for word in text.split([' ', '-']) {
        let dotted = word.ends_with('.') || word.contains('.');
        for part in word.split('.').filter(|part| !part.is_empty()) {
            let folded = key(part);
            let letters = part.chars().count();
            let capitals =
                letters > 1 && letters <= 3 && part.chars().all(char::is_uppercase) && !is_given_name(&folded);
            if capitals {
                out.extend(part.chars().map(|letter| Given {
                    key: key(&letter.to_string()),
                    initial: true,
                    abbreviated: false,
                }));
            } else if !folded.is_empty() {
                out.push(Given {
                    initial: folded.chars().count() == 1,
                    abbreviated: dotted && letters > 1,
                    key: folded,
                });
            }
        }
    }
    out
}

/// True when two given names, with all their parts and initials, can be one person's.
///
/// The first parts must fit; the further parts of the shorter must appear in the longer in the same order.
/// Parts fit when equal, when one is the other's initial or abbreviation, when one is a short form of the other
/// or both share a full name, or when one is cut off ("Chris", "Jian") and not a name of its own.
pub fn compatible_given(a: &str, b: &str) -> bool {
    let (left, right) = (given_words(a), given_words(b));
    if left.is_empty() || right.is_empty() {
        return true;
    }
    let joined = |words: &[Given]| words.iter().map(|word| word.key.as_str()).collect::<String>();
    if joined(&left) == joined(&right) {
        return true;
    }
    let (Some((first, left_rest)), Some((other, right_rest))) = (left.split_first(), right.split_first()) else {
        return true;
    };
    // "Jinli" may be "Jin Li", then what is left of it must go on in the other name.
    if let Some(fits) = written_apart(first, left_rest, other, right_rest)
        .or_else(|| written_apart(other, right_rest, first, left_rest))
    {
        return fits;
    }
    // "H. Manuel" goes by Manuel.
    if first.initial != other.initial || !fits(first, other) {
        let by_second = |initial: &Given, rest: &[Given], name: &Given, name_rest: &[Given]| {
            initial.initial
                && !name.initial
                && rest.split_first().is_some_and(|(second, rest)| {
                    !second.initial && fits(second, name) && (in_order(rest, name_rest) || in_order(name_rest, rest))
                })
        };
        if by_second(first, left_rest, other, right_rest) || by_second(other, right_rest, first, left_rest) {
            return true;
        }
    }
    if !fits(first, other) {
        // "Hans Peter" is called Peter.
        let called = |name: &Given, name_rest: &[Given], rest: &[Given]| {
            name_rest.is_empty() && !name.initial && rest.iter().any(|word| word.key == name.key)
        };
        return called(other, right_rest, left_rest) || called(first, left_rest, right_rest);
    }
    let (short, long) =
        if left_rest.len() <= right_rest.len() { (left_rest, right_rest) } else { (right_rest, left_rest) };
    in_order(short, long)
}

fn in_order(short: &[Given], long: &[Given]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| fits(word, other)))
}

/// `long` starts with `short` and `short` has further words: the end of `long`, or its next word, must fit the first.
fn written_apart(long: &Given, long_rest: &[Given], short: &Given, short_rest: &[Given]) -> Option<bool> {
    let end = long.key.strip_prefix(short.key.as_str()).filter(|end| !end.is_empty())?;
    let next = short_rest.first()?;
    if short.key.chars().count() < 3 || is_given_name(&long.key) {
        return None;
    }
    if end == next.key {
        return Some(
            in_order(long_rest, short_rest.get(1..).unwrap_or(&[]))
                || in_order(short_rest.get(1..).unwrap_or(&[]), long_rest),
        );
    }
    Some(long_rest.first().is_some_and(|word| fits(word, next)) || initial_fits(&next.key, end))
}

fn initial_fits(initial: &str, word: &str) -> bool {
    let mut chars = initial.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), None) => word.starts_with(letter),
        _ => false,
    }
}

/// True when two single given names can be one.
fn fits(a: &Given, b: &Given) -> bool {
    if a.key == b.key || a.initial && initial_fits(&a.key, &b.key) || b.initial && initial_fits(&b.key, &a.key) {
        return true;
    }
    // "Bob" and "R.": the initial of the full name.
    let of_root = |initial: &Given, name: &Given| {
        initial.initial
            && lexicon::roots(&name.key)
                .is_some_and(|roots| roots.split(' ').any(|root| root.starts_with(&initial.key)))
    };
    if a.initial || b.initial {
        return of_root(a, b) || of_root(b, a);
    }
    if sound(&a.key) == sound(&b.key)
        || a.abbreviated && b.key.starts_with(&a.key)
        || b.abbreviated && a.key.starts_with(&b.key)
    {
        return true;
    }
    share_root(&a.key, &b.key) || cut_off(&a.key, &b.key) || cut_off(&b.key, &a.key)
}

/// One is a short form of the other, or both are short forms of one name.
fn share_root(a: &str, b: &str) -> bool {
    let (left, right) = (lexicon::roots(a), lexicon::roots(b));
    let has = |roots: Option<&str>, name: &str| roots.is_some_and(|roots| roots.split(' ').any(|root| root == name));
    has(left, b) || has(right, a) || left.is_some_and(|left| left.split(' ').any(|root| has(right, root)))
}

/// `short` is the beginning of `long`, but not its male or female counterpart and not another known name.
fn cut_off(short: &str, long: &str) -> bool {
    let Some(end) = long.strip_prefix(short) else { return false };
    short.chars().count() >= 3
        && end.len() >= 2
        && !matches!(end, "ine" | "ina" | "ette" | "etta" | "ia" | "ea" | "in")
        && !(is_given_name(short) && is_given_name(long))
}
