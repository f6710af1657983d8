//! `series`: a figure of every office and year.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use nianbao::archive::query::series::Wanted;
use nianbao::present::Answer;
use nianbao::report::Applicant;

use crate::cli::shell::{Ending, Failure, Selection, Shell, TableFlags};

/// Follow a figure over the years: one row for each office and year
#[derive(Debug, Args)]
#[command(after_help = "\
A cell that is blank stays blank; · is a cell that the report does not have, ? one that cannot be
read. `nianbao indicators` lists the keys.

Examples:
  nianbao series requests.received
  nianbao series 本年新收 --applicant natural_person --agency 某某市教育局
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
        };
        let table = shell.archive()?.series(&wanted)?.table();
        let empty = table.rows.is_empty();
        let hidden: &[&str] = if self.indicators.len() > 1 {
            &["applicant", "form"]
        } else {
            &["indicator", "applicant", "form"]
        };
        shell.answer(self.output.format(), &table, || Answer {
            hidden,
            optional: &["remark", "doubt"],
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
