//! The time that recognition of one document may take.
//!
//! A loop over the document asks whether the time is up and ends there; what was found so far is not used, because
//! [`within`] refuses the document then. Every step is meant to be linear, so that only a document made to waste time
//! meets this bound.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::report::recognise::Refusal;

/// As long as a reader may take by default.
pub(super) const TIME: Duration = Duration::from_secs(20);

/// The clock is looked at once for so many questions.
const TURNS: u32 = 64;

thread_local! {
    static CLOCK: Cell<Option<Clock>> = const { Cell::new(None) };
}

#[derive(Clone, Copy)]
struct Clock {
    end: Instant,
    turns: u32,
    up: bool,
}

/// Does something that asks [`is_up`] in its loops; refuses if it took too long.
pub(super) fn within<T>(time: Duration, act: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    CLOCK.set(Some(Clock { end: Instant::now() + time, turns: 0, up: false }));
    let outcome = act();
    match CLOCK.take() {
        Some(clock) if clock.up => Err(Refusal::TooSlow { seconds: time.as_secs() }),
        _ => outcome,
    }
}

/// Whether the time is up; never outside of [`within`]. Cheap enough for inner loops.
pub(super) fn is_up() -> bool {
    let Some(clock) = CLOCK.get() else { return false };
    let turns = (clock.turns + 1) % TURNS;
    let up = clock.up || turns == 0 && Instant::now() > clock.end;
    CLOCK.set(Some(Clock { turns, up, ..clock }));
    up
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Document;
    use crate::report::recognise::{Overrides, read_within};

    #[test]
    fn a_document_that_takes_too_long_is_refused() {
        let mut document = Document::default();
        document.paragraph("青岩市教育局2023年政府信息公开工作年度报告", None);
        for heading in ["一、总体情况", "二、主动公开政府信息情况"].iter().cycle().take(400)
        {
            document.paragraph(*heading, None);
            document.paragraph("全年公开信息若干条，没有收到申请，没有复议和诉讼。", None);
        }
        let read = |time| read_within(&document, &Overrides::default(), time).map(|_| ());
        assert_eq!(read(Duration::ZERO), Err(Refusal::TooSlow { seconds: 0 }));
        assert_eq!(read(TIME), Ok(()));
        assert!(!is_up());
    }
}
