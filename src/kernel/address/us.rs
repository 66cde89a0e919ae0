//! Lines of countries with states behind the city: United States, Canada, Australia.
//!
//! What for: "444 South 5th St Apt. 3A Brooklyn, N.Y. 11211". A state (code or name) and a postal code at the end
//! decide; the street ends at its suffix word.

use super::Address;
use super::postal;
use super::street::{join, split_unit};
use super::words::{DIRECTIONS, NUMBERED, STATES, SUFFIXES, UNITS};
use crate::kernel::company::local::Key;

/// State, code and country at the end of an address, and where they start.
#[derive(Debug)]
pub(super) struct Tail {
    pub country: &'static str,
    pub state: &'static str,
    pub postal_code: String,
    /// Segments that hold the address proper.
    pub segments: usize,
    /// Bytes of the last of them that belong to the address proper.
    pub end: usize,
}

/// Finds state and code at the end of the segments. `country`: the context, or what the text named.
pub(super) fn tail(segments: &[&str], country: Option<&str>) -> Option<Tail> {
    if country.is_some_and(|country| !matches!(country, "US" | "CA" | "AU" | "PR" | "GU")) {
        return None;
    }
    let mut last = segments.len().checked_sub(1)?;
    let mut text = *segments.get(last)?;
    let mut postal_code = String::new();
    if let Some((head, code)) = trailing_code(text, country) {
        postal_code = code;
        text = head.trim_end_matches([' ', ',', '-']);
    }
    if text.is_empty() {
        last = last.checked_sub(1)?;
        text = segments.get(last)?;
    }
    let state = trailing_state(text, country, !postal_code.is_empty(), segments.len());
    let Some((head, country_code, state)) = state else {
        // A code without a state: the city stands in front.
        let country = country.filter(|_| !postal_code.is_empty())?;
        let country = STATES.iter().map(|(land, ..)| *land).find(|land| *land == country)?;
        return Some(Tail { country, state: "", postal_code, segments: last + 1, end: text.len() });
    };
    if country.is_none() && postal_code.is_empty() && segments.len() < 2 {
        return None;
    }
    if country.is_none() && !code_fits(&postal_code, country_code) {
        return None;
    }
    let head = head.trim_end_matches([' ', ',', '-']);
    if head.is_empty() && last > 0 {
        let before = segments.get(last - 1)?;
        return Some(Tail { country: country_code, state, postal_code, segments: last, end: before.len() });
    }
    Some(Tail { country: country_code, state, postal_code, segments: last + 1, end: head.len() })
}

fn code_fits(code: &str, country: &str) -> bool {
    match country {
        "US" => matches!(code.len(), 5 | 10),
        "CA" => code.len() == 7,
        _ => code.len() == 4,
    }
}

fn trailing_code<'a>(text: &'a str, country: Option<&str>) -> Option<(&'a str, String)> {
    let tokens = postal::tokens(text);
    let usual = ["US", "CA", "AU"];
    let lands: &[&str] = if country.is_some() { &[] } else { &usual };
    for n in [2, 1] {
        let Some(first) = tokens.len().checked_sub(n) else { continue };
        let (start, end) = (tokens.get(first)?.0, tokens.last()?.1);
        let piece = text.get(start..end)?;
        if piece.len() < 4 || !piece.is_ascii() || piece.bytes().filter(u8::is_ascii_digit).count() < 3 {
            continue;
        }
        for land in country.iter().copied().chain(lands.iter().copied()) {
            let upper = piece.to_ascii_uppercase();
            let Ok(code) = postal::read_cell(&upper, Some(land)) else { continue };
            let spaced = piece.contains(' ') == code.text.contains(' ') || land == "CA" && n == 1;
            if code.country.is_none() && code.repair.is_none() && spaced {
                return Some((text.get(..start)?, code.text));
            }
        }
    }
    None
}

fn trailing_state<'a>(
    text: &'a str,
    country: Option<&str>,
    coded: bool,
    segments: usize,
) -> Option<(&'a str, &'static str, &'static str)> {
    let tokens = postal::tokens(text);
    for n in [3, 2, 1] {
        let Some(first) = tokens.len().checked_sub(n) else { continue };
        let start = tokens.get(first)?.0;
        let piece = text.get(start..)?.trim_end_matches([',', ' ']);
        let key = Key::of(piece);
        let found = STATES.iter().find(|(land, code, name)| {
            if country.is_some_and(|country| country != *land && !(country == "PR" || country == "GU")) {
                return false;
            }
            if key == *name {
                return true;
            }
            // Codes are capitals, or anything when the country or a postal code says so.
            n == 1
                && key.len() == code.len()
                && key.eq_ignore_ascii_case(code)
                && (piece.chars().all(|c| c.is_uppercase() || c == '.') || coded || country.is_some())
        });
        if let Some((land, code, name)) = found {
            // A name that is all there is may be the city ("New York").
            let city_too = matches!(key.as_str(), "newyork" | "washington" | "victoria" | "quebec");
            if start == 0 && key == *name && !coded && segments < if city_too { 3 } else { 2 } {
                continue;
            }
            return Some((text.get(..start)?, land, code));
        }
    }
    None
}

/// Parts of a line that holds recipient, number, street, unit and perhaps the city.
#[derive(Debug, Default)]
pub(super) struct Line<'a> {
    pub recipient: &'a str,
    pub house_number: String,
    pub street: &'a str,
    pub unit: &'a str,
    pub city: &'a str,
}

/// Splits a line without commas; `with_city` says that a city stands at its end.
pub(super) fn split_line(line: &str, with_city: bool) -> Option<Line<'_>> {
    let tokens = postal::tokens(line);
    let word = |at: usize| tokens.get(at).and_then(|(start, end)| line.get(*start..*end)).unwrap_or("");
    let slice = |from: usize, to: usize| {
        let start = tokens.get(from).map_or(line.len(), |token| token.0);
        let end = to.checked_sub(1).and_then(|last| tokens.get(last)).map_or(start, |token| token.1);
        line.get(start..end).unwrap_or("")
    };
    let mut out = Line::default();
    let mut at = 0;
    // A unit in front: "Apt 1B 626 E Kilbourn Ave".
    if UNITS.contains(Key::of(word(0))) && is_number(word(2)) {
        out.unit = slice(0, 2);
        at = 2;
    }
    let road = |i: usize| i > 0 && NUMBERED.contains(Key::of(word(i - 1)));
    let number =
        (at..tokens.len()).find(|i| is_number(word(*i)) && !road(*i) && street_follows(&word, *i + 1, tokens.len()));
    let mut name = match number {
        Some(number) => {
            out.recipient = slice(at, number);
            let mut end = number + 1;
            // "N165 W2123" is one number.
            if is_grid(word(number)) && is_grid(word(end)) {
                end += 1;
            }
            if word(end) == "1/2" {
                end += 1;
            }
            out.house_number = slice(number, end).to_owned();
            end
        }
        None => at,
    };
    if name >= tokens.len() {
        return None;
    }
    let start = name;
    let unit = (start + 1..tokens.len()).find(|i| is_unit(word(*i), word(*i + 1)));
    let limit = unit.unwrap_or(tokens.len());
    let suffix = street_end(&word, start, limit, with_city && unit.is_none());
    match (suffix, unit) {
        (Some(end), Some(unit)) if end < unit && !with_city || end == unit => name = end.max(unit),
        (_, Some(unit)) => name = unit,
        (Some(end), None) => name = end,
        (None, None) if !with_city => name = tokens.len(),
        (None, None) => {
            number?;
            // No suffix word: the last word is the city.
            name = tokens.len().saturating_sub(1).max(start + 1);
        }
    }
    out.street = slice(start, name);
    if let Some(unit) = unit {
        let floor_ordinal = matches!(Key::of(word(unit + 1)).as_str(), "floor" | "fl");
        let width = if word(unit).len() > 1 && word(unit).starts_with('#') { 1 } else { 2 };
        let end =
            if with_city { (unit + if floor_ordinal { 2 } else { width }).min(tokens.len()) } else { tokens.len() };
        out.unit = slice(unit, end);
        name = end;
    }
    out.city = if with_city { slice(name, tokens.len()) } else { "" };
    if !with_city && unit.is_none() {
        out.street = slice(start, tokens.len());
    }
    (!out.street.is_empty()).then_some(out)
}

/// A unit word with something behind it, "#12", or an ordinal before "Floor".
fn is_unit(word: &str, next: &str) -> bool {
    let key = Key::of(word);
    let floor = matches!(Key::of(next).as_str(), "floor" | "fl") && word.starts_with(|c: char| c.is_ascii_digit());
    word.starts_with('#')
        || floor
        || (UNITS.contains(key) && key != "no" && !next.is_empty())
        || (UNITS.contains(key) && key.len() > 4)
}

/// A house number: digits first, a letter or a second number at most; no ordinal.
fn is_number(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if is_grid(word) {
        return true;
    }
    let rest = word.get(digits..).unwrap_or("");
    (1..=6).contains(&digits)
        && (rest.is_empty()
            || rest == "½"
            || rest.len() == 1 && rest.is_ascii()
            || rest.starts_with(['-', '/', '–']) && rest.len() < 8)
}

/// "N165", "W2123": numbers of a grid of sections.
fn is_grid(word: &str) -> bool {
    word.len() > 2 && word.starts_with(['N', 'S', 'E', 'W']) && word.bytes().skip(1).all(|b| b.is_ascii_digit())
}

fn street_follows<'a>(word: &impl Fn(usize) -> &'a str, from: usize, to: usize) -> bool {
    from < to
        && (word(from).starts_with(char::is_alphabetic)
            || is_grid(word(from))
            || word(from).ends_with(['h', 'H', 'd', 'D', 't', 'T'])
            || word(from) == "1/2"
            || word(from).starts_with(|c: char| c.is_ascii_digit()) && from + 1 < to)
}

/// Index behind the street name.
fn street_end<'a>(word: &impl Fn(usize) -> &'a str, start: usize, limit: usize, with_city: bool) -> Option<usize> {
    let mut named = false;
    for at in start..limit {
        let key = Key::of(word(at));
        let next = if at + 1 < limit { word(at + 1) } else { "" };
        let numbered = NUMBERED.contains(key) && next.starts_with(|c: char| c.is_ascii_digit());
        let lettered =
            at > start && NUMBERED.contains(key) && Key::of(word(at - 1)) == "county" && (1..=3).contains(&next.len());
        if numbered || lettered {
            return Some(directions(word, at + 2, limit, with_city));
        }
        if named && SUFFIXES.contains(key) {
            // "Lake Park Avenue": the last of neighbouring suffix words ends the name.
            let more = at + 1 < limit && SUFFIXES.contains(Key::of(next)) && (!with_city || at + 2 < limit);
            if !more {
                return Some(directions(word, at + 1, limit, with_city));
            }
        }
        named |= !DIRECTIONS.contains(key) || word(at).starts_with(|c: char| c.is_ascii_digit());
    }
    None
}

/// Directions behind the suffix belong to the street unless they leave no city.
fn directions<'a>(word: &impl Fn(usize) -> &'a str, mut at: usize, limit: usize, with_city: bool) -> usize {
    // "Rd. North Little Rock": a direction in front of two words starts the city.
    if with_city
        && limit.saturating_sub(at) > 2
        && Key::of(word(at)).len() > 4
        && DIRECTIONS.contains(Key::of(word(at)))
    {
        return at;
    }
    while at < limit
        && DIRECTIONS.contains(Key::of(word(at)))
        && !word(at).ends_with('.')
        && (!with_city || at + 1 < limit)
    {
        at += 1;
    }
    at.min(limit)
}

/// Fills street, number, unit, recipient and city from the segments in front of the state.
pub(super) fn fill(segments: &[&str], tail: &Tail, out: &mut Address) {
    let mut lines: Vec<&str> = segments.get(..tail.segments).unwrap_or(&[]).to_vec();
    if let Some(last) = lines.last_mut() {
        *last = last.get(..tail.end).unwrap_or(last).trim();
    }
    lines.retain(|line| !line.is_empty());
    // A county between city and state.
    if lines.len() > 1 && lines.last().is_some_and(|line| Key::of(line).ends_with("county")) {
        lines.pop();
    }
    let city = match lines.last() {
        Some(last) if lines.len() > 1 && !last.bytes().any(|b| b.is_ascii_digit()) => lines.pop().unwrap_or(""),
        Some(last) => {
            let line = *last;
            let whole = lines.len() == 1 && !line.bytes().any(|b| b.is_ascii_digit()) && street_end_of(line).is_none();
            lines.pop();
            if whole { line } else { one_line(line, true, out) }
        }
        None => "",
    };
    out.city_raw = city.to_owned();
    // A numbered line is the street, whatever the lines above are called ("Lime Court").
    let numbered = lines.iter().position(|line| line.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(0);
    for (at, line) in lines.into_iter().enumerate() {
        if at < numbered && !line.bytes().any(|b| b.is_ascii_digit()) && super::street::care_of(line).is_none() {
            join(&mut out.recipient, line);
        } else {
            place(line, out);
        }
    }
}

fn street_end_of(line: &str) -> Option<()> {
    split_line(line, true)
        .filter(|line| !line.city.is_empty() && !line.street.is_empty() && line.street.contains(' '))
        .map(|_| ())
}

fn one_line<'a>(line: &'a str, with_city: bool, out: &mut Address) -> &'a str {
    if let Some((before, digits, after)) = box_inside(line) {
        out.po_box = digits;
        join(&mut out.recipient, before);
        return after;
    }
    let first = line.split(' ').next().unwrap_or("");
    if with_city && is_unit(first, line.split(' ').nth(1).unwrap_or("")) {
        // "Ste 1 Brooklyn": the street stands in the segment before.
        let width = if first.len() > 1 && first.starts_with('#') { 1 } else { 2 };
        let end = postal::tokens(line).get(width).map_or(line.len(), |token| token.0);
        let rest = line.get(end..).unwrap_or("").trim();
        if !rest.bytes().any(|b| b.is_ascii_digit()) {
            join(&mut out.address_extra, line.get(..end).unwrap_or("").trim());
            return rest;
        }
    }
    let Some(parts) = split_line(line, with_city) else { return "" };
    set(&parts, out);
    parts.city
}

fn set(parts: &Line<'_>, out: &mut Address) {
    if out.street.is_empty() {
        out.house_number.clone_from(&parts.house_number);
        super::street::set_street(parts.street, Some("US"), out);
    } else {
        join(&mut out.address_extra, parts.street);
    }
    join(&mut out.address_extra, parts.unit);
    if out.recipient.is_empty() {
        parts.recipient.trim_end_matches([',', ' ']).clone_into(&mut out.recipient);
    }
}

/// A post-office box at the start or inside of a line: what stands before, the digits, what follows.
fn box_inside(line: &str) -> Option<(&str, String, &str)> {
    let lower = line.to_ascii_lowercase();
    let at = ["po box", "p.o. box", "p.o.box", "p o box"].iter().filter_map(|mark| lower.find(mark)).min();
    let at = at.or_else(|| super::street::po_box(line).map(|_| 0))?;
    let (digits, after) = super::street::po_box(line.get(at..)?).filter(|(digits, _)| !digits.is_empty())?;
    Some((line.get(..at)?.trim_end_matches([' ', ',']), digits, after))
}

/// An address without state and code: one line is the street, of several the last without digits is the city.
pub(super) fn fill_plain(segments: &[&str], out: &mut Address) {
    let mut lines = segments.to_vec();
    if lines.len() > 1 && lines.last().is_some_and(|line| !line.bytes().any(|b| b.is_ascii_digit())) {
        lines.pop().unwrap_or("").clone_into(&mut out.city_raw);
    } else if let [only] = lines.as_slice()
        && !only.bytes().any(|b| b.is_ascii_digit())
        && !only.split(' ').skip(1).any(|word| SUFFIXES.contains(Key::of(word)))
    {
        (*only).clone_into(&mut out.city_raw);
        lines.clear();
    }
    for line in lines {
        place(line, out);
    }
}

/// Puts one segment without a city into the address.
pub(super) fn place(line: &str, out: &mut Address) {
    if let Some(name) = super::street::care_of(line) {
        join(&mut out.care_of, name);
        return;
    }
    if let Some((before, digits, after)) = box_inside(line) {
        out.po_box = digits;
        join(&mut out.recipient, before);
        join(&mut out.address_extra, after);
        return;
    }
    if is_unit(line.split(' ').next().unwrap_or(""), line.split(' ').nth(1).unwrap_or("")) {
        join(&mut out.address_extra, line);
        return;
    }
    let numbered = line.bytes().any(|b| b.is_ascii_digit());
    if numbered
        && let Some(parts) =
            split_line(line, false).filter(|parts| !parts.house_number.is_empty() || out.street.is_empty())
    {
        set(&parts, out);
        return;
    }
    let (street, unit) = split_unit(line);
    let suffixed = street.split(' ').skip(1).any(|word| SUFFIXES.contains(Key::of(word)));
    if out.street.is_empty() && suffixed {
        super::street::set_street(street, Some("US"), out);
        join(&mut out.address_extra, unit);
    } else if out.street.is_empty() && out.recipient.is_empty() {
        line.clone_into(&mut out.recipient);
    } else {
        join(&mut out.address_extra, line);
    }
}
