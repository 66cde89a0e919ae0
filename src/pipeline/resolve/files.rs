//! Finds the files of a source.

use crate::pipeline::diagnostic::{Diagnostic, did_you_mean};
use crate::pipeline::read::{At, Log};
use std::path::{Path, PathBuf};

/// The files a pattern names, sorted; none with a problem logged.
pub(super) fn find(pattern: &At<String>, base: &Path, log: &mut Log) -> Vec<PathBuf> {
    let At { value: written, span } = pattern;
    if written.trim().is_empty() {
        log.push(Diagnostic::new(span.clone(), "an empty path names no file"));
        return Vec::new();
    }
    if let Some((scheme, _)) = written.split_once("://") {
        let message = format!("this version reads local files only, not `{scheme}://`");
        log.push(Diagnostic::new(span.clone(), message).help("fetch the file first"));
        return Vec::new();
    }
    let path = base.join(written);
    if path.is_file() {
        return vec![path];
    }
    if path.is_dir() {
        let message = format!("`{written}` is a folder");
        let help = format!("name its files: `{}/*.csv`", written.trim_end_matches('/'));
        log.push(Diagnostic::new(span.clone(), message).help(help));
        return Vec::new();
    }
    if written.contains(['*', '?', '[']) { glob(pattern, base, log) } else { missing(pattern, &path, log) }
}

fn glob(pattern: &At<String>, base: &Path, log: &mut Log) -> Vec<PathBuf> {
    let At { value: written, span } = pattern;
    let escaped = glob::Pattern::escape(&base.to_string_lossy());
    let whole = Path::new(&escaped).join(written);
    let matches = match glob::glob(&whole.to_string_lossy()) {
        Ok(matches) => matches,
        Err(error) => {
            log.push(Diagnostic::new(span.clone(), format!("`{written}` is not a valid glob: {}", error.msg)));
            return Vec::new();
        }
    };
    let mut files: Vec<PathBuf> = matches.flatten().filter(|path| path.is_file()).collect();
    files.sort();
    if files.is_empty() {
        let message = format!("no file matches `{written}`");
        log.push(Diagnostic::input(span.clone(), message).help(relative_to(base)));
    }
    files
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
