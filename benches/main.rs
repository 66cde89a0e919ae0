//! The one benchmark binary: `cargo bench -- kernel`, `cargo bench -- ingest`, `cargo bench -- export` or
//! `cargo bench -- job`.
//!
//! Kernels run over distinct values, so nothing is gained from caching; `cargo bench -- similarity` times comparisons; the
//! job runs whole pipelines over invented patchworks. Figures with their commands are in `benches/README.md`.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

mod export;
mod ingest;
mod kernel;
mod values;

fn main() {
    if ingest::child() {
        return;
    }
    let asks = |group: &str| std::env::args().any(|argument| argument == group);
    if asks("ingest") {
        ingest::run();
    } else if asks("export") {
        export::run();
    } else if asks("kernel") {
        kernel::run();
    } else {
        divan::main();
    }
}

/// Similarities, which matching asks for by the million.
mod similarity {
    use super::{Bencher, ItemsCount, black_box};
    use leadloom::kernel::similarity;

    #[divan::bench]
    fn jaro_winkler(bencher: Bencher) {
        let values: Vec<String> = (0..2_000).map(|at| format!("weber{at}")).collect();
        bencher.counter(ItemsCount::new(values.len())).bench(|| {
            for value in &values {
                black_box(similarity::jaro_winkler(black_box(value), "weber-lindt"));
            }
        });
    }
}

/// Whole runs over invented patchworks.
mod job {
    use super::{Bencher, ItemsCount};
    use leadloom::observe::Progress;
    use leadloom::pipeline::{self, Overrides};
    use leadloom::run::{Options, draft, execute};
    use leadloom::synth;
    use std::path::PathBuf;

    #[divan::bench(args = [1_000, 10_000], sample_count = 3, sample_size = 1)]
    fn patchwork(bencher: Bencher, persons: u32) {
        let home = tempfile::tempdir().expect("a temporary folder");
        let exports = home.path().join("exports");
        let made = synth::generate(&synth::Options { persons, seed: 1 }, &exports).expect("a patchwork");
        let out = home.path().join("out");
        let inputs: Vec<PathBuf> = vec![exports];
        let drafted = draft::draft(&inputs, &out).expect("a draft");
        let plan = pipeline::parse(&drafted.toml, &out.join("pipeline.toml"), &Overrides::default());
        let plan = match plan {
            Ok(mut plan) => {
                plan.output.dir.clone_from(&out);
                plan
            }
            Err(error) => panic!("{error}"),
        };
        let options =
            Options { strict: false, dry_run: false, force: true, draft: None, progress: Progress::new(false) };
        bencher.counter(ItemsCount::new(made.rows.values().sum::<u64>())).bench(|| execute(&plan, &options).is_ok());
    }
}
