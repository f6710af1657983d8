//! Answers, grids and reports as lines for a person.
//!
//! The caller says how wide and how colourful the [`Screen`] is. Every word that came from a report
//! passes [`cleanse()`] before it is written.

mod bars;
mod cleanse;
mod columns;
mod draw;
mod screen;
mod table;
mod width;

pub use bars::{bars, sparkline};
pub use cleanse::cleanse;
pub use draw::draw;
pub use screen::{Screen, Style};
pub use table::write_answer;
pub use width::{width, wrap};
