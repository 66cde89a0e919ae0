//! A file that is counted and hashed while it is written, and synced before it counts as written.

use super::{ExportError, Written};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// A new file inside a run's folder.
pub(super) struct Sink {
    path: PathBuf,
    name: String,
    inner: BufWriter<File>,
    hasher: Sha256,
    bytes: u64,
}

impl Sink {
    /// Creates `DIR/NAME`; `name` may lead through folders, which are made.
    pub fn create(dir: &Path, name: &str) -> Result<Self, ExportError> {
        let path = dir.join(name);
        let create = || {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            File::create(&path)
        };
        let inner = create().map_err(|source| ExportError::Io { path: path.clone(), source })?;
        Ok(Self { path, name: name.to_owned(), inner: BufWriter::new(inner), hasher: Sha256::new(), bytes: 0 })
    }

    /// The file with what went wrong when it was written.
    pub fn failed(path: &Path, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ExportError {
        ExportError::Io { path: path.to_owned(), source: std::io::Error::other(error) }
    }

    /// Syncs the file to disk and tells what was written.
    pub fn finish(mut self, rows: usize) -> Result<Written, ExportError> {
        let done = self.inner.flush().and_then(|()| self.inner.get_ref().sync_all());
        done.map_err(|source| ExportError::Io { path: self.path.clone(), source })?;
        Ok(Written { file: self.name, rows: rows as u64, bytes: self.bytes, sha256: hex(&self.hasher.finalize()) })
    }
}

impl Write for Sink {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hasher.update(buffer.get(..written).unwrap_or(buffer));
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
