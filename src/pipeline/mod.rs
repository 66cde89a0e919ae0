//! The pipeline file: TOML → spec (what was written, with spans) → plan (resolved, typed, what stages read).
//!
//! Stages see only the types of [`plan`]. Nothing here runs anything; the only file it reads is the pipeline.

pub mod plan;
