//! Given and family name in each other's column, told by the other records of a run.
//!
//! The kernel knows common names only. Here every name of the run counts: a "family name" that is a given name wherever
//! else it occurs, beside a "given name" that is none, was swapped.

use crate::kernel::name::{self, Name, RecordKind};
use crate::kernel::text;
use crate::kernel::verdict::Verdict;
use rustc_hash::FxHashMap;

/// A name has to occur this often in its usual role ...
const FIRM: u32 = 4;
/// ... and this many times as often as in the other one.
const OUTWEIGHS: u32 = 8;

/// How often each name occurs as a given and as a family name.
#[derive(Debug, Default)]
pub struct Roles(FxHashMap<String, (u32, u32)>);

impl Roles {
    /// Counts the names of people; each verdict stands for so many rows.
    pub fn of<'v>(names: impl Iterator<Item = (&'v Verdict<Name>, u32)>) -> Self {
        let mut roles = Self::default();
        for (verdict, rows) in names.filter(|(verdict, _)| is_whole_person(verdict)) {
            for given in verdict.parts.given_name.split_whitespace().filter(|part| !is_initial(part)) {
                roles.0.entry(text::fold(given)).or_default().0 += rows;
            }
            roles.0.entry(text::fold(&verdict.parts.family_name)).or_default().1 += rows;
        }
        roles
    }

    /// True when the two names of a person stand in each other's place. `rows` is how often the pair itself counted.
    pub fn are_swapped(&self, verdict: &Verdict<Name>, rows: u32) -> bool {
        let name = &verdict.parts;
        if !is_whole_person(verdict) || !name.name_particle.is_empty() || name.given_name.split_whitespace().count() > 1
        {
            return false;
        }
        let (given, family) = (text::fold(&name.given_name), text::fold(&name.family_name));
        let (family_given, family_family) = self.counts(&family, 0, rows);
        let (given_given, given_family) = self.counts(&given, rows, 0);
        let family_is_given = family_given >= FIRM && family_given >= OUTWEIGHS * family_family;
        let given_is_family = given_family >= FIRM && given_family >= OUTWEIGHS * given_given;
        let given_may_be_family = given_given <= given_family && !name::is_given_name(&given);
        let family_may_be_given = family_family <= family_given && !name::is_family_name(&family);
        (family_is_given && given_may_be_family) || (given_is_family && family_may_be_given && family_given > 0)
    }

    /// How often a name occurs as a given and as a family name elsewhere.
    fn counts(&self, folded: &str, own_given: u32, own_family: u32) -> (u32, u32) {
        let (given, family) = self.0.get(folded).copied().unwrap_or_default();
        (given.saturating_sub(own_given), family.saturating_sub(own_family))
    }
}

fn is_whole_person(verdict: &Verdict<Name>) -> bool {
    let name = &verdict.parts;
    verdict.status.is_usable()
        && name.kind == RecordKind::Person
        && !name.given_name.is_empty()
        && !name.family_name.is_empty()
}

fn is_initial(part: &str) -> bool {
    part.chars().filter(|c| c.is_alphabetic()).count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::verdict::Status;

    fn person(given: &str, family: &str) -> Verdict<Name> {
        let name =
            Name { kind: RecordKind::Person, given_name: given.into(), family_name: family.into(), ..Name::default() };
        Verdict::new(Status::Valid, name)
    }

    #[test]
    fn the_other_records_tell_which_name_is_which() {
        let names = [
            (person("Ximeka", "Auberwald"), 5),
            (person("Ximeka", "Tromsfeld"), 4),
            (person("Auberwald", "Ximeka"), 1),
            (person("Ximeka", "Ximeka"), 1),
            (person("Quirma", "Zettlbach"), 1),
        ];
        let roles = Roles::of(names.iter().map(|(name, rows)| (name, *rows)));
        let swapped: Vec<bool> = names.iter().map(|(name, rows)| roles.are_swapped(name, *rows)).collect();
        assert_eq!(swapped, [false, false, true, false, false]);
    }
}
