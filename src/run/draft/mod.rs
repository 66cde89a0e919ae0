//! Drafts a pipeline from exports: what each file holds, how its columns map and why.
//!
//! The draft is meant to be read and changed by a person, so every choice is written out with its reason. Costs the
//! head of each file.

use super::country::default_country;
use crate::ingest::{self, IngestError, InspectedColumn, Inspection};
use crate::model::record::Records;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A drafted pipeline.
#[derive(Debug)]
pub struct Draft {
    /// The pipeline file.
    pub toml: String,
    /// Files that were not taken, and why.
    pub left_out: Vec<(PathBuf, String)>,
}

/// Drafts a pipeline for files and the files of folders (not of their subfolders), in sorted order. Paths in the draft
/// are relative to `out_dir`, the folder of the pipeline file, where they lie within it; else absolute.
///
/// # Errors
/// When a named file does not exist or is damaged, or when nothing that was named can be read.
pub fn draft(paths: &[PathBuf], out_dir: &Path) -> Result<Draft, IngestError> {
    let mut left_out = Vec::new();
    let files = expand(paths, &mut left_out)?;
    let mut inspections = Vec::new();
    for Found { path, named } in files {
        match ingest::inspect(&path).and_then(with_headers) {
            Ok(found) => inspections.extend(found),
            Err(error) if named => return Err(error),
            Err(error) => {
                let shown = format!("{}: ", path.display());
                let why = error.to_string();
                left_out.push((path, why.strip_prefix(&shown).unwrap_or(&why).to_string()));
            }
        }
    }
    let (kept, rest): (Vec<_>, Vec<_>) = inspections.into_iter().partition(|found| found.records.is_some());
    left_out.extend(rest.into_iter().map(|found| (found.path.clone(), why_not(&found))));
    if kept.is_empty() {
        return Err(IngestError::NothingToRead { path: paths.first().cloned().unwrap_or_default(), left_out });
    }
    Ok(Draft { toml: write(&kept, paths, out_dir), left_out })
}

/// Refuses a file without a header: what its columns mean would be a guess that nobody could check in the draft.
fn with_headers(found: Vec<Inspection>) -> Result<Vec<Inspection>, IngestError> {
    let bare = |found: &&Inspection| {
        !found.columns.is_empty() && found.columns.iter().all(|column| column.header.starts_with("column_"))
    };
    let Some(bare) = found.iter().find(bare) else { return Ok(found) };
    let cells = bare.frame.columns().iter().take(6).filter_map(|column| column.str().ok()?.get(0));
    let first = cells.collect::<Vec<_>>().join(", ");
    Err(IngestError::NoHeader { path: bare.path.clone(), first })
}

struct Found {
    path: PathBuf,
    /// Named by the user, not found in a folder.
    named: bool,
}

fn expand(paths: &[PathBuf], left_out: &mut Vec<(PathBuf, String)>) -> Result<Vec<Found>, IngestError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            match path.exists() && !ingest::is_readable_name(path) {
                true => left_out.push((path.clone(), unknown_type(path))),
                false => files.push(Found { path: path.clone(), named: true }),
            }
            continue;
        }
        let entries =
            std::fs::read_dir(path).map_err(|source| IngestError::Unreadable { path: path.clone(), source })?;
        let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        for entry in entries {
            let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
            if hidden {
                continue;
            }
            if entry.is_dir() {
                left_out.push((entry, "a folder inside the folder; name it to read it".into()));
            } else if ingest::is_readable_name(&entry) {
                files.push(Found { path: entry, named: false });
            } else {
                let why = unknown_type(&entry);
                left_out.push((entry, why));
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    files.retain(|found| seen.insert(found.path.clone()));
    Ok(files)
}

fn unknown_type(path: &Path) -> String {
    let ext =
        path.extension().map(|ext| format!(".{}", ext.to_string_lossy())).unwrap_or_else(|| "no extension".into());
    format!("files of this type are not read ({ext})")
}

fn why_not(found: &Inspection) -> String {
    let headers: Vec<&str> = found.columns.iter().map(|column| column.header.as_str()).take(8).collect();
    let sheet = found.sheet.as_ref().map(|sheet| format!("sheet {sheet}: ")).unwrap_or_default();
    format!(
        "{sheet}holds neither contacts, companies, orders, activities nor suppression entries (columns: {})",
        headers.join(", ")
    )
}

fn write(kept: &[Inspection], paths: &[PathBuf], out_dir: &Path) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line(format!("# Drafted by leadloom from {}.", count(kept.len(), "table", "tables")));
    line(
        "# Every choice stands with its reason: look them over, change what is wrong, and delete what you do not need."
            .into(),
    );
    line(String::new());
    line(format!("name = {}", quoted(&pipeline_name(paths))));
    line("# process_owner = \"...\"          # who answers for this process".into());
    line("# as_of = 2026-06-30             # the only clock of the run; today by default".into());
    match default_country(kept) {
        Some((country, why)) => {
            line(commented(
                &format!("default_country = {}", quoted(country)),
                &format!("for rows that name none; {why}"),
            ));
        }
        None => line("# default_country = \"DE\"         # for rows that name no country".into()),
    }
    let mut names = BTreeMap::new();
    for found in kept {
        line(String::new());
        source(found, &mut names, out_dir, &mut line);
    }
    if orders_without_documents(kept) {
        line(String::new());
        line("[analyze]".into());
        line(commented("order_key = \"customer_day\"", "no order numbers: what a customer buys on a day is one order"));
    }
    out
}

fn source(found: &Inspection, names: &mut BTreeMap<String, usize>, out_dir: &Path, line: &mut impl FnMut(String)) {
    let records = found.records.unwrap_or(Records::Contacts);
    line("[[source]]".into());
    line(format!("name = {}", quoted(&source_name(found, names))));
    line(format!("path = {}", quoted(&shown_path(&found.path, out_dir))));
    line(format!("records = {}", quoted(records.name())));
    if let Some(vendor) = &found.vendor {
        let why = format!("recognised: {:.0} % of the columns are known", found.vendor_confidence * 100.0);
        line(commented(&format!("vendor = {}", quoted(vendor)), &why));
    }
    line(format!("# {}", shape(found)));
    if found.sheets > 1
        && let Some(sheet) = &found.sheet
    {
        line("[source.read]".into());
        line(format!("sheet = {}", quoted(sheet)));
    }
    let feeding: Vec<&InspectedColumn> = found.columns.iter().filter(|column| column.feeds).collect();
    if !feeding.is_empty() {
        line("[source.map]".into());
    }
    for column in feeding {
        let Some(field) = column.canonical else { continue };
        let why = format!("{}, {:.2}", column.reason, column.confidence);
        line(commented(&format!("{field} = {}", quoted(&column.header)), &why));
    }
    for column in &found.columns {
        if let Some(field) = column.stands_in_for {
            line(format!("# {field} is also taken from {} where it is empty", quoted(&column.header)));
        }
    }
    let mut extras = found.columns.iter().filter(|column| !column.feeds && column.stands_in_for.is_none()).peekable();
    if extras.peek().is_some() {
        line("[source.extra]".into());
    }
    for column in extras {
        let meaning = column.canonical.map(|field| format!(", looks like {field}")).unwrap_or_default();
        let why = format!("column {}{meaning}", quoted(&column.header));
        line(commented(&format!("{} = {}", column.name, quoted(column.kind.name())), &why));
    }
}

/// One line about the file: encoding, delimiter, header, records, lines that are no data.
fn shape(found: &Inspection) -> String {
    let mut parts = Vec::new();
    if let Some(encoding) = &found.encoding {
        parts.push(encoding.clone());
    }
    if let Some(delimiter) = found.delimiter {
        let shown = if delimiter == b'\t' { "tab".into() } else { format!("{:?}", char::from(delimiter)) };
        parts.push(format!("delimiter {shown}"));
    }
    match found.header_row {
        Some(row) => parts.push(format!("header in line {row}")),
        None if found.encoding.is_some() && found.delimiter.is_some() => parts.push("no header".into()),
        None => {}
    }
    let about = if found.is_estimate { "about " } else { "" };
    parts.push(format!("{about}{}", count(usize::try_from(found.rows).unwrap_or(usize::MAX), "record", "records")));
    if found.rejects > 0 {
        parts.push(format!("{} cannot be used", found.rejects));
    }
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for skipped in &found.skipped {
        *codes.entry(skipped.code).or_default() += 1;
    }
    if !codes.is_empty() {
        let listed: Vec<String> =
            codes.iter().map(|(code, count)| format!("{count} {}", code.replace('_', " "))).collect();
        parts.push(format!("lines that are no data: {}", listed.join(", ")));
    }
    parts.join(", ")
}

fn source_name(found: &Inspection, names: &mut BTreeMap<String, usize>) -> String {
    let mut base = ingest::snake(&ingest::stem(&found.path));
    if found.sheets > 1
        && let Some(sheet) = &found.sheet
    {
        base = format!("{base}_{}", ingest::snake(sheet));
    }
    let mut name = base.clone();
    while names.contains_key(&name) {
        let count = names.entry(base.clone()).or_insert(1);
        *count += 1;
        name = format!("{base}_{count}");
    }
    names.insert(name.clone(), 1);
    name
}

fn pipeline_name(paths: &[PathBuf]) -> String {
    let named = |path: &Path| {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let name =
            if path.is_dir() { absolute.file_name().map(|name| name.to_string_lossy().into_owned()) } else { None };
        name.unwrap_or_else(|| ingest::stem(&absolute))
    };
    match paths {
        [only] => ingest::snake(&named(only)),
        [first, ..] => {
            let folder = std::path::absolute(first).ok().and_then(|path| path.parent().map(Path::to_path_buf));
            ingest::snake(&folder.map(|folder| named(&folder)).unwrap_or_default())
        }
        [] => "leads".into(),
    }
}

/// Relative where the file lies within the folder of the pipeline; with `/` on every system.
fn shown_path(path: &Path, out_dir: &Path) -> String {
    let base = if out_dir.as_os_str().is_empty() { Path::new(".") } else { out_dir };
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let (path, base) = (absolute(path), absolute(base));
    let shown = path.strip_prefix(&base).unwrap_or(&path);
    let text = shown.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() }
}

fn orders_without_documents(kept: &[Inspection]) -> bool {
    let mut orders = kept.iter().filter(|found| found.records == Some(Records::Orders)).peekable();
    let has_id =
        |found: &Inspection| found.columns.iter().any(|column| column.feeds && column.canonical == Some("order_id"));
    orders.peek().is_some() && !orders.any(has_id)
}

fn commented(text: &str, why: &str) -> String {
    let why: String = why.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("{text:<44} # {why}")
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{self, Overrides};

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, content) in files {
            std::fs::write(dir.path().join(name), content).unwrap();
        }
        dir
    }

    #[test]
    fn a_folder_becomes_a_pipeline_that_parses_and_reads_the_same() {
        let dir = folder(&[
            (
                "Kunden 2024.csv",
                "Kundennummer;Vorname;Nachname;Telefon;Telefon privat;Land;VIP \"Gold\"\n1;Ilse;Weber;0351 1234567;;D;x\n",
            ),
            ("sales.csv", "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\nA1,B1,2,2024-01-01,3.5,1\n"),
            ("articles.csv", "sku,price,weight\nB1,3.5,2\n"),
            ("readme.md", "# hello"),
            ("broken.json", "[{\"a\":"),
            (".hidden.csv", "x"),
        ]);
        std::fs::create_dir(dir.path().join("truth")).unwrap();
        let drafted = draft(&[dir.path().to_path_buf()], dir.path()).unwrap();
        let names: Vec<String> =
            drafted.left_out.iter().map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["readme.md", "truth", "broken.json", "articles.csv"]);

        let plan = pipeline::parse(&drafted.toml, &dir.path().join("pipeline.toml"), &Overrides::default())
            .unwrap_or_else(|error| panic!("{error}\n{}", drafted.toml));
        assert_eq!(plan.default_country.as_deref(), Some("DE"));
        let kinds: Vec<_> = plan.sources.iter().map(|source| (source.name.as_str(), source.records)).collect();
        assert_eq!(kinds, [("kunden_2024", Some(Records::Contacts)), ("sales", Some(Records::Orders))]);
        assert!(drafted.toml.contains("path = \"Kunden 2024.csv\""));
        let read = ingest::read(&plan.sources[0], None).unwrap();
        let columns: Vec<&str> = read.frame.get_column_names().iter().skip(5).map(|name| name.as_str()).collect();
        assert_eq!(columns, ["given_name", "family_name", "phone", "country", "telefon_privat", "vip_gold"]);
        assert!(drafted.toml.contains("# phone is also taken from \"Telefon privat\" where it is empty"));
    }

    #[test]
    fn sheets_and_equal_stems_get_names_of_their_own() {
        let dir = folder(&[("leads.csv", "E-Mail\na@b.example\n"), ("leads.json", "[{\"email\":\"a@b.example\"}]")]);
        let drafted = draft(&[dir.path().join("leads.csv"), dir.path().join("leads.json")], Path::new("")).unwrap();
        assert!(drafted.toml.contains("name = \"leads\"") && drafted.toml.contains("name = \"leads_2\""));
    }

    #[test]
    fn nothing_to_read_is_an_error_that_names_the_folder() {
        let dir = folder(&[("a.docx", "x")]);
        let message = draft(&[dir.path().to_path_buf()], dir.path()).unwrap_err().to_string();
        assert!(message.contains("holds no file that can be read") && message.contains("a.docx"), "{message}");
        let gone = dir.path().join("gone.csv");
        assert!(matches!(draft(&[gone], dir.path()), Err(IngestError::NotFound { .. })));
    }

    #[test]
    fn strings_are_quoted_for_toml() {
        assert_eq!(quoted("a\"b\\c\nd\u{1}"), "\"a\\\"b\\\\c\\nd\\u0001\"");
    }
}
