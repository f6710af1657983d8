//! The statutory tables: cells (C), sums of the request table (D), the other two tables (E).

mod cells;
mod others;
mod requests;
mod sums;

pub(super) use cells::RULES as CELLS;
pub(super) use others::RULES as OTHER_TABLES;
pub(super) use requests::RULES as REQUESTS;
pub(super) use sums::{Diagnosis, rank};
