//! Questions of every kind, as texts that can be compared: without the times at which things were done.

use std::fmt::Write as _;

use nianbao::archive::Archive;
use nianbao::archive::query::browse::{Entry, Filter};
use nianbao::archive::query::review::Review;
use nianbao::archive::query::search::Search;
use nianbao::archive::query::series::Wanted;
use nianbao::archive::query::sql::Allowance;

/// A question, or several of one kind: what it asks, and the answer without the times at which things were done.
pub(super) type Question = (&'static str, fn(&Archive) -> String);

/// Questions of every kind.
pub(super) const QUESTIONS: &[Question] = &[
    ("reports", reports),
    ("files", files),
    ("series", series),
    ("search", search),
    ("review", review),
    ("prose", |archive| {
        let all = Filter::default();
        format!("{:?} {:?}", archive.problems(&all).unwrap(), archive.mentions(&all, None).unwrap())
    }),
    ("offices", |archive| {
        let (offices, register) = (archive.offices().unwrap(), archive.register().unwrap());
        format!("{offices:?} {:?} {:?}", register.offices(), archive.dictionary().unwrap())
    }),
    ("stages", |archive| {
        sql(
            archive,
            "SELECT agency, year, stage, day, who, note, remarks, revision FROM follow_ups
             ORDER BY follow_up_id",
        )
    }),
    ("figures", |archive| {
        sql(
            archive,
            "SELECT agency, year, indicator, applicant, value, state, remark, doubt, corrected FROM figures
             ORDER BY 1, 2, 3, 4",
        )
    }),
    ("passages", |archive| {
        sql(archive, "SELECT agency, year, section, kind, text FROM passages ORDER BY 1, 2, passage_id")
    }),
    ("views", |archive| {
        let offices = sql(archive, "SELECT * FROM offices ORDER BY 1");
        let reports = "SELECT agency, year, revision, title, doubts, sha256 FROM reports ORDER BY 1, 2";
        let revisions = "SELECT agency, year, revision, in_force, is_copy, title, file FROM revisions
                         WHERE revision IS NOT NULL ORDER BY 1, 2, 3, file";
        format!("{offices}{}{}", sql(archive, reports), sql(archive, revisions))
    }),
];

fn sql(archive: &Archive, statement: &str) -> String {
    format!("{:?}", archive.sql(statement, Allowance::default()).unwrap().rows)
}

fn plain(entry: &Entry) -> Entry {
    Entry { added: String::new(), ..entry.clone() }
}

fn reports(archive: &Archive) -> String {
    let mut out = String::new();
    for entry in archive.list(&Filter::default()).unwrap().reports {
        writeln!(out, "{:?}", plain(&entry)).unwrap();
        for revision in archive.revisions(&entry.agency, entry.year).unwrap() {
            let kept = archive.report(&entry.agency, entry.year, Some(revision.revision)).unwrap();
            writeln!(out, "{:?} of {} {:?}", plain(&kept.entry), kept.last_revision, kept.report).unwrap();
        }
        let kept = archive.report(&entry.agency, entry.year, None).unwrap();
        assert_eq!(kept.entry.revision, kept.last_revision);
        let original = archive.original(&entry.agency, entry.year, None).unwrap();
        assert_eq!(original.entry.sha256, entry.sha256);
    }
    out
}

fn files(archive: &Archive) -> String {
    let mut out = String::new();
    for revision in archive.list_revisions(&Filter::default()).unwrap().revisions {
        writeln!(out, "{:?} {:?}", plain(&revision.entry), (revision.in_force, revision.order)).unwrap();
    }
    for entry in archive.list(&Filter::default()).unwrap().reports {
        for file in archive.files(&entry.agency, entry.year).unwrap().files {
            let told = (file.revision, file.best, file.file, file.sha256, file.numbers, file.doubts);
            writeln!(out, "{told:?}").unwrap();
        }
    }
    out
}

fn series(archive: &Archive) -> String {
    let mut out = String::new();
    for sum in [false, true] {
        let indicators = ["requests.received", "proactive.licensing.decisions", "statistics.received.online"];
        let indicators = indicators.map(str::to_owned).to_vec();
        let series = archive.series(&Wanted { indicators, sum, ..Wanted::default() }).unwrap();
        writeln!(out, "{:?}", series.table()).unwrap();
    }
    out
}

fn search(archive: &Archive) -> String {
    let mut out = String::new();
    for words in ["公开", "不足", "更正"] {
        let found =
            archive.search(&Search { words: words.to_owned(), limit: 100, ..Search::default() }).unwrap();
        let mut hits: Vec<String> =
            found.hits.iter().map(|hit| format!("{} {} {}", hit.agency, hit.year, hit.text)).collect();
        hits.sort();
        writeln!(out, "{words} {} {} {hits:?}", found.total_passages, found.total_reports).unwrap();
    }
    out
}

fn review(archive: &Archive) -> String {
    let mut out = String::new();
    for judged in archive.review(&Review::default()).unwrap().findings {
        let waived = judged.waived.map(|waiver| (waiver.who, waiver.why));
        writeln!(out, "{:?} {waived:?}", judged.finding).unwrap();
    }
    out
}
