//! Taking a company cell apart: prefix, branch, proprietor, status words, legal form.
//!
//! Works on token boundaries of the cleaned cell, from the end: a form counts only as whole trailing tokens, so
//! "AGIL" and "OHGS Verlag" have none. Costs one squashed copy of the cell and a few hash look-ups.

use super::forms::{FORMS, Form, GENERAL_PARTNERS, LEADING, PARTNERS, When};
use super::local::{letter_cases, push_folded, squash};
use super::words::{BRANCH, BRANCH_APART, FILLERS, PREFIXES, PROPRIETOR, SAME_WORD, STATUS};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A legal form found in a cell.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub short: String,
    /// What the full name writes; differs from `short` for "mbH".
    pub display: String,
    pub raw: &'a str,
    pub country: Option<&'static str>,
    pub leading: bool,
    /// What follows a form in the middle of a name.
    pub after: &'a str,
    /// Joined to the name by a hyphen ("Verwaltungs-GmbH").
    pub hyphen: bool,
}

/// A cell taken apart.
#[derive(Debug)]
pub(super) struct Split<'a> {
    pub base: &'a str,
    /// Belongs to the base, but is abbreviated in the cell ("Handelsges.m.b.H.").
    pub base_suffix: &'static str,
    pub form: Option<Found<'a>>,
    /// Status and its short form.
    pub status: Option<(&'static str, &'static str)>,
    pub branch: &'a str,
    pub proprietor: &'a str,
}

/// Longest squashed tail that can be a form.
const LONGEST: usize = 96;

static BY_SPELLING: LazyLock<FxHashMap<&'static str, Vec<&'static Form>>> = LazyLock::new(|| {
    let mut map: FxHashMap<&'static str, Vec<&'static Form>> = FxHashMap::default();
    for form in FORMS {
        for spelling in form.spellings.split('|') {
            map.entry(spelling).or_default().push(form);
        }
    }
    map
});

/// Takes a cleaned cell apart.
pub(super) fn split<'a>(text: &'a str, country: Option<&str>) -> Split<'a> {
    let mut rest = strip_prefix(trim(text));
    let mut split = Split { base: rest, base_suffix: "", form: None, status: None, branch: "", proprietor: "" };
    if let Some((before, marker)) = find_marker(rest, |word, _| PROPRIETOR.contains(word)) {
        split.proprietor = trim(skip_word(marker));
        rest = trim(before);
    }
    if let Some((before, marker)) =
        find_marker(rest, |word, before| BRANCH.contains(word) || (BRANCH_APART.contains(word) && stands_apart(before)))
    {
        split.branch = trim_end_bracket(trim(marker));
        rest = trim(before);
    }
    (rest, split.status) = strip_status(rest);
    if let Some((base, suffix, mut found)) = strip_form(rest, country) {
        found.hyphen = base.ends_with('-') && !base.ends_with(" -");
        found.raw = whole_brackets(rest, found.raw);
        (split.base, split.base_suffix, split.form) = (trim(base), suffix, Some(found));
    } else {
        split.base = rest;
        if !split.proprietor.is_empty()
            && let Some((owner, "", found)) = strip_form(split.proprietor, country)
        {
            // "Blumen Vogel Inh. Peter Vogel e.K."
            (split.proprietor, split.form) = (trim(owner), Some(found));
        }
    }
    if split.form.is_none() {
        strip_leading(&mut split, country);
    }
    if split.status.is_none() {
        let (base, status) = strip_status(split.base);
        (split.base, split.status) = (base, status);
    }
    split.proprietor = trim_end_bracket(split.proprietor);
    split
}

fn trim(text: &str) -> &str {
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '|' | '/' | '–' | '-' | '_'));
    text.strip_suffix('(').unwrap_or(text).trim_end()
}

fn trim_end_bracket(text: &str) -> &str {
    if text.contains('(') { text } else { text.trim_end_matches(')').trim_end() }
}

fn strip_prefix(text: &str) -> &str {
    let Some((first, rest)) = text.split_once([' ', ':', '.']) else { return text };
    let rest = rest.trim_start_matches([' ', ':', '.']);
    if PREFIXES.contains(squash(first).as_str()) && !rest.is_empty() { rest } else { text }
}

/// The raw form without half of a pair of brackets.
fn whole_brackets<'a>(text: &'a str, raw: &'a str) -> &'a str {
    if !raw.contains(')') || raw.contains('(') {
        return raw;
    }
    match raw.strip_suffix(')') {
        Some(inner) => inner,
        None => text
            .find(raw)
            .and_then(|at| text.get(at.checked_sub(1)?..at + raw.len()))
            .filter(|raw| raw.starts_with('('))
            .unwrap_or(raw),
    }
}

fn skip_word(text: &str) -> &str {
    text.find([' ', ':', '.']).map_or("", |at| text.get(at..).unwrap_or("")).trim_start_matches(['.', ':', ' '])
}

/// The text in front of, and from, the first token (not the first of all) that is a marker word.
fn find_marker(text: &str, is_marker: impl Fn(&str, &str) -> bool) -> Option<(&str, &str)> {
    let mut from = text.find([' ', ',', '('])?;
    while from < text.len() {
        let tail = text.get(from..)?;
        let skipped = tail.trim_start_matches([' ', ',', '(', '-', '–', '/', '|', ';']);
        let start = text.len() - skipped.len();
        let end = skipped.find([' ', ',', '(', ':', '.', '-']).unwrap_or(skipped.len());
        let word = skipped.get(..end)?;
        if word.is_empty() {
            from = start + skipped.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        if word.len() < 24 && word.is_ascii() || !word.is_ascii() {
            let squashed = squash(word);
            if is_marker(&squashed, text.get(..start)?) && skipped.len() > end {
                return Some((text.get(..start)?, skipped));
            }
        }
        from = start + end.max(1);
        while from < text.len() && !text.is_char_boundary(from) {
            from += 1;
        }
    }
    None
}

/// A comma, dash or bracket stands before the marker, or a legal form does.
fn stands_apart(before: &str) -> bool {
    let end = before.trim_end();
    end.ends_with([',', '(', '-', '–', '/', '|', ';']) || strip_form(trim(end), None).is_some()
}

/// Start offsets of the last tokens of a text, last first; blanks, commas and brackets part tokens.
fn tail_starts(text: &str, most: usize) -> impl Iterator<Item = usize> + '_ {
    let mut at_token = false;
    text.char_indices()
        .rev()
        .filter_map(move |(at, c)| {
            let boundary = matches!(c, ' ' | ',' | '(' | '_' | '-');
            let start = (boundary && at_token).then(|| at + c.len_utf8());
            at_token = !boundary;
            start
        })
        .chain(text.starts_with(|c| c != ' ').then_some(0))
        .take(most)
}

fn strip_status(text: &str) -> (&str, Option<(&'static str, &'static str)>) {
    let mut best = None;
    for start in tail_starts(text, 3) {
        let Some(tail) = text.get(start..) else { continue };
        if tail.len() > 24 || start == 0 {
            break;
        }
        let key = squash(tail);
        let found = STATUS.iter().find(|(word, dots, ..)| *word == key && (!dots || tail.contains('.')));
        if let Some((_, _, status, short)) = found {
            best = Some((trim(text.get(..start).unwrap_or("")), Some((*status, *short))));
        }
    }
    best.unwrap_or((text, None))
}

/// The squashed form key of a tail: letters, digits, `/`; `&`, `+`, `u.`, `und` become `&`.
fn form_key(tail: &str) -> String {
    let mut key = String::with_capacity(tail.len() + 4);
    let mut tokens = tail.split([' ', ',', '(', '_']).peekable();
    while let Some(token) = tokens.next() {
        // Not at the end: "e. U." is a form.
        if tokens.peek().is_some() && matches!(token, "u" | "u." | "und" | "and" | "U." | "UND" | "Und" | "et") {
            key.push('&');
            continue;
        }
        for c in token.chars() {
            match c {
                '&' | '+' => key.push('&'),
                '/' => key.push('/'),
                c if c.is_alphanumeric() => push_folded(&mut key, c),
                _ => {}
            }
        }
    }
    key
}

type Stripped<'a> = (&'a str, &'static str, Found<'a>);

/// Base, base suffix and the longest legal form at the end; else a sure form in the middle.
fn strip_form<'a>(text: &'a str, country: Option<&str>) -> Option<Stripped<'a>> {
    let mut best = None;
    for start in tail_starts(text, 9) {
        let tail = text.get(start..)?;
        if tail.len() > LONGEST {
            break;
        }
        let base = text.get(..start)?;
        if let Some(found) = match_form(text, base, tail, country) {
            best = Some((base, "", found));
        }
    }
    best.or_else(|| glued_form(text)).or_else(|| middle_form(text, country))
}

fn match_form<'a>(text: &str, base: &str, tail: &'a str, country: Option<&str>) -> Option<Found<'a>> {
    let key = form_key(tail);
    if let Some(at) = key.find("&co").or_else(|| key.find("&cie")).or_else(|| key.find("&comp")) {
        return compound(&key, at, tail);
    }
    if key == "mbh" || key == "mbb" {
        let (short, display) = if key == "mbh" { ("GmbH", "mbH") } else { ("PartG mbB", "mbB") };
        return (!base.is_empty()).then(|| found(short, display, tail, (key == "mbb").then_some("DE")));
    }
    let form = pick(BY_SPELLING.get(key.as_str())?, tail, country)?;
    if !counts(form, text, base, tail) {
        return None;
    }
    // "S.A." and "SA" are both usual; the writer's choice stays.
    let short =
        if form.short == "SA" && (tail.contains('.') || matches!(country, Some("ES" | "PL" | "PT" | "GR" | "LU"))) {
            "S.A."
        } else {
            form.short
        };
    Some(found(short, short, tail, (!form.country.is_empty()).then_some(form.country)))
}

fn found<'a>(short: &str, display: &str, tail: &'a str, country: Option<&'static str>) -> Found<'a> {
    Found {
        short: short.to_owned(),
        display: display.to_owned(),
        raw: trim(tail),
        country,
        leading: false,
        after: "",
        hyphen: false,
    }
}

/// "GmbH & Co. KG" and its kin: a general partner in front, a partnership behind.
fn compound<'a>(key: &str, at: usize, tail: &'a str) -> Option<Found<'a>> {
    let left = key.get(..at)?;
    let right = key.get(at + 1..)?;
    let right = ["compagnie", "comp", "cie", "co"].iter().find_map(|word| right.strip_prefix(word))?;
    let partner = PARTNERS.iter().find(|(word, _)| *word == right)?.1;
    let general = GENERAL_PARTNERS
        .iter()
        .find(|(word, _)| *word == left)
        .map(|(_, short)| *short)
        .or_else(|| BY_SPELLING.get(left).and_then(|forms| forms.first()).map(|form| form.short))?;
    let country = match partner {
        "KGaA" | "OHG" | "GbR" => Some("DE"),
        "OG" | "KEG" | "OEG" => Some("AT"),
        _ => (general.starts_with("UG")).then_some("DE"),
    };
    let short = format!("{general} & Co. {partner}");
    let shown = if left == "mbh" { format!("mbH & Co. {partner}") } else { short.clone() };
    Some(found(&short, &shown, tail, country))
}

/// The form of a shared spelling that fits the country; else the letter case; else the first.
fn pick(forms: &[&'static Form], tail: &str, country: Option<&str>) -> Option<&'static Form> {
    if let Some(country) = country
        && let Some(form) = forms.iter().find(|form| form.country == country)
    {
        return Some(form);
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let written = letters(tail);
    let dotted = tail.contains('.');
    forms
        .iter()
        .filter(|_| forms.len() > 1 && !matches!(country, Some("CH" | "LU" | "LI")))
        // "BV" is Belgian only when the country says so.
        .filter(|form| form.country != "BE")
        .find(|form| letters(form.short) == written && form.short.contains('.') == dotted)
        .or_else(|| forms.iter().find(|form| form.country.is_empty() || country.is_none() || forms.len() == 1))
        .or_else(|| forms.first())
        .copied()
}

/// Whether the spelling may count as a form where it stands.
fn counts(form: &Form, text: &str, base: &str, tail: &str) -> bool {
    if matches!(form.short, "Co." | "Co., Ltd.") {
        let before = base.trim_end();
        let joined = before.ends_with(['&', '+']) || before.ends_with(" und") || before.ends_with(" and");
        return !joined && !base.is_empty();
    }
    let hyphen = base.ends_with('-') && !base.ends_with(" -");
    if base.is_empty() && form.when != When::Sure || hyphen && form.when == When::Exact {
        return false;
    }
    if form.when != When::Exact || tail.len() > 7 {
        return true;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let (lower, upper) = letter_cases(text);
    tail.contains('.')
        || tail.trim_end_matches([',', ' ']) == form.short
        || letters(tail) == letters(form.short)
        || lower == 0
        || upper == 0
        || (form.short == "eG" && tail == "EG" && base.contains(' '))
}

/// "Handelsges.m.b.H." and "BaugesmbH": the form grown together with the last word of the name.
fn glued_form(text: &str) -> Option<Stripped<'_>> {
    let word = text.get(text.rfind(' ').map_or(0, |at| at + 1)..)?;
    let at = [".m.b.h.", ".mbh", "mbh", ".m.b.h"].iter().find_map(|end| {
        let head = word.to_ascii_lowercase();
        (head.len() == word.len() && head.ends_with(end)).then(|| word.len() - end.len())
    })?;
    let head = word.get(..at)?;
    let stem = head.strip_suffix("ges").filter(|stem| stem.chars().count() > 2)?;
    let base = text.get(..text.len() - word.len() + stem.len())?;
    Some((base, "gesellschaft", found("GmbH", "mbH", word, None)))
}

/// A sure form in the middle ("Ritter GmbH Sanitär"); what follows it stays part of the name.
fn middle_form<'a>(text: &'a str, country: Option<&str>) -> Option<Stripped<'a>> {
    for (at, _) in text.match_indices([' ', ',']) {
        let before = text.get(..at)?;
        if !before.is_ascii() && before.len() < 2 || !may_end_form(before) {
            continue;
        }
        for start in tail_starts(before, 5) {
            let (base, tail) = (before.get(..start)?, before.get(start..)?);
            if base.is_empty() || tail.len() > LONGEST {
                continue;
            }
            let key = form_key(tail);
            let sure = key.contains("&co")
                || BY_SPELLING.get(key.as_str()).is_some_and(|f| f.iter().any(|f| f.when == When::Sure));
            if sure && let Some(found) = match_form(before, base, tail, country) {
                return longest_middle(text, base, at, country, found);
            }
        }
    }
    None
}

/// Prefers "GmbH & Co. KG" over the "GmbH" at its start.
fn longest_middle<'a>(
    text: &'a str,
    base: &'a str,
    at: usize,
    country: Option<&str>,
    first: Found<'a>,
) -> Option<Stripped<'a>> {
    let rest = text.get(at..)?;
    let mut best = (first, at);
    for (more, _) in rest.match_indices([' ', ',']).skip(1).take(4).chain([(rest.len(), "")]) {
        let tail = text.get(base.len()..at + more)?;
        if form_key(tail).contains("&co")
            && let Some(found) = match_form(text, base, tail, country)
        {
            best = (found, at + more);
        }
    }
    let (mut found, end) = best;
    found.after = trim(text.get(end..)?);
    Some((base, "", found))
}

/// Cheap test before any look-up: sure forms end in a letter of "gmbh", "ug", "kg", "zoo" and so on.
fn may_end_form(before: &str) -> bool {
    let end = before.trim_end_matches(['.', ')', ',']);
    end.ends_with(['H', 'h', 'G', 'g', 'T', 't', 'o', 'O', 'm', 'r', 'n', 'A', 'a', 'B', 'b', 'k'])
}

fn strip_leading<'a>(split: &mut Split<'a>, country: Option<&str>) {
    let Some((first, rest)) = split.base.split_once(' ') else { return };
    let key = squash(first);
    let short = LEADING.iter().find(|(word, _)| *word == key).map(|(_, short)| *short);
    let short = short.or_else(|| (key == "sas" && country == Some("FR")).then_some("SAS"));
    let Some(short) =
        short.filter(|short| first == *short || first.contains('.') || !short.is_ascii() || key.len() > 4)
    else {
        return;
    };
    let country =
        FORMS.iter().find(|form| form.short == short).map(|form| form.country).filter(|code| !code.is_empty());
    split.form = Some(Found { leading: true, ..found(short, short, first, country) });
    split.base = trim(rest);
}

/// Forms that are translations of one another share a group; "e.K." and "e.Kfm." too.
pub(super) fn form_group(short: &str) -> &str {
    if short == "S.A." {
        return "plc";
    }
    FORMS.iter().find(|form| form.short == short).map_or(short, |form| form.group)
}

/// Folded words of a base without filler, single letters joined, usual abbreviations written out.
pub(super) fn match_key(base: &str) -> String {
    let mut key = String::with_capacity(base.len() + 4);
    let mut word = String::new();
    let mut single = false;
    let mut flush = |word: &mut String, key: &mut String| {
        if word.is_empty() || FILLERS.contains(word.as_str()) {
            word.clear();
            return;
        }
        let alone = word.len() == 1 && !word.starts_with(|c: char| c.is_ascii_digit());
        let joined = alone && single;
        if !key.is_empty() && !joined {
            key.push(' ');
        }
        let same = SAME_WORD.iter().find(|(from, _)| from == word).map_or(word.as_str(), |(_, to)| *to);
        key.push_str(same);
        single = alone;
        word.clear();
    };
    for c in base.chars() {
        if c.is_alphanumeric() {
            push_folded(&mut word, c);
        } else if !matches!(c, '\'' | '’') {
            flush(&mut word, &mut key);
        }
    }
    flush(&mut word, &mut key);
    if key.is_empty() {
        // Nothing but filler ("The Firma"): better a key that says so than an empty one.
        return super::local::squash(base);
    }
    key
}
