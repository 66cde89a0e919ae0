//! Company names, legal forms, websites and VAT ids.
//!
//! What for: a cell as people typed it becomes name, legal form, status, branch, proprietor and a key that is
//! equal for two spellings of one firm. Not for: deciding whether a firm exists, or fuzzy likeness (`similarity`).
//! Costs about a microsecond and six small strings a name; no regular expressions.

mod case;
mod forms;
pub(in crate::kernel) mod local;
mod parts;
mod vat;
mod website;
mod words;
pub(in crate::kernel) mod wordset;

use super::verdict::{Status, Verdict};
use crate::kernel::text as kernel_text;
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
    /// Lower case, folded, without legal form and filler: equal for two spellings of one firm.
    pub match_key: String,
    /// in_liquidation, in_formation or insolvent.
    pub company_status: Option<&'static str>,
    /// "Zweigniederlassung Graz".
    pub branch: String,
    /// The person behind "Inh.".
    pub proprietor: String,
}

/// Reads a company name. `country` is the ISO code the record is believed to be in; it decides between forms
/// that several countries spell alike (Sàrl and SARL, S.a.s. and SAS).
///
/// `valid`: only notation differs; `corrected`: letter case or markup was repaired (`company.case`,
/// `company.markup`); `suspect`: an e-mail address, a URL or a bare number; `invalid`: junk or nothing but a
/// legal form; `missing`: a word for nothing.
pub fn read(value: &str, country: Option<&str>) -> Verdict<Company> {
    let plain = kernel_text::unescape_entities(value);
    let markup = matches!(plain, std::borrow::Cow::Owned(_));
    let text = kernel_text::clean(&plain);
    let text = strip_quotes(&text);
    if kernel_text::is_missing_word(text) {
        return Verdict::because(Status::Missing, "company.missing", Company::default());
    }
    if let Some(verdict) = not_a_name(text) {
        return verdict;
    }
    let split = parts::split(text, country);
    let squashed = local::squash(split.base);
    if squashed.is_empty() {
        return Verdict::because(Status::Invalid, "company.only_form", Company::default());
    }
    let plain_junk = words::JUNK.contains(squashed.as_str())
        && (split.form.is_none() || words::JUNK_STARTS.longest_start(&squashed).is_some());
    if plain_junk || local::is_keyboard_run(&squashed) && !short_initials(&split, &squashed) {
        return Verdict::because(Status::Invalid, "company.junk", Company::default());
    }
    build(text, &split, markup)
}

/// Three equal letters or neighbouring keys with a legal form behind are a name ("AAA GmbH").
fn short_initials(split: &parts::Split<'_>, squashed: &str) -> bool {
    split.form.is_some() && squashed.len() <= 3 && squashed != "xxx"
}

fn build(text: &str, split: &parts::Split<'_>, markup: bool) -> Verdict<Company> {
    let base = case::repair(text, split.base, split.form.as_ref().map(|form| form.short.as_str()));
    let recased = matches!(base, std::borrow::Cow::Owned(_));
    let underscored = base.contains('_');
    let mut base = base.into_owned();
    if underscored {
        base = kernel_text::clean(&base.replace('_', " ")).into_owned();
    }
    base.push_str(split.base_suffix);
    let mut codes = Vec::new();
    if markup || underscored {
        codes.push("company.markup");
    }
    if recased {
        codes.push("company.case");
    }
    let mut company = String::with_capacity(base.len() + 24);
    let form = split.form.as_ref();
    if let Some(form) = form.filter(|form| form.leading) {
        company.push_str(&form.display);
        company.push(' ');
    }
    company.push_str(&base);
    let after = form.map_or("", |form| form.after);
    let display = form.filter(|form| !form.leading).map_or("", |form| form.display.as_str());
    for part in [display, after, split.status.map_or("", |status| status.1)] {
        if !part.is_empty() {
            let hyphen = part == display && form.is_some_and(|form| form.hyphen);
            company.push(if hyphen { '-' } else { ' ' });
            company.push_str(part);
        }
    }
    if !after.is_empty() {
        base.push(' ');
        base.push_str(after);
    }
    let parts = Company {
        match_key: parts::match_key(&base),
        company,
        base,
        legal_form: form.map(|form| form.short.clone()).unwrap_or_default(),
        legal_form_raw: form.map(|form| form.raw.to_owned()).unwrap_or_default(),
        legal_form_country: form.and_then(|form| form.country),
        company_status: split.status.map(|status| status.0),
        branch: split.branch.to_owned(),
        proprietor: split.proprietor.to_owned(),
    };
    let status = if codes.is_empty() { Status::Valid } else { Status::Corrected };
    Verdict { status, codes, parts }
}

/// E-mail addresses, URLs and bare numbers in a company cell: readable, but not a name.
fn not_a_name(text: &str) -> Option<Verdict<Company>> {
    let one_word = !text.contains(' ');
    let code = if one_word && text.contains('@') && text.contains('.') {
        "company.email"
    } else if one_word && (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")) {
        "company.url"
    } else if text.len() > 2 && !text.chars().any(char::is_alphabetic) && !text.contains('&') {
        if local::is_keyboard_run(&local::squash(text)) {
            return Some(Verdict::because(Status::Invalid, "company.junk", Company::default()));
        }
        "company.number"
    } else {
        return None;
    };
    let parts = Company {
        company: text.to_owned(),
        base: text.to_owned(),
        match_key: kernel_text::fold(text),
        ..Company::default()
    };
    Some(Verdict::because(Status::Suspect, code, parts))
}

fn strip_quotes(text: &str) -> &str {
    const PAIRS: &[(char, char)] = &[('"', '"'), ('„', '“'), ('“', '”'), ('»', '«'), ('«', '»'), ('\'', '\'')];
    PAIRS
        .iter()
        .find_map(|&(open, close)| {
            let inner = text.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains([open, close]) && !inner.is_empty()).then(|| inner.trim())
        })
        .unwrap_or(text)
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
