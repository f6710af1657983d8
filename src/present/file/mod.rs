//! Answers and tables as files: CSV, web pages, Word documents, workbooks, pictures, letters.

pub mod chart;
pub mod csv;
pub mod docx;
pub mod draft;
pub mod html;
pub mod letter;
pub mod xlsx;
