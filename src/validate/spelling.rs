//! Spellings put to the vote: the other records of a run know how a city or street is written.
//!
//! Three kinds of cells give way to the spelling most records use, always one that differs in nothing else:
//! letter case that had been repaired by rule ("Via Iv Novembre"), umlauts and accents written without ("Hoehenweg"),
//! and, for cities, a slip of one letter beside the same postal code ("Leizig").

use rustc_hash::FxHashMap;

use crate::kernel::text;

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

/// Shorter names are too alike.
const SHORTEST: usize = 5;

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
    let meant = |pair: &Placed<'a>| {
        let &(city, rows) = usual.get(&pair.code)?;
        let own = everywhere.get(&(pair.code.0, pair.city)).copied().unwrap_or(0);
        let is_outweighed = rows >= AGREED && rows >= own.saturating_mul(OUTWEIGHS);
        (city != pair.city && is_outweighed && is_slip(city, pair.city)).then_some(city)
    };
    pairs.iter().map(meant).collect()
}

/// True when the two differ by one letter, or two letters that changed places.
fn is_slip(right: &str, written: &str) -> bool {
    let (right, written) = (text::fold(right), text::fold(written));
    right.len() >= SHORTEST && right.len().abs_diff(written.len()) <= 1 && strsim::osa_distance(&right, &written) == 1
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
}
