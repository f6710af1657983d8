//! Reports of which only figures exist: a table with a row for each figure, as `export figures` writes it.
//!
//! The table is itself the original: it is kept as it came and read again like any other file. Nothing in it is
//! guessed: what is no figure of the form is refused with its row and column.

use std::collections::BTreeMap;

use crate::archive::db::reading::cells::{CellKey, cells_of_form};
use crate::archive::db::reading::figures::absent;
use crate::archive::error::Error;
use crate::extract::document::{Block, Note, Place};
use crate::extract::{self, Limits};
use crate::language::{Argument, Language, Message, heading};
use crate::report::figure::read_cell;
use crate::report::form::{self, Indicator};
use crate::report::measure::{Unresolved, find_indicator};
use crate::report::{Applicant, Figure, FormId, Quantity, Report, State, Unsure, is_name};

/// A column that means something: its name, its Chinese name, and whether it must be there.
const COLUMNS: [(&str, &str, bool); 9] = [
    ("agency", "机关", true),
    ("year", "年度", true),
    ("indicator", "指标", true),
    ("value", "数值", true),
    ("applicant", "申请人", false),
    ("state", "状态", false),
    ("remark", "备注", false),
    ("doubt", "存疑", false),
    ("form", "格式", false),
];

/// Columns of an export that follow from the others, or speak of the archive that it was made from.
const PASSED_OVER: [&str; 6] = ["label", "applicant_label", "unit", "corrected", "section", "format"];

/// Bounds on a table: larger than on a report, because it holds the figures of many.
fn limits() -> Limits {
    Limits {
        file: 256 << 20,
        unpacked: 512 << 20,
        cells: 4_000_000,
        characters: 128_000_000,
        lines: 4_000_000,
        time: std::time::Duration::from_secs(120),
        ..Limits::default()
    }
}

/// The most bytes that a table may have.
pub(in crate::archive) fn most_bytes() -> u64 {
    limits().file
}

/// The reports that a table holds, by office and year.
pub(in crate::archive) fn reports(bytes: &[u8], name: &str) -> Result<Vec<Report>, Error> {
    let mut table = Gathered::default();
    let workbook = extract::detect(bytes, name).filter(|format| matches!(format.name, "xlsx" | "xls"));
    match workbook {
        Some(_) => table.workbook(bytes, name)?,
        None => table.csv(bytes)?,
    }
    if table.reports.is_empty() {
        return Err(refused(Message::of("import.at_table"), Message::of("import.no_figures")));
    }
    Ok(table.reports.into_iter().map(|((agency, year), own)| own.report(agency, year)).collect())
}

fn refused(at: Message, why: Message) -> Error {
    Error::Import { at, why }
}

fn in_head(why: Message) -> Error {
    refused(Message::of("import.at_head"), why)
}

/// The figures of the rows read so far.
#[derive(Default)]
struct Gathered {
    reports: BTreeMap<(String, u16), Own>,
    /// Indicators by what they were called.
    known: BTreeMap<String, &'static Indicator>,
}

/// The figures of one report.
struct Own {
    form: FormId,
    figures: BTreeMap<(&'static str, Option<Applicant>), (Figure, u64)>,
}

impl Own {
    fn report(mut self, agency: String, year: u16) -> Report {
        let mut figure = |cell: CellKey| {
            let stands_for_others = form::indicator(cell.0).is_some_and(|i| !i.stands_for.is_empty());
            let given = self.figures.remove(&cell).map(|(figure, _)| figure);
            given.or_else(|| (!stands_for_others).then(|| absent(cell)))
        };
        Report {
            title: format!("{agency}{year}年政府信息公开工作年度报告（仅有数字）"),
            agency,
            agency_printed: None,
            year,
            form: self.form,
            published: None,
            period: None,
            unsure: Unsure::default(),
            preamble: String::new(),
            sections: Vec::new(),
            figures: cells_of_form(self.form).filter_map(&mut figure).collect(),
            other_tables: Vec::new(),
            notes: vec![Note::new("仅有数字：由表格导入，没有文字")],
            ocr: false,
        }
    }
}

/// Where the columns are.
struct Head(Vec<Option<usize>>);

impl Head {
    /// The columns of a first row. `None`: it is the head of another table.
    fn of(row: &[String]) -> Option<Self> {
        let position = |(name, chinese, _): &(&str, &str, bool)| {
            row.iter().position(|title| [*name, *chinese].contains(&title.trim()))
        };
        let head: Vec<Option<usize>> = COLUMNS.iter().map(position).collect();
        let whole = COLUMNS.iter().zip(&head).all(|((.., needed), at)| !needed || at.is_some());
        whole.then_some(Self(head))
    }

    /// The place of a column, from 0.
    fn at(&self, name: &str) -> Option<usize> {
        COLUMNS.iter().position(|(column, ..)| *column == name).and_then(|n| self.0[n])
    }

    /// The text in a column of a row, without the apostrophe that keeps a spreadsheet from calculating.
    fn text<'r>(&self, row: &'r [String], name: &str) -> &'r str {
        let text = self.at(name).and_then(|at| row.get(at)).map_or("", |text| text.trim());
        text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
    }
}

/// The forms there are, for a message.
fn form_names() -> String {
    FormId::names().collect::<Vec<_>>().join(", ")
}

/// What the first row lacks.
fn no_head(row: &[String]) -> Error {
    let lacking = COLUMNS.iter().filter(|(name, chinese, needed)| {
        *needed && !row.iter().any(|title| [*name, *chinese].contains(&title.trim()))
    });
    let lacking = Argument::Columns(lacking.map(|(name, ..)| *name).collect());
    in_head(Message::of("import.no_column").with("columns", lacking))
}

/// Refuses columns that are not known: what they say would be lost.
fn check_columns(row: &[String]) -> Result<(), Error> {
    let known = |title: &str| {
        PASSED_OVER.iter().any(|name| [name, heading(name, Language::Chinese)].contains(&title))
            || COLUMNS.iter().any(|(name, chinese, _)| [*name, *chinese].contains(&title))
    };
    match row.iter().map(|title| title.trim()).find(|title| !title.is_empty() && !known(title)) {
        None => Ok(()),
        Some(title) => {
            let known = Argument::Columns(COLUMNS.iter().map(|(name, ..)| *name).collect());
            Err(in_head(Message::of("import.unknown_column").with("title", title).with("known", known)))
        }
    }
}

impl Gathered {
    fn csv(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let text = extract::plain_text(bytes)
            .ok_or_else(|| refused(Message::of("import.at_file"), Message::of("import.no_table")))?;
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut head = None;
        let mut row: Vec<String> = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| {
                let why = Message::of("import.broken_csv").with("detail", error.to_string());
                refused(Message::of("import.at_table"), why)
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            row.clear();
            row.extend(record.iter().map(str::to_owned));
            let Some(head) = &head else {
                check_columns(&row)?;
                head = Some(Head::of(&row).ok_or_else(|| no_head(&row))?);
                continue;
            };
            let place = Place { page: None, line: u32::try_from(line).ok(), block: 1, cell: None };
            self.row(head, &row, line, place)?;
        }
        Ok(())
    }

    fn workbook(&mut self, bytes: &[u8], name: &str) -> Result<(), Error> {
        let reading = extract::read(bytes, name, &limits())
            .map_err(|error| refused(Message::of("import.at_file"), error.message()))?;
        let mut first = None;
        let mut found = false;
        for block in &reading.document.blocks {
            let Block::Table(table) = block else { continue };
            let mut rows: Vec<Vec<String>> =
                vec![vec![String::new(); table.width() as usize]; table.height() as usize];
            for cell in &table.cells {
                rows[cell.row as usize][cell.column as usize].clone_from(&cell.text);
            }
            let Some((titles, rows)) = rows.split_first() else { continue };
            // a sheet of something else: an export has one for each kind
            let Some(head) = Head::of(titles) else {
                first.get_or_insert_with(|| titles.clone());
                continue;
            };
            check_columns(titles)?;
            found = true;
            let value = head.at("value").and_then(|at| u32::try_from(at + 1).ok());
            for (number, row) in (2..).zip(rows) {
                let place = Place { line: None, cell: value.map(|value| (number, value)), ..table.place };
                self.row(&head, row, u64::from(number), place)?;
            }
        }
        if found { Ok(()) } else { Err(no_head(&first.unwrap_or_default())) }
    }

    /// Takes the figure of a row.
    fn row(&mut self, head: &Head, row: &[String], number: u64, place: Place) -> Result<(), Error> {
        if row.iter().all(|text| text.trim().is_empty()) {
            return Ok(());
        }
        let text = |name: &str| head.text(row, name);
        let wrong = |column: &str, why: Message| {
            refused(Message::of("import.at_cell").with("row", number).with("column", column), why)
        };
        let agency = text("agency");
        if agency.is_empty() {
            return Err(wrong("agency", Message::of("import.empty")));
        }
        if !is_name(agency) {
            return Err(wrong("agency", Message::of("archive.not_a_name").with("name", agency)));
        }
        let year = text("year").parse::<u16>().ok().filter(|year| (1990..=2100).contains(year));
        let year =
            year.ok_or_else(|| wrong("year", Message::of("import.no_year").with("text", text("year"))))?;
        let form = match text("form") {
            "" => FormId::for_year(year),
            name => FormId::from_name(name).ok_or_else(|| {
                wrong("form", Message::of("import.no_form").with("name", name).with("forms", form_names()))
            })?,
        };
        let edition = form.edition().ok_or_else(|| {
            let why = Message::of("import.no_form_of_year").with("year", year).with("forms", form_names());
            wrong("year", why)
        })?;
        let indicator = self.indicator(text("indicator")).map_err(|why| wrong("indicator", why))?;
        if edition.indicator(indicator.key).is_none() {
            let why = Message::of("import.not_of_form");
            return Err(wrong("indicator", why.with("indicator", indicator.key).with("form", edition.name)));
        }
        let applicant = applicant(text("applicant"), indicator).map_err(|why| wrong("applicant", why))?;
        let mut figure =
            figure(indicator, text("state"), text("value")).map_err(|(column, why)| wrong(column, why))?;
        (figure.applicant, figure.place) = (applicant, Some(place));
        let given = |name: &str| Some(text(name)).filter(|text| !text.is_empty()).map(str::to_owned);
        figure.remark = given("remark").or(figure.remark);
        figure.doubt = given("doubt").or(figure.doubt);
        let own = self
            .reports
            .entry((agency.to_owned(), year))
            .or_insert_with(|| Own { form, figures: BTreeMap::new() });
        if own.form != form {
            let why = Message::of("import.two_forms").with("agency", agency).with("year", year);
            return Err(wrong("form", why));
        }
        if figure.state == State::Absent {
            return Ok(());
        }
        match own.figures.insert((indicator.key, applicant), (figure, number)) {
            None => Ok(()),
            Some((_, before)) => Err(wrong("indicator", Message::of("import.twice").with("row", before))),
        }
    }

    fn indicator(&mut self, name: &str) -> Result<&'static Indicator, Message> {
        if let Some(known) = self.known.get(name) {
            return Ok(known);
        }
        let found = find_indicator(name).map_err(|unresolved| match unresolved {
            Unresolved::Unknown { similar, .. } if !similar.is_empty() => {
                Message::of("import.similar_indicator").with("name", name).with("similar", similar)
            }
            Unresolved::Ambiguous { candidates, .. } => {
                Message::of("import.several_indicators").with("name", name).with("candidates", candidates)
            }
            Unresolved::Unknown { .. } => Message::of("archive.unknown_indicator").with("name", name),
        })?;
        self.known.insert(name.to_owned(), found);
        Ok(found)
    }
}

fn applicant(name: &str, indicator: &Indicator) -> Result<Option<Applicant>, Message> {
    match (indicator.by_applicant, name) {
        (false, "") => Ok(None),
        (false, name) => {
            Err(Message::of("import.not_by_applicant").with("indicator", indicator.key).with("name", name))
        }
        (true, "") => Ok(Some(Applicant::Total)),
        (true, name) => Applicant::from_name(name).map(Some).ok_or_else(|| {
            let near = |applicant: &Applicant| {
                strsim::jaro_winkler(name, applicant.key()).max(strsim::jaro_winkler(name, applicant.label()))
            };
            let similar = Applicant::ALL.into_iter().max_by(|a, b| near(a).total_cmp(&near(b)));
            match similar {
                None => Message::of("import.no_applicant").with("name", name),
                Some(similar) => Message::of("import.similar_applicant")
                    .with("name", name)
                    .with("similar", similar.key())
                    .with("label", similar.label()),
            }
        }),
    }
}

/// The figure that a state and a value mean. A blank, a dash and a zero stay three things.
fn figure(
    indicator: &'static Indicator,
    state: &str,
    value: &str,
) -> Result<Figure, (&'static str, Message)> {
    let read = read_cell(value, indicator.unit);
    let none = || ("value", Message::of("import.no_figure").with("value", value));
    let state = match state {
        "" if read.state == State::Unreadable => return Err(none()),
        "" => read.state,
        name => State::from_name(name)
            .ok_or_else(|| ("state", Message::of("import.no_state").with("name", name)))?,
    };
    let number: Option<Quantity> = match state {
        State::Number => Some(read.value.ok_or_else(none)?),
        _ if read.state == State::Blank || read.state == state => None,
        _ => {
            let why = Message::of("import.state_and_value").with("state", state.name());
            return Err(("value", why.with("value", value)));
        }
    };
    let printed = match state {
        State::Number => number.map(|number| number.to_string()),
        State::Blank => Some(String::new()),
        State::Dash | State::Unreadable | State::Absent => None,
    };
    let (remark, doubt) = if number.is_some() { (read.remark, read.doubt) } else { (None, None) };
    Ok(Figure { state, value: number, printed, remark, doubt, ..absent((indicator.key, None)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(table: &str) -> String {
        reports(table.as_bytes(), "t.csv").expect_err("it is refused").to_string()
    }

    #[test]
    fn blanks_dashes_and_zeros_stay_apart() {
        let table = "机关,年度,指标,数值\n甲局,2021,规章/本年制发件数,0\n甲局,2021,规章/本年废止件数,\n甲局,2021,规章/现行有效件数,—\n";
        let found = reports(table.as_bytes(), "t.csv").expect("it is a table");
        let states: Vec<(State, Option<Quantity>)> =
            found[0].figures[..3].iter().map(|figure| (figure.state, figure.value)).collect();
        assert_eq!(
            states,
            [(State::Number, Some(Quantity::whole(0))), (State::Blank, None), (State::Dash, None)]
        );
    }

    #[test]
    fn mistakes_are_reported_with_their_place() {
        let head = "agency,year,indicator,applicant,value,state\n";
        for (row, reported) in [
            (
                "甲局,2021,requests.recieved,total,1,",
                "row 2, column indicator: no indicator \"requests.recieved\"; similar: requests.received",
            ),
            (
                "甲局,2021,requests.received,totl,1,",
                "row 2, column applicant: no applicant \"totl\"; similar: total",
            ),
            ("甲局,2021,requests.received,,1x,", "row 2, column value"),
            ("甲局,2021,requests.received,,3,dash", "row 2, column value: the state is dash"),
            ("甲局,2021,requests.received,,,number", "row 2, column value"),
            ("甲局,soon,requests.received,,1,", "row 2, column year"),
            (",2021,requests.received,,1,", "row 2, column agency"),
            ("甲局,2015,requests.received,,1,", "no form was prescribed"),
            (
                "甲局,2021,requests.received,,1,\n甲局,2021,requests.received,total,1,",
                "row 3, column indicator: the same figure is in row 2",
            ),
        ] {
            let said = why(&format!("{head}{row}\n"));
            assert!(said.contains(reported), "{said}");
        }
        assert!(why("agency,year,value\n").contains("no column indicator"));
        assert!(why("agency,year,indicator,value,colour\n").contains("\"colour\" is unknown"));
        assert!(why(head).contains("no figures"));
    }
}
