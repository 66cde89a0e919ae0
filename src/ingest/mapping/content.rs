//! What the values of a column look like. Cheap byte tests on a sample, no parsing: the kernels judge values later.

use super::values::{
    ACADEMIC, FLAGS, SALUTATIONS, first_word, has_legal_form, is_company, is_country, is_date, is_early_date, is_email,
    is_family, is_given, is_house_number, is_mobile, is_number, is_person, is_phone, is_postal, is_street_line, is_url,
    is_vat_id, is_wordy,
};
use crate::pipeline::plan::ExtraKind;
use polars::prelude::StringChunked;
use rustc_hash::FxHashSet;

/// Values of a column that are looked at, spread over all of it.
const SAMPLE: usize = 600;
/// Of these the ones that words are looked up for.
const CLOSE: usize = 120;
/// Values from the start of a column that are compared with each other: a spread sample would hide repeats.
const HEAD: usize = 20_000;

/// Cells from which on a column is too long to be walked through for a sample.
const MANY: usize = 100_000;

/// Filled cells spread over a long column, without a look at those between.
fn spread(column: &StringChunked) -> Vec<&str> {
    let step = column.len() / (8 * SAMPLE);
    let mut sample = Vec::with_capacity(SAMPLE);
    let mut next = 0;
    for piece in column.downcast_iter() {
        while next < piece.len() {
            sample.extend(piece.get(next));
            next += step;
        }
        next -= piece.len();
    }
    let thin = (sample.len() / SAMPLE).max(1);
    sample.into_iter().step_by(thin).take(SAMPLE).collect()
}

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
    /// Known given names and nothing else.
    pub given: f64,
    /// Known family names.
    pub family: f64,
    /// Given and family name in one cell.
    pub person: f64,
    /// Companies with their legal form.
    pub legal: f64,
    pub street: f64,
    pub house_number: f64,
    pub country: f64,
    pub vat: f64,
    /// Words without digits.
    pub wordy: f64,
    /// Dates that lie too far back for anything but a birthday.
    pub early_date: f64,
}

impl Shape {
    /// Looks at values spread evenly over the column.
    pub fn of(column: &StringChunked) -> Self {
        let filled = column.len() - column.null_count();
        let step = (filled / SAMPLE).max(1);
        let sample: Vec<&str> = match column.len() > MANY {
            true => spread(column),
            false => column.iter().flatten().step_by(step).take(SAMPLE).collect(),
        };
        let all = sample.len().max(1) as f64;
        let share = |test: &dyn Fn(&str) -> bool| sample.iter().filter(|value| test(value)).count() as f64 / all;
        let close: Vec<&str> = sample.iter().step_by((sample.len() / CLOSE).max(1)).take(CLOSE).copied().collect();
        let closely = |test: &dyn Fn(&str) -> bool| {
            close.iter().filter(|value| test(value)).count() as f64 / close.len().max(1) as f64
        };
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
            given: closely(&is_given),
            family: closely(&is_family),
            person: closely(&is_person),
            legal: closely(&has_legal_form),
            street: closely(&is_street_line),
            house_number: closely(&is_house_number),
            country: closely(&is_country),
            vat: closely(&is_vat_id),
            wordy: closely(&is_wordy),
            early_date: closely(&is_early_date),
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
            "job_title" if self.wordy > 0.8 && self.mean_length > 5.0 => 0.65,
            "given_name" => self.nameable() + 0.4 * self.given,
            "family_name" => (self.nameable() + 0.3 * self.family - 0.3 * self.person).max(0.0),
            // names that come back again and again are those of one's own people
            "full_name" if self.sampled >= 10 && self.distinct < 0.4 => 0.2,
            "full_name" => self.nameable() + 0.4 * self.person,
            "company" if self.person > 0.6 && self.legal < 0.1 => 0.2,
            "company" => 0.4 + 0.5 * self.company.max(self.legal),
            "house_number" => self.house_number,
            "country" => self.country,
            "source_key" => 0.2 + 0.6 * self.distinct * (1.0 - self.blanks),
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

    /// Half when the values may be names at all.
    fn nameable(&self) -> f64 {
        (1.0 - self.has_digit.max(self.email)) * 0.5
    }

    /// True for values that the field cannot hold, whatever the header says: yes and no under `E-Mail`, numbers under
    /// `Position`.
    pub fn forbids(&self, field: &str) -> bool {
        if self.sampled < 2 {
            return false;
        }
        match field {
            "email" | "email_2" | "phone" | "mobile" | "fax" | "website" => self.flag >= 0.9,
            "job_title" | "given_name" | "family_name" | "full_name" | "salutation" | "city" => {
                self.number.max(self.date) >= 0.95
            }
            "source_key" | "customer_id" => self.flag >= 0.9 && self.distinct_count <= 3,
            _ => false,
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

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::NamedFrom;
    use proptest::prelude::*;

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
            crate::ingest::mapping::values::looks_like_data(&value);
        }
    }
}
