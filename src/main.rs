//! The `leadloom` binary: reads the command line, runs the command, ends with its exit code.

use clap::Parser;
use leadloom::cli::{self, Cli};
use mimalloc::MiMalloc;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(threads) = cli.global.threads {
        limit_polars(threads.get());
    }
    cli::execute(&cli).into()
}

/// Polars sizes its thread pool once, from this variable; it has no other way to be told.
#[allow(unsafe_code)]
fn limit_polars(threads: usize) {
    // SAFETY: called at the start of `main`, before any other thread exists that could read the environment.
    unsafe { std::env::set_var("POLARS_MAX_THREADS", threads.to_string()) }
}
