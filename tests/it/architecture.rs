//! Who may import whom: reads the `use` lines and paths of `src` and fails on a forbidden edge.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → the modules of ours it may name. What is not listed here may name nothing of ours.
const ALLOWED: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("model", &[]),
    ("engine", &["kernel", "model"]),
    ("pipeline", &["kernel", "model"]),
    ("ingest", &["engine", "kernel", "model", "pipeline"]),
    ("validate", &["engine", "kernel", "model", "pipeline"]),
    ("dedupe", &["engine", "kernel", "model", "pipeline"]),
    ("consolidate", &["engine", "kernel", "model", "pipeline"]),
    ("analyze", &["engine", "kernel", "model", "pipeline"]),
    // The kernels know what a spreadsheet runs and what a country is called.
    ("export", &["engine", "kernel", "model", "pipeline"]),
    // The kernels bring what people type, and what is signed, into normal form.
    ("report", &["engine", "kernel", "model"]),
    ("observe", &[]),
    ("synth", &["model"]),
    (
        "run",
        &[
            "analyze",
            "consolidate",
            "dedupe",
            "engine",
            "export",
            "ingest",
            "kernel",
            "model",
            "observe",
            "pipeline",
            "report",
            "validate",
        ],
    ),
    ("cli", &["model", "observe", "pipeline", "report", "run", "synth"]),
];

/// What kernels and the model must not know.
const FORBIDDEN_IN_KERNELS: &[&str] =
    &["polars", "arrow::", "std::fs", "std::env", "std::time", "chrono", "tracing", "serde", "rayon", "std::io"];

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// Lines of code without comments and without the tests at the end of a file.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let is_test_file = path.file_stem().is_some_and(|stem| stem == "tests")
        || path.components().any(|part| part.as_os_str() == "tests");
    if is_test_file {
        return Vec::new();
    }
    let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    body.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned()).collect()
}

/// Names that follow `crate::` in a line, also in braces.
fn named(line: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    for part in line.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            Some(list) => {
                names.extend(list.split(['}', ';']).next().unwrap_or_default().split(',').map(|item| name(item.trim())))
            }
            None => names.push(name(part)),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn nobody_imports_what_they_must_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in &files {
        let inside = file.strip_prefix(&root).unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if module == "main" || module == "lib" {
            continue;
        }
        let allowed = allowed.get(module).unwrap_or_else(|| panic!("src/{module} has no import rule"));
        for line in code(file) {
            for name in named(&line) {
                seen += 1;
                if name != module && !allowed.contains(&name.as_str()) {
                    wrong.push(format!("{}: {module} may not name {name}", inside.display()));
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} imports were read: the test no longer sees the code");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn kernels_and_model_stay_pure() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root.join("kernel"), &mut files);
    sources(&root.join("model"), &mut files);
    let mut wrong = Vec::new();
    for file in &files {
        for line in code(file) {
            for word in FORBIDDEN_IN_KERNELS.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{}: {word}", file.strip_prefix(&root).unwrap().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_named_modules_open_files() {
    let may = ["ingest", "export", "run", "report", "synth", "pipeline", "cli", "main.rs"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in &files {
        let inside = file.strip_prefix(&root).unwrap();
        let module = inside.components().next().unwrap().as_os_str().to_str().unwrap();
        // It reads the password that its user keeps for a server, as every client of such a server does.
        if inside == Path::new("engine/postgres.rs") {
            continue;
        }
        let opens = code(file).iter().any(|line| line.contains("std::fs") || line.contains("File::"));
        assert!(!opens || may.contains(&module), "{} opens files", inside.display());
    }
}

#[test]
fn the_imports_of_a_line_are_found() {
    assert_eq!(named("use crate::{analyze, dedupe};"), ["analyze", "dedupe"]);
    assert_eq!(named("let x = crate::model::code::find(y);"), ["model"]);
    assert_eq!(named("use super::x;"), Vec::<String>::new());
}

/// Codes in the source: `"family.reason"` with a family that a file of `model/code` is named after.
#[test]
fn every_code_in_the_source_is_documented_and_every_documented_one_is_given() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let known: Vec<&str> = leadloom::model::code::all().map(|entry| entry.code).collect();
    let families: Vec<&str> = known.iter().filter_map(|code| code.split('.').next()).collect();
    let mut files = Vec::new();
    for module in ["kernel", "validate", "ingest", "analyze", "run/privacy"] {
        sources(&root.join(module), &mut files);
    }
    let mut given = Vec::new();
    for file in &files {
        for line in code(file) {
            let texts = line.split('"').skip(1).step_by(2);
            let is_code = |text: &&str| {
                let reason =
                    text.split_once('.').filter(|(family, _)| families.contains(family)).map(|(_, reason)| reason);
                // `company.com` is a domain
                reason.is_some_and(|reason| {
                    !["com", "tld"].contains(&reason)
                        && reason.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
                })
            };
            given.extend(texts.filter(is_code).map(str::to_owned));
        }
    }
    assert!(given.len() > 150, "only {} codes were read: the test no longer sees the code", given.len());
    let undocumented: Vec<&String> = given.iter().filter(|code| !known.contains(&code.as_str())).collect();
    assert!(undocumented.is_empty(), "no entry in model/code: {undocumented:?}");
    let unused: Vec<&&str> = known.iter().filter(|code| !given.iter().any(|given| given == *code)).collect();
    assert!(unused.is_empty(), "given by nobody: {unused:?}");
}
