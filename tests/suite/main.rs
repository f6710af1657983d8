//! Every integration test in one program: one line a file, sorted.

mod cli;
mod form;
mod form_table;
mod layers;
mod pdf;
