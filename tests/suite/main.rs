//! Every integration test in one program: one line a file, sorted.

mod form;
mod form_table;
mod pdf;
