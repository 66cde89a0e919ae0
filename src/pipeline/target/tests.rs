use super::*;
use crate::pipeline::target::spec::Rows;

const SMALL: &str = "\
name = \"mine\"
title = \"Mine\"
checked_on = 2026-11-27
[[entity]]
records = \"contacts\"
file = \"contacts\"
column = [
    { label = \"ID\", field = \"contact_id\", required = true },
    { label = \"Mail\", field = \"email\", form = \"email\" },
]
";

fn problems(text: &str) -> Vec<String> {
    let problems = parse(text, "mine.toml").unwrap_err();
    let line = |problem: &Diagnostic| problems.places(problem).0.line;
    let help = |problem: &Diagnostic| problem.help.clone().unwrap_or_default();
    problems.all().iter().map(|problem| format!("{}: {} | {}", line(problem), problem.message, help(problem))).collect()
}

#[test]
fn shipped_targets_are_sound_and_named_as_their_files() {
    for name in names() {
        let target = load(name, Path::new("")).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(target.name, name);
        assert!(target.shipped && !target.title.is_empty() && target.checked_on > NaiveDate::default(), "{name}");
        let people = target.entities.iter().filter(|entity| entity.records == Rows::Contacts).count();
        assert_eq!(people, 1, "{name}");
        for entity in &target.entities {
            assert!(entity.columns.iter().any(|column| column.unique && column.required), "{name}.{}", entity.file);
        }
    }
    assert!(names().is_sorted());
}

#[test]
fn a_small_file_gets_defaults() {
    let target = parse(SMALL, "mine.toml").unwrap();
    assert_eq!((target.delimiter, target.bom, target.marketing, target.ids), (b',', false, false, None));
    assert_eq!(target.entities[0].columns[1].flag, ["false", "true"]);
    assert_eq!(target.error(Refusal::Email), "INVALID_EMAIL_ADDRESS");
}

#[test]
fn slips_are_named_with_line_and_suggestion() {
    let text = SMALL.replace("title", "titel").replace("\"email\", form", "\"emial\", form");
    assert_eq!(
        problems(&text),
        [
            "1: the target needs a `title` | ",
            "2: unknown key `titel` at the top of the file | did you mean `title`?",
            "9: there is no field `emial` | did you mean `email`?",
        ]
    );
    let text = SMALL.replace("required = true", "requird = true").replace("form = \"email\"", "form = \"mail\"");
    let found = problems(&text).join("\n");
    assert!(found.contains("8: unknown key `requird` in `column` | did you mean `required`?"), "{found}");
    assert!(found.contains("9: unknown form of values `mail` | did you mean `email`?"), "{found}");
    let text = SMALL.replace("\"contact_id\"", "\"full_name\"");
    assert!(problems(&text)[0].contains("no column takes `contact_id`"));
    let text = format!("date = \"%Q\"\nerrors = {{ requird = \"X\" }}\n{SMALL}");
    let found = problems(&text).join("\n");
    assert!(found.contains("1: `%Q` is no form of dates") && found.contains("did you mean `required`?"), "{found}");
}

#[test]
fn unknown_names_list_the_known_ones() {
    let error = load("hubspott", Path::new("")).unwrap_err().to_string();
    assert!(error.contains("did you mean `hubspot`?") && error.contains("salesforce_wizard"), "{error}");
    assert!(matches!(load("no/such.toml", Path::new("")), Err(TargetError::Unreadable { .. })));
}
