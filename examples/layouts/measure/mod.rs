//! Generated documents read and compared with their truth.

mod judge;
mod tally;

pub(crate) use judge::{Outcome, judge};
pub(crate) use tally::Tally;

use super::generator::Sample;
use super::generator::axes::{AXES, Choices, Spread};

/// The fewest axes that still make a document fail in the same way: each is set to the ordinary if that keeps the fault.
pub(crate) fn least(sample: &Sample, fails: impl Fn(&Outcome) -> bool) -> Choices {
    let mut choices = sample.choices.clone();
    for axis in AXES {
        let Some(value) = choices.0.remove(axis.name) else { continue };
        if !fails(&judge(&Sample::of(sample.seed, sample.format, choices.clone()))) {
            choices.0.insert(axis.name, value);
        }
    }
    choices
}

/// The spread that a name of `--axes` means.
pub(crate) fn spread(name: &str) -> Option<Spread> {
    match name {
        "0" => Some(Spread::None),
        "1" => Some(Spread::One(None)),
        "all" => Some(Spread::All),
        _ => None,
    }
}
