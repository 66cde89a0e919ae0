//! Postal addresses: street lines, city lines, postal codes, countries.
//!
//! What for: parts and notation of an address as people type it, German-speaking countries first, then Europe and
//! the English-speaking world. Not for: whether a code or a street exists; postal tables are packs of the user.
//! Costs one to three microseconds a cell; no regular expressions.

mod check;
mod cities;
mod city;
mod countries;
mod country;
mod few;
mod formats;
mod house;
mod key;
mod places;
mod postal;
pub mod regions;
mod required;
mod spelling;
mod street;
mod table;
mod us;
mod whole;
mod words;

use super::company::local;
use super::verdict::{Status, Verdict};
use crate::kernel::text as kernel_text;
pub use check::{Beside, check_code, check_place};
pub use country::english_name;
pub use key::street_key;
pub use required::{Required, required};
use std::borrow::Cow;
use street::Kind;
pub use table::{Check, Place, PostalTable, compile};

/// The parts of an address. Empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Company or person above the street.
    pub recipient: String,
    /// After c/o, z. Hd.
    pub care_of: String,
    /// Normalised street without number.
    pub street: String,
    /// The street as written, without number and extras.
    pub street_raw: String,
    /// Number, range and letter without blanks.
    pub house_number: String,
    /// Staircase, floor, unit, building.
    pub address_extra: String,
    /// Digits of the post-office box.
    pub po_box: String,
    /// Number of the German parcel machine.
    pub packstation: String,
    /// The customer's number at the parcel machine.
    pub post_number: String,
    /// In the country's usual notation.
    pub postal_code: String,
    /// Normalised city.
    pub city: String,
    /// The city as written.
    pub city_raw: String,
    /// Land, canton or state.
    pub region: String,
    /// ISO alpha-2.
    pub country: String,
    /// True when the country came from the context.
    pub country_inferred: bool,
    /// Whether the code stands in the postal table; `None` where no table covers the country.
    pub postal_code_known: Option<bool>,
    /// Whether code and city belong together, where that is known.
    pub city_match: Option<bool>,
    /// True when the letter case of the street was repaired.
    pub recased: bool,
}

/// Reads a whole address in one cell, also over several lines or with `,` `;` `|` between.
///
/// `corrected`: `address.case`, `address.city_spelling`, `address.lost_zero`, `address.postal_code_cleaned`,
/// `address.encoding`, `address.markup`;
/// `suspect`: `address.city_mismatch`, `address.incomplete` (neither street nor box nor code); `invalid`:
/// `address.junk`; `missing`: `address.missing`.
pub fn read(value: &str, country: Option<&str>) -> Verdict<Address> {
    read_line(value, |text, verdict| whole::read(text, country, verdict))
}

/// True for a cell that [`line()`] leaves alone, told by one pass: printable ASCII without `&`, composed letters that
/// stand alone (wrong encodings have two in a row), single blanks inside. Line breaks part a cell as `;` does.
fn is_plain(value: &str) -> bool {
    // A blank in front, so that one at the start is a second one too.
    let mut before = PLAIN[usize::from(b' ')];
    let mut odd = 0;
    for byte in value.bytes() {
        let class = PLAIN[usize::from(byte)];
        odd |= class & (ODD | before >> 4);
        before = class;
    }
    odd == 0 && !value.ends_with(' ')
}

/// The class of a byte that no plain cell holds.
const ODD: u8 = 1;

/// What [`is_plain`] knows of a byte: the low bits say what it is (odd, blank, start of a composed letter), the high
/// ones, shifted by four, what may not follow it.
const PLAIN: [u8; 256] = {
    const BLANK: u8 = 2;
    const LETTER: u8 = 4;
    let mut table = [ODD; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' => BLANK | BLANK << 4,
            b'!'..=b'%' | b'\''..=b'~' | b'\n' | b'\r' | b'\t' => 0,
            0x80..=0xBF => LETTER << 4,
            0xC3..=0xC5 => LETTER | LETTER << 4,
            _ => ODD,
        };
        byte += 1;
    }
    table
};

/// A cell as one clean line.
#[derive(Debug)]
struct Line<'a> {
    text: Cow<'a, str>,
    /// What was undone that is more than notation.
    repair: Option<&'static str>,
}

/// Reads a cell as one clean line, and says what was repaired before.
fn read_line(value: &str, read: impl FnOnce(&str, &mut Verdict<Address>)) -> Verdict<Address> {
    let line = line(value);
    // An address is large: it is filled where it will stay.
    let mut verdict = Verdict::new(Status::Valid, Address::default());
    if let Some((status, code)) = nothing(&line.text) {
        (verdict.status, verdict.codes) = (status, vec![code]);
        return verdict;
    }
    read(&line.text, &mut verdict);
    if let Some(repair) = line.repair.filter(|_| verdict.status.is_usable()) {
        verdict.status = Status::Corrected;
        verdict.codes.push(repair);
    }
    verdict
}

/// Undoes entities and wrong encoding; `;` for line breaks, one kind of dash.
fn line(value: &str) -> Line<'_> {
    if is_plain(value) {
        return Line { text: Cow::Borrowed(value), repair: None };
    }
    let mut repair = None;
    let mut text = kernel_text::unescape_entities(value);
    if matches!(text, Cow::Owned(_)) {
        repair = Some("address.markup");
    }
    if let Some(repaired) = kernel_text::repair_mojibake(&text) {
        (text, repair) = (Cow::Owned(repaired), Some("address.encoding"));
    }
    if text.bytes().any(|b| matches!(b, b'\n' | b'\r' | b'\t' | 0xe2)) {
        let plain = |c: char| match c {
            '\n' | '\r' | '\t' => ';',
            '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
            c => c,
        };
        text = Cow::Owned(text.chars().map(plain).collect());
    }
    let text = match text {
        Cow::Borrowed(text) => kernel_text::clean(text),
        Cow::Owned(text) => Cow::Owned(kernel_text::clean(&text).into_owned()),
    };
    Line { text, repair }
}

/// True when a word of the line is one that streets end, start or are called with; a cheap hint, no reading.
pub fn is_street(line: &str) -> bool {
    street::street_like(line)
}

/// Reads a street line: street, house number, extra, post-office box. Codes as [`read`].
pub fn read_street(value: &str, country: Option<&str>) -> Verdict<Address> {
    read_line(value, |text, verdict| street_line(text, country, verdict))
}

fn street_line(text: &str, country: Option<&str>, verdict: &mut Verdict<Address>) {
    let segments = street::segments(text);
    if whole::holds_city(&segments, country) {
        return whole::read(text, country, verdict);
    }
    let out = &mut verdict.parts;
    let judged: Vec<street::Judged<'_>> = segments.iter().map(|segment| street::judge(segment, country)).collect();
    let find = |wanted: Kind| judged.iter().position(|judged| judged.kind == wanted);
    let main = find(Kind::Numbered)
        .or_else(|| find(Kind::Street))
        .or_else(|| find(Kind::Square))
        .or_else(|| find(Kind::Other));
    let machine = find(Kind::Packstation).is_some();
    let alone = judged.len() == 1;
    let only = judged.first().filter(|only| alone && only.kind == Kind::Extra).map(|only| only.segment);
    for (at, part) in judged.into_iter().enumerate() {
        let side = Some(at) != main && matches!(part.kind, Kind::Other | Kind::Street | Kind::Numbered | Kind::Square);
        if main.is_some_and(|main| at < main) && part.kind == Kind::Number {
            // "12, rue de la Paix"
            if let Some(house) = street::bare_number(part.segment, country) {
                out.house_number = house.number;
            }
        } else {
            let segment = part.segment;
            let used =
                street::place_aside(&part, machine, side, out) || (!side && street::place_judged(part, country, out));
            if !used {
                street::join(&mut out.address_extra, segment);
            }
        }
    }
    if let Some(numbered) = only.and_then(|only| street::split_number(only, country)) {
        // "Hof 5" alone is a street.
        street::set_street(numbered.street, country, out);
        out.house_number = numbered.house.number;
        out.address_extra = numbered.house.extra;
        street::place_rest(numbered.rest, out);
    }
    if out.street.is_empty()
        && !out.address_extra.is_empty()
        && alone
        && out.po_box.is_empty()
        && !matches!(country, None | Some("DE" | "AT" | "CH" | "LI"))
    {
        // "ZI Nord": what is a room in German is a place in French.
        out.street = std::mem::take(&mut out.address_extra);
        out.street_raw.clone_from(&out.street);
    }
    set_country(out, None, country);
    let empty = out.street.is_empty() && out.po_box.is_empty() && out.packstation.is_empty();
    if empty && out.care_of.is_empty() && out.address_extra.is_empty() || !text.chars().any(char::is_alphabetic) {
        (verdict.status, verdict.codes) = (Status::Suspect, vec!["address.incomplete"]);
    } else if out.recased {
        (verdict.status, verdict.codes) = (Status::Corrected, vec!["address.case"]);
    }
}

/// Reads a postal code; a city line ("D-04229 Leipzig") fills the city too.
///
/// `corrected`: `address.lost_zero`, `address.excel_artifact`, `address.postal_code_cleaned`; `invalid`:
/// `address.postal_code_format`, judged only for a known country; `missing`: `address.missing`.
pub fn read_postal_code(value: &str, country: Option<&str>) -> Verdict<Address> {
    let text = kernel_text::clean(value);
    if kernel_text::is_missing_word(&text) {
        return Verdict::because(Status::Missing, "address.missing", Address::default());
    }
    if let Ok(code) = postal::read_cell(&text, country) {
        let mut out = Address { postal_code: code.text, ..Address::default() };
        set_country(&mut out, code.country, country);
        set_region(&mut out);
        // A blank at the end, a leading apostrophe: not the cell as it should be.
        let outer = value.trim_matches(['\u{feff}', '\n', '\r']).len() != text.len();
        return match code.repair.or(outer.then_some("address.postal_code_cleaned")) {
            Some(repair) => Verdict::because(Status::Corrected, repair, out),
            None => Verdict::new(Status::Valid, out),
        };
    }
    let words = text.chars().filter(|c| c.is_alphabetic()).count() > 2;
    if words && postal::find_all(&text, &postal::tokens(&text), country).next().is_some() {
        return read_city(value, country);
    }
    let mut out = Address::default();
    set_country(&mut out, None, country);
    Verdict::because(Status::Invalid, "address.postal_code_format", out)
}

/// Reads a city line, which may hold the postal code and a country prefix too. Codes as [`read`].
pub fn read_city(value: &str, country: Option<&str>) -> Verdict<Address> {
    read_line(value, |text, verdict| whole::read_city_line(text, country, verdict))
}

/// Reads a country cell (`D`, `Deutschland`, `Österr.`, `AUT`) as ISO alpha-2.
///
/// `valid` with the code; `corrected` (`address.country_spelling`) for one slip in a long name; `invalid` (`address.country`) for what is no country; `missing` (`address.missing`).
pub fn read_country(value: &str) -> Verdict<String> {
    let text = kernel_text::clean(value);
    // "NA" is Namibia, "n/a" is nobody's.
    if text.contains(['/', '.']) && kernel_text::is_missing_word(&text) {
        return Verdict::because(Status::Missing, "address.missing", String::new());
    }
    if let Some(code) = country::any(&text) {
        return Verdict::new(Status::Valid, code.to_owned());
    }
    if kernel_text::is_missing_word(&text) {
        return Verdict::because(Status::Missing, "address.missing", String::new());
    }
    if let Some(code) = country::misspelt(&text) {
        return Verdict::because(Status::Corrected, "address.country_spelling", code.to_owned());
    }
    Verdict::because(Status::Invalid, "address.country", String::new())
}

/// The verdict for cells that hold no address at all.
fn nothing(text: &str) -> Option<(Status, &'static str)> {
    if kernel_text::is_missing_word(text) {
        return Some((Status::Missing, "address.missing"));
    }
    if text.len() > 24 {
        return None;
    }
    let mut signs = text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
    let run = signs.next().zip(signs.next()).is_none_or(|(first, second)| local::starts_keyboard_run(first, second));
    let digit = text.bytes().any(|b| b.is_ascii_digit());
    if digit && !run {
        // No word of the list holds a digit.
        return None;
    }
    let squashed = local::Key::of(text);
    let digits = squashed.bytes().all(|b| b.is_ascii_digit());
    (words::JUNK.contains(squashed) || run && !digits && local::is_keyboard_run(&squashed))
        .then_some((Status::Invalid, "address.junk"))
}

fn set_country(out: &mut Address, own: Option<&str>, context: Option<&str>) {
    out.country_inferred = own.is_none() && context.is_some();
    own.or(context).unwrap_or("").clone_into(&mut out.country);
}

fn set_region(out: &mut Address) {
    if out.region.is_empty()
        && let Some(region) = regions::of(&out.postal_code, &out.country)
    {
        region.clone_into(&mut out.region);
    }
}

#[cfg(test)]
mod tests;
