//! What two values of one row say of each other: does the e-mail address name the person, the domain the company?
//!
//! Evidence for people who look at a row, never a reason to change a value: firms have domains of other names, and couples
//! share addresses. Three answers: they agree, they contradict, it cannot be told. Costs under a microsecond.

use super::company::local::push_folded;
use super::name::{is_given_name, nickname_root};

/// Shorter parts of an address or a name fit too much.
const TELLING: usize = 3;

/// Whether the part of an e-mail address before the @ names this person (given and family name as written).
///
/// It agrees when one of its words holds a name, a short form of one, or initial and family name; it contradicts when it
/// is made of a known given name and another word, and neither fits the person.
pub fn email_names(local: &str, given: &str, family: &str) -> Option<bool> {
    let local = local.split('+').next().unwrap_or(local);
    // most addresses hold a name as it is written
    if [family, given].into_iter().any(|name| name.len() >= TELLING && holds(local, name)) {
        return Some(true);
    }
    let parts = words(local);
    let (given, family) = (words(given), words(family));
    if parts.is_empty() || given.is_empty() || family.is_empty() {
        return None;
    }
    let names = || given.iter().chain(&family).filter(|name| name.len() >= TELLING);
    let fits = |part: &String| names().any(|name| part.contains(name.as_str()) || is_start_of(part, name));
    let joined = parts.concat();
    let short_forms =
        || given.iter().filter_map(|name| nickname_root(name)).chain(parts.iter().filter_map(|p| nickname_root(p)));
    if parts.iter().any(fits)
        || names().any(|name| joined.contains(name.as_str()))
        || short_forms().any(|root| parts.iter().chain(&given).filter(|word| word.as_str() == root).count() > 0)
    {
        return Some(true);
    }
    let is_initials = parts.iter().all(|part| part.len() <= 2);
    let [one, .., other] = parts.as_slice() else { return None };
    let names_somebody =
        |first: &str, second: &str| is_given_name(first) && second.len() >= TELLING && !is_given_name(second);
    (!is_initials && parts.len() == 2 && (names_somebody(one, other) || names_somebody(other, one))).then_some(false)
}

/// Whether a registrable domain names this company (its base name): `holz-ritter.at` and `Holz Ritter`.
///
/// It agrees when the label holds a telling word of the name or the name's initials; it cannot contradict alone.
pub fn domain_names(domain: &str, company: &str) -> bool {
    let label: String = words(domain.split('.').next().unwrap_or("")).concat();
    let name = words(company);
    let joined = name.concat();
    let initials: String = name.iter().filter_map(|word| word.chars().next()).collect();
    label.len() >= 2
        && (joined.contains(&label)
            || name.iter().any(|word| word.len() > TELLING && label.contains(word.as_str()))
            || name.len() > 1 && label.starts_with(&initials))
}

/// True when the text holds the other one, whatever the case of ASCII letters.
fn holds(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

/// A cut-off word of four letters or more: `schneid` for `schneider`.
fn is_start_of(part: &str, name: &str) -> bool {
    part.len() > TELLING && name.starts_with(part)
}

/// Words of letters, folded.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut folded = String::with_capacity(word.len() + 2);
            word.chars().for_each(|c| push_folded(&mut folded, c));
            folded
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_name_people() {
        for (local, given, family, wanted) in [
            ("ilse.weber", "Ilse", "Weber", Some(true)),
            ("i.weber", "Ilse", "Weber", Some(true)),
            ("weberi", "Ilse", "Weber", Some(true)),
            ("mueller84", "Jürgen", "Müller", Some(true)),
            ("sepp", "Josef", "Huber", Some(true)),
            ("josef.h", "Sepp", "Huber", Some(true)),
            ("kurt.stein", "Ilse", "Weber", Some(false)),
            ("stein.kurt", "Ilse", "Weber", Some(false)),
            ("schneid", "Eva", "Schneider", Some(true)),
            ("info", "Ilse", "Weber", None),
            ("sunshine99", "Ilse", "Weber", None),
            ("ks", "Ilse", "Weber", None),
            ("kurt", "Ilse", "Weber", None),
            ("a.b", "", "", None),
        ] {
            assert_eq!(email_names(local, given, family), wanted, "{local} {given} {family}");
        }
    }

    #[test]
    fn domains_name_companies() {
        for (domain, company, wanted) in [
            ("holz-ritter.at", "Holz Ritter", true),
            ("ritter-tischlerei.de", "Holz Ritter", true),
            ("bmw.de", "Bayerische Motoren Werke", true),
            ("mueller-gmbh.de", "Müller", true),
            ("stadtwerke-ulm.de", "Holz Ritter", false),
            ("x.de", "Xaver", false),
            ("", "Xaver", false),
        ] {
            assert_eq!(domain_names(domain, company), wanted, "{domain} {company}");
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_asked(one in ".*", two in ".*", three in ".*") {
            email_names(&one, &two, &three);
            domain_names(&one, &two);
        }
    }
}
