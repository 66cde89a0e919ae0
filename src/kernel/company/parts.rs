//! Taking a company cell apart: prefix, branch, proprietor, status words, legal form.
//!
//! Works on the tokens of the cleaned cell, from the end: a form counts only as whole trailing tokens, so "AGIL" and
//! "OHGS Verlag" have none. Costs one pass over the cell and a few hash look-ups.

use super::forms::{AFFIXES, FORMS, Form, GENERAL_PARTNERS, LEADING, MIDDLE, PARTNERS, When};
use super::index::Index;
use super::scan::Scan;
use super::words::{BRANCH, BRANCH_APART, PREFIXES, PROPRIETOR, STATUS};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// A legal form found in a cell.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub short: Cow<'static, str>,
    /// What the full name writes; differs from `short` for "mbH".
    pub display: Cow<'static, str>,
    pub raw: &'a str,
    pub country: Option<&'static str>,
    pub leading: bool,
    /// What follows a form in the middle of a name.
    pub after: &'a str,
    /// What stands inside the form and belongs to the name ("GmbH & Co. Betriebs KG").
    pub inside: &'a str,
    /// What joins it to the name: a blank, a hyphen ("Verwaltungs-GmbH"), nothing ("田中株式会社").
    pub joint: Option<char>,
}

/// A cell taken apart.
#[derive(Debug, Default)]
pub(super) struct Split<'a> {
    pub base: &'a str,
    /// Belongs to the base, but is abbreviated in the cell ("Handelsges.m.b.H.").
    pub base_suffix: &'static str,
    pub form: Option<Found<'a>>,
    /// Status and its short form.
    pub status: Option<(&'static str, &'static str)>,
    pub branch: &'a str,
    pub proprietor: &'a str,
    /// Something in front of or behind the name was taken off.
    pub cut: bool,
}

/// Longest squashed key of a form.
const LONGEST: usize = 96;

/// A form has no more tokens ("Gesellschaft mit beschränkter Haftung & Co. Kommanditgesellschaft auf Aktien").
const MOST_TOKENS: usize = 10;

static BY_SPELLING: LazyLock<Index<Vec<&'static Form>>> = LazyLock::new(|| {
    let mut index: Index<Vec<&'static Form>> = Index::default();
    for form in FORMS {
        form.spellings.split('|').for_each(|spelling| index.entry(spelling).push(form));
    }
    ["mbh", "mbb", "comp", "cie", "compagnie"].iter().for_each(|end| index.mark_end(end));
    PARTNERS.iter().for_each(|(word, _)| index.mark_end(word));
    ["mbh", "mbb"].iter().for_each(|start| index.mark_start(start));
    GENERAL_PARTNERS.iter().for_each(|(word, _)| index.mark_start(word));
    index
});

/// Spellings that count in the middle of a name.
static INSIDE: LazyLock<Index<()>> = LazyLock::new(|| {
    let mut index = Index::default();
    for form in FORMS.iter().filter(|form| form.when == When::Sure || MIDDLE.contains(&form.short)) {
        form.spellings.split('|').for_each(|spelling| *index.entry(spelling) = ());
    }
    index
});

/// What a word says about the words behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Proprietor,
    Branch,
    BranchApart,
}

static MARKERS: LazyLock<Index<Option<Marker>>> = LazyLock::new(|| {
    let mut index: Index<Option<Marker>> = Index::default();
    for (list, marker) in
        [(PROPRIETOR, Marker::Proprietor), (BRANCH, Marker::Branch), (BRANCH_APART, Marker::BranchApart)]
    {
        list.iter().for_each(|word| *index.entry(word) = Some(marker));
    }
    index
});

static STATUSES: LazyLock<Index<(bool, &'static str, &'static str)>> = LazyLock::new(|| {
    let mut index = Index::default();
    for (word, dots, status, short) in STATUS {
        *index.entry(word) = (*dots, *status, *short);
    }
    index
});

/// Takes a scanned cell apart.
pub(super) fn split<'a>(scan: &Scan<'a>, country: Option<&str>) -> Split<'a> {
    let mut split = Split::default();
    let first = prefix(scan, country);
    let mut end = scan.len();
    let marked = |at: usize| MARKERS.get(scan.key(at..at + 1)).copied().flatten();
    // Most cells hold no marker; one look tells.
    let start = (first + 1..end).find(|at| marked(*at).is_some()).unwrap_or(end);
    let owner = (start..end.saturating_sub(1))
        .find(|at| marked(*at) == Some(Marker::Proprietor) && !form_is_all(scan, at + 1..end, country))
        .map(|at| at + 1..end);
    if let Some(owner) = &owner {
        let place = (owner.start + 1..end.saturating_sub(1)).find(|at| {
            marked(*at) == Some(Marker::Branch) && scan.before(*at).trim_end().ends_with([',', ';', '-', '–'])
        });
        split.proprietor = inner(scan, owner.start..place.unwrap_or(end));
        split.branch = place.map_or("", |at| inner(scan, at..end));
        end = owner.start - 1;
    }
    let branch = (start..end).find(|at| match marked(*at) {
        // Alone at the end ("…, Zentrale") it has to stand apart.
        Some(_) if at + 1 == end => stands_apart(scan, first..*at, country),
        Some(Marker::Branch) => stands_alone(scan, first..*at, end, country),
        Some(Marker::BranchApart) => stands_apart(scan, first..*at, country),
        _ => false,
    });
    if let Some(at) = branch {
        split.branch = inner(scan, at..end);
        end = at;
    }
    let mut name = first..end;
    (name, split.status) = strip_status(scan, name, country);
    if let Some((base, suffix, found)) = strip_form(scan, name.clone(), country) {
        (split.base, split.base_suffix, split.form) = (base, suffix, Some(found));
    } else {
        split.base = trim(scan.around(name.clone()));
        if let Some(owner) = owner
            && let Some((person, "", found)) = strip_form(scan, owner, country)
            && !person.is_empty()
        {
            // "Blumen Vogel Inh. Peter Vogel e.K."
            (split.proprietor, split.form) = (person, Some(found));
        } else {
            strip_leading(scan, name, &mut split, country);
        }
    }
    split.base = unquoted(split.base);
    split.cut = first > 0 || end < scan.len();
    split
}

/// The text of a run that may stand in brackets.
fn inner<'a>(scan: &Scan<'a>, run: Range<usize>) -> &'a str {
    trim_end_bracket(trim(scan.span(run)))
}

/// Removes what stands around a name without belonging to it.
#[inline]
fn trim(text: &str) -> &str {
    let outer = |c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '|' | '/' | '–' | '—' | '-' | '_' | '*' | '•' | '#')
    };
    text.trim_start_matches(outer).trim_end_matches(|c| outer(c) || c == '(')
}

fn trim_end_bracket(text: &str) -> &str {
    if text.contains('(') { text } else { text.trim_end_matches(')').trim_end() }
}

/// A name without the quotes around the whole of it.
pub(super) fn unquoted(text: &str) -> &str {
    const PAIRS: &[(char, char)] =
        &[('"', '"'), ('„', '“'), ('„', '”'), ('“', '”'), ('»', '«'), ('«', '»'), ('\'', '\''), ('‚', '‘'), ('‘', '’')];
    if text.starts_with(char::is_alphanumeric) {
        return text;
    }
    PAIRS
        .iter()
        .find_map(|&(open, close)| {
            let inner = text.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains([open, close]) && !inner.is_empty()).then(|| inner.trim())
        })
        .unwrap_or(text)
}

/// How many tokens in front mean nothing: "Firma", "Fa.", "An die Firma", and the Romanian "S.C.".
fn prefix(scan: &Scan<'_>, country: Option<&str>) -> usize {
    let word = |at: usize| PREFIXES.contains(scan.key(at..at + 1));
    if scan.len() > 3 && scan.key(0..2) == "andie" && word(2) {
        return 3;
    }
    let known = |at: usize| {
        (word(at) || country == Some("RO") && scan.key(at..at + 1) == "sc")
            && scan.run(at..at + 2).contains([' ', ':', '.'])
            && !scan.before(at + 1).ends_with('-')
    };
    (0..scan.len().saturating_sub(1)).take_while(|at| known(*at)).count()
}

/// Whether a run of tokens is a legal form and nothing else.
fn form_is_all(scan: &Scan<'_>, run: Range<usize>, country: Option<&str>) -> bool {
    match_form(scan, 0, run, country).is_some()
}

/// A branch word anywhere: unless the only form of the cell stands behind it ("Die Filiale GmbH").
fn stands_alone(scan: &Scan<'_>, before: Range<usize>, end: usize, country: Option<&str>) -> bool {
    let behind = before.end + 1..end;
    strip_form(scan, behind, country).is_none() || strip_form(scan, before, country).is_some()
}

/// A comma, dash or bracket stands before the marker, or a legal form does.
fn stands_apart(scan: &Scan<'_>, before: Range<usize>, country: Option<&str>) -> bool {
    let text = scan.before(before.end);
    let marked = text.trim_end().ends_with([',', '(', '–', '/', '|', ';']) || text.ends_with("- ");
    marked || strip_form(scan, before, country).is_some_and(|(_, _, found)| found.after.is_empty())
}

type Status = Option<(&'static str, &'static str)>;

fn strip_status(scan: &Scan<'_>, name: Range<usize>, country: Option<&str>) -> (Range<usize>, Status) {
    let mut best = (name.clone(), None);
    if !STATUSES.may_end(scan.key(name.clone())) {
        return best;
    }
    for start in (name.start + 1..name.end).rev().take(3) {
        let key = scan.key(start..name.end);
        let Some((dots, status, short)) = STATUSES.get(key) else { continue };
        let written = scan.run(start..name.end);
        let camel = || {
            let mut chars = written.chars();
            chars.next() == Some('i')
                && chars.next().is_some_and(char::is_uppercase)
                && strip_form(scan, name.start..start, country).is_some_and(|(_, _, found)| found.after.is_empty())
        };
        if !dots || (written.contains('.') && written.starts_with(['i', 'I'])) || camel() {
            best = (name.start..start, Some((*status, *short)));
        }
    }
    best
}

type Stripped<'a> = (&'a str, &'static str, Found<'a>);

/// Base, base suffix and the longest legal form at the end; else a form in the middle.
fn strip_form<'a>(scan: &Scan<'a>, name: Range<usize>, country: Option<&str>) -> Option<Stripped<'a>> {
    let mut starts = name.start.max(name.end.saturating_sub(MOST_TOKENS))..name.end;
    let longest = BY_SPELLING
        .may_end(scan.key(name.clone()))
        .then(|| starts.find_map(|start| Some((start, match_form(scan, name.start, start..name.end, country)?))));
    let Some((start, mut found)) = longest.flatten() else {
        return glued_form(scan, name.clone()).or_else(|| middle_form(scan, name, country));
    };
    if let Some(wide) = wide_form(scan, name.clone(), start, &found, country) {
        return Some(wide);
    }
    let written = scan.around(name.start..start).trim_end();
    if found.display == "mbH"
        && let Some(stem) = written.strip_suffix("ges.").filter(|stem| stem.ends_with(char::is_alphabetic))
    {
        // "Handelsges.m.b.H."
        return Some((trim(stem), "gesellschaft", found));
    }
    let hyphen = scan.before(start).ends_with('-') && !written.ends_with(" -");
    found.joint = Some(if hyphen { '-' } else { ' ' });
    Some((trim(written), "", found))
}

#[inline]
fn match_form<'a>(scan: &Scan<'a>, first: usize, run: Range<usize>, country: Option<&str>) -> Option<Found<'a>> {
    let key = scan.key(run.clone());
    // Most runs are none, which costs no call.
    if key.len() > LONGEST || !BY_SPELLING.may_start(key) { None } else { form_of(scan, key, first, run, country) }
}

fn form_of<'a>(
    scan: &Scan<'a>,
    key: &str,
    first: usize,
    run: Range<usize>,
    country: Option<&str>,
) -> Option<Found<'a>> {
    // The last "and" of a compound form is the one in front of "Co.".
    if scan.joined
        && let Some(at) = key.bytes().rposition(|byte| byte == b'&')
    {
        return compound(key, at, scan.run(run));
    }
    let country_of = |form: &Form| (!form.country.is_empty()).then_some(form.country);
    if key == "mbh" || key == "mbb" {
        let (short, display) = if key == "mbh" { ("GmbH", "mbH") } else { ("PartG mbB", "mbB") };
        return (run.start > first).then(|| found(short, display, scan.run(run), (key == "mbb").then_some("DE")));
    }
    let forms = BY_SPELLING.get(key)?;
    let written = scan.run(run.clone());
    if key == "ag" && written.starts_with("a.") && run.start > first {
        return Some(found("VVaG", "VVaG", written, Some("DE")));
    }
    let form = pick(forms, written, country)?;
    if !counts(form, scan, first, run, country) {
        return None;
    }
    // "S.A." and "SA" are both usual; the writer's choice stays, except where one is the custom.
    let dotted = written.contains('.') && !matches!(country, Some("CH" | "FR" | "BE"));
    let dotted = dotted || matches!(country, Some("ES" | "PL" | "PT" | "GR" | "LU" | "RO" | "BR" | "AR" | "CO" | "CL"));
    let short = if form.short == "SA" && dotted { "S.A." } else { form.short };
    Some(found(short, short, written, country_of(form)))
}

#[inline]
fn found<'a>(
    short: impl Into<Cow<'static, str>>,
    display: impl Into<Cow<'static, str>>,
    raw: &'a str,
    country: Option<&'static str>,
) -> Found<'a> {
    let (short, display, raw) = (short.into(), display.into(), raw.trim());
    Found { short, display, raw, country, leading: false, after: "", inside: "", joint: Some(' ') }
}

/// "GmbH & Co. Betriebs KG": the name goes on inside the form.
fn wide_form<'a>(
    scan: &Scan<'a>,
    name: Range<usize>,
    end: usize,
    partner: &Found<'_>,
    country: Option<&str>,
) -> Option<Stripped<'a>> {
    let may_be = scan.joined && matches!(&*partner.short, "KG" | "KGaA" | "OHG" | "OG");
    if !may_be || !scan.key(name.start..end).contains("&co") {
        return None;
    }
    let mut runs = (name.start + 1..end).flat_map(|start| (start + 1..end).rev().map(move |stop| start..stop));
    let (general, run) = runs.find_map(|run| {
        let general = match_form(scan, name.start, run.clone(), country)?;
        general.short.ends_with("& Co.").then_some((general, run))
    })?;
    let inside = trim(scan.span(run.end..end));
    let short = format!("{} {}", general.short, partner.short);
    let shown = format!("{} {inside} {}", general.display, partner.display);
    let written = scan.run(run.start..name.end);
    let form = Found { inside, ..found(short, shown, written, partner.country) };
    Some((trim(scan.around(name.start..run.start)), "", form))
}

/// "GmbH & Co. KG" and its kin: a general partner in front, a partnership behind.
fn compound<'a>(key: &str, at: usize, written: &'a str) -> Option<Found<'a>> {
    let left = key.get(..at)?;
    let right = key.get(at + 1..)?;
    let right = ["compagnie", "comp", "cie", "co"].iter().find_map(|word| right.strip_prefix(word))?;
    let general = GENERAL_PARTNERS
        .iter()
        .find(|(word, _)| *word == left)
        .map(|(_, short)| *short)
        .or_else(|| BY_SPELLING.get(left).and_then(|forms| forms.first()).map(|form| form.short))?;
    if right.is_empty() {
        // The rest was cut off or left out.
        let sure = matches!(general, "GmbH" | "UG (haftungsbeschränkt)" | "gGmbH" | "AG");
        return sure.then(|| found(format!("{general} & Co."), format!("{general} & Co."), written, None));
    }
    let partner = PARTNERS.iter().find(|(word, _)| *word == right)?.1;
    let country = match partner {
        "KGaA" | "OHG" | "GbR" => Some("DE"),
        "OG" | "KEG" | "OEG" => Some("AT"),
        _ => (general.starts_with("UG")).then_some("DE"),
    };
    let short: Cow<'static, str> = match (general, partner) {
        ("GmbH", "KG") => "GmbH & Co. KG".into(),
        _ => format!("{general} & Co. {partner}").into(),
    };
    let shown = if left == "mbh" { format!("mbH & Co. {partner}").into() } else { short.clone() };
    Some(found(short, shown, written, country))
}

/// Whether two texts have the same letters in the same case.
#[inline]
fn same_letters(one: &str, other: &str) -> bool {
    one.chars().filter(|c| c.is_alphabetic()).eq(other.chars().filter(|c| c.is_alphabetic()))
}

/// Countries whose forms win a shared spelling only where the record is theirs.
const ONLY_AT_HOME: &[&str] = &["AR", "BE", "CL", "CO", "LB", "PE", "RS", "SI", "SK", "VE"];

/// The form of a shared spelling that fits the country; else the letter case; else the first.
fn pick(forms: &[&'static Form], written: &str, country: Option<&str>) -> Option<&'static Form> {
    if forms.len() == 1 {
        return forms.first().copied();
    }
    if let Some(form) = forms.iter().find(|form| country == Some(form.country)) {
        return Some(form);
    }
    let dotted = written.contains('.');
    forms
        .iter()
        .filter(|_| !matches!(country, Some("CH" | "LU" | "LI")))
        .filter(|form| !ONLY_AT_HOME.contains(&form.country))
        .find(|form| same_letters(form.short, written) && form.short.contains('.') == dotted)
        .or_else(|| forms.iter().find(|form| form.country.is_empty() || country.is_none()))
        .or_else(|| forms.first())
        .copied()
}

/// Whether the spelling may count as a form where it stands.
fn counts(form: &Form, scan: &Scan<'_>, first: usize, run: Range<usize>, country: Option<&str>) -> bool {
    let written = scan.run(run.clone());
    let nothing_before = run.start <= first;
    if matches!(form.short, "Co." | "Co., Ltd.") {
        let joined = run.start.checked_sub(1).is_some_and(|last| scan.key(last..run.start).ends_with('&'));
        // There "Co." is part of the name, as in "Co. Inc.".
        let part_of_name = form.short != "Co." && matches!(country, Some("US" | "GB" | "CA" | "AU" | "NZ" | "IE"));
        return !joined && !nothing_before && !part_of_name;
    }
    let before = scan.before(run.start);
    let hyphen = before.ends_with('-') && !before.ends_with(" -");
    if nothing_before && form.when != When::Sure || hyphen && form.when == When::Exact {
        return false;
    }
    if form.short == "Genossenschaft" && run.start < first + 2 {
        return false;
    }
    if !matches!(form.when, When::Exact | When::Dotted) || scan.key(run).len() > 5 {
        return true;
    }
    let at_home = country == Some(form.country) && !matches!(country, Some("DE" | "AT" | "CH"));
    if form.when == When::Dotted {
        return at_home && same_letters(written, form.short) || written.contains('.');
    }
    at_home
        || written.contains('.')
        || same_letters(written, form.short)
        || !scan.lower
        || !scan.upper
        || (form.short == "eG" && written == "EG" && before.trim_end().contains(' '))
}

/// "BaugesmbH", "TiefbauGmbH": the form grown together with the last word of the name.
fn glued_form<'a>(scan: &Scan<'a>, name: Range<usize>) -> Option<Stripped<'a>> {
    let last = name.end.checked_sub(1).filter(|last| *last >= name.start)?;
    if !scan.key(last..name.end).ends_with("mbh") {
        return None;
    }
    let text = scan.slice(scan.start(name.start), scan.start(last) + scan.run(last..name.end).len());
    let word = scan.run(last..name.end);
    let text_end = |cut: usize| text.get(..text.len().checked_sub(cut)?);
    if let Some(stem) = word.strip_suffix("GmbH").filter(|stem| stem.ends_with(char::is_alphabetic)) {
        let base = text_end(word.len() - stem.len())?;
        return Some((trim(base), "", found("GmbH", "GmbH", word.get(stem.len()..)?, None)));
    }
    let lower = word.to_ascii_lowercase();
    let (end, suffix) = [("gesellschaftmbh", "gesellschaft"), ("ges.mbh", "gesellschaft"), ("gesmbh", "gesellschaft")]
        .into_iter()
        .find(|(end, _)| lower.ends_with(end))?;
    let stem = word.get(..word.len() - end.len())?;
    if stem.chars().count() < 3 {
        return None;
    }
    Some((trim(text_end(end.len())?), suffix, found("GmbH", "mbH", word, None)))
}

/// A form in the middle ("Ritter GmbH Sanitär"); what follows it stays part of the name.
fn middle_form<'a>(scan: &Scan<'a>, name: Range<usize>, country: Option<&str>) -> Option<Stripped<'a>> {
    let inside = |run: Range<usize>| {
        let key = scan.key(run.clone());
        let compound = || scan.joined && BY_SPELLING.may_start(key) && BY_SPELLING.may_end(key) && key.contains('&');
        if INSIDE.get(key).is_none() && !compound() {
            return None;
        }
        let found = match_form(scan, name.start, run.clone(), country)?;
        let (short, written) = (&*found.short, scan.run(run));
        let sure = short.contains('&') || !MIDDLE.contains(&short) && (key != "ug" || written == "UG") || {
            same_letters(short, written) || written.len() > 8 || short.contains('.') && written.contains('.')
        };
        sure.then_some(found)
    };
    for start in name.start + 1..name.end {
        let longest = (start + 1..name.end.min(start + MOST_TOKENS)).rev();
        for end in longest {
            if let Some(mut found) = inside(start..end) {
                let closed = scan.start(start) + scan.run(start..end).len();
                let behind = scan.slice(closed, scan.start(name.end));
                found.after = trim(behind.strip_prefix(')').unwrap_or(behind));
                return Some((trim(scan.around(name.start..start)), "", found));
            }
        }
    }
    None
}

/// Forms in front of the name ("SARL Dupont", "ООО Ромашка", "株式会社田中"), and those written without a blank.
fn strip_leading<'a>(scan: &Scan<'a>, name: Range<usize>, split: &mut Split<'a>, country: Option<&str>) {
    if !split.base.is_ascii() {
        for (affix, home) in AFFIXES {
            let front = split.base.strip_prefix(affix);
            let Some(rest) = front.or_else(|| split.base.strip_suffix(affix)).map(trim).filter(|rest| !rest.is_empty())
            else {
                continue;
            };
            let joint = split.base.contains(' ').then_some(' ');
            split.form = Some(Found { leading: front.is_some(), joint, ..found(*affix, *affix, affix, Some(home)) });
            split.base = rest;
            return;
        }
    }
    if name.len() < 2 {
        return;
    }
    let key = scan.key(name.start..name.start + 1);
    let written = scan.run(name.start..name.start + 1);
    if scan.slice(0, scan.start(name.start + 1)).ends_with('-') {
        return;
    }
    let fits = |short: &str| {
        same_letters(written, short) || written.contains('.') || !short.is_ascii() && written == short || key.len() > 4
    };
    let row = LEADING
        .iter()
        .find(|(word, short, home)| *word == key && (home.is_empty() || country == Some(home)) && fits(short));
    let Some((_, short, _)) = row else { return };
    let country =
        FORMS.iter().find(|form| form.short == *short).map(|form| form.country).filter(|code| !code.is_empty());
    split.form = Some(Found { leading: true, ..found(*short, *short, written, country) });
    split.base = trim(scan.around(name.start + 1..name.end));
}

/// Forms that are translations of one another share a group; "e.K." and "e.Kfm." too.
pub(super) fn form_group(short: &str) -> &str {
    match short {
        "S.A." => "plc",
        "GmbH & Co." => "GmbH & Co. KG",
        _ => FORMS.iter().find(|form| form.short == short).map_or(short, |form| form.group),
    }
}
