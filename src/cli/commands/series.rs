//! `series`: a figure of every office and year.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use nianbao::archive::query::series::{GROUPS, Point, Wanted, find_measure};
use nianbao::archive::query::{Table, Value};
use nianbao::language::Message;
use nianbao::present::Answer;
use nianbao::present::picture;
use nianbao::present::terminal::sparkline;
use nianbao::report::Applicant;

use crate::cli::arguments::{Pictured, Selection, applicants};
use crate::cli::shell::{Ending, Failure, Format, Shell, TableFlags, with_bars};

/// Follow a figure over the years: one row for each office and year
#[derive(Debug, Args)]
#[command(after_help = "\
A blank cell stays blank; · is a cell that the report does not have, ? one that cannot be read.
`nianbao indicators` lists the keys; 办理结果 means the six outcomes of requests.

A series goes on where another edition of the form counts the same under another key, which the
remark names; with --about also where it counts about the same (docs/series.md).

A sum leaves out offices that the report of another covers already, by the register (`nianbao office
import`) or, without one, by their names. A mean leaves out the reports that cover others.

Examples:
  nianbao series requests.received
  nianbao series 本年新收 --applicant natural_person --agency 某某市教育局
  nianbao series 公开率 --agency 某某市教育局 --change
  nianbao series 本年新收 --sum --chart
  nianbao series 本年新收 --spark                           one line for each office
  nianbao series 公开率 --agency 某某市教育局 --png rate.png
  nianbao series 办理结果 --sum --draw stack --svg outcomes.svg
  nianbao series 行政复议/总计 --years 2019..2024 --csv")]
pub(crate) struct Series {
    /// Key or Chinese label of an indicator, or a unique part of it; may be several
    #[arg(required = true, value_name = "INDICATOR")]
    indicators: Vec<String>,
    /// Column of the request table [default: total]
    #[arg(long, value_parser = applicants())]
    applicant: Option<Applicant>,
    #[command(flatten)]
    selection: Selection,
    /// Add the offices up, year by year
    #[arg(long)]
    sum: bool,
    /// Give the mean of the offices, year by year: requests per office
    #[arg(long, conflicts_with = "sum")]
    mean: bool,
    /// Add up all offices, also those that another report covers already
    #[arg(long)]
    all: bool,
    /// Go on with figures of other editions of the form that count about the same
    #[arg(long)]
    about: bool,
    /// Show the change from the year before, and where the form changed
    #[arg(long)]
    change: bool,
    /// Draw a bar beside each figure
    #[arg(long, conflicts_with = "spark")]
    chart: bool,
    /// Show one row for each office and figure, with a sparkline of its years
    #[arg(long)]
    spark: bool,
    /// The kind of picture
    #[arg(long, value_name = "KIND", value_parser = picture_kinds(), default_value = "line")]
    draw: String,
    #[command(flatten)]
    picture: Pictured,
    #[command(flatten)]
    output: TableFlags,
}

impl Series {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let wanted = Wanted {
            indicators: self.indicators.clone(),
            applicant: self.applicant,
            agencies: self.selection.agency.clone(),
            years: self.selection.years.clone(),
            sum: self.sum,
            mean: self.mean,
            all: self.all,
            about: self.about,
        };
        let series = shell.archive()?.series(&wanted)?;
        if let Some((_, draw, of_one)) = picture::of_series().find(|(kind, ..)| kind.name == self.draw) {
            let points = if of_one { of_one_office(&series.points)? } else { &series.points };
            if self.picture.is_wanted() {
                self.picture.write(&draw(&self.title(points)?, points))?;
            }
        }
        if self.spark && self.output.format() == Format::Text {
            let table = sparks(&series.points);
            let empty = table.rows.is_empty();
            let nothing = Some(Message::of("hint.reports"));
            shell.show(Format::Text, Answer { nothing, ..table.into() })?;
            return Ok(if empty { Ending::Nothing } else { Ending::Done });
        }
        let table = if self.chart { with_bars(&series, self.output.format()) } else { series.table() };
        let empty = table.rows.is_empty();
        let mut hidden: Vec<&'static str> = vec!["applicant", "form"];
        if series.points.iter().all(|point| point.indicator == series.points[0].indicator) {
            hidden.push("indicator");
        }
        if !self.change {
            hidden.extend(["change", "percent", "new_form"]);
        }
        shell.show(
            self.output.format(),
            Answer {
                hidden,
                optional: &["remark", "doubt", "new_form", "imported"],
                figures: true,
                table,
                nothing: Some(Message::of("hint.reports")),
                ..Answer::default()
            },
        )?;
        Ok(if empty { Ending::Nothing } else { Ending::Done })
    }
}

impl Series {
    /// What the picture shows: the one office, and the figures.
    fn title(&self, points: &[Point]) -> Result<String, Failure> {
        let group =
            |name: &String| GROUPS.iter().find(|group| [group.key, group.label].contains(&name.as_str()));
        let names = self.indicators.iter().map(|name| match group(name) {
            Some(group) => Ok(group.label.to_owned()),
            None => Ok(find_measure(name)?.label()),
        });
        let names = names.collect::<Result<Vec<String>, Failure>>()?.join("、");
        let office = of_one_office(points).ok().and_then(|points| points.first());
        let applicant =
            self.applicant.map(|applicant| format!("（{}）", applicant.label())).unwrap_or_default();
        Ok(office.map_or(names.clone(), |point| format!("{} {names}", point.agency)) + &applicant)
    }
}

/// The points, if all are of one office or sum.
fn of_one_office(points: &[Point]) -> Result<&[Point], Failure> {
    match points.iter().all(|point| point.agency == points[0].agency) {
        true => Ok(points),
        false => Err(Failure::usage(&Message::of("argument.one_office"), &Message::of("hint.one_office"))),
    }
}

/// A row for each office and figure: from the first to the last year, a character each.
fn sparks(points: &[Point]) -> Table {
    let years = || points.iter().map(|point| point.year);
    let (first, last) = (years().min().unwrap_or(1), years().max().unwrap_or(0));
    let line = |points: &[Point]| -> Vec<Value> {
        let value = |year: u16| points.iter().find(|p| p.year == year)?.value;
        let values: Vec<_> = (first..=last).map(|year| value(year).map(|value| value.as_f64())).collect();
        vec![
            points[0].agency.as_str().into(),
            points[0].indicator.into(),
            value(first).into(),
            sparkline(&values).into(),
            value(last).into(),
            points[0].unit.into(),
        ]
    };
    let columns = ["agency", "indicator", &first.to_string(), "years", &last.to_string(), "unit"];
    let rows = points.chunk_by(|a, b| (&a.agency, a.indicator) == (&b.agency, b.indicator)).map(line);
    Table { columns: columns.map(str::to_owned).to_vec(), rows: rows.collect() }
}

/// The kinds of picture that show figures over the years.
fn picture_kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(
        picture::of_series().map(|(kind, ..)| PossibleValue::new(kind.name).help(kind.about)),
    )
}
