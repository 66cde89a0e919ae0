//! Reads a tree into typed values and goes on after every error, so that all of them are reported at once.

use super::diagnostic::{Diagnostic, suggest};
use super::tree::{Entry, Node, Value};
use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::ops::Range;

/// A value and the bytes it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Range<usize>,
}

/// What can be read from TOML. `None` means that the reason has been logged.
pub(crate) trait Read: Sized {
    fn read(node: &Node, log: &mut Log) -> Option<Self>;
}

/// Collects problems and knows which key is being read.
#[derive(Debug, Default)]
pub(crate) struct Log {
    /// What was found so far.
    pub found: Vec<Diagnostic>,
    /// The file has syntax errors: keys that seem to be missing may be in the broken part.
    pub broken: bool,
    /// What the file is, for messages; a pipeline by default.
    pub subject: Option<&'static str>,
    keys: Vec<String>,
}

impl Log {
    /// An empty log; `broken` when the file has syntax errors.
    pub fn new(broken: bool) -> Self {
        Self { broken, ..Self::default() }
    }

    /// Reports a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The dotted path of the key being read.
    pub fn key(&self) -> String {
        self.keys.join(".")
    }

    /// Reads one entry with its key in mind.
    pub fn enter<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.keys.push(key.to_owned());
        let result = read(self);
        self.keys.pop();
        result
    }

    /// Reports a value of the wrong type.
    pub fn wrong(&mut self, node: &Node, expected: &str) {
        let message = format!("`{}` must be {expected}, not {}", self.key(), node.value.kind());
        self.push(Diagnostic::new(node.span.clone(), message).label(format!("expected {expected}")));
    }

    /// The entries of a table.
    pub fn table<'a>(&mut self, node: &'a Node) -> Option<&'a [Entry]> {
        match &node.value {
            Value::Table(entries) => Some(entries),
            _ => {
                self.wrong(node, "a table");
                None
            }
        }
    }

    /// Reports a key that the table does not have.
    pub fn unknown(&mut self, entry: &Entry, keys: &[&str]) {
        if let Some(diagnostic) = super::spec::not_in_this_version(&self.key(), entry) {
            return self.push(diagnostic);
        }
        let table = match self.keys.as_slice() {
            [.., table, _] => format!(" in `{table}`"),
            _ => " at the top of the file".to_owned(),
        };
        let message = format!("unknown key `{}`{table}", entry.key);
        let help = suggest(&entry.key, keys.iter().copied());
        self.push(Diagnostic::new(entry.key_span.clone(), message).help(help));
    }

    /// Reports a key that must be there.
    pub fn missing(&mut self, node: &Node, key: &str) {
        if !self.broken {
            let whole = self.subject.unwrap_or("the pipeline");
            let table = if self.keys.is_empty() { whole.to_owned() } else { format!("`{}`", self.key()) };
            self.push(
                Diagnostic::new(node.span.clone(), format!("{table} needs a `{key}`"))
                    .label(format!("`{key}` is missing")),
            );
        }
    }
}

/// Declares a table of the pipeline file: the struct, its JSON schema (from the comments) and how it is read. Every
/// field is optional in Rust, so that one bad key does not hide the others; `= required` reports it when it is missing.
macro_rules! table {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$field_meta:meta])* $field:ident : $ty:ty $(= $required:ident)? ,)*
    }) => {
        #[derive(Debug, Clone, Default, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        $(#[$meta])*
        pub struct $name {
            $($(#[$field_meta])* $(#[schemars($required)])? pub $field: Option<$crate::pipeline::read::At<$ty>>,)*
        }

        impl $name {
            /// The keys of this table.
            pub const KEYS: &'static [&'static str] = &[$(stringify!($field)),*];
        }

        impl $crate::pipeline::read::Read for $name {
            fn read(node: &$crate::pipeline::tree::Node, log: &mut $crate::pipeline::read::Log) -> Option<Self> {
                let entries = log.table(node)?;
                let mut table = Self::default();
                for entry in entries {
                    log.enter(&entry.key, |log| match entry.key.as_str() {
                        $(stringify!($field) => table.$field = $crate::pipeline::read::Read::read(&entry.node, log),)*
                        _ => log.unknown(entry, Self::KEYS),
                    });
                }
                $($(
                    if !entries.iter().any(|entry| entry.key == stringify!($field)) {
                        let $required = stringify!($field);
                        log.missing(node, $required);
                    }
                )?)*
                Some(table)
            }
        }
    };
}
pub(crate) use table;

impl<T: Read> Read for At<T> {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        T::read(node, log).map(|value| Self { value, span: node.span.clone() })
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl Read for String {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => {
                log.wrong(node, "a string");
                None
            }
        }
    }
}

impl Read for bool {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        match &node.value {
            Value::Flag(flag) => Some(*flag),
            _ => {
                log.wrong(node, "true or false");
                None
            }
        }
    }
}

impl Read for f64 {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        match &node.value {
            Value::Integer(number) => Some(*number as f64),
            Value::Float(number) if number.is_finite() => Some(*number),
            _ => {
                log.wrong(node, "a number");
                None
            }
        }
    }
}

impl Read for u32 {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        let number = match &node.value {
            Value::Integer(number) => Self::try_from(*number).ok(),
            _ => {
                log.wrong(node, "a whole number");
                return None;
            }
        };
        if number.is_none() {
            let message = format!("`{}` must lie between 0 and {}", log.key(), Self::MAX);
            log.push(Diagnostic::new(node.span.clone(), message));
        }
        number
    }
}

impl<T: Read> Read for Vec<At<T>> {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        match &node.value {
            Value::List(items) => {
                let mut all_read = true;
                let mut list = Self::with_capacity(items.len());
                for item in items {
                    match At::read(item, log) {
                        Some(item) => list.push(item),
                        None => all_read = false,
                    }
                }
                (all_read || !list.is_empty()).then_some(list)
            }
            Value::Table(_) => {
                let key = log.key();
                let message = format!("`{key}` is a list of tables");
                log.push(Diagnostic::new(node.span.clone(), message).help(format!("write `[[{key}]]`")));
                None
            }
            _ => {
                log.wrong(node, "a list");
                None
            }
        }
    }
}

/// A calendar date, bare (`2026-06-30`) or quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

impl Read for Day {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        let day = match &node.value {
            Value::Datetime(datetime) => match (datetime.date, datetime.time) {
                (Some(date), None) => NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()),
                _ => None,
            },
            Value::Text(text) => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok(),
            _ => None,
        };
        if day.is_none() {
            log.wrong(node, "a calendar date such as 2026-06-30");
        }
        day.map(Self)
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// One string, or a list of strings.
#[derive(Debug, Clone, PartialEq)]
pub struct OneOrMany(pub Vec<At<String>>);

impl Read for OneOrMany {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        match &node.value {
            Value::Text(text) => Some(Self(vec![At { value: text.clone(), span: node.span.clone() }])),
            Value::List(_) => Read::read(node, log).map(Self),
            _ => {
                log.wrong(node, "a string or a list of strings");
                None
            }
        }
    }
}

impl JsonSchema for OneOrMany {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "OneOrMany".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "type": "string" },
            { "type": "array", "items": { "type": "string" }, "minItems": 1 },
        ] })
    }
}

/// Something that is written as one of a few words.
pub(crate) trait Words: Copy + 'static {
    /// What the words name, for messages: "kind of records".
    const WHAT: &'static str;
    /// The words with their meaning.
    fn words() -> Vec<(&'static str, Self)>;
}

/// One of the words of `T`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<T>(pub T);

/// The meaning of a word; reports an unknown one.
pub(crate) fn word<T: Words>(text: &str, span: &Range<usize>, log: &mut Log) -> Option<T> {
    let words = T::words();
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
    if found.is_none() {
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = format!("unknown {} `{text}`", T::WHAT);
        log.push(Diagnostic::new(span.clone(), message).help(suggest(text, names)));
    }
    found
}

impl<T: Words> Read for Word<T> {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        let text = String::read(node, log)?;
        word(&text, &node.span, log).map(Self)
    }
}

impl<T: Words> JsonSchema for Word<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::WHAT.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = T::words().into_iter().map(|(word, _)| word).collect();
        json_schema!({ "type": "string", "enum": words })
    }
}

/// Which keys a [`Named`] table may have; `None` leaves them to the lint.
pub(crate) trait KeySet: 'static {
    /// What the keys name, for messages.
    const WHAT: &'static str = "field";
    fn keys() -> Option<Vec<&'static str>>;
}

/// Any key.
#[derive(Debug, Clone, Copy)]
pub struct AnyKey;

impl KeySet for AnyKey {
    fn keys() -> Option<Vec<&'static str>> {
        None
    }
}

/// A table whose keys are names of fields or columns, in the order of the file.
#[derive(Debug, Clone)]
pub struct Named<T, K> {
    /// Key, and the value or `None` when it could not be read.
    pub entries: Vec<(At<String>, Option<At<T>>)>,
    keys: PhantomData<K>,
}

impl<T: Read, K: KeySet> Read for Named<T, K> {
    fn read(node: &Node, log: &mut Log) -> Option<Self> {
        let mut entries = Vec::new();
        for entry in log.table(node)? {
            let known = K::keys();
            let value = log.enter(&entry.key, |log| {
                if let Some(known) = known.filter(|known| !known.contains(&entry.key.as_str())) {
                    let message = format!("unknown {} `{}`", K::WHAT, entry.key);
                    let help = suggest(&entry.key, known);
                    log.push(Diagnostic::new(entry.key_span.clone(), message).help(help));
                }
                At::read(&entry.node, log)
            });
            entries.push((At { value: entry.key.clone(), span: entry.key_span.clone() }, value));
        }
        Some(Self { entries, keys: PhantomData })
    }
}

impl<T: JsonSchema, K: KeySet> JsonSchema for Named<T, K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Named".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        match K::keys() {
            None => json_schema!({ "type": "object", "additionalProperties": value }),
            Some(keys) => json_schema!({
                "type": "object", "propertyNames": { "enum": keys }, "additionalProperties": value
            }),
        }
    }
}
