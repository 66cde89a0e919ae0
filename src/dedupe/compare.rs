//! Comparisons with ordered agreement levels, and the pattern of levels of a pair.
//!
//! Level 0 is no evidence (one side has no value), level 1 the best agreement, the last level disagreement. A pattern
//! packs the levels of all comparisons into a `u64`: six bits for the names, which are compared jointly, four for each
//! other one. Ids are compared before text.

use super::dictionary::{Field, NO_VALUE};
use super::records::{Extra, Records, at};
use super::unpack;
use crate::kernel::similarity::{jaro_winkler, token_overlap, token_weights, within_one_edit};
use crate::pipeline::plan::ExtraKind;
use rayon::prelude::*;

/// Most comparisons a pattern holds.
pub const MOST: usize = 15;
/// Most levels of a comparison, level 0 included.
pub const LEVELS: usize = 64;
/// Bits of the first comparison in a pattern; the others have four.
const NAME_BITS: usize = 6;

/// Jaro–Winkler similarity from which two names are one name with a typing error.
const TYPO: f64 = 0.88;
/// Below this, two names contradict each other.
const CONFLICT: f64 = 0.75;
/// Below this, not even a garbled name is the other one: as little as any two names have in common.
const UNLIKE: f64 = 0.45;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Given and family name jointly, see [`name_level`].
    Name,
    /// Gender, where the given names say nothing.
    Gender,
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
    /// Registrable domain, where neither record names a person: people's addresses say it better.
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
    /// Largest share that a level may have among matches. Without this bound EM may settle on another grouping than
    /// identity that fits the fields as well: on a list of firms' staff, colleagues instead of people.
    pub fn most_among_matches(&self, level: usize) -> f64 {
        match self.what {
            What::Name if name_parts(level).0 == Family::Conflict as usize => 0.05,
            What::Firm if level == self.levels => 0.03,
            What::Birth if level + 1 >= self.levels => 0.1,
            _ => 1.0,
        }
    }

    /// Smallest share that a level has among matches: one person mostly has one birthday, often one address and number
    /// in both records, and now and then others, because people move, marry and change jobs.
    pub fn least_among_matches(&self, level: usize) -> f64 {
        match (self.what, level) {
            (What::Birth | What::Vat, 1) => 0.4,
            (What::Street, 1) => 0.2,
            (What::Email | What::Phone | What::Firm, 1) => 0.3,
            (What::Email | What::Phone, _) if level == self.levels => 0.15,
            (What::Street | What::Place | What::Company, _) if level == self.levels => 0.08,
            _ => 0.0,
        }
    }
}

/// The comparisons that the records have values for. The names come first, also where there are none.
pub fn comparisons(records: &Records) -> Vec<Comparison> {
    let fixed = [
        ("gender", What::Gender, 2, records.gender.iter().flatten().count() as u32),
        ("birth_date", What::Birth, GENERATION, records.birth.filled),
        ("email", What::Email, 6, records.email.filled),
        ("phone", What::Phone, 4, records.phone.filled),
        ("street", What::Street, 7, records.street.filled),
        ("place", What::Place, 6, records.postal.filled.max(records.city.filled)),
        ("company", What::Company, 4, records.company.filled),
        ("firm", What::Firm, 7, records.company.filled),
        ("domain", What::Domain, 3, records.domain.filled),
        ("vat_id", What::Vat, 3, records.vat.filled),
    ];
    let mut comparisons = vec![Comparison { name: "name".to_owned(), what: What::Name, levels: NAMES }];
    let fixed = fixed.into_iter().filter(|(_, _, _, filled)| *filled > 1);
    comparisons.extend(fixed.map(|(name, what, levels, _)| Comparison { name: name.to_owned(), what, levels }));
    for (at, extra) in records.extra.iter().enumerate() {
        let levels = match extra.kind {
            ExtraKind::Identifier | ExtraKind::Text => 4,
            ExtraKind::Number | ExtraKind::Category => 3,
            ExtraKind::Date => 7,
            ExtraKind::Flag => 2,
        };
        comparisons.push(Comparison { name: extra.name.clone(), what: What::Extra(at), levels });
    }
    comparisons.truncate(MOST);
    comparisons
}

/// Pairs that one task compares; its memo serves them alone, so nothing depends on threads.
const CHUNK: usize = 32_768;

/// The pattern of every pair.
pub fn patterns(records: &Records, comparisons: &[Comparison], pairs: &[u64]) -> Vec<u64> {
    pairs
        .par_chunks(CHUNK)
        .flat_map_iter(|pairs| {
            let mut comparer = Comparer::new(records, comparisons);
            pairs.iter().map(move |&pair| {
                let (a, b) = unpack(pair);
                comparer.pattern(a, b)
            })
        })
        .collect()
}

/// Compares pairs; remembers the levels of values that it has met, because names and streets repeat.
#[derive(Debug)]
pub struct Comparer<'a> {
    r: &'a Records,
    comparisons: &'a [Comparison],
    memo: Memo,
}

/// Levels of pairs of values, by field; a later pair takes the place of an earlier one.
#[derive(Debug)]
struct Memo(Vec<(u64, u8)>);

/// Pairs of values that a memo holds; a power of two.
const REMEMBERED: usize = 1 << 13;

impl Memo {
    /// The level of two values of a field, computed when it is not remembered.
    fn level(&mut self, field: usize, x: u32, y: u32, level: impl FnOnce() -> u8) -> u8 {
        if self.0.is_empty() {
            return level();
        }
        let key = (u64::from(x) << 32 | u64::from(y)).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ field as u64;
        let slot = &mut self.0[(key >> 40) as usize & (REMEMBERED - 1)];
        if slot.0 != key {
            *slot = (key, level());
        }
        slot.1
    }
}

impl<'a> Comparer<'a> {
    /// A comparer for many pairs.
    pub fn new(r: &'a Records, comparisons: &'a [Comparison]) -> Self {
        Self { r, comparisons, memo: Memo(vec![(u64::MAX, 0); REMEMBERED]) }
    }

    /// A comparer for a single pair.
    pub const fn once(r: &'a Records, comparisons: &'a [Comparison]) -> Self {
        Self { r, comparisons, memo: Memo(Vec::new()) }
    }

    /// The pattern of one pair.
    pub fn pattern(&mut self, a: u32, b: u32) -> u64 {
        self.pattern_of(self.r.row(a), self.r.row(b))
    }

    /// The pattern of two rows of ids.
    pub fn pattern_of(&mut self, a: &[u32], b: &[u32]) -> u64 {
        let comparisons = self.comparisons;
        let mut pattern = 0;
        for (at, comparison) in comparisons.iter().enumerate() {
            pattern |= u64::from(self.level(comparison.what, a, b)) << shift(at);
        }
        pattern
    }

    fn level(&mut self, what: What, a: &[u32], b: &[u32]) -> u8 {
        let r = self.r;
        match what {
            What::Name => self.name(a, b),
            What::Gender => gender(r, a, b),
            What::Birth => birth_level(r, a, b) as u8,
            What::Email => email(r, a, b),
            What::Phone => phone(r, a, b),
            What::Street => self.street(a, b),
            What::Place => self.place(a, b),
            What::Company | What::Firm => self.company(what, a, b),
            What::Domain => domain(r, a, b),
            What::Vat => both(a, b, at::VAT).map_or(0, |(x, y)| identifier(&r.vat, x, y).min(3)),
            What::Extra(number) => match both(a, b, at::EXTRA + number) {
                None => 0,
                Some((x, y)) if x == y => 1,
                Some((x, y)) => self.memo.level(at::EXTRA + number, x, y, || extra(&r.extra[number], x, y)),
            },
        }
    }

    /// The level of the joint name comparison: every pairing of [`Family`] and [`Given`], and for two equal full names
    /// how rare they are; 0 when both are missing.
    fn name(&mut self, a: &[u32], b: &[u32]) -> u8 {
        let r = self.r;
        if a[at::NAME] != NO_VALUE && a[at::NAME] == b[at::NAME] {
            return (FIRST_RARITY + rarity_level(r.names.namesakes[a[at::NAME] as usize])) as u8;
        }
        match (self.family(a, b), self.given(a, b)) {
            (Family::Missing, Given::Missing) => 0,
            (family, given) => {
                let unlike = matches!(given, Given::Weak | Given::Garbled | Given::Conflict);
                let given = if unlike && opposite(a, b) { Given::Opposite } else { given };
                1 + family as u8 * GIVEN as u8 + given as u8
            }
        }
    }

    fn given(&mut self, a: &[u32], b: &[u32]) -> Given {
        let r = self.r;
        match both(a, b, at::GIVEN) {
            None => Given::Missing,
            Some((x, y)) if x == y => Given::Same,
            Some((x, y)) => GIVENS[self.memo.level(at::GIVEN, x, y, || given(&r.given, x, y) as u8) as usize],
        }
    }

    fn family(&mut self, a: &[u32], b: &[u32]) -> Family {
        let r = self.r;
        match both(a, b, at::FAMILY) {
            Some((x, y)) if x == y => Family::Same,
            _ if crossed(r, a, b) => Family::Swapped,
            None => Family::Missing,
            Some((x, y)) => FAMILIES[self.memo.level(at::FAMILY, x, y, || family(&r.family, x, y) as u8) as usize],
        }
    }

    /// 1 street and number · 2 street but for spelling, same number · 3 street, a number missing · 4 street, other number
    /// · 5 street but for spelling · 6 other street, same number · 7 other.
    fn street(&mut self, a: &[u32], b: &[u32]) -> u8 {
        let Some((x, y)) = both(a, b, at::STREET) else { return 0 };
        let r = self.r;
        let same = x == y;
        let alike = same || self.memo.level(at::STREET, x, y, || u8::from(text_alike(&r.street, x, y, 0.9, 0.6))) == 1;
        match (same, alike, both(a, b, at::HOUSE).map(|(x, y)| x == y)) {
            (true, _, Some(true)) => 1,
            (_, true, Some(true)) => 2,
            (true, _, None) => 3,
            (true, _, Some(false)) => 4,
            (_, true, _) => 5,
            (_, _, Some(true)) => 6,
            _ => 7,
        }
    }

    /// 1 code and city · 2 code · 3 code but for a digit, city alike · 4 city, a code missing · 5 city, other code ·
    /// 6 other.
    fn place(&mut self, a: &[u32], b: &[u32]) -> u8 {
        let r = self.r;
        let city = both(a, b, at::CITY)
            .map(|(x, y)| x == y || self.memo.level(at::CITY, x, y, || u8::from(alike(&r.city, x, y, TYPO))) == 1);
        let code = both(a, b, at::POSTAL).map(|(x, y)| {
            let near = || city == Some(true) && r.postal.within_one_edit(x, y);
            (x == y, x == y || near())
        });
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

    /// The company level, where it is the one meant: of people, or of records that name nobody.
    fn company(&mut self, what: What, a: &[u32], b: &[u32]) -> u8 {
        if (names_person(a) || names_person(b)) != (what == What::Company) {
            return 0;
        }
        let r = self.r;
        let level = match both(a, b, at::COMPANY) {
            None => 0,
            Some((x, y)) if x == y => 1,
            Some((x, y)) => self.memo.level(at::COMPANY, x, y, || company(&r.company, x, y)),
        };
        // Where two people work needs no finer shades.
        match (what, level) {
            (What::Company, 3..=6) => 3,
            (What::Company, 7) => 4,
            _ => level,
        }
    }
}

const fn shift(at: usize) -> usize {
    if at == 0 { 0 } else { NAME_BITS + 4 * (at - 1) }
}

/// The level of comparison number `at` in a pattern.
pub const fn level_of(pattern: u64, at: usize) -> usize {
    (pattern >> shift(at) & if at == 0 { 63 } else { 15 }) as usize
}

/// The values of two records in a column, when both have one.
fn both(a: &[u32], b: &[u32], at: usize) -> Option<(u32, u32)> {
    (a[at] != NO_VALUE && b[at] != NO_VALUE).then_some((a[at], b[at]))
}

/// How two given names agree, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Given {
    /// Equal.
    Same,
    /// A nickname, or one of several given names.
    Compatible,
    /// A typing error apart.
    Typo,
    /// One is the other's initial.
    Initial,
    /// One is missing.
    Missing,
    /// Barely alike, or alike and both names in their own right.
    Weak,
    /// Not alike, but one of them is no known name and may be the other one garbled.
    Garbled,
    /// Two different names.
    Conflict,
    /// Two different names, one a man's, one a woman's.
    Opposite,
}

/// How two family names agree, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Family {
    /// Equal.
    Same,
    /// Given and family name are swapped.
    Swapped,
    /// A typing error apart, or one of two names in common.
    Alike,
    /// One is missing.
    Missing,
    /// Barely alike.
    Weak,
    /// They contradict each other.
    Conflict,
}

const GIVENS: [Given; GIVEN] = [
    Given::Same,
    Given::Compatible,
    Given::Typo,
    Given::Initial,
    Given::Missing,
    Given::Weak,
    Given::Garbled,
    Given::Conflict,
    Given::Opposite,
];
const FAMILIES: [Family; FAMILY] =
    [Family::Same, Family::Swapped, Family::Alike, Family::Missing, Family::Weak, Family::Conflict];
/// Kinds of agreement of given names.
pub const GIVEN: usize = 9;
/// Kinds of agreement of family names.
pub const FAMILY: usize = 6;
/// Levels for two equal full names, by how many people may be expected to have that name: one level a power of ten.
pub const RARITIES: usize = 5;
/// The level of two equal full names of the rarest kind.
pub const FIRST_RARITY: usize = GIVEN * FAMILY + 1;
/// Levels of the joint name comparison.
pub const NAMES: usize = GIVEN * FAMILY + RARITIES;

/// 1 equal · 2 different. Says nothing where both given names are known, which say it better.
fn gender(r: &Records, a: &[u32], b: &[u32]) -> u8 {
    let full = |row: &[u32]| row[at::GIVEN] != NO_VALUE && !is_initial(r.given.text(row[at::GIVEN]));
    match (a[at::GENDER], b[at::GENDER]) {
        (NO_VALUE, _) | (_, NO_VALUE) => 0,
        _ if full(a) && full(b) => 0,
        (one, other) => {
            if one == other {
                1
            } else {
                2
            }
        }
    }
}

fn opposite(a: &[u32], b: &[u32]) -> bool {
    both(a, b, at::GENDER).is_some_and(|(one, other)| one != other)
}

/// Position of a number of namesakes among the powers of ten.
pub fn rarity_level(namesakes: f32) -> usize {
    [0.01, 0.1, 1.0, 10.0].iter().filter(|&&bound| namesakes >= bound).count()
}

/// The parts of a level of the joint name comparison, as numbers of [`Family`] and [`Given`].
pub const fn name_parts(level: usize) -> (usize, usize) {
    if level > GIVEN * FAMILY { (0, 0) } else { ((level - 1) / GIVEN, (level - 1) % GIVEN) }
}

/// True for levels of [`What::Name`] at which two known given names contradict each other.
pub const fn names_conflict(level: usize) -> bool {
    level > 0 && {
        let (family, given) = name_parts(level);
        given >= Given::Conflict as usize && family != Family::Swapped as usize
    }
}

fn given(field: &Field, x: u32, y: u32) -> Given {
    let (left, right) = (field.text(x), field.text(y));
    if is_initial(left) || is_initial(right) {
        return if left.as_bytes().first() == right.as_bytes().first() { Given::Initial } else { Given::Conflict };
    }
    if field.root[x as usize] == field.root[y as usize] || share_word(field, x, y) {
        return Given::Compatible;
    }
    let names = field.established[x as usize] && field.established[y as usize];
    if field.most_alike(x, y) < if names { CONFLICT } else { UNLIKE } {
        return Given::Conflict;
    }
    match jaro_winkler(left, right) {
        alike if alike >= TYPO || within_one_edit(left, right) => {
            if names {
                Given::Weak
            } else {
                Given::Typo
            }
        }
        alike if names || alike < UNLIKE => Given::Conflict,
        alike if alike >= CONFLICT => Given::Weak,
        _ => Given::Garbled,
    }
}

/// True when a name is an initial.
pub fn is_initial(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_alphanumeric).count() == 1
}

fn share_word(field: &Field, x: u32, y: u32) -> bool {
    let (left, right) = (field.words.get(x), field.words.get(y));
    (left.len() > 1 || right.len() > 1) && left.iter().any(|word| right.binary_search(word).is_ok())
}

fn family(field: &Field, x: u32, y: u32) -> Family {
    if share_word(field, x, y) {
        return Family::Alike;
    }
    if field.most_alike(x, y) < CONFLICT {
        return Family::Conflict;
    }
    let (left, right) = (field.text(x), field.text(y));
    match jaro_winkler(left, right) {
        alike if alike >= TYPO || within_one_edit(left, right) => Family::Alike,
        alike if alike >= CONFLICT => Family::Weak,
        _ => Family::Conflict,
    }
}

/// True when the names agree in each other's columns, and nothing there contradicts that.
fn crossed(r: &Records, a: &[u32], b: &[u32]) -> bool {
    let across = |a: &[u32], b: &[u32]| {
        let (given, family) = (a[at::GIVEN], b[at::FAMILY]);
        (given != NO_VALUE && family != NO_VALUE).then(|| r.across[given as usize] == family)
    };
    let (one, other) = (across(a, b), across(b, a));
    (one == Some(true) && other != Some(false)) || (other == Some(true) && one != Some(false))
}

/// The level of two dates of birth, as [`date`] has them; 0 when one is missing.
pub fn birth_level(r: &Records, a: &[u32], b: &[u32]) -> usize {
    both(a, b, at::BIRTH).map_or(0, |(x, y)| usize::from(date(&r.birth, x, y)))
}

/// 1 equal · 2 one digit or two swapped, or day and month swapped · 3 the year, and one of them is 1 January, which often
/// means that only the year is known · 4 two of year, month, day · 5 the year · 6 other · 7 a generation apart.
fn date(field: &Field, x: u32, y: u32) -> u8 {
    if x == y {
        return 1;
    }
    let (x, y) = (field.text(x).as_bytes(), field.text(y).as_bytes());
    if x.len() != 8 || y.len() != 8 {
        return if within_one_edit(field_text(x), field_text(y)) { 2 } else { 6 };
    }
    let same = |from: usize, to: usize| x[from..to] == y[from..to];
    let (year, month, day) = (same(0, 4), same(4, 6), same(6, 8));
    let turned = year && x[4..6] == y[6..8] && x[6..8] == y[4..6];
    match u8::from(year) + u8::from(month) + u8::from(day) {
        _ if turned || within_one_edit(field_text(x), field_text(y)) => 2,
        _ if year && (&x[4..] == b"0101" || &y[4..] == b"0101") => 3,
        2 => 4,
        _ if year => 5,
        _ if generation_apart(x, y) => GENERATION as u8,
        _ => 6,
    }
}

/// Years from which two people of one name in one home are parent and child rather than one person misread.
const YEARS_APART: u32 = 15;
/// The level of two dates of birth a generation apart.
pub const GENERATION: usize = 7;

fn generation_apart(x: &[u8], y: &[u8]) -> bool {
    let year = |date: &[u8]| field_text(&date[..4]).parse::<u32>().ok();
    matches!((year(x), year(y)), (Some(one), Some(other)) if one.abs_diff(other) >= YEARS_APART)
}

fn field_text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// 1 equal · 2 a typing error apart · 3 one name at two providers · 4 names alike · 5 equal, but shared by many ·
/// 6 other. The best of all addresses of both.
fn email(r: &Records, a: &[u32], b: &[u32]) -> u8 {
    best([at::EMAIL, at::EMAIL_2], a, b, |x, y| {
        if x == y {
            let shared = r.email.generic[x as usize] || a[at::ROLE] != NO_VALUE || b[at::ROLE] != NO_VALUE;
            return if shared { 5 } else { 1 };
        }
        let alike = r.email.most_alike(x, y);
        let (left, right) = (r.email.local(x), r.email.local(y));
        match alike >= 1.0 && left.len() >= 5 && left == right {
            _ if r.email.within_one_edit(x, y) => 2,
            true => 3,
            false if alike >= 0.9 && left.len().min(right.len()) >= 5 && jaro_winkler(left, right) >= 0.9 => 4,
            false => 6,
        }
    })
}

/// The best level over all values of both records; 0 when one has none.
fn best(slots: [usize; 2], a: &[u32], b: &[u32], level: impl Fn(u32, u32) -> u8) -> u8 {
    let mut best = 0;
    for x in slots.map(|slot| a[slot]).into_iter().filter(|&id| id != NO_VALUE) {
        for y in slots.map(|slot| b[slot]).into_iter().filter(|&id| id != NO_VALUE) {
            let level = level(x, y);
            best = if best == 0 { level } else { best.min(level) };
        }
    }
    best
}

/// 1 a number in common · 2 a digit apart, or the same last eight · 3 in common, but shared by many · 4 other.
fn phone(r: &Records, a: &[u32], b: &[u32]) -> u8 {
    best([at::PHONE, at::MOBILE], a, b, |x, y| {
        if x == y {
            return if r.phone.generic[x as usize] { 3 } else { 1 };
        }
        if r.phone.same_tail(x, y) || r.phone.within_one_edit(x, y) { 2 } else { 4 }
    })
}

/// 1 equal · 2 equal but for spelling, order or a common word · 3 one name and more words · 4 mostly the same words ·
/// 5 initials of the other · 6 rare words in common · 7 other, or other numbers.
fn company(companies: &Field, x: u32, y: u32) -> u8 {
    if x == y {
        return 1;
    }
    let (left, right) = (companies.text(x), companies.text(y));
    if !same_digits(left, right) {
        return 7;
    }
    let weight = |word: u32| f64::from(companies.word_weight[word as usize]);
    let [shared, one, other] = token_weights(companies.words.get(x), companies.words.get(y), weight);
    let overlap = shared / (one + other - shared).max(1e-9);
    let alike = if companies.most_alike(x, y) < 0.9 { 0.0 } else { jaro_winkler(left, right) };
    match overlap {
        _ if overlap >= 0.8 || alike >= 0.95 => 2,
        _ if shared > 0.0 && shared >= one.min(other) - 1e-9 => 3,
        _ if overlap >= 0.6 || alike >= 0.9 => 4,
        _ if are_initials(left, right) || are_initials(right, left) => 5,
        _ if overlap >= 0.3 => 6,
        _ => 7,
    }
}

/// True when a text is the first letters of the words of another.
fn are_initials(short: &str, long: &str) -> bool {
    short.len() >= 2 && long.split(' ').filter_map(|word| word.bytes().next()).eq(short.bytes())
}

fn overlap(field: &Field, x: u32, y: u32) -> f64 {
    token_overlap(field.words.get(x), field.words.get(y), |word| f64::from(field.word_weight[word as usize]))
}

fn same_digits(left: &str, right: &str) -> bool {
    left.bytes().filter(u8::is_ascii_digit).eq(right.bytes().filter(u8::is_ascii_digit))
}

/// 1 equal · 2 a typing error apart · 3 other.
fn domain(r: &Records, a: &[u32], b: &[u32]) -> u8 {
    if names_person(a) || names_person(b) {
        return 0;
    }
    both(a, b, at::DOMAIN).map_or(0, |(x, y)| match x == y {
        true => 1,
        false if alike(&r.domain, x, y, 0.95) => 2,
        false => 3,
    })
}

fn names_person(row: &[u32]) -> bool {
    row[at::GIVEN] != NO_VALUE || row[at::FAMILY] != NO_VALUE
}

/// True when two values are at least so similar by Jaro–Winkler.
fn alike(field: &Field, x: u32, y: u32, bound: f64) -> bool {
    field.most_alike(x, y) >= bound && jaro_winkler(field.text(x), field.text(y)) >= bound
}

fn text_alike(field: &Field, x: u32, y: u32, bound: f64, share: f64) -> bool {
    alike(field, x, y, bound) || overlap(field, x, y) >= share
}

/// 1 equal · 2 a digit apart or two swapped · 3 alike · 4 other.
fn identifier(field: &Field, x: u32, y: u32) -> u8 {
    match x == y {
        true => 1,
        false if field.within_one_edit(x, y) => 2,
        false if alike(field, x, y, 0.9) => 3,
        false => 4,
    }
}

/// The level of two different values outside the canonical fields.
fn extra(extra: &Extra, x: u32, y: u32) -> u8 {
    let field = &extra.field;
    match extra.kind {
        ExtraKind::Identifier => identifier(field, x, y),
        ExtraKind::Number if field.within_one_edit(x, y) => 2,
        ExtraKind::Number => 3,
        ExtraKind::Text if alike(field, x, y, 0.9) => 2,
        ExtraKind::Text if overlap(field, x, y) >= 0.4 => 3,
        ExtraKind::Text => 4,
        ExtraKind::Date => date(field, x, y),
        ExtraKind::Category if alike(field, x, y, TYPO) => 2,
        ExtraKind::Category => 3,
        ExtraKind::Flag => 2,
    }
}
