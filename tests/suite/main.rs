//! Every integration test in one program: one line a file, sorted.

mod form;
mod pdf;
mod form_table;
