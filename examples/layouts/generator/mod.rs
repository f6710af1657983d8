//! Documents with known truth in random layouts, from a seed.
//!
//! `content` is what a report says, `layout` how it is arranged, `write` the file; `axes` is the table of what varies.
//! Everything is invented. The same seed gives the same content under every choice of axes, so that a document can be
//! compared with its ordinary form.

pub(crate) mod axes;
mod content;
mod layout;
mod random;
pub(crate) mod truth;
mod write;

use axes::{Choices, FORMATS, Format, Spread};
use random::Random;
use truth::Truth;

/// A generated document.
#[derive(Clone)]
pub(crate) struct Sample {
    pub(crate) seed: u64,
    pub(crate) format: Format,
    pub(crate) choices: Choices,
    pub(crate) bytes: Vec<u8>,
    /// Everything that is printed, in reading order: lines, cells, and what is beside figures.
    pub(crate) printed: String,
    /// The truth; none where the document is no report and must be refused.
    pub(crate) truth: Option<Truth>,
}

impl Sample {
    /// The document of a seed with as many axes off the ordinary as asked, in a random format or the one given.
    pub(crate) fn draw(seed: u64, spread: Spread, format: Option<Format>) -> Self {
        let format = format.unwrap_or_else(|| any_format(seed, spread));
        Self::of(seed, format, Choices::draw(seed, format, spread))
    }

    /// The document of a seed with the values chosen.
    pub(crate) fn of(seed: u64, format: Format, choices: Choices) -> Self {
        let mut layout = layout::converted(layout::of(seed, format, &choices), choices.on("script"));
        let bytes = write::bytes(seed, format, &mut layout, &choices);
        Self { seed, format, choices, bytes, printed: layout.printed(), truth: layout.truth }
    }

    /// A file name that says nothing of the content.
    pub(crate) fn name(&self) -> String {
        format!("{}.{}", self.seed, self.format.extension())
    }
}

/// A format by its weight, among those that can show the axis.
fn any_format(seed: u64, spread: Spread) -> Format {
    let fits = |format: Format| match spread {
        Spread::One(Some(axis)) => axis.fits(format),
        _ => true,
    };
    let mut random = Random::of(seed, "format");
    let mut formats = Vec::new();
    for (format, _, weight) in FORMATS.iter().filter(|(format, ..)| fits(*format)) {
        formats.extend(std::iter::repeat_n(*format, *weight));
    }
    random.pick(&formats)
}
