//! Villages → files: streamed in waves, in order, so that memory does not grow with the world.

use super::catalogue::{ARTICLES, DECOYS, PAIRS};
use super::orders::{self, Baskets};
use super::render::{
    ACTIVITY_HEADER, Counts, PERSON_HEADER, Part, RECORD_HEADER, Rendered, SUPPRESSION_HEADER, YEAR_HEADER, render,
};
use super::source::{Form, Source};
use super::text::{Layout, encode};
use super::world::VILLAGE;
use super::{Options, Summary, SynthError};
use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Villages made at a time: enough for all threads, few enough for memory.
const WAVE: usize = 16;
/// Data rows of a sheet; Excel holds 1,048,576 rows. Further visitors of the fair are left out.
const SHEET_ROWS: usize = 1_000_000;

/// A file that knows its name when something fails.
struct Out {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Out {
    fn create(folder: &Path, name: &str) -> Result<Self, SynthError> {
        let path = folder.join(name);
        match File::create(&path) {
            Ok(file) => Ok(Self { path, file: BufWriter::with_capacity(1 << 18, file) }),
            Err(source) => Err(SynthError::Write { path, source }),
        }
    }

    fn with_header(folder: &Path, name: &str, layout: Layout, header: &[&str]) -> Result<Self, SynthError> {
        let mut out = Self::create(folder, name)?;
        let mut row = Vec::new();
        layout.row(&mut row, header);
        out.put(&row)?;
        Ok(out)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), SynthError> {
        self.file.write_all(bytes).map_err(|source| SynthError::Write { path: self.path.clone(), source })
    }

    fn finish(mut self) -> Result<(), SynthError> {
        self.file.flush().map_err(|source| SynthError::Write { path: self.path, source })
    }
}

/// The workbook of the trade fair.
struct Book {
    path: PathBuf,
    book: Workbook,
}

impl Book {
    fn create(folder: &Path, name: &str, header: &[&str]) -> Result<Self, SynthError> {
        let mut book = Self { path: folder.join(name), book: Workbook::new() };
        // The clock must not leak into the bytes.
        match ExcelDateTime::from_ymd(2026, 6, 30) {
            Ok(day) => {
                book.book.set_properties(&DocProperties::new().set_creation_datetime(&day));
            }
            Err(source) => return Err(book.failed(source)),
        }
        book.book.add_worksheet();
        book.row(0, header)?;
        Ok(book)
    }

    fn failed(&self, source: rust_xlsxwriter::XlsxError) -> SynthError {
        SynthError::Workbook { path: self.path.clone(), source }
    }

    fn row<T: AsRef<str>>(&mut self, row: usize, cells: &[T]) -> Result<(), SynthError> {
        let written = self.book.worksheet_from_index(0).and_then(|sheet| {
            for (column, cell) in cells.iter().enumerate() {
                if !cell.as_ref().is_empty() {
                    sheet.write_string(row as u32, column as u16, cell.as_ref())?;
                }
            }
            Ok(())
        });
        written.map_err(|source| self.failed(source))
    }

    fn finish(mut self) -> Result<(), SynthError> {
        let bytes = self.book.save_to_buffer().map_err(|source| self.failed(source))?;
        std::fs::write(&self.path, bytes).map_err(|source| SynthError::Write { path: self.path, source })
    }
}

/// Where a contact export goes.
enum Sink {
    Text(Out),
    Book(Box<Book>),
}

impl Sink {
    fn create(folder: &Path, source: Source) -> Result<Self, SynthError> {
        let profile = source.profile();
        let name = format!("{}.{}", profile.stem, profile.extension);
        Ok(match profile.form {
            Form::Csv(layout) => Self::Text(Out::with_header(folder, &name, layout, profile.header)?),
            Form::Json => Self::Text(Out::create(folder, &name)?),
            Form::Workbook => Self::Book(Box::new(Book::create(folder, &name, profile.header)?)),
        })
    }
}

/// All files of a world in the making.
struct Files {
    sinks: Vec<Sink>,
    orders: Out,
    activities: Out,
    suppression: Out,
    records: Out,
    persons: Out,
    years: Out,
    truth: PathBuf,
    rows: Vec<usize>,
    counts: Counts,
    baskets: Baskets,
}

/// Makes the world of `options` in `out`.
pub(super) fn write(options: &Options, out: &Path) -> Result<Summary, SynthError> {
    let mut files = Files::create(out)?;
    let persons = options.persons as usize;
    let villages: Vec<usize> = (0..persons.div_ceil(VILLAGE)).collect();
    let make = |wave: &[usize]| -> Vec<Rendered> {
        let size = |village: usize| VILLAGE.min(persons - village * VILLAGE);
        wave.par_iter().map(|village| render(options.seed, *village, size(*village))).collect()
    };
    // One wave is written while the next one is made.
    let mut made = Vec::new();
    for wave in villages.chunks(WAVE) {
        let (next, written) = rayon::join(
            || make(wave),
            || std::mem::take(&mut made).into_iter().try_for_each(|village| files.add(village)),
        );
        written?;
        made = next;
    }
    made.into_iter().try_for_each(|village| files.add(village))?;
    files.finish(options)
}

impl Files {
    fn create(out: &Path) -> Result<Self, SynthError> {
        let truth = out.join("truth");
        std::fs::create_dir_all(&truth).map_err(|source| SynthError::Write { path: truth.clone(), source })?;
        let sinks = Source::ALL.into_iter().map(|source| Sink::create(out, source)).collect::<Result<_, _>>()?;
        let plain = Layout::PLAIN;
        Ok(Self {
            sinks,
            orders: Out::with_header(out, "erp_orders.csv", orders::LAYOUT, &orders::HEADER)?,
            activities: Out::with_header(out, "activities.csv", plain, &ACTIVITY_HEADER)?,
            suppression: Out::with_header(out, "suppression.csv", plain, &SUPPRESSION_HEADER)?,
            records: Out::with_header(&truth, "records.csv", plain, &RECORD_HEADER)?,
            persons: Out::with_header(&truth, "persons.csv", plain, &PERSON_HEADER)?,
            years: Out::with_header(&truth, "purchase_years.csv", plain, &YEAR_HEADER)?,
            truth,
            rows: vec![0; Source::ALL.len()],
            counts: Counts::new(),
            baskets: Baskets::default(),
        })
    }

    fn add(&mut self, village: Rendered) -> Result<(), SynthError> {
        let Rendered { parts, sales, activities, suppression, persons, years, counts } = village;
        for (source, part) in Source::ALL.into_iter().zip(parts) {
            self.add_part(source, part)?;
        }
        self.orders.put(&sales.bytes)?;
        self.activities.put(&activities)?;
        self.suppression.put(&suppression)?;
        self.persons.put(&persons)?;
        self.years.put(&years)?;
        self.baskets.add(&sales.baskets);
        for (name, count) in counts {
            *self.counts.entry(name).or_default() += count;
        }
        Ok(())
    }

    fn add_part(&mut self, source: Source, mut part: Part) -> Result<(), SynthError> {
        let (Some(sink), Some(rows)) = (self.sinks.get_mut(source as usize), self.rows.get_mut(source as usize)) else {
            return Ok(());
        };
        match sink {
            Sink::Text(out) => out.put(&part.bytes)?,
            Sink::Book(book) => {
                let room = SHEET_ROWS.saturating_sub(*rows);
                let left_out = part.truth.len().saturating_sub(room) as u64;
                part.truth.truncate(room);
                for (place, cells) in part.cells.iter().take(room).enumerate() {
                    book.row(*rows + place + 1, cells)?;
                }
                if let Some(records) = self.counts.get_mut("lead_records") {
                    *records -= left_out.min(*records);
                }
            }
        }
        let mut truth = Vec::with_capacity(part.truth.len() * 56);
        for record in &part.truth {
            *rows += 1;
            let ordinal = rows.to_string();
            let key = record.key.as_ref().unwrap_or(&ordinal);
            let cells = [source.profile().stem, &ordinal, key, &record.person, &record.company, &record.household];
            Layout::PLAIN.row(&mut truth, &cells);
        }
        self.records.put(&truth)
    }

    fn finish(self, options: &Options) -> Result<Summary, SynthError> {
        let Self { sinks, orders, activities, suppression, records, persons, years, truth, rows, counts, baskets } =
            self;
        let mut summary = Summary { rows: BTreeMap::new(), counts };
        for ((source, sink), rows) in Source::ALL.into_iter().zip(sinks).zip(rows) {
            summary.rows.insert(source.profile().stem, rows as u64);
            match sink {
                Sink::Text(mut out) => {
                    if source == Source::Salesforce {
                        out.put(&report_footer(rows))?;
                    }
                    out.finish()?;
                }
                Sink::Book(book) => book.finish()?,
            }
        }
        for (stem, count) in
            [("erp_orders", "order_lines"), ("activities", "activities"), ("suppression", "suppressed")]
        {
            summary.rows.insert(stem, summary.counts.get(count).copied().unwrap_or(0));
        }
        for out in [orders, activities, suppression, records, persons, years] {
            out.finish()?;
        }
        associations(&truth, &baskets)?;
        meta(&truth, options, &summary)?;
        Ok(summary)
    }
}

/// What a Salesforce report puts under its rows.
fn report_footer(rows: usize) -> Vec<u8> {
    let mut out = b"\n\n".to_vec();
    let lines = [
        format!("\"Grand Totals ({rows} records)\""),
        "\"All Open Leads\"".to_owned(),
        "\"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\"".to_owned(),
        "\"Confidential Information - Do Not Distribute\"".to_owned(),
        "\"Generated By:  Rosa Pipeline  6/30/2026 9:15 AM\"".to_owned(),
        "\"Muster Vertrieb\"".to_owned(),
    ];
    for line in lines {
        encode(&mut out, &line, super::source::Encoding::Latin1);
        out.push(b'\n');
    }
    out
}

/// The planted pairs and the decoys with how often they came true. Lift = orders × joint / (orders a × orders b).
fn associations(truth: &Path, baskets: &Baskets) -> Result<(), SynthError> {
    let header = [
        "kind",
        "article_a",
        "name_a",
        "article_b",
        "name_b",
        "planted_probability",
        "orders",
        "orders_a",
        "orders_b",
        "orders_joint",
        "lift",
    ];
    let mut out = Out::with_header(truth, "associations.csv", Layout::PLAIN, &header)?;
    let planted = PAIRS.iter().map(|(a, b, share)| ("planted", *a, *b, *share));
    let decoys = DECOYS.iter().map(|(a, b)| ("decoy", *a, *b, 0));
    let mut rows = Vec::new();
    for (kind, a, b, share) in planted.chain(decoys) {
        let count = |article: usize| baskets.articles.get(article).copied().unwrap_or(0);
        let joint = baskets.joint.get(&(a.min(b), a.max(b))).copied().unwrap_or(0);
        let expected = count(a) as f64 * count(b) as f64;
        let lift = if expected > 0.0 { baskets.orders as f64 * joint as f64 / expected } else { 0.0 };
        let cells = [
            kind.to_owned(),
            ARTICLES[a].number.to_owned(),
            ARTICLES[a].name.to_owned(),
            ARTICLES[b].number.to_owned(),
            ARTICLES[b].name.to_owned(),
            format!("0.{share:03}"),
            baskets.orders.to_string(),
            count(a).to_string(),
            count(b).to_string(),
            joint.to_string(),
            format!("{lift:.3}"),
        ];
        Layout::PLAIN.row(&mut rows, &cells);
    }
    out.put(&rows)?;
    out.finish()
}

fn meta(truth: &Path, options: &Options, summary: &Summary) -> Result<(), SynthError> {
    let value = json!({
        "seed": options.seed,
        "persons": options.persons,
        "as_of": super::day::AS_OF.iso(),
        "period_from": super::day::FIRST_SALE.iso(),
        "rows": summary.rows,
        "counts": summary.counts,
    });
    let mut out = Out::create(truth, "meta.json")?;
    let mut text =
        serde_json::to_vec_pretty(&value).map_err(|source| SynthError::Summary { path: out.path.clone(), source })?;
    text.push(b'\n');
    out.put(&text)?;
    out.finish()
}
