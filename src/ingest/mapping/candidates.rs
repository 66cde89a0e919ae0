//! What each column may mean by its words: exact, without group words, part of the header, or misspelt.

use super::by_content::is_meaningless;
use super::content::Shape;
use super::dictionary::{self, Entry};
use super::fold;
use super::words::{ASKING, COMPOUNDS, FILLER, OTHER_MEANING, SECONDARY};
use crate::ingest::vendors::Vendor;
use crate::kernel::text::repair_mojibake;

/// Why a column got its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// The pipeline says so.
    Pinned,
    /// The recogniser of a vendor says so.
    Vendor,
    /// The header is in the dictionary.
    Header,
    /// The header contains or resembles one of the dictionary.
    Similar,
    /// The values show it.
    Content,
    /// Nothing was found; the column is kept under its own name.
    Unmapped,
}

impl Reason {
    /// The word reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pinned => "pinned",
            Self::Vendor => "vendor",
            Self::Header => "header",
            Self::Similar => "similar header",
            Self::Content => "content",
            Self::Unmapped => "unmapped",
        }
    }
}

/// One possible meaning of a column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub field: &'static str,
    /// 0..1 before neighbours and values are heard.
    pub score: f64,
    pub reason: Reason,
}

/// A column as the mapping sees it.
#[derive(Debug)]
pub(crate) struct Clues {
    pub header: String,
    pub tokens: Vec<String>,
    pub shape: Shape,
    /// Belongs to the second of two blocks: private address, delivery address.
    pub secondary: bool,
    /// Stands in for other columns where those are empty.
    pub stands_in: bool,
    /// Header or vendor say what it is, be it that it has no field.
    pub is_known: bool,
    pub candidates: Vec<Candidate>,
}

impl Clues {
    /// Gathers what header and values say.
    pub fn of(header: &str, shape: Shape) -> Self {
        let repaired = repair_mojibake(header);
        let readable = repaired.as_deref().unwrap_or(header);
        let tokens = words(readable);
        let mut candidates = by_words(&tokens, &shape);
        if candidates.is_empty() {
            candidates = by_less(readable);
        }
        let is_known = !candidates.is_empty();
        if candidates.is_empty() && !is_meaningless(&tokens) {
            candidates = by_content(&tokens, &shape);
        }
        let secondary = !block(&tokens).is_empty();
        Self { header: header.to_string(), tokens, shape, secondary, stands_in: false, is_known, candidates }
    }

    /// Puts the vendor's word in place of the dictionary's.
    pub fn hear(&mut self, vendor: &Vendor) {
        let Some(meaning) = vendor.meaning(&self.header) else { return };
        self.is_known = true;
        self.stands_in = meaning.stands_in;
        let score = if meaning.stands_in { 0.95 } else { 0.99 };
        self.candidates =
            meaning.field.map(|field| Candidate { field, score, reason: Reason::Vendor }).into_iter().collect();
    }

    /// The words that name the secondary block the column belongs to.
    pub fn group(&self) -> String {
        block(&self.tokens).join(" ")
    }

    /// The field, when header or vendor leave no doubt.
    pub fn certain(&self) -> Option<&'static str> {
        match self.candidates.as_slice() {
            [one] if one.score >= 0.8 => Some(one.field),
            _ => None,
        }
    }

    /// True when the column may mean the field.
    pub fn may_be(&self, field: &str) -> bool {
        self.candidates.iter().any(|candidate| candidate.field == field)
    }
}

/// The words of a header; of one word that is glued together and unknown, the group and the rest of it.
fn words(header: &str) -> Vec<String> {
    let tokens = fold::tokens(header);
    let whole = tokens.concat();
    if !dictionary::lookup(&whole).is_empty() {
        return tokens;
    }
    let mut out = Vec::with_capacity(tokens.len() + 1);
    for token in tokens {
        let rest_of = |group: &str| {
            token.strip_prefix(group).filter(|rest| rest.len() > 1 && !dictionary::lookup(rest).is_empty())
        };
        let split = COMPOUNDS.iter().find_map(|group| Some((*group, rest_of(group)?.to_string())));
        match split {
            Some((group, rest)) if dictionary::lookup(&token).is_empty() => out.extend([group.to_string(), rest]),
            _ => out.push(token),
        }
    }
    out
}

/// The words of a header that name the second of two blocks; a number from 2 on does so in front of other words.
fn block(tokens: &[String]) -> Vec<&str> {
    let numbered = |at: usize, token: &str| at + 1 < tokens.len() && token.parse::<u8>().is_ok_and(|number| number > 1);
    let second = |(at, token): &(usize, &String)| SECONDARY.contains(&token.as_str()) || numbered(*at, token);
    tokens.iter().enumerate().filter(second).map(|(_, token)| token.as_str()).collect()
}

/// Candidates of dictionary entries. What a header means for want of better only is never certain.
fn entries(entries: &[Entry], best: f64, reason: Reason) -> Vec<Candidate> {
    let step = if entries.iter().all(|entry| entry.rank > 1) { 0.2 } else { 0.05 };
    entries
        .iter()
        .map(|entry| Candidate { field: entry.field, score: best - step * f64::from(entry.rank - 1), reason })
        .collect()
}

fn by_words(tokens: &[String], shape: &Shape) -> Vec<Candidate> {
    let exact = dictionary::lookup(&tokens.concat());
    if !exact.is_empty() {
        return entries(exact, 0.97, Reason::Header);
    }
    if tokens.iter().any(|token| OTHER_MEANING.contains(&token.as_str())) {
        return Vec::new();
    }
    let stripped: Vec<&String> = tokens.iter().filter(|token| !is_group(token)).collect();
    if stripped.len() < tokens.len() {
        let found = dictionary::lookup(&stripped.iter().map(|token| token.as_str()).collect::<String>());
        if !found.is_empty() {
            return entries(found, 0.9, Reason::Header);
        }
    }
    let part = by_part(tokens, shape);
    if !part.is_empty() {
        return part;
    }
    let similar = entries(dictionary::similar(&tokens.concat()), 0.8, Reason::Similar);
    similar.into_iter().filter(|candidate| shape.fit(candidate.field) >= 0.4).collect()
}

/// What a question of a form asks for: `What is your role?`, `Wie lautet Ihre E-Mail-Adresse?`.
fn asked_for(header: &str) -> Option<Vec<Candidate>> {
    let tokens = fold::tokens(header);
    let is_asking = |token: &String| ASKING.contains(&token.as_str());
    if tokens.len() < 3 || !tokens.first().is_some_and(is_asking) {
        return None;
    }
    let rest: String = tokens.iter().filter(|token| !is_asking(token)).map(String::as_str).collect();
    Some(entries(dictionary::lookup(&rest), 0.8, Reason::Similar))
}

/// The header without a hint in brackets (`Umsatz (EUR)`), or with the letters put in that an encoding lost.
fn by_less(header: &str) -> Vec<Candidate> {
    if let Some(asked) = asked_for(header) {
        return asked;
    }
    let lost = dictionary::with_lost_letters(header);
    if !lost.is_empty() {
        return entries(lost, 0.9, Reason::Similar);
    }
    let Some((before, hint)) = header.trim().trim_end_matches([')', ']']).split_once(['(', '[']) else {
        return Vec::new();
    };
    let hint = fold::tokens(hint);
    let changes = |token: &String| {
        let token = token.as_str();
        OTHER_MEANING.contains(&token) || SECONDARY.contains(&token) || !dictionary::lookup(token).is_empty()
    };
    if hint.iter().any(changes) {
        return Vec::new();
    }
    entries(dictionary::lookup(&fold::compact(before)), 0.88, Reason::Similar)
}

fn is_group(token: &str) -> bool {
    FILLER.contains(&token) || SECONDARY.contains(&token) || token.bytes().all(|byte| byte.is_ascii_digit())
}

/// The longest run of words that the dictionary has. What is left over must be filler, or the values must agree.
fn by_part(tokens: &[String], shape: &Shape) -> Vec<Candidate> {
    let count = tokens.len();
    if !(2..=8).contains(&count) {
        return Vec::new();
    }
    for length in (1..count).rev() {
        for from in (0..=count - length).rev() {
            let Some(run) = tokens.get(from..from + length) else { continue };
            if run.iter().all(|token| is_group(token) || token.len() < 2) {
                continue;
            }
            let found = dictionary::lookup(&run.concat());
            if found.is_empty() {
                continue;
            }
            let rest = tokens[..from].iter().chain(&tokens[from + length..]);
            let strange = rest.filter(|token| !is_group(token) && token.len() > 1).count();
            if strange == 0 {
                return entries(found, 0.85, Reason::Similar);
            }
            let agreed: Vec<Entry> = found
                .iter()
                .filter(|entry| Shape::judges(entry.field) && shape.fit(entry.field) >= 0.6)
                .copied()
                .collect();
            if strange <= length.max(1) && !agreed.is_empty() {
                return entries(&agreed, 0.72, Reason::Similar);
            }
        }
    }
    Vec::new()
}

/// Columns without a known header: only values that nothing else looks like.
fn by_content(tokens: &[String], shape: &Shape) -> Vec<Candidate> {
    if shape.sampled == 0 || tokens.iter().any(|token| OTHER_MEANING.contains(&token.as_str())) {
        return Vec::new();
    }
    let one = |field, score| vec![Candidate { field, score, reason: Reason::Content }];
    if shape.email > 0.85 {
        return one("email", 0.7);
    }
    // free of plain numbers: ids are digits as well
    if shape.phone > 0.85 && shape.number < 0.95 && shape.date < 0.2 && shape.postal < 0.5 {
        return one("phone", 0.65);
    }
    if shape.url > 0.85 {
        return one("website", 0.62);
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::{NamedFrom, StringChunked};

    fn fields(header: &str, values: &[&str]) -> Vec<&'static str> {
        let shape = Shape::of(&StringChunked::new("c".into(), values));
        Clues::of(header, shape).candidates.iter().map(|candidate| candidate.field).collect()
    }

    #[test]
    fn headers_of_home_made_lists_are_understood() {
        for (header, field) in [
            ("dob", "birth_date"),
            ("street_number", "house_number"),
            ("address_1", "street"),
            ("address_2", "address_extra"),
            ("suburb", "city"),
            ("postcode", "postal_code"),
            ("phone_number", "phone"),
            ("record_id", "source_key"),
            ("contact_id", "source_key"),
            ("org_name", "company"),
            ("full_name", "full_name"),
            ("fname_c1", "given_name"),
            ("address.zip", "postal_code"),
            ("address.line1", "street"),
            ("name.first", "given_name"),
            ("contact_email", "email"),
            ("Ihre Telefonnummer (Pflichtfeld)", "phone"),
            ("Nachnmae", "family_name"),
        ] {
            assert_eq!(fields(header, &[]).first(), Some(&field), "{header}");
        }
    }

    #[test]
    fn words_that_change_the_meaning_are_heard() {
        for header in
            ["soc_sec_id", "birth_place", "email_verified", "Associated Company IDs", "OPTIN_IP", "cuisine", "age"]
        {
            assert!(fields(header, &["x1"]).is_empty(), "{header}");
        }
    }

    #[test]
    fn an_unknown_word_beside_a_known_one_needs_the_values_to_agree() {
        assert_eq!(fields("postcode_masked", &["rh5 6sz", "pe19 5yf"]), ["postal_code"]);
        assert!(fields("postcode_remark", &["Dresden", "none"]).is_empty());
    }

    #[test]
    fn values_alone_show_mail_phone_and_web() {
        assert_eq!(fields("xyz", &["a@b.example"]), ["email"]);
        assert_eq!(fields("xyz", &["+49 351 7965512"]), ["phone"]);
        assert!(fields("xyz", &["1234567"]).is_empty());
    }
}
