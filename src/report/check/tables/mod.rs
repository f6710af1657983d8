//! The statutory tables: cells (C), sums of the request table (D), the other two tables (E), those of
//! the 统计表 (L).

mod cells;
mod lists;
mod others;
mod requests;
mod sums;

pub(super) use cells::RULES as CELLS;
pub(super) use lists::RULES as LISTS;
pub(super) use others::RULES as OTHER_TABLES;
pub(super) use requests::RULES as REQUESTS;
pub(super) use sums::{Diagnosis, rank};
