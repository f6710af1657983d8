//! `mentions`: counts that appear only in the prose.

use clap::Args;

use nianbao::archive::query::browse::Filter;
use nianbao::language::{Language, Message};
use nianbao::present::{Answer, picture};
use nianbao::report::mentions::{TOPICS, topic};

use crate::cli::arguments::{Pictured, Selection};
use crate::cli::shell::{Ending, Failure, Shell, TableFlags, busy, with_bars};
use crate::cli::speech::spoken;

/// List counts that appear only in the prose: posts, readers, hotline cases, trainings
#[derive(Debug, Args)]
#[command(after_help = "\
What a number counts is taken from the words before it. The sentence is shown beside it, and so is
any doubt. A chart has one number for each office and year: where the prose gives several, the first
that is certain; the others are given as a doubt.

Examples:
  nianbao mentions --agency 某某市教育局
  nianbao mentions 解读 --years 2020..
  nianbao mentions reads --csv
  nianbao mentions new_media --agency 某某市教育局 --chart
  nianbao mentions 培训 --png trainings.png")]
pub(crate) struct Mentions {
    /// What is counted: website, new_media, reads, interpretations, responses, hotline, trainings, press,
    /// proposals, on_time, on_time_rate, or a part of the Chinese label
    topic: Option<String>,
    #[command(flatten)]
    selection: Selection,
    /// Show one number for each office and year, with a bar
    #[arg(long, requires = "topic")]
    chart: bool,
    #[command(flatten)]
    picture: Pictured,
    #[command(flatten)]
    output: TableFlags,
}

impl Mentions {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let unknown = |name: &String| {
            let known: Vec<String> = TOPICS
                .iter()
                .map(|topic| {
                    let named = if spoken() == Language::Chinese { topic.label } else { topic.key };
                    named.to_owned()
                })
                .collect();
            Failure::usage(
                &Message::of("argument.no_topic").with("name", name),
                &Message::of("hint.there_are").with("names", known),
            )
        };
        let of = self.topic.as_ref().map(|name| topic(name).ok_or_else(|| unknown(name))).transpose()?;
        let filter = Filter { agencies: self.selection.agency.clone(), years: self.selection.years.clone() };
        let found = {
            let archive = shell.archive()?;
            busy(&Message::of("terminal.reading"), || archive.mentions(&filter, of.map(|topic| topic.key)))?
        };
        let ending = if found.mentions.is_empty() { Ending::Nothing } else { Ending::Done };
        if self.picture.is_wanted() {
            let Some(topic) = of else {
                return Err(Failure::usage(
                    &Message::of("argument.several_topics"),
                    &Message::of("hint.one_topic"),
                ));
            };
            self.picture.write(&picture::line(topic.label, &found.series().points))?;
        }
        if self.chart {
            let series = found.series();
            let table = with_bars(&series, self.output.format());
            shell.show(
                self.output.format(),
                Answer {
                    hidden: vec![
                        "state",
                        "indicator",
                        "applicant",
                        "form",
                        "printed",
                        "remark",
                        "change",
                        "percent",
                        "new_form",
                        "imported",
                    ],
                    optional: &["doubt"],
                    figures: true,
                    table,
                    ..Answer::default()
                },
            )?;
            return Ok(ending);
        }
        shell.answer(self.output.format(), &found, || Answer {
            hidden: vec!["topic", "unit_printed"],
            optional: &["doubt"],
            nothing: Some(Message::of("hint.reports")),
            ..found.table().into()
        })?;
        Ok(ending)
    }
}
