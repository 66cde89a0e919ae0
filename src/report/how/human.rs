//! The assembly of a contact for people.

use super::super::terminal::{bits, paragraph, printable, table, widest};
use super::{Edge, How};
use std::io::{self, Write};

/// Where the keys of a pair stand.
const KEYS: usize = 22;
/// Records of a side that are named.
const NAMED: usize = 6;

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
    table(out, ["record", "source", "name", "e-mail"], &rows, &[0], width)?;
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
    let of = |id: fn(&Edge) -> &String| widest(how.edges.iter().map(|edge| id(edge).as_str()), usize::MAX);
    let left = of(|edge| &edge.left_record_id);
    writeln!(out, " bits  probability  compared pairs, and the keys they share")?;
    for Edge { left_record_id, right_record_id, match_weight, match_probability, keys } in &how.edges {
        let (weight, probability) = (bits(*match_weight), percent(*match_probability));
        writeln!(out, "{weight:>5}  {probability:>11}  {left_record_id:left$}  {right_record_id}")?;
        paragraph(out, &keys.join("; "), KEYS, width)?;
    }
    let compared = how.compared();
    let pairs = compared * compared.saturating_sub(1) / 2;
    if how.edges.len() < pairs {
        writeln!(out, "{} of {pairs} pairs were compared; no key brought the others together", how.edges.len())?;
    }
    if compared < how.records.len() {
        let copies = count(how.records.len() - compared, "record");
        writeln!(out, "{copies} not compared: equal in every cell to one that was")?;
    }
    match &how.weakest_link {
        Some(link) if how.records.len() > 2 => {
            let Edge { left_record_id, right_record_id, match_weight, .. } = &link.edge;
            let weight = bits(*match_weight);
            let text = format!("weakest link: {left_record_id} and {right_record_id}, {weight} bits; without it:");
            paragraph(out, &text, 0, width)?;
            paragraph(out, &side(&link.left_side), 2, width)?;
            paragraph(out, &side(&link.right_side), 2, width)
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
        let agree = format!("{:.0} %", field.confidence * 100.0);
        rows.push([field.field.clone(), field.value.clone(), record, field.rule.clone(), agree]);
        for loser in &field.losers {
            rows.push([
                "  lost".to_owned(),
                loser.value.clone(),
                loser.record_id.clone(),
                String::new(),
                String::new(),
            ]);
        }
    }
    table(out, ["field", "value", "record", "rule", "agree"], &rows, &[0, 2, 3, 4], width)
}

fn percent(share: f64) -> String {
    let share = share * 100.0;
    if share > 99.95 && share < 100.0 { "> 99.9 %".to_owned() } else { format!("{share:.1} %") }
}

fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
