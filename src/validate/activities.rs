//! Activities and suppression entries: keys to find their people by, and when it happened.

use super::dates::{self, Sources};
use super::identifiers;
use super::note::Notes;
use super::sheet::{Sheet, Slab, entry, in_chunks, text_of};
use super::tidy::tidy;
use super::{Context, Validated};
use crate::engine::distinct::{Distinct, DistinctTuples, guarded};
use crate::engine::frame::{text, text_column};
use crate::kernel::activity::{self, Activity};
use crate::kernel::verdict::Status;
use crate::kernel::{email, phone};
use crate::model::field::{ACTIVITY, Field, ORIGIN, SUPPRESSION};
use polars::prelude::*;
use std::ops::RangeInclusive;

/// Digits of a number within its country; fewer name too many people.
const COUNTRYLESS: RangeInclusive<usize> = 7..=12;

/// Validates activities: ORIGIN and the fields of [`ACTIVITY`] as text → ORIGIN, the fields with `occurred_at` as an
/// instant, `email` cleaned, `phone` in E.164, `channel` in our words, `email_key`, and `kind`: what the type means, never
/// null.
///
/// # Errors
/// When an ORIGIN column is missing or a column has no text form.
pub fn activities(frame: DataFrame, context: &Context) -> PolarsResult<Validated> {
    let mut validated = people(&frame, ACTIVITY, "occurred_at", context)?;
    let said = [text(&validated.frame, "activity_type")?, text(&validated.frame, "channel")?];
    let distinct = DistinctTuples::of(said);
    let read = distinct.map(|[kind, channel]| activity::read(*kind, *channel));
    let nothing = Activity::default();
    let of = |id: &u32| read.get(*id as usize).unwrap_or(&nothing);
    let kinds = text_column("kind", distinct.ids.iter().map(|id| Some(of(id).kind.as_str())));
    let channels = text_column("channel", distinct.ids.iter().map(|id| Some(of(id).channel.as_str())));
    validated.frame.with_column(kinds)?;
    validated.frame.with_column(channels)?;
    Ok(validated)
}

/// Validates suppression entries: ORIGIN and the fields of [`SUPPRESSION`] as text → ORIGIN, the fields with
/// `opted_out_at` as an instant, `email` cleaned, `phone` in E.164, `email_key`, and `forms`: all that the entry can be met
/// by, one a line. An entry nobody can be found by keeps its row: the keys are null, and a finding says why.
///
/// # Errors
/// When an ORIGIN column is missing or a column has no text form.
pub fn suppression(frame: DataFrame, context: &Context) -> PolarsResult<Validated> {
    let mut validated = people(&frame, SUPPRESSION, "opted_out_at", context)?;
    let cells = Sheet::of(&frame, ["email", "phone"].into_iter())?;
    let cells = cells.raw("email").iter().zip(cells.raw("phone").iter());
    let forms = cells.map(|(email, phone)| Some(forms(email, phone, context.default_country)));
    validated.frame.with_column(text_column("forms", forms))?;
    Ok(validated)
}

/// All that an entry can be met by, one a line: the keys of its addresses, its numbers, and the digits of a number when
/// nothing tells its country. A cell of several is an entry for each of them.
fn forms(email: Option<&str>, phone: Option<&str>, country: Option<&str>) -> String {
    let mut forms = Vec::new();
    if let Some(cell) = email {
        let first = guarded(|| email::read(cell)).parts;
        forms.extend(first.match_key);
        forms.extend(first.others.iter().filter_map(|other| guarded(|| email::read(other)).parts.match_key));
    }
    if let Some(cell) = phone {
        let number = guarded(|| phone::read(cell, country)).parts;
        let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0');
        match number.e164 {
            Some(number) => forms.push(number),
            None if COUNTRYLESS.contains(&digits.len()) => forms.push(digits.to_owned()),
            None => {}
        }
        forms.extend(number.others);
    }
    forms.join("\n")
}

fn people(
    frame: &DataFrame,
    fields: &'static [Field],
    instant: &'static str,
    context: &Context,
) -> PolarsResult<Validated> {
    let mut sheet = Sheet::of(frame, fields.iter().map(|field| field.name))?;
    tidy(&mut sheet, &[], |name| !["email", "phone"].contains(&name));
    let mut notes = Notes::default();
    let source = text_of(frame.column("source")?)?;
    let sources = Sources::of(&source);
    notes.append(identifiers::tidy(&mut sheet, &["customer_id"], &sources));
    let (contact, dates) = rayon::join(|| contact(&sheet, context), || dates::read(&sheet, instant, &sources, context));
    let (contact, found) = contact?;
    notes.append(found);
    let (when, found) = dates.into_instants(instant);
    notes.append(found);

    let mut columns: Vec<Column> =
        ORIGIN.iter().map(|name| frame.column(name).cloned()).collect::<PolarsResult<_>>()?;
    let done = |name: &str| contact.iter().find(|column| column.name().as_str() == name).cloned();
    for field in fields {
        columns.push(if field.name == instant {
            when.clone()
        } else {
            let column = done(field.name).unwrap_or_else(|| sheet.text(field.name).clone());
            column.with_name(field.name.into()).into_column()
        });
    }
    columns.extend(done("email_key").map(IntoColumn::into_column));
    Ok(Validated { frame: DataFrame::new(frame.height(), columns)?, findings: notes.sorted() })
}

/// email, phone and email_key, cleaned.
fn contact(sheet: &Sheet, context: &Context) -> PolarsResult<(Vec<StringChunked>, Notes)> {
    // People return: an address stands in as many rows as its owner did things.
    let (emails, phones) = (Distinct::of(sheet.text("email")), Distinct::of(sheet.text("phone")));
    let mails = emails.map(email::read);
    let calls = phones.map(|cell| phone::read(cell, context.default_country));
    let lower: Vec<Option<String>> =
        mails.iter().map(|verdict| verdict.parts.email.as_ref().map(|address| address.to_lowercase())).collect();
    let chunks = in_chunks(sheet.rows, |range| {
        let mut slab = Slab::new(&["email", "phone", "email_key"], range.len());
        for row in range {
            let mail = entry(&mails, &emails.ids, row);
            let call = entry(&calls, &phones.ids, row);
            let is_written = |status: Status| !matches!(status, Status::Invalid | Status::Missing);
            let address = mail.filter(|v| is_written(v.status)).map(|v| &v.parts);
            let number = call.filter(|v| is_written(v.status)).and_then(|v| v.parts.e164.as_deref());
            let text = address.and_then(|_| entry(&lower, &emails.ids, row)).and_then(Option::as_deref);
            if let Some(verdict) = mail {
                slab.notes.verdict(row, "email", verdict, sheet.original("email", row), text);
            }
            if let Some(verdict) = call {
                slab.notes.verdict(row, "phone", verdict, sheet.original("phone", row), number);
            }
            slab.push([text, number, address.and_then(|a| a.match_key.as_deref())]);
        }
        slab
    });
    Slab::stack(chunks)
}
