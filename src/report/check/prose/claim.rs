//! Finds in the prose what can be compared with the tables: numbers with the words they belong to.
//!
//! A number belongs to the words before it, back to the last comma or number, else to those after
//! it. Brackets are read by themselves. What other years had, and parts that no cell holds, is left
//! out. Whether a claim is true is not decided here.

use crate::chinese::number::{Number, numbers, tidy};
use crate::chinese::sentence::sentences;
use crate::report::Report;
use crate::report::check::prose::topic::{DISCLOSURE, Needs, TOPICS, Topic};

/// A number of the prose and what it counts.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) topic: &'static Topic,
    /// The amount, its precision; none of it for “没有”.
    pub(super) number: Number,
    /// Says that there was nothing, in words.
    pub(super) nothing: bool,
    /// The sentence as printed.
    pub(super) sentence: String,
    /// The sentence's position in the report, to tell claims of one sentence.
    pub(super) place: usize,
    /// The words before the number, back to the last comma.
    pub(super) words: String,
}

/// Every claim of the report's prose.
pub(super) fn claims(report: &Report) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut place = 0;
    for section in report.sections.iter().filter(|section| section.number != 5) {
        let mut heading = "";
        for line in section.text.lines() {
            let context = Context {
                report,
                about: section.number == 3
                    || section.number == 4
                    || DISCLOSURE.iter().any(|word| line.contains(word) || heading.contains(word)),
            };
            for sentence in sentences(line) {
                place += 1;
                read(sentence, place, &context, &mut claims);
            }
            // A short line without an end heads the paragraph after it.
            heading = if line.chars().count() < 40 { line } else { "" };
        }
    }
    claims
}

/// What is known around a sentence.
struct Context<'a> {
    report: &'a Report,
    about: bool,
}

/// Reads the claims of a sentence.
fn read(sentence: &str, place: usize, context: &Context<'_>, claims: &mut Vec<Claim>) {
    let tidy = tidy(sentence);
    let about = context.about || DISCLOSURE.iter().any(|word| tidy.contains(word));
    for part in unbracketed(&tidy) {
        let numbers = numbers(&part);
        let mut from = 0;
        for (index, number) in numbers.iter().enumerate() {
            let before = last_clause(&part[from..number.start]);
            let end = numbers.get(index + 1).map_or(part.len(), |next| next.start);
            let after = first_clause(&part[number.end..end]);
            from = number.end;
            if !COUNTED.contains(&number.unit) || other_year(before, context.report.year) {
                continue;
            }
            let found = topic(before, about);
            if let Some(topic) = found.or_else(|| topic(&format!("{before}{after}"), about)) {
                claims.push(Claim {
                    topic,
                    number: number.clone(),
                    nothing: false,
                    sentence: sentence.to_owned(),
                    place,
                    words: before.to_owned(),
                });
            }
        }
        nothing(&part, sentence, place, about, claims);
    }
}

/// Units of things that the tables count.
const COUNTED: &[&str] = &["件", "宗", "条", "份", "起", "次", "个", "项", "例"];

/// The text without its brackets, and what stands in each bracket that has digits.
fn unbracketed(tidy: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for c in tidy.chars() {
        match c {
            '(' => {
                depth += 1;
                if depth == 1 {
                    parts.push(String::new());
                }
            }
            ')' if depth > 0 => depth -= 1,
            c if depth == 0 => parts[0].push(c),
            c => parts.last_mut().expect("the first part is never taken away").push(c),
        }
    }
    parts
}

/// The words back to the last comma.
fn last_clause(text: &str) -> &str {
    text.rsplit([',', ';', ':', '，', '；', '：']).next().unwrap_or(text)
}

/// The words up to the next comma.
fn first_clause(text: &str) -> &str {
    text.split([',', ';', ':', '、', '，', '；', '：']).next().unwrap_or(text)
}

/// Whether the words speak of another year than the report: not where they compare with it.
fn other_year(words: &str, year: u16) -> bool {
    let digits = |text: &str| text.chars().rev().take(4).collect::<Vec<_>>();
    words.match_indices('年').any(|(at, _)| {
        let mut four = digits(&words[..at]);
        four.reverse();
        let named: String = four.into_iter().collect();
        let named: Option<u16> = named.parse().ok();
        let compared = named.is_some_and(|named| {
            ["比", "较", "同比"].iter().any(|word| words[..at].ends_with(&format!("{word}{named}")))
        });
        named.is_some_and(|named| (1990..2100).contains(&named) && named != year) && !compared
    }) || ["截至", "累计", "以来", "去年全年", "上年同期"].iter().any(|word| words.contains(word))
}

/// The topic that the words by a number name.
fn topic(words: &str, about: bool) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| {
        topic.words.iter().all(|group| group.iter().any(|word| words.contains(word)))
            && !topic.never.iter().any(|word| words.contains(word))
            && (topic.needs == Needs::Nothing || about)
    })
}

/// Says in words that there was nothing: no request, no review, no suit.
fn nothing(part: &str, sentence: &str, place: usize, about: bool, claims: &mut Vec<Claim>) {
    const NO: &[&str] =
        &["未收到", "没有收到", "未发生", "没有发生", "未产生", "没有产生", "未出现", "没有", "无", "未被"];
    if !about {
        return;
    }
    for clause in part.split([',', ';', ':', '，', '；', '：']) {
        let Some(at) = NO.iter().filter_map(|word| clause.find(word).map(|at| at + word.len())).min() else {
            continue;
        };
        let rest = &clause[at..];
        // 无法 and 无正当理由 deny something else, and a number says it itself.
        if rest.starts_with(['法', '正', '需', '须', '论', '条'])
            || rest.contains(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let received = clause[..at].ends_with("收到") || rest.starts_with("收到");
        let names: &[&str] = if received && rest.contains("申请") && !rest.contains("复议") {
            &["收到申请"]
        } else if ["败诉", "纠", "撤销", "责任", "被"].iter().any(|word| rest.contains(word))
            && !rest.contains("被申请")
        {
            &[]
        } else {
            match (rest.contains("复议"), rest.contains("诉讼")) {
                (true, true) => &["行政复议", "行政诉讼"],
                (true, false) => &["行政复议"],
                (false, true) => &["行政诉讼"],
                (false, false) => &[],
            }
        };
        for name in names {
            let topic =
                TOPICS.iter().find(|topic| topic.name == *name).expect("the names are those of topics");
            let number =
                Number { start: 0, end: 0, amount: 0, step: 10_000, approximate: false, unit: "件" };
            let (sentence, words) = (sentence.to_owned(), clause.to_owned());
            claims.push(Claim { topic, number, nothing: true, sentence, place, words });
        }
    }
}
