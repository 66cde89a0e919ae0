//! `leadloom profile`: what files hold and what is wrong with them.

use super::{Exit, Failure, Format, Outcome, print_left_out, terminal, wants_color};
use crate::run::profile::{self, Look, PREVIEW};
use clap::Args;
use std::io::{BufWriter, IsTerminal, Write, stdout};
use std::path::PathBuf;
use std::str::FromStr;

const EXAMPLES: &str = "\
Examples:
  leadloom profile leads.csv
  leadloom profile messe.xlsx --preview 5
  curl -s https://example.org/export.csv | leadloom profile -
  leadloom profile exports/*.csv --format json | jq '.files[].columns[] | {name, canonical}'";

/// What to profile.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct ProfileArgs {
    /// Files, folders of files, globs, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub inputs: Vec<PathBuf>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// First records to show, a number or `all`; in JSON 20 by default, on a terminal none
    #[arg(long, value_name = "N")]
    pub preview: Option<PreviewSize>,
    /// Read the first records of every file only
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// How many records a preview has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreviewSize {
    /// So many of the first.
    First(usize),
    /// All.
    All,
}

impl FromStr for PreviewSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Self::All),
            number => number.parse().map(Self::First).map_err(|_| "a number or `all`".to_owned()),
        }
    }
}

impl PreviewSize {
    /// The number of records; `None` is all.
    const fn limit(self) -> Option<usize> {
        match self {
            Self::First(records) => Some(records),
            Self::All => None,
        }
    }
}

/// Profiles the files and prints what was found, also when some of them could not be opened.
///
/// # Errors
/// When a file could not be opened.
pub fn execute(args: &ProfileArgs) -> Outcome {
    let shown = args.preview.unwrap_or(PreviewSize::First(match args.format {
        Format::Json => PREVIEW,
        Format::Human => 0,
    }));
    let found = profile::profile(&args.inputs, shown.limit(), args.limit);
    let mut out = BufWriter::new(stdout().lock());
    match args.format {
        Format::Json => {
            serde_json::to_writer(&mut out, &found).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Human => profile::write_human(&mut out, &found, look())?,
    }
    out.flush()?;
    print_left_out(&found.left_out)?;
    if found.failed.is_empty() {
        return Ok(Exit::Done);
    }
    let messages: Vec<String> = found.failed.iter().map(|(_, error)| error.to_string()).collect();
    Err(Failure::new(Exit::Io, messages.join("\nerror: ")))
}

/// How wide and colourful standard output may be.
fn look() -> Look {
    let is_terminal = stdout().is_terminal();
    let width = terminal::width();
    Look { width, color: wants_color(is_terminal) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_a_number_or_all() {
        assert_eq!("7".parse(), Ok(PreviewSize::First(7)));
        assert_eq!("all".parse::<PreviewSize>().map(PreviewSize::limit), Ok(None));
        assert!("some".parse::<PreviewSize>().is_err() && "-1".parse::<PreviewSize>().is_err());
    }
}
