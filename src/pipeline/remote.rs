//! Addresses of servers in a pipeline: databases among the paths of a source (`postgresql://user@host/db?table=leads`),
//! object stores.
//!
//! An address is carried as a path. Whoever shows one shows it through [`shown`], which hides the password.

use std::path::Path;

/// Schemes of databases that are read.
const SCHEMES: [&str; 2] = ["postgresql://", "postgres://"];
/// Schemes of object stores that are written to.
const STORES: [&str; 6] = ["s3://", "gs://", "az://", "abfs://", "abfss://", "file:///"];
/// What stands in place of a password.
const HIDDEN: &str = "***";

/// True when the path is the address of a database.
pub fn is_remote(path: &Path) -> bool {
    path.to_str().is_some_and(|text| SCHEMES.iter().any(|scheme| text.starts_with(scheme)))
}

/// True when a text is a place of an object store.
pub fn is_object_store(text: &str) -> bool {
    STORES.iter().any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}

/// A path as it may be shown: an address without its password.
pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    let Some((scheme, rest)) = text.split_once("://").filter(|_| is_remote(path)) else { return text };
    let (place, parameters) = rest.split_once('?').map_or((rest, None), |(place, rest)| (place, Some(rest)));
    let place = match place.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((user, _)) => format!("{user}:{HIDDEN}@{host}"),
            None => place.to_string(),
        },
        None => place.to_string(),
    };
    let parameter = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if name.eq_ignore_ascii_case("password") => format!("{name}={HIDDEN}"),
        _ => pair.to_string(),
    };
    let parameters = parameters.map(|all| all.split('&').map(parameter).collect::<Vec<_>>().join("&"));
    let parameters = parameters.map_or_else(String::new, |all| format!("?{all}"));
    format!("{scheme}://{place}{parameters}")
}

/// A short name for what an address names: its table, else its database.
pub fn name(path: &Path) -> String {
    let text = path.to_string_lossy();
    let (place, parameters) = text.split_once('?').unwrap_or((&text, ""));
    let table = parameters.split('&').find_map(|pair| pair.strip_prefix("table="));
    let name = table.map_or_else(|| place.rsplit('/').next(), |table| table.rsplit('.').next());
    name.filter(|name| !name.is_empty()).unwrap_or("database").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_hidden_and_all_else_is_shown() {
        for (path, expect) in [
            (
                "postgresql://ada:geheim@db.example:5432/crm?table=leads",
                "postgresql://ada:***@db.example:5432/crm?table=leads",
            ),
            (
                "postgres://ada@db.example/crm?password=geheim&table=leads",
                "postgres://ada@db.example/crm?password=***&table=leads",
            ),
            ("postgresql://ada:a@b:c@db.example/crm", "postgresql://ada:***@db.example/crm"),
            ("postgresql:///crm", "postgresql:///crm"),
            ("data/a:b@c.csv", "data/a:b@c.csv"),
        ] {
            assert_eq!(shown(Path::new(path)), expect);
        }
        for (path, expect) in [
            ("postgres://ada:x@h/crm?table=s.leads", "leads"),
            ("postgres://h/crm", "crm"),
            ("postgres://h/", "database"),
        ] {
            assert_eq!(name(Path::new(path)), expect);
        }
        assert!(is_object_store("s3://bucket/a") && !is_object_store("s3://") && !is_object_store("bucket/a"));
        assert!(!is_remote(Path::new("https://x.example/a.csv")) && is_remote(Path::new("postgres://x/y")));
    }
}
