//! The only place that knows the phone library: numbering plans of all countries.
//!
//! It is asked with ASCII digits and an optional `+` only; everything else was taken off before.

use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType, ValidationError};

pub(super) use rlibphonenumber::Region;

/// Longest string of digits that is worth asking for: 17 of the longest plan, country code and prefixes.
const LONGEST: usize = 24;

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
    /// Boxed, because results carry it about.
    pub number: Box<rlibphonenumber::PhoneNumber>,
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
    let number = PHONE_NUMBER_UTIL.parse(digits, region).ok()?;
    let fit = if PHONE_NUMBER_UTIL.is_valid_number(&number) {
        Fit::Valid
    } else {
        match PHONE_NUMBER_UTIL.is_possible_number_with_reason(&number) {
            Ok(NumberLengthType::IsPossible) => Fit::Unassigned,
            Ok(NumberLengthType::IsPossibleLocalOnly) | Err(ValidationError::TooShort) => Fit::TooShort,
            Err(ValidationError::InvalidCountryCode) => Fit::NoCountry,
            Err(ValidationError::TooLong | ValidationError::InvalidLength) => Fit::TooLong,
        }
    };
    let zeros = if number.italian_leading_zero() { number.number_of_leading_zeros().clamp(0, 9) } else { 0 };
    let zeros = "0".repeat(usize::try_from(zeros).unwrap_or(0));
    let e164 = format!("+{}{zeros}{}", number.country_code, number.national_number);
    Some(Found { number: Box::new(number), e164, fit })
}

impl Found {
    pub fn is_valid(&self) -> bool {
        self.fit == Fit::Valid
    }

    /// National significant number.
    pub fn national(&self) -> &str {
        let code = self.number.country_code;
        let width = 1 + code.checked_ilog10().unwrap_or(0) as usize + 1;
        self.e164.get(width..).unwrap_or_default()
    }

    /// ISO code; `None` for numbers that belong to no country.
    pub fn country(&self) -> Option<String> {
        let region = PHONE_NUMBER_UTIL.get_region_for_number(&self.number).filter(|region| *region != Region::World)?;
        Some(region.as_region_str().to_string())
    }

    pub fn kind(&self) -> &'static str {
        match PHONE_NUMBER_UTIL.get_number_type(&self.number) {
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
        let national = PHONE_NUMBER_UTIL.format(&self.number, PhoneNumberFormat::National);
        let first = national.bytes().find(u8::is_ascii_digit);
        first == Some(b'0') && !self.national().starts_with('0')
    }
}

/// National and international display forms.
pub(super) fn display(e164: &str) -> Option<(String, String)> {
    let found = e164.starts_with('+').then(|| look_up(e164, None)).flatten()?;
    let show = |format| PHONE_NUMBER_UTIL.format(&found.number, format).into_owned();
    Some((show(PhoneNumberFormat::National), show(PhoneNumberFormat::International)))
}
