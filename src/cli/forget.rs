//! `leadloom forget`: erases a person from a run's folder.

use super::{Failure, Format, Outcome, show};
use crate::report::card::find_person;
use crate::run::RunError;
use crate::run::privacy::{Certificate, Key, forget};
use chrono::NaiveDate;
use clap::{ArgGroup, Args};
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  leadloom forget out/crm --email ilse.weber@holz-ritter.example
  leadloom forget out/crm --phone '+49 341 9876543'
  leadloom forget out/crm --id CONTACT_ID --format json

The person goes from every table, from lines that could not be read and from the copy of the run before. What stays is
an id without a meaning and signatures that keep the person from coming back with the next list. They are signed with
LEADLOOM_KEY, --key-file, or a key that is made for you once; runs need the same key. Input files are not touched: the
certificate names those that held the person.";

/// Whom to erase.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES, group(ArgGroup::new("person").required(true).args(["email", "phone", "id"])))]
pub struct ForgetArgs {
    /// Folder of a run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// An e-mail address of the person, written in any way
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// A phone number of the person, written in any way
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub phone: Option<String>,
    /// The contact's id
    #[arg(long, value_name = "CONTACT_ID")]
    pub id: Option<String>,
    /// File with the key; LEADLOOM_KEY goes before it
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Day of the erasure; today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Erases a person.
///
/// # Errors
/// When nobody or people of several names are meant, or the folder cannot be read or written.
pub fn execute(args: &ForgetArgs) -> Outcome {
    let wanted = [&args.email, &args.phone, &args.id].into_iter().flatten().next().map_or("", String::as_str);
    let contacts = find_person(&args.out, wanted).map_err(Failure::from)?;
    let key = Key::known_or_new(args.key_file.as_deref()).map_err(RunError::from)?;
    let today = args.as_of.unwrap_or_else(|| chrono::Local::now().date_naive());
    let certificate = forget(&args.out, &contacts, &key, today)?;
    show(args.format, &certificate, |out| human(out, &certificate))
}

fn human(out: &mut impl Write, certificate: &Certificate) -> io::Result<()> {
    writeln!(out, "erased {} with {} records", certificate.contact_ids.join(", "), certificate.records)?;
    for (table, rows) in &certificate.rows {
        writeln!(out, "  {rows:>6}  {table}")?;
    }
    writeln!(out, "{} tombstones keep the person from coming back", certificate.tombstones)?;
    if !certificate.sources.is_empty() {
        writeln!(out, "not touched, erase the person there too: {}", certificate.sources.join(", "))?;
    }
    for removed in &certificate.removed {
        writeln!(out, "{removed} is gone: its target file is yours, so export it once more")?;
    }
    writeln!(out, "certificate {}, kept beside the tables", certificate.certificate)
}
