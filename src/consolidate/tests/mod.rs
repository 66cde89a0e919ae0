//! What consolidation promises whatever the records say: strict consent, suppression, lasting ids.

mod consent;
mod country;
mod ids;
mod suppression;

use super::*;
use crate::model::field::{AUXILIARY, ORDER, ORIGIN, SUPPRESSION};
use crate::pipeline::plan::Validate;
use crate::validate;
use std::collections::BTreeMap;

/// A record: the cells that it has; `source` and `source_key` are among them.
type Row = BTreeMap<&'static str, String>;

fn row(cells: &[(&'static str, &str)]) -> Row {
    cells.iter().map(|&(name, cell)| (name, cell.to_owned())).collect()
}

/// Rows as `ingest` hands them over.
fn ingested(rows: &[Row], fields: &[&[field::Field]]) -> DataFrame {
    let cell = |row: &Row, name: &str| match name {
        "record_id" => Some(format!("{}:{}", row["source"], row["source_key"])),
        "source_file" => Some(format!("{}.csv", row["source"])),
        name => row.get(name).cloned(),
    };
    let names = fields.iter().flat_map(|part| part.iter().map(|field| field.name));
    let mut columns: Vec<Column> = ORIGIN
        .into_iter()
        .filter(|name| *name != "source_row")
        .chain(names)
        .map(|name| text_column(name, rows.iter().map(|row| cell(row, name))))
        .collect();
    columns.push(Int64Chunked::from_vec("source_row".into(), (1..=rows.len() as i64).collect()).into_column());
    columns.push(BooleanChunked::full("is_company_record".into(), false, rows.len()).into_column());
    DataFrame::new(rows.len(), columns).unwrap()
}

fn with_context<T>(country: Option<&str>, call: impl FnOnce(&validate::Context) -> T) -> T {
    let (policy, sources) = (Validate::default(), BTreeMap::new());
    call(&validate::Context {
        policy: &policy,
        default_country: country,
        sources: &sources,
        repaired: &[],
        postal: None,
    })
}

fn leads_of(rows: &[Row]) -> DataFrame {
    let frame = ingested(rows, &[field::CONTACT, AUXILIARY]);
    with_context(Some("DE"), |context| validate::leads(frame, context)).unwrap().frame
}

fn orders_of(rows: &[Row]) -> DataFrame {
    let frame = ingested(rows, &[ORDER]);
    with_context(Some("DE"), |context| validate::orders(frame, context)).unwrap().frame
}

fn suppression_of(rows: &[Row], country: Option<&str>) -> DataFrame {
    let frame = ingested(rows, &[SUPPRESSION]);
    with_context(country, |context| validate::suppression(frame, context)).unwrap().frame
}

/// What stands beside the records; by default nothing.
#[derive(Default)]
struct World {
    sources: Vec<SourceTrust>,
    orders: Option<DataFrame>,
    suppression: Option<DataFrame>,
    previous: Option<Previous>,
    lookups: Vec<Lookup>,
    rules: plan::Consolidate,
}

impl World {
    fn consolidate(&self, leads: &DataFrame, clusters: &[u32]) -> Consolidated {
        let count = clusters.iter().max().map_or(0, |most| *most as usize + 1);
        consolidate(&Input {
            leads,
            clusters,
            confidence: &vec![None; count],
            sources: &self.sources,
            orders: self.orders.as_ref(),
            activities: None,
            suppression: self.suppression.as_ref(),
            previous: self.previous.as_ref(),
            lookups: &self.lookups,
            rules: &self.rules,
            as_of: NaiveDate::from_ymd_opt(2026, 6, 30).unwrap(),
            fingerprint: "tests",
        })
        .unwrap()
    }
}

/// Numbers the clusters without gaps, in order of first appearance.
fn numbered<T: Ord>(groups: impl IntoIterator<Item = T>) -> Vec<u32> {
    let mut known = BTreeMap::new();
    groups
        .into_iter()
        .map(|group| {
            let next = known.len() as u32;
            *known.entry(group).or_insert(next)
        })
        .collect()
}

fn texts(frame: &DataFrame, name: &str) -> Vec<Option<String>> {
    frame.column(name).unwrap().str().unwrap().iter().map(|cell| cell.map(str::to_owned)).collect()
}

fn flags(frame: &DataFrame, name: &str) -> Vec<Option<bool>> {
    frame.column(name).unwrap().bool().unwrap().iter().collect()
}

/// Value and rule of a field of each contact, as `contact_fields` has them.
fn told(made: &Consolidated, field: &str) -> BTreeMap<String, (String, String)> {
    let fields = &made.contact_fields;
    let cells = [texts(fields, "contact_id"), texts(fields, "field"), texts(fields, "value"), texts(fields, "rule")];
    let mut told = BTreeMap::new();
    for at in 0..fields.height() {
        let [id, name, value, rule] = cells.each_ref().map(|cells| cells[at].clone().unwrap());
        if name == field {
            assert!(told.insert(id, (value, rule)).is_none(), "two rows about {field} of one contact");
        }
    }
    told
}
