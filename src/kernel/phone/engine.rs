//! The only place that knows the phone library: numbering plans of all countries.
//!
//! It is asked with ASCII digits and an optional `+` only; everything else was taken off before. Asking costs about
//! a microsecond, so nothing is asked twice: a number carries its type with it.

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationError,
};

pub(super) use rlibphonenumber::Region;

/// Longest string of digits that is worth asking for: 17 of the longest plan, country code and prefixes.
const LONGEST: usize = 24;

/// Calling code, region, and whether a national number is dialled with a zero in front, for countries whose plan
/// needs no more to take a number apart. The library works the same out with a dozen searches; a test holds both
/// against each other. Not Slovenia, whose callers may dial 10 before a foreign number.
#[rustfmt::skip]
const SIMPLE: &[(i32, Region, bool)] = &[
    (1, Region::US, false), (20, Region::EG, true), (30, Region::GR, false), (31, Region::NL, true), (32, Region::BE, true),
    (33, Region::FR, true), (34, Region::ES, false), (40, Region::RO, true), (41, Region::CH, true),
    (43, Region::AT, true), (44, Region::GB, true), (45, Region::DK, false), (46, Region::SE, true),
    (48, Region::PL, false), (49, Region::DE, true), (90, Region::TR, true), (91, Region::IN, true),
    (351, Region::PT, false), (353, Region::IE, true), (359, Region::BG, true), (371, Region::LV, false),
    (372, Region::EE, false), (380, Region::UA, true), (381, Region::RS, true), (385, Region::HR, true),
    (420, Region::CZ, false), (421, Region::SK, true),
];

/// Mobile ranges that the library's plans (9.0.42) do not know yet: calling code, first digits, national length.
/// Source: the change log of libphonenumber 9.0.43.
const NEWER: &[(i32, &str, usize)] = &[
    (49, "15410", 11),
    (251, "7000", 9),
    (263, "751", 9),
    (593, "930", 9),
    (593, "931", 9),
    (593, "932", 9),
    (995, "50888", 9),
];

/// How well a number fits its country's plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Assigned range, right length.
    Valid,
    /// Right length, but no such range.
    Unassigned,
    TooShort,
    TooLong,
    /// No such country code.
    NoCountry,
}

/// A number that could be read.
#[derive(Debug, Clone)]
pub(super) struct Found {
    code: i32,
    kind: PhoneNumberType,
    pub e164: String,
    pub fit: Fit,
}

/// The region of an ISO code that has a numbering plan.
pub(super) fn region(code: &str) -> Option<Region> {
    let region = Region::from_code(code.trim()).ok()?;
    calling_code(region).map(|_| region)
}

/// Country calling code of a region.
pub(super) fn calling_code(region: Region) -> Option<i32> {
    if let Some((code, _, _)) = SIMPLE.iter().find(|(_, known, _)| *known == region) {
        return Some(*code);
    }
    PHONE_NUMBER_UTIL.get_country_code_for_region(region)
}

/// True when these digits are a country calling code.
pub(super) fn is_calling_code(digits: &str) -> bool {
    digits.len() <= 3
        && digits
            .parse()
            .is_ok_and(|code: i32| PHONE_NUMBER_UTIL.get_supported_calling_codes().any(|known| known == code))
}

/// Reads digits, with `+` as an international number, without as a national number of the region.
pub(super) fn look_up(digits: &str, region: Option<Region>) -> Option<Found> {
    if digits.len() > LONGEST {
        return None;
    }
    match simple(digits, region).map(|number| Found::judge(&number)) {
        // The library takes no zero off where no possible length would be left.
        Some(found) if matches!(found.fit, Fit::Valid | Fit::Unassigned) || digits.starts_with('+') => Some(found),
        _ => Some(Found::judge(&PHONE_NUMBER_UTIL.parse(digits, region).ok()?)),
    }
}

/// The parts of a number whose country's plan needs no library for that; they still have to be looked up in it.
fn simple(digits: &str, region: Option<Region>) -> Option<PhoneNumber> {
    let (code, national) = match digits.strip_prefix('+') {
        Some(international) => {
            let plan = |(code, _, _): &&(i32, Region, bool)| begins_with(international, *code);
            let (code, _, _) = SIMPLE.iter().find(plan)?;
            (*code, international.get(width(*code)..)?)
        }
        None => {
            let (code, _, zero) = SIMPLE.iter().find(|(_, known, _)| Some(*known) == region)?;
            match digits.strip_prefix('0').filter(|_| *zero) {
                Some(national) => (*code, national),
                None if begins_with(digits, *code) => return None,
                None => (*code, digits),
            }
        }
    };
    // A second prefix, or too few or too many digits to be taken apart at all.
    let odd =
        national.starts_with('0') || code == 1 && national.starts_with('1') || !(2..=17).contains(&national.len());
    let national_number = national.parse().ok().filter(|_| !odd)?;
    Some(PhoneNumber { country_code: code, national_number, ..PhoneNumber::default() })
}

/// Digits of a calling code.
fn width(code: i32) -> usize {
    code.checked_ilog10().unwrap_or(0) as usize + 1
}

/// True when the digits begin with a calling code.
fn begins_with(digits: &str, code: i32) -> bool {
    let width = width(code);
    let front = digits.bytes().take(width).fold(0, |sum, digit| sum * 10 + i32::from(digit.wrapping_sub(b'0')));
    digits.len() > width && front == code
}

/// Writes the digits of a value in front of `end`; where they begin.
fn put(bytes: &mut [u8], end: usize, mut value: u64) -> usize {
    let mut at = end;
    while let Some(byte) = at.checked_sub(1).and_then(|before| bytes.get_mut(before)) {
        *byte = b'0' + (value % 10) as u8;
        at -= 1;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    at
}

/// `Unknown` is a number that fits no range of its country, which is what the library calls invalid.
fn kind_of(number: &PhoneNumber) -> PhoneNumberType {
    PHONE_NUMBER_UTIL.get_number_type(number)
}

impl Found {
    /// Looks the number up in its country's plan.
    fn judge(number: &PhoneNumber) -> Self {
        let kind = kind_of(number);
        if kind != PhoneNumberType::Unknown {
            return Self::new(number, kind, Fit::Valid);
        }
        let fit = match PHONE_NUMBER_UTIL.is_possible_number_with_reason(number) {
            Ok(NumberLengthType::IsPossible) => Fit::Unassigned,
            Ok(NumberLengthType::IsPossibleLocalOnly) | Err(ValidationError::TooShort) => Fit::TooShort,
            Err(ValidationError::InvalidCountryCode) => Fit::NoCountry,
            Err(ValidationError::TooLong | ValidationError::InvalidLength) => Fit::TooLong,
        };
        let found = Self::new(number, kind, fit);
        match fit == Fit::Unassigned && found.is_newer() {
            true => Self { kind: PhoneNumberType::Mobile, fit: Fit::Valid, ..found },
            false => found,
        }
    }

    fn new(number: &PhoneNumber, kind: PhoneNumberType, fit: Fit) -> Self {
        let zeros = if number.italian_leading_zero() { number.number_of_leading_zeros().clamp(0, 9) } else { 0 };
        // Written from its end: the library's numbers are integers, and `format!` would be a tenth of all the work.
        let mut bytes = [b'0'; 32];
        let mut at = put(&mut bytes, 32, number.national_number);
        at = at.saturating_sub(usize::try_from(zeros).unwrap_or(0));
        at = put(&mut bytes, at, u64::try_from(number.country_code).unwrap_or(0));
        let mut e164 = String::with_capacity(33 - at);
        e164.push('+');
        e164.extend(bytes.iter().skip(at).map(|byte| char::from(*byte)));
        Self { code: number.country_code, kind, e164, fit }
    }

    pub fn is_valid(&self) -> bool {
        self.fit == Fit::Valid
    }

    /// Country calling code.
    pub fn code(&self) -> i32 {
        self.code
    }

    /// National significant number.
    pub fn national(&self) -> &str {
        self.e164.get(1 + width(self.code)..).unwrap_or_default()
    }

    /// ISO code; `None` for numbers that belong to no country.
    pub fn country(&self) -> Option<String> {
        let plan = |(code, _, _): &&(i32, Region, bool)| *code == self.code && !matches!(*code, 1 | 44);
        if let Some((_, region, _)) = SIMPLE.iter().find(plan) {
            return Some(region.as_region_str().to_string());
        }
        let region =
            PHONE_NUMBER_UTIL.get_region_for_number(&self.number()).filter(|region| *region != Region::World)?;
        Some(region.as_region_str().to_string())
    }

    pub fn is_mobile(&self) -> bool {
        self.kind == PhoneNumberType::Mobile
    }

    pub fn is_pager(&self) -> bool {
        self.kind == PhoneNumberType::Pager
    }

    /// Free, shared or premium: codes that people write like names, with and without their zero.
    pub fn is_service(&self) -> bool {
        matches!(self.kind, PhoneNumberType::TollFree | PhoneNumberType::SharedCost | PhoneNumberType::PremiumRate)
    }

    pub fn kind(&self) -> &'static str {
        match self.kind {
            PhoneNumberType::FixedLine => "fixed_line",
            PhoneNumberType::Mobile => "mobile",
            PhoneNumberType::FixedLineOrMobile => "fixed_line_or_mobile",
            PhoneNumberType::TollFree => "toll_free",
            PhoneNumberType::PremiumRate => "premium_rate",
            PhoneNumberType::SharedCost => "shared_cost",
            PhoneNumberType::VoIP => "voip",
            PhoneNumberType::PersonalNumber => "personal_number",
            PhoneNumberType::Pager => "pager",
            PhoneNumberType::UAN => "uan",
            PhoneNumberType::VoiceMail => "voicemail",
            PhoneNumberType::Unknown => "unknown",
        }
    }

    /// True when the country writes this number with a zero in front that is not part of it.
    pub fn is_written_with_zero(&self) -> bool {
        let first = self.national_form().bytes().find(u8::is_ascii_digit);
        first == Some(b'0') && !self.national().starts_with('0')
    }

    /// As the country writes it at home.
    pub fn national_form(&self) -> String {
        PHONE_NUMBER_UTIL.format(&self.number(), PhoneNumberFormat::National).into_owned()
    }

    /// As the library holds it.
    fn number(&self) -> PhoneNumber {
        let national = self.national();
        let zeros = national.len() - national.trim_start_matches('0').len();
        PhoneNumber {
            country_code: self.code,
            national_number: national.parse().unwrap_or(0),
            italian_leading_zero: (zeros > 0).then_some(true),
            number_of_leading_zeros: (zeros > 1).then_some(zeros as i32),
            ..PhoneNumber::default()
        }
    }

    /// In a range that was opened after the library's plans were drawn.
    fn is_newer(&self) -> bool {
        let national = self.national();
        NEWER.iter().any(|(code, front, length)| {
            *code == self.code() && national.len() == *length && national.starts_with(front)
        })
    }
}

/// National and international display forms.
pub(super) fn display(e164: &str) -> Option<(String, String)> {
    let found = e164.starts_with('+').then(|| look_up(e164, None)).flatten()?;
    let international = PHONE_NUMBER_UTIL.format(&found.number(), PhoneNumberFormat::International).into_owned();
    Some((found.national_form(), international))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn same(digits: &str, region: Option<Region>) {
        let quick = look_up(digits, region).map(|found| (found.e164, found.kind, found.fit));
        let slow = PHONE_NUMBER_UTIL.parse(digits, region).ok().map(|number| Found::judge(&number));
        assert_eq!(quick, slow.map(|found| (found.e164, found.kind, found.fit)), "{digits} in {region:?}");
    }

    #[test]
    fn new_ranges_are_known() {
        for (e164, country) in [("+4915410123987", "DE"), ("+263751123987", "ZW"), ("+995508881239", "GE")] {
            let found = look_up(e164, None);
            assert!(found.as_ref().is_some_and(|found| found.is_valid() && found.is_mobile()), "{e164}");
            assert_eq!(found.and_then(|found| found.country()).as_deref(), Some(country));
        }
    }

    #[test]
    fn countries_of_the_short_way_are_those_of_their_code() {
        for (code, region, _) in SIMPLE {
            assert_eq!(PHONE_NUMBER_UTIL.get_region_for_country_code(*code), Some(*region));
            let regions = PHONE_NUMBER_UTIL.get_regions_for_country_calling_code(*code).map_or(0, Iterator::count);
            assert!(regions == 1 || matches!(*code, 1 | 44), "{code}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_is_the_librarys(at in 0..SIMPLE.len(), national in "[0-9]{4,13}", zero in "0?") {
            if let Some((code, region, _)) = SIMPLE.get(at) {
                same(&format!("+{code}{national}"), None);
                same(&format!("{zero}{national}"), Some(*region));
                same(&format!("{code}{national}"), Some(*region));
            }
        }
    }
}
