//! Reads a run's folder and tells people about it: today how good it is against labels.
//!
//! Not for making results (the stages do). Each command reads only the columns it needs.

pub mod eval;
