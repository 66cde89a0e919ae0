//! Pipelines, good and broken, against what must be said about them.

use super::outline::{Outline, Sample};
use super::plan::{ExtraKind, GateSeverity, Plan, Survivorship};
use super::*;
use crate::model::record::Records;
use proptest::prelude::*;

const GOOD: &str = r#"
name = "demo"
as_of = 2026-06-30
default_country = "AT"

[[source]]
name = "crm"
path = "a.csv"
records = "contacts"
master = true
trust = 1
[source.read]
delimiter = "\t"
encoding = "windows-1252"
[source.map]
email = "E-Mail"
loyalty = "Karte"
phone = { column = "Tel." }
[source.extra]
loyalty = "identifier"
birth_place = { column = "Geburtsort", type = "category" }

[[source]]
name = "shop"
path = ["o*.csv", "a.csv"]
records = "orders"

[dedupe]
ignore = ["notes", "loyalty"]
[consolidate]
email = "most_recent"
opt_out = "strictest"
[analyze]
order_key = "customer_day"
service_products = ["post", "Versand"]
[[segment]]
name = "loyal"
when = "orders >= 4"
[[gate]]
name = "few_rejects"
metric = "reject_share"
max = 0.02
[output]
csv = true
"#;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.csv", "o1.csv", "o2.csv"] {
            std::fs::write(folder.path().join(name), "x\n1\n").unwrap();
        }
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        Self(folder)
    }

    fn parse(&self, text: &str, overrides: &Overrides) -> Result<Plan, PipelineError> {
        parse(text, &self.0.path().join("p.toml"), overrides)
    }

    /// The problems as `line:column message | help`.
    fn problems(&self, text: &str, overrides: &Overrides) -> Vec<String> {
        match self.parse(text, overrides) {
            Ok(_) => Vec::new(),
            Err(PipelineError::Invalid(problems)) => problems
                .tap_render()
                .all()
                .iter()
                .map(|problem| {
                    let (place, _) = problems.places(problem);
                    let help = problem.help.as_deref().unwrap_or("");
                    let name = if place.name == text::OVERRIDE { "--set:" } else { "" };
                    format!("{name}{}:{} {} | {help}", place.line, place.column, problem.message)
                })
                .collect(),
            Err(other) => panic!("{other}"),
        }
    }
}

impl Diagnostics {
    /// Whatever is found can be shown.
    fn tap_render(&self) -> &Self {
        let rendered = self.render(true);
        assert_eq!(rendered.matches(": error").count(), self.all().len(), "{rendered}");
        self
    }
}

fn set(key: &str, value: &str) -> Overrides {
    Overrides { set: vec![(key.to_owned(), value.to_owned())], ..Overrides::default() }
}

#[test]
fn a_good_pipeline_is_resolved() {
    let folder = Folder::new();
    let plan = folder.parse(GOOD, &Overrides::default()).unwrap();
    assert_eq!((plan.name.as_str(), plan.as_of.to_string().as_str()), ("demo", "2026-06-30"));
    assert_eq!(plan.default_country.as_deref(), Some("AT"));
    let [crm, shop] = plan.sources.as_slice() else { panic!("two sources") };
    assert_eq!((crm.records, crm.master, crm.trust), (Some(Records::Contacts), true, Some(1.0)));
    assert_eq!((crm.read.delimiter, crm.read.encoding.as_deref()), (Some(b'\t'), Some("windows-1252")));
    assert_eq!(crm.map.get("phone").map(String::as_str), Some("Tel."));
    assert_eq!(crm.map.get("birth_place").map(String::as_str), Some("Geburtsort"));
    assert_eq!(crm.extra.get("birth_place"), Some(&ExtraKind::Category));
    let names: Vec<_> = shop.files.iter().map(|file| file.file_name().unwrap().to_string_lossy()).collect();
    assert_eq!(names, ["a.csv", "o1.csv", "o2.csv"]);
    assert_eq!(shop.trust, None);
    assert_eq!(plan.consolidate.rules.get("email"), Some(&Survivorship::MostRecent));
    assert_eq!(plan.analyze.service_products, ["POST", "VERSAND"]);
    assert_eq!(plan.gates[0].severity, GateSeverity::Error);
    assert!(plan.output.dir.ends_with("out/demo") && plan.output.forms.copies.csv);
    assert_eq!(plan.fingerprint.len(), 64);
}

#[test]
fn the_smallest_pipeline_has_every_default() {
    let folder = Folder::new();
    let plan = folder.parse("[[source]]\nname = \"a\"\npath = \"a.csv\"\n", &Overrides::default()).unwrap();
    assert_eq!(plan.name, "p");
    assert_eq!(plan.as_of, chrono::Local::now().date_naive());
    assert_eq!(plan.dedupe, plan::Dedupe::default());
    assert_eq!(plan.analyze, plan::Analyze::default());
    assert_eq!(plan.output.forms.row_group_rows, 122_880);
    assert_eq!(plan.sources[0].records, None);
}

#[test]
fn every_problem_has_its_place_and_help() {
    const HEAD: &str = "[[source]]\nname = \"a\"\npath = \"a.csv\"\n";
    // Text after the three lines of HEAD (or instead of them, when it holds a source), then what must be said.
    let cases: &[(&str, &[&str])] = &[
        ("nmae = \"x\"\n", &["4:1 unknown key `nmae` in `source` | did you mean `name`?"]),
        ("trust = 1.5\n", &["4:9 `trust` is 1.5, but must lie between 0 and 1"]),
        ("trust = \"high\"\n", &["4:9 `source.trust` must be a number, not a string"]),
        ("records = \"contact\"\n", &["4:11 unknown kind of records `contact` | did you mean `contacts`?"]),
        ("records = \"orders\"\nmaster = true\n", &["5:10 a source of orders cannot be the master"]),
        ("[source.map]\nemial = \"Mail\"\n", &["5:1 `emial` is not a field | did you mean `email`?"]),
        (
            "records = \"orders\"\n[source.map]\ngiven_name = \"V\"\n",
            &["6:1 `given_name` is not a field of orders | `leadloom schema fields`"],
        ),
        ("[source.extra]\nemail = \"text\"\n", &["5:1 `email` is a field of its own"]),
        ("[source.extra]\nfoo = \"txt\"\n", &["5:7 unknown kind of column `txt` | did you mean `text`?"]),
        ("[source.extra]\nfoo = { column = \"F\" }\n", &["5:7 `source.extra.foo` needs a `type`"]),
        ("[source.read]\ndelimiter = \";;\"\n", &["5:13 `delimiter` must be one ASCII character"]),
        (
            "[source.read]\nencoding = \"utf-9\"\n",
            &["5:12 `utf-9` is not the label of an encoding | did you mean `utf-8`?"],
        ),
        ("[source.read]\ntime_zone = \"UTC\"\n", &["5:1 this version has no `source.read.time_zone`"]),
        ("[score]\nfit = 3\n[[route]]\n", &["4:2 this version has no `score`", "6:3 this version has no `route`"]),
        (
            "[[enrich]]\nname = \"f\"\ntable = \"a.csv\"\non = { email = \"E\" }\nfill = { email = \"E\" }\n",
            &["8:10 `email` is looked up by and filled at once"],
        ),
        ("[dedup]\nenabled = false\n", &["4:2 unknown key `dedup` at the top of the file | did you mean `dedupe`?"]),
        ("[dedupe]\nmax_block = -1\n", &["5:13 `dedupe.max_block` must lie between 0 and 4294967295"]),
        ("[dedupe]\nreview_weight = 3\n", &["5:17 `review_weight` (3) lies above `link_weight` (0)"]),
        ("[dedupe]\nignore = [\"note\"]\n", &["5:11 there is no field or extra column `note` | did you mean `notes`?"]),
        ("[validate]\nskip = [\"phones\"]\n", &["5:9 unknown kind of values `phones` | did you mean `phone`?"]),
        ("[consolidate]\nemial = \"longest\"\n", &["5:1 unknown field `emial` | did you mean `email`?"]),
        ("[consolidate]\nemail = \"newest\"\n", &["5:9 unknown survivorship rule `newest` | one of `most_trusted`"]),
        (
            "[consolidate]\nopt_out = \"most_recent\"\n",
            &["5:11 `opt_out` follows the strictest record, whatever the others say | take the line out"],
        ),
        (
            "[[enrich]]\nname = \"f\"\ntable = \"a.csv\"\non = { email = \"E\" }\nfill = { consent_email = \"C\" }\n",
            &["8:10 `consent_email` is told by the person, not filled | read the table as a source"],
        ),
        ("[consolidate]\nemail = \"strictest\"\n", &["5:9 `email` has no strictest value"]),
        (
            "[[segment]]\nname = \"A b\"\nwhen = \" \"\n",
            &["5:8 `A b` cannot be the name of a segment", "6:8 the expression is empty"],
        ),
        ("[[segment]]\nname = \"a\"\n", &["4:1 `segment` needs a `when`"]),
        ("[[gate]]\nname = \"g\"\nmetric = \"leads\"\n", &["4:1 the gate has neither `min` nor `max`"]),
        (
            "[[gate]]\nname = \"g\"\nmetric = \"reject_shar\"\nmax = 2\nseverity = \"fatal\"\n",
            &[
                "6:10 unknown metric `reject_shar` | did you mean `reject_share`?",
                "8:12 unknown severity `fatal` | one of `warn`, `error`",
            ],
        ),
        (
            "[[gate]]\nname = \"g\"\nmetric = \"reject_share\"\nmax = 2\n",
            &["7:7 a share lies between 0 and 1, not at 2 | 2 % is 0.02"],
        ),
        ("[[gate]]\nname = \"g\"\nmetric = \"leads\"\nmin = 5\nmax = 2\n", &["7:7 `min` (5) lies above `max` (2)"]),
        ("[output]\nrow_group_rows = 1\n", &["5:18 `output.row_group_rows` must lie between 1000 and 1000000"]),
        ("[[source]]\nname = \"a\"\npath = \"a.csv\"\n", &["5:8 there are two sources called `a`"]),
        (
            "[[source]]\nname = \"Hub-Spot\"\npath = \"o1.csv\"\n",
            &[
                "5:8 `Hub-Spot` cannot be the name of a source | names begin with a letter a to z and go on with a to z, 0 to 9 and _: `hub_spot`",
            ],
        ),
        ("[[source]]\nname = \"b\"\n", &["4:1 `source` needs a `path`"]),
        ("[[source]]\nname = \"b\"\npath = \"A.csv\"\n", &["6:8 there is no file `A.csv` | did you mean `a.csv`?"]),
        ("[[source]]\nname = \"b\"\npath = \"x*.csv\"\n", &["6:8 no file matches `x*.csv`"]),
        (
            "[[source]]\nname = \"b\"\npath = \"sub\"\n",
            &[
                "6:8 the folder `sub` holds no file of a type that is read | name the files themselves if they have other names",
            ],
        ),
        ("[[source]]\nname = \"b\"\npath = [\"a.csv\", 3]\n", &["6:18 `source.path` must be a string, not an integer"]),
        (
            "[[source]]\nname = \"b\"\npath = \"s3://b/x.csv\"\n",
            &["6:8 this version reads local files only, not `s3://`"],
        ),
    ];
    let folder = Folder::new();
    for (text, expected) in cases {
        let problems = folder.problems(&format!("{HEAD}{text}"), &Overrides::default());
        assert_eq!(problems.len(), expected.len(), "{text}\n{problems:#?}");
        for (problem, expected) in problems.iter().zip(*expected) {
            assert!(problem.starts_with(expected), "{text}\nexpected {expected}\nfound    {problem}");
        }
    }
}

#[test]
fn problems_at_the_top_of_the_file() {
    let folder = Folder::new();
    let tail = "[[source]]\nname = \"a\"\npath = \"a.csv\"\n";
    for (text, expected) in [
        ("default_country = \"UK\"\n", "1:19 `UK` is not a country code | the United Kingdom is `GB`"),
        ("default_country = \"de\"\n", "1:19 `de` is not a country code | did you mean `DE`?"),
        ("as_of = 2026-06-30T10:00:00\n", "1:9 `as_of` must be a calendar date such as 2026-06-30, not a date"),
        ("as_of = \"2026-02-30\"\n", "1:9 `as_of` must be a calendar date such as 2026-06-30, not a string"),
        ("name = \"\"\n", "1:8 the pipeline's `name` is empty"),
        ("pipeline = 1\n", "1:1 unknown key `pipeline` at the top of the file"),
        ("gate = 1\n", "1:8 `gate` must be a list, not an integer"),
    ] {
        let problems = folder.problems(&format!("{text}{tail}"), &Overrides::default());
        assert_eq!(problems.len(), 1, "{text}\n{problems:#?}");
        assert!(problems[0].starts_with(expected), "expected {expected}\nfound    {}", problems[0]);
    }
    assert_eq!(folder.problems("", &Overrides::default()), ["1:1 the pipeline needs a `source` | "]);
    let single = folder.problems("[source]\nname = \"a\"\npath = \"a.csv\"\n", &Overrides::default());
    assert_eq!(single, ["1:1 `source` is a list of tables | write `[[source]]`"]);
}

#[test]
fn syntax_errors_do_not_hide_other_problems() {
    let folder = Folder::new();
    let text = "name = \nnmae = 1\n[[source]]\nname = \"a\"\npath = \"a.csv\"\ntrust = 7\n";
    let problems = folder.problems(text, &Overrides::default());
    assert!(problems[0].starts_with("1:") && problems[0].contains("TOML: "), "{problems:#?}");
    assert!(problems.iter().any(|problem| problem.starts_with("2:1 unknown key `nmae`")), "{problems:#?}");
    assert!(problems.iter().any(|problem| problem.starts_with("6:9 `trust` is 7")), "{problems:#?}");
    for broken in [
        "[[",
        "= = =",
        "a = \"",
        "[source]\n[[source]]",
        "\u{feff}name = 1",
        "a.b = 1\na = 2",
        "x = 99999999999999999999",
    ] {
        assert!(!folder.problems(broken, &Overrides::default()).is_empty(), "{broken}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(at in 0..600_usize, cut in 0..20_usize, put in "[\\[\\]={}\"'.,#\r\n\t a-c0-9äß\u{feff}]{0,6}") {
        let mut text = GOOD.replace('\n', if cut % 2 == 0 { "\r\n" } else { "\n" });
        let at = at.min(text.len() - 1);
        text.replace_range(at..(at + cut).min(text.len()), &put);
        if let Err(PipelineError::Invalid(problems)) = parse(&text, Path::new("nowhere/p.toml"), &Overrides::default()) {
            prop_assert!(problems.render(false).starts_with("nowhere/p.toml:"));
        }
    }

    #[test]
    fn no_override_makes_it_panic(key in "[a-z_.0-9ä]{0,20}", value in ".{0,12}") {
        if let Err(PipelineError::Invalid(problems)) = parse(GOOD, Path::new("nowhere/p.toml"), &set(&key, &value)) {
            prop_assert!(problems.render(false).contains(": error"));
        }
    }
}

#[test]
fn overrides_are_put_in_before_anything_is_judged() {
    let folder = Folder::new();
    let plan = folder.parse(GOOD, &set("dedupe.max_block", "50")).unwrap();
    assert_eq!(plan.dedupe.max_block, 50);
    let plan = folder.parse(GOOD, &set("default_country", "CH")).unwrap();
    assert_eq!(plan.default_country.as_deref(), Some("CH"));
    let plan = folder.parse(GOOD, &set("source.shop.trust", "0.25")).unwrap();
    assert_eq!(plan.sources[1].trust, Some(0.25));
    let plan = folder.parse(GOOD, &set("source.0.trust", "0.75")).unwrap();
    assert_eq!(plan.sources[0].trust, Some(0.75));
    let plan = folder.parse(GOOD, &set("validate.skip", "[\"phone\"]")).unwrap();
    assert_eq!(plan.validate.skip, ["phone"]);
}

#[test]
fn problems_of_overrides_name_the_flag() {
    let folder = Folder::new();
    for (key, value, expected) in [
        ("dedupe.max_blok", "5", "--set:1:8 unknown key `max_blok` in `dedupe` | did you mean `max_block`?"),
        ("dedupe.max_block", "many", "--set:1:18 `dedupe.max_block` must be a whole number, not a string"),
        ("source.shopp.trust", "1", "--set:1:8 `--set`: nothing here is called `shopp` | did you mean `shop`?"),
        ("name.x", "1", "--set:1:6 `--set`: `x` is looked for in a string"),
        ("dedupe..x", "1", "--set:1:1 `--set dedupe..x=1`: the key has a gap"),
        ("default_country", "XX", "--set:1:17 `XX` is not a country code"),
    ] {
        let problems = folder.problems(GOOD, &set(key, value));
        assert_eq!(problems.len(), 1, "{key}\n{problems:#?}");
        assert!(problems[0].starts_with(expected), "expected {expected}\nfound    {}", problems[0]);
    }
}

#[test]
fn flags_of_the_command_line_win() {
    let folder = Folder::new();
    let day = NaiveDate::from_ymd_opt(2025, 12, 31);
    let overrides = Overrides { out: Some("elsewhere".into()), as_of: day, limit: Some(10), ..Overrides::default() };
    let plan = folder.parse(GOOD, &overrides).unwrap();
    assert_eq!((Some(plan.as_of), plan.limit), (day, Some(10)));
    assert_eq!(plan.output.dir, Path::new("elsewhere"));
}

#[test]
fn the_fingerprint_follows_what_is_done_and_nothing_else() {
    let (one, two) = (Folder::new(), Folder::new());
    let plain = one.parse(GOOD, &Overrides::default()).unwrap().fingerprint;
    assert_eq!(plain, two.parse(GOOD, &Overrides::default()).unwrap().fingerprint, "another folder");
    let out = Overrides { out: Some("x".into()), ..Overrides::default() };
    assert_eq!(plain, one.parse(GOOD, &out).unwrap().fingerprint, "another output folder");
    assert_eq!(
        plain,
        one.parse(&GOOD.replace("csv = true", "csv = true # yes"), &Overrides::default()).unwrap().fingerprint
    );
    assert_ne!(plain, one.parse(GOOD, &set("dedupe.max_block", "50")).unwrap().fingerprint);
}

#[test]
fn a_grid_of_the_user_is_read_with_the_pipeline_and_is_part_of_the_fingerprint() {
    let folder = Folder::new();
    let plain = folder.parse(GOOD, &Overrides::default()).unwrap();
    assert!(plain.analyze.rfm_grid.is_none());
    let named = GOOD.replace("order_key", "rfm_grid = \"grid.csv\"\norder_key");
    let line = named.lines().position(|line| line.starts_with("rfm_grid")).unwrap() + 1;
    let gone = folder.problems(&named, &Overrides::default());
    assert!(gone[0].starts_with(&format!("{line}:12 cannot read the RFM grid `grid.csv`")), "{gone:?}");
    let write = |text: &str| std::fs::write(folder.0.path().join("grid.csv"), text).unwrap();
    write("name,r_min,r_max,f_min,f_max\nall,,,,7\n,1,,,\n");
    let wrong = folder.problems(&named, &Overrides::default());
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].starts_with(&format!("{line}:12 grid.csv:2: `7` in f_max is no score | scores are 1 to 5")));
    write("name,r_min,r_max,f_min,f_max\nall,,,,\n");
    let all = folder.parse(&named, &Overrides::default()).unwrap();
    assert_eq!(all.analyze.rfm_grid.as_ref().and_then(|grid| grid.name(3, 3, None)), Some("all"));
    write("name,r_min,r_max,f_min,f_max\neverybody,,,,\n");
    let everybody = folder.parse(&named, &Overrides::default()).unwrap();
    assert!(plain.fingerprint != all.fingerprint && all.fingerprint != everybody.fingerprint);
}

#[test]
fn files_that_are_not_there_are_told_from_wrong_configurations() {
    let folder = Folder::new();
    let only = |text: &str| match folder.parse(text, &Overrides::default()) {
        Err(PipelineError::Invalid(problems)) => problems.only_inputs(),
        _ => panic!("{text} is broken"),
    };
    assert!(only("[[source]]\nname = \"a\"\npath = \"gone.csv\"\n"));
    assert!(!only("[[source]]\nname = \"a\"\npath = \"gone.csv\"\ntrust = 2\n"));
}

#[test]
fn problems_of_segments_point_into_the_expression() {
    let folder = Folder::new();
    let plan = folder.parse(GOOD, &Overrides::default()).unwrap();
    let problems = plan.segment_problem(0, Some(0..6), "unknown column `orders`", Some("did you mean `order`?".into()));
    let line = GOOD.lines().position(|line| line.starts_with("when")).unwrap() + 1;
    let rendered = problems.render(false);
    assert!(
        rendered.lines().next().unwrap().contains(&format!("p.toml:{line}:9: error: unknown column")),
        "{rendered}"
    );
    assert!(rendered.contains("^^^^^^") && !rendered.contains("^^^^^^^"), "{rendered}");
    assert_eq!(plan.segment_span(9), 0..0);
}

#[test]
fn a_file_that_is_not_utf8_or_not_there_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.toml");
    assert!(matches!(load(&path, &Overrides::default()), Err(PipelineError::Unreadable { .. })));
    std::fs::write(&path, b"name = \"caf\xe9\"\n").unwrap();
    let Err(PipelineError::Invalid(problems)) = load(&path, &Overrides::default()) else { panic!("not UTF-8") };
    assert!(problems.render(false).contains("p.toml:1:12: error: the file is not UTF-8"), "{problems}");
}

#[test]
fn the_outline_estimates_and_draws() {
    let folder = Folder::new();
    let plan = folder.parse(GOOD, &Overrides::default()).unwrap();
    let sample = |_: &Path| Ok(Sample { bytes: 1_000, text_bytes: 1_000, rows: Some(1_000) });
    let outline = Outline::new(&plan, sample).unwrap();
    assert_eq!((outline.rows, outline.leads, outline.candidate_pairs), (Some(4_000), Some(1_000), Some(16_000)));
    assert!(outline.memory_bytes > 80 << 20);
    let names: Vec<_> = outline.stages.iter().map(|stage| stage.name).collect();
    assert_eq!(names, ["ingest", "validate", "dedupe", "consolidate", "analyze", "export"]);
    let json = outline.json(&plan);
    assert_eq!(json["plan"]["sources"][1]["path"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["estimate"]["leads"], 1_000);
    let limited = folder.parse(GOOD, &Overrides { limit: Some(10), ..Overrides::default() }).unwrap();
    assert_eq!(Outline::new(&limited, sample).unwrap().candidate_pairs, Some(45));
}
