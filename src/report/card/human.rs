//! The card for people.

use super::super::folder::Row;
use super::super::terminal::{printable, table};
use super::Card;
use serde_json::Value;
use std::io::{self, Write};

/// Width of the names of cells.
const NAMES: usize = 22;

/// Columns of the list of records.
const RECORDS: [&str; 5] = ["record_id", "full_name", "company", "email", "phone"];
const DONE: [&str; 5] = ["channel", "kind", "campaign", "activities", "last_at"];
const YEARS: [&str; 6] = ["year", "status", "orders", "net", "currency", "last_order"];
const NEXT: [&str; 4] = ["rank", "product_name", "kind", "because"];
const SEGMENTS: [&str; 2] = ["segment", "period"];
const CUSTOMERS: [&str; 4] = ["source", "customer_id", "email", "attached_by"];
const RELATIONS: [&str; 3] = ["kind", "contact_id", "value"];
const FINDINGS: [&str; 5] = ["record_id", "field", "code", "original", "corrected"];

/// Writes a card, fitted to a terminal of `width` columns. Sections without a cell say so.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(out: &mut impl Write, card: &Card, width: usize) -> io::Result<()> {
    let name = ["full_name", "company", "email"].iter().find_map(|name| card.identity.get(*name));
    let name = name.map(|name| format!(": {}", printable(&shown(name)))).unwrap_or_default();
    writeln!(out, "contact {}{name}", card.contact_id)?;
    if let Some(former) = &card.formerly {
        writeln!(out, "{former} was merged into it")?;
    }
    section(out, "identity", &card.identity)?;
    if let Some(organisation) = &card.organisation {
        section(out, "company", organisation)?;
    }
    list(out, &card.relations, RELATIONS, width)?;
    section(out, "behaviour", &card.behaviour)?;
    list(out, &card.activities, DONE, width)?;
    section(out, "transactions", &card.transactions.lifetime)?;
    list(out, &card.transactions.years, YEARS, width)?;
    list(out, &card.transactions.recommendations, NEXT, width)?;
    section(out, "campaigns", &card.campaigns)?;
    section(out, "communication", &card.communication)?;
    section(out, "segments", &Row::new())?;
    list(out, &card.segments, SEGMENTS, width)?;
    section(out, "other systems", &card.other_systems.summary)?;
    list(out, &card.other_systems.customers, CUSTOMERS, width)?;
    list(out, &card.other_systems.records, RECORDS, width)?;
    section(out, "manual entries", &card.manual_entries)?;
    section(out, "score", &card.score)?;
    if !card.findings.is_empty() {
        section(out, "findings", &Row::new())?;
        list(out, &card.findings, FINDINGS, width)?;
    }
    Ok(())
}

fn section(out: &mut impl Write, title: &str, cells: &Row) -> io::Result<()> {
    writeln!(out, "\n{title}")?;
    cells.iter().try_for_each(|(name, value)| writeln!(out, "  {name:NAMES$}  {}", printable(&shown(value))))
}

fn list<const N: usize>(out: &mut impl Write, rows: &[Row], columns: [&str; N], width: usize) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let cells = |row: &Row| columns.map(|name| row.get(name).map(shown).unwrap_or_default());
    let rows: Vec<[String; N]> = rows.iter().map(cells).collect();
    writeln!(out)?;
    table(out, columns, &rows, &[0], width)
}

/// A cell without the quotes of JSON.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
