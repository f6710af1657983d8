//! The prose of reports: search, problems through the years, words of a year, passages that are alike.

pub(in crate::archive) mod instead;
pub mod keywords;
pub mod mentions;
pub mod problems;
pub mod repeated;
pub mod search;
pub mod similar;
