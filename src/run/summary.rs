//! The closing summary: what came in, what was merged, who buys, what was found, where the result is.

use super::record::{Record, YearLine};
use crate::analyze::{Hits, Lifetime, NO_CURRENCY};
use crate::dedupe::Estimate;
use crate::model::code;
use crate::model::record::{Records, Severity};
use crate::pipeline::plan::Plan;
use std::fmt::Write;
use std::path::Path;

/// Findings listed at most.
const TOP: usize = 5;

/// The summary as several lines without colour.
pub fn summary(plan: &Plan, record: &Record, dir: &Path, published: bool) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut text, plan, record, dir, published);
    text
}

fn write(out: &mut String, plan: &Plan, record: &Record, dir: &Path, published: bool) -> std::fmt::Result {
    let seconds = record.elapsed().as_secs_f64();
    writeln!(out, "{} as of {}, {} rows in {seconds:.1} s", plan.name, plan.as_of, number(record.rows_read()))?;
    sources(out, record)?;
    contacts(out, record)?;
    years(out, record)?;
    lifetime(out, record)?;
    recommendations(out, record)?;
    segments(out, record)?;
    findings(out, record)?;
    gates(out, record)?;
    exports(out, record)?;
    let end = if published { "results, and report.html to look at, in" } else { "not published; see" };
    writeln!(out, "\n{end} {}", near(dir).display())
}

/// Import files, one line a target.
fn exports(out: &mut String, record: &Record) -> std::fmt::Result {
    if !record.exports.is_empty() {
        writeln!(out)?;
    }
    for export in &record.exports {
        let counts = &export.contacts;
        writeln!(
            out,
            "crm/{}: {} contacts = {} new + {} update + {} unchanged + {} refused + {} withheld",
            export.target,
            number(counts.total),
            number(counts.new),
            number(counts.update),
            number(counts.unchanged),
            number(counts.refused),
            number(counts.withheld),
        )?;
    }
    Ok(())
}

/// The path as one would type it from here.
fn near(dir: &Path) -> &Path {
    let here = std::env::current_dir().ok();
    here.and_then(|here| dir.strip_prefix(here).ok()).unwrap_or(dir)
}

fn sources(out: &mut String, record: &Record) -> std::fmt::Result {
    let width = record.sources.iter().map(|source| source.name.chars().count()).max().unwrap_or(0).max(6);
    writeln!(
        out,
        "\n{:width$}  {:11}  {:>10}  {:>10}  {:>8}  {:>8}",
        "source", "holds", "rows", "used", "excluded", "rejected"
    )?;
    for source in &record.sources {
        writeln!(
            out,
            "{:width$}  {:11}  {:>10}  {:>10}  {:>8}  {:>8}",
            source.name,
            source.records.name(),
            number(source.rows_read),
            number(source.used),
            number(source.excluded),
            number(source.rejects),
        )?;
    }
    Ok(())
}

fn estimated(estimate: &Estimate) -> String {
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let recall = match estimate.recall_interval {
        Some([least, most]) => {
            format!("recall up to about {} % ({} to {})", percent(estimate.recall), percent(least), percent(most))
        }
        None => format!("recall among them {} %", percent(estimate.recall)),
    };
    let Estimate { precision, precision_margin, .. } = *estimate;
    format!("estimated precision {} % (+- {}), {recall}", percent(precision), percent(precision_margin))
}

fn contacts(out: &mut String, record: &Record) -> std::fmt::Result {
    if record.leads > 0 {
        let merged = record.leads - record.contacts;
        let share = merged as f64 / record.leads as f64 * 100.0;
        writeln!(
            out,
            "\n{} leads -> {} contacts: {} duplicates merged ({share:.1} %), {} organisations",
            number(record.leads),
            number(record.contacts),
            number(merged),
            number(record.organisations),
        )?;
        if let Some(dedupe) = &record.dedupe {
            write!(out, "matching compared {} pairs; ", number(dedupe.candidate_pairs))?;
            match &dedupe.estimate {
                Ok(estimate) => writeln!(out, "{}", estimated(estimate))?,
                Err(reason) => writeln!(out, "precision not estimable: {reason}")?,
            }
        }
    }
    if record.order_only_contacts > 0 {
        writeln!(out, "{} contacts are known only from orders", number(record.order_only_contacts))?;
    }
    let total = |kind: Records| -> u64 { record.sources.iter().filter(|s| s.records == kind).map(|s| s.used).sum() };
    let (activities, suppression) = (total(Records::Activities), total(Records::Suppression));
    if activities > 0 {
        writeln!(
            out,
            "{} of {} activities belong to a contact",
            number(record.activities_attached),
            number(activities)
        )?;
    }
    if suppression > 0 {
        writeln!(
            out,
            "{} of {} suppression entries hit a contact",
            number(record.suppressions_hit),
            number(suppression)
        )?;
    }
    for rule in record.enriched.iter().filter(|rule| !rule.cells.is_empty()) {
        let cells: Vec<String> =
            rule.cells.iter().map(|(field, count)| format!("{} {field}", number(*count))).collect();
        writeln!(out, "gaps filled by {}: {}", rule.rule, cells.join(", "))?;
    }
    Ok(())
}

fn years(out: &mut String, record: &Record) -> std::fmt::Result {
    if record.years.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nyear      customers      orders  per customer  net")?;
    for line in &record.years {
        let per_customer = if line.customers > 0 { line.orders as f64 / line.customers as f64 } else { 0.0 };
        let year = format!("{}{}", line.year, if line.partial { "*" } else { "" });
        writeln!(
            out,
            "{year:8}  {:>9}  {:>10}  {per_customer:>12.2}  {}",
            number(line.customers),
            number(line.orders),
            money(line)
        )?;
    }
    if record.years.iter().any(|line| line.partial) {
        writeln!(out, "* the orders do not cover the whole year")?;
    }
    let Some(converted) = &record.converted else { return Ok(()) };
    write!(out, "{} lines converted into {}", number(converted.lines), converted.base)?;
    for (code, lines) in &converted.without_rate {
        let code = if code == NO_CURRENCY { "no currency" } else { code.as_str() };
        write!(out, "; {} in {code} without a rate are kept apart", number(*lines))?;
    }
    writeln!(out)
}

fn lifetime(out: &mut String, record: &Record) -> std::fmt::Result {
    match &record.lifetime {
        Some(Ok(Lifetime { backtest: Some(test), .. })) => writeln!(
            out,
            "forecast (p_alive, expected orders in customers.parquet): of the last {} days it would have expected {:.0} \
             order days, {:.0} came;\n  off by {:.2} per customer, the guess \"same again\" ({:.0}) by {:.2}",
            test.days, test.model, test.actual, test.model_error, test.naive, test.naive_error
        ),
        Some(Ok(_)) => {
            writeln!(out, "forecast (p_alive, expected orders in customers.parquet): too little data to test it")
        }
        Some(Err(reason)) if !record.years.is_empty() => writeln!(out, "no forecast: {reason}"),
        _ => Ok(()),
    }
}

fn recommendations(out: &mut String, record: &Record) -> std::fmt::Result {
    let Some(trial) = &record.trial else { return Ok(()) };
    let percent = |hits: &Hits| hits.hit_rate * 100.0;
    writeln!(
        out,
        "recommendations (recommendations.parquet): of {} customers who bought something new to them in the last {} days, \
         {:.0} % would\n  have found it among their first ten, with what most customers buy {:.0} %",
        number(trial.customers as u64),
        trial.days,
        percent(&trial.recommended),
        percent(&trial.popular)
    )
}

fn money(line: &YearLine) -> String {
    let one = |(currency, net): &(String, i128)| {
        let currency = if currency == NO_CURRENCY { "" } else { currency.as_str() };
        let sign = if *net < 0 { "-" } else { "" };
        let (whole, cents) = (net.unsigned_abs() / 100, net.unsigned_abs() % 100);
        format!("{sign}{}.{cents:02} {currency}", number(u64::try_from(whole).unwrap_or(u64::MAX)))
            .trim_end()
            .to_owned()
    };
    line.net.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn segments(out: &mut String, record: &Record) -> std::fmt::Result {
    if record.segments.is_empty() {
        return Ok(());
    }
    let sizes: Vec<String> = record.segments.iter().map(|(name, size)| format!("{name} {}", number(*size))).collect();
    writeln!(out, "\nsegments: {}", sizes.join(", "))
}

fn findings(out: &mut String, record: &Record) -> std::fmt::Result {
    let grave = |finding: &&super::record::FindingCount| {
        code::find(&finding.code).is_none_or(|entry| entry.severity != Severity::Info)
    };
    let top: Vec<_> = record.findings.iter().filter(grave).take(TOP).collect();
    if top.is_empty() {
        return Ok(());
    }
    writeln!(out, "\ntop findings (all in findings.parquet)")?;
    for finding in top {
        let message = code::find(&finding.code).map_or("", |entry| entry.message);
        writeln!(out, "{:>10}  {:28}  {message}", number(finding.count), finding.code)?;
    }
    Ok(())
}

fn gates(out: &mut String, record: &Record) -> std::fmt::Result {
    for gate in record.gates.iter().filter(|gate| !gate.passed) {
        let bound = |name: &str, bound: Option<f64>| bound.map(|bound| format!("{name} {bound}"));
        let bounds: Vec<String> = [bound("min", gate.min), bound("max", gate.max)].into_iter().flatten().collect();
        let severity = if gate.is_error { "error" } else { "warn" };
        let value = gate.value.map_or("-".to_owned(), |value| format!("{value:.4}"));
        writeln!(out, "\ngate {} failed ({severity}): {} is {value}, {}", gate.name, gate.metric, bounds.join(", "))?;
    }
    Ok(())
}

/// A count with separators a person can read: `1,234,567`.
pub fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567), "1,234,567");
    }

    #[test]
    fn money_keeps_its_sign_and_cents() {
        let line = YearLine { year: 2025, partial: false, customers: 1, orders: 1, net: vec![("EUR".into(), -5)] };
        assert_eq!(money(&line), "-0.05 EUR");
    }
}
