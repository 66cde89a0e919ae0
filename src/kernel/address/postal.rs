//! Postal codes: format, notation, repair, and where one stands in a line.
//!
//! Not for: whether a code exists (that needs a postal table). Costs a few table look-ups a code.

use super::country;
use super::few::Few;
use super::formats::{FORMATS, LEADING_ZEROS};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

static BY_COUNTRY: LazyLock<FxHashMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| FORMATS.iter().map(|(code, patterns)| (*code, patterns.split('|').collect())).collect());

/// A postal code as it should be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    pub text: String,
    /// Set when the value itself names the country.
    pub country: Option<&'static str>,
    /// Why it is not as it was written.
    pub repair: Option<&'static str>,
}

/// Writes `value` in the country's notation; None when no pattern of the country fits.
fn in_notation(value: &str, country: &str) -> Option<String> {
    BY_COUNTRY.get(country)?.iter().find_map(|pattern| apply(value, pattern, |got, _| got))
}

/// Like [`in_notation`], with letters and digits that look alike taken for each other where the pattern wants so.
fn looks_like(value: &str, country: &str) -> Option<String> {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    if digits * 2 + 1 < value.bytes().filter(u8::is_ascii_alphanumeric).count() {
        return None;
    }
    let alike = |got: u8, want: u8| match (want, got) {
        (b'd', b'O' | b'Q') => b'0',
        (b'd', b'I' | b'L' | b'|') => b'1',
        (b'd', b'S') => b'5',
        (b'd', b'B') => b'8',
        (b'a', b'0') => b'O',
        (b'a', b'1') => b'I',
        _ => got,
    };
    BY_COUNTRY.get(country)?.iter().find_map(|pattern| apply(value, pattern, alike))
}

fn apply(value: &str, pattern: &str, read: impl Fn(u8, u8) -> u8) -> Option<String> {
    // No notation is longer.
    let mut out = [0; 16];
    let mut len = 0;
    let mut chars = value.bytes().filter(|b| !matches!(b, b' ' | b'-' | b'.')).map(|b| b.to_ascii_uppercase());
    for want in pattern.bytes() {
        let got = if want == b' ' || want == b'-' { want } else { read(chars.next()?, want) };
        let fits = match want {
            b'd' => got.is_ascii_digit(),
            b'a' => got.is_ascii_uppercase(),
            b'x' => got.is_ascii_alphanumeric(),
            literal => got == literal,
        };
        if !fits {
            return None;
        }
        *out.get_mut(len)? = got;
        len += 1;
    }
    let text = std::str::from_utf8(out.get(..len)?).ok().filter(|_| chars.next().is_none())?;
    Some(text.to_owned())
}

fn plausible(code: &str, country: &str) -> bool {
    let starts = |heads: &[&str]| heads.iter().any(|head| code.starts_with(head));
    match country {
        // No German code starts so.
        "DE" => !starts(&["00", "05"]),
        "AT" | "CH" | "NL" | "BE" | "LU" | "HU" => !starts(&["0"]),
        "LI" => starts(&["94"]),
        // Spain has 52 provinces.
        "ES" => code < "53",
        _ => true,
    }
}

/// True when the country's codes are known here.
pub(super) fn is_judged(country: &str) -> bool {
    BY_COUNTRY.contains_key(country)
}

/// Splits "D-04229", "A 1010", "CH8001" into country and the rest.
pub(super) fn split_prefix(value: &str) -> Option<(&'static str, &str)> {
    let letters = value.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let (prefix, rest) = value.split_at(letters);
    let rest = rest.trim_start_matches([' ', '-', '–', '.', ':']);
    if rest.len() < 3 || !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((country::by_code(&prefix.to_ascii_uppercase())?, rest))
}

/// Reads a cell that holds nothing but a code. `Err` when it does not fit the known country.
pub(super) fn read_cell(cell: &str, country: Option<&str>) -> Result<Code, ()> {
    const CLEANED: Option<&str> = Some("address.postal_code_cleaned");
    const ARTIFACT: Option<&str> = Some("address.excel_artifact");
    let plain = plain_digits(cell);
    let mut value = plain.trim_matches(['\'', '"', '’', '‘', '´', '`', ' ', ',', ';', '=']);
    let mut repair = (value.len() != plain.len()).then_some("address.excel_artifact");
    let bare = unlabelled(value.trim_matches(['(', ')', '[', ']', '.', ':', '*', '#', '|', '_', '/', '-']));
    if bare.len() != value.len() {
        (value, repair) = (bare, repair.or(CLEANED));
    }
    let grouped = ungrouped(value);
    if let Some(digits) = &grouped {
        (value, repair) = (digits, ARTIFACT);
    }
    for end in [".0", ".00", ",0", ",00"] {
        let number = |head: &&str| head.bytes().all(|b| b.is_ascii_digit() || b == b' ') && head.len() > 2;
        if let Some(head) = value.strip_suffix(end).filter(number) {
            (value, repair) = (head, ARTIFACT);
            break;
        }
    }
    let written = from_scientific(value);
    if let Some(digits) = &written {
        (value, repair) = (digits, ARTIFACT);
    }
    if !value.is_ascii() {
        return Err(());
    }
    let judged = country.filter(|country| is_judged(country));
    if let Some(code) = judged.and_then(|country| whole(value, country)) {
        return Ok(Code { repair: repair.or(code.repair), ..code });
    }
    if let Some((own, rest)) = split_prefix(value)
        && let Some(code) = whole(rest, own)
    {
        return Ok(Code { text: code.text, country: Some(own), repair: repair.or(code.repair).or(CLEANED) });
    }
    let Some(country) = judged else { return unjudged(value, repair) };
    // "GB-SW1A 1AA", "8001 ZH", "04103 (D)"
    let own = value.strip_prefix(country).map(|rest| rest.trim_start_matches([' ', '-']));
    let code = own.or_else(|| {
        let (code, mark) = value.rsplit_once([' ', '(', '/', ','])?;
        (mark.len() < 3 && mark.bytes().all(|b| b.is_ascii_uppercase())).then(|| code.trim_end_matches([' ', '(']))
    });
    if let Some(code) = code.and_then(|code| whole(code, country)) {
        return Ok(Code { repair: repair.or(code.repair).or(CLEANED), ..code });
    }
    let text = looks_like(value, country).filter(|text| plausible(text, country)).ok_or(())?;
    Ok(Code { text, country: None, repair: repair.or(CLEANED) })
}

/// Full-width digits, dashes of every kind and the Austrian "Ö-" in ASCII.
fn plain_digits(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() {
        return Cow::Borrowed(cell);
    }
    let plain = |(at, c): (usize, char)| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        '‐' | '‑' | '–' | '—' | '−' | '－' => '-',
        'Ö' | 'ö' if at == 0 => 'A',
        c => c,
    };
    Cow::Owned(cell.char_indices().map(plain).collect())
}

/// Drops "PLZ", "ZIP" and their kin in front of a code.
fn unlabelled(value: &str) -> &str {
    const LABELS: [&str; 9] =
        ["plz", "zip code", "zipcode", "zip", "postcode", "postal code", "postleitzahl", "code postal", "cap"];
    LABELS
        .iter()
        .find_map(|label| {
            value.get(..label.len()).filter(|head| head.eq_ignore_ascii_case(label)).and(value.get(label.len()..))
        })
        .filter(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        .map_or(value, |rest| rest.trim_start_matches([' ', ':', '.', '-']))
}

/// "4.103", "80,331", "8'001": a code that was taken for a number, without the mark of the thousands.
fn ungrouped(value: &str) -> Option<String> {
    let (head, tail) = value.split_once(['.', ',', '\'', '’'])?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (head.len() <= 3 && tail.len() == 3 && digits(head) && digits(tail)).then(|| format!("{head}{tail}"))
}

/// The digits of "8.0331E4" or "1,067E+03", when none were lost.
fn from_scientific(value: &str) -> Option<String> {
    let (mantissa, exponent) = value.split_once(['E', 'e'])?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok().filter(|power| *power < 10)?;
    let (first, rest) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (first.len() == 1 && digits(first) && digits(rest) && rest.len() <= exponent && exponent > 1)
        .then(|| format!("{first}{rest:0<exponent$}"))
}

fn unjudged(value: &str, repair: Option<&'static str>) -> Result<Code, ()> {
    let fits = value.bytes().any(|b| b.is_ascii_digit())
        && value.len() <= 10
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-'));
    if fits { Ok(Code { text: value.to_ascii_uppercase(), country: None, repair }) } else { Err(()) }
}

/// A code of that country without prefix, with lost zeros put back.
fn whole(value: &str, country: &str) -> Option<Code> {
    if let Some(text) = in_notation(value, country).filter(|text| plausible(text, country)) {
        let separators = |text: &str| text.bytes().filter(|b| matches!(b, b' ' | b'-' | b'.')).count();
        // Where the notation knows no separator, one in the cell is a stray character.
        let stray = separators(&text) == 0 && separators(value) > 0;
        return Some(Code { text, country: None, repair: stray.then_some("address.postal_code_cleaned") });
    }
    let most = LEADING_ZEROS.iter().find(|(code, _)| *code == country)?.1;
    if value.is_empty() || !value.bytes().all(|b| b.is_ascii_digit()) || value.starts_with('0') {
        return None;
    }
    (1..=most).find_map(|zeros| {
        let text = in_notation(&format!("{:0>width$}", value, width = value.len() + zeros), country)?;
        // "dddd" patterns of a country with longer ones do not count.
        (text.starts_with('0') && plausible(&text, country)).then_some(Code {
            text,
            country: None,
            repair: Some("address.lost_zero"),
        })
    })
}

/// A code inside a line.
#[derive(Debug)]
pub(super) struct Hit {
    pub start: usize,
    pub end: usize,
    pub code: Code,
    /// The country is part of the code ("D-"), or the format belongs to one country only.
    pub sure: bool,
}

/// Start and end of the tokens of a line; blanks, commas and brackets stand between tokens.
pub(super) fn tokens(line: &str) -> Few<(usize, usize)> {
    let mut out = Few::default();
    let mut start = 0;
    for (at, byte) in line.bytes().enumerate() {
        if matches!(byte, b' ' | b',' | b'(' | b')') {
            if at > start {
                out.push((start, at));
            }
            start = at + 1;
        }
    }
    if line.len() > start {
        out.push((start, line.len()));
    }
    out
}

/// All codes in a line of these tokens, in order, without overlap.
pub(super) fn find_all<'a>(
    line: &'a str,
    tokens: &'a [(usize, usize)],
    country: Option<&'a str>,
) -> impl Iterator<Item = Hit> + 'a {
    // No code begins behind the last digit.
    let end = line.bytes().rposition(|b| b.is_ascii_digit()).map_or(0, |last| last + 1);
    let mut at = 0;
    std::iter::from_fn(move || {
        while tokens.get(at).is_some_and(|(start, _)| *start < end) {
            let found = (1..=3).rev().find_map(|n| {
                let last = tokens.get(at + n - 1)?;
                let start = tokens.get(at)?.0;
                let hit = window(line.get(start..last.1)?, n, at == 0, country)?;
                Some((Hit { start, end: last.1, ..hit }, n))
            });
            if let Some((hit, n)) = found {
                at += n;
                return Some(hit);
            }
            at += 1;
        }
        None
    })
}

fn window(text: &str, tokens: usize, first: bool, country: Option<&str>) -> Option<Hit> {
    // Longer than any code, with nothing at its ends that may be dropped.
    if text.len() > 14 && text.bytes().next_back().is_some_and(|b| b.is_ascii_alphanumeric()) && text.is_ascii() {
        return None;
    }
    let mut text = text.trim_end_matches(['.', ';', ':', '-']);
    if !text.is_ascii() {
        text = text.strip_prefix('〒').unwrap_or(text);
        // Austrians write "Ö-5020" too.
        let austrian = text.strip_prefix("Ö-").or_else(|| text.strip_prefix("Ö ")).filter(|_| tokens == 1);
        if let Some(code) = austrian.and_then(|rest| whole(rest, "AT")) {
            return Some(Hit { start: 0, end: 0, code: Code { country: Some("AT"), ..code }, sure: true });
        }
        if !text.is_ascii() {
            return None;
        }
    }
    if text.len() < 3 || text.len() > 14 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let hit = |code: Code, sure: bool| Some(Hit { start: 0, end: 0, code, sure });
    if let Some((own, rest)) = split_prefix(text) {
        let blanks = rest.contains(' ') && in_notation(rest, own).is_none_or(|text| text != rest.to_ascii_uppercase());
        // A lone letter and a short number may be anything; "D 80331" is not.
        if !blanks
            && let Some(code) = whole(rest, own)
            && code.repair.is_none_or(|repair| repair == "address.lost_zero")
        {
            let text = if own == "LV" || own == "AD" || own == "AZ" {
                in_notation(text, own).unwrap_or(code.text)
            } else {
                code.text
            };
            return hit(Code { text, country: Some(own), repair: code.repair }, true);
        }
    }
    if let Some(country) = country.filter(|country| is_judged(country)) {
        if let Some(notation) = in_notation(text, country).filter(|notation| plausible(notation, country)) {
            let written =
                notation.eq_ignore_ascii_case(text) || tokens == 1 && (!text.contains('-') || notation.contains('-'));
            let split_five = tokens == 2 && first && text.as_bytes().get(2) == Some(&b' ') && notation.len() == 5;
            if written || split_five {
                let repair = split_five.then_some("address.postal_code_cleaned");
                return hit(Code { text: notation, country: None, repair }, false);
            }
        }
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        if tokens == 1
            && digits
            && first
            && text.len() >= 3
            && (text.len() >= 4 || country == "NO")
            && let Some(code) = whole(text, country)
        {
            return hit(code, false);
        }
        // A foreign code under a wrong context only when it cannot be mistaken.
    }
    for own in ["GB", "CA"] {
        if country.is_none_or(|country| country == own)
            && tokens == 2
            && let Some(notation) = in_notation(text, own).filter(|notation| notation.eq_ignore_ascii_case(text))
        {
            return hit(Code { text: notation, country: Some(own), repair: None }, true);
        }
    }
    if country.is_none_or(|country| !is_judged(country)) {
        const USUAL: &[(usize, &str)] = &[
            (1, "ddddd"),
            (1, "dddd"),
            (1, "dddddd"),
            (1, "dd-ddd"),
            (1, "dddd-ddd"),
            (1, "ddddd-dddd"),
            (1, "ddddd-ddd"),
            (1, "ddd-dddd"),
            (2, "ddd dd"),
            (2, "dddd aa"),
        ];
        for (n, pattern) in USUAL {
            if *n == tokens
                && apply(text, pattern, |got, _| got).is_some_and(|notation| notation.eq_ignore_ascii_case(text))
            {
                return hit(Code { text: text.to_ascii_uppercase(), country: None, repair: None }, false);
            }
        }
        if tokens == 2 && first && apply(text, "ddddd", |got, _| got).is_some() && text.as_bytes().get(2) == Some(&b' ')
        {
            let text = text.replace(' ', "");
            return hit(Code { text, country: None, repair: Some("address.postal_code_cleaned") }, false);
        }
    }
    None
}
