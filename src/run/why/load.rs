//! The records of a finished run as its matching saw them: cleaned cells, keys made again, cells that could not be read.

use crate::engine::frame::text;
use crate::model::code;
use crate::model::record::Finding;
use crate::report::folder::{FolderError, broken, manifest, table};
use crate::run::matching::MatchingOptions;
use crate::validate::match_keys;
use polars::prelude::*;
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::path::Path;

/// Columns of `leads` that matching or its explanation reads.
const COLUMNS: [&str; 23] = [
    "record_id",
    "source",
    "source_file",
    "source_row",
    "contact_id",
    "record_kind",
    "salutation",
    "given_name",
    "family_name",
    "company",
    "job_title",
    "email",
    "email_2",
    "phone",
    "mobile",
    "street",
    "house_number",
    "address_extra",
    "postal_code",
    "city",
    "country",
    "domain",
    "vat_id",
];

/// Reading says this of cells that held an error of a spreadsheet; matching never saw them.
const NEVER_SEEN: &str = "cell.error";

/// A finished run, ready to be matched again.
pub struct Loaded {
    /// Its leads in the order of the run.
    pub leads: DataFrame,
    /// What was said of cells that could not be used.
    pub findings: Vec<Finding>,
    /// What matching was told.
    pub options: MatchingOptions,
}

/// Reads a run.
///
/// # Errors
/// When a file is missing or broken, or the manifest does not tell the options.
pub fn load(out: &Path) -> Result<Loaded, FolderError> {
    let manifest = manifest(out)?;
    let options = manifest.pointer("/matching/options").and_then(MatchingOptions::of_json).ok_or_else(|| {
        let message = "it does not say what matching was told, because an older version made the run; run it again";
        broken(&out.join("manifest.json"), message)
    })?;
    let mut columns: Vec<&str> = COLUMNS.to_vec();
    columns.push("birth_date");
    columns.extend(options.extra.keys().map(String::as_str).filter(|name| !COLUMNS.contains(name)));
    let leads = table(out, "leads", &columns)?;
    let prepared = in_order(&leads, &manifest)
        .and_then(|leads| match_keys(&leads, &options.validate(), options.default_country.as_deref()));
    let leads = prepared.map_err(|error| broken(&out.join("leads.parquet"), error))?;
    let findings = table(out, "findings", &["record_id", "field", "code", "original", "corrected"])?;
    let findings = unread(&findings, &leads).map_err(|error| broken(&out.join("findings.parquet"), error))?;
    Ok(Loaded { leads, findings, options })
}

/// The leads in the order in which the run matched them: that of its sources and files, of equal records too.
fn in_order(leads: &DataFrame, manifest: &Value) -> PolarsResult<DataFrame> {
    let inputs = manifest.get("inputs").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let place = |input: &Value, key: &str| input.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let places: FxHashMap<(String, String), usize> =
        inputs.iter().enumerate().map(|(at, input)| ((place(input, "source"), place(input, "path")), at)).collect();
    let (source, file) = (text(leads, "source")?, text(leads, "source_file")?);
    let ordinal = leads.column("source_row")?.i64()?;
    let mut order: Vec<(usize, Option<i64>, IdxSize)> = (0..leads.height())
        .map(|row| {
            let of = |column: &StringChunked| column.get(row).unwrap_or_default().to_owned();
            let place = places.get(&(of(source), of(file))).copied().unwrap_or(usize::MAX);
            (place, ordinal.get(row), row as IdxSize)
        })
        .collect();
    order.sort_unstable();
    leads.take(&IdxCa::from_vec("row".into(), order.into_iter().map(|(_, _, row)| row).collect()))
}

/// The findings of leads whose cell was not usable, by row of `leads`.
fn unread(findings: &DataFrame, leads: &DataFrame) -> PolarsResult<Vec<Finding>> {
    let rows: FxHashMap<&str, u32> =
        text(leads, "record_id")?.iter().zip(0..).filter_map(|(id, row)| Some((id?, row))).collect();
    let [record, field, of, original, corrected] =
        ["record_id", "field", "code", "original", "corrected"].map(|name| text(findings, name));
    let (record, field, of, original, corrected) = (record?, field?, of?, original?, corrected?);
    let finding = |at: usize| {
        let entry = code::find(of.get(at)?)?;
        if corrected.get(at).is_some() || entry.code == NEVER_SEEN {
            return None;
        }
        Some(Finding {
            row: *rows.get(record.get(at)?)?,
            field: field.get(at)?.to_owned().into(),
            code: entry.code,
            severity: entry.severity,
            original: Some(original.get(at)?.to_owned()),
            corrected: None,
        })
    };
    Ok((0..findings.height()).filter_map(finding).collect())
}
