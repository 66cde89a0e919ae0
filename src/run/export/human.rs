//! An export in words.

use crate::export::target::Report;
use std::io::{self, Write};

/// Words of `refused.csv` that are shown.
const TOP: usize = 8;

/// Writes what an export did; `place` is where its files are.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_human(out: &mut impl Write, report: &Report, place: &str) -> io::Result<()> {
    writeln!(out, "{}: {}, rules checked on {}", report.target, report.title, report.checked_on)?;
    let counts = &report.contacts;
    writeln!(
        out,
        "{} contacts = {} new + {} update + {} unchanged + {} refused + {} withheld",
        counts.total, counts.new, counts.update, counts.unchanged, counts.refused, counts.withheld
    )?;
    if let Some(counts) = report.companies {
        writeln!(
            out,
            "{} organisations = {} written + {} refused + {} withheld",
            counts.total, counts.written, counts.refused, counts.withheld
        )?;
    }
    if let Some(remark) = &report.remark {
        writeln!(out, "note: {remark}")?;
    }
    if !report.files.is_empty() {
        writeln!(out, "\nimport in this order:")?;
    }
    let width = report.files.iter().map(|file| file.file.len()).max().unwrap_or(0);
    for file in &report.files {
        writeln!(out, "  {:width$}  {:>9} rows  {:>11} bytes", file.file, file.rows, file.bytes)?;
    }
    if let Some(needs) = &report.needs {
        writeln!(out, "before the import: {needs}")?;
    }
    refused(out, report)?;
    if !report.cut_organisations.is_empty() {
        let cut = report.cut_organisations.join(", ");
        writeln!(out, "larger than a file, so in several: {cut}")?;
    }
    writeln!(out, "\nresults in {place}")
}

fn refused(out: &mut impl Write, report: &Report) -> io::Result<()> {
    if report.errors.is_empty() {
        return Ok(());
    }
    let mut errors: Vec<(&String, &u64)> = report.errors.iter().collect();
    errors.sort_by_key(|(word, count)| (std::cmp::Reverse(**count), *word));
    let blank = match report.fields_left_blank {
        0 => String::new(),
        cells => format!(", {cells} of them cells left blank"),
    };
    writeln!(out, "\nnamed in refused.csv{blank}:")?;
    for (word, count) in errors.iter().take(TOP) {
        writeln!(out, "  {count:>9}  {word}")?;
    }
    match errors.len().saturating_sub(TOP) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more"),
    }
}
