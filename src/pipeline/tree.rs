//! TOML as a tree in which every key and value keeps its span, with `--set` overrides put in.
//!
//! Why a tree of our own: serde stops at the first error of a table and drops the spans; here the whole file is read
//! before anything is judged, and overrides can be grafted in.

use super::diagnostic::{Diagnostic, suggest};
use super::text::Text;
use std::ops::Range;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

/// A value and where it stands. Tables of a header (`[dedupe]`) have the header's span.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub span: Range<usize>,
    pub value: Value,
}

#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(String),
    Integer(i64),
    Float(f64),
    Flag(bool),
    Datetime(Datetime),
    List(Vec<Node>),
    Table(Vec<Entry>),
    /// Syntactically a number, but too large for one.
    Unreadable,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub key: String,
    pub key_span: Range<usize>,
    pub node: Node,
}

impl Value {
    /// What it is, with its article.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Flag(_) => "a boolean",
            Self::Datetime(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Unreadable => "a number out of range",
        }
    }
}

/// Parses the file as far as it goes; syntax errors are reported beside the tree.
pub(crate) fn parse(text: &str) -> (Node, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let errors = errors
        .iter()
        .map(|error| Diagnostic::new(error.span().unwrap_or(0..0), format!("TOML: {}", error.message())))
        .collect();
    (Node { span: 0..0, value: table_of(table.get_ref(), 0) }, errors)
}

fn node_of(value: &DeValue<'_>, span: Range<usize>, base: usize) -> Node {
    let span = span.start + base..span.end + base;
    let value = match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Unreadable, Value::Integer)
        }
        DeValue::Float(number) => number.as_str().parse().map_or(Value::Unreadable, Value::Float),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(datetime) => Value::Datetime(*datetime),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| node_of(item.get_ref(), item.span(), base)).collect())
        }
        DeValue::Table(table) => table_of(table, base),
    };
    Node { span, value }
}

fn table_of(table: &DeTable<'_>, base: usize) -> Value {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: key.span().start + base..key.span().end + base,
            node: node_of(value.get_ref(), value.span(), base),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Value::Table(entries)
}

/// Puts `--set key=value` into the tree. `key` is a dotted path; an element of a list of tables is named by its `name`
/// or its 0-based position (`source.hubspot.trust`, `source.0.trust`). `value` is TOML, or else a bare string.
pub(crate) fn set(root: &mut Node, text: &mut Text, key: &str, value: &str) -> Result<(), Diagnostic> {
    let base = text.push_override(format!("{key}={value}"));
    let value_base = base + key.len() + 1;
    let whole = value_base..value_base + value.len();
    let node = match DeValue::parse(value.trim()) {
        Ok(parsed) => Node { span: whole, value: node_of(parsed.get_ref(), 0..0, value_base).value },
        Err(_) => Node { span: whole, value: Value::Text(value.to_owned()) },
    };
    let mut segments = Vec::new();
    let mut start = base;
    for segment in key.split('.') {
        let span = start..start + segment.len();
        start = span.end + 1;
        if segment.is_empty() {
            return Err(Diagnostic::new(base..base + key.len(), format!("`--set {key}={value}`: the key has a gap"))
                .help("write a dotted key, such as `dedupe.max_block=50`"));
        }
        segments.push((segment, span));
    }
    graft(root, &segments, node)
}

fn graft(at: &mut Node, path: &[(&str, Range<usize>)], node: Node) -> Result<(), Diagnostic> {
    let Some(((segment, span), rest)) = path.split_first() else {
        *at = node;
        return Ok(());
    };
    match &mut at.value {
        Value::Table(entries) => {
            let position = match entries.iter().position(|entry| entry.key == *segment) {
                Some(position) => position,
                None => {
                    let table = Node { span: span.clone(), value: Value::Table(Vec::new()) };
                    entries.push(Entry { key: (*segment).to_owned(), key_span: span.clone(), node: table });
                    entries.len() - 1
                }
            };
            match entries.get_mut(position) {
                Some(entry) => {
                    if rest.is_empty() {
                        entry.key_span = span.clone();
                    }
                    graft(&mut entry.node, rest, node)
                }
                None => Ok(()),
            }
        }
        Value::List(items) => {
            let names: Vec<String> = items.iter().filter_map(name_of).map(str::to_owned).collect();
            let position = items
                .iter()
                .position(|item| name_of(item) == Some(segment))
                .or_else(|| segment.parse().ok().filter(|&index: &usize| index < items.len()));
            match position.and_then(|position| items.get_mut(position)) {
                Some(item) => graft(item, rest, node),
                None => Err(Diagnostic::new(span.clone(), format!("`--set`: nothing here is called `{segment}`"))
                    .help(suggest(segment, names.iter().map(String::as_str)))),
            }
        }
        other => Err(Diagnostic::new(span.clone(), format!("`--set`: `{segment}` is looked for in {}", other.kind()))
            .help("only tables have keys")),
    }
}

fn name_of(item: &Node) -> Option<&str> {
    let Value::Table(entries) = &item.value else { return None };
    entries.iter().find_map(|entry| match (&entry.node.value, entry.key.as_str()) {
        (Value::Text(name), "name") => Some(name.as_str()),
        _ => None,
    })
}
