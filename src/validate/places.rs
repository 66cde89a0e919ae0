//! Streets, house numbers, postal codes and cities, wherever in the address columns they stand.

use super::Context;
use super::country::ByCountry;
use super::note::{Notes, passed, some, worst};
use super::sheet::{Keyed, Sheet, Slab, counts, entry, in_chunks};
use super::spelling::{Placed, Spelled, slips, winners};
use super::whole::care_of_line;
use crate::engine::distinct::{DistinctTuples, NULL};
use crate::kernel::address::{self, Address, PostalTable};
use crate::kernel::verdict::{Status, Verdict};
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The letter case was repaired by rule.
const RECASED: &str = "address.case";

const COLUMNS: [&str; 7] = ["street", "house_number", "address_extra", "po_box", "postal_code", "city", "region"];

/// The address columns, cleaned.
#[derive(Debug)]
pub struct Places {
    /// street, house_number, address_extra, po_box, postal_code, city, region.
    pub columns: Vec<StringChunked>,
    /// Of the whole address: the worst of its parts.
    pub status: Vec<Status>,
    /// What was noticed.
    pub notes: Notes,
}

/// Cleans the addresses. `own_status` is that of the country cells, `split` holds the status of the rows whose street cell was split before.
///
/// # Errors
/// When polars cannot build a column.
pub fn places(
    sheet: &Sheet,
    countries: &ByCountry,
    own_status: &[Status],
    split: &BTreeMap<usize, Status>,
    context: &Context,
) -> PolarsResult<Places> {
    if context.skips("address") {
        return Ok(untouched(sheet));
    }
    let streets = DistinctTuples::of([sheet.text("street"), sheet.text("house_number"), countries.column]);
    let codes = Keyed::of(sheet.text("postal_code"), &countries.distinct);
    let cities = Keyed::of(sheet.text("city"), &countries.distinct);
    let lines = streets.map(|[street, number, country]| read_street_line(*street, *number, *country));
    let read_codes = codes.map(address::read_postal_code);
    let read_cities = cities.map(address::read_city);
    let street_votes = winners(&street_ballot(&lines, &streets));
    let city_votes = winners(&city_ballot(&read_cities, &cities));
    // lists without towns at all are not incomplete but of another kind
    let has_towns = ["postal_code", "city"].iter().all(|name| sheet.text(name).null_count() < sheet.rows);
    let pairs = Pairs::of(&codes, &read_codes, &cities, &read_cities, &city_votes, context.postal);

    let chunks = in_chunks(sheet.rows, |range| {
        let mut slab = Slab::new(&COLUMNS, range.len());
        let mut status = Vec::with_capacity(range.len());
        for row in range {
            let pair = pairs.of_row(row);
            let parts = Parts {
                line: entry(&lines, &streets.ids, row).and_then(Option::as_ref),
                code: entry(&read_codes, &codes.ids, row),
                city: entry(&read_cities, &cities.ids, row),
                better_street: entry(&street_votes, &streets.ids, row).copied().flatten(),
                better_city: pair.meant.or_else(|| entry(&city_votes, &cities.ids, row).copied().flatten()),
                pair,
                country: countries.column.get(row).filter(|_| has_towns),
            };
            let floor = split.get(&row).copied().unwrap_or(Status::Missing);
            let own = own_status.get(row).copied().unwrap_or(Status::Missing);
            status.push(worst(worst(floor, own), parts.write(row, sheet, &mut slab)));
        }
        (slab, status)
    });
    let (slabs, status): (Vec<_>, Vec<_>) = chunks.into_iter().unzip();
    let (columns, notes) = Slab::stack(slabs)?;
    Ok(Places { columns, status: status.into_iter().flatten().collect(), notes })
}

/// The streets as they were read, for the vote on their spelling.
fn street_ballot<'v>(lines: &'v [Option<Line>], streets: &DistinctTuples<'v, 3>) -> Vec<Spelled<'v>> {
    let rows = counts(&streets.ids, lines.len());
    let ballot = lines.iter().zip(&streets.values).zip(rows);
    ballot
        .map(|((line, [.., country]), rows)| Spelled {
            text: line.as_ref().map_or("", |line| &line.parts.street),
            country: country.unwrap_or_default(),
            rows,
            recased: line.as_ref().is_some_and(|line| line.verdict.codes.contains(&RECASED)),
        })
        .collect()
}

/// The cities as they were read, for the vote on their spelling.
fn city_ballot<'v>(read: &'v [Verdict<Address>], cities: &Keyed<'v>) -> Vec<Spelled<'v>> {
    let ballot = read.iter().zip(&cities.values).zip(cities.counts());
    ballot
        .map(|((verdict, (_, country)), rows)| Spelled {
            text: if verdict.status == Status::Invalid { "" } else { &verdict.parts.city },
            country: country.unwrap_or_default(),
            rows,
            recased: verdict.codes.contains(&RECASED),
        })
        .collect()
}

/// What postal code and city say of each other.
#[derive(Debug, Clone, Copy, Default)]
struct Pair<'v> {
    /// The city does not belong to the code.
    contradict: bool,
    /// The code stands in no table, though there is one for the country.
    unknown: bool,
    /// The city that was probably meant.
    meant: Option<&'v str>,
    /// Where the code lies.
    region: Option<&'v str>,
}

/// The distinct pairs of postal code and city, of which one may be missing.
struct Pairs<'v> {
    ids: Vec<u32>,
    pairs: Vec<Pair<'v>>,
}

impl<'v> Pairs<'v> {
    fn of(
        codes: &Keyed<'v>,
        read_codes: &'v [Verdict<Address>],
        cities: &Keyed<'v>,
        read_cities: &'v [Verdict<Address>],
        votes: &[Option<&'v str>],
        table: Option<&'v PostalTable>,
    ) -> Self {
        let mut seen: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut distinct = Vec::new();
        let ids: Vec<u32> = codes
            .ids
            .iter()
            .zip(&cities.ids)
            .map(|(&code, &city)| {
                if code == NULL {
                    return NULL;
                }
                *seen.entry((code, city)).or_insert_with(|| {
                    distinct.push((code, city));
                    u32::try_from(distinct.len() - 1).unwrap_or(NULL)
                })
            })
            .collect();
        let rows = counts(&ids, distinct.len());
        let placed: Vec<Placed> = distinct
            .iter()
            .zip(rows)
            .map(|(&(code, city), rows)| {
                let usable = |read: &'v [Verdict<Address>], id: u32| {
                    read.get(id as usize).filter(|verdict| verdict.status.is_usable()).map(|verdict| &verdict.parts)
                };
                let (code, place) = (usable(read_codes, code), usable(read_cities, city));
                let voted = votes.get(city as usize).copied().flatten();
                let city = voted.or(place.map(|place| place.city.as_str())).unwrap_or_default();
                let code = code.map(|code| (code.country.as_str(), code.postal_code.as_str())).unwrap_or_default();
                Placed { code, city, rows }
            })
            .collect();
        let meant = slips(&placed);
        let pairs = placed
            .par_iter()
            .with_min_len(256)
            .zip(meant)
            .map(|(placed, meant)| {
                let (country, code) = placed.code;
                let own = address::check_code(table, country, code, placed.city);
                // What the table knows needs no vote.
                let meant = meant.filter(|_| own.city_match != Some(true));
                let check = meant.map_or(own, |city| address::check_code(table, country, code, city));
                Pair {
                    contradict: check.city_match == Some(false),
                    unknown: check.known == Some(false),
                    meant: check.city.or(meant),
                    region: check.region,
                }
            })
            .collect();
        Self { ids, pairs }
    }

    fn of_row(&self, row: usize) -> Pair<'v> {
        entry(&self.pairs, &self.ids, row).copied().unwrap_or_default()
    }
}

/// What the kernels read in the cells of a row.
struct Parts<'a> {
    line: Option<&'a Line>,
    code: Option<&'a Verdict<Address>>,
    city: Option<&'a Verdict<Address>>,
    better_street: Option<&'a str>,
    better_city: Option<&'a str>,
    pair: Pair<'a>,
    /// ISO code, where the parts an address lacks are judged.
    country: Option<&'a str>,
}

impl Parts<'_> {
    /// The columns an address of that country must not lack and does.
    fn missing(&self, postal_code: Option<&str>, city: Option<&str>) -> [Option<&'static str>; 2] {
        let Some(country) = self.country else { return [None; 2] };
        let needs = address::required(country);
        [
            (needs.postal_code && postal_code.is_none()).then_some("postal_code"),
            (needs.city && city.is_none()).then_some("city"),
        ]
    }

    /// Writes the row and returns its status.
    fn write(&self, row: usize, sheet: &Sheet, slab: &mut Slab<7>) -> Status {
        let empty = Address::default();
        let usable = |verdict: Option<&Verdict<Address>>| {
            verdict.map_or(Status::Missing, |v| v.status) != Status::Invalid && verdict.is_some()
        };
        let code = self.code.filter(|_| usable(self.code)).map_or(&empty, |v| &v.parts);
        let city = self.city.filter(|_| usable(self.city)).map_or(&empty, |v| &v.parts);
        let line = self.line.map_or(&empty, |line| &line.parts);

        let postal_code = some(&code.postal_code).or(some(&city.postal_code));
        let city_name = self.better_city.or(some(&city.city)).or(some(&code.city));
        let street = self.better_street.or(some(&line.street));
        let box_cell = sheet.text("po_box").get(row);
        let po_box = box_cell.map(box_number).or_else(|| first([line, city, code], |a| &a.po_box).map(Cow::Borrowed));
        let region = sheet.text("region").get(row).or_else(|| first([code, city, line], |a| &a.region));
        let region = region.or(self.pair.region);
        let extra = extra(sheet.text("address_extra").get(row), line);

        let addressed =
            street.or(po_box.as_deref()).filter(|_| self.line.is_none_or(|line| line.status != Status::Invalid));
        let missing = addressed.map_or([None; 2], |_| self.missing(postal_code, city_name));
        for field in missing.into_iter().flatten() {
            slab.notes.add(row, field, "address.incomplete", None, None);
        }
        if let Some(line) = self.line {
            line.note(row, sheet, &mut slab.notes);
        }
        for (field, verdict, written) in [("postal_code", self.code, postal_code), ("city", self.city, city_name)] {
            if let Some(verdict) = verdict {
                let written = written.filter(|_| verdict.status != Status::Invalid);
                slab.notes.verdict(row, field, verdict, sheet.original(field, row), written);
            }
        }
        for (field, better) in [("street", self.better_street), ("city", self.better_city)] {
            if better.is_some() {
                slab.notes.add(row, field, "address.spelling", sheet.original(field, row), better);
            }
        }
        // codes of boxes stand in few tables
        let unknown = self.pair.unknown && po_box.is_none();
        if unknown {
            slab.notes.add(row, "postal_code", "address.postal_code_unknown", sheet.original("postal_code", row), None);
        }
        if self.pair.contradict {
            slab.notes.add(row, "city", "address.city_mismatch", sheet.original("city", row), city_name);
        }
        slab.push([
            street,
            some(&line.house_number),
            extra.as_deref(),
            po_box.as_deref(),
            postal_code,
            city_name,
            region,
        ]);
        let mut status = self.line.map_or(Status::Missing, |line| line.status);
        if self.better_street.or(self.better_city).is_some() {
            status = worst(status, Status::Corrected);
        }
        if self.pair.contradict || unknown || missing != [None; 2] {
            status = worst(status, Status::Suspect);
        }
        [self.code, self.city].into_iter().flatten().fold(status, |status, verdict| worst(status, verdict.status))
    }
}

/// The first of the addresses where a part is filled.
fn first<'a>(addresses: [&'a Address; 3], part: impl Fn(&'a Address) -> &'a String) -> Option<&'a str> {
    addresses.into_iter().find_map(|address| some(part(address)))
}

/// Digits of a box cell; text that is no number stays.
fn box_number(cell: &str) -> Cow<'_, str> {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() || cell.len() > 24 { Cow::Borrowed(cell) } else { Cow::Owned(digits) }
}

/// The second address line: its own column, what the street line had of it, and "c/o".
fn extra(cell: Option<&str>, line: &Address) -> Option<String> {
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    let care_of = care_of_line(&line.care_of);
    for part in [cell, some(&line.address_extra), care_of.as_deref()].into_iter().flatten() {
        if !parts.iter().any(|known| known.eq_ignore_ascii_case(part)) {
            parts.push(Cow::Borrowed(part));
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A street line as read, and the cells it was read from.
struct Line {
    parts: Address,
    status: Status,
    verdict: Verdict<()>,
    joined: bool,
}

impl Line {
    fn of(read: Verdict<Address>, joined: bool) -> Self {
        let Verdict { status, codes, parts } = read;
        let parts = if status == Status::Invalid { Address::default() } else { parts };
        Self { parts, status, verdict: Verdict { status, codes, parts: () }, joined }
    }

    fn note(&self, row: usize, sheet: &Sheet, notes: &mut Notes) {
        if matches!(self.status, Status::Valid | Status::Missing) {
            return;
        }
        let (street, number) = (sheet.original("street", row), sheet.original("house_number", row));
        let cells = [street, number.filter(|_| self.joined)];
        let original = cells.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let written = [self.parts.street.as_str(), self.parts.house_number.as_str()].join(" ");
        notes.verdict(row, "street", &self.verdict, Some(&original), Some(written.trim()));
    }
}

/// Reads street and house number, which may stand in one cell, in two, or twice.
fn read_street_line(street: Option<&str>, number: Option<&str>, country: Option<&str>) -> Option<Line> {
    let Some(street) = street else {
        let number = number?;
        let parts = Address { house_number: without_blanks(number), ..Address::default() };
        return Some(Line::of(Verdict::new(Status::Valid, parts), false));
    };
    let alone = address::read_street(street, country);
    let Some(number) = number else { return Some(Line::of(alone, false)) };
    let squeezed = without_blanks(number);
    if alone.parts.house_number.eq_ignore_ascii_case(&squeezed) {
        return Some(Line::of(alone, false));
    }
    let joined = address::read_street(&format!("{street} {number}"), country);
    let is_better = joined.status <= alone.status.max(Status::Corrected) && !joined.parts.house_number.is_empty();
    if is_better {
        return Some(Line::of(joined, true));
    }
    let mut alone = alone;
    if alone.parts.house_number.is_empty() {
        alone.parts.house_number = squeezed;
    }
    Some(Line::of(alone, false))
}

fn without_blanks(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The columns as they are, for a pipeline that does not want addresses judged.
fn untouched(sheet: &Sheet) -> Places {
    let columns = COLUMNS.map(|name| sheet.text(name).clone().with_name(name.into()));
    let status = (0..sheet.rows)
        .map(|row| columns.iter().map(|column| passed(column.get(row))).fold(Status::Missing, worst))
        .collect();
    Places { columns: columns.into(), status, notes: Notes::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn box_cells_keep_their_digits() {
        assert_eq!(box_number("Postfach 12 34"), "1234");
        assert_eq!(box_number("am Markt"), "am Markt");
    }

    #[test]
    fn extras_are_joined_once() {
        let line = Address { address_extra: "Hinterhaus".into(), care_of: "Lindt".into(), ..Address::default() };
        assert_eq!(extra(Some("hinterhaus"), &line).as_deref(), Some("hinterhaus, c/o Lindt"));
        assert_eq!(extra(None, &Address::default()), None);
    }

    #[test]
    fn a_number_without_a_street_stays() {
        let line = read_street_line(None, Some("5 b"), None).unwrap();
        assert_eq!((line.parts.house_number.as_str(), line.status), ("5b", Status::Valid));
    }
}
