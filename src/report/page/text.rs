//! Words and numbers of a report in the reader's language.

use super::messages::{MESSAGES, REASONS};
use serde::{Deserialize, Serialize};

/// A language of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// German.
    De,
    /// English.
    En,
}

impl Lang {
    /// All of them; a report holds each.
    pub const ALL: [Self; 2] = [Self::De, Self::En];

    /// ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// The message of that key; what is not in the table shows as `⟦key⟧`, which a test looks for.
    pub fn say(self, key: &str) -> String {
        self.known(key).map_or_else(|| format!("⟦{key}⟧"), str::to_owned)
    }

    /// The message of that key, if there is one.
    pub fn known(self, key: &str) -> Option<&'static str> {
        let (_, german, english) = MESSAGES.iter().find(|(known, ..)| *known == key)?;
        Some(if self == Self::De { german } else { english })
    }

    /// A message with its `{}` filled in their order.
    pub fn fill(self, key: &str, values: &[String]) -> String {
        let message = self.say(key);
        let mut parts = message.split("{}");
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for (part, value) in parts.zip(values) {
            filled.push_str(value);
            filled.push_str(part);
        }
        filled
    }

    /// A word of a table if it is one that has a translation, else itself: `rfm.loyal`.
    pub fn word(self, family: &str, word: &str) -> String {
        self.known(&format!("{family}.{word}")).unwrap_or(word).to_owned()
    }

    /// Why something could not be estimated, which runs write in English: the same with its numbers in German.
    pub fn reason(self, english: &str) -> String {
        if self == Self::En {
            return english.to_owned();
        }
        let numbers: Vec<&str> = english.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
        let mut form = String::new();
        for c in english.chars() {
            match c {
                '0'..='9' if form.ends_with('#') => {}
                '0'..='9' => form.push('#'),
                c => form.push(c),
            }
        }
        let Some((_, german)) = REASONS.iter().find(|(known, _)| *known == form) else {
            return self.say("reason.elsewhere");
        };
        let mut numbers = numbers.into_iter();
        let number = |c: char| if c == '#' { numbers.next().unwrap_or_default().to_owned() } else { c.to_string() };
        german.chars().map(number).collect()
    }

    /// A count with its thousands apart.
    pub fn count(self, count: u64) -> String {
        self.grouped(&count.to_string())
    }

    fn grouped(self, digits: &str) -> String {
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(if self == Self::De { '.' } else { ',' });
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A number with so many decimals; a true minus before what is below 0.
    pub fn decimal(self, value: f64, places: usize) -> String {
        let text = format!("{:.places$}", value.abs());
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let is_zero = text.chars().all(|c| matches!(c, '0' | '.'));
        let sign = if value < 0.0 && !is_zero { "−" } else { "" };
        let point = match (decimals.is_empty(), self) {
            (true, _) => "",
            (_, Self::De) => ",",
            (_, Self::En) => ".",
        };
        format!("{sign}{}{point}{decimals}", self.grouped(whole))
    }

    /// A share as percent.
    pub fn percent(self, share: f64) -> String {
        let unit = if self == Self::De { "\u{a0}%" } else { "%" };
        self.decimal(share * 100.0, 1) + unit
    }

    /// A share that may have no meaning.
    pub fn maybe_percent(self, share: Option<f64>) -> String {
        share.map_or_else(|| "–".to_owned(), |share| self.percent(share))
    }

    /// An amount of hundredths.
    pub fn money(self, cents: i128) -> String {
        self.decimal(cents as f64 / 100.0, 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!((Lang::De.count(1_234_567), Lang::En.count(999)), ("1.234.567".into(), "999".into()));
        assert_eq!((Lang::De.decimal(-1234.56, 1), Lang::En.decimal(-0.04, 1)), ("−1.234,6".into(), "0.0".into()));
        assert_eq!((Lang::De.percent(0.5), Lang::En.percent(0.1234)), ("50,0\u{a0}%".into(), "12.3%".into()));
        assert_eq!(Lang::En.money(-123_456), "−1,234.56");
    }

    #[test]
    fn every_message_is_there_once_with_as_many_places_in_both_languages() {
        let mut keys = BTreeSet::new();
        for (key, german, english) in MESSAGES {
            assert!(keys.insert(key), "{key} twice");
            assert!(!german.is_empty() && !english.is_empty(), "{key}");
            assert_eq!(german.matches("{}").count(), english.matches("{}").count(), "{key}");
        }
        for (english, german) in REASONS {
            assert_eq!(english.matches('#').count(), german.matches('#').count(), "{english}");
        }
        assert_eq!(Lang::En.say("nowhere"), "⟦nowhere⟧");
        assert_eq!(Lang::De.reason("fewer than 385 pairs are linked"), "weniger als 385 Paare sind verbunden");
    }
}
