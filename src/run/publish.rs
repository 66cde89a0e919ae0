//! Atomic publication: a staging folder beside the output, synced, exchanged for it in one step.
//!
//! One run at a time: a lock file beside the output is held until the process ends. A reader sees the old run or the new
//! one, never a mix; the old one is kept as `DIR.previous`, a failed one as `DIR.failed`.

use super::RunError;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Component, Path, PathBuf};

/// The run before, beside the output.
const PREVIOUS: &str = ".previous";
/// A failed run, beside the output.
const FAILED: &str = ".failed";
/// An output on its way to be removed, beside its successor, hidden.
const REPLACED: &str = ".replaced";

/// The folders of one run; the lock is held while this lives.
#[derive(Debug)]
pub struct Workspace {
    /// Where results go in the end.
    pub out: PathBuf,
    /// Where they are written first.
    pub staging: PathBuf,
    _lock: Lock,
}

/// The lock of an output folder, held while this lives.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the open file is the lock")] File);

impl Lock {
    /// Takes the lock of `out`.
    ///
    /// # Errors
    /// When another run holds it, or its file cannot be made.
    pub fn take(out: &Path) -> Result<Self, RunError> {
        let path = beside(out, ".lock", true);
        let failed = |source| RunError::Output { path: path.clone(), source };
        let lock = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self(lock)),
            Err(TryLockError::WouldBlock) => Err(RunError::Locked { out: out.to_owned() }),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}

impl Workspace {
    /// Takes the lock, finishes what a killed run left behind and makes an empty staging folder.
    ///
    /// # Errors
    /// When another run holds the lock, or a folder cannot be made.
    pub fn open(out: &Path) -> Result<Self, RunError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| RunError::Output { path, source }
        };
        let out = absolute(out).map_err(failed(out))?;
        if let Some(parent) = out.parent() {
            fs::create_dir_all(parent).map_err(failed(parent))?;
        }
        let lock = Lock::take(&out)?;
        recover(&out).map_err(failed(&out))?;
        let staging = beside(&out, ".staging", true);
        remove(&staging).map_err(failed(&staging))?;
        fs::create_dir(&staging).map_err(failed(&staging))?;
        Ok(Self { out, staging, _lock: lock })
    }

    /// Makes the staging folder the output; the output so far becomes `DIR.previous`.
    ///
    /// # Errors
    /// When a folder cannot be moved; the output is then what it was.
    pub fn publish(&self) -> Result<(), RunError> {
        let failed = |source| RunError::Output { path: self.out.clone(), source };
        self.replace(&beside(&self.out, PREVIOUS, false)).map_err(failed)?;
        remove(&beside(&self.out, FAILED, false)).map_err(failed)
    }

    /// Makes the staging folder the output and leaves nothing of what was: not the output so far, not the run before, not
    /// a failed one. What a kill leaves of them, whoever opens the folder next removes.
    ///
    /// # Errors
    /// When a folder cannot be moved or removed.
    pub fn publish_alone(&self) -> Result<(), RunError> {
        let failed = |source| RunError::Output { path: self.out.clone(), source };
        for copy in [PREVIOUS, FAILED].map(|suffix| beside(&self.out, suffix, false)) {
            remove(&copy).map_err(|source| RunError::Output { path: copy, source })?;
        }
        let replaced = beside(&self.out, REPLACED, true);
        self.replace(&replaced).map_err(failed)?;
        remove(&replaced).map_err(failed)
    }

    /// Makes the staging folder the output; the output so far moves aside.
    fn replace(&self, aside: &Path) -> io::Result<()> {
        sync(&self.staging)?;
        if self.out.exists() {
            remove(aside)?;
            exchange(&self.staging, &self.out, aside)?;
        } else {
            fs::rename(&self.staging, &self.out)?;
        }
        self.out.parent().map_or(Ok(()), sync_entries)
    }

    /// Keeps the staging folder beside the output as `DIR.failed`, for inspection.
    ///
    /// # Errors
    /// When the folder cannot be moved.
    pub fn keep_failed(&self) -> Result<PathBuf, RunError> {
        let kept = beside(&self.out, FAILED, false);
        let failed = |source| RunError::Output { path: kept.clone(), source };
        remove(&kept).map_err(failed)?;
        fs::rename(&self.staging, &kept).map_err(failed)?;
        Ok(kept)
    }

    /// Removes the staging folder of a run that is not to be published.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn discard(&self) -> Result<(), RunError> {
        remove(&self.staging).map_err(|source| RunError::Output { path: self.staging.clone(), source })
    }
}

/// A killed run may have stopped between the two renames of [`exchange`]'s fallback: puts the old output back. Killed
/// after them, an output that was to leave no copy may have left one: removes it.
fn recover(out: &Path) -> io::Result<()> {
    let replaced = beside(out, REPLACED, true);
    if !out.exists() {
        let old = [replaced.clone(), beside(out, PREVIOUS, false)];
        if let Some(old) = old.iter().find(|old| old.join("manifest.json").exists()) {
            fs::rename(old, out)?;
        }
    }
    remove(&replaced)
}

/// The path without `.`, `..` and trailing slashes, which would give sibling names inside the wrong folder.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    Ok(plain)
}

/// `name` + `suffix` in the same folder, hidden with a leading dot when asked.
fn beside(out: &Path, suffix: &str, hidden: bool) -> PathBuf {
    let mut name = OsString::from(if hidden { "." } else { "" });
    name.push(out.file_name().unwrap_or_default());
    name.push(suffix);
    out.with_file_name(name)
}

/// Removes a folder that may not be there.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Swaps staging and output in one step where the system can, then moves the old output away.
pub fn exchange(staging: &Path, out: &Path, previous: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, staging, CWD, out, RenameFlags::EXCHANGE).is_ok() {
            return fs::rename(staging, previous);
        }
    }
    fs::rename(out, previous)?;
    fs::rename(staging, out).inspect_err(|_| drop(fs::rename(previous, out)))
}

/// Flushes the files of a folder, those of its folders, and its entries.
pub fn sync(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_file() {
            File::open(entry.path())?.sync_all()?;
        } else if kind.is_dir() {
            sync(&entry.path())?;
        }
    }
    sync_entries(dir)
}

fn sync_entries(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishing_keeps_the_run_before() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        for content in ["one", "two"] {
            let work = Workspace::open(&out).unwrap();
            fs::write(work.staging.join("manifest.json"), content).unwrap();
            work.publish().unwrap();
        }
        assert_eq!(fs::read_to_string(out.join("manifest.json")).unwrap(), "two");
        assert_eq!(fs::read_to_string(home.path().join("out.previous/manifest.json")).unwrap(), "one");
        assert!(!home.path().join(".out.staging").exists());
    }

    #[test]
    fn two_runs_exclude_each_other() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        let first = Workspace::open(&out).unwrap();
        assert!(matches!(Workspace::open(&out), Err(RunError::Locked { .. })));
        drop(first);
        assert!(Workspace::open(&out).is_ok());
    }

    #[test]
    fn a_half_moved_output_is_put_back() {
        let home = tempfile::tempdir().unwrap();
        let previous = home.path().join("out.previous");
        fs::create_dir(&previous).unwrap();
        fs::write(previous.join("manifest.json"), "old").unwrap();
        recover(&home.path().join("out")).unwrap();
        assert_eq!(fs::read_to_string(home.path().join("out/manifest.json")).unwrap(), "old");
    }

    #[test]
    fn publishing_alone_leaves_no_copy_even_when_killed() {
        let home = tempfile::tempdir().unwrap();
        let out = home.path().join("out");
        let folder = |name: &str, content: &str| {
            fs::create_dir_all(home.path().join(name)).unwrap();
            fs::write(home.path().join(name).join("manifest.json"), content).unwrap();
        };
        let left = || {
            let mut left: Vec<_> = fs::read_dir(home.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            left.sort();
            left
        };
        for name in ["out", "out.previous", "out.failed"] {
            folder(name, "old");
        }
        let work = Workspace::open(&out).unwrap();
        fs::write(work.staging.join("manifest.json"), "new").unwrap();
        work.publish_alone().unwrap();
        drop(work);
        assert_eq!(left(), [".out.lock", "out"]);
        // Killed after the exchange, or between the renames of its fallback.
        folder(".out.replaced", "old");
        Workspace::open(&out).unwrap().discard().unwrap();
        assert_eq!(left(), [".out.lock", "out"]);
        fs::rename(&out, home.path().join(".out.replaced")).unwrap();
        Workspace::open(&out).unwrap().discard().unwrap();
        assert_eq!(left(), [".out.lock", "out"]);
        assert_eq!(fs::read_to_string(out.join("manifest.json")).unwrap(), "new");
    }
}
