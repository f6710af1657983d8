//! Sentences against tables: no fair sentence is reported, no false one is missed.
//!
//! The sentences and the figures are data: `tests/fixtures/prose`. Those that are held out measure how
//! far the reading carries beyond the sentences that it was written with.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use nianbao::report::check::{Context, Finding, check_in_context, check_report};
use nianbao::report::{Applicant, FormId, Report};

use proptest::prelude::*;

use super::prose::section;
use super::{empty, print, print_row};

/// Short names of figures in the fixtures, and the keys that they stand for.
const FIGURES: &[(&str, &str)] = &[
    ("received", "requests.received"),
    ("carried_in", "requests.carried_in"),
    ("granted", "requests.granted"),
    ("partly", "requests.partly_granted"),
    ("refused", "requests.refused."),
    ("third_party", "requests.refused.third_party"),
    ("internal", "requests.refused.internal_affairs"),
    ("process", "requests.refused.deliberative_process"),
    ("unavailable", "requests.unavailable."),
    ("not_held", "requests.unavailable.not_held"),
    ("needs_production", "requests.unavailable.needs_production"),
    ("not_processed", "requests.not_processed."),
    ("petition", "requests.not_processed.petition"),
    ("other", "requests.other."),
    ("not_corrected", "requests.other.not_corrected"),
    ("other_other", "requests.other.other"),
    ("concluded", "requests.concluded"),
    ("carried_out", "requests.carried_out"),
    ("natural", "requests."),
    ("legal", "requests."),
    ("review", "reconsideration."),
    ("litigation", "litigation_"),
    ("direct", "litigation_direct."),
    ("after", "litigation_after_reconsideration."),
    ("rules", "proactive.rules."),
    ("documents", "proactive.normative_documents."),
    ("licensing", "proactive.licensing.decisions"),
    ("penalties", "proactive.penalties.decisions"),
    ("compulsion", "proactive.compulsion.decisions"),
    ("fees", "proactive.fees.amount"),
];

/// The key of a short name, with what stands behind its dot: `review.upheld`.
fn key(name: &str) -> String {
    let (head, tail) = name.split_once('.').unwrap_or((name, ""));
    let known = FIGURES.iter().find(|(short, _)| *short == head);
    let (_, key) = known.unwrap_or_else(|| panic!("no figure is called {name}"));
    format!("{key}{tail}")
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/prose").join(name);
    fs::read_to_string(path).expect("the fixture is here")
}

/// The reports without their prose, by the name of their table.
fn tables() -> BTreeMap<String, Report> {
    let text = fixture("tables.tsv");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [name, agency, year, figures] = fields[..] else { panic!("four fields: {line}") };
            let mut report = empty(agency, year.parse().expect("a year"), FormId::for_year(2021));
            for indicator in report.form.edition().expect("a form").indicators {
                match indicator.by_applicant {
                    _ if !indicator.stands_for.is_empty() => {}
                    true => print_row(&mut report, indicator.key, &["0"; 7]),
                    false => print(&mut report, indicator.key, None, "0"),
                }
            }
            for (name, value) in figures.split(' ').map(|f| f.split_once('=').expect("a figure")) {
                fill(&mut report, &key(name), value);
            }
            (name.to_owned(), report)
        })
        .collect()
}

/// Prints a figure: `21/2` is a total of which two are of businesses.
fn fill(report: &mut Report, key: &str, value: &str) {
    if !key.starts_with("requests.") {
        return print(report, key, None, value);
    }
    let (total, business) = value.split_once('/').unwrap_or((value, "0"));
    let [all, of_business]: [i64; 2] = [total, business].map(|count| count.parse().expect("a count"));
    print_row(report, key, &[&(all - of_business).to_string(), business, "0", "0", "0", "0", total]);
}

/// What a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    True,
    False,
    None,
    Part,
}

/// A sentence of the fixtures.
#[derive(Debug)]
struct Sentence {
    axis: String,
    kind: Kind,
    table: String,
    figure: String,
    text: String,
}

fn sentences(name: &str) -> Vec<Sentence> {
    let mut axis = String::new();
    let mut sentences = Vec::new();
    for line in fixture(name).lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            axis = heading.to_owned();
        } else if !line.starts_with('#') {
            let fields: Vec<&str> = line.split('\t').collect();
            let [kind, table, figure, text] = fields[..] else { panic!("four fields: {line}") };
            let kind = match kind {
                "true" => Kind::True,
                "false" => Kind::False,
                "none" => Kind::None,
                "part" => Kind::Part,
                other => panic!("{other} is no verdict"),
            };
            let [table, figure, text] = [table, figure, text].map(str::to_owned);
            sentences.push(Sentence { axis: axis.clone(), kind, table, figure, text });
        }
    }
    sentences
}

/// The places in a report where a sentence is read.
const PLACES: &[(u8, &str)] = &[
    (1, "（二）依申请公开。"),
    (1, "2024年，认真贯彻落实《中华人民共和国政府信息公开条例》。\n（二）依申请公开情况\n"),
    (1, "扎实推进各项工作。"),
    (6, ""),
];

/// What the rules of prose report about a sentence in a place.
fn findings(sentence: &Sentence, tables: &BTreeMap<String, Report>, place: (u8, &str)) -> Vec<Finding> {
    let table = tables.get(&sentence.table).unwrap_or_else(|| panic!("no table {}", sentence.table));
    let mut report = table.clone();
    report.sections = vec![section(place.0, &format!("{}{}", place.1, sentence.text))];
    let previous = tables.get(&format!("{}.last", sentence.table));
    let outcome = check_in_context(&report, &Context { previous, ..Context::default() });
    let of_prose = |finding: &Finding| {
        finding.rule.starts_with('F') || ["D46", "D48", "D49", "E51"].contains(&finding.rule)
    };
    outcome.findings.into_iter().filter(of_prose).collect()
}

/// Whether a finding is about the figure that is false.
fn names(finding: &Finding, figure: &str) -> bool {
    if finding.rule == figure {
        return true;
    }
    if figure.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let key = key(figure);
    finding.cells.iter().any(|cell| {
        let column = match figure {
            "natural" => cell.applicant == Some(Applicant::NaturalPerson),
            "legal" => cell.applicant.is_some_and(|a| a != Applicant::NaturalPerson),
            _ => true,
        };
        cell.indicator.starts_with(&key) && column
    })
}

/// Counts of an axis.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    fair: usize,
    accused: usize,
    wrong: usize,
    found: usize,
}

/// What came of a file of sentences.
struct Measure {
    axes: Vec<(String, Count)>,
    faults: Vec<String>,
}

impl Measure {
    fn of(name: &str) -> Self {
        let tables = tables();
        let mut measure = Self { axes: Vec::new(), faults: Vec::new() };
        for sentence in sentences(name) {
            if measure.axes.last().is_none_or(|(axis, _)| *axis != sentence.axis) {
                measure.axes.push((sentence.axis.clone(), Count::default()));
            }
            measure.count(&sentence, &tables);
        }
        measure
    }

    fn count(&mut self, sentence: &Sentence, tables: &BTreeMap<String, Report>) {
        let count = &mut self.axes.last_mut().expect("the axis was entered").1;
        if sentence.kind == Kind::False {
            // Without a heading before it a short sentence may be about anything: it need not be found.
            let missed = PLACES[..2].iter().find(|place| {
                !findings(sentence, tables, **place).iter().any(|f| names(f, &sentence.figure))
            });
            count.wrong += 1;
            count.found += usize::from(missed.is_none());
            if missed.is_some() {
                self.faults.push(format!("missed [{}] {}", sentence.figure, sentence.text));
            }
            return;
        }
        count.fair += 1;
        let hint = |finding: &Finding| sentence.kind == Kind::Part && finding.rule == "F69";
        let accusation = PLACES.iter().find_map(|place| {
            let found = findings(sentence, tables, *place);
            found.into_iter().find(|finding| !hint(finding)).map(|finding| (place, finding))
        });
        if let Some((place, finding)) = accusation {
            count.accused += 1;
            let (rule, message) = (finding.rule, finding.message);
            self.faults.push(format!("accused [{rule} {message}, part {}] {}", place.0, sentence.text));
        }
    }

    fn sum(&self) -> Count {
        self.axes.iter().fold(Count::default(), |sum, (_, count)| Count {
            fair: sum.fair + count.fair,
            accused: sum.accused + count.accused,
            wrong: sum.wrong + count.wrong,
            found: sum.found + count.found,
        })
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = ("all".to_owned(), self.sum());
        for (axis, Count { fair, accused, wrong, found }) in self.axes.iter().chain([&all]) {
            writeln!(f, "{axis:34} fair {fair:3}, accused {accused:3}; false {wrong:3}, found {found:3}")?;
        }
        Ok(())
    }
}

/// Measures a file and prints its counts, and its faults where they may be looked at.
fn measure(name: &str, show: bool) -> Count {
    let measure = Measure::of(name);
    println!("{name}\n{measure}");
    if show {
        println!("{}", measure.faults.join("\n"));
    }
    measure.sum()
}

#[test]
fn sentences_that_the_reading_was_written_with() {
    let Count { fair, accused, wrong, found } = measure("claims.tsv", true);
    assert!(fair >= 250 && wrong >= 100, "the set is large");
    assert_eq!((accused, found), (0, wrong));
}

#[test]
fn sentences_that_were_held_out() {
    // What is not found: a sum of ways, 公布 for the making of a rule, several grounds of one count, 待办 and 年末仍有 before a count.
    for (name, missed) in [
        ("held_out.tsv", 0),
        ("held_out_later.tsv", 0),
        ("held_out_last.tsv", 2),
        ("held_out_reports.tsv", 1),
        ("held_out_second.tsv", 3),
    ] {
        let Count { fair, accused, wrong, found } = measure(name, true);
        assert!(fair >= 30 && wrong >= 19, "the set is large");
        assert_eq!((accused, found), (0, wrong - missed));
    }
}

/// Pieces of sentences, also of broken ones.
const PIECES: &[&str] = &[
    "收到",
    "政府信息公开申请",
    "申请",
    "21",
    "21件",
    "一件",
    "３件",
    "约20余件",
    "占50%",
    "同比增长5%",
    "，",
    "；",
    "：",
    "、",
    "。",
    "（",
    "）",
    "(",
    ")",
    "\n",
    "其中",
    "2024年",
    "二〇二三年",
    "1月",
    "上半年",
    "近三年",
    "上年结转",
    "结转下年度",
    "市公安局",
    "本级",
    "全市",
    "没有",
    "未",
    "为零",
    "行政复议",
    "行政诉讼",
    "维持",
    "不予公开",
    "部分公开",
    "规范性文件",
    "制发",
    "行政许可决定",
    "收費",
    "96.35万元",
    "自然人",
    "办结",
    "受理",
    "低保",
    "每",
    "就",
    "人",
    "的",
    "貳拾",
    "𠀀",
    "\u{200b}",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn words_in_any_order_are_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..80)) {
        let mut report = super::prose::office(2024);
        report.sections = vec![section(1, &pieces.concat()), section(4, &pieces.join("，"))];
        check_report(&report);
    }
}

#[test]
fn long_prose_is_read_in_time() {
    let part = "收到政府信息公开申请９件（网上4件、当面3件、信函1件），占50%，予以公开8件，各部门";
    // One sentence of that length is no sentence, and is counted as not checked.
    for (text, failed) in [(part.repeat(5_000), 0), (format!("{part}。").repeat(2_000), 2_000)] {
        let mut report = super::prose::office(2024);
        report.sections = vec![section(1, &text)];
        let started = std::time::Instant::now();
        let outcome = check_report(&report);
        let counts = outcome.counts.iter().find(|count| count.rule == "F58").expect("the rule is applied");
        assert_eq!((counts.failed, counts.not_checked > 0), (failed, failed == 0));
        assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    }
}
