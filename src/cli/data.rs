//! `leadloom data`: reference data that the user installs.

use super::{Exit, Failure, Format, Outcome};
use crate::pipeline::outline::count;
use crate::run::data::{self, DataError, Options, Postal};
use clap::{Args, Subcommand};
use serde_json::json;
use std::io::{self, Write, stdout};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom data import DE.zip AT.zip CH.zip        (from GeoNames, CC-BY 4.0)
  pip download --no-deps countrystatecity-postal-codes && leadloom data import countrystatecity*.whl
  leadloom data import plz.csv --country DE --licence 'own list'
  leadloom data list

With a table installed, addresses are checked for codes that do not exist and cities that lie elsewhere, misspelt
cities are put right, and regions are filled. It lies in LEADLOOM_DATA_DIR, by default in ~/.local/share/leadloom.";

/// What to do with reference data.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct DataArgs {
    /// What to do
    #[command(subcommand)]
    pub action: Action,
}

/// What can be done with reference data.
#[derive(Debug, Clone, Subcommand)]
pub enum Action {
    /// Compiles files of postal codes into the installed table; their countries replace what was known of them
    Import(ImportArgs),
    /// Shows which countries the installed table covers, from which sources
    List(ListArgs),
}

/// What to import.
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// GeoNames files (.txt, .zip), the package countrystatecity-postal-codes (.whl), or lists with a header
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Country (ISO 3166-1 alpha-2) of lists without a column of countries
    #[arg(long, value_name = "CC", value_parser = super::normalize::country)]
    pub country: Option<String>,
    /// Licence of the data, kept with it; known for GeoNames and the package
    #[arg(long, value_name = "TEXT")]
    pub licence: Option<String>,
}

/// How to list.
#[derive(Debug, Clone, Args)]
pub struct ListArgs {
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

impl From<DataError> for Failure {
    fn from(error: DataError) -> Self {
        Self::new(Exit::Io, error)
    }
}

/// Imports or lists.
///
/// # Errors
/// When a file cannot be read or holds no codes, or the table cannot be written or read.
pub fn execute(args: &DataArgs) -> Outcome {
    let mut out = stdout().lock();
    match &args.action {
        Action::Import(args) => {
            let options = Options { country: args.country.clone(), licence: args.licence.clone() };
            print(&data::import(&args.files, &options)?, &mut out)?;
        }
        Action::List(args) => match (data::installed()?, args.format) {
            (Some(postal), Format::Human) => print(&postal, &mut out)?,
            (None, Format::Human) => writeln!(out, "no postal table is installed; see leadloom data --help")?,
            (postal, Format::Json) => {
                let postal = postal
                    .map(|postal| json!({"path": postal.path, "sha256": postal.sha256, "sources": postal.sources}));
                writeln!(out, "{:#}", json!({ "postal": postal }))?;
            }
        },
    }
    Ok(Exit::Done)
}

fn print(postal: &Postal, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}: {}", postal.path.display(), count(postal.table.len(), "place"))?;
    for source in &postal.sources {
        let licence = if source.licence.is_empty() { "licence unknown" } else { &source.licence };
        let countries: Vec<&str> = source.countries.keys().map(String::as_str).collect();
        writeln!(out, "  {} ({licence}): {}", source.name, countries.join(" "))?;
    }
    Ok(())
}
