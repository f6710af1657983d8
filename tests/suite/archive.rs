//! An archive keeps what it was given, answers what is in it, and survives what happens to it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use nianbao::archive::ingest::{Fate, Filed, Options, Recognised};
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::search::Search;
use nianbao::archive::query::series::Wanted;
use nianbao::archive::query::sql::Allowance;
use nianbao::archive::{Archive, Error, Patience, Writer};
use nianbao::report::{Applicant, Note, Place, Quantity, Report, State};

use crate::generator;

pub(crate) fn writer(dir: &Path) -> Writer {
    Writer::create_or_open(dir, Patience { timeout: Duration::from_secs(5), waiting: &mut |_| {} }).unwrap()
}

fn as_file(report: Report) -> Recognised {
    let text = generator::text(&report);
    Recognised::new(format!("{}.txt", report.title), "text", text.into_bytes(), report)
}

pub(crate) fn keep(writer: &mut Writer, reports: impl IntoIterator<Item = Report>) -> Vec<Fate> {
    let files = reports.into_iter().map(as_file).collect();
    let outcomes = writer.add_recognised(files, &Options::default()).unwrap();
    outcomes.into_iter().map(|outcome| outcome.fate).collect()
}

fn archived(fate: &Fate) -> &Filed {
    match fate {
        Fate::Archived(filed) => filed,
        other => panic!("not archived: {other:?}"),
    }
}

pub(crate) fn search(archive: &Archive, words: &str) -> (usize, usize, Vec<String>) {
    let request = Search { words: words.to_owned(), limit: 1000, ..Search::default() };
    let found = archive.search(&request).unwrap();
    assert!(found.notes.is_empty(), "{:?}", found.notes);
    let mut texts: Vec<String> = found.hits.into_iter().map(|hit| hit.text).collect();
    // their order is the business of the test on ranking
    texts.sort();
    (found.total_passages, found.total_reports, texts)
}

#[test]
fn a_report_comes_back_as_it_was_recognised() {
    let dir = tempfile::tempdir().unwrap();
    let mut report = generator::report(3);
    report.notes = vec![
        Note::new("整份"),
        Note::at(Place { page: Some(2), line: None, block: 7, cell: Some((3, 4)) }, "一格"),
    ];
    report.agency_printed = Some("某局".to_owned());
    report.published = "2023-01-31".parse().ok();
    report.period = nianbao::report::Period::of_year(2022);
    let place = Some(Place { page: Some(3), line: Some(12), block: 9, cell: Some((5, 2)) });
    let states = [State::Blank, State::Dash, State::Unreadable, State::Absent, State::Number];
    for (figure, state) in report.figures.iter_mut().zip(states) {
        figure.state = state;
        figure.value = (state == State::Number).then_some(Quantity::from_ten_thousandths(727_012_578));
        figure.printed = match state {
            State::Number => Some("7 2701.2578".to_owned()),
            State::Blank => Some(String::new()),
            State::Dash => Some("—".to_owned()),
            State::Unreadable => Some("见附件".to_owned()),
            State::Absent => None,
        };
        figure.place = figure.printed.is_some().then_some(place).flatten();
    }
    report.figures[4].remark = Some("其中修订16件".to_owned());
    report.figures[5].doubt = Some("列的位置是推断的".to_owned());

    let mut writer = writer(&dir.path().join("archive"));
    let fates = keep(&mut writer, [report.clone()]);
    assert_eq!(archived(&fates[0]).revision, 1);
    let kept = writer.archive().report(&report.agency, report.year, None).unwrap();
    assert_eq!(kept.report, report);
    assert_eq!((kept.last_revision, kept.entry.notes), (1, 2));
    let original = writer.archive().original(&report.agency, report.year, None).unwrap();
    assert_eq!(original.bytes, generator::text(&report).into_bytes());
}

#[test]
fn the_same_bytes_are_kept_once_and_other_bytes_are_a_revision() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    let first = generator::report(0);
    let mut second = first.clone();
    second.figures[0].value = Some(Quantity::whole(77));
    second.figures[0].printed = Some("77".to_owned());
    second.sections[0].text.push_str("\n补充说明。");
    keep(&mut writer, [first.clone()]);
    assert!(
        matches!(&keep(&mut writer, [first.clone()])[0], Fate::AlreadyArchived(filed) if filed.revision == 1)
    );
    assert!(matches!(&keep(&mut writer, [second.clone()])[0], Fate::Revised(filed) if filed.revision == 2));
    assert!(
        matches!(&keep(&mut writer, [first.clone()])[0], Fate::AlreadyArchived(filed) if filed.revision == 1)
    );

    let archive = writer.archive();
    assert_eq!(archive.list(&Filter::default()).unwrap().reports.len(), 1);
    assert_eq!(archive.report(&first.agency, first.year, Some(1)).unwrap().report, first);
    assert_eq!(archive.report(&first.agency, first.year, None).unwrap().report, second);
    let changes = archive.changes(&first.agency, first.year, 1, 2).unwrap();
    assert_eq!(changes.figures.len(), 1);
    assert_eq!(changes.figures[0].after.value, Some(Quantity::whole(77)));
    assert_eq!(changes.sections.iter().map(|section| section.number).collect::<Vec<_>>(), [1]);
    assert_eq!(search(archive, "补充说明").0, 1);
    assert!(matches!(
        archive.report(&first.agency, first.year, Some(3)),
        Err(Error::UnknownRevision { last: 2, .. })
    ));
}

#[test]
fn a_removed_report_is_out_of_sight_until_its_file_comes_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    let reports = [generator::report(0), generator::report(1)];
    keep(&mut writer, reports.clone());
    let phrase: String = reports[0].sections[0].text.chars().take(30).collect();
    assert_eq!(search(writer.archive(), &phrase).1, 1);
    writer.remove(&reports[0].agency, reports[0].year).unwrap();
    assert_eq!(writer.archive().list(&Filter::default()).unwrap().reports.len(), 1);
    assert_eq!(search(writer.archive(), &phrase).0, 0);
    let missing = writer.archive().report(&reports[0].agency, reports[0].year, None);
    assert!(matches!(missing, Err(Error::UnknownReport { years, .. }) if years == [reports[1].year]));
    assert!(matches!(keep(&mut writer, [reports[0].clone()])[0], Fate::Archived(_)));
    assert_eq!(
        writer.archive().report(&reports[0].agency, reports[0].year, None).unwrap().report,
        reports[0]
    );
    assert_eq!(search(writer.archive(), &phrase).1, 1);
}

#[test]
fn near_names_stay_apart_until_a_person_says_that_they_are_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    let named = |n: usize, agency: &str| Report { agency: agency.to_owned(), ..generator::report(n) };
    keep(&mut writer, [named(0, "白河金谷工业园区管委会")]);
    let near = keep(&mut writer, [named(1, "云州白河金谷工业园区管委会")]);
    assert!(archived(&near[0]).hints[0].to_string().contains("白河金谷工业园区管委会"), "{near:?}");
    // width and white space alone make no other office
    let same = keep(&mut writer, [named(2, "白河金谷 工业园区管委会")]);
    assert!(archived(&same[0]).hints.is_empty());
    assert_eq!(writer.archive().offices().unwrap().len(), 2);
    let ambiguous = writer.archive().office("金谷");
    assert!(matches!(ambiguous, Err(Error::AmbiguousOffice { candidates, .. }) if candidates.len() == 2));

    writer.add_alias("白河金谷工业园区管委会", "云州白河金谷工业园区管委会").unwrap();
    let offices = writer.archive().offices().unwrap();
    assert_eq!(offices.len(), 1);
    assert_eq!(
        (offices[0].reports, offices[0].aliases.as_slice()),
        (3, &["云州白河金谷工业园区管委会".to_owned()][..])
    );
    assert_eq!(writer.archive().office("金谷").unwrap(), "白河金谷工业园区管委会");
    let later = keep(&mut writer, [named(3, "云州白河金谷工业园区管委会")]);
    assert_eq!(archived(&later[0]).agency, "白河金谷工业园区管委会");
}

#[test]
fn offices_with_reports_for_the_same_year_are_never_merged() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    let reports = [generator::report(0), generator::report(generator::YEARS)];
    keep(&mut writer, reports.clone());
    let refused = writer.add_alias(&reports[0].agency, &reports[1].agency);
    assert!(matches!(refused, Err(Error::Alias { .. })), "{refused:?}");
    assert_eq!(writer.archive().offices().unwrap().len(), 2);
}

#[test]
fn a_series_has_a_row_for_every_report_and_gaps_where_there_is_no_number() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    let mut reports: Vec<Report> = (0..2 * generator::YEARS).map(generator::report).collect();
    let blank = reports[1]
        .figures
        .iter_mut()
        .find(|f| f.indicator == "requests.received" && f.applicant == Some(Applicant::Total))
        .unwrap();
    (blank.state, blank.value, blank.printed) = (State::Blank, None, Some(String::new()));
    keep(&mut writer, reports.clone());
    let ask = |indicator: &str, agencies: &[&str]| {
        let agencies = agencies.iter().map(|name| (*name).to_owned()).collect();
        writer
            .archive()
            .series(&Wanted { indicators: vec![indicator.to_owned()], agencies, ..Wanted::default() })
            .unwrap()
            .points
    };
    let all = ask("requests.received", &[]);
    assert_eq!(all.len(), reports.len());
    for point in &all {
        let report = reports.iter().find(|r| r.agency == point.agency && r.year == point.year).unwrap();
        assert_eq!(point.value, report.value("requests.received", Some(Applicant::Total)));
    }
    assert_eq!(all.iter().filter(|point| point.state == State::Blank).count(), 1);
    let one = ask("requests.received", &[&reports[0].agency]);
    assert_eq!(one.len(), generator::YEARS);
    assert_eq!(
        one.iter().map(|point| point.value).collect::<Vec<_>>(),
        reports[..generator::YEARS]
            .iter()
            .map(|r| r.value("requests.received", Some(Applicant::Total)))
            .collect::<Vec<_>>()
    );
    // only the form of 2019 asks for it
    assert_eq!(ask("proactive.fees.items_change", &[]).len(), 4);
}

#[test]
fn sql_can_only_read() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path());
    keep(&mut writer, (0..4).map(generator::report));
    let archive = writer.archive();
    let ask =
        |statement: &str| archive.sql(statement, Allowance { rows: 1000, time: Duration::from_secs(2) });
    let table = ask("SELECT agency, year, value FROM figures WHERE indicator = 'requests.received' AND applicant = 'total' ORDER BY year").unwrap();
    assert_eq!(table.columns, ["agency", "year", "value"]);
    assert_eq!(table.rows.len(), 4);
    let other = dir.path().join("other.sqlite").display().to_string();
    for statement in [
        "DELETE FROM report",
        "UPDATE setting SET value = ''",
        "CREATE TABLE t (x)",
        "CREATE TEMP TABLE t (x)",
        &format!("ATTACH '{other}' AS other"),
        &format!("VACUUM INTO '{other}'"),
        "SELECT load_extension('x')",
        "SELECT readfile('/etc/passwd')",
        "PRAGMA journal_mode = delete",
        "PRAGMA writable_schema = 1",
        "BEGIN IMMEDIATE",
        "SELECT 1; DELETE FROM report",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
        "SELECT length(zeroblob(1000000000))",
        "SELEC 1",
        "",
    ] {
        let refused = ask(statement);
        assert!(matches!(refused, Err(Error::Statement { .. })), "{statement}: {refused:?}");
    }
    assert!(!Path::new(&other).exists());
    assert_eq!(archive.list(&Filter::default()).unwrap().reports.len(), 4);
    for view in ["reports", "revisions", "figures", "figures_wide", "figures_by_year", "passages", "offices"]
    {
        assert!(!ask(&format!("SELECT * FROM {view} LIMIT 5")).unwrap().rows.is_empty(), "{view}");
    }
}

#[test]
fn an_index_that_is_lost_or_damaged_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let reports: Vec<Report> = (0..5).map(generator::report).collect();
    keep(&mut writer(dir.path()), reports);
    let index = dir.path().join("index");
    let expected = search(&Archive::open(dir.path()).unwrap(), "公开");
    assert!(expected.0 > 5);
    let damages: [&dyn Fn(); 3] = [
        &|| fs::remove_dir_all(&index).unwrap(),
        &|| fs::write(index.join("meta.json"), "{}").unwrap(),
        &|| {
            for entry in fs::read_dir(&index).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension != "json") {
                    fs::write(&path, "").unwrap();
                }
            }
        },
    ];
    for damage in damages {
        damage();
        let found = Archive::open(dir.path())
            .unwrap()
            .search(&Search { words: "公开".to_owned(), ..Search::default() })
            .unwrap();
        assert_eq!((found.total_passages, found.total_reports), (expected.0, expected.1));
        assert_eq!(found.notes.len(), 1, "a reader says that it read the text");
        drop(writer(dir.path()));
        assert_eq!(search(&Archive::open(dir.path()).unwrap(), "公开").0, expected.0);
    }
}

#[test]
fn a_reader_sees_what_the_index_does_not_hold_yet() {
    let dir = tempfile::tempdir().unwrap();
    let reports: Vec<Report> = (0..6).map(generator::report).collect();
    keep(&mut writer(dir.path()), reports.clone());
    let before = search(&Archive::open(dir.path()).unwrap(), "公开");
    // as a crash leaves it between the commit of the rows and that of the index
    let conn = rusqlite::Connection::open(dir.path().join("archive.sqlite")).unwrap();
    conn.execute("INSERT INTO index_todo SELECT id FROM report LIMIT 3", []).unwrap();
    conn.execute(
        "UPDATE passage SET text = text || '（增补）' WHERE revision = (SELECT newest FROM report LIMIT 1)",
        [],
    )
    .unwrap();
    drop(conn);
    let archive = Archive::open(dir.path()).unwrap();
    assert_eq!(search(&archive, "公开").0, before.0);
    let added = search(&archive, "增补");
    assert_eq!(added.1, 1);
    drop(writer(dir.path()));
    assert_eq!(search(&archive, "增补"), added);
    assert_eq!(archive.sql("SELECT * FROM index_todo", Allowance::default()).unwrap().rows.len(), 0);
}

#[test]
fn archives_that_cannot_be_used_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    assert!(matches!(Archive::open(&at("none")), Err(Error::Missing { .. })));
    fs::create_dir(at("foreign")).unwrap();
    fs::write(at("foreign/notes.txt"), "x").unwrap();
    assert!(matches!(Archive::open(&at("foreign")), Err(Error::Missing { .. })));
    let patience = Patience { timeout: Duration::ZERO, waiting: &mut |_| {} };
    assert!(matches!(Writer::create_or_open(&at("foreign"), patience), Err(Error::NotAnArchive { .. })));
    drop(writer(&at("newer")));
    let conn = rusqlite::Connection::open(at("newer/archive.sqlite")).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    assert!(matches!(Archive::open(&at("newer")), Err(Error::Newer { found: 99, .. })));
    fs::create_dir(at("damaged")).unwrap();
    fs::write(
        at("damaged/archive.sqlite"),
        "this is no database, only text that is long enough to be one, perhaps".repeat(20),
    )
    .unwrap();
    assert!(matches!(Archive::open(&at("damaged")), Err(Error::Damaged { .. })));
}

#[test]
fn a_second_writer_waits_and_then_gives_up() {
    let dir = tempfile::tempdir().unwrap();
    let first = writer(dir.path());
    let mut told = 0;
    let mut waiting = |_| told += 1;
    let patience = Patience { timeout: Duration::from_millis(80), waiting: &mut waiting };
    assert!(matches!(Writer::create_or_open(dir.path(), patience), Err(Error::Busy { .. })));
    assert_eq!(told, 1);
    assert!(Archive::open(dir.path()).unwrap().list(&Filter::default()).unwrap().reports.is_empty());
    drop(first);
    drop(writer(dir.path()));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_an_archive() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("deep/archive");
    keep(&mut writer(&place), [generator::report(0)]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place), 0o700);
    assert_eq!(mode(&place.join("archive.sqlite")), 0o600);
    assert_eq!(mode(&place.join("index")), 0o700);
    let hash = Archive::open(&place).unwrap().list(&Filter::default()).unwrap().reports[0].sha256.clone();
    assert_eq!(mode(&place.join("originals").join(&hash[..2])), 0o700);
    assert_eq!(mode(&place.join("originals").join(&hash[..2]).join(&hash)), 0o600);
}
