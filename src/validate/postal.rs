//! The postal table for those who load it: `run` opens files, and knows no kernels.

pub use crate::kernel::address::{Place, PostalTable, compile};
