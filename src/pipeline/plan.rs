//! The resolved plan: what a run will do, typed, with every default filled in.

use super::diagnostic::{Diagnostic, Diagnostics};
use super::grid::Grid;
use super::text::Text;
use crate::model::record::Records;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

/// Everything a run needs to know.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Name of the pipeline.
    pub name: String,
    /// Who answers for the process.
    pub process_owner: Option<String>,
    /// The only clock of the run.
    pub as_of: NaiveDate,
    /// ISO 3166-1 alpha-2 code for rows that say nothing.
    pub default_country: Option<String>,
    /// Sources in the order of the file.
    pub sources: Vec<Source>,
    /// Validation policies.
    pub validate: Validate,
    /// Matching.
    pub dedupe: Dedupe,
    /// Survivorship.
    pub consolidate: Consolidate,
    /// Tables that gaps are filled from, in order.
    pub enrich: Vec<Enrich>,
    /// Protection of personal data.
    pub privacy: Privacy,
    /// Purchases.
    pub analyze: Analyze,
    /// Segments in the order of the file.
    pub segments: Vec<Segment>,
    /// Quality gates in the order of the file.
    pub gates: Vec<Gate>,
    /// Where the result goes.
    pub output: Output,
    /// Read at most this many rows of each source.
    pub limit: Option<usize>,
    /// SHA-256 of the resolved configuration, hex; paths of inputs as written, the output folder left out.
    pub fingerprint: String,
    /// The text the plan came from.
    pub origin: Origin,
}

/// The text of a pipeline, for problems that show only when the plan meets the data.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// File and overrides.
    pub text: Text,
    /// Where the expression of each segment stands.
    pub segments: Vec<Range<usize>>,
}

impl Plan {
    /// Where the expression of the segment at that position stands.
    pub fn segment_span(&self, index: usize) -> Range<usize> {
        self.origin.segments.get(index).cloned().unwrap_or_default()
    }

    /// A problem with the expression of a segment, ready to be shown like any other problem of the file. `within` is
    /// the part of the expression that is wrong, in bytes, when it is known.
    pub fn segment_problem(
        &self,
        index: usize,
        within: Option<Range<usize>>,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Diagnostics {
        let mut span = self.segment_span(index);
        let written = self.origin.text.excerpt(&span);
        let when = self.segments.get(index).map_or("", |segment| segment.when.as_str());
        // Escapes in the TOML string would shift the part: then the whole expression is shown.
        if let (Some(part), Some(start)) = (within, written.0.get(written.1.clone()).and_then(|text| text.find(when))) {
            let base = span.start + start;
            span = base + part.start.min(when.len())..base + part.end.min(when.len());
        }
        let mut problem = Diagnostic::new(span, message);
        problem.help = help;
        Diagnostics::new(self.origin.text.clone(), vec![problem])
    }
}

/// One source: files of one shape.
#[derive(Debug, Clone)]
pub struct Source {
    /// Unique name; the first half of `record_id`.
    pub name: String,
    /// Existing files, globs resolved, sorted by path.
    pub files: Vec<PathBuf>,
    /// What the rows are; `None` asks `ingest` to tell.
    pub records: Option<Records>,
    /// Vendor slug, detected when `None`.
    pub vendor: Option<String>,
    /// 0..1, used by survivorship; `None` lets agreement with other sources tell.
    pub trust: Option<f64>,
    /// True for the CRM: its ids are kept.
    pub master: bool,
    /// True for a source without duplicates: its records never merge with one another.
    pub unique: bool,
    /// Overrides of detection.
    pub read: ReadOptions,
    /// Canonical field → header, pinned by the pipeline; also extra column → header where they differ.
    pub map: BTreeMap<String, String>,
    /// Columns to keep under their own name: name → kind.
    pub extra: BTreeMap<String, ExtraKind>,
}

/// How to read a file, where detection is not wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// WHATWG label: `utf-8`, `windows-1252`.
    pub encoding: Option<String>,
    /// One ASCII character.
    pub delimiter: Option<u8>,
    /// One ASCII character.
    pub quote: Option<u8>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// 1-based physical line (or sheet row) of the header; 0: there is none.
    pub header_row: Option<u32>,
    /// Decimal mark: `,` or `.`.
    pub decimal: Option<u8>,
    /// Order of day, month and year in dates without an ISO form.
    pub date_order: Option<DateOrder>,
}

/// Order of the parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 31.12.2025
    Dmy,
    /// 12/31/2025
    Mdy,
    /// 2025-12-31
    Ymd,
}

/// What a column outside the canonical fields holds; decides how matching compares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExtraKind {
    /// Ids: equal or different.
    Identifier,
    /// Short free text.
    Text,
    /// Numbers.
    Number,
    /// Dates.
    Date,
    /// A few repeated words.
    Category,
    /// Yes or no.
    Flag,
}

impl ExtraKind {
    /// All kinds with the word the pipeline file uses.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Identifier, "identifier"),
        (Self::Text, "text"),
        (Self::Number, "number"),
        (Self::Date, "date"),
        (Self::Category, "category"),
        (Self::Flag, "flag"),
    ];

    /// The word the pipeline file uses.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

/// Validation policies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validate {
    /// Kinds that are only passed through: any of `name`, `company`, `address`, `email`, `phone`.
    pub skip: Vec<String>,
    /// Which postal codes there are.
    pub postal_table: PostalSource,
}

/// A table that gaps of contacts are filled from.
#[derive(Debug, Clone)]
pub struct Enrich {
    /// Where its rows come from; the map holds the headers of both lists of fields.
    pub source: Source,
    /// Contact fields that must all agree.
    pub on: Vec<String>,
    /// Contact fields to fill.
    pub fill: Vec<String>,
}

/// Protection of personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Privacy {
    /// Records whose latest date lies longer before `as_of` are left out.
    pub retention_days: Option<u32>,
    /// Contact fields that leave the run as keyed pseudonyms, in order of their names.
    pub pseudonymize: Vec<String>,
    /// File of the key; the variable `LEADLOOM_KEY` goes before it.
    pub key_file: Option<PathBuf>,
}

/// Where the table of postal codes comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PostalSource {
    /// The one the user installed, if there is one.
    #[default]
    Installed,
    /// Nowhere: codes are judged by their format.
    Nothing,
    /// A file made by `leadloom data import`.
    File(PathBuf),
}

/// Matching policies.
#[derive(Debug, Clone, PartialEq)]
pub struct Dedupe {
    /// False leaves every record a contact of its own.
    pub enabled: bool,
    /// Fields that must not be compared.
    pub ignore: Vec<String>,
    /// Largest block of one key; larger ones are refined, then left out and reported.
    pub max_block: usize,
    /// Clusters are joined while their mean match weight (log2 odds) is at least this.
    pub link_weight: f64,
    /// Pairs at or above this match weight are written and offered for review.
    pub review_weight: f64,
    /// True when only records of different sources may be one contact.
    pub link_only: bool,
    /// Answers about pairs.
    pub labels: Option<PathBuf>,
}

impl Default for Dedupe {
    fn default() -> Self {
        Self {
            enabled: true,
            ignore: Vec::new(),
            max_block: 100,
            link_weight: 0.0,
            review_weight: -2.0,
            link_only: false,
            labels: None,
        }
    }
}

/// How a field of a contact is chosen among its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Survivorship {
    /// The record of the most trusted source.
    MostTrusted,
    /// The record changed last.
    MostRecent,
    /// The record with the most filled fields.
    MostComplete,
    /// The value most records agree on.
    MostFrequent,
    /// The longest value.
    Longest,
    /// The value that allows least; consent and opt-out only.
    Strictest,
}

impl Survivorship {
    /// All rules with the word the pipeline file uses.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::MostTrusted, "most_trusted"),
        (Self::MostRecent, "most_recent"),
        (Self::MostComplete, "most_complete"),
        (Self::MostFrequent, "most_frequent"),
        (Self::Longest, "longest"),
        (Self::Strictest, "strictest"),
    ];

    /// The word the pipeline file and the tables use.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(rule, _)| *rule == self).map_or("", |(_, name)| name)
    }
}

/// Survivorship per field; fields that are not named follow the defaults of the stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consolidate {
    /// Contact field → rule.
    pub rules: BTreeMap<String, Survivorship>,
}

/// What makes an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderKey {
    /// A distinct document number.
    Document,
    /// A customer and a day, for exports without document numbers.
    CustomerDay,
}

/// How recommendations are scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recommender {
    /// Sums of log-likelihood ratios.
    LogLikelihood,
    /// Sums of ridge weights.
    Ease,
}

/// How order days to come are foretold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PurchaseModel {
    /// BG/NBD: customers leave after a purchase.
    BgNbd,
    /// Pareto/NBD: customers leave at any time.
    ParetoNbd,
}

/// One currency for all amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The currency, an ISO 4217 code.
    pub currency: String,
    /// File with what other currencies are worth in it.
    pub rates: PathBuf,
}

/// Purchases.
#[derive(Debug, Clone, PartialEq)]
pub struct Analyze {
    /// What makes an order.
    pub order_key: OrderKey,
    /// Product ids (upper case) that count as revenue and never as products: postage, fees.
    pub service_products: Vec<String>,
    /// Fewest joint orders for a cross-sell rule.
    pub min_joint_orders: u32,
    /// Smallest share of the orders that a listed set of products is in, above 0 and at most 1.
    pub itemset_support: f64,
    /// Recommendations per contact.
    pub recommendations: u32,
    /// How they are scored.
    pub recommender: Recommender,
    /// How order days to come are foretold.
    pub lifetime: PurchaseModel,
    /// One currency for all amounts; without it currencies are kept apart.
    pub exchange: Option<Exchange>,
    /// The user's names for RFM scores; without them the shipped ones.
    pub rfm_grid: Option<Grid>,
}

impl Default for Analyze {
    fn default() -> Self {
        Self {
            order_key: OrderKey::Document,
            service_products: Vec::new(),
            min_joint_orders: 5,
            itemset_support: 0.01,
            recommendations: 5,
            recommender: Recommender::LogLikelihood,
            lifetime: PurchaseModel::BgNbd,
            exchange: None,
            rfm_grid: None,
        }
    }
}

/// A named group of contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Lower snake_case name.
    pub name: String,
    /// SQL expression over the columns of `customers` and `contacts`, or of `purchase_years` with `per_year`.
    pub when: String,
    /// True: evaluated per contact and calendar year over `purchase_years`.
    pub per_year: bool,
}

/// What a gate does when its bound is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateSeverity {
    /// Reported.
    Warn,
    /// Reported, and nothing is published.
    Error,
}

/// A bound on a metric of the run.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// Unique name.
    pub name: String,
    /// One of [`METRICS`].
    pub metric: String,
    /// What happens when the bound is broken.
    pub severity: GateSeverity,
    /// Lowest value allowed.
    pub min: Option<f64>,
    /// Highest value allowed.
    pub max: Option<f64>,
}

/// The metrics a gate may bound, with what they measure.
pub const METRICS: &[(&str, &str)] = &[
    ("rows_read", "records read over all sources"),
    ("leads", "accepted contact and company records"),
    ("rejects", "records that could not be used"),
    ("reject_share", "rejects / rows_read"),
    ("contacts", "contacts after merging"),
    ("duplicate_share", "1 - contacts with a record / leads"),
    ("valid_email_share", "usable e-mail addresses / leads with one"),
    ("valid_phone_share", "usable phone numbers / leads with one"),
    ("findings_error", "findings of severity error"),
    ("orders", "orders counted"),
    ("order_lines_excluded_share", "excluded order lines / order lines"),
    ("unattached_order_share", "order lines without a contact / order lines"),
];

/// Where the result goes and in which form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Folder of the run.
    pub dir: PathBuf,
    /// Forms in which the tables are written.
    pub forms: Forms,
    /// File that OpenLineage events are appended to.
    pub lineage: Option<PathBuf>,
    /// Address of a PostgreSQL server that gets the published tables; may hold a password.
    pub postgres: Option<String>,
    /// Place of an object store that the published folder is copied to.
    pub upload: Option<String>,
    /// Targets to write import files for.
    pub targets: Vec<super::target::Target>,
}

/// Forms in which the tables are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// Rows of a Parquet row group.
    pub row_group_rows: usize,
    /// How Parquet files are packed.
    pub compression: Compression,
    /// Other forms in which every table is written too.
    pub copies: Copies,
    /// Table → column by whose values it is written in hive partitions too.
    pub partition_by: BTreeMap<String, String>,
}

impl Default for Forms {
    /// Parquet alone, zstd, DuckDB's size of a row group.
    fn default() -> Self {
        Self {
            row_group_rows: 122_880,
            compression: Compression::default(),
            copies: Copies::default(),
            partition_by: BTreeMap::new(),
        }
    }
}

/// How Parquet files are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Compression {
    /// Small files.
    #[default]
    Zstd,
    /// Readable by everything.
    Snappy,
}

/// Forms of the tables beside Parquet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Copies {
    /// A CSV file a table.
    pub csv: bool,
    /// An NDJSON file a table.
    pub ndjson: bool,
    /// An Arrow IPC file a table.
    pub arrow: bool,
    /// One SQLite file.
    pub sqlite: bool,
}
