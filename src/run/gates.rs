//! Quality gates: the metrics of a run against the bounds of the plan.

use super::record::{GateResult, Record};
use crate::engine::frame::text;
use crate::pipeline::plan::{Gate, GateSeverity};
use polars::prelude::{DataFrame, PolarsResult};

/// Measures every gate.
///
/// # Errors
/// When the leads lack a status column.
pub fn measure(gates: &[Gate], record: &Record, leads: &DataFrame, errors: u64) -> PolarsResult<Vec<GateResult>> {
    gates
        .iter()
        .map(|gate| {
            let value = metric(&gate.metric, record, leads, errors)?;
            let passed = value
                .is_none_or(|value| gate.min.is_none_or(|min| value >= min) && gate.max.is_none_or(|max| value <= max));
            Ok(GateResult {
                name: gate.name.clone(),
                metric: gate.metric.clone(),
                is_error: gate.severity == GateSeverity::Error,
                value,
                min: gate.min,
                max: gate.max,
                passed,
            })
        })
        .collect()
}

fn metric(name: &str, record: &Record, leads: &DataFrame, errors: u64) -> PolarsResult<Option<f64>> {
    let share = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
    let orders = record.orders.unwrap_or_default();
    Ok(match name {
        "rows_read" => Some(record.rows_read() as f64),
        "leads" => Some(record.leads as f64),
        "rejects" => Some(record.rejects() as f64),
        "reject_share" => share(record.rejects(), record.rows_read()),
        "contacts" => Some((record.contacts + record.order_only_contacts) as f64),
        "duplicate_share" => share(record.leads - record.contacts, record.leads),
        "valid_email_share" => usable_share(leads, "email_status")?,
        "valid_phone_share" => usable_share(leads, "phone_status")?,
        "findings_error" => Some(errors as f64),
        "orders" => Some(orders.orders as f64),
        "order_lines_excluded_share" => share(orders.excluded, orders.lines),
        "unattached_order_share" => share(orders.unattached, orders.lines),
        _ => None,
    })
}

/// Usable values among those that are not missing.
fn usable_share(leads: &DataFrame, status: &str) -> PolarsResult<Option<f64>> {
    let (mut usable, mut there) = (0_u64, 0_u64);
    for word in text(leads, status)?.iter() {
        usable += u64::from(matches!(word, Some("valid" | "corrected")));
        there += u64::from(!matches!(word, None | Some("missing")));
    }
    Ok((there > 0).then(|| usable as f64 / there as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::frame::text_column;
    use crate::pipeline::plan::METRICS;

    #[test]
    fn every_metric_of_the_plan_is_measured() {
        let statuses = ["email_status", "phone_status"].map(|name| text_column(name, [Some("valid"), Some("invalid")]));
        let leads = DataFrame::new(2, statuses.to_vec()).unwrap();
        let mut record = Record::new();
        record.leads = 2;
        record.contacts = 1;
        record.sources.push(super::super::record::SourceCount {
            name: "s".into(),
            records: crate::model::record::Records::Contacts,
            vendor: None,
            rows_read: 3,
            used: 2,
            excluded: 0,
            rejects: 1,
            skipped_lines: 0,
        });
        record.orders = Some(crate::analyze::Accounting { lines: 4, excluded: 1, unattached: 1, ..Default::default() });
        for (name, _) in METRICS {
            assert!(metric(name, &record, &leads, 0).unwrap().is_some(), "{name}");
        }
        assert_eq!(metric("valid_email_share", &record, &leads, 0).unwrap(), Some(0.5));
        assert_eq!(metric("duplicate_share", &record, &leads, 0).unwrap(), Some(0.5));
    }
}
