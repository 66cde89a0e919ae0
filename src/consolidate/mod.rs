//! Clusters → contact cards: surviving values with their provenance, lasting ids, organisations, households.
//!
//! Not for deciding who is who (that is `dedupe`). Costs a few passes over the records; nothing is compared pairwise.

mod attach;
mod enrich;
mod ids;
mod masters;
mod members;
mod organisations;
mod relations;
mod suppress;
mod survive;
mod trust;

#[cfg(test)]
mod tests;

use crate::engine::frame::text_column;
use crate::engine::sort::sorted;
use crate::model::field;
use crate::model::table::table;
use crate::pipeline::plan;
use chrono::NaiveDate;
use polars::prelude::*;

pub use enrich::{Filled, Lookup};
pub use ids::Previous;

/// What a source is worth.
#[derive(Debug, Clone)]
pub struct SourceTrust {
    /// Name of the source.
    pub name: String,
    /// 0..1; `None` lets agreement with the other sources tell.
    pub trust: Option<f64>,
    /// True for the CRM.
    pub master: bool,
}

/// Everything consolidation reads.
#[derive(Debug)]
pub struct Input<'a> {
    /// Leads as `validate` returns them.
    pub leads: &'a DataFrame,
    /// Cluster of each lead, numbered from 0 without gaps.
    pub clusters: &'a [u32],
    /// Match confidence of each cluster.
    pub confidence: &'a [Option<f64>],
    /// The sources of leads.
    pub sources: &'a [SourceTrust],
    /// Order lines as `validate` returns them.
    pub orders: Option<&'a DataFrame>,
    /// Activities as `validate` returns them.
    pub activities: Option<&'a DataFrame>,
    /// Suppression entries as `validate` returns them.
    pub suppression: Option<&'a DataFrame>,
    /// What the run before left in the output folder.
    pub previous: Option<&'a Previous>,
    /// Tables that gaps are filled from.
    pub lookups: &'a [Lookup],
    /// Survivorship rules.
    pub rules: &'a plan::Consolidate,
    /// The clock of the run.
    pub as_of: NaiveDate,
    /// Fingerprint of the configuration; new ids depend on it.
    pub fingerprint: &'a str,
}

/// What consolidation makes; frames have the columns of their tables, except that `contacts` lacks the figures that
/// `analyze` adds.
#[derive(Debug)]
pub struct Consolidated {
    /// What each rule of enrichment filled.
    pub enriched: Vec<Filled>,
    /// `leads`.
    pub leads: DataFrame,
    /// `crm_changes`.
    pub crm_changes: DataFrame,
    /// `contacts`, in order of `contact_id`.
    pub contacts: DataFrame,
    /// `contact_fields`.
    pub contact_fields: DataFrame,
    /// `contact_field_losers`.
    pub contact_field_losers: DataFrame,
    /// `organisations` without the order figures.
    pub organisations: DataFrame,
    /// `households`.
    pub households: DataFrame,
    /// `relations`.
    pub relations: DataFrame,
    /// `contact_ids`.
    pub contact_ids: DataFrame,
    /// `id_events`.
    pub id_events: DataFrame,
    /// `order_customers`.
    pub order_customers: DataFrame,
    /// Contact of each order line; null where the line names no customer.
    pub order_contacts: StringChunked,
    /// Contact of each activity; null where nobody is known by its addresses.
    pub activity_contacts: StringChunked,
    /// Activities that belong to a contact.
    pub activities_attached: u64,
    /// Suppression entries that hit a contact.
    pub suppressions_hit: u64,
}

/// Builds the contact cards.
///
/// # Errors
/// When a frame lacks a promised column.
pub fn consolidate(input: &Input) -> PolarsResult<Consolidated> {
    let members = members::Members::new(input.clusters);
    let parties = attach::parties(input.orders)?;
    let index = attach::Index::new(input.leads, input.clusters)?;
    let attached = attach::attach(&parties, &index, input.sources);
    let ids = ids::assign(input, &members, &parties, &attached)?;
    let mut suppression = suppress::Suppression::of(input.suppression)?;
    let mut suppressed = vec![false; members.len()];
    for (&cluster, named) in input.clusters.iter().zip(suppression.named(input.leads)?) {
        suppressed[cluster as usize] |= named;
    }
    let activities = attach::activities(input, &index, members.len())?;
    let (fields, (organisations, relations)) = rayon::join(
        || survive::survive(input, &members, &suppressed),
        || {
            rayon::join(
                || organisations::organisations(input, &members, &ids),
                || relations::relations(input, &members, &ids),
            )
        },
    );
    let (mut fields, organisations, relations) = (fields?, organisations?, relations?);
    fields.later_activity(&activities.latest)?;
    let (provenance, (contacts, leads)) = rayon::join(
        || survive::provenance(input, &members, &ids.of_cluster, &fields),
        || {
            let cards = || contacts(input, &members, &ids, &parties, &fields, &organisations, &relations);
            rayon::join(cards, || leads(input, &ids, &fields, &organisations, &relations))
        },
    );
    let (mut contact_fields, contact_field_losers) = provenance?;
    let mut contacts = contacts?;
    let enriched = enrich::enrich(&mut contacts, &mut contact_fields, input.lookups)?;
    if !enriched.is_empty() {
        contacts.with_column(survive::completeness(&contacts)?)?;
    }
    suppression.again(&mut contacts, &mut contact_fields)?;
    Ok(Consolidated {
        leads: leads?,
        crm_changes: masters::changes(input, &ids, &contacts)?,
        enriched,
        contacts,
        contact_fields,
        contact_field_losers,
        organisations: organisations.table,
        households: relations.households,
        relations: relations.table,
        order_customers: attach::customers_table(&parties, &ids.of_party, &attached)?,
        order_contacts: attach::line_contacts(&parties, &ids.of_party),
        activity_contacts: activities.contacts(&ids),
        contact_ids: ids.ledger,
        id_events: ids.events,
        activities_attached: activities.attached,
        suppressions_hit: suppression.hits(),
    })
}

fn leads(
    input: &Input,
    ids: &ids::Ids,
    fields: &survive::Survivors,
    organisations: &organisations::Organisations,
    relations: &relations::Relations,
) -> PolarsResult<DataFrame> {
    let mut frame = input.leads.clone();
    frame.with_column(text_column(
        "contact_id",
        input.clusters.iter().map(|&cluster| ids.of_cluster.get(cluster as usize)),
    ))?;
    frame.with_column(text_column("organisation_id", organisations.of_row.iter().map(Option::as_deref)))?;
    let household = |&cluster: &u32| relations.household_of.get(cluster as usize)?.as_deref();
    frame.with_column(text_column("household_id", input.clusters.iter().map(household)))?;
    let golden = BooleanChunked::from_iter_values("is_golden_source".into(), fields.golden.iter().copied());
    frame.with_column(golden.into_column())?;
    Ok(frame.drop_many(["email_key", "email_role", "email_free", "company_key"]))
}

fn contacts(
    input: &Input,
    members: &members::Members,
    ids: &ids::Ids,
    parties: &attach::Parties,
    fields: &survive::Survivors,
    organisations: &organisations::Organisations,
    relations: &relations::Relations,
) -> PolarsResult<DataFrame> {
    let clusters = 0..members.len();
    let mut columns = vec![text_column("contact_id", ids.of_cluster.iter().map(Some))];
    columns.extend(fields.columns.iter().cloned());
    columns.push(text_column("organisation_id", organisations.of_cluster(members)));
    columns.push(text_column("household_id", relations.household_of.iter().map(Option::as_deref)));
    let ints = |name: &str, values: Vec<i32>| Int32Chunked::from_vec(name.into(), values).into_column();
    let sources = members::sources(input.leads, members)?;
    columns.push(ints("record_count", clusters.clone().map(|c| members.rows(c).len() as i32).collect()));
    columns.push(ints("source_count", sources.iter().map(|names| names.len() as i32).collect()));
    columns.push(text_column("sources", sources.iter().map(|names| Some(names.join("; ")))));
    columns.push(text_column("crm_id", members::crm_ids(input, members)?));
    let confidence = input.confidence.iter().map(|c| c.map(|c| (c * 1e6).round() / 1e6));
    columns.push(Float64Chunked::from_iter_options("match_confidence".into(), confidence).into_column());
    columns.push(Float64Chunked::from_vec("completeness".into(), fields.completeness.clone()).into_column());
    columns.push(ints("quality", members::quality(input.leads, members)?));
    let known = DataFrame::new(members.len(), columns)?;
    let new = attach::new_contacts(parties, &ids.of_party, ids)?;
    let contacts = crate::engine::frame::stack_as(&known, vec![known.clone(), new])?;
    let contacts = sorted(contacts, &["contact_id"])?;
    debug_assert!(field::CONTACT.iter().all(|field| contacts.column(field.name).is_ok()), "{}", table("contacts").name);
    Ok(contacts)
}
