//! How much one file may cost: bytes, pages, cells, depth and time, for every reader alike.

pub mod trial;

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::extract::{Bound, Error};

/// Bounds on one file. The defaults fit the largest report seen, many times over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file: u64,
    /// Bytes after decompression, all parts together.
    pub unpacked: u64,
    /// Pages.
    pub pages: u64,
    /// Cells of all tables together.
    pub cells: u64,
    /// Characters of text, all blocks together.
    pub characters: u64,
    /// Lines of text, all blocks together.
    pub lines: u64,
    /// Nesting of elements, objects or archives.
    pub depth: u64,
    /// Time to read.
    pub time: Duration,
    /// Read pages that are pictures.
    pub ocr: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 64 << 20,
            unpacked: 128 << 20,
            pages: 500,
            cells: 100_000,
            characters: 2_000_000,
            lines: 50_000,
            depth: 256,
            time: Duration::from_secs(20),
            ocr: false,
        }
    }
}

impl Limits {
    /// The same bounds with pages that are pictures read.
    #[must_use]
    pub fn with_ocr(self) -> Self {
        Self { ocr: true, ..self }
    }
}

/// Time that is granted on top of [`Limits::time`], at most.
const GRANTED: Duration = Duration::from_secs(600);

/// What is left of the [`Limits`] while one file is read.
#[derive(Debug)]
pub struct Budget {
    limits: Limits,
    started: Instant,
    granted: Cell<Duration>,
    unpacked: Cell<u64>,
    pages: Cell<u64>,
    cells: Cell<u64>,
    characters: Cell<u64>,
    pictured: Cell<bool>,
}

impl Budget {
    /// A full budget; the clock starts.
    pub fn new(limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
            started: Instant::now(),
            granted: Cell::default(),
            unpacked: Cell::default(),
            pages: Cell::default(),
            cells: Cell::default(),
            characters: Cell::default(),
            pictured: Cell::default(),
        }
    }

    /// The bounds.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Refuses a file that is too large to be opened at all.
    pub fn file_size(&self, bytes: usize) -> Result<(), Error> {
        within(Bound::Bytes, bytes as u64, self.limits.file)
    }

    /// Counts decompressed bytes.
    pub fn unpack(&self, bytes: usize) -> Result<(), Error> {
        spend(&self.unpacked, bytes, Bound::Unpacked, self.limits.unpacked)
    }

    /// Bytes that may still be decompressed.
    pub fn unpacked_left(&self) -> u64 {
        self.limits.unpacked.saturating_sub(self.unpacked.get())
    }

    /// Counts pages, and looks at the clock.
    pub fn page(&self) -> Result<(), Error> {
        self.clock()?;
        spend(&self.pages, 1, Bound::Pages, self.limits.pages)
    }

    /// Counts table cells; a merged cell counts as many places as it covers.
    pub fn cells(&self, count: usize) -> Result<(), Error> {
        self.clock()?;
        spend(&self.cells, count, Bound::Cells, self.limits.cells)
    }

    /// Counts characters of text.
    pub fn characters(&self, count: usize) -> Result<(), Error> {
        spend(&self.characters, count, Bound::Characters, self.limits.characters)
    }

    /// Refuses a text that has more characters than allowed, before they are counted.
    pub fn characters_at_least(&self, count: usize) -> Result<(), Error> {
        within(Bound::Characters, self.characters.get().saturating_add(count as u64), self.limits.characters)
    }

    /// Refuses a text of more lines than allowed.
    pub fn lines(&self, count: usize) -> Result<(), Error> {
        within(Bound::Lines, count as u64, self.limits.lines)
    }

    /// Refuses nesting deeper than allowed.
    pub fn depth(&self, depth: usize) -> Result<(), Error> {
        within(Bound::Depth, depth as u64, self.limits.depth)
    }

    /// Whether pictures may be looked at; remembers that there are some.
    pub fn pictures(&self) -> bool {
        self.pictured.set(self.pictured.get() || !self.limits.ocr);
        self.limits.ocr
    }

    /// Whether there are pictures that were not looked at.
    pub(in crate::extract) fn is_pictured(&self) -> bool {
        self.pictured.get()
    }

    /// Gives more time, for what takes longer than text: a page that is a picture.
    pub fn grant(&self, time: Duration) {
        self.granted.set(self.granted.get().saturating_add(time).min(GRANTED));
    }

    /// Refuses when the time is up. Cheap enough for inner loops.
    pub fn clock(&self) -> Result<(), Error> {
        let time = self.limits.time.saturating_add(self.granted.get());
        if self.started.elapsed() > time {
            return Err(Error::TooSlow { seconds: time.as_secs() });
        }
        Ok(())
    }
}

fn spend(counter: &Cell<u64>, amount: usize, what: Bound, limit: u64) -> Result<(), Error> {
    let spent = counter.get().saturating_add(amount as u64);
    counter.set(spent);
    within(what, spent, limit)
}

fn within(what: Bound, amount: u64, limit: u64) -> Result<(), Error> {
    if amount > limit { Err(Error::TooLarge { what, limit }) } else { Ok(()) }
}
