//! `office`: offices and their names.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;

use nianbao::archive::change::REGISTER_COLUMNS as COLUMNS;
use nianbao::archive::ingest::Reason;
use nianbao::archive::offices;
use nianbao::archive::query::{Table, Value};
use nianbao::extract::Limits;
use nianbao::language::{Argument, Language, Message, heading};
use nianbao::present::Answer;
use nianbao::report::register as registered;

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, TableFlags, read_bytes};

/// List offices, merge names of the same office, keep the register of offices that must report
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao office list
  nianbao office alias 某某市教育局 市教育局     reports of 市教育局 are filed under 某某市教育局
  nianbao office unalias 市教育局
  nianbao office add 某某市教育局 --parent 某某市人民政府
  nianbao office import register.csv             columns: name, parent, covers, since, until, ...
  nianbao office list --register")]
pub(crate) struct Office {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the offices, their other names and years
    List {
        /// List the register instead: which offices must report, and their parents
        #[arg(long)]
        register: bool,
        #[command(flatten)]
        output: TableFlags,
    },
    /// Enter an office in the register of offices that must report
    Add {
        /// The office
        name: String,
        /// The office above it
        #[arg(long, value_name = "OFFICE")]
        parent: Option<String>,
        /// An office that its report sums up; may be several [default: those directly under it]
        #[arg(long, value_name = "OFFICE")]
        covers: Vec<String>,
        /// First year it had to report
        #[arg(long, value_name = "YEAR")]
        since: Option<u16>,
        /// Last year it had to report
        #[arg(long, value_name = "YEAR")]
        until: Option<u16>,
        #[command(flatten)]
        output: JsonFlag,
    },
    /// Enter the offices of a CSV table in the register
    #[command(after_help = "\
The first line names the columns; only name is required:
  name         the office
  parent       the office above it
  covers       offices that its report sums up, separated by ; or 、
  since, until first and last year it had to report
  makes_rules  1 or 0: whether it can make 规章
  enforces     1 or 0: whether it grants licences or imposes penalties or compulsory measures")]
    Import {
        /// The table; - for the standard input
        file: PathBuf,
        #[command(flatten)]
        output: JsonFlag,
    },
    /// Remove an office from the register; its reports stay
    Drop {
        /// The office
        name: String,
        #[command(flatten)]
        output: JsonFlag,
    },
    /// Make ALIAS another name of OFFICE; reports filed under ALIAS move to OFFICE
    Alias {
        /// The office
        office: String,
        /// The other name
        alias: String,
        #[command(flatten)]
        output: JsonFlag,
    },
    /// Remove an alias; the office keeps its reports
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
            Verb::List { register: true, output } => {
                let register = shell.archive()?.register()?;
                shell.answer(output.format(), &register.offices(), || Answer {
                    nothing: Some(Message::of("hint.no_register")),
                    ..register_table(&register).into()
                })?;
            }
            Verb::List { register: false, output } => {
                let answer = Offices { offices: shell.archive()?.offices()? };
                shell.answer(output.format(), &answer, || Answer {
                    optional: &["aliases"],
                    nothing: Some(Message::of("hint.no_reports")),
                    ..answer.table().into()
                })?;
            }
            Verb::Add { name, parent, covers, since, until, output } => {
                let office = registered::Office {
                    parent: parent.clone(),
                    covers: (!covers.is_empty()).then(|| covers.clone()),
                    since: *since,
                    until: *until,
                    ..registered::Office::named(name.trim())
                };
                enter(shell, output.format(), &[office])?;
            }
            Verb::Import { file, output } => {
                enter(shell, output.format(), &read_register(file)?)?;
            }
            Verb::Drop { name, output } => {
                if !shell.writer()?.unregister(name)? {
                    return Err(Failure::refused(&Message::of("outcome.not_registered").with("name", name)));
                }
                if output.format() == Format::Json {
                    shell.json(&json!({ "dropped": name }))?;
                    return Ok(Ending::Done);
                }
                shell.line(&Message::of("outcome.unregistered").with("name", name))?;
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

/// Enters offices in the register, and prints how many it has.
fn enter(shell: &Shell, format: Format, offices: &[registered::Office]) -> Result<(), Failure> {
    let count = shell.writer_made()?.register(offices)?;
    if format == Format::Json {
        return shell.json(&json!({ "entered": offices.len(), "registered": count }));
    }
    shell.line(&Message::of("outcome.registered").with("entered", offices.len()).with("count", count))
}

/// Reads a register from CSV.
fn read_register(file: &Path) -> Result<Vec<registered::Office>, Failure> {
    let refused = |why: Message| Failure::of_file(file, why);
    let bytes =
        read_bytes(file, &Limits::default()).map_err(|error| refused(Reason::from(error).message()))?;
    parse_register(&bytes).map_err(refused)
}

fn parse_register(bytes: &[u8]) -> Result<Vec<registered::Office>, Message> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let columns = reader.headers().map_err(|error| broken(&error))?.clone();
    let named = |title: &str| {
        let known =
            COLUMNS.into_iter().find(|name| [*name, heading(name, Language::Chinese)].contains(&title));
        known.unwrap_or(title).to_owned()
    };
    let columns: Vec<String> = columns.iter().map(named).collect();
    if let Some(unknown) = columns.iter().find(|column| !COLUMNS.contains(&column.as_str())) {
        let unknown = Message::of("import.unknown_column").with("title", unknown);
        return Err(unknown.with("known", Argument::Columns(COLUMNS.to_vec())));
    }
    if !columns.iter().any(|column| column == "name") {
        return Err(Message::of("import.no_column").with("columns", Argument::Columns(vec!["name"])));
    }
    let mut offices = Vec::new();
    for (n, record) in reader.records().enumerate() {
        let line = n + 2;
        let at = |why: Message| Message::of("argument.at_line").with("line", line).with("why", why);
        let record = record.map_err(|error| broken(&error))?;
        let text = |name: &str| {
            let value = columns.iter().zip(&record).find(|(column, _)| column.as_str() == name)?.1;
            (!value.is_empty()).then(|| value.to_owned())
        };
        let year = |name: &str| {
            let read = |text: String| {
                text.parse().map_err(|_| at(Message::of("import.no_year").with("text", &text)))
            };
            text(name).map(read).transpose()
        };
        let truth = |name: &str| match text(name).as_deref() {
            None => Ok(None),
            Some("1" | "true" | "yes" | "是") => Ok(Some(true)),
            Some("0" | "false" | "no" | "否") => Ok(Some(false)),
            Some(other) => Err(at(Message::of("argument.no_truth").with("column", name).with("text", other))),
        };
        let list = |text: String| {
            let names = text.split([';', '；', '、']).map(str::trim).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect::<Vec<_>>()
        };
        offices.push(registered::Office {
            name: text("name").ok_or_else(|| at(Message::of("argument.no_name")))?,
            parent: text("parent"),
            covers: text("covers").map(list),
            since: year("since")?,
            until: year("until")?,
            makes_rules: truth("makes_rules")?,
            enforces: truth("enforces")?,
        });
    }
    Ok(offices)
}

/// What a library says of CSV.
fn broken(error: &csv::Error) -> Message {
    Message::of("import.broken_csv").with("detail", error.to_string())
}

fn register_table(register: &registered::Register) -> Table {
    let truth = |value: Option<bool>| value.map(u16::from);
    let row = |office: &registered::Office| -> Vec<Value> {
        vec![
            office.name.as_str().into(),
            office.parent.clone().into(),
            office.covers.as_ref().map(|names| names.join("、")).into(),
            office.since.into(),
            office.until.into(),
            truth(office.makes_rules).into(),
            truth(office.enforces).into(),
        ]
    };
    Table { columns: COLUMNS.map(str::to_owned).to_vec(), rows: register.offices().iter().map(row).collect() }
}

/// Prints to which office a name belongs now.
fn write_name(shell: &Shell, format: Format, alias: &str, office: Option<&str>) -> Result<(), Failure> {
    if format == Format::Json {
        return shell.json(&json!({ "alias": alias, "office": office }));
    }
    let said = match office {
        Some(office) => Message::of("outcome.alias").with("office", office),
        None => Message::of("outcome.no_alias"),
    };
    shell.line(&said.with("alias", alias))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_is_a_table_with_names() {
        let table = "\u{feff}name,parent,covers,since,makes_rules\n 某市 ,,甲局；乙局,2020,1\n甲局,某市,,,\n";
        let offices = parse_register(table.as_bytes()).unwrap();
        assert_eq!(offices.len(), 2);
        assert_eq!(offices[0].covers, Some(vec!["甲局".to_owned(), "乙局".to_owned()]));
        assert_eq!((offices[0].since, offices[0].makes_rules), (Some(2020), Some(true)));
        assert_eq!(offices[1].parent.as_deref(), Some("某市"));
        for (wrong, why) in
            [("parent\n某市\n", "no column"), ("name,x\n", "unknown"), ("name,since\n某市,早\n", "no year")]
        {
            assert!(parse_register(wrong.as_bytes()).unwrap_err().to_string().contains(why), "{wrong}");
        }
    }
}
