//! One line of input: a bare value, or a JSON object with the value and what is known beside it.

use serde_json::{Map, Value};
use std::borrow::Cow;

/// The value of a line.
#[derive(Debug)]
pub(super) enum Asked<'a> {
    /// One cell.
    Cell(Cow<'a, str>),
    /// Two cells: are they the same?
    Pair(String, String),
    /// Neither text nor a pair.
    WrongType,
}

/// What a line asks.
#[derive(Debug)]
pub(super) struct Question<'a> {
    /// Echoed: the `id` of the line, or its number.
    pub id: Value,
    pub asked: Asked<'a>,
    /// ISO code of the country the row is believed to be in.
    pub country: Option<Cow<'a, str>>,
    /// True when the bytes were not UTF-8.
    pub damaged: bool,
    row: Map<String, Value>,
}

impl<'a> Question<'a> {
    /// Reads a line; `number` is its place in the input, `country` counts where the line names none.
    pub fn parse(line: &'a [u8], number: usize, country: Option<&'a str>) -> Self {
        let text = String::from_utf8_lossy(line);
        let mut question = Self {
            id: number.into(),
            asked: Asked::WrongType,
            country: country.map(Cow::Borrowed),
            damaged: matches!(text, Cow::Owned(_)),
            row: Map::new(),
        };
        match json_line(&text) {
            Some(row) => question.take(row),
            None => question.asked = Asked::Cell(text),
        }
        question
    }

    /// A text the line brings beside its value; empty when it does not.
    pub fn text(&self, key: &str) -> &str {
        self.row.get(key).and_then(Value::as_str).unwrap_or("")
    }

    fn take(&mut self, mut row: Map<String, Value>) {
        self.asked = match row.remove("value") {
            Some(Value::String(text)) => Asked::Cell(Cow::Owned(text)),
            Some(Value::Null) => Asked::Cell(Cow::Borrowed("")),
            Some(Value::Array(values)) => match values.as_slice() {
                [Value::String(one), Value::String(other)] => Asked::Pair(one.clone(), other.clone()),
                _ => Asked::WrongType,
            },
            _ => Asked::WrongType,
        };
        if let Some(id @ (Value::String(_) | Value::Number(_))) = row.remove("id") {
            self.id = id;
        }
        if let Some(Value::String(country)) = row.remove("country")
            && !country.trim().is_empty()
        {
            self.country = Some(Cow::Owned(country.trim().to_ascii_uppercase()));
        }
        self.row = row;
    }
}

/// The object of a JSON line; `None` for a bare value, also one that merely looks like JSON.
fn json_line(text: &str) -> Option<Map<String, Value>> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    match serde_json::from_str(text) {
        Ok(Value::Object(row)) if row.contains_key("value") => Some(row),
        _ => None,
    }
}
