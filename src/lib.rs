//! nianbao archives Chinese government information disclosure annual reports
//! (政府信息公开工作年度报告, 年报), reads every figure and passage out of them, checks them, and
//! answers questions across years.
//!
//! The flow, each stage importing only from the stages before it:
//!
//! | stage | from → to |
//! |---|---|
//! | [`chinese`] | how Chinese text is written: width, numerals, sentences |
//! | [`language`] | mistakes, refusals and limits in the language of the reader |
//! | [`extract`] | bytes → [`extract::Document`] |
//! | [`report`] | document → [`report::Report`] → findings |
//! | [`archive`] | reports and originals kept; questions answered |
//! | [`present`] | answers → terminal, JSON, CSV, files |
//! | [`web`] | answers → pages on this machine |
//! | [`mcp`] | answers → tools of language models and other programs |
//!
//! The command line belongs to the program, not to this library.

pub mod archive;
pub mod chinese;
pub mod extract;
pub mod language;
pub mod mcp;
pub mod present;
pub mod report;
pub mod web;
