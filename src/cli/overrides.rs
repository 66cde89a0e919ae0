//! Flags that change what a pipeline file says.

use crate::pipeline::Overrides;
use chrono::NaiveDate;
use clap::Args;
use std::path::PathBuf;

/// Flags that change what a pipeline file says.
#[derive(Debug, Clone, Default, Args)]
pub struct OverrideArgs {
    /// Folder of the result, instead of `output.dir`
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The day the run takes for today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<NaiveDate>,
    /// Read at most N rows of each source
    #[arg(long, value_name = "N", value_parser = rows)]
    pub limit: Option<usize>,
    /// Set a key of the pipeline: `dedupe.max_block=50`, `source.crm.trust=1`; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = pair)]
    pub set: Vec<(String, String)>,
}

impl OverrideArgs {
    /// The flags as the pipeline takes them.
    pub fn overrides(&self) -> Overrides {
        Overrides { out: self.out.clone(), as_of: self.as_of, set: self.set.clone(), limit: self.limit }
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => Ok((key.trim().to_owned(), value.trim().to_owned())),
        _ => Err("write KEY=VALUE, such as dedupe.max_block=50".to_owned()),
    }
}

fn rows(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("0 rows make no run".to_owned()),
        Ok(rows) => Ok(rows),
        Err(_) => Err("not a number of rows".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_split_at_the_first_equals_sign() {
        assert_eq!(pair("a.b = x=1"), Ok(("a.b".to_owned(), "x=1".to_owned())));
        assert!(pair("a.b").is_err() && pair("=1").is_err());
        assert!(rows("0").is_err() && rows("x").is_err() && rows("5") == Ok(5));
    }
}
