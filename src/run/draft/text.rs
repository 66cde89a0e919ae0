//! The text of a draft: TOML with a comment for every choice.

use super::group::Group;
use crate::ingest::{self, InspectedColumn, Inspection};
use crate::model::record::Records;
use crate::pipeline::inputs;
use crate::run::profile::HIDDEN_SHEETS;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Confidence below which a mapping is to be looked at.
const SURE: f64 = 0.75;
/// Kinds of damage that are listed, the most frequent first.
const DAMAGE: usize = 8;
/// Letters of a line of a long comment.
const WIDTH: usize = 110;
/// Files left out that are listed.
const LEFT_OUT: usize = 20;
/// Fields about what a person agreed to.
const CONSENT: &[&str] = &["consent_email", "consent_phone", "consent_at", "opt_out"];

/// Lines of a draft.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        self.0.push_str(text.trim_end());
        self.0.push('\n');
    }

    /// A line with its reason beside it, the reasons below one another.
    fn with_reason(&mut self, text: &str, why: &str) {
        self.line(&format!("{text:<44} # {}", plain(why)));
    }

    fn comment(&mut self, text: &str) {
        self.line(&format!("# {}", plain(text)));
    }

    /// A comment over several lines.
    fn wrapped(&mut self, text: &str) {
        let mut line = String::new();
        for word in text.split(' ') {
            if !line.is_empty() && line.chars().count() + word.chars().count() > WIDTH {
                self.comment(&line);
                line = " ".into();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.comment(&line);
    }
}

/// Writes the pipeline.
pub(super) fn write(
    groups: &[Group],
    country: Option<(&'static str, String)>,
    left_out: &[(PathBuf, String)],
    paths: &[PathBuf],
    out_dir: &Path,
) -> String {
    let mut page = Page::default();
    let tables = groups.iter().map(|group| group.tables().count()).sum();
    page.comment(&format!("Drafted by leadloom from {}.", count(tables, "table", "tables")));
    page.comment(
        "Every choice stands with its reason: look them over, change what is wrong, delete what you do not need.",
    );
    page.comment("What is doubtful says \"check this\".");
    page.line("");
    page.line(&format!("name = {}", quoted(&pipeline_name(paths))));
    page.with_reason("# process_owner = \"...\"", "who answers for this process");
    page.with_reason("# as_of = 2026-06-30", "the only clock of the run; today by default");
    match country {
        Some((country, why)) => {
            let why = format!("for records that name none; {why}");
            page.with_reason(&format!("default_country = {}", quoted(country)), &why);
        }
        None => page.with_reason("# default_country = \"DE\"", "for records that name no country"),
    }
    if groups.iter().filter(|group| group.records().are_leads()).count() > 1 {
        page.comment(
            "Sources may also say `trust = 0.8` (0 to 1: whom to believe where they disagree; by agreement otherwise)",
        );
        page.comment("and `master = true` (the CRM: its ids are kept).");
    }
    let mut names = BTreeSet::new();
    for group in groups {
        page.line("");
        source(&mut page, group, &unique(group.name(), &mut names), out_dir);
    }
    if orders_without_documents(groups) {
        page.line("");
        page.line("[analyze]");
        let why = "no order numbers: what a customer buys on a day is one order";
        page.with_reason("order_key = \"customer_day\"", why);
    }
    if !left_out.is_empty() {
        page.line("");
        page.comment("Left out:");
        for (path, why) in left_out.iter().take(LEFT_OUT) {
            page.comment(&format!("  {}: {why}", shown_path(path, out_dir)));
        }
        if left_out.len() > LEFT_OUT {
            page.comment(&format!("  and {} more", left_out.len() - LEFT_OUT));
        }
    }
    page.0
}

fn source(page: &mut Page, group: &Group, name: &str, out_dir: &Path) {
    let found = &group.first.found;
    page.line("[[source]]");
    page.line(&format!("name = {}", quoted(name)));
    files(page, group, out_dir);
    page.line(&format!("records = {}", quoted(group.records().name())));
    if let Some(vendor) = &found.vendor {
        let why = format!("recognised: {:.0} % of the columns are known", found.vendor_confidence * 100.0);
        page.with_reason(&format!("vendor = {}", quoted(vendor)), &why);
    }
    if found.is_unique {
        page.with_reason("unique = true", "such an export holds every contact once");
    }
    page.comment(&shape(group));
    let hidden: Vec<String> =
        group.tables().flat_map(|table| &table.found.hidden_sheets).map(|sheet| quoted(sheet)).collect();
    if !hidden.is_empty() {
        page.comment(&format!("hidden sheets, not read: {}; name one in `read.sheet` to read it", hidden.join(", ")));
    }
    for line in damage(group) {
        page.comment(&line);
    }
    reading(page, group);
    mapping(page, found);
    extras(page, found);
}

/// The path: a file, a glob that stands for the files of the source and for those to come, or a list.
fn files(page: &mut Page, group: &Group, out_dir: &Path) {
    if let Some((folder, pattern)) = group.pattern() {
        let folder = shown_path(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }, out_dir);
        let folder = if folder.is_empty() { folder } else { format!("{}/", glob::Pattern::escape(&folder)) };
        let why = format!("{} today, and those to come", count(group.paths().len(), "file", "files"));
        page.with_reason(&format!("path = {}", quoted(&format!("{folder}{pattern}"))), &why);
        return;
    }
    let paths: Vec<String> = group.paths().into_iter().map(|path| quoted(&shown_path(path, out_dir))).collect();
    match paths.as_slice() {
        [only] => page.line(&format!("path = {only}")),
        several => {
            page.line("path = [");
            several.iter().for_each(|path| page.line(&format!("    {path},")));
            page.line("]");
        }
    }
}

/// One line about the files: encoding, delimiter, header, records, lines that are no data.
fn shape(group: &Group) -> String {
    let found = &group.first.found;
    let mut parts = Vec::new();
    let encodings: BTreeSet<&str> = group.tables().filter_map(|table| table.found.encoding.as_deref()).collect();
    if !encodings.is_empty() {
        parts.push(encodings.into_iter().collect::<Vec<_>>().join(" and "));
    }
    if let Some(delimiter) = found.delimiter {
        let shown = if delimiter == b'\t' { "tab".into() } else { format!("{:?}", char::from(delimiter)) };
        parts.push(format!("delimiter {shown}"));
    }
    match found.header_row {
        Some(row) => parts.push(format!("header in line {row}")),
        None if is_headerless(found) => parts.push("no header".into()),
        None => {}
    }
    let about = if group.tables().any(|table| table.found.is_estimate) { "about " } else { "" };
    let rows: u64 = group.tables().map(|table| table.found.rows).sum();
    parts.push(format!("{about}{}", count(usize::try_from(rows).unwrap_or(usize::MAX), "record", "records")));
    let rejects: u64 = group.tables().map(|table| table.found.rejects).sum();
    if rejects > 0 {
        parts.push(format!("{rejects} cannot be used"));
    }
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for skipped in group.tables().flat_map(|table| &table.found.skipped) {
        *codes.entry(skipped.code).or_default() += 1;
    }
    if !codes.is_empty() {
        let listed: Vec<String> =
            codes.iter().map(|(code, count)| format!("{count} {}", code.replace('_', " "))).collect();
        parts.push(format!("lines that are no data: {}", listed.join(", ")));
    }
    let mut noticed: BTreeMap<&str, u64> = BTreeMap::new();
    for (code, count) in group.tables().flat_map(|table| &table.found.damage) {
        *noticed.entry(code).or_default() += count;
    }
    noticed.remove(HIDDEN_SHEETS);
    parts.extend(noticed.iter().map(|(code, count)| format!("{count} {}", code.replace('_', " "))));
    parts.join(", ")
}

/// What is wrong with the values, the most frequent first, with the columns it is in.
fn damage(group: &Group) -> Vec<String> {
    let mut counts: BTreeMap<&str, (u64, Vec<&str>)> = BTreeMap::new();
    for table in group.tables() {
        for (column, codes) in table.found.columns.iter().zip(&table.damage.by_column) {
            for (code, number) in codes {
                let (sum, columns) = counts.entry(code).or_default();
                *sum += number;
                if !columns.contains(&column.header.as_str()) {
                    columns.push(&column.header);
                }
            }
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, (sum, _))| std::cmp::Reverse(*sum));
    let Some(listed) = counts.get(..counts.len().min(DAMAGE)).filter(|listed| !listed.is_empty()) else {
        return Vec::new();
    };
    let whole = group.tables().all(|table| !table.found.is_estimate);
    let head = if whole {
        "what is wrong with the values:".to_owned()
    } else {
        format!("what is wrong in the first {} records:", ingest::SAMPLE)
    };
    let mut lines = vec![head];
    lines.extend(listed.iter().map(|(code, (sum, columns))| {
        let columns: Vec<String> = columns.iter().take(3).map(|column| quoted(column)).collect();
        format!("  {sum} {code} in {}", columns.join(", "))
    }));
    if counts.len() > DAMAGE {
        lines.push(format!("  and {} more kinds; `leadloom profile` lists them", counts.len() - DAMAGE));
    }
    lines
}

/// Options of reading, only where detection cannot or should not decide.
fn reading(page: &mut Page, group: &Group) {
    let found = &group.first.found;
    let has =
        |code: &str| group.tables().any(|table| table.damage.by_column.iter().any(|codes| codes.contains_key(code)));
    let sheet = found.sheet.as_ref().filter(|_| found.sheets > 1);
    let (ambiguous_dates, ambiguous_numbers) = (has("date.ambiguous"), has("number.ambiguous"));
    if sheet.is_none() && !is_headerless(found) && !ambiguous_dates && !ambiguous_numbers {
        return;
    }
    page.line("[source.read]");
    if let Some(sheet) = sheet {
        page.line(&format!("sheet = {}", quoted(sheet)));
    }
    if is_headerless(found) {
        page.with_reason("header_row = 0", "no header was found; 1 if the first line is one");
    }
    if ambiguous_dates {
        let why = "check this: some dates can be read in two ways, say which is meant";
        page.with_reason("# date_order = \"dmy\"", why);
    }
    if ambiguous_numbers {
        let why = "check this: some numbers can be read in two ways, say which is meant";
        page.with_reason("# decimal = \",\"", why);
    }
}

fn mapping(page: &mut Page, found: &Inspection) {
    let feeding = || found.columns.iter().filter(|column| column.feeds);
    if feeding().next().is_some() {
        page.line("[source.map]");
    }
    for column in feeding() {
        let Some(field) = column.canonical else { continue };
        let doubt = if column.confidence < SURE || is_headerless(found) { "check this: " } else { "" };
        let consent = if CONSENT.contains(&field) { "; consent, empty stays unknown" } else { "" };
        let why = format!("{doubt}{}, {:.2}{}{consent}", column.reason, column.confidence, example(column, found));
        page.with_reason(&format!("{field} = {}", quoted(&column.header)), &why);
    }
    for column in &found.columns {
        if let Some(field) = column.stands_in_for {
            page.comment(&format!("{field} is also taken from {} where it is empty", quoted(&column.header)));
        }
    }
}

/// A value to go by, where the name of the column says nothing.
fn example(column: &InspectedColumn, found: &Inspection) -> String {
    if !is_headerless(found) {
        return String::new();
    }
    let cells = found.frame.column(&column.header).ok().and_then(|column| column.str().ok());
    let first: Option<String> =
        cells.and_then(|cells| cells.iter().flatten().next()).map(|cell| cell.chars().take(30).collect());
    first.map(|first| format!(", such as {first:?}")).unwrap_or_default()
}

/// Columns that feed no field. Leads keep them and are compared by them; other records have no use for them.
fn extras(page: &mut Page, found: &Inspection) {
    let extras: Vec<&InspectedColumn> =
        found.columns.iter().filter(|column| !column.feeds && column.stands_in_for.is_none()).collect();
    if extras.is_empty() {
        return;
    }
    if !found.records.is_some_and(Records::are_leads) {
        let names: Vec<String> = extras.iter().map(|column| quoted(&column.header)).collect();
        page.wrapped(&format!("not used: {}", names.join(", ")));
        return;
    }
    page.line("[source.extra]");
    for column in extras {
        let meaning = match column.canonical {
            Some(field) => format!(", looks like {field}"),
            None if is_empty(column, found) => ", empty".into(),
            None => String::new(),
        };
        let why = format!("column {}{meaning}{}", quoted(&column.header), example(column, found));
        page.with_reason(&format!("{} = {}", column.name, quoted(column.kind.name())), &why);
    }
}

fn is_empty(column: &InspectedColumn, found: &Inspection) -> bool {
    found.frame.column(&column.header).is_ok_and(|cells| cells.null_count() == cells.len())
}

fn is_headerless(found: &Inspection) -> bool {
    found.header_row.is_none()
        && !found.columns.is_empty()
        && found.columns.iter().all(|column| column.header.starts_with("column_"))
}

fn orders_without_documents(groups: &[Group]) -> bool {
    let mut orders = groups.iter().filter(|group| group.records() == Records::Orders).peekable();
    let has_id = |group: &Group| {
        group.first.found.columns.iter().any(|column| column.feeds && column.canonical == Some("order_id"))
    };
    orders.peek().is_some() && !orders.any(has_id)
}

/// The name, with a number behind it where it is taken.
fn unique(base: String, names: &mut BTreeSet<String>) -> String {
    let mut name = base.clone();
    let mut number = 2;
    while !names.insert(name.clone()) {
        name = format!("{base}_{number}");
        number += 1;
    }
    name
}

/// A comment is one line.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// The name of the folder or file that was named; of several files, and of a glob, the folder they are in.
fn pipeline_name(paths: &[PathBuf]) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let folder_of = |path: &Path| absolute(path).parent().map(Path::to_path_buf).unwrap_or_default();
    let called = |folder: &Path| folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = match paths {
        [only] if only.is_dir() => called(&absolute(only)),
        [only] if !inputs::is_glob(&only.to_string_lossy()) || only.exists() => ingest::stem(only),
        [first, ..] => called(&folder_of(first)),
        [] => "leads".into(),
    };
    ingest::snake(&name)
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

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A TOML basic string.
pub(super) fn quoted(text: &str) -> String {
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
