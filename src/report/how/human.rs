//! The assembly of a contact for people.

use super::super::terminal::{printable, table};
use super::How;
use std::io::{self, Write};

/// The widest a cell becomes, but for the last of a line.
const MOST: usize = 40;
/// Records of a side that are named.
const NAMED: usize = 4;

/// Writes how a contact was assembled, fitted to a terminal of `width` columns.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(out: &mut impl Write, how: &How, width: usize) -> io::Result<()> {
    head(out, how)?;
    if how.records.is_empty() {
        return writeln!(out, "no record: the contact is known from orders only");
    }
    writeln!(out)?;
    let row = |m: &super::Member| {
        [m.record_id.clone(), m.source.clone(), m.name.clone().unwrap_or_default(), m.email.clone().unwrap_or_default()]
    };
    let rows: Vec<_> = how.records.iter().map(row).collect();
    table(out, ["record", "source", "name", "e-mail"], &rows, MOST, width)?;
    if how.records.len() > 1 {
        writeln!(out)?;
        edges(out, how, width)?;
    }
    writeln!(out)?;
    fields(out, how, width)
}

fn head(out: &mut impl Write, how: &How) -> io::Result<()> {
    let name = how.name.as_deref().map(|name| format!(": {}", printable(name))).unwrap_or_default();
    writeln!(out, "contact {}{name}", how.contact_id)?;
    if let Some(former) = &how.formerly {
        writeln!(out, "{former} was merged into it")?;
    }
    let mut sources: Vec<&str> = how.records.iter().map(|record| record.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    let confidence = how.match_confidence.map(|share| format!(", match confidence {}", percent(share)));
    if how.records.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "{} of {}{}",
        count(how.records.len(), "record"),
        count(sources.len(), "source"),
        confidence.unwrap_or_default()
    )
}

/// The compared pairs and the weakest link.
fn edges(out: &mut impl Write, how: &How, width: usize) -> io::Result<()> {
    let row = |edge: &super::Edge| {
        [
            format!("{:+.1}", edge.match_weight),
            percent(edge.match_probability),
            edge.left_record_id.clone(),
            edge.right_record_id.clone(),
            edge.keys.join("; "),
        ]
    };
    let rows: Vec<_> = how.edges.iter().map(row).collect();
    table(out, ["bits", "probability", "record", "record", "keys they share"], &rows, MOST, width)?;
    let pairs = how.pairs();
    if how.edges.len() < pairs {
        writeln!(out, "{} of {pairs} pairs were compared; no key brought the others together", how.edges.len())?;
    }
    match &how.weakest_link {
        Some(link) if how.records.len() > 2 => {
            let edge = &link.edge;
            let (left, right) = (&edge.left_record_id, &edge.right_record_id);
            writeln!(
                out,
                "weakest link: {left} and {right}, {:+.1} bits; without it the contact falls into",
                edge.match_weight
            )?;
            writeln!(out, "  {}", side(&link.left_side))?;
            writeln!(out, "  {}", side(&link.right_side))
        }
        Some(_) => Ok(()),
        None => writeln!(out, "the compared pairs alone do not connect all records"),
    }
}

fn side(ids: &[String]) -> String {
    let named: Vec<&str> = ids.iter().take(NAMED).map(String::as_str).collect();
    let more = ids.len() - named.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", named.join(", "))
}

/// The fields with the record that won each, and below it the records that say otherwise.
fn fields(out: &mut impl Write, how: &How, width: usize) -> io::Result<()> {
    let mut rows = Vec::new();
    for field in &how.fields {
        let record = field.record_id.clone().unwrap_or_else(|| "derived".to_owned());
        let agree = percent(field.confidence);
        rows.push([field.field.clone(), field.value.clone(), record, format!("{}, {agree} agree", field.rule)]);
        for loser in &field.losers {
            rows.push(["  lost".to_owned(), loser.value.clone(), loser.record_id.clone(), String::new()]);
        }
    }
    table(out, ["field", "value", "record", "rule"], &rows, MOST, width)
}

fn percent(share: f64) -> String {
    let share = share * 100.0;
    if share > 99.95 && share < 100.0 { "> 99.9 %".to_owned() } else { format!("{share:.1} %") }
}

fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
