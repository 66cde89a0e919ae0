//! Reading a large clean CSV, raw bytes to canonical frame with detection and hash, beside polars' own CSV reader.
//!
//! Each reader runs in a process of its own, in turn, so that peak memory can be told apart; the medians of one run are
//! compared. `LEADLOOM_BENCH_MB` sets the size of the file.

#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

use leadloom::pipeline::plan::{ReadOptions, Source};
use polars::prelude::*;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const ROUNDS: usize = 3;
const CHILD: &str = "LEADLOOM_BENCH_READER";

/// Runs as the child that reads, when this process is one.
pub fn child() -> bool {
    let Ok(job) = std::env::var(CHILD) else { return false };
    let (reader, path) = job.split_once(':').expect("reader and path");
    let start = Instant::now();
    let rows = match reader {
        "leadloom" => {
            let read = leadloom::ingest::read(&source(Path::new(path)), None).expect("a readable file");
            read.frame.height()
        }
        "polars" => polars_rows(path, None),
        _ => polars_rows(path, Some(0)),
    };
    println!("{} {} {}", start.elapsed().as_secs_f64(), peak_kib(), rows);
    true
}

/// `infer` rows decide the types; 0 leaves every column text, as leadloom needs it.
fn polars_rows(path: &str, infer: Option<usize>) -> usize {
    let options = CsvReadOptions::default().with_has_header(true);
    let options = match infer {
        Some(rows) => options.with_infer_schema_length(Some(rows)),
        None => options,
    };
    let reader = options.try_into_reader_with_file_path(Some(PathBuf::from(path))).expect("a file");
    reader.finish().expect("a clean file").height()
}

fn source(path: &Path) -> Source {
    Source {
        name: "bench".into(),
        files: vec![path.into()],
        records: None,
        vendor: None,
        trust: None,
        master: false,
        unique: false,
        read: ReadOptions::default(),
        map: BTreeMap::new(),
        extra: BTreeMap::new(),
    }
}

/// Writes the file and prints the comparison.
pub fn run() {
    let megabytes = std::env::var("LEADLOOM_BENCH_MB").ok().and_then(|size| size.parse().ok()).unwrap_or(1000_u64);
    let home = tempfile::tempdir().expect("a temporary folder");
    let path = home.path().join("leads.csv");
    write(&path, megabytes << 20).expect("room for the file");
    println!("{megabytes} MB of clean UTF-8 CSV, {ROUNDS} rounds in turn, median:");
    println!("{:<28} {:>8} {:>8} {:>10} {:>10}", "reader", "seconds", "MB/s", "peak MB", "rows");
    let readers = ["leadloom", "polars", "polars-text"];
    let mut runs: Vec<Vec<(f64, f64, u64)>> = vec![Vec::new(); readers.len()];
    for _ in 0..ROUNDS {
        for (reader, runs) in readers.iter().zip(&mut runs) {
            runs.push(measure(reader, &path));
        }
    }
    let mut medians = Vec::new();
    for (reader, runs) in readers.iter().zip(&mut runs) {
        runs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (seconds, peak, rows) = runs[runs.len() / 2];
        println!("{reader:<28} {seconds:>8.2} {:>8.0} {peak:>10.0} {rows:>10}", megabytes as f64 / seconds);
        medians.push(seconds);
    }
    println!("throughput of polars' reader that leadloom reaches: {:.2}", medians[1] / medians[0]);
    println!("the same with every column read as text:           {:.2}", medians[2] / medians[0]);
}

fn measure(reader: &str, path: &Path) -> (f64, f64, u64) {
    let job = format!("{reader}:{}", path.display());
    let done = Command::new(std::env::current_exe().expect("this binary")).env(CHILD, job).output().expect("a child");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let printed = String::from_utf8_lossy(&done.stdout).into_owned();
    let mut parts = printed.split_whitespace();
    let mut next = || parts.next().expect("three figures");
    let seconds = next().parse().expect("seconds");
    let peak: f64 = next().parse().expect("KiB");
    (seconds, peak / 1024.0, next().parse().expect("rows"))
}

/// Peak resident memory of this process; 0 where the system does not tell.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

/// Invented contacts as a CRM exports them: ids, names, companies, addresses, phones, dates, a consent, a note.
fn write(path: &Path, bytes: u64) -> std::io::Result<()> {
    const GIVEN: [&str; 12] =
        ["Anna", "Karl-Heinz", "Jürgen", "Marie", "Łukasz", "Zoë", "Ines", "Paul", "Ada", "Kurt", "Ilse", "Sören"];
    const FAMILY: [&str; 12] = [
        "Muster",
        "von der Heide",
        "Groß",
        "Weber-Lindt",
        "Şahin",
        "Kern",
        "Stein",
        "Ó Briain",
        "Lindt",
        "Jäger",
        "Holz",
        "Ritter",
    ];
    const CITIES: [(&str, &str); 6] = [
        ("01067", "Dresden"),
        ("04109", "Leipzig"),
        ("80331", "München"),
        ("8010", "Graz"),
        ("3011", "Bern"),
        ("89073", "Ulm"),
    ];
    const COMPANIES: [&str; 5] =
        ["Maschinenbau GmbH", "Holz & Söhne KG", "Software AG", "Logistik e.K.", "Handels OHG"];
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let head = "Kundennummer,Anrede,Vorname,Nachname,Firma,Straße,PLZ,Ort,Telefon,Mobil,E-Mail,Erstellt am,Newsletter,Umsatz,Notiz\n";
    out.write_all(head.as_bytes())?;
    let (mut written, mut state, mut row) = (head.len() as u64, 88_172_645_463_325_252_u64, 0_u64);
    while written < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let pick = |shift: u32, count: usize| (state >> shift) as usize % count;
        let (given, family) = (GIVEN[pick(3, 12)], FAMILY[pick(9, 12)]);
        let (code, city) = CITIES[pick(15, 6)];
        let note = if pick(20, 10) == 0 { "\"Rückruf erbeten, bitte nach 17 Uhr\"" } else { "" };
        let line = format!(
            "K-{row:08},{},{given},{family},{family} {},Holzweg {},{code},{city},+49 351 {:07},0171 {:07},kontakt{row}@firma-{}.example,2024-{:02}-{:02},{},{}.{:02},{note}\n",
            ["Herr", "Frau"][pick(21, 2)],
            COMPANIES[pick(24, 5)],
            1 + pick(27, 200),
            pick(30, 10_000_000),
            pick(33, 10_000_000),
            pick(36, 9_000),
            1 + pick(40, 12),
            1 + pick(44, 28),
            ["ja", "nein", ""][pick(48, 3)],
            pick(50, 9_000),
            pick(52, 100),
        );
        out.write_all(line.as_bytes())?;
        written += line.len() as u64;
        row += 1;
    }
    out.flush()
}
