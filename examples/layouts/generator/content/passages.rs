//! The numbered parts of a report: heading and paragraphs.

use nianbao::report::FormId;

use super::super::axes::Choices;
use super::super::random::Random;
use super::offices::Office;
use super::sentences::{FAULTS, REMEDIES, enumerated, work, works};

/// A numbered part.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    /// 1 to 6, or the ordinal in a free-form report.
    pub(crate) number: u8,
    /// The heading without its ordinal, in the statutory wording of the edition.
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
}

const TOPICS: &[(&str, &str)] = &[
    ("主动公开", "主动公开政府信息情况"),
    ("依申请公开", "收到和处理政府信息公开申请情况"),
    ("政府信息管理", "政府信息管理情况"),
    ("平台建设", "政府信息公开平台建设情况"),
    ("监督保障", "监督保障情况"),
];
const HAN: &[&str] = &["一", "二", "三", "四", "五", "六"];

const FREE: &[(&str, Kind)] = &[
    ("概述", Kind::Work),
    ("主动公开政府信息的情况", Kind::Work),
    ("依申请公开政府信息办理情况", Kind::Requests),
    ("政府信息公开收费及减免情况", Kind::Fees),
    ("因政府信息公开申请行政复议、提起行政诉讼的情况", Kind::Review),
    ("存在的主要问题及改进措施", Kind::Faults),
];

/// What a part of a free-form report is about.
#[derive(Clone, Copy)]
enum Kind {
    Work,
    Requests,
    Fees,
    Review,
    Faults,
}

/// Every part of the report of a seed.
pub(super) fn all(seed: u64, form: FormId, year: u16, office: &Office, choices: &Choices) -> Vec<Passage> {
    let Some(edition) = form.outline() else { return free(seed, year, office) };
    let style = choices.on("heading number");
    edition
        .headings
        .iter()
        .map(|heading| Passage {
            number: heading.number,
            title: heading.title.to_owned(),
            paragraphs: match heading.number {
                1 => general(seed, year, office, choices.on("sub-headings")),
                5 => faults(&mut Random::of(seed, "faults"), year, office),
                6 => others(&mut Random::of(seed, "others")),
                _ => Vec::new(),
            },
        })
        .map(|passage| apart(passage, style))
        .collect()
}

/// Numbers sub-headings unlike the headings of the report, as every author does.
fn apart(mut passage: Passage, style: &str) -> Passage {
    for text in &mut passage.paragraphs {
        let han = HAN.iter().position(|han| text.starts_with(&format!("（{han}）")));
        let digit = (1..=6).find(|n| text.starts_with(&format!("{n}.")));
        match (style, han, digit) {
            ("（一）", Some(n), _) => {
                let rest = text.chars().skip(3).collect::<String>();
                *text = format!("{}.{rest}", n + 1);
            }
            ("1." | "1、", _, Some(n)) => {
                let rest = text.chars().skip(2).collect::<String>();
                *text = format!("（{}）{rest}", HAN[n - 1]);
            }
            _ => {}
        }
    }
    passage
}

/// Part one: what was done, under sub-headings of some kind.
fn general(seed: u64, year: u16, office: &Office, style: &str) -> Vec<String> {
    let random = &mut Random::of(seed, "general");
    let mut paragraphs = vec![format!("{year}年，{}{}", office.we, works(random, 1))];
    for (n, (topic, statutory)) in TOPICS.iter().enumerate() {
        let sentences = random.between(1, 3);
        let text = works(random, sentences);
        let more = random.percent(25).then(|| work(random));
        match style {
            "（一） on its own line" => {
                paragraphs.extend([format!("（{}）{topic}情况", HAN[n]), text]);
            }
            "statutory words" => paragraphs.extend([format!("（{}）{statutory}", HAN[n]), text]),
            "1. on its own line" => paragraphs.extend([format!("{}.{topic}情况", n + 1), text]),
            "none" => paragraphs.push(text),
            "一是" => paragraphs.push(format!("{}是做好{topic}。{text}", HAN[n])),
            "bullets" => paragraphs.push(format!("●{topic}：{text}")),
            _ => paragraphs.push(format!("（{}）{topic}。{text}", HAN[n])),
        }
        paragraphs.extend(more);
    }
    paragraphs
}

fn faults(random: &mut Random, year: u16, office: &Office) -> Vec<String> {
    let (faults, remedies) = (random.between(2, 4), random.between(2, 4));
    let faults = enumerated(random, FAULTS, faults);
    let remedies = enumerated(random, REMEDIES, remedies);
    match random.below(4) {
        0 => vec![
            format!("{year}年，{}公开工作还有差距，主要是：{faults}", office.we),
            format!("下一步，{remedies}"),
        ],
        1 => vec!["（一）存在的主要问题".to_owned(), faults, "（二）改进措施".to_owned(), remedies],
        2 => vec![format!("主要问题：{faults}改进措施：{remedies}")],
        _ => {
            let mut paragraphs =
                vec![format!("{year}年，{}的工作取得一定成效，但也存在不足。主要是：", office.we)];
            paragraphs.extend(faults.trim_end_matches('。').split('；').map(|item| format!("{item}。")));
            paragraphs.push(format!("针对上述问题，{}将{}。", office.we, random.pick(REMEDIES)));
            paragraphs
        }
    }
}

fn others(random: &mut Random) -> Vec<String> {
    let fees = "本年度没有收取信息处理费。".to_owned();
    match random.below(4) {
        0 => vec!["没有其他需要报告的事项。".to_owned()],
        1 => vec![fees],
        2 => vec![format!("（一）{fees}"), format!("（二）{}", work(random))],
        _ => vec![work(random), "没有其他需要报告的事项。".to_owned()],
    }
}

fn free(seed: u64, year: u16, office: &Office) -> Vec<Passage> {
    let random = &mut Random::of(seed, "free");
    let parts = FREE.iter().enumerate().map(|(n, (title, kind))| Passage {
        number: n as u8 + 1,
        title: (*title).to_owned(),
        paragraphs: match kind {
            Kind::Work => {
                let sentences = random.between(2, 4);
                vec![format!("{year}年，{}{}", office.we, works(random, sentences)), work(random)]
            }
            Kind::Requests => {
                let count = random.between(1, 40);
                vec![format!("全年受理公开申请{count}件，均在法定期限内答复。"), work(random)]
            }
            Kind::Fees => vec![format!("{year}年度没有向申请人收取任何费用。")],
            Kind::Review => vec!["全年没有发生行政复议和行政诉讼。".to_owned()],
            Kind::Faults => faults(random, year, office),
        },
    });
    parts.collect()
}
