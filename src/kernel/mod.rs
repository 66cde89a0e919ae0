//! Pure functions on `&str`: what a name, a company, an address, an e-mail address, a phone number, a date or
//! a number says, and how alike two texts are.
//!
//! Kernels know no polars, no files, no clock, no log and no configuration; they never panic on any input and
//! build without the rest of the crate (`cargo build --no-default-features`). What they are not for: columns,
//! nulls and parallelism, which `engine` brings.

pub mod activity;
pub mod address;
pub mod codepage;
pub mod company;
pub mod consistency;
pub mod date;
pub mod email;
pub mod lifetime;
pub mod name;
pub mod number;
pub mod phone;
pub mod phonetic;
pub mod similarity;
pub mod text;
pub mod verdict;
