//! What the operator sees while a run goes on: log lines and progress, both on standard error.
//!
//! No personal data leaves through here: every log line passes [`redact`]. Not for results (those are data and go to
//! standard output or to files) and not for findings about records (those are tables).

mod log;
mod progress;
mod redact;

pub use log::{LogFormat, LogOptions, init};
pub use progress::{Progress, Stage};
pub use redact::redact;
