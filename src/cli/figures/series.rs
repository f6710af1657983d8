//! `series`: a figure of every office and year.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use nianbao::archive::query::series::{Wanted, find_measure};
use nianbao::present::Answer;
use nianbao::present::file::chart;
use nianbao::report::Applicant;

use crate::cli::shell::{Ending, Failure, Format, Selection, Shell, TableFlags, write_file};

/// Characters of the longest bar.
const BAR: usize = 40;

/// Follow a figure over the years: one row for each office and year
#[derive(Debug, Args)]
#[command(after_help = "\
A cell that is blank stays blank; · is a cell that the report does not have, ? one that cannot be
read. `nianbao indicators` lists the keys.

Examples:
  nianbao series requests.received
  nianbao series 本年新收 --applicant natural_person --agency 某某市教育局
  nianbao series 公开率 --agency 某某市教育局 --change
  nianbao series 本年新收 --sum --chart
  nianbao series 行政复议/总计 --years 2019..2024 --csv")]
pub(crate) struct Series {
    /// Key or Chinese label of an indicator, or a part of it that no other has; may be several
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
    /// Show the change on the year before, and where the form changed
    #[arg(long)]
    change: bool,
    /// Draw a bar beside each figure
    #[arg(long)]
    chart: bool,
    /// Write a line chart to FILE
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
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
        };
        let series = shell.archive()?.series(&wanted)?;
        if let Some(file) = &self.svg {
            let title = match self.indicators.as_slice() {
                [one] => find_measure(one)?.label(),
                several => several.join("、"),
            };
            write_file(file, chart::svg(&title, &series.points).as_bytes())?;
        }
        let mut table = series.table();
        let empty = table.rows.is_empty();
        if self.chart && self.output.format() == Format::Text {
            table.columns.push("bar".to_owned());
            let bars = chart::bars(&series.points, BAR);
            table.rows.iter_mut().zip(bars).for_each(|(row, bar)| row.push(bar.into()));
        }
        let mut hidden: Vec<&'static str> = vec!["applicant", "form"];
        if self.indicators.len() == 1 {
            hidden.push("indicator");
        }
        if !self.change {
            hidden.extend(["change", "percent", "new_form"]);
        }
        shell.answer(self.output.format(), &table, || Answer {
            hidden,
            optional: &["remark", "doubt", "new_form"],
            figures: true,
            table: table.clone(),
        })?;
        Ok(if empty { Ending::Nothing } else { Ending::Done })
    }
}

/// An applicant by key or label.
pub(crate) fn applicants() -> impl TypedValueParser<Value = Applicant> {
    let names = Applicant::ALL.map(|applicant| PossibleValue::new(applicant.key()).alias(applicant.label()));
    PossibleValuesParser::new(names)
        .map(|name| Applicant::from_name(&name).expect("only names of applicants are possible values"))
}
