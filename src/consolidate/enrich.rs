//! Gaps of contact cards filled from elsewhere: the user's tables, the other contacts of a firm, the country of a number.
//!
//! Only what is missing is filled, nothing is overwritten, and every value that came this way has a row in
//! `contact_fields` with the rule that brought it. Costs one hash per contact and table.

use crate::engine::frame::{instants, text, text_column};
use crate::kernel::phone;
use crate::kernel::text::fold;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Between the parts of a key.
const JOINT: char = '\u{1f}';
/// Contacts that must name one company before its domain stands for it.
const AGREED: usize = 2;

/// A table to look values up in, validated like the records, so that both sides are in normal form.
#[derive(Debug)]
pub struct Lookup {
    /// Name, the rule of what it fills is `enrich:<name>`.
    pub name: String,
    /// Contact fields that must all agree.
    pub on: Vec<String>,
    /// Contact fields to fill.
    pub fill: Vec<String>,
    /// The rows.
    pub rows: DataFrame,
}

/// What a rule filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// The rule.
    pub rule: String,
    /// Rows of the table; 0 for rules without one.
    pub rows: u64,
    /// Keys that stand for rows which say different things; they fill nothing.
    pub ambiguous_keys: u64,
    /// Contacts with a row in the table, or of whom the rule knows something.
    pub matched: u64,
    /// Cells filled, by field.
    pub cells: BTreeMap<String, u64>,
}

/// Fills the gaps of the contacts and appends where each value came from to `contact_fields`.
///
/// # Errors
/// When a frame lacks a promised column.
pub fn enrich(contacts: &mut DataFrame, fields: &mut DataFrame, lookups: &[Lookup]) -> PolarsResult<Vec<Filled>> {
    let mut filled = Vec::new();
    for lookup in lookups {
        let (found, ambiguous_keys) = look_up(contacts, lookup)?;
        let rule = format!("enrich:{}", lookup.name);
        let done = Filled { rule, rows: lookup.rows.height() as u64, ambiguous_keys, ..Filled::default() };
        filled.push(fill(contacts, fields, &lookup.rows, &lookup.fill, &found, done)?);
    }
    let (firms, found) = firms(contacts)?;
    let names = ["company", "legal_form", "website"].map(str::to_owned);
    filled.push(fill(contacts, fields, &firms, &names, &found, of_rule("firm_domain"))?);
    let (countries, found) = countries(contacts)?;
    filled.push(fill(contacts, fields, &countries, &["country".to_owned()], &found, of_rule("phone_country"))?);
    filled.retain(|rule| rule.rows > 0 || !rule.cells.is_empty());
    Ok(filled)
}

fn of_rule(rule: &str) -> Filled {
    Filled { rule: rule.to_owned(), ..Filled::default() }
}

/// For each row the text of its key; `None` when a part is missing.
fn keys(frame: &DataFrame, on: &[String]) -> PolarsResult<Vec<Option<String>>> {
    let mut keys: Vec<Option<String>> = vec![Some(String::new()); frame.height()];
    for name in on {
        let column = frame.column(name)?.cast(&DataType::String)?;
        for (key, cell) in keys.iter_mut().zip(column.str()?.iter()) {
            match (key.as_mut(), cell) {
                (Some(key), Some(cell)) => {
                    key.push_str(&fold(cell));
                    key.push(JOINT);
                }
                _ => *key = None,
            }
        }
    }
    Ok(keys)
}

/// The row of the table for each contact, and how many keys are ambiguous.
fn look_up(contacts: &DataFrame, lookup: &Lookup) -> PolarsResult<(Vec<Option<IdxSize>>, u64)> {
    let said = lookup.fill.iter().map(|name| lookup.rows.column(name)?.cast(&DataType::String));
    let said = said.collect::<PolarsResult<Vec<Column>>>()?;
    let said = said.iter().map(|column| column.str()).collect::<PolarsResult<Vec<_>>>()?;
    let same =
        |one: IdxSize, other: IdxSize| said.iter().all(|column| column.get(one as usize) == column.get(other as usize));
    let mut row_of: FxHashMap<String, Option<IdxSize>> = FxHashMap::default();
    for (key, row) in keys(&lookup.rows, &lookup.on)?.into_iter().zip(0..) {
        let Some(key) = key else { continue };
        let known = row_of.entry(key).or_insert(Some(row));
        if known.is_some_and(|known| !same(known, row)) {
            *known = None;
        }
    }
    let ambiguous = row_of.values().filter(|row| row.is_none()).count() as u64;
    let found = keys(contacts, &lookup.on)?.into_iter().map(|key| *row_of.get(&key?)?);
    Ok((found.collect(), ambiguous))
}

/// Fills the missing cells of some fields from the rows that were found.
fn fill(
    contacts: &mut DataFrame,
    fields: &mut DataFrame,
    rows: &DataFrame,
    names: &[String],
    found: &[Option<IdxSize>],
    mut done: Filled,
) -> PolarsResult<Filled> {
    done.matched = found.iter().flatten().count() as u64;
    if done.matched == 0 {
        return Ok(done);
    }
    let found = IdxCa::from_iter_options("row".into(), found.iter().copied());
    for name in names {
        let own = contacts.column(name)?.clone();
        let offered = rows.column(name)?.cast(own.dtype())?.take(&found)?;
        let gaps = own.is_null() & offered.is_not_null();
        let count = gaps.sum().unwrap_or(0);
        if count == 0 {
            continue;
        }
        let values = own.as_materialized_series().zip_with(&!&gaps, offered.as_materialized_series())?;
        let written = match own.dtype() {
            DataType::Datetime(..) => instants(&offered)?,
            _ => offered.cast(&DataType::String)?,
        };
        contacts.with_column(values.with_name(name.as_str().into()).into_column())?;
        let ids = contacts.column("contact_id")?.filter(&gaps)?;
        let more = derived(ids, name, written.filter(&gaps)?, &done.rule)?;
        fields.vstack_mut(&more)?;
        done.cells.insert(name.clone(), u64::from(count));
    }
    Ok(done)
}

/// Rows of `contact_fields` about values that no record of the contact gave.
///
/// # Errors
/// When there is not a value for each contact.
pub fn derived(contact_ids: Column, field: &str, values: Column, rule: &str) -> PolarsResult<DataFrame> {
    let rows = contact_ids.len();
    DataFrame::new(
        rows,
        vec![
            contact_ids,
            text_column("field", std::iter::repeat_n(Some(field), rows)),
            values.with_name("value".into()),
            Column::full_null("record_id".into(), rows, &DataType::String),
            text_column("rule", std::iter::repeat_n(Some(rule), rows)),
            Float64Chunked::full("confidence".into(), 1.0, rows).into_column(),
            Int32Chunked::full("losers".into(), 0, rows).into_column(),
            BooleanChunked::full("is_doubtful".into(), false, rows).into_column(),
        ],
    )
}

/// What the contacts of a firm's domain agree on, for those of them who do not say it.
fn firms(contacts: &DataFrame) -> PolarsResult<(DataFrame, Vec<Option<IdxSize>>)> {
    let [domain, company, form, website] =
        ["domain", "company", "legal_form", "website"].map(|name| text(contacts, name));
    let (domain, company, form, website) = (domain?, company?, form?, website?);
    // First row with a company, rows with it, and whether all name the same one.
    let mut firms: FxHashMap<&str, (usize, usize, bool)> = FxHashMap::default();
    for row in 0..contacts.height() {
        if let (Some(domain), Some(name)) = (domain.get(row), company.get(row)) {
            let firm = firms.entry(domain).or_insert((row, 0, true));
            firm.1 += 1;
            firm.2 &= company.get(firm.0).map(fold) == Some(fold(name));
        }
    }
    let known = |row: usize| {
        let &(first, count, agree) = firms.get(domain.get(row)?)?;
        (agree && count >= AGREED && company.get(row).is_none()).then_some(first)
    };
    let mut rows = Vec::new();
    let found = (0..contacts.height())
        .map(|row| {
            known(row).map(|first| {
                rows.push(first);
                rows.len() as IdxSize - 1
            })
        })
        .collect();
    let of = |name: &str, column: &StringChunked| text_column(name, rows.iter().map(|&row| column.get(row)));
    let firms = vec![of("company", company), of("legal_form", form), of("website", website)];
    Ok((DataFrame::new(rows.len(), firms)?, found))
}

/// ISO alpha-2 code of the country of a number; `None` for numbers of no country, such as satellite phones.
pub fn country_of(number: &str) -> Option<String> {
    phone::read(number, None).parts.country.filter(|region| region.len() == 2)
}

/// The country of the number of a contact without one.
fn countries(contacts: &DataFrame) -> PolarsResult<(DataFrame, Vec<Option<IdxSize>>)> {
    let (country, phone, mobile) = (text(contacts, "country")?, text(contacts, "phone")?, text(contacts, "mobile")?);
    let mut rows = Vec::new();
    let found = (0..contacts.height())
        .map(|row| {
            let number = phone.get(row).or(mobile.get(row)).filter(|_| country.get(row).is_none())?;
            rows.push(country_of(number)?);
            Some(rows.len() as IdxSize - 1)
        })
        .collect();
    Ok((DataFrame::new(rows.len(), vec![text_column("country", rows.iter().map(Some))])?, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contacts() -> DataFrame {
        let text = |name: &str, cells: [Option<&str>; 4]| text_column(name, cells);
        DataFrame::new(
            4,
            vec![
                text("contact_id", [Some("a"), Some("b"), Some("c"), Some("d")]),
                text("domain", [Some("holz.example"), Some("holz.example"), Some("holz.example"), Some("rad.example")]),
                text("company", [Some("Holz GmbH"), Some("HOLZ GmbH"), None, None]),
                text("legal_form", [Some("GmbH"), Some("GmbH"), None, None]),
                text("website", [None, Some("https://holz.example"), None, None]),
                text("country", [Some("DE"), None, None, Some("AT")]),
                text("phone", [None, Some("+41446681800"), None, None]),
                text("mobile", [None, None, None, None]),
                text("vat_id", [Some("DE1"), None, None, None]),
            ],
        )
        .unwrap()
    }

    fn fields() -> DataFrame {
        crate::engine::frame::empty(crate::model::table::table("contact_fields"))
    }

    #[test]
    fn only_gaps_are_filled_and_each_value_says_where_it_is_from() {
        let (mut contacts, mut fields) = (contacts(), fields());
        let rows = DataFrame::new(
            3,
            vec![
                text_column("domain", [Some("HOLZ.example"), Some("rad.example"), Some("rad.example")]),
                text_column("vat_id", [Some("DE2"), Some("AT1"), Some("AT9")]),
            ],
        );
        let lookup = Lookup {
            name: "firms".into(),
            on: vec!["domain".into()],
            fill: vec!["vat_id".into()],
            rows: rows.unwrap(),
        };
        let filled = enrich(&mut contacts, &mut fields, &[lookup]).unwrap();
        let column =
            |name: &str| text(&contacts, name).unwrap().iter().map(|v| v.map(str::to_owned)).collect::<Vec<_>>();
        let some = |value: &str| Some(value.to_owned());
        assert_eq!(column("vat_id"), [some("DE1"), some("DE2"), some("DE2"), None]);
        assert_eq!(column("company"), [some("Holz GmbH"), some("HOLZ GmbH"), some("Holz GmbH"), None]);
        assert_eq!(column("country"), [some("DE"), some("CH"), None, some("AT")]);
        assert_eq!((filled[0].ambiguous_keys, filled[0].matched, filled[0].cells["vat_id"]), (1, 3, 2));
        let rules: Vec<&str> = text(&fields, "rule").unwrap().iter().flatten().collect();
        assert_eq!(rules, ["enrich:firms", "enrich:firms", "firm_domain", "firm_domain", "phone_country"]);
    }
}
