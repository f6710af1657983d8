//! Whether the report is whole: title and time (A), six parts and three tables (B).

mod identity;
mod parts;
mod rules;
mod topics;

pub(super) use rules::{IDENTITY, PARTS};
