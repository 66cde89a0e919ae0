//! Telephone numbers and VAT ids of the invented world.
//!
//! Numbers come from the ranges set aside for film and print while they last: BNetzA in Germany (notice 148/2021),
//! Ofcom in Great Britain, ARCEP in France. The other countries have none, and a large world needs more than there
//! are: these numbers are random, right in shape, and may belong to somebody. VAT ids carry right check digits on
//! random bodies.

use super::data::{COUNTRIES, Country};
use super::rng::Rng;

/// A telephone number in its parts, without separators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phone {
    /// Index in [`COUNTRIES`].
    country: usize,
    area: String,
    base: String,
    /// Extension of a company number; empty for all others.
    extension: String,
}

impl Phone {
    fn new(country: usize, area: &str, base: String) -> Self {
        Self { country, area: area.to_owned(), base, extension: String::new() }
    }

    /// The same switchboard with another extension.
    pub(super) fn extended(&self, extension: String) -> Self {
        Self { extension, ..self.clone() }
    }

    /// +49301234567
    pub(super) fn e164(&self) -> String {
        format!("+{}", self.digits())
    }

    /// 49301234567
    pub(super) fn digits(&self) -> String {
        format!("{}{}{}{}", COUNTRIES[self.country].calling_code, self.area, self.base, self.extension)
    }

    /// The number as somebody writes it down; national spellings only when `at_home`.
    pub(super) fn spelled(&self, rng: &mut Rng, at_home: bool) -> String {
        let Country { calling_code: code, trunk, .. } = COUNTRIES[self.country];
        let (area, local) = (&self.area, format!("{}{}", self.base, self.extension));
        let dashed =
            if self.extension.is_empty() { grouped(&self.base) } else { format!("{}-{}", self.base, self.extension) };
        let style = if at_home { rng.below(11) } else { rng.below(5) };
        match style {
            0 => format!("+{code}{area}{local}"),
            1 => format!("+{code} {area} {dashed}"),
            2 => format!("00{code}{area}{local}"),
            3 => format!("+{code} {area} {local}"),
            4 if trunk.is_empty() => format!("+{code} {area} {dashed}"),
            4 => format!("+{code} ({trunk}){area} {dashed}"),
            5 => format!("{trunk}{area}{local}"),
            6 => format!("{trunk}{area}/{dashed}"),
            7 => format!("{trunk}{area} {dashed}"),
            8 => format!("({trunk}{area}) {dashed}"),
            9 => format!("{trunk}{area} - {local}"),
            _ => format!("{trunk}{area} / {}", grouped(&local)),
        }
    }
}

/// Digits in groups of three from the left, the rest last.
fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

const DE: usize = 0;
const AT: usize = 1;
const CH: usize = 2;
const GB: usize = 3;
const FR: usize = 4;
const IT: usize = 5;
const NL: usize = 6;

/// BNetzA, landlines: 030 23125-000 to -999 and so on. 040 66969 is kept for companies.
const DE_LANDLINES: [(&str, &str); 4] = [("30", "23125"), ("69", "90009"), ("221", "4710"), ("89", "99998")];
/// BNetzA, single mobile numbers.
const DE_MOBILES: [(&str, &str); 10] = [
    ("152", "28817386"),
    ("152", "28895456"),
    ("152", "54599371"),
    ("172", "9925904"),
    ("172", "9968532"),
    ("172", "9973185"),
    ("172", "9973186"),
    ("172", "9980752"),
    ("174", "9091317"),
    ("174", "9464308"),
];
/// Ofcom, landlines: the last three digits are free.
const GB_LANDLINES: [(&str, &str); 4] = [("20", "7946 0"), ("161", "496 0"), ("113", "496 0"), ("131", "496 0")];
/// ARCEP, landlines: the last four digits are free.
const FR_LANDLINES: [(&str, &str); 5] = [("1", "9900"), ("2", "6191"), ("3", "5301"), ("4", "6571"), ("5", "3649")];

/// Digits starting with one of 2..=8.
fn subscriber(rng: &mut Rng, count: usize) -> String {
    format!("{}{}", rng.between(2, 8), rng.digits(count - 1))
}

/// The landline of household number `serial` in a town with that area code.
pub(super) fn landline(country: usize, area: &str, serial: usize, rng: &mut Rng) -> Phone {
    let random = subscriber(rng, 8);
    let take = |count: usize| random[..count].to_owned();
    match country {
        DE if serial < 4000 => {
            let (area, block) = DE_LANDLINES[serial % 4];
            Phone::new(country, area, format!("{block}{:03}", (serial / 4 * 367 + 11) % 1000))
        }
        GB if serial < 4000 => {
            let (area, block) = GB_LANDLINES[serial % 4];
            Phone::new(country, area, format!("{}{:03}", block.replace(' ', ""), (serial / 4 * 367 + 11) % 1000))
        }
        FR if serial < 50_000 => {
            let (area, block) = FR_LANDLINES[serial % 5];
            Phone::new(country, area, format!("{block}{:04}", (serial / 5 * 3671 + 11) % 10_000))
        }
        FR => Phone::new(country, FR_LANDLINES[serial % 5].0, format!("{}{}", FR_LANDLINES[serial % 5].1, take(4))),
        // Closed plans: area code and number together have nine digits (CH, NL, PL) or ten (GB, London).
        CH => Phone::new(country, area, take(7)),
        GB => Phone::new(country, "20", format!("7{}", take(7))),
        IT => Phone::new(country, area, take(if area.len() == 2 { 8 } else { 7 }.min(10 - area.len()))),
        AT => Phone::new(country, area, take(if area == "1" { 7 } else { 6 })),
        DE => Phone::new(country, area, take(if area.len() == 2 { 8 } else { 7 }.min(10 - area.len()).max(6))),
        _ => Phone::new(country, area, take(9 - area.len())),
    }
}

/// The mobile number of person number `serial`.
pub(super) fn mobile(country: usize, serial: usize, rng: &mut Rng) -> Phone {
    let mut with = |prefixes: &[&str], count: usize| {
        let prefix = rng.pick(prefixes);
        Phone::new(country, prefix, subscriber(rng, count))
    };
    match country {
        DE if serial < 100 => Phone::new(country, "171", format!("39200{:02}", (serial * 37 + 5) % 100)),
        DE if serial < 200 => Phone::new(country, "176", format!("040690{:02}", (serial * 37 + 5) % 100)),
        DE if serial < 210 => {
            let (area, base) = DE_MOBILES[serial - 200];
            Phone::new(country, area, base.to_owned())
        }
        DE => with(&["160", "170", "171", "172", "173", "174", "175"], 7),
        AT => with(&["650", "660", "664", "676", "699"], 7),
        CH => with(&["76", "77", "78", "79"], 7),
        GB => with(&["7400", "7411", "7426", "7454"], 6),
        FR => with(&["61", "62", "63", "66"], 7),
        IT => with(&["320", "333", "347", "348", "349"], 7),
        NL => with(&["61", "62", "64"], 7),
        _ => with(&["501", "512", "601", "604"], 6),
    }
}

/// The number of company number `serial`, without an extension: `-0` is the switchboard.
pub(super) fn company_line(country: usize, area: &str, serial: usize, rng: &mut Rng) -> Phone {
    let random = subscriber(rng, 8);
    match country {
        // BNetzA: 040 66969-000 to -999, ten extensions each for the first hundred companies.
        DE if serial < 100 => Phone::new(country, "40", format!("66969{:02}", (serial * 37 + 5) % 100)),
        DE => Phone::new(country, area, random[..if area.len() == 2 { 6 } else { 5 }].to_owned()),
        AT => Phone::new(country, area, random[..if area == "1" { 6 } else { 5 }].to_owned()),
        _ => {
            // Away from the numbers of the first households.
            let whole = landline(country, area, serial + 2000, rng);
            let base = whole.base[..whole.base.len() - 1].to_owned();
            Phone { base, ..whole }
        }
    }
}

/// A VAT id with right check digits; `None` where the country's rule is not built in.
///
/// DE: ISO 7064 MOD 11,10. AT: digits weighted 1 and 2, plus 4, to the next ten. CH: weights 5 4 3 2 7 6 5 4,
/// modulo 11 (UID register).
pub(super) fn vat_id(country: usize, rng: &mut Rng) -> Option<String> {
    match country {
        DE => {
            let body = subscriber(rng, 8);
            let mut product = 10;
            for digit in body.bytes() {
                let sum = match (u32::from(digit - b'0') + product) % 10 {
                    0 => 10,
                    sum => sum,
                };
                product = sum * 2 % 11;
            }
            Some(format!("DE{body}{}", (11 - product) % 10))
        }
        AT => {
            let body = subscriber(rng, 7);
            let sum: u32 = body
                .bytes()
                .enumerate()
                .map(|(index, digit)| {
                    let value = u32::from(digit - b'0') * (1 + index as u32 % 2);
                    value / 10 + value % 10
                })
                .sum();
            Some(format!("ATU{body}{}", (10 - (sum + 4) % 10) % 10))
        }
        CH => {
            let body = format!("{}", 10_000_000 + rng.below(89_999_999));
            let sum: u32 = body
                .bytes()
                .zip([5, 4, 3, 2, 7, 6, 5, 4])
                .map(|(digit, weight)| u32::from(digit - b'0') * weight)
                .sum();
            match (11 - sum % 11) % 11 {
                10 => None,
                check => Some(format!("CHE-{}.{}.{}{check} MWST", &body[..3], &body[3..6], &body[6..])),
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::rng::Stream;

    fn invalid(phone: &Phone) -> Option<String> {
        let parsed = rlibphonenumber::PhoneNumber::parse(phone.e164(), None).expect("a number");
        (!parsed.is_valid()).then(|| phone.e164())
    }

    #[test]
    fn numbers_are_valid_in_every_country_reserved_or_not() {
        let mut rng = Rng::derive(1, Stream::Village, 0, 0);
        let mut wrong = Vec::new();
        for (country, Country { cities, .. }) in COUNTRIES.iter().enumerate() {
            for serial in (0..220).chain(3990..4010).chain(60_000..60_400) {
                let area = cities[serial % cities.len()].area;
                let line = company_line(country, area, serial, &mut rng);
                let numbers = [
                    landline(country, area, serial, &mut rng),
                    mobile(country, serial, &mut rng),
                    line.extended("0".to_owned()),
                    line.extended("7".to_owned()),
                ];
                wrong.extend(numbers.iter().filter_map(invalid));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }

    #[test]
    fn reserved_numbers_do_not_repeat() {
        let mut rng = Rng::derive(1, Stream::Village, 0, 0);
        let mut seen = std::collections::BTreeSet::new();
        for serial in 0..4000 {
            assert!(seen.insert(landline(DE, "30", serial, &mut rng).e164()));
            if serial < 210 {
                assert!(seen.insert(mobile(DE, serial, &mut rng).e164()));
            }
        }
    }

    #[test]
    fn every_spelling_keeps_the_digits() {
        let mut rng = Rng::derive(1, Stream::Village, 0, 0);
        let phone = company_line(DE, "30", 3, &mut rng).extended("4".to_owned());
        let tail: String = phone.digits().chars().skip(4).collect();
        for _ in 0..100 {
            let cell = phone.spelled(&mut rng, true);
            let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
            assert!(digits.ends_with(&tail), "{cell}");
        }
        assert_eq!(grouped("1234567"), "123 456 7");
    }

    #[test]
    fn vat_ids_pass_their_check_digits() {
        let mut rng = Rng::derive(1, Stream::Village, 0, 0);
        for country in [DE, AT, CH] {
            let ids: Vec<String> = (0..50).filter_map(|_| vat_id(country, &mut rng)).collect();
            assert!(ids.len() > 30);
            for id in ids {
                assert!(vat_id_validator::check_vat_by_country(&id, COUNTRIES[country].iso).is_valid, "{id}");
            }
        }
        assert_eq!(vat_id(FR, &mut rng), None);
    }
}
