//! From what a target file says to a target: defaults, names, lengths and forms judged.

use super::spec::{ColumnSpec, EntitySpec, PicklistSpec, Rows, TargetSpec};
use super::{Column, Entity, MADE, Outside, Picklist, Refusal, Taken, Target};
use crate::model::table::table;
use crate::pipeline::diagnostic::{Diagnostic, did_you_mean};
use crate::pipeline::read::{At, Log};
use chrono::NaiveDate;
use chrono::format::{Item, StrftimeItems};
use std::collections::{BTreeMap, BTreeSet};

/// Most rows of a worksheet, the header among them.
const SHEET_ROWS: u32 = 1_048_576;

/// What columns take over from the target.
struct Defaults<'a> {
    date: String,
    datetime: String,
    flag: [String; 2],
    max_chars: Option<u32>,
    picklists: BTreeMap<&'a str, Picklist>,
}

impl Refusal {
    /// The word where a target has none of its own.
    pub(super) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(refusal, ..)| *refusal == self).map_or("REFUSED", |(.., word)| word)
    }
}

/// Builds the target as well as it can and logs every problem.
pub(super) fn resolve(spec: &TargetSpec, log: &mut Log) -> Target {
    let defaults = Defaults {
        date: pattern(spec.date.as_ref(), "%Y-%m-%d", log),
        datetime: pattern(spec.datetime.as_ref(), "%Y-%m-%dT%H:%M:%SZ", log),
        flag: flag(spec.flag.as_ref(), ["false", "true"].map(str::to_owned), log),
        max_chars: spec.max_chars.as_ref().map(|most| most.value),
        picklists: picklists(spec.picklist.as_ref(), log),
    };
    let errors = spec.errors.iter().flat_map(|errors| &errors.value.entries);
    let errors = errors.filter_map(|(key, word)| {
        let (refusal, ..) = Refusal::ALL.iter().find(|(_, name, _)| *name == key.value)?;
        Some((*refusal, word.as_ref()?.value.clone()))
    });
    let target = Target {
        name: name(spec.name.as_ref(), log),
        title: text(spec.title.as_ref()),
        checked_on: spec.checked_on.as_ref().map_or(NaiveDate::MIN, |day| day.value.0),
        needs: spec.needs.as_ref().map(|needs| needs.value.clone()),
        shipped: false,
        text: String::new(),
        format: word(spec.format.as_ref()),
        bom: is(spec.bom.as_ref()),
        delimiter: delimiter(spec.delimiter.as_ref(), log),
        line_end: word(spec.line_end.as_ref()),
        quote: word(spec.quote.as_ref()),
        max_rows: at_least_one(spec.max_rows.as_ref(), "max_rows", log).unwrap_or(u32::MAX).min(SHEET_ROWS * 8),
        max_bytes: at_least_one(spec.max_bytes.as_ref(), "max_bytes", log),
        null: text(spec.null.as_ref()),
        forbidden: text(spec.forbidden.as_ref()).chars().collect(),
        guard_formulas: is(spec.guard_formulas.as_ref()),
        marketing: is(spec.marketing.as_ref()),
        ids: spec.ids.as_ref().map(|ids| ids.value.0),
        empty_cell: word(spec.empty_cell.as_ref()),
        errors: errors.collect(),
        entities: entities(spec.entity.as_ref(), &defaults, log),
    };
    if let (super::Format::Xlsx, Some(rows)) = (target.format, &spec.max_rows)
        && rows.value >= SHEET_ROWS
    {
        let message = format!("a worksheet holds {} rows beside its header", SHEET_ROWS - 1);
        log.push(Diagnostic::new(rows.span.clone(), message));
    }
    target
}

fn text(written: Option<&At<String>>) -> String {
    written.map(|text| text.value.clone()).unwrap_or_default()
}

fn is(written: Option<&At<bool>>) -> bool {
    written.is_some_and(|flag| flag.value)
}

fn word<T: Copy + Default>(written: Option<&At<crate::pipeline::read::Word<T>>>) -> T {
    written.map(|word| word.value.0).unwrap_or_default()
}

fn at_least_one(written: Option<&At<u32>>, key: &str, log: &mut Log) -> Option<u32> {
    let written = written?;
    if written.value == 0 {
        log.push(Diagnostic::new(written.span.clone(), format!("`{key}` must be at least 1")));
    }
    Some(written.value.max(1))
}

/// The name becomes a folder.
fn name(written: Option<&At<String>>, log: &mut Log) -> String {
    let Some(name) = written else { return String::new() };
    let plain = name.value.starts_with(|c: char| c.is_ascii_lowercase())
        && name.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !plain {
        let help = "names begin with a letter a to z and go on with a to z, 0 to 9 and _";
        log.push(Diagnostic::new(name.span.clone(), format!("`{}` cannot name a target", name.value)).help(help));
    }
    name.value.clone()
}

fn delimiter(written: Option<&At<String>>, log: &mut Log) -> u8 {
    let Some(written) = written else { return b',' };
    match written.value.as_bytes() {
        [byte] if !matches!(byte, b'"' | b'\r' | b'\n') => *byte,
        _ => {
            log.push(Diagnostic::new(written.span.clone(), "`delimiter` must be one ASCII character, no quote"));
            b','
        }
    }
}

fn pattern(written: Option<&At<String>>, default: &str, log: &mut Log) -> String {
    let Some(written) = written else { return default.to_owned() };
    if StrftimeItems::new(&written.value).any(|item| matches!(item, Item::Error)) {
        let problem = Diagnostic::new(written.span.clone(), format!("`{}` is no form of dates", written.value));
        log.push(problem.help("as in %Y-%m-%d or %d.%m.%Y"));
        return default.to_owned();
    }
    written.value.clone()
}

/// The words for true and false, kept in the order of `bool`: false first.
fn flag(written: Option<&At<Vec<At<String>>>>, default: [String; 2], log: &mut Log) -> [String; 2] {
    let Some(written) = written else { return default };
    match written.value.as_slice() {
        [yes, no] => [no.value.clone(), yes.value.clone()],
        _ => {
            log.push(Diagnostic::new(written.span.clone(), "`flag` lists the word for true and the word for false"));
            default
        }
    }
}

fn picklists<'a>(written: Option<&'a At<Vec<At<PicklistSpec>>>>, log: &mut Log) -> BTreeMap<&'a str, Picklist> {
    let mut lists = BTreeMap::new();
    for spec in written.iter().flat_map(|lists| &lists.value) {
        let Some(name) = &spec.value.name else { continue };
        let values = spec.value.values.iter().flat_map(|values| &values.value.entries);
        let values =
            values.filter_map(|(value, own)| Some((value.value.to_lowercase(), own.as_ref()?.value.clone()))).collect();
        let outside: Outside = word(spec.value.outside.as_ref());
        if lists.insert(name.value.as_str(), Picklist { outside, values }).is_some() {
            log.push(Diagnostic::new(name.span.clone(), format!("there are two pick lists called `{}`", name.value)));
        }
    }
    lists
}

fn entities(written: Option<&At<Vec<At<EntitySpec>>>>, defaults: &Defaults, log: &mut Log) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    for At { value: spec, span } in written.iter().flat_map(|list| &list.value) {
        let records = word(spec.records.as_ref());
        let mut columns: Vec<Column> = Vec::new();
        for column in spec.column.iter().flat_map(|list| &list.value) {
            let column_span = column.span.clone();
            let column = resolve_column(column, records, defaults, log);
            if column.parent && !entities.iter().any(|entity| entity.records == Rows::Companies) {
                let problem = Diagnostic::new(column_span.clone(), "`parent` refers to a file of companies");
                log.push(problem.help("an [[entity]] with records = \"companies\" must stand before this one"));
            }
            if columns.iter().any(|other| other.label == column.label && overlap(other, &column)) {
                log.push(Diagnostic::new(column_span, format!("there are two columns called `{}`", column.label)));
            }
            columns.push(column);
        }
        let file = text(spec.file.as_ref());
        if file.contains(['/', '\\', '.']) || file.is_empty() {
            log.push(Diagnostic::new(span.clone(), "`file` is a name without a folder and an extension"));
        }
        if entities.iter().any(|other| other.file == file || other.records == records) {
            log.push(Diagnostic::new(span.clone(), "each entity has a file and a kind of rows of its own"));
        }
        let key = if records == Rows::Companies { "organisation_id" } else { "contact_id" };
        if !columns.iter().any(|column| column.from.fields().iter().any(|field| field == key)) {
            let problem = Diagnostic::new(span.clone(), format!("no column takes `{key}`"));
            log.push(problem.help("rows without an external id would be new with every import"));
        }
        let one_of = one_of(spec, &columns, log);
        entities.push(Entity { records, file, one_of, columns });
    }
    entities
}

/// True when two columns stand in one file.
fn overlap(one: &Column, other: &Column) -> bool {
    one.only.is_none() || other.only.is_none() || one.only == other.only
}

fn one_of(spec: &EntitySpec, columns: &[Column], log: &mut Log) -> Vec<usize> {
    let labels = spec.one_of.iter().flat_map(|labels| &labels.value);
    let mut found = Vec::new();
    for label in labels {
        match columns.iter().position(|column| column.label == label.value) {
            Some(at) => found.push(at),
            None => {
                log.push(Diagnostic::new(label.span.clone(), format!("there is no column `{}`", label.value)));
            }
        }
    }
    found
}

fn resolve_column(at: &At<ColumnSpec>, records: Rows, defaults: &Defaults, log: &mut Log) -> Column {
    let spec = &at.value;
    let fields: Vec<String> =
        spec.field.iter().flat_map(|field| &field.value.0).map(|field| field.value.clone()).collect();
    let needs: Vec<At<String>> = spec.needs.iter().flat_map(|needs| needs.value.clone()).collect();
    for field in spec.field.iter().flat_map(|field| &field.value.0).chain(&needs) {
        check_field(field, records, log);
    }
    let from = match (&spec.value, &spec.join) {
        (Some(value), _) => Taken::Fixed(value.value.clone()),
        (None, Some(join)) => {
            let needs = needs.into_iter().map(|field| field.value).collect();
            Taken::Joined { fields, by: join.value.clone(), needs }
        }
        (None, None) => Taken::First(fields),
    };
    if spec.value.is_some() == spec.field.is_some() {
        log.push(Diagnostic::new(at.span.clone(), "a column has either a `field` or a `value`"));
    }
    let picklist = spec.picklist.as_ref().and_then(|name| {
        let found = defaults.picklists.get(name.value.as_str()).cloned();
        if found.is_none() {
            log.push(Diagnostic::new(name.span.clone(), format!("there is no pick list `{}`", name.value)));
        }
        found
    });
    Column {
        label: text(spec.label.as_ref()),
        from,
        form: word(spec.form.as_ref()),
        ascii: word(spec.ascii.as_ref()),
        date: pattern(spec.date.as_ref(), &defaults.date, log),
        datetime: defaults.datetime.clone(),
        flag: flag(spec.flag.as_ref(), defaults.flag.clone(), log),
        required: is(spec.required.as_ref()),
        unique: is(spec.unique.as_ref()),
        max_chars: at_least_one(spec.max_chars.as_ref(), "max_chars", log).or(defaults.max_chars),
        max_bytes: at_least_one(spec.max_bytes.as_ref(), "max_bytes", log),
        picklist,
        only: spec.only.as_ref().map(|only| only.value.0),
        parent: is(spec.parent.as_ref()),
        consent: spec.consent.as_ref().map(|consent| consent.value.0),
    }
}

/// Reports a field that rows do not have.
fn check_field(field: &At<String>, records: Rows, log: &mut Log) {
    let mut known: BTreeSet<&str> = MADE.iter().map(|(name, _)| *name).collect();
    match records {
        Rows::Contacts => known.extend(table("contacts").columns().iter().map(|column| column.name)),
        Rows::Companies => {
            known.extend(table("organisations").columns().iter().map(|column| column.name));
            known.retain(|name| !["organisation_name", "changed_fields"].contains(name));
        }
    }
    if !known.contains(field.value.as_str()) {
        let near = did_you_mean(&field.value, known.iter().copied());
        let help = near.map_or_else(
            || "`leadloom schema tables` lists the fields of contacts and organisations".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        log.push(Diagnostic::new(field.span.clone(), format!("there is no field `{}`", field.value)).help(help));
    }
}
