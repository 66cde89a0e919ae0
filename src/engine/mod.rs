//! The only glue between kernels and polars: distinct values once, frames in the shape of a table, SQL expressions, connections to databases.
//!
//! Not for: rules about leads (kernels and stages have those) or files (`ingest` and `export`).

pub mod arrow;
pub mod distinct;
pub mod frame;
#[cfg(feature = "postgres")]
pub mod postgres;
pub mod sort;
pub mod sql;
