//! The desk of a reviewer: a year's reports by office, one report with its findings, the letter to its office.

mod desk;
mod letter;
mod single;

pub(in crate::web) use desk::{Desk, desk};
pub(in crate::web) use letter::{letter, written};
pub(in crate::web) use single::{Single, single};
