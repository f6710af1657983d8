//! Answers and tables as files: CSV, web pages, Word documents, workbooks, Parquet, letters.

pub mod csv;
pub mod docx;
pub mod draft;
pub mod html;
pub mod letter;
pub mod parquet;
pub mod xlsx;
