//! Spellings put to the vote: the other records of a run know how a city or street is written.
//!
//! Three kinds of cells give way to the spelling most records use, always one that differs in nothing else:
//! letter case that had been repaired by rule ("Via Iv Novembre"), umlauts and accents written without ("Hoehenweg"),
//! and, for cities, a slip ("Leizig"), a district ("Berlin-Mitte") or an abbreviation ("Buch a. Wald") beside the same
//! postal code, a slip also where only many records of the area know better.

use crate::kernel::similarity::within_one_edit;
use crate::kernel::text;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A distinct value as it was read.
#[derive(Debug, Clone, Copy)]
pub struct Spelled<'a> {
    /// The text; empty when nothing was read.
    pub text: &'a str,
    /// Spellings of different countries do not vote on each other: ß is none of Switzerland's.
    pub country: &'a str,
    /// Rows with this value.
    pub rows: u32,
    /// True when a rule of thumb decided about the letter case.
    pub recased: bool,
}

/// For each value the spelling to use instead, if another one wins.
pub fn winners<'a>(values: &[Spelled<'a>]) -> Vec<Option<&'a str>> {
    let keys: Vec<String> = values.iter().map(|value| text::fold(value.text)).collect();
    let mut votes: FxHashMap<(&str, &str, &str), u32> = FxHashMap::default();
    for (value, key) in values.iter().zip(&keys) {
        if !value.text.is_empty() && !value.recased {
            *votes.entry((value.country, key, value.text)).or_default() += value.rows;
        }
    }
    let mut best: FxHashMap<(&str, &str), (&'a str, u32)> = FxHashMap::default();
    for (value, key) in values.iter().zip(&keys) {
        let Some(&rows) = votes.get(&(value.country, key.as_str(), value.text)) else { continue };
        let known = best.entry((value.country, key)).or_insert((value.text, rows));
        if rows > known.1 || (rows == known.1 && value.text < known.0) {
            *known = (value.text, rows);
        }
    }
    let winner = |(value, key): (&Spelled<'a>, &String)| {
        let &(winner, rows) = best.get(&(value.country, key.as_str()))?;
        if winner == value.text {
            return None;
        }
        let own = votes.get(&(value.country, key.as_str(), value.text)).copied().unwrap_or(0);
        let restores_marks = value.text.is_ascii() && !winner.is_ascii() && rows >= own;
        (value.recased || restores_marks).then_some(winner)
    };
    values.iter().zip(&keys).map(winner).collect()
}

/// A city beside its postal code, with the rows that have both.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// Country and postal code.
    pub code: (&'a str, &'a str),
    /// The city.
    pub city: &'a str,
    /// Rows with this pair.
    pub rows: u32,
}

/// How often the right spelling has to occur beside the code, and how much more often than the wrong one.
const AGREED: u32 = 2;
const OUTWEIGHS: u32 = 3;

/// Shorter names are too alike: beside the same code, and in one area.
const SHORTEST: usize = 4;
const SHORTEST_OF_AREA: usize = 5;

/// How often a spelling has to occur in an area, and how much more often than the wrong one.
const AGREED_IN_AREA: u32 = 5;
const OUTWEIGHS_IN_AREA: u32 = 5;

/// Cities of an area that are compared with, the most frequent ones.
const TOWNS: usize = 500;

/// Characters of a postal code that make an area: a region in most countries.
const AREA: usize = 2;

/// For each pair the city that was probably meant: the usual one of the code, where the written one is a slip away.
pub fn slips<'a>(pairs: &[Placed<'a>]) -> Vec<Option<&'a str>> {
    let mut usual: FxHashMap<(&str, &str), (&'a str, u32)> = FxHashMap::default();
    let mut everywhere: FxHashMap<(&str, &str), u32> = FxHashMap::default();
    for pair in pairs.iter().filter(|pair| !pair.city.is_empty()) {
        *everywhere.entry((pair.code.0, pair.city)).or_default() += pair.rows;
        let known = usual.entry(pair.code).or_insert((pair.city, pair.rows));
        if pair.rows > known.1 || (pair.rows == known.1 && pair.city < known.0) {
            *known = (pair.city, pair.rows);
        }
    }
    let towns = towns(pairs);
    let meant = |pair: &Placed<'a>| {
        if pair.city.is_empty() {
            return None;
        }
        let written = Form::of(pair.city);
        let own = everywhere.get(&(pair.code.0, pair.city)).copied().unwrap_or(0);
        let of_code = usual.get(&pair.code).filter(|(city, rows)| *rows >= AGREED && *city != pair.city);
        let of_code = of_code.filter(|(city, rows)| {
            *rows >= own.saturating_mul(OUTWEIGHS) && is_slip(&Form::of(city), &written, SHORTEST)
                || *rows > pair.rows && is_variant(city, pair.city)
        });
        of_code.map(|(city, _)| *city).or_else(|| {
            let known = towns.get(&area(pair.code)?)?;
            let outweighed = |town: &&Town| town.rows >= own.saturating_mul(OUTWEIGHS_IN_AREA);
            let mut near = known
                .iter()
                .filter(outweighed)
                .filter(|town| town.city != pair.city && is_slip(&town.form, &written, SHORTEST_OF_AREA));
            let town = near.next()?;
            near.next().is_none().then_some(town.city)
        })
    };
    pairs.par_iter().with_min_len(256).map(meant).collect()
}

/// Country and first characters of a code.
fn area<'a>(code: (&'a str, &'a str)) -> Option<(&'a str, &'a str)> {
    Some((code.0, code.1.get(..AREA)?))
}

/// A city that many records of an area name.
struct Town<'a> {
    city: &'a str,
    form: Form,
    rows: u32,
}

/// The cities that many records name, by area, the most frequent first.
fn towns<'a>(pairs: &[Placed<'a>]) -> FxHashMap<(&'a str, &'a str), Vec<Town<'a>>> {
    let named = pairs.iter().filter(|pair| !pair.city.is_empty());
    let mut rows: Vec<((&str, &str), &str, u32)> =
        named.filter_map(|pair| Some((area(pair.code)?, pair.city, pair.rows))).collect();
    rows.sort_unstable();
    let mut towns: FxHashMap<(&str, &str), Vec<Town>> = FxHashMap::default();
    for town in rows.chunk_by(|left, right| (left.0, left.1) == (right.0, right.1)) {
        let (area, city, _) = town[0];
        let rows = town.iter().map(|(.., rows)| rows).sum();
        if rows >= AGREED_IN_AREA {
            towns.entry(area).or_default().push(Town { city, form: Form::of(city), rows });
        }
    }
    // Each list for itself, so their order does not matter.
    #[allow(clippy::iter_over_hash_type)]
    for known in towns.values_mut() {
        known.sort_by(|left, right| right.rows.cmp(&left.rows).then(left.city.cmp(right.city)));
        known.truncate(TOWNS);
    }
    towns
}

/// A city's name as it is compared.
struct Form {
    folded: String,
    /// With the groups of letters that scanners confuse read as one: `rn` and `m`, `ii` and `u`.
    seen: String,
}

impl Form {
    fn of(city: &str) -> Self {
        let folded = text::fold(city);
        let seen = folded.replace("rn", "m").replace("ii", "u").replace("cl", "d").replace("vv", "w");
        Self { folded, seen }
    }
}

/// True when the two differ by one letter, two letters that changed places, or letters that look like one another.
fn is_slip(right: &Form, written: &Form, shortest: usize) -> bool {
    right.folded.len() >= shortest
        && right.folded != written.folded
        && (within_one_edit(&right.folded, &written.folded) || within_one_edit(&right.seen, &written.seen))
}

/// True when what was written is the right name with a district, or with words left out or abbreviated.
fn is_variant(right: &str, written: &str) -> bool {
    let (right, written) = (right.to_lowercase(), written.to_lowercase());
    if let Some(rest) = written.strip_prefix(&right) {
        return rest.starts_with(['-', '/']);
    }
    let without_addition = || {
        ["im", "am", "an", "in", "bei", "ob", "vor"].iter().any(|word| right.starts_with(&format!("{written} {word} ")))
    };
    let words = |name: &str| name.split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let abbreviates = |(right, written): (&String, &String)| {
        let is_saint =
            matches!(right.as_str(), "sankt" | "saint" | "sainte") && written.trim_end_matches('.').starts_with("st");
        right == written
            || is_saint
            || written.strip_suffix('.').is_some_and(|short| !short.is_empty() && right.starts_with(short))
    };
    let (left, other) = (words(&right), words(&written));
    without_addition() || left.len() == other.len() && left.iter().zip(&other).all(abbreviates)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str, rows: u32, recased: bool) -> Spelled<'_> {
        Spelled { text, country: "DE", rows, recased }
    }

    #[test]
    fn umlauts_and_repaired_case_follow_the_majority() {
        let values = [
            spelled("Höhenweg", 3, false),
            spelled("Hoehenweg", 1, false),
            spelled("Via Iv Novembre", 5, true),
            spelled("Via IV Novembre", 2, false),
            spelled("Neuweg", 1, false),
        ];
        assert_eq!(winners(&values), [None, Some("Höhenweg"), Some("Via IV Novembre"), None, None]);
    }

    #[test]
    fn a_transcription_that_most_use_stays() {
        let values = [
            spelled("Goethestraße", 9, false),
            spelled("Göthestraße", 1, false),
            spelled("Goetheweg", 9, false),
            spelled("Götheweg", 1, false),
        ];
        assert_eq!(winners(&values), [None, None, None, None]);
    }

    #[test]
    fn countries_do_not_vote_on_each_other() {
        let values =
            [spelled("Bahnhofstraße", 9, false), Spelled { country: "CH", ..spelled("Bahnhofstrasse", 1, false) }];
        assert_eq!(winners(&values), [None, None]);
    }

    #[test]
    fn slips_are_seen_beside_the_same_code() {
        let placed = |code: &'static str, city: &'static str, rows| Placed { code: ("DE", code), city, rows };
        let pairs = [
            placed("04229", "Leipzig", 4),
            placed("04229", "Leizig", 1),
            placed("04229", "Leipizg", 1),
            placed("04229", "Grimma", 1),
            placed("04155", "Leizpig", 1),
            placed("12345", "Oberau", 3),
            placed("12345", "Unterau", 1),
        ];
        let expected = [None, Some("Leipzig"), Some("Leipzig"), None, None, None, None];
        assert_eq!(slips(&pairs), expected);
    }

    #[test]
    fn many_records_of_an_area_know_a_slip_too() {
        let placed = |code: &'static str, city: &'static str, rows| Placed { code: ("DE", code), city, rows };
        let pairs = [
            placed("22455", "Hamburg", 3),
            placed("22457", "Hamburg", 4),
            placed("22459", "Harnburg", 1),
            placed("22461", "Homburg", 2),
            placed("66424", "Hombrug", 1),
        ];
        assert_eq!(slips(&pairs), [None, None, Some("Hamburg"), None, None]);
    }

    #[test]
    fn districts_and_abbreviations_are_seen_beside_the_same_code() {
        for (right, written, expected) in [
            ("Berlin", "Berlin-Mitte", true),
            ("Buch am Wald", "Buch a. Wald", true),
            ("Sankt Gallen", "St. Gallen", true),
            ("Freiburg im Breisgau", "Freiburg", true),
            ("Baden", "Badenweiler", false),
            ("Bad Homburg", "Bad", false),
            ("Neustadt", "Altstadt", false),
            ("Leipzig", ".", false),
        ] {
            assert_eq!(is_variant(right, written), expected, "{right} {written}");
        }
    }
}
