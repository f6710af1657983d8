//! `dictionary`: words added to segmentation.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use nianbao::archive::query::{Table, Value};
use nianbao::language::Message;
use nianbao::present::Answer;

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, TableFlags, read_text, report_waiting};

/// Add words that segmentation does not know; they improve ranking and appear among keywords
#[derive(Debug, Args)]
#[command(after_help = "\
What a search finds does not depend on them. The index is rebuilt when they change.

Examples:
  nianbao dictionary add 好差评 一网通办
  nianbao dictionary import words.txt        one word per line, or a jieba dictionary
  nianbao dictionary drop 好差评
  nianbao dictionary list")]
pub(crate) struct Dictionary {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the added words
    List {
        #[command(flatten)]
        output: TableFlags,
    },
    /// Add words of two to twelve characters
    Add {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
        #[command(flatten)]
        output: JsonFlag,
    },
    /// Add the first word of each line of a file; the rest of the line, and comments (#), are ignored
    Import {
        /// The file; - for the standard input
        file: PathBuf,
        #[command(flatten)]
        output: JsonFlag,
    },
    /// Remove added words
    Drop {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
        #[command(flatten)]
        output: JsonFlag,
    },
}

impl Dictionary {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        match &self.verb {
            Verb::List { output } => {
                let words = shell.archive()?.dictionary()?;
                shell.answer(output.format(), &json!({ "words": words }), || Answer {
                    nothing: Some(Message::of("hint.no_words")),
                    ..table(&words).into()
                })?;
            }
            Verb::Add { words, output } => teach(shell, words, output)?,
            Verb::Import { file, output } => teach(shell, &read_words(file)?, output)?,
            Verb::Drop { words, output } => {
                let dropped = shell.writer()?.unteach(words, &mut report_waiting())?;
                if dropped == 0 {
                    return Err(Failure::refused(&Message::of("outcome.no_such_word")));
                }
                match output.format() {
                    Format::Json => shell.json(&json!({ "dropped": dropped }))?,
                    _ => shell.line(&Message::of("outcome.dropped").with("count", dropped))?,
                }
            }
        }
        Ok(Ending::Done)
    }
}

/// Adds words, and prints how many were new and how many there are.
fn teach(shell: &Shell, words: &[String], output: &JsonFlag) -> Result<(), Failure> {
    let mut writer = shell.writer_made()?;
    let added = writer.teach(words, &mut report_waiting())?;
    let count = writer.archive().dictionary()?.len();
    match output.format() {
        Format::Json => shell.json(&json!({ "added": added, "words": count })),
        _ => shell.line(&Message::of("outcome.taught").with("added", added).with("count", count)),
    }
}

fn read_words(file: &Path) -> Result<Vec<String>, Failure> {
    Ok(parse_words(&read_text(file)?))
}

/// The first word of each line.
fn parse_words(text: &str) -> Vec<String> {
    let lines = text.trim_start_matches('\u{feff}').lines();
    let first = |line: &str| line.split('#').next()?.split_whitespace().next().map(str::to_owned);
    lines.filter_map(first).collect()
}

fn table(words: &[String]) -> Table {
    let rows = words.iter().map(|word| vec![Value::from(word.as_str())]).collect();
    Table { columns: vec!["word".to_owned()], rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_each_line_counts() {
        assert_eq!(
            parse_words("\u{feff}# 业务用语\n好差评 100 n\n\n 一网通办 # 平台\n"),
            ["好差评", "一网通办"]
        );
    }
}
