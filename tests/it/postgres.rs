//! A table of a PostgreSQL server as a source; the server is started here, from the package of the system.

use crate::support::{Home, leadloom, succeeds, table, text};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const PASSWORD: &str = "seltsam-geheim";

/// A server on a socket in a folder of its own, ended with the test.
struct Server {
    home: Home,
    process: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        // a server that is killed leaves shared memory behind: ask it
        let _ = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        let _ = self.process.wait();
    }
}

/// The folder of the newest server that is installed.
fn installed() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions.flatten().map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.into_iter().rev().find(|folder| folder.join("initdb").is_file())
}

fn number(args: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(args).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// A call as the user that may run a server: not root.
fn call(program: &Path, home: &Home) -> Command {
    let mut command = Command::new(program);
    command.current_dir(home.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    if number(&["-u"]) == Some(0) {
        let user = ["postgres", "nobody"].into_iter().find_map(|name| number(&["-u", name]).zip(number(&["-g", name])));
        let (uid, gid) = user.expect("a user other than root");
        std::os::unix::fs::chown(home.path(""), Some(uid), Some(gid)).unwrap();
        command.uid(uid).gid(gid);
    }
    command
}

impl Server {
    fn start(bin: &Path) -> Self {
        let home = Home::new();
        let password = home.file("password", PASSWORD);
        let data = home.path("data");
        let mut make = call(&bin.join("initdb"), &home);
        make.args(["-D", text(&data), "-U", "ada", "-A", "scram-sha-256", "-E", "UTF8", "--no-sync"]);
        assert!(make.args(["--pwfile", text(&password)]).status().unwrap().success());
        let mut serve = call(&bin.join("postgres"), &home);
        serve.args(["-D", text(&data), "-k", text(&home.path("")), "-c", "listen_addresses=", "-c", "fsync=off"]);
        let process = serve.spawn().unwrap();
        let server = Self { home, process };
        server.fill();
        server
    }

    fn url(&self, password: &str, rest: &str) -> String {
        let socket = text(&self.home.path("")).trim_end_matches('/').replace('/', "%2F");
        format!("postgresql://ada:{password}@{socket}/postgres{rest}")
    }

    fn fill(&self) {
        let url = self.url(PASSWORD, "");
        let mut client = (0..100)
            .find_map(|_| {
                std::thread::sleep(Duration::from_millis(100));
                postgres::Client::connect(&url, postgres::NoTls).ok()
            })
            .expect("the server answers within ten seconds");
        client
            .batch_execute(
                "CREATE SCHEMA crm; CREATE TABLE crm.leads(id int PRIMARY KEY, \"E-Mail\" text, vorname text, nachname text, \
                 plz char(5), geboren date, tags text[], umsatz numeric(12,2), foto bytea); \
                 INSERT INTO crm.leads VALUES \
                 (2, 'kurt@muster.example', 'Kurt', 'Weber', '04109', NULL, NULL, NULL, '\\x00'), \
                 (1, 'zoe@muster.example', 'Zoë', 'Müller', '01067', '1980-02-01', '{vip,messe}', 1234.50, NULL);",
            )
            .unwrap();
    }
}

fn pipeline(home: &Home, url: &str) -> PathBuf {
    home.file(
        "p.toml",
        format!("name = \"crm\"\n[[source]]\nname = \"crm\"\npath = \"{url}\"\nrecords = \"contacts\"\n"),
    )
}

#[test]
fn a_table_of_a_server_is_a_source() {
    let Some(bin) = installed() else {
        eprintln!("SKIPPED: no PostgreSQL server in /usr/lib/postgresql; install the package `postgresql` to run this");
        return;
    };
    let server = Server::start(&bin);
    let home = Home::new();
    let out = home.path("out");
    let url = server.url(PASSWORD, "?table=crm.leads");
    let planned = succeeds(&["plan", text(&pipeline(&home, &url))]);
    let ended = succeeds(&["run", text(&pipeline(&home, &url)), "--out", text(&out)]);
    let leads = table(&out, "leads");
    let cells = |name: &str| -> Vec<Option<String>> {
        let column = leads.column(name).unwrap();
        column.str().unwrap().iter().map(|cell| cell.map(str::to_string)).collect()
    };
    // ordinals by primary key, whatever order the rows were written in; the table has an order of its own
    let rows = leads.column("source_row").unwrap().i64().unwrap().iter().flatten();
    let mut read: Vec<_> = rows.zip(cells("family_name")).zip(cells("postal_code")).collect();
    read.sort();
    let row = |at, family: &str, code: &str| ((at, Some(family.to_string())), Some(code.to_string()));
    assert_eq!(read, [row(1, "Müller", "01067"), row(2, "Weber", "04109")]);
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    assert!(manifest.contains("postgresql://ada:***@"), "{manifest}");
    for shown in [&manifest, &planned.out, &ended.out, &ended.err] {
        assert!(!shown.contains(PASSWORD), "{shown}");
    }

    let query = server.url(PASSWORD, "?query=SELECT%20vorname%2C%20nachname%2C%20tags%2C%20foto%20FROM%20crm.leads");
    let found = succeeds(&["profile", &query, "--format", "json"]).out;
    for word in ["vip; messe", "Zoë", "\"binary_values\": 1"] {
        assert!(found.replace("\":1", "\": 1").contains(word), "{found}");
    }

    for (wrong, word) in [
        (server.url("falsch", "?table=crm.leads"), "password authentication failed"),
        (server.url(PASSWORD, "?table=crm.lead"), "does not exist"),
        (server.url(PASSWORD, "?query=DELETE%20FROM%20crm.leads"), "syntax error"),
    ] {
        let ended = leadloom(&["run", text(&pipeline(&home, &wrong)), "--out", text(&home.path("none"))]);
        assert!(ended.code != 0 && ended.err.contains(word), "{}", ended.err);
        assert!(!ended.err.contains(PASSWORD) && !ended.err.contains("falsch"), "{}", ended.err);
    }
}

#[test]
fn a_server_gets_the_published_tables_in_one_step() {
    let Some(bin) = installed() else {
        eprintln!("SKIPPED: no PostgreSQL server in /usr/lib/postgresql; install the package `postgresql` to run this");
        return;
    };
    let server = Server::start(&bin);
    let home = Home::new();
    let run = |rows: &str, url: &str| {
        home.file("in.csv", format!("Id;Vorname;Nachname;E-Mail;Notiz\n{rows}"));
        let text = format!(
            "name = \"p\"\nas_of = 2026-06-30\n[[source]]\nname = \"crm\"\npath = \"in.csv\"\nrecords = \"contacts\"\n\
             [output]\ndir = \"out\"\npostgres = \"{url}\"\n"
        );
        leadloom(&["run", crate::support::text(&home.file("p.toml", text))])
    };
    let url = server.url(PASSWORD, "?schema=crm_neu");
    let first = run("1;Zoë;Müller;zoe@muster.example;\"a\tb\\c\"\n2;Kurt;Weber;kurt@muster.example;\n", &url);
    assert_eq!(first.code, 0, "{}", first.err);
    let mut client = postgres::Client::connect(&server.url(PASSWORD, ""), postgres::NoTls).unwrap();
    let mut rows = |sql: &str| -> Vec<String> {
        client
            .query(sql, &[])
            .unwrap()
            .iter()
            .map(|row| row.try_get::<_, Option<String>>(0).unwrap().unwrap_or_default())
            .collect()
    };
    let names = "SELECT full_name FROM crm_neu.contacts ORDER BY 1";
    assert_eq!(rows(names), ["Kurt Weber", "Zoë Müller"]);
    assert_eq!(rows("SELECT count(*)::text FROM crm_neu.leads"), ["2"]);
    let touched = "SELECT xmin::text FROM crm_neu.contacts WHERE family_name = 'Müller'";
    let before = rows(touched);

    // one is gone, one is new, one is as it was: and is not touched
    let second = run("1;Zoë;Müller;zoe@muster.example;\"a\tb\\c\"\n3;Ada;Stein;ada@muster.example;\n", &url);
    assert_eq!(second.code, 0, "{}", second.err);
    assert_eq!(rows(names), ["Ada Stein", "Zoë Müller"]);
    assert_eq!(rows(touched), before);
    assert_eq!(rows("SELECT count(*)::text FROM crm_neu.leads"), ["2"]);

    // a server that refuses: the run is published all the same, and says so with its exit code
    let third = run("4;Max;Holz;max@muster.example;\n", &server.url("falsch", ""));
    assert_eq!(third.code, 4, "{}", third.err);
    assert!(third.err.contains("the results are published, but") && !third.err.contains("falsch"), "{}", third.err);
    assert_eq!(table(&home.path("out"), "contacts").height(), 1);
    assert_eq!(rows(names), ["Ada Stein", "Zoë Müller"]);
}
