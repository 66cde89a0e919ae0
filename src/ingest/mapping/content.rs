//! What the values of a column look like. Cheap byte tests on a sample, no parsing: the kernels judge values later.

use crate::pipeline::plan::ExtraKind;
use polars::prelude::StringChunked;
use rustc_hash::FxHashSet;

/// Values of a column that are looked at, spread over all of it.
const SAMPLE: usize = 600;
/// Values from the start of a column that are compared with each other: a spread sample would hide repeats.
const HEAD: usize = 20_000;

/// Forms of address, lower case.
const SALUTATIONS: &[&str] = &[
    "herr", "frau", "herrn", "hr", "fr", "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "monsieur", "madame", "mme",
    "m", "mlle", "signor", "signora", "sig", "sig.ra", "sr", "sra", "señor", "señora", "dhr", "mevr", "mevrouw", "pan",
    "pani", "firma", "familie", "divers",
];
/// Starts of academic titles, lower case.
const ACADEMIC: &[&str] =
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
const FLAGS: &[&str] = &[
    "yes", "no", "y", "n", "true", "false", "0", "1", "ja", "nein", "j", "x", "wahr", "falsch", "oui", "non", "si",
    "sì", "sí", "tak", "nie", "nee", "on", "off",
];

/// Shares of a sample, 0..1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    /// Values looked at; the shares say nothing when it is 0.
    pub sampled: usize,
    /// Different values / values, at the start of the column.
    pub distinct: f64,
    /// Different values there.
    pub distinct_count: usize,
    pub email: f64,
    pub phone: f64,
    pub mobile: f64,
    pub url: f64,
    pub date: f64,
    pub number: f64,
    pub flag: f64,
    pub postal: f64,
    pub salutation: f64,
    pub academic: f64,
    pub company: f64,
    pub has_digit: f64,
    pub mean_length: f64,
    pub blanks: f64,
}

impl Shape {
    /// Looks at values spread evenly over the column.
    pub fn of(column: &StringChunked) -> Self {
        let filled = column.len() - column.null_count();
        let step = (filled / SAMPLE).max(1);
        let sample: Vec<&str> = column.iter().flatten().step_by(step).take(SAMPLE).collect();
        let all = sample.len().max(1) as f64;
        let share = |test: &dyn Fn(&str) -> bool| sample.iter().filter(|value| test(value)).count() as f64 / all;
        let distinct: FxHashSet<&str> = column.iter().flatten().take(HEAD).collect();
        Self {
            sampled: sample.len(),
            distinct: distinct.len() as f64 / filled.clamp(1, HEAD) as f64,
            distinct_count: distinct.len(),
            email: share(&is_email),
            phone: share(&is_phone),
            mobile: share(&is_mobile),
            url: share(&is_url),
            date: share(&is_date),
            number: share(&is_number),
            flag: share(&|value| FLAGS.contains(&value.to_lowercase().as_str())),
            postal: share(&is_postal),
            salutation: share(&|value| SALUTATIONS.contains(&first_word(value).as_str())),
            academic: share(&|value| ACADEMIC.contains(&first_word(value).as_str())),
            company: share(&is_company),
            has_digit: share(&|value| value.bytes().any(|byte| byte.is_ascii_digit())),
            mean_length: sample.iter().map(|value| value.chars().count()).sum::<usize>() as f64 / all,
            blanks: share(&|value| value.contains(' ')),
        }
    }

    /// How well the values suit a field: 0 not at all, 1 fully, 0.5 when they cannot tell.
    pub fn fit(&self, field: &str) -> f64 {
        if self.sampled == 0 {
            return 0.5;
        }
        match field {
            "email" | "email_2" => self.email,
            "phone" | "mobile" | "fax" => {
                self.phone.max(if self.number > 0.8 && self.mean_length > 6.5 { 0.6 } else { 0.0 })
            }
            "website" | "domain" | "linkedin_url" => self.url,
            "postal_code" => self.postal,
            "birth_date" | "created_at" | "updated_at" | "last_activity_at" | "consent_at" | "order_date"
            | "occurred_at" | "opted_out_at" | "cancelled_at" => self.date,
            "quantity" | "unit_price" | "order_total" | "discount" | "tax" | "refunded_amount" | "annual_revenue" => {
                self.number
            }
            "employees" => self.number.max(self.has_digit),
            "score" => {
                if self.mean_length <= 12.0 {
                    0.6
                } else {
                    0.1
                }
            }
            "notes" => {
                if self.mean_length <= 2.5 {
                    0.1
                } else {
                    0.5 + (self.mean_length / 100.0).min(0.3)
                }
            }
            "salutation" => self.salutation,
            "academic_title" => self.academic,
            "job_title" if self.salutation.max(self.academic) > 0.5 => 0.1,
            "given_name" | "family_name" | "full_name" => (1.0 - self.has_digit.max(self.email)) * 0.5,
            "company" => 0.3 + 0.5 * self.company,
            "vat_id" => {
                if self.has_digit > 0.8 && self.mean_length >= 8.0 {
                    0.8
                } else {
                    0.1
                }
            }
            _ => 0.5,
        }
    }

    /// True when [`Self::fit`] has an opinion on the field that words alone could not give.
    pub fn judges(field: &str) -> bool {
        matches!(
            field,
            "email"
                | "email_2"
                | "phone"
                | "mobile"
                | "fax"
                | "website"
                | "linkedin_url"
                | "postal_code"
                | "birth_date"
                | "created_at"
                | "updated_at"
                | "last_activity_at"
                | "consent_at"
                | "order_date"
                | "occurred_at"
                | "opted_out_at"
                | "cancelled_at"
                | "quantity"
                | "unit_price"
                | "order_total"
        )
    }

    /// What a column outside the canonical fields holds.
    pub fn kind(&self, tokens: &[String]) -> ExtraKind {
        const ID_WORDS: &[&str] =
            &["id", "ids", "nr", "no", "num", "number", "nummer", "key", "code", "uuid", "guid", "hash"];
        let named_id = tokens.iter().any(|token| ID_WORDS.contains(&token.as_str()));
        if self.sampled == 0 {
            return if named_id { ExtraKind::Identifier } else { ExtraKind::Text };
        }
        if self.email > 0.8 || self.phone > 0.8 {
            return ExtraKind::Identifier;
        }
        if self.flag > 0.95 && self.distinct_count <= 3 && !named_id {
            return ExtraKind::Flag;
        }
        if self.date > 0.8 {
            return ExtraKind::Date;
        }
        let unbroken_code = self.has_digit > 0.8 && self.blanks < 0.1 && self.number < 0.9;
        if self.distinct > 0.5 && (named_id && self.has_digit > 0.5 || unbroken_code && self.distinct > 0.9) {
            return ExtraKind::Identifier;
        }
        if self.number > 0.9 {
            return ExtraKind::Number;
        }
        let repeats =
            self.distinct_count <= 60 && self.distinct < 0.5 || self.distinct_count <= 300 && self.distinct < 0.2;
        let few = repeats && self.sampled >= 20;
        if few && self.mean_length <= 40.0 { ExtraKind::Category } else { ExtraKind::Text }
    }
}

fn first_word(value: &str) -> String {
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

/// Mobile numbers of DE, AT, CH, GB, FR and IT, by prefix.
fn is_mobile(value: &str) -> bool {
    let digits: String = value.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    let digits = digits.strip_prefix("00").map_or(digits.clone(), |rest| format!("+{rest}"));
    const PREFIXES: &[&str] =
        &["+4915", "+4916", "+4917", "+436", "+417", "+447", "+336", "+337", "+393", "015", "016", "017"];
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
fn is_postal(value: &str) -> bool {
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
fn is_company(value: &str) -> bool {
    let lower = value.to_lowercase();
    let words: Vec<&str> = lower.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    value.bytes().any(|byte| byte.is_ascii_digit() || byte == b'&')
        || lower.contains("'s")
        || words.len() >= 5
        || words.iter().any(|word| COMPANY_WORDS.contains(&word.trim_matches('.')) || word.ends_with("gmbh"))
}

/// True for cells that occur in data and hardly in headers: addresses, numbers, dates, e-mails, phones.
pub(crate) fn looks_like_data(cell: &str) -> bool {
    !cell.is_empty()
        && (is_email(cell) || is_phone(cell) || is_date(cell) || is_number(cell) || cell.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::NamedFrom;
    use proptest::prelude::*;

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

    #[test]
    fn unknown_columns_get_a_kind() {
        let column = |values: Vec<String>| StringChunked::new("c".into(), values);
        let kind =
            |values: Vec<String>, header: &str| Shape::of(&column(values)).kind(&super::super::fold::tokens(header));
        let many = |make: &dyn Fn(usize) -> String| (0..200).map(make).collect::<Vec<_>>();
        assert_eq!(kind(many(&|i| ["french", "italian"][i % 2].into()), "cuisine"), ExtraKind::Category);
        assert_eq!(kind(many(&|i| format!("{}", 1_000_000 + i * 7)), "soc_sec_id"), ExtraKind::Identifier);
        assert_eq!(kind(many(&|i| format!("{}", 18 + i % 60)), "age"), ExtraKind::Number);
        assert_eq!(kind(many(&|i| format!("{:02}.05.2024", i % 28 + 1)), "besucht"), ExtraKind::Date);
        assert_eq!(kind(many(&|i| ["ja", "nein"][i % 2].into()), "vip"), ExtraKind::Flag);
        assert_eq!(kind(many(&|i| format!("some text {i} with words")), "remarks"), ExtraKind::Text);
    }

    proptest! {
        #[test]
        fn tests_never_panic(value in "\\PC{0,40}") {
            let shape = Shape::of(&StringChunked::new("c".into(), [value.as_str()]));
            prop_assert!((0.0..=1.0).contains(&shape.fit("phone")));
            looks_like_data(&value);
        }
    }
}
