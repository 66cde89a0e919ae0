//! `leadloom completions`: scripts for shells.

use super::{Cli, Exit, Outcome};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::{self, Write};

const EXAMPLES: &str = "\
Examples:
  leadloom completions bash > ~/.local/share/bash-completion/completions/leadloom
  leadloom completions zsh > ~/.zfunc/_leadloom
  leadloom completions fish > ~/.config/fish/completions/leadloom.fish";

/// Which shell.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Prints the script.
///
/// # Errors
/// When standard output cannot be written.
pub fn execute(args: &CompletionsArgs) -> Outcome {
    // Into memory first: the generator panics when it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "leadloom", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}
