//! The country of every row: its own column, else what postal code, phone number or e-mail domain tell, else the default.
//!
//! Everything that reads numbers, codes and companies depends on it, so it comes first.

use super::Context;
use super::note::Notes;
use super::sheet::{Sheet, Slab, in_chunks};
use crate::engine::distinct::{Distinct, NULL};
use crate::kernel::verdict::{Status, Verdict};
use crate::kernel::{address, phone};
use polars::prelude::*;
use rustc_hash::FxHashMap;

/// The country of every row.
#[derive(Debug)]
pub struct Countries {
    /// What the row's values are read with; the default where the row says nothing.
    pub context: StringChunked,
    /// What the row says or lets infer; null where it has neither a place nor a phone number.
    pub column: StringChunked,
    /// Status of the row's own country cell.
    pub status: Vec<Status>,
    /// What was noticed.
    pub notes: Notes,
}

/// The country the values of each row are read with, as a column and as ids.
#[derive(Debug)]
pub struct ByCountry<'a> {
    /// ISO alpha-2 codes; null where nothing is known.
    pub column: &'a StringChunked,
    /// The same, encoded.
    pub distinct: Distinct<'a>,
}

impl<'a> ByCountry<'a> {
    /// Encodes the column.
    pub fn of(column: &'a StringChunked) -> Self {
        Self { column, distinct: Distinct::of(column) }
    }
}

/// Common calling codes that one country has (nearly) for itself; other numbers are left to the phone kernel.
const CALLING_CODES: &[(&str, &str)] = &[
    ("49", "DE"),
    ("43", "AT"),
    ("41", "CH"),
    ("423", "LI"),
    ("352", "LU"),
    ("33", "FR"),
    ("39", "IT"),
    ("44", "GB"),
    ("31", "NL"),
    ("32", "BE"),
    ("34", "ES"),
    ("351", "PT"),
    ("36", "HU"),
    ("45", "DK"),
    ("46", "SE"),
    ("48", "PL"),
    ("353", "IE"),
    ("386", "SI"),
    ("420", "CZ"),
    ("421", "SK"),
];

/// Country domains of companies that mostly sit in that country.
const COUNTRY_DOMAINS: &[(&str, &str)] = &[
    ("de", "DE"),
    ("at", "AT"),
    ("ch", "CH"),
    ("li", "LI"),
    ("lu", "LU"),
    ("fr", "FR"),
    ("it", "IT"),
    ("nl", "NL"),
    ("be", "BE"),
    ("es", "ES"),
    ("pt", "PT"),
    ("dk", "DK"),
    ("se", "SE"),
    ("pl", "PL"),
    ("cz", "CZ"),
    ("sk", "SK"),
    ("hu", "HU"),
    ("uk", "GB"),
    ("ie", "IE"),
];

/// Postal codes that no other country writes like this: 9 is a digit, A a letter.
const POSTAL_SHAPES: &[(&str, &str)] = &[
    ("A9A 9A9", "CA"),
    ("9999 AA", "NL"),
    ("9999AA", "NL"),
    ("99-999", "PL"),
    ("9999-999", "PT"),
    ("AA9 9AA", "GB"),
    ("A9 9AA", "GB"),
    ("A99 9AA", "GB"),
    ("AA99 9AA", "GB"),
    ("A9A 9AA", "GB"),
    ("AA9A 9AA", "GB"),
];

/// Fields that make a row say something about a place.
const PLACE: [&str; 5] = ["street", "po_box", "postal_code", "city", "region"];
/// Countries whose cities the address kernel knows.
const NEIGHBOURS: [&str; 3] = ["DE", "AT", "CH"];

/// Rows that have to agree on the country of a city before it counts for others.
const AGREED: u32 = 3;

const PHONES: [&str; 3] = ["phone", "mobile", "fax"];

/// Finds the country of every row.
///
/// # Errors
/// When polars cannot build a column.
pub fn countries(sheet: &Sheet, context: &Context) -> PolarsResult<Countries> {
    let written = Distinct::of(sheet.text("country"));
    let read = written.map(|value| {
        if context.skips("address") {
            let code = value.trim().to_ascii_uppercase();
            let status = if code.len() == 2 { Status::Valid } else { Status::Invalid };
            return Verdict::new(status, code);
        }
        address::read_country(value)
    });
    let usable = |verdict: &Verdict<String>| !matches!(verdict.status, Status::Invalid | Status::Missing);
    let own: Vec<Option<&str>> = read
        .iter()
        .map(|verdict| Some(verdict.parts.as_str()).filter(|code| usable(verdict) && !code.is_empty()))
        .collect();
    let stated = Stated::of(sheet, &written.ids, &own);
    let evidence = Evidence::of(sheet, context.default_country, &stated);
    let chunks = in_chunks(sheet.rows, |range| {
        let mut slab = Slab::new(&["context", "country"], range.len());
        let mut status = Vec::with_capacity(range.len());
        for row in range {
            let id = written.ids.get(row).copied().unwrap_or(NULL);
            let verdict = read.get(id as usize);
            status.push(verdict.map_or(Status::Missing, |verdict| verdict.status));
            let own = own.get(id as usize).copied().flatten();
            if let Some(verdict) = verdict {
                slab.notes.verdict(row, "country", verdict, sheet.original("country", row), own);
            }
            if let Some(own) = own {
                slab.push([Some(own), Some(own)]);
                continue;
            }
            let inferred = evidence.infer(row);
            let inferred = inferred.as_deref();
            if inferred.is_some() && evidence.speaks(row) {
                let original = sheet.original("country", row);
                slab.notes.add(row, "country", "address.country_inferred", original, inferred);
                slab.push([inferred, inferred]);
            } else {
                slab.push([inferred.or(context.default_country), None]);
            }
        }
        (slab, status)
    });
    let (slabs, status): (Vec<_>, Vec<_>) = chunks.into_iter().unzip();
    let (columns, notes) = Slab::stack(slabs)?;
    let mut columns = columns.into_iter();
    let empty = StringChunked::full_null("country".into(), sheet.rows);
    let contexts = columns.next().unwrap_or_else(|| empty.clone());
    Ok(Countries {
        context: contexts,
        column: columns.next().unwrap_or(empty),
        status: status.into_iter().flatten().collect(),
        notes,
    })
}

/// What the rows that name their country say of places, for the rows that do not.
struct Stated<'a> {
    codes: Vec<u32>,
    cities: Vec<u32>,
    pairs: FxHashMap<(u32, u32), Option<&'a str>>,
    by_city: FxHashMap<u32, (Option<&'a str>, u32)>,
}

impl<'a> Stated<'a> {
    fn of(sheet: &Sheet, ids: &[u32], countries: &[Option<&'a str>]) -> Self {
        let (codes, cities) = (Distinct::of(sheet.text("postal_code")).ids, Distinct::of(sheet.text("city")).ids);
        let mut pairs: FxHashMap<(u32, u32), Option<&str>> = FxHashMap::default();
        let mut by_city: FxHashMap<u32, (Option<&str>, u32)> = FxHashMap::default();
        for ((&id, &code), &city) in ids.iter().zip(&codes).zip(&cities) {
            let Some(country) = countries.get(id as usize).copied().flatten() else { continue };
            if city == NULL {
                continue;
            }
            // Rows that disagree cancel each other out.
            let agree = |known: Option<&'a str>| known.filter(|known| *known == country);
            let told = by_city.entry(city).or_insert((Some(country), 0));
            *told = (agree(told.0), told.1 + 1);
            if code != NULL {
                let told = pairs.entry((code, city)).or_insert(Some(country));
                *told = agree(*told);
            }
        }
        Self { codes, cities, pairs, by_city }
    }

    /// The country of rows with this postal code and city.
    fn of_pair(&self, row: usize) -> Option<&'a str> {
        let pair = (*self.codes.get(row)?, *self.cities.get(row)?);
        self.pairs.get(&pair).copied().flatten()
    }

    /// The country of rows with this city, when enough agree.
    fn of_city(&self, row: usize) -> Option<&'a str> {
        let (country, rows) = self.by_city.get(self.cities.get(row)?).copied()?;
        country.filter(|_| rows >= AGREED)
    }
}

/// The columns that may tell the country of a row.
struct Evidence<'a> {
    default: Option<&'a str>,
    stated: &'a Stated<'a>,
    place: [&'a StringChunked; 5],
    phones: [&'a StringChunked; 3],
    postal_code: &'a StringChunked,
    city: &'a StringChunked,
    website: &'a StringChunked,
    email: &'a StringChunked,
}

impl<'a> Evidence<'a> {
    fn of(sheet: &'a Sheet, default: Option<&'a str>, stated: &'a Stated<'a>) -> Self {
        Self {
            default,
            stated,
            place: PLACE.map(|name| sheet.text(name)),
            phones: PHONES.map(|name| sheet.text(name)),
            postal_code: sheet.text("postal_code"),
            city: sheet.text("city"),
            website: sheet.text("website"),
            email: sheet.text("email"),
        }
    }

    /// True when the row names a place or a phone number, so that a country belongs to it.
    fn speaks(&self, row: usize) -> bool {
        self.place.iter().chain(&self.phones).any(|column| column.get(row).is_some())
    }

    fn infer(&self, row: usize) -> Option<String> {
        let postal = self.postal_code.get(row);
        if let Some(told) = postal.or_else(|| self.city.get(row)).and_then(told_by_place) {
            return Some(told);
        }
        if let Some(country) = self.stated.of_pair(row) {
            return Some(country.to_owned());
        }
        let fits = |country: &str| {
            postal.is_none_or(|code| address::read_postal_code(code, Some(country)).status == Status::Valid)
        };
        let called = self.phones.iter().filter_map(|column| column.get(row)).find_map(told_by_phone);
        if let Some(called) = called.filter(|country| Some(country.as_str()) == self.default || fits(country)) {
            return Some(called);
        }
        if let (Some(code), Some(city)) = (postal, self.city.get(row)) {
            // A place of that name with a code of that range lies in one of them only.
            let matches = |country: &&&str| {
                fits(country) && address::check_code(None, country, code.trim(), city).city_match == Some(true)
            };
            if let Some(country) = NEIGHBOURS.iter().find(matches) {
                return Some((*country).to_owned());
            }
        }
        if let Some(country) = self.stated.of_city(row).filter(|country| fits(country)) {
            return Some(country.to_owned());
        }
        let domain = [self.website, self.email].iter().filter_map(|column| column.get(row)).find_map(told_by_domain);
        // A domain alone says little about where somebody sits: it only decides between readings of a postal code.
        let decides = |country: &&str| {
            postal.is_some()
                && Some(*country) != self.default
                && fits(country)
                && self.default.is_none_or(|default| !fits(default))
        };
        if let Some(domain) = domain.filter(decides) {
            return Some(domain.to_owned());
        }
        self.default.map(str::to_owned)
    }
}

/// The country of a postal code or city line with a country prefix, or with a shape only one country has.
fn told_by_place(value: &str) -> Option<String> {
    let has_letter = value.bytes().any(|byte| byte.is_ascii_alphabetic());
    let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit {
        return None;
    }
    if let Some((_, country)) = POSTAL_SHAPES.iter().find(|(shape, _)| has_shape(value, shape)) {
        return Some((*country).to_owned());
    }
    if !has_letter {
        return None;
    }
    let read = address::read_postal_code(value, None);
    (!read.parts.country.is_empty() && !read.parts.country_inferred && read.status.is_usable())
        .then_some(read.parts.country)
}

fn has_shape(value: &str, shape: &str) -> bool {
    value.len() == shape.len()
        && value.bytes().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
            b'9' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_alphabetic(),
            other => byte == other,
        })
}

/// The country of a number in international notation.
fn told_by_phone(value: &str) -> Option<String> {
    let value = value.trim_start_matches(|c: char| !(c.is_ascii_digit() || c == '+'));
    let rest = value.strip_prefix('+').or_else(|| value.strip_prefix("00"))?;
    let digits: String = rest.chars().filter(char::is_ascii_digit).take(3).collect();
    if let Some((_, country)) = CALLING_CODES.iter().find(|(code, _)| digits.starts_with(code)) {
        return Some((*country).to_owned());
    }
    let read = phone::read(value, None);
    if read.status.is_usable() { read.parts.country } else { None }
}

/// The country of the top-level domain of a website or e-mail address.
fn told_by_domain(value: &str) -> Option<&'static str> {
    let host = value.rsplit_once('@').map_or(value, |(_, domain)| domain);
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let (_, tld) = host.trim().trim_end_matches('.').rsplit_once('.')?;
    COUNTRY_DOMAINS.iter().find(|(domain, _)| domain.eq_ignore_ascii_case(tld)).map(|&(_, country)| country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn international_numbers_tell_their_country() {
        assert_eq!(told_by_phone("+43 1 234567").as_deref(), Some("AT"));
        assert_eq!(told_by_phone("(0041) 44 2345678").as_deref(), Some("CH"));
        assert_eq!(told_by_phone("0351 234567"), None);
    }

    #[test]
    fn shapes_of_one_country_tell_it() {
        assert_eq!(told_by_place("1017 AB").as_deref(), Some("NL"));
        assert_eq!(told_by_place("SW1A 1AA").as_deref(), Some("GB"));
        assert_eq!(told_by_place("04229"), None);
        assert_eq!(told_by_place("Leipzig"), None);
    }

    #[test]
    fn the_top_level_domain_is_taken_from_urls_and_addresses() {
        assert_eq!(told_by_domain("https://ritter-holz.co.at/kontakt"), Some("AT"));
        assert_eq!(told_by_domain("kurt@ritter.CH"), Some("CH"));
        assert_eq!(told_by_domain("kurt@ritter.com"), None);
        assert_eq!(told_by_domain("localhost"), None);
    }
}
