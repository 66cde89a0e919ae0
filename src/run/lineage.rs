//! OpenLineage events of a run, appended to a file: START, then COMPLETE or FAIL.
//!
//! Catalogues (Marquez, DataHub, OpenMetadata) read them: which files went in, which tables came out, with their columns,
//! rows and bytes, and which gates held. Names and counts only, no value of a record. A run that is killed leaves its START
//! alone. Costs two lines.

use super::RunError;
use super::record::Record;
use crate::model::table::{self, Type};
use crate::pipeline::plan::Plan;
use crate::pipeline::remote;
use chrono::{SecondsFormat, Utc};
use serde_json::{Map, Value, json};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Who makes the events.
const PRODUCER: &str = concat!("urn:leadloom:", env!("CARGO_PKG_VERSION"));
/// The specification of an event.
const EVENT: &str = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
/// Where the specifications of facets lie; each has a version of its own.
const FACETS: &str = "https://openlineage.io/spec/facets";

/// The events of one run.
#[derive(Debug)]
pub struct Lineage {
    path: PathBuf,
    file: File,
    run: String,
}

impl Lineage {
    /// Tells that a run begins; `None` when the pipeline names no file for events.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn start(plan: &Plan) -> Result<Option<Self>, RunError> {
        let Some(path) = plan.output.lineage.clone() else { return Ok(None) };
        let failed = |source| RunError::Output { path: path.clone(), source };
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(failed)?;
        let file = File::options().create(true).append(true).open(&path).map_err(failed)?;
        let run = run_id().map_err(failed)?;
        let mut lineage = Self { path, file, run };
        let files = plan.sources.iter().flat_map(|source| &source.files);
        let inputs: Vec<Value> = files.map(|file| dataset(&remote::shown(file), json!({}))).collect();
        lineage.put(plan, "START", json!({}), json!(inputs), json!([]))?;
        Ok(Some(lineage))
    }

    /// Tells how it ended: with its tables in `out`, or why there are none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end(&mut self, plan: &Plan, record: &Record, failure: Option<&str>) -> Result<(), RunError> {
        let assertions = assertions(record);
        let inputs = record.inputs.iter().map(|(_, file)| {
            let statistics = json!({"rowCount": file.rows, "size": file.bytes, "fileCount": 1});
            let mut facets = Map::from_iter([(
                "inputStatistics".to_owned(),
                facet("1-0-0/InputStatisticsInputDatasetFacet", statistics),
            )]);
            facets.extend(assertions.clone().map(|facet| ("dataQualityAssertions".to_owned(), facet)));
            dataset(&file.path, json!({"inputFacets": facets}))
        });
        let inputs: Vec<Value> = inputs.collect();
        let Some(message) = failure else {
            let outputs: Vec<Value> = record.outputs.iter().map(|file| output(&plan.output.dir, file)).collect();
            return self.put(plan, "COMPLETE", json!({}), json!(inputs), json!(outputs));
        };
        let error = json!({"message": message, "programmingLanguage": "Rust"});
        let facets = json!({"errorMessage": facet("1-0-1/ErrorMessageRunFacet", error)});
        self.put(plan, "FAIL", facets, json!(inputs), json!([]))
    }

    fn put(&mut self, plan: &Plan, kind: &str, run: Value, inputs: Value, outputs: Value) -> Result<(), RunError> {
        let mut run = run;
        let engine = json!({"name": "leadloom", "version": env!("CARGO_PKG_VERSION")});
        run["processing_engine"] = facet("1-1-1/ProcessingEngineRunFacet", engine);
        let kind_of_job = json!({"processingType": "BATCH", "integration": "LEADLOOM", "jobType": "JOB"});
        let mut job = json!({"jobType": facet("2-0-4/JobTypeJobFacet", kind_of_job)});
        if let Some(owner) = &plan.process_owner {
            let owners = json!({"owners": [{"name": owner, "type": "OWNER"}]});
            job["ownership"] = facet("1-0-1/OwnershipJobFacet", owners);
        }
        let event = json!({
            "eventType": kind,
            "eventTime": Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true),
            "run": {"runId": self.run, "facets": run},
            "job": {"namespace": "leadloom", "name": plan.name, "facets": job},
            "inputs": inputs,
            "outputs": outputs,
            "producer": PRODUCER,
            "schemaURL": EVENT,
        });
        // One write, so that lines of runs at the same time do not mix.
        let line = format!("{event}\n");
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|source| RunError::Output { path: self.path.clone(), source })
    }
}

/// A random UUID, version 4.
fn run_id() -> std::io::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    Ok([part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-"))
}

/// A facet: what it says, who says it, and by which specification.
fn facet(specification: &str, mut content: Value) -> Value {
    let name = specification.rsplit('/').next().unwrap_or_default();
    content["_producer"] = json!(PRODUCER);
    content["_schemaURL"] = json!(format!("{FACETS}/{specification}.json#/$defs/{name}"));
    content
}

/// A file by its absolute path, or a table of a database by its address, as the naming convention of the specification asks.
fn dataset(path: &str, more: Value) -> Value {
    let mut dataset = match path.split_once("://") {
        Some((_, place)) => {
            let (host, name) = place.split_once('/').unwrap_or((place, ""));
            let host = host.rsplit('@').next().unwrap_or(host);
            json!({"namespace": format!("postgres://{host}"), "name": name})
        }
        None => {
            // A table is not there yet while the run is told of, an input is.
            let absolute =
                fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.into());
            json!({"namespace": "file", "name": absolute.display().to_string()})
        }
    };
    if let (Some(dataset), Value::Object(more)) = (dataset.as_object_mut(), more) {
        dataset.extend(more);
    }
    dataset
}

/// A written file, with its columns where it is a table.
fn output(dir: &Path, file: &crate::export::Written) -> Value {
    let statistics = json!({"rowCount": file.rows, "size": file.bytes, "fileCount": 1});
    let statistics = facet("1-0-2/OutputStatisticsOutputDatasetFacet", statistics);
    let mut more = json!({"outputFacets": {"outputStatistics": statistics}});
    let stem = Path::new(&file.file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(table) = table::find(&stem) {
        let fields: Vec<Value> = table
            .columns()
            .iter()
            .map(|column| json!({"name": column.name, "type": type_name(column.ty), "description": column.description}))
            .collect();
        more["facets"] = json!({"schema": facet("1-2-0/SchemaDatasetFacet", json!({"fields": fields}))});
    }
    dataset(&dir.join(&file.file).display().to_string(), more)
}

fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Text => "string",
        Type::Flag => "boolean",
        Type::Int => "int",
        Type::Long => "long",
        Type::Float => "double",
        Type::Money => "decimal(18,2)",
        Type::Date => "date",
        Type::Timestamp => "timestamp",
    }
}

/// The gates that measured something.
fn assertions(record: &Record) -> Option<Value> {
    let measured = record.gates.iter().filter(|gate| gate.value.is_some());
    let told: Vec<Value> = measured
        .map(|gate| {
            let severity = if gate.is_error { "error" } else { "warn" };
            json!({"assertion": format!("{}: {}", gate.name, gate.metric), "success": gate.passed, "severity": severity})
        })
        .collect();
    (!told.is_empty()).then(|| facet("1-1-0/DataQualityAssertionsDatasetFacet", json!({"assertions": told})))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_tables_of_databases_are_named_by_the_convention() {
        let file = dataset("/no/such/leads.csv", json!({}));
        assert_eq!(file, json!({"namespace": "file", "name": "/no/such/leads.csv"}));
        let table = dataset("postgresql://ada:***@db.example:5432/crm?table=leads", json!({}));
        assert_eq!(table, json!({"namespace": "postgres://db.example:5432", "name": "crm?table=leads"}));
    }

    #[test]
    fn ids_of_runs_are_uuids_and_differ() {
        let (one, other) = (run_id().unwrap(), run_id().unwrap());
        assert_ne!(one, other);
        let parts: Vec<usize> = one.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(one.chars().nth(14), Some('4'));
        assert!(one.chars().nth(19).is_some_and(|letter| "89ab".contains(letter)));
    }
}
