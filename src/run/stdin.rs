//! Standard input as a file: readers need to look at its head and its end before they know what it is.
//!
//! Costs the space of the input on disk, readable by its owner only.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// What people write for standard input.
pub const DASH: &str = "-";
/// How it is called in files and messages.
pub const NAME: &str = "stdin";

/// First bytes of packed content, and the ending its file needs to be unpacked.
const PACKED: &[(&[u8], &str)] = &[(b"\x1f\x8b", ".gz"), (b"\x28\xb5\x2f\xfd", ".zst"), (b"BZh", ".bz2")];

/// A copy of standard input that goes when this is dropped.
#[derive(Debug)]
pub struct Spool {
    folder: PathBuf,
    /// The copy.
    pub path: PathBuf,
}

impl Spool {
    /// Copies an input into a folder of its own under the system's folder for temporary files.
    ///
    /// # Errors
    /// When the input cannot be read or the copy cannot be written.
    pub fn new(input: impl io::Read) -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("leadloom-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        let mut spool = Self { path: folder.join(NAME), folder };
        private(&spool.folder)?;
        spool.path = copy(input, &spool.folder)?;
        Ok(spool)
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        // Nobody is there to be told, and the system clears the folder in the end.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Copies an input to `DIR.stdin` beside the folder of a run and keeps it there, so that the drafted pipeline can be run
/// again and finds the same bytes under the same name.
///
/// # Errors
/// When the input cannot be read or the copy cannot be written.
pub fn keep(input: impl io::Read, out: &Path) -> io::Result<PathBuf> {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".stdin");
    let folder = out.with_file_name(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    private(&folder)?;
    copy(input, &folder)
}

fn copy(input: impl io::Read, folder: &Path) -> io::Result<PathBuf> {
    let mut input = BufReader::new(input);
    let head = input.fill_buf()?;
    let ending = PACKED.iter().find(|(magic, _)| head.starts_with(magic)).map_or("", |(_, ending)| ending);
    let path = folder.join(format!("{NAME}{ending}"));
    let mut file = File::create_new(&path)?;
    io::copy(&mut input, &mut file)?;
    file.flush()?;
    Ok(path)
}

/// Makes a folder that only its owner can look into; it must not exist.
fn private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spool_is_there_while_it_lives() {
        let spool = Spool::new(&b"a,b\n1,2\n"[..]).unwrap();
        let path = spool.path.clone();
        assert_eq!(
            (fs::read(&path).unwrap().as_slice(), path.file_name().unwrap()),
            (&b"a,b\n1,2\n"[..], NAME.as_ref())
        );
        drop(spool);
        assert!(!path.exists() && !path.parent().unwrap().exists());
    }

    #[test]
    fn packed_input_is_named_so_that_it_is_unpacked() {
        let spool = Spool::new(&b"\x1f\x8brest"[..]).unwrap();
        assert_eq!(spool.path.file_name().unwrap(), "stdin.gz");
    }

    #[test]
    fn what_is_kept_replaces_what_was_kept_before() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("runs/first");
        keep(&b"\x1f\x8bx"[..], &out).unwrap();
        let path = keep(&b"new"[..], &out).unwrap();
        assert_eq!(path, dir.path().join("runs/first.stdin/stdin"));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
