//! Reads a run's folder and tells people about it: how good it is against labels, all that is known of a contact, how it
//! was assembled, which pairs a person should look at, what changed since another run.
//!
//! Not for making results (the stages do). Each command reads only the columns it needs.

pub mod card;
pub mod diagram;
pub mod diff;
pub mod eval;
pub mod folder;
pub mod how;
pub mod page;
pub mod review;
pub mod terminal;
