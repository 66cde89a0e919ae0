//! The checker: what of an export's files the target would not take, as sentences.

use super::read::{self, Refused, Sheet};
use super::rules::{self, Column, Rule};
use super::value::wrong;
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What is known of the people of the run, from its own tables.
#[derive(Default)]
pub struct Truth {
    /// Contact → organisation.
    pub organisations: BTreeMap<String, Option<String>>,
    pub suppressed: BTreeSet<String>,
    /// Contacts who consented to e-mail and did not opt out.
    pub consenting: BTreeSet<String>,
    /// Addresses and numbers that only suppressed people have.
    pub needles: Vec<String>,
    pub companies: u64,
}

impl Truth {
    /// From the tables that the writer gets.
    pub fn of(contacts: &DataFrame, organisations: &DataFrame, provenance: &DataFrame) -> Self {
        let text = |frame: &DataFrame, name: &str| -> Vec<Option<String>> {
            frame.column(name).unwrap().str().unwrap().iter().map(|value| value.map(str::to_owned)).collect()
        };
        let flag = |name: &str| contacts.column(name).unwrap().bool().unwrap().iter().collect::<Vec<_>>();
        let ids: Vec<String> = text(contacts, "contact_id").into_iter().flatten().collect();
        let (of, field, rule) = (text(provenance, "contact_id"), text(provenance, "field"), text(provenance, "rule"));
        let hit =
            |row: &usize| field[*row].as_deref() == Some("opt_out") && rule[*row].as_deref() == Some("suppression");
        let suppressed: BTreeSet<String> = (0..of.len()).filter(hit).filter_map(|row| of[row].clone()).collect();
        let (consent, opt_out) = (flag("consent_email"), flag("opt_out"));
        let may = |row: &usize| consent[*row] == Some(true) && opt_out[*row] != Some(true);
        let consenting = (0..ids.len()).filter(may).map(|row| ids[row].clone()).collect();
        let (mut theirs, mut others) = (BTreeSet::new(), BTreeSet::new());
        for name in ["email", "email_2", "phone", "mobile", "fax"] {
            for (row, value) in text(contacts, name).into_iter().enumerate() {
                let side = if suppressed.contains(&ids[row]) { &mut theirs } else { &mut others };
                side.extend(value.map(|value| value.to_lowercase()));
            }
        }
        let needles = theirs.difference(&others).cloned().collect();
        let organisations_of = ids.into_iter().zip(text(contacts, "organisation_id")).collect();
        let companies = organisations.height() as u64;
        Self { organisations: organisations_of, suppressed, consenting, needles, companies }
    }
}

/// A file with the sheet of the rules that it is.
struct File {
    sheet: Sheet,
    at: usize,
    /// `new`, `update`, or nothing where all are in one file.
    variant: &'static str,
}

impl File {
    fn is_companies(&self, rule: &Rule) -> bool {
        self.at + 1 < rule.sheets.len()
    }
}

/// Everything that is wrong with an export.
pub fn check(name: &str, dir: &Path, truth: &Truth) -> Vec<String> {
    let (rule, mut problems) = (rules::rule(name), Vec::new());
    let summary = read::summary(dir);
    let refused = read::refused(dir);
    let files = files(rule, dir, &summary, &mut problems);
    for file in &files {
        cells(rule, file, &mut problems);
    }
    order(rule, &files, &mut problems);
    once(rule, &files, &mut problems);
    parents(rule, &files, &mut problems);
    let ids = contact_ids(rule, &files);
    together(&ids, &summary, truth, &mut problems);
    who(rule, &ids, truth, &refused, &mut problems);
    balance(rule, &files, &summary, &refused, truth, &mut problems);
    nobody(dir, &files, truth, &mut problems);
    // one cause can spoil every row
    if problems.len() > 40 {
        let more = problems.len() - 40;
        problems.truncate(40);
        problems.push(format!("and {more} more"));
    }
    problems
}

/// The files of the summary, read and told by their names; none is missing and none too many.
fn files(rule: &'static Rule, dir: &Path, summary: &serde_json::Value, problems: &mut Vec<String>) -> Vec<File> {
    let mut found = Vec::new();
    let listed: Vec<&serde_json::Value> = summary["files"].as_array().unwrap().iter().collect();
    let mut names: BTreeSet<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    for expected in ["refused.csv", "summary.json"] {
        if !names.remove(expected) {
            problems.push(format!("there is no {expected}"));
        }
    }
    let mut numbers: BTreeMap<(String, bool), Vec<usize>> = BTreeMap::new();
    for written in listed {
        let name = written["file"].as_str().unwrap();
        if !names.remove(name) {
            problems.push(format!("{name} is listed but not there"));
            continue;
        }
        let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
        let number = stem.rsplit_once('_').and_then(|(stem, digits)| Some((stem, digits.parse::<usize>().ok()?)));
        let (stem, number) = number.map_or((stem, None), |(stem, number)| (stem, Some(number)));
        numbers.entry((stem.to_owned(), number.is_some())).or_default().push(number.unwrap_or(1));
        let known = rule.sheets.iter().enumerate().find_map(|(at, sheet)| {
            let rest = stem.strip_prefix(sheet.stem)?;
            let is_last = at + 1 == rule.sheets.len();
            let variant = ["", "_new", "_update"].into_iter().find(|variant| *variant == rest)?;
            (is_last || variant.is_empty()).then_some((at, variant.trim_start_matches('_')))
        });
        let Some((at, variant)) = known.filter(|_| extension == if rule.xlsx { "xlsx" } else { "csv" }) else {
            problems.push(format!("{name} is no file of {}", rule.name));
            continue;
        };
        let path = dir.join(name);
        let bytes = fs::metadata(&path).unwrap().len();
        let sheet = if rule.xlsx {
            read::xlsx(&path, problems)
        } else {
            read::csv(&path, rule.delimiter, rule.crlf, rule.bom, problems)
        };
        if written["rows"] != sheet.rows.len() as u64 || written["bytes"] != bytes {
            problems.push(format!("{name}: {} rows and {bytes} bytes, listed are {written}", sheet.rows.len()));
        }
        if sheet.rows.is_empty() || sheet.rows.len() > rule.rows || bytes as usize > rule.bytes {
            problems.push(format!("{name}: {} rows and {bytes} bytes are none or too many", sheet.rows.len()));
        }
        found.push(File { sheet, at, variant });
    }
    problems.extend(names.iter().map(|name| format!("{name} is not listed")));
    for ((stem, numbered), numbers) in numbers {
        let wanted: Vec<usize> = (1..=numbers.len()).collect();
        if numbers != wanted || numbered != (numbers.len() > 1) {
            problems.push(format!("the parts of {stem} are {numbers:?}"));
        }
    }
    found
}

/// The columns of a file.
fn columns(rule: &Rule, file: &File) -> Vec<Column> {
    let left_out = if file.variant == "update" { "new" } else { "update" };
    rule.sheets[file.at].columns.iter().filter(|column| column.only != left_out).copied().collect()
}

/// Headers, number of cells, and each cell.
fn cells(rule: &Rule, file: &File, problems: &mut Vec<String>) {
    let (name, columns) = (&file.sheet.file, columns(rule, file));
    let wanted: Vec<&str> = columns.iter().map(|column| column.header).collect();
    if file.sheet.header != wanted {
        problems.push(format!("{name}: the header is {:?}, wanted is {wanted:?}", file.sheet.header));
        return;
    }
    let one_of = rule.sheets[file.at].one_of;
    for (row, cells) in file.sheet.rows.iter().enumerate() {
        let line = row + 2;
        if cells.len() != columns.len() {
            problems.push(format!("{name}, record {line}: {} cells, {} headers", cells.len(), columns.len()));
            continue;
        }
        for (column, cell) in columns.iter().zip(cells) {
            if cell.is_empty() && column.required {
                problems.push(format!("{name}, record {line}: {} is empty", column.header));
            }
            if let Some(why) = wrong(rule, column, cell) {
                problems.push(format!("{name}, record {line}: {}: {why}: {cell:?}", column.header));
            }
        }
        let filled =
            columns.iter().zip(cells).any(|(column, cell)| one_of.contains(&column.header) && !cell.is_empty());
        if !one_of.is_empty() && !filled && file.variant != "update" {
            problems.push(format!("{name}, record {line}: none of {one_of:?}"));
        }
    }
}

/// Companies are to be imported before contacts, parts one after the other.
fn order(rule: &Rule, files: &[File], problems: &mut Vec<String>) {
    let kinds: Vec<usize> = files.iter().map(|file| file.at).collect();
    if !kinds.is_sorted() {
        let names: Vec<&str> = files.iter().map(|file| file.sheet.file.as_str()).collect();
        problems.push(format!("{}: companies must come before contacts: {names:?}", rule.name));
    }
}

/// No value that may be there once stands in two rows, whatever the file.
fn once(rule: &Rule, files: &[File], problems: &mut Vec<String>) {
    for (at, sheet) in rule.sheets.iter().enumerate() {
        for column in sheet.columns.iter().filter(|column| column.once) {
            let mut seen = BTreeSet::new();
            for file in files.iter().filter(|file| file.at == at) {
                // two columns may have one header, in different files
                let here = columns(rule, file).iter().any(|c| c.header == column.header && c.field == column.field);
                let Some(at) = file.sheet.at(column.header).filter(|_| here) else { continue };
                for value in file.sheet.rows.iter().filter_map(|row| row.get(at)).filter(|value| !value.is_empty()) {
                    if !seen.insert(value.to_lowercase()) {
                        problems.push(format!("{}: {} {value:?} stands in two rows", file.sheet.file, column.header));
                    }
                }
            }
        }
    }
}

/// Every company that a contact names is in the companies' file.
fn parents(rule: &Rule, files: &[File], problems: &mut Vec<String>) {
    for column in rule.sheets.iter().flat_map(|sheet| sheet.columns).filter(|column| !column.parent.is_empty()) {
        let values = |file: &File, header: &str| -> Vec<String> {
            let at = file.sheet.at(header);
            file.sheet.rows.iter().filter_map(|row| row.get(at?).cloned()).filter(|value| !value.is_empty()).collect()
        };
        let companies = files.iter().filter(|file| file.is_companies(rule));
        let known: BTreeSet<String> = companies.flat_map(|file| values(file, column.parent)).collect();
        for file in files.iter().filter(|file| !file.is_companies(rule)) {
            let missing = values(file, column.header).into_iter().filter(|value| !known.contains(value));
            problems.extend(
                missing.map(|value| {
                    format!("{}: {} {value:?} is no row of the companies", file.sheet.file, column.header)
                }),
            );
        }
    }
}

/// Contact → the file and the variant it is in.
fn contact_ids(rule: &Rule, files: &[File]) -> BTreeMap<String, (String, &'static str)> {
    let header = rule.sheets.last().unwrap().id;
    let mut ids = BTreeMap::new();
    for file in files.iter().filter(|file| !file.is_companies(rule)) {
        let Some(at) = file.sheet.at(header) else { continue };
        let of =
            |row: &Vec<String>| (row.get(at).cloned().unwrap_or_default(), (file.sheet.file.clone(), file.variant));
        ids.extend(file.sheet.rows.iter().map(of));
    }
    ids
}

/// A company's people are in one file, unless the summary names it as cut.
fn together(
    ids: &BTreeMap<String, (String, &'static str)>,
    summary: &serde_json::Value,
    truth: &Truth,
    problems: &mut Vec<String>,
) {
    let cut: BTreeSet<&str> =
        summary["cut_organisations"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    let mut places: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (id, (file, variant)) in ids {
        if let Some(Some(organisation)) = truth.organisations.get(id) {
            places.entry((organisation, *variant)).or_default().insert(file);
        }
    }
    let is_cut: BTreeSet<&str> =
        places.iter().filter(|(_, files)| files.len() > 1).map(|((organisation, _), _)| *organisation).collect();
    if is_cut != cut {
        problems.push(format!("in several files are {is_cut:?}, named is {cut:?}"));
    }
}

/// Nobody is in a file who must not be, and everybody is in a file, refused, or known as they are.
fn who(
    rule: &Rule,
    ids: &BTreeMap<String, (String, &'static str)>,
    truth: &Truth,
    refused: &[Refused],
    problems: &mut Vec<String>,
) {
    let out: BTreeSet<&str> = refused
        .iter()
        .filter(|line| line.effect == "row" && !line.contact_id.is_empty())
        .map(|line| line.contact_id.as_str())
        .collect();
    for (id, (file, _)) in ids {
        if truth.suppressed.contains(id) {
            problems.push(format!("{file}: {id} is on a suppression list"));
        }
        if rule.marketing && !truth.consenting.contains(id) {
            problems.push(format!("{file}: {id} did not consent"));
        }
        if !truth.organisations.contains_key(id) {
            problems.push(format!("{file}: {id} is no contact of the run"));
        }
        if out.contains(id.as_str()) {
            problems.push(format!("{file}: {id} is also refused"));
        }
    }
}

/// The counts of the summary are those of the files and of refused.csv.
fn balance(
    rule: &Rule,
    files: &[File],
    summary: &serde_json::Value,
    refused: &[Refused],
    truth: &Truth,
    problems: &mut Vec<String>,
) {
    let count = |of: &serde_json::Value, name: &str| of[name].as_u64().unwrap_or(u64::MAX);
    let rows = |companies: bool, variant: &[&str]| -> u64 {
        let files = files.iter().filter(|file| file.is_companies(rule) == companies && variant.contains(&file.variant));
        files.map(|file| file.sheet.rows.len() as u64).sum()
    };
    let out = |of: fn(&Refused) -> &str, wanted: &dyn Fn(&Refused) -> bool| -> u64 {
        refused.iter().filter(|line| line.effect == "row" && wanted(line)).map(of).collect::<BTreeSet<_>>().len() as u64
    };
    let effect = |word: &str| refused.iter().filter(|line| line.effect == word).count() as u64;
    let contacts = &summary["contacts"];
    let (refusals, withheld) = (count(contacts, "refused"), count(contacts, "withheld"));
    let lines = out(|line| line.contact_id.as_str(), &|line| !line.contact_id.is_empty());
    let mut same = |what: &str, told: u64, found: u64| {
        if told != found {
            problems.push(format!("{}: {what}: the summary says {told}, found are {found}", rule.name));
        }
    };
    same("contacts", count(contacts, "total"), truth.organisations.len() as u64);
    same("new", count(contacts, "new"), rows(false, &["", "new"]));
    same("updates", count(contacts, "update"), rows(false, &["update"]));
    same("refused and withheld", refusals + withheld, lines);
    let sum = ["new", "update", "unchanged", "refused", "withheld"].map(|name| count(contacts, name)).iter().sum();
    same("sum", count(contacts, "total"), sum);
    same("cells left blank", count(summary, "fields_left_blank"), effect("field"));
    same("guarded", count(summary, "formulas_guarded"), effect("guarded"));
    let errors = summary["errors"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    same("errors", errors, refused.len() as u64);
    if rule.sheets.len() > 1 {
        let companies = &summary["companies"];
        let lines = out(|line| line.organisation_id.as_str(), &|line| line.contact_id.is_empty());
        same("companies written", count(companies, "written"), rows(true, &[""]));
        same("companies refused", count(companies, "refused"), lines);
        let sum = ["written", "refused", "withheld"].map(|name| count(companies, name)).iter().sum();
        same("companies", truth.companies, sum);
    }
}

/// What only suppressed people have stands nowhere.
fn nobody(dir: &Path, files: &[File], truth: &Truth, problems: &mut Vec<String>) {
    let texts = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase())
    });
    let cells = files.iter().map(|file| (file.sheet.file.clone(), file.sheet.rows.concat().join("\n").to_lowercase()));
    for (name, text) in texts.chain(cells).filter(|_| !truth.needles.is_empty()) {
        let found = truth.needles.iter().filter(|needle| text.contains(needle.as_str()));
        problems.extend(found.map(|needle| format!("{name} holds {needle} of a suppressed person")));
    }
}
