//! How a command ends: exit codes, and the one place where an error becomes words for a person.

use std::error::Error;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use nianbao::archive::{self, Trouble};
use nianbao::language::{Argument, Language, Message};
use nianbao::present::terminal::{cleanse, width};

use crate::cli::shell::say;
use crate::cli::speech::{Spoken, of_arguments, spoken};

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
    pub(crate) fn usage(message: &Message, hint: &Message) -> Self {
        Self::Usage { message: message.spoken(), hint: Some(hint.spoken()) }
    }

    pub(crate) fn refused(message: &Message) -> Self {
        Self::Refused { message: message.spoken(), hint: None }
    }

    /// The same as a mistake in the arguments.
    pub(crate) fn of_arguments(self) -> Self {
        match self {
            Self::Refused { message, hint } => Self::Usage { message, hint },
            other => other,
        }
    }

    /// Something is wrong with a file that a person named.
    pub(crate) fn of_file(path: &Path, why: impl Into<Argument>) -> Self {
        Self::refused(&at_file(path, why))
    }

    /// Prints it on the standard error stream.
    pub(crate) fn print(self) -> ExitCode {
        let (message, hint, code) = match self {
            Self::BrokenPipe => return ExitCode::SUCCESS,
            Self::Arguments(error) => {
                if spoken() == Language::Chinese
                    && let Some((message, hint)) = of_arguments(&error)
                {
                    return Self::Usage { message, hint }.print();
                }
                // Help goes to the standard output; if that is closed, there is nobody left to report it to.
                let _ = error.print();
                return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
            }
            Self::Usage { message, hint } => (message, hint, 2),
            Self::Refused { message, hint } => (message, hint, 1),
            Self::Archive { message, hint } => (message, hint, 3),
        };
        say(cleanse(&Message::of("terminal.error").with("what", message).spoken()));
        if let Some(hint) = hint {
            say(cleanse(&Message::of("terminal.hint").with("what", hint).spoken()));
        }
        ExitCode::from(code)
    }
}

/// A file, and what is said of it.
pub(crate) fn at_file(path: &Path, why: impl Into<Argument>) -> Message {
    Message::of("terminal.at_file").with("path", path.display().to_string()).with("why", why)
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
            _ => Self::refused(&Message::of("terminal.output").with("detail", error.to_string())),
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

/// An error, in English with its causes, each said once: what libraries say is English.
fn chain(error: &archive::Error) -> String {
    let mut message = error.message().spoken();
    let mut source = error.source().filter(|_| spoken() == Language::English);
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
    let hint = match error {
        E::Missing { .. } => Message::of("hint.make_archive"),
        E::Lost { .. } => Message::of("hint.lost"),
        E::Newer { .. } => Message::of("hint.newer_program"),
        E::Older { .. } => Message::of("hint.upgrade"),
        E::Busy { .. } => Message::of("hint.try_again"),
        E::UnknownOffice { similar, .. } => {
            names(Message::of("hint.similar_names"), similar).unwrap_or(Message::of("hint.offices"))
        }
        E::AmbiguousOffice { candidates, .. } => names(Message::of("hint.more_of_the_name"), candidates)?,
        E::UnknownIndicator { similar, .. } => {
            names(Message::of("hint.similar_keys"), similar).unwrap_or(Message::of("hint.indicators"))
        }
        E::AmbiguousIndicator { candidates, .. } => names(Message::of("hint.give_the_key"), candidates)?,
        E::UnknownReport { years, .. } => {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            names(Message::of("hint.years"), &years)?
        }
        E::NoFinding { there, .. } => {
            let mut there = there.clone();
            there.dedup();
            names(Message::of("hint.findings"), &there).unwrap_or(Message::of("hint.no_findings"))
        }
        E::NoIndex => Message::of("hint.index"),
        E::NoScope { .. } => Message::of("hint.scope"),
        E::Damaged { .. } => Message::of("hint.damaged"),
        E::Io { .. } | E::Database(_) | E::Index(_) => of_disk(error.trouble()?),
        E::NotNarrowed { .. } => Message::of("hint.narrowed"),
        E::Syntax(error) => return Some(caret(&error.words, error.at)),
        _ => return None,
    };
    Some(hint.spoken())
}

/// What to do about a disk.
fn of_disk(trouble: Trouble) -> Message {
    match trouble {
        Trouble::Full => Message::of("hint.disk_full"),
        Trouble::Denied => Message::of("hint.disk_denied"),
        Trouble::Failing => Message::of("hint.disk_failing"),
    }
}

/// Names that a hint gives at most.
const NAMES: usize = 12;

/// Columns of a line of names; longer ones are one below the other.
const COLUMNS: usize = 80;

/// The hint with some of the names; none where there are no names.
fn names(hint: Message, names: &[String]) -> Option<Message> {
    let shown = &names[..names.len().min(NAMES)];
    let more = |first: Argument| match names.len() - shown.len() {
        0 => first,
        count => Message::of("terminal.more").with("names", first).with("count", count).into(),
    };
    let on_one_line = more(shown.into());
    let below = more(format!("\n  {}", shown.join("\n  ")).into());
    let fits = width(&hint.clone().with("names", on_one_line.clone()).spoken()) <= COLUMNS;
    (!names.is_empty()).then(|| hint.with("names", if fits { on_one_line } else { below }))
}

/// The words, with a caret below the place of the mistake.
fn caret(words: &str, at: usize) -> String {
    let before = words.get(..at).unwrap_or(words);
    let here = Message::of("hint.mistake_here").spoken();
    format!("{here}\n  {words}\n  {}^", " ".repeat(width(before)))
}
