//! What may be written in a pipeline file, table by table. The comments are the descriptions of the JSON schema.

use super::diagnostic::Diagnostic;
use super::plan::{
    Compression, DateOrder, ExtraKind, GateSeverity, METRICS, OrderKey, PurchaseModel, Recommender, Survivorship,
};
use super::read::{AnyKey, At, Day, KeySet, Log, Named, OneOrMany, Read, Word, Words, table, word};
use super::tree::{Entry, Node, Value};
use crate::model::field;
use crate::model::record::Records;
use crate::model::table::TABLES;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

table! {
    /// A leadloom pipeline: which exports to weave together, and how. Paths are relative to this file.
    pub struct PipelineSpec {
        /// Name of the pipeline; the file name without its extension by default.
        #[schemars(example = &"quickstart", length(min = 1))]
        name: String,
        /// Who answers for the process: a person or a mailbox. Recorded in the manifest.
        #[schemars(example = &"vertrieb@musterfirma.example")]
        process_owner: String,
        /// The only clock of the run. Today by default; what was used is recorded in the manifest.
        #[schemars(example = &"2026-06-30")]
        as_of: Day,
        /// ISO 3166-1 alpha-2 code of the country that rows are taken to be in when they do not say; marked as inferred.
        #[schemars(example = &"DE", regex(pattern = "^[A-Z]{2}$"))]
        default_country: String,
        /// Where records come from: one table for all files of one shape.
        #[schemars(length(min = 1))]
        source: Vec<At<SourceSpec>> = required,
        /// Checks of names, companies, addresses, e-mail addresses and phone numbers.
        validate: ValidateSpec,
        /// Finding records that are one contact.
        dedupe: DedupeSpec,
        /// Which value of a contact survives: field = rule. Fields that are not named follow the defaults.
        consolidate: Named<Word<Survivorship>, ContactKey>,
        /// Tables that gaps of contacts are filled from, in this order.
        enrich: Vec<At<EnrichSpec>>,
        /// Protection of personal data.
        privacy: PrivacySpec,
        /// Purchases per calendar year, cross-selling, recommendations.
        analyze: AnalyzeSpec,
        /// Named groups of contacts.
        segment: Vec<At<SegmentSpec>>,
        /// Bounds on what a run may do; a broken bound of severity `error` keeps the result from being published.
        gate: Vec<At<GateSpec>>,
        /// Where the result goes.
        output: OutputSpec,
    }
}

table! {
    /// Files of one shape.
    pub struct SourceSpec {
        /// Unique name, the first half of every record_id.
        #[schemars(example = &"hubspot", regex(pattern = "^[a-z][a-z0-9_]*$"))]
        name: String = required,
        /// File, folder, glob, or list of these; `.gz`, `.zst`, `.bz2` and `.zip` are unpacked.
        #[schemars(example = &"exports/hubspot_*.csv")]
        path: OneOrMany = required,
        /// What the rows are. Told from the header by default.
        records: Word<Records>,
        /// Vendor profile for header names and quirks. Told from the header by default.
        #[schemars(example = &"hubspot_contacts")]
        vendor: String,
        /// How far the values can be trusted, 0 to 1; survivorship weighs by it. By default how often they agree with those of
        /// other sources about the same contact.
        #[schemars(range(min = 0, max = 1))]
        trust: f64,
        /// True for the CRM: its ids are kept, and its records are never merged with one another.
        #[schemars(extend("default" = false))]
        master: bool,
        /// True for a source without duplicates: its records are never merged with one another. A master has none.
        #[schemars(extend("default" = false))]
        unique: bool,
        /// How to read the files. Every key overrides what would be detected.
        read: ReadSpec,
        /// Canonical field = header. Fields that are not named are told from header and content.
        map: Named<HeaderSpec, AnyKey>,
        /// Columns to keep under their own name: name = kind of content.
        extra: Named<ExtraSpec, AnyKey>,
    }
}

table! {
    /// How to read the files of a source.
    pub struct ReadSpec {
        /// Character encoding, a WHATWG label.
        #[schemars(example = &"windows-1252")]
        encoding: String,
        /// Field separator, one ASCII character.
        #[schemars(example = &";", length(min = 1, max = 1))]
        delimiter: String,
        /// Quote, one ASCII character.
        #[schemars(example = &"\"", length(min = 1, max = 1))]
        quote: String,
        /// Sheet of a workbook. The first sheet with a table by default.
        #[schemars(example = &"Kontakte")]
        sheet: String,
        /// Line of the header, counted from 1. 0: there is no header, and the columns are column_1, column_2 and so on.
        header_row: u32,
        /// Decimal mark.
        #[schemars(extend("enum" = [",", "."]))]
        decimal: String,
        /// Order of day, month and year in dates that are not ISO dates.
        date_order: Word<DateOrder>,
    }
}

table! {
    /// Checks of values.
    pub struct ValidateSpec {
        /// Kinds that are passed through unread.
        skip: Vec<At<Word<Check>>>,
        /// Table of postal codes: a file that `leadloom data import` made, or "none". The installed one by default.
        #[schemars(example = &"none")]
        postal_table: String,
    }
}

table! {
    /// Finding records that are one contact. The defaults need no tuning.
    pub struct DedupeSpec {
        /// False leaves every record a contact of its own.
        #[schemars(extend("default" = true))]
        enabled: bool,
        /// Fields or extra columns that must not be compared.
        #[schemars(extend("examples" = [["notes"]]))]
        ignore: Vec<At<String>>,
        /// Largest block of records that share one key; larger ones are refined, then left out and reported.
        #[schemars(range(min = 2), extend("default" = 100))]
        max_block: u32,
        /// Clusters are joined while their mean match weight (log2 odds) is at least this.
        #[schemars(extend("default" = 0.0))]
        link_weight: f64,
        /// Pairs from this match weight on are written and offered for review; at most link_weight.
        #[schemars(extend("default" = -2.0))]
        review_weight: f64,
        /// True when no source holds duplicates, so that only records of different sources are one contact.
        #[schemars(extend("default" = false))]
        link_only: bool,
        /// Answers about pairs, a CSV file with left_record_id, right_record_id and match (yes or no), as `leadloom review`
        /// writes it: those pairs are joined or kept apart, and the model learns from them.
        #[schemars(example = &"labels.csv")]
        labels: String,
    }
}

table! {
    /// A table that gaps of contacts are filled from. What a contact has is never overwritten.
    pub struct EnrichSpec {
        /// Unique name; what it fills has the rule `enrich:<name>`.
        #[schemars(example = &"firms", regex(pattern = "^[a-z][a-z0-9_]*$"))]
        name: String = required,
        /// File, sheet or database table, in any form that sources have.
        #[schemars(example = &"reference/firms.csv")]
        table: OneOrMany = required,
        /// How to read it. Every key overrides what would be detected.
        read: ReadSpec,
        /// Contact field = header of the table; several must all agree. Both sides are compared in their normal form.
        on: Named<HeaderSpec, ContactKey> = required,
        /// Contact field to fill = header of the table.
        fill: Named<HeaderSpec, ContactKey> = required,
        /// Only true: nothing is overwritten.
        #[schemars(extend("default" = true))]
        only_missing: bool,
    }
}

table! {
    /// Protection of personal data. Opt-outs and consent need no setting: a contact is as strict as its strictest record.
    pub struct PrivacySpec {
        /// Records whose latest date lies longer before as_of are left out, with a reason among the rejects; records without
        /// a date stay.
        #[schemars(range(min = 1), example = 1095)]
        retention_days: u32,
        /// Contact fields of text that leave the run as keyed pseudonyms, the same value always as the same one.
        #[schemars(extend("examples" = [["email", "phone", "mobile"]]))]
        pseudonymize: Vec<At<String>>,
        /// File with the key of pseudonyms and erasures; the variable LEADLOOM_KEY goes before it. By default the user's own
        /// key, which `leadloom forget` makes. It is never written to an output.
        #[schemars(example = &"secrets/leadloom.key")]
        key_file: String,
    }
}

table! {
    /// Purchases.
    pub struct AnalyzeSpec {
        /// What makes an order: a distinct document number, or a customer and a day.
        #[schemars(extend("default" = "document"))]
        order_key: Word<OrderKey>,
        /// Currency that all amounts are converted into at the rates of `rates`; without it currencies are kept apart.
        #[schemars(example = &"EUR", regex(pattern = "^[A-Z]{3}$"))]
        currency: String,
        /// CSV file of exchange rates, relative to this file: currency, from (a day, may be empty), rate (what one unit is
        /// worth in `currency`). Lines without a rate stay in their own currency and are counted.
        #[schemars(example = &"rates.csv", length(min = 1))]
        rates: String,
        /// CSV file that names customers by their RFM scores, relative to this file: name, r_min, r_max, f_min, f_max and, if
        /// value takes part, m_min, m_max. The first row that fits wins; `leadloom schema rfm-grid` prints the shipped one.
        #[schemars(example = &"my_grid.csv", length(min = 1))]
        rfm_grid: String,
        /// Product ids that count as revenue and never as products: postage, fees.
        #[schemars(extend("examples" = [["VERSAND", "POST"]]))]
        service_products: Vec<At<String>>,
        /// Fewest joint orders for a cross-sell rule.
        #[schemars(range(min = 1), extend("default" = 5))]
        min_joint_orders: u32,
        /// Smallest share of the orders that a set of products must be in to be listed in `itemsets`.
        #[schemars(range(max = 1.0), extend("exclusiveMinimum" = 0, "default" = 0.01))]
        itemset_support: f64,
        /// Recommendations per contact; 0 for none.
        #[schemars(extend("default" = 5))]
        recommendations: u32,
        /// How they are scored: `log_likelihood`, or `ease`, which finds more but takes long beyond some thousand products.
        #[schemars(extend("default" = "log_likelihood"))]
        recommender: Word<Recommender>,
        /// How order days to come are foretold: `bg_nbd`, or `pareto_nbd`, which lets customers leave before their second
        /// order and takes longer.
        #[schemars(extend("default" = "bg_nbd"))]
        lifetime: Word<PurchaseModel>,
    }
}

table! {
    /// A named group of contacts.
    pub struct SegmentSpec {
        /// Unique name.
        #[schemars(example = &"loyal", regex(pattern = "^[a-z][a-z0-9_]*$"))]
        name: String = required,
        /// SQL expression over the columns of `customers` and `contacts`, or of `purchase_years` with `per_year`.
        #[schemars(example = &"orders >= 4 AND recency_days <= 180", length(min = 1))]
        when: String = required,
        /// True: the expression is evaluated per contact and calendar year.
        #[schemars(extend("default" = false))]
        per_year: bool,
    }
}

table! {
    /// A bound on a metric of the run: `min`, `max` or both.
    #[schemars(extend("anyOf" = [{ "required": ["min"] }, { "required": ["max"] }]))]
    pub struct GateSpec {
        /// Unique name.
        #[schemars(example = &"few_rejects", regex(pattern = "^[a-z][a-z0-9_]*$"))]
        name: String = required,
        /// What is bounded.
        metric: Word<Metric> = required,
        /// `error` keeps the result from being published, `warn` reports.
        #[schemars(extend("default" = "error"))]
        severity: Word<GateSeverity>,
        /// Lowest value allowed, a count or a share of 0 to 1.
        min: f64,
        /// Highest value allowed, a count or a share of 0 to 1.
        #[schemars(example = 0.02)]
        max: f64,
    }
}

table! {
    /// Where the result goes and in which form.
    pub struct OutputSpec {
        /// Folder of the run; `out/<name>` beside this file by default.
        #[schemars(example = &"../out/quickstart", length(min = 1))]
        dir: String,
        /// Rows of a Parquet row group.
        #[schemars(range(min = 1000, max = 1_000_000), extend("default" = 122_880))]
        row_group_rows: u32,
        /// How Parquet files are packed; snappy for readers that know no zstd.
        #[schemars(extend("default" = "zstd"))]
        compression: Word<Compression>,
        /// Also write every table as CSV.
        #[schemars(extend("default" = false))]
        csv: bool,
        /// Also write every table as NDJSON, an object a line.
        #[schemars(extend("default" = false))]
        ndjson: bool,
        /// Also write every table as an Arrow IPC file.
        #[schemars(extend("default" = false))]
        arrow: bool,
        /// Also write all tables into one SQLite file, `leadloom.sqlite`.
        #[schemars(extend("default" = false))]
        sqlite: bool,
        /// Also write hive partitions, `partitions/<table>/<column>=<value>/`: table = column.
        partition_by: Named<String, TableKey>,
        /// File that OpenLineage events are appended to, relative to this file; outside the output folder.
        #[schemars(example = &"../out/lineage.ndjson", length(min = 1))]
        lineage: String,
        /// PostgreSQL server that the published tables are written to, in one transaction: contacts are upserted, the other
        /// tables replaced. The password is better kept in PGPASSWORD or ~/.pgpass. Needs a build with `postgres`.
        #[schemars(example = &"postgresql://etl@db.example/crm?schema=leadloom", regex(pattern = "^postgres(ql)?://"))]
        postgres: String,
        /// Place of an object store that the published folder is copied to, the manifest last. Keys come from the environment
        /// (`AWS_ACCESS_KEY_ID` and the like). Needs a build with `object-store`.
        #[schemars(example = &"s3://bucket/leads/current", regex(pattern = "^(s3|gs|az|abfss?|file)://"))]
        upload: String,
        /// Targets to write import files for into `crm/<target>`: names, or target files of one's own.
        #[schemars(extend("examples" = [["hubspot", "targets/our_crm.toml"]]))]
        targets: Vec<At<String>>,
    }
}

/// Sections and keys of the public contract that this version does not have.
const LATER: &[(&str, &str)] = &[
    ("score", "lead scores"),
    ("lifecycle", "lifecycle stages"),
    ("route", "routing"),
    ("test", "tests inside the pipeline file"),
    ("source.read.time_zone", "time zones of sources"),
    ("output.tables", "the choice of tables; all are written"),
];

/// The problem with a key that is documented but not built yet.
pub(crate) fn not_in_this_version(key: &str, entry: &Entry) -> Option<Diagnostic> {
    let (_, what) = LATER.iter().find(|(later, _)| *later == key)?;
    let message = format!("this version has no `{key}`: {what}");
    Some(Diagnostic::new(entry.key_span.clone(), message).help("take it out; nothing else depends on it"))
}

/// The fields of the contact tables.
#[derive(Debug, Clone, Copy)]
pub struct ContactKey;

impl KeySet for ContactKey {
    fn keys() -> Option<Vec<&'static str>> {
        Some(field::CONTACT.iter().map(|field| field.name).collect())
    }
}

/// A kind of values that `validate` checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check(pub &'static str);

impl Words for Check {
    const WHAT: &'static str = "kind of values";
    fn words() -> Vec<(&'static str, Self)> {
        ["name", "company", "address", "email", "phone"].into_iter().map(|name| (name, Self(name))).collect()
    }
}

/// A metric of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric(pub &'static str);

impl Words for Metric {
    const WHAT: &'static str = "metric";
    fn words() -> Vec<(&'static str, Self)> {
        METRICS.iter().map(|(name, _)| (*name, Self(name))).collect()
    }
}

impl Words for Records {
    const WHAT: &'static str = "kind of records";
    fn words() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|records| (records.name(), records)).collect()
    }
}

impl Words for Survivorship {
    const WHAT: &'static str = "survivorship rule";
    fn words() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|(rule, name)| (name, rule)).collect()
    }
}

impl Words for GateSeverity {
    const WHAT: &'static str = "severity";
    fn words() -> Vec<(&'static str, Self)> {
        vec![("warn", Self::Warn), ("error", Self::Error)]
    }
}

impl Words for OrderKey {
    const WHAT: &'static str = "order key";
    fn words() -> Vec<(&'static str, Self)> {
        vec![("document", Self::Document), ("customer_day", Self::CustomerDay)]
    }
}

/// The tables of a run.
#[derive(Debug, Clone, Copy)]
pub struct TableKey;

impl KeySet for TableKey {
    const WHAT: &'static str = "table";
    fn keys() -> Option<Vec<&'static str>> {
        Some(TABLES.iter().filter(|table| table.written).map(|table| table.name).collect())
    }
}

impl Words for Compression {
    const WHAT: &'static str = "compression";
    fn words() -> Vec<(&'static str, Self)> {
        vec![("zstd", Self::Zstd), ("snappy", Self::Snappy)]
    }
}

impl Words for Recommender {
    const WHAT: &'static str = "recommender";
    fn words() -> Vec<(&'static str, Self)> {
        vec![("log_likelihood", Self::LogLikelihood), ("ease", Self::Ease)]
    }
}

impl Words for PurchaseModel {
    const WHAT: &'static str = "lifetime model";
    fn words() -> Vec<(&'static str, Self)> {
        vec![("bg_nbd", Self::BgNbd), ("pareto_nbd", Self::ParetoNbd)]
    }
}

impl Words for DateOrder {
    const WHAT: &'static str = "date order";
    fn words() -> Vec<(&'static str, Self)> {
        vec![("dmy", Self::Dmy), ("mdy", Self::Mdy), ("ymd", Self::Ymd)]
    }
}

impl Words for ExtraKind {
    const WHAT: &'static str = "kind of column";
    fn words() -> Vec<(&'static str, Self)> {
        Self::ALL.into_iter().map(|(kind, name)| (name, kind)).collect()
    }
}

/// A header: `"E-Mail"`, or `{ column = "E-Mail" }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderSpec(pub String);

impl Read for HeaderSpec {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        match &node.value {
            Value::Text(header) => Some(Self(header.clone())),
            Value::Table(_) => Column::read(node, log)?.column.map(|column| Self(column.value)),
            _ => {
                log.wrong(node, "a header");
                None
            }
        }
    }
}

impl JsonSchema for HeaderSpec {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Header".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, generator.subschema_for::<Column>()] })
    }
}

table! {
    /// A column of the file.
    pub struct Column {
        /// The header as it stands in the file.
        column: String = required,
    }
}

/// A column to keep: its kind, and its header where that differs from the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraSpec {
    /// What the column holds.
    pub kind: ExtraKind,
    /// Header in the file.
    pub column: Option<At<String>>,
}

impl Eq for At<String> {}

impl Read for ExtraSpec {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        let entries = match &node.value {
            Value::Text(kind) => return word(kind, &node.span, log).map(|kind| Self { kind, column: None }),
            Value::Table(entries) => entries,
            _ => {
                log.wrong(node, "a kind of column or a table");
                return None;
            }
        };
        let mut column = None;
        let mut kind = None;
        for entry in entries {
            log.enter(&entry.key, |log| match entry.key.as_str() {
                "column" => column = At::read(&entry.node, log),
                "type" => kind = Word::read(&entry.node, log),
                _ => log.unknown(entry, &["column", "type"]),
            });
        }
        if !entries.iter().any(|entry| entry.key == "type") {
            log.missing(node, "type");
        }
        kind.map(|Word(kind)| Self { kind, column })
    }
}

impl JsonSchema for ExtraSpec {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Extra".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kind = generator.subschema_for::<Word<ExtraKind>>();
        json_schema!({ "anyOf": [kind, {
            "type": "object",
            "properties": {
                "column": { "type": "string", "description": "The header as it stands in the file." },
                "type": kind,
            },
            "required": ["type"],
            "additionalProperties": false,
        }] })
    }
}
