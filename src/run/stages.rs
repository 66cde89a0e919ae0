//! The stages in their order, with what each hands to the next.

use super::data::{self, Postal};
use super::matching::MatchingOptions;
use super::publish::Workspace;
use super::record::{FindingCount, Record, SourceCount, Timing};
use super::tables::{self, Tables};
use super::{Options, RunError, export, gates, manifest, privacy, rates};
use crate::engine::frame::{self, text};
use crate::ingest::{self, Ingested};
use crate::model::code;
use crate::model::field;
use crate::model::record::{Finding, Records, Reject, Severity};
use crate::model::table::table;
use crate::observe::Stage;
use crate::pipeline::plan::Plan;
use crate::{analyze, consolidate, dedupe, validate};
use polars::prelude::*;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::time::Instant;

/// Runs all stages and writes all tables into the staging folder.
pub fn run(plan: &Plan, options: &Options, work: &Workspace, record: &mut Record) -> Result<(), RunError> {
    let previous = tables::previous(&work.out)?;
    let erased = privacy::Erased::read(&work.out, plan.privacy.key_file.as_deref())?;
    let pseudonyms = privacy::Pseudonyms::of(&plan.privacy)?;
    let ingested = timed(record, options, "ingest", |record, bar| {
        let ingested = read(plan, bar)?;
        count(record, &ingested);
        Ok((record.rows_read(), ingested))
    })?;
    let extra =
        ingested.iter().filter(|source| source.records.are_leads()).flat_map(|source| source.extra.clone()).collect();
    let input = gather(ingested)?;
    let (mut leads, mut orders, mut activities, suppression, mut found) =
        timed(record, options, "validate", |record, _| {
            let postal = data::of_plan(&plan.validate.postal_table)?;
            record.postal = postal.as_ref().map(Into::into);
            validate_all(plan, input, postal.as_ref())
        })?;
    let rejected = found.rejects.len();
    let read = privacy::Read {
        leads: &mut leads,
        orders: orders.as_mut(),
        activities: activities.as_mut(),
        suppression: suppression.as_ref(),
        found: &mut found,
    };
    privacy::leave_out(read, &erased, plan.privacy.retention_days, plan.as_of)?;
    reject(record, &found.rejects[rejected..]);
    let lookups = lookups(plan, record)?;
    let rates = plan.analyze.exchange.as_ref().map(rates::read).transpose()?;
    let told = MatchingOptions::of(plan, &extra)?;
    let deduped = timed(record, options, "dedupe", |_, _| {
        let deduped = dedupe::dedupe(&leads, &found.unread, &extra, &told.unique(), &told.labels, &plan.dedupe)?;
        Ok((leads.height() as u64, deduped))
    })?;
    record.matching = Some(told);
    record.dedupe = Some(deduped.summary.clone());
    let consolidated = timed(record, options, "consolidate", |_, _| {
        let sources: Vec<_> = plan
            .sources
            .iter()
            .map(|s| consolidate::SourceTrust { name: s.name.clone(), trust: s.trust, master: s.master })
            .collect();
        let input = consolidate::Input {
            leads: &leads,
            clusters: &deduped.clusters,
            confidence: &deduped.confidence,
            sources: &sources,
            orders: orders.as_ref(),
            activities: activities.as_ref(),
            suppression: suppression.as_ref(),
            previous: previous.as_ref(),
            lookups: &lookups,
            rules: &plan.consolidate,
            as_of: plan.as_of,
            fingerprint: &plan.fingerprint,
        };
        Ok((leads.height() as u64, consolidate::consolidate(&input)?))
    })?;
    if let Some(activities) = activities.as_mut() {
        activities.with_column(consolidated.activity_contacts.clone().into_column())?;
    }
    let done = analyze::Activities::of(activities.as_ref(), plan.as_of)?;
    let analyzed = timed(record, options, "analyze", |_, _| {
        let lines = match orders {
            Some(mut lines) => lines.with_column(consolidated.order_contacts.clone().into_column())?.clone(),
            None => validate_empty_orders(plan)?,
        };
        let rows = lines.height() as u64;
        Ok((rows, analyze::analyze(analyze::Input { lines, rates }, &plan.analyze, plan.as_of)?))
    })?;
    record.enriched.clone_from(&consolidated.enriched);
    record.orders = Some(analyzed.accounting);
    record.lifetime = Some(analyzed.lifetime.clone());
    record.converted.clone_from(&analyzed.converted);
    (record.trial, record.itemset_orders) = (analyzed.trial, Some(analyzed.itemset_orders));
    record.activities_attached = consolidated.activities_attached;
    record.suppressions_hit = consolidated.suppressions_hit;
    let order_contacts = consolidated.order_customers.clone();
    let tables = timed(record, options, "assemble", |_, _| {
        let mut tables = tables::assemble(plan, found, deduped, consolidated, (analyzed, done), erased.table)?;
        if let Some(pseudonyms) = &pseudonyms {
            tables.pseudonymize(pseudonyms)?;
        }
        Ok((tables.get("contacts").height() as u64, tables))
    })?;
    settle(plan, record, &tables, &order_contacts)?;
    record.outputs = timed(record, options, "export", |_, _| {
        let written = tables.write(&work.staging, &plan.output.forms)?;
        Ok((written.iter().map(|table| table.rows).sum(), written))
    })?;
    if !plan.output.targets.is_empty() {
        record.exports = timed(record, options, "crm", |_, _| {
            let exports = export::within(&work.staging, &plan.output.targets)?;
            Ok((exports.iter().flat_map(|export| &export.files).map(|file| file.rows).sum(), exports))
        })?;
        record.outputs.extend(record.exports.iter().flat_map(export::listed));
    }
    Ok(())
}

/// Runs a stage, records its time and shows its progress.
fn timed<T>(
    record: &mut Record,
    options: &Options,
    name: &'static str,
    stage: impl FnOnce(&mut Record, &Stage) -> Result<(u64, T), RunError>,
) -> Result<T, RunError> {
    let start = Instant::now();
    let bar = options.progress.stage(name, None);
    let (rows, result) = stage(record, &bar)?;
    bar.inc(rows.saturating_sub(bar.rows()));
    bar.finish("");
    let took = start.elapsed();
    tracing::info!(stage = name, rows, millis = took.as_millis() as u64, "stage done");
    record.timings.push(Timing { stage: name, took, rows });
    Ok(result)
}

fn read(plan: &Plan, bar: &Stage) -> Result<Vec<Ingested>, RunError> {
    if plan.limit.is_none() {
        ingest::check_run(&plan.sources)?;
    }
    let read = |source| {
        let ingested = ingest::read(source, plan.limit)?;
        bar.inc((ingested.frame.height() + ingested.rejects.len()) as u64);
        Ok::<_, RunError>(ingested)
    };
    plan.sources.par_iter().map(read).collect()
}

fn count(record: &mut Record, ingested: &[Ingested]) {
    for source in ingested {
        let rejects = source.rejects.len() as u64;
        let used = source.frame.height() as u64;
        record.inputs.extend(source.files.iter().map(|file| (source.source.clone(), file.clone())));
        record.sources.push(SourceCount {
            name: source.source.clone(),
            records: source.records,
            vendor: source.vendor.clone(),
            rows_read: used + rejects,
            used,
            excluded: 0,
            rejects,
            skipped_lines: source.files.iter().map(|file| file.skipped_lines()).sum(),
        });
    }
}

/// Moves records that are left out from used to rejected, by source.
fn reject(record: &mut Record, rejects: &[Reject]) {
    for reject in rejects {
        if let Some(count) = record.sources.iter_mut().find(|count| count.name == reject.source) {
            count.used = count.used.saturating_sub(1);
            count.rejects += 1;
        }
    }
}

/// All sources, one frame per kind.
struct Gathered {
    leads: DataFrame,
    orders: Option<DataFrame>,
    activities: Option<DataFrame>,
    suppression: Option<DataFrame>,
    findings: DataFrame,
    rejects: Vec<Reject>,
    /// Row of `leads` and field of the cells whose text was repaired when it was read.
    repaired: Vec<(usize, String)>,
}

/// What the tables `findings` and `rejects` are made of.
pub struct Found {
    /// `findings`.
    pub findings: DataFrame,
    /// What was said of cells of leads that could not be used.
    pub unread: Vec<Finding>,
    /// `rejects`.
    pub rejects: Vec<Reject>,
}

/// Codes of text that reads otherwise after its repair.
const REPAIRS: [&str; 3] = ["text.mojibake", "text.entities", "cell.realigned"];

fn gather(ingested: Vec<Ingested>) -> Result<Gathered, RunError> {
    let mut frames: BTreeMap<Records, Vec<DataFrame>> = BTreeMap::new();
    let (mut rejects, mut findings) = (Vec::new(), frame::findings(&origin_only(), &[])?);
    let (mut repaired, mut leads_above) = (Vec::new(), 0);
    for source in ingested {
        if source.records.are_leads() {
            let cells = source.findings.iter().filter(|finding| REPAIRS.contains(&finding.code));
            repaired.extend(cells.map(|finding| (leads_above + finding.row as usize, finding.field.to_string())));
            leads_above += source.frame.height();
        }
        findings.vstack_mut(&frame::findings(&source.frame, &source.findings)?)?;
        rejects.extend(source.rejects);
        let mut rows = source.frame;
        if source.records.are_leads() {
            let companies = source.records == Records::Companies;
            rows.with_column(BooleanChunked::full("is_company_record".into(), companies, rows.height()).into_column())?;
        }
        let kind = if source.records == Records::Companies { Records::Contacts } else { source.records };
        frames.entry(kind).or_default().push(rows);
    }
    let mut stacked = |kind: Records, fields: &[&[field::Field]]| -> PolarsResult<Option<DataFrame>> {
        let names: Vec<&str> = field::ORIGIN
            .into_iter()
            .chain(fields.iter().flat_map(|part| part.iter().map(|field| field.name)))
            .collect();
        let mut stacked = frames.remove(&kind).map(|frames| frame::stack(frames, &names)).transpose()?;
        if let Some(frame) = &mut stacked {
            frame.rechunk_mut_par();
        }
        Ok(stacked)
    };
    let leads = stacked(Records::Contacts, &[field::CONTACT, field::AUXILIARY])?;
    let leads = match leads {
        Some(leads) => leads,
        None => no_leads()?,
    };
    Ok(Gathered {
        leads,
        orders: stacked(Records::Orders, &[field::ORDER])?,
        activities: stacked(Records::Activities, &[field::ACTIVITY])?,
        suppression: stacked(Records::Suppression, &[field::SUPPRESSION])?,
        findings,
        rejects,
        repaired,
    })
}

/// No rows, the ORIGIN columns.
fn origin_only() -> DataFrame {
    let column = |name: &str| match name {
        "source_row" => Column::new_empty(name.into(), &DataType::Int64),
        _ => Column::new_empty(name.into(), &DataType::String),
    };
    DataFrame::new(0, field::ORIGIN.into_iter().map(column).collect()).unwrap_or_default()
}

fn no_leads() -> PolarsResult<DataFrame> {
    let mut columns = origin_only().into_columns();
    let fields = field::CONTACT.iter().chain(field::AUXILIARY);
    columns.extend(fields.map(|field| Column::new_empty(field.name.into(), &DataType::String)));
    columns.push(Column::new_empty("is_company_record".into(), &DataType::Boolean));
    DataFrame::new(0, columns)
}

type Validated = (DataFrame, Option<DataFrame>, Option<DataFrame>, Option<DataFrame>, Found);

fn validate_all(plan: &Plan, input: Gathered, postal: Option<&Postal>) -> Result<(u64, Validated), RunError> {
    let sources = plan.sources.iter().map(|source| (source.name.clone(), source.read.clone())).collect();
    let context = validate::Context {
        policy: &plan.validate,
        default_country: plan.default_country.as_deref(),
        sources: &sources,
        repaired: &input.repaired,
        postal: postal.map(|postal| &postal.table),
    };
    let mut findings = input.findings;
    let mut rows = 0;
    let mut keep = |validated: validate::Validated| -> PolarsResult<DataFrame> {
        findings.vstack_mut(&frame::findings(&validated.frame, &validated.findings)?)?;
        rows += validated.frame.height() as u64;
        Ok(validated.frame)
    };
    let leads = validate::leads(input.leads, &context)?;
    let unread = leads.findings.iter().filter(|finding| finding.corrected.is_none()).cloned().collect();
    let leads = keep(leads)?;
    let orders = input.orders.map(|frame| keep(validate::orders(frame, &context)?)).transpose()?;
    let activities = input.activities.map(|frame| keep(validate::activities(frame, &context)?)).transpose()?;
    let suppression = input.suppression.map(|frame| keep(validate::suppression(frame, &context)?)).transpose()?;
    findings.rechunk_mut_par();
    Ok((rows, (leads, orders, activities, suppression, Found { findings, unread, rejects: input.rejects })))
}

/// The tables that gaps are filled from, in the normal form of the records.
fn lookups(plan: &Plan, record: &mut Record) -> Result<Vec<consolidate::Lookup>, RunError> {
    let mut lookups = Vec::with_capacity(plan.enrich.len());
    for table in &plan.enrich {
        let ingested = ingest::read(&table.source, None)?;
        record.inputs.extend(ingested.files.iter().map(|file| (table.source.name.clone(), file.clone())));
        let sources = BTreeMap::from([(table.source.name.clone(), table.source.read.clone())]);
        let context = validate::Context {
            policy: &plan.validate,
            default_country: plan.default_country.as_deref(),
            sources: &sources,
            repaired: &[],
            postal: None,
        };
        // What is looked up by and what is filled are read apart: a website must not decide what the domain is.
        let mut rows = validate::leads(columns_of(&ingested.frame, &table.fill)?, &context)?.frame;
        let keys = validate::leads(columns_of(&ingested.frame, &table.on)?, &context)?.frame;
        for name in &table.on {
            rows.with_column(keys.column(name)?.clone())?;
        }
        let (name, on, fill) = (table.source.name.clone(), table.on.clone(), table.fill.clone());
        lookups.push(consolidate::Lookup { name, on, fill, rows });
    }
    Ok(lookups)
}

/// Some columns of a table of contacts in the shape of leads; those that it lacks are empty.
fn columns_of(frame: &DataFrame, names: &[String]) -> PolarsResult<DataFrame> {
    let known = names.iter().map(String::as_str).filter(|name| frame.column(name).is_ok());
    let part = frame.select(field::ORIGIN.into_iter().chain(known))?;
    let fields = field::CONTACT.iter().chain(field::AUXILIARY).map(|field| field.name);
    let mut leads = frame::stack(vec![part], &field::ORIGIN.into_iter().chain(fields).collect::<Vec<_>>())?;
    let rows = leads.height();
    leads.with_column(BooleanChunked::full("is_company_record".into(), false, rows).into_column())?;
    Ok(leads)
}

/// Order lines of a run without orders: none, in the right shape.
fn validate_empty_orders(plan: &Plan) -> Result<DataFrame, RunError> {
    let mut columns = origin_only().into_columns();
    columns.extend(field::ORDER.iter().map(|field| Column::new_empty(field.name.into(), &DataType::String)));
    let sources = BTreeMap::new();
    let context = validate::Context {
        policy: &plan.validate,
        default_country: None,
        sources: &sources,
        repaired: &[],
        postal: None,
    };
    let mut lines = validate::orders(DataFrame::new(0, columns)?, &context)?.frame;
    lines.with_column(Column::new_empty("contact_id".into(), &DataType::String))?;
    Ok(lines)
}

/// Final counts, gates, and the invariants that must hold.
fn settle(plan: &Plan, record: &mut Record, tables: &Tables, order_customers: &DataFrame) -> Result<(), RunError> {
    let (leads, contacts) = (tables.get("leads"), tables.get("contacts"));
    record.leads = leads.height() as u64;
    let records = contacts.column("record_count")?.i32()?;
    record.contacts = records.iter().flatten().filter(|count| *count > 0).count() as u64;
    record.order_only_contacts = contacts.height() as u64 - record.contacts;
    record.organisations = tables.get("organisations").height() as u64;
    exclude(record, tables.get("order_exclusions"))?;
    record.years = tables::years(tables.get("purchase_years"))?;
    record.segments = tables::segment_sizes(plan, tables.get("segments"))?;
    record.findings = finding_counts(tables.get("findings"))?;
    let errors = record
        .findings
        .iter()
        .filter(|finding| code::find(&finding.code).is_some_and(|entry| entry.severity == Severity::Error));
    let errors = errors.map(|finding| finding.count).sum();
    record.gates = gates::measure(&plan.gates, record, leads, errors)?;
    balance(record, tables, order_customers)
}

/// Moves excluded order lines from used to excluded, by source.
fn exclude(record: &mut Record, exclusions: &DataFrame) -> Result<(), RunError> {
    for source in text(exclusions, "source")?.iter().flatten() {
        if let Some(count) = record.sources.iter_mut().find(|count| count.name == source) {
            count.used = count.used.saturating_sub(1);
            count.excluded += 1;
        }
    }
    Ok(())
}

fn finding_counts(findings: &DataFrame) -> Result<Vec<FindingCount>, RunError> {
    let (codes, records) = (text(findings, "code")?, text(findings, "record_id")?);
    let mut counts: BTreeMap<&str, (u64, Vec<&str>)> = BTreeMap::new();
    for (code, record) in codes.iter().zip(records.iter()) {
        if let (Some(code), Some(record)) = (code, record) {
            let (count, sample) = counts.entry(code).or_default();
            *count += 1;
            if sample.len() < manifest::SAMPLE {
                sample.push(record);
            }
        }
    }
    let counted = |(code, (count, sample)): (&str, (u64, Vec<&str>))| FindingCount {
        code: code.to_owned(),
        count,
        sample: sample.into_iter().map(str::to_owned).collect(),
    };
    let mut counts: Vec<FindingCount> = counts.into_iter().map(counted).collect();
    counts.sort_by(|x, y| y.count.cmp(&x.count).then_with(|| x.code.cmp(&y.code)));
    Ok(counts)
}

/// The invariants: every record read is a lead, a used or excluded line, or a reject; every lead is in one contact; every
/// order line is counted once, and every activity that belongs to a contact.
fn balance(record: &Record, tables: &Tables, order_customers: &DataFrame) -> Result<(), RunError> {
    let wrong = |what: String| Err(RunError::Unbalanced(format!("counts do not balance: {what}")));
    for source in &record.sources {
        if source.rows_read != source.used + source.excluded + source.rejects {
            return wrong(format!("source {}: {source:?}", source.name));
        }
    }
    let rejects = tables.get(table("rejects").name).height() as u64;
    if rejects != record.rejects() {
        return wrong(format!("{rejects} rejects written, {} counted", record.rejects()));
    }
    let read: u64 = record.sources.iter().filter(|s| s.records.are_leads()).map(|s| s.used).sum();
    let members: i64 = tables.get("contacts").column("record_count")?.i32()?.iter().flatten().map(i64::from).sum();
    if read != record.leads || members != record.leads as i64 {
        return wrong(format!("{read} lead records read, {} leads, {members} in contacts", record.leads));
    }
    let done: i64 = tables.get("contact_activities").column("activities")?.i32()?.iter().flatten().map(i64::from).sum();
    if done as u64 != record.activities_attached {
        return wrong(format!("{} activities belong to a contact, {done} are counted", record.activities_attached));
    }
    let lines: u64 = record.sources.iter().filter(|s| s.records == Records::Orders).map(|s| s.used + s.excluded).sum();
    let orders = record.orders.unwrap_or_default();
    if lines != orders.lines || orders.lines != orders.counted_sales + orders.counted_returns + orders.excluded {
        return wrong(format!("{lines} order lines read, {orders:?}"));
    }
    let attached: i64 = order_customers.column("lines")?.i32()?.iter().flatten().map(i64::from).sum();
    if attached as u64 + orders.unattached != orders.lines {
        return wrong(format!("{attached} order lines of customers, {orders:?}"));
    }
    Ok(())
}
