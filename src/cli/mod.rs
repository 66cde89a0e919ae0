//! The command line: one file a subcommand, each thin. What is done lives in `pipeline`, `run`, `report`, `synth`.
//!
//! Data goes to standard output, everything else to standard error.

pub mod card;
pub mod check;
pub mod completions;
pub mod data;
pub mod diff;
pub mod eval;
pub mod exit;
pub mod export;
pub mod forget;
pub mod how;
pub mod init;
pub mod normalize;
pub mod overrides;
pub mod plan;
pub mod profile;
pub mod report;
pub mod review;
pub mod run;
pub mod schema;
pub mod synth;
pub mod why;

mod failure;
mod sample;
mod terminal;

pub use exit::Exit;
pub use failure::{Failure, Outcome};

use crate::observe::{self, LogOptions, Progress};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, IsTerminal, StdoutLock, Write, stderr, stdout};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::path::{Path, PathBuf};

/// Weaves a patchwork of lead exports into one trusted set of contacts.
#[derive(Debug, Parser)]
#[command(name = "leadloom", version, propagate_version = true, after_help = exit::table())]
pub struct Cli {
    /// Flags that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Threads to use; all cores by default. Results do not depend on it
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Log more: -v stages, -vv details
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// Log less, show no progress: -q errors only
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "verbose")]
    pub quiet: u8,
    /// Form of the log lines on standard error
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t)]
    pub log_format: LogFormat,
    /// Show no progress bars, also on a terminal
    #[arg(long, global = true)]
    pub no_progress: bool,
}

impl Global {
    /// Where stages show how far they are.
    pub fn progress(&self) -> Progress {
        Progress::new(!self.no_progress && self.quiet == 0 && self.log_format == LogFormat::Text)
    }
}

/// Form of the log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Form of a result on standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Runs a pipeline, or the named exports without one, and publishes the tables
    Run(run::RunArgs),
    /// Drafts a commented pipeline from exports
    Init(init::InitArgs),
    /// Shows what files hold, how their columns map, and what is wrong with them
    Profile(profile::ProfileArgs),
    /// Reads values from standard input and says what each one is, a JSON object a line
    Normalize(normalize::NormalizeArgs),
    /// Installs reference data: which postal codes there are, and where
    Data(data::DataArgs),
    /// Finds every problem of a pipeline file without running it
    Check(check::CheckArgs),
    /// Shows what a run would do, read and cost
    Plan(plan::PlanArgs),
    /// Says why two records are, or are not, one contact
    Why(why::WhyArgs),
    /// Shows how a contact was assembled: its records, what holds them together, who won each field
    How(how::HowArgs),
    /// Shows all that a run knows of a contact
    Card(card::CardArgs),
    /// Shows what changed between two runs: contacts kept, merged, split, and fields that changed
    Diff(diff::DiffArgs),
    /// Writes import files for a CRM, with a list of what it would refuse
    Export(export::ExportArgs),
    /// Erases a person from a run: every table, rejected lines, the copy of the run before
    Forget(forget::ForgetArgs),
    /// Asks about doubtful pairs in the terminal and keeps the answers for the next run
    Review(review::ReviewArgs),
    /// Writes the page of a run anew: report.html, and its numbers in report.json
    Report(report::ReportArgs),
    /// Compares the contacts of a run with labels: precision, recall, F1
    Eval(eval::EvalArgs),
    /// Invents a patchwork of exports with truth, for demos, tests and benchmarks
    Synth(synth::SynthArgs),
    /// Prints the JSON schema of pipeline files, or the reference of tables or codes
    Schema(schema::SchemaArgs),
    /// Prints a completion script for a shell
    Completions(completions::CompletionsArgs),
}

/// Runs a command, tells on standard error what went wrong, and says how it ended. Never panics.
pub fn execute(cli: &Cli) -> Exit {
    let format = match cli.global.log_format {
        LogFormat::Text => observe::LogFormat::Text,
        LogFormat::Json => observe::LogFormat::Json,
    };
    let level = |count: u8| i8::try_from(count).unwrap_or(i8::MAX);
    // People read the closing summary; machines want to see every stage.
    let usual = if cli.global.log_format == LogFormat::Text { -1 } else { 0 };
    let verbosity = usual + level(cli.global.verbose) - level(cli.global.quiet);
    observe::init(LogOptions { format, verbosity, color: color() });
    if let Some(threads) = cli.global.threads {
        // Fails only when a pool exists, and then it is too late to change it.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build_global();
    }
    set_hook(Box::new(|panic| {
        let trace = Backtrace::capture();
        let trace = if trace.status() == BacktraceStatus::Captured { trace.to_string() } else { String::new() };
        // What panicked may hold a value of a record.
        let _ = writeln!(stderr().lock(), "{}\n{trace}", observe::redact(&panic.to_string()));
    }));
    let outcome = catch_unwind(AssertUnwindSafe(|| dispatch(cli)));
    match outcome {
        Ok(Ok(exit)) => exit,
        Ok(Err(failure)) => {
            if !failure.message.is_empty() {
                // Without standard error there is nobody to tell.
                let _ = writeln!(stderr().lock(), "{}", failure.message.trim_end());
            }
            failure.exit
        }
        Err(_) => {
            let _ = writeln!(stderr().lock(), "error: this is a bug in leadloom; no output was published");
            Exit::Internal
        }
    }
}

fn dispatch(cli: &Cli) -> Outcome {
    match &cli.command {
        Command::Run(args) => run::execute(args, &cli.global),
        Command::Init(args) => init::execute(args),
        Command::Profile(args) => profile::execute(args),
        Command::Normalize(args) => normalize::execute(args),
        Command::Data(args) => data::execute(args),
        Command::Why(args) => why::execute(args),
        Command::How(args) => how::execute(args),
        Command::Card(args) => card::execute(args),
        Command::Diff(args) => diff::execute(args),
        Command::Export(args) => export::execute(args),
        Command::Forget(args) => forget::execute(args),
        Command::Review(args) => review::execute(args),
        Command::Report(args) => report::execute(args),
        Command::Eval(args) => eval::execute(args),
        Command::Synth(args) => synth::execute(args),
        Command::Check(args) => check::execute(args),
        Command::Plan(args) => plan::execute(args),
        Command::Schema(args) => schema::execute(args),
        Command::Completions(args) => completions::execute(args),
    }
}

/// Writes a result to standard output in the form that was asked for.
fn show<T: Serialize>(format: Format, found: &T, human: impl FnOnce(&mut StdoutLock) -> io::Result<()>) -> Outcome {
    let mut out = stdout().lock();
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, found).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Human => human(&mut out)?,
    }
    Ok(Exit::Done)
}

/// Writes a page to a file and names it.
fn write_page(path: &Path, html: &str) -> Outcome {
    std::fs::write(path, html)
        .map_err(|error| Failure::new(Exit::Io, format!("cannot write {}: {error}", path.display())))?;
    writeln!(stdout().lock(), "{}", path.display())?;
    Ok(Exit::Done)
}

/// Names what was not taken, and why.
fn print_left_out(left_out: &[(PathBuf, String)]) -> io::Result<()> {
    let mut err = stderr().lock();
    left_out.iter().try_for_each(|(path, why)| writeln!(err, "left out {}: {why}", path.display()))
}

/// True when standard error is a terminal that wants colour.
pub(crate) fn color() -> bool {
    wants_color(stderr().is_terminal())
}

/// True when a stream that is a terminal or not wants colour.
pub(crate) fn wants_color(is_terminal: bool) -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    is_terminal && !no_color && !dumb
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_says_what_it_is_for_and_shows_an_example() {
        for command in Cli::command().get_subcommands() {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name} has no purpose");
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(&format!("leadloom {name}")), "{name} has no example");
        }
    }

    #[test]
    fn usage_errors_exit_with_two_and_help_with_zero() {
        let error = Cli::try_parse_from(["leadloom", "check"]).unwrap_err();
        assert_eq!(error.exit_code(), i32::from(Exit::Usage.code()));
        assert_eq!(Cli::try_parse_from(["leadloom", "--help"]).unwrap_err().exit_code(), 0);
        let cli = Cli::try_parse_from(["leadloom", "schema", "codes", "--threads", "2", "-vv"]).unwrap();
        assert_eq!((cli.global.threads.map(NonZeroUsize::get), cli.global.verbose), (Some(2), 2));
        assert!(Cli::try_parse_from(["leadloom", "schema", "codes", "--threads", "0"]).is_err());
    }
}
