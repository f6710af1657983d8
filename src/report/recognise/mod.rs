//! Document in, [`Report`](crate::report::Report) or refusal out.

pub mod tables;
