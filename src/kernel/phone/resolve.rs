//! Which number the digits are: national or international, with or without the plus that should be there.
//!
//! The German trap: "49..." without plus is a number with its country code far more often than one of the area
//! codes 049xx, and the phone library takes it for the latter. See [`without_zero`].

use super::Phone;
use super::dial::Dial;
use super::engine::{Fit, Found, Region, calling_code, is_calling_code, look_up};
use super::evidence::{
    has_area_apart, has_code_apart, has_digits_too_many, has_plan_length, is_file_number, is_formatted,
    is_german_mobile, is_grouped_abroad, is_near, is_timestamp, is_usual_in_italy,
};
use super::junk;
use crate::kernel::verdict::Status;
use std::borrow::Cow;

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

/// Digits of the longest postal codes, which a city follows.
const LONGEST_POSTCODE: usize = 5;

const COMMENT: &str = "phone.comment";
const STRAY: &str = "phone.stray_character";
const MISSING_PLUS: &str = "phone.missing_plus";
pub(super) const LOST_ZERO: &str = "phone.lost_zero";
const UNASSIGNED: &str = "phone.unassigned";
const AMBIGUOUS: &str = "phone.ambiguous";

/// Digits from which on a number without plus can be one with a foreign country code.
const FOREIGN: usize = 10;

/// Digits of a foreign number, its country code apart, that hardly any company has where plans are long.
const SHORT_ABROAD: usize = 7;

/// Digits below which nobody looks for a country code.
const SHORTEST_ABROAD: usize = 8;

/// Digits from which on "49..." is taken for a country code and not for one of the area codes 049xx.
const OWN: usize = 11;

/// Digits of the longest fixed-line numbers that are really in use (Germany, Austria), area code included.
const LONGEST_FIXED: usize = 11;

/// Reads the text of one number.
pub(super) fn read(text: &str, region: Option<Region>) -> Reading {
    let dial = match Dial::read(text) {
        Ok(dial) => dial,
        Err(code) => return Reading::invalid(code),
    };
    if junk::is_placeholder(&dial.digits, &dial.groups) {
        return Reading::invalid("phone.placeholder");
    }
    if dial.is_tax_number() {
        return Reading::invalid("phone.not_a_number");
    }
    let reader = Reader { region };
    if dial.digits.len() <= LONGEST_POSTCODE && dial.vanity.is_none() && dial.notes.contains(&COMMENT) {
        // "nach 17 Uhr", "50667 Koeln"
        return Reading::invalid("phone.not_a_number");
    }
    let plain = reader.read(&dial);
    let Some(keys) = dial.vanity.as_ref() else { return plain };
    // Letters glued to the digits belong to them; letters apart only when there is no number without them.
    if !dial.glued && plain.status.is_usable() {
        return plain;
    }
    let keys_len = keys.len() - dial.digits.len();
    if keys_len == 1 && plain.status.is_usable() {
        // "0173/4492018p": a remark, or a digit more.
        return Reading { status: Status::Suspect, ..plain };
    }
    let mut pressed = Dial { digits: keys.clone(), ..dial };
    pressed.notes.retain(|code| *code != COMMENT);
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
        let (first, near) = parted(abroad(&with_zero(body, dial)));
        if let Some(found) = first {
            if !plus && self.is_doubled_zero(body, &found, dial) {
                return Ok(Choice::doubtful(found, false, AMBIGUOUS));
            }
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
            // The code of a neighbour, with too few or too many digits, is a reading too.
            let rival = near.as_ref().is_some_and(|found| found.fit != Fit::NoCountry && is_near(found));
            return Ok(match plus || !rival {
                true => Choice::repaired(found, true, STRAY),
                false => Choice::doubtful(found, true, AMBIGUOUS),
            });
        }
        Err(near)
    }

    /// "0017..." in Germany: a number in America, or the mobile 017... with its zero typed twice. Somebody who
    /// arranged the digits in groups has said which.
    fn is_doubled_zero(&self, body: &str, found: &Found, dial: &Dial) -> bool {
        let foreign = self.region.and_then(calling_code) != Some(found.code());
        let short = foreign && found.national().len() <= SHORT_ABROAD;
        (body.starts_with('1') || short)
            && dial.groups.len() == 1
            && valid(look_up(&format!("0{body}"), self.region)).is_some_and(|home| short || home.is_mobile())
    }

    /// Neither was written: the region's own form, or a country code without its plus.
    fn national(&self, dial: &Dial, region: Region) -> Result<Choice, Option<Found>> {
        let digits = dial.digits.as_str();
        let code = calling_code(region).map(|code| code.to_string()).unwrap_or_default();
        let home = look_up(digits, Some(region));
        match digits.strip_prefix('0') {
            Some(rest) => with_trunk_zero(digits, rest, &code, region, home, dial),
            None => without_zero(digits, &code, region, home, dial),
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
    let (home, unfit) = parted(home);
    if let Some(found) = home {
        // "049 7121 94840": the code stands apart. "0491721234567" is long for the area code 0491, and right for a
        // mobile behind 49.
        let apart = dial.groups.len() > 1 && dial.groups.first() == Some(&(code.len() + 1));
        if apart
            && found.national().len() >= LONGEST_FIXED
            && let Some(other) = plus()
        {
            return Ok(Choice::repaired(other, false, MISSING_PLUS));
        }
        if found.national().len() >= LONGEST_FIXED
            && let Some(other) = plus().filter(Found::is_mobile)
        {
            return Ok(match found.national().len() > LONGEST_FIXED {
                true => Choice::repaired(other, false, MISSING_PLUS),
                false => Choice::doubtful(other, false, AMBIGUOUS),
            });
        }
        let foreign = region == Region::AT && is_german_mobile(dial) || is_grouped_abroad(dial, region);
        return Ok(match foreign {
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
    let other = unfit.as_ref().is_none_or(|found| found.national() != rest);
    match if other { valid(look_up(rest, Some(region))) } else { None } {
        Some(found) if matches!(found.code(), 1 | 39) => Ok(Choice::doubtful(found, true, AMBIGUOUS)),
        Some(found) => Ok(Choice::repaired(found, true, STRAY)),
        None => Err(unfit),
    }
}

/// No zero, no plus: `351 ...` with its zero lost, a number of a country without zeros, or `49 351 ...`.
fn without_zero(
    digits: &str,
    code: &str,
    region: Region,
    home: Option<Found>,
    dial: &Dial,
) -> Result<Choice, Option<Found>> {
    let own = digits.starts_with(code);
    let other = if digits.len() < SHORTEST_ABROAD { None } else { abroad(&with_zero(digits, dial)) };
    let (other, possible) = parted(other);
    let possible = possible.filter(|found| own && found.fit == Fit::Unassigned);
    // Nobody writes a global service number without its plus.
    let other = other.filter(|found| found.country().is_some());
    let (home, unfit) = parted(home);
    match (home, other) {
        (Some(home), other)
            if own
                && (home.e164.get(1..) == Some(digits)
                    || other.as_ref().is_some_and(|other| other.e164 == home.e164)) =>
        {
            Ok(Choice::repaired(home, false, MISSING_PLUS))
        }
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
            if let Some(other) = other.as_ref().filter(|other| is_near(other) && has_code_apart(other, dial)) {
                return Ok(Choice::repaired(other.clone(), false, MISSING_PLUS));
            }
            let long = home.national().len() > LONGEST_FIXED && dial.groups.len() == 1;
            let rival = other.is_some_and(|other| digits.len() >= FOREIGN && (long || is_near(&other)));
            let grouped = is_formatted(dial) && !home.is_service() && !has_area_apart(dial);
            let other_thing = junk::is_compact_date(digits)
                || junk::is_article_number(digits)
                || is_timestamp(&home)
                || is_file_number(dial);
            let doubt = !home.is_mobile() && (rival || grouped || other_thing);
            Ok(match doubt {
                true => Choice::doubtful(home, true, AMBIGUOUS),
                false => Choice::repaired(home, true, LOST_ZERO),
            })
        }
        (None, Some(other)) if own || digits.len() >= FOREIGN && !has_digits_too_many(digits, region) => {
            Ok(Choice::repaired(other, false, MISSING_PLUS))
        }
        (None, Some(other)) => Ok(Choice::doubtful(other, false, AMBIGUOUS)),
        (None, None) => {
            let full = if own { repaired(digits, dial) } else { None };
            match full.or_else(|| repaired(&format!("{code}{digits}"), dial)) {
                Some((found, code)) if !own && is_formatted(dial) || !is_usual_in_italy(&found) => {
                    Ok(Choice::doubtful(found, true, code))
                }
                Some((found, code)) => Ok(Choice::repaired(found, true, code)),
                None => Err(unfit),
            }
        }
    }
}

fn abroad(digits: &str) -> Option<Found> {
    let mut international = String::with_capacity(digits.len() + 1);
    international.push('+');
    international.push_str(digits);
    look_up(&international, None)
}

fn valid(found: Option<Found>) -> Option<Found> {
    found.filter(Found::is_valid)
}

/// The valid number, or the one that is none.
fn parted(found: Option<Found>) -> (Option<Found>, Option<Found>) {
    match found {
        Some(found) if found.is_valid() => (Some(found), None),
        other => (None, other),
    }
}

/// Italy keeps the zero in brackets of a fixed line: `+39 (0) 6 ...` is `+39 06 ...`.
fn with_zero<'a>(body: &'a str, dial: &Dial) -> Cow<'a, str> {
    match body.strip_prefix("39") {
        Some(rest) if dial.before_zero.is_some() && !rest.starts_with('0') && !is_italian_without_zero(rest) => {
            Cow::Owned(format!("390{rest}"))
        }
        _ => Cow::Borrowed(body),
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
    let phone = guess.map_or_else(Phone::default, |found| describe(found, dial, false));
    Reading { status: Status::Suspect, codes: vec!["phone.no_country"], phone }
}

fn verdict(choice: Choice, dial: &Dial) -> Reading {
    let Choice { found, inferred, repair, doubtful } = match choice {
        // however it was found
        sure if !sure.doubtful && !has_plan_length(&sure.found) => {
            Choice::doubtful(sure.found, sure.inferred, UNASSIGNED)
        }
        choice => choice,
    };
    let arranged = dial.groups.len() > 1 && dial.digits.len() < 10;
    if !doubtful && !arranged && junk::is_counting(found.national()) && dial.digits.starts_with("0123") {
        return Reading::invalid("phone.placeholder");
    }
    let mut codes = dial.notes.clone();
    if let Some(code) = repair {
        codes.insert(0, code);
    }
    let status = match (doubtful || dial.doubtful, codes.is_empty()) {
        (true, _) => Status::Suspect,
        (false, true) => Status::Valid,
        (false, false) => Status::Corrected,
    };
    Reading { status, codes, phone: describe(found, dial, inferred) }
}

/// What is wrong with a number that no reading made valid.
fn failed(found: Option<Found>, dial: &Dial) -> Reading {
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
        Fit::Valid | Fit::Unassigned => {
            Reading { status: Status::Suspect, codes: vec![UNASSIGNED], phone: describe(found, dial, !dial.plus) }
        }
        Fit::TooShort => Reading::invalid("phone.too_short"),
        Fit::TooLong => Reading::invalid("phone.too_long"),
        Fit::NoCountry => Reading::invalid("phone.no_country"),
    }
}

fn describe(found: Found, dial: &Dial, inferred: bool) -> Phone {
    Phone {
        country: found.country(),
        phone_type: Some(found.kind()),
        e164: Some(found.e164),
        extension: dial.extension.clone(),
        others: Vec::new(),
        country_inferred: inferred,
    }
}
