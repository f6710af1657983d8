//! How the time to read and recognise a file grows when the file doubles: for inputs of which something repeats without end.
//!
//! `cargo bench --bench doubling`; with words as arguments, only the inputs with one of them in their name. Prints the
//! processor time of each size and the ratios, and ends with an error where a ratio is above [`MOST`].

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

#[path = "generator/clock.rs"]
mod clock;

use std::process::ExitCode;
use std::time::Duration;

use nianbao::extract::{self, Limits};
use nianbao::report::recognise::{Overrides, recognise};

use clock::processor_time;

/// Bytes of the smallest file, and how many times it is doubled. Larger texts are refused for their length.
const SMALLEST: usize = 192 << 10;
const DOUBLINGS: u32 = 5;

/// The largest ratio of two times: twice the work, and some noise.
const MOST: f64 = 2.3;

/// Shorter times are noise.
const SHORTEST: Duration = Duration::from_millis(100);

/// Each size is measured so often; the least time counts.
const RUNS: usize = 3;

const HEAD: &str =
    "青岩市教育局2023年政府信息公开工作年度报告\n一、总体情况\n2023年，我局主动公开政府信息10条。\n";

/// What repeats below [`HEAD`]: its name, what is before it, the parts in turn, and what is behind it.
type Input = (&'static str, &'static str, &'static [&'static str], &'static str);

const ROWS: &[&str] = &[
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密",
    "3.危及“三安全一稳定”",
    "（七）总计",
    "四、结转下年度继续办理",
];

const INPUTS: &[Input] = &[
    ("digits on a line", "", &["1234567890"], ""),
    ("figures on a line", "", &["12 0 "], ""),
    ("a label and figures on a line", "（一）予以公开 ", &["0 "], ""),
    ("labels on a line", "", ROWS, ""),
    ("label lines", "", &["一、本年新收政府信息公开申请数量\n", "（一）予以公开\n", "1.属于国家秘密\n"], ""),
    (
        "cells a line",
        "",
        &["（一）予以公开\n0\n0\n0\n0\n0\n0\n0\n", "1.属于国家秘密\n1\n0\n0\n0\n0\n0\n1\n"],
        "",
    ),
    ("rows a line", "", &["（一）予以公开 1 2 0 0 0 0 3\n", "1.属于国家秘密 0 0 0 0 0 0 0\n"], ""),
    ("rows with bars", "", &["| （一）予以公开 | 1 | 2 | 0 | 0 | 0 | 0 | 3 |\n"], ""),
    ("bars on a line", "", &["| 公开 | 1 "], "|\n"),
    ("columns set by blanks", "", &["（一）予以公开      12      0      3\n"], ""),
    ("listed figures", "", &["收到申请数 件 3\n", "当面申请数 件 1\n", "主动公开政府信息数 条 20\n"], ""),
    ("labels that are like none", "主动公开政府信息数\n", &["收到来访群众意见数 件 7\n"], ""),
    ("sentences", "", &["我局认真梳理主动公开目录，回应群众关切12件次，公开质量有所提升。\n"], ""),
    ("sentences on a line", "", &["我局认真梳理主动公开目录，回应群众关切12件次，公开质量有所提升。"], ""),
    ("counters", "", &["一是公开不够全面；二是解读形式单一。"], ""),
    ("words without a stop", "", &["公开工作情况"], ""),
    ("brackets", "", &["（"], ""),
    ("years", "", &["2023年"], ""),
    ("words of a title", "", &["政府信息公开"], ""),
    (
        "rows of a page",
        "<html><body><table>",
        &["<tr><td>（一）予以公开</td><td>1</td><td>0</td></tr>"],
        "</table>",
    ),
    ("paragraphs of a page", "<html><body>", &["<p>我局认真梳理主动公开目录。</p>"], ""),
    ("elements in each other", "<html><body>", &["<div><p>公开</p></div>"], ""),
];

fn main() -> ExitCode {
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let inputs = INPUTS
        .iter()
        .filter(|(name, ..)| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str())));
    let mut worst: f64 = 0.0;
    for input in inputs {
        let times: Vec<Option<Duration>> =
            (0..=DOUBLINGS).map(|doubled| least(&printed(input, SMALLEST << doubled))).collect();
        let mut line = format!("{:30}", input.0);
        let mut before: Option<Duration> = None;
        for time in times {
            let ratio = before.filter(|before| *before >= SHORTEST).zip(time);
            let ratio = ratio.map(|(before, time)| time.as_secs_f64() / before.as_secs_f64());
            worst = ratio.unwrap_or(0.0).max(worst);
            line += &time.map_or_else(|| format!("{:>10}", "refused"), |time| format!("{:>10.1?}", time));
            line += &ratio.map_or_else(String::new, |ratio| format!(" ({ratio:.2})"));
            before = time;
        }
        println!("{line}");
    }
    println!("largest ratio: {worst:.2}, at most {MOST}");
    if worst > MOST { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// An input of so many bytes.
fn printed((_, before, parts, behind): &Input, bytes: usize) -> String {
    let mut text =
        if before.starts_with('<') { format!("{before}<p>{HEAD}</p>") } else { format!("{HEAD}{before}") };
    for part in parts.iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(part);
    }
    text + behind
}

/// The least time of some runs; none where the file is larger than what is read.
fn least(text: &str) -> Option<Duration> {
    let time = || {
        let before = processor_time();
        let reading = extract::read(text.as_bytes(), "report.txt", &Limits::default()).ok()?;
        // that it is refused is an answer, too
        let _ = recognise(&reading.document, &Overrides::default());
        Some(processor_time() - before)
    };
    (0..RUNS).map(|_| time()).min().flatten()
}
