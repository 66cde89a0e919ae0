//! `leadloom normalize`: values from standard input, a verdict a line.

use super::{Exit, Outcome};
use crate::run::data;
use crate::run::normalize::{self, Kind, Known};
use clap::{Args, ValueEnum};
use std::io::{BufWriter, stdin, stdout};

const EXAMPLES: &str = "\
Examples:
  echo '0351 / 796 55-12' | leadloom normalize phone --country DE
  cut -d';' -f3 leads.csv | leadloom normalize company | jq -r '[.company_base, .legal_form] | @tsv'
  echo '{\"field\":\"postal_code\",\"value\":\"4229\",\"country\":\"DE\"}' | leadloom normalize address
  echo '{\"value\":[\"Ilse Weber\",\"I. M. Weber\"]}' | leadloom normalize name

A line is a value, or a JSON object with `value` and, where known, `id`, `country` and `field`
(address: address, street, city, postal_code, country; company: company, website, domain).
One JSON object a line comes back, in order; the exit code does not depend on the verdicts.";

/// What to normalise.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct NormalizeArgs {
    /// What the values are
    #[arg(value_enum)]
    pub kind: ValueKind,
    /// Country (ISO 3166-1 alpha-2) believed where a value does not name its own
    #[arg(long, value_name = "CC", value_parser = country)]
    pub country: Option<String>,
}

/// What values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ValueKind {
    /// Phone numbers
    Phone,
    /// Names of people, each in one cell
    Name,
    /// Company names, websites, domains
    Company,
    /// Addresses, street lines, city lines, postal codes, countries
    Address,
    /// E-mail addresses
    Email,
    /// VAT ids
    Vat,
}

/// An ISO code as an argument.
pub(super) fn country(text: &str) -> Result<String, String> {
    let code = text.trim().to_ascii_uppercase();
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code { Ok(code) } else { Err("two letters, as DE or AT".to_owned()) }
}

/// Answers standard input line by line.
///
/// # Errors
/// When standard input cannot be read or standard output cannot be written.
pub fn execute(args: &NormalizeArgs) -> Outcome {
    let kind = match args.kind {
        ValueKind::Phone => Kind::Phone,
        ValueKind::Name => Kind::Name,
        ValueKind::Company => Kind::Company,
        ValueKind::Address => Kind::Address,
        ValueKind::Email => Kind::Email,
        ValueKind::Vat => Kind::Vat,
    };
    // only addresses are judged by the postal table
    let postal = if kind == Kind::Address { data::installed()? } else { None };
    let known = Known { country: args.country.as_deref(), postal: postal.as_ref().map(|postal| &postal.table) };
    normalize::normalize(kind, known, stdin().lock(), BufWriter::new(stdout().lock()))?;
    Ok(Exit::Done)
}
