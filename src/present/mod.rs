//! Answers in, text out: one path from every answer to every format.
//!
//! Every answer of the archive serialises itself and can be seen as a table: [`json`] writes the one,
//! [`mod@file`] and [`terminal`] the other, so that M formats and N answers cost M + N. What is no table
//! (a report, a document, hits of a search) has a [`page`]; what is looked at has a [`picture`]. Nothing here asks the archive, a terminal or the
//! environment: the caller says how wide and how colourful the [`terminal::Screen`] is.

mod answer;
pub mod file;
pub mod form_table;
pub mod grid;
pub mod json;
pub mod page;
pub mod picture;
pub mod terminal;

pub use answer::Answer;
pub use form_table::form_table;
pub use grid::Grid;
