//! How a command ends: exit codes, and the one place where an error becomes words for a person.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use nianbao::archive::{self, Trouble};

use crate::cli::shell::say;

/// How a command ended that did what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Done.
    Done,
    /// Done, but there was nothing to be found, or a file was refused.
    Nothing,
    /// Done, and errors were found that nobody waived.
    Errors,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Done => Self::SUCCESS,
            Ending::Nothing | Ending::Errors => Self::from(1),
        }
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An error in the arguments as clap reports it; help and version come this way, too.
    Arguments(clap::Error),
    /// The arguments make no sense together.
    Usage { message: String, hint: Option<String> },
    /// The input is refused, or what was asked for is not there.
    Refused { message: String, hint: Option<String> },
    /// The archive cannot be used.
    Archive { message: String, hint: Option<String> },
    /// The reader of the output has left: `nianbao list | head`.
    BrokenPipe,
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), hint: None }
    }

    /// Prints it on the standard error stream.
    pub(crate) fn print(self) -> ExitCode {
        let (message, hint, code) = match self {
            Self::BrokenPipe => return ExitCode::SUCCESS,
            Self::Arguments(error) => {
                // Help goes to the standard output; if that is closed, there is nobody left to report it to.
                let _ = error.print();
                return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
            }
            Self::Usage { message, hint } => (message, hint, 2),
            Self::Refused { message, hint } => (message, hint, 1),
            Self::Archive { message, hint } => (message, hint, 3),
        };
        say(format_args!("error: {}", nianbao::present::terminal::cleanse(&message)));
        if let Some(hint) = hint {
            say(format_args!("hint: {}", nianbao::present::terminal::cleanse(&hint)));
        }
        ExitCode::from(code)
    }
}

impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        Self::Arguments(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::refused(format!("cannot write the output: {error}")),
        }
    }
}

impl From<archive::Error> for Failure {
    fn from(error: archive::Error) -> Self {
        let (message, hint) = (chain(&error), hint(&error));
        if error.archive_unusable() {
            Self::Archive { message, hint }
        } else if error.is_usage() {
            Self::Usage { message, hint }
        } else {
            Self::Refused { message, hint }
        }
    }
}

/// An error and its causes, each said once.
fn chain(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_says = cause.to_string();
        if !message.contains(&cause_says) {
            message = format!("{message}: {cause_says}");
        }
        source = cause.source();
    }
    message
}

/// What to do next.
fn hint(error: &archive::Error) -> Option<String> {
    use archive::Error as E;
    match error {
        E::Missing { .. } => Some(
            "make one with `nianbao add PATH...`, or choose another with --archive DIR or NIANBAO_ARCHIVE"
                .into(),
        ),
        E::Newer { .. } => Some("install a newer nianbao".into()),
        E::Older { .. } => {
            Some("`nianbao compact` upgrades it, and leaves a copy of the old database beside it".into())
        }
        E::Busy { .. } => Some("try again when it is done".into()),
        E::UnknownOffice { similar, .. } => {
            list("similar names", similar).or(Some("`nianbao office list` shows every office".into()))
        }
        E::AmbiguousOffice { candidates, .. } => list("give more of the name; it matches", candidates),
        E::UnknownIndicator { similar, .. } => {
            list("similar keys", similar).or(Some("`nianbao indicators` shows every indicator".into()))
        }
        E::AmbiguousIndicator { candidates, .. } => list("give the key; it matches", candidates),
        E::UnknownReport { years, .. } => {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            list("there are reports for", &years)
        }
        E::NoFinding { there, .. } => {
            let mut there = there.clone();
            there.dedup();
            list("it has findings of the rules", &there).or(Some("it has no findings".into()))
        }
        E::NoIndex => {
            Some("any command that writes rebuilds it; so does `nianbao verify --repair`".into())
        }
        E::NoScope { .. } => {
            Some("enter them with `nianbao office import FILE.csv` or `office add --parent`".into())
        }
        E::Damaged { .. } => Some(
            "`nianbao verify` lists what is damaged; `verify --repair` rebuilds an index, and `nianbao restore` \
             brings everything else back from a backup"
                .into(),
        ),
        E::Io { .. } | E::Database(_) | E::Index(_) => error.trouble().map(|trouble| of_disk(trouble).into()),
        E::NotNarrowed { .. } => Some("figures, findings and mentions can be".into()),
        E::Syntax(error) => Some(caret(&error.words, error.at)),
        _ => None,
    }
}

/// What to do about a disk.
fn of_disk(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Full => {
            "free some disk space and run the command again: what was archived before is unharmed"
        }
        Trouble::Denied => {
            "this user must be able to read and write the folder of the archive and everything in it"
        }
        Trouble::Failing => {
            "the disk may be failing or full; `nianbao verify` checks everything that is in the archive"
        }
    }
}

/// Some of the names, on one line if they fit.
fn list(what: &str, names: &[String]) -> Option<String> {
    let shown = &names[..names.len().min(12)];
    let more = names.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let line = format!("{what}: {}{more}", shown.join(", "));
    let fits = nianbao::present::terminal::width(&line) <= 80;
    (!names.is_empty()).then(|| if fits { line } else { format!("{what}\n  {}{more}", shown.join("\n  ")) })
}

/// The words, with a caret below the place of the mistake.
fn caret(words: &str, at: usize) -> String {
    let before = words.get(..at).unwrap_or(words);
    let indent = nianbao::present::terminal::width(before);
    format!("the mistake is here:\n  {words}\n  {}^", " ".repeat(indent))
}
