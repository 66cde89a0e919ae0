//! Company names, legal forms, websites and VAT ids.
//!
//! What for: a cell as people typed it becomes name, legal form, status, branch, proprietor and a key that is
//! equal for two spellings of one firm. Not for: deciding whether a firm exists, or fuzzy likeness (`similarity`).
//! Costs about a microsecond and six small strings a name; no regular expressions.

mod case;
mod elf;
mod forms;
mod index;
mod key;
pub(in crate::kernel) mod local;
mod parts;
mod scan;
mod vat;
mod website;
mod words;
pub(in crate::kernel) mod wordset;

use super::text::{any_byte, clean, fold, is_missing_word, repair_mojibake, unescape_entities};
use super::verdict::{Status, Verdict};
use scan::Scan;
use std::borrow::Cow;
pub use vat::{Vat, VatCheck, read_vat_id};
pub use website::read_website;

/// What a company cell says. Empty where there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Company {
    /// The name as it should be written, legal form included.
    pub company: String,
    /// Without legal form, proprietor, branch, status words and the prefix "Firma".
    pub base: String,
    /// Usual short form: GmbH, GmbH & Co. KG, e.K.
    pub legal_form: String,
    /// The legal form as written in the cell.
    pub legal_form_raw: String,
    /// ISO code where the form belongs to one country.
    pub legal_form_country: Option<&'static str>,
    /// ISO 20275 code of the form in its country, else in the record's, where there is exactly one.
    pub elf_code: Option<&'static str>,
    /// Lower case, folded, without legal form and filler: equal for two spellings of one firm.
    pub match_key: String,
    /// in_liquidation, in_formation or insolvent.
    pub company_status: Option<&'static str>,
    /// "Zweigniederlassung Graz".
    pub branch: String,
    /// The person behind "Inh.".
    pub proprietor: String,
}

/// No word for nothing is longer, separators included.
const LONGEST_NOTHING: usize = 28;

/// No entry of the junk list is longer, and no keyboard run that is worth a test.
const LONGEST_JUNK: usize = 24;

/// Reads a company name. `country` is the ISO code the record is believed to be in; it decides between forms
/// that several countries spell alike (Sàrl and SARL, S.a.s. and SAS).
///
/// `valid`: only notation differs; `corrected`: letter case or markup was repaired (`company.case`,
/// `company.markup`); `suspect`: an e-mail address, a URL or a bare number; `invalid`: junk or nothing but a
/// legal form; `missing`: a word for nothing.
pub fn read(value: &str, country: Option<&str>) -> Verdict<Company> {
    let mut codes = Vec::new();
    let plain = unescape_entities(value);
    if matches!(plain, Cow::Owned(_)) {
        codes.push("company.markup");
    }
    let tidy = clean(&plain);
    let repaired = if tidy.is_ascii() { None } else { repair_mojibake(&tidy) };
    if repaired.is_some() {
        codes.push("text.mojibake");
    }
    let text = parts::unquoted(repaired.as_deref().unwrap_or(&tidy));
    if let Some(verdict) = not_a_name(text) {
        return verdict;
    }
    let scan = Scan::new(text);
    let split = parts::split(&scan, country);
    if split.form.is_none() && split.branch.is_empty() && text.len() <= LONGEST_NOTHING && is_missing_word(text) {
        return Verdict::because(Status::Missing, "company.missing", Company::default());
    }
    if !split.base.contains(local::is_word_char) {
        return Verdict::because(Status::Invalid, "company.only_form", Company::default());
    }
    if split.base.len() <= LONGEST_JUNK && may_be_junk(split.base) && is_junk(&split, &local::squash(split.base)) {
        return Verdict::because(Status::Invalid, "company.junk", Company::default());
    }
    build(scan, &split, country, codes)
}

/// The cheap test in front: the start and the end are those of words of junk, or the start runs along a keyboard.
fn may_be_junk(base: &str) -> bool {
    let (Some(start), Some(end)) = (base.as_bytes().first_chunk::<4>(), base.as_bytes().last_chunk::<2>()) else {
        return true;
    };
    if !start.iter().chain(end).all(u8::is_ascii_alphanumeric) {
        return true;
    }
    let (start, end) = (start.map(|b| b.to_ascii_lowercase()), end.map(|b| b.to_ascii_lowercase()));
    let [one, two, three, _] = start;
    // The third letter of a run is a neighbour of the second, or the first once more ("asasas").
    let runs = || local::starts_keyboard_run(one, two) && (three == one || local::starts_keyboard_run(two, three));
    words::may_be_junk(start, end) || runs()
}

/// Words that are no name. Those that might be one ("Company Name LLC") are junk only without a legal form, and three
/// equal letters or neighbouring keys with one behind are a name ("AAA GmbH").
fn is_junk(split: &parts::Split<'_>, squashed: &str) -> bool {
    if words::is_junk(squashed) {
        return split.form.is_none() || words::JUNK_STARTS.longest_start(squashed).is_some();
    }
    let initials = split.form.is_some() && squashed.len() <= 3 && squashed != "xxx";
    !initials && local::is_keyboard_run(squashed)
}

fn build(
    scan: Scan<'_>,
    split: &parts::Split<'_>,
    country: Option<&str>,
    mut codes: Vec<&'static str>,
) -> Verdict<Company> {
    let form = split.form.as_ref();
    let cased = case::repair(&scan, split);
    if matches!(cased, Cow::Owned(_)) {
        codes.push("company.case");
    }
    let mut base = String::with_capacity(cased.len() + 16);
    base.push_str(&cased);
    if any_byte(base.as_bytes(), |byte| byte == b'_') {
        codes.insert(0, "company.markup");
        base = clean(&base.replace('_', " ")).into_owned();
    }
    base.push_str(split.base_suffix);
    let after = form.map_or("", |form| form.after);
    let mut company = String::with_capacity(base.len() + after.len() + 40);
    if let Some(form) = form.filter(|form| form.leading) {
        company.push_str(&form.display);
        company.extend(form.joint);
    }
    company.push_str(&base);
    if let Some(form) = form.filter(|form| !form.leading) {
        company.extend(form.joint);
        company.push_str(&form.display);
    }
    for part in [after, split.status.map_or("", |(_, short)| short)] {
        if !part.is_empty() {
            company.push(' ');
            company.push_str(part);
        }
    }
    for part in [form.map_or("", |form| form.inside), after] {
        if !part.is_empty() {
            base.push(' ');
            base.push_str(part);
        }
    }
    codes.dedup();
    let parts = Company {
        match_key: key::match_key(scan.into_buffer(), &base),
        company,
        base,
        legal_form: form.map(|form| form.short.to_string()).unwrap_or_default(),
        legal_form_raw: form.map(|form| form.raw.to_owned()).unwrap_or_default(),
        legal_form_country: form.and_then(|form| form.country),
        elf_code: form.and_then(|form| elf::code(&form.short, form.country.or(country)?)),
        company_status: split.status.map(|(status, _)| status),
        branch: split.branch.to_owned(),
        proprietor: split.proprietor.to_owned(),
    };
    let status = if codes.is_empty() { Status::Valid } else { Status::Corrected };
    Verdict { status, codes, parts }
}

/// E-mail addresses, URLs and bare numbers in a company cell: readable, but not a name.
fn not_a_name(text: &str) -> Option<Verdict<Company>> {
    let one_word = || !text.contains(' ');
    let code = if any_byte(text.as_bytes(), |byte| byte == b'@') && text.contains('.') && one_word() {
        "company.email"
    } else if ["http://", "https://", "www."].iter().any(|start| text.starts_with(start)) && one_word() {
        "company.url"
    } else if !text.chars().any(char::is_alphanumeric) {
        return Some(Verdict::because(Status::Missing, "company.missing", Company::default()));
    } else if text.len() > 2 && !text.chars().any(char::is_alphabetic) && !text.contains('&') {
        if local::is_keyboard_run(&local::squash(text)) {
            return Some(Verdict::because(Status::Invalid, "company.junk", Company::default()));
        }
        "company.number"
    } else {
        return None;
    };
    let parts =
        Company { company: text.to_owned(), base: text.to_owned(), match_key: fold(text), ..Company::default() };
    Some(Verdict::because(Status::Suspect, code, parts))
}

/// True when both cells spell one legal entity: the form written differently, umlauts transcribed, "Firma" in
/// front, the form left out. False for another name, another form, another branch, or a cell without a name.
pub fn same_company(a: &str, b: &str) -> bool {
    let (a, b) = (read(a, None), read(b, None));
    if a.status > Status::Suspect || b.status > Status::Suspect {
        return false;
    }
    let (a, b) = (a.parts, b.parts);
    let bare = |key: &str| key.bytes().filter(|b| *b != b' ').collect::<Vec<u8>>();
    let branches = a.branch.is_empty() || b.branch.is_empty() || local::squash(&a.branch) == local::squash(&b.branch);
    branches
        && !a.match_key.is_empty()
        && bare(&a.match_key) == bare(&b.match_key)
        && (a.legal_form.is_empty()
            || b.legal_form.is_empty()
            || parts::form_group(&a.legal_form) == parts::form_group(&b.legal_form))
}

/// A VAT id with prefix and without separators, format and check digit tested. See [`read_vat_id`] for the parts.
pub fn read_vat(value: &str, country: Option<&str>) -> Verdict<String> {
    let Verdict { status, codes, parts } = read_vat_id(value, country);
    Verdict { status, codes, parts: parts.vat_id }
}

#[cfg(test)]
mod tests;
