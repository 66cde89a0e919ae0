//! `forget`: writes a run's folder anew without a person and leaves tombstones.

use super::PrivacyError;
use super::erased::Erased;
use super::forms::{People, contact_point, customer, email_key};
use super::key::Key;
use crate::engine::distinct::{Distinct, NULL};
use crate::engine::frame::{empty, stack_as, text, text_column};
use crate::export;
use crate::model::table::{TABLES, Table};
use crate::report::folder::{FolderError, whole_table};
use crate::report::page;
use crate::run::RunError;
use crate::run::export::{again, is_export};
use crate::run::publish::Workspace;
use chrono::{Datelike, NaiveDate};
use polars::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Columns that name a contact; rows of the erased one go.
const CONTACTS: [&str; 3] = ["contact_id", "left_contact_id", "right_contact_id"];
/// Columns that name a record; rows of the erased ones go.
const RECORDS: [&str; 3] = ["record_id", "left_record_id", "right_record_id"];
/// Tables that keep their rows, whatever happened to a contact.
const LEDGERS: [&str; 3] = ["contact_ids", "id_events", "erasures"];
/// How names of certificates begin.
pub const CERTIFICATE: &str = "erasure-";

/// What was erased; names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Id of the certificate.
    pub certificate: String,
    /// Day of the erasure.
    pub erased_on: String,
    /// Ids of the person's contacts; they are never given again.
    pub contact_ids: Vec<String>,
    /// Records that were erased.
    pub records: usize,
    /// Rows erased, by table.
    pub rows: BTreeMap<&'static str, usize>,
    /// Tombstones that keep the person from coming back.
    pub tombstones: usize,
    /// Which key signed them.
    pub key_id: String,
    /// Files that the records came from. They are not touched: erase the person there too.
    pub sources: Vec<String>,
    /// Import files that could not be made again without the person, and are gone: export them once more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
}

/// The person, as far as the tables know.
struct Person {
    contacts: FxHashSet<String>,
    records: FxHashSet<String>,
    sources: BTreeSet<String>,
    forms: BTreeSet<String>,
    /// Lower-case texts by which a line of text is theirs: addresses, numbers, full names.
    traces: Vec<String>,
}

/// Erases a person's contacts from the run in `out`: its rows in every table, its traces in rejected lines and other files, the
/// copy of the run before and of a failed run. The folder is exchanged in one step.
///
/// # Errors
/// When a table cannot be read or the folder not be written; it is then as it was.
pub fn forget(out: &Path, contacts: &[String], key: &Key, today: NaiveDate) -> Result<Certificate, RunError> {
    Erased::check_key(out, key)?;
    let work = Workspace::open(out)?;
    if manifest_of(&work.out).is_some_and(|manifest| manifest["options"]["pseudonymize"][0].is_string()) {
        work.discard()?;
        return Err(PrivacyError::Pseudonyms { path: work.out.clone() }.into());
    }
    let result = erase(&work, contacts, key, today);
    match &result {
        Ok(_) => work.publish_alone()?,
        Err(_) => work.discard()?,
    }
    result
}

fn erase(work: &Workspace, contacts: &[String], key: &Key, today: NaiveDate) -> Result<Certificate, RunError> {
    let mut tables: Vec<(&'static Table, DataFrame)> = Vec::new();
    for table in TABLES.iter().filter(|table| table.written) {
        if work.out.join(format!("{}.parquet", table.name)).exists() {
            tables.push((table, whole_table(&work.out, table.name).map_err(unreadable)?));
        } else if table.name == "erasures" {
            tables.push((table, empty(table)));
        }
    }
    let frame = |name: &str| tables.iter().find(|(table, _)| table.name == name).map(|(_, frame)| frame);
    let person = person(contacts, frame("leads"), frame("order_customers"))?;
    let certificate = key.sign(&format!("{}|{today}", contacts.join("|")));
    let mut rows = BTreeMap::new();
    let homes = homes(frame("households"), &person)?;
    let organisation = organisation(frame("leads"), &person)?;
    let mut outputs = BTreeMap::new();
    let forms = export::forms_of(&work.out)?;
    let mut all = Vec::new();
    for (table, frame) in tables {
        let before = frame.height();
        let mut left = without(table, frame, &person)?;
        match table.name {
            "contact_ids" => left = ended(left, &person)?,
            "id_events" => left = with_event(left, &person, today)?,
            "households" => left = smaller_homes(left, &homes)?,
            "organisations" => left = smaller_firm(left, &organisation)?,
            "leads" | "contacts" => left = without_home(left, &homes)?,
            "rejects" => left = without_text(left, &person)?,
            "findings" => left = without_mentions(left, &person)?,
            "erasures" => left = with_tombstones(left, &person, key, today, &certificate)?,
            _ => {}
        }
        if before > left.height() {
            rows.insert(table.name, before - left.height());
        }
        let shaped = export::Shaped::new(table, &left)?;
        keep(&mut outputs, export::write(&shaped, &work.staging, &forms)?);
        all.extend(forms.copies.sqlite.then_some(shaped));
    }
    if forms.copies.sqlite {
        keep(&mut outputs, [export::write_sqlite(&all, &work.staging)?]);
    }
    let crm = again(&work.out, &work.staging)?;
    keep(&mut outputs, crm.written);
    let certificate = Certificate {
        removed: crm.removed,
        erased_on: today.to_string(),
        contact_ids: contacts.to_vec(),
        records: person.records.len(),
        rows,
        tombstones: person.forms.len(),
        key_id: key.id(),
        sources: person.sources.iter().cloned().collect(),
        certificate,
    };
    others(work, &person, &outputs, &certificate)?;
    Ok(certificate)
}

fn unreadable(error: FolderError) -> RunError {
    let message = error.to_string();
    match error {
        FolderError::Unreadable { path, message } => RunError::Previous { path, message },
        FolderError::Unknown { out: path, .. } => RunError::Previous { path, message },
    }
}

/// What is known of the person of some contacts.
fn person(contacts: &[String], leads: Option<&DataFrame>, customers: Option<&DataFrame>) -> Result<Person, RunError> {
    let mut person = Person {
        contacts: contacts.iter().cloned().collect(),
        records: FxHashSet::default(),
        sources: BTreeSet::new(),
        forms: BTreeSet::new(),
        traces: Vec::new(),
    };
    if let Some(leads) = leads {
        let people = People::of(leads)?;
        let of = text(leads, "contact_id")?;
        let (record, file) = (text(leads, "record_id")?, text(leads, "source_file")?);
        let rows: Vec<usize> = (0..leads.height()).filter(|&row| person.has(of.get(row))).collect();
        // Whose else a contact point is: that person must be able to stay.
        let own: FxHashSet<(&str, &str)> = rows.iter().flat_map(|&row| people.contact_points(row)).collect();
        let strangers = (0..leads.height()).filter(|&row| !contacts.iter().any(|id| of.get(row) == Some(id)));
        let shared: FxHashSet<(&str, &str)> =
            strangers.flat_map(|row| people.contact_points(row)).filter(|point| own.contains(point)).collect();
        for &row in &rows {
            person.records.extend(record.get(row).map(str::to_owned));
            person.sources.extend(file.get(row).map(str::to_owned));
            person.forms.extend(people.others(row));
            for (kind, value) in people.contact_points(row) {
                match (shared.contains(&(kind, value)), people.given(row)) {
                    (false, _) => drop(person.forms.insert(contact_point(kind, value, None))),
                    (true, Some(given)) => drop(person.forms.insert(contact_point(kind, value, Some(given)))),
                    (true, None) => {}
                }
            }
        }
        for name in ["email", "email_2", "phone", "mobile", "full_name"] {
            let column = text(leads, name)?;
            person.traces.extend(rows.iter().filter_map(|&row| column.get(row)).map(str::to_lowercase));
        }
    }
    if let Some(customers) = customers {
        let columns = ["contact_id", "source", "customer_id", "email"].map(|name| text(customers, name));
        let [of, source, number, email] = columns;
        let (of, source, number, email) = (of?, source?, number?, email?);
        for row in (0..customers.height()).filter(|&row| contacts.iter().any(|id| of.get(row) == Some(id))) {
            if let (Some(source), Some(number)) = (source.get(row), number.get(row)) {
                person.forms.insert(customer(source, number));
            }
            if let Some(email) = email.get(row) {
                person.forms.insert(contact_point("email", &email_key(email), None));
                person.traces.push(email.to_lowercase());
            }
        }
    }
    person.traces.sort_unstable();
    person.traces.dedup();
    Ok(person)
}

/// The rows of a table that name neither the contact nor a record of it.
fn without(table: &Table, frame: DataFrame, person: &Person) -> PolarsResult<DataFrame> {
    if LEDGERS.contains(&table.name) {
        return Ok(frame);
    }
    let mut keep = vec![true; frame.height()];
    for name in CONTACTS.into_iter().chain(RECORDS) {
        let Ok(column) = frame.column(name) else { continue };
        let is_records = RECORDS.contains(&name);
        for (keep, id) in keep.iter_mut().zip(column.str()?.iter()) {
            let Some(id) = id else { continue };
            *keep &= if is_records { !person.records.contains(id) } else { !person.contacts.contains(id) };
        }
    }
    frame.filter(&BooleanChunked::from_iter_values("keep".into(), keep.into_iter()))
}

/// The ledger with the ids ended for good.
fn ended(mut ledger: DataFrame, person: &Person) -> PolarsResult<DataFrame> {
    let ids = text(&ledger, "id")?.clone();
    let is_it = |row: usize| person.has(ids.get(row));
    let replaced = |name: &str, value: Option<&str>| -> PolarsResult<Column> {
        let column = text(&ledger, name)?.clone();
        Ok(text_column(
            name,
            (0..ids.len())
                .map(|row| if is_it(row) { value.map(str::to_owned) } else { column.get(row).map(str::to_owned) }),
        ))
    };
    let (state, successor) = (replaced("state", Some("erased"))?, replaced("successor_id", None)?);
    ledger.with_column(state)?;
    ledger.with_column(successor)?;
    Ok(ledger)
}

/// The events without the records of the person, and with the end of the contact.
fn with_event(mut events: DataFrame, person: &Person, today: NaiveDate) -> PolarsResult<DataFrame> {
    let records = text(&events, "record_id")?.clone();
    let kept = records.iter().map(|record| record.filter(|record| !person.records.contains(*record)));
    events.with_column(text_column("record_id", kept))?;
    let run = events.column("run")?.i32()?.max().unwrap_or(0);
    let mut ended: Vec<&String> = person.contacts.iter().collect();
    ended.sort_unstable();
    let rows = ended.len();
    let last = DataFrame::new(
        rows,
        vec![
            Int32Chunked::from_vec("run".into(), vec![run; rows]).into_column(),
            Int32Chunked::from_vec("as_of".into(), vec![today.num_days_from_ce() - 719_163; rows])
                .into_date()
                .into_column(),
            text_column("event", std::iter::repeat_n(Some("erase"), rows)),
            text_column("id", ended.into_iter().map(Some)),
        ],
    )?;
    let model = events.clear();
    stack_as(&model, vec![events, last])?.unique_stable(None, UniqueKeepStrategy::First, None)
}

/// Households of the person, with the number of members that remain.
fn homes(households: Option<&DataFrame>, person: &Person) -> PolarsResult<FxHashMap<String, i32>> {
    let mut homes = FxHashMap::default();
    let Some(households) = households else { return Ok(homes) };
    let (home, of) = (text(households, "household_id")?, text(households, "contact_id")?);
    let members = households.column("members")?.i32()?;
    for row in (0..households.height()).filter(|&row| person.has(of.get(row))) {
        if let Some(home) = home.get(row) {
            *homes.entry(home.to_owned()).or_insert(members.get(row).unwrap_or(0)) -= 1;
        }
    }
    Ok(homes)
}

/// A household of one is none.
fn smaller_homes(mut households: DataFrame, homes: &FxHashMap<String, i32>) -> PolarsResult<DataFrame> {
    if homes.is_empty() {
        return Ok(households);
    }
    let home = text(&households, "household_id")?.clone();
    let members = households.column("members")?.i32()?.clone();
    let left = |row: usize| home.get(row).and_then(|home| homes.get(home)).copied();
    let counts = (0..households.height()).map(|row| left(row).or(members.get(row)).unwrap_or(0)).collect();
    households.with_column(Int32Chunked::from_vec("members".into(), counts).into_column())?;
    let keep = (0..home.len()).map(|row| left(row).is_none_or(|left| left > 1));
    households.filter(&BooleanChunked::from_iter_values("keep".into(), keep))
}

fn without_home(mut frame: DataFrame, homes: &FxHashMap<String, i32>) -> PolarsResult<DataFrame> {
    if homes.values().any(|left| *left < 2) {
        let home = text(&frame, "household_id")?.clone();
        let kept = home.iter().map(|home| home.filter(|home| homes.get(*home).is_none_or(|left| *left > 1)));
        frame.with_column(text_column("household_id", kept))?;
    }
    Ok(frame)
}

/// Organisations of the person's records, with the contacts and records that remain.
fn organisation(leads: Option<&DataFrame>, person: &Person) -> PolarsResult<FxHashMap<String, (i32, i32)>> {
    let mut firms: FxHashMap<String, (i32, i32)> = FxHashMap::default();
    let Some(leads) = leads else { return Ok(firms) };
    let (firm, of) = (text(leads, "organisation_id")?, text(leads, "contact_id")?);
    for (firm, of) in firm.iter().zip(of.iter()) {
        if let (Some(firm), Some(of)) = (firm, of)
            && person.contacts.contains(of)
        {
            firms.entry(firm.to_owned()).or_default();
        }
    }
    let mut contacts: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (firm, of) in firm.iter().zip(of.iter()) {
        if let (Some(firm), Some(of)) = (firm, of)
            && !person.contacts.contains(of)
            && let Some((_, records)) = firms.get_mut(firm)
        {
            *records += 1;
            contacts.insert((firm, of));
        }
    }
    for (firm, _) in contacts {
        if let Some((contacts, _)) = firms.get_mut(firm) {
            *contacts += 1;
        }
    }
    Ok(firms)
}

/// A firm that only the erased records named goes with them.
fn smaller_firm(mut organisations: DataFrame, firms: &FxHashMap<String, (i32, i32)>) -> PolarsResult<DataFrame> {
    if firms.is_empty() {
        return Ok(organisations);
    }
    let ids = text(&organisations, "organisation_id")?.clone();
    let left = |row: usize| ids.get(row).and_then(|id| firms.get(id)).copied();
    for (name, of) in [("contact_count", 0), ("record_count", 1)] {
        let counts = organisations.column(name)?.i32()?.clone();
        let count = |row: usize| {
            left(row)
                .map(|(contacts, records)| if of == 0 { contacts } else { records })
                .or(counts.get(row))
                .unwrap_or(0)
        };
        let counts = (0..ids.len()).map(count).collect();
        organisations.with_column(Int32Chunked::from_vec(name.into(), counts).into_column())?;
    }
    let keep = (0..ids.len()).map(|row| left(row).is_none_or(|(_, records)| records > 0));
    organisations.filter(&BooleanChunked::from_iter_values("keep".into(), keep))
}

impl Person {
    /// True for the id of a contact of the person.
    fn has(&self, contact: Option<&str>) -> bool {
        contact.is_some_and(|contact| self.contacts.contains(contact))
    }

    /// True when bytes that are no text hold an address, number or name of the person as it stands in the tables.
    fn is_written_in(&self, bytes: &[u8]) -> bool {
        let lower = bytes.to_ascii_lowercase();
        self.traces.iter().any(|trace| memchr::memmem::find(&lower, trace.as_bytes()).is_some())
    }

    /// True when a text names the person: an address, a number in whatever form, or the full name.
    fn is_named_in(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
        self.traces.iter().any(|trace| match trace.strip_prefix('+') {
            // without the country's digits, which a national form lacks
            Some(number) => number.get(3..).is_some_and(|tail| tail.len() >= 6 && digits.contains(tail)),
            None if trace.contains('@') => lower.contains(trace),
            None => {
                trace.split(' ').filter(|word| word.len() > 2).all(|word| lower.contains(word)) && trace.contains(' ')
            }
        })
    }
}

/// Lines that could not be read and name the person, without their text.
fn without_text(mut rejects: DataFrame, person: &Person) -> PolarsResult<DataFrame> {
    let raw = text(&rejects, "raw")?.clone();
    let kept = raw.iter().map(|raw| raw.map(|raw| if person.is_named_in(raw) { "" } else { raw }));
    rejects.with_column(text_column("raw", kept))?;
    Ok(rejects)
}

/// Findings about other rows that quote the person: order lines, activities, suppression entries.
fn without_mentions(findings: DataFrame, person: &Person) -> PolarsResult<DataFrame> {
    let mut keep = vec![true; findings.height()];
    for name in ["original", "corrected"] {
        let cells = Distinct::of(text(&findings, name)?);
        let named = cells.map(|cell| person.is_named_in(cell));
        for (keep, &id) in keep.iter_mut().zip(&cells.ids) {
            *keep &= id == NULL || !named[id as usize];
        }
    }
    findings.filter(&BooleanChunked::from_iter_values("keep".into(), keep.into_iter()))
}

fn with_tombstones(
    erasures: DataFrame,
    person: &Person,
    key: &Key,
    today: NaiveDate,
    certificate: &str,
) -> PolarsResult<DataFrame> {
    let kind = |form: &str| form.split('|').next().unwrap_or_default().to_owned();
    let known: FxHashSet<&str> = text(&erasures, "tombstone")?.iter().flatten().collect();
    let signed: BTreeMap<String, String> = person.forms.iter().map(|form| (key.sign(form), kind(form))).collect();
    let new: Vec<(&String, &String)> = signed.iter().filter(|(sign, _)| !known.contains(sign.as_str())).collect();
    let days = today.num_days_from_ce() - 719_163;
    let made = DataFrame::new(
        new.len(),
        vec![
            text_column("tombstone", new.iter().map(|(sign, _)| Some(sign))),
            text_column("kind", new.iter().map(|(_, kind)| Some(kind))),
            text_column("key_id", std::iter::repeat_n(Some(key.id()), new.len())),
            Int32Chunked::from_vec("erased_on".into(), vec![days; new.len()]).into_date().into_column(),
            text_column("certificate", std::iter::repeat_n(Some(certificate), new.len())),
        ],
    )?;
    let model = erasures.clear();
    stack_as(&model, vec![erasures, made])
}

/// Adds written files to the outputs of the manifest.
fn keep(outputs: &mut BTreeMap<String, Value>, written: impl IntoIterator<Item = export::Written>) {
    for file in written {
        outputs.insert(file.file.clone(), json!(file));
    }
}

fn manifest_of(out: &Path) -> Option<Value> {
    serde_json::from_str(&fs::read_to_string(out.join("manifest.json")).ok()?).ok()
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> RunError {
    let path: PathBuf = path.to_owned();
    move |source| RunError::Output { path, source }
}

/// The files that are no tables: figures without the person's records, other texts without the lines that name them.
fn others(
    work: &Workspace,
    person: &Person,
    outputs: &BTreeMap<String, Value>,
    certificate: &Certificate,
) -> Result<(), RunError> {
    for entry in fs::read_dir(&work.out).map_err(failed(&work.out))? {
        let path = entry.map_err(failed(&work.out))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let target = work.staging.join(&name);
        let text = |change: &dyn Fn(&str) -> String| -> Result<(), RunError> {
            let content = fs::read_to_string(&path).map_err(failed(&path))?;
            fs::write(&target, change(&content)).map_err(failed(&target))
        };
        match name.as_str() {
            _ if export::is_written(&name) || page::is_report(&name) => {}
            "manifest.json" => text(&|content| manifest(content, outputs, certificate))?,
            "run_results.json" => text(&|content| sampled(content, person))?,
            _ => copy(&path, &target, person)?,
        }
    }
    let path = work.staging.join(format!("{CERTIFICATE}{}.json", certificate.certificate));
    let text = serde_json::to_string_pretty(certificate).unwrap_or_default();
    fs::write(&path, text + "\n").map_err(failed(&path))?;
    if work.out.join(page::HTML).exists() {
        page::write(&work.staging, page::language_of(&work.out))?;
    }
    Ok(())
}

/// Copies what somebody put beside the tables, folders with all they hold: texts without the lines that name the person.
/// Import files are not copied: they are made again.
fn copy(from: &Path, to: &Path, person: &Person) -> Result<(), RunError> {
    if is_export(from) {
        return Ok(());
    }
    if from.is_dir() {
        fs::create_dir_all(to).map_err(failed(to))?;
        for entry in fs::read_dir(from).map_err(failed(from))? {
            let entry = entry.map_err(failed(from))?;
            copy(&entry.path(), &to.join(entry.file_name()), person)?;
        }
        return Ok(());
    }
    let bytes = fs::read(from).map_err(failed(from))?;
    let content = match std::str::from_utf8(&bytes) {
        Ok(text) => {
            let named = |line: &&str| {
                person.is_named_in(line) || person.records.iter().any(|record| line.contains(record.as_str()))
            };
            text.split_inclusive('\n').filter(|line| !named(line)).collect::<String>().into_bytes()
        }
        Err(_) if person.is_written_in(&bytes) => {
            let message = "it names the person and is no text that could be cut; move it away or delete it".to_owned();
            return Err(RunError::Previous { path: from.to_owned(), message });
        }
        Err(_) => bytes,
    };
    fs::write(to, content).map_err(failed(to))
}

fn manifest(content: &str, outputs: &BTreeMap<String, Value>, certificate: &Certificate) -> String {
    let Ok(mut manifest) = serde_json::from_str::<Value>(content) else { return content.to_owned() };
    manifest["outputs"] = outputs.values().cloned().collect();
    let erased =
        json!({"certificate": certificate.certificate, "erased_on": certificate.erased_on, "rows": certificate.rows});
    match manifest["erasures"].as_array_mut() {
        Some(erasures) => erasures.push(erased),
        None => manifest["erasures"] = json!([erased]),
    }
    format!("{manifest:#}\n")
}

/// The results without ids of the person's records in their samples.
fn sampled(content: &str, person: &Person) -> String {
    let Ok(mut results) = serde_json::from_str::<Value>(content) else { return content.to_owned() };
    for result in results["results"].as_array_mut().into_iter().flatten() {
        if let Some(sample) = result["sample"].as_array_mut() {
            sample.retain(|id| id.as_str().is_none_or(|id| !person.records.contains(id)));
        }
    }
    format!("{results:#}\n")
}
