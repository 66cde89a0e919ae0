//! The country that records without one most likely belong to: a guess for drafts and profiles.
//!
//! Not for the countries of single records, which `validate` tells. Costs one look at the country columns.

use crate::ingest::{self, Inspection};
use std::collections::BTreeMap;

/// Spellings of the countries whose lists are most often without one.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("DE", &["de", "d", "deu", "germany", "deutschland", "allemagne", "germania", "alemania"]),
    ("AT", &["at", "a", "aut", "austria", "österreich", "oesterreich"]),
    ("CH", &["ch", "che", "switzerland", "schweiz", "suisse", "svizzera"]),
    ("FR", &["fr", "f", "fra", "france", "frankreich"]),
    ("IT", &["it", "i", "ita", "italy", "italia", "italien"]),
    ("ES", &["es", "e", "esp", "spain", "españa", "spanien"]),
    ("NL", &["nl", "nld", "netherlands", "the netherlands", "nederland", "niederlande"]),
    ("PL", &["pl", "pol", "poland", "polska", "polen"]),
    ("GB", &["gb", "uk", "gbr", "united kingdom", "great britain", "england"]),
    ("US", &["us", "usa", "united states", "united states of america"]),
];

/// The country most records name, with the reason for people; without such a column, the one the headers' language points to.
pub(super) fn default_country(kept: &[Inspection]) -> Option<(&'static str, String)> {
    let mut votes: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut all = 0;
    for found in kept {
        let Some(column) = found.columns.iter().find(|column| column.canonical == Some("country")) else { continue };
        let Ok(cells) = found.frame.column(&column.header).and_then(|column| column.str()) else { continue };
        for cell in cells.iter().flatten() {
            all += 1;
            let cell = cell.to_lowercase();
            if let Some((country, _)) = COUNTRIES.iter().find(|(_, names)| names.contains(&cell.as_str())) {
                *votes.entry(country).or_default() += 1;
            }
        }
    }
    let most = votes.iter().max_by_key(|(country, votes)| (**votes, std::cmp::Reverse(**country)));
    if let Some((country, votes)) = most.filter(|(_, votes)| **votes * 2 > all) {
        return Some((country, format!("{:.0} % of those that do name this one", *votes as f64 / all as f64 * 100.0)));
    }
    let languages: Vec<&str> =
        kept.iter().flat_map(|found| &found.columns).filter_map(|column| ingest::language(&column.header)).collect();
    let country = [("de", "DE"), ("fr", "FR"), ("it", "IT"), ("es", "ES"), ("nl", "NL"), ("pl", "PL")]
        .into_iter()
        .find(|(language, _)| languages.iter().filter(|known| *known == language).count() * 2 > languages.len())?;
    Some((country.1, format!("guessed from headers in the language {:?}", country.0)))
}
