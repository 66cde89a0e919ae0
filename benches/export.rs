//! Writing all tables of a run, beside polars writing the same frames with the same compression and row groups.
//!
//! `LEADLOOM_BENCH_RUN` names the folder of a run. Ours sorts, checks the shape, hashes and syncs as well; both write all
//! tables at once. The best of the rounds is compared.

#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

use leadloom::export::{Shaped, write};
use leadloom::model::table::{TABLES, Table};
use leadloom::pipeline::plan::Forms;
use polars::prelude::*;
use rayon::prelude::*;
use std::fs::File;
use std::path::Path;
use std::time::Instant;

const ROUNDS: usize = 3;

/// Runs the group.
pub fn run() {
    let run = std::env::var("LEADLOOM_BENCH_RUN").expect("LEADLOOM_BENCH_RUN=<folder of a run>");
    let tables: Vec<(&'static Table, DataFrame)> =
        TABLES.iter().filter_map(|table| Some((table, read(Path::new(&run), table.name)?))).collect();
    let cells: usize = tables.iter().map(|(_, frame)| frame.height() * frame.width()).sum();
    let rows: usize = tables.iter().map(|(_, frame)| frame.height()).sum();
    println!("{} tables, {rows} rows, {cells} cells", tables.len());
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (mut ours, mut theirs) = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        ours = ours.min(timed(|| {
            let one = |(table, frame): &(&'static Table, DataFrame)| {
                let shaped = Shaped::new(table, frame).expect("the shape of the table");
                write(&shaped, dir.path(), &Forms::default()).expect("a written table");
            };
            tables.par_iter().with_max_len(1).for_each(one);
        }));
        theirs = theirs.min(timed(|| {
            let one = |(table, frame): &(&'static Table, DataFrame)| {
                let file = File::create(dir.path().join(format!("{}.polars", table.name))).expect("a file");
                ParquetWriter::new(file)
                    .with_compression(ParquetCompression::Zstd(None))
                    .with_row_group_size(Some(Forms::default().row_group_rows))
                    .finish(&mut frame.clone())
                    .expect("a written table");
            };
            tables.par_iter().with_max_len(1).for_each(one);
        }));
    }
    println!("leadloom {ours:.2} s, polars {theirs:.2} s, ratio {:.2}", ours / theirs);
}

fn timed(work: impl Fn()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// A table of the run; `None` where it has none of that name.
fn read(run: &Path, name: &str) -> Option<DataFrame> {
    let file = File::open(run.join(format!("{name}.parquet"))).ok()?;
    let mut frame = ParquetReader::new(file).finish().expect("a table");
    frame.rechunk_mut_par();
    Some(frame)
}
