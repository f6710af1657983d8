//! `review`: how far the reports of a year have come, and what was done about one.

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, RangedU64ValueParser, TypedValueParser};
use clap::{Args, Subcommand};

use nianbao::archive::change::NewStep;
use nianbao::archive::query::review::follow_up::{Stage, Standing};
use nianbao::language::Language;
use nianbao::present::Answer;
use nianbao::present::terminal::cleanse;

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, TableFlags};
use crate::cli::speech::spoken;

/// Follow reports through the review: missing, pending, sent, answered, passed
#[derive(Debug, Args)]
#[command(after_help = "\
Stages:
  missing   缺报    the register expects a report, and there is none
  pending   待审    a report is there, or was replaced after it had passed
  sent      已发函  a letter was sent: `nianbao letter --record`, or --set
  answered  已回复  a corrected report came after the letter, or --set
  passed    通过    --set

Examples:
  nianbao review list --year 2024
  nianbao review list --year 2024 --stage 已发函
  nianbao review state 某某市教育局 2024
  nianbao review state 某某市教育局 2024 --set 已回复 --note 电话说明，新增机构所致 --who 张三")]
pub(crate) struct Review {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the offices that must report for a year, or did, and how far their reports have come
    List {
        /// The year reported on
        #[arg(long, value_parser = RangedU64ValueParser::<u16>::new().range(1990..=2100))]
        year: u16,
        /// Only reports that have come so far
        #[arg(long, value_name = "STAGE", value_parser = stages(&Stage::ALL))]
        stage: Option<Stage>,
        #[command(flatten)]
        output: TableFlags,
    },
    /// Show what was done about a report, or record it
    State {
        #[command(flatten)]
        report: OfficeYear,
        /// Record that the report has come so far
        #[arg(long, value_name = "STAGE", value_parser = stages(&Stage::ALL[1..]))]
        set: Option<Stage>,
        /// What is to be remembered of it
        #[arg(long, value_name = "TEXT", requires = "set")]
        note: Option<String>,
        /// Who did it
        #[arg(long, value_name = "NAME", requires = "set")]
        who: Option<String>,
        /// When it was done [default: today]
        #[arg(long, value_name = "YYYY-MM-DD", requires = "set")]
        day: Option<NaiveDate>,
        #[command(flatten)]
        output: JsonFlag,
    },
}

impl Review {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        match &self.verb {
            Verb::List { year, stage, output } => {
                let mut standings = shell.archive()?.standings(*year)?;
                standings.offices.retain(|office| stage.is_none_or(|stage| stage == office.stage));
                // the stage is spoken of in Chinese already
                let hidden = if spoken() == Language::Chinese { vec!["label"] } else { Vec::new() };
                shell.answer(output.format(), &standings, || Answer {
                    hidden,
                    optional: &["day", "who", "note", "remarks", "revision"],
                    ..standings.table().into()
                })?;
                Ok(if standings.offices.is_empty() { Ending::Nothing } else { Ending::Done })
            }
            Verb::State { report: OfficeYear { agency, year }, set, note, who, day, output } => {
                let standing = match set {
                    None => shell.archive()?.standing(agency, *year)?,
                    Some(stage) => {
                        let mut writer = shell.writer()?;
                        let step = NewStep {
                            agency: agency.clone(),
                            year: *year,
                            stage: *stage,
                            day: day.unwrap_or_else(nianbao::archive::today),
                            who: who.clone(),
                            note: note.clone(),
                            remarks: None,
                        };
                        writer.follow_up(vec![step])?;
                        writer.archive().standing(agency, *year)?
                    }
                };
                match output.format() {
                    Format::Json => shell.json(&standing)?,
                    _ => write_standing(shell, &standing, *year)?,
                }
                Ok(Ending::Done)
            }
        }
    }
}

fn write_standing(shell: &Shell, standing: &Standing, year: u16) -> Result<(), Failure> {
    shell.print(|_, out| {
        writeln!(out, "{} {year}  {}", cleanse(&standing.agency), standing.stage.label())?;
        for step in &standing.steps {
            let mut line = format!("  {}  {}", step.day, step.stage.label());
            if let Some(remarks) = &step.remarks {
                line.push_str(&format!("  意见 {} 条", remarks.len()));
            }
            for part in [&step.who, &step.note].into_iter().flatten() {
                line.push_str("  ");
                line.push_str(part);
            }
            writeln!(out, "{}", cleanse(&line))?;
        }
        Ok(())
    })
}

/// A stage by its name or label.
fn stages(of: &[Stage]) -> impl TypedValueParser<Value = Stage> + use<> {
    let names: Vec<PossibleValue> =
        of.iter().map(|stage| PossibleValue::new(stage.name()).alias(stage.label())).collect();
    PossibleValuesParser::new(names)
        .map(|name| Stage::from_name(&name).expect("only names of stages are possible values"))
}
