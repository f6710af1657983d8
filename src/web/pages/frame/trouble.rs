//! Why there is nothing to show, in the words of the pages.

use maud::{Markup, html};

use super::Frame;
use crate::archive::Error;
use crate::archive::ingest::{Instead, Lacking, Reason, Refusal, Unreadable};

/// The page.
pub(in crate::web) fn failure(why: &str) -> Markup {
    Frame::new("不能显示", "none").around(html! {
        h1 { "不能显示" }
        p.notice.error role="alert" { (why) }
        p { a href="/" { "回到首页" } " · " a href="/offices" { "查机关名称" } " · " a href="/search" { "检索" } }
    })
}

/// What went wrong, for those who read pages. What no page can cause stays as the archive says it.
pub(in crate::web) fn in_words(error: &Error) -> String {
    let list = |names: &[String]| names.join("、");
    match error {
        Error::UnknownOffice { name, similar } if similar.is_empty() => format!("没有名为“{name}”的机关。"),
        Error::UnknownOffice { name, similar } => {
            format!("没有名为“{name}”的机关。是不是：{}？", list(similar))
        }
        Error::AmbiguousOffice { name, candidates } => {
            format!("“{name}”可以指几个机关，请写得更完整：{}。", list(candidates))
        }
        Error::UnknownReport { agency, year, years } => {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            format!("没有{agency}{year}年的年报；有的年份：{}。", list(&years))
        }
        Error::UnknownRevision { agency, year, revision, last } => {
            format!("{agency}{year}年的年报没有第 {revision} 版，只有第 1 至 {last} 版。")
        }
        Error::UnknownIndicator { name, similar } if similar.is_empty() => format!("没有指标“{name}”。"),
        Error::UnknownIndicator { name, similar } => {
            format!("没有指标“{name}”。是不是：{}？", list(similar))
        }
        Error::AmbiguousIndicator { name, candidates } => {
            format!("“{name}”可以指几项指标：{}。", list(candidates))
        }
        Error::NoSum { what } => format!("“{what}”是比率，各机关的不能相加；请看各自的。"),
        Error::NoFinding { which, .. } => format!("年报没有“{which}”这一条意见，可能已随修订消失。"),
        Error::Busy { .. } => "别的程序正在写入档案，请稍后再试。".to_owned(),
        // where the archive lies is nobody's business
        error if error.archive_unusable() => "档案现在不能使用。".to_owned(),
        error => error.to_string(),
    }
}

/// Why a file is not taken, for those who read pages.
pub(in crate::web) fn refused(reason: &Reason) -> String {
    match reason {
        Reason::Unreadable(error) => unreadable(error),
        Reason::NoReport(refusal) => format!("不是年报：{}。", no_report(refusal)),
        Reason::FiguresAlone { agency, year, file } => {
            format!("{agency}{year}年的年报已由“{file}”读入，仅有数字的表格不能取代它。")
        }
        Reason::Archive(why) => why.clone(),
        _ => "这个文件读不到。".to_owned(),
    }
}

fn no_report(refusal: &Refusal) -> String {
    match refusal {
        Refusal::AnotherTitle { title } => format!("标题是“{title}”"),
        Refusal::NoTitle => "没有年报的标题，也没有法定的表格".to_owned(),
        Refusal::Nameless { lacking } => {
            let lacking = match lacking {
                Lacking::Office => "机关",
                Lacking::Year => "年度",
                Lacking::Both => "机关和年度（是空白表？）",
            };
            format!("没有写明{lacking}；如确为年报，请重新上传并填写机关和年度")
        }
        Refusal::NoText => "只有标题，几乎没有正文（是目录页？）".to_owned(),
        Refusal::NoSection => "没有年报的各部分，也没有法定的表格".to_owned(),
    }
}

fn unreadable(error: &Unreadable) -> String {
    match error {
        Unreadable::Unknown { name } => format!("不认识“{name}”的格式。"),
        Unreadable::NotRead { format, instead } => match instead {
            Instead::Unpack => format!("不读 {format} 压缩包：请解压后添加其中的文件。"),
            Instead::Ocr => format!("{format} 图片没有文字层：需要文字识别（OCR）。"),
            Instead::Nothing => format!("{format} 是程序的数据，不是年报。"),
            Instead::Save => format!("不读 {format} 格式：请另存为 DOCX、PDF 或网页。"),
        },
        Unreadable::Damaged { .. } => "文件已损坏。".to_owned(),
        Unreadable::TooLarge { what: "bytes", limit } => format!("文件超过 {} MB。", limit >> 20),
        Unreadable::TooLarge { .. } => "文件的内容过大。".to_owned(),
        Unreadable::TooSlow { seconds } => format!("读了 {seconds} 秒没有读完：文件已损坏或内容过大。"),
        Unreadable::Encrypted => "文件已加密：请去掉密码后再上传。".to_owned(),
        Unreadable::NoTextLayer | Unreadable::NoOcr => {
            "文件是扫描件，没有文字层：需要文字识别（OCR）。".to_owned()
        }
        Unreadable::Several { names } => format!("压缩包内有几份年报（{names}）：请解压后分别添加。"),
        Unreadable::Shell => "网页要靠脚本才有内容：请在浏览器中打开并另存为 PDF。".to_owned(),
        Unreadable::Elsewhere { file } => format!("网页里只有“{file}”的链接：请下载该文件后添加。"),
        Unreadable::Empty => "文件里没有文字。".to_owned(),
    }
}
