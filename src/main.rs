//! The `leadloom` binary.

fn main() {}
