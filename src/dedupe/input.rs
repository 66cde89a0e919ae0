//! Validated frame → the columns that matching reads.

use super::dictionary::NO_VALUE;
use super::records::{Column, Columns, Kind};
use crate::engine::frame::text;
use crate::kernel::name::Gender;
use crate::kernel::text::fold;
use crate::model::record::Finding;
use crate::pipeline::plan::ExtraKind;
use polars::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Canonical fields that take part, and the frame's column that holds each.
const FIELDS: [(&str, &str); 12] = [
    ("given_name", "given_name"),
    ("family_name", "family_name"),
    ("email", "email_key"),
    ("email_2", "email_2"),
    ("phone", "phone"),
    ("mobile", "mobile"),
    ("street", "street"),
    ("house_number", "house_number"),
    ("postal_code", "postal_code"),
    ("city", "city"),
    ("company", "company_key"),
    ("domain", "domain"),
];

/// Canonical fields that take part like columns outside them.
const FURTHER: [(&str, ExtraKind); 2] = [("address_extra", ExtraKind::Text), ("job_title", ExtraKind::Category)];

/// Fields whose unreadable cells still say something: two records with the same mangled number may well be one.
const READ_RAW: [&str; 6] = ["birth_date", "email", "house_number", "mobile", "phone", "postal_code"];

/// Reads the columns of a validated frame.
///
/// # Errors
/// When a promised column is missing.
pub fn columns<'a>(
    frame: &'a DataFrame,
    findings: &'a [Finding],
    extra: &BTreeMap<String, ExtraKind>,
    unique: &[&str],
    ignore: &[String],
) -> PolarsResult<Columns<'a>> {
    let wanted = |name: &str| !ignore.iter().any(|ignored| ignored == name);
    let mut fields: BTreeMap<&'static str, Column<'a>> = BTreeMap::new();
    for (field, column) in FIELDS.iter().filter(|(field, _)| wanted(field)) {
        fields.insert(field, borrowed(text(frame, column)?));
    }
    fields.insert("vat_id", borrowed(text(frame, "vat_id")?));
    if wanted("birth_date") {
        let days = frame.column("birth_date")?.date()?;
        let days = days.as_date_iter().map(|day| day.map(|day| Cow::Owned(day.format("%Y%m%d").to_string())));
        fields.insert("birth_date", days.collect());
    }
    fields.retain(|name, _| wanted(name));
    for finding in findings.iter().filter(|finding| finding.corrected.is_none()) {
        let Some(original) = &finding.original else { continue };
        let Some(cells) = fields.get_mut(finding.field.as_ref()).filter(|_| READ_RAW.contains(&finding.field.as_ref()))
        else {
            continue;
        };
        if let Some(cell) = cells.get_mut(finding.row as usize).filter(|cell| cell.is_none()) {
            *cell = Some(Cow::Owned(fold(original)));
        }
    }
    let source = text(frame, "source")?;
    let extra = extra.iter().map(|(name, kind)| (name.as_str(), *kind));
    let extra = FURTHER.into_iter().chain(extra).filter(|(name, _)| wanted(name));
    Ok(Columns {
        rows: frame.height(),
        fields,
        kind: text(frame, "record_kind")?.iter().map(kind).collect(),
        role_email: frame.column("email_role")?.bool()?.iter().map(|role| role.unwrap_or(false)).collect(),
        unique: numbers(source, |name, _| unique.iter().position(|unique| *unique == name)),
        source: numbers(source, |_, next| Some(next)),
        country: numbers(text(frame, "country")?, |_, next| Some(next)),
        gender: if wanted("salutation") {
            text(frame, "salutation")?.iter().map(|form| form.and_then(Gender::of_address)).collect()
        } else {
            vec![None; frame.height()]
        },
        extra: extra
            .map(|(name, kind)| Ok((name.to_owned(), kind, borrowed(text(frame, name)?))))
            .collect::<PolarsResult<_>>()?,
    })
}

fn borrowed(column: &StringChunked) -> Column<'_> {
    column.iter().map(|value| value.map(Cow::Borrowed)).collect()
}

fn kind(word: Option<&str>) -> Kind {
    match word {
        Some("person") => Kind::Person,
        Some("organisation") => Kind::Organisation,
        Some("role_mailbox") => Kind::Role,
        _ => Kind::Unknown,
    }
}

/// A number for each distinct text, by `number` of the text and how many came before it.
fn numbers(column: &StringChunked, number: impl Fn(&str, usize) -> Option<usize>) -> Vec<u32> {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    column
        .iter()
        .map(|value| {
            let Some(value) = value else { return NO_VALUE };
            let next = known.len();
            *known.entry(value).or_insert_with(|| number(value, next).map_or(NO_VALUE, |number| number as u32))
        })
        .collect()
}
