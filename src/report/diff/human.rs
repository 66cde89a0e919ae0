//! What changed, for people.

use super::super::terminal::table;
use super::{Diff, Regrouped};
use std::io::{self, Write};

/// Changes and regrouped contacts that are shown of each kind; the rest is counted. JSON has all.
const SHOWN: usize = 10;

/// Writes what changed, fitted to a terminal of `width` columns.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(out: &mut impl Write, diff: &Diff, width: usize) -> io::Result<()> {
    let (records, contacts) = (&diff.records, &diff.contacts);
    writeln!(
        out,
        "records   {} in both, {} added, {} removed, {} in another contact",
        records.common, records.added, records.removed, records.moved
    )?;
    writeln!(
        out,
        "contacts  {} before, {} after: {} kept their id ({} unchanged), {} new, {} gone",
        contacts.before, contacts.after, contacts.kept, contacts.unchanged, contacts.new, contacts.gone
    )?;
    regrouped(out, "merged", &diff.merged, "holds records of")?;
    regrouped(out, "split", &diff.split, "has records in")?;
    if diff.changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nfields that changed")?;
    for (field, count) in &diff.changed_fields {
        writeln!(out, "  {count:>8}  {field}")?;
    }
    writeln!(out)?;
    let cell = |value: &Option<String>| value.clone().unwrap_or_default();
    let row = |change: &super::Change| {
        [change.contact_id.clone(), change.field.to_owned(), cell(&change.before), cell(&change.after)]
    };
    let rows: Vec<_> = diff.changes.iter().take(SHOWN).map(row).collect();
    table(out, ["contact", "field", "before", "after"], &rows, &[0, 1], width)?;
    more(out, diff.changes.len())
}

fn regrouped(out: &mut impl Write, title: &str, list: &[Regrouped], verb: &str) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}: {}", list.len())?;
    for Regrouped { contact_id, others } in list.iter().take(SHOWN) {
        writeln!(out, "  {contact_id} {verb} {}", others.join(", "))?;
    }
    more(out, list.len())
}

fn more(out: &mut impl Write, count: usize) -> io::Result<()> {
    if count > SHOWN { writeln!(out, "and {} more; --format json has all", count - SHOWN) } else { Ok(()) }
}
