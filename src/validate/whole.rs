//! Whole addresses in the street column: split into the columns they belong to, before anything else is read.
//!
//! Only rows without a city and postal code of their own are looked at.

use super::Context;
use super::country::Countries;
use super::note::{Notes, some};
use super::sheet::Sheet;
use crate::kernel::address::{self, Address};
use crate::kernel::verdict::{Status, Verdict};
use polars::prelude::*;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Splits whole addresses; returns the status of the rows concerned.
pub fn split(
    sheet: &mut Sheet,
    countries: &mut Countries,
    context: &Context,
    notes: &mut Notes,
) -> BTreeMap<usize, Status> {
    if context.skips("address") {
        return BTreeMap::new();
    }
    let read = read_all(sheet, countries);
    if read.is_empty() {
        return BTreeMap::new();
    }
    // The street cell is always replaced, also by nothing: what stood there now stands elsewhere.
    let mut streets = BTreeMap::new();
    let mut cells: BTreeMap<&'static str, BTreeMap<usize, Option<String>>> = BTreeMap::new();
    let mut put = |row: usize, field: &'static str, value: String| {
        if !value.is_empty() {
            cells.entry(field).or_default().insert(row, Some(value));
        }
    };
    let mut status = BTreeMap::new();
    for (row, verdict) in read {
        let one_line = one_line(&verdict.parts);
        notes.verdict(row, "street", &verdict, sheet.original("street", row), Some(&one_line));
        status.insert(row, verdict.status);
        let Address {
            recipient, care_of, street, house_number, address_extra, po_box, postal_code, city, region, ..
        } = verdict.parts;
        let (country, inferred) = (verdict.parts.country, verdict.parts.country_inferred);
        streets.insert(row, some(&street).map(str::to_owned));
        put(row, "house_number", house_number);
        let extra = [some(&address_extra), care_of_line(&care_of).as_deref()].map(|part| part.map(str::to_owned));
        put(row, "address_extra", extra.into_iter().flatten().collect::<Vec<_>>().join(", "));
        put(row, "po_box", po_box);
        put(row, "postal_code", postal_code);
        put(row, "city", city);
        if sheet.text("region").get(row).is_none() {
            put(row, "region", region);
        }
        if !inferred {
            put(row, "country", country);
        }
        let named = ["full_name", "given_name", "family_name", "company"];
        if named.iter().all(|name| sheet.text(name).get(row).is_none()) {
            put(row, "full_name", recipient);
        }
    }
    cells.insert("street", streets);
    for (field, values) in cells {
        if field == "country" {
            countries.context = patched(&countries.context, &values);
            countries.column = patched(&countries.column, &values);
        } else {
            let column = patched(sheet.text(field), &values);
            sheet.set(field, column);
        }
    }
    status
}

/// The rows whose street cell turns out to hold a city too.
fn read_all(sheet: &Sheet, countries: &Countries) -> Vec<(usize, Verdict<Address>)> {
    let (street, postal, city) = (sheet.text("street"), sheet.text("postal_code"), sheet.text("city"));
    (0..sheet.rows)
        .into_par_iter()
        .with_min_len(4096)
        .filter_map(|row| {
            let value = street.get(row)?;
            if postal.get(row).is_some() || city.get(row).is_some() || !may_be_whole(value) {
                return None;
            }
            let verdict = address::read(value, countries.context.get(row));
            let parts = &verdict.parts;
            let is_placed = !parts.city.is_empty() || (!parts.postal_code.is_empty() && !parts.street.is_empty());
            let found = is_placed && verdict.status != Status::Invalid;
            found.then_some((row, verdict))
        })
        .collect()
}

/// True when the line has parts (`,`, `;`, `|`, `//`, line breaks) or a number of four or five digits.
fn may_be_whole(value: &str) -> bool {
    let mut digits = 0;
    for byte in value.bytes() {
        if matches!(byte, b',' | b';' | b'|' | b'\n' | b'\r') {
            return true;
        }
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        if digits >= 4 {
            return true;
        }
    }
    value.contains("//")
}

/// "c/o Lindt" for what stood behind any word for it.
pub fn care_of_line(care_of: &str) -> Option<String> {
    some(care_of).map(|name| format!("c/o {name}"))
}

/// The address as one would say it, for findings.
fn one_line(address: &Address) -> String {
    let join = |parts: [&str; 2]| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let lines = [join([&address.street, &address.house_number]), join([&address.postal_code, &address.city])];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The column with some cells replaced.
fn patched(column: &StringChunked, values: &BTreeMap<usize, Option<String>>) -> StringChunked {
    let cells = column.iter().enumerate().map(|(row, value)| match values.get(&row) {
        Some(text) => text.as_deref(),
        None => value,
    });
    StringChunked::from_iter_options(column.name().clone(), cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_with_parts_or_a_long_number_are_tried() {
        assert!(may_be_whole("Holzstr. 5, 04229 Leipzig"));
        assert!(may_be_whole("Holzstr. 5 04229 Leipzig"));
        assert!(!may_be_whole("Straße des 17. Juni 135"));
    }

    #[test]
    fn patching_keeps_the_other_rows() {
        let column = StringChunked::new("street".into(), [Some("a"), None, Some("c")]);
        let values = BTreeMap::from([(0, None), (1, Some("b".to_owned()))]);
        assert_eq!(patched(&column, &values).iter().collect::<Vec<_>>(), [None, Some("b"), Some("c")]);
    }
}
