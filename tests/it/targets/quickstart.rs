//! The shipped pipeline's run, exported to every target.

use super::check::{Truth, check};
use super::{read, rules};
use crate::support::{Home, repository, succeeds, table, text};

#[test]
fn every_target_takes_all_files_of_the_quickstart() {
    let home = Home::new();
    let out = home.path("out");
    succeeds(&["run", text(&repository("pipelines/quickstart.toml")), "--out", text(&out)]);
    let (contacts, organisations) = (table(&out, "contacts"), table(&out, "organisations"));
    let truth = Truth::of(&contacts, &organisations, &table(&out, "contact_fields"));
    assert!(!truth.suppressed.is_empty() && !truth.needles.is_empty() && !truth.consenting.is_empty());
    let mut problems = Vec::new();
    for rule in rules::RULES {
        succeeds(&["export", text(&out), "--target", rule.name]);
        let dir = out.join("crm").join(rule.name);
        problems.extend(check(rule.name, &dir, &truth).into_iter().map(|problem| format!("{}: {problem}", rule.name)));
        let summary = read::summary(&dir);
        let written = summary["contacts"]["new"].as_u64().unwrap() + summary["contacts"]["update"].as_u64().unwrap();
        assert!(written > 40, "{summary:#}");
        for line in read::refused(&dir) {
            assert!(!line.error.is_empty() && line.message.contains(' '), "{line:?}");
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let names: Vec<&str> = leadloom::pipeline::target::names().collect();
    let mut checked: Vec<&str> = rules::RULES.iter().map(|rule| rule.name).collect();
    checked.sort_unstable();
    assert_eq!(checked, names, "every shipped target has rules here");
}
