//! The agreement levels of every comparison in words, for people who ask about a pair.
//!
//! One list a comparison, in the order of its levels in [`super::compare`]; level 0 has its own. Pure lookups.

use super::compare::{FAMILY, FIRST_RARITY, GIVEN, What, name_parts};
use super::records::Records;
use crate::pipeline::plan::ExtraKind;

const GENDERS: &[&str] = &["equal", "different"];
const DATES: &[&str] = &[
    "equal",
    "one digit apart, or swapped",
    "same year; 1 January often stands for an unknown day",
    "two of day, month and year equal",
    "same year only",
    "different",
    "a generation apart",
];
const EMAILS: &[&str] = &[
    "an address in common",
    "a typing error apart",
    "same name at two providers",
    "names alike",
    "equal, but shared by many or by a function",
    "different",
];
const PHONES: &[&str] =
    &["a number in common", "one digit apart, or the same last eight", "equal, but shared by many", "different"];
const STREETS: &[&str] = &[
    "street and number equal",
    "street alike, number equal",
    "street equal, a number missing",
    "street equal, another number",
    "street alike, number missing or another",
    "another street, same number",
    "different",
];
const PLACES: &[&str] = &[
    "postal code and city equal",
    "postal code equal",
    "postal code one digit apart, city alike",
    "city alike, a postal code missing",
    "city alike, another postal code",
    "different",
];
const WORKPLACES: &[&str] = &["equal", "equal but for spelling or a common word", "partly the same words", "different"];
const FIRMS: &[&str] = &[
    "equal",
    "equal but for spelling or a common word",
    "one name with more words",
    "mostly the same words",
    "initials of the other",
    "rare words in common",
    "different, or other numbers in it",
];
const DOMAINS: &[&str] = &["equal", "a typing error apart", "different"];
const VATS: &[&str] = &["equal", "one digit apart, or swapped", "different"];
const IDENTIFIERS: &[&str] = &["equal", "one digit apart, or swapped", "alike", "different"];
const TEXTS: &[&str] = &["equal", "a typing error apart", "words in common", "different"];
const NUMBERS: &[&str] = &["equal", "one digit apart, or swapped", "different"];
const CATEGORIES: &[&str] = &["equal", "alike", "different"];

/// By [`super::compare::Family`].
const FAMILIES: [&str; FAMILY] = [
    "family name equal",
    "given and family name swapped",
    "family name a typing error or a part apart",
    "a family name missing",
    "family name barely alike",
    "another family name",
];
/// By [`super::compare::Given`].
const GIVENS: [&str; GIVEN] = [
    "given name equal",
    "given name a nickname or one of several",
    "given name a typing error apart",
    "given name an initial",
    "a given name missing",
    "given name barely alike",
    "another given name, perhaps garbled",
    "another given name",
    "another given name, of the other gender",
];
/// By how many other people may be expected to have the name, a power of ten each.
const RARITY: [&str; 5] = [
    "equal, a name hardly anyone else has",
    "equal, a very rare name",
    "equal, a rare name",
    "equal, a name several people have",
    "equal, a name many people have",
];

/// What a level of a comparison means.
pub fn words(records: &Records, what: What, level: usize) -> String {
    if level == 0 {
        return nothing(what).to_owned();
    }
    if what == What::Name {
        return name(level);
    }
    let list = match what {
        What::Gender | What::Name => GENDERS,
        What::Birth => DATES,
        What::Email => EMAILS,
        What::Phone => PHONES,
        What::Street => STREETS,
        What::Place => PLACES,
        What::Company => WORKPLACES,
        What::Firm => FIRMS,
        What::Domain => DOMAINS,
        What::Vat => VATS,
        What::Extra(at) => records.extra.get(at).map_or(TEXTS, |extra| of_kind(extra.kind)),
    };
    list.get(level - 1).copied().unwrap_or("different").to_owned()
}

const fn of_kind(kind: ExtraKind) -> &'static [&'static str] {
    match kind {
        ExtraKind::Identifier => IDENTIFIERS,
        ExtraKind::Text => TEXTS,
        ExtraKind::Number => NUMBERS,
        ExtraKind::Date => DATES,
        ExtraKind::Category => CATEGORIES,
        ExtraKind::Flag => GENDERS,
    }
}

fn name(level: usize) -> String {
    if let Some(rarity) = level.checked_sub(FIRST_RARITY) {
        return RARITY.get(rarity).copied().unwrap_or("equal").to_owned();
    }
    let (family, given) = name_parts(level);
    let [family, given] = [FAMILIES.get(family), GIVENS.get(given)].map(|words| words.copied().unwrap_or_default());
    format!("{family}, {given}")
}

/// Why a comparison says nothing.
const fn nothing(what: What) -> &'static str {
    match what {
        What::Gender => "unknown, or the given names say it better",
        What::Company => "missing, or a record names nobody",
        What::Firm => "missing, or a record names a person",
        What::Domain => "missing, or a record names a person",
        _ => "missing in one record or both",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_described_by_both_parts_or_by_their_rarity() {
        assert_eq!(name(1), "family name equal, given name equal");
        assert_eq!(name(GIVEN * FAMILY), "another family name, another given name, of the other gender");
        assert_eq!(name(FIRST_RARITY), RARITY[0]);
        assert_eq!(name(FIRST_RARITY + 4), RARITY[4]);
    }

    #[test]
    fn every_list_is_as_long_as_its_comparison_has_levels() {
        use super::super::compare::{GENERATION, RARITIES};
        assert_eq!((DATES.len(), RARITY.len()), (GENERATION, RARITIES));
        let lists = [EMAILS, PHONES, STREETS, PLACES, WORKPLACES, FIRMS, DOMAINS, VATS, GENDERS];
        assert_eq!(lists.map(<[_]>::len), [6, 4, 7, 6, 4, 7, 3, 3, 2]);
    }
}
