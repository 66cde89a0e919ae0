//! Where JSON values begin and end, without parsing them: so that records can be parsed one by one and in parallel, and
//! a document is never held twice.
//!
//! Not for validity: what a scan accepts is still parsed. Costs one pass, no recursion.

use memchr::memchr2;
use std::borrow::Cow;

/// Significant digits that a number keeps for certain when it is parsed.
const DIGITS: usize = 15;

/// Offset of the first byte at or behind `at` that is no white space.
pub(super) fn next(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len())
}

/// Offset behind the value that begins at `at`; `None` when it does not end.
pub(super) fn behind(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.get(at)? {
        b'"' => string_end(bytes, at + 1),
        b'{' | b'[' => {
            let mut depth = 0_u64;
            let mut from = at;
            loop {
                let rest = bytes.get(from..)?;
                from += rest.iter().position(|byte| matches!(byte, b'{' | b'[' | b'}' | b']' | b'"'))?;
                match bytes.get(from)? {
                    b'"' => from = string_end(bytes, from + 1)?,
                    b'{' | b'[' => (depth, from) = (depth + 1, from + 1),
                    _ => (depth, from) = (depth - 1, from + 1),
                }
                if depth == 0 {
                    return Some(from);
                }
            }
        }
        _ => {
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || b",]}:".contains(byte);
            let length = bytes[at..].iter().position(is_end).unwrap_or(bytes.len() - at);
            (length > 0).then_some(at + length)
        }
    }
}

fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The values of the array that begins at `at`; `None` when the array is broken.
pub(super) fn items(text: &str, at: usize) -> Option<Vec<&str>> {
    let mut items = Vec::new();
    let mut from = next(text, at + 1);
    if text.as_bytes().get(from) == Some(&b']') {
        return Some(items);
    }
    loop {
        let to = behind(text, from)?;
        items.push(text.get(from..to)?);
        let separator = next(text, to);
        match text.as_bytes().get(separator)? {
            b',' => from = next(text, separator + 1),
            b']' => return Some(items),
            _ => return None,
        }
    }
}

/// Offsets of the values of the object that begins at `at`; `None` when the object is broken.
pub(super) fn members(text: &str, at: usize) -> Option<Vec<usize>> {
    let mut members = Vec::new();
    let mut from = next(text, at + 1);
    while text.as_bytes().get(from) == Some(&b'"') {
        let colon = next(text, behind(text, from)?);
        if text.as_bytes().get(colon)? != &b':' {
            return None;
        }
        let value = next(text, colon + 1);
        members.push(value);
        let separator = next(text, behind(text, value)?);
        match text.as_bytes().get(separator)? {
            b',' => from = next(text, separator + 1),
            b'}' => return Some(members),
            _ => return None,
        }
    }
    (text.as_bytes().get(from) == Some(&b'}')).then_some(members)
}

/// Puts quotes around numbers that would lose digits or zeros in front, and null in place of `NaN`.
pub(super) fn keep_digits(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out: Option<String> = None;
    let (mut copied, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        let end = match byte {
            b'"' => {
                at = string_end(bytes, at + 1).unwrap_or(bytes.len());
                continue;
            }
            b'-' | b'0'..=b'9' | b'N' | b'I' => at + token_length(&bytes[at..]),
            _ => {
                at += 1;
                continue;
            }
        };
        let token = &text[at..end];
        let instead = match token {
            "NaN" | "Infinity" | "-Infinity" => Some("null".to_string()),
            _ if is_long(token) || has_zeros_in_front(token) => Some(format!("\"{token}\"")),
            _ => None,
        };
        if let Some(instead) = instead {
            let out = out.get_or_insert_with(|| String::with_capacity(text.len() + 16));
            out.push_str(&text[copied..at]);
            out.push_str(&instead);
            copied = end;
        }
        at = end.max(at + 1);
    }
    match out {
        Some(mut out) => {
            out.push_str(&text[copied..]);
            Cow::Owned(out)
        }
        None => Cow::Borrowed(text),
    }
}

fn token_length(rest: &[u8]) -> usize {
    rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"+-.".contains(byte)).unwrap_or(rest.len())
}

/// A number with more digits than a float keeps, and no whole number that is kept exactly.
fn is_long(token: &str) -> bool {
    let mantissa = token.split(['e', 'E']).next().unwrap_or_default();
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    digits > DIGITS && is_number(token) && token.parse::<u64>().is_err() && token.parse::<i64>().is_err()
}

fn has_zeros_in_front(token: &str) -> bool {
    token.len() > 1 && token.starts_with('0') && token.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) && token.parse::<f64>().is_ok()
}

/// Counts lines up to offsets that only grow.
pub(super) struct Lines<'t> {
    text: &'t str,
    offset: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    /// 1-based line of a slice of the text.
    pub fn of(&mut self, slice: &str) -> usize {
        // a slice lies as far from the text as their addresses do
        let offset = (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let between = self.text.as_bytes().get(self.offset..offset).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.offset = self.offset.max(offset);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_end_where_they_end() {
        for (text, end) in [
            ("{\"a\":\"}\"} x", Some(9)),
            ("[1,[2],{\"b\":\"\\\"]\"}]", Some(19)),
            ("\"a\\\\\" ", Some(5)),
            ("12.5,", Some(4)),
            ("{\"a\":[}", None),
            ("\"open", None),
        ] {
            assert_eq!(behind(text, 0), end, "{text}");
        }
        assert_eq!(items("[ {\"a\":1} , 2 ]", 0), Some(vec!["{\"a\":1}", "2"]));
        assert_eq!(items("[1,]", 0), None);
        assert_eq!(members("{\"a\": 1, \"b\": [2]}", 0), Some(vec![6, 14]));
        assert_eq!(members("{\"a\" 1}", 0), None);
    }

    #[test]
    fn numbers_that_would_lose_digits_become_text() {
        for (from, to) in [
            ("{\"id\":12345678901234567890123}", "{\"id\":\"12345678901234567890123\"}"),
            ("[0.12345678901234567]", "[\"0.12345678901234567\"]"),
            ("[01067, 5]", "[\"01067\", 5]"),
            ("{\"a\":NaN,\"b\":-Infinity}", "{\"a\":null,\"b\":null}"),
            (
                "[18446744073709551615,\"12345678901234567890123\",1e5]",
                "[18446744073709551615,\"12345678901234567890123\",1e5]",
            ),
        ] {
            assert_eq!(keep_digits(from), to);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[\\[\\]{}\",:\\\\ 0-9aNé-]{0,30}", at in 0_usize..30) {
            let _ = (keep_digits(&text), items(&text, at), members(&text, at));
            prop_assert!(behind(&text, at).is_none_or(|end| end <= text.len()));
        }

        #[test]
        fn valid_documents_stay_valid(numbers in proptest::collection::vec(any::<f64>().prop_filter("finite", |n| n.is_finite()), 0..5)) {
            let text = serde_json::to_string(&numbers).unwrap_or_default();
            prop_assert!(serde_json::from_str::<serde_json::Value>(&keep_digits(&text)).is_ok());
        }
    }
}
