//! Reference data that the user installs: the postal table, compiled into one file and read back.
//!
//! ```text
//! GeoNames text or zip, package of codes, CSV → places → postal.zst: a line of JSON (sources, licences), then the table
//! ```
//!
//! The file lies in the folder of [`folder`]. Not for deciding what a table says (`kernel::address`). Loading costs its
//! unpacking and one pass over its lines, 0.12 s for 830,000 places.

mod places;

use crate::pipeline::plan::PostalSource;
use crate::validate::postal::{Place, PostalTable, compile};
pub use places::Options;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Name of the installed table.
const FILE: &str = "postal.zst";

/// What the first line of a table says of its form.
const VERSION: u32 = 1;

/// Level that takes a second for a million places.
const ZSTD_LEVEL: i32 = 9;

/// Why reference data could not be taken or read.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A file or folder cannot be used.
    #[error("{path}: {source}")]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is none of the kinds that are read, or holds no codes.
    #[error("{path}: {message}")]
    Content {
        /// Which one.
        path: PathBuf,
        /// What is wrong, and the remedy.
        message: String,
    },
    /// There is nowhere to install to.
    #[error("no folder for reference data: set LEADLOOM_DATA_DIR, XDG_DATA_HOME or HOME")]
    NoFolder,
}

/// Where the places of some countries come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What was imported.
    pub name: String,
    /// Its licence, in the words of the source or the user; empty when unknown.
    pub licence: String,
    /// ISO code → number of places.
    pub countries: BTreeMap<String, usize>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Header {
    leadloom_postal: u32,
    sources: Vec<Source>,
}

/// A table that was read.
#[derive(Debug)]
pub struct Postal {
    /// Where it lies.
    pub path: PathBuf,
    /// Hex digest of the file.
    pub sha256: String,
    /// Where its places come from.
    pub sources: Vec<Source>,
    /// The table itself.
    pub table: PostalTable,
}

/// The folder for reference data: `LEADLOOM_DATA_DIR`, else `leadloom` in the user's folder for data.
///
/// # Errors
/// When no variable of the environment names one.
pub fn folder() -> Result<PathBuf, DataError> {
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    of("LEADLOOM_DATA_DIR")
        .or_else(|| of("XDG_DATA_HOME").map(|home| home.join("leadloom")))
        .or_else(|| of("HOME").map(|home| home.join(".local/share/leadloom")))
        .or_else(|| of("LOCALAPPDATA").map(|home| home.join("leadloom")))
        .ok_or(DataError::NoFolder)
}

/// The installed table, if there is one.
///
/// # Errors
/// When it is there and cannot be read.
pub fn installed() -> Result<Option<Postal>, DataError> {
    let Ok(folder) = folder() else { return Ok(None) };
    let path = folder.join(FILE);
    if path.is_file() { load(&path).map(Some) } else { Ok(None) }
}

/// The table a pipeline asks for.
///
/// # Errors
/// When it cannot be read.
pub fn of_plan(source: &PostalSource) -> Result<Option<Postal>, DataError> {
    match source {
        PostalSource::Installed => installed(),
        PostalSource::Nothing => Ok(None),
        PostalSource::File(path) => load(path).map(Some),
    }
}

/// Reads a table.
///
/// # Errors
/// When the file cannot be read or is no table of this version.
pub fn load(path: &Path) -> Result<Postal, DataError> {
    let broken = |message: &str| DataError::Content {
        path: path.to_owned(),
        message: format!("{message}; import its sources again with `leadloom data import`"),
    };
    let bytes = fs::read(path).map_err(|source| DataError::Io { path: path.to_owned(), source })?;
    let unpacked = zstd::decode_all(bytes.as_slice()).map_err(|_| broken("no postal table"))?;
    let mut text = String::from_utf8(unpacked).map_err(|_| broken("no postal table"))?;
    let end = text.find('\n').ok_or_else(|| broken("no postal table"))?;
    let header: Header = text
        .get(..end)
        .and_then(|line| serde_json::from_str(line).ok())
        .filter(|header: &Header| header.leadloom_postal == VERSION)
        .ok_or_else(|| broken("a postal table of another version"))?;
    text.drain(..=end);
    let table = PostalTable::parse(text).map_err(|line| broken(&format!("line {line} is damaged")))?;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Postal { path: path.to_owned(), sha256, sources: header.sources, table })
}

/// Compiles files into the installed table. The countries they hold replace what was known of them; others stay.
///
/// # Errors
/// When a file cannot be read or holds no codes, or the table cannot be written; then the old one stays.
pub fn import(files: &[PathBuf], options: &Options) -> Result<Postal, DataError> {
    let folder = folder()?;
    let path = folder.join(FILE);
    let mut sources = Vec::new();
    let mut found = Vec::new();
    for file in files {
        let (source, places) = places::read(file, options)?;
        sources.push(source);
        found.push(places);
    }
    let replaced = |country: &str| sources.iter().any(|source: &Source| source.countries.contains_key(country));
    let old = if path.is_file() { Some(load(&path)?) } else { None };
    let kept = old.as_ref().map(|old| keep(&old.sources, replaced)).unwrap_or_default();
    let mut places: Vec<Place<'_>> = found.iter().flat_map(|found| found.iter().map(places::Owned::as_place)).collect();
    if let Some(old) = &old {
        places.extend(old.table.all().filter(|place| !replaced(place.country)));
    }
    let header = Header { leadloom_postal: VERSION, sources: [kept, sources].concat() };
    let line = serde_json::to_string(&header).map_err(|error| io_error(&path, error.into()))?;
    let packed = zstd::encode_all(format!("{line}\n{}", compile(&places)).as_bytes(), ZSTD_LEVEL);
    let packed = packed.map_err(|error| io_error(&path, error))?;
    write(&folder, &path, &packed)?;
    load(&path)
}

/// What remains of the sources when some countries come from elsewhere.
fn keep(sources: &[Source], replaced: impl Fn(&str) -> bool) -> Vec<Source> {
    let mut kept = sources.to_vec();
    for source in &mut kept {
        source.countries.retain(|country, _| !replaced(country));
    }
    kept.retain(|source| !source.countries.is_empty());
    kept
}

/// Whole or not at all.
fn write(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), DataError> {
    fs::create_dir_all(folder).map_err(|error| io_error(folder, error))?;
    let partial = path.with_extension("zst.new");
    fs::write(&partial, bytes).map_err(|error| io_error(&partial, error))?;
    fs::rename(&partial, path).map_err(|error| io_error(path, error))
}

fn io_error(path: &Path, source: io::Error) -> DataError {
    DataError::Io { path: path.to_owned(), source }
}
