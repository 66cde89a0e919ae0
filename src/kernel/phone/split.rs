//! Several numbers in one cell, and one number with several endings.

use super::words::{BETWEEN, EXTENSIONS, FAX, LABELS, is_in};

/// Fewest digits of a number that stands for itself.
const WHOLE: usize = 6;

/// The same beside a separator that hardly occurs within numbers.
const WHOLE_AT_STRONG: usize = 5;

/// Digits from which on a text holds more than one number.
const TWO: usize = 17;

/// Letters of the longest word between two numbers, with a mark on each side.
const LONGEST_BETWEEN: usize = 17;

/// Fewest digits in front of an ending behind a comma and a blank.
const SHORTEST_LISTED: usize = 4;

/// Most digits of an alternative ending.
const ENDING: usize = 3;

/// The numbers of the cell, in order; none when it holds just one. Line breaks, `;`, `|`, `&`, words like
/// "oder", labels, and a new `+` separate numbers; `/` and `,` only when both sides are whole numbers. Where nothing of that
/// parts a text too long for one number, a blank before a zero does.
pub(super) fn numbers(text: &str) -> Vec<&str> {
    let digits_of_all = digits(text);
    if digits_of_all < 2 * WHOLE_AT_STRONG {
        return Vec::new();
    }
    let many = digits_of_all >= TWO;
    let parts = parts(text, &separators(text), many);
    if !parts.is_empty() || !many {
        return parts;
    }
    // "089 413288 - 0170 2938471", "089-413288 0170-2938471"
    let blanks = text.bytes().enumerate().filter(|(at, byte)| {
        *byte == b' ' && begins_another(text.get(*at..).unwrap_or_default()) && !ends_in_label(text, *at)
    });
    let blanks: Vec<(usize, usize)> = blanks.map(|(at, _)| (at, at + 1)).collect();
    self::parts(text, &blanks, many)
}

/// Where a number may end and another begin: from, to, in order.
fn separators(text: &str) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let bytes = text.as_bytes();
    let one_gap = text.matches("  ").count() == 1;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' | b';' | b'|' | b'&' | b'/' | b'\\' => cuts.push((at, at + 1)),
            // Two commas are a pause in dialling.
            b',' if bytes.get(at + 1) != Some(&b',') && (at == 0 || bytes.get(at - 1) != Some(&b',')) => {
                cuts.push((at, at + 1))
            }
            b'+' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => cuts.push((at, at)),
            b' ' if is_label(text.get(at + 1..).unwrap_or_default()) => cuts.push((at, at + 1)),
            // Two blanks separate when they do so once, or before something that begins a number.
            b' ' if bytes.get(at + 1) == Some(&b' ')
                && (one_gap || begins_number(text.get(at..).unwrap_or_default())) =>
            {
                cuts.push((at, at + 1))
            }
            _ => {}
        }
    }
    let words = words_between(text);
    if !words.is_empty() {
        cuts.extend(words);
        cuts.sort_unstable();
    }
    cuts
}

/// The text at those cuts that have a whole number on both sides; none when there is no such cut.
fn parts<'a>(text: &'a str, cuts: &[(usize, usize)], many: bool) -> Vec<&'a str> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let mut start = 0;
    for &(from, to) in cuts {
        if from < start {
            continue;
        }
        let (left, right) = (text.get(start..from).unwrap_or_default(), text.get(to..).unwrap_or_default());
        let (least, next) = match bytes.get(from) {
            Some(byte) if is_strong(*byte) || byte.is_ascii_alphabetic() => {
                (WHOLE_AT_STRONG, next_number(right, is_strong))
            }
            Some(b'+') => (WHOLE, next_number(right, is_strong)),
            Some(b' ' | b',') => (WHOLE, next_number(right, |byte| is_strong(byte) || byte == b',')),
            Some(b'/') if many && begins_number(right) => (WHOLE, next_number(right, is_strong)),
            _ => (WHOLE, next_number(right, |byte| is_strong(byte) || matches!(byte, b'/' | b','))),
        };
        if digits(left) >= least && digits(next) >= least {
            parts.push(without_list_mark(left.trim()));
            start = to;
        }
    }
    if !parts.is_empty() {
        parts.push(text.get(start..).unwrap_or_default().trim());
    }
    parts
}

/// One number with other endings behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tail<'a> {
    /// The number in front.
    pub base: &'a str,
    /// True when the tail can be nothing else.
    pub certain: bool,
}

/// The number in front of alternative endings: "5044850/82", "4711-10/11", "12 8007 oder 38", "471012/-34".
pub(super) fn alternatives(text: &str) -> Option<Tail<'_>> {
    for (from, to) in words_between(text) {
        let (left, right) = (text.get(..from)?, text.get(to..)?);
        let ending = right.trim().trim_start_matches('-');
        if digits(left) >= WHOLE && is_ending(ending) {
            return Some(Tail { base: left.trim_end(), certain: true });
        }
    }
    let mut base = text;
    let mut certain = false;
    while let Some((front, ending)) = base.rsplit_once(['/', ',']) {
        let separator = base.as_bytes().get(front.len()).copied();
        let bare = ending.trim().trim_start_matches('-');
        // A comma without a blank is a separator like any other; one with a blank is none within a number.
        if !is_ending(bare) || separator == Some(b',') && !ending.starts_with([' ', '-']) {
            break;
        }
        certain |= ending.trim().starts_with('-');
        base = front;
    }
    let listed = text.get(base.len()..).is_some_and(|tail| tail.starts_with(", "));
    if base.len() == text.len() || digits(base) < if listed { SHORTEST_LISTED } else { WHOLE } {
        return None;
    }
    if certain || !base.contains(['/', ',']) {
        return Some(Tail { base, certain: true });
    }
    // "0221/63033341/34": the slash also stands between the groups. It is a tail only behind a long group.
    let (_, last) = base.rsplit_once(['/', ','])?;
    let tail = text.get(base.len() + 1..)?;
    let doubtful = base.matches('/').count() == 1 && tail.len() <= 2 && last.len() >= 5 && !last.contains(' ');
    doubtful.then_some(Tail { base, certain: false })
}

fn is_ending(text: &str) -> bool {
    (1..=ENDING).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where words like "oder" stand, blanks and a dot included.
fn words_between(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return found;
    }
    let mut at = 0;
    for word in text.split(' ') {
        let end = at + word.len();
        let inner = at > 0 && end < text.len() && word.len() <= LONGEST_BETWEEN;
        if inner
            && word.bytes().any(|byte| byte.is_ascii_alphabetic())
            && is_in(BETWEEN, word.trim_matches(['.', '/', ',']))
        {
            found.push((at, end));
        }
        at = end + 1;
    }
    found
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Separators that hardly occur within numbers.
fn is_strong(byte: u8) -> bool {
    matches!(byte, b'\n' | b';' | b'|' | b'&')
}

/// The text up to the next separator, as far as it holds digits.
fn next_number(text: &str, ends: impl Fn(u8) -> bool) -> &str {
    text.split(|c: char| c.is_ascii() && ends(c as u8)).find(|part| digits(part) > 0).unwrap_or_default()
}

/// "1. 0341 2618340 2." without the mark of the number that follows.
fn without_list_mark(text: &str) -> &str {
    match text.rsplit_once(' ') {
        Some((front, mark)) if mark.len() == 2 && mark.ends_with(['.', ')']) && digits(mark) == 1 => front,
        _ => text,
    }
}

/// True when the word in front belongs to an extension.
fn ends_in_label(text: &str, at: usize) -> bool {
    let front = text.get(..at).unwrap_or_default().trim_end_matches([' ', '.', ':']);
    let word = front.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    !word.is_empty() && is_in(EXTENSIONS, word)
}

/// True when a zero or a plus follows, or a dash and a word: behind a whole number that begins another.
fn begins_another(text: &str) -> bool {
    let rest = text.trim_start_matches(' ');
    let behind_dash = rest.strip_prefix("- ").map(|rest| rest.trim_start());
    behind_dash.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        || begins_whole(behind_dash.unwrap_or(rest))
}

/// True for `+...` and for a group of three or more digits with a zero in front; shorter ones stand within numbers.
fn begins_whole(text: &str) -> bool {
    text.starts_with('+') || text.starts_with('0') && text.bytes().take_while(u8::is_ascii_digit).count() >= 3
}

/// True for "Fax: ...", "c: ...".
fn is_label(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let marked = text.get(word.len()..).is_some_and(|after| after.starts_with([':', '.']));
    marked && !word.is_empty() && (is_in(LABELS, word) || is_in(FAX, word))
}

fn begins_number(text: &str) -> bool {
    text.trim_start().starts_with(['+', '0', '('])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_taken_apart() {
        for (text, wanted) in [
            ("0351 123456; 0171 1234567", &["0351 123456", "0171 1234567"][..]),
            ("0351 123456 oder 0171 1234567", &["0351 123456", "0171 1234567"]),
            ("0351 123456 / 0171 1234567", &["0351 123456", "0171 1234567"]),
            ("089 413288 - 0170 2938471", &["089 413288", "- 0170 2938471"]),
            ("089 413288 Mobil 0170 2938471", &["089 413288 Mobil", "0170 2938471"]),
            ("044 618 34 02 ou 079 618 34 02", &["044 618 34 02", "079 618 34 02"]),
            ("212-618-3402 c: 646-618-3402", &["212-618-3402", "c: 646-618-3402"]),
            ("1. 0341 2618340 2. 0172 6183402", &["1. 0341 2618340", "0172 6183402"]),
            ("0341/2618340+0172/6183402", &["0341/2618340", "+0172/6183402"]),
            ("tel. 0471/293847 cell. 347/2938471", &["tel. 0471/293847", "cell. 347/2938471"]),
            ("0664/8347291, 02236 / 44 812", &["0664/8347291", "02236 / 44 812"]),
            ("05121/28347; 0171/5338921", &["05121/28347", "0171/5338921"]),
            ("0351/123456", &[]),
            ("0351/123456/12", &[]),
            ("+49 351 123456  +49 171 1234567", &["+49 351 123456", "+49 171 1234567"]),
            ("+44 7741 072765  +44 7457 950345", &["+44 7741 072765", "+44 7457 950345"]),
            ("0351 123456\n\n0171 1234567", &["0351 123456", "0171 1234567"]),
            ("0172|27105292", &[]),
            ("384,219,27", &[]),
            ("+86  1354  1061  317", &[]),
        ] {
            assert_eq!(numbers(text), wanted, "{text}");
        }
    }

    #[test]
    fn endings_are_seen() {
        for (text, base, certain) in [
            ("089 5044850/82", "089 5044850", true),
            ("0351 4711-10/11", "0351 4711-10", true),
            ("0651 0109699/90/13", "0651 0109699", true),
            ("0221/63033341/-34", "0221/63033341", true),
            ("0221/63033341/34", "0221/63033341", false),
            ("474 12 8007 oder 38", "474 12 8007", true),
            ("081 317 16 94 bis 62", "081 317 16 94", true),
            ("06 16 93 27 40, 35", "06 16 93 27 40", true),
            ("0341 26183-0,-40", "0341 26183-0", true),
        ] {
            assert_eq!(alternatives(text), Some(Tail { base, certain }), "{text}");
        }
        for text in ["0351/123456", "384,219,27", "0351 123456", "5250,3706", "12/34"] {
            assert_eq!(alternatives(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "[ -~\n]{0,60}") {
            prop_assert!(numbers(&text).len() != 1);
            let _ = alternatives(&text);
        }
    }
}
