//! How good the values of each source are, as they came and after cleaning.

use super::columns::of_table;
use crate::engine::frame::text;
use crate::report::folder::FolderError;
use polars::prelude::*;
use serde::Serialize;
use std::path::Path;

/// The judged fields, in the order of the table.
pub const FIELDS: [&str; 6] = ["name", "company", "address", "email", "phone", "mobile"];
/// What a value can be.
pub const STATUSES: [&str; 5] = ["valid", "corrected", "suspect", "invalid", "missing"];

/// Values of one field by status, in the order of [`STATUSES`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Statuses(pub [u64; 5]);

impl Statuses {
    /// Cells that hold something.
    pub fn filled(self) -> u64 {
        self.0[..4].iter().sum()
    }

    /// Share of the filled cells that were usable as they came.
    pub fn before(self) -> Option<f64> {
        share(self.0[0], self.filled())
    }

    /// Share of the filled cells that are usable after cleaning.
    pub fn after(self) -> Option<f64> {
        share(self.0[0] + self.0[1], self.filled())
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The fields of one source, in the order of [`FIELDS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceQuality {
    /// Its name.
    pub source: String,
    /// Records.
    pub leads: u64,
    /// By field.
    pub fields: [Statuses; 6],
}

/// Quality of the leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quality {
    /// By source, in the order of the manifest.
    pub sources: Vec<SourceQuality>,
    /// All sources together.
    pub total: [Statuses; 6],
}

/// Counts the statuses of the leads.
///
/// # Errors
/// When the table cannot be read.
pub fn read(out: &Path, order: &[&str]) -> Result<Option<Quality>, FolderError> {
    let statuses = FIELDS.map(|field| format!("{field}_status"));
    let columns: Vec<&str> = ["source"].into_iter().chain(statuses.iter().map(String::as_str)).collect();
    of_table(out, "leads", &columns, |leads| count(leads, &statuses, order))
}

fn count(leads: &DataFrame, statuses: &[String], order: &[&str]) -> PolarsResult<Quality> {
    let source = text(leads, "source")?;
    let mut sources: Vec<SourceQuality> = Vec::new();
    let mut named: Vec<usize> = Vec::with_capacity(leads.height());
    let mut last = 0;
    for name in source.iter() {
        let name = name.unwrap_or_default();
        if sources.get(last).is_none_or(|known| known.source != name) {
            last = sources.iter().position(|known| known.source == name).unwrap_or_else(|| {
                sources.push(SourceQuality { source: name.to_owned(), leads: 0, fields: Default::default() });
                sources.len() - 1
            });
        }
        sources[last].leads += 1;
        named.push(last);
    }
    for (field, column) in statuses.iter().enumerate() {
        for (&at, status) in named.iter().zip(text(leads, column)?.iter()) {
            if let Some(status) = STATUSES.iter().position(|word| Some(*word) == status) {
                sources[at].fields[field].0[status] += 1;
            }
        }
    }
    let place = |source: &str| order.iter().position(|name| *name == source).unwrap_or(usize::MAX);
    sources.sort_by(|x, y| place(&x.source).cmp(&place(&y.source)).then_with(|| x.source.cmp(&y.source)));
    let mut total = [Statuses::default(); 6];
    for (field, sum) in total.iter_mut().enumerate() {
        for (status, sum) in sum.0.iter_mut().enumerate() {
            *sum = sources.iter().map(|source| source.fields[field].0[status]).sum();
        }
    }
    Ok(Quality { sources, total })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_cells_are_neither_good_nor_bad() {
        let statuses = Statuses([6, 2, 1, 1, 90]);
        assert_eq!((statuses.before(), statuses.after()), (Some(0.6), Some(0.8)));
        assert_eq!(Statuses([0, 0, 0, 0, 9]).after(), None);
    }
}
