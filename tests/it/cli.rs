//! The command line as a user meets it.

use crate::support::{Home, leadloom, repository, succeeds, table, text};

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let help = succeeds(&["--help"]).out;
    for word in [
        "run",
        "init",
        "profile",
        "check",
        "plan",
        "why",
        "how",
        "review",
        "eval",
        "synth",
        "schema",
        "completions",
        "130",
    ] {
        assert!(help.contains(word), "--help lacks {word}:\n{help}");
    }
}

#[test]
fn files_run_without_a_pipeline_and_leave_one_that_runs_again() {
    let home = Home::new();
    let first = home.file(
        "crm.csv",
        "Id,First Name,Last Name,Email,Phone\n1,Anna,Kessler,anna@kessler.example,+49 30 23125001\n\
         2,Bernd,Probst,bernd@probst.example,+49 30 23125002\n3,Carla,Stein,carla@stein.example,\n",
    );
    let second = home.file(
        "messe.csv",
        "Vorname;Nachname;E-Mail;Telefon\nAnna;Kessler;anna@kessler.example;+49 30 23125001\nDora;Kern;dora@kern.example;\n",
    );
    let out = home.path("out");
    let summary = succeeds(&["run", text(&first), text(&second), "--out", text(&out)]).out;
    assert!(summary.contains("5 leads -> 4 contacts"), "{summary}");
    let contacts = table(&out, "contacts");
    assert_eq!(contacts.height(), 4);
    let again = home.path("again");
    succeeds(&["run", text(&out.join("pipeline.toml")), "--out", text(&again)]);
    assert_eq!(table(&again, "contacts").height(), 4);
}

#[test]
fn standard_input_runs_and_its_pipeline_runs_again() {
    let home = Home::new();
    let out = home.path("out");
    let run = assert_cmd::Command::cargo_bin("leadloom")
        .unwrap()
        .args(["run", "-", "--out", text(&out)])
        .write_stdin("First Name,Last Name,Email\nAnna,Kessler,anna@kessler.example\n")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(table(&out, "leads").height(), 1);
    let again = home.path("again");
    succeeds(&["run", text(&out.join("pipeline.toml")), "--out", text(&again)]);
    assert_eq!(table(&again, "leads").height(), 1);
    assert_eq!(leadloom(&["init", "-"]).code, 2);
}

#[test]
fn a_draft_of_a_folder_passes_check_and_runs() {
    let home = Home::new();
    home.file("in/Leads_1.csv", "First Name,Last Name,Email\nAnna,Kessler,anna@kessler.example\n");
    home.file("in/Leads_2.csv", "First Name,Last Name,Email\nBernd,Probst,bernd@probst.example\n");
    home.file("in/bare.csv", "carla@stein.example;10115\ndora@kern.example;04229\nerna@holz.example;80331\n");
    let pipeline = home.path("in/pipeline.toml");
    succeeds(&["init", text(&home.path("in")), "-o", text(&pipeline)]);
    succeeds(&["check", text(&pipeline), "--inputs"]);
    let out = home.path("out");
    succeeds(&["run", text(&pipeline), "--out", text(&out)]);
    assert_eq!(table(&out, "leads").height(), 5);
}

#[test]
fn nothing_that_holds_no_leads_is_taken_for_leads() {
    let home = Home::new();
    home.file("data/people.csv", "First Name,Last Name,Email\nAnna,Kessler,anna@kessler.example\n");
    home.file("data/weather.csv", "station,humidity,pressure\nA1,40,1012\nB2,50,1009\n");
    let ended = succeeds(&["run", text(&home.path("data")), "--out", text(&home.path("out"))]);
    assert!(ended.err.contains("weather.csv"), "{}", ended.err);
    assert_eq!(table(&home.path("out"), "leads").height(), 1);
}

#[test]
fn a_failed_gate_publishes_nothing_and_exits_with_one() {
    let home = Home::new();
    home.file("people.csv", "First Name,Last Name,Email\nAnna,Kessler,anna@kessler.example\n");
    let pipeline = "name = \"p\"\n\n[[source]]\nname = \"people\"\npath = \"people.csv\"\nrecords = \"contacts\"\n\n\
                    [[gate]]\nname = \"enough\"\nmetric = \"leads\"\nseverity = \"error\"\nmin = 100\n";
    let path = home.file("p.toml", pipeline);
    let out = home.path("out");
    let ended = leadloom(&["run", text(&path), "--out", text(&out)]);
    assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
    assert!(!out.exists() && home.path("out.failed/manifest.json").exists());
    assert!(ended.err.contains("enough"), "{}", ended.err);
}

#[test]
fn a_dry_run_leaves_nothing() {
    let home = Home::new();
    let out = home.path("out");
    let pipeline = repository("pipelines/quickstart.toml");
    let ended = succeeds(&["run", text(&pipeline), "--out", text(&out), "--dry-run", "--limit", "20"]);
    assert!(ended.out.contains("not published"), "{}", ended.out);
    assert!(!out.exists());
}

#[test]
fn logs_hold_no_personal_data() {
    let home = Home::new();
    let people =
        home.file("people.csv", "First Name,Last Name,Email,Phone\nAnna,Kessler,anna@kessler.example,nonsense\n");
    let ended = leadloom(&["run", text(&people), "--out", text(&home.path("out")), "--log-format", "json", "-vv"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(!ended.err.contains("anna@kessler") && !ended.err.contains("Kessler"), "{}", ended.err);
    for line in ended.err.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "no JSON: {line}");
    }
}

#[test]
fn schemas_are_printed() {
    assert!(succeeds(&["schema", "tables"]).out.contains("purchase_years"));
    let pipeline = succeeds(&["schema", "pipeline"]).out;
    assert!(serde_json::from_str::<serde_json::Value>(&pipeline).is_ok());
    assert!(succeeds(&["schema", "codes"]).out.contains("phone."));
}

#[test]
fn plans_are_shown_in_three_forms() {
    let path = repository("pipelines/quickstart.toml");
    assert!(succeeds(&["plan", text(&path)]).out.contains("dedupe"));
    assert!(succeeds(&["plan", text(&path), "--format", "mermaid"]).out.contains("flowchart"));
    let json = succeeds(&["plan", text(&path), "--format", "json"]).out;
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}

#[test]
fn synth_gives_the_same_bytes_for_the_same_seed() {
    let home = Home::new();
    let (one, two) = (home.path("one"), home.path("two"));
    for out in [&one, &two] {
        succeeds(&["synth", "--persons", "30", "--seed", "3", "--out", text(out)]);
    }
    let read = |dir: &std::path::Path| {
        let mut files: Vec<_> =
            std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.is_file()).collect();
        files.sort();
        files.iter().map(|path| std::fs::read(path).unwrap()).collect::<Vec<_>>()
    };
    assert!(!read(&one).is_empty());
    assert!(read(&one) == read(&two));
}
