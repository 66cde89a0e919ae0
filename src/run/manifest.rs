//! `manifest.json` (what ran on what) and `run_results.json` (what was measured), written also when a run fails.

use super::matching::MatchingOptions;
use super::record::Record;
use super::{Options, RunError};
use crate::analyze::{Hits, Lifetime, Trial};
use crate::model::code;
use crate::model::table::SCHEMA_VERSION;
use crate::pipeline::plan::{Plan, PurchaseModel, Recommender};
use crate::pipeline::written;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Findings named in a result; the rest is in `findings.parquet`.
pub const SAMPLE: usize = 5;

/// Writes both files into a folder.
///
/// # Errors
/// When a file cannot be written.
pub fn write(
    dir: &Path,
    plan: &Plan,
    options: &Options,
    record: &Record,
    failure: Option<&str>,
) -> Result<(), RunError> {
    for (name, value) in [
        ("manifest.json", manifest(plan, options, record, failure)),
        ("run_results.json", results(plan, record, failure)),
    ] {
        let path = dir.join(name);
        let text = format!("{value:#}\n");
        fs::write(&path, text).map_err(|source| RunError::Output { path, source })?;
    }
    Ok(())
}

fn status(failure: Option<&str>) -> &'static str {
    if failure.is_some() { "failed" } else { "done" }
}

fn manifest(plan: &Plan, options: &Options, record: &Record, failure: Option<&str>) -> Value {
    let inputs: Vec<Value> = record
        .inputs
        .iter()
        .map(|(source, file)| {
            json!({"source": source, "path": file.path, "bytes": file.bytes, "sha256": file.sha256, "rows": file.rows,
                   "skipped_lines": file.skipped_lines(), "skipped": file.skipped, "damage": file.damage})
        })
        .collect();
    let sources: Vec<Value> = record
        .sources
        .iter()
        .map(|source| {
            json!({"source": source.name, "records": source.records.name(), "vendor": source.vendor,
                   "rows_read": source.rows_read, "used": source.used, "excluded": source.excluded,
                   "rejects": source.rejects, "skipped_lines": source.skipped_lines})
        })
        .collect();
    let timings: Vec<Value> = record
        .timings
        .iter()
        .map(|timing| {
            let seconds = timing.took.as_secs_f64();
            let rate = (seconds > 0.0).then(|| (timing.rows as f64 / seconds).round());
            json!({"stage": timing.stage, "seconds": (seconds * 1e3).round() / 1e3, "rows": timing.rows, "rows_per_second": rate})
        })
        .collect();
    let outputs: Vec<Value> = record.outputs.iter().map(|output| json!(output)).collect();
    json!({
        "leadloom": env!("CARGO_PKG_VERSION"),
        "schema_version": SCHEMA_VERSION,
        "pipeline": plan.name,
        "process_owner": plan.process_owner,
        "status": status(failure),
        "error": failure,
        "as_of": plan.as_of.to_string(),
        "default_country": plan.default_country,
        "config_fingerprint": plan.fingerprint,
        "options": {"strict": options.strict, "limit": plan.limit, "pseudonymize": plan.privacy.pseudonymize},
        "inputs": inputs,
        "accounting": {
            "sources": sources,
            "leads": record.leads,
            "contacts": record.contacts,
            "contacts_known_only_from_orders": record.order_only_contacts,
            "organisations": record.organisations,
            "activities_attached": record.activities_attached,
            "suppressions_hit": record.suppressions_hit,
            "enriched": record.enriched.iter().map(|rule| json!({
                "rule": rule.rule, "rows": rule.rows, "ambiguous_keys": rule.ambiguous_keys, "matched": rule.matched,
                "cells": rule.cells,
            })).collect::<Vec<_>>(),
            "orders": record.orders.map(|orders| json!({
                "lines": orders.lines, "sales": orders.counted_sales, "returns": orders.counted_returns,
                "excluded": orders.excluded, "without_customer": orders.unattached, "orders": orders.orders,
            })),
        },
        "lifetime": record.lifetime.as_ref().map(|model| lifetime(model, plan.analyze.lifetime)),
        "currencies": record.converted.as_ref().map(|converted| json!({
            "converted_into": converted.base, "lines": converted.lines, "lines_without_rate": converted.without_rate,
        })),
        "itemsets": record.itemset_orders.map(|(least, asked)| json!({"fewest_orders": least, "asked_for": asked})),
        "recommendations": json!({
            "recommender": written::<Recommender>(plan.analyze.recommender),
            "backtest": record.trial.as_ref().map(trial),
        }),
        "matching": record.dedupe.as_ref().map(|summary| matching(summary, record)),
        "reference_data": {
            "phone_numbers": "rlibphonenumber 2.2.15",
            "postal_codes": record.postal.as_ref().map(|postal| json!({
                "path": postal.path, "sha256": postal.sha256, "sources": postal.sources,
            })),
        },
        "outputs": outputs,
        "timings": timings,
        "seconds": (record.elapsed().as_secs_f64() * 1e3).round() / 1e3,
        "threads": rayon::current_num_threads(),
        "peak_memory_bytes": peak_memory(),
    })
}

fn trial(trial: &Trial) -> Value {
    let rounded = |value: f64| (value * 1e6).round() / 1e6;
    let hits = |hits: &Hits| {
        json!({"hit_rate_at_10": rounded(hits.hit_rate), "recall_at_10": rounded(hits.recall),
               "coverage_at_10": rounded(hits.coverage)})
    };
    json!({
        "days": trial.days, "customers": trial.customers, "products": trial.products,
        "recommended": hits(&trial.recommended), "most_popular": hits(&trial.popular),
    })
}

fn lifetime(model: &Result<Lifetime, String>, kind: PurchaseModel) -> Value {
    let model = match model {
        Ok(model) => model,
        Err(reason) => return json!({"no_model": reason}),
    };
    let rounded = |value: f64| (value * 1e6).round() / 1e6;
    let mut orders = serde_json::Map::new();
    orders.insert("model".to_owned(), json!(written::<PurchaseModel>(kind)));
    orders.insert("time_unit".to_owned(), json!("week"));
    let parameters = model.orders.model.parameters();
    orders.extend(parameters.map(|(name, value)| (name.to_owned(), json!(rounded(value)))));
    orders.insert("ln_likelihood".to_owned(), json!(rounded(model.orders.ln_likelihood)));
    let values: Vec<Value> = model
        .values
        .iter()
        .map(|(currency, fit)| {
            json!({
                "currency": currency, "model": "gamma_gamma", "p": rounded(fit.model.p), "q": rounded(fit.model.q),
                "gamma": rounded(fit.model.gamma), "ln_likelihood": rounded(fit.ln_likelihood),
            })
        })
        .collect();
    json!({
        "customers": model.customers,
        "repeat_customers": model.repeaters,
        "observed_until": model.end.to_string(),
        "orders": orders,
        "values": values,
        "backtest": model.backtest.map(|test| json!({
            "days": test.days, "customers": test.customers, "order_days": rounded(test.actual),
            "expected_by_model": rounded(test.model), "expected_by_same_again": rounded(test.naive),
            "root_mean_squared_error_of_model": rounded(test.model_error),
            "root_mean_squared_error_of_same_again": rounded(test.naive_error),
        })),
    })
}

fn matching(summary: &crate::dedupe::Summary, record: &Record) -> Value {
    let estimate = summary.estimate.ok();
    let recall = estimate.and_then(|estimate| Some((estimate.recall, estimate.recall_interval?)));
    let oversized: Vec<Value> = summary
        .oversized_keys
        .iter()
        .map(|key| json!({"key": key.key, "blocks": key.blocks, "largest": key.largest}))
        .collect();
    let rounded = |weights: &[f64]| weights.iter().map(|w| (w * 1e3).round() / 1e3).collect::<Vec<_>>();
    let weights: serde_json::Map<String, Value> =
        summary.weights.iter().map(|(name, weights)| (name.clone(), json!(rounded(weights)))).collect();
    json!({
        "candidate_pairs": summary.candidate_pairs,
        "patterns": summary.patterns,
        "unblocked_records": summary.unblocked_records,
        "estimated_precision": estimate.map(|estimate| estimate.precision),
        "precision_margin": estimate.map(|estimate| estimate.precision_margin),
        "not_estimable": summary.estimate.err(),
        "estimated_recall": recall.map(|(recall, _)| recall),
        "recall_interval": recall.map(|(_, interval)| interval),
        "estimated_recall_among_candidates": estimate.filter(|_| recall.is_none()).map(|estimate| estimate.recall),
        "estimated_unreached_pairs": estimate.and_then(|estimate| estimate.unreached).map(f64::round),
        "labels": summary.labels,
        "unknown_labels": summary.unknown_labels,
        "oversized_keys": oversized,
        "level_weights": weights,
        "options": record.matching.as_ref().map(MatchingOptions::to_json),
    })
}

fn results(plan: &Plan, record: &Record, failure: Option<&str>) -> Value {
    let gates = record.gates.iter().map(|gate| {
        let status = match (gate.value, gate.passed, gate.is_error) {
            (None, _, _) => "not_applicable",
            (_, true, _) => "pass",
            (_, false, true) => "error",
            (_, false, false) => "warn",
        };
        json!({"id": format!("gate.{}", gate.name), "severity": if gate.is_error { "error" } else { "warn" },
               "metric": gate.metric, "value": gate.value, "threshold": {"min": gate.min, "max": gate.max}, "status": status})
    });
    let findings = record.findings.iter().map(|finding| {
        let severity = code::find(&finding.code).map_or("warn", |entry| entry.severity.name());
        let share = (record.leads > 0).then(|| (finding.count as f64 / record.leads as f64 * 1e6).round() / 1e6);
        json!({"id": format!("finding.{}", finding.code), "severity": severity, "evaluated": record.leads,
               "failed": finding.count, "share": share, "threshold": null, "status": "reported", "sample": finding.sample})
    });
    json!({
        "schema_version": SCHEMA_VERSION,
        "pipeline": plan.name,
        "as_of": plan.as_of.to_string(),
        "status": status(failure),
        "error": failure,
        "results": gates.chain(findings).collect::<Vec<_>>(),
    })
}

/// Most memory the process has held, where the system tells.
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
