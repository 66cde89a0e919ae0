//! The exit codes, which schedulers rely on.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done; outputs, if any, are published.
    Done,
    /// A quality gate of severity `error` failed.
    GateFailed,
    /// The command line or the pipeline is wrong.
    Usage,
    /// An input or an output could not be read or written.
    Io,
    /// Finished, but a result could not be delivered to a target.
    Undelivered,
    /// A bug.
    Internal,
    /// Interrupted by the user.
    Interrupted,
}

impl Exit {
    /// All codes, in ascending order.
    pub const ALL: [Self; 7] =
        [Self::Done, Self::GateFailed, Self::Usage, Self::Io, Self::Undelivered, Self::Internal, Self::Interrupted];

    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::GateFailed => 1,
            Self::Usage => 2,
            Self::Io => 3,
            Self::Undelivered => 4,
            Self::Internal => 70,
            Self::Interrupted => 130,
        }
    }

    /// What it means, one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "Done; the outputs are published.",
            Self::GateFailed => "A quality gate of severity error failed; nothing was published.",
            Self::Usage => "The command line or the pipeline file is wrong.",
            Self::Io => "An input or an output could not be read or written.",
            Self::Undelivered => "Finished, but a result could not be delivered to a target.",
            Self::Internal => "Internal error: counts do not balance, or another bug.",
            Self::Interrupted => "Interrupted.",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// The codes with their meaning, for the help text.
pub(super) fn table() -> String {
    let mut table = String::from("Exit codes:\n");
    for exit in Exit::ALL {
        table.push_str(&format!("  {:>3}  {}\n", exit.code(), exit.meaning()));
    }
    table.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_contract() {
        assert_eq!(Exit::ALL.map(Exit::code), [0, 1, 2, 3, 4, 70, 130]);
        assert_eq!(table().lines().count(), 8);
    }
}
