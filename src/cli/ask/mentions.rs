//! `mentions`: counts that only the prose has.

use clap::Args;

use nianbao::archive::query::browse::Filter;
use nianbao::present::Answer;
use nianbao::report::mentions::{TOPICS, topic};

use crate::cli::shell::{Ending, Failure, Selection, Shell, TableFlags};

/// List counts that only the prose has: posts, readers, hot-line cases, trainings
#[derive(Debug, Args)]
#[command(after_help = "\
What a number counts is read out of the words before it; the sentence stands beside it, and doubt is told.

Examples:
  nianbao mentions --agency 某某市教育局
  nianbao mentions 解读 --years 2020..
  nianbao mentions reads --csv")]
pub(crate) struct Mentions {
    /// What is counted: website, new_media, reads, interpretations, responses, hotline, trainings, press,
    /// proposals, on_time, or a part of the Chinese label
    topic: Option<String>,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    output: TableFlags,
}

impl Mentions {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let unknown = |name: &String| {
            let known: Vec<&str> = TOPICS.iter().map(|topic| topic.key).collect();
            Failure::usage(format!("no topic {name:?}"), format!("there are {}", known.join(", ")))
        };
        let of =
            self.topic.as_ref().map(|name| topic(name).map(|topic| topic.key).ok_or_else(|| unknown(name)));
        let filter = Filter { agencies: self.selection.agency.clone(), years: self.selection.years.clone() };
        let found = shell.archive()?.mentions(&filter, of.transpose()?)?;
        shell.answer(self.output.format(), &found, || Answer {
            hidden: vec!["topic"],
            optional: &["doubt"],
            ..found.table().into()
        })?;
        Ok(if found.mentions.is_empty() { Ending::Nothing } else { Ending::Done })
    }
}
