//! Asks a person about the pairs of `review`, the most valuable answer first.
//!
//! Reads the pairs and the fields of their records, shows both side by side, and hands every answer over at once. Not for
//! the file of answers (that is `run::labels`), nor for what an answer does (`dedupe`). Costs the shown columns of
//! `leads` and the whole of `review`, which holds a few thousand pairs at most.

mod ask;
mod read;
mod show;

pub use ask::{Keep, Tally, ask};
pub use read::read;
pub use show::write_summary;

/// What is shown of a record: the label, and the columns of `leads` whose values stand behind it.
const FIELDS: [(&str, &[&str]); 10] = [
    ("name", &["full_name"]),
    ("company", &["company"]),
    ("e-mail", &["email"]),
    ("2nd e-mail", &["email_2"]),
    ("phone", &["phone"]),
    ("mobile", &["mobile"]),
    ("street", &["street", "house_number"]),
    ("city", &["postal_code", "city"]),
    ("born", &["birth_date"]),
    ("source", &["source"]),
];

/// A record as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// `<source>:<source_key>`.
    pub id: String,
    /// Its values in the order of the shown fields; empty where there is none.
    pub values: Vec<String>,
}

/// A pair to ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The record with the smaller id.
    pub left: Record,
    /// The other.
    pub right: Record,
    /// log2 odds that both are one contact, bits.
    pub weight: f64,
    /// The same as a probability.
    pub probability: f64,
    /// Why it is asked.
    pub reason: String,
}

/// The pairs of a run that a person should look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The open ones, the most valuable answer first.
    pub questions: Vec<Question>,
    /// Pairs that are answered already.
    pub answered: usize,
}
