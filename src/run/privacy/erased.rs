//! The tombstones of a folder: who must not come back.

use super::PrivacyError;
use super::key::Key;
use crate::engine::frame::{empty, text};
use crate::model::table::table;
use crate::run::RunError;
use polars::prelude::*;
use rustc_hash::FxHashSet;
use std::fs::File;
use std::path::Path;

fn table_of(path: &Path) -> Result<DataFrame, RunError> {
    let failed = |message: String| RunError::Previous { path: path.to_owned(), message };
    let file = File::open(path).map_err(|error| failed(error.to_string()))?;
    ParquetReader::new(file).finish().map_err(|error| failed(error.to_string()))
}

/// Signed forms of erased people, and the table they stand in.
#[derive(Debug)]
pub struct Erased {
    /// The `erasures` table.
    pub table: DataFrame,
    tombstones: FxHashSet<String>,
    key: Option<Key>,
}

impl Erased {
    /// The tombstones that the run before left in the output folder.
    ///
    /// # Errors
    /// When the table cannot be read, or its key is not at hand.
    pub fn read(out: &Path, key_file: Option<&Path>) -> Result<Self, RunError> {
        let path = out.join("erasures.parquet");
        if !path.exists() {
            return Ok(Self { table: empty(table("erasures")), tombstones: FxHashSet::default(), key: None });
        }
        let table = table_of(&path)?;
        if table.height() == 0 {
            return Ok(Self { table, tombstones: FxHashSet::default(), key: None });
        }
        let Some(key) = Key::known(key_file)? else { return Err(PrivacyError::OtherKey { path }.into()) };
        Self::check_key(out, &key)?;
        let tombstones = text(&table, "tombstone")?.iter().flatten().map(str::to_owned).collect();
        Ok(Self { table, tombstones, key: Some(key) })
    }

    /// Refuses a key other than the one of the tombstones in a folder: with two of them nobody could check both.
    ///
    /// # Errors
    /// When the table cannot be read or names another key.
    pub fn check_key(out: &Path, key: &Key) -> Result<(), RunError> {
        let path = out.join("erasures.parquet");
        if !path.exists() {
            return Ok(());
        }
        let table = table_of(&path)?;
        let id = key.id();
        match text(&table, "key_id")?.iter().flatten().any(|known| known != id) {
            true => Err(PrivacyError::OtherKey { path }.into()),
            false => Ok(()),
        }
    }

    /// True while nobody was erased.
    pub fn is_empty(&self) -> bool {
        self.tombstones.is_empty()
    }

    /// True when the form is one of an erased person.
    pub fn holds(&self, form: &str) -> bool {
        self.key.as_ref().is_some_and(|key| self.tombstones.contains(&key.sign(form)))
    }
}
