//! The next report's skeleton as a Word document in the statutory form.

use std::io;

use crate::archive::query::draft::Draft;
use crate::present::file::docx::Document;
use crate::present::form_table::form_table;

/// The topics of the first section, as the notice of 2021 names them.
const TOPICS: &[&str] = &["主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"];

/// The bytes of the document. What is to be written is marked by 【】.
///
/// # Errors
/// What the packer says.
pub fn docx(draft: &Draft) -> io::Result<Vec<u8>> {
    let Draft { agency, year, form, figures, problems, .. } = draft;
    let mut document = Document::official();
    document.title(&format!("{agency}{year}年政府信息公开工作年度报告"));
    document.paragraph(&format!(
        "本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为{year}年1月1日至{year}年12月31日。如对本报告有疑问，请与{agency}联系（地址：【】；电话：【】）。"
    ));
    let Some(edition) = form.edition() else { return document.bytes() };
    const ORDINALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];
    for (heading, ordinal) in edition.headings.iter().zip(ORDINALS) {
        document.heading(&format!("{ordinal}、{}", heading.title));
        match heading.number {
            1 => {
                for (topic, ordinal) in TOPICS.iter().zip(ORDINALS) {
                    document.paragraph(&format!("（{ordinal}）{topic}情况。【】"));
                }
            }
            number if edition.table(number).is_some() => {
                document.table(&form_table(edition, number, figures))
            }
            5 => {
                document.paragraph("（一）存在的主要问题。【】");
                if !problems.is_empty() {
                    document.paragraph(&format!("（二）{}年年报所列问题的改进情况。", year - 1));
                    for (n, problem) in problems.iter().enumerate() {
                        document.paragraph(&format!("{}.关于“{problem}”：【】", n + 1));
                    }
                }
                document.paragraph("（三）下一步改进措施。【】");
            }
            _ => document.paragraph("本年度收取信息处理费【】元。【】"),
        }
    }
    document.bytes()
}
