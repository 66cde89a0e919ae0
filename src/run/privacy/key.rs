//! The secret that tombstones and pseudonyms are signed with: from the environment, a file, or made once for this user.

use super::PrivacyError;
use crate::run::data;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Names the key; goes before any file.
const VARIABLE: &str = "LEADLOOM_KEY";
/// The user's own key, beside the reference data.
const FILE: &str = "secret.key";
/// Fewer characters can be guessed.
const SHORTEST: usize = 16;
/// Bytes of a signature that are kept: 128 bits.
const KEPT: usize = 16;

/// A secret key. It is never written to an output and never shown.
#[derive(Clone)]
pub struct Key(Vec<u8>);

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key(…)")
    }
}

impl Key {
    /// The key of the variable `LEADLOOM_KEY`, of a file, or the user's own; `None` when there is none of them.
    ///
    /// # Errors
    /// When one is there and cannot be used, or `file` is not there.
    pub fn known(file: Option<&Path>) -> Result<Option<Self>, PrivacyError> {
        if let Some(secret) = std::env::var_os(VARIABLE).filter(|secret| !secret.is_empty()) {
            return Self::new(secret.as_encoded_bytes(), VARIABLE).map(Some);
        }
        if let Some(file) = file {
            return Self::read(file).map(Some);
        }
        let Ok(own) = data::folder().map(|folder| folder.join(FILE)) else { return Ok(None) };
        if own.exists() { Self::read(&own).map(Some) } else { Ok(None) }
    }

    /// As [`Key::known`]; where there is none, the user's own key is made from the system's random numbers.
    ///
    /// # Errors
    /// When it cannot be made or used.
    pub fn known_or_new(file: Option<&Path>) -> Result<Self, PrivacyError> {
        if let Some(key) = Self::known(file)? {
            return Ok(key);
        }
        let wrong = |message: String| PrivacyError::Key { place: FILE.to_owned(), message };
        let folder = data::folder().map_err(|error| wrong(error.to_string()))?;
        fs::create_dir_all(&folder).map_err(|error| wrong(error.to_string()))?;
        let mut secret = [0_u8; 32];
        getrandom::fill(&mut secret).map_err(|error| wrong(error.to_string()))?;
        let path = folder.join(FILE);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(format!("{}\n", hex(&secret)).as_bytes()).map_err(|error| wrong(error.to_string()))?;
                file.sync_all().map_err(|error| wrong(error.to_string()))?;
            }
            // another process was faster
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(wrong(error.to_string())),
        }
        Self::read(&path)
    }

    fn read(file: &Path) -> Result<Self, PrivacyError> {
        let place = file.display().to_string();
        let text =
            fs::read(file).map_err(|error| PrivacyError::Key { place: place.clone(), message: error.to_string() })?;
        Self::new(text.trim_ascii(), &place)
    }

    fn new(secret: &[u8], place: &str) -> Result<Self, PrivacyError> {
        if secret.len() < SHORTEST {
            let message = format!("it has {} characters, fewer than {SHORTEST} can be guessed", secret.len());
            return Err(PrivacyError::Key { place: place.to_owned(), message });
        }
        Ok(Self(secret.to_owned()))
    }

    /// The first 128 bits of the HMAC-SHA-256 over a text (RFC 2104), in hexadecimal.
    pub fn sign(&self, text: &str) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { unreachable!("a key of any length is taken") };
        mac.update(text.as_bytes());
        hex(&mac.finalize().into_bytes()[..KEPT])
    }

    /// Tells keys apart without telling them.
    pub fn id(&self) -> String {
        self.sign("leadloom key id")[..16].to_owned()
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_standard() {
        // RFC 4231, test case 2, has a key of four characters
        let key = Key(b"Jefe".to_vec());
        assert_eq!(key.sign("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c7");
        assert!(Key::new(b"short", "here").is_err());
        assert!(!format!("{key:?}").contains("Jefe"));
    }
}
