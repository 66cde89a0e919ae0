//! `leadloom normalize` and `leadloom data`: the wire format, and what an installed postal table changes.

use crate::support::{Home, program, repository, text};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

fn normalize(args: &[&str], input: &[u8]) -> Vec<Value> {
    let output = program().arg("normalize").args(args).write_stdin(input).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    lines(&output.stdout)
}

fn lines(out: &[u8]) -> Vec<Value> {
    let text = String::from_utf8(out.to_vec()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Each line of `tests/cases/normalize/KIND.jsonl` is a question with the part of the answer that is expected; null
/// stands for a key that is absent.
#[test]
fn questions_are_answered_as_their_cases_say() {
    let mut asked = 0;
    for entry in fs::read_dir(repository("tests/cases/normalize")).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let questions = fs::read(&path).unwrap();
        let answers = normalize(&[&kind], &questions);
        let questions = lines(&questions);
        assert_eq!(answers.len(), questions.len());
        for (question, answer) in questions.iter().zip(&answers) {
            for (key, wanted) in question["expect"].as_object().unwrap() {
                assert_eq!(&answer[key], wanted, "{kind} {key}: {question} {answer}");
            }
            asked += 1;
        }
    }
    assert!(asked > 20);
}

#[test]
fn every_line_gets_one_answer_in_order() {
    let input = b"\xEF\xBB\xBF030 23125001\r\n\r\n{not json}\n{\"value\":null,\"id\":\"x7\"}\n{\"value\":\"a\\nb\"}\n030 \xFF23125002";
    let answers = normalize(&["phone", "--country", "de"], input);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!(2), &json!(3), &json!("x7"), &json!(5), &json!(6)]);
    assert_eq!(answers[0]["e164"], "+493023125001");
    assert_eq!((&answers[1]["status"], &answers[3]["status"]), (&json!("missing"), &json!("missing")));
    assert_eq!(answers[2]["status"], "invalid");
    let codes = answers[5]["codes"].as_array().map_or_else(|| vec![answers[5]["code"].clone()], Clone::clone);
    assert!(codes.contains(&json!("text.encoding")), "{}", answers[5]);
    assert_eq!(normalize(&["email"], b""), Vec::<Value>::new());
}

#[test]
fn a_partner_process_is_answered_before_it_closes_the_pipe() {
    let mut child = Command::new(program().get_program())
        .args(["normalize", "vat"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for number in 1..=3 {
        input.write_all(b"ATU12345675\n").unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], number);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

const GEONAMES: &str = "DE\t04229\tLeipzig\tSachsen\tSN\tDirektionsbezirk Leipzig\t\tLeipzig\t14713\t51.3\t12.3\t4\n\
                        DE\t02826\tGörlitz\tSachsen\tSN\t\t\tGörlitz\t14626\t51.15\t14.98\t4\n\
                        DE\t33311\tBeispiel Versand GmbH\tNordrhein-Westfalen\tNW\t\t\t\t\t51.9\t8.4\t4\n";

#[test]
fn an_installed_table_judges_codes_and_cities() {
    let home = Home::new();
    let geonames = home.file("DE.txt", GEONAMES);
    let list = home.file("plz.csv", "PLZ;Ort;Bundesland\n8010;Graz;Steiermark\n1010;Wien;Wien\n");
    let data = home.path("data");
    let call = |args: &[&str], input: &str| {
        let output = program().env("LEADLOOM_DATA_DIR", &data).args(args).write_stdin(input).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    call(&["data", "import", text(&geonames), "--licence", "CC-BY-4.0"], "");
    let told = String::from_utf8(call(&["data", "import", text(&list), "--country", "AT"], "")).unwrap();
    assert!(told.contains("5 places") && told.contains("DE.txt (CC-BY-4.0): DE") && told.contains("AT"), "{told}");

    let questions = [
        json!({"field": "postal_code", "value": "4229", "country": "DE", "city": "Leipzig"}),
        json!({"field": "postal_code", "value": "04999", "country": "DE"}),
        json!({"field": "city", "value": "02826 Gorlitz", "country": "DE"}),
        json!({"field": "city", "value": "8010 Wien", "country": "AT"}),
        json!({"field": "postal_code", "value": "33311", "country": "DE", "city": "Gütersloh"}),
    ];
    let input = questions.map(|question| question.to_string() + "\n").concat();
    let found: Vec<Value> = lines(&call(&["normalize", "address"], &input))
        .iter()
        .map(|a| json!([a["status"], a["code"], a["postal_code_known"], a["city_match"], a["city"]]))
        .collect();
    assert_eq!(
        found,
        [
            json!(["corrected", "address.lost_zero", true, true, null]),
            json!(["suspect", "address.postal_code_unknown", false, null, null]),
            json!(["corrected", "address.city_spelling", true, true, "Görlitz"]),
            json!(["suspect", "address.city_mismatch", true, false, "Wien"]),
            json!(["valid", null, true, null, null]),
        ]
    );
}

#[test]
fn a_run_uses_the_table_and_says_so() {
    let home = Home::new();
    let geonames = home.file("DE.txt", GEONAMES);
    let leads = home.file(
        "leads.csv",
        "Vorname;Nachname;PLZ;Ort;Postfach\nAnna;Kessler;04229;Leipzig;\nBernd;Probst;04999;Leipzig;\nCarla;Stein;04077;Leipzig;12 34\nDora;Kern;2826;Gorlitz;\n",
    );
    let (data, out) = (home.path("data"), home.path("out"));
    let call = |args: &[&str]| {
        let output = program().env("LEADLOOM_DATA_DIR", &data).args(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    call(&["data", "import", text(&geonames)]);
    call(&["run", text(&leads), "--out", text(&out)]);
    let table = crate::support::table(&out, "leads");
    let cells = |name: &str| -> Vec<String> {
        let column = table.column(name).unwrap().str().unwrap();
        column.iter().map(|cell| cell.unwrap_or_default().to_owned()).collect()
    };
    let (names, statuses, cities) = (cells("given_name"), cells("address_status"), cells("city"));
    let mut rows: Vec<[&str; 3]> = (0..4).map(|at| [&*names[at], &*statuses[at], &*cities[at]]).collect();
    rows.sort_unstable();
    let wanted = [
        ["Anna", "valid", "Leipzig"],
        ["Bernd", "suspect", "Leipzig"],
        ["Carla", "valid", "Leipzig"],
        ["Dora", "corrected", "Görlitz"],
    ];
    assert_eq!(rows, wanted);
    let manifest: Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["reference_data"]["postal_codes"]["sources"][0]["name"], "DE.txt");
}

#[test]
fn files_without_codes_are_refused_by_name() {
    let home = Home::new();
    let file = home.file("x.csv", "a;b\n1;2\n");
    let output =
        program().env("LEADLOOM_DATA_DIR", home.path("data")).args(["data", "import", text(&file)]).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(err.contains("x.csv") && err.contains("GeoNames"), "{err}");
    assert!(!home.path("data").exists());
}

/// Codes that need more than a cell: other cells of the row, other rows, or a table.
const NEED_MORE: &[&str] = &[
    "address.country_inferred",
    "address.spelling",
    "address.postal_code_unknown",
    "address.region_mismatch",
    "address.type",
    "company.type",
    "company.website_missing",
    "email.other_company",
    "email.other_person",
    "email.type",
    "name.swapped",
    "name.type",
    "phone.moved",
    "phone.other_country",
    "phone.type",
    "vat.type",
];

#[test]
fn every_code_is_given_to_its_example() {
    let schema = crate::support::succeeds(&["schema", "codes", "--format", "json"]).out;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let codes = schema["codes"].as_array().unwrap();
    let mut wrong = Vec::new();
    for entry in codes {
        let (code, example) = (entry["code"].as_str().unwrap(), entry["example"].as_str().unwrap());
        let (family, _) = code.split_once('.').unwrap();
        if NEED_MORE.contains(&code) || !["phone", "name", "company", "address", "email", "vat"].contains(&family) {
            continue;
        }
        let (country, value) = match example.split_once(": ") {
            Some((country, value)) if country.len() == 2 => (Some(country), value),
            _ => (None, example),
        };
        // a part of an address or a website has a field of its own
        let fields = ["address", "street", "city", "postal_code", "country", "company", "website"];
        let questions: String =
            fields.map(|field| json!({"value": value, "country": country, "field": field}).to_string() + "\n").concat();
        let answers = normalize(&[family], questions.as_bytes());
        let gives = |answer: &Value| {
            answer["code"] == code || answer["codes"].as_array().is_some_and(|codes| codes.contains(&json!(code)))
        };
        if !answers.iter().any(gives) {
            wrong.push(format!("{code}: {example} gives {}", answers[0]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
