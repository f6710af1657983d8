//! `letter`: letters to offices about their reports.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use clap::builder::{PossibleValuesParser, RangedU64ValueParser};
use serde_json::json;

use nianbao::archive::change::NewStep;
use nianbao::archive::ingest::Reason;
use nianbao::archive::query::review::follow_up::Stage;
use nianbao::extract::Limits;
use nianbao::language::Message;
use nianbao::present::file::letter::{Batch, Kind, Paper, Sending, Template};

use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell, not_there, read_bytes, write_file};

/// Write letters to offices about their reports of a year: remarks, notes, reminders of missing ones
#[derive(Debug, Args)]
#[command(after_help = "\
An office with errors or warnings gets remarks, one of the register without a report a reminder, and
one whose report passed nothing. What was not read with certainty is left out without --unsure. A
folder or ZIP also has a workbook that lists every office with its state, counts and letter.

Fields of a template:
  {{标题}} {{收文机关}} {{发文机关}} {{成文日期}} {{回复日期}} {{联系方式}} {{年度}}
  {{开头}} {{意见}} {{结尾}} {{正文}} {{附件}} {{核对依据}} {{意见数}}

Examples:
  nianbao letter --year 2024 --sender 某某市人民政府办公室 --reply-by 2025-03-14
  nianbao letter --year 2024 --output letters.zip --template letter.docx --record
  nianbao letter --year 2024 --agency 某某市教育局 --output letter.docx
  nianbao letter --year 2024 --hints             also notes to offices with hints only")]
pub(crate) struct Letter {
    /// The year reported on
    #[arg(long, value_parser = RangedU64ValueParser::<u16>::new().range(1990..=2100))]
    year: u16,
    /// Only this office; may be given several times
    #[arg(long, value_name = "NAME")]
    agency: Vec<String>,
    /// A folder, FILE.zip, or for one letter FILE.docx, .html or .md [default: letters-YEAR]
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
    /// What letters in a folder or ZIP are written as
    #[arg(long, value_name = "FORMAT", default_value = "docx", value_parser = PossibleValuesParser::new(["docx", "html", "md"]))]
    format: String,
    /// Write into this Word document, which has named fields
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// The office that sends them [default: a blank to be filled in]
    #[arg(long, value_name = "NAME")]
    sender: Option<String>,
    /// Who answers questions, with a telephone number
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// The day of the letters [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
    /// The day by which an answer is expected
    #[arg(long, value_name = "YYYY-MM-DD")]
    reply_by: Option<NaiveDate>,
    /// With hints, which are no faults: also a note to offices that have nothing else
    #[arg(long)]
    hints: bool,
    /// With findings on doubtful cells, in a part of their own: to be checked against the original
    #[arg(long)]
    unsure: bool,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
    /// Record that the letters were sent, with the findings that they name
    #[arg(long)]
    record: bool,
    /// Who sent them
    #[arg(long, value_name = "NAME", requires = "record")]
    who: Option<String>,
    #[command(flatten)]
    printed: JsonFlag,
}

impl Letter {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let output = self.output.clone().unwrap_or_else(|| PathBuf::from(format!("letters-{}", self.year)));
        let ending =
            output.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
        let single = Paper::of_ending(&ending);
        let paper = match (&self.template, &single) {
            (Some(file), None | Some(Paper::Docx(_))) => Paper::Docx(Some(read_template(file)?)),
            (Some(_), Some(_)) => {
                return Err(Failure::usage(
                    &Message::of("argument.template_is_word"),
                    &Message::of("hint.output_file").with("format", "docx"),
                ));
            }
            (None, _) => {
                Paper::of_ending(if single.is_some() { &ending } else { &self.format }).ok_or_else(|| {
                    let unknown = Message::of("argument.unknown_format").with("format", &self.format);
                    Failure::usage(&unknown, &Message::of("hint.letter_formats"))
                })?
            }
        };
        let batch = self.batch(shell, &paper)?;
        let letters = batch.files.len() - 1;
        match (single, ending.eq_ignore_ascii_case("zip")) {
            (Some(_), _) if letters > 1 => {
                return Err(Failure::usage(
                    &Message::of("argument.several_letters").with("count", letters),
                    &Message::of("hint.several_letters"),
                ));
            }
            (Some(_), _) => {
                let only = batch.files.iter().take(letters);
                only.map(|(_, bytes)| self.write(&output, bytes)).collect::<Result<Vec<()>, _>>()?;
            }
            (None, true) => self.write(&output, &batch.zip()?)?,
            (None, false) => self.write_folder(&output, &batch)?,
        }
        if self.record {
            self.record(shell, &batch)?;
        }
        self.say(shell, &output, &batch)?;
        Ok(if letters == 0 { Ending::Nothing } else { Ending::Done })
    }

    fn batch(&self, shell: &Shell, paper: &Paper) -> Result<Batch, Failure> {
        let archive = shell.archive()?;
        let (standings, reviewed) = archive.correspondence(self.year, &self.agency)?;
        let sending = Sending {
            sender: self.sender.clone(),
            contact: self.contact.clone(),
            date: self.date(),
            reply: self.reply_by,
            hints: self.hints,
            unsure: self.unsure,
        };
        Batch::of(&standings, &reviewed, &sending, paper, |agency| {
            Ok::<_, Failure>(Some(archive.report(agency, self.year, None)?.report))
        })
    }

    fn date(&self) -> NaiveDate {
        self.date.unwrap_or_else(nianbao::archive::today)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        not_there(path, self.force).map_err(Failure::of_arguments)?;
        write_file(path, bytes, self.force)
    }

    /// All letters are written, or none because one of them is there already.
    fn write_folder(&self, folder: &Path, batch: &Batch) -> Result<(), Failure> {
        batch
            .files
            .iter()
            .try_for_each(|(name, _)| not_there(&folder.join(name), self.force))
            .map_err(Failure::of_arguments)?;
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        batch.files.iter().try_for_each(|(name, bytes)| self.write(&folder.join(name), bytes))
    }

    /// Records that the letters were sent. A note asks for nothing and is not recorded.
    fn record(&self, shell: &Shell, batch: &Batch) -> Result<(), Failure> {
        let sent =
            batch.offices.iter().filter(|office| office.letter.is_some_and(|kind| kind != Kind::Note.name()));
        let steps = sent.map(|office| NewStep {
            agency: office.agency.clone(),
            year: self.year,
            stage: Stage::Sent,
            day: self.date(),
            who: self.who.clone(),
            note: None,
            remarks: Some(office.named.clone()),
        });
        shell.writer()?.follow_up(steps.collect())?;
        Ok(())
    }

    fn say(&self, shell: &Shell, output: &Path, batch: &Batch) -> Result<(), Failure> {
        if self.printed.format() == Format::Json {
            return shell.json(&json!({ "output": output, "year": batch.year, "offices": batch.offices }));
        }
        let [remarks, notes, reminders] = Kind::ALL.map(|kind| batch.count(kind));
        let none = batch.offices.len() - remarks - notes - reminders;
        let said = Message::of("outcome.letters").with("path", output.display().to_string());
        let said = said.with("remarks", remarks).with("notes", notes).with("reminders", reminders);
        shell.line(&said.with("none", none))?;
        if self.record {
            shell.line(&Message::of("outcome.letters_recorded").with("count", remarks + reminders))?;
        }
        Ok(())
    }
}

fn read_template(file: &Path) -> Result<Template, Failure> {
    let bytes = read_bytes(file, &Limits::default()).map_err(|error| failed(file, error))?;
    Template::read(&bytes).map_err(|error| Failure::of_file(file, error.message()))
}

fn failed(path: &Path, error: std::io::Error) -> Failure {
    Failure::of_file(path, Reason::from(error).message())
}
