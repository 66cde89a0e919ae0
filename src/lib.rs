//! leadloom weaves a patchwork of lead exports into one trusted set of contacts.
//!
//! A record flows one way, and `ls src` shows that way:
//!
//! ```text
//! ingest → validate → dedupe → consolidate → analyze → export, with report beside
//! ```
//!
//! Who may import whom (`tests/it/architecture.rs` reads the `use` lines and fails on anything else):
//!
//! * [`cli`] → `pipeline`, `run`, `report`, `synth`, and the model;
//! * [`run`] → the stages, `export`, `report`, `observe`; it alone knows their order;
//! * a stage → `model`, `kernel`, `engine` and the plan types of `pipeline`, never another stage;
//! * [`engine`] → `kernel`, `model`: the glue between pure functions and polars;
//! * [`kernel`] → nothing of ours, and no polars, file, clock, log or configuration;
//! * [`model`] → nothing of ours: fields, tables and codes as data.
//!
//! Only `ingest`, `export`, `run`, `report` and `synth` open files (`pipeline` reads its one TOML file).

pub mod kernel;
pub mod model;

#[cfg(feature = "pipeline")]
pub mod analyze;
#[cfg(feature = "pipeline")]
pub mod cli;
#[cfg(feature = "pipeline")]
pub mod consolidate;
#[cfg(feature = "pipeline")]
pub mod dedupe;
#[cfg(feature = "pipeline")]
pub mod engine;
#[cfg(feature = "pipeline")]
pub mod export;
#[cfg(feature = "pipeline")]
pub mod ingest;
#[cfg(feature = "pipeline")]
pub mod observe;
#[cfg(feature = "pipeline")]
pub mod pipeline;
#[cfg(feature = "pipeline")]
pub mod report;
#[cfg(feature = "pipeline")]
pub mod run;
#[cfg(feature = "pipeline")]
pub mod synth;
#[cfg(feature = "pipeline")]
pub mod validate;
