//! Reads a run's folder and tells people about it: how good it is against labels, how a contact was assembled,
//! which pairs a person should look at.
//!
//! Not for making results (the stages do). Each command reads only the columns it needs.

pub mod eval;
pub mod folder;
pub mod how;
pub mod review;
pub mod terminal;
