//! The files of which sequences are made, read once, before: copies, corrections, and copies that are read badly.

use std::fmt::Write as _;
use std::sync::LazyLock;

use nianbao::archive::ingest::Recognised;
use nianbao::report::{Applicant, Report};

use crate::copies::read;
use crate::generator;

/// Files, and the cell in which the text of a correction differs.
pub(super) struct World {
    pub(super) files: Vec<Prepared>,
    pub(super) cell: (&'static str, Option<Applicant>),
}

/// A file, read before.
pub(super) struct Prepared {
    pub(super) name: String,
    format: &'static str,
    pub(super) bytes: Vec<u8>,
    /// The text of its report that it is a copy of: the first, or the corrected one.
    pub(super) text: usize,
    report: Report,
}

/// Of each report: two copies, one of them a page; a copy in which a cell cannot be read; a correction and a copy of it.
pub(super) const FILES: usize = 5;

/// Reports in the order of their files.
pub(super) const REPORTS: usize = 3;

impl World {
    /// The office and year of a file.
    pub(super) fn of(&self, file: usize) -> (&str, u16) {
        let report = &self.files[file].report;
        (&report.agency, report.year)
    }

    pub(super) fn recognised(&self, file: usize) -> Recognised {
        let Prepared { name, format, bytes, report, .. } = &self.files[file];
        Recognised::new(name.clone(), format, bytes.clone(), report.clone())
    }

    /// The number that a file states in the cell, as it is printed.
    pub(super) fn number(&self, file: usize) -> String {
        let (indicator, applicant) = self.cell;
        self.files[file].report.value(indicator, applicant).expect("every file states it").to_string()
    }

    /// The files of reports: the first text and the corrected text of each.
    fn of_texts(cell: (&'static str, Option<Applicant>), texts: [[String; 2]; REPORTS]) -> Self {
        let mut files = Vec::new();
        for (n, [first, corrected]) in texts.into_iter().enumerate() {
            let place = first.rfind("| 0 |").expect("there are zeros");
            let illegible = format!("{}| 见附件 |{}", &first[..place], &first[place + "| 0 |".len()..]);
            for (kind, ending, text, content) in [
                ("甲", "txt", 0, first.clone()),
                ("乙", "html", 0, page(&first)),
                ("丙", "txt", 0, illegible),
                ("丁", "html", 1, page(&corrected)),
                ("戊", "txt", 1, corrected),
            ] {
                let name = format!("{n}{kind}.{ending}");
                let read = read(&name, content.as_bytes()).expect("it is a report");
                let bytes = content.into_bytes();
                files.push(Prepared { name, format: read.format, bytes, text, report: read.report });
            }
        }
        Self { files, cell }
    }
}

/// Reports with the statutory tables, two of one office and one of another, from the generator.
pub(super) static WHOLE: LazyLock<World> = LazyLock::new(|| {
    let cell = ("requests.received", Some(Applicant::Total));
    World::of_texts(
        cell,
        [3, 4, generator::YEARS + 4].map(|n| {
            let mut report = generator::report(n);
            for section in &mut report.sections {
                section.text = section.text.split_inclusive('。').take(3).collect();
            }
            let first = generator::text(&report);
            let figure = report.figures.iter_mut().find(|f| (f.indicator, f.applicant) == cell).unwrap();
            figure.value = figure.value.map(|value| value + nianbao::report::Quantity::whole(5));
            report.sections[5].text = "另有一项说明：本报告经过更正。".to_owned();
            [first, generator::text(&report)]
        }),
    )
});

/// Reports of a few lines and a few rows of the table of 2014: two of a bureau, one of its city.
pub(super) static SMALL: LazyLock<World> = LazyLock::new(|| {
    let reports = [("青岩市水利局", 2015), ("青岩市水利局", 2016), ("青岩市人民政府", 2016)];
    World::of_texts(
        ("statistics.received.total", None),
        reports.map(|(office, year)| {
            let text = |online: u16, more: &str| {
                let received = online + 4;
                format!(
                    "{office}{year}年政府信息公开工作年度报告\n\n一、概述\n\n{year}年，{office}按要求公开各类信息，\
                     全年没有收取费用。{more}\n\n二、存在的主要问题和改进措施\n\n一是解读形式单一，二是公开专职人员\
                     不足。下一步，增加图解和视频。\n\n附件：政府信息公开工作情况统计表\n\n\
                     | 统计指标 | 单位 | 统计数 |\n| --- | --- | --- |\n| 三、依申请公开情况 | —— | —— |\n\
                     | （一）收到申请数 | 件 | {received} |\n| 1.当面申请数 | 件 | 2 |\n\
                     | 3.网络申请数 | 件 | {online} |\n| 4.信函申请数 | 件 | 1 |\n| 2.传真申请数 | 件 | 0 |\n"
                )
            };
            [text(6, ""), text(11, "本报告经过更正，另有一项说明。")]
        }),
    )
});

/// A text with tables in Markdown as a web page.
fn page(text: &str) -> String {
    let mut html = String::from("<!DOCTYPE html><meta charset=utf-8><body>");
    let mut in_table = false;
    for line in text.lines() {
        let is_row = line.starts_with('|');
        if is_row != in_table {
            html.push_str(if is_row { "<table>" } else { "</table>" });
            in_table = is_row;
        }
        match is_row {
            true if line.starts_with("| -") => {}
            true => {
                let cells = line.trim_matches('|').split('|').map(|cell| format!("<td>{}</td>", cell.trim()));
                write!(html, "<tr>{}</tr>", cells.collect::<String>()).unwrap();
            }
            false => write!(html, "<p>{line}</p>").unwrap(),
        }
    }
    html
}
