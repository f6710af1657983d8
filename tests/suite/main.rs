//! Every integration test in one program: one line a file, sorted.

#![expect(clippy::print_stdout, reason = "a test that skips something says so")]
#![allow(clippy::unwrap_used, reason = "a test that fails here says where")]

mod additions;
mod answers;
mod archive;
mod asking;
mod bounds;
mod changes;
mod characters;
mod check;
mod cli;
mod contract;
mod copies;
mod discourse;
mod docs;
mod durability;
mod exports;
mod form;
mod form_table;
mod formats;
mod fuzz;
mod gathering;
#[path = "../../benches/generator/mod.rs"]
mod generator;
mod hostile;
mod identity;
mod labels;
mod layers;
mod layouts;
mod letters;
mod mcp;
mod network;
mod other_tables;
mod pages;
mod pdf;
mod pictures;
mod registries;
mod review;
mod samples;
mod scans;
mod search;
mod sequences;
mod serving;
mod shapes;
mod skips;
mod speech;
mod splitting;
mod versions;
mod web;
