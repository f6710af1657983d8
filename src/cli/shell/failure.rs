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
    /// The arguments, as clap tells it; help and version come this way, too.
    Arguments(clap::Error),
    /// The arguments mean nothing.
    Usage { message: String, hint: Option<String> },
    /// The input is refused, or what was asked for is not there.
    Refused { message: String, hint: Option<String> },
    /// The archive cannot be used.
    Archive { message: String, hint: Option<String> },
    /// Who read the output has gone, and wants no more: `nianbao list | head`.
    BrokenPipe,
}

impl Failure {
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), hint: None }
    }

    /// Says it on the standard error stream.
    pub(crate) fn tell(self) -> ExitCode {
        let (message, hint, code) = match self {
            Self::BrokenPipe => return ExitCode::SUCCESS,
            Self::Arguments(error) => {
                // Help goes to the standard output; nobody is left to be told that it is closed.
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
            Some("`nianbao compact` brings it up to date and leaves a copy of its database beside it".into())
        }
        E::Busy { .. } => Some("try again when it is done".into()),
        E::UnknownOffice { similar, .. } => {
            list("similar names", similar).or(Some("`nianbao office list` shows every office".into()))
        }
        E::AmbiguousOffice { candidates, .. } => list("give more of the name; it fits", candidates),
        E::UnknownIndicator { similar, .. } => {
            list("similar keys", similar).or(Some("`nianbao indicators` shows every indicator".into()))
        }
        E::AmbiguousIndicator { candidates, .. } => list("give the key; it fits", candidates),
        E::UnknownReport { years, .. } => {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            list("there are reports for", &years)
        }
        E::NoFinding { there, .. } => {
            let mut there = there.clone();
            there.dedup();
            list("its findings are of the rules", &there).or(Some("it has no findings".into()))
        }
        E::NoIndex => {
            Some("any command that writes makes it anew, as `nianbao add` of a file that is there".into())
        }
        E::NoScope { .. } => {
            Some("enter them with `nianbao office import FILE.csv` or `office add --parent`".into())
        }
        E::Damaged { .. } => Some(
            "`nianbao verify` names what is damaged; an index is made anew by `verify --repair`, all else comes \
             back from a backup by `nianbao restore`"
                .into(),
        ),
        E::Io { .. } | E::Database(_) | E::Index(_) => error.trouble().map(|trouble| of_disk(trouble).into()),
        E::NotNarrowed { .. } => Some("figures, findings and mentions do".into()),
        E::Syntax(error) => Some(caret(&error.words, error.at)),
        _ => None,
    }
}

/// What to do about a disk.
fn of_disk(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Full => {
            "make room on the disk and give the command again: what was archived before is as it was"
        }
        Trouble::Denied => "the folder of the archive and all in it must be this user's to read and write",
        Trouble::Failing => {
            "the disk may be failing or full: what was archived before is as it was; `nianbao verify` looks at \
             all of it"
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

/// The words with a sign below the place where they go wrong.
fn caret(words: &str, at: usize) -> String {
    let before = words.get(..at).unwrap_or(words);
    let indent = nianbao::present::terminal::width(before);
    format!("it goes wrong here:\n  {words}\n  {}^", " ".repeat(indent))
}
