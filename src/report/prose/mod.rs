//! What the running text of a report says beside its tables: counts, problems and measures, the statistics period.

pub mod mentions;
pub mod period;
pub mod problems;
