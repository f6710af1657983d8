//! Which archive is meant, and how it is opened.

use std::borrow::Cow;
use std::path::PathBuf;
use std::time::Duration;

use directories::ProjectDirs;
use nianbao::archive::{Archive, Error, Patience, Waiting, Writer};
use nianbao::language::Message;

use nianbao::present::terminal::cleanse;

use crate::cli::shell::{Failure, Progress, Shell, say};
use crate::cli::speech::Spoken;

/// How long a command waits while another process writes.
const PATIENCE: Duration = Duration::from_secs(60);

impl Shell {
    /// The archive's directory: from the command line, the environment, or the platform's default.
    pub(crate) fn archive_dir(&self) -> Result<PathBuf, Failure> {
        let given = self.options.archive.clone();
        let environment =
            || std::env::var_os("NIANBAO_ARCHIVE").filter(|dir| !dir.is_empty()).map(PathBuf::from);
        let platform = || ProjectDirs::from("", "", "nianbao").map(|dirs| dirs.data_dir().to_owned());
        given.or_else(environment).or_else(platform).ok_or_else(|| {
            Failure::usage(&Message::of("terminal.no_home"), &Message::of("hint.choose_archive"))
        })
    }

    /// Whether there is anything where the archive should be.
    pub(crate) fn has_archive(&self) -> bool {
        !matches!(self.archive_dir().map(|dir| Archive::open(&dir)), Ok(Err(Error::Missing { .. })))
    }

    /// How a person calls the program to get to the same archive again.
    pub(crate) fn invocation(&self) -> String {
        match &self.options.archive {
            Some(dir) => format!("nianbao --archive {}", quoted(&dir.display().to_string())),
            None => "nianbao".to_owned(),
        }
    }

    /// Opens the archive for questions.
    pub(crate) fn archive(&self) -> Result<Archive, Failure> {
        Ok(Archive::open(&self.archive_dir()?)?)
    }

    /// Opens the archive for changes; there must be one.
    pub(crate) fn writer(&self) -> Result<Writer, Failure> {
        match Archive::open(&self.archive_dir()?) {
            // opening it for changes upgrades it
            Ok(_) | Err(Error::Older { .. }) => self.writer_made(),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens the archive for changes, and makes it where there is none.
    pub(crate) fn writer_made(&self) -> Result<Writer, Failure> {
        let dir = self.archive_dir()?;
        self.patiently(|patience| Ok(Writer::create_or_open(&dir, patience)?))
    }

    /// Runs what may have to wait for another process or for the index.
    pub(crate) fn patiently<T>(
        &self,
        act: impl FnOnce(Patience<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        act(Patience { timeout: PATIENCE, waiting: &mut report_waiting() })
    }
}

/// Prints what the command is waiting for.
pub(crate) fn report_waiting() -> impl FnMut(Waiting) {
    let mut bar = None;
    move |waiting| match waiting {
        Waiting::Writer => say(Message::of("terminal.waiting").spoken()),
        Waiting::Index { done, of } => {
            let bar = bar.get_or_insert_with(|| {
                say(Message::of("terminal.indexing").with("count", of).spoken());
                let bar = Progress::new();
                bar.steps(of);
                bar
            });
            if done > 0 {
                bar.step(|| ());
            }
        }
    }
}

/// The text as a shell takes it for one word.
fn quoted(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:,~".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("'{}'", cleanse(text).replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_to_be_typed_is_one_word() {
        assert_eq!(quoted("target/sample"), "target/sample");
        assert_eq!(quoted("年报 2024's"), r"'年报 2024'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
