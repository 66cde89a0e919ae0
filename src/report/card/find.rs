//! Which contact is meant by an id, an e-mail address or a phone number.

use super::super::folder::{FolderError, broken, manifest, table};
use super::super::how::resolve;
use crate::engine::frame::text;
use crate::kernel::text::fold;
use crate::kernel::{email, phone};
use polars::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// Contacts that are named where a value is that of several.
const NAMED: usize = 5;

/// The id of the contact that is meant, and the id that was asked for where it has become another.
///
/// # Errors
/// [`FolderError::Unknown`] when nobody or more than one contact is meant.
pub fn find(out: &Path, wanted: &str) -> Result<(String, Option<String>), FolderError> {
    let (mut found, formerly) = having(out, wanted)?;
    match (found.len(), found.pop()) {
        (1, Some(only)) => Ok((only, formerly)),
        (_, last) => Err(unclear(out, wanted, &found.into_iter().chain(last).collect::<Vec<_>>())),
    }
}

/// The ids of the contacts of one person: of several that have an e-mail address or a phone number all, when they have
/// one name.
///
/// # Errors
/// [`FolderError::Unknown`] when nobody or people of several names are meant.
pub fn find_person(out: &Path, wanted: &str) -> Result<Vec<String>, FolderError> {
    let (found, _) = having(out, wanted)?;
    let contacts = table(out, "contacts", &["contact_id", "full_name"])?;
    let names = || -> PolarsResult<BTreeSet<String>> {
        let pairs = text(&contacts, "contact_id")?.iter().zip(text(&contacts, "full_name")?.iter());
        let meant = pairs.filter(|(id, _)| id.is_some_and(|id| found.iter().any(|other| other == id)));
        Ok(meant.filter_map(|(_, name)| name.map(fold)).collect())
    };
    let names = names().map_err(|error| broken(&out.join("contacts.parquet"), error))?;
    if found.is_empty() || names.len() > 1 { Err(unclear(out, wanted, &found)) } else { Ok(found) }
}

fn unclear(out: &Path, wanted: &str, found: &[String]) -> FolderError {
    let hint = match found.len() {
        0 => "no contact has it".to_owned(),
        several => {
            let named: Vec<&str> = found.iter().take(NAMED).map(String::as_str).collect();
            format!("{several} contacts have it, name one by its id: {}", named.join(", "))
        }
    };
    let what = if wanted.contains('@') { "e-mail address" } else { "phone number" };
    FolderError::Unknown { what, id: wanted.to_owned(), out: out.to_owned(), hint }
}

/// The contacts that have an id, an e-mail address or a phone number, by id, and the id that was asked for where it has
/// become another. Addresses and numbers may be written in any way; those of records count where no card has them.
fn having(out: &Path, wanted: &str) -> Result<(Vec<String>, Option<String>), FolderError> {
    let (values, columns) = if wanted.contains('@') {
        let read = email::read(wanted).parts.email;
        (vec![read.unwrap_or_else(|| wanted.to_owned()).to_lowercase()], ["email", "email_2"].as_slice())
    } else if wanted.chars().filter(char::is_ascii_digit).count() >= 6 && !wanted.chars().any(char::is_alphabetic) {
        (numbers(out, wanted)?, ["phone", "mobile", "fax"].as_slice())
    } else {
        return resolve(out, wanted).map(|(card, formerly)| (vec![card.id], formerly));
    };
    let mut found = BTreeSet::new();
    for name in ["contacts", "leads"] {
        let frame = table(out, name, &[&["contact_id"], columns].concat())?;
        collect(&frame, columns, &values, &mut found)
            .map_err(|error| broken(&out.join(format!("{name}.parquet")), error))?;
        // What is on a card goes before what one of its records says.
        if !found.is_empty() {
            break;
        }
    }
    Ok((found.into_iter().collect(), None))
}

/// The numbers that a text may stand for: with its country code one, else one for each country that contacts are in.
fn numbers(out: &Path, wanted: &str) -> Result<Vec<String>, FolderError> {
    let contacts = table(out, "contacts", &["country"])?;
    let countries = text(&contacts, "country").map_err(|error| broken(&out.join("contacts.parquet"), error))?;
    let own = manifest(out)?["default_country"].as_str().map(str::to_owned);
    let countries: BTreeSet<&str> = countries.iter().flatten().chain(own.as_deref()).collect();
    let read = |country: Option<&str>| phone::read(wanted, country).parts.e164;
    let numbers: BTreeSet<String> = countries.into_iter().map(Some).chain([None]).filter_map(read).collect();
    Ok(numbers.into_iter().collect())
}

fn collect(frame: &DataFrame, columns: &[&str], values: &[String], found: &mut BTreeSet<String>) -> PolarsResult<()> {
    let ids = text(frame, "contact_id")?;
    for name in columns {
        let cells = text(frame, name)?.iter().zip(ids.iter());
        found.extend(
            cells
                .filter(|(cell, _)| cell.is_some_and(|cell| values.iter().any(|value| value == cell)))
                .filter_map(|(_, id)| id.map(str::to_owned)),
        );
    }
    Ok(())
}
