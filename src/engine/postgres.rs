//! Connections to PostgreSQL, for tables that are read and for tables that are written; built with the feature `postgres`.
//!
//! The password comes from the address, `PGPASSWORD` or `~/.pgpass`. Connections are not encrypted: use a tunnel where the
//! network is not trusted.

use postgres::{Client, Config, NoTls};
use std::collections::BTreeMap;
use std::time::Duration;

/// How long a connection may take to come about.
const PATIENCE: Duration = Duration::from_secs(15);

/// What an address says.
#[derive(Debug, PartialEq, Eq)]
pub struct Address {
    /// The address without the parameters that are ours.
    pub server: String,
    /// Our parameters.
    pub own: BTreeMap<String, String>,
}

impl Address {
    /// Takes the parameters of these names out of an address.
    pub fn parse(url: &str, names: &[&str]) -> Self {
        let (place, parameters) = url.split_once('?').unwrap_or((url, ""));
        let (mut own, mut others) = (BTreeMap::new(), Vec::new());
        for pair in parameters.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some((name, value)) if names.contains(&name) => drop(own.insert(name.to_owned(), unescaped(value))),
                _ => others.push(pair),
            }
        }
        let mark = if others.is_empty() { "" } else { "?" };
        Self { server: format!("{place}{mark}{}", others.join("&")), own }
    }
}

/// `%20` and `+` as blanks, other codes likewise.
fn unescaped(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = (byte == b'%').then(|| value.get(at + 1..at + 3)).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(code) => {
                out.push(code);
                at += 3;
            }
            None => {
                out.push(if byte == b'+' { b' ' } else { byte });
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Connects to the server of an address.
///
/// # Errors
/// When it cannot be reached, or refuses.
pub fn connect(address: &Address) -> Result<Client, postgres::Error> {
    let mut config: Config = address.server.parse()?;
    config.application_name("leadloom");
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(PATIENCE);
    }
    if config.get_password().is_none()
        && let Some(password) = std::env::var("PGPASSWORD").ok().or_else(|| kept_password(&config))
    {
        config.password(password);
    }
    config.connect(NoTls)
}

/// The password that `~/.pgpass` or `PGPASSFILE` keeps for a server.
fn kept_password(config: &Config) -> Option<String> {
    let file = match std::env::var_os("PGPASSFILE") {
        Some(file) => file.into(),
        None => std::env::home_dir()?.join(".pgpass"),
    };
    let host = match config.get_hosts().first() {
        Some(postgres::config::Host::Tcp(host)) => host.clone(),
        _ => "localhost".into(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let user = config.get_user().unwrap_or_default();
    let wanted = [host.as_str(), &port, config.get_dbname().unwrap_or(user), user];
    std::fs::read_to_string(file).ok()?.lines().find_map(|line| password_in(line, &wanted))
}

/// The password of a line `host:port:database:user:password`, when the line is about that server.
fn password_in(line: &str, wanted: &[&str; 4]) -> Option<String> {
    let mut fields = vec![String::new()];
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ':' if fields.len() < 5 => fields.push(String::new()),
            '\\' => fields.last_mut()?.extend(letters.next()),
            letter => fields.last_mut()?.push(letter),
        }
    }
    let [about @ .., password] = fields.as_slice() else { return None };
    let fits = |(field, wanted): (&String, &&str)| field == "*" || field == wanted;
    (about.len() == 4 && !line.starts_with('#') && about.iter().zip(wanted).all(fits)).then(|| password.clone())
}

/// What a server or the way to it says, without the address.
pub fn detail(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(refusal) => refusal.message().to_string(),
        None => {
            let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
            format!("{error}{}", cause.unwrap_or_default())
        }
    }
}

/// A name in quotes, so that it is nothing but a name.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.trim_matches('"').replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_parameters_are_taken_out_of_an_address() {
        let address = Address::parse("postgresql://ada@h/db?table=crm.leads&sslmode=disable", &["table"]);
        assert_eq!(
            (address.server.as_str(), address.own["table"].as_str()),
            ("postgresql://ada@h/db?sslmode=disable", "crm.leads")
        );
        let address = Address::parse("postgresql://h/db?query=SELECT%20*%20FROM+leads%3B", &["query"]);
        assert_eq!(
            (address.server.as_str(), address.own["query"].as_str()),
            ("postgresql://h/db", "SELECT * FROM leads;")
        );
        assert_eq!(unescaped("100%"), "100%");
    }

    #[test]
    fn kept_passwords_are_found_by_server_and_user() {
        let wanted = ["db.example", "5432", "crm", "ada"];
        assert_eq!(password_in("db.example:5432:*:ada:a\\:b:c", &wanted).as_deref(), Some("a:b:c"));
        for other in ["db.example:5433:*:ada:x", "#db.example:5432:*:ada:x", "*:*:*", ""] {
            assert_eq!(password_in(other, &wanted), None, "{other}");
        }
    }
}
