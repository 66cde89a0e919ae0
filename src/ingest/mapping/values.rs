//! What one value looks like: cheap tests on bytes and words, no parsing. The kernels judge values later.
//!
//! A test may be wrong about a value; it is the share of a column's values that counts.

use crate::kernel::address::{is_street, read_country};
use crate::kernel::company;
use crate::kernel::name::{is_family_name, is_given_name};
use crate::kernel::text::fold;
use crate::kernel::verdict::Status;

/// Forms of address, lower case.
pub(super) const SALUTATIONS: &[&str] = &[
    "herr", "frau", "herrn", "hr", "fr", "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "monsieur", "madame", "mme",
    "m", "mlle", "signor", "signora", "sig", "sig.ra", "sr", "sra", "señor", "señora", "dhr", "mevr", "mevrouw", "pan",
    "pani", "firma", "familie", "divers",
];
/// Starts of academic titles, lower case.
pub(super) const ACADEMIC: &[&str] =
    &["dr", "prof", "dipl", "mag", "ing", "phd", "msc", "mba", "ba", "ma", "bsc", "univ", "pd", "di"];
/// Words that companies use and people do not, lower case.
const COMPANY_WORDS: &[&str] = &[
    "gmbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "ek",
    "e.k.",
    "gbr",
    "ltd",
    "llc",
    "inc",
    "corp",
    "plc",
    "sarl",
    "sas",
    "sa",
    "srl",
    "spa",
    "bv",
    "b.v.",
    "nv",
    "oy",
    "ab",
    "verein",
    "e.v.",
    "cafe",
    "café",
    "hotel",
    "restaurant",
    "bar",
    "grill",
    "shop",
    "group",
    "holding",
    "company",
    "co",
    "the",
    "of",
    "and",
    "und",
];
/// Words of a yes/no column, lower case.
pub(super) const FLAGS: &[&str] = &[
    "yes", "no", "y", "n", "true", "false", "0", "1", "ja", "nein", "j", "x", "wahr", "falsch", "oui", "non", "si",
    "sì", "sí", "tak", "nie", "nee", "on", "off",
];

pub(super) fn first_word(value: &str) -> String {
    let word = value.split([' ', '.']).next().unwrap_or_default();
    word.to_lowercase()
}

/// One `@` with text around it and a dot behind.
pub(crate) fn is_email(value: &str) -> bool {
    match value.split_once('@') {
        Some((local, domain)) => {
            !local.is_empty()
                && value.len() <= 120
                && !value.starts_with("http")
                && domain.contains('.')
                && local.split(' ').count() < 3
        }
        None => false,
    }
}

/// Digits enough for a phone number, with a plus, a leading zero or separators.
pub(crate) fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    if !(6..=20).contains(&digits) || value.len() > 40 || is_date(value) {
        return false;
    }
    let allowed = |byte: u8| byte.is_ascii_digit() || b" +-/().'".contains(&byte);
    let others = value.bytes().filter(|&byte| !allowed(byte)).count();
    let marked = value.starts_with(['+', '0', '(', '\'']) || value.bytes().any(|byte| b" -/(".contains(&byte));
    others * 4 <= digits && marked && !value.contains('@') && !is_decimal(value)
}

fn is_decimal(value: &str) -> bool {
    let tail = value.bytes().rev().take_while(u8::is_ascii_digit).count();
    let separators = value.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    separators > 0
        && tail <= 2
        && value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b' '))
}

/// Mobile numbers of Germany and its neighbours, by prefix; national notation only where no area code looks so.
pub(super) fn is_mobile(value: &str) -> bool {
    let digits: String = value.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    let digits = digits.strip_prefix("00").map_or(digits.clone(), |rest| format!("+{rest}"));
    const PREFIXES: &[&str] = &[
        "+4915", "+4916", "+4917", "015", "016", "017", "+436", "+417", "+447", "+336", "+337", "+393", "+316", "+324",
        "+346", "+347", "+4850", "+4851", "+4853", "+4860", "+4866", "+4869", "+4872", "+4873", "+4878", "+4879",
        "+4888", "+467", "+4206", "+4207", "+352621", "+352661", "+352691",
    ];
    digits.len() >= 9 && PREFIXES.iter().any(|prefix| digits.starts_with(prefix))
}

/// A web address, with or without scheme.
pub(crate) fn is_url(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
        return true;
    }
    const FILES: &[&str] =
        &["jpg", "jpeg", "png", "gif", "pdf", "doc", "docx", "xls", "xlsx", "csv", "txt", "zip", "html"];
    let host = lower.split('/').next().unwrap_or_default();
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    !value.contains(['@', ' ', ','])
        && (2..=12).contains(&end.len())
        && !FILES.contains(&end)
        && end.bytes().all(|byte| byte.is_ascii_lowercase())
        && name.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Day, month and year in any order with separators, an ISO stamp, eight digits, or a month's name.
pub(crate) fn is_date(value: &str) -> bool {
    if !(6..=40).contains(&value.len()) {
        return false;
    }
    let head = value.split(['T', ' ']).next().unwrap_or_default();
    let separated = |separator: char| {
        let parts: Vec<&str> = head.split(separator).collect();
        parts.len() == 3
            && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
            && parts.iter().filter(|part| part.len() <= 2).count() >= 2
            && parts.iter().any(|part| part.len() == 4 || part.len() == 2)
            && parts
                .iter()
                .filter(|part| part.len() <= 2)
                .all(|part| part.parse::<u8>().is_ok_and(|number| number <= 99))
            && plausible_day_and_month(&parts)
    };
    if ['.', '-', '/'].into_iter().any(separated) {
        return true;
    }
    let compact = value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
    if compact {
        let number =
            |range: std::ops::Range<usize>| value.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
        return (1850..=2100).contains(&number(0..4))
            && (1..=12).contains(&number(4..6))
            && (1..=31).contains(&number(6..8));
    }
    let parts: Vec<&str> = value.split([' ', ',', '.']).filter(|part| !part.is_empty()).collect();
    (3..=6).contains(&parts.len())
        && parts.iter().take(2).any(|part| is_month(part))
        && value.bytes().any(|b| b.is_ascii_digit())
}

fn plausible_day_and_month(parts: &[&str]) -> bool {
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let year_first = parts.first().is_some_and(|part| part.len() == 4);
    let pair = if year_first { numbers.get(1..3) } else { numbers.get(0..2) };
    pair.is_some_and(|pair| pair.iter().all(|&number| number <= 31) && pair.iter().any(|&number| number <= 12))
}

fn is_month(word: &str) -> bool {
    const MONTHS: &[&str] = &[
        "jan", "feb", "mar", "mär", "apr", "may", "mai", "jun", "jul", "aug", "sep", "oct", "okt", "nov", "dec", "dez",
    ];
    let word = word.to_lowercase();
    MONTHS.iter().any(|month| word.starts_with(month)) && word.chars().count() <= 9
}

/// Digits with separators, sign, or a currency beside them.
pub(crate) fn is_number(value: &str) -> bool {
    const UNITS: &[&str] = &["eur", "usd", "chf", "gbp", "pln", "€", "$", "£", "%", "fr.", "kr", "zł"];
    let lower = value.to_lowercase();
    let mut body = lower.trim();
    for unit in UNITS {
        body = body.strip_prefix(unit).or_else(|| body.strip_suffix(unit)).unwrap_or(body).trim();
    }
    let body = body.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(body);
    let body = body.strip_prefix(['-', '+']).or_else(|| body.strip_suffix('-')).unwrap_or(body);
    let (mantissa, exponent) = body.split_once('e').unwrap_or((body, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let grouped = mantissa.split([' ', '\u{a0}', '\'']).skip(1).all(|group| {
        let whole = group.split(['.', ',']).next().unwrap_or_default();
        whole.len() == 3
    });
    let parts: Vec<&str> = mantissa.split(['.', ',']).collect();
    let thousands = parts.iter().rev().skip(1).rev().skip(1).all(|part| part.len() == 3);
    mantissa.bytes().any(|byte| byte.is_ascii_digit())
        && grouped
        && thousands
        && mantissa.chars().all(|letter| letter.is_ascii_digit() || ".,' \u{a0}".contains(letter))
        && !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
}

/// Short, with a digit, letters only as in British or Dutch codes, maybe a country prefix.
pub(super) fn is_postal(value: &str) -> bool {
    let body = value.trim_start_matches(['\'', '"']);
    let body = body
        .split_once('-')
        .filter(|(head, _)| head.len() <= 3 && head.bytes().all(|b| b.is_ascii_alphabetic()))
        .map_or(body, |(_, rest)| rest);
    let kept: Vec<u8> = body.bytes().filter(|byte| !matches!(byte, b' ' | b'-')).collect();
    let digits = kept.iter().filter(|byte| byte.is_ascii_digit()).count();
    (3..=9).contains(&kept.len())
        && digits >= 2
        && kept.iter().all(u8::is_ascii_alphanumeric)
        && (digits == kept.len() || kept.len() >= 5)
}

/// A legal form, a business word, a digit, `&`, one word or a long name.
pub(super) fn is_company(value: &str) -> bool {
    let lower = value.to_lowercase();
    let words: Vec<&str> = lower.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    value.bytes().any(|byte| byte.is_ascii_digit() || byte == b'&')
        || lower.contains("'s")
        || words.len() >= 5
        || words.iter().any(|word| COMPANY_WORDS.contains(&word.trim_matches('.')) || word.ends_with("gmbh"))
}

/// Up to three words, all of them given names or, behind the first, initials.
pub(super) fn is_given(value: &str) -> bool {
    let folded = fold(value);
    let words: Vec<&str> = folded.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let known = |(at, word): (usize, &&str)| is_given_name(word) || at > 0 && initial(word);
    (1..=3).contains(&words.len()) && words.iter().enumerate().all(known)
}

/// Up to three words, the last of them a family name or a part of one.
pub(super) fn is_family(value: &str) -> bool {
    let folded = fold(value);
    let words: Vec<&str> = folded.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    (1..=3).contains(&words.len()) && words.last().is_some_and(|word| is_family_name(word))
}

/// Two to five words, one of them a given name, and nothing that companies write.
pub(super) fn is_person(value: &str) -> bool {
    let folded = fold(value);
    let words: Vec<&str> = folded.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let given = |word: &&str| is_given_name(word.split('-').next().unwrap_or_default());
    (2..=5).contains(&words.len())
        && !value.bytes().any(|byte| byte.is_ascii_digit() || byte == b'&')
        && words.iter().any(given)
        && !has_legal_form(value)
}

/// A company name with its legal form.
pub(super) fn has_legal_form(value: &str) -> bool {
    value.len() <= 200
        && value.contains(' ')
        && !value.contains('@')
        && !company::read(value, None).parts.legal_form.is_empty()
}

/// A street, or words with a house number behind them.
pub(super) fn is_street_line(value: &str) -> bool {
    const ENDS: &[&str] = &["straße", "strasse", "str.", "weg", "platz", "gasse", "allee", "ring"];
    let lower = value.to_lowercase();
    if value.bytes().any(|byte| byte.is_ascii_digit()) {
        return value.chars().any(char::is_alphabetic)
            && !value.contains('@')
            && (is_street(value) || is_numbered(value));
    }
    ENDS.iter().any(|end| lower.ends_with(end))
}

/// `Word 12a`: letters in front, a house number behind.
fn is_numbered(value: &str) -> bool {
    let Some((street, number)) = value.rsplit_once(' ').map(|(street, number)| match number.len() {
        1 if !number.starts_with(|c: char| c.is_ascii_digit()) => street.rsplit_once(' ').unwrap_or((street, number)),
        _ => (street, number),
    }) else {
        return false;
    };
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits)
        && (number.len() - digits <= 1 || number.contains(['-', '/']))
        && street.chars().filter(|letter| letter.is_alphabetic()).count() >= 4
        && !street.bytes().any(|byte| byte.is_ascii_digit())
}

/// A house number: up to four digits, a letter or a range behind them.
pub(super) fn is_house_number(value: &str) -> bool {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&digits)
        && value.len() <= 9
        && value.bytes().skip(digits).all(|byte| byte.is_ascii_alphanumeric() || b" -/+".contains(&byte))
}

/// The name or code of a country.
pub(super) fn is_country(value: &str) -> bool {
    value.len() <= 60 && read_country(value).status == Status::Valid
}

/// A VAT id with its prefix.
pub(super) fn is_vat_id(value: &str) -> bool {
    let prefixed = value.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
    (8..=20).contains(&value.len())
        && prefixed
        && matches!(company::read_vat_id(value, None).status, Status::Valid | Status::Corrected)
}

/// Words without digits, as names of places are.
pub(super) fn is_wordy(value: &str) -> bool {
    value.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
        && !value.bytes().any(|byte| byte.is_ascii_digit() || b"@:".contains(&byte))
        && value.len() <= 60
}

/// A date of somebody's birth rather than of an event: the year lies before 2008.
pub(super) fn is_early_date(value: &str) -> bool {
    let years = value.split(|letter: char| !letter.is_ascii_digit()).filter(|part| part.len() == 4);
    is_date(value) && years.filter_map(|part| part.parse::<u16>().ok()).any(|year| (1900..2008).contains(&year))
}

/// True for cells that occur in data and hardly in headers: addresses, numbers, dates, e-mails, phones.
pub(crate) fn looks_like_data(cell: &str) -> bool {
    !cell.is_empty()
        && (is_email(cell) || is_phone(cell) || is_date(cell) || is_number(cell) || cell.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_apart() {
        for (value, email, phone, date, number) in [
            ("a.b@c.example", true, false, false, false),
            ("+49 351 796 55-12", false, true, false, false),
            ("030/23125-002", false, true, false, false),
            ("03.04.2024", false, false, true, false),
            ("2024-03-04 10:15:00", false, false, true, false),
            ("04 Mar 2024", false, false, true, false),
            ("19510224", false, false, true, true),
            ("1.234,56", false, false, false, true),
            ("USD 1,234.00", false, false, false, true),
            ("Weber", false, false, false, false),
        ] {
            assert_eq!((is_email(value), is_phone(value), is_date(value)), (email, phone, date), "{value}");
            assert_eq!(is_number(value), number, "{value}");
        }
    }

    #[test]
    fn postal_codes_and_urls() {
        assert!(["01067", "D-04229", "B33 7BE", "1012 AB", "6149"].into_iter().all(is_postal));
        assert!(!["Dresden", "B5", "Hauptstr. 5"].into_iter().any(is_postal));
        assert!(
            is_url("www.x.example")
                && is_url("acme.example/a")
                && !is_url("Dr. Weber")
                && !is_url("card_01.jpg")
                && !is_url("a@b.example")
        );
    }
}
