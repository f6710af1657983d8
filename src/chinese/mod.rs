//! How Chinese text is written, apart from what it says: width, numerals, sentences, scripts.

pub mod fold;
pub mod likeness;
pub mod number;
pub mod script;
pub mod sentence;
