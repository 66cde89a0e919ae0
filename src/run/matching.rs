//! What matching was told besides the records: written into the manifest, read back to match the same records again.

use super::labels::{self, LabelError};
use crate::dedupe::Label;
use crate::pipeline::plan::{Dedupe, ExtraKind, Plan, Validate};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The options of a matching run.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchingOptions {
    /// `[dedupe]` of the pipeline.
    pub dedupe: Dedupe,
    /// Sources whose records never merge with one another.
    pub unique: Vec<String>,
    /// Columns outside the canonical fields, and how they are compared.
    pub extra: BTreeMap<String, ExtraKind>,
    /// Answers about pairs.
    pub labels: Vec<Label>,
    /// Kinds of values that validation only passed through.
    pub skip: Vec<String>,
    /// ISO 3166-1 alpha-2 code for rows that say nothing.
    pub default_country: Option<String>,
}

impl MatchingOptions {
    /// The options of a plan; `extra` are the columns that its sources turned out to have.
    ///
    /// # Errors
    /// When the labels cannot be read.
    pub fn of(plan: &Plan, extra: &BTreeMap<String, ExtraKind>) -> Result<Self, LabelError> {
        let labels = plan.dedupe.labels.as_deref().map(labels::read).transpose()?.unwrap_or_default();
        Ok(Self {
            dedupe: Dedupe { labels: None, ..plan.dedupe.clone() },
            labels,
            unique: plan
                .sources
                .iter()
                .filter(|source| source.unique || source.master || plan.dedupe.link_only)
                .map(|source| source.name.clone())
                .collect(),
            extra: extra.clone(),
            skip: plan.validate.skip.clone(),
            default_country: plan.default_country.clone(),
        })
    }

    /// The names of the sources whose records never merge with one another.
    pub fn unique(&self) -> Vec<&str> {
        self.unique.iter().map(String::as_str).collect()
    }

    /// What of `[validate]` bears on the keys of matching.
    pub fn validate(&self) -> Validate {
        Validate { skip: self.skip.clone(), ..Validate::default() }
    }

    /// `matching.options` of the manifest.
    pub fn to_json(&self) -> Value {
        let extra: Map<String, Value> =
            self.extra.iter().map(|(name, kind)| (name.clone(), kind.name().into())).collect();
        json!({
            "enabled": self.dedupe.enabled,
            "ignore": self.dedupe.ignore,
            "max_block": self.dedupe.max_block,
            "link_weight": self.dedupe.link_weight,
            "review_weight": self.dedupe.review_weight,
            "link_only": self.dedupe.link_only,
            "unique_sources": self.unique,
            "extra": extra,
            "labels": self.labels.iter().map(|label| json!([label.left, label.right, label.same])).collect::<Vec<_>>(),
            "validate_skip": self.skip,
            "default_country": self.default_country,
        })
    }

    /// The options as the manifest has them; `None` when it lacks one.
    pub fn of_json(options: &Value) -> Option<Self> {
        let texts = |name: &str| -> Option<Vec<String>> {
            options.get(name)?.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let number = |name: &str| options.get(name)?.as_f64();
        let kind = |(name, word): (&String, &Value)| {
            let word = word.as_str()?;
            let kind = ExtraKind::ALL.iter().find(|(_, known)| *known == word)?.0;
            Some((name.clone(), kind))
        };
        let label = |label: &Value| {
            let record = |at: usize| label.get(at)?.as_str().map(str::to_owned);
            Some(Label { left: record(0)?, right: record(1)?, same: label.get(2)?.as_bool()? })
        };
        Some(Self {
            dedupe: Dedupe {
                enabled: options.get("enabled")?.as_bool()?,
                ignore: texts("ignore")?,
                max_block: usize::try_from(options.get("max_block")?.as_u64()?).ok()?,
                link_weight: number("link_weight")?,
                review_weight: number("review_weight")?,
                link_only: options.get("link_only")?.as_bool()?,
                labels: None,
            },
            labels: options.get("labels")?.as_array()?.iter().map(label).collect::<Option<_>>()?,
            unique: texts("unique_sources")?,
            extra: options.get("extra")?.as_object()?.iter().map(kind).collect::<Option<_>>()?,
            skip: texts("validate_skip")?,
            default_country: options.get("default_country")?.as_str().map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_come_back_as_they_were_written() {
        let options = MatchingOptions {
            dedupe: Dedupe { ignore: vec!["phone".into()], link_weight: 1.25, ..Dedupe::default() },
            unique: vec!["crm".into()],
            labels: vec![Label { left: "a:1".into(), right: "b:2".into(), same: true }],
            extra: ExtraKind::ALL.iter().map(|(kind, word)| ((*word).to_owned(), *kind)).collect(),
            skip: vec!["company".into()],
            default_country: None,
        };
        let text = options.to_json().to_string();
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(MatchingOptions::of_json(&read), Some(options));
        assert_eq!(MatchingOptions::of_json(&json!({"enabled": true})), None);
    }
}
