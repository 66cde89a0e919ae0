//! The columns that matching reads and no table holds, made again from cleaned leads.
//!
//! For commands that match the records of a finished run once more. The kernels read their own cleaned values as they
//! read the original ones, so the keys are those of the run. Costs one kernel call per distinct address and company.

use crate::engine::distinct::{Distinct, DistinctTuples};
use crate::engine::frame::{text, text_column};
use crate::kernel::{company, email, text as letters};
use crate::pipeline::plan;
use polars::prelude::*;

/// What matching wants to know of an e-mail address.
#[derive(Debug, Default)]
struct Mail {
    key: Option<String>,
    role: bool,
    free: bool,
}

/// Adds `email_key`, `email_role`, `email_free` and `company_key` to a frame with the cleaned columns `email`, `company`
/// and `country`, as [`super::leads`] made them under the same policy and default country.
///
/// # Errors
/// When one of these columns is missing or not text.
pub fn match_keys(
    leads: &DataFrame,
    policy: &plan::Validate,
    default_country: Option<&str>,
) -> PolarsResult<DataFrame> {
    let skips = |kind: &str| policy.skip.iter().any(|skipped| skipped == kind);
    let (skips_email, skips_company) = (skips("email"), skips("company"));
    let addresses = Distinct::of(text(leads, "email")?);
    let mails = addresses.map(|cell| mail(cell, skips_email));
    let of = |id: &u32| mails.get(*id as usize);
    let flag = |name: &str, of: &dyn Fn(&u32) -> bool| {
        BooleanChunked::from_iter_values(name.into(), addresses.ids.iter().map(of)).into_column()
    };
    let companies = DistinctTuples::of([text(leads, "company")?, text(leads, "country")?]);
    let names = companies.map(|[name, country]| name.map(|name| key(name, country.or(default_country), skips_company)));
    let company_keys = companies.ids.iter().map(|&id| names.get(id as usize)?.as_deref().filter(|key| !key.is_empty()));
    let mut leads = leads.clone();
    leads.with_column(text_column("email_key", addresses.ids.iter().map(|id| of(id)?.key.as_deref())))?;
    leads.with_column(flag("email_role", &|id| of(id).is_some_and(|mail| mail.role)))?;
    leads.with_column(flag("email_free", &|id| of(id).is_some_and(|mail| mail.free)))?;
    leads.with_column(text_column("company_key", company_keys))?;
    Ok(leads)
}

fn mail(cell: &str, skips: bool) -> Mail {
    if skips {
        return Mail { key: Some(letters::fold(cell)), ..Mail::default() };
    }
    let parts = email::read(cell).parts;
    Mail { key: parts.match_key, role: parts.role, free: parts.freemail }
}

fn key(name: &str, country: Option<&str>, skips: bool) -> String {
    if skips { letters::fold(name) } else { company::read(name, country).parts.match_key }
}

#[cfg(test)]
mod tests {
    use super::super::{Context, leads};
    use super::*;
    use crate::model::field::ORIGIN;
    use std::collections::BTreeMap;

    #[test]
    fn keys_made_again_are_those_of_the_run() {
        let emails =
            ["Anna.Kessler+x@GMail.com", "info@ritter-holz.at", "k.stein @ holz.at; x@y.at", "", "a@b.example"];
        let companies =
            ["Holz Ritter GmbH & Co. KG", "Fa. Ritter, Holzbau e.K.", "ACME Ltd.", "Müller AG", "stadtwerke ulm"];
        let countries = ["AT", "", "GB", "Schweiz", "DE"];
        let column =
            |name: &str, cells: [&str; 5]| text_column(name, cells.map(|cell| (!cell.is_empty()).then_some(cell)));
        let mut columns: Vec<Column> = ORIGIN.map(|name| column(name, ["1", "2", "3", "4", "5"])).to_vec();
        columns.extend([column("email", emails), column("company", companies), column("country", countries)]);
        let frame = DataFrame::new(5, columns).unwrap();
        for skip in [vec![], vec!["email".to_owned(), "company".to_owned()]] {
            let policy = plan::Validate { skip, ..plan::Validate::default() };
            let (default_country, sources) = (Some("DE"), BTreeMap::new());
            let context = Context { policy: &policy, default_country, sources: &sources, repaired: &[], postal: None };
            let run = leads(frame.clone(), &context).unwrap().frame;
            let names = ["email_key", "email_role", "email_free", "company_key"];
            let again = match_keys(&run.drop_many(names), &policy, default_country).unwrap();
            for name in names {
                assert_eq!(again.column(name).unwrap(), run.column(name).unwrap(), "{name}");
            }
        }
    }
}
