//! Why a command did not end well, ready to be shown.

use super::{Exit, color};
use crate::pipeline::PipelineError;
use crate::pipeline::outline::count;
use crate::report::folder::FolderError;
use std::fmt;
use std::io;

/// How a command ended, or why it did not.
pub type Outcome = Result<Exit, Failure>;

/// A command that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// What to show; empty when there is nothing to say.
    pub message: String,
}

impl Failure {
    /// A failure with a plain message, shown as `error: message`.
    pub fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self { exit, message: format!("error: {message}") }
    }
}

impl From<PipelineError> for Failure {
    /// Missing inputs alone are a matter of input; anything else is a wrong configuration.
    fn from(error: PipelineError) -> Self {
        match error {
            PipelineError::Unreadable { .. } => Self::new(Exit::Io, error),
            PipelineError::Invalid(problems) => {
                let exit = if problems.only_inputs() { Exit::Io } else { Exit::Usage };
                let found = count(problems.all().len(), "problem");
                Self { exit, message: format!("{}\n{found} found", problems.render(color())) }
            }
        }
    }
}

impl From<FolderError> for Failure {
    /// An id that the run does not know is a slip of who asks; anything else is a matter of input.
    fn from(error: FolderError) -> Self {
        let exit = if matches!(error, FolderError::Unknown { .. }) { Exit::Usage } else { Exit::Io };
        Self::new(exit, error)
    }
}

impl From<io::Error> for Failure {
    /// A reader that has seen enough and closed the pipe is no failure.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self { exit: Exit::Done, message: String::new() },
            _ => Self::new(Exit::Io, error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_quiet_and_other_errors_are_not() {
        let failure = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((failure.exit, failure.message.as_str()), (Exit::Done, ""));
        let failure = Failure::from(io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!(failure.exit, Exit::Io);
        assert!(failure.message.starts_with("error: "));
    }
}
