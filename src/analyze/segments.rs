//! `segments`: which contacts, or contacts in a year, a condition holds for.
//!
//! A condition sees the columns of `contacts` joined with those of `customers` (those whose names `contacts` uses itself
//! are called `customer_<name>`), or with `per_year` the columns of `purchase_years`; and `as_of`, the clock of the run.
//! Logic is three-valued: a condition that is unknown because a value is missing does not hold.

use crate::engine::sql::{self, SqlError};
use crate::model::table::table;
use crate::pipeline::plan;
use chrono::NaiveDate;
use polars::prelude::*;
use sha2::{Digest, Sha256};

/// Why segments cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SegmentError {
    /// The condition of a segment is wrong.
    #[error("segment {segment}: {error}")]
    Condition {
        /// Name of the segment.
        segment: String,
        /// What is wrong.
        error: SqlError,
    },
    /// The condition of a segment failed on the data.
    #[error("segment {segment}: {error}")]
    Evaluation {
        /// Name of the segment.
        segment: String,
        /// What polars says.
        error: PolarsError,
    },
    /// A table does not have the expected shape.
    #[error(transparent)]
    Frame(#[from] PolarsError),
}

/// The `segments` table: members of every segment of the plan, sorted by segment, contact and period.
///
/// # Errors
/// When a condition is wrong or fails, or a table lacks `contact_id` or `year`.
pub fn segments(
    contacts: &DataFrame,
    customers: &DataFrame,
    purchase_years: &DataFrame,
    plan: &[plan::Segment],
    as_of: NaiveDate,
) -> Result<DataFrame, SegmentError> {
    let today = lit(as_of).cast(DataType::Date);
    let mut parts = Vec::with_capacity(plan.len());
    let people = if plan.iter().any(|segment| !segment.per_year) {
        joined(contacts, customers)?.lazy().with_column(today.clone().alias("as_of")).collect()?
    } else {
        DataFrame::default()
    };
    let years = purchase_years.clone().lazy().with_column(today.clone().alias("as_of")).collect()?;
    for segment in plan {
        let (frame, period) =
            if segment.per_year { (&years, col("year").cast(DataType::String)) } else { (&people, lit("all")) };
        let condition = sql::compile_typed(&segment.when, frame.schema())
            .map_err(|error| SegmentError::Condition { segment: segment.name.clone(), error })?;
        let members = frame
            .clone()
            .lazy()
            // A condition over the whole table (orders > AVG(orders)) needs a column of its own, a filter may not.
            .with_column(condition.alias(MEMBER))
            .filter(col(MEMBER))
            .select([
                lit(segment.name.as_str()).alias("segment"),
                col("contact_id"),
                period.alias("period"),
                today.clone().alias("as_of"),
                lit(rule_hash(&segment.when)).alias("rule_hash"),
            ])
            .collect()
            .map_err(|error| SegmentError::Evaluation { segment: segment.name.clone(), error })?;
        parts.push(members.lazy());
    }
    if parts.is_empty() {
        return Ok(crate::engine::frame::empty(table("segments")));
    }
    let options = SortMultipleOptions::default().with_maintain_order(true);
    // A contact that bought in two currencies in a year has two rows in that year.
    let keys = ["segment", "contact_id", "period"];
    let subset = Some(cols(keys));
    Ok(concat(parts, UnionArgs::default())?
        .unique_stable(subset, UniqueKeepStrategy::First)
        .sort(keys, options)
        .collect()?)
}

/// The columns a condition may name, with their types.
#[derive(Debug)]
pub struct Schemas {
    /// Without `per_year`.
    pub per_contact: Schema,
    /// With `per_year`.
    pub per_year: Schema,
}

/// What conditions may name, known before anything is read.
pub fn segment_schemas() -> Schemas {
    let as_of = Field::new("as_of".into(), DataType::Date);
    let mut per_contact = sql::schema_of(table("contacts"));
    for (name, dtype) in sql::schema_of(table("customers")).iter() {
        let name = if per_contact.contains(name) { format!("customer_{name}").into() } else { name.clone() };
        if name != "customer_contact_id" {
            per_contact.with_column(name, dtype.clone());
        }
    }
    let mut per_year = sql::schema_of(table("purchase_years"));
    per_contact.with_column(as_of.name.clone(), as_of.dtype.clone());
    per_year.with_column(as_of.name, as_of.dtype);
    Schemas { per_contact, per_year }
}

const MEMBER: &str = "__member";

/// Contacts with what is known about them as customers.
fn joined(contacts: &DataFrame, customers: &DataFrame) -> PolarsResult<DataFrame> {
    let mut customers = customers.clone();
    let names: Vec<PlSmallStr> = customers.get_column_names_owned();
    for name in names.iter().filter(|name| name.as_str() != "contact_id" && contacts.column(name).is_ok()) {
        customers.rename(name, format!("customer_{name}").into())?;
    }
    contacts
        .clone()
        .lazy()
        .join(customers.lazy(), [col("contact_id")], [col("contact_id")], JoinArgs::new(JoinType::Left))
        .collect()
}

/// First 16 hex digits of the SHA-256 of the condition as written.
fn rule_hash(when: &str) -> String {
    Sha256::digest(when.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_may_name_activities_and_misspelt_ones_are_told() {
        let schema = segment_schemas().per_contact;
        for when in [
            "activities > 3 AND opens + clicks >= 2",
            "forms > 0 OR meetings > 0 OR visits > 0",
            "activities_90d = 0 AND last_activity_at < as_of - INTERVAL '90 days'",
            "last_activity_at >= '2026-01-31'",
        ] {
            assert!(sql::compile_typed(when, &schema).is_ok(), "{when}: {:?}", sql::compile_typed(when, &schema));
        }
        for (wrong, near) in
            [("activites_90d > 0", "activities_90d"), ("metings > 0", "meetings"), ("clics > 0", "clicks")]
        {
            let error = sql::compile_typed(wrong, &schema).err().map(|error| error.to_string());
            assert!(
                error.as_deref().is_some_and(|error| error.contains(&format!("did you mean \"{near}\"?"))),
                "{error:?}"
            );
        }
    }
}
