//! What the cells of a row, and the other rows, say of each other.
//!
//! A contradiction is noted and costs points of quality; no value is changed for it. Costs a few comparisons a row and one
//! count of domains and companies.

use super::note::Notes;
use super::sheet::in_chunks;
use crate::kernel::address::regions;
use crate::kernel::{consistency, phone};
use polars::prelude::*;
use rustc_hash::FxHashMap;

/// Points of quality that a contradiction costs.
const COSTS: &[(&str, i32)] = &[
    ("email.other_person", 5),
    ("email.other_company", 5),
    ("address.region_mismatch", 5),
    ("phone.other_country", 2),
];

/// So many records with a domain tell whose it is.
const RECORDS_THAT_TELL: u32 = 3;

/// The cleaned columns of the rows, and which e-mail addresses are nobody's own.
pub struct Rows<'a> {
    /// A text column by its name.
    pub text: &'a (dyn Fn(&str) -> &'a StringChunked + Sync),
    /// True for addresses of functions.
    pub is_role: &'a (dyn Fn(usize) -> bool + Sync),
    /// True for addresses at providers of free mail.
    pub is_free: &'a (dyn Fn(usize) -> bool + Sync),
}

/// What was found.
#[derive(Debug)]
pub struct Cross {
    /// Points of quality to take off, by row.
    pub costs: Vec<i32>,
    /// The contradictions.
    pub notes: Notes,
}

/// Checks the rows.
pub fn cross(rows: usize, columns: &Rows) -> Cross {
    let [given, family, company, email, region, code, country, phone, mobile] =
        ["given_name", "family_name", "company_key", "email", "region", "postal_code", "country", "phone", "mobile"]
            .map(|name| (columns.text)(name));
    let owners = Owners::of(email, company, columns.is_free);
    let chunks = in_chunks(rows, |range| {
        let mut notes = Notes::default();
        let mut costs = vec![0; range.len()];
        let first = range.start;
        for row in range {
            let mut note = |field: &'static str, code: &'static str, original: &str| {
                notes.add(row, field, code, Some(original), None);
                let cost = COSTS.iter().find(|(known, _)| *known == code).map_or(0, |(_, cost)| *cost);
                if let Some(total) = costs.get_mut(row - first) {
                    *total += cost;
                }
            };
            if let Some((local, domain)) = email.get(row).and_then(|email| email.rsplit_once('@')) {
                let (given, family) = (given.get(row).unwrap_or(""), family.get(row).unwrap_or(""));
                let address = email.get(row).unwrap_or("");
                if !(columns.is_role)(row) && consistency::email_names(local, given, family) == Some(false) {
                    note("email", "email.other_person", address);
                }
                if company.get(row).is_some_and(|company| owners.contradict(domain, company)) {
                    note("email", "email.other_company", address);
                }
            }
            let Some(country) = country.get(row) else { continue };
            if let (Some(region), Some(code)) = (region.get(row), code.get(row))
                && regions::contradicts(region, code, country)
            {
                note("region", "address.region_mismatch", region);
            }
            for (field, number) in [("phone", phone.get(row)), ("mobile", mobile.get(row))] {
                if let Some(number) = number
                    && phone::is_of_country(number, country) == Some(false)
                {
                    note(field, "phone.other_country", number);
                }
            }
        }
        (costs, notes)
    });
    let mut found = Cross { costs: Vec::with_capacity(rows), notes: Notes::default() };
    for (costs, notes) in chunks {
        found.costs.extend(costs);
        found.notes.append(notes);
    }
    found
}

/// Which company the records with a domain belong to, where most agree.
struct Owners<'a>(FxHashMap<&'a str, &'a str>);

impl<'a> Owners<'a> {
    fn of(email: &'a StringChunked, company: &'a StringChunked, is_free: &dyn Fn(usize) -> bool) -> Self {
        let mut counts: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        let mut totals: FxHashMap<&str, u32> = FxHashMap::default();
        for (row, (email, company)) in email.iter().zip(company.iter()).enumerate() {
            if let (Some(email), Some(company)) = (email, company)
                && let Some((_, domain)) = email.rsplit_once('@')
                && !is_free(row)
            {
                *counts.entry((domain, company)).or_default() += 1;
                *totals.entry(domain).or_default() += 1;
            }
        }
        let is_owner = |&((domain, _), count): &((&str, &str), u32)| {
            let total = totals.get(domain).copied().unwrap_or(0);
            total >= RECORDS_THAT_TELL && count * 2 > total
        };
        Self(counts.into_iter().filter(is_owner).map(|(pair, _)| pair).collect())
    }

    /// True when the domain is another company's, and does not name this one.
    fn contradict(&self, domain: &str, company: &str) -> bool {
        let is_form = |one: &str, other: &str| one.starts_with(other) || other.starts_with(one);
        self.0.get(domain).is_some_and(|owner| !is_form(owner, company))
            && !company.is_empty()
            && !consistency::domain_names(domain, company)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Row = &'static [(&'static str, &'static str)];

    fn check(rows: &[Row]) -> (Vec<i32>, Vec<(u32, &'static str)>) {
        let names = [
            "given_name",
            "family_name",
            "company_key",
            "email",
            "region",
            "postal_code",
            "country",
            "phone",
            "mobile",
        ];
        let columns: BTreeMap<&str, StringChunked> = names
            .iter()
            .map(|name| {
                let cells = rows.iter().map(|row| row.iter().find(|(field, _)| field == name).map(|(_, cell)| *cell));
                (*name, StringChunked::from_iter_options((*name).into(), cells))
            })
            .collect();
        let text = |name: &str| &columns[name];
        let found = cross(rows.len(), &Rows { text: &text, is_role: &|_| false, is_free: &|_| false });
        (found.costs, found.notes.sorted().iter().map(|finding| (finding.row, finding.code)).collect())
    }

    #[test]
    fn contradictions_of_a_row_are_noted_and_cost_points() {
        let (costs, found) = check(&[
            &[("given_name", "Ilse"), ("family_name", "Weber"), ("email", "kurt.stein@holz.example")],
            &[("given_name", "Ilse"), ("family_name", "Weber"), ("email", "i.weber@holz.example")],
            &[("country", "DE"), ("phone", "+43316123456"), ("mobile", "+4915112345678")],
            &[("country", "DE"), ("postal_code", "04229"), ("region", "Bayern")],
            &[("country", "DE"), ("postal_code", "04229"), ("region", "SN")],
            &[("country", "DE"), ("postal_code", "04229"), ("region", "Region Süd")],
        ]);
        assert_eq!(found, [(0, "email.other_person"), (2, "phone.other_country"), (3, "address.region_mismatch")]);
        assert_eq!(costs, [5, 0, 2, 5, 0, 0]);
    }

    #[test]
    fn the_records_of_a_domain_tell_whose_it_is() {
        let at = |company: &'static str| -> Row {
            match company {
                "holz ritter" => &[("email", "a@holz.example"), ("company_key", "holz ritter")],
                "holz ritter graz" => &[("email", "b@holz.example"), ("company_key", "holz ritter graz")],
                _ => &[("email", "c@holz.example"), ("company_key", "stadtwerke")],
            }
        };
        let (_, found) = check(&[at("holz ritter"), at("holz ritter"), at("holz ritter graz"), at("")]);
        assert_eq!(found, [], "one of four is half, and a branch is no other company");
        let rows = [at("holz ritter"), at("holz ritter"), at("holz ritter"), at("holz ritter graz"), at("")];
        assert_eq!(check(&rows).1, [(4, "email.other_company")]);
    }
}
