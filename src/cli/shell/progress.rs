//! Progress bars, and the question before something is deleted.

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

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
    pub(crate) fn say(&self, what: &Message) {
        if let Some(bar) = &self.0 {
            bar.set_message(what.spoken());
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

/// How long work is silent before it says that it is being done.
const SILENCE: Duration = Duration::from_millis(500);

/// Does something that may take a while and cannot say how far it is; on a terminal it shows what, and for how long.
pub(crate) fn busy<T>(what: &Message, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    let what = what.spoken();
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(SILENCE) == Err(RecvTimeoutError::Timeout) {
                let bar = ProgressBar::new_spinner().with_message(what);
                if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
                    bar.set_style(style);
                }
                bar.enable_steady_tick(Duration::from_millis(100));
                // it ends when the sender is gone
                let _ = waiting.recv();
                bar.finish_and_clear();
            }
        });
        // moved in here, so that it is dropped also where the work panics
        let done = done;
        let result = work();
        drop(done);
        result
    })
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
        Err(Failure::usage(&Message::of("terminal.unconfirmed"), &Message::of("hint.yes")))
    }

    /// Whether the answer is yes.
    pub(crate) fn agrees(&self, question: &Message) -> Result<bool, Failure> {
        let mut err = io::stderr();
        write!(err, "{} [y/N] ", nianbao::present::terminal::cleanse(&question.spoken()))?;
        err.flush()?;
        let mut answer = String::new();
        io::stdin().lock().read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes" | "是"))
    }
}
