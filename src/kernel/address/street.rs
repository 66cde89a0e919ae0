//! The street line: street, house number, extra, post-office box, parcel machine, care of.
//!
//! Works on segments between commas, strokes and line breaks; a segment is scanned once per digit group.

use super::Address;
use super::few::Few;
use super::house::{self, Strokes};
use super::spelling;
use super::words::{CARE_OF, EXTRA, NUMBER_FIRST, PO_BOXES, STREET_ENDS, STREET_STARTS, STREET_WORDS, UNITS};
use crate::kernel::company::local::Key;
use crate::kernel::company::wordset::Words;
use crate::kernel::text::fold;

/// What a segment of a street line or an address turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    CareOf,
    PoBox,
    Packstation,
    Extra,
    /// Nothing but a house number.
    Number,
    /// A Mannheim square ("Q7", "L 15"), whose number stands in the next segment.
    Square,
    /// A street with a house number.
    Numbered,
    /// A word that streets end or start in, no number.
    Street,
    Other,
}

/// Bytes that may begin a separator of [`segments`].
const SEPARATORS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b',', b';', b'|', b'\n', b'\r', b'\t', b'/', b'\\', 0xc2, 0xe2, 0xe3, 0xef];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Splits at `//`, commas, semicolons, bars and line breaks; empty segments are dropped.
pub(super) fn segments(line: &str) -> Few<&str> {
    let bytes = line.as_bytes();
    let mut out = Few::default();
    let mut push = |from: usize, to: usize| {
        let piece = line.get(from..to).unwrap_or("").trim_matches(' ');
        if !piece.is_empty() {
            out.push(piece);
        }
    };
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| SEPARATORS[usize::from(*b)])) {
        at += found;
        let width = separator(bytes.get(at..).unwrap_or(&[]));
        if width > 0 {
            push(start, at);
            start = at + width;
        }
        at += width.max(1);
    }
    push(start, line.len());
    out
}

/// Bytes of the separator that the text starts with, 0 when it starts with none.
fn separator(text: &[u8]) -> usize {
    match text {
        [b',' | b';' | b'|' | b'\n' | b'\r' | b'\t', ..] => 1,
        [b'/', b'/', ..] | [b'\\', b'n', ..] => 2,
        // "·", "•", "，", "、"
        [0xc2, 0xb7, ..] => 2,
        [0xe2, 0x80, 0xa2, ..] | [0xef, 0xbc, 0x8c, ..] | [0xe3, 0x80, 0x81, ..] => 3,
        _ => 0,
    }
}

/// True for what stands behind a house number: "2. OG", "Haus 3", "Whg. 12", "4 t.v.", "(Hof)".
pub(super) fn is_extra(text: &str) -> bool {
    let text = text.trim_matches([' ', ',', '-', '–', '/', '.', '(', ')']);
    let mut words = text.split([' ', '/', '-']).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    if first.starts_with('#') || is_extra_word(first) {
        return true;
    }
    // "3º B", "2ª", "1.º"
    if first.starts_with(|c: char| c.is_ascii_digit()) && first.contains(['º', 'ª', '°']) {
        return true;
    }
    // "2. OG", "3. Stock", "6th Floor", "2 OG", "links"
    let roman = first.trim_end_matches('.').bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let ordinal = first.starts_with(|c: char| c.is_ascii_digit()) || first.len() <= 2 || roman;
    ordinal && words.next().is_some_and(is_extra_word)
}

fn is_extra_word(word: &str) -> bool {
    if let [first, second, ..] = word.as_bytes()
        && first.is_ascii_alphabetic()
        && second.is_ascii_alphabetic()
        && !EXTRA.may_start(first.to_ascii_lowercase(), second.to_ascii_lowercase())
    {
        return false;
    }
    let key = Key::of(word);
    let bytes: &[u8] = key.as_ref();
    if EXTRA.contains(bytes) {
        return true;
    }
    let lead = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let tail = bytes.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let part = |from: usize, to: usize| bytes.get(from..to).filter(|part| part.len() > 1);
    // "W12", "Top7"; "2OG", but not "5th".
    tail > 0 && part(0, bytes.len() - tail).is_some_and(|stem| EXTRA.contains(stem))
        || lead > 0 && part(lead, bytes.len()).is_some_and(|rest| rest != b"th" && EXTRA.contains(rest))
}

/// The name behind "c/o", "z. Hd." and their kin, when the segment starts with one.
pub(super) fn care_of(segment: &str) -> Option<&str> {
    let mark = marked(segment, &CARE_OF)?;
    // The marks are ASCII; folding keeps the length of an ASCII start.
    let start = segment.char_indices().nth(fold_chars(segment, mark.len())).map_or(segment.len(), |(at, _)| at);
    let rest = segment.get(start..)?;
    let parted = mark.ends_with(['.', ':', '/']) || rest.starts_with([' ', ':', '.']);
    let rest = rest.trim_start_matches([' ', ':', '.']);
    (parted && !rest.is_empty()).then_some(rest)
}

/// The longest mark of a list that the folded segment starts with. Cheap for the many that start with none.
fn marked(segment: &str, marks: &'static Words) -> Option<&'static str> {
    let mut start = segment.bytes();
    let (first, second) = (start.next()?.to_ascii_lowercase(), start.next()?.to_ascii_lowercase());
    if first < 0x80 && second < 0x80 && !marks.may_start(first, second) {
        return None;
    }
    let ascii = segment.bytes().take(LONGEST_MARK).take_while(u8::is_ascii).count();
    let plain = segment.get(..ascii)?;
    if ascii == segment.len().min(LONGEST_MARK) || !marks.goes_on(plain) {
        return marks.longest_start(plain);
    }
    let end = segment.char_indices().nth(LONGEST_MARK).map_or(segment.len(), |(at, _)| at);
    marks.longest_start(&fold(segment.get(..end)?))
}

/// Characters that the longest mark of a box or a person has at most.
const LONGEST_MARK: usize = 28;

/// How many characters of `text` fold to `bytes` bytes.
fn fold_chars(text: &str, bytes: usize) -> usize {
    if text.as_bytes().get(..bytes).is_some_and(<[u8]>::is_ascii) {
        return bytes;
    }
    let mut length = 0;
    let mut buffer = String::new();
    text.chars()
        .take_while(|c| {
            if length >= bytes {
                return false;
            }
            buffer.clear();
            crate::kernel::company::local::push_folded(&mut buffer, *c);
            length += buffer.len();
            true
        })
        .count()
}

/// Digits of a post-office box and what follows them; the digits may be missing ("Postfach").
pub(super) fn po_box(segment: &str) -> Option<(String, &str)> {
    // "PL 250" is Finnish.
    let rest = segment.strip_prefix("PL ").filter(|rest| rest.len() < 5 && rest.bytes().all(|b| b.is_ascii_digit()));
    let mark = if rest.is_some() { "" } else { marked(segment, &PO_BOXES)? };
    let start = segment.char_indices().nth(fold_chars(segment, mark.len())).map_or(segment.len(), |(at, _)| at);
    let rest = rest.or_else(|| segment.get(start..))?;
    if rest.starts_with(char::is_alphabetic) {
        return None;
    }
    let rest = rest.trim_start_matches([' ', ':', '.', '#', '-']);
    let rest =
        ["Nr.", "nr.", "Nr", "no.", "No."].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ' ' && c != '.').unwrap_or(rest.len());
    let (number, mut after) = rest.split_at(end);
    let mut digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let long_word = mark.len() > 5;
    if after.starts_with(char::is_alphabetic) {
        // "Postfach 12 A" or a city behind the number.
        let word_end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        if word_end == 1 && !digits.is_empty() {
            digits.push_str(after.get(..1).unwrap_or(""));
            after = after.get(1..).unwrap_or("");
        } else if digits.is_empty() {
            return None;
        }
    }
    (!digits.is_empty() || (long_word && after.trim().is_empty())).then_some((digits, after.trim()))
}

/// Number of a parcel machine and the customer's number.
fn packstation(segment: &str) -> Option<(String, String)> {
    let station = |at: usize| segment.get(at..at + 7).is_some_and(|part| part.eq_ignore_ascii_case("station"));
    let ahead = |(at, byte): (usize, u8)| matches!(byte, b'k' | b'K') && (station(at + 1) || station(at + 2));
    if !segment.bytes().enumerate().any(ahead) {
        return None;
    }
    let folded = fold(segment);
    let at = folded.find("packstation").or_else(|| folded.find("pack-station"))?;
    let digits = |text: &str| {
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut station = String::new();
    let mut post = String::new();
    for number in digits(folded.get(..at)?).into_iter().chain(digits(folded.get(at..)?)) {
        if number.len() >= 6 && post.is_empty() {
            post = number;
        } else if station.is_empty() {
            station = number;
        }
    }
    Some((station, post))
}

/// A Mannheim square: one letter of A to U and a number up to 16.
fn is_square(segment: &str) -> bool {
    let mut chars = segment.chars();
    chars.next().is_some_and(|c| ('A'..='U').contains(&c))
        && chars.as_str().trim_start().parse::<u8>().is_ok_and(|n| (1..=17).contains(&n))
}

pub(super) fn strokes(country: Option<&str>) -> Strokes {
    if country == Some("AT") { Strokes::Doors } else { Strokes::Number }
}

/// Nothing but a house number, with an optional mark in front.
pub(super) fn bare_number(segment: &str, country: Option<&str>) -> Option<house::House> {
    let rest = number_mark(segment).map_or(segment, |len| segment.get(len..).unwrap_or(""));
    let mut house = house::read(rest, strokes(country), true)?;
    if house.len < rest.len() {
        // "24 3º B", "110 - 2º Esq."
        let door = rest.get(house.len..)?.trim_start_matches([' ', '-', ',']);
        if !door.contains(['º', 'ª', '°']) || !is_extra(door) {
            return None;
        }
        join(&mut house.extra, door);
        house.len = rest.len();
    }
    Some(house)
}

/// Length of "Nr. ", "No. ", "n° ", "Hausnr. " at the start, blanks included.
fn number_mark(text: &str) -> Option<usize> {
    const MARKS: &[&str] = &[
        "hausnummer",
        "hausnr.",
        "hausnr",
        "hnr.",
        "hnr",
        "nr.",
        "nr",
        "no.",
        "no",
        "n°",
        "nº",
        "num.",
        "núm.",
        "#",
        "№",
        "д.",
        "d.",
        "č.",
        "br.",
        "nn.",
    ];
    // Nothing else starts a mark; most streets start with neither.
    if !matches!(text.bytes().next()?, b'h' | b'H' | b'n' | b'N' | b'#' | b'd' | b'D' | b'b' | b'B' | 0x80..) {
        return None;
    }
    let at = text.bytes().take(16).position(|b| b.is_ascii_digit()).filter(|at| *at > 0)?;
    let head = text.get(..at)?.trim_end_matches([' ', ':']);
    if head.len() > 10 {
        return None;
    }
    if head.is_ascii() {
        return MARKS.iter().any(|mark| head.eq_ignore_ascii_case(mark)).then_some(at);
    }
    let lower = head.to_lowercase();
    MARKS.contains(&lower.as_str()).then_some(at)
}

/// A segment judged alone; what was parsed on the way is kept.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub segment: &'a str,
    pub kind: Kind,
    /// For [`Kind::Numbered`].
    pub numbered: Option<Numbered<'a>>,
}

/// What a segment is, judged alone.
pub(super) fn kind(segment: &str, country: Option<&str>) -> Kind {
    judge(segment, country).kind
}

/// What a segment is, with its street and number when it has them.
pub(super) fn judge<'a>(segment: &'a str, country: Option<&str>) -> Judged<'a> {
    let plain = |kind| Judged { segment, kind, numbered: None };
    if care_of(segment).is_some() {
        return plain(Kind::CareOf);
    }
    if po_box(segment).is_some() {
        return plain(Kind::PoBox);
    }
    let digits = segment.bytes().any(|b| b.is_ascii_digit());
    if digits && bare_number(segment, country).is_some() {
        return plain(Kind::Number);
    }
    if digits && is_square(segment) {
        return plain(Kind::Square);
    }
    if packstation(segment).is_some() {
        return plain(Kind::Packstation);
    }
    let unit_first = is_extra(segment);
    if unit_first && !segment.split(' ').next_back().is_some_and(is_street_end) {
        return plain(Kind::Extra);
    }
    if digits && let Some(numbered) = split_number(segment, country) {
        return Judged { segment, kind: Kind::Numbered, numbered: Some(numbered) };
    }
    plain(if street_like(segment) { Kind::Street } else { Kind::Other })
}

pub(super) fn is_street_end(word: &str) -> bool {
    let key = Key::of(word);
    STREET_ENDS.is_end_of(key, 2)
}

/// A word that streets end, start or are called with.
pub(super) fn street_like(segment: &str) -> bool {
    let several = segment.contains(' ');
    let mut first = true;
    let mut key = Key::of("");
    for word in segment.split([' ', '-']).filter(|word| !word.is_empty()) {
        key = Key::of(word);
        if first && several && STREET_WORDS.contains(key) {
            return true;
        }
        first = false;
        let whole = matches!(key.as_ref(), b"strasse" | b"str" | b"weg" | b"platz" | b"gasse" | b"allee" | b"ring");
        let compound = STREET_ENDS.is_end_of(key, 2)
            && ![b"berg".as_slice(), b"feld", b"hof"].iter().any(|end| key.as_ref().ends_with(end));
        if whole || compound {
            return true;
        }
    }
    // `key` is that of the last word.
    let weak = matches!(key.as_str(), "am" | "an" | "im" | "in" | "auf" | "ch" | "al" | "ter" | "ut" | "pr");
    several && key.len() > 1 && STREET_WORDS.contains(key) && !weak
}

/// A street with its number, as byte ranges and parsed parts.
#[derive(Debug)]
pub(super) struct Numbered<'a> {
    pub street: &'a str,
    pub house: house::House,
    /// What followed number or street and is no part of them.
    pub rest: &'a str,
}

/// Splits street and house number of one segment.
pub(super) fn split_number<'a>(segment: &'a str, country: Option<&str>) -> Option<Numbered<'a>> {
    let first = number_first(segment, country);
    let anglo = country.is_some_and(|country| NUMBER_FIRST.contains(country));
    if anglo && first.is_some() {
        return first;
    }
    let last = number_last(segment, country);
    if first.is_some() && last.is_some() && country.is_none() && foreign_street(segment) {
        return first;
    }
    last.or(first)
}

/// A French, English or similar street word: the number stands in front.
fn foreign_street(segment: &str) -> bool {
    segment.split(' ').any(|word| {
        let key = Key::of(word);
        key.len() > 1 && STREET_WORDS.contains(key) && !STREET_STARTS.contains(key) && !is_street_end(word)
    })
}

fn number_first<'a>(segment: &'a str, country: Option<&str>) -> Option<Numbered<'a>> {
    let mark = number_mark(segment).filter(|_| !segment.starts_with(['d', 'D', 'b', 'B'])).unwrap_or(0);
    let text = segment.get(mark..)?;
    let house = house::read(text, Strokes::Number, false).and_then(|house| french_suffix(text, house))?;
    let rest = text.get(house.len..)?;
    let trimmed = rest.trim_start_matches([',', ' ', '-']);
    if rest.len() == trimmed.len()
        || !trimmed.starts_with(char::is_alphanumeric)
        || !trimmed.chars().any(char::is_alphabetic)
    {
        return None;
    }
    if matches!(country, Some("DE" | "AT" | "CH")) && !trimmed.contains(' ') && !is_street_end(trimmed) {
        return None;
    }
    let (street, unit) = split_unit(trimmed);
    Some(Numbered { street, house, rest: unit })
}

/// "12 bis rue …": the suffix stands apart.
fn french_suffix(text: &str, mut house: house::House) -> Option<house::House> {
    let rest = text.get(house.len..)?;
    for suffix in ["bis", "ter", "quater"] {
        if let Some(after) = rest.strip_prefix(' ').and_then(|rest| rest.strip_prefix(suffix))
            && after.starts_with([' ', ','])
        {
            house.number.push_str(suffix);
            house.len += suffix.len() + 1;
            break;
        }
    }
    Some(house)
}

/// Parts a trailing unit ("Apt 3A", "6th Floor", "# 12") from a street without commas.
pub(super) fn split_unit(text: &str) -> (&str, &str) {
    let mut before = None::<(usize, &str)>;
    let mut at = 0;
    for word in text.split(' ') {
        if at > 0 && !word.is_empty() {
            let key = Key::of(word);
            let floor = matches!(key.as_str(), "floor" | "fl");
            if floor
                && let Some((start, _)) =
                    before.filter(|(start, w)| *start > 0 && w.starts_with(|c: char| c.is_ascii_digit()))
            {
                return (text.get(..start).unwrap_or("").trim(), text.get(start..).unwrap_or("").trim());
            }
            let more = text.len() > at + word.len();
            if word.starts_with('#')
                || (UNITS.contains(key) && key != "no" && (more || key.len() > 3))
                || (key == "no" && word.ends_with('.') && more)
            {
                return (
                    text.get(..at).unwrap_or("").trim_end_matches([' ', '-']),
                    text.get(at..).unwrap_or("").trim(),
                );
            }
        }
        before = Some((at, word));
        at += word.len() + 1;
    }
    (text, "")
}

fn number_last<'a>(segment: &'a str, country: Option<&str>) -> Option<Numbered<'a>> {
    let bytes = segment.as_bytes();
    let mut fallback = None;
    let mut at = 1;
    while let Some(skipped) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        at += skipped;
        let before = bytes.get(at - 1).copied().unwrap_or(b' ');
        let starts = matches!(before, b' ' | b'.' | b',' | b'(')
            || (before.is_ascii_alphabetic() && grown_together(segment, at))
            || before >= 0x80;
        if starts {
            let street = segment.get(..at)?;
            let street = strip_mark(street);
            let street = street.trim_end_matches([' ', ',', '-', '(']);
            if country == Some("FI")
                && street.chars().any(char::is_alphabetic)
                && let Some((number, door)) = finnish_door(segment.get(at..)?)
            {
                let house = house::House { number: number.to_owned(), extra: door.to_owned(), len: segment.len() - at };
                return Some(Numbered { street, house, rest: "" });
            }
            if street.chars().any(char::is_alphabetic)
                && let Some(house) = house::read(segment.get(at..)?, strokes(country), true)
            {
                let rest = segment.get(at + house.len..)?;
                if fits_behind(rest) {
                    return Some(Numbered { street, house, rest });
                }
                if ends_like_street(street)
                    && !rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
                    && !leads_name(rest)
                {
                    fallback = Some(Numbered { street, house, rest });
                }
            }
        }
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
    }
    fallback
}

/// "14 A 5": number, staircase and flat of a Finnish house.
fn finnish_door(text: &str) -> Option<(&str, &str)> {
    let (number, door) = text.split_once(' ')?;
    let (stair, flat) = door.split_once(' ')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (digits(number) && stair.len() == 1 && stair.bytes().all(|b| b.is_ascii_alphabetic()) && digits(flat))
        .then_some((number, door))
}

/// "Musterstr5": a street word directly in front of the digit.
fn grown_together(segment: &str, at: usize) -> bool {
    let head = segment.get(..at).unwrap_or("");
    let word = head.rsplit(' ').next().unwrap_or("");
    word.len() > 3 && is_street_end(word)
}

/// Drops a "Nr." at the end of the street part.
fn strip_mark(street: &str) -> &str {
    #[rustfmt::skip]
    const MARKS: [&str; 36] = [
        "Nr.", "nr.", "NR.", "Nr", "NR", "nr,", "Nr:", "nr:", "No.", "no.", "No:", "no:", "n°", "nº", "N°", "Nº", "n.", "Hausnummer", "hausnummer",
        "Hausnr.", "HNr.", "HsNr.", "Hs.-Nr.", "Hs.Nr.", "Haus-Nr.", "HausNr.", "núm.", "num.", "nro", "numéro", "д.", "č.", "č.p.",
        "čp.", "čís.", "br.",
    ];
    let trimmed = street.trim_end_matches(' ');
    if let Some(head) = trimmed.strip_suffix(['#', '№']) {
        return head;
    }
    let ends = matches!(trimmed.bytes().next_back(), Some(b'.' | b':' | b',' | b'r' | b'R' | b'o' | 0x80..));
    if !ends {
        return street;
    }
    let Some(at) = trimmed.rfind([' ', ',']) else { return street };
    let last = trimmed.get(at + 1..).unwrap_or("");
    if last.len() <= 10 && MARKS.contains(&last) { trimmed.get(..at).unwrap_or(street) } else { street }
}

fn fits_behind(rest: &str) -> bool {
    let text = rest.trim_start_matches([' ', ',', '.', '-', '–']);
    text.is_empty()
        || text.starts_with("//")
        || (text.starts_with('(') && text.trim_end().ends_with(')'))
        || is_extra(text) && !ends_like_street(text)
        || is_part(text)
        || care_of(text).is_some()
        || po_box(text).is_some()
}

/// One word for a part of a house: "Gewerbehof", "Fabrikgebäude".
fn is_part(text: &str) -> bool {
    const ENDS: [&str; 9] = ["hof", "haus", "gebaeude", "geschoss", "etage", "stock", "fluegel", "halle", "trakt"];
    let key = Key::of(text);
    !text.contains(' ') && ENDS.iter().any(|end| key.ends_with(end))
}

/// "4 de Fevereiro", "1 Maja": the number belongs to the name.
fn leads_name(rest: &str) -> bool {
    let next = Key::of(rest.trim_start().split(' ').next().unwrap_or(""));
    matches!(
        next.as_str(),
        "de" | "di"
            | "du"
            | "of"
            | "da"
            | "do"
            | "mai"
            | "maja"
            | "juni"
            | "juli"
            | "maggio"
            | "aprile"
            | "novembre"
            | "septembre"
            | "settembre"
    )
}

fn ends_like_street(street: &str) -> bool {
    street.rsplit([' ', '-']).next().is_some_and(|last| {
        let key = Key::of(last);
        is_street_end(last)
            || matches!(key.as_str(), "strasse" | "str" | "weg" | "platz" | "gasse" | "allee" | "all" | "ring" | "pl")
    })
}

/// Puts one segment into the address. True when it was used.
pub(super) fn place(segment: &str, country: Option<&str>, out: &mut Address) -> bool {
    place_judged(judge(segment, country), country, out)
}

/// Puts a judged segment into the address. True when it was used.
pub(super) fn place_judged(judged: Judged<'_>, country: Option<&str>, out: &mut Address) -> bool {
    let segment = judged.segment;
    match judged.kind {
        Kind::CareOf => {
            if let Some(name) = care_of(segment) {
                let street = name_and_street(name).filter(|_| out.street.is_empty());
                join(&mut out.care_of, street.map_or(name, |(name, _)| name));
                if let Some((_, street)) = street {
                    place(street, country, out);
                }
            }
        }
        Kind::PoBox => place_po_box(segment, out),
        Kind::Packstation => {
            if let Some((station, post)) = packstation(segment) {
                out.packstation = station;
                out.post_number = if post.is_empty() { std::mem::take(&mut out.post_number) } else { post };
            }
        }
        Kind::Extra => join(&mut out.address_extra, segment.trim_matches(['(', ')', ' ', '-', '–'])),
        Kind::Number => {
            let Some(house) = bare_number(segment, country) else { return false };
            if out.street.is_empty() || !out.house_number.is_empty() {
                return false;
            }
            out.house_number = house.number;
            join(&mut out.address_extra, &house.extra);
        }
        Kind::Numbered => {
            if !out.street.is_empty() {
                return false;
            }
            let Some(numbered) = judged.numbered else { return false };
            set_street(numbered.street, country, out);
            out.house_number = numbered.house.number;
            join(&mut out.address_extra, &numbered.house.extra);
            place_rest(numbered.rest, out);
        }
        Kind::Square | Kind::Street | Kind::Other => {
            if !out.street.is_empty() {
                return false;
            }
            let (street, inner) = bracketed(segment);
            let street = NUMBERLESS
                .iter()
                .find_map(|none| street.strip_suffix(none).filter(|head| head.ends_with([' ', ','])))
                .unwrap_or(street);
            join(&mut out.address_extra, inner);
            set_street(street, country, out);
        }
    }
    true
}

/// "Lang Kirchweg 3": a name and a street of one compound word behind it.
fn name_and_street(text: &str) -> Option<(&str, &str)> {
    let number = text.rfind(' ')?;
    let start = text.get(..number)?.rfind(' ')? + 1;
    let word = text.get(start..number)?;
    let digits = text.get(number + 1..)?.starts_with(|c: char| c.is_ascii_digit());
    (digits && is_street_end(word) && word.len() > 6 && !word.contains('-'))
        .then(|| (text.get(..start).unwrap_or("").trim_end(), text.get(start..).unwrap_or("")))
}

/// What says that there is no number.
const NUMBERLESS: [&str; 18] = [
    "o. Nr.",
    "o.Nr.",
    "ohne Nr.",
    "ohne Nr",
    "ohne Hausnummer",
    "o. Nr",
    "o.Nr",
    "s/n",
    "S/N",
    "s/n.",
    "s.n.",
    "S.N.",
    "snc",
    "SNC",
    "s.n.c.",
    "S.N.C.",
    "bez čísla",
    "sin número",
];

/// Puts what belongs to its neighbours: a customer's number beside a parcel machine, "bei Lindt" beside a street.
/// `machine`: one of the segments names a parcel machine.
pub(super) fn place_aside(part: &Judged<'_>, machine: bool, side: bool, out: &mut Address) -> bool {
    let digits = part.segment.len() >= 6 && part.segment.bytes().all(|b| b.is_ascii_digit());
    if digits && machine {
        part.segment.clone_into(&mut out.post_number);
        return true;
    }
    const PEOPLE: [&str; 8] = ["Herr ", "Herrn ", "Frau ", "Familie ", "Fam. ", "Eheleute ", "Firma ", "Fa. "];
    if side && PEOPLE.iter().any(|people| part.segment.starts_with(people)) {
        join(&mut out.recipient, part.segment);
        return true;
    }
    let name = part.segment.strip_prefix("bei ").or_else(|| part.segment.strip_prefix("Bei "));
    if let Some(name) = name.filter(|name| side && !name.bytes().any(|b| b.is_ascii_digit())) {
        join(&mut out.care_of, name);
        return true;
    }
    false
}

fn place_po_box(segment: &str, out: &mut Address) {
    if let Some((digits, after)) = po_box(segment) {
        if digits.is_empty() {
            join(&mut out.address_extra, segment);
        } else if out.po_box.is_empty() {
            out.po_box = digits;
        }
        let after = after.trim_matches([' ', ',', '-', '/']);
        if !after.is_empty() {
            // "Postfach 12 34 / Holzstr. 5"
            match split_number(after, None)
                .filter(|numbered| out.street.is_empty() && ends_like_street(numbered.street))
            {
                Some(numbered) => {
                    set_street(numbered.street, None, out);
                    out.house_number = numbered.house.number;
                    place_rest(numbered.rest, out);
                }
                None => join(&mut out.address_extra, after),
            }
        }
    }
}

/// What follows a house number: care of, box, extra.
pub(super) fn place_rest(rest: &str, out: &mut Address) {
    let text = rest.trim_start_matches([' ', ',', '.', '-', '–', '/']).trim_end();
    if text.is_empty() {
        return;
    }
    if let Some(name) = care_of(text) {
        join(&mut out.care_of, name);
    } else if po_box(text).is_some() {
        place_po_box(text, out);
    } else {
        let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
        join(&mut out.address_extra, inner.trim());
    }
}

fn bracketed(segment: &str) -> (&str, &str) {
    segment
        .strip_suffix(')')
        .and_then(|head| head.split_once('('))
        .filter(|(head, inner)| !head.trim().is_empty() && is_extra(inner))
        .map_or((segment, ""), |(head, inner)| (head.trim(), inner))
}

/// Appends a part with a comma.
pub(super) fn join(to: &mut String, part: &str) {
    let part = part.trim();
    if part.is_empty() {
        return;
    }
    if !to.is_empty() {
        to.push_str(", ");
    }
    to.push_str(part);
}

pub(super) fn set_street(street: &str, country: Option<&str>, out: &mut Address) {
    let street = street.trim_matches([' ', ',', '-', ';']);
    out.street_raw = street.to_owned();
    let (name, recased) = spelling::normalise(street, country);
    out.street = name;
    out.recased |= recased;
}
