//! `office`: offices and their names.

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use nianbao::archive::offices;
use nianbao::archive::query::{Table, Value};
use nianbao::present::Answer;
use nianbao::present::terminal::cleanse;

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, TableFlags};

/// List offices, and say which names mean the same office
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao office list
  nianbao office alias 某某市教育局 市教育局     reports of 市教育局 are filed under 某某市教育局
  nianbao office unalias 市教育局")]
pub(crate) struct Office {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the offices, their other names and years
    List {
        #[command(flatten)]
        output: TableFlags,
    },
    /// Say that ALIAS is another name of OFFICE; reports filed under it move there
    Alias {
        /// The office
        office: String,
        /// The other name
        alias: String,
        #[command(flatten)]
        output: JsonFlag,
    },
    /// Take a name from its office
    Unalias {
        /// The other name
        alias: String,
        #[command(flatten)]
        output: JsonFlag,
    },
}

#[derive(Serialize)]
struct Offices {
    offices: Vec<offices::Office>,
}

impl Office {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        match &self.verb {
            Verb::List { output } => {
                let answer = Offices { offices: shell.archive()?.offices()? };
                shell.answer(output.format(), &answer, || Answer {
                    optional: &["aliases"],
                    ..answer.table().into()
                })?;
            }
            Verb::Alias { office, alias, output } => {
                let mut writer = shell.writer()?;
                writer.add_alias(office, alias)?;
                let office = writer.archive().office(office)?;
                write_name(shell, output.format(), alias, Some(&office))?;
            }
            Verb::Unalias { alias, output } => {
                shell.writer()?.remove_alias(alias)?;
                write_name(shell, output.format(), alias, None)?;
            }
        }
        Ok(Ending::Done)
    }
}

/// Says to which office a name belongs now.
fn write_name(shell: &Shell, format: Format, alias: &str, office: Option<&str>) -> Result<(), Failure> {
    if format == Format::Json {
        return shell.json(&json!({ "alias": alias, "office": office }));
    }
    let owner = office.unwrap_or("no office");
    shell.print(|_, out| writeln!(out, "{} is a name of {}", cleanse(alias), cleanse(owner)))
}

impl Offices {
    fn table(&self) -> Table {
        let columns = ["name", "reports", "first_year", "last_year", "aliases"];
        let row = |office: &offices::Office| -> Vec<Value> {
            vec![
                office.name.as_str().into(),
                office.reports.into(),
                office.years.map(|(first, _)| first).into(),
                office.years.map(|(_, last)| last).into(),
                office.aliases.join(" ").into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.offices.iter().map(row).collect() }
    }
}
