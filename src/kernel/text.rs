//! Cleaning that every field shares: Unicode form, blanks, folding.
