//! VAT ids: labels and separators removed, prefix found or added, format and check digit tested.
//!
//! Check digits of the German-speaking countries are computed here, the others by the crate `vat_id_validator`; it
//! only ever sees ASCII letters and digits. Not for:
//! asking a register whether an id is in use. Costs about a microsecond.

use super::local::push_folded;
use crate::kernel::text::is_missing_word;
use crate::kernel::verdict::{Status, Verdict};

/// How far a VAT id was tested.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum VatCheck {
    /// Not at all.
    #[default]
    None,
    /// Length and kind of characters.
    Format,
    /// Check digit too.
    CheckDigit,
}

impl VatCheck {
    /// The word the tables use; empty for [`VatCheck::None`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Format => "format",
            Self::CheckDigit => "check_digit",
        }
    }
}

/// A VAT id and what it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vat {
    /// Prefix and digits, no separators; also for a number that failed its test.
    pub vat_id: String,
    /// ISO code: GR for EL, GB for XI; empty for EU and where unknown.
    pub country: String,
    /// How far it was tested.
    pub check: VatCheck,
}

/// Labels in front of the number, upper case, letters only; longest first where one starts another.
const LABELS: &[&str] = &[
    "UMSATZSTEUERIDENTIFIKATIONSNUMMER",
    "UMSATZSTEUERIDENTNUMMER",
    "UMSATZSTEUERIDNR",
    "UMSATZSTEUERID",
    "UMSATZSTEUERNUMMER",
    "USTIDENTNR",
    "USTIDENTNUMMER",
    "USTIDNUMMER",
    "USTIDNR",
    "USTIDN",
    "USTID",
    "USTNUMMER",
    "USTNR",
    "UST",
    "MWSTNUMMER",
    "MWSTNR",
    "MWSTID",
    "MWST",
    "IDE",
    "IDI",
    "MEHRWERTSTEUERNUMMER",
    "MEHRWERTSTEUERNR",
    "MEHRWERTSTEUER",
    "EUVATNUMBER",
    "EUVAT",
    "UIDNUMMER",
    "UIDNR",
    "UID",
    "VATREGISTRATIONNUMBER",
    "VATREGISTRATIONNO",
    "VATREGNO",
    "VATNUMBER",
    "VATIDNO",
    "VATIDNR",
    "VATID",
    "VATNR",
    "VATNO",
    "VAT",
    "TVAINTRACOMMUNAUTAIRE",
    "NTVA",
    "NOTVA",
    "TVA",
    "PARTITAIVA",
    "PIVA",
    "IVA",
    "BTWNUMMER",
    "BTWNR",
    "BTWID",
    "BTW",
    "NUMEROIVA",
    "NIFIVA",
    "NIF",
    "CIF",
    "NIP",
    "DIC",
    "MOMSNR",
    "MOMS",
    "ALVNRO",
    "ALV",
    "TAXID",
    "CNPJ",
    "STEUERNUMMER",
    "STEUERNR",
];

/// What is written behind Swiss and Norwegian numbers.
const SUFFIXES: &[&str] = &["MWST", "TVA", "IVA", "TPV", "MVA", "VAT", "HR", "RC", "UST"];

/// Reads a VAT id. `country` (ISO) serves where the value has no prefix.
///
/// `valid` labels and separators removed; `corrected` a prefix added (`vat.prefix_added`); `suspect` a country
/// whose numbers cannot be tested (`vat.unchecked`); `invalid` `vat.format`, `vat.check_digit`; `missing`
/// `vat.missing`.
pub fn read_vat_id(value: &str, country: Option<&str>) -> Verdict<Vat> {
    if is_missing_word(value) {
        return Verdict::because(Status::Missing, "vat.missing", Vat::default());
    }
    let mut id = String::with_capacity(value.len());
    for c in without_remark(value).chars() {
        match c {
            c if c.is_ascii_alphanumeric() => id.push(c.to_ascii_uppercase()),
            // Old Irish numbers have them.
            '+' | '*' => id.push(c),
            // Full-width letters and digits.
            '\u{ff10}'..='\u{ff5a}' => {
                let plain = u8::try_from(u32::from(c) - 0xfee0).unwrap_or(b' ').to_ascii_uppercase();
                if plain.is_ascii_alphanumeric() {
                    id.push(plain as char);
                }
            }
            c if c.is_alphanumeric() => {
                // Labels have accents ("DIČ", "gemäß"); numbers of other scripts are none.
                let from = id.len();
                push_folded(&mut id, c);
                if !id.is_ascii() {
                    id.truncate(from);
                    return format_error(id);
                }
                id.make_ascii_uppercase();
            }
            _ => {}
        }
    }
    let whole = id;
    let id = strip_labels(&whole);
    let mut codes = Vec::new();
    if id.len() < whole.len()
        && let Some(verdict) = behind_label(id)
    {
        return verdict;
    }
    let (id, prefix) = match prefix_of(id) {
        Some(prefix) => (id.to_owned(), prefix),
        None => match added_prefix(id, country) {
            Some((full, prefix)) => {
                if prefix != "BR" {
                    codes.push("vat.prefix_added");
                }
                (full, prefix)
            }
            None => return format_error(id.to_owned()),
        },
    };
    judge(id, prefix, codes)
}

/// The value without a remark in brackets behind it ("(gültig)") and without the ".0" of a spreadsheet.
fn without_remark(value: &str) -> &str {
    let text = value.trim();
    let text = match text.rsplit_once('(') {
        Some((number, remark)) if !remark.bytes().any(|b| b.is_ascii_digit()) && has_digit(number) => number.trim_end(),
        _ => text,
    };
    text.strip_suffix(".0").filter(|number| number.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(text)
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// A number behind more words of a label than are listed ("USt-IdNr. gem. § 27a UStG: DE…"): the last prefix whose
/// number passes its test.
fn behind_label(rest: &str) -> Option<Verdict<Vat>> {
    (1..rest.len().saturating_sub(6)).rev().find_map(|at| {
        let id = rest.get(at..)?;
        let prefix = prefix_of(id)?;
        let verdict = judge(strip_suffixes(id).to_owned(), prefix, Vec::new());
        (verdict.status == Status::Valid && prefix_of(rest).is_none_or(|first| !passes(rest, first))).then_some(verdict)
    })
}

fn passes(id: &str, prefix: &'static str) -> bool {
    judge(strip_suffixes(id).to_owned(), prefix, Vec::new()).status == Status::Valid
}

fn format_error(id: String) -> Verdict<Vat> {
    let parts = Vat { vat_id: id, country: String::new(), check: VatCheck::Format };
    Verdict::because(Status::Invalid, "vat.format", parts)
}

fn strip_labels(id: &str) -> &str {
    let mut rest = id;
    while let Some(shorter) = LABELS.iter().find_map(|label| rest.strip_prefix(label)) {
        rest = shorter;
    }
    if rest.len() < id.len() && prefix_of(rest).is_none() {
        rest = ["NUMMER", "NUMBER", "NR", "NO", "ID"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    }
    strip_suffixes(rest)
}

fn strip_suffixes(id: &str) -> &str {
    let mut rest = id;
    if id.starts_with("CH") || id.starts_with("NO") {
        while let Some(shorter) = SUFFIXES.iter().find_map(|suffix| rest.strip_suffix(suffix)) {
            rest = shorter;
        }
    }
    rest
}

/// Prefix letters as the crate wants them, ISO country, for the countries it can test.
const PREFIXES: &[(&str, &str, &str)] = &[
    ("CHE", "CH", "CH"),
    ("ATU", "AT", "AT"),
    ("AT", "AT", "AT"),
    ("DE", "DE", "DE"),
    ("BE", "BE", "BE"),
    ("BG", "BG", "BG"),
    ("CY", "CY", "CY"),
    ("CZ", "CZ", "CZ"),
    ("DK", "DK", "DK"),
    ("EE", "EE", "EE"),
    ("EL", "GR", "GR"),
    ("ES", "ES", "ES"),
    ("FI", "FI", "FI"),
    ("FR", "FR", "FR"),
    ("HR", "HR", "HR"),
    ("HU", "HU", "HU"),
    ("IE", "IE", "IE"),
    ("IT", "IT", "IT"),
    ("LT", "LT", "LT"),
    ("LU", "LU", "LU"),
    ("LV", "LV", "LV"),
    ("MT", "MT", "MT"),
    ("NL", "NL", "NL"),
    ("NO", "NO", "NO"),
    ("PL", "PL", "PL"),
    ("PT", "PT", "PT"),
    ("RO", "RO", "RO"),
    ("RS", "RS", "RS"),
    ("RU", "RU", "RU"),
    ("SE", "SE", "SE"),
    ("SI", "SI", "SI"),
    ("SK", "SK", "SK"),
    ("GB", "GB", "GB"),
    ("AD", "AD", "AD"),
    ("BR", "BR", "BR"),
    ("EU", "EU", ""),
];

/// Prefixes whose numbers cannot be tested here.
const UNCHECKED: &[&str] =
    &["LI", "TR", "UA", "IS", "AL", "MK", "ME", "BA", "MC", "SM", "IM", "IN", "AU", "MD", "GE", "XK", "CH"];

fn prefix_of(id: &str) -> Option<&'static str> {
    if !id.bytes().skip(2).any(|b| b.is_ascii_digit()) {
        return None;
    }
    if id.starts_with("XI") || id.starts_with("GR") {
        return Some(if id.starts_with("XI") { "XI" } else { "GR" });
    }
    let digit_behind = |prefix: &&str| id.as_bytes().get(prefix.len()).is_some_and(u8::is_ascii_digit);
    PREFIXES
        .iter()
        .map(|(prefix, ..)| *prefix)
        .chain(UNCHECKED.iter().copied().filter(digit_behind))
        .find(|prefix| id.starts_with(prefix))
        .filter(|prefix| !(*prefix == "ATU" && id.len() < 6))
}

/// The number with the prefix of the country it is believed to be from.
fn added_prefix(id: &str, country: Option<&str>) -> Option<(String, &'static str)> {
    if !id.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    // "U12345675" is Austrian whatever the context says.
    let austrian = id.strip_prefix('U').is_some_and(|rest| rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit()));
    let country = if austrian { "AT" } else { country? };
    let (prefix, ..) = PREFIXES.iter().find(|(prefix, _, iso)| *iso == country && *prefix != "AT")?;
    if *prefix == "BR" {
        return Some((id.to_owned(), "BR"));
    }
    let id = id.strip_prefix('U').filter(|_| *prefix == "ATU").unwrap_or(id);
    Some((format!("{prefix}{id}"), prefix))
}

/// French numbers of digits only: the first two are the rest, times 100 plus 12, modulo 97; the rest has its own check
/// digit (Luhn) except in Monaco. None for those with letters.
fn french_check(id: &str) -> Option<(bool, bool)> {
    let digits = id.strip_prefix("FR").filter(|rest| rest.len() == 11 && rest.bytes().all(|b| b.is_ascii_digit()))?;
    let (key, number) = digits.split_at_checked(2)?;
    let siren: u64 = number.parse().ok()?;
    let key_fits = Some((siren * 100 + 12) % 97) == key.parse().ok();
    Some((true, key_fits && (number.starts_with("000") || luhn(number))))
}

/// Every second digit from the right but one doubled, digit sums; the total is a multiple of ten.
fn luhn(digits: &str) -> bool {
    let total: u32 = digits
        .bytes()
        .rev()
        .map(|b| u32::from(b - b'0'))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
        .sum();
    total.is_multiple_of(10)
}

/// Numbers that the crate does not know: Turkey and Australia with check digits, Iceland and Liechtenstein by form.
/// None for other countries.
fn small_check(id: &str) -> Option<(bool, bool, VatCheck)> {
    let (prefix, number) = id.split_at_checked(2)?;
    let digits: Vec<u32> = number.bytes().map(|b| u32::from(b.wrapping_sub(b'0'))).collect();
    if digits.iter().any(|digit| *digit > 9) {
        return matches!(prefix, "TR" | "AU" | "IS" | "LI").then_some((false, false, VatCheck::Format));
    }
    match (prefix, digits.len()) {
        ("TR", 10) => {
            let (last, front) = digits.split_last()?;
            let total: u32 = front
                .iter()
                .zip((1..=9).rev())
                .map(|(digit, place)| match (digit + place) % 10 {
                    0 => 0,
                    shifted => match shifted * 2u32.pow(place) % 9 {
                        0 => 9,
                        rest => rest,
                    },
                })
                .sum();
            Some((true, (10 - total % 10) % 10 == *last, VatCheck::CheckDigit))
        }
        ("AU", 11) => {
            let weights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
            let total: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
            // One is taken off the first digit.
            Some((true, digits.first() != Some(&0) && (total - 10).is_multiple_of(89), VatCheck::CheckDigit))
        }
        ("IS", 5 | 6) | ("LI", 5) => Some((true, true, VatCheck::Format)),
        ("TR" | "AU" | "IS" | "LI", _) => Some((false, false, VatCheck::Format)),
        _ => None,
    }
}

/// Thirteen digits are a Romanian person's number: a weighted sum modulo 11, ten of which counts as one.
fn romanian_person(id: &str) -> Option<(bool, bool)> {
    let digits = id.strip_prefix("RO").filter(|rest| rest.len() == 13 && rest.bytes().all(|b| b.is_ascii_digit()))?;
    let mut values = digits.bytes().map(|b| u32::from(b - b'0'));
    let last = values.next_back()?;
    let total: u32 = values.zip([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]).map(|(digit, weight)| digit * weight).sum();
    let month: u32 = digits.get(3..5)?.parse().ok()?;
    let day: u32 = digits.get(5..7)?.parse().ok()?;
    let dated = (1..=12).contains(&month) && (1..=31).contains(&day);
    Some((true, dated && (total % 11) % 10 + (total % 11) / 10 == last))
}

/// Format and check digit of the German, Austrian and Swiss numbers, which are most of what is read; the crate
/// compiles or runs a regular expression for each. None for other countries.
fn own_check(id: &str, country: &str) -> Option<(bool, bool)> {
    match country {
        "FR" => return french_check(id),
        "RO" => return romanian_person(id),
        _ => {}
    }
    let (prefix, length) = match country {
        "DE" => ("DE", 9),
        "AT" => ("ATU", 8),
        "CH" => ("CHE", 9),
        _ => return None,
    };
    let Some(digits) = id
        .strip_prefix(prefix)
        .filter(|rest| rest.len() == length && rest.bytes().all(|b| b.is_ascii_digit()))
        .filter(|rest| country != "DE" || !rest.starts_with('0'))
    else {
        return Some((false, false));
    };
    let mut values = digits.bytes().map(|b| u32::from(b - b'0'));
    let last = values.next_back()?;
    let want = match country {
        // ISO 7064, MOD 11,10.
        "DE" => {
            let product = values.fold(10, |product, digit| match (digit + product) % 10 {
                0 => 20 % 11,
                sum => 2 * sum % 11,
            });
            (11 - product) % 10
        }
        // Every second digit doubled, digit sums, 4 added.
        "AT" => {
            let total: u32 = values
                .enumerate()
                .map(|(at, digit)| if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
                .sum();
            (10 - (total + 4) % 10) % 10
        }
        // Weighted sum modulo 11; a remainder of 1 is never given out.
        _ => {
            let total: u32 = values.zip([5, 4, 3, 2, 7, 6, 5, 4]).map(|(digit, weight)| digit * weight).sum();
            (11 - total % 11) % 11
        }
    };
    Some((true, want == last))
}

fn judge(mut id: String, prefix: &'static str, codes: Vec<&'static str>) -> Verdict<Vat> {
    let (mut code, mut country) = match prefix {
        "XI" => ("GB", "GB"),
        "GR" => ("GR", "GR"),
        _ => PREFIXES.iter().find(|(p, ..)| *p == prefix).map_or(("", prefix), |(_, code, iso)| (*code, *iso)),
    };
    if prefix == "CH" {
        (code, country) = ("", "CH");
    }
    if prefix == "CH" && id.len() == 11 {
        // The older spelling "CH-116.281.710" means the same number.
        id.insert(2, 'E');
        (code, country) = ("CH", "CH");
    }
    if prefix == "GR" {
        id.replace_range(..2, "EL");
    }
    if code == "BE" && id.len() == 11 {
        // Nine digits are the old form of the same number.
        id.insert(2, '0');
    }
    if code == "GR" && id.len() == 10 {
        // Eight digits are the old form of the same number.
        id.insert(2, '0');
    }
    if code == "NL" && id.get(id.len().saturating_sub(3)..).is_some_and(|end| end.starts_with('B')) {
        // Leading zeros are often left out.
        while id.len() < 14 {
            id.insert(2, '0');
        }
    }
    let parts = |id: String, check| Vat { vat_id: id, country: country.to_owned(), check };
    let outcome = if code.is_empty() {
        small_check(&id)
    } else if code == "NL" && id.ends_with("B00") {
        Some((false, false, VatCheck::Format))
    } else {
        own_check(&id, country)
            .map(|(format, check)| (format, check, if format { VatCheck::CheckDigit } else { VatCheck::Format }))
    };
    if let Some((format, check, tested)) = outcome {
        return match (format, check) {
            (true, true) => {
                let status = if codes.is_empty() { Status::Valid } else { Status::Corrected };
                Verdict { status, codes, parts: parts(id, tested) }
            }
            (true, false) => Verdict::because(Status::Invalid, "vat.check_digit", parts(id, tested)),
            (false, _) => Verdict::because(Status::Invalid, "vat.format", parts(id, tested)),
        };
    }
    if code.is_empty() {
        let digits = id.bytes().filter(u8::is_ascii_digit).count();
        return if !(4..=15).contains(&digits) || prefix == "CH" {
            Verdict::because(Status::Invalid, "vat.format", parts(id, VatCheck::Format))
        } else {
            Verdict::because(Status::Suspect, "vat.unchecked", parts(id, VatCheck::None))
        };
    }
    let tested = if prefix == "XI" { id.replacen("XI", "GB", 1) } else { id.clone() };
    let result = vat_id_validator::check_vat_by_country(&tested, code);
    if result.is_valid {
        let check = if code == "EU" { VatCheck::Format } else { VatCheck::CheckDigit };
        let status = if codes.is_empty() { Status::Valid } else { Status::Corrected };
        Verdict { status, codes, parts: parts(id, check) }
    } else if result.is_valid_format {
        Verdict::because(Status::Invalid, "vat.check_digit", parts(id, VatCheck::CheckDigit))
    } else {
        Verdict::because(Status::Invalid, "vat.format", parts(id, VatCheck::Format))
    }
}
