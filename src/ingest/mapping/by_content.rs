//! Columns whose header says nothing (`column_3`, `Unnamed: 3`, a file without header): what their values and the
//! columns beside them show.
//!
//! Every choice stays below the confidence of a header, so that a known header always wins. Not for columns with a
//! header of their own that the dictionary lacks: a `Geburtsort` looks like a city and is none.

use super::candidates::{Candidate, Clues, Reason};
use super::content::Shape;

/// Words of headers that mean nothing.
const EMPTY_WORDS: &[&str] = &[
    "column",
    "col",
    "spalte",
    "feld",
    "field",
    "unnamed",
    "unbenannt",
    "var",
    "variable",
    "attribut",
    "attribute",
    "colonne",
    "colonna",
    "columna",
    "kolom",
    "kolumna",
    "campo",
    "champ",
    "header",
    "none",
    "null",
    "nan",
    "x",
];

/// True for a header that says nothing about its column.
pub(super) fn is_meaningless(tokens: &[String]) -> bool {
    let says_nothing = |token: &String| {
        EMPTY_WORDS.contains(&token.as_str()) || token.len() == 1 || token.bytes().all(|byte| byte.is_ascii_digit())
    };
    tokens.iter().all(says_nothing)
}

/// Gives the columns without a meaning of their own the one their values and neighbours show.
pub(super) fn fill(clues: &mut [Clues]) {
    let open: Vec<bool> =
        clues.iter().map(|clue| is_meaningless(&clue.tokens) && !clue.is_known && clue.shape.sampled > 0).collect();
    let mut found = Found { open, fields: clues.iter().map(|clue| clue.certain().map(|field| (field, 1.0))).collect() };
    let shapes: Vec<&Shape> = clues.iter().map(|clue| &clue.shape).collect();
    found.alone(&shapes);
    found.postal_codes(&shapes);
    found.house_numbers(&shapes);
    found.family_names(&shapes);
    found.key(clues);
    for ((clue, open), field) in clues.iter_mut().zip(&found.open).zip(&found.fields) {
        if let (true, Some((field, score))) = (open, field) {
            clue.candidates = vec![Candidate { field, score: *score, reason: Reason::Content }];
        }
    }
}

struct Found {
    /// Columns that ask for a meaning.
    open: Vec<bool>,
    /// Field and score per column, those with a header of their own included.
    fields: Vec<Option<(&'static str, f64)>>,
}

impl Found {
    fn is_free(&self, column: usize) -> bool {
        self.open.get(column) == Some(&true) && self.field(column).is_none()
    }

    fn field(&self, column: usize) -> Option<&'static str> {
        self.fields.get(column).copied().flatten().map(|(field, _)| field)
    }

    fn has(&self, field: &str) -> bool {
        self.fields.iter().flatten().any(|(known, _)| *known == field)
    }

    fn set(&mut self, column: usize, field: &'static str, score: f64) {
        if let Some(slot) = self.fields.get_mut(column) {
            *slot = Some((field, score));
        }
    }

    /// What the values show without their neighbours.
    fn alone(&mut self, shapes: &[&Shape]) {
        for (column, shape) in shapes.iter().enumerate() {
            if self.is_free(column)
                && let Some((field, score)) = alone(shape)
            {
                self.set(column, field, score);
            }
        }
    }

    /// A code beside a column of words, nearest to the street where there are several: postal code and city.
    fn postal_codes(&mut self, shapes: &[&Shape]) {
        if self.has("postal_code") {
            return;
        }
        let wordy = |at: usize| shapes.get(at).is_some_and(|shape| shape.wordy >= 0.9 && shape.given < 0.5);
        let code = |shape: &Shape| {
            shape.postal >= 0.9
                && shape.date < 0.5
                && (3.9..=8.5).contains(&shape.mean_length)
                && shape.distinct_count > 0
        };
        let street = (0..shapes.len()).find(|&column| self.field(column) == Some("street"));
        let mut best: Option<(usize, usize, usize)> = None;
        for (column, shape) in shapes.iter().enumerate() {
            if !self.is_free(column) || !code(shape) {
                continue;
            }
            let beside = [Some(column + 1), column.checked_sub(1)];
            let city = beside
                .into_iter()
                .flatten()
                .find(|&at| wordy(at) && (self.is_free(at) || self.field(at) == Some("city")));
            let Some(city) = city else { continue };
            let distance = street.map_or(0, |street| street.abs_diff(column));
            if best.is_none_or(|(nearest, _, _)| distance < nearest) {
                best = Some((distance, column, city));
            }
        }
        if let Some((_, column, city)) = best {
            self.set(column, "postal_code", 0.66);
            if self.is_free(city) && !self.has("city") {
                self.set(city, "city", 0.64);
            }
        }
    }

    fn house_numbers(&mut self, shapes: &[&Shape]) {
        for column in 1..shapes.len() {
            let (Some(shape), Some(before)) = (shapes.get(column), shapes.get(column - 1)) else { continue };
            let after_street = self.field(column - 1) == Some("street") && before.has_digit < 0.3;
            if self.is_free(column) && after_street && shape.house_number >= 0.8 {
                self.set(column, "house_number", 0.64);
            }
        }
    }

    /// Words beside given names.
    fn family_names(&mut self, shapes: &[&Shape]) {
        if self.has("family_name") || self.has("full_name") {
            return;
        }
        let given = (0..shapes.len()).find(|&column| self.field(column) == Some("given_name"));
        let beside: Vec<usize> = match given {
            Some(given) => [Some(given + 1), given.checked_sub(1)].into_iter().flatten().collect(),
            None => (0..shapes.len()).collect(),
        };
        let named = |shape: &Shape| {
            let single = shape.wordy >= 0.9 && shape.blanks < 0.4 && shape.legal < 0.1;
            single && (given.is_some() || shape.family >= 0.5)
        };
        let column =
            beside.into_iter().find(|&at| self.is_free(at) && shapes.get(at).is_some_and(|shape| named(shape)));
        if let Some(column) = column {
            self.set(column, "family_name", if given.is_some() { 0.66 } else { 0.6 });
        }
    }

    /// A code that never repeats: in the first column, where its header may name a code, too, or with letters in it.
    fn key(&mut self, clues: &[Clues]) {
        if self.has("source_key") || self.fields.iter().flatten().count() < 2 {
            return;
        }
        let found = clues.iter().enumerate().find(|(column, clue)| {
            let named = *column == 0 && !clue.is_known && names_a_code(&clue.tokens);
            let asked = self.is_free(*column) && (*column == 0 || clue.shape.number < 0.2);
            (named || asked) && is_code(&clue.shape)
        });
        if let Some((column, _)) = found {
            self.set(column, "source_key", 0.62);
            if let Some(open) = self.open.get_mut(column) {
                *open = true;
            }
        }
    }
}

/// A header that ends in a word for codes: `Scan ID`, `Codice`, `Mitgliedsnr.`.
fn names_a_code(tokens: &[String]) -> bool {
    const WORDS: &[&str] = &["id", "no", "codice", "codigo", "ref", "key", "uuid", "guid"];
    const ENDS: &[&str] = &["nr", "nummer", "number", "code", "kennung"];
    let is_code = |last: &String| WORDS.contains(&last.as_str()) || ENDS.iter().any(|end| last.ends_with(end));
    tokens.last().is_some_and(is_code)
}

/// Values that all differ, with digits and without blanks.
fn is_code(shape: &Shape) -> bool {
    shape.sampled >= 2
        && shape.distinct >= 0.999
        && shape.has_digit >= 0.95
        && shape.blanks < 0.05
        && shape.date.max(shape.email).max(shape.url) < 0.2
        && shape.mean_length <= 40.0
}

/// The field that values show by themselves, the surest test first.
fn alone(shape: &Shape) -> Option<(&'static str, f64)> {
    let short = shape.distinct_count <= 12 || shape.distinct < 0.2;
    let phone = shape.phone >= 0.8 && shape.postal < 0.5 && shape.date < 0.2;
    let found = match shape {
        shape if shape.email >= 0.8 => ("email", 0.69),
        shape if shape.url >= 0.85 => ("website", 0.64),
        shape if shape.vat >= 0.8 => ("vat_id", 0.66),
        shape if shape.early_date >= 0.8 => ("birth_date", 0.62),
        shape if shape.date >= 0.85 => ("created_at", 0.6),
        shape if phone && shape.mobile >= 0.7 => ("mobile", 0.66),
        shape if phone && shape.number < 0.95 => ("phone", 0.66),
        shape if shape.salutation >= 0.8 && short => ("salutation", 0.66),
        shape if shape.academic >= 0.7 && shape.mean_length <= 12.0 => ("academic_title", 0.62),
        shape if shape.country >= 0.9 && short => ("country", 0.62),
        shape if shape.legal >= 0.3 => ("company", 0.66),
        shape if shape.given >= 0.6 => ("given_name", 0.66),
        shape if shape.person >= 0.5 => ("full_name", 0.66),
        shape if shape.street >= 0.5 => ("street", 0.66),
        _ => return None,
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::{NamedFrom, StringChunked};

    fn fields(columns: &[&[&str]]) -> Vec<Option<&'static str>> {
        let mut clues: Vec<Clues> = columns
            .iter()
            .enumerate()
            .map(|(at, values)| {
                let shape = Shape::of(&StringChunked::new("c".into(), *values));
                Clues::of(&format!("column_{}", at + 1), shape)
            })
            .collect();
        fill(&mut clues);
        clues.iter().map(|clue| clue.candidates.first().map(|candidate| candidate.field)).collect()
    }

    #[test]
    fn a_list_without_header_is_understood() {
        let columns: &[&[&str]] = &[
            &["A-17", "A-18", "A-19"],
            &["Frau", "Herr", "Frau"],
            &["Ilse", "Kurt", "Anna-Lena"],
            &["Wendlinger", "Osthoff", "von Stein"],
            &["Holz Wendlinger GmbH", "Osthoff & Co. KG", "Kanzlei Stein"],
            &["Lange Gasse 7", "Am Graben 12 b", "Uferweg 3-5"],
            &["01067", "80331", "20095"],
            &["Dresden", "München", "Hamburg"],
            &["0351 4961200", "089/2200-11", "+49 40 355500"],
            &["0171 2345678", "+49 160 5551234", "0151/23456789"],
            &["ilse@holz.example", "k.osthoff@osthoff.example", "anna@stein.example"],
            &["12,50", "1.200,00", "99,90"],
        ];
        let expect = [
            "source_key",
            "salutation",
            "given_name",
            "family_name",
            "company",
            "street",
            "postal_code",
            "city",
            "phone",
            "mobile",
            "email",
        ];
        let mut expect: Vec<Option<&str>> = expect.into_iter().map(Some).collect();
        expect.push(None);
        assert_eq!(fields(columns), expect);
    }

    #[test]
    fn streets_and_numbers_may_stand_apart_and_cities_before_their_code() {
        let columns: &[&[&str]] =
            &[&["Uferstraße", "Marktplatz"], &["7", "12 a"], &["Graz", "Linz"], &["8010", "4020"], &["AT", "AT"]];
        let expect = ["street", "house_number", "city", "postal_code", "country"];
        assert_eq!(fields(columns), expect.map(Some));
    }

    #[test]
    fn numbers_beside_words_are_no_postal_codes_when_they_are_prices_or_counts() {
        assert_eq!(fields(&[&["12", "7"], &["rot", "blau"]]), [None, None]);
        assert_eq!(fields(&[&["Schraube", "Mutter"], &["12", "7"], &["rot", "blau"]]), [None, None, None]);
    }

    #[test]
    fn birthdays_and_other_dates_differ_by_their_years() {
        assert_eq!(fields(&[&["03.04.1961", "17.12.1985"]]), [Some("birth_date")]);
        assert_eq!(fields(&[&["03.04.2024", "17.12.2023"]]), [Some("created_at")]);
    }

    #[test]
    fn headers_that_say_something_are_left_alone() {
        for (header, expect) in [("column_3", true), ("Unnamed: 2", true), ("Feld 7", true), ("Geburtsort", false)] {
            assert_eq!(is_meaningless(&super::super::fold::tokens(header)), expect, "{header}");
        }
    }
}
