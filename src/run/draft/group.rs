//! Tables that become one source: exports of one vendor with one header, such as the numbered parts of one export.

use super::Table;
use crate::ingest;
use crate::model::record::Records;
use crate::pipeline::inputs;
use std::path::Path;

/// Letters that files must have in common for them to name the source.
const NAMING: usize = 3;

/// The tables of one source; at least one.
pub(super) struct Group {
    /// The table that stands for the others: what the first says about columns goes for all.
    pub first: Table,
    /// The others.
    pub more: Vec<Table>,
}

impl Group {
    /// Puts together what belongs together, in the order of the first of each.
    pub fn of(tables: Vec<Table>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for table in tables {
            match groups.iter_mut().find(|group| group.takes(&table)) {
                Some(group) => group.more.push(table),
                None => groups.push(Self { first: table, more: Vec::new() }),
            }
        }
        groups
    }

    /// Sheets of a workbook that has several are sources of their own, since one source reads one sheet.
    fn takes(&self, table: &Table) -> bool {
        let (own, other) = (&self.first.found, &table.found);
        let headers =
            |table: &Table| table.found.columns.iter().map(|column| column.header.clone()).collect::<Vec<_>>();
        own.sheets.max(other.sheets) <= 1
            && (own.records, &own.vendor) == (other.records, &other.vendor)
            && own.header_row.is_some() == other.header_row.is_some()
            && headers(&self.first) == headers(table)
            && is_part(&own.path, &other.path)
    }

    /// All tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// All paths.
    pub fn paths(&self) -> Vec<&Path> {
        self.tables().map(|table| table.found.path.as_path()).collect()
    }

    /// What the rows are.
    pub fn records(&self) -> Records {
        self.first.found.records.unwrap_or(Records::Contacts)
    }

    /// What people would call it: the file, what the files have in common, else who exported it.
    pub fn name(&self) -> String {
        let found = &self.first.found;
        let stems: Vec<String> = self.paths().into_iter().map(ingest::stem).collect();
        let common = match stems.as_slice() {
            [only] => only.clone(),
            several => trimmed(common_start(several)).to_owned(),
        };
        let name = match (common.chars().count() < NAMING && !self.more.is_empty(), &found.vendor) {
            (false, _) => ingest::snake(&common),
            (true, Some(vendor)) => vendor.clone(),
            (true, None) => self.records().name().to_owned(),
        };
        match &found.sheet {
            Some(sheet) if found.sheets > 1 => format!("{name}_{}", ingest::snake(sheet)),
            _ => name,
        }
    }

    /// A pattern of file names that stands for these files and no others: where they differ in numbers only, so that the
    /// next part is read as well. With the folder they are in.
    pub fn pattern(&self) -> Option<(&Path, String)> {
        let paths = self.paths();
        let folder = paths.first()?.parent()?;
        if self.more.is_empty() || paths.iter().any(|path| path.parent() != Some(folder)) {
            return None;
        }
        let names: Vec<String> = paths
            .iter()
            .map(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()))
            .collect::<Option<_>>()?;
        let start = with_mark(common_start(&names));
        let backwards: Vec<String> = names.iter().map(|name| name.chars().rev().collect()).collect();
        let end: String = common_start(&backwards).trim_end_matches(is_digit).chars().rev().collect();
        let middles = names.iter().map(|name| name.get(start.len()..name.len().checked_sub(end.len())?));
        let counts = |middle: Option<&str>| {
            middle.is_some_and(|middle| middle.contains(is_digit) && middle.chars().all(|c| is_counting(c) || c == 'T'))
        };
        if start.is_empty() || !middles.into_iter().all(counts) {
            return None;
        }
        let escape = glob::Pattern::escape;
        let pattern = format!("{}*{}", escape(start), escape(&end));
        let whole = Path::new(&escape(&folder.to_string_lossy())).join(&pattern);
        let matched = inputs::glob(&whole.to_string_lossy()).ok()?.files;
        let mut own: Vec<&Path> = paths.iter().map(|path| without_dot(path)).collect();
        own.sort();
        matched.iter().map(|path| without_dot(path)).eq(own).then_some((folder, pattern))
    }
}

/// True when the names differ in what parts and days of files are counted with. Other files with one header may come
/// from other hands, with other ways to write dates and numbers.
fn is_part(one: &Path, other: &Path) -> bool {
    let bare = |path: &Path| -> String { ingest::stem(path).chars().filter(|&letter| !is_counting(letter)).collect() };
    bare(one) == bare(other)
}

/// The path without a `.` in front.
fn without_dot(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// What all texts begin with.
fn common_start(texts: &[String]) -> &str {
    let Some((first, rest)) = texts.split_first() else { return "" };
    let shared = |text: &String| {
        first
            .char_indices()
            .zip(text.chars())
            .take_while(|((_, x), y)| x == y)
            .last()
            .map_or(0, |((at, x), _)| at + x.len_utf8())
    };
    let end = rest.iter().map(shared).min().unwrap_or(first.len());
    first.get(..end).unwrap_or_default()
}

/// The text without the beginning of a number and the marks in front of it.
fn trimmed(start: &str) -> &str {
    start.trim_end_matches(is_counting)
}

/// The text without the beginning of a number, but with the marks in front of it.
fn with_mark(start: &str) -> &str {
    let marks = start.get(trimmed(start).len()..).unwrap_or_default();
    let digits = marks.trim_start_matches(|letter| !is_digit(letter)).len();
    start.get(..start.len() - digits).unwrap_or_default()
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

/// True for what parts and days of files are written with.
fn is_counting(letter: char) -> bool {
    is_digit(letter) || "-_ .()".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_texts_have_in_common_ends_at_whole_letters() {
        let texts = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(common_start(&texts(&["Müller_1", "Müller_2"])), "Müller_");
        assert_eq!(common_start(&texts(&["ä", "ö"])), "");
        assert_eq!(common_start(&texts(&["one"])), "one");
        assert_eq!([trimmed("Leads_2024-"), trimmed("Leads_00"), trimmed("export")], ["Leads", "Leads", "export"]);
        assert_eq!(
            [with_mark("Leads_2024-"), with_mark("Leads_00"), with_mark("export")],
            ["Leads_", "Leads_", "export"]
        );
    }
}
