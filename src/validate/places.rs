//! Streets, house numbers, postal codes and cities, wherever in the address columns they stand.

use super::Context;
use super::country::Countries;
use super::note::{Notes, passed, some, worst};
use super::sheet::{Sheet, Slab, in_chunks};
use super::whole::care_of_line;
use crate::engine::distinct::DistinctTuples;
use crate::kernel::address::{self, Address};
use crate::kernel::verdict::{Status, Verdict};
use polars::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

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

/// Cleans the addresses. `split` holds the status of the rows whose street cell was split before.
///
/// # Errors
/// When polars cannot build a column.
pub fn places(
    sheet: &Sheet,
    countries: &Countries,
    split: &BTreeMap<usize, Status>,
    context: &Context,
) -> PolarsResult<Places> {
    if context.skips("address") {
        return Ok(untouched(sheet));
    }
    let country = &countries.context;
    let streets = DistinctTuples::of([sheet.text("street"), sheet.text("house_number"), country]);
    let codes = DistinctTuples::of([sheet.text("postal_code"), country]);
    let cities = DistinctTuples::of([sheet.text("city"), country]);
    let street_lines = streets.map(|[street, number, country]| read_street_line(*street, *number, *country));
    let read_codes = codes.map(|[code, country]| code.map(|code| address::read_postal_code(code, *country)));
    let read_cities = cities.map(|[city, country]| city.map(|city| address::read_city(city, *country)));

    let chunks = in_chunks(sheet.rows, |range| {
        let mut slab = Slab::new(&COLUMNS, range.len());
        let mut status = Vec::with_capacity(range.len());
        for row in range {
            let at = |ids: &[u32]| ids.get(row).map_or(usize::MAX, |&id| id as usize);
            let parts = Parts {
                line: street_lines.get(at(&streets.ids)).and_then(Option::as_ref),
                code: read_codes.get(at(&codes.ids)).and_then(Option::as_ref),
                city: read_cities.get(at(&cities.ids)).and_then(Option::as_ref),
            };
            let floor = split.get(&row).copied().unwrap_or(Status::Missing);
            let own = countries.status.get(row).copied().unwrap_or(Status::Missing);
            status.push(worst(worst(floor, own), parts.write(row, sheet, &mut slab)));
        }
        (slab, status)
    });
    let (slabs, status): (Vec<_>, Vec<_>) = chunks.into_iter().unzip();
    let (columns, notes) = Slab::stack(slabs)?;
    Ok(Places { columns, status: status.into_iter().flatten().collect(), notes })
}

/// What the kernels read in the cells of a row.
struct Parts<'a> {
    line: Option<&'a Line>,
    code: Option<&'a Verdict<Address>>,
    city: Option<&'a Verdict<Address>>,
}

impl Parts<'_> {
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
        let city_name = some(&city.city).or(some(&code.city));
        let box_cell = sheet.text("po_box").get(row);
        let po_box = box_cell.map(box_number).or_else(|| first([line, city, code], |a| &a.po_box).map(Cow::Borrowed));
        let region = sheet.text("region").get(row).or_else(|| first([code, city, line], |a| &a.region));
        let extra = extra(sheet.text("address_extra").get(row), line);

        if let Some(line) = self.line {
            line.note(row, sheet, &mut slab.notes);
        }
        for (field, verdict, written) in [("postal_code", self.code, postal_code), ("city", self.city, city_name)] {
            if let Some(verdict) = verdict {
                let written = written.filter(|_| verdict.status != Status::Invalid);
                slab.notes.verdict(row, field, verdict, sheet.original(field, row), written);
            }
        }
        slab.push([
            some(&line.street),
            some(&line.house_number),
            extra.as_deref(),
            po_box.as_deref(),
            postal_code,
            city_name,
            region,
        ]);
        let status = self.line.map_or(Status::Missing, |line| line.status);
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
