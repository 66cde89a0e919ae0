//! Phone numbers: what a cell of a list says, as E.164, or why not.
//!
//! ```text
//! cell → chars (plain ASCII) → wrap (spreadsheet and vendor wrapping off) → split (several numbers)
//!      → dial (labels, comments, extension, digits) → resolve (which number that is) → engine (libphonenumber)
//! ```
//!
//! A number is called usable only when the reading is the one that was meant: two good readings make the verdict
//! `suspect`. Not for: whether anybody answers, carriers, or places. Validity follows the numbering plans of the
//! engine's metadata, so never store it for good. Costs one to five microseconds a cell.

mod chars;
mod dial;
mod engine;
mod evidence;
mod junk;
mod resolve;
mod split;
mod words;
mod wrap;

use super::text::is_missing_word;
use super::verdict::{Status, Verdict};
use engine::Region;
use resolve::Reading;
use wrap::Unwrapped;

/// What a phone cell says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phone {
    /// `+` and digits of the first number; also for suspect values where readable.
    pub e164: Option<String>,
    /// ISO region of the number.
    pub country: Option<String>,
    /// fixed_line, mobile, fixed_line_or_mobile, toll_free, ...
    pub phone_type: Option<&'static str>,
    /// Digits of the extension; not part of `e164`.
    pub extension: Option<String>,
    /// Further numbers of the cell, E.164.
    pub others: Vec<String>,
    /// True when the country came from the context.
    pub country_inferred: bool,
}

/// Calling codes of no country (ITU E.164 list): free, shared-cost, satellite and international networks.
const NOWHERE: &[&str] = &["800", "808", "870", "878", "881", "882", "883", "888"];

/// Longer cells are text, not numbers.
const LONGEST_CELL: usize = 400;

/// Reads a phone cell. `country` is the ISO code the record is believed to be in; it is used only for numbers
/// without a country code, and an unknown code counts as none.
pub fn read(value: &str, country: Option<&str>) -> Verdict<Phone> {
    if is_missing_word(value) {
        return Verdict::because(Status::Missing, "phone.missing", Phone::default());
    }
    if value.len() > LONGEST_CELL {
        return invalid("phone.not_a_number");
    }
    let cell = chars::plain(value);
    let mut unwrapped = match wrap::unwrap(&cell) {
        Ok(unwrapped) => unwrapped,
        Err(code) => return invalid(code),
    };
    if let Some(text) = junk::beside_email(&unwrapped.text) {
        unwrapped = Unwrapped { text: text.into(), code: Some(junk::EMAIL) };
    }
    if let Some(code) = junk::cell(&unwrapped.text) {
        return invalid(code);
    }
    let region = country.and_then(engine::region);
    let mut reading = read_numbers(&unwrapped.text, region);
    if let (Some(code), true) = (unwrapped.code, reading.status.is_usable()) {
        reading.status = Status::Corrected;
        reading.codes.retain(|other| *other != code);
        reading.codes.insert(0, code);
    }
    Verdict { status: reading.status, codes: reading.codes, parts: reading.phone }
}

/// True for numbers that only a mobile phone has; false where the plan does not tell (United States).
pub fn is_mobile(phone: &Phone) -> bool {
    phone.phone_type == Some("mobile")
}

/// Whether an E.164 number has the calling code of a country (ISO code); `None` for numbers of no country and for codes
/// without a numbering plan.
pub fn is_of_country(e164: &str, country: &str) -> Option<bool> {
    let digits = e164.strip_prefix('+')?;
    let belongs_nowhere = digits.starts_with('8') && digits.get(..3).is_some_and(|code| NOWHERE.contains(&code));
    let code = engine::calling_code(engine::region(country)?)?;
    (!belongs_nowhere).then(|| digits.starts_with(&code.to_string()))
}

/// National and international display forms of an E.164 number; `None` when it is none.
pub fn display(e164: &str) -> Option<(String, String)> {
    engine::display(e164)
}

fn invalid(code: &'static str) -> Verdict<Phone> {
    Verdict::because(Status::Invalid, code, Phone::default())
}

/// The first usable number of the text, the rest beside it.
fn read_numbers(text: &str, region: Option<Region>) -> Reading {
    let parts = split::numbers(text);
    let (first, rest) = match parts.split_first() {
        Some((first, rest)) => (*first, rest),
        None => return read_one(text, region),
    };
    let mut readings = vec![read_one(first, region)];
    // A separator that was none: the halves are no numbers, the whole is one.
    if !readings.iter().all(|reading| reading.status.is_usable()) {
        let whole = read_one(text, region);
        if whole.status.is_usable() {
            return whole;
        }
    }
    readings.extend(rest.iter().map(|part| read_one(part, region)));
    // The first number of the cell, even a doubtful one; another only when the first is no number at all.
    let readable = |reading: &Reading| reading.phone.e164.is_some();
    let chosen = readings.iter().position(readable).unwrap_or(0);
    let mut main = readings.remove(chosen);
    for other in readings {
        // "0351 4711 u. 4712": what follows a whole number without a zero is local, and its area code a guess.
        let local = other.codes.contains(&resolve::LOST_ZERO) && !main.codes.contains(&resolve::LOST_ZERO);
        if let (true, Some(e164)) = (other.status.is_usable() && !local, other.phone.e164)
            && main.phone.e164.as_ref() != Some(&e164)
            && !main.phone.others.contains(&e164)
        {
            main.phone.others.push(e164);
        }
    }
    if main.status.is_usable() {
        main.codes.insert(0, "phone.multiple");
    }
    main
}

/// Beside hotlines; no ending of a number.
const ALWAYS: &str = "24/7";

/// One number, which may end in alternatives for its last digits ("089 5044850/82").
fn read_one(text: &str, region: Option<Region>) -> Reading {
    let text = text.strip_suffix(ALWAYS).unwrap_or(text);
    if let Some(tail) = split::alternatives(text) {
        let mut base = resolve::read(tail.base, region);
        if base.status.is_usable() {
            if tail.certain || !resolve::read(text, region).status.is_usable() {
                base.status = Status::Corrected;
                base.codes.insert(0, "phone.alternatives");
            } else {
                base.status = Status::Suspect;
                base.codes.insert(0, "phone.ambiguous");
            }
            return base;
        }
    }
    resolve::read(text, region)
}

#[cfg(test)]
mod tests;
