//! Published tables → servers that want a copy. What fails here is told, and the run stays published.

use super::RunError;
use crate::pipeline::plan::Plan;
use std::path::Path;

/// Refuses a pipeline that asks for what this build cannot deliver, before anything is read.
///
/// # Errors
/// When it names a PostgreSQL server and the program was built without.
pub fn check(plan: &Plan) -> Result<(), RunError> {
    match &plan.output.postgres {
        Some(_) if cfg!(not(feature = "postgres")) => Err(RunError::NoPostgres),
        _ => Ok(()),
    }
}

/// Writes the tables of the run in `dir` to the PostgreSQL server that the plan names, if it names one.
///
/// # Errors
/// When a table cannot be read, or the server cannot be reached or refuses; it then has what it had.
#[cfg(feature = "postgres")]
pub fn to_postgres(plan: &Plan, dir: &Path) -> Result<(), RunError> {
    use crate::export::Delivery;
    use crate::model::table::{TABLES, Table};
    use crate::report::folder::whole_table;

    let Some(url) = &plan.output.postgres else { return Ok(()) };
    let tables: Vec<&'static Table> = TABLES.iter().filter(|table| table.written).collect();
    let read = |table: &'static Table| {
        whole_table(dir, table.name).map_err(|error| RunError::Previous {
            path: dir.join(format!("{}.parquet", table.name)),
            message: error.to_string(),
        })
    };
    Delivery::open(url)?.write(&tables, read)
}

/// Nothing: this build has no servers to write to, and [`check`] has said so.
///
/// # Errors
/// None.
#[cfg(not(feature = "postgres"))]
pub fn to_postgres(_: &Plan, _: &Path) -> Result<(), RunError> {
    Ok(())
}
