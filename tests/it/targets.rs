//! Import files for CRMs, checked against the vendors' rules by a reader that shares nothing with the writer.

mod changes;
mod check;
mod cli;
mod frames;
mod nasty;
mod quickstart;
mod read;
mod rules;
mod split;
mod spoiled;
mod value;
mod withheld;
