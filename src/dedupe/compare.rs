//! Comparisons with ordered agreement levels, and the pattern of levels of a pair.
//!
//! Level 0 is no evidence (one side has no value), level 1 the best agreement, the last level disagreement. A pattern
//! packs four bits a comparison into a `u64`, so there are at most [`MOST`] comparisons. Ids are compared before text.

use super::encode::{Extra, Feature, Kind, NO_VALUE, Records, Value};
use super::unpack;
use crate::kernel::similarity::{jaro_winkler, token_overlap, within_one_edit};
use crate::pipeline::plan::ExtraKind;
use rayon::prelude::*;

/// Most comparisons a pattern holds.
pub const MOST: usize = 16;

/// Jaro–Winkler similarity from which two names are one name with a typing error.
const TYPO: f64 = 0.88;
/// Below this, two given names contradict each other.
const CONFLICT: f64 = 0.75;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Given and family name jointly, see [`name`].
    Name,
    /// Date of birth.
    Birth,
    /// E-mail address.
    Email,
    /// Phone and mobile number, best of both.
    Phone,
    /// Street and house number.
    Street,
    /// Postal code and city.
    Place,
    /// Company of two people: where they work.
    Company,
    /// Company name where not both records name a person: who the record is.
    Firm,
    /// Registrable domain, where not both records have an e-mail address.
    Domain,
    /// VAT id.
    Vat,
    /// A column outside the canonical fields, by its position in [`Records::extra`].
    Extra(usize),
}

/// A comparison of a run.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Name as in `w_<name>`.
    pub name: String,
    /// What it compares.
    pub what: What,
    /// Number of levels, level 0 not counted.
    pub levels: usize,
}

impl Comparison {
    /// True when people of one household or firm share this.
    pub fn is_shared_by_households(&self) -> bool {
        !matches!(self.what, What::Name | What::Extra(_))
    }

    /// Largest share that a level may have among matches. Without this bound EM may settle on another grouping than
    /// identity that fits the fields as well: on a list of firms' staff, colleagues instead of people.
    pub fn most_among_matches(&self, level: usize) -> f64 {
        match (self.what, level) {
            (What::Name, 12 | 14) => 0.03,
            (What::Name, 13 | 15) => 0.01,
            (What::Name, 9 | 11) => 0.05,
            (What::Firm, 4) => 0.03,
            (What::Birth, 5) => 0.1,
            _ => 1.0,
        }
    }

    /// Smallest share that a level has among matches: one person mostly has one birthday, often one address and number
    /// in both records, and now and then others, because people move, marry and change jobs.
    pub fn least_among_matches(&self, level: usize) -> f64 {
        match (self.what, level) {
            (What::Birth | What::Vat, 1) => 0.4,
            (What::Name, 1) => 0.1,
            (What::Email | What::Phone | What::Firm, 1) => 0.15,
            (What::Street | What::Place, 1) => 0.1,
            (What::Email, 5) | (What::Phone, 4) => 0.15,
            (What::Street | What::Place, 6) | (What::Company, 4) => 0.08,
            _ => 0.0,
        }
    }
}

/// The comparisons that the records have values for.
pub fn comparisons(records: &Records) -> Vec<Comparison> {
    let fixed = [
        ("name", What::Name, 15, records.family.filled.max(records.given.filled)),
        ("birth_date", What::Birth, 5, records.birth.filled),
        ("email", What::Email, 5, records.email.filled),
        ("phone", What::Phone, 4, records.phone.filled),
        ("street", What::Street, 6, records.street.filled),
        ("place", What::Place, 6, records.postal.filled.max(records.city.filled)),
        ("company", What::Company, 4, records.company.filled),
        ("firm", What::Firm, 4, records.company.filled),
        ("domain", What::Domain, 3, records.domain.filled),
        ("vat_id", What::Vat, 2, records.vat.filled),
    ];
    let mut comparisons: Vec<Comparison> = fixed
        .into_iter()
        .filter(|(_, _, _, filled)| *filled > 1)
        .map(|(name, what, levels, _)| Comparison { name: name.to_owned(), what, levels })
        .collect();
    for (at, extra) in records.extra.iter().enumerate() {
        let levels = match extra.kind {
            ExtraKind::Identifier | ExtraKind::Number => 3,
            ExtraKind::Text => 4,
            ExtraKind::Date => 5,
            ExtraKind::Category | ExtraKind::Flag => 2,
        };
        comparisons.push(Comparison { name: extra.name.clone(), what: What::Extra(at), levels });
    }
    comparisons.truncate(MOST);
    comparisons
}

/// The pattern of every pair.
pub fn patterns(records: &Records, comparisons: &[Comparison], pairs: &[u64]) -> Vec<u64> {
    pairs
        .par_iter()
        .with_min_len(4_096)
        .map(|&pair| {
            let (a, b) = unpack(pair);
            pattern(records, comparisons, a, b)
        })
        .collect()
}

/// The pattern of one pair.
pub fn pattern(records: &Records, comparisons: &[Comparison], a: u32, b: u32) -> u64 {
    comparisons
        .iter()
        .enumerate()
        .fold(0, |pattern, (at, comparison)| pattern | u64::from(level(records, comparison.what, a, b)) << (4 * at))
}

/// The level of comparison number `at` in a pattern.
pub const fn level_of(pattern: u64, at: usize) -> usize {
    (pattern >> (4 * at) & 15) as usize
}

fn level(r: &Records, what: What, a: u32, b: u32) -> u8 {
    match what {
        What::Name => name(r, a, b),
        What::Birth => r.birth.both(a, b).map_or(0, |(x, y)| date(x, y)),
        What::Email => email(r, a, b),
        What::Phone => phone(r, a, b),
        What::Street => street(r, a, b),
        What::Place => place(r, a, b),
        What::Company | What::Firm => company_of(r, what, a, b),
        What::Domain => domain(r, a, b),
        What::Vat => equal(&r.vat, a, b),
        What::Extra(at) => r.extra.get(at).map_or(0, |other| extra(other, a, b)),
    }
}

fn equal(feature: &Feature, a: u32, b: u32) -> u8 {
    feature.both(a, b).map_or(0, |_| if feature.same(a, b) { 1 } else { 2 })
}

/// How two given names agree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Given {
    Missing,
    Same,
    Compatible,
    Typo,
    Initial,
    Weak,
    Conflict,
}

/// Levels of the joint name comparison, best first:
/// 1 both equal · 2 equal in swapped columns · 3 nickname or one of several given names · 4 typo in the given name ·
/// 5 typo in the family name · 6 typos in both · 7 initial · 8 a given name missing · 9 given name equal, family name
/// not · 10 family name alike, given name missing or initial · 11 given names barely alike · 12 given names contradict ·
/// 13 the same with a typo in the family name · 14 given names alike, family names not · 15 nothing agrees.
fn name(r: &Records, a: u32, b: u32) -> u8 {
    let family = r.family.both(a, b);
    let given = given(r, a, b);
    let Some((x, y)) = family else {
        return match given {
            Given::Missing => 0,
            Given::Same if r.family.get(a).is_none() && r.family.get(b).is_none() => 8,
            _ => 0,
        };
    };
    let same = r.family.same(a, b);
    let alike = same || family_alike(x, y);
    if !alike && swapped(r, a, b) {
        return 2;
    }
    match (same, alike, given) {
        (true, _, Given::Same) => 1,
        (true, _, Given::Compatible) => 3,
        (true, _, Given::Typo) => 4,
        (_, true, Given::Same | Given::Compatible) => 5,
        (_, true, Given::Typo) => 6,
        (true, _, Given::Initial) => 7,
        (true, _, Given::Missing) => 8,
        (_, false, Given::Same) => 9,
        (_, true, Given::Missing | Given::Initial) => 10,
        (_, true, Given::Weak) => 11,
        (true, _, Given::Conflict) => 12,
        (_, true, Given::Conflict) => 13,
        (_, false, Given::Compatible | Given::Typo | Given::Weak) => 14,
        _ => 15,
    }
}

/// True for levels of [`What::Name`] at which the given names contradict each other.
pub const fn names_conflict(level: usize) -> bool {
    matches!(level, 12 | 13 | 15)
}

fn given(r: &Records, a: u32, b: u32) -> Given {
    let Some((x, y)) = r.given.both(a, b) else { return Given::Missing };
    if r.given.same(a, b) {
        return Given::Same;
    }
    if is_initial(&x.text) || is_initial(&y.text) {
        return if x.text.as_bytes().first() == y.text.as_bytes().first() { Given::Initial } else { Given::Conflict };
    }
    if x.root == y.root || share_word(&x.words, &y.words) {
        return Given::Compatible;
    }
    let alike = jaro_winkler(&x.text, &y.text);
    match alike {
        _ if alike >= TYPO || within_one_edit(&x.text, &y.text) => Given::Typo,
        _ if alike >= CONFLICT => Given::Weak,
        _ => Given::Conflict,
    }
}

fn is_initial(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_alphanumeric).count() == 1
}

fn share_word(left: &[u32], right: &[u32]) -> bool {
    left.iter().any(|word| right.binary_search(word).is_ok())
}

fn family_alike(x: &Value, y: &Value) -> bool {
    if (x.words.len() > 1 || y.words.len() > 1) && share_word(&x.words, &y.words) {
        return true;
    }
    (x.mask & y.mask).count_ones() * 2 >= x.mask.count_ones().max(y.mask.count_ones())
        && (jaro_winkler(&x.text, &y.text) >= TYPO || within_one_edit(&x.text, &y.text))
}

fn swapped(r: &Records, a: u32, b: u32) -> bool {
    match (r.given.both(a, b), r.family.both(a, b)) {
        (Some((given, other_given)), Some((family, other_family))) => {
            given.text == other_family.text && family.text == other_given.text
        }
        _ => false,
    }
}

/// 1 equal · 2 one digit or two swapped, or day and month swapped · 3 two of year, month, day · 4 the year · 5 other.
fn date(x: &Value, y: &Value) -> u8 {
    if x.text == y.text {
        return 1;
    }
    let parts = |text: &str| -> Option<[String; 3]> {
        Some([text.get(..4)?.to_owned(), text.get(4..6)?.to_owned(), text.get(6..8)?.to_owned()])
    };
    let (Some(x_parts), Some(y_parts)) = (parts(&x.text), parts(&y.text)) else { return 5 };
    let turned = x_parts[0] == y_parts[0] && x_parts[1] == y_parts[2] && x_parts[2] == y_parts[1];
    let shared = x_parts.iter().zip(&y_parts).filter(|(a, b)| a == b).count();
    match shared {
        _ if turned || within_one_edit(&x.text, &y.text) => 2,
        2 => 3,
        _ if x_parts[0] == y_parts[0] => 4,
        _ => 5,
    }
}

/// 1 equal · 2 a typing error apart · 3 one name at two providers · 4 equal, but shared by many · 5 other.
fn email(r: &Records, a: u32, b: u32) -> u8 {
    let Some((x, y)) = r.email.both(a, b) else { return 0 };
    if r.email.same(a, b) {
        let shared = x.generic || r.role_email[a as usize] || r.role_email[b as usize];
        return if shared { 4 } else { 1 };
    }
    let local = |text: &str| text.split_once('@').map(|(local, _)| local.to_owned()).filter(|local| local.len() >= 5);
    match (local(&x.text), local(&y.text)) {
        _ if within_one_edit(&x.text, &y.text) => 2,
        (Some(one), Some(other)) if one == other => 3,
        _ => 5,
    }
}

/// 1 a number in common · 2 a digit apart, or the same last eight · 3 in common, but shared by many · 4 other.
fn phone(r: &Records, a: u32, b: u32) -> u8 {
    let numbers = |row: u32| [r.phone.ids[row as usize], r.mobile[row as usize]];
    let mut best = 0;
    for x in numbers(a).into_iter().filter(|&id| id != NO_VALUE) {
        for y in numbers(b).into_iter().filter(|&id| id != NO_VALUE) {
            let level = phone_level(&r.phone, x, y);
            best = if best == 0 { level } else { best.min(level) };
        }
    }
    best
}

fn phone_level(numbers: &Feature, x: u32, y: u32) -> u8 {
    let (Some(left), Some(right)) = (numbers.values.get(x as usize), numbers.values.get(y as usize)) else { return 0 };
    if x == y {
        return if left.generic { 3 } else { 1 };
    }
    let tail = |text: &str| text.len().checked_sub(8).and_then(|at| text.get(at..).map(str::to_owned));
    let same_tail = tail(&left.text).is_some_and(|end| tail(&right.text) == Some(end));
    if same_tail || within_one_edit(&left.text, &right.text) { 2 } else { 4 }
}

/// 1 street and number · 2 street but for spelling, same number · 3 street, a number missing · 4 street, other number ·
/// 5 street but for spelling · 6 other.
fn street(r: &Records, a: u32, b: u32) -> u8 {
    let Some((x, y)) = r.street.both(a, b) else { return 0 };
    let same = r.street.same(a, b);
    let alike = same || text_alike(&r.street, x, y, 0.9);
    match (same, alike, r.house.both(a, b).map(|_| r.house.same(a, b))) {
        (true, _, Some(true)) => 1,
        (_, true, Some(true)) => 2,
        (true, _, None) => 3,
        (true, _, Some(false)) => 4,
        (_, true, _) => 5,
        _ => 6,
    }
}

/// 1 code and city · 2 code · 3 code but for a digit, city alike · 4 city, a code missing · 5 city, other code · 6 other.
fn place(r: &Records, a: u32, b: u32) -> u8 {
    let code = r.postal.both(a, b).map(|(x, y)| (r.postal.same(a, b), within_one_edit(&x.text, &y.text)));
    let city = r.city.both(a, b).map(|(x, y)| r.city.same(a, b) || jaro_winkler(&x.text, &y.text) >= 0.9);
    match (code, city) {
        (None, None) => 0,
        (Some((true, _)), Some(true)) => 1,
        (Some((true, _)), _) => 2,
        (Some((_, true)), Some(true)) => 3,
        (None, Some(true)) => 4,
        (Some(_), Some(true)) => 5,
        _ => 6,
    }
}

/// 1 equal · 2 equal but for spelling, order or a common word · 3 rare words in common · 4 other, or other numbers.
fn company(companies: &Feature, x: &Value, y: &Value) -> u8 {
    if x.text == y.text {
        return 1;
    }
    if digits(&x.text) != digits(&y.text) {
        return 4;
    }
    let overlap = token_overlap(&x.words, &y.words, |word| companies.word_weight(word));
    match overlap {
        _ if overlap >= 0.65 || jaro_winkler(&x.text, &y.text) >= 0.93 => 2,
        _ if overlap >= 0.3 => 3,
        _ => 4,
    }
}

/// The company level, where it is the one meant: of two people, or of records that are not both people.
fn company_of(r: &Records, what: What, a: u32, b: u32) -> u8 {
    let people = r.family.get(a).is_some() && r.family.get(b).is_some();
    if people != (what == What::Company) {
        return 0;
    }
    r.company.both(a, b).map_or(0, |(x, y)| company(&r.company, x, y))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// 1 equal · 2 a typing error apart · 3 other. Says nothing where the e-mail addresses are compared already.
fn domain(r: &Records, a: u32, b: u32) -> u8 {
    if r.email.both(a, b).is_some() {
        return 0;
    }
    match r.domain.both(a, b) {
        None => 0,
        Some(_) if r.domain.same(a, b) => 1,
        Some((x, y)) if jaro_winkler(&x.text, &y.text) >= 0.95 => 2,
        Some(_) => 3,
    }
}

fn text_alike(feature: &Feature, x: &Value, y: &Value, bound: f64) -> bool {
    jaro_winkler(&x.text, &y.text) >= bound
        || token_overlap(&x.words, &y.words, |word| feature.word_weight(word)) >= 0.6
}

fn extra(extra: &Extra, a: u32, b: u32) -> u8 {
    let Some((x, y)) = extra.feature.both(a, b) else { return 0 };
    if extra.feature.same(a, b) {
        return 1;
    }
    match extra.kind {
        ExtraKind::Identifier | ExtraKind::Number => {
            if within_one_edit(&x.text, &y.text) {
                2
            } else {
                3
            }
        }
        ExtraKind::Text if jaro_winkler(&x.text, &y.text) >= 0.9 => 2,
        ExtraKind::Text if text_alike(&extra.feature, x, y, 1.0) => 3,
        ExtraKind::Text => 4,
        ExtraKind::Date => date(x, y),
        ExtraKind::Category | ExtraKind::Flag => 2,
    }
}

/// True when the kinds of two records allow one contact.
pub fn kinds_agree(a: Kind, b: Kind) -> bool {
    a == b || a == Kind::Unknown || b == Kind::Unknown
}
