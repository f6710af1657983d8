//! The letter that sends findings back to an office: Markdown, or a web page that can be printed.
//!
//! Waived findings are left out, and so is what must first be compared with the original. The words of the rules are those of the rules themselves.

use crate::archive::query::review::Judged;
use crate::present::file::html::{escaped, page, table};
use crate::present::form_table::form_table;
use crate::present::grid::Grid;
use crate::present::page::mark;
use crate::report::Report;
use crate::report::check::{Finding, Severity, rule};
use crate::report::form::{Table, indicator};

/// What a letter is about.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// The office.
    pub agency: &'a str,
    /// The year reported on.
    pub year: u16,
    /// The report, where its tables are to be shown.
    pub report: Option<&'a Report>,
    /// All findings about it.
    pub findings: &'a [Judged],
    /// Version of the rules.
    pub rule_set: &'a str,
    /// The day, as it is to be printed.
    pub day: &'a str,
}

impl Letter<'_> {
    /// What the letter is called.
    pub fn title(&self) -> String {
        format!("关于{}{}年政府信息公开工作年度报告的审核意见", self.agency, self.year)
    }

    fn open(&self, severity: Severity) -> Vec<&Finding> {
        let open = self.findings.iter().filter(|judged| judged.waived.is_none());
        open.map(|judged| &judged.finding).filter(|finding| finding.severity == severity).collect()
    }

    fn introduction(&self) -> String {
        let count = |severity| self.open(severity).len();
        let [errors, warnings, hints] = Severity::OF_OFFICE.map(count);
        if errors + warnings + hints == 0 {
            return "经核对，未发现需要更正的问题。".to_owned();
        }
        format!(
            "经核对，发现错误 {errors} 处、警告 {warnings} 处、提示 {hints} 处。\
             错误须更正后方可公布；警告请逐条核实，确属实情的说明理由；提示供参考。"
        )
    }

    fn foot(&self) -> String {
        format!("审核依据规则版本 {}，{}。", self.rule_set, self.day)
    }

    /// The letter as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}：\n\n{}\n", self.title(), self.agency, self.introduction());
        for severity in Severity::OF_OFFICE {
            let findings = self.open(severity);
            if findings.is_empty() {
                continue;
            }
            text.push_str(&format!("\n## {}\n\n", severity.label()));
            for (n, finding) in findings.into_iter().enumerate() {
                text.push_str(&format!("{}. **{}** {}\n", n + 1, finding.rule, plain(&finding.message)));
                details(finding).iter().for_each(|line| text.push_str(&format!("   - {}\n", plain(line))));
            }
        }
        text.push_str(&format!("\n{}\n", self.foot()));
        text
    }

    /// The letter as a web page of its own.
    pub fn html(&self) -> String {
        page(&self.title(), &self.body())
    }

    /// The letter as the body of a web page.
    pub fn body(&self) -> String {
        let mut body = format!(
            "<h1>{}</h1>\n<p>{}：</p>\n<p>{}</p>\n",
            escaped(&self.title()),
            escaped(self.agency),
            self.introduction()
        );
        for severity in Severity::OF_OFFICE {
            let findings = self.open(severity);
            if findings.is_empty() {
                continue;
            }
            body.push_str(&format!("<h2>{}</h2>\n<ol>\n", severity.label()));
            for finding in findings {
                let details: String =
                    details(finding).iter().map(|line| format!("<br>{}", escaped(line))).collect();
                let message = escaped(&finding.message);
                body.push_str(&format!(
                    "<li><b>{}</b> {message}<small>{details}</small></li>\n",
                    finding.rule
                ));
            }
            body.push_str("</ol>\n");
        }
        for (name, grid) in self.marked_tables() {
            body.push_str(&format!("<h2>{name}</h2>\n{}", table(&grid)));
        }
        body.push_str(&format!("<p>{}</p>\n", escaped(&self.foot())));
        body
    }

    /// The tables in which an open finding names a cell.
    fn marked_tables(&self) -> Vec<(&'static str, Grid)> {
        let Some((report, edition)) = self.report.and_then(|report| Some((report, report.form.edition()?)))
        else {
            return Vec::new();
        };
        let open: Vec<&Finding> =
            Severity::OF_OFFICE.into_iter().flat_map(|severity| self.open(severity)).collect();
        let mut tables = Vec::new();
        for Table { section, name, .. } in edition.tables {
            let section = *section;
            let mut grid = form_table(edition, section, &report.figures);
            let cells =
                || open.iter().flat_map(|finding| finding.cells.iter().map(move |cell| (cell, finding)));
            grid.mark_all(
                cells().map(|(cell, finding)| ((cell.indicator, cell.applicant), mark(finding.severity))),
            );
            if cells().any(|(cell, _)| indicator(cell.indicator).is_some_and(|i| i.section == section)) {
                tables.push((*name, grid));
            }
        }
        tables
    }
}

/// What is known of a finding beside its message.
fn details(finding: &Finding) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(finding.values_in_words());
    lines.extend(finding.quote.as_ref().map(|quote| format!("原文：“{quote}”")));
    lines.extend(finding.evidence.iter().cloned());
    lines.extend(finding.repairs_in_words());
    lines.extend(rule(finding.rule).map(|rule| format!("核对：{}", rule.compares)));
    lines
}

/// Words that Markdown would take for marks, made harmless.
fn plain(text: &str) -> String {
    text.chars().fold(String::new(), |mut plain, c| {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|') {
            plain.push('\\');
        }
        plain.push(if c == '\n' { ' ' } else { c });
        plain
    })
}
