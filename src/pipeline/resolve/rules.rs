//! The sections that say what to do with records: validate, dedupe, consolidate, analyze, segments, gates.

use super::check_name;
use crate::model::field;
use crate::pipeline::diagnostic::{Diagnostic, suggest};
use crate::pipeline::grid::{Grid, GridError};
use crate::pipeline::plan::{
    Analyze, Consolidate, Dedupe, Exchange, Gate, GateSeverity, PostalSource, Privacy, Segment, Survivorship, Validate,
};
use crate::pipeline::read::{At, Log};
use crate::pipeline::spec::{AnalyzeSpec, GateSpec, PipelineSpec};
use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;

/// Fields that have a strictest value, and no other rule: nobody may be asked for more than the strictest record allows.
pub(super) const STRICT: [&str; 3] = ["consent_email", "consent_phone", "opt_out"];

pub(super) fn validate(spec: &PipelineSpec, base: &Path) -> Validate {
    let skip = spec.validate.iter().filter_map(|validate| validate.value.skip.as_ref()).flat_map(|skip| &skip.value);
    let mut skip: Vec<String> = skip.map(|kind| kind.value.0.0.to_owned()).collect();
    skip.sort();
    skip.dedup();
    let table = spec.validate.as_ref().and_then(|validate| validate.value.postal_table.as_ref());
    let postal_table = match table.map(|table| table.value.as_str()) {
        None => PostalSource::Installed,
        Some("none") => PostalSource::Nothing,
        Some(path) => PostalSource::File(base.join(path)),
    };
    Validate { skip, postal_table }
}

pub(super) fn dedupe(spec: &PipelineSpec, extras: &[&str], base: &Path, log: &mut Log) -> Dedupe {
    let defaults = Dedupe::default();
    let Some(At { value: written, .. }) = &spec.dedupe else { return defaults };
    let known: Vec<&str> = field::CONTACT.iter().map(|field| field.name).chain(extras.iter().copied()).collect();
    let mut ignore = Vec::new();
    for name in written.ignore.iter().flat_map(|ignore| &ignore.value) {
        if !known.contains(&name.value.as_str()) {
            let message = format!("there is no field or extra column `{}`", name.value);
            log.push(Diagnostic::new(name.span.clone(), message).help(suggest(&name.value, known.iter().copied())));
        }
        ignore.push(name.value.clone());
    }
    ignore.sort();
    ignore.dedup();
    if let Some(block) = written.max_block.as_ref().filter(|block| block.value < 2) {
        log.push(Diagnostic::new(block.span.clone(), "a block of fewer than 2 records holds no pair"));
    }
    let dedupe = Dedupe {
        enabled: written.enabled.as_ref().map_or(defaults.enabled, |enabled| enabled.value),
        ignore,
        max_block: written.max_block.as_ref().map_or(defaults.max_block, |block| block.value as usize),
        link_weight: written.link_weight.as_ref().map_or(defaults.link_weight, |weight| weight.value),
        review_weight: written.review_weight.as_ref().map_or(defaults.review_weight, |weight| weight.value),
        link_only: written.link_only.as_ref().is_some_and(|only| only.value),
        labels: written.labels.as_ref().map(|path| base.join(&path.value)),
    };
    let bound = written.review_weight.as_ref().or(written.link_weight.as_ref());
    if let Some(bound) = bound.filter(|_| dedupe.review_weight > dedupe.link_weight) {
        let message =
            format!("`review_weight` ({}) lies above `link_weight` ({})", dedupe.review_weight, dedupe.link_weight);
        let help = "review begins at or below the weight from which clusters are joined";
        log.push(Diagnostic::new(bound.span.clone(), message).help(help));
    }
    dedupe
}

pub(super) fn privacy(spec: &PipelineSpec, base: &Path, log: &mut Log) -> Privacy {
    let Some(At { value: written, .. }) = &spec.privacy else { return Privacy::default() };
    let is_text = |name: &&field::Field| name.kind == field::FieldKind::Text;
    let known: Vec<&str> = field::CONTACT.iter().filter(is_text).map(|field| field.name).collect();
    let mut pseudonymize = Vec::new();
    for name in written.pseudonymize.iter().flat_map(|names| &names.value) {
        if !known.contains(&name.value.as_str()) {
            let message = format!("there is no text field `{}`", name.value);
            log.push(Diagnostic::new(name.span.clone(), message).help(suggest(&name.value, known.iter().copied())));
        }
        pseudonymize.push(name.value.clone());
    }
    pseudonymize.sort();
    pseudonymize.dedup();
    if let Some(days) = written.retention_days.as_ref().filter(|days| days.value == 0) {
        log.push(Diagnostic::new(days.span.clone(), "a retention of 0 days keeps nothing"));
    }
    Privacy {
        retention_days: written.retention_days.as_ref().map(|days| days.value),
        pseudonymize,
        key_file: written.key_file.as_ref().map(|path| base.join(&path.value)),
    }
}

pub(super) fn consolidate(spec: &PipelineSpec, log: &mut Log) -> Consolidate {
    let mut consolidate = Consolidate::default();
    for (field, rule) in spec.consolidate.iter().flat_map(|rules| &rules.value.entries) {
        let Some(rule) = rule else { continue };
        if rule.value.0 == Survivorship::Strictest && !STRICT.contains(&field.value.as_str()) {
            let message = format!("`{}` has no strictest value", field.value);
            let help = format!("`strictest` is for {}", STRICT.map(|name| format!("`{name}`")).join(", "));
            log.push(Diagnostic::new(rule.span.clone(), message).help(help));
        }
        if rule.value.0 != Survivorship::Strictest && STRICT.contains(&field.value.as_str()) {
            let message = format!("`{}` follows the strictest record, whatever the others say", field.value);
            log.push(Diagnostic::new(rule.span.clone(), message).help("take the line out"));
        }
        consolidate.rules.insert(field.value.clone(), rule.value.0);
    }
    consolidate
}

pub(super) fn analyze(spec: &PipelineSpec, base: &Path, log: &mut Log) -> Analyze {
    let defaults = Analyze::default();
    let Some(At { value: written, .. }) = &spec.analyze else { return defaults };
    if let Some(joint) = written.min_joint_orders.as_ref().filter(|joint| joint.value == 0) {
        log.push(Diagnostic::new(joint.span.clone(), "`min_joint_orders` must be at least 1"));
    }
    if let Some(share) = written.itemset_support.as_ref().filter(|share| !(share.value > 0.0 && share.value <= 1.0)) {
        log.push(Diagnostic::new(share.span.clone(), "`itemset_support` must be above 0 and at most 1"));
    }
    let products = written.service_products.iter().flat_map(|products| &products.value);
    let mut service_products: Vec<String> = products.map(|product| product.value.trim().to_uppercase()).collect();
    service_products.sort();
    service_products.dedup();
    Analyze {
        order_key: written.order_key.as_ref().map_or(defaults.order_key, |key| key.value.0),
        service_products,
        min_joint_orders: written.min_joint_orders.as_ref().map_or(defaults.min_joint_orders, |joint| joint.value),
        itemset_support: written.itemset_support.as_ref().map_or(defaults.itemset_support, |share| share.value),
        recommender: written.recommender.as_ref().map_or(defaults.recommender, |word| word.value.0),
        lifetime: written.lifetime.as_ref().map_or(defaults.lifetime, |word| word.value.0),
        recommendations: written.recommendations.as_ref().map_or(defaults.recommendations, |count| count.value),
        exchange: exchange(written, base, log),
        rfm_grid: written.rfm_grid.as_ref().and_then(|path| rfm_grid(path, base, log)),
    }
}

/// The user's grid; reports what is wrong with it, by the line of its file.
fn rfm_grid(path: &At<String>, base: &Path, log: &mut Log) -> Option<Grid> {
    let text = match fs::read_to_string(base.join(&path.value)) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("cannot read the RFM grid `{}`: {error}", path.value);
            let help = match error.kind() {
                ErrorKind::InvalidData => "save it as UTF-8",
                _ => "paths are relative to the pipeline; `leadloom schema rfm-grid` prints a grid to start from",
            };
            log.push(Diagnostic::input(path.span.clone(), message).help(help));
            return None;
        }
    };
    let problem = |error: GridError| {
        let message = format!("{}:{}: {}", path.value, error.line, error.message);
        Diagnostic::new(path.span.clone(), message).help(error.help)
    };
    Grid::parse(&text).map_err(|errors| errors.into_iter().for_each(|error| log.push(problem(error)))).ok()
}

/// The currency and its rates; reports one without the other.
fn exchange(written: &AnalyzeSpec, base: &Path, log: &mut Log) -> Option<Exchange> {
    if let Some(code) = &written.currency
        && (code.value.len() != 3 || !code.value.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        let message = format!("`{}` is no currency", code.value);
        log.push(Diagnostic::new(code.span.clone(), message).help("write the three capitals of ISO 4217, such as EUR"));
    }
    match (&written.currency, &written.rates) {
        (Some(code), Some(path)) => Some(Exchange { currency: code.value.clone(), rates: base.join(&path.value) }),
        (Some(alone), None) | (None, Some(alone)) => {
            let message = "`currency` and `rates` belong together";
            let help = "name the currency to convert into and the file of its rates, or neither";
            log.push(Diagnostic::new(alone.span.clone(), message).help(help));
            None
        }
        (None, None) => None,
    }
}

pub(super) fn segments(spec: &PipelineSpec, log: &mut Log) -> Vec<Segment> {
    let mut taken = Vec::new();
    let mut segments = Vec::new();
    for At { value: written, .. } in spec.segment.iter().flat_map(|segments| &segments.value) {
        if let Some(name) = &written.name {
            check_name(name, "segment", &mut taken, log);
        }
        if let Some(when) = written.when.as_ref().filter(|when| when.value.trim().is_empty()) {
            let help = "such as `orders >= 4 AND recency_days <= 180`";
            log.push(Diagnostic::new(when.span.clone(), "the expression is empty").help(help));
        }
        segments.push(Segment {
            name: written.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
            when: written.when.as_ref().map(|when| when.value.clone()).unwrap_or_default(),
            per_year: written.per_year.as_ref().is_some_and(|per_year| per_year.value),
        });
    }
    segments
}

/// Where the expression of each segment stands.
pub(super) fn segment_spans(spec: &PipelineSpec) -> Vec<Range<usize>> {
    let segments = spec.segment.iter().flat_map(|segments| &segments.value);
    segments.map(|segment| segment.value.when.as_ref().map_or(segment.span.clone(), |when| when.span.clone())).collect()
}

pub(super) fn gates(spec: &PipelineSpec, log: &mut Log) -> Vec<Gate> {
    let mut taken = Vec::new();
    let mut gates = Vec::new();
    for At { value: written, span } in spec.gate.iter().flat_map(|gates| &gates.value) {
        if let Some(name) = &written.name {
            check_name(name, "gate", &mut taken, log);
        }
        check_bounds(written, span, log);
        gates.push(Gate {
            name: written.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
            metric: written.metric.as_ref().map(|metric| metric.value.0.0.to_owned()).unwrap_or_default(),
            severity: written.severity.as_ref().map_or(GateSeverity::Error, |severity| severity.value.0),
            min: written.min.as_ref().map(|min| min.value),
            max: written.max.as_ref().map(|max| max.value),
        });
    }
    gates
}

fn check_bounds(gate: &GateSpec, span: &Range<usize>, log: &mut Log) {
    let is_share = gate.metric.as_ref().is_some_and(|metric| metric.value.0.0.ends_with("_share"));
    for bound in [&gate.min, &gate.max].into_iter().flatten() {
        if is_share && !(0.0..=1.0).contains(&bound.value) {
            let message = format!("a share lies between 0 and 1, not at {}", bound.value);
            let percent = format!("{} % is {}", bound.value, bound.value / 100.0);
            let help = if (0.0..=100.0).contains(&bound.value) { percent } else { "1 is everything".to_owned() };
            log.push(Diagnostic::new(bound.span.clone(), message).help(help));
        } else if bound.value < 0.0 {
            log.push(Diagnostic::new(bound.span.clone(), "a count cannot be negative"));
        }
    }
    match (&gate.min, &gate.max) {
        (None, None) if !log.broken => {
            let message = "the gate has neither `min` nor `max`";
            log.push(Diagnostic::new(span.clone(), message).help("write at least one bound: `max = 0.02`"));
        }
        (Some(min), Some(max)) if min.value > max.value => {
            let message = format!("`min` ({}) lies above `max` ({})", min.value, max.value);
            log.push(Diagnostic::new(min.span.clone(), message).help("no value can satisfy both"));
        }
        _ => {}
    }
}
