//! The plan as canonical JSON, and its SHA-256: two runs with one fingerprint were told to do the same.

use super::plan::{
    Analyze, Compression, DateOrder, ExtraKind, Forms, GateSeverity, OrderKey, Plan, PostalSource, PurchaseModel,
    ReadOptions, Recommender, Source,
};
use super::read::Words;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The resolved plan as JSON, keys in a fixed order. `paths` gives the paths of the source at that position as they
/// are to be shown.
pub(crate) fn to_json(plan: &Plan, paths: impl Fn(usize) -> Value) -> Value {
    let sources: Vec<Value> =
        plan.sources.iter().enumerate().map(|(at, source)| source_json(source, paths(at))).collect();
    let rules: Map<String, Value> =
        plan.consolidate.rules.iter().map(|(field, rule)| (field.clone(), rule.name().into())).collect();
    let segments: Vec<Value> = plan
        .segments
        .iter()
        .map(|segment| json!({ "name": segment.name, "when": segment.when, "per_year": segment.per_year }))
        .collect();
    let gates: Vec<Value> = plan
        .gates
        .iter()
        .map(|gate| {
            let severity = written::<GateSeverity>(gate.severity);
            json!({ "name": gate.name, "metric": gate.metric, "severity": severity, "min": gate.min, "max": gate.max })
        })
        .collect();
    let postal_table = match &plan.validate.postal_table {
        PostalSource::Installed => Value::Null,
        PostalSource::Nothing => json!("none"),
        PostalSource::File(path) => json!(path.file_name().map(|name| name.to_string_lossy())),
    };
    let mut json = json!({
        "name": plan.name,
        "process_owner": plan.process_owner,
        "as_of": plan.as_of.to_string(),
        "default_country": plan.default_country,
        "limit": plan.limit,
        "sources": sources,
        "validate": { "skip": plan.validate.skip, "postal_table": postal_table },
        "dedupe": {
            "enabled": plan.dedupe.enabled,
            "ignore": plan.dedupe.ignore,
            "max_block": plan.dedupe.max_block,
            "link_weight": plan.dedupe.link_weight,
            "review_weight": plan.dedupe.review_weight,
            "link_only": plan.dedupe.link_only,
            "labels": plan.dedupe.labels.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy()),
        },
        "consolidate": rules,
        "analyze": {
            "order_key": written::<OrderKey>(plan.analyze.order_key),
            "service_products": plan.analyze.service_products,
            "min_joint_orders": plan.analyze.min_joint_orders,
            "recommendations": plan.analyze.recommendations,
        },
        "segments": segments,
        "gates": gates,
        "output": { "row_group_rows": plan.output.forms.row_group_rows, "csv": plan.output.forms.copies.csv },
    });
    if plan.analyze.itemset_support != Analyze::default().itemset_support {
        json["analyze"]["itemset_support"] = json!(plan.analyze.itemset_support);
    }
    if plan.analyze.recommender != Analyze::default().recommender {
        json["analyze"]["recommender"] = json!(written::<Recommender>(plan.analyze.recommender));
    }
    if plan.analyze.lifetime != Analyze::default().lifetime {
        json["analyze"]["lifetime"] = json!(written::<PurchaseModel>(plan.analyze.lifetime));
    }
    if let Some(exchange) = &plan.analyze.exchange {
        json["analyze"]["currency"] = json!(exchange.currency);
    }
    if let Some(grid) = &plan.analyze.rfm_grid {
        json["analyze"]["rfm_grid"] = json!({ "sha256": grid.sha256 });
    }
    let Forms { row_group_rows: _, compression, copies, partition_by } = &plan.output.forms;
    if *compression != Compression::default() {
        json["output"]["compression"] = json!(written::<Compression>(*compression));
    }
    for (form, is_on) in [("ndjson", copies.ndjson), ("arrow", copies.arrow), ("sqlite", copies.sqlite)] {
        if is_on {
            json["output"][form] = json!(true);
        }
    }
    if !partition_by.is_empty() {
        json["output"]["partition_by"] = json!(partition_by);
    }
    // Sections that came later stand here only where they say something, so that older plans keep their fingerprint.
    if plan.privacy.retention_days.is_some() || !plan.privacy.pseudonymize.is_empty() {
        json["privacy"] = json!({
            "retention_days": plan.privacy.retention_days,
            "pseudonymize": plan.privacy.pseudonymize,
        });
    }
    if !plan.output.targets.is_empty() {
        let own =
            |text: &str| Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let targets = plan.output.targets.iter();
        let targets = targets.map(|target| match target.shipped {
            true => json!(target.name),
            false => json!({ "name": target.name, "sha256": own(&target.text) }),
        });
        json["output"]["targets"] = targets.collect();
    }
    if !plan.enrich.is_empty() {
        let tables = plan.enrich.iter().map(|table| {
            let path = table.source.files.iter().filter_map(|file| file.file_name()).map(|name| name.to_string_lossy());
            let source = source_json(&table.source, json!(path.collect::<Vec<_>>()));
            json!({ "on": table.on, "fill": table.fill, "source": source })
        });
        json["enrich"] = tables.collect();
    }
    json
}

/// SHA-256, in hex, of the plan with the paths of its inputs as written. The output folder is not part of it: where
/// tables are put does not change them.
pub(crate) fn fingerprint(plan: &Plan, patterns: &[Vec<String>]) -> String {
    let canonical = to_json(plan, |at| json!(patterns.get(at)));
    let digest = Sha256::digest(canonical.to_string().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The word the pipeline file uses for a value.
pub(crate) fn written<T: Words + PartialEq>(value: T) -> &'static str {
    T::words().into_iter().find(|(_, meaning)| *meaning == value).map_or("", |(word, _)| word)
}

fn source_json(source: &Source, path: Value) -> Value {
    let extra: Map<String, Value> =
        source.extra.iter().map(|(name, kind)| (name.clone(), written::<ExtraKind>(*kind).into())).collect();
    json!({
        "name": source.name,
        "path": path,
        "records": source.records.map(|records| records.name()),
        "vendor": source.vendor,
        "trust": source.trust.unwrap_or(0.5),
        "master": source.master,
        "unique": source.unique,
        "read": read_json(&source.read),
        "map": source.map,
        "extra": extra,
    })
}

fn read_json(read: &ReadOptions) -> Value {
    let mark = |byte: Option<u8>| byte.map(|byte| char::from(byte).to_string());
    json!({
        "encoding": read.encoding,
        "delimiter": mark(read.delimiter),
        "quote": mark(read.quote),
        "sheet": read.sheet,
        "header_row": read.header_row,
        "decimal": mark(read.decimal),
        "date_order": read.date_order.map(written::<DateOrder>),
    })
}
