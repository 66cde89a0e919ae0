//! What is known of values beside their text: how common full names are, which given names are names for sure, what
//! gender they have, which numbers and mailboxes many share.

use super::dictionary::{Field, NO_VALUE};
use super::records::Records;
use crate::kernel::name::{self, Gender};
use crate::kernel::phonetic;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A value that more than this many different family names share says nothing about a person.
const GENERIC_NAMES: u32 = 4;
/// A given name beside at least as many family names is no typing error.
const ESTABLISHED: u32 = 3;

/// Describes the values of all fields that need it.
pub fn describe(records: &mut Records) {
    let Records { given, family, street, company, .. } = &mut *records;
    rayon::join(
        || rayon::join(|| describe_names(given), || describe_names(family)),
        || rayon::join(|| street.describe_words(), || company.describe_words()),
    );
    let Records { given, family, names, gender, country, .. } = &mut *records;
    *names = FullNames::of(given, family, country);
    let least = ESTABLISHED.max(names.count.len() as u32 / 50_000);
    given.established = (0..given.len() as u32)
        .map(|id| given.partners[id as usize] >= least || name::is_given_name(given.text(id)))
        .collect();
    infer_gender(gender, given);
    let Records { email, phone, family, .. } = &mut *records;
    rayon::join(|| email.mark_generic(family, GENERIC_NAMES), || phone.mark_generic(family, GENERIC_NAMES));
    mark_family_mailboxes(email);
}

/// The full names of the records and how common each is among people.
#[derive(Debug, Default)]
pub struct FullNames {
    /// Full name of each record, [`NO_VALUE`] where it lacks a part.
    pub of: Vec<u32>,
    /// Records with each full name.
    pub count: Vec<u32>,
    /// How many other people may be expected to have each full name.
    pub namesakes: Vec<f32>,
    /// Records a person has, as seen from a record.
    pub records_each: f64,
}

impl FullNames {
    /// Numbers the full names and counts beside how many family names each given name stands, and the reverse.
    fn of(given: &mut Field, family: &mut Field, country: &[u32]) -> Self {
        let mut known: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut parts: Vec<(u32, u32)> = Vec::new();
        let mut names = Self::default();
        given.partners = vec![0; given.len()];
        family.partners = vec![0; family.len()];
        for (&first, &last) in given.slots[0].iter().zip(&family.slots[0]) {
            if first == NO_VALUE || last == NO_VALUE {
                names.of.push(NO_VALUE);
                continue;
            }
            let id = *known.entry((first, last)).or_insert_with(|| {
                given.partners[first as usize] += 1;
                family.partners[last as usize] += 1;
                parts.push((first, last));
                names.count.push(0);
                (parts.len() - 1) as u32
            });
            names.count[id as usize] += 1;
            names.of.push(id);
        }
        // Records of other people that may be expected to have a name, were given and family names independent.
        let total = f64::from(names.count.iter().sum::<u32>().max(1));
        let expected: Vec<f64> = parts
            .iter()
            .map(|&(first, last)| {
                f64::from(given.count[first as usize]) * f64::from(family.count[last as usize]) / total
            })
            .zip(names.expected_by_country(given, family, country))
            .map(|(anywhere, by_country): (f64, f64)| anywhere.max(by_country))
            .collect();
        // Names that hardly anybody shares tell how many records a person has; a name with many more belongs to several.
        let mut rare: Vec<u32> = names
            .count
            .iter()
            .zip(&expected)
            .filter(|(_, expected)| **expected < 0.1)
            .map(|(&count, _)| count)
            .collect();
        rare.sort_unstable();
        let (sum, squares) =
            rare.iter().fold((0.0, 0.0), |(sum, squares), &n| (sum + f64::from(n), squares + f64::from(n).powi(2)));
        names.records_each = if sum > 0.0 { squares / sum } else { 1.0 };
        let most = f64::from(rare.get(rare.len() * 99 / 100).copied().unwrap_or(1));
        names.namesakes = names
            .count
            .iter()
            .zip(expected)
            .map(|(&count, expected)| (expected.max(f64::from(count) - most) / names.records_each) as f32)
            .collect();
        names
    }
}

impl FullNames {
    /// Records of others that may be expected to have each full name, were given and family names independent within a
    /// country: in a list of several, the names of each go together. The records that have the name do not count, since in
    /// a small country they would be most of what there is. In one country that is never more than among all, and not counted.
    fn expected_by_country(&self, given: &Field, family: &Field, country: &[u32]) -> Vec<f64> {
        if country.windows(2).all(|pair| pair[0] == pair[1]) {
            return vec![0.0; self.count.len()];
        }
        let mut counts: FxHashMap<(Part, u32, u32), u32> = FxHashMap::default();
        let named = || {
            let parts = self.of.iter().zip(&given.slots[0]).zip(&family.slots[0]).zip(country);
            parts.filter(|(((name, _), _), _)| **name != NO_VALUE)
        };
        for (((&name, &first), &last), &country) in named() {
            for part in [(Part::Full, name), (Part::Given, first), (Part::Family, last), (Part::Any, 0)] {
                *counts.entry((part.0, part.1, country)).or_default() += 1;
            }
        }
        let mut expected = vec![0.0; self.count.len()];
        for (((&name, &first), &last), &country) in named() {
            let count = |part, id| f64::from(counts.get(&(part, id, country)).copied().unwrap_or(0));
            let own = count(Part::Full, name);
            let others = (count(Part::Given, first) - own) * (count(Part::Family, last) - own);
            expected[name as usize] += others / count(Part::Any, 0).max(1.0);
        }
        expected.iter().zip(&self.count).map(|(sum, &count)| sum / f64::from(count.max(1))).collect()
    }
}

/// What of a name is counted by country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Full,
    Given,
    Family,
    Any,
}

/// Words of mailboxes that whole families share, in the languages of our market.
const FAMILY_WORDS: [&str; 8] = ["fam", "familia", "familie", "famiglia", "famille", "family", "haushalt", "rodzina"];

/// Marks mailboxes that a family shares by their name.
fn mark_family_mailboxes(email: &mut Field) {
    for id in 0..email.len() as u32 {
        let local = email.local(id);
        let shared = local.split(|c: char| !c.is_alphabetic()).any(|word| FAMILY_WORDS.contains(&word));
        email.generic[id as usize] |= shared;
    }
}

/// Fills the gender of records without a form of address from the records with the same given name, where there are enough
/// and nearly all agree. It is evidence among others for matching, and never written anywhere.
fn infer_gender(gender: &mut [Option<Gender>], given: &Field) {
    let mut told = vec![[0_u32; 2]; given.len()];
    for (gender, &id) in gender.iter().zip(&given.slots[0]) {
        if let (Some(gender), true) = (gender, id != NO_VALUE) {
            told[id as usize][usize::from(*gender == Gender::Female)] += 1;
        }
    }
    let leaning = |[male, female]: [u32; 2]| match (male, female) {
        _ if male >= 3 && male >= 9 * female => Some(Gender::Male),
        _ if female >= 3 && female >= 9 * male => Some(Gender::Female),
        _ => None,
    };
    for (gender, &id) in gender.iter_mut().zip(&given.slots[0]) {
        if gender.is_none() && id != NO_VALUE {
            *gender = leaning(told[id as usize]);
        }
    }
}

/// Words of names, how they sound, and the roots of nicknames.
fn describe_names(field: &mut Field) {
    field.describe_words();
    field.describe_tokens();
    let values = field.len() as u32;
    let known: FxHashMap<&str, u32> = (0..values).map(|id| (field.text(id), id)).collect();
    let mut roots: BTreeMap<&'static str, u32> = BTreeMap::new();
    let root = (0..values)
        .map(|id| {
            let text = field.text(id);
            let first = text.split([' ', '-']).next().unwrap_or(text);
            match name::nickname_root(first) {
                Some(root) => known.get(root).copied().unwrap_or_else(|| {
                    let next = values + roots.len() as u32;
                    *roots.entry(root).or_insert(next)
                }),
                None => known.get(first).copied().unwrap_or(id),
            }
        })
        .collect();
    let codes: Vec<String> =
        (0..values).into_par_iter().with_min_len(512).map(|id| phonetic::cologne(field.text(id))).collect();
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let sound = codes
        .iter()
        .map(|code| {
            let next = numbers.len() as u32 + 1;
            if code.is_empty() { 0 } else { *numbers.entry(code).or_insert(next) }
        })
        .collect();
    (field.root, field.sound) = (root, sound);
}
