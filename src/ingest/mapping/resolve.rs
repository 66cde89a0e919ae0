//! Which column feeds which field: ambiguous headers by neighbours and values, then the best pairs first.

use super::candidates::{Candidate, Clues, Reason};
use super::dictionary::SOURCE_KEY;
use super::{BELIEVED, Use, feeds};
use crate::model::record::Records;

/// The meaning that won a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning {
    /// Index into the column's candidates.
    pub candidate: usize,
    /// Field it stands for among records of this kind.
    pub field: &'static str,
    /// Score after neighbours and values.
    pub score: f64,
}

/// Fields of an address; a second set of them can take the place of the first.
const ADDRESS: &[&str] =
    &["street", "house_number", "address_extra", "po_box", "postal_code", "city", "region", "country"];

/// Fields that mean nothing beside records of another kind: a `Type` of contacts is no type of an activity.
const OWN_KIND_ONLY: &[&str] = &[
    "activity_id",
    "activity_type",
    "occurred_at",
    "reason",
    "opted_out_at",
    "channel",
    "document_type",
    "customer_id",
    "category",
];

struct Offer {
    column: usize,
    meaning: Meaning,
    feeds: bool,
}

/// Use and meaning of every column, in order.
pub(super) fn assign(clues: &[Clues], records: Records) -> Vec<(Use, Option<Meaning>)> {
    let mut offers: Vec<Offer> = Vec::new();
    for (column, clue) in clues.iter().enumerate() {
        // a column that can feed a field means nothing that only other records have
        let may_feed = clue.candidates.iter().any(|candidate| feeds(records, field_for(candidate.field, records)));
        for (candidate, offered) in clue.candidates.iter().enumerate() {
            let field = field_for(offered.field, records);
            let score = score(clues, column, offered, field, records);
            let feeds = feeds(records, field) || offered.reason == Reason::Pinned;
            let told = matches!(offered.reason, Reason::Vendor | Reason::Header) && !OWN_KIND_ONLY.contains(&field);
            if score >= BELIEVED && (feeds || told && !may_feed) {
                offers.push(Offer { column, meaning: Meaning { candidate, field, score }, feeds });
            }
        }
    }
    // meanings that feed a field first, then by score, then in file order
    offers.sort_by(|a, b| {
        b.feeds.cmp(&a.feeds).then(b.meaning.score.total_cmp(&a.meaning.score)).then(a.column.cmp(&b.column))
    });
    let mut out: Vec<(Use, Option<Meaning>)> = vec![(Use::Extra, None); clues.len()];
    let mut taken: Vec<&'static str> = Vec::new();
    for offer in &offers {
        let Some(slot) = out.get_mut(offer.column) else { continue };
        if slot.1.is_none() && !taken.contains(&offer.meaning.field) {
            taken.push(offer.meaning.field);
            let usage = if offer.feeds { Use::Field(offer.meaning.field) } else { Use::Extra };
            *slot = (usage, Some(offer.meaning));
        }
    }
    place_losers(clues, records, &mut offers, &mut taken, &mut out);
    out
}

/// A second phone becomes the mobile number or a fallback, a second e-mail `email_2`, a second address a block, and what
/// only stands in a fallback.
fn place_losers(
    clues: &[Clues],
    records: Records,
    offers: &mut [Offer],
    taken: &mut Vec<&'static str>,
    out: &mut [(Use, Option<Meaning>)],
) {
    // the others keep the order of the file
    offers.sort_by_key(|offer| offer.column);
    for offer in offers.iter() {
        let (Some(slot), Some(clue)) = (out.get_mut(offer.column), clues.get(offer.column)) else { continue };
        if slot.1.is_some() {
            continue;
        }
        let meaning = offer.meaning;
        let usage = match meaning.field {
            // not a meaning of its own: two columns must not share a canonical field
            field if clue.stands_in => {
                if offer.feeds {
                    slot.0 = Use::Fallback(field);
                }
                None
            }
            "email" if feeds(records, "email_2") && !taken.contains(&"email_2") => {
                taken.push("email_2");
                Some((Use::Field("email_2"), "email_2"))
            }
            "phone" if clue.shape.mobile > 0.7 && feeds(records, "mobile") && !taken.contains(&"mobile") => {
                taken.push("mobile");
                Some((Use::Field("mobile"), "mobile"))
            }
            "mobile" if feeds(records, "phone") && !taken.contains(&"phone") => {
                taken.push("phone");
                Some((Use::Field("phone"), "phone"))
            }
            "phone" | "mobile" if feeds(records, "phone") => Some((Use::Fallback("phone"), "phone")),
            "given_name" if offer.feeds && !clue.secondary => Some((Use::Fallback("given_name"), "given_name")),
            "phone" | "mobile" => Some((Use::Extra, "phone")),
            _ if !offer.feeds => None,
            field if clue.secondary && ADDRESS.contains(&field) => {
                slot.0 = Use::Block(field);
                None
            }
            _ => None,
        };
        if let Some((usage, field)) = usage {
            *slot = (usage, Some(Meaning { field, ..meaning }));
        }
    }
}

/// What a word of the dictionary stands for among records of a kind: a customer number is the key of a contact.
fn field_for(field: &'static str, records: Records) -> &'static str {
    match (records, field) {
        (Records::Contacts | Records::Companies, "customer_id") => SOURCE_KEY,
        (Records::Activities | Records::Suppression, "mobile") => "phone",
        (Records::Activities, "created_at" | "order_date") => "occurred_at",
        (Records::Activities, SOURCE_KEY) => "customer_id",
        (Records::Suppression, "created_at") => "opted_out_at",
        _ => field,
    }
}

fn score(clues: &[Clues], column: usize, offered: &Candidate, field: &'static str, records: Records) -> f64 {
    let Some(clue) = clues.get(column) else { return 0.0 };
    let mut score = offered.score;
    if matches!(offered.reason, Reason::Pinned) {
        return score;
    }
    if clue.secondary {
        score -= 0.04;
    }
    if offered.field == "customer_id" && field == SOURCE_KEY || offered.field == SOURCE_KEY && field == "customer_id" {
        score -= 0.02;
    }
    // moved to another field because records of this kind lack its own
    if field != offered.field && matches!(field, "occurred_at" | "opted_out_at" | "phone") {
        score -= 0.1;
    }
    if matches!(offered.reason, Reason::Vendor) {
        return score;
    }
    if clue.shape.forbids(field) {
        return 0.0;
    }
    if field == SOURCE_KEY && clue.shape.sampled >= 20 && clue.shape.distinct < 0.8 {
        score -= 0.5;
    }
    let rivals = clue.candidates.iter().filter(|other| feeds(records, field_for(other.field, records))).count();
    if rivals > 1 {
        score += 0.3 * (clue.shape.fit(field) - 0.5) + neighbours(clues, column, field);
    }
    score
}

/// What the other columns say about an ambiguous one.
fn neighbours(clues: &[Clues], column: usize, field: &str) -> f64 {
    let certain =
        |field: &str| clues.iter().enumerate().any(|(at, clue)| at != column && clue.certain() == Some(field));
    let near = |fields: &[&str]| {
        let (from, to) = (column.saturating_sub(2), (column + 3).min(clues.len()));
        let around = clues.get(from..to).unwrap_or_default();
        around.iter().filter_map(Clues::certain).any(|certain| fields.contains(&certain))
    };
    match field {
        "family_name" if certain("given_name") && !certain("family_name") => 0.15,
        "family_name" => -0.1,
        "full_name" if certain("given_name") && !certain("family_name") => -0.1,
        "full_name" if certain("company") => 0.1,
        // a name, an address and no sign of a person
        "full_name" if !person_signs(clues, column) && near_a_firm(clues, column) => -0.1,
        "given_name" if certain("family_name") => 0.1,
        "company" if certain("company") => -0.25,
        "company" if !person_signs(clues, column) && near_a_firm(clues, column) => 0.1,
        "job_title" if certain("job_title") => -0.25,
        "academic_title" if certain("salutation") => 0.1,
        "salutation" if certain("salutation") => -0.25,
        "source_key" if certain("source_key") => -0.25,
        "house_number" if !near(&["street"]) => -0.35,
        "notes" if certain("notes") => -0.1,
        "company_line2" if near(&["company"]) => 0.1,
        "address_extra" if near(&["street", "postal_code"]) => 0.05,
        "region" if near(&["city", "postal_code", "country", "street"]) => 0.1,
        "lead_status" if near(&["city", "postal_code", "country"]) => -0.1,
        "department" if near(&["company", "job_title"]) => 0.1,
        _ => 0.0,
    }
}

/// Columns that lists of firms have, and hardly a list of names without anything else.
fn near_a_firm(clues: &[Clues], column: usize) -> bool {
    const SIGNS: &[&str] = &[
        "street",
        "postal_code",
        "city",
        "country",
        "region",
        "website",
        "vat_id",
        "industry",
        "employees",
        "annual_revenue",
    ];
    any_certain(clues, column, SIGNS)
}

/// Columns that only lists of people have.
fn person_signs(clues: &[Clues], column: usize) -> bool {
    const SIGNS: &[&str] = &[
        "salutation",
        "academic_title",
        "given_name",
        "family_name",
        "birth_date",
        "job_title",
        "mobile",
        "gender",
        "email",
        "phone",
        "consent_email",
        "lead_status",
    ];
    any_certain(clues, column, SIGNS)
}

fn any_certain(clues: &[Clues], column: usize, fields: &[&str]) -> bool {
    let others = clues.iter().enumerate().filter(|(at, _)| *at != column);
    others.filter_map(|(_, clue)| clue.certain()).any(|field| fields.contains(&field))
}
