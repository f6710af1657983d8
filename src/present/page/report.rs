//! A report for a person: head, prose, the statutory tables as on the form, and what was doubtful.

use std::io::{self, Write};

use crate::present::form_table::{form_table, label};
use crate::present::grid::Grid;
use crate::present::page::{write_notes, write_prose};
use crate::present::terminal::{Screen, Style, cleanse, draw};
use crate::report::form::indicator;
use crate::report::{Figure, Report, Section, State};

/// What of a report is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportPart {
    /// Only this section (1 to 6).
    pub sections: Vec<u8>,
    /// Only the statutory tables, without prose.
    pub tables_only: bool,
}

/// Writes a report.
///
/// # Errors
/// What the writer says.
pub fn write_report(
    report: &Report,
    part: ReportPart,
    screen: &Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let page = Page { screen, out };
    page.report(report, part)
}

struct Page<'a> {
    screen: &'a Screen,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn report(mut self, report: &Report, part: ReportPart) -> io::Result<()> {
        self.head(report)?;
        let wanted = |number: u8| part.sections.is_empty() || part.sections.contains(&number);
        if part.sections.is_empty() && !part.tables_only && !report.preamble.is_empty() {
            write_prose(&report.preamble, self.screen, self.out)?;
        }
        let mut numbers: Vec<u8> = report.sections.iter().map(|section| section.number).collect();
        if let Some(edition) = report.form.edition() {
            numbers.extend(edition.tables.iter().map(|table| table.section));
        }
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers.into_iter().filter(|number| wanted(*number)) {
            let parts = report.sections.iter().filter(|section| section.number == number);
            for section in parts.filter(|_| !part.tables_only) {
                self.section(section)?;
            }
            self.table(report, number)?;
        }
        write_notes(&report.notes, self.out)?;
        self.other_tables(report)?;
        self.doubts(report)
    }

    fn head(&mut self, report: &Report) -> io::Result<()> {
        writeln!(self.out, "{}", self.screen.paint(Style::Strong, &cleanse(&report.title)))?;
        let mut facts = vec![
            format!("机关：{}", cleanse(&report.agency)),
            format!("年度：{}", report.year),
            format!("格式：{}", report.form.edition().map_or("无统一格式", |edition| edition.notice)),
        ];
        facts.extend(report.agency_printed.as_ref().map(|name| format!("原文机关名：{}", cleanse(name))));
        facts.extend(report.published.map(|day| format!("公布：{day}")));
        facts.extend(report.period.map(|period| format!("统计期限：{period}")));
        if report.ocr {
            facts.push("文字识别（OCR），数字均须核对".to_owned());
        }
        writeln!(self.out, "{}", self.screen.paint(Style::Faint, &facts.join("  ")))
    }

    fn section(&mut self, section: &Section) -> io::Result<()> {
        let ordinal = section.ordinal.as_deref().map(|ordinal| format!("{ordinal}、")).unwrap_or_default();
        let lost = if section.heading_found { "" } else { "（原文缺标题）" };
        let heading = format!("{ordinal}{}{lost}", section.title);
        writeln!(self.out, "\n{}", self.screen.paint(Style::Strong, &cleanse(&heading)))?;
        write_prose(&section.text, self.screen, self.out)
    }

    fn table(&mut self, report: &Report, number: u8) -> io::Result<()> {
        let Some(edition) = report.form.edition().filter(|edition| edition.table(number).is_some()) else {
            return Ok(());
        };
        let of_section = |figure: &&Figure| indicator(figure.indicator).is_some_and(|i| i.section == number);
        let mut figures = report.figures.iter().filter(of_section);
        if figures.all(|figure| figure.state == State::Absent) {
            return writeln!(self.out, "\n（原文没有这张表）");
        }
        writeln!(self.out)?;
        self.out.write_all(draw(&form_table(edition, number, &report.figures), self.screen).as_bytes())
    }

    /// Tables that are not of the form.
    fn other_tables(&mut self, report: &Report) -> io::Result<()> {
        for table in &report.other_tables {
            let title = table.title.as_deref().unwrap_or("其他表格");
            writeln!(self.out, "\n{}", self.screen.paint(Style::Strong, &cleanse(title)))?;
            self.out.write_all(draw(&Grid::from(table), self.screen).as_bytes())?;
        }
        Ok(())
    }

    /// Remarks and doubts of single figures, which a table has no room for.
    fn doubts(&mut self, report: &Report) -> io::Result<()> {
        let odd = |figure: &Figure| figure.doubt.is_some() || figure.state == State::Unreadable;
        if report.figures.iter().any(odd) {
            writeln!(
                self.out,
                "\n表中：空格为原表空白，· 为原文没有的格，?… 为不能识别的内容，…? 为存疑的数"
            )?;
        }
        for figure in &report.figures {
            let label = label(figure);
            if let Some(remark) = &figure.remark {
                writeln!(self.out, "注：{label}：{}", cleanse(remark))?;
            }
            if let Some(doubt) = &figure.doubt {
                writeln!(self.out, "存疑：{label}：{}", cleanse(doubt))?;
            }
        }
        Ok(())
    }
}
