//! Candidate pairs by typed keys: records that share a key are compared, others never.
//!
//! A key is a conjunction of what its fields mean (family name and birth year, street and house number). A block larger
//! than the cap is refined by further fields; what is still too large is paired with its neighbours in a total order
//! only, and reported. Time and memory grow with the pairs, at most [`PAIRS_PER_RECORD`] times the records.

use super::encode::{Feature, NO_VALUE, Records};
use super::pack;
use crate::pipeline::plan::ExtraKind;
use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// Pair budget: keys are used in order of their strength until it is spent.
const PAIRS_PER_RECORD: usize = 60;
/// How many neighbours a record of an oversized block is paired with.
const NEIGHBOURS: usize = 5;
/// A company word in more than this many names is no key.
const RARE_WORD: u32 = 60;

/// A key whose blocks were too large even after refinement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OversizedKey {
    /// Name of the key.
    pub key: &'static str,
    /// Blocks that were cut.
    pub blocks: u64,
    /// Records in the largest of them.
    pub largest: u64,
}

/// What blocking found.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Packed pairs, sorted, distinct.
    pub pairs: Vec<u64>,
    /// Keys that were cut.
    pub oversized: Vec<OversizedKey>,
    /// Keys that were left out because the budget was spent.
    pub skipped: Vec<&'static str>,
}

impl Candidates {
    /// Records in no pair.
    pub fn unblocked(&self, rows: usize) -> usize {
        let mut seen = vec![false; rows];
        for &pair in &self.pairs {
            let (a, b) = super::unpack(pair);
            seen[a as usize] = true;
            seen[b as usize] = true;
        }
        seen.iter().filter(|seen| !**seen).count()
    }
}

/// The keys a record has under one name; most have one, phones and company words several.
type KeyOf = fn(&Records, u32, &mut Vec<u64>);

/// All keys, strongest first.
const KEYS: &[(&str, KeyOf)] = &[
    ("email", |r, row, out| one(out, [id(&r.email, row)])),
    ("vat_id", |r, row, out| one(out, [id(&r.vat, row)])),
    ("extra_identifier", extra_identifiers),
    ("phone", |r, row, out| {
        out.extend(id(&r.phone, row));
        out.extend(Some(r.mobile[row as usize]).filter(|&id| id != NO_VALUE).map(u64::from));
    }),
    ("names+birth_date", |r, row, out| one(out, [names(r, row), id(&r.birth, row)])),
    ("names+postal_code", |r, row, out| one(out, [names(r, row), id(&r.postal, row)])),
    ("birth_date+family_start", |r, row, out| one(out, [id(&r.birth, row), start(&r.family, row, 2)])),
    ("birth_date+given_start", |r, row, out| one(out, [id(&r.birth, row), start(&r.given, row, 2)])),
    ("birth_date+postal_code", |r, row, out| one(out, [id(&r.birth, row), id(&r.postal, row)])),
    ("postal_code+family_name", |r, row, out| one(out, [id(&r.postal, row), id(&r.family, row)])),
    ("postal_code+given_root", |r, row, out| one(out, [id(&r.postal, row), root(r, row)])),
    ("street+house_number+family_start", |r, row, out| {
        one(out, [id(&r.street, row), id(&r.house, row), start(&r.family, row, 1)]);
    }),
    ("city+names_sound", |r, row, out| one(out, [id(&r.city, row), sound(&r.family, row), start(&r.given, row, 1)])),
    ("names", |r, row, out| one(out, [names(r, row)])),
    ("company+family_name", |r, row, out| one(out, [id(&r.company, row), id(&r.family, row)])),
    ("domain+family_name", |r, row, out| one(out, [id(&r.domain, row), id(&r.family, row)])),
    ("domain+given_root", |r, row, out| one(out, [id(&r.domain, row), root(r, row)])),
    ("company+given_root", |r, row, out| one(out, [id(&r.company, row), root(r, row)])),
    ("family_sound+given_start", |r, row, out| one(out, [sound(&r.family, row), start(&r.given, row, 3)])),
    ("family_start+given_root", |r, row, out| one(out, [start(&r.family, row, 4), root(r, row)])),
    ("birth_year+family_sound", |r, row, out| one(out, [start(&r.birth, row, 4), sound(&r.family, row)])),
    ("street+house_number", |r, row, out| one(out, [id(&r.street, row), id(&r.house, row)])),
    ("street+postal_code", |r, row, out| one(out, [id(&r.street, row), id(&r.postal, row)])),
    ("company", |r, row, out| one(out, [no_person(r, row), id(&r.company, row)])),
    ("domain", |r, row, out| one(out, [no_person(r, row), id(&r.domain, row)])),
    ("company_words", company_words),
    ("extra_pair", extra_pairs),
];

fn one<const N: usize>(out: &mut Vec<u64>, parts: [Option<u64>; N]) {
    let mut hasher = FxHasher::default();
    for part in parts {
        let Some(part) = part else { return };
        part.hash(&mut hasher);
    }
    out.push(hasher.finish());
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

fn id(feature: &Feature, row: u32) -> Option<u64> {
    let id = feature.ids[row as usize];
    (id != NO_VALUE).then_some(u64::from(id))
}

fn start(feature: &Feature, row: u32, letters: usize) -> Option<u64> {
    let value = feature.get(row)?;
    Some(hash(value.text.as_bytes().get(..letters.min(value.text.len()))))
}

fn sound(feature: &Feature, row: u32) -> Option<u64> {
    feature.get(row).filter(|value| !value.sound.is_empty()).map(|value| hash(&value.sound))
}

fn root(records: &Records, row: u32) -> Option<u64> {
    records.given.get(row).map(|value| u64::from(value.root))
}

/// Both names, in either order, so that swapped columns meet.
fn names(records: &Records, row: u32) -> Option<u64> {
    let (given, family) = (records.given.get(row)?, records.family.get(row)?);
    let (first, second) = if given.text <= family.text { (given, family) } else { (family, given) };
    Some(hash((&first.text, &second.text)))
}

fn no_person(records: &Records, row: u32) -> Option<u64> {
    (records.given.get(row).is_none() && records.family.get(row).is_none()).then_some(0)
}

fn extra_identifiers(records: &Records, row: u32, out: &mut Vec<u64>) {
    for (at, extra) in records.extra.iter().enumerate().filter(|(_, extra)| extra.kind == ExtraKind::Identifier) {
        out.extend(id(&extra.feature, row).map(|id| hash((at, id))));
    }
}

/// Pairs of rare words of a company name; one rare word for one-word names.
fn company_words(records: &Records, row: u32, out: &mut Vec<u64>) {
    let Some(value) = records.company.get(row).filter(|_| no_person(records, row).is_some()) else { return };
    let rare = |word: &&u32| records.company.word_counts.get(**word as usize).is_some_and(|&count| count <= RARE_WORD);
    let words: Vec<u32> = value.words.iter().filter(rare).take(6).copied().collect();
    match words.as_slice() {
        [] => {}
        [word] => out.push(hash(word)),
        words => {
            for (at, first) in words.iter().enumerate() {
                out.extend(words[at + 1..].iter().map(|second| hash((first, second))));
            }
        }
    }
}

/// Two equal values outside the canonical fields, and one with the start of a name.
fn extra_pairs(records: &Records, row: u32, out: &mut Vec<u64>) {
    let extras = || records.extra.iter().enumerate().take(6).filter(|(_, extra)| extra.kind != ExtraKind::Flag);
    for (at, extra) in extras() {
        let Some(first) = id(&extra.feature, row) else { continue };
        for (other, second) in extras().skip_while(|(other, _)| *other <= at) {
            out.extend(id(&second.feature, row).map(|second| hash((at, first, other, second))));
        }
        for name in [&records.family, &records.given] {
            out.extend(start(name, row, 3).map(|name| hash((at, first, name))));
        }
    }
}

/// What splits an oversized block, in order; a record without the value stays with its like.
const REFINERS: &[fn(&Records, u32) -> u64] = &[
    |r, row| root(r, row).unwrap_or(0),
    |r, row| sound(&r.family, row).unwrap_or(0),
    |r, row| start(&r.birth, row, 4).unwrap_or(0),
    |r, row| start(&r.postal, row, 3).unwrap_or(0),
    |r, row| id(&r.street, row).map_or(0, |id| id + 1),
    |r, row| id(&r.birth, row).map_or(0, |id| id + 1),
    |r, row| id(&r.company, row).map_or(0, |id| id + 1),
    |r, row| id(&r.house, row).map_or(0, |id| id + 1),
];

/// All candidate pairs of the records; `cap` is the largest block.
pub fn candidates(records: &Records, cap: usize) -> Candidates {
    let budget = records.rows * PAIRS_PER_RECORD + 10_000;
    let mut found = Candidates::default();
    for (name, key) in KEYS {
        if found.pairs.len() >= budget {
            found.skipped.push(name);
            continue;
        }
        let keyed = keyed_rows(records, *key);
        let blocks: Vec<&[(u64, u32)]> = keyed.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1).collect();
        let parts: Vec<(Vec<u64>, u64, u64)> =
            blocks.par_chunks(4_096).map(|blocks| pair_blocks(records, blocks, cap)).collect();
        let (mut cut, mut largest, mut fresh) = (0, 0, Vec::new());
        for (pairs, blocks, most) in parts {
            fresh.extend(pairs);
            cut += blocks;
            largest = largest.max(most);
        }
        if cut > 0 {
            found.oversized.push(OversizedKey { key: name, blocks: cut, largest });
        }
        fresh.par_sort_unstable();
        found.pairs = merge(&found.pairs, &fresh);
    }
    found
}

/// Two sorted lists as one, sorted and distinct.
fn merge(left: &[u64], right: &[u64]) -> Vec<u64> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut a, mut b) = (left.iter().peekable(), right.iter().peekable());
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x <= y => a.next(),
            (Some(_), None) => a.next(),
            _ => b.next(),
        };
        match next {
            Some(&pair) if merged.last() != Some(&pair) => merged.push(pair),
            Some(_) => {}
            None => return merged,
        }
    }
}

/// Names of the keys two records share, joined by `; `.
pub fn shared_keys(records: &Records, a: u32, b: u32) -> String {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut names = Vec::new();
    for (name, key) in KEYS {
        left.clear();
        right.clear();
        key(records, a, &mut left);
        key(records, b, &mut right);
        if left.iter().any(|key| right.contains(key)) {
            names.push(*name);
        }
    }
    names.join("; ")
}

fn keyed_rows(records: &Records, key: KeyOf) -> Vec<(u64, u32)> {
    let mut keyed: Vec<(u64, u32)> = (0..records.rows as u32)
        .into_par_iter()
        .fold(Vec::new, |mut out, row| {
            let mut keys = Vec::new();
            key(records, row, &mut keys);
            keys.sort_unstable();
            keys.dedup();
            out.extend(keys.into_iter().map(|key| (key, row)));
            out
        })
        .reduce(Vec::new, |mut left, mut right| {
            left.append(&mut right);
            left
        });
    keyed.par_sort_unstable();
    keyed
}

fn pair_blocks(records: &Records, blocks: &[&[(u64, u32)]], cap: usize) -> (Vec<u64>, u64, u64) {
    let (mut pairs, mut cut, mut largest) = (Vec::new(), 0, 0);
    for block in blocks {
        let rows: Vec<u32> = block.iter().map(|(_, row)| *row).collect();
        refine(records, rows, cap, REFINERS, &mut pairs, &mut |size| {
            cut += 1;
            largest = largest.max(size as u64);
        });
    }
    (pairs, cut, largest)
}

fn refine(
    records: &Records,
    mut rows: Vec<u32>,
    cap: usize,
    refiners: &[fn(&Records, u32) -> u64],
    pairs: &mut Vec<u64>,
    oversized: &mut impl FnMut(usize),
) {
    if rows.len() <= cap {
        for (at, &a) in rows.iter().enumerate() {
            pairs.extend(rows[at + 1..].iter().map(|&b| pack(a, b)));
        }
        return;
    }
    let Some((refiner, rest)) = refiners.split_first() else {
        oversized(rows.len());
        return pair_neighbours(records, rows, pairs);
    };
    rows.sort_by_cached_key(|&row| (refiner(records, row), row));
    for group in rows.chunk_by(|&a, &b| refiner(records, a) == refiner(records, b)) {
        if group.len() > 1 {
            refine(records, group.to_vec(), cap, rest, pairs, oversized);
        }
    }
}

/// Pairs each record with the next few in the order of its values, so that equal records still meet.
fn pair_neighbours(records: &Records, mut rows: Vec<u32>, pairs: &mut Vec<u64>) {
    let order = |row: u32| {
        let ids = [&records.given, &records.email, &records.phone, &records.city].map(|f| f.ids[row as usize]);
        (ids, records.extra.iter().map(|extra| extra.feature.ids[row as usize]).collect::<Vec<_>>(), row)
    };
    rows.sort_by_cached_key(|&row| order(row));
    for (at, &a) in rows.iter().enumerate() {
        pairs.extend(rows[at + 1..].iter().take(NEIGHBOURS).map(|&b| pack(a, b)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_pairs_are_sorted_and_distinct() {
        assert_eq!(merge(&[1, 3, 5], &[1, 1, 2, 5, 6, 6]), [1, 2, 3, 5, 6]);
        assert_eq!(merge(&[], &[4, 4]), [4]);
        assert_eq!(merge(&[4], &[]), [4]);
    }

    #[test]
    fn keys_have_names_of_their_own() {
        let names: std::collections::BTreeSet<&str> = KEYS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), KEYS.len(), "two keys of one name could not be told apart in `pairs`");
    }
}
