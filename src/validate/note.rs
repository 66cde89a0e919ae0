//! Findings as they are collected, and statuses as they are combined.

use crate::kernel::verdict::{Status, UNREADABLE, Verdict};
use crate::model::code;
use crate::model::record::{Finding, Severity};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Codes of a table of some hundred entries, which is asked once per finding.
static SEVERITIES: LazyLock<FxHashMap<&'static str, Severity>> =
    LazyLock::new(|| code::all().map(|entry| (entry.code, entry.severity)).collect());

/// How grave a code is; a code outside the table is a warning.
fn severity(code: &str) -> Severity {
    SEVERITIES.get(code).copied().unwrap_or(Severity::Warn)
}

/// Findings of some rows.
#[derive(Debug, Default)]
pub struct Notes(Vec<Finding>);

impl Notes {
    /// Notes one change or verdict about a cell.
    pub fn add(
        &mut self,
        row: usize,
        field: &'static str,
        code: &'static str,
        original: Option<&str>,
        corrected: Option<&str>,
    ) {
        self.0.push(Finding {
            row: u32::try_from(row).unwrap_or(u32::MAX),
            field: field.into(),
            code,
            severity: severity(code),
            original: original.map(str::to_owned),
            corrected: corrected.filter(|text| !text.is_empty()).map(str::to_owned),
        });
    }

    /// Notes what a kernel said about a cell, one finding a reason. Nothing to say about valid and missing cells.
    pub fn verdict<T>(
        &mut self,
        row: usize,
        field: &'static str,
        verdict: &Verdict<T>,
        original: Option<&str>,
        corrected: Option<&str>,
    ) {
        if matches!(verdict.status, Status::Valid | Status::Missing) {
            return;
        }
        if verdict.codes.is_empty() {
            self.add(row, field, UNREADABLE, original, corrected);
        }
        for code in &verdict.codes {
            self.add(row, field, code, original, corrected);
        }
    }

    /// Takes in the findings of others.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// All findings, ordered by row, field and code.
    pub fn sorted(mut self) -> Vec<Finding> {
        self.0.sort_by(|a, b| (a.row, &a.field, a.code).cmp(&(b.row, &b.field, b.code)));
        self.0
    }
}

/// The worst of two statuses, where a missing part does not count.
pub fn worst(a: Status, b: Status) -> Status {
    match (a, b) {
        (Status::Missing, other) | (other, Status::Missing) => other,
        _ => a.max(b),
    }
}

/// The status of a cell that is only passed through.
pub const fn passed(value: Option<&str>) -> Status {
    if value.is_some() { Status::Valid } else { Status::Missing }
}

/// The text, or nothing where it is empty.
pub fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_parts_do_not_count() {
        assert_eq!(worst(Status::Missing, Status::Valid), Status::Valid);
        assert_eq!(worst(Status::Suspect, Status::Missing), Status::Suspect);
        assert_eq!(worst(Status::Corrected, Status::Valid), Status::Corrected);
        assert_eq!(worst(Status::Missing, Status::Missing), Status::Missing);
    }

    #[test]
    fn a_verdict_without_a_reason_still_leaves_a_trace() {
        let mut notes = Notes::default();
        notes.verdict(3, "city", &Verdict::new(Status::Invalid, ()), Some("?"), None);
        notes.verdict(4, "city", &Verdict::new(Status::Valid, ()), Some("Ulm"), Some("Ulm"));
        notes.verdict(1, "city", &Verdict::because(Status::Corrected, "x.y", ()), Some("a"), Some(""));
        let found = notes.sorted();
        assert_eq!(found.iter().map(|f| (f.row, f.code)).collect::<Vec<_>>(), [(1, "x.y"), (3, UNREADABLE)]);
        assert_eq!(found[0].corrected, None);
    }
}
