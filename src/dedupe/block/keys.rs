//! The keys by which records meet: conjunctions of what their fields mean.

use super::super::dictionary::{Field, Lists};
use super::super::records::{Extra, Records};
use super::super::unpack;
use crate::pipeline::plan::ExtraKind;
use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A company word in more than this many names is no key.
const RARE_WORD: u32 = 60;

/// The keys a record has under one name; most have one, phones and words several.
type KeyOf = fn(&Records, u32, &mut Vec<u64>);

/// What a key reads of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Who it is: names and date of birth.
    Person,
    /// Where to reach it: numbers, addresses, firm, ids.
    Contact,
    /// Some of both.
    Both,
}

use Reads::{Both, Contact, Person};

/// A kind of key.
#[derive(Debug)]
pub struct Key {
    /// Its name in tables and messages.
    pub name: &'static str,
    /// Shares of the pair budget it may spend; 0 for a strong key, whose large blocks are worth refining.
    pub share: u64,
    /// What it reads.
    pub reads: Reads,
    /// The keys of a record.
    pub of: KeyOf,
}

const fn strong(name: &'static str, reads: Reads, of: KeyOf) -> Key {
    Key { name, share: 0, reads, of }
}

const fn weak(name: &'static str, share: u64, reads: Reads, of: KeyOf) -> Key {
    Key { name, share, reads, of }
}

/// All keys, strongest first.
pub const KEYS: &[Key] = &[
    strong("email", Contact, |r, row, out| out.extend(r.email.ids(row).map(u64::from))),
    strong("vat_id", Contact, |r, row, out| one(out, [no_person(r, row), id(&r.vat, row)])),
    strong("extra_identifier", Contact, extra_identifiers),
    strong("phone", Contact, |r, row, out| out.extend(r.phone.ids(row).map(u64::from))),
    strong("birth_date+name", Person, |r, row, out| with_names(r, row, id(&r.birth, row), out)),
    strong("birth_date+family_start", Person, |r, row, out| one(out, [id(&r.birth, row), start(&r.family, row, 2)])),
    strong("birth_date+given_start", Person, |r, row, out| one(out, [id(&r.birth, row), start(&r.given, row, 2)])),
    weak("postal_code+name", 3, Both, |r, row, out| with_names(r, row, id(&r.postal, row), out)),
    strong("street+house_number+family_start", Both, |r, row, out| {
        one(out, [id(&r.street, row), id(&r.house, row), start(&r.family, row, 1)]);
    }),
    strong("company+name", Both, |r, row, out| with_names(r, row, id(&r.company, row), out)),
    strong("domain+name", Both, |r, row, out| with_names(r, row, id(&r.domain, row), out)),
    strong("company", Contact, |r, row, out| one(out, [no_person(r, row), id(&r.company, row)])),
    strong("domain", Contact, |r, row, out| one(out, [no_person(r, row), id(&r.domain, row)])),
    weak("names", 1, Person, |r, row, out| one(out, [names(r, row)])),
    weak("email_name", 1, Contact, email_names),
    weak("birth_date+postal_code", 1, Both, |r, row, out| one(out, [id(&r.birth, row), id(&r.postal, row)])),
    weak("company_words", 1, Contact, company_words),
    weak("company_word", 1, Contact, company_word),
    weak("family_sound+given_start", 1, Person, |r, row, out| {
        one(out, [sound(&r.family, row), start(&r.given, row, 3)])
    }),
    weak("family_start+given_root", 1, Person, |r, row, out| one(out, [start(&r.family, row, 4), root(r, row)])),
    weak("birth_year+family_sound", 1, Person, |r, row, out| {
        one(out, [start(&r.birth, row, 4), sound(&r.family, row)])
    }),
    weak("city+name", 1, Both, |r, row, out| with_names(r, row, id(&r.city, row), out)),
    weak("birth_year+name", 1, Person, |r, row, out| with_names(r, row, start(&r.birth, row, 4), out)),
    weak("birth_date", 1, Person, |r, row, out| one(out, [id(&r.birth, row)])),
    weak("street+house_number", 1, Contact, |r, row, out| one(out, [id(&r.street, row), id(&r.house, row)])),
    weak("street+postal_code", 1, Contact, |r, row, out| one(out, [id(&r.street, row), id(&r.postal, row)])),
    weak("number_half+name_start", 2, Both, number_halves),
    weak("city+name_starts", 1, Both, |r, row, out| {
        one(out, [id(&r.city, row), start(&r.given, row, 2), start(&r.family, row, 2)]);
    }),
    weak("extra+name", 1, Both, extra_names),
    weak("context_pair", 2, Both, context_pairs),
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

fn id(field: &Field, row: u32) -> Option<u64> {
    field.id(row).map(u64::from)
}

fn start(field: &Field, row: u32, letters: usize) -> Option<u64> {
    let text = field.text(field.id(row)?);
    Some(hash(text.as_bytes().get(..letters.min(text.len()))))
}

fn sound(field: &Field, row: u32) -> Option<u64> {
    field.id(row).map(|id| u64::from(field.sound[id as usize])).filter(|&sound| sound != 0)
}

fn root(records: &Records, row: u32) -> Option<u64> {
    records.given.id(row).map(|id| u64::from(records.given.root[id as usize]))
}

/// Both names, in either order, so that swapped columns meet.
fn names(records: &Records, row: u32) -> Option<u64> {
    let (given, family) = (records.given.id(row)?, records.family.id(row)?);
    let (given, family) = (records.given.text(given), records.family.text(family));
    Some(if given <= family { hash((given, family)) } else { hash((family, given)) })
}

fn no_person(records: &Records, row: u32) -> Option<u64> {
    (records.given.id(row).is_none() && records.family.id(row).is_none()).then_some(0)
}

fn extra_identifiers(records: &Records, row: u32, out: &mut Vec<u64>) {
    for (at, extra) in records.extra.iter().enumerate().filter(|(_, extra)| extra.kind == ExtraKind::Identifier) {
        out.extend(id(&extra.field, row).map(|id| hash((at, id))));
    }
}

/// Pairs of rare words of a company name; one rare word for one-word names.
fn company_words(records: &Records, row: u32, out: &mut Vec<u64>) {
    let Some(id) = records.company.id(row).filter(|_| no_person(records, row).is_some()) else { return };
    let rare = |word: &&u32| records.company.word_count[**word as usize] <= RARE_WORD;
    let words: Vec<u32> = records.company.words.get(id).iter().filter(rare).take(6).copied().collect();
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

/// A rare word of a company name.
fn company_word(records: &Records, row: u32, out: &mut Vec<u64>) {
    let Some(id) = records.company.id(row).filter(|_| no_person(records, row).is_some()) else { return };
    let rare = |word: &&u32| records.company.word_count[**word as usize] <= RARE_WORD;
    out.extend(records.company.words.get(id).iter().filter(rare).map(|&word| u64::from(word)));
}

/// A value beside each word of the names, so that swapped, doubled and missing names still meet.
fn with_names(records: &Records, row: u32, value: Option<u64>, out: &mut Vec<u64>) {
    let Some(value) = value else { return };
    for field in [&records.given, &records.family] {
        let tokens = field.id(row).map_or(&[][..], |id| field.tokens.get(id));
        out.extend(tokens.iter().map(|token| hash((value, token))));
    }
}

/// The part before the @ where it is long enough to be a person's own.
fn email_names(records: &Records, row: u32, out: &mut Vec<u64>) {
    if records.role_email[row as usize] {
        return;
    }
    let locals = records.email.ids(row).map(|id| records.email.local(id));
    out.extend(locals.filter(|local| local.len() >= 6).map(hash));
}

/// Halves of phone numbers and of ids with the first letter of a name: for numbers with a digit wrong.
fn number_halves(records: &Records, row: u32, out: &mut Vec<u64>) {
    let phones = records.phone.ids(row).map(|id| (usize::MAX, records.phone.text(id)));
    let identifiers = extras(records).filter(|(_, extra)| extra.kind == ExtraKind::Identifier);
    let identifiers = identifiers.map(|(at, extra)| (at, extra.field.text_of(row)));
    for (field, number) in phones.chain(identifiers) {
        let bytes = number.as_bytes();
        if bytes.len() < 6 {
            continue;
        }
        let (front, back) = bytes.split_at(bytes.len() - bytes.len() / 2);
        for name in [&records.given, &records.family] {
            let Some(letter) = name.text_of(row).as_bytes().first() else { continue };
            out.extend([hash((field, 0, front, letter)), hash((field, 1, back, letter))]);
        }
    }
}

/// A value outside the canonical fields and a word of the name.
fn extra_names(records: &Records, row: u32, out: &mut Vec<u64>) {
    for (at, extra) in extras(records) {
        with_names(records, row, id(&extra.field, row).map(|id| hash((at, id))), out);
    }
}

/// Two equal values of what says something of a person's place, age or business: for records whose names are beyond
/// recognition.
fn context_pairs(records: &Records, row: u32, out: &mut Vec<u64>) {
    let birth = records.birth.text_of(row).as_bytes();
    let month = birth.get(..6).map(hash);
    let day = birth.get(4..8).map(hash);
    let canonical = [id(&records.postal, row), id(&records.city, row), id(&records.street, row), month, day];
    let further = extras(records).map(|(_, extra)| id(&extra.field, row));
    let values: Vec<(usize, u64)> =
        canonical.into_iter().chain(further).enumerate().filter_map(|(at, value)| Some((at, value?))).collect();
    for (at, first) in values.iter().enumerate() {
        out.extend(values[at + 1..].iter().map(|second| hash((first, second))));
    }
}

fn extras(records: &Records) -> impl Iterator<Item = (usize, &Extra)> {
    records.extra.iter().enumerate().filter(|(_, extra)| extra.kind != ExtraKind::Flag).take(6)
}

/// What splits an oversized block, in order; a record without the value stays with its like.
pub const REFINERS: &[fn(&Records, u32) -> u64] = &[
    |r, row| root(r, row).unwrap_or(0),
    |r, row| sound(&r.family, row).unwrap_or(0),
    |r, row| start(&r.birth, row, 4).unwrap_or(0),
    |r, row| start(&r.postal, row, 3).unwrap_or(0),
    |r, row| id(&r.street, row).map_or(0, |id| id + 1),
    |r, row| id(&r.birth, row).map_or(0, |id| id + 1),
    |r, row| id(&r.company, row).map_or(0, |id| id + 1),
    |r, row| id(&r.house, row).map_or(0, |id| id + 1),
];

/// For every pair, the keys its records share as bits by position in [`KEYS`]. Each key is made once a record, which is
/// what makes this cheap for many pairs.
pub fn shared_masks(records: &Records, pairs: &[u64]) -> Vec<u64> {
    const ROWS: u32 = 16_384;
    let mut masks = vec![0_u64; pairs.len()];
    for (bit, key) in KEYS.iter().enumerate() {
        let parts: Vec<Lists<u64>> = (0..(records.rows as u32).div_ceil(ROWS))
            .into_par_iter()
            .map(|part| {
                let (mut keys, mut lists) = (Vec::new(), Lists::default());
                for row in part * ROWS..((part + 1) * ROWS).min(records.rows as u32) {
                    keys.clear();
                    (key.of)(records, row, &mut keys);
                    lists.push(&keys);
                }
                lists
            })
            .collect();
        let of = |row: u32| parts[(row / ROWS) as usize].get(row % ROWS);
        masks.par_iter_mut().zip(pairs).with_min_len(8_192).for_each(|(mask, &pair)| {
            let (a, b) = unpack(pair);
            let right = of(b);
            if !right.is_empty() && of(a).iter().any(|key| right.contains(key)) {
                *mask |= 1 << bit;
            }
        });
    }
    masks
}

/// The keys that read one side of a record, as bits by position in [`KEYS`].
pub fn reading(reads: Reads) -> u64 {
    KEYS.iter().enumerate().filter(|(_, key)| key.reads == reads).map(|(bit, _)| 1 << bit).sum()
}

/// Names of the keys of a mask, joined by `; `.
pub fn names_of(mask: u64) -> String {
    let names: Vec<&str> =
        KEYS.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, key)| key.name).collect();
    names.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_names_of_their_own() {
        let names: std::collections::BTreeSet<&str> = KEYS.iter().map(|key| key.name).collect();
        assert_eq!(names.len(), KEYS.len(), "two keys of one name could not be told apart in `pairs`");
        assert!(KEYS.len() <= 64, "a mask has 64 bits");
    }
}
