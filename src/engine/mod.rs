//! The only glue between kernels and polars: distinct values once, frames in the shape of a table, SQL expressions.
//!
//! Not for: rules about leads (kernels and stages have those) or files (`ingest` and `export`).

pub mod arrow;
pub mod distinct;
pub mod frame;
pub mod sort;
pub mod sql;
