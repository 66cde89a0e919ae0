//! Finds the files of a source.

use crate::pipeline::diagnostic::{Diagnostic, did_you_mean};
use crate::pipeline::inputs::{self, Inputs, Reason};
use crate::pipeline::read::{At, Log};
use crate::pipeline::remote;
use std::path::{Path, PathBuf};

/// The files a pattern names, sorted; none with a problem logged.
pub(super) fn find(pattern: &At<String>, base: &Path, log: &mut Log) -> Vec<PathBuf> {
    let At { value: written, span } = pattern;
    if written.trim().is_empty() {
        log.push(Diagnostic::new(span.clone(), "an empty path names no file"));
        return Vec::new();
    }
    if remote::is_remote(Path::new(written)) {
        if !cfg!(feature = "postgres") {
            let message = "this build reads no PostgreSQL tables".to_owned();
            let help = "build it with `--features postgres`, or export the table as CSV";
            log.push(Diagnostic::new(span.clone(), message).help(help));
            return Vec::new();
        }
        return vec![PathBuf::from(written)];
    }
    if let Some((scheme, _)) = written.split_once("://") {
        let message = format!("this version reads local files only, not `{scheme}://`");
        log.push(Diagnostic::new(span.clone(), message).help("fetch the file first"));
        return Vec::new();
    }
    let path = base.join(written);
    if path.is_file() || inputs::archive_of(&path).is_some() {
        return vec![path];
    }
    if path.is_dir() {
        return folder(pattern, &path, log);
    }
    if inputs::is_glob(written) { glob(pattern, base, log) } else { missing(pattern, &path, log) }
}

/// The files of a folder. What is there and cannot be opened is a problem, since nobody would miss it.
fn folder(pattern: &At<String>, path: &Path, log: &mut Log) -> Vec<PathBuf> {
    let At { value: written, span } = pattern;
    let mut found = Inputs::default();
    found.walk(path);
    name_losses(pattern, &found.left_out, log);
    if found.files.is_empty() && !found.left_out.iter().any(|(_, why)| why.is_loss()) {
        let message = format!("the folder `{written}` holds no file of a type that is read");
        log.push(Diagnostic::input(span.clone(), message).help("name the files themselves if they have other names"));
    }
    found.files.into_iter().map(|found| found.path).collect()
}

/// Nobody would miss what a folder or glob passes over.
fn name_losses(pattern: &At<String>, left_out: &[(PathBuf, Reason)], log: &mut Log) {
    for (path, why) in left_out.iter().filter(|(_, why)| why.is_loss()) {
        let message = format!("`{}`: {} {why}", pattern.value, path.display());
        log.push(Diagnostic::input(pattern.span.clone(), message).help("correct it, or name the files themselves"));
    }
}

fn glob(pattern: &At<String>, base: &Path, log: &mut Log) -> Vec<PathBuf> {
    let At { value: written, span } = pattern;
    let escaped = glob::Pattern::escape(&base.to_string_lossy());
    let whole = Path::new(&escaped).join(written);
    let matches = match inputs::glob(&whole.to_string_lossy()) {
        Ok(matches) => matches,
        Err(why) => {
            log.push(Diagnostic::new(span.clone(), format!("`{written}` is not a valid glob: {why}")));
            return Vec::new();
        }
    };
    name_losses(pattern, &matches.left_out, log);
    for special in matches.files.iter().filter(|path| !path.is_file()) {
        let message = format!("`{written}`: {} cannot be opened as a file", special.display());
        log.push(Diagnostic::input(span.clone(), message).help("take it out of the folder, or narrow the glob"));
    }
    if matches.files.is_empty() && !matches.left_out.iter().any(|(_, why)| why.is_loss()) {
        let message = format!("no file matches `{written}`");
        log.push(Diagnostic::input(span.clone(), message).help(relative_to(base)));
    }
    matches.files
}

fn missing(pattern: &At<String>, path: &Path, log: &mut Log) -> Vec<PathBuf> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let names = names_in(folder);
    let help = match did_you_mean(&wanted, names.iter().map(String::as_str)) {
        Some(name) => format!("did you mean `{name}`?"),
        None if !folder.is_dir() => {
            "its folder does not exist either; paths are relative to the pipeline file".to_owned()
        }
        None => relative_to(folder),
    };
    log.push(Diagnostic::input(pattern.span.clone(), format!("there is no file `{}`", pattern.value)).help(help));
    Vec::new()
}

fn relative_to(base: &Path) -> String {
    let base = if base.as_os_str().is_empty() { Path::new(".") } else { base };
    format!("paths are relative to the pipeline file; looked in `{}`", base.display())
}

fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
