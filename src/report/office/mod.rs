//! The bodies that report: what kinds there are, the register of those that must, and whose report covers whose.

pub mod contact;
pub mod coverage;
pub mod name;
pub mod register;
pub mod reporter;
