//! The tables of a run: put together from what the stages made, written in parallel, read back from the run before.

use super::RunError;
use super::privacy::Pseudonyms;
use super::record::YearLine;
use super::stages::Found;
use crate::analyze::{self, Activities, Analyzed};
use crate::consolidate::{Consolidated, Previous};
use crate::dedupe::Deduped;
use crate::engine::frame::{self, text};
use crate::engine::sql::{self, SqlError};
use crate::export::{self, Written};
use crate::model::table::{TABLES, table};
use crate::pipeline::plan::{Forms, Plan};
use polars::prelude::*;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

/// All tables by name.
#[derive(Debug)]
pub struct Tables(BTreeMap<&'static str, DataFrame>);

impl Tables {
    /// The table of that name; every written table is there.
    pub fn get(&self, name: &str) -> &DataFrame {
        static NONE: std::sync::LazyLock<DataFrame> = std::sync::LazyLock::new(DataFrame::default);
        self.0.get(name).unwrap_or(&NONE)
    }

    /// Replaces values by pseudonyms.
    pub fn pseudonymize(&mut self, pseudonyms: &Pseudonyms) -> PolarsResult<()> {
        pseudonyms.apply(&mut self.0)
    }

    /// Writes all tables into a folder, in every form that is asked for.
    pub fn write(&self, dir: &Path, forms: &Forms) -> Result<Vec<Written>, RunError> {
        let tables: Vec<_> = self.0.iter().map(|(name, frame)| (table(name), frame)).collect();
        let write = |(table, frame): &(&'static crate::model::table::Table, &DataFrame)| {
            let shaped = export::Shaped::new(table, frame)?;
            let written = export::write(&shaped, dir, forms)?;
            Ok((written, forms.copies.sqlite.then_some(shaped)))
        };
        let done = tables.par_iter().with_max_len(1).map(write).collect::<Result<Vec<_>, export::ExportError>>()?;
        let (written, shaped): (Vec<_>, Vec<_>) = done.into_iter().unzip();
        let mut written: Vec<Written> = written.into_iter().flatten().collect();
        if forms.copies.sqlite {
            let shaped: Vec<export::Shaped> = shaped.into_iter().flatten().collect();
            written.push(export::write_sqlite(&shaped, dir)?);
        }
        Ok(written)
    }
}

/// Puts the tables together: activities, buying figures and segments go onto the cards.
pub fn assemble(
    plan: &Plan,
    found: Found,
    deduped: Deduped,
    consolidated: Consolidated,
    (analyzed, activities): (Analyzed, Activities),
    erasures: DataFrame,
) -> Result<Tables, RunError> {
    let none = frame::empty(table("segments"));
    let contacts = activities.onto(&consolidated.contacts)?;
    let cards = analyze::cards::contacts(&contacts, &analyzed.customers, &none)?;
    let segments =
        analyze::segments(&cards, &analyzed.customers, &analyzed.purchase_years, &plan.segments, plan.as_of)?;
    let contacts = analyze::cards::contacts(&contacts, &analyzed.customers, &segments)?;
    let organisations = analyze::cards::organisations(&consolidated.organisations, &contacts)?;
    let tables = BTreeMap::from([
        ("leads", consolidated.leads),
        ("contacts", contacts),
        ("organisations", organisations),
        ("contact_fields", consolidated.contact_fields),
        ("contact_field_losers", consolidated.contact_field_losers),
        ("findings", found.findings),
        ("rejects", frame::rejects(&found.rejects)?),
        ("pairs", deduped.pairs),
        ("review", deduped.review),
        ("purchase_years", analyzed.purchase_years),
        ("customers", analyzed.customers),
        ("order_customers", consolidated.order_customers),
        ("order_exclusions", analyzed.order_exclusions),
        ("cross_sell_rules", analyzed.cross_sell_rules),
        ("itemsets", analyzed.itemsets),
        ("cohorts", analyzed.cohorts),
        ("contact_activities", activities.table),
        ("recommendations", analyzed.recommendations),
        ("segments", segments),
        ("crm_changes", consolidated.crm_changes),
        ("erasures", erasures),
        ("households", consolidated.households),
        ("relations", consolidated.relations),
        ("contact_ids", consolidated.contact_ids),
        ("id_events", consolidated.id_events),
    ]);
    let missing: Vec<&str> = TABLES
        .iter()
        .filter(|table| table.written && !tables.contains_key(table.name))
        .map(|table| table.name)
        .collect();
    if missing.is_empty() {
        Ok(Tables(tables))
    } else {
        Err(RunError::Unbalanced(format!("no stage made {missing:?}")))
    }
}

/// Refuses segments whose expressions name columns that no table has, before anything is read.
pub fn check_segments(plan: &Plan) -> Result<(), RunError> {
    let schemas = analyze::segment_schemas();
    for (at, segment) in plan.segments.iter().enumerate() {
        let schema = if segment.per_year { &schemas.per_year } else { &schemas.per_contact };
        if let Err(error) = sql::compile_typed(&segment.when, schema) {
            let help = match &error {
                SqlError::UnknownColumn { suggestion: Some(near), .. } => Some(format!("did you mean `{near}`?")),
                SqlError::UnknownColumn { suggestion: None, .. } => {
                    Some("`leadloom schema tables` lists the columns".to_owned())
                }
                _ => None,
            };
            let message = match &error {
                SqlError::UnknownColumn { name, .. } => {
                    format!("segment `{}`: there is no column `{name}`", segment.name)
                }
                other => format!("segment `{}`: {other}", segment.name),
            };
            let within = match &error {
                SqlError::UnknownColumn { name, .. } => segment.when.find(name.as_str()).map(|at| at..at + name.len()),
                _ => None,
            };
            return Err(RunError::Config(Box::new(plan.segment_problem(at, within, message, help))));
        }
    }
    Ok(())
}

/// What the run before left in the output folder; `None` when there is none.
pub fn previous(out: &Path) -> Result<Option<Previous>, RunError> {
    if !out.join("contact_ids.parquet").exists() {
        return Ok(None);
    }
    let read = |name: &str, columns: &[&str]| {
        let path = out.join(format!("{name}.parquet"));
        let failed = |message: String| RunError::Previous { path: path.clone(), message };
        let file = File::open(&path).map_err(|error| failed(error.to_string()))?;
        let names = (!columns.is_empty()).then(|| columns.iter().map(|&name| name.to_owned()).collect());
        let reader = ParquetReader::new(file).with_columns(names);
        reader.finish().map_err(|error| failed(error.to_string()))
    };
    Ok(Some(Previous {
        leads: read("leads", &["record_id", "contact_id"])?,
        contact_ids: read("contact_ids", &[])?,
        id_events: read("id_events", &[])?,
        order_customers: read("order_customers", &["customer_key", "contact_id"])?,
    }))
}

/// One year while it is added up.
#[derive(Default)]
struct YearSum<'a> {
    partial: bool,
    orders: u64,
    net: BTreeMap<&'a str, i128>,
    customers: BTreeSet<&'a str>,
}

/// Calendar years with their customers, orders and net value.
pub fn years(purchase_years: &DataFrame) -> Result<Vec<YearLine>, RunError> {
    let frame = purchase_years;
    let (year, orders) = (frame.column("year")?.i32()?, frame.column("orders")?.i32()?);
    let partial = frame.column("is_partial_year")?.bool()?;
    let net = frame.column("net")?.cast(&DataType::Decimal(18, 2))?;
    let net = net.decimal()?.physical();
    let (currency, contact) = (text(frame, "currency")?, text(frame, "contact_id")?);
    let mut sums: BTreeMap<i32, YearSum> = BTreeMap::new();
    for row in 0..frame.height() {
        let Some(at) = year.get(row) else { continue };
        let sum = sums.entry(at).or_default();
        let count = orders.get(row).unwrap_or(0);
        sum.partial = partial.get(row).unwrap_or(false);
        sum.orders += u64::try_from(count).unwrap_or(0);
        *sum.net.entry(currency.get(row).unwrap_or_default()).or_default() += net.get(row).unwrap_or(0);
        if count > 0 {
            sum.customers.extend(contact.get(row));
        }
    }
    let line = |(year, sum): (i32, YearSum)| YearLine {
        year,
        partial: sum.partial,
        customers: sum.customers.len() as u64,
        orders: sum.orders,
        net: sum.net.into_iter().map(|(currency, net)| (currency.to_owned(), net)).collect(),
    };
    Ok(sums.into_iter().map(line).collect())
}

/// Members of each segment, each contact once, in the order of the plan.
pub fn segment_sizes(plan: &Plan, segments: &DataFrame) -> Result<Vec<(String, u64)>, RunError> {
    let (names, ids) = (text(segments, "segment")?, text(segments, "contact_id")?);
    let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, id) in names.iter().zip(ids.iter()) {
        members.entry(name.unwrap_or_default()).or_default().extend(id);
    }
    let size = |name: &str| members.get(name).map_or(0, |ids| ids.len() as u64);
    Ok(plan.segments.iter().map(|segment| (segment.name.clone(), size(&segment.name))).collect())
}
