//! Protecting people's data: erasure with tombstones that keep a person from coming back, retention, pseudonyms.
//!
//! ```text
//! forget OUT → tables without the person + keyed tombstones of every normal form → the next run leaves out what they hit
//! ```
//!
//! A tombstone is an HMAC-SHA-256 under a key that stays outside the outputs, so that nobody can try addresses on it.
//! Not for consent, which survivorship keeps as strict as its strictest record. Costs nothing while there are no
//! tombstones; then some signatures a record.

mod erase;
mod erased;
mod forms;
mod key;
mod leave_out;
mod pseudonyms;

pub use erase::{Certificate, forget};
pub use erased::Erased;
pub use key::Key;
pub use leave_out::{Read, leave_out};
pub use pseudonyms::Pseudonyms;

use super::RunError;
use std::fs;
use std::path::{Path, PathBuf};

/// Copies the certificates of erasures from one folder of a run into the next.
///
/// # Errors
/// When one cannot be copied.
pub fn keep_certificates(from: &Path, to: &Path) -> Result<(), RunError> {
    let Ok(entries) = fs::read_dir(from) else { return Ok(()) };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with(erase::CERTIFICATE) && name.ends_with(".json") {
            fs::copy(&path, to.join(&name)).map_err(|source| RunError::Output { path, source })?;
        }
    }
    Ok(())
}

/// Why personal data could not be protected as asked.
#[derive(Debug, thiserror::Error)]
pub enum PrivacyError {
    /// A key cannot be read or made.
    #[error("cannot use the privacy key {place}: {message}")]
    Key {
        /// File or variable.
        place: String,
        /// What is wrong.
        message: String,
    },
    /// The tombstones of a folder were made with another key.
    #[error(
        "the erasures in {path} were signed with another key, so nobody can tell who must not come back; \
         give the key they were made with (LEADLOOM_KEY, or `privacy.key_file`)"
    )]
    OtherKey {
        /// The table of erasures.
        path: PathBuf,
    },
    /// A folder holds pseudonyms, from which no tombstone can be made.
    #[error(
        "{path} holds pseudonyms, so nobody could tell the person when they come back; \
         take them out of the sources, or forget them in a run without pseudonyms"
    )]
    Pseudonyms {
        /// The folder.
        path: PathBuf,
    },
}
