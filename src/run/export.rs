//! Import files of a finished run: `OUT/crm/<target>`, whole or not at all.
//!
//! They are written to a hidden sibling and moved to their place. Not for what a target takes: that is
//! `export::target`. Costs the contacts and organisations of the run in memory.

use super::RunError;
use super::publish::{Lock, absolute, exchange, remove, sync};
use crate::export::Written;
use crate::export::target::{Input, Report, write};
use crate::pipeline::target::{Target, load};
use crate::report::folder::{self, FolderError};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

mod human;

pub use human::write_human;

/// Folder of a run that import files are in.
const CRM: &str = "crm";
/// What every export holds; a folder without it is none.
const SUMMARY: &str = "summary.json";

/// The folder of a target inside that of a run.
pub fn folder_of(out: &Path, target: &Target) -> PathBuf {
    out.join(CRM).join(&target.name)
}

/// Writes the import files of a target from the tables of the run in `out` into `dir`, in place of an earlier export.
///
/// # Errors
/// When the run cannot be read, `dir` holds something else or cannot be written.
pub fn export(out: &Path, target: &Target, dir: &Path) -> Result<Report, RunError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| RunError::Output { path, source }
    };
    let input = read(out)?;
    let (dir, out) = (absolute(dir).map_err(failed(dir))?, absolute(out).map_err(failed(out))?);
    if !may_replace(&dir) {
        return Err(RunError::NotAnExport { dir });
    }
    // A run that is published meanwhile would take the folder away.
    let _lock = if dir.starts_with(&out) { Some(Lock::take(&out)?) } else { None };
    let parent = dir.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(parent).map_err(failed(parent))?;
    let staging = hidden(&dir, ".staging");
    remove(&staging).map_err(failed(&staging))?;
    fs::create_dir(&staging).map_err(failed(&staging))?;
    let report = write_summed_up(&input, target, &staging).inspect_err(|_| drop(remove(&staging)))?;
    let publish = || -> io::Result<()> {
        sync(&staging)?;
        let old = hidden(&dir, ".previous");
        remove(&old)?;
        if dir.exists() {
            exchange(&staging, &dir, &old)?
        } else {
            fs::rename(&staging, &dir)?
        }
        remove(&old)
    };
    publish().map_err(failed(&dir))?;
    Ok(report)
}

/// Writes the exports that a pipeline asks for into the staging folder of a run.
///
/// # Errors
/// When a table cannot be read or a file not be written.
pub fn within(staging: &Path, targets: &[Target]) -> Result<Vec<Report>, RunError> {
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let input = read(staging)?;
    targets
        .iter()
        .map(|target| {
            let dir = folder_of(staging, target);
            fs::create_dir_all(&dir).map_err(|source| RunError::Output { path: dir.clone(), source })?;
            write_summed_up(&input, target, &dir)
        })
        .collect()
}

/// The files of exports as the manifest lists them.
pub fn listed(report: &Report) -> impl Iterator<Item = Written> {
    report
        .files
        .iter()
        .map(|written| Written { file: format!("{CRM}/{}/{}", report.target, written.file), ..written.clone() })
}

/// What became of the exports in a folder from whose tables somebody was erased.
#[derive(Debug, Default)]
pub struct Again {
    /// Files of those that were made again, as the manifest lists them.
    pub written: Vec<Written>,
    /// Those that could not be, because their target file is not leadloom's; they are gone.
    pub removed: Vec<String>,
}

/// Makes the exports of the run in `from` again from the tables in `to`, each in the same place.
///
/// # Errors
/// When a table cannot be read or a file not be written.
pub fn again(from: &Path, to: &Path) -> Result<Again, RunError> {
    let mut again = Again::default();
    let mut input = None;
    for inside in exports(from, Path::new("")) {
        let name = summary(&from.join(&inside)).and_then(|summary| {
            summary["shipped"].as_bool().filter(|shipped| *shipped)?;
            summary["target"].as_str().map(str::to_owned)
        });
        let Some(target) = name.and_then(|name| load(&name, Path::new("")).ok()) else {
            again.removed.push(inside.display().to_string());
            continue;
        };
        let input = match &input {
            Some(input) => input,
            None => input.insert(read(to)?),
        };
        let dir = to.join(&inside);
        fs::create_dir_all(&dir).map_err(|source| RunError::Output { path: dir.clone(), source })?;
        let report = write_summed_up(input, &target, &dir)?;
        if dir == folder_of(to, &target) {
            again.written.extend(listed(&report));
        }
    }
    Ok(again)
}

/// True for a folder that an export wrote, also one that it left half-written.
pub fn is_export(dir: &Path) -> bool {
    let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let left = name.starts_with('.') && (name.ends_with(".staging") || name.ends_with(".previous"));
    dir.is_dir() && (left || summary(dir).is_some())
}

fn summary(dir: &Path) -> Option<serde_json::Value> {
    let text = fs::read_to_string(dir.join(SUMMARY)).ok()?;
    let summary: serde_json::Value = serde_json::from_str(&text).ok()?;
    (summary["target"].is_string() && summary["contacts"].is_object()).then_some(summary)
}

/// Folders of exports below a folder, in order; half-written ones are none.
fn exports(root: &Path, inside: &Path) -> Vec<PathBuf> {
    let dir = root.join(inside);
    if summary(&dir).is_some() && !inside.as_os_str().is_empty() {
        return vec![inside.to_owned()];
    }
    let Ok(entries) = fs::read_dir(&dir) else { return Vec::new() };
    let hidden = |name: &std::ffi::OsString| name.to_string_lossy().starts_with('.');
    let mut names: Vec<_> =
        entries.flatten().filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name()).collect();
    names.retain(|name| !hidden(name));
    names.sort();
    names.into_iter().flat_map(|name| exports(root, &inside.join(name))).collect()
}

/// An export replaces an export, or nothing.
fn may_replace(dir: &Path) -> bool {
    let empty = || fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none());
    !dir.exists() || summary(dir).is_some() || empty()
}

fn write_summed_up(input: &Input, target: &Target, dir: &Path) -> Result<Report, RunError> {
    let report = write(input, target, dir)?;
    if !report.balances() {
        return Err(RunError::Unbalanced(format!("counts of the export do not balance: {report:?}")));
    }
    let path = dir.join(SUMMARY);
    let text = serde_json::to_string_pretty(&report).map_err(io::Error::from);
    let written = text.and_then(|text| fs::write(&path, text + "\n"));
    written.map_err(|source| RunError::Output { path, source })?;
    Ok(report)
}

fn read(out: &Path) -> Result<Input, FolderError> {
    let provenance = folder::table(out, "contact_fields", &["contact_id", "field", "rule"])?;
    Ok(Input {
        contacts: folder::whole_table(out, "contacts")?,
        organisations: folder::whole_table(out, "organisations")?,
        changes: folder::whole_table(out, "crm_changes")?,
        provenance,
    })
}

fn hidden(dir: &Path, suffix: &str) -> PathBuf {
    let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    dir.with_file_name(format!(".{name}{suffix}"))
}
