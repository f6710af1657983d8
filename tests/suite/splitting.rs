//! Prose of any signs, full-width ones among them, is split without a panic and without losing a character: items of
//! section five, counts, sentences, sections, headings, the numbers that rules compare.

use nianbao::chinese::likeness::{Pairs, without_counter};
use nianbao::chinese::number::{numbers, tidy};
use nianbao::chinese::sentence::{clauses, sentences};
use nianbao::extract::{self, Limits};
use nianbao::report::check::check_report;
use nianbao::report::mentions::mentions;
use nianbao::report::problems::{self, Setting};
use nianbao::report::recognise::{Overrides, recognise};
use proptest::prelude::*;

/// What reports are written with, and what looks like it but is longer or of another script.
const PIECES: &[&str] = &[
    "一",
    "二",
    "十",
    "百",
    "万",
    "亿",
    "两",
    "〇",
    "1",
    "2",
    "9",
    "0",
    "１",
    "２",
    "９",
    "０",
    "٣",
    "५",
    "①",
    "⑳",
    "㈠",
    ".",
    "．",
    "。",
    "、",
    "，",
    ",",
    "；",
    ";",
    "：",
    ":",
    "（",
    "）",
    "(",
    ")",
    "〔",
    "〕",
    "［",
    "“",
    "”",
    "《",
    "》",
    "！",
    "？",
    "％",
    "%",
    "－",
    "—",
    "～",
    "第",
    "是",
    "一是",
    "第一，",
    "1．",
    "１．",
    "（一）",
    "(1)",
    "一、",
    "五、",
    "年",
    "月",
    "日",
    "2024年",
    "２０２４年",
    "1月1日",
    "１２月３１日",
    "至",
    "截至",
    "件",
    "条",
    "次",
    "元",
    "万元",
    "个百分点",
    "约",
    "余",
    "占",
    "同比增长",
    "其中",
    "收到申请",
    "存在的主要问题",
    "问题一：",
    "首先，",
    "其次，",
    "另一方面",
    "●",
    "主要表现在：",
    "仍存在",
    "不够",
    "等问题",
    "上年",
    "已整改",
    "针对上述问题，",
    "我局将",
    "改进措施",
    "下一步",
    "改进情况",
    "信息处理费",
    "行政复议",
    "双公示",
    "没有",
    "主动公开",
    "培训",
    "阅读",
    "联系电话",
    "13800138000",
    "１３８００１３８０００",
    "11010119900307１２３４",
    " ",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\n",
    "\r",
    "\t",
    "🙂",
    "e\u{301}",
    "\u{feff}",
    "甲",
    "公开",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[\u{ff01}-\u{ff5e}\u{3000}-\u{303f}\u{2460}-\u{24ff}]{1,3}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

const TITLE: &str = "某某县水利局2024年政府信息公开工作年度报告";
const HEADINGS: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn problems_and_measures_joined_with_what_is_neither_are_the_text(
        text in text(),
        title in text(),
        section in prop::option::of(0..8_u8),
        year in prop::option::of(2008..2030_u16),
    ) {
        let setting = Setting { year, section, title: &title };
        let pieces = problems::split(&setting, &text);
        let joined: String = pieces.iter().map(|piece| piece.text).collect();
        prop_assert_eq!(&joined, &text);
        prop_assert!(pieces.iter().all(|piece| piece.text.ends_with(problems::without_counter(piece.text))));
    }

    #[test]
    fn sentences_and_clauses_lose_only_white_space_and_their_ends(text in text()) {
        let kept = |text: &str| -> String {
            text.chars().filter(|c| !c.is_whitespace() && !"。！？".contains(*c)).collect()
        };
        prop_assert_eq!(kept(&sentences(&text).collect::<String>()), kept(&text));
        prop_assert_eq!(kept(&clauses(&text).concat()), kept(&text));
    }

    #[test]
    fn numbers_lie_in_their_text_in_order(text in text()) {
        let tidy = tidy(&text);
        let mut last = 0;
        for number in numbers(&tidy) {
            prop_assert!(last <= number.start && number.start < number.end);
            prop_assert!(tidy.get(number.start..number.end).is_some_and(|printed| printed.ends_with(number.unit) || number.unit == "元"));
            last = number.end;
        }
        mentions(&text);
        prop_assert!(text.ends_with(without_counter(&text)));
        prop_assert!(Pairs::of(&text).likeness(&Pairs::of(&text)) <= 1.0);
    }

    #[test]
    fn a_report_of_any_prose_is_read_and_checked(preamble in text(), sections in prop::collection::vec(text(), 6)) {
        let mut whole = format!("{TITLE}\n{preamble}\n");
        for (heading, text) in HEADINGS.iter().zip(&sections) {
            whole.push_str(&format!("{heading}\n{text}\n"));
        }
        let read = extract::read(whole.as_bytes(), "report.txt", &Limits::default()).expect("it is text");
        if let Ok(report) = recognise(&read.document, &Overrides::default()) {
            check_report(&report);
        }
    }
}

#[test]
fn numerals_too_large_are_no_numbers() {
    let large = "九百二十二万三千三百七十二万三百六十八万五千四百七十七万九千九百九十九万件";
    assert_eq!(numbers(large), []);
}

#[test]
fn brackets_the_wrong_way_round_hold_no_share() {
    let text = "收到申请5件)，(占5%。";
    let whole =
        format!("{TITLE}\n{}\n{text}\n", HEADINGS.join("\n本部分没有其他情况需要说明，特此报告如下。\n"));
    let read = extract::read(whole.as_bytes(), "report.txt", &Limits::default()).expect("it is text");
    let report = recognise(&read.document, &Overrides::default()).expect("it is a report");
    check_report(&report);
}
