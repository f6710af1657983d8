//! The bodies that report: what kinds there are, and the register of those that must.

pub mod register;
pub mod reporter;
