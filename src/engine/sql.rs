//! SQL expressions over the columns of a table, checked when the plan is made.
//!
//! Polars' SQL front end parses and translates; here column names are checked before anything runs, with a suggestion
//! for a misspelt one, and the result must be a truth value. Not for whole queries: no SELECT, no sub-queries.

use crate::engine::frame::dtype;
use crate::model::table::Table;
use polars::prelude::*;
use std::fmt;

/// Why an expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SqlError {
    /// It is not a SQL expression this program understands; the message says why.
    Syntax(String),
    /// It names a column that does not exist.
    UnknownColumn {
        /// The name.
        name: String,
        /// The column that was probably meant.
        suggestion: Option<String>,
    },
    /// Its result is not true or false.
    NotBoolean,
}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "not a usable SQL expression: {message}"),
            Self::UnknownColumn { name, suggestion: Some(suggestion) } => {
                write!(f, "there is no column \"{name}\"; did you mean \"{suggestion}\"?")
            }
            Self::UnknownColumn { name, suggestion: None } => {
                write!(f, "there is no column \"{name}\" (text stands in single quotes, names in double quotes)")
            }
            Self::NotBoolean => write!(f, "the expression must be true or false, like orders >= 2"),
        }
    }
}

impl std::error::Error for SqlError {}

/// Translates a condition and checks the names of its columns.
///
/// # Errors
/// [`SqlError`]. Types are not known here; [`compile_typed`] checks them too.
pub fn compile(expression: &str, columns: &[&str]) -> Result<Expr, SqlError> {
    let expr = polars::sql::sql_expr(expression).map_err(|error| SqlError::Syntax(message(&error)))?;
    for node in &expr {
        match node {
            Expr::Column(name) if !columns.contains(&name.as_str()) => {
                return Err(SqlError::UnknownColumn {
                    name: name.to_string(),
                    suggestion: suggestion(name, columns.iter().copied()),
                });
            }
            Expr::Selector(_) => return Err(SqlError::Syntax("name the columns, * is not a condition".to_owned())),
            Expr::SubPlan(..) => return Err(SqlError::Syntax("sub-queries are not supported".to_owned())),
            _ => {}
        }
    }
    if never_boolean(&expr) { Err(SqlError::NotBoolean) } else { Ok(expr) }
}

/// Translates a condition over columns of known types; text in the form of a date (`'2026-01-31'`) that is compared with
/// a date column is taken for a date.
///
/// # Errors
/// [`SqlError`]; types that do not go together are [`SqlError::Syntax`].
pub fn compile_typed(expression: &str, schema: &Schema) -> Result<Expr, SqlError> {
    let columns: Vec<&str> = schema.iter_names().map(PlSmallStr::as_str).collect();
    let expr = compile(expression, &columns)?.map_expr(|node| dated(node, schema));
    match expr.to_field(schema) {
        Ok(field) if field.dtype == DataType::Boolean => Ok(expr),
        Ok(_) => Err(SqlError::NotBoolean),
        Err(error) => Err(SqlError::Syntax(message(&error))),
    }
}

/// The columns of a table with their types.
pub fn schema_of(table: &Table) -> Schema {
    table.columns().into_iter().map(|column| Field::new(column.name.into(), dtype(column.ty))).collect()
}

/// The name most like that one, when it is alike at all.
pub fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let lower = name.to_lowercase();
    let alike = known.map(|known| (strsim::jaro_winkler(&lower, &known.to_lowercase()), known));
    let best = alike.fold(None, |best: Option<(f64, &str)>, one| match best {
        Some(best) if best.0 >= one.0 => Some(best),
        _ => Some(one),
    });
    best.filter(|(alike, _)| *alike >= 0.8).map(|(_, known)| known.to_owned())
}

fn message(error: &PolarsError) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

fn never_boolean(expr: &Expr) -> bool {
    match expr {
        Expr::Alias(inner, _) => never_boolean(inner),
        Expr::BinaryExpr { op, .. } => op.is_arithmetic(),
        Expr::Literal(value) => !matches!(value.get_datatype(), DataType::Boolean),
        _ => false,
    }
}

/// A comparison of a date column with text in the form of a date, as a comparison of dates.
fn dated(node: Expr, schema: &Schema) -> Expr {
    let Expr::BinaryExpr { left, op, right } = node else { return node };
    let is_date = |expr: &Expr| matches!(expr, Expr::Column(name) if schema.get(name) == Some(&DataType::Date));
    if !op.is_comparison() {
        return Expr::BinaryExpr { left, op, right };
    }
    let (left, right) = if is_date(&left) {
        let right = as_date(right);
        (left, right)
    } else if is_date(&right) {
        (as_date(left), right)
    } else {
        (left, right)
    };
    Expr::BinaryExpr { left, op, right }
}

fn as_date(expr: std::sync::Arc<Expr>) -> std::sync::Arc<Expr> {
    let written = match expr.as_ref() {
        Expr::Literal(value) => value.extract_str().and_then(|text| text.parse::<chrono::NaiveDate>().ok()),
        _ => None,
    };
    match written {
        Some(date) => std::sync::Arc::new(lit(date).cast(DataType::Date)),
        None => expr,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Schema {
        [
            Field::new("orders".into(), DataType::Int32),
            Field::new("country".into(), DataType::String),
            Field::new("last_order".into(), DataType::Date),
            Field::new("as_of".into(), DataType::Date),
            Field::new("net".into(), DataType::Decimal(18, 2)),
            Field::new("opt_out".into(), DataType::Boolean),
        ]
        .into_iter()
        .collect()
    }

    #[test]
    fn conditions_compile() {
        for expression in [
            "orders >= 2",
            "orders BETWEEN 2 AND 5 AND country IN ('DE', 'AT')",
            "net > 1000.50 OR opt_out",
            "last_order < '2026-01-31'",
            "last_order BETWEEN '2026-01-01' AND '2026-01-31'",
            "last_order >= DATE '2026-01-31'",
            "last_order < as_of - INTERVAL '90 days'",
            "country IS NULL",
            "country LIKE 'D%' AND NOT opt_out",
            "COALESCE(orders, 0) = 0",
            "orders > AVG(orders)",
            "CASE WHEN orders > 3 THEN TRUE ELSE FALSE END",
        ] {
            assert!(
                compile_typed(expression, &schema()).is_ok(),
                "{expression}: {:?}",
                compile_typed(expression, &schema())
            );
        }
    }

    #[test]
    fn misspelt_columns_are_named_with_a_suggestion() {
        let unknown = |expression: &str| match compile(expression, &["orders", "last_order", "country"]) {
            Err(SqlError::UnknownColumn { name, suggestion }) => (name, suggestion),
            other => panic!("{expression}: {other:?}"),
        };
        assert_eq!(unknown("ordres >= 2"), ("ordres".to_owned(), Some("orders".to_owned())));
        assert_eq!(
            unknown("orders > 1 AND Last_Order IS NULL"),
            ("Last_Order".to_owned(), Some("last_order".to_owned()))
        );
        assert_eq!(unknown("country = \"DE\""), ("DE".to_owned(), None));
        assert_eq!(unknown("CASE WHEN zzz THEN TRUE ELSE FALSE END"), ("zzz".to_owned(), None));
        assert_eq!(unknown("COALESCE(kountry, 'x') = 'DE'"), ("kountry".to_owned(), Some("country".to_owned())));
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for expression in ["orders + 1", "'text'", "orders", "42", "UPPER(country)"] {
            assert_eq!(compile_typed(expression, &schema()), Err(SqlError::NotBoolean), "{expression}");
        }
        for expression in ["", "orders >=", "SELECT 1", "orders > 2 ORDER BY 1", "nofunc(orders)", "*", "(orders", "))"]
        {
            assert!(matches!(compile_typed(expression, &schema()), Err(SqlError::Syntax(_))), "{expression}");
        }
    }

    #[test]
    fn text_that_looks_like_a_date_is_compared_as_one() {
        // 2026-01-31 is day 20,484.
        let frame = df!("last_order" => [20_483_i32, 20_484, 20_485]).expect("a frame");
        let frame = frame.lazy().with_column(col("last_order").cast(DataType::Date)).collect().expect("dates");
        let expr = compile_typed("last_order > '2026-01-31'", frame.schema()).expect("a condition");
        let kept = frame.lazy().filter(expr).collect().expect("a filter");
        assert_eq!(kept.height(), 1);
    }
}
