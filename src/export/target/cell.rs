//! One cell: a value in the form that the target takes, or why the target would refuse it.
//!
//! Costs one short text per cell.

use super::fields::{Fields, Value};
use crate::kernel::address::english_name;
use crate::pipeline::target::{Ascii, Column, Form, Format, Outside, Refusal, Taken, Target};
use chrono::NaiveDate;

/// Most characters of an e-mail address, and of the part before the @ sign.
const ADDRESS: usize = 254;
const LOCAL: usize = 64;

/// A cell to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// As text.
    pub text: String,
    /// What a workbook holds instead of text.
    pub typed: Typed,
    /// The text got an apostrophe in front.
    pub guarded: bool,
}

/// What a cell of a workbook holds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Typed {
    /// Its text.
    #[default]
    Text,
    /// A number.
    Number(f64),
    /// A date.
    Day(NaiveDate),
}

/// Why a value is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is refused for.
    pub refusal: Refusal,
    /// The value.
    pub value: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// A value that is refused.
    pub fn new(refusal: Refusal, value: impl Into<String>, message: impl Into<String>) -> Self {
        Self { refusal, value: value.into(), message: message.into() }
    }
}

/// The cell of a column in a row; `None` when there is nothing to write.
pub fn cell(target: &Target, column: &Column, fields: &Fields, row: usize) -> Result<Option<Cell>, Problem> {
    let value = match &column.from {
        Taken::Fixed(value) => return Ok(Some(Cell { text: value.clone(), ..Cell::default() })),
        Taken::First(names) => names.iter().find_map(|name| fields.get(name, row)),
        Taken::Joined { fields: names, by, needs } => {
            let whole = needs.iter().all(|name| fields.get(name, row).is_some());
            let parts = names.iter().filter_map(|name| fields.get(name, row));
            let parts: Vec<String> = parts.map(|part| one_line(&shown(&part, column))).collect();
            if parts.is_empty() || !whole {
                return Ok(None);
            }
            return text_cell(target, column, parts.join(by)).map(Some);
        }
    };
    match value {
        None => Ok(None),
        Some(Value::Text(text)) => text_cell(target, column, text.to_owned()).map(Some),
        Some(value) => {
            let typed = match &value {
                Value::Number(number) => number.parse().map_or(Typed::Text, Typed::Number),
                Value::Day(day) => Typed::Day(*day),
                _ => Typed::Text,
            };
            Ok(Some(Cell { text: shown(&value, column), typed, guarded: false }))
        }
    }
}

fn shown(value: &Value, column: &Column) -> String {
    match value {
        Value::Text(text) => (*text).to_owned(),
        Value::Day(day) => day.format(&column.date).to_string(),
        Value::Instant(instant) => instant.format(&column.datetime).to_string(),
        Value::Flag(flag) => column.flag[usize::from(*flag)].clone(),
        Value::Number(number) => number.clone(),
    }
}

/// The text with single blanks, so that what stands between parts is told from what stands inside them.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_cell(target: &Target, column: &Column, text: String) -> Result<Cell, Problem> {
    let text = in_form(column, text)?;
    if let Some(bad) = text.chars().find(|c| target.forbidden.contains(c)) {
        let message = format!("it holds {bad}, which {} does not take; write it otherwise in the source", target.title);
        return Err(Problem::new(Refusal::Forbidden, text, message));
    }
    // A workbook counts the halves of characters beyond the basic plane.
    let length = if target.format == Format::Xlsx { text.encode_utf16().count() } else { text.chars().count() };
    if let Some(most) = column.max_chars.map(|most| most as usize).filter(|most| length > *most) {
        let message = format!("{length} characters, at most {most}; shorten it in the source");
        return Err(Problem::new(Refusal::TooLong, text, message));
    }
    if let Some(most) = column.max_bytes.map(|most| most as usize).filter(|most| text.len() > *most) {
        let message = format!("{} bytes, at most {most}; shorten it in the source", text.len());
        return Err(Problem::new(Refusal::TooLong, text, message));
    }
    let guarded = target.guard_formulas && needs_guard(&text);
    let text = if guarded { format!("'{text}") } else { text };
    Ok(Cell { text, typed: Typed::Text, guarded })
}

fn in_form(column: &Column, text: String) -> Result<String, Problem> {
    match column.form {
        Form::Email => match email_problem(&text, column.ascii) {
            Some(message) => return Err(Problem::new(Refusal::Email, text, message)),
            None => return Ok(text),
        },
        Form::Phone if !is_e164(&text) => {
            let message = "it is not + with country code and digits; correct it in the source";
            return Err(Problem::new(Refusal::Phone, text, message));
        }
        Form::Country => return Ok(english_name(&text).map_or(text, str::to_owned)),
        Form::Phone | Form::Text => {}
    }
    let Some(list) = &column.picklist else { return Ok(text) };
    match list.find(&text) {
        Some(own) => Ok(own.to_owned()),
        None => {
            let message = "it is not in the pick list; add it to the system, or a line to the target file's picklist";
            Err(Problem::new(Refusal::Picklist, text, message))
        }
    }
}

/// True when a refused value of the column takes its row along.
pub fn takes_row_along(column: &Column, problem: &Problem) -> bool {
    let strict = column.picklist.as_ref().is_some_and(|list| list.outside == Outside::Refuse);
    column.required || (strict && problem.refusal == Refusal::Picklist)
}

/// What keeps a text from being an address for the target.
fn email_problem(text: &str, ascii: Ascii) -> Option<String> {
    let no = |what: &str| Some(format!("{what}; correct the address in the source"));
    let Some((local, domain)) = text.rsplit_once('@') else { return no("there is no @ sign") };
    let plain = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let dots = |part: &str| part.starts_with('.') || part.ends_with('.') || part.contains("..");
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    if text.chars().count() > ADDRESS || local.chars().count() > LOCAL {
        return no("it is longer than addresses can be");
    }
    if local.is_empty() || dots(local) || !local.chars().all(plain) {
        return no("what stands before the @ sign cannot be");
    }
    if !domain.contains('.') || !domain.split('.').all(label) {
        return no("what stands behind the @ sign is no domain");
    }
    match ascii {
        Ascii::Local if !local.is_ascii() => no("there are letters beyond ASCII before the @ sign"),
        Ascii::All if !text.is_ascii() => no("there are letters beyond ASCII"),
        _ => None,
    }
}

fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

/// True for a text that a spreadsheet may run, which real numbers and phone numbers are not.
pub fn needs_guard(text: &str) -> bool {
    let rest = match text.as_bytes().first() {
        Some(b'=' | b'@' | b'\t' | b'\r') => return true,
        Some(b'+' | b'-') => &text[1..],
        _ => return false,
    };
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let phone = text.starts_with('+') && digits >= 7 && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    let number = digits > 0 && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    !(phone || number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_and_numbers_need_no_guard_and_sums_do() {
        for plain in ["+493517965512", "+49 351 79655", "-12,50", "-3", "Herr =", "", "'x"] {
            assert!(!needs_guard(plain), "{plain}");
        }
        for formula in ["=1+1", "+1-1", "-1+2", "@SUM(A1)", "=HYPERLINK(\"x\")", "\t=1", "- Notiz", "+49-30-1"] {
            assert!(needs_guard(formula), "{formula}");
        }
    }

    #[test]
    fn addresses_are_judged_as_targets_do() {
        assert_eq!(email_problem("ilse.weber+x@holz-ritter.example", Ascii::All), None);
        assert_eq!(email_problem("ilse@bücher.example", Ascii::Local), None);
        assert!(email_problem("ilse@bücher.example", Ascii::All).is_some());
        for wrong in ["jörg@x.example", "a b@x.example", "a@x", "@x.example", "a..b@x.example", "a@-x.example", "p_12"]
        {
            assert!(email_problem(wrong, Ascii::Local).is_some(), "{wrong}");
        }
        assert!(is_e164("+493517965512") && !is_e164("+49 351") && !is_e164("0351796") && !is_e164("+0351796551"));
    }
}
