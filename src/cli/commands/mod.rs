//! Every command, one file each.
//!
//! A command turns its arguments into a request to the library, and the answer into output. It reads
//! no file format, computes no figure and knows no SQL. A new command is a file in this folder, its
//! `mod` line, and its line in [`commands!`]; `tests/suite/additions.rs` checks that nothing else is
//! needed.

mod add;
mod backup;
mod check;
mod compact;
mod compare;
mod completions;
mod correct;
mod dictionary;
mod diff;
mod draft;
mod export;
mod extract;
mod history;
mod import;
mod indicators;
mod letter;
mod list;
mod man;
mod mcp;
mod mentions;
mod office;
mod open;
mod problems;
mod rank;
mod rebuild;
mod redo;
mod remove;
mod restore;
mod review;
mod rollup;
mod search;
mod series;
mod serve;
mod show;
mod similar;
mod sql;
mod table;
mod undo;
mod verify;
mod waive;
mod words;

use clap::Subcommand;

use crate::cli::shell::{Ending, Failure, Shell};

/// Makes the enum of all commands, and runs the one that was typed.
macro_rules! commands {
    ($($file:ident::$Command:ident,)*) => {
        /// The command that was typed, with its arguments.
        #[derive(Debug, Subcommand)]
        pub(crate) enum Command {
            $($Command($file::$Command),)*
        }

        impl Command {
            pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
                match self {
                    $(Self::$Command(command) => command.run(shell),)*
                }
            }
        }
    };
}

// In the order of the help.
commands! {
    extract::Extract,
    add::Add,
    import::Import,
    list::List,
    show::Show,
    search::Search,
    problems::Problems,
    words::Words,
    mentions::Mentions,
    similar::Similar,
    diff::Diff,
    open::Open,
    serve::Serve,
    mcp::Mcp,
    check::Check,
    waive::Waive,
    letter::Letter,
    review::Review,
    rollup::Rollup,
    series::Series,
    rank::Rank,
    compare::Compare,
    table::Table,
    export::Export,
    draft::Draft,
    indicators::Indicators,
    sql::Sql,
    office::Office,
    dictionary::Dictionary,
    remove::Remove,
    correct::Correct,
    history::History,
    undo::Undo,
    redo::Redo,
    verify::Verify,
    rebuild::Rebuild,
    backup::Backup,
    restore::Restore,
    compact::Compact,
    completions::Completions,
    man::Man,
}
