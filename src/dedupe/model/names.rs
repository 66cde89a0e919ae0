//! The joint comparison of names in each class of pairs, and what is known of it besides the counts: how many namesakes
//! there can be, and that one person rarely has two given names.

use super::super::compare::{
    FAMILY, FIRST_RARITY, Family, GIVEN, Given, LEVELS, NAMES, RARITIES, name_parts, names_conflict, rarity_level,
};
use super::super::records::Records;
use super::{PRIOR, Shares};

/// How far the namesakes among the candidates may be from what the frequencies of names let expect.
const NAMESAKES: f64 = 2.0;
/// How many times the records of people with rare names people with common ones may have.
const SPARE: f64 = 3.0;

/// The names of one person in two contexts: only names that agree make two such records one.
pub fn only_alike(matched: &Shares) -> Shares {
    let mut shares = *matched;
    for (level, share) in shares.iter_mut().enumerate().take(NAMES + 1).skip(1) {
        let (family, given) = name_parts(level);
        if family > Family::Alike as usize || given > Given::Typo as usize {
            *share = 0.0;
        }
    }
    let total: f64 = shares[1..=NAMES].iter().sum();
    shares[1..=NAMES].iter_mut().for_each(|share| *share /= total.max(1e-9));
    shares
}

/// A joint name comparison of independent family and given names; equal full names are as rare as `like` has them.
pub fn product(family: [f64; FAMILY], given: [f64; GIVEN], like: &Shares) -> Shares {
    let total: f64 = family.iter().sum::<f64>() * given.iter().sum::<f64>();
    let equal: f64 = like[FIRST_RARITY..FIRST_RARITY + RARITIES].iter().sum();
    let mut shares = [1.0; LEVELS];
    for (level, share) in shares.iter_mut().enumerate().take(NAMES + 1).skip(1) {
        let (at_family, at_given) = name_parts(level);
        let part = match level {
            1 => 0.0,
            FIRST_RARITY.. => like[level] / equal.max(1e-12),
            _ => 1.0,
        };
        *share = part * family[at_family] * given[at_given] / total;
    }
    shares
}

/// Shares of family and of given levels in a joint name comparison.
pub fn marginals(shares: &Shares) -> ([f64; FAMILY], [f64; GIVEN]) {
    let (mut family, mut given) = ([0.0; FAMILY], [0.0; GIVEN]);
    for (level, share) in shares.iter().enumerate().take(NAMES + 1).skip(1) {
        let (at_family, at_given) = name_parts(level);
        family[at_family] += share;
        given[at_given] += share;
    }
    (family, given)
}

/// What a joint name comparison would look like were family and given names independent: what few data are held near.
pub fn independent(counts: &Shares, start: &Shares) -> Shares {
    let mut held = *counts;
    for (held, start) in held.iter_mut().zip(start) {
        *held += PRIOR * start;
    }
    let (family, given) = marginals(&held);
    product(family, given, &held)
}

/// Pairs of records of different people that may be expected to have equal full names, by rarity of the name.
pub fn expected_namesakes(records: &Records) -> [f64; RARITIES] {
    let mut expected = [0.0; RARITIES];
    for (&count, &namesakes) in records.names.count.iter().zip(&records.names.namesakes) {
        let pairs = f64::from(count) * records.names.records_each * f64::from(namesakes) / 2.0;
        expected[rarity_level(namesakes)] += pairs;
    }
    expected
}

/// Pairs of records of one person with equal full names that there may be at most, by rarity of the name: people with
/// common names have no more records than people with rare ones.
pub fn most_matches(records: &Records) -> [f64; RARITIES] {
    let mut most = [0.0; RARITIES];
    let each = (records.names.records_each - 1.0).max(0.2);
    for (&count, &namesakes) in records.names.count.iter().zip(&records.names.namesakes) {
        most[rarity_level(namesakes)] += SPARE * f64::from(count) * each / 2.0;
    }
    most
}

/// Holds the counts of equal full names in matches to what there can be; the rest are strangers.
pub fn hold_matches(matched: &mut Shares, strangers: &mut Shares, most: &[f64; RARITIES]) {
    for (at, &most) in most.iter().enumerate() {
        let level = FIRST_RARITY + at;
        let over = (matched[level] - most).max(0.0);
        matched[level] -= over;
        strangers[level] += over;
    }
}

/// Puts the expected namesakes among the names of strangers, of whom there are at most as many as `pairs`.
pub fn start_namesakes(strangers: &mut Shares, expected: &[f64; RARITIES], pairs: f64) {
    let most = 0.5 / expected.iter().sum::<f64>().max(pairs).max(1.0);
    let mut total = 0.0;
    for (at, expected) in expected.iter().enumerate() {
        let share = &mut strangers[FIRST_RARITY + at];
        *share = share.max(expected * most);
        total += *share;
    }
    let others: f64 = strangers[1..FIRST_RARITY].iter().sum();
    strangers[1..FIRST_RARITY].iter_mut().for_each(|share| *share *= (1.0 - total) / others.max(1e-9));
}

/// Holds the counts of equal full names among strangers near what the frequencies of names let expect: half way between
/// that and what the pairs look like. Of the commonest names not all pairs are candidates, so these have only a bound.
pub fn hold_namesakes(counts: &mut Shares, expected: &[f64; RARITIES]) {
    for (at, &expected) in expected.iter().enumerate() {
        let count = &mut counts[FIRST_RARITY + at];
        let told = count.clamp(expected / NAMESAKES, expected * NAMESAKES);
        *count = if at + 1 == RARITIES { count.min(expected * NAMESAKES) } else { (told * expected).sqrt() };
    }
}

/// Sets how often the given names of one person contradict each other; the other levels share the rest as they do.
pub fn hold_conflicts(mut shares: Shares, conflicts: f64) -> Shares {
    let found: f64 = (1..=NAMES).filter(|&level| names_conflict(level)).map(|level| shares[level]).sum();
    let others = (1.0 - conflicts) / (1.0 - found).max(1e-9);
    for (level, share) in shares.iter_mut().enumerate().take(NAMES + 1).skip(1) {
        *share *= if names_conflict(level) { conflicts / found.max(1e-9) } else { others };
    }
    shares
}
