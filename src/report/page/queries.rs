//! The DuckDB query behind each section: to be run in the folder of the run.

use serde::Serialize;

/// One query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Query {
    /// Section it belongs to.
    pub section: &'static str,
    /// Table it reads, without `.parquet`.
    pub table: &'static str,
    /// Columns it reads.
    #[serde(skip)]
    pub columns: &'static [&'static str],
    /// The statement.
    pub sql: &'static str,
}

/// All of them.
pub const QUERIES: &[Query] = &[
    Query {
        section: "flow",
        table: "leads",
        columns: &["source", "contact_id"],
        sql: "select source, count(*) as leads, count(distinct contact_id) as contacts\nfrom 'leads.parquet' group by all order by leads desc;",
    },
    Query {
        section: "quality",
        table: "leads",
        columns: &["source", "email_status"],
        sql: "select source, email_status, count(*) as cells\nfrom 'leads.parquet' group by all order by all;",
    },
    Query {
        section: "findings",
        table: "findings",
        columns: &["code", "severity", "message"],
        sql: "select code, severity, any_value(message) as meaning, count(*) as cells\nfrom 'findings.parquet' group by code, severity order by cells desc;",
    },
    Query {
        section: "clusters",
        table: "contacts",
        columns: &["record_count"],
        sql: "select record_count, count(*) as contacts\nfrom 'contacts.parquet' where record_count > 0 group by all order by all;",
    },
    Query {
        section: "matching",
        table: "pairs",
        columns: &["match_weight", "decision"],
        sql: "select floor(match_weight) as bits, decision, count(*) as pairs\nfrom 'pairs.parquet' group by all order by all;",
    },
    Query {
        section: "review",
        table: "contacts",
        columns: &["contact_id", "record_count", "source_count", "match_confidence"],
        sql: "select contact_id, record_count, source_count, match_confidence\nfrom 'contacts.parquet' where record_count > 1 order by match_confidence limit 20;",
    },
    Query {
        section: "purchases",
        table: "purchase_years",
        columns: &["contact_id", "year", "orders", "is_partial_year"],
        sql: "select year, count(distinct contact_id) as customers, sum(orders) as orders, bool_or(is_partial_year) as partial\nfrom 'purchase_years.parquet' where orders > 0 group by year order by year;",
    },
    Query {
        section: "retention",
        table: "cohorts",
        columns: &["period", "cohort", "since", "cohort_size", "retention"],
        sql: "select cohort, since, cohort_size, retention\nfrom 'cohorts.parquet' where period = 'year' order by all;",
    },
    Query {
        section: "rfm",
        table: "customers",
        columns: &["rfm_segment", "r_score", "f_score"],
        sql: "select rfm_segment, r_score, f_score, count(*) as customers\nfrom 'customers.parquet' group by all order by customers desc;",
    },
    Query {
        section: "lifetime",
        table: "customers",
        columns: &["contact_id", "p_alive", "expected_orders_next_year", "expected_value_next_year", "currency"],
        sql: "select contact_id, p_alive, expected_orders_next_year, expected_value_next_year, currency\nfrom 'customers.parquet' order by expected_value_next_year desc nulls last limit 20;",
    },
    Query {
        section: "cross_sell",
        table: "cross_sell_rules",
        columns: &["product_a_name", "product_b_name", "orders_joint", "lift", "q", "log_likelihood"],
        sql: "select product_a_name, product_b_name, orders_joint, lift, q\nfrom 'cross_sell_rules.parquet' where lift > 1 order by log_likelihood desc limit 20;",
    },
    Query {
        section: "recommended",
        table: "recommendations",
        columns: &["product_id", "product_name", "kind"],
        sql: "select product_id, product_name, count(*) as contacts\nfrom 'recommendations.parquet' where kind = 'cross_sell' group by all order by contacts desc limit 20;",
    },
    Query {
        section: "consent",
        table: "contacts",
        columns: &["opt_out", "consent_email", "consent_phone"],
        sql: "select opt_out, consent_email, consent_phone, count(*) as contacts\nfrom 'contacts.parquet' group by all order by contacts desc;",
    },
    Query {
        section: "gaps",
        table: "contact_fields",
        columns: &["field", "record_id", "rule"],
        sql: "select rule, field, count(*) as cells\nfrom 'contact_fields.parquet' where record_id is null group by all order by cells desc;",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::find;

    #[test]
    fn every_query_names_a_table_and_columns_that_runs_write() {
        for query in QUERIES {
            let table = find(query.table).filter(|table| table.written).unwrap();
            assert!(query.sql.contains(&format!("from '{}.parquet'", query.table)), "{}", query.sql);
            for name in query.columns {
                assert!(table.columns().iter().any(|column| column.name == *name), "{}.{name}", query.table);
                assert!(query.sql.contains(name), "{name} in {}", query.sql);
            }
        }
    }
}
