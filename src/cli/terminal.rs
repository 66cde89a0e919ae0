//! How wide standard output is.

use std::io::{IsTerminal, stderr, stdout};

/// Columns of a terminal that does not tell its width, and of files.
const WIDTH: usize = 120;

/// Columns of standard output: what `COLUMNS` says, else the terminal, else 120.
pub fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.or_else(|| stdout().is_terminal().then(terminal).flatten()).unwrap_or(WIDTH)
}

#[cfg(unix)]
fn terminal() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(stdout()).or_else(|_| rustix::termios::tcgetwinsize(stderr())).ok()?;
    Some(usize::from(size.ws_col)).filter(|&columns| columns > 0)
}

#[cfg(not(unix))]
fn terminal() -> Option<usize> {
    None
}
