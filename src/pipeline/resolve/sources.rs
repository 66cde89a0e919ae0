//! Sources: names, files, reading options, mapping.

use super::rules::STRICT;
use super::{check_name, files};
use crate::model::field::{self, Field};
use crate::model::record::Records;
use crate::pipeline::diagnostic::{Diagnostic, suggest};
use crate::pipeline::plan::{Enrich, ExtraKind, ReadOptions, Source};
use crate::pipeline::read::{At, Log, Named};
use crate::pipeline::remote;
use crate::pipeline::spec::{ContactKey, EnrichSpec, HeaderSpec, PipelineSpec, ReadSpec, SourceSpec};
use std::collections::BTreeMap;
use std::path::Path;

/// A source and its paths as written.
pub(super) struct Resolved {
    pub plan: Source,
    pub patterns: Vec<String>,
}

pub(super) fn resolve(spec: &PipelineSpec, base: &Path, log: &mut Log) -> Vec<Resolved> {
    let mut taken = Vec::new();
    let sources = spec.source.as_ref().map_or(&[][..], |sources| &sources.value);
    if let Some(list) = spec.source.as_ref().filter(|list| list.value.is_empty()) {
        log.push(Diagnostic::new(list.span.clone(), "a pipeline needs at least one source"));
    }
    sources.iter().map(|source| one(&source.value, base, &mut taken, log)).collect()
}

fn one(spec: &SourceSpec, base: &Path, taken: &mut Vec<(String, std::ops::Range<usize>)>, log: &mut Log) -> Resolved {
    if let Some(name) = &spec.name {
        check_name(name, "source", taken, log);
    }
    let records = spec.records.as_ref().map(|records| records.value.0);
    let paths = spec.path.as_ref().map_or(&[][..], |paths| &paths.value.0);
    if let Some(list) = spec.path.as_ref().filter(|list| list.value.0.is_empty()) {
        log.push(Diagnostic::new(list.span.clone(), "an empty list names no file"));
    }
    let mut found: Vec<_> = paths.iter().flat_map(|path| files::find(path, base, log)).collect();
    found.sort();
    found.dedup();
    let extra = extra(spec, log);
    let plan = Source {
        name: spec.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
        files: found,
        records,
        vendor: spec.vendor.as_ref().map(|vendor| vendor.value.clone()),
        trust: trust(spec, log),
        master: master(spec, records, log),
        unique: spec.unique.as_ref().is_some_and(|unique| unique.value),
        read: spec.read.as_ref().map(|read| read_options(&read.value, log)).unwrap_or_default(),
        map: map(spec, records, &extra, log),
        extra,
    };
    Resolved { plan, patterns: paths.iter().map(|path| remote::shown(Path::new(&path.value))).collect() }
}

/// The tables that gaps are filled from: sources of contacts whose columns the pipeline names.
pub(super) fn enrich(spec: &PipelineSpec, base: &Path, log: &mut Log) -> Vec<Enrich> {
    let mut taken = Vec::new();
    let tables = spec.enrich.as_ref().map_or(&[][..], |tables| &tables.value);
    tables.iter().map(|table| lookup(&table.value, base, &mut taken, log)).collect()
}

fn lookup(spec: &EnrichSpec, base: &Path, taken: &mut Vec<(String, std::ops::Range<usize>)>, log: &mut Log) -> Enrich {
    if let Some(name) = &spec.name {
        check_name(name, "enrichment", taken, log);
    }
    if let Some(At { span, .. }) = spec.only_missing.as_ref().filter(|only| !only.value) {
        log.push(Diagnostic::new(span.clone(), "an enrichment fills gaps and overwrites nothing").help("take it out"));
    }
    let mut files: Vec<_> =
        spec.table.iter().flat_map(|paths| &paths.value.0).flat_map(|path| files::find(path, base, log)).collect();
    files.sort();
    files.dedup();
    let mut map = BTreeMap::new();
    let mut fields = |list: &Option<At<Named<HeaderSpec, ContactKey>>>, log: &mut Log| {
        let mut names = Vec::new();
        for (field, header) in list.iter().flat_map(|list| &list.value.entries) {
            if map.contains_key(&field.value) {
                let message = format!("`{}` is looked up by and filled at once", field.value);
                log.push(Diagnostic::new(field.span.clone(), message).help("what is missing cannot be looked up by"));
            }
            if let Some(header) = header {
                map.insert(field.value.clone(), header.value.0.clone());
                names.push(field.value.clone());
            }
        }
        if let Some(At { span, .. }) = list.as_ref().filter(|list| list.value.entries.is_empty()) {
            log.push(Diagnostic::new(span.clone(), "no field is named"));
        }
        names
    };
    let (on, fill) = (fields(&spec.on, log), fields(&spec.fill, log));
    for (field, _) in spec.fill.iter().flat_map(|list| &list.value.entries) {
        if STRICT.contains(&field.value.as_str()) {
            let message = format!("`{}` is told by the person, not filled", field.value);
            let help = "read the table as a source: the strictest record wins";
            log.push(Diagnostic::new(field.span.clone(), message).help(help));
        }
    }
    let source = Source {
        name: spec.name.as_ref().map(|name| name.value.clone()).unwrap_or_default(),
        files,
        records: Some(Records::Contacts),
        vendor: None,
        trust: None,
        master: false,
        unique: false,
        read: spec.read.as_ref().map(|read| read_options(&read.value, log)).unwrap_or_default(),
        map,
        extra: BTreeMap::new(),
    };
    Enrich { source, on, fill }
}

fn trust(spec: &SourceSpec, log: &mut Log) -> Option<f64> {
    let At { value, span } = spec.trust.as_ref()?;
    if !(0.0..=1.0).contains(value) {
        let message = format!("`trust` is {value}, but must lie between 0 and 1");
        log.push(Diagnostic::new(span.clone(), message).help("1 is for what is beyond doubt"));
    }
    Some(*value)
}

fn master(spec: &SourceSpec, records: Option<Records>, log: &mut Log) -> bool {
    let Some(At { value: true, span }) = &spec.master else { return false };
    if let Some(records) = records.filter(|records| !records.are_leads()) {
        let message = format!("a source of {} cannot be the master", records.name());
        log.push(Diagnostic::new(span.clone(), message).help("only contacts and companies have ids worth keeping"));
    }
    true
}

fn read_options(spec: &ReadSpec, log: &mut Log) -> ReadOptions {
    ReadOptions {
        encoding: spec.encoding.as_ref().and_then(|label| encoding(label, log)),
        delimiter: spec.delimiter.as_ref().and_then(|mark| ascii(mark, "delimiter", log)),
        quote: spec.quote.as_ref().and_then(|mark| ascii(mark, "quote", log)),
        sheet: spec.sheet.as_ref().map(|sheet| sheet.value.clone()),
        header_row: spec.header_row.as_ref().map(|row| row.value),
        decimal: spec.decimal.as_ref().and_then(|mark| match mark.value.as_str() {
            "," => Some(b','),
            "." => Some(b'.'),
            other => {
                let message = format!("`{other}` is not a decimal mark");
                log.push(Diagnostic::new(mark.span.clone(), message).help("`,` or `.`"));
                None
            }
        }),
        date_order: spec.date_order.as_ref().map(|order| order.value.0),
    }
}

fn encoding(label: &At<String>, log: &mut Log) -> Option<String> {
    const USUAL: [&str; 7] =
        ["utf-8", "windows-1252", "iso-8859-1", "iso-8859-15", "windows-1250", "macintosh", "utf-16le"];
    if encoding_rs::Encoding::for_label(label.value.as_bytes()).is_some() {
        return Some(label.value.to_lowercase());
    }
    let message = format!("`{}` is not the label of an encoding", label.value);
    log.push(Diagnostic::new(label.span.clone(), message).help(suggest(&label.value, USUAL)));
    None
}

fn ascii(mark: &At<String>, key: &str, log: &mut Log) -> Option<u8> {
    match mark.value.as_bytes() {
        [byte] if byte.is_ascii() && !matches!(byte, b'\n' | b'\r') => Some(*byte),
        _ => {
            let message = format!("`{key}` must be one ASCII character");
            log.push(Diagnostic::new(mark.span.clone(), message).help("such as `;` or `,`, or `\\t` for a tab"));
            None
        }
    }
}

/// What rows of that kind may be mapped to. Without a kind, everything any kind has.
fn canonical(records: Option<Records>) -> Vec<&'static str> {
    let groups: &[&[Field]] = match records {
        Some(Records::Contacts | Records::Companies) => &[field::CONTACT, field::AUXILIARY],
        Some(Records::Orders) => &[field::ORDER],
        Some(Records::Activities) => &[field::ACTIVITY],
        Some(Records::Suppression) => &[field::SUPPRESSION],
        None => &[field::CONTACT, field::AUXILIARY, field::ORDER, field::ACTIVITY, field::SUPPRESSION],
    };
    let mut names = vec!["source_key"];
    names.extend(groups.iter().flat_map(|group| group.iter()).map(|field| field.name));
    names
}

fn map(
    spec: &SourceSpec,
    records: Option<Records>,
    extra: &BTreeMap<String, ExtraKind>,
    log: &mut Log,
) -> BTreeMap<String, String> {
    let mut map = BTreeMap::new();
    let known = canonical(records);
    for (key, header) in spec.map.iter().flat_map(|map| &map.value.entries) {
        if !known.contains(&key.value.as_str()) && !extra.contains_key(&key.value) {
            let of = records.map_or_else(String::new, |records| format!(" of {}", records.name()));
            let message = format!("`{}` is not a field{of}", key.value);
            let mut help = suggest(&key.value, known.iter().copied());
            if !help.starts_with("did you mean") {
                help = format!(
                    "`leadloom schema fields` lists the fields; to keep a column of your own, name it in \
                    `[source.extra]`: `{} = \"text\"`",
                    key.value
                );
            }
            log.push(Diagnostic::new(key.span.clone(), message).help(help));
        }
        if let Some(header) = header {
            if header.value.0.trim().is_empty() {
                log.push(Diagnostic::new(header.span.clone(), "the header is empty"));
            }
            map.insert(key.value.clone(), header.value.0.clone());
        }
    }
    for (key, column) in spec.extra.iter().flat_map(|extra| &extra.value.entries) {
        if let Some(column) = column.as_ref().and_then(|column| column.value.column.as_ref()) {
            map.insert(key.value.clone(), column.value.clone());
        }
    }
    map
}

fn extra(spec: &SourceSpec, log: &mut Log) -> BTreeMap<String, ExtraKind> {
    let mut extra = BTreeMap::new();
    let mut taken = Vec::new();
    for (key, column) in spec.extra.iter().flat_map(|extra| &extra.value.entries) {
        check_name(key, "column", &mut taken, log);
        if canonical(None).contains(&key.value.as_str()) || field::ORIGIN.contains(&key.value.as_str()) {
            let message = format!("`{}` is a field of its own, not an extra column", key.value);
            let help = format!("map it in `[source.map]`: `{} = \"Header\"`", key.value);
            log.push(Diagnostic::new(key.span.clone(), message).help(help));
        }
        if let Some(column) = column {
            extra.insert(key.value.clone(), column.value.kind);
        }
    }
    extra
}
