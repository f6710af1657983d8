//! The three tables of the form as grids.

use nianbao::report::form::{Edition, Indicator, Unit};
use nianbao::report::{Applicant, Quantity};

use super::super::axes::Choices;
use super::super::content::{Content, Value, form};
use super::super::truth::{Answer, Figure, Truth};
use super::figures::money_header;
use super::grid::{Cell, Grid, Mark};
use super::labels;

const RESULTS: &str = "三、本年度办理结果";
const NOTE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

/// What the tables are drawn from.
pub(super) struct Drawing<'a> {
    pub(super) content: &'a Content,
    pub(super) choices: &'a Choices,
    pub(super) truth: &'a mut Truth,
    pub(super) marks: &'a [Option<Mark>],
}

impl Drawing<'_> {
    pub(super) fn figure(&self, indicator: &Indicator, applicant: Option<Applicant>, columns: usize) -> Cell {
        let figure = self.truth.place(indicator.key, applicant);
        let text = figure.map_or_else(String::new, |n| self.truth.figures[n].printed.clone());
        let mark = figure.and_then(|n| self.marks.get(n).cloned().flatten());
        Cell { text, rows: 1, columns, mark, figure }
    }

    fn edition(&self) -> &'static Edition {
        self.content.form.edition().expect("a report with tables")
    }

    fn column(&self, label: &str) -> String {
        labels::column(label, self.choices.on("header words"))
    }

    /// Table two: an item of Article 20 after the other, each with its own columns.
    pub(super) fn disclosure(&self) -> Grid {
        let mut of_two: Vec<&'static Indicator> = Vec::new();
        for value in self.content.figures.iter().filter(|value| value.indicator.section == 2) {
            of_two.push(value.indicator);
        }
        let once = |labels: Vec<&'static str>| {
            let mut seen: Vec<&'static str> = Vec::new();
            labels.into_iter().for_each(|label| {
                if !seen.contains(&label) {
                    seen.push(label);
                }
            });
            seen
        };
        let mut rows = Vec::new();
        for item in once(of_two.iter().map(|i| i.path[0]).collect()) {
            let inside: Vec<&Indicator> = of_two.iter().copied().filter(|i| i.path[0] == item).collect();
            let columns = once(inside.iter().map(|i| i.path[2]).collect());
            let span = |n: usize| if n + 1 == columns.len() { 4 - columns.len() } else { 1 };
            rows.push(vec![Cell::label(item, 1, 4)]);
            let mut head = vec![Cell::label("信息内容", 1, 1)];
            for (n, label) in columns.iter().enumerate() {
                let unit = inside.iter().find(|i| i.path[2] == *label).map(|i| i.unit);
                head.push(Cell::label(self.disclosure_column(label, unit), 1, span(n)));
            }
            rows.push(head);
            for row in once(inside.iter().map(|i| i.path[1]).collect()) {
                let cells = inside.iter().filter(|i| i.path[1] == row).enumerate();
                let figures = cells.map(|(n, indicator)| self.figure(indicator, None, span(n)));
                rows.push(std::iter::once(Cell::label(row, 1, 1)).chain(figures).collect());
            }
        }
        Grid { section: 2, rows, header: 0 }
    }

    fn disclosure_column(&self, label: &str, unit: Option<Unit>) -> String {
        let label = self.column(label);
        match unit {
            Some(Unit::TenThousandYuan) => {
                money_header(&label, self.choices.on("unit of money"), form("2021"))
            }
            Some(Unit::Yuan) => money_header(&label, self.choices.on("unit of money"), form("2019")),
            Some(Unit::Cases) if self.choices.is("unit of counts", "件 in the header") => {
                format!("{label}（件）")
            }
            _ => label,
        }
    }

    /// Table three: requests by applicant and outcome.
    pub(super) fn requests(&mut self) -> Grid {
        let style = self.choices.on("row labels");
        let single = self.choices.is("rows", "one row 其他处理") && self.content.form == form("2021");
        let indicators: Vec<&'static Indicator> = self
            .edition()
            .section(3)
            .filter(|i| {
                if i.stands_for.is_empty() {
                    !(single && i.path.get(1) == Some(&"（六）其他处理"))
                } else {
                    single
                }
            })
            .collect();
        if single {
            self.stand_for();
        }
        let mut rows = self.request_header();
        let header = rows.len();
        let grouped = self.choices.is("rows", "group rows with sums");
        let mut group = "";
        let results = indicators.iter().filter(|i| i.path.len() > 1).count();
        let groups = if grouped { self.groups(&indicators) } else { 0 };
        let mut first_result = true;
        for (n, indicator) in indicators.iter().enumerate() {
            let label = labels::row(indicator.key, indicator.label(), style, n + 1);
            let mut row = Vec::new();
            if indicator.path.len() > 1 && std::mem::take(&mut first_result) {
                row.push(Cell::label(labels::group(RESULTS, style), results + groups, 1));
            }
            match indicator.path {
                [_, name, _] if grouped => {
                    if *name != group {
                        group = name;
                        row.push(Cell::label(labels::group(name, style), 1, 2));
                        row.extend(self.sums(&indicators, name));
                        rows.push(std::mem::take(&mut row));
                    }
                    row.push(Cell::label(label, 1, 2));
                }
                [_, name, _] => {
                    if *name != group {
                        group = name;
                        let height = indicators.iter().filter(|i| i.path.get(1) == Some(name)).count();
                        row.push(Cell::label(labels::group(name, style), height, 1));
                    }
                    row.push(Cell::label(label, 1, 1));
                }
                [_, _] => row.push(Cell::label(label, 1, 2)),
                _ => row.push(Cell::label(label, 1, 3)),
            }
            let figures = Applicant::ALL.iter().map(|a| self.figure(indicator, Some(*a), 1)).collect();
            row.extend(self.with_sub_total(figures));
            rows.push(row);
        }
        Grid { section: 3, rows, header }
    }

    fn groups(&self, indicators: &[&'static Indicator]) -> usize {
        let mut names: Vec<&str> =
            indicators.iter().filter(|i| i.path.len() == 3).map(|i| i.path[1]).collect();
        names.dedup();
        names.len()
    }

    /// What a cell holds as a number; blanks and signs count as nothing.
    fn amount(&self, indicator: &str, applicant: Applicant) -> Quantity {
        let of = |value: &&Value| value.indicator.key == indicator && value.applicant == Some(applicant);
        self.content.figures.iter().find(of).map(|value| value.quantity).unwrap_or_default()
    }

    /// The sums of a group, which the form does not know; those of 其他处理 are an indicator.
    fn sums(&mut self, indicators: &[&'static Indicator], group: &str) -> Vec<Cell> {
        let inside: Vec<&str> =
            indicators.iter().filter(|i| i.path.get(1) == Some(&group)).map(|i| i.key).collect();
        let mut cells = Vec::new();
        for applicant in Applicant::ALL {
            let sum: Quantity = inside.iter().map(|key| self.amount(key, applicant)).sum();
            let figure = (group == "（六）其他处理").then(|| self.added(applicant, sum, true));
            cells.push(Cell { text: sum.to_string(), rows: 1, columns: 1, mark: None, figure });
        }
        self.with_sub_total(cells)
    }

    /// Prints the row 其他处理 instead of its parts.
    fn stand_for(&mut self) {
        let parts = ["requests.other.not_corrected", "requests.other.fee_unpaid", "requests.other.other"];
        for applicant in Applicant::ALL {
            let sum = parts.iter().map(|key| self.amount(key, applicant)).sum();
            self.added(applicant, sum, false);
        }
        for figure in self.truth.figures.iter_mut().filter(|f| parts.contains(&f.indicator)) {
            (figure.printed, figure.answers) = (String::new(), vec![Answer::Absent]);
        }
    }

    /// A figure of the row 其他处理; beside its parts it need not be given.
    fn added(&mut self, applicant: Applicant, sum: Quantity, beside_parts: bool) -> usize {
        let mut answers = vec![Answer::Number(sum)];
        if beside_parts {
            answers.push(Answer::Absent);
        }
        self.truth.figures.push(Figure {
            indicator: "requests.other.total",
            applicant: Some(applicant),
            section: 3,
            printed: sum.to_string(),
            answers,
            open: beside_parts,
        });
        self.truth.figures.len() - 1
    }

    /// Puts the sum of legal persons beside them, where the axis says so.
    fn with_sub_total(&self, mut cells: Vec<Cell>) -> Vec<Cell> {
        let at = match self.choices.on("sub-total column") {
            "小计 before" => 1,
            "小计 behind" => 6,
            _ => return cells,
        };
        let number = |cell: &Cell| cell.text.trim().parse::<i64>().unwrap_or(0);
        let sum: i64 = cells[1..6].iter().map(number).sum();
        cells.insert(at, Cell::label(sum.to_string(), 1, 1));
        cells
    }

    fn request_header(&self) -> Vec<Vec<Cell>> {
        let words = self.choices.on("header words");
        let sub_total = self.choices.on("sub-total column");
        let persons = if sub_total == "none" { 5 } else { 6 };
        let mut names: Vec<Cell> =
            Applicant::PARTS[1..].iter().map(|a| Cell::label(self.column(a.label()), 1, 1)).collect();
        match sub_total {
            "小计 before" => names.insert(0, Cell::label("小计", 1, 1)),
            "小计 behind" => names.push(Cell::label("小计", 1, 1)),
            _ => {}
        }
        let (person, total) = (self.column("自然人"), self.column("总计"));
        if words == "without upper rows" {
            let mut row = vec![Cell::label("", 1, 3), Cell::label(person, 1, 1)];
            row.extend(names);
            row.push(Cell::label(total, 1, 1));
            return vec![row];
        }
        let note = if words == "no note" { "" } else { NOTE };
        vec![
            vec![Cell::label(note, 3, 3), Cell::label("申请人情况", 1, persons + 2)],
            vec![
                Cell::label(person, 2, 1),
                Cell::label(Applicant::GROUP_LABEL, 1, persons),
                Cell::label(total, 2, 1),
            ],
            names,
        ]
    }

    /// Table four: reconsideration and litigation.
    pub(super) fn review(&self) -> Grid {
        let of_four: Vec<&'static Indicator> = self.edition().section(4).collect();
        let results = |n: usize, rows: usize| {
            of_four[n..n + 5].iter().map(move |i| Cell::label(self.column(i.label()), rows, 1))
        };
        let rows = vec![
            vec![Cell::label("行政复议", 1, 5), Cell::label("行政诉讼", 1, 10)],
            results(0, 2)
                .chain([
                    Cell::label(self.column("未经复议直接起诉"), 1, 5),
                    Cell::label(self.column("复议后起诉"), 1, 5),
                ])
                .collect(),
            results(5, 1).chain(results(10, 1)).collect(),
            of_four.iter().map(|indicator| self.figure(indicator, None, 1)).collect(),
        ];
        Grid { section: 4, rows, header: 3 }
    }
}
