//! `leadloom schema`: the references, from the data the program itself works with.

use super::{Exit, Format, Outcome};
use crate::model::code;
use crate::model::field::{self, Field};
use crate::model::table::{Part, SCHEMA_VERSION, TABLES, Table};
use crate::pipeline::grid;
use crate::pipeline::schema::pipeline_schema;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::io::{self, Write};

const EXAMPLES: &str = "\
Examples:
  leadloom schema pipeline > pipeline.schema.json
  leadloom schema tables | less
  leadloom schema tables --format json | jq '.tables[].name'
  leadloom schema fields
  leadloom schema codes
  leadloom schema rfm-grid > my_grid.csv";

/// What to print.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct SchemaArgs {
    /// Which reference
    #[arg(value_enum)]
    pub what: What,
    /// Form of the result; the schema of pipelines is JSON always, the grid CSV
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// A reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// The JSON schema of pipeline files.
    Pipeline,
    /// Tables and columns of a run, and the codes of its findings.
    Tables,
    /// What a column of a source may mean: the left side of `[source.map]`, by kind of records.
    Fields,
    /// Codes of findings and rejects.
    Codes,
    /// The shipped names for RFM scores, to copy and change for `[analyze] rfm_grid`; CSV always.
    RfmGrid,
}

/// Prints a reference.
///
/// # Errors
/// When standard output cannot be written.
pub fn execute(args: &SchemaArgs) -> Outcome {
    let mut out = io::stdout().lock();
    match (args.what, args.format) {
        (What::Pipeline, _) => out.write_all(pipeline_schema().as_bytes())?,
        (What::Tables, Format::Human) => {
            tables(&mut out)?;
            writeln!(out, "\nCodes of findings and rejects\n")?;
            codes(&mut out)?;
        }
        (What::Tables, Format::Json) => {
            let tables: Vec<Value> = TABLES.iter().map(table_json).collect();
            let document = json!({ "schema_version": SCHEMA_VERSION, "tables": tables, "codes": codes_json() });
            print_json(&document, &mut out)?;
        }
        (What::Fields, Format::Human) => fields(&mut out)?,
        (What::Fields, Format::Json) => {
            let document = json!({ "schema_version": SCHEMA_VERSION, "fields": fields_json() });
            print_json(&document, &mut out)?;
        }
        (What::RfmGrid, _) => out.write_all(grid::SHIPPED.as_bytes())?,
        (What::Codes, Format::Human) => codes(&mut out)?,
        (What::Codes, Format::Json) => {
            print_json(&json!({ "schema_version": SCHEMA_VERSION, "codes": codes_json() }), &mut out)?;
        }
    }
    Ok(Exit::Done)
}

fn print_json(value: &Value, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

fn tables(out: &mut impl Write) -> io::Result<()> {
    for (at, table) in TABLES.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let later = if table.written { "" } else { "  (not written by this version)" };
        writeln!(out, "{}.parquet{later}\n  {}", table.name, table.description)?;
        writeln!(out, "  sorted by {}\n", table.sorted_by.join(", "))?;
        let columns = table.columns();
        let width = columns.iter().map(|column| column.name.len()).max().unwrap_or(0);
        for column in &columns {
            let null = if column.nullable { "null" } else { "" };
            let (name, ty) = (column.name, column.ty.name());
            writeln!(out, "  {name:width$}  {ty:18}  {null:4}  {}", column.description)?;
        }
        for part in open_parts(table) {
            writeln!(out, "  … {part}")?;
        }
    }
    Ok(())
}

/// The fields by the kinds of records that have them.
const FIELDS: [(&str, &[&[Field]]); 4] = [
    ("contacts and companies", &[field::CONTACT, field::AUXILIARY]),
    ("orders", &[field::ORDER]),
    ("activities", &[field::ACTIVITY]),
    ("suppression", &[field::SUPPRESSION]),
];

fn fields(out: &mut impl Write) -> io::Result<()> {
    for (at, (records, groups)) in FIELDS.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{records}")?;
        let all = || groups.iter().flat_map(|group| group.iter());
        let width = all().map(|field| field.name.len()).max().unwrap_or(0).max(KEY.0.len());
        for (name, description) in std::iter::once(KEY).chain(all().map(|field| (field.name, field.description))) {
            writeln!(out, "  {name:width$}  {description}")?;
        }
    }
    Ok(())
}

/// What sources of every kind may have.
const KEY: (&str, &str) = ("source_key", "The source's own unique id, the second half of record_id");

fn fields_json() -> Value {
    let list = |groups: &[&[Field]]| -> Vec<Value> {
        let fields = groups.iter().flat_map(|group| group.iter()).map(|field| (field.name, field.description));
        std::iter::once(KEY).chain(fields).map(|(name, text)| json!({"name": name, "description": text})).collect()
    };
    FIELDS.iter().map(|(records, groups)| json!({"records": records, "fields": list(groups)})).collect()
}

fn open_parts(table: &Table) -> Vec<&'static str> {
    let mut parts = Vec::new();
    if table.has_part(Part::ExtraFields) {
        parts.push("and the columns declared as extra or kept because no field fits, as text");
    }
    if table.has_part(Part::Weights) {
        parts.push("and w_<field>, Float64, the part of each comparison in the match weight");
    }
    parts
}

fn table_json(table: &Table) -> Value {
    let columns: Vec<Value> = table
        .columns()
        .iter()
        .map(|column| {
            json!({
                "name": column.name,
                "type": column.ty.name(),
                "nullable": column.nullable,
                "description": column.description,
            })
        })
        .collect();
    json!({
        "name": table.name,
        "description": table.description,
        "stage": table.stage,
        "written": table.written,
        "sorted_by": table.sorted_by,
        "columns": columns,
        "more_columns": open_parts(table),
    })
}

fn codes_json() -> Vec<Value> {
    let json = |entry: &code::Code| json!({"code": entry.code, "severity": entry.severity.name(), "message": entry.message, "example": entry.example});
    code::all().map(json).collect()
}

fn codes(out: &mut impl Write) -> io::Result<()> {
    let width = code::all().map(|entry| entry.code.len()).max().unwrap_or(0);
    for entry in code::all() {
        writeln!(out, "{:width$}  {:5}  {}", entry.code, entry.severity.name(), entry.message)?;
        writeln!(out, "{:width$}         e.g. {}", "", entry.example)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_listed_with_its_kind() {
        let mut out = Vec::new();
        fields(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for (records, name) in [("contacts", "vat_id"), ("orders", "unit_price"), ("suppression", "email")] {
            assert!(text.contains(records) && text.contains(&format!("  {name}")), "{name}\n{text}");
        }
        assert_eq!(fields_json().as_array().map(Vec::len), Some(FIELDS.len()));
    }

    #[test]
    fn every_table_and_column_is_listed() {
        let mut out = Vec::new();
        tables(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for table in TABLES {
            assert!(text.contains(&format!("{}.parquet", table.name)));
            assert_eq!(table_json(table)["columns"].as_array().map(Vec::len), Some(table.columns().len()));
        }
        assert!(text.contains("w_<field>") && text.contains("Decimal(18,2)"));
    }
}
