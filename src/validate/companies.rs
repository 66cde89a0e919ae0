//! Company names, legal forms and VAT ids.

use super::Context;
use super::country::ByCountry;
use super::note::{Notes, passed, some};
use super::sheet::{Keyed, Sheet, Slab, entry, in_chunks};
use crate::engine::distinct::DistinctTuples;
use crate::kernel::company::{self, Company};
use crate::kernel::verdict::{Status, Verdict};
use polars::prelude::*;

const COLUMNS: [&str; 4] = ["company", "legal_form", "vat_id", "company_key"];

/// The company columns, cleaned.
#[derive(Debug)]
pub struct Companies {
    /// company, legal_form, vat_id, company_key.
    pub columns: Vec<StringChunked>,
    /// Of the company name.
    pub status: Vec<Status>,
    /// What was noticed.
    pub notes: Notes,
}

/// Cleans the companies. `moved` are names that stood in another column, by row, in order.
///
/// # Errors
/// When polars cannot build a column.
pub fn companies(
    sheet: &Sheet,
    countries: &ByCountry,
    moved: &[(usize, String)],
    context: &Context,
) -> PolarsResult<Companies> {
    let skips = context.skips("company");
    let name = with_moved(sheet.text("company"), moved);
    let names = DistinctTuples::of([&name, sheet.text("company_line2"), countries.column]);
    let vats = Keyed::of(sheet.text("vat_id"), &countries.distinct);
    let read_names = names
        .map(|[name, second, country]| name.map(|name| if skips { pass(name) } else { read(name, *second, *country) }));
    let read_vats =
        vats.map(
            |vat, country| {
                if skips { Verdict::new(Status::Valid, vat.to_owned()) } else { company::read_vat(vat, country) }
            },
        );
    let legal_form = sheet.text("legal_form");
    let chunks = in_chunks(sheet.rows, |range| {
        let mut slab = Slab::new(&COLUMNS, range.len());
        let mut status = Vec::with_capacity(range.len());
        for row in range {
            let company = entry(&read_names, &names.ids, row).and_then(Option::as_ref);
            let vat = entry(&read_vats, &vats.ids, row);
            status.push(company.map_or(Status::Missing, |v| v.status));
            if let Some(verdict) = company {
                let written = written(verdict).map(|c| c.company.as_str());
                slab.notes.verdict(row, "company", verdict, sheet.original("company", row).or(name.get(row)), written);
            }
            if let Some(verdict) = vat {
                slab.notes.verdict(row, "vat_id", verdict, sheet.original("vat_id", row), usable_vat(verdict));
            }
            let company = company.and_then(written);
            slab.push([
                company.and_then(|c| some(&c.company)),
                company.and_then(|c| some(&c.legal_form)).or(legal_form.get(row)),
                vat.and_then(usable_vat),
                company.and_then(|c| some(&c.match_key)),
            ]);
        }
        (slab, status)
    });
    let (slabs, status): (Vec<_>, Vec<_>) = chunks.into_iter().unzip();
    let (columns, notes) = Slab::stack(slabs)?;
    Ok(Companies { columns, status: status.into_iter().flatten().collect(), notes })
}

/// What goes into the cleaned columns.
fn written(verdict: &Verdict<Company>) -> Option<&Company> {
    (!matches!(verdict.status, Status::Invalid | Status::Missing)).then_some(&verdict.parts)
}

fn usable_vat(verdict: &Verdict<String>) -> Option<&str> {
    if verdict.status == Status::Invalid { None } else { some(&verdict.parts) }
}

/// Reads a name of one or two lines.
fn read(name: &str, second: Option<&str>, country: Option<&str>) -> Verdict<Company> {
    let alone = company::read(name, country);
    let Some(second) = second else { return alone };
    let joined = format!("{name} {second}");
    let whole = company::read(&joined, country);
    let goes_on = is_open(name) || (alone.parts.legal_form.is_empty() && !whole.parts.legal_form.is_empty());
    if goes_on && whole.status <= alone.status { whole } else { alone }
}

/// True when a line cannot be the whole name: it ends with a conjunction or a mark that joins.
fn is_open(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    line.ends_with(['&', '+', '-', '/', ','])
        || ["und", "u.", "and", "et", "e", "y", "en", "i", "für", "for"]
            .iter()
            .any(|word| last.eq_ignore_ascii_case(word))
}

/// The name as it is; still with a key, so that spellings that differ in case find each other.
fn pass(name: &str) -> Verdict<Company> {
    let match_key = crate::kernel::text::fold(name);
    Verdict::new(passed(Some(name)), Company { company: name.to_owned(), match_key, ..Company::default() })
}

/// The company column with the names that stood elsewhere.
fn with_moved(column: &StringChunked, moved: &[(usize, String)]) -> StringChunked {
    if moved.is_empty() {
        return column.clone();
    }
    let mut moved = moved.iter().peekable();
    let cells = column.iter().enumerate().map(|(row, value)| match moved.next_if(|(at, _)| *at == row) {
        Some((_, name)) => value.or(Some(name)),
        None => value,
    });
    StringChunked::from_iter_options(column.name().clone(), cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moved_names_fill_empty_cells_only() {
        let column = StringChunked::new("company".into(), [None, Some("Ritter"), None]);
        let moved = [(0, "Holz AG".to_owned()), (1, "Stein AG".to_owned())];
        assert_eq!(with_moved(&column, &moved).iter().collect::<Vec<_>>(), [Some("Holz AG"), Some("Ritter"), None]);
    }

    #[test]
    fn open_lines_are_seen() {
        assert!(is_open("Holz Ritter &") && is_open("Gesellschaft für"));
        assert!(!is_open("Holz Ritter GmbH"));
    }
}
