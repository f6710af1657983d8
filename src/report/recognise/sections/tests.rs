//! Nothing printed is lost: whatever lines a report is made of, each is in a section, in the preamble, in a table, or left out.

use proptest::prelude::*;

use crate::extract::Document;
use crate::report::recognise::{Overrides, read};

const TITLE: &str = "某市水务局2023年政府信息公开工作年度报告";

/// Lines that reports are made of, and lines that pages put around them.
const LINES: &[&str] = &[
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
    "1.总体情况",
    "（二）收到和处理政府信息公开申请情况",
    "●主动公开政府信息情况",
    "一、存在问题",
    "二、改进措施",
    "（一）存在的主要问题",
    "全年公开信息若干条。二、主动公开政府信息情况",
    "第二十条第（一）项",
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
    "规章\t2\t1\t7",
    "一、本年新收政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1",
    "承办人员及时更新栏目，分享经验三次。",
    "2023年，我局公开工作还有差距，主要是：",
    "打印公开目录三百份，主办发布会三场。",
    "没有其他需要报告的事项。",
    "本年度没有收取信息处理费。",
    "— 3 —",
    "某市水务局",
    "2024年1月31日",
    "相关解读",
    "一图读懂年报",
    "责任编辑：某某",
    "某省ICP备00000000号",
    "附件：年报.pdf",
    "没有收到申请",
];

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_line_has_its_place(picks in prop::collection::vec(0..LINES.len(), 1..40)) {
        let mut document = Document::default();
        document.paragraph(TITLE, None);
        document.paragraph("根据条例编制本报告，全文由六个部分组成，所列数据真实可靠，统计口径与上年相同，可在门户网站查阅。".repeat(4), None);
        for (n, pick) in picks.iter().enumerate() {
            document.paragraph(format!("{}{}", LINES[*pick], if LINES[*pick].ends_with('。') { format!("第{n}句。") } else { String::new() }), None);
        }
        let Ok(found) = read(&document, &Overrides::default()) else { return Ok(()) };
        let sections = found.report.sections.iter().flat_map(|s| [s.title.as_str(), s.text.as_str()]);
        let left_out = found.left_out.iter().map(|piece| piece.text.as_str());
        let kept: String = std::iter::once(found.report.preamble.as_str()).chain(sections).chain(left_out).map(bare).collect();
        for block in document.blocks.iter().skip(2).filter_map(crate::extract::document::Block::text) {
            for sentence in block.split_inclusive('。').filter(|part| part.ends_with(['。', '：'])) {
                prop_assert!(kept.contains(&bare(sentence)), "lost: {sentence}");
            }
        }
        let mut numbers: Vec<u8> = found.report.sections.iter().map(|s| s.number).collect();
        if found.report.form.edition().is_none() {
            numbers.dedup();
            prop_assert!(numbers.is_sorted());
        }
    }

    #[test]
    fn no_text_makes_it_panic(lines in prop::collection::vec("[一二三四五六七八九十、（）()1-9.Ⅰ●第部分章总体情况主动公开政府信息的及和以 。：|\t#*l]{0,60}", 1..20)) {
        let mut document = Document::default();
        document.paragraph(TITLE, None);
        lines.iter().for_each(|line| document.paragraph(line.as_str(), None));
        let _ = read(&document, &Overrides::default());
    }
}

fn sections_of(lines: &[&str]) -> Vec<(u8, String, String)> {
    let mut document = Document::default();
    document.paragraph(TITLE, None);
    lines.iter().for_each(|line| document.paragraph(*line, None));
    let report = read(&document, &Overrides { year: Some(2023), ..Overrides::default() }).unwrap().report;
    report.sections.into_iter().map(|s| (s.number, s.title, s.text)).collect()
}

const LONG: &str = "我局认真做好公开工作，全年公开信息若干条，群众知晓率稳步提高，公开质量有所提升，工作机制更加顺畅，责任链条进一步压实，查阅点设施得到完善，答复文书更加规范，业务培训按期开展。";

#[test]
fn sub_headings_with_the_words_of_the_form_stay_where_they_are() {
    let found = sections_of(&[
        "一、总体情况",
        LONG,
        "（一）主动公开政府信息情况",
        LONG,
        "（二）收到和处理政府信息公开申请情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "一、存在问题",
        "解读形式单一。",
        "二、改进措施",
        "今后改进。",
        "六、其他需要报告的事项",
        "无。",
    ]);
    assert_eq!(found.iter().map(|(number, ..)| *number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!(found[4].2, "一、存在问题\n解读形式单一。\n二、改进措施\n今后改进。");
}

#[test]
fn whatever_the_numbering_the_sections_are_the_same() {
    let titles = [
        "总体情况",
        "主动公开政府信息情况",
        "收到及处理政府信息公开申请情况",
        "政府信息公开行政复议和行政诉讼情况",
        "存在的主要问题以及改进情况",
        "其他需要报告的事项",
    ];
    for numbers in [
        ["一、", "二、", "三、", "四、", "五、", "六、"],
        ["（一）", "（二）", "（三）", "（四）", "（五）", "（六）"],
        ["1.", "2.", "3.", "4.", "5.", "6."],
        ["Ⅰ、", "Ⅱ、", "Ⅲ、", "Ⅳ、", "Ⅴ、", "Ⅵ、"],
        ["第一部分 ", "第二部分 ", "第三部分 ", "第四部分 ", "第五部分 ", "第六部分 "],
        ["● ", "● ", "● ", "● ", "● ", "● "],
        ["", "", "", "", "", ""],
        ["一、", "三、", "三、", "五、", "五、", "l六、"],
    ] {
        let headings: Vec<String> =
            numbers.iter().zip(titles).map(|(n, title)| format!("{n}{title}")).collect();
        let lines: Vec<&str> = headings.iter().flat_map(|heading| [heading.as_str(), LONG]).collect();
        let found = sections_of(&lines);
        let named: Vec<(u8, &str)> =
            found.iter().map(|(number, title, _)| (*number, title.as_str())).collect();
        assert_eq!(named, (1..).zip(titles).collect::<Vec<_>>(), "{numbers:?}");
        assert!(found.iter().all(|(.., text)| text == LONG), "{numbers:?}");
    }
}

#[test]
fn a_heading_that_the_page_breaks_is_one_heading() {
    let found = sections_of(&[
        "一、总体情况",
        LONG,
        "四、因政府信息公开工作被申请行政复议、提起行政诉",
        "讼情况",
        LONG,
        "五、存在的主要问题及改进情况",
        LONG,
    ]);
    let titles: Vec<&str> = found.iter().map(|(_, title, _)| title.as_str()).collect();
    let expected =
        ["总体情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "存在的主要问题及改进情况"];
    assert_eq!(titles, expected);
    assert_eq!(found[1].2, LONG);
}

#[test]
fn numbers_without_a_form_may_be_left_out_between_headings() {
    let titles = |lines: &[&str]| -> Vec<String> {
        let mut document = Document::default();
        document.paragraph("青岩市水利局2012年政府信息公开工作年度报告", None);
        lines.iter().for_each(|line| document.paragraph(*line, None));
        let report = read(&document, &Overrides::default()).unwrap().report;
        report.sections.into_iter().map(|section| section.title).collect()
    };
    let last = "六、存在的问题及改进措施";
    assert_eq!(titles(&["一、概述", LONG, last, LONG]), ["概述", "存在的问题及改进措施"]);
    // a number that is no heading leaves out none of those that follow
    let found = titles(&["一、概述", LONG, last, "二、主动公开情况", LONG, "三、依申请公开情况", LONG]);
    assert_eq!(found, ["概述", "主动公开情况", "依申请公开情况"]);
    assert!(titles(&["一、概述", LONG, "九、全年共召开会议八次，培训六次，", LONG]).len() < 2);
}
