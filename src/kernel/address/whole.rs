//! Whole addresses and city lines: which segment is what.
//!
//! The country is found first, then state and code of American-style addresses, else the segment with the postal
//! code; what stands before it is recipient and street, what follows is region.

use super::city;
use super::country;
use super::postal::{self, Hit};
use super::street::{self, Judged, Kind};
use super::us;
use super::words::{COUNTIES, NUMBER_FIRST, STATES, STREET_ENDS, STREET_STARTS};
use super::{Address, set_country, set_region};
use crate::kernel::company::local::Key;
use crate::kernel::verdict::{Status, Verdict};
use std::borrow::Cow;

/// What stands between the parts of a line.
fn is_punctuation(c: char) -> bool {
    matches!(c, ' ' | ',' | ';' | '-' | '–' | '/' | ':' | '|' | '.')
}

/// True when a street cell goes on with code and city ("Holzstr. 5, 04229 Leipzig").
pub(super) fn holds_city(segments: &[&str], country: Option<&str>) -> bool {
    segments.iter().enumerate().any(|(at, segment)| {
        let digits = segment.bytes().filter(u8::is_ascii_digit).count();
        digits > 3
            && postal::find_all(segment, &postal::tokens(segment), country).any(|hit| {
                let after = segment.get(hit.end..).unwrap_or("").trim();
                let city =
                    after.chars().count() > 2 && after.starts_with(char::is_alphabetic) && !street::street_like(after);
                city && (hit.sure || at > 0 && hit.start == 0 && hit.code.text.len() > 3)
            })
    })
}

/// Reads a cleaned cell with a whole address.
pub(super) fn read(text: &str, context: Option<&str>, verdict: &mut Verdict<Address>) {
    let mut segments = street::segments(text);
    let (segments, named) = strip_country(&mut segments, context);
    let country = named.or(context);
    let Verdict { parts: out, codes, .. } = &mut *verdict;
    let mut own = named;
    if let Some(tail) = us::tail(segments, country).filter(|tail| country.is_some() || american(segments, tail)) {
        us::fill(segments, &tail, out);
        tail.state.clone_into(&mut out.region);
        out.postal_code = tail.postal_code;
        if country.is_none() {
            own = Some(tail.country);
        }
        out.city = city::normalise(&out.city_raw, Some("US"), "").name;
    } else if matches!(country, Some("US" | "CA" | "AU")) {
        us::fill_plain(segments, out);
        out.city = city::normalise(&out.city_raw, Some("US"), "").name;
    } else {
        let mut found = find_city(segments, country);
        own = own.or_else(|| found.as_mut().and_then(|found| country_for_city(found)));
        if let Some(found) = found.as_mut().filter(|found| found.city.is_empty() && number_first(own.or(country))) {
            city_off_line(found);
        }
        if let Some(code) = found.as_mut().and_then(|found| found.code.take()) {
            out.postal_code = code.text;
            own = code.country.or(own);
            codes.extend(code.repair);
        }
        let land = own.or(context);
        match found {
            Some(found) => {
                let tail = found.after;
                found.city.clone_into(&mut out.city_raw);
                found.region.clone_into(&mut out.region);
                let mut lines = found.lines;
                if lines.is_empty()
                    && tail.iter().any(|line| matches!(street::kind(line, land), Kind::Numbered | Kind::Number))
                {
                    // Country, city and street from large to small.
                    lines = tail;
                } else if out.region.is_empty() && !matches!(land, Some("DE" | "AT" | "CH" | "LI")) {
                    tail.iter()
                        .find(|part| !part.bytes().any(|b| b.is_ascii_digit()))
                        .copied()
                        .unwrap_or("")
                        .clone_into(&mut out.region);
                }
                place_lines(&lines, land, found.one_line, out);
            }
            None => place_lines(segments, land, false, out),
        }
        if out.city_raw.is_empty() && named.is_some_and(|named| CITY_STATES.contains(&named)) {
            out.city_raw = city_state_name(text, named.unwrap_or(""));
        }
        let city = city::normalise(&out.city_raw, land, &out.postal_code);
        out.city = city.name;
        if out.region.is_empty() {
            out.region = city.region;
        }
        codes.extend(city.repair);
    }
    finish(own, context, verdict);
}

/// The name of a city state as the address writes it.
fn city_state_name(text: &str, code: &str) -> String {
    let last = street::segments(text).last().copied().unwrap_or("");
    if country::by_name(last) == Some(code) { last.to_owned() } else { String::new() }
}

fn number_first(country: Option<&str>) -> bool {
    country.is_some_and(|country| NUMBER_FIRST.contains(country))
}

/// Countries that are cities, or whose main city shares their name.
const CITY_STATES: &[&str] = &["LU", "SG", "MC", "GI", "SM", "VA", "KW", "DJ", "PA", "GT", "MX", "HK", "MO"];

/// "Douglas, Isle of Man IM99 1JJ": what stood beside the code is a country, the city comes before it.
fn country_for_city(found: &mut Found<'_>) -> Option<&'static str> {
    let city = *found.lines.last().filter(|line| !has_digit(line))?;
    let code = country::by_name(found.city).filter(|code| !CITY_STATES.contains(code))?;
    found.lines.pop();
    found.city = city;
    Some(code)
}

/// "15 Lime St. Springvale, 2001": the city ends the line in front of the code.
fn city_off_line(found: &mut Found<'_>) {
    let Some(line) = found.lines.last().copied().filter(|line| has_digit(line)) else { return };
    let Some(parts) = us::split_line(line, true).filter(|parts| !parts.city.is_empty() && !has_digit(parts.city))
    else {
        return;
    };
    found.city = parts.city;
    if let Some(last) = found.lines.last_mut() {
        *last = line.get(..line.len() - parts.city.len()).unwrap_or(line).trim();
    }
}

/// A state abbreviation alone proves nothing without a known country: a code or a number-first street must agree.
fn american(segments: &[&str], tail: &us::Tail) -> bool {
    !tail.postal_code.is_empty()
        && (tail.country != "AU" || !tail.state.is_empty())
        && !tail.state.is_empty()
        && segments.iter().all(|segment| postal::split_prefix(segment).is_none_or(|(_, rest)| rest.contains(' ')))
}

/// Country, region and whether code and city agree. A four-digit code that got a zero for Germany is taken back when
/// code and city are those of a large Austrian or Swiss city ("1010 Wien" in a German list).
fn settle(out: &mut Address, own: Option<&str>, context: Option<&str>, codes: &mut Vec<&'static str>) {
    let padded = codes.iter().position(|code| *code == "address.lost_zero");
    if let (Some(at), None, Some("DE"), Some(code)) = (padded, own, context, out.postal_code.strip_prefix('0'))
        && let Some(land) = ["AT", "CH"].into_iter().find(|land| city::city_match(code, &out.city, land) == Some(true))
    {
        out.postal_code = code.to_owned();
        if let Some(slot) = codes.get_mut(at) {
            *slot = "address.country_from_city";
        }
        set_country(out, Some(land), None);
    } else {
        set_country(out, own, context);
    }
    set_region(out);
    out.city_match = city::city_match(&out.postal_code, &out.city, &out.country);
}

/// A city line of a known country with a number that is no code of it ("5000 Köln"): the line without the number.
fn stray_code(line: &str, land: Option<&str>) -> Option<String> {
    land.filter(|land| postal::is_judged(land))?;
    let (start, end) = postal::tokens(line).iter().copied().find(|(start, end)| {
        let word = line.get(*start..*end).unwrap_or("");
        let digits = word.rsplit(['-', '–']).next().unwrap_or("");
        digits.len() > 2 && digits.bytes().all(|b| b.is_ascii_digit())
    })?;
    let rest = format!("{} {}", line.get(..start)?, line.get(end..)?);
    let rest = rest.trim_matches(is_punctuation);
    rest.chars().any(char::is_alphabetic).then(|| rest.to_owned())
}

fn finish(own: Option<&str>, context: Option<&str>, verdict: &mut Verdict<Address>) {
    let Verdict { status, codes, parts: out } = verdict;
    settle(out, own, context, codes);
    if out.recased && !codes.contains(&"address.case") {
        codes.push("address.case");
    }
    let anchor =
        !out.street.is_empty() || !out.po_box.is_empty() || !out.packstation.is_empty() || !out.postal_code.is_empty();
    *status = if codes.is_empty() { Status::Valid } else { Status::Corrected };
    if out.city_match == Some(false) {
        *status = Status::Suspect;
        codes.insert(0, "address.city_mismatch");
    } else if !anchor {
        *status = Status::Suspect;
        codes.insert(0, "address.incomplete");
    }
}

/// Reads a cleaned city line.
pub(super) fn read_city_line(text: &str, context: Option<&str>, verdict: &mut Verdict<Address>) {
    let mut segments = street::segments(text);
    let mut bad_code = false;
    let only_country = segments.len() == 1 && !has_digit(text) && country::by_name(text).is_some();
    let (segments, named) = if only_country { (&mut *segments, None) } else { strip_country(&mut segments, context) };
    let land = named.or(context);
    let Verdict { status, codes, parts: out } = verdict;
    let mut own = named;
    if let Some(tail) = us::tail(segments, land).filter(|tail| land.is_some() || american(segments, tail)) {
        let mut parts: Vec<&str> = segments.get(..tail.segments).unwrap_or(&[]).to_vec();
        if let Some(last) = parts.last_mut() {
            *last = last.get(..tail.end).unwrap_or(last).trim();
        }
        out.city_raw = parts.join(", ");
        tail.state.clone_into(&mut out.region);
        out.postal_code = tail.postal_code;
        if land.is_none() {
            own = Some(tail.country);
        }
        out.city = city::normalise(&out.city_raw, Some("US"), "").name;
    } else {
        let joined = match &*segments {
            [only] => Cow::Borrowed(*only),
            several => Cow::Owned(several.join(", ")),
        };
        let line = parted_code(unlabelled(&joined));
        let mut city = Cow::Borrowed(&*line);
        if let Some(hit) = best_hit(&line, land) {
            let before = line.get(..hit.start).unwrap_or("").trim_matches(is_punctuation);
            let after = line.get(hit.end..).unwrap_or("").trim_start_matches(is_punctuation);
            city = match (before.is_empty(), after.trim_matches(is_punctuation).is_empty()) {
                (true, _) => Cow::Borrowed(after),
                (false, true) => Cow::Borrowed(before),
                (false, false) => Cow::Owned(format!("{before} {after}")),
            };
            out.postal_code = hit.code.text;
            own = hit.code.country.or(own);
            codes.extend(hit.code.repair);
        } else if let Some((prefix, rest)) = lone_prefix(&line) {
            own = Some(prefix);
            city = Cow::Borrowed(rest);
        } else if let Some(rest) = stray_code(&line, land) {
            bad_code = true;
            city = Cow::Owned(rest);
        }
        let land = own.or(context);
        let normal = city::normalise(&city, land, &out.postal_code);
        city.trim_matches([' ', ',', ';', '-', '/']).clone_into(&mut out.city_raw);
        out.city = normal.name;
        out.region = normal.region;
        codes.extend(normal.repair);
    }
    settle(out, own, context, codes);
    if out.city.is_empty() && out.postal_code.is_empty()
        || out.postal_code.is_empty() && !text.chars().any(char::is_alphabetic)
    {
        (*status, *codes) = (Status::Invalid, vec!["address.city"]);
        return;
    }
    *status = if codes.is_empty() { Status::Valid } else { Status::Corrected };
    if bad_code {
        *status = Status::Suspect;
        codes.insert(0, "address.postal_code_format");
    } else if out.city_match == Some(false) {
        *status = Status::Suspect;
        codes.insert(0, "address.city_mismatch");
    }
}

/// Drops what a form says in front of the value: "PLZ 04229 Leipzig", "Ort: Leipzig".
fn unlabelled(line: &str) -> &str {
    if !line.starts_with(['P', 'p', 'O', 'W']) {
        return line;
    }
    const LABELS: [&str; 8] = ["PLZ/Ort", "PLZ, Ort", "PLZ Ort", "Wohnort", "PLZ", "Plz", "plz", "Ort"];
    LABELS
        .iter()
        .find_map(|label| line.strip_prefix(label))
        .filter(|rest| rest.starts_with([' ', ':', '.']))
        .map_or(line, |rest| rest.trim_start_matches([' ', ':', '.']))
}

/// "04229Leipzig", "04229/Leipzig": a blank between code and city.
fn parted_code(line: &str) -> Cow<'_, str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or("");
    let city = rest.trim_start_matches(['/', '_', '|']);
    let letters = city.chars().take_while(|c| c.is_alphabetic()).count();
    if matches!(digits, 4 | 5) && letters > 2 {
        Cow::Owned(format!("{} {city}", line.get(..digits).unwrap_or("")))
    } else {
        Cow::Borrowed(line)
    }
}

/// "A-Wien": a prefix without a code.
fn lone_prefix(line: &str) -> Option<(&'static str, &str)> {
    let (prefix, rest) = line.split_once('-')?;
    let (prefix, rest) = (prefix.trim(), rest.trim());
    let capital = rest.chars().next().is_some_and(char::is_uppercase) && rest.chars().count() > 2;
    (capital && matches!(prefix, "D" | "A" | "CH" | "DE" | "AT" | "FL" | "I" | "F" | "L" | "NL" | "B"))
        .then(|| country::by_code(prefix))?
        .map(|code| (code, rest))
}

/// A prefixed code, else one at the start, else one at the end.
fn best_hit(line: &str, country: Option<&str>) -> Option<Hit> {
    let rank = |hit: &Hit| match hit {
        Hit { sure: true, .. } => 3,
        Hit { start: 0, .. } => 2,
        Hit { end, .. } => usize::from(*end == line.len()),
    };
    let tokens = postal::tokens(line);
    postal::find_all(line, &tokens, country).reduce(|best, hit| if rank(&hit) > rank(&best) { hit } else { best })
}

/// Takes a country off the end (or the very start) of the segments: what is left, and its code.
fn strip_country<'s, 'a>(
    segments: &'s mut [&'a str],
    context: Option<&str>,
) -> (&'s mut [&'a str], Option<&'static str>) {
    let count = segments.len();
    let Some(last) = segments.last().copied() else { return (segments, None) };
    let lands = context.is_none_or(|context| matches!(context, "US" | "CA" | "AU"));
    let state = |text: &str| {
        if !lands {
            return false;
        }
        let key = Key::of(text);
        STATES.iter().any(|(land, code, name)| {
            context.is_none_or(|context| context == *land)
                && (key == *name || code.eq_ignore_ascii_case(&key))
                && !(context.is_none() && key.len() != 2)
        })
    };
    if count > 1 && !has_digit(last) {
        let letters = last.chars().filter(|c| c.is_alphabetic()).count();
        let readable =
            if letters <= 2 { last.chars().all(|c| c.is_uppercase() || c == '.') || context.is_some() } else { true };
        let ambiguous =
            state(last) && last.len() <= 3 && context.is_none_or(|context| matches!(context, "US" | "CA" | "AU"));
        if readable
            && letters > 1
            && !ambiguous
            && !(context == Some("US") && state(last))
            && let Some(code) = country::any(last)
        {
            return (segments.get_mut(..count - 1).unwrap_or_default(), Some(code));
        }
    }
    if count > 2
        && let Some(code) = segments.first().filter(|first| !has_digit(first)).and_then(|first| country::by_name(first))
    {
        return (segments.get_mut(1..).unwrap_or_default(), Some(code));
    }
    let found = trailing_country(last, context);
    if let (Some((rest, _)), Some(slot)) = (found, segments.last_mut()) {
        *slot = rest;
    }
    (segments, found.map(|(_, code)| code))
}

fn trailing_country<'a>(text: &'a str, context: Option<&str>) -> Option<(&'a str, &'static str)> {
    if !country::may_end_in_name(text) {
        return None;
    }
    if let Some((head, tail)) = text.rsplit_once('/').filter(|(_, tail)| tail.len() > 4 && !has_digit(tail))
        && let Some(code) = country::by_name(tail)
    {
        return Some((head.trim_end(), code));
    }
    // No name of a country holds a digit or starts the line.
    let digits_end = text.bytes().rposition(|b| b.is_ascii_digit()).map_or(0, |last| last + 1);
    let tokens = postal::tokens(text.get(digits_end..)?);
    for n in [4, 3, 2, 1] {
        let Some(at) = tokens.len().checked_sub(n).filter(|at| *at > 0 || digits_end > 0) else { continue };
        let start = tokens.get(at)?.0 + digits_end;
        if start == digits_end {
            continue;
        }
        let words = text.get(start..)?;
        // More than four are not told apart.
        let letters = words.chars().filter(|c| c.is_alphabetic()).take(4).count();
        let known_short = letters < 4 && matches!(Key::of(words).as_str(), "usa" | "uk" | "uae" | "rsa" | "brd");
        let same_code = letters == 2 && context == Some(words);
        if !(letters >= 4 || known_short || same_code) {
            continue;
        }
        let Some(code) = country::by_name(words).or_else(|| (letters < 4).then(|| country::by_code(words))?) else {
            continue;
        };
        let before = text.get(..start)?;
        let new = Key::of(before.split(' ').rfind(|word| !word.is_empty()).unwrap_or(""));
        if new == "new"
            || new == "nueva"
            || (context == Some("US")
                && matches!(Key::of(words).as_str(), "georgia" | "jersey" | "lebanon" | "mexico" | "jordan"))
        {
            continue;
        }
        let rest = before.trim_end_matches([' ', ',', '-', '(', '/']);
        // "Luxembourg" behind a code is the city.
        let city = CITY_STATES.contains(&code) && postal::tokens(rest).len() <= 1 && has_digit(rest);
        if !city && !rest.is_empty() {
            return Some((rest, code));
        }
    }
    None
}

/// Where the city is, and what is left around it.
#[derive(Debug, Default)]
struct Found<'a> {
    code: Option<postal::Code>,
    city: &'a str,
    region: &'a str,
    lines: Vec<&'a str>,
    after: Vec<&'a str>,
    /// The city shared a segment with what stands before it.
    one_line: bool,
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

fn find_city<'a>(segments: &[&'a str], country: Option<&str>) -> Option<Found<'a>> {
    for (at, segment) in segments.iter().enumerate().rev().filter(|(_, segment)| has_digit(segment)) {
        let hits: Vec<Hit> = postal::find_all(segment, &postal::tokens(segment), country).collect();
        for hit in hits.into_iter().rev() {
            if let Some(found) = around(segments, at, segment, hit, country) {
                return Some(found);
            }
        }
    }
    if country == Some("GB") || country == Some("IM") {
        // "E10": the outward half alone.
        for (at, segment) in segments.iter().enumerate().rev() {
            if is_outward(segment) && at > 0 {
                let code = postal::Code { text: (*segment).to_owned(), country: None, repair: None };
                return Some(beside(segments, at, code));
            }
        }
    }
    without_code(segments, country)
}

fn is_outward(segment: &str) -> bool {
    let letters = segment.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = segment.get(letters..).unwrap_or("");
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest.starts_with(|c: char| c.is_ascii_digit())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn around<'a>(segments: &[&'a str], at: usize, segment: &'a str, hit: Hit, country: Option<&str>) -> Option<Found<'a>> {
    let before = segment.get(..hit.start)?.trim_matches(is_punctuation);
    let before = before.strip_suffix("CEP").unwrap_or(before).trim_matches(is_punctuation);
    let after = segment.get(hit.end..)?.trim_start_matches(is_punctuation).trim_end_matches([' ', ',']);
    let letters = after.chars().any(char::is_alphabetic);
    let lines = segments.get(..at)?.to_vec();
    let tail = segments.get(at + 1..)?.to_vec();
    if before.is_empty() && after.is_empty() {
        return Some(beside(segments, at, hit.code));
    }
    if before.is_empty() {
        // "12345 Main Street" in front of the rest is no city line.
        let street_first = !hit.sure
            && at == 0
            && segments.len() > 1
            && street::street_like(after)
            && country.is_none_or(|c| NUMBER_FIRST.contains(c));
        if !letters || street_first || street::bare_number(after, None).is_some() {
            return None;
        }
        return Some(Found { code: Some(hit.code), city: after, lines, after: tail, ..Found::default() });
    }
    if after.is_empty() && !has_digit(before) {
        // "Holzstraße 12345" is a long house number.
        if !hit.sure && street::street_like(before) && at == 0 {
            return None;
        }
        let mut found = Found { code: Some(hit.code), city: before, lines, after: tail, ..Found::default() };
        pop_counties(&mut found);
        return Some(found);
    }
    if has_digit(before) || letters {
        let mut lines = lines;
        if letters {
            if has_digit(after) && !hit.sure {
                return None;
            }
            lines.push(before);
            return Some(Found {
                code: Some(hit.code),
                city: after,
                lines,
                after: tail,
                one_line: true,
                ..Found::default()
            });
        }
        if let Some(parts) =
            us::split_line(before, true).filter(|parts| !parts.city.is_empty() && !has_digit(parts.city))
        {
            let line = before.get(..before.len() - parts.city.len()).unwrap_or(before).trim();
            lines.push(line);
            return Some(Found {
                code: Some(hit.code),
                city: parts.city,
                lines,
                after: tail,
                one_line: true,
                ..Found::default()
            });
        }
        lines.push(before);
        return Some(Found { code: Some(hit.code), lines, after: tail, one_line: true, ..Found::default() });
    }
    None
}

/// A code alone in its segment: the city is the next segment, or the one before.
fn beside<'a>(segments: &[&'a str], at: usize, code: postal::Code) -> Found<'a> {
    let next = segments.get(at + 1).copied().filter(|next| !has_digit(next));
    if let Some(city) = next {
        let lines = segments.get(..at).unwrap_or(&[]).to_vec();
        return Found {
            code: Some(code),
            city,
            lines,
            after: segments.get(at + 2..).unwrap_or(&[]).to_vec(),
            ..Found::default()
        };
    }
    let mut lines = segments.get(..at).unwrap_or(&[]).to_vec();
    let city = lines
        .last()
        .copied()
        .filter(|city| {
            // The only line that can be the street is not the city.
            let others = lines.iter().rev().skip(1);
            let street =
                street::street_like(city) && !others.copied().any(|line| street::street_like(line) || has_digit(line));
            !has_digit(city) && !street
        })
        .unwrap_or("");
    if !city.is_empty() {
        lines.pop();
    }
    let mut found = Found {
        code: Some(code),
        city,
        lines,
        after: segments.get(at + 1..).unwrap_or(&[]).to_vec(),
        ..Found::default()
    };
    pop_counties(&mut found);
    found
}

/// British counties and nations between city and code.
fn pop_counties(found: &mut Found<'_>) {
    while COUNTIES.contains(Key::of(found.city)) && found.lines.last().is_some_and(|line| !has_digit(line)) {
        if found.region.is_empty() {
            found.region = found.city;
        }
        found.city = found.lines.pop().unwrap_or("");
    }
}

/// No postal code anywhere: the last segment that is neither street nor number is the city.
fn without_code<'a>(segments: &[&'a str], country: Option<&str>) -> Option<Found<'a>> {
    let city_like = |segment: &&'a str| {
        !has_digit(segment)
            && !matches!(street::kind(segment, country), Kind::CareOf | Kind::PoBox | Kind::Extra | Kind::Packstation)
    };
    if let [only] = segments {
        return (city_like(only) && !street::street_like(only)).then(|| Found { city: only, ..Found::default() });
    }
    let street_at = segments.iter().position(|segment| street::kind(segment, country) == Kind::Numbered);
    // With a numbered street the city follows it; a region may follow the city.
    let at = match street_at {
        Some(street) => {
            let first = segments
                .iter()
                .enumerate()
                .skip(street + 1)
                .filter(|(_, segment)| city_like(segment))
                .map(|(at, _)| at)
                .collect::<Vec<_>>();
            match first.as_slice() {
                [] => return None,
                [only] => *only,
                [.., last] if country.is_some_and(|country| matches!(country, "NL" | "GB" | "IE" | "ZA")) => *last,
                [first, ..] => *first,
            }
        }
        None => segments.iter().rposition(city_like)?,
    };
    let mut found = Found {
        city: segments.get(at)?,
        lines: segments.get(..at)?.to_vec(),
        after: segments.get(at + 1..)?.to_vec(),
        ..Found::default()
    };
    pop_counties(&mut found);
    Some(found)
}

/// "Unit 26 Roper Close" as two lines.
fn unit_and_street(line: &str) -> [&str; 2] {
    let tokens = postal::tokens(line);
    let split = tokens.get(2).map(|token| token.0).filter(|_| tokens.len() > 3 && street::is_extra(line));
    match split.and_then(|at| line.split_at_checked(at)) {
        Some((unit, street)) if street::street_like(street) && !street::is_extra(street) && has_digit(unit) => {
            [unit.trim(), street]
        }
        _ => [line, ""],
    }
}

/// Distributes the lines above the city over recipient, care of, street, box and extra.
fn place_lines(lines: &[&str], country: Option<&str>, one_line: bool, out: &mut Address) {
    let judged: Vec<Judged<'_>> = lines
        .iter()
        .flat_map(|line| if number_first(country) { unit_and_street(line) } else { [line, ""] })
        .filter(|line| !line.is_empty())
        .map(|line| street::judge(line, country))
        .collect();
    let main = main_line(&judged);
    let mut number = None;
    let machine = judged.iter().any(|part| part.kind == Kind::Packstation);
    for (at, part) in judged.into_iter().enumerate() {
        if Some(at) == main {
            place_main(part, country, one_line, out);
            if let Some(house) = number.take().filter(|_| out.house_number.is_empty()) {
                out.house_number = house;
            }
            continue;
        }
        if street::place_aside(&part, machine, true, out) {
            continue;
        }
        let line = part.segment;
        let above = main.is_none_or(|main| at < main);
        match part.kind {
            Kind::Number if above => number = street::bare_number(line, country).map(|house| house.number),
            Kind::CareOf | Kind::PoBox | Kind::Packstation | Kind::Extra => {
                street::place_judged(part, country, out);
            }
            Kind::Number if main == Some(at.wrapping_sub(1)) => {
                if !street::place_judged(part, country, out) {
                    street::join(&mut out.address_extra, line);
                }
            }
            _ if above => street::join(&mut out.recipient, line),
            _ => street::join(&mut out.address_extra, line),
        }
    }
}

/// The line that is the street: the last numbered one that sounds like a street, else numbered, else by its words.
fn main_line(judged: &[Judged<'_>]) -> Option<usize> {
    let last = |wanted: Kind| judged.iter().rposition(|part| part.kind == wanted);
    let sounding =
        |part: &Judged<'_>| part.numbered.as_ref().is_some_and(|numbered| street::street_like(numbered.street));
    let numbered = if judged.iter().filter(|part| part.kind == Kind::Numbered).count() > 1 {
        judged.iter().rposition(sounding)
    } else {
        None
    };
    let main = numbered
        .or_else(|| last(Kind::Numbered))
        .or_else(|| last(Kind::Square))
        .or_else(|| last(Kind::Street))
        .or_else(|| {
            // A line beside a bare number.
            let number = judged.iter().position(|part| part.kind == Kind::Number)?;
            let other = |at: usize| judged.get(at).is_some_and(|part| part.kind == Kind::Other).then_some(at);
            number.checked_sub(1).and_then(other).or_else(|| other(number + 1))
        });
    let boxed = judged.iter().any(|part| matches!(part.kind, Kind::PoBox | Kind::Packstation));
    if main.is_some() || boxed {
        return main;
    }
    // Else the last one, unless it is all there is and a company.
    judged.iter().rposition(|part| part.kind == Kind::Other && (judged.len() > 1 || !is_company(part.segment)))
}

fn is_company(line: &str) -> bool {
    !crate::kernel::company::read(line, None).parts.legal_form.is_empty()
}

fn place_main(part: Judged<'_>, country: Option<&str>, one_line: bool, out: &mut Address) {
    let line = part.segment;
    let late_number = number_first(country) && has_digit(line) && !line.starts_with(|c: char| c.is_ascii_digit());
    if (one_line || late_number || company_end(line).is_some())
        && let Some((recipient, rest)) = split_recipient(line, country)
    {
        street::join(&mut out.recipient, recipient);
        street::place(rest, country, out);
        return;
    }
    street::place_judged(part, country, out);
}

/// Legal forms that end a company's name in front of a street.
const FORMS: [&str; 12] = ["KG", "KGaA", "GmbH", "mbH", "AG", "e.K.", "e.V.", "OHG", "SE", "Ltd", "Ltd.", "Inc."];

/// Bytes up to the end of the last legal form that a blank follows.
fn company_end(line: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 0;
    for word in line.as_bytes().split(|b| *b == b' ') {
        at += word.len();
        let last = matches!(word.last(), Some(b'G' | b'A' | b'H' | b'E' | b'd' | b'.'));
        let form = last && (FORMS.iter().any(|form| form.as_bytes() == word) || word.ends_with(b"mbH"));
        if form && at < line.len() && at > word.len() {
            end = Some(at);
        }
        at += 1;
    }
    end
}

/// Parts a recipient from the street that follows it in one line.
fn split_recipient<'a>(line: &'a str, country: Option<&str>) -> Option<(&'a str, &'a str)> {
    if let Some(end) = company_end(line) {
        return Some((line.get(..end)?.trim(), line.get(end..)?.trim()));
    }
    if country.is_none_or(|country| NUMBER_FIRST.contains(country))
        && let Some(parts) =
            us::split_line(line, false).filter(|parts| !parts.recipient.is_empty() && !parts.house_number.is_empty())
    {
        let rest = line.get(parts.recipient.len()..)?.trim_start_matches([' ', ',']);
        if street::street_like(parts.street) {
            return Some((parts.recipient, rest));
        }
    }
    let numbered = street::split_number(line, country)?;
    let tokens = postal::tokens(numbered.street);
    let last = tokens.len().checked_sub(1)?;
    let (start, end) = *tokens.get(last)?;
    let word = numbered.street.get(start..end)?;
    let key = Key::of(word);
    let compound = STREET_ENDS.is_end_of(key, 3);
    let before = tokens.get(last.checked_sub(1)?).and_then(|(from, to)| numbered.street.get(*from..*to))?;
    let before = Key::of(before);
    let adjective = STREET_STARTS.contains(before) || ["er", "en", "es", "e"].iter().any(|end| before.ends_with(end));
    (compound && !adjective && !word.contains('-'))
        .then(|| (numbered.street.get(..start).unwrap_or("").trim(), line.get(start..).unwrap_or("").trim()))
}
