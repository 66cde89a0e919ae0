//! Canonical text frame → cleaned, typed frame and a finding for every verdict and change.
//!
//! Not for reading files (`ingest`) nor for deciding who is who (`dedupe`). A value that cannot be used becomes null, and
//! its original stays in the findings; a value with evidence against it stays, and its status says so. Costs one kernel
//! call per distinct value and one pass to write.
//!
//! The way of a record: text repaired ([`tidy`]) → country known ([`country`]) → one-cell addresses split ([`whole`]) →
//! names, companies, places, contact points, dates and flags, independent of each other → record kind → what the cells of
//! a row say of each other ([`cross`]) and quality.

mod activities;
mod companies;
mod consent;
mod contact_points;
mod country;
mod cross;
mod dates;
mod documents;
mod flags;
mod identifiers;
mod keys;
mod leads;
mod names;
pub mod normalize;
mod note;
mod orders;
mod places;
mod plus;
pub mod postal;
mod quality;
mod sheet;
mod spelling;
mod swaps;
#[cfg(test)]
mod tests;
mod tidy;
mod whole;

pub use activities::{activities, suppression};
pub use keys::match_keys;
pub use leads::leads;
pub use orders::orders;

use crate::model::record::Finding;
use crate::pipeline::plan;
use polars::prelude::DataFrame;
use std::collections::BTreeMap;

/// A frame after validation.
#[derive(Debug)]
pub struct Validated {
    /// The cleaned frame.
    pub frame: DataFrame,
    /// Rows of `frame`, ordered by row, field and code.
    pub findings: Vec<Finding>,
}

/// What validation knows besides the frame.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Policies of the pipeline.
    pub policy: &'a plan::Validate,
    /// ISO 3166-1 alpha-2 code for rows that say nothing.
    pub default_country: Option<&'a str>,
    /// Source name → how it is read; pins date order and decimal mark.
    pub sources: &'a BTreeMap<String, plan::ReadOptions>,
    /// Row and field of the cells whose text was repaired when it was read.
    pub repaired: &'a [(usize, String)],
    /// Which postal codes there are, where the user installed a table.
    pub postal: Option<&'a postal::PostalTable>,
}

impl Context<'_> {
    /// True when values of that kind (`name`, `company`, `address`, `email`, `phone`) are only passed through.
    fn skips(&self, kind: &str) -> bool {
        self.policy.skip.iter().any(|skipped| skipped == kind)
    }
}
