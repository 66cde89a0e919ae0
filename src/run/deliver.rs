//! A published run → servers and stores that want a copy. What fails here is told, and the run stays published.

use super::RunError;
use crate::pipeline::plan::Plan;
use std::path::Path;

/// Refuses a pipeline that asks for what this build cannot deliver, before anything is read.
///
/// # Errors
/// When it names a server or store that the program was built without.
pub fn check(plan: &Plan) -> Result<(), RunError> {
    let output = &plan.output;
    if output.postgres.is_some() && cfg!(not(feature = "postgres")) {
        return Err(RunError::NotBuilt { key: "postgres", feature: "postgres" });
    }
    if output.upload.is_some() && cfg!(not(feature = "object-store")) {
        return Err(RunError::NotBuilt { key: "upload", feature: "object-store" });
    }
    Ok(())
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

/// Copies the run in `dir` to the object store that the plan names, if it names one.
///
/// # Errors
/// When a file cannot be read, or the store cannot be reached or refuses; its manifest is then the old one.
#[cfg(feature = "object-store")]
pub fn to_object_store(plan: &Plan, dir: &Path) -> Result<(), RunError> {
    plan.output.upload.as_ref().map_or(Ok(()), |place| Ok(crate::export::upload(dir, place)?))
}

/// Nothing: this build knows no object stores, and [`check`] has said so.
///
/// # Errors
/// None.
#[cfg(not(feature = "object-store"))]
pub fn to_object_store(_: &Plan, _: &Path) -> Result<(), RunError> {
    Ok(())
}
