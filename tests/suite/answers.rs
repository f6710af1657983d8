//! Answers about figures equal plain SQL: over the truth beside the real documents, which the program reads for
//! itself, and over the table of the samples' figures.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use nianbao::archive::Archive;
use nianbao::archive::query::series::Wanted;
use nianbao::report::{Applicant, Quantity, Report, State};
use rusqlite::{Connection, Row, params};

use super::check;
use super::cli::Program;
use super::review;

/// A cell whose digit is on another line: its truth allows a blank as well.
const BLANK_TOO: &[(&str, u16, &str, Option<Applicant>)] =
    &[("上海市科学技术委员会", 2024, "requests.carried_out", Some(Applicant::Total))];

/// An archive, and in a database of its own what its reports truly say.
struct Case {
    program: Program,
    truth: Connection,
}

type Key = (String, u16);

impl Case {
    fn of(program: Program, reports: &[Report]) -> Self {
        let truth = Connection::open_in_memory().unwrap();
        truth
            .execute_batch("CREATE TABLE truth (agency TEXT, year INTEGER, indicator TEXT, applicant TEXT, value INTEGER)")
            .unwrap();
        for report in reports {
            for figure in report.figures.iter().filter(|figure| figure.state != State::Absent) {
                let cell = (report.agency.as_str(), report.year, figure.indicator, figure.applicant);
                let value =
                    figure.value.filter(|_| !BLANK_TOO.contains(&cell)).map(Quantity::ten_thousandths);
                let applicant = figure.applicant.map(Applicant::key);
                truth
                    .execute(
                        "INSERT INTO truth VALUES (?1, ?2, ?3, ?4, ?5)",
                        params![report.agency, report.year, figure.indicator, applicant, value],
                    )
                    .unwrap();
            }
        }
        Self { program, truth }
    }

    fn archive(&self) -> Archive {
        Archive::open(&self.program.dir.path().join("archive")).unwrap()
    }

    fn ask<T>(&self, sql: &str, given: impl rusqlite::Params, row: impl Fn(&Row<'_>) -> T) -> Vec<T> {
        let mut statement = self.truth.prepare(sql).unwrap();
        let rows = statement.query_map(given, |found| Ok(row(found))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    /// Every cell that a report has.
    fn cells(&self) -> Vec<(String, Option<Applicant>)> {
        let sql = "SELECT DISTINCT indicator, applicant FROM truth";
        self.ask(sql, [], |row| {
            let applicant: Option<String> = row.get(1).unwrap();
            (row.get(0).unwrap(), applicant.map(|name| Applicant::from_name(&name).expect("of the form")))
        })
    }
}

fn quantity(ten_thousandths: i64) -> Quantity {
    Quantity::from_ten_thousandths(ten_thousandths)
}

/// A percentage as SQL reckons it, in binary, is the same as the exact one when it is rounded.
fn same_percent(exact: Option<Quantity>, reckoned: Option<f64>) -> bool {
    match (exact, reckoned) {
        (Some(exact), Some(reckoned)) => (exact.as_f64() - reckoned).abs() <= 0.005 + 1e-9,
        (None, None) => true,
        _ => false,
    }
}

/// The real documents, of each report the first file, and the samples.
fn cases() -> Vec<Case> {
    let mut cases = vec![Case::of(review::samples(), &check::samples())];
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports"));
    let program = Program::new();
    let mut reports: Vec<Report> = Vec::new();
    let mut seen: BTreeSet<Key> = BTreeSet::new();
    for (name, (truth, report)) in check::truths() {
        let (Some(agency), Some(year)) = (truth["agency"].as_str(), truth["year"].as_u64()) else { continue };
        if !truth["expect"].is_null() || !seen.insert((report.agency.clone(), report.year)) {
            continue;
        }
        let files = fs::read_dir(folder.join(&name)).unwrap().map(|entry| entry.unwrap().path());
        let source = files.into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == "source"));
        let source = source.expect("each folder has a source");
        let year = year.to_string();
        let given = ["add", "--quiet", "--agency", agency, "--year", &year, &source.to_string_lossy()];
        program.run(&given).ends(0);
        reports.push(report);
    }
    if !reports.is_empty() {
        assert!(reports.len() >= 8, "{seen:?}");
        cases.push(Case::of(program, &reports));
    }
    cases
}

#[test]
fn every_series_and_change_is_what_sql_says() {
    for case in cases() {
        let archive = case.archive();
        let cells = case.cells();
        assert!(cells.len() > 150, "{}", cells.len());
        let mut compared = 0;
        for (indicator, applicant) in cells {
            let wanted = Wanted { indicators: vec![indicator.clone()], applicant, ..Wanted::default() };
            let points = archive.series(&wanted).unwrap().points;
            let printed: BTreeMap<Key, (Option<Quantity>, Option<Quantity>)> = points
                .iter()
                .filter(|point| point.value.is_some())
                .map(|point| ((point.agency.clone(), point.year), (point.value, point.change)))
                .collect();
            let sql = "SELECT now.agency, now.year, now.value, now.value - before.value
                       FROM truth AS now LEFT JOIN truth AS before ON before.agency = now.agency
                        AND before.year = now.year - 1 AND before.indicator = now.indicator
                        AND before.applicant IS now.applicant
                       WHERE now.indicator = ?1 AND now.applicant IS ?2 AND now.value IS NOT NULL";
            let expected: BTreeMap<Key, (Option<Quantity>, Option<Quantity>)> = case
                .ask(sql, params![indicator, applicant.map(Applicant::key)], |row| {
                    let number = |n| row.get::<_, Option<i64>>(n).unwrap().map(quantity);
                    ((row.get(0).unwrap(), row.get(1).unwrap()), (number(2), number(3)))
                })
                .into_iter()
                .collect();
            assert_eq!(printed, expected, "{indicator} {applicant:?}");
            compared += printed.len();
        }
        assert!(compared > 1000, "{compared}");
    }
}

#[test]
fn every_sum_and_mean_is_what_sql_says() {
    for case in cases() {
        let archive = case.archive();
        for (indicator, applicant) in case.cells() {
            let asked = |mean: bool| {
                let wanted = Wanted {
                    indicators: vec![indicator.clone()],
                    applicant,
                    sum: !mean,
                    mean,
                    all: true,
                    ..Wanted::default()
                };
                let points = archive.series(&wanted).unwrap().points;
                let numbers = points.into_iter().filter_map(|point| Some((point.year, point.value?)));
                numbers.collect::<BTreeMap<u16, Quantity>>()
            };
            let sql = "SELECT year, sum(value), avg(value) / 10000.0 FROM truth
                       WHERE indicator = ?1 AND applicant IS ?2 GROUP BY year HAVING count(value) > 0";
            let expected = case.ask(sql, params![indicator, applicant.map(Applicant::key)], |row| {
                (row.get::<_, u16>(0).unwrap(), quantity(row.get(1).unwrap()), row.get::<_, f64>(2).unwrap())
            });
            let sums: BTreeMap<u16, Quantity> = expected.iter().map(|(year, sum, _)| (*year, *sum)).collect();
            assert_eq!(asked(false), sums, "{indicator} {applicant:?}");
            let means = asked(true);
            assert_eq!(means.len(), expected.len());
            for (year, _, mean) in expected {
                assert!(same_percent(means.get(&year).copied(), Some(mean)), "{indicator} {year} {mean}");
            }
        }
    }
}

#[test]
fn every_ranking_is_what_sql_says() {
    for case in cases() {
        let archive = case.archive();
        let years: Vec<u16> = case.ask("SELECT DISTINCT year FROM truth", [], |row| row.get(0).unwrap());
        for year in years {
            for indicator in ["requests.received", "requests.concluded", "proactive.fees.amount"] {
                let ranking = archive.rank(indicator, None, year, false, true).unwrap();
                let sql = "SELECT rank() OVER (ORDER BY value DESC), agency, value,
                                  100.0 * value / nullif(sum(value) OVER (), 0),
                                  100.0 * sum(value) OVER (ORDER BY value DESC, agency ROWS UNBOUNDED PRECEDING)
                                    / nullif(sum(value) OVER (), 0)
                           FROM truth WHERE indicator = ?1 AND coalesce(applicant, 'total') = 'total' AND year = ?2
                             AND value IS NOT NULL
                           ORDER BY value DESC, agency";
                let expected = case.ask(sql, params![indicator, year], |row| {
                    (
                        row.get::<_, usize>(0).unwrap(),
                        row.get::<_, String>(1).unwrap(),
                        quantity(row.get(2).unwrap()),
                        (row.get::<_, Option<f64>>(3).unwrap(), row.get::<_, Option<f64>>(4).unwrap()),
                    )
                });
                let printed: Vec<_> =
                    ranking.offices.iter().map(|o| (o.rank, o.agency.clone(), o.value)).collect();
                let plain: Vec<_> = expected.iter().map(|e| (e.0, e.1.clone(), e.2)).collect();
                assert_eq!(printed, plain, "{indicator} {year}");
                for (office, (.., (share, cumulative))) in ranking.offices.iter().zip(expected) {
                    assert!(same_percent(office.share, share), "{office:?} {share:?}");
                    assert!(same_percent(office.cumulative, cumulative), "{office:?} {cumulative:?}");
                }
            }
        }
    }
}

/// Derived figures as SQL over the row of a report: `[key]` is a total, or a figure given once.
const DERIVED: &[(&str, &str)] = &[
    ("derived.handled", "[requests.received] + [requests.carried_in]"),
    (
        "derived.disclosure_rate",
        "1000000.0 * ([requests.granted] + [requests.partly_granted]) / nullif([requests.concluded], 0)",
    ),
    (
        "derived.conclusion_rate",
        "1000000.0 * [requests.concluded] / nullif([requests.received] + [requests.carried_in], 0)",
    ),
    (
        "derived.reconsideration_corrected_rate",
        "1000000.0 * [reconsideration.corrected]
         / nullif([reconsideration.upheld] + [reconsideration.corrected] + [reconsideration.other], 0)",
    ),
    (
        "derived.litigation_lost_rate",
        "1000000.0 * ([litigation_direct.corrected] + [litigation_after_reconsideration.corrected])
         / nullif([litigation_direct.upheld] + [litigation_direct.corrected] + [litigation_direct.other]
           + [litigation_after_reconsideration.upheld] + [litigation_after_reconsideration.corrected]
           + [litigation_after_reconsideration.other], 0)",
    ),
];

/// Groups of rows that a derived figure adds up: empty where one of them is not a number.
const ADDED: &[(&str, &str)] = &[
    ("derived.refused", "requests.refused.%"),
    ("derived.unavailable", "requests.unavailable.%"),
    ("derived.not_processed", "requests.not_processed.%"),
    ("derived.other", "requests.other.%"),
];

#[test]
fn every_derived_figure_is_what_sql_says() {
    for case in cases() {
        let archive = case.archive();
        let mut compared = 0;
        let printed = |key: &str| -> BTreeMap<Key, Quantity> {
            let wanted = Wanted { indicators: vec![key.to_owned()], ..Wanted::default() };
            let points = archive.series(&wanted).unwrap().points.into_iter();
            points.filter_map(|point| Some(((point.agency, point.year), point.value?))).collect()
        };
        for (key, expression) in DERIVED {
            let operand = "(SELECT value FROM truth WHERE agency = report.agency AND year = report.year
                            AND coalesce(applicant, 'total') = 'total' AND indicator = '";
            let expression = expression.replace('[', operand).replace(']', "')");
            let sql = format!(
                "SELECT agency, year, {expression} FROM (SELECT DISTINCT agency, year FROM truth) AS report"
            );
            let expected = case.ask(&sql, [], |row| {
                ((row.get(0).unwrap(), row.get(1).unwrap()), row.get::<_, Option<f64>>(2).unwrap())
            });
            let printed = printed(key);
            for (report, value) in expected {
                let value = value.map(|value| value / 10_000.0);
                assert!(same_percent(printed.get(&report).copied(), value), "{key} {report:?} {value:?}");
                compared += usize::from(value.is_some());
            }
        }
        for (key, like) in ADDED {
            let sql =
                "SELECT agency, year, sum(value) FROM truth WHERE indicator LIKE ?1 AND applicant = 'total'
                       GROUP BY agency, year HAVING count(*) = count(value)";
            let expected: BTreeMap<Key, Quantity> = case
                .ask(sql, [like], |row| {
                    ((row.get(0).unwrap(), row.get(1).unwrap()), quantity(row.get(2).unwrap()))
                })
                .into_iter()
                .collect();
            compared += expected.len();
            assert_eq!(printed(key), expected, "{key}");
        }
        assert!(compared > 50, "{compared}");
    }
}

#[test]
fn every_comparison_is_what_sql_says() {
    for case in cases() {
        let archive = case.archive();
        let sql = "SELECT DISTINCT now.agency, now.year FROM truth AS now
                   JOIN truth AS before ON before.agency = now.agency AND before.year = now.year - 1";
        let pairs: Vec<Key> = case.ask(sql, [], |row| (row.get(0).unwrap(), row.get(1).unwrap()));
        assert!(!pairs.is_empty());
        for (agency, year) in pairs {
            let compared = archive.compare((&agency, year - 1), (&agency, year)).unwrap();
            let printed: BTreeSet<(String, Option<String>, Quantity)> = compared
                .figures
                .iter()
                .filter_map(|figure| {
                    let applicant = figure.applicant.map(|applicant| applicant.key().to_owned());
                    Some((figure.indicator.to_owned(), applicant, figure.difference?))
                })
                .collect();
            let sql = "SELECT now.indicator, now.applicant, now.value - before.value FROM truth AS now
                       JOIN truth AS before ON before.agency = now.agency AND before.year = now.year - 1
                        AND before.indicator = now.indicator AND before.applicant IS now.applicant
                       WHERE now.agency = ?1 AND now.year = ?2 AND now.value - before.value IS NOT NULL";
            let expected: BTreeSet<_> = case
                .ask(sql, params![agency, year], |row| {
                    (row.get(0).unwrap(), row.get(1).unwrap(), quantity(row.get(2).unwrap()))
                })
                .into_iter()
                .collect();
            assert_eq!(printed, expected, "{agency} {year}");
        }
    }
}
