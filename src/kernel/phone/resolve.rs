//! Which number the digits are: national or international, with or without the plus that should be there.
//!
//! The German trap: "49..." without plus is a number with its country code far more often than one of the area
//! codes 049xx, and the phone library takes it for the latter. See [`without_zero`].

use super::Phone;
use super::dial::Dial;
use super::engine::{Fit, Found, Region, calling_code, is_calling_code, look_up};
use super::junk;
use crate::kernel::verdict::Status;

/// The verdict on one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub status: Status,
    pub codes: Vec<&'static str>,
    pub phone: Phone,
}

impl Reading {
    fn invalid(code: &'static str) -> Self {
        Self { status: Status::Invalid, codes: vec![code], phone: Phone::default() }
    }
}

/// Letters and digits behind a number that are too few for a word.
const SHORT_TAIL: usize = 3;

/// Digits below which an unassigned number is just a fragment.
const SHORTEST_POSSIBLE: usize = 5;

const STRAY: &str = "phone.stray_character";
const MISSING_PLUS: &str = "phone.missing_plus";
const LOST_ZERO: &str = "phone.lost_zero";
const AMBIGUOUS: &str = "phone.ambiguous";

/// Digits from which on a number without plus can be one with a foreign country code.
const FOREIGN: usize = 10;

/// Digits below which nobody looks for a country code.
const SHORTEST_ABROAD: usize = 8;

/// Digits from which on "49..." is taken for a country code and not for one of the area codes 049xx.
const OWN: usize = 11;

/// Digits of the longest fixed-line numbers that are really in use (Germany, Austria), area code included.
const LONGEST_FIXED: usize = 11;

/// Calling codes of Europe, North America, Russia and Turkey.
#[rustfmt::skip]
const NEAR: &[i32] = &[
    1, 7, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 90, 350, 351, 352, 353, 354, 355, 356, 357,
    358, 359, 370, 371, 372, 373, 374, 375, 376, 377, 378, 380, 381, 382, 383, 385, 386, 387, 389, 420, 421, 423,
];

/// Reads the text of one number.
pub(super) fn read(text: &str, region: Option<Region>) -> Reading {
    let dial = match Dial::read(text) {
        Ok(dial) => dial,
        Err(code) => return Reading::invalid(code),
    };
    if junk::is_placeholder(&dial.digits, &dial.groups) {
        return Reading::invalid("phone.placeholder");
    }
    let reader = Reader { region };
    let plain = reader.read(&dial);
    let Some(keys) = dial.vanity.as_ref() else { return plain };
    // Letters glued to the digits belong to them; letters apart only when there is no number without them.
    if !dial.glued && plain.status.is_usable() {
        return plain;
    }
    let keys_len = keys.len() - dial.digits.len();
    let mut pressed = Dial { digits: keys.clone(), ..dial };
    pressed.notes.retain(|code| *code != "phone.comment");
    pressed.notes.push("phone.vanity");
    let spelled = reader.read(&pressed);
    if spelled.status.is_usable() {
        return spelled;
    }
    // A stray letter among the digits may have been one of them.
    match plain.status.is_usable() && keys_len <= SHORT_TAIL {
        true => Reading { status: Status::Suspect, ..plain },
        false => plain,
    }
}

/// A number as it was decided on.
struct Choice {
    found: Found,
    /// The country code was not written.
    inferred: bool,
    /// What had to be repaired to get here.
    repair: Option<&'static str>,
    /// There is another good reading.
    doubtful: bool,
}

impl Choice {
    fn sure(found: Found, inferred: bool) -> Self {
        Self { found, inferred, repair: None, doubtful: false }
    }

    fn repaired(found: Found, inferred: bool, code: &'static str) -> Self {
        Self { repair: Some(code), ..Self::sure(found, inferred) }
    }

    fn doubtful(found: Found, inferred: bool, code: &'static str) -> Self {
        Self { repair: Some(code), doubtful: true, ..Self::sure(found, inferred) }
    }
}

struct Reader {
    region: Option<Region>,
}

impl Reader {
    fn read(&self, dial: &Dial) -> Reading {
        let behind_code = dial.before_zero.is_some_and(|length| dial.digits.get(..length).is_some_and(is_calling_code));
        let outcome = if dial.plus || behind_code || dial.digits.starts_with("00") {
            self.international(dial, dial.plus || behind_code)
        } else {
            match self.region {
                Some(region) => self.national(dial, region),
                None => return unknown_country(dial),
            }
        };
        match outcome {
            Ok(choice) => verdict(choice, dial),
            Err(found) => failed(found, dial),
        }
    }

    /// `+` or `00` was written.
    fn international(&self, dial: &Dial, plus: bool) -> Result<Choice, Option<Found>> {
        let body = dial.digits.trim_start_matches('0');
        let zeros = dial.digits.len() - body.len();
        let wanted = if plus { 0 } else { 2 };
        let stray = (zeros != wanted).then_some(STRAY);
        let first = abroad(&with_zero(body, dial));
        if let Some(found) = valid(first.clone()) {
            return Ok(Choice { repair: stray, ..Choice::sure(found, false) });
        }
        if !plus && let Some(found) = valid(look_up(&dial.digits, self.region)) {
            // 00 may also open a carrier's code, or be a national number's own.
            return Ok(Choice::sure(found, true));
        }
        if stray.is_none()
            && let Some((found, code)) = repaired(body, dial)
        {
            return Ok(Choice::repaired(found, false, code));
        }
        // A plus in front of a national number ("+0351 ...", "+8 716 ..."), or its trunk zero written twice.
        let national = if plus { dial.digits.clone() } else { format!("0{body}") };
        if (zeros == 1 || !plus || body.starts_with('8'))
            && let Some(found) = valid(look_up(&national, self.region))
        {
            let no_such_country = first.as_ref().is_none_or(|found| found.fit == Fit::NoCountry);
            return Ok(match plus || no_such_country {
                true => Choice::repaired(found, true, STRAY),
                false => Choice::doubtful(found, true, AMBIGUOUS),
            });
        }
        Err(first)
    }

    /// Neither was written: the region's own form, or a country code without its plus.
    fn national(&self, dial: &Dial, region: Region) -> Result<Choice, Option<Found>> {
        let digits = dial.digits.as_str();
        let code = calling_code(region).map(|code| code.to_string()).unwrap_or_default();
        let home = look_up(digits, Some(region));
        match digits.strip_prefix('0') {
            Some(rest) => with_trunk_zero(digits, rest, &code, region, home, dial),
            None => without_zero(digits, &code, home, dial),
        }
    }
}

/// `0351 ...`: the national form, unless that is none.
fn with_trunk_zero(
    digits: &str,
    rest: &str,
    code: &str,
    region: Region,
    home: Option<Found>,
    dial: &Dial,
) -> Result<Choice, Option<Found>> {
    // `0` where `+` should be, in front of the region's own code.
    let plus = || if rest.starts_with(code) { valid(abroad(rest)) } else { None };
    if let Some(found) = valid(home.clone()) {
        // "0491721234567" is long for the area code 0491, and right for a mobile behind 49.
        let mobile = || plus().filter(|other| other.kind() == "mobile");
        if found.national().len() >= LONGEST_FIXED
            && let Some(other) = mobile()
        {
            return Ok(match found.national().len() > LONGEST_FIXED {
                true => Choice::repaired(other, false, MISSING_PLUS),
                false => Choice::doubtful(other, false, AMBIGUOUS),
            });
        }
        return Ok(match region == Region::AT && is_german_mobile(dial) {
            true => Choice::doubtful(found, true, AMBIGUOUS),
            false => Choice::sure(found, true),
        });
    }
    if let Some((found, code)) = repaired(&format!("{code}{digits}"), dial) {
        return Ok(Choice::repaired(found, true, code));
    }
    if let Some(found) = plus() {
        return Ok(Choice::repaired(found, false, MISSING_PLUS));
    }
    // A zero where the country uses none. Many foreign numbers fit the plans of +1 and +39 by chance.
    match valid(look_up(rest, Some(region))) {
        Some(found) if matches!(found.number.country_code, 1 | 39) => Ok(Choice::doubtful(found, true, AMBIGUOUS)),
        Some(found) => Ok(Choice::repaired(found, true, STRAY)),
        None => Err(home),
    }
}

/// "0170 ...": Vienna is 01, so this group is no Austrian area code, but a German mobile's.
fn is_german_mobile(dial: &Dial) -> bool {
    let prefix = ["015", "016", "017"].iter().any(|prefix| dial.digits.starts_with(prefix));
    prefix && dial.groups.len() > 1 && matches!(dial.groups.first(), Some(4 | 5)) && dial.digits.len() >= 11
}

/// No zero, no plus: `351 ...` with its zero lost, a number of a country without zeros, or `49 351 ...`.
fn without_zero(digits: &str, code: &str, home: Option<Found>, dial: &Dial) -> Result<Choice, Option<Found>> {
    let own = digits.starts_with(code);
    let other = if digits.len() < SHORTEST_ABROAD { None } else { abroad(&with_zero(digits, dial)) };
    let possible = other.clone().filter(|found| own && found.fit == Fit::Unassigned);
    // Nobody writes a global service number without its plus.
    let other = valid(other).filter(|found| found.country().is_some());
    match (valid(home.clone()), other) {
        (Some(home), Some(other)) if home.e164 == other.e164 => Ok(Choice::repaired(other, false, MISSING_PLUS)),
        (Some(home), Some(other)) if own => {
            // "49 180 ...": a code in a group of its own says what it is.
            let apart = dial.groups.len() > 1 && dial.groups.first() == Some(&code.len());
            Ok(match home.is_written_with_zero() && (apart || digits.len() >= OWN) {
                true => Choice::repaired(other, false, MISSING_PLUS),
                false => Choice::doubtful(other, false, AMBIGUOUS),
            })
        }
        (Some(home), other) => {
            if !home.is_written_with_zero() {
                return Ok(Choice::sure(home, true));
            }
            if let Some(other) = possible.filter(|_| home.national().len() > LONGEST_FIXED) {
                // "4915..." of a range that is not assigned yet is still no number of the area code 0491.
                return Ok(Choice::doubtful(other, false, AMBIGUOUS));
            }
            let mobile = home.kind() == "mobile";
            let rival = other.is_some_and(|other| digits.len() >= FOREIGN && is_near(&other));
            Ok(match !mobile && (rival || is_formatted(dial)) {
                true => Choice::doubtful(home, true, AMBIGUOUS),
                false => Choice::repaired(home, true, LOST_ZERO),
            })
        }
        (None, Some(other)) if own || digits.len() >= FOREIGN => Ok(Choice::repaired(other, false, MISSING_PLUS)),
        (None, Some(other)) => Ok(Choice::doubtful(other, false, AMBIGUOUS)),
        (None, None) => {
            let full = if own { repaired(digits, dial) } else { None };
            match full.or_else(|| repaired(&format!("{code}{digits}"), dial)) {
                Some((found, code)) if is_formatted(dial) && !own => Ok(Choice::doubtful(found, true, code)),
                Some((found, code)) => Ok(Choice::repaired(found, true, code)),
                None => Err(home),
            }
        }
    }
}

/// True when somebody arranged the digits in groups: then no spreadsheet took a zero away, and a missing one
/// speaks for another country. Groups of three are a spreadsheet's thousands.
fn is_formatted(dial: &Dial) -> bool {
    let thousands = dial.groups.iter().skip(1).all(|&length| length == 3) && dial.groups.first() <= Some(&3);
    dial.groups.len() > 1 && !thousands
}

fn abroad(digits: &str) -> Option<Found> {
    look_up(&format!("+{digits}"), None)
}

fn valid(found: Option<Found>) -> Option<Found> {
    found.filter(Found::is_valid)
}

/// True for countries whose numbers turn up in a European list without anybody thinking of a plus.
fn is_near(found: &Found) -> bool {
    NEAR.contains(&found.number.country_code)
}

/// Italy keeps the zero in brackets of a fixed line: `+39 (0) 6 ...` is `+39 06 ...`.
fn with_zero(body: &str, dial: &Dial) -> String {
    match body.strip_prefix("39") {
        Some(rest) if dial.before_zero.is_some() && !rest.starts_with('0') && !is_italian_without_zero(rest) => {
            format!("390{rest}")
        }
        _ => body.to_owned(),
    }
}

/// Italian mobiles and services, which never have a zero in front.
fn is_italian_without_zero(rest: &str) -> bool {
    ["3", "80", "84", "89", "144", "163", "166", "178", "199"].iter().any(|prefix| rest.starts_with(prefix))
}

/// Repairs of numbers with their country code that the plan refuses, by country.
fn repaired(body: &str, dial: &Dial) -> Option<(Found, &'static str)> {
    let read = |digits: String| valid(abroad(&digits));
    if let Some(rest) = body.strip_prefix("39").filter(|rest| !is_italian_without_zero(rest)) {
        // Italian fixed lines begin with a zero that spreadsheets and foreigners drop.
        return read(format!("390{rest}")).map(|found| (found, LOST_ZERO));
    }
    if let Some(rest) = body.strip_prefix("52") {
        // Mexico: prefixes for mobiles and long distance, abolished in 2019 and 2020.
        let full = |prefix: &&str| rest.strip_prefix(*prefix).filter(|rest| rest.len() == 10);
        let plain = ["1", "01", "044", "045"].iter().find_map(full)?;
        return read(format!("52{plain}")).map(|found| (found, "phone.old_prefix"));
    }
    if let Some(rest) = body.strip_prefix("54") {
        // Argentina: 15 between area code and number is the domestic form of a 9 in front.
        return without_15(rest, dial).and_then(read).map(|found| (found, "phone.old_prefix"));
    }
    None
}

/// `549` and the number without the `15` that stands in a group of its own.
fn without_15(rest: &str, dial: &Dial) -> Option<String> {
    let mut at = 0;
    let shift = dial.digits.len().checked_sub(rest.len())?;
    for &length in &dial.groups {
        if length == 2 && at > shift && dial.digits.get(at..at + 2) == Some("15") {
            let area = dial.digits.get(shift..at)?.trim_start_matches('0');
            return Some(format!("549{area}{}", dial.digits.get(at + 2..)?));
        }
        at += length;
    }
    None
}

/// No country is known and none is written.
fn unknown_country(dial: &Dial) -> Reading {
    let digits = dial.digits.as_str();
    let guess = if digits.starts_with('0') || digits.len() < OWN { None } else { valid(abroad(digits)) };
    let phone = guess.map_or_else(Phone::default, |found| describe(&found, dial, false));
    Reading { status: Status::Suspect, codes: vec!["phone.no_country"], phone }
}

fn verdict(choice: Choice, dial: &Dial) -> Reading {
    let Choice { found, inferred, repair, doubtful } = choice;
    if !doubtful && junk::is_counting(found.national()) && dial.digits.starts_with("0123") {
        return Reading::invalid("phone.placeholder");
    }
    let mut codes = dial.notes.clone();
    if let Some(code) = repair {
        codes.insert(0, code);
    }
    let status = match (doubtful, codes.is_empty()) {
        (true, _) => Status::Suspect,
        (false, true) => Status::Valid,
        (false, false) => Status::Corrected,
    };
    Reading { status, codes, phone: describe(&found, dial, inferred) }
}

/// What is wrong with a number that no reading made valid.
fn failed(found: Option<Found>, dial: &Dial) -> Reading {
    if dial.digits.len() <= 4 && dial.notes.contains(&"phone.comment") {
        // "nach 17 Uhr"
        return Reading::invalid("phone.not_a_number");
    }
    let Some(found) = found else {
        let code = match dial.digits.len() {
            0..=5 => "phone.too_short",
            16.. => "phone.too_long",
            _ => "phone.no_country",
        };
        return Reading::invalid(code);
    };
    match found.fit {
        Fit::Unassigned if found.national().len() < SHORTEST_POSSIBLE => Reading::invalid("phone.too_short"),
        Fit::Valid | Fit::Unassigned => Reading {
            status: Status::Suspect,
            codes: vec!["phone.unassigned"],
            phone: describe(&found, dial, !dial.plus),
        },
        Fit::TooShort => Reading::invalid("phone.too_short"),
        Fit::TooLong => Reading::invalid("phone.too_long"),
        Fit::NoCountry => Reading::invalid("phone.no_country"),
    }
}

fn describe(found: &Found, dial: &Dial, inferred: bool) -> Phone {
    Phone {
        e164: Some(found.e164.clone()),
        country: found.country(),
        phone_type: Some(found.kind()),
        extension: dial.extension.clone(),
        others: Vec::new(),
        country_inferred: inferred,
    }
}
