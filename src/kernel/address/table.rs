//! A postal table that the user installed: the places a postal code serves, their region and coordinates.
//!
//! For: does the code exist, does the city belong to it, how is the city spelt, in which region does it lie. Not for the
//! format of codes (`postal`), and never a proof against a code: most tables lack those of boxes and large customers.
//! The table is text, one place a line, tab between: country, code (letters and digits only), place, region, latitude,
//! longitude; sorted bytewise by country and code. Costs a binary search a question.

use super::regions;
use crate::kernel::company;
use crate::kernel::company::local::push_folded;
use crate::kernel::similarity::within_one_edit;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// One place a code serves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'a> {
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// In any notation.
    pub code: &'a str,
    /// Name of the place; empty where the table has none.
    pub name: &'a str,
    /// Land by name (DE, AT), canton or state by code (CH, US, CA, AU), else as the source writes it; may be empty.
    pub region: &'a str,
    /// Degrees north and east, WGS 84.
    pub position: Option<(f64, f64)>,
}

/// The table. Built by [`compile`], read by [`PostalTable::parse`].
#[derive(Debug)]
pub struct PostalTable {
    text: String,
    /// Where each line starts.
    lines: Vec<u32>,
    countries: FxHashMap<String, Country>,
}

#[derive(Debug)]
struct Country {
    lines: Range<usize>,
    /// Names of places, folded, with their lines; made when first asked.
    by_name: OnceLock<Vec<(String, u32)>>,
}

/// What a table says about a postal code and a city.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Check<'t> {
    /// Whether the code stands in the table; `None` when the table does not cover the country.
    pub known: Option<bool>,
    /// Whether the city belongs to the code; `None` where it cannot be told.
    pub city_match: Option<bool>,
    /// The usual spelling of a city that was misspelt.
    pub city: Option<&'t str>,
    /// Where all places of the code lie.
    pub region: Option<&'t str>,
    /// Of the first place of the code: degrees north and east.
    pub position: Option<(f64, f64)>,
}

/// Words that connect the parts of a place name and are written, shortened or left out at will.
#[rustfmt::skip]
const CONNECTING: &[&str] = &[
    "am", "an", "auf", "bei", "de", "dem", "den", "der", "des", "du", "en", "im", "in", "la", "le", "les", "ob", "sur", "unter",
    "vor", "vorm", "zu", "zur",
];

/// First words that many places share, so that they tell nothing alone.
#[rustfmt::skip]
const SHARED_STARTS: &[&str] = &[
    "alt", "bad", "burg", "dorf", "gross", "hohen", "klein", "les", "los", "markt", "neu", "neue", "new", "nieder", "ober", "port",
    "saint", "san", "sankt", "santa", "st", "ste", "the", "unter", "villa",
];

impl PostalTable {
    /// Takes the text of a table.
    ///
    /// # Errors
    /// The number (from 1) of the first line that is malformed or out of order.
    pub fn parse(text: String) -> Result<Self, usize> {
        let mut lines = Vec::new();
        let mut countries: FxHashMap<String, Country> = FxHashMap::default();
        let (mut start, mut last) = (0, ("", ""));
        for (at, line) in text.split_terminator('\n').enumerate() {
            let mut cells = line.splitn(3, '\t');
            let (Some(country), Some(code), Some(_)) = (cells.next(), cells.next(), cells.next()) else {
                return Err(at + 1);
            };
            if (country, code) < last {
                return Err(at + 1);
            }
            last = (country, code);
            lines.push(u32::try_from(start).map_err(|_| at + 1)?);
            start += line.len() + 1;
            match countries.get_mut(country) {
                Some(known) => known.lines.end = at + 1,
                None => {
                    let lines = at..at + 1;
                    countries.insert(country.to_owned(), Country { lines, by_name: OnceLock::new() });
                }
            }
        }
        Ok(Self { text, lines, countries })
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// True when no country is covered.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// True when the table holds codes of that country.
    pub fn covers(&self, country: &str) -> bool {
        self.countries.contains_key(country)
    }

    /// The places of a code, in any notation; none when it is unknown. Longer codes are looked up by the part that
    /// tables hold as well: `1012 AB` by `1012`, `SW1A 1AA` by `SW1A`.
    pub fn places(&self, country: &str, code: &str) -> impl Iterator<Item = Place<'_>> + Clone {
        let lines = self.find(country, &compact(code)).unwrap_or(0..0);
        lines.filter_map(|at| self.place(at))
    }

    /// Every place, sorted by country and code.
    pub fn all(&self) -> impl Iterator<Item = Place<'_>> {
        (0..self.lines.len()).filter_map(|at| self.place(at))
    }

    /// What the table says about code and city; either may be empty.
    pub fn check(&self, country: &str, code: &str, city: &str) -> Check<'_> {
        let Some(known) = self.countries.get(country) else { return Check::default() };
        if code.is_empty() {
            return Check::default();
        }
        let places = self.places(country, code);
        let Some(first) = places.clone().next() else { return Check { known: Some(false), ..Check::default() } };
        let region = Some(first.region)
            .filter(|region| !region.is_empty() && places.clone().all(|place| place.region == *region));
        let mut check = Check { known: Some(true), region, position: first.position, ..Check::default() };
        if city.is_empty() {
            return check;
        }
        let names = places.map(|place| place.name).filter(|name| !name.is_empty());
        let asked = Name::of(city);
        if names.clone().any(|name| asked.is_a_form_of(name)) {
            check.city_match = Some(true);
        } else if let Some(name) = names.clone().find(|name| asked.is_a_slip_of(name)) {
            check.city_match = Some(true);
            check.city = Some(head(name)).filter(|name| name.chars().any(char::is_lowercase));
        } else if names.clone().next().is_some()
            && [&asked.key, &Name::of(head(city)).key].into_iter().any(|key| self.is_a_place(known, key))
        {
            check.city_match = Some(false);
        }
        check
    }

    fn place(&self, at: usize) -> Option<Place<'_>> {
        let mut cells = self.line(at)?.split('\t');
        let mut cell = || cells.next().unwrap_or("");
        let (country, code, name, region) = (cell(), cell(), cell(), cell());
        let position = cell().parse().ok().zip(cell().parse().ok());
        Some(Place { country, code, name, region, position })
    }

    fn line(&self, at: usize) -> Option<&str> {
        let start = *self.lines.get(at)? as usize;
        let end = self.lines.get(at + 1).map_or(self.text.len(), |next| *next as usize);
        self.text.get(start..end).map(|line| line.trim_end_matches('\n'))
    }

    fn code_of(&self, at: usize) -> &str {
        self.line(at).and_then(|line| line.split('\t').nth(1)).unwrap_or("")
    }

    /// The lines of a code in compact notation, whole or shortened as tables of that country shorten it.
    fn find(&self, country: &str, code: &str) -> Option<Range<usize>> {
        let all = self.countries.get(country)?.lines.clone();
        let exact = |code: &str| {
            let start = all.start + partition(all.len(), |at| self.code_of(all.start + at) < code);
            let end = (start..all.end).find(|&at| self.code_of(at) != code).unwrap_or(all.end);
            (start < end).then_some(start..end)
        };
        exact(code).or_else(|| exact(code.get(..short_length(country, code.len())?)?))
    }

    /// True when some code of the country serves a place of that name.
    fn is_a_place(&self, country: &Country, key: &str) -> bool {
        let names = country.by_name.get_or_init(|| {
            let places = country.lines.clone().filter_map(|at| Some((at, self.place(at)?)));
            let mut names: Vec<(String, u32)> = places
                .filter(|(_, place)| !place.name.is_empty())
                .map(|(at, place)| (Name::of(head(place.name)).key, u32::try_from(at).unwrap_or(u32::MAX)))
                .collect();
            names.sort_unstable();
            names.dedup_by(|one, other| one.0 == other.0);
            names
        });
        names.binary_search_by(|(name, _)| name.as_str().cmp(key)).is_ok()
    }
}

/// Builds the text of a table: codes in compact notation, sorted, once each; rows without country or code are left out,
/// and so are names of large customers that have a code of their own.
pub fn compile(places: &[Place<'_>]) -> String {
    let mut lines: Vec<String> = Vec::with_capacity(places.len());
    for place in places {
        let code = compact(place.code);
        if place.country.len() != 2 || code.is_empty() {
            continue;
        }
        let form = company::read(place.name, Some(place.country)).parts.legal_form;
        // `Muri AG` lies in Aargau
        let is_firm = !form.is_empty() && (place.country, form.as_str()) != ("CH", "AG");
        let name = if is_firm { "" } else { place.name };
        let position = place.position.map(|(north, east)| format!("{north}\t{east}"));
        let region = regions::by_code(place.country, place.region).unwrap_or(place.region);
        let cells = [place.country, &code, &in_line(name), &in_line(region)].join("\t");
        lines.push(format!("{cells}\t{}\n", position.as_deref().unwrap_or("\t")));
    }
    lines.sort_unstable();
    lines.dedup();
    lines.concat()
}

fn in_line(text: &str) -> Cow<'_, str> {
    let breaks = ['\t', '\n', '\r'];
    if text.contains(breaks) { Cow::Owned(text.replace(breaks, " ")) } else { Cow::Borrowed(text) }
}

/// Letters and digits, upper case.
fn compact(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

/// How many characters of a code tables of that country hold, where they leave out its end.
fn short_length(country: &str, length: usize) -> Option<usize> {
    let short = match country {
        "GB" | "IM" | "JE" | "GG" => length.checked_sub(3)?,
        "CA" | "IE" => 3,
        "NL" | "PT" => 4,
        "US" | "BR" => 5,
        _ => return None,
    };
    (short < length).then_some(short)
}

fn partition(length: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// The town of a place that names its part too: `Wien, Innere Stadt`.
fn head(place: &str) -> &str {
    place.split([',', '(', ';']).next().unwrap_or(place).trim()
}

/// A name of a place by its words.
struct Name {
    /// The telling words, folded.
    words: Vec<String>,
    /// The telling words joined.
    key: String,
}

impl Name {
    fn of(text: &str) -> Self {
        let all = words(text);
        // one letter stands for a word: `Frankfurt a. M.`
        let tells = |word: &&String| word.len() > 1 && !CONNECTING.contains(&word.as_str());
        let telling: Vec<String> = all.iter().filter(tells).cloned().collect();
        let words = if telling.is_empty() { all } else { telling };
        let key = words.concat();
        Self { words, key }
    }

    /// True when this is the place under that name, also shorter or with its part: `Frankfurt` for `Frankfurt am Main`,
    /// `Hamburg-Altona` for `Hamburg`, `Biel` for `Biel/Bienne`.
    fn is_a_form_of(&self, place: &str) -> bool {
        place.split('/').chain([place]).any(|place| {
            let place = Self::of(place);
            self.key == place.key || self.starts(&place) || place.starts(self) || self.ends_after_part_mark(&place)
        })
    }

    /// True when one slip of a finger, or an umlaut left out, makes this that name.
    fn is_a_slip_of(&self, place: &str) -> bool {
        let place = Self::of(head(place)).key;
        self.key.len().min(place.len()) >= 5 && within_one_edit(&self.key, &place)
    }

    /// True when the other name begins with the words of this one, and they tell something.
    fn starts(&self, other: &Self) -> bool {
        let tells = match self.words.as_slice() {
            [] => false,
            [only] => only.len() >= 3 && !SHARED_STARTS.contains(&only.as_str()),
            _ => true,
        };
        tells && other.words.len() > self.words.len() && other.words.starts_with(&self.words)
    }

    /// `Sylt OT Westerland` for `Westerland`.
    fn ends_after_part_mark(&self, other: &Self) -> bool {
        let mark = self.words.iter().position(|word| matches!(word.as_str(), "ot" | "ortsteil" | "stadtteil"));
        mark.is_some_and(|at| self.words.get(at + 1..).is_some_and(|part| part == other.words))
    }
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut folded = String::with_capacity(word.len() + 2);
        word.chars().for_each(|c| push_folded(&mut folded, c));
        words.push(match folded.as_str() {
            "st" | "skt" | "saint" => "sankt".to_owned(),
            _ => folded,
        });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> PostalTable {
        let place = |country, code, name, region| Place { country, code, name, region, position: None };
        let places = [
            place("DE", "60311", "Frankfurt am Main", "Hessen"),
            place("DE", "20095", "Hamburg", "Hamburg"),
            place("DE", "25980", "Westerland", "Schleswig-Holstein"),
            place("DE", "80331", "München", "Bayern"),
            place("DE", "33311", "Beispiel Versand GmbH", "Nordrhein-Westfalen"),
            place("DE", "61348", "Bad Homburg vor der Höhe", "Hessen"),
            place("DE", "88662", "Überlingen", "Baden-Württemberg"),
            place("DE", "07919", "Mühltroff", "Sachsen"),
            place("DE", "07919", "Kirschkau", "Thüringen"),
            place("AT", "1010", "Wien, Innere Stadt", "Wien"),
            place("CH", "2502", "Biel/Bienne", "BE"),
            place("CH", "5630", "Muri AG", "AG"),
            place("NL", "1012", "Amsterdam", "NH"),
            place("GB", "SW1A", "London", "ENG"),
            place("", "1", "nowhere", ""),
        ];
        PostalTable::parse(compile(&places)).unwrap()
    }

    #[test]
    fn cities_are_told_from_codes() {
        let table = table();
        for (country, code, city, wanted) in [
            ("DE", "60311", "Frankfurt am Main", Some(true)),
            ("DE", "60311", "Frankfurt", Some(true)),
            ("DE", "60311", "Frankfurt a. M.", Some(true)),
            ("DE", "20095", "Hamburg-Altona", Some(true)),
            ("DE", "25980", "Sylt OT Westerland", Some(true)),
            ("DE", "80331", "Munchen", Some(true)),
            ("DE", "80331", "Hamburg", Some(false)),
            ("DE", "80331", "Entenhausen", None),
            ("DE", "61348", "Bad Homburg", Some(true)),
            ("DE", "61348", "Bad", None),
            ("DE", "33311", "Gütersloh", None),
            ("DE", "99999", "Hamburg", None),
            ("AT", "1010", "Wien", Some(true)),
            ("CH", "2502", "Bienne", Some(true)),
            ("CH", "5630", "Muri", Some(true)),
            ("CH", "2502", "Muri AG (Freiamt)", Some(false)),
            ("NL", "1012 AB", "Amsterdam", Some(true)),
            ("GB", "SW1A 1AA", "London", Some(true)),
            ("FR", "75001", "Paris", None),
        ] {
            assert_eq!(table.check(country, code, city).city_match, wanted, "{country} {code} {city}");
        }
    }

    #[test]
    fn codes_spellings_and_regions() {
        let table = table();
        let check = table.check("DE", "80331", "Munchen");
        assert_eq!((check.known, check.city, check.region), (Some(true), Some("München"), Some("Bayern")));
        assert_eq!(table.check("DE", "99999", "").known, Some(false));
        assert_eq!(table.check("FR", "75001", "").known, None);
        assert_eq!(table.check("DE", "07919", "").region, None);
        assert!(table.covers("AT") && !table.covers("FR") && table.len() == 14);
    }

    #[test]
    fn a_table_out_of_order_is_refused() {
        assert_eq!(PostalTable::parse("DE\t2\tb\t\t\t\nDE\t1\ta\t\t\t\n".to_owned()).err(), Some(2));
        assert_eq!(PostalTable::parse("DE 1\n".to_owned()).err(), Some(1));
    }

    #[test]
    fn positions_survive() {
        let place =
            Place { country: "AT", code: "8010", name: "Graz", region: "Steiermark", position: Some((47.07, 15.44)) };
        let table = PostalTable::parse(compile(&[place])).unwrap();
        assert_eq!(table.check("AT", "8010", "Graz").position, Some((47.07, 15.44)));
    }
}
