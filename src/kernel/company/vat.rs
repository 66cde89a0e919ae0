//! VAT ids: labels and separators removed, prefix found or added, format and check digit tested.
//!
//! Check digits of the German-speaking countries are computed here, the others by the crate `vat_id_validator`; it
//! only ever sees ASCII letters and digits. Not for:
//! asking a register whether an id is in use. Costs about a microsecond.

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
const SUFFIXES: &[&str] = &["MWST", "TVA", "IVA", "MVA", "VAT", "HR"];

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
    for c in value.chars() {
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
            c if c.is_alphanumeric() => return format_error(id),
            _ => {}
        }
    }
    let id = strip_labels(&id);
    let mut codes = Vec::new();
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
    if rest.starts_with("CHE") || rest.starts_with("NO") {
        rest = SUFFIXES.iter().find_map(|suffix| rest.strip_suffix(suffix)).unwrap_or(rest);
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
    PREFIXES
        .iter()
        .map(|(prefix, ..)| *prefix)
        .chain(UNCHECKED.iter().copied())
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

/// French numbers of digits only: the first two are the rest, times 100 plus 12, modulo 97. None for those with
/// letters.
fn french_check(id: &str) -> Option<(bool, bool)> {
    let digits = id.strip_prefix("FR").filter(|rest| rest.len() == 11 && rest.bytes().all(|b| b.is_ascii_digit()))?;
    let (key, number) = digits.split_at_checked(2)?;
    let number: u64 = number.parse().ok()?;
    Some((true, Some((number * 100 + 12) % 97) == key.parse().ok()))
}

/// Format and check digit of the German, Austrian and Swiss numbers, which are most of what is read; the crate
/// compiles or runs a regular expression for each. None for other countries.
fn own_check(id: &str, country: &str) -> Option<(bool, bool)> {
    if country == "FR" {
        return french_check(id);
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
    let parts = |id: String, check| Vat { vat_id: id, country: country.to_owned(), check };
    if code.is_empty() {
        let digits = id.bytes().filter(u8::is_ascii_digit).count();
        return if !(4..=15).contains(&digits) || prefix == "CH" {
            Verdict::because(Status::Invalid, "vat.format", parts(id, VatCheck::Format))
        } else {
            Verdict::because(Status::Suspect, "vat.unchecked", parts(id, VatCheck::None))
        };
    }
    if let Some((format, check)) = own_check(&id, country) {
        let tested = if format { VatCheck::CheckDigit } else { VatCheck::Format };
        return match (format, check) {
            (true, true) => {
                let status = if codes.is_empty() { Status::Valid } else { Status::Corrected };
                Verdict { status, codes, parts: parts(id, tested) }
            }
            (true, false) => Verdict::because(Status::Invalid, "vat.check_digit", parts(id, tested)),
            (false, _) => Verdict::because(Status::Invalid, "vat.format", parts(id, tested)),
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
