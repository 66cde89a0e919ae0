//! The JSON schema of the pipeline file, for editors and CI; derived from [`super::spec`].

use super::spec::PipelineSpec;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, transform_subschemas};
use serde_json::Value;

/// The schema as it is committed in `pipelines/pipeline.schema.json`: pretty, with a final line end.
pub fn pipeline_schema() -> String {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(without_null));
    let mut schema = settings.into_generator().into_root_schema_for::<PipelineSpec>();
    schema.insert("title".to_owned(), "leadloom pipeline".into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// TOML has no null: takes it out of the types that stand for optional keys.
fn without_null(schema: &mut Schema) {
    transform_subschemas(&mut without_null, schema);
    let is_null = |value: &Value| value == "null" || value.get("type").is_some_and(|ty| ty == "null");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|ty| !is_null(ty));
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.retain(|word| !word.is_null());
    }
    let Some(Value::Array(choices)) = schema.get_mut("anyOf") else { return };
    choices.retain(|choice| !is_null(choice));
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        schema.remove("anyOf");
        for (key, value) in only {
            schema.insert(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_schema_is_the_derived_one() {
        let committed = include_str!("../../pipelines/pipeline.schema.json");
        assert!(
            committed == pipeline_schema(),
            "pipelines/pipeline.schema.json is out of date; regenerate it with\n\
             cargo run -- schema pipeline > pipelines/pipeline.schema.json"
        );
    }

    #[test]
    fn the_schema_describes_every_key_and_knows_no_null() {
        let schema: Value = serde_json::from_str(&pipeline_schema()).unwrap();
        assert!(!schema.to_string().contains("\"null\""), "{schema}");
        let tables = schema["$defs"].as_object().unwrap().values().chain([&schema]);
        for table in tables {
            assert_eq!(table["additionalProperties"], false, "{table}");
            for (key, property) in table["properties"].as_object().unwrap() {
                assert!(property["description"].is_string(), "{key} has no description");
            }
        }
    }
}
