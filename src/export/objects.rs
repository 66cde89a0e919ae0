//! The folder of a published run → a place of an object store, object by object; built with the feature `object-store`.
//!
//! The manifest goes last: it lists the objects of its run with their digests, so that a reader who begins with it knows
//! whether they are together. Tables and import files of an earlier run that this one does not have are removed; what
//! somebody else put there stays. Costs a request a file, one part of it in memory.

use super::{ExportError, is_written};
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart, parse_url_opts};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Bytes of a part; a smaller file is one request.
const PART: usize = 8 << 20;
/// Parts on their way at once.
const IN_FLIGHT: usize = 4;
/// Written last.
const MANIFEST: &str = "manifest.json";
/// Folder of import files.
const CRM: &str = "crm";

/// Copies the folder `dir` to `place`; what the store needs to know comes from the environment.
///
/// # Errors
/// [`ExportError::Store`] when the store cannot be reached, refuses, or holds tables that are not those of a run;
/// [`ExportError::Io`] when a file cannot be read.
pub fn upload(dir: &Path, place: &str) -> Result<(), ExportError> {
    let failed = |detail: String| ExportError::Store { place: place.to_owned(), detail };
    let url = url::Url::parse(place).map_err(|error| failed(error.to_string()))?;
    // Keys that are no settings of the store are passed over.
    let settings =
        std::env::vars_os().filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)));
    let (store, prefix) = parse_url_opts(&url, settings).map_err(|error| failed(error.to_string()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| failed(error.to_string()))?;
    let mut files = files(dir, Path::new("")).map_err(|source| ExportError::Io { path: dir.to_owned(), source })?;
    files.sort_by_key(|file| (file == Path::new(MANIFEST), file.clone()));
    runtime.block_on(async {
        let there = listed(store.as_ref(), &prefix).await.map_err(|error| failed(error.to_string()))?;
        let ours = |key: &Key| is_ours(key, &prefix);
        if there.iter().any(ours) && !there.contains(&prefix.clone().join(MANIFEST)) {
            return Err(failed("it holds tables without the manifest of a run; give another path".to_owned()));
        }
        let mut written = Vec::with_capacity(files.len());
        for file in &files {
            let key = file.iter().fold(prefix.clone(), |key, part| key.join(&*part.to_string_lossy()));
            put(store.as_ref(), &key, &dir.join(file)).await.map_err(|error| match error {
                PutError::Read(source) => ExportError::Io { path: dir.join(file), source },
                PutError::Store(error) => failed(error.to_string()),
            })?;
            written.push(key);
        }
        for stale in there.iter().filter(|key| ours(key) && !written.contains(key)) {
            store.delete(stale).await.map_err(|error| failed(error.to_string()))?;
        }
        Ok(())
    })
}

/// True for a table or import file of a run.
fn is_ours(key: &Key, prefix: &Key) -> bool {
    let first = key.prefix_match(prefix).and_then(|mut parts| parts.next());
    first.is_some_and(|first| first.as_ref() == CRM || is_written(first.as_ref()))
}

/// Files below a folder, as paths inside it.
fn files(dir: &Path, inside: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir.join(inside))? {
        let entry = entry?;
        let path = inside.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            files.extend(self::files(dir, &path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// Everything below a prefix.
async fn listed(store: &dyn ObjectStore, prefix: &Key) -> object_store::Result<Vec<Key>> {
    let mut found = Vec::new();
    let mut open = vec![prefix.clone()];
    while let Some(prefix) = open.pop() {
        let listed = store.list_with_delimiter(Some(&prefix)).await?;
        found.extend(listed.objects.into_iter().map(|object| object.location));
        open.extend(listed.common_prefixes);
    }
    Ok(found)
}

enum PutError {
    Read(io::Error),
    Store(object_store::Error),
}

async fn put(store: &dyn ObjectStore, key: &Key, path: &Path) -> Result<(), PutError> {
    let mut file = File::open(path).map_err(PutError::Read)?;
    let mut part = next(&mut file).map_err(PutError::Read)?;
    if part.len() < PART {
        return store.put(key, part.into()).await.map(drop).map_err(PutError::Store);
    }
    let upload = store.put_multipart(key).await.map_err(PutError::Store)?;
    let mut upload = WriteMultipart::new_with_chunk_size(upload, PART);
    while !part.is_empty() {
        let ready = upload.wait_for_capacity(IN_FLIGHT).await;
        upload.write(&part);
        part = match ready.map_err(PutError::Store).and_then(|()| next(&mut file).map_err(PutError::Read)) {
            Ok(part) => part,
            Err(error) => {
                // The parts would be paid for, though nobody sees them.
                let _ = upload.abort().await;
                return Err(error);
            }
        };
    }
    upload.finish().await.map(drop).map_err(PutError::Store)
}

/// The next part of a file; empty at its end.
fn next(file: &mut File) -> io::Result<Vec<u8>> {
    let mut part = Vec::with_capacity(PART);
    file.by_ref().take(PART as u64).read_to_end(&mut part)?;
    Ok(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files below a folder with their content.
    fn content(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = files(dir, Path::new("")).unwrap();
        files.sort();
        files.into_iter().map(|file| (file.clone(), fs::read(dir.join(file)).unwrap())).collect()
    }

    #[test]
    fn a_folder_is_copied_whole_and_what_it_no_longer_has_is_removed() {
        let home = tempfile::tempdir().unwrap();
        let (out, store) = (home.path().join("out"), home.path().join("store"));
        let write = |file: &str, bytes: &[u8]| {
            let path = out.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        let large: Vec<u8> = (0..2 * PART + 7).map(|at| (at % 251) as u8).collect();
        write("manifest.json", b"{}");
        write("contacts.parquet", &large);
        write("leads.csv", &large[..PART]);
        write("rejects.csv", b"");
        write("partitions/contacts/country=DE/contacts.parquet", b"x");
        let place = format!("file://{}", store.display());
        upload(&out, &place).unwrap();
        assert!(content(&store) == content(&out));

        fs::write(store.join("note of somebody.txt"), "stays").unwrap();
        fs::remove_dir_all(out.join("partitions")).unwrap();
        fs::remove_file(out.join("leads.csv")).unwrap();
        write("crm/hubspot/contacts.csv", b"a,b\n");
        upload(&out, &place).unwrap();
        write("note of somebody.txt", b"stays");
        assert!(content(&store) == content(&out));
    }

    #[test]
    fn tables_that_are_not_those_of_a_run_are_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let (out, store) = (home.path().join("out"), home.path().join("store"));
        fs::create_dir_all(&out).unwrap();
        fs::create_dir_all(&store).unwrap();
        fs::write(out.join("manifest.json"), "{}").unwrap();
        fs::write(store.join("contacts.csv"), "theirs").unwrap();
        let error = upload(&out, &format!("file://{}", store.display())).unwrap_err().to_string();
        assert!(error.contains("without the manifest of a run; give another path"), "{error}");
        assert!(content(&store) == [(PathBuf::from("contacts.csv"), b"theirs".to_vec())]);
    }
}
