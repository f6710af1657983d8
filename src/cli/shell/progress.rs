//! Progress bars, and the question before something is deleted.

use std::io::{self, BufRead, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};

use nianbao::language::Message;

use crate::cli::shell::Failure;
use crate::cli::speech::Spoken;

/// A bar on the standard error stream; nothing where that is no terminal.
#[derive(Debug)]
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    pub(crate) fn new() -> Self {
        Self(io::stderr().is_terminal().then(|| ProgressBar::new(0)))
    }

    /// The number of steps is known.
    pub(crate) fn steps(&self, count: usize) {
        if let Some(bar) = &self.0 {
            bar.set_length(count as u64);
            bar.set_style(
                ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta} {msg}")
                    .expect("the template is a constant and valid"),
            );
        }
    }

    /// So many steps are done, of so many.
    pub(crate) fn at(&self, done: usize, of: usize) {
        if let Some(bar) = &self.0 {
            self.steps(of);
            bar.set_position(done as u64);
        }
    }

    /// A step is done; whatever `print` writes does not collide with the bar.
    pub(crate) fn step<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(bar) => {
                bar.inc(1);
                bar.suspend(print)
            }
            None => print(),
        }
    }

    /// Shows what is being done.
    pub(crate) fn say(&self, what: &'static str) {
        if let Some(bar) = &self.0 {
            bar.set_message(what);
        }
    }
}

impl Drop for Progress {
    /// Removes the bar, also when something went wrong.
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// A person who can answer a question.
#[derive(Debug)]
pub(crate) struct Person(());

impl Person {
    /// Without a person there is no consent: `--yes` must have been given.
    pub(crate) fn at_terminal() -> Result<Self, Failure> {
        if io::stdin().is_terminal() {
            return Ok(Self(()));
        }
        Err(Failure::usage(Message::of("terminal.unconfirmed").spoken(), Message::of("hint.yes").spoken()))
    }

    /// Whether the answer is yes.
    pub(crate) fn agrees(&self, question: &str) -> Result<bool, Failure> {
        let mut err = io::stderr();
        write!(err, "{} [y/N] ", nianbao::present::terminal::cleanse(question))?;
        err.flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes" | "是"))
    }
}
