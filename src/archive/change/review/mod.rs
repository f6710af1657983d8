//! What a person decides in the review: findings accepted, steps taken about a report.

mod follow_up;
mod waive;

pub use follow_up::NewStep;
