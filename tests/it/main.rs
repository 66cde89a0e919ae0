//! The one integration binary: what the program promises, checked from outside.

mod architecture;
mod broken_inputs;
mod cases;
mod cli;
mod quickstart;
mod support;
