//! An archive full of generated reports.

use std::path::Path;
use std::time::Duration;

use nianbao::archive::ingest::{Options, Recognised};
use nianbao::archive::{Patience, Writer};

use crate::generator;

/// Reports that are archived in one go.
const BATCH: usize = 500;

/// Archives `count` reports in a place where there is no archive.
pub(crate) fn fill(place: &Path, count: usize, report: impl Fn(usize) -> Recognised) {
    let patience = Patience { timeout: Duration::from_secs(1), waiting: &mut |_| {} };
    let mut writer = Writer::create_or_open(place, patience).expect("an archive can be made");
    for first in (0..count).step_by(BATCH) {
        let reports = (first..count.min(first + BATCH)).map(&report).collect();
        writer.add_recognised(reports, &Options::default()).expect("reports can be added");
    }
}

/// A generated report as it would be recognised in its text.
pub(crate) fn whole(n: usize) -> Recognised {
    let report = generator::report(n);
    let text = generator::text(&report);
    Recognised::new(format!("{n}.txt"), "text", text.into_bytes(), report)
}
