//! How long the review of an archive takes, neighbours and copied prose included: one figure a year of
//! reports, then all years. Not a test: it prints what it saw.
//!
//! `cargo bench --bench review -- 10000`

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

#[path = "generator/fill.rs"]
mod fill;
mod generator;

use std::time::Instant;

use nianbao::archive::Archive;
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::review::Review;

fn main() {
    let given = std::env::args().filter_map(|argument| argument.parse().ok()).next();
    // under `cargo test` or without a number, a small run that only shows that it runs
    let count: usize = given.unwrap_or(600);
    let dir = tempfile::tempdir().expect("a temporary directory");
    let place = dir.path().join("archive");
    let started = Instant::now();
    fill::fill(&place, count, fill::whole);
    println!("{count} reports archived in {:.2?}", started.elapsed());

    let archive = Archive::open(&place).expect("the archive is there");
    let newest = generator::FIRST_YEAR + generator::YEARS as u16 - 1;
    let one = Filter { agencies: vec![generator::office(0)], years: Some(newest..=newest) };
    let year = Filter { years: Some(newest..=newest), ..Filter::default() };
    for (what, filter) in [("one report", one), ("the newest year", year), ("everything", Filter::default())]
    {
        let started = Instant::now();
        let found = archive.review(&Review { filter, ..Review::default() }).expect("it can be reviewed");
        println!(
            "{what}: {} reports, {} findings ({} errors) in {:.2?}",
            found.reports,
            found.findings.len(),
            found.errors,
            started.elapsed()
        );
    }
}
