//! Leaves out of a run what it must not hold: records of erased people, records older than the retention period.

use super::erased::Erased;
use super::forms::{People, contact_point, customer, email_key};
use crate::engine::frame::{text, text_column};
use crate::model::code;
use crate::model::record::{Finding, Reject};
use crate::run::stages::Found;
use chrono::{Days, NaiveDate};
use polars::prelude::*;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// What a run has read and validated, before records are matched.
pub struct Read<'a> {
    /// Leads.
    pub leads: &'a mut DataFrame,
    /// Order lines.
    pub orders: Option<&'a mut DataFrame>,
    /// Activities.
    pub activities: Option<&'a mut DataFrame>,
    /// Suppression entries; they stay, an erased person remains suppressed.
    pub suppression: Option<&'a DataFrame>,
    /// Findings and rejects.
    pub found: &'a mut Found,
}

/// Takes out records of erased people and records past their retention; they are listed among the rejects without their
/// text. Order lines and activities of erased people stay as figures that name nobody.
///
/// # Errors
/// When a frame lacks a promised column.
pub fn leave_out(read: Read, erased: &Erased, retention_days: Option<u32>, as_of: NaiveDate) -> PolarsResult<()> {
    let Read { leads, orders, activities, suppression, found } = read;
    let expired = retention_days.map(|days| expired(leads, as_of, days)).transpose()?;
    let of_erased = if erased.is_empty() { None } else { Some(records_of(leads, erased)?) };
    let reason = |row: usize| {
        let is = |mask: &Option<Vec<bool>>| mask.as_ref().is_some_and(|mask| mask[row]);
        match () {
            () if is(&of_erased) => Some("privacy.erased"),
            () if is(&expired) => Some("privacy.retention"),
            () => None,
        }
    };
    let reasons: Vec<Option<&'static str>> = (0..leads.height()).map(reason).collect();
    if reasons.iter().any(Option::is_some) {
        drop_leads(leads, found, &reasons)?;
    }
    if erased.is_empty() {
        return Ok(());
    }
    let mut nameless: FxHashSet<String> = FxHashSet::default();
    for frame in [orders, activities].into_iter().flatten() {
        let hit = hits(frame, erased, &mut nameless)?;
        unname(frame, &hit)?;
    }
    if let Some(entries) = suppression {
        hits(entries, erased, &mut nameless)?;
    }
    without_findings(found, &nameless)?;
    for reject in &mut found.rejects {
        if mentions(&reject.raw, erased) {
            reject.raw.clear();
        }
    }
    Ok(())
}

/// Records by which an erased person would come back.
fn records_of(leads: &DataFrame, erased: &Erased) -> PolarsResult<Vec<bool>> {
    let people = People::of(leads)?;
    let is_erased = |row: usize| people.all(row).iter().any(|form| erased.holds(form));
    Ok((0..leads.height()).into_par_iter().with_min_len(512).map(is_erased).collect())
}

/// Records whose latest date lies before the period; those without any date stay.
fn expired(leads: &DataFrame, as_of: NaiveDate, days: u32) -> PolarsResult<Vec<bool>> {
    let first = as_of.checked_sub_days(Days::new(days.into())).and_then(|day| day.and_hms_opt(0, 0, 0));
    let first = first.map_or(i64::MIN, |instant| instant.and_utc().timestamp_micros());
    let mut latest: Vec<Option<i64>> = vec![None; leads.height()];
    for name in ["created_at", "updated_at", "last_activity_at", "consent_at"] {
        for (latest, instant) in latest.iter_mut().zip(leads.column(name)?.datetime()?.physical().iter()) {
            *latest = (*latest).max(instant);
        }
    }
    Ok(latest.into_iter().map(|latest| latest.is_some_and(|latest| latest < first)).collect())
}

/// Moves leads to the rejects.
fn drop_leads(leads: &mut DataFrame, found: &mut Found, reasons: &[Option<&'static str>]) -> PolarsResult<()> {
    let [record, source, file] = ["record_id", "source", "source_file"].map(|name| text(leads, name));
    let (record, source, file, ordinal) = (record?, source?, file?, leads.column("source_row")?.i64()?);
    let mut gone: FxHashSet<String> = FxHashSet::default();
    let mut rows = 0..;
    let new_row: Vec<Option<u32>> =
        reasons.iter().map(|reason| if reason.is_none() { rows.next() } else { None }).collect();
    for (row, reason) in reasons.iter().enumerate() {
        let Some(code) = *reason else { continue };
        gone.extend(record.get(row).map(str::to_owned));
        found.rejects.push(Reject {
            source: source.get(row).unwrap_or_default().to_owned(),
            source_file: file.get(row).unwrap_or_default().to_owned(),
            source_row: ordinal.get(row).unwrap_or_default(),
            raw: String::new(),
            code,
            message: code::find(code).map_or("", |entry| entry.message).to_owned(),
        });
    }
    let keep = BooleanChunked::from_iter_values("keep".into(), reasons.iter().map(Option::is_none));
    *leads = leads.filter(&keep)?;
    let moved = |mut finding: Finding| {
        finding.row = new_row.get(finding.row as usize).copied().flatten()?;
        Some(finding)
    };
    found.unread = std::mem::take(&mut found.unread).into_iter().filter_map(moved).collect();
    without_findings(found, &gone)
}

/// Removes the findings about some records.
fn without_findings(found: &mut Found, records: &FxHashSet<String>) -> PolarsResult<()> {
    if !records.is_empty() {
        let keep = text(&found.findings, "record_id")?.iter().map(|id| id.is_none_or(|id| !records.contains(id)));
        let keep = BooleanChunked::from_iter_values("keep".into(), keep);
        found.findings = found.findings.filter(&keep)?;
    }
    Ok(())
}

/// Order lines, activities or suppression entries of erased people; their ids are added to `nameless`.
fn hits(frame: &DataFrame, erased: &Erased, nameless: &mut FxHashSet<String>) -> PolarsResult<Vec<bool>> {
    let (source, record, email) = (text(frame, "source")?, text(frame, "record_id")?, text(frame, "email_key")?);
    let optional = |name: &str| frame.column(name).and_then(|column| column.str().cloned()).ok();
    let (number, phone) = (optional("customer_id"), optional("phone"));
    let get = |column: &Option<StringChunked>, row: usize| column.as_ref()?.get(row).map(str::to_owned);
    let hit: Vec<bool> = (0..frame.height())
        .into_par_iter()
        .with_min_len(512)
        .map(|row| {
            let of = |kind: &str, value: &str| erased.holds(&contact_point(kind, value, None));
            email.get(row).is_some_and(|email| of("email", email))
                || get(&phone, row).is_some_and(|phone| of("phone", &phone))
                || get(&number, row)
                    .is_some_and(|number| erased.holds(&customer(source.get(row).unwrap_or_default(), &number)))
        })
        .collect();
    nameless.extend((0..hit.len()).filter(|row| hit[*row]).filter_map(|row| record.get(row).map(str::to_owned)));
    Ok(hit)
}

/// Takes the customer out of some rows.
fn unname(frame: &mut DataFrame, hit: &[bool]) -> PolarsResult<()> {
    if !hit.contains(&true) {
        return Ok(());
    }
    let mut blanked = Vec::new();
    for name in ["customer_id", "customer_name", "email", "email_key", "phone"] {
        if let Ok(column) = frame.column(name).and_then(|column| column.str()) {
            let cells = column.iter().zip(hit).map(|(cell, hit)| cell.filter(|_| !hit));
            blanked.push(text_column(name, cells));
        }
    }
    for column in blanked {
        frame.with_column(column)?;
    }
    Ok(())
}

/// True when a line that could not be read names an erased person's e-mail address.
fn mentions(raw: &str, erased: &Erased) -> bool {
    let words =
        raw.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '"' | '\'' | '<' | '>' | '(' | ')'));
    words.filter(|word| word.contains('@')).any(|word| erased.holds(&contact_point("email", &email_key(word), None)))
}
