//! The vocabulary every stage shares: canonical fields, table schemas, codes. Data, no logic.
//!
//! Nothing here knows polars, files or configuration; the Parquet writer, `leadloom schema tables` and
//! the tests read the same tables.

pub mod code;
pub mod field;
pub mod record;
pub mod table;

mod tables;
