//! The one integration binary: what the program promises, checked from outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod architecture;
mod broken_inputs;
mod cases;
mod cli;
mod contacts;
mod damage;
mod eval;
mod forms;
mod normalize;
mod orders;
#[cfg(feature = "postgres")]
mod postgres;
mod privacy;
mod profile;
mod quickstart;
mod random_damage;
mod report;
mod review;
mod support;
mod targets;
mod why;
