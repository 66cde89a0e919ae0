//! From what was written to what will be done: defaults filled in, names and numbers judged, files found.
//!
//! Looks at the file system only to find inputs (existence and names, never content).

mod files;
mod rules;
mod sources;

use super::Overrides;
use super::country;
use super::diagnostic::{Diagnostic, suggest};
use super::fingerprint::fingerprint;
use super::plan::{Copies, Forms, Origin, Output, Plan};
use super::read::{At, Log, Named};
use super::remote;
use super::spec::{OutputSpec, PipelineSpec, TableKey};
use super::target::{self, Target, TargetError};
use super::text::Text;
use crate::model::table;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Builds the plan as well as it can and logs every problem; with a problem logged the plan must not be run.
pub(crate) fn resolve(spec: &PipelineSpec, file: &Path, overrides: &Overrides, log: &mut Log) -> Plan {
    let base = file.parent().unwrap_or(Path::new(""));
    let name = pipeline_name(spec, file, log);
    let sources = sources::resolve(spec, base, log);
    let extras: Vec<&str> = sources.iter().flat_map(|source| source.plan.extra.keys().map(String::as_str)).collect();
    let mut plan = Plan {
        as_of: overrides
            .as_of
            .or_else(|| spec.as_of.as_ref().map(|day| day.value.0))
            .unwrap_or_else(|| chrono::Local::now().date_naive()),
        process_owner: spec.process_owner.as_ref().map(|owner| owner.value.clone()),
        default_country: default_country(spec, log),
        validate: rules::validate(spec, base),
        dedupe: rules::dedupe(spec, &extras, base, log),
        consolidate: rules::consolidate(spec, log),
        enrich: sources::enrich(spec, base, log),
        privacy: rules::privacy(spec, base, log),
        analyze: rules::analyze(spec, base, log),
        segments: rules::segments(spec, log),
        gates: rules::gates(spec, log),
        output: output(spec.output.as_ref(), base, &name, overrides, log),
        limit: overrides.limit,
        origin: Origin { text: Text::default(), segments: rules::segment_spans(spec) },
        fingerprint: String::new(),
        sources: Vec::new(),
        name,
    };
    let (patterns, resolved): (Vec<_>, Vec<_>) =
        sources.into_iter().map(|source| (source.patterns, source.plan)).unzip();
    plan.sources = resolved;
    plan.fingerprint = fingerprint(&plan, &patterns);
    plan
}

fn pipeline_name(spec: &PipelineSpec, file: &Path, log: &mut Log) -> String {
    match &spec.name {
        Some(name) if name.value.trim().is_empty() => {
            log.push(Diagnostic::new(name.span.clone(), "the pipeline's `name` is empty"));
            String::new()
        }
        Some(name) => name.value.clone(),
        None => file.file_stem().map_or_else(|| "pipeline".to_owned(), |stem| stem.to_string_lossy().into_owned()),
    }
}

fn default_country(spec: &PipelineSpec, log: &mut Log) -> Option<String> {
    let At { value: code, span } = spec.default_country.as_ref()?;
    if country::is_code(code) {
        return Some(code.clone());
    }
    let upper = code.trim().to_uppercase();
    let help = match upper.as_str() {
        "UK" => "the United Kingdom is `GB`".to_owned(),
        upper if country::is_code(upper) => format!("did you mean `{upper}`?"),
        _ => "write an ISO 3166-1 alpha-2 code such as `DE`, `AT` or `CH`".to_owned(),
    };
    log.push(Diagnostic::new(span.clone(), format!("`{code}` is not a country code")).help(help));
    None
}

fn output(spec: Option<&At<OutputSpec>>, base: &Path, name: &str, overrides: &Overrides, log: &mut Log) -> Output {
    let written = spec.map(|spec| &spec.value);
    let dir = written.and_then(|output| output.dir.as_ref());
    if let Some(dir) = dir.filter(|dir| dir.value.trim().is_empty()) {
        log.push(Diagnostic::new(dir.span.clone(), "`output.dir` is empty"));
    }
    let dir = match (&overrides.out, dir) {
        (Some(out), _) => out.clone(),
        (None, Some(dir)) => base.join(&dir.value),
        (None, None) => base.join("out").join(folder_name(name)),
    };
    let lineage = lineage(written, &dir, base, log);
    let postgres = written.and_then(|output| output.postgres.as_ref());
    if let Some(address) = postgres.filter(|address| !remote::is_remote(Path::new(&address.value))) {
        let message = "`output.postgres` is no address of a PostgreSQL server";
        let help = "write postgresql://user@host/database; ?schema=NAME for another schema than leadloom";
        log.push(Diagnostic::new(address.span.clone(), message).help(help));
    }
    let postgres = postgres.map(|address| address.value.clone());
    let upload = written.and_then(|output| output.upload.as_ref());
    if let Some(place) = upload.filter(|place| !remote::is_object_store(&place.value)) {
        let message = "`output.upload` is no place of an object store";
        let help = "write s3://bucket/path, gs://bucket/path, az://container/path or file:///path";
        log.push(Diagnostic::new(place.span.clone(), message).help(help));
    }
    let upload = upload.map(|place| place.value.clone());
    let targets = targets(written.and_then(|output| output.targets.as_ref()), base, log);
    let forms = written.map_or_else(Forms::default, |output| forms(output, log));
    Output { dir, forms, lineage, postgres, upload, targets }
}

fn forms(output: &OutputSpec, log: &mut Log) -> Forms {
    let mut forms = Forms { copies: copies(output), ..Forms::default() };
    if let Some(rows) = &output.row_group_rows {
        forms.row_group_rows = rows.value as usize;
        if !(1_000..=1_000_000).contains(&rows.value) {
            let message = "`output.row_group_rows` must lie between 1000 and 1000000";
            log.push(Diagnostic::new(rows.span.clone(), message).help("readers like 100000 to 250000"));
        }
    }
    if let Some(word) = &output.compression {
        forms.compression = word.value.0;
    }
    if let Some(named) = &output.partition_by {
        forms.partition_by = partition_by(&named.value, log);
    }
    forms
}

fn copies(output: &OutputSpec) -> Copies {
    let on = |key: &Option<At<bool>>| key.as_ref().is_some_and(|key| key.value);
    Copies { csv: on(&output.csv), ndjson: on(&output.ndjson), arrow: on(&output.arrow), sqlite: on(&output.sqlite) }
}

/// Table → column; reports columns that a table does not have.
fn partition_by(named: &Named<String, TableKey>, log: &mut Log) -> BTreeMap<String, String> {
    let mut by = BTreeMap::new();
    for (key, column) in &named.entries {
        let Some((table, column)) = table::find(&key.value).zip(column.as_ref()) else { continue };
        let columns: Vec<&str> = table.columns().iter().map(|column| column.name).collect();
        if columns.contains(&column.value.as_str()) {
            by.insert(key.value.clone(), column.value.clone());
        } else {
            let message = format!("`{}` has no column `{}`", table.name, column.value);
            log.push(Diagnostic::new(column.span.clone(), message).help(suggest(&column.value, columns)));
        }
    }
    by
}

/// The file of lineage events; reports one inside the folder that a run replaces.
fn lineage(written: Option<&OutputSpec>, dir: &Path, base: &Path, log: &mut Log) -> Option<PathBuf> {
    let lineage = written.and_then(|output| output.lineage.as_ref())?;
    let path = base.join(&lineage.value);
    if lineage.value.trim().is_empty() || path.starts_with(dir) {
        let message = "`output.lineage` must be a file outside the output folder";
        let help = "a run replaces that folder; events of all runs are kept in one file beside it";
        log.push(Diagnostic::new(lineage.span.clone(), message).help(help));
    }
    Some(path)
}

fn targets(written: Option<&At<Vec<At<String>>>>, base: &Path, log: &mut Log) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for At { value: word, span } in written.iter().flat_map(|words| &words.value) {
        match target::load(word, base) {
            Ok(target) if targets.iter().any(|other| other.name == target.name) => {
                let message = format!("the target `{}` is named twice", target.name);
                log.push(Diagnostic::new(span.clone(), message).help("each has a folder of its own"));
            }
            Ok(target) => targets.push(target),
            Err(TargetError::Unknown { name, hint }) => {
                log.push(Diagnostic::new(span.clone(), format!("there is no target `{name}`")).help(hint));
            }
            Err(error @ TargetError::Unreadable { .. }) => {
                log.push(Diagnostic::input(span.clone(), error.to_string()));
            }
            Err(TargetError::Invalid(problems)) => {
                let first = problems.all().first();
                let line = first.map_or(0, |first| problems.places(first).0.line);
                let what = first.map_or("", |first| first.message.as_str());
                let message = format!("the target file `{word}` is wrong, line {line}: {what}");
                let help = format!("`leadloom export OUT --target {word}` shows all of its problems");
                log.push(Diagnostic::new(span.clone(), message).help(help));
            }
        }
    }
    targets
}

/// A name as a folder: what is not a letter, digit, `_` or `-` becomes `_`.
fn folder_name(name: &str) -> PathBuf {
    let name: String =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-') { c } else { '_' }).collect();
    PathBuf::from(if name.is_empty() { "pipeline".to_owned() } else { name })
}

/// Reports a name that is not lower snake_case, or that was taken before.
fn check_name(name: &At<String>, what: &str, taken: &mut Vec<(String, Range<usize>)>, log: &mut Log) {
    let plain = name.value.starts_with(|c: char| c.is_ascii_lowercase())
        && name.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !plain {
        let message = format!("`{}` cannot be the name of a {what}", name.value);
        let suggestion = snake_case(&name.value);
        let mut help = "names begin with a letter a to z and go on with a to z, 0 to 9 and _".to_owned();
        if !suggestion.is_empty() {
            help.push_str(&format!(": `{suggestion}`"));
        }
        log.push(Diagnostic::new(name.span.clone(), message).help(help));
    }
    if taken.iter().any(|(other, _)| *other == name.value) {
        let message = format!("there are two {what}s called `{}`", name.value);
        log.push(
            Diagnostic::new(name.span.clone(), message).label("already taken").help("give each a name of its own"),
        );
    } else {
        taken.push((name.value.clone(), name.span.clone()));
    }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() => snake.push(c),
            c if c.is_ascii_digit() && !snake.is_empty() => snake.push(c),
            _ if !snake.is_empty() && !snake.ends_with('_') => snake.push('_'),
            _ => {}
        }
    }
    snake.trim_end_matches('_').to_owned()
}
