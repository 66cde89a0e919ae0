//! The one benchmark binary: `cargo bench -- kernel`, `cargo bench -- ingest` or `cargo bench -- job`.
//!
//! Kernels run over distinct values, so nothing is gained from caching; the job runs whole pipelines over invented
//! patchworks. Figures with their commands are in `benches/README.md`.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

mod ingest;

fn main() {
    if ingest::child() {
        return;
    }
    match std::env::args().any(|argument| argument == "ingest") {
        true => ingest::run(),
        false => divan::main(),
    }
}

/// Kernels over distinct values.
mod kernel {
    use super::{Bencher, ItemsCount, black_box};
    use leadloom::kernel::{address, company, email, name, phone, similarity};

    const VALUES: usize = 2_000;
    const GIVEN: [&str; 8] = ["Anna", "Karl-Heinz", "Jürgen", "Marie Luise", "Ö. M.", "Zoë", "Friedrich", "Ines"];
    const FAMILY: [&str; 8] = ["Muster", "von der Heide", "Groß", "Weber-Lindt", "Şahin", "Kern", "Stein", "Ó Briain"];

    fn distinct(make: impl Fn(usize) -> String) -> Vec<String> {
        (0..VALUES).map(make).collect()
    }

    fn run<T>(bencher: Bencher, values: &[String], kernel: impl Fn(&str) -> T + Sync) {
        bencher.counter(ItemsCount::new(values.len())).bench(|| {
            for value in values {
                black_box(kernel(black_box(value)));
            }
        });
    }

    #[divan::bench]
    fn phones(bencher: Bencher) {
        let values = distinct(|at| format!("0{} / {:03} {:02}-{}", 30 + at % 9, at % 1_000, at % 97, at % 10));
        run(bencher, &values, |value| phone::read(value, Some("DE")));
    }

    #[divan::bench]
    fn emails(bencher: Bencher) {
        let values = distinct(|at| format!("{}.{at}@firma-{}.example", FAMILY[at % 8].to_lowercase(), at % 131));
        run(bencher, &values, email::read);
    }

    #[divan::bench]
    fn names(bencher: Bencher) {
        let values = distinct(|at| format!("Dr. {} {}{}", GIVEN[at % 8], FAMILY[at / 8 % 8], "e".repeat(at % 7)));
        run(bencher, &values, name::read);
    }

    #[divan::bench]
    fn companies(bencher: Bencher) {
        let values = distinct(|at| format!("{} Maschinenbau {at} GmbH & Co. KG", FAMILY[at % 8]));
        run(bencher, &values, |value| company::read(value, Some("DE")));
    }

    #[divan::bench]
    fn streets(bencher: Bencher) {
        let values = distinct(|at| format!("{}str. {}{}", FAMILY[at % 8], at, ["", "a", " // 2. OG"][at % 3]));
        run(bencher, &values, |value| address::read_street(value, Some("DE")));
    }

    #[divan::bench]
    fn jaro_winkler(bencher: Bencher) {
        let values = distinct(|at| format!("{}{}", FAMILY[at % 8].to_lowercase(), at));
        run(bencher, &values, |value| similarity::jaro_winkler(value, "weber-lindt"));
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
