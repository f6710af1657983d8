//! Keeping an archive sound: looking for damage, copies elsewhere, reading everything again, taking things
//! back, and what a person corrects.

pub mod backup;
pub mod corrections;
pub mod history;
pub mod rebuild;
pub mod verify;
