//! What a source is worth: as the pipeline says, else how often its values agree with what other sources say of the same
//! contact.
//!
//! Costs a pass over the contacts that several sources know, at most 120 pairs of records each.

use super::Input;
use super::members::Members;
use crate::engine::frame::text;
use crate::engine::sort::Cells;
use polars::prelude::*;
use std::collections::BTreeMap;

/// Fields that people fill in and others can confirm.
const CONFIRMED: &[&str] = &[
    "given_name",
    "family_name",
    "company",
    "email",
    "phone",
    "mobile",
    "street",
    "postal_code",
    "city",
    "birth_date",
];
/// Comparisons that the mean of all sources counts for: few confirm or refute little.
const PRIOR: f64 = 20.0;
/// Records of a contact that are compared: every pair of them, and a contact may have a hundred thousand.
const LOOKED_AT: usize = 16;
/// Worth of a source where nothing can be compared.
const UNKNOWN: f64 = 0.5;

/// Agreements and comparisons of a source with others.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    agreed: f64,
    compared: f64,
}

/// The worth of each source, 0..1.
///
/// # Errors
/// When the frame lacks a promised column.
pub fn of_sources<'a>(input: &'a Input, members: &Members) -> PolarsResult<BTreeMap<&'a str, f64>> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    if input.sources.iter().any(|source| source.trust.is_none()) {
        let source = text(input.leads, "source")?;
        let fields =
            CONFIRMED.iter().map(|name| Cells::of(input.leads.column(name)?)).collect::<PolarsResult<Vec<_>>>()?;
        for rows in members.iter().filter(|rows| rows.len() > 1) {
            confirm(&rows[..rows.len().min(LOOKED_AT)], source, &fields, &mut tallies);
        }
    }
    let all = tallies.values().fold(Tally::default(), |all, one| Tally {
        agreed: all.agreed + one.agreed,
        compared: all.compared + one.compared,
    });
    let mean = if all.compared > 0.0 { all.agreed / all.compared } else { UNKNOWN };
    let worth = |name: &str| {
        let Tally { agreed, compared } = tallies.get(name).copied().unwrap_or_default();
        (agreed + PRIOR * mean) / (compared + PRIOR)
    };
    Ok(input
        .sources
        .iter()
        .map(|source| (&*source.name, source.trust.unwrap_or_else(|| worth(&source.name))))
        .collect())
}

/// Counts what the records of one contact say of each other, source by source.
fn confirm<'a>(rows: &[u32], source: &'a StringChunked, fields: &[Cells], tallies: &mut BTreeMap<&'a str, Tally>) {
    for (at, &left) in rows.iter().enumerate() {
        for &right in &rows[at + 1..] {
            let (left, right) = (left as usize, right as usize);
            let (Some(one), Some(other)) = (source.get(left), source.get(right)) else { continue };
            if one == other {
                continue;
            }
            let both = fields.iter().filter(|cells| cells.has(left) && cells.has(right));
            let (mut agreed, mut compared) = (0.0, 0.0);
            for cells in both {
                compared += 1.0;
                agreed += f64::from(u8::from(cells.compare(left, right).is_eq()));
            }
            for name in [one, other] {
                let tally = tallies.entry(name).or_default();
                (tally.agreed, tally.compared) = (tally.agreed + agreed, tally.compared + compared);
            }
        }
    }
}
