//! `check`: faults in reports, in the archive or before they are published.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::prelude::*;
use serde::Serialize;

use nianbao::archive::Archive;
use nianbao::archive::ingest::{self, Reason};
use nianbao::archive::query::Years;
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::review::{Review, Reviewed, review_alone};
use nianbao::extract;
use nianbao::language::Message;
use nianbao::present::Answer;
use nianbao::present::page::{write_findings, write_since_letter};
use nianbao::present::terminal::cleanse;
use nianbao::report::Report;
use nianbao::report::check::{Local, Rule, Severity, Words, rule, rules};
use nianbao::report::recognise::recognise;

use crate::cli::arguments::{Reading, years};
use crate::cli::shell::{
    Ending, Failure, Format, Shell, TableFlags, at_file, busy, read_bytes, read_text, say,
};
use crate::cli::speech::Spoken;

/// Look for faults: sums, carry-over, prose against tables, copied text
#[derive(Debug, Args)]
#[command(after_help = "\
Without FILE the reports of the archive are checked against each other: other years, other offices,
the register. Files and folders are checked before they are archived, each against what the archive
knows of its office. Exit code 1 means that there are open errors, or files that are no reports;
warnings, hints and what must first be compared with the original do not change the exit code.

A file of local rules has a line for each setting: `rule,setting,value` (docs/local_rules.csv).

Examples:
  nianbao check report.docx                      before publication
  nianbao check reports/ late.pdf                every file of a folder, and another
  nianbao check --year 2024 --rules local.csv    with the rules of a place
  nianbao check --year 2024                      all reports of a year
  nianbao check --agency 某某市教育局 --tables     the tables, with wrong cells marked
  nianbao check --year 2024 --severity error --csv
  nianbao check corrected.docx --since-letter    what it settles of the letter to its office
  nianbao check --explain D38                    what a rule checks, and why")]
pub(crate) struct Check {
    /// Files and folders that are not archived yet
    #[arg(value_name = "FILE", conflicts_with = "years")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Only these years: 2023, 2019..2024, 2021.., ..2020
    #[arg(long, value_name = "A..B", value_parser = years)]
    years: Option<Years>,
    /// Only rules whose code begins with this: D, D38, may be several; or a file of local rules
    #[arg(long, value_name = "CODE|FILE", value_delimiter = ',')]
    rules: Vec<String>,
    /// Only findings of this severity or higher
    #[arg(long, value_parser = severities())]
    severity: Option<Severity>,
    /// A file of words to watch for, one line each: `wrong = right`, or a word that must not occur
    #[arg(long, value_name = "FILE")]
    words: Option<PathBuf>,
    /// Draw the statutory tables, with the cells that findings name marked
    #[arg(long)]
    tables: bool,
    /// Compare with the last letter to the office: what is settled, still open, new
    #[arg(long)]
    since_letter: bool,
    /// Explain a rule, or list all rules
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "")]
    explain: Option<String>,
    #[command(flatten)]
    output: TableFlags,
}

impl Check {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        if let Some(code) = &self.explain {
            return self.explain(shell, code);
        }
        let review = self.review()?;
        let checking = Message::of("terminal.checking");
        let (drafts, refused) = busy(&checking, || self.drafts())?;
        let archive = match self.files.is_empty() || shell.has_archive() {
            true => Some(shell.archive()?),
            false => None,
        };
        let reviewed = match &archive {
            Some(archive) if self.files.is_empty() => busy(&checking, || archive.review(&review))?,
            Some(archive) => {
                let each = drafts.iter().map(|draft| archive.review_draft(draft, &review));
                Reviewed::joined(busy(&checking, || each.collect::<Result<Vec<Reviewed>, _>>())?)
            }
            None => Reviewed::joined(drafts.iter().map(|draft| review_alone(draft, &review))),
        };
        let report = |agency: &str, year: u16| {
            let draft = drafts.iter().find(|draft| draft.agency == agency && draft.year == year);
            match (draft, &archive) {
                (Some(draft), _) => Some(draft.clone()),
                (None, archive) => archive.as_ref()?.report(agency, year, None).ok().map(|kept| kept.report),
            }
        };
        if self.since_letter && refused.is_empty() {
            return self.write_since_letter(shell, archive.as_ref(), &drafts, &reviewed);
        }
        let drawn = |agency: &str, year: u16| if self.tables { report(agency, year) } else { None };
        match self.output.format() {
            Format::Text => shell.print(|screen, out| write_findings(&reviewed, &drawn, screen, out))?,
            format => shell.answer(format, &reviewed, || Answer::from(reviewed.table()))?,
        }
        if reviewed.reports == 0 && refused.is_empty() {
            shell.nothing(Some(Message::of("hint.reports")));
        }
        for refused in &refused {
            say(cleanse(&refused.spoken()));
        }
        let nothing = reviewed.reports == 0 || !refused.is_empty();
        Ok(match reviewed.errors {
            0 if nothing => Ending::Nothing,
            0 => Ending::Done,
            _ => Ending::Errors,
        })
    }

    fn review(&self) -> Result<Review, Failure> {
        let (mut codes, mut local) = (Vec::new(), None);
        for chosen in &self.rules {
            let begins =
                |rule: &Rule| rule.code.to_ascii_lowercase().starts_with(&chosen.to_ascii_lowercase());
            if !chosen.is_empty() && rules().any(begins) {
                codes.push(chosen.clone());
            } else if local.is_none() && Path::new(chosen).is_file() {
                local = Some(read_local(Path::new(chosen))?);
            } else {
                let unknown = Message::of("argument.no_rules").with("code", chosen);
                return Err(Failure::usage(&unknown, &Message::of("hint.rules_or_file")));
            }
        }
        let mut words = self.words.as_deref().map(read_words).transpose()?;
        if let Some(local) = local.as_ref().filter(|local| !local.words.forbidden.is_empty()) {
            words.get_or_insert_default().forbidden.extend(local.words.forbidden.iter().cloned());
        }
        let agencies = self.reading.agency.iter().filter(|_| self.files.is_empty()).cloned().collect();
        let years = self.years.clone().or(self.reading.year.map(|year| year..=year));
        let filter = Filter { agencies, years };
        Ok(Review { filter, rules: codes, severity: self.severity, words, local })
    }

    /// Reads files that are not archived; and what is said of those that are no reports.
    fn drafts(&self) -> Result<(Vec<Report>, Vec<Message>), Failure> {
        for path in self.files.iter().filter(|path| !path.exists()) {
            if let Some(rule) = path.to_str().and_then(rule) {
                return Err(Failure::usage(
                    &Message::of("argument.rule_not_file").with("code", rule.code),
                    &Message::of("hint.rule_not_file").with("code", rule.code),
                ));
            }
        }
        let found = ingest::files(&self.files);
        let read: Vec<Result<Report, Message>> = found
            .par_iter()
            .map(|found| match found {
                Ok(path) => self.draft(path),
                Err((path, reason)) => Err(at_file(path, reason.message())),
            })
            .collect();
        let (mut drafts, mut refused) = (Vec::new(), Vec::new());
        for read in read {
            match read {
                Ok(report) => drafts.push(report),
                Err(why) if found.len() == 1 => return Err(Failure::refused(&why)),
                Err(why) => refused.push(why),
            }
        }
        Ok((drafts, refused))
    }

    /// Reads a file that is not archived.
    fn draft(&self, file: &Path) -> Result<Report, Message> {
        let refused = |why: Message| at_file(file, why);
        let limits = self.reading.limits();
        let bytes = read_bytes(file, &limits).map_err(|error| refused(Reason::from(error).message()))?;
        let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let reading = extract::read(&bytes, &name, &limits).map_err(|why| refused(why.message()))?;
        recognise(&reading.document, &self.reading.overrides()).map_err(|why| refused(why.message()))
    }

    /// Compares what was found with the last letter about the one report that was checked.
    fn write_since_letter(
        &self,
        shell: &Shell,
        archive: Option<&Archive>,
        drafts: &[Report],
        reviewed: &Reviewed,
    ) -> Result<Ending, Failure> {
        let asked = match drafts {
            [draft] => Some((draft.agency.as_str(), draft.year)),
            [] => self.reading.agency.as_deref().zip(self.reading.year),
            _ => None,
        };
        let Some((agency, year)) = asked else {
            return Err(Failure::usage(&Message::of("argument.one_report"), &Message::of("hint.one_report")));
        };
        let since = match archive {
            Some(archive) => archive.since_letter(agency, year, &reviewed.findings)?,
            None => None,
        };
        let Some(since) = since else {
            return Err(Failure::refused(
                &Message::of("outcome.no_letter").with("agency", agency).with("year", year),
            ));
        };
        match self.output.format() {
            Format::Text => shell.print(|screen, out| write_since_letter(&since, screen, out))?,
            format => shell.answer(format, &since, || Answer::from(since.table()))?,
        }
        Ok(if since.open.is_empty() && reviewed.errors == 0 { Ending::Done } else { Ending::Errors })
    }

    fn explain(&self, shell: &Shell, code: &str) -> Result<Ending, Failure> {
        let chosen: Vec<&'static Rule> = if code.is_empty() {
            rules().collect()
        } else {
            let known = rule(code).ok_or_else(|| {
                Failure::usage(
                    &Message::of("argument.no_rule").with("code", code),
                    &Message::of("hint.rules"),
                )
            })?;
            vec![known]
        };
        let views: Vec<RuleView> = chosen.iter().map(|rule| RuleView::from(*rule)).collect();
        match self.output.format() {
            Format::Json => shell.json(&views)?,
            _ if code.is_empty() => shell.print(|_, out| {
                chosen.iter().try_for_each(|rule| {
                    writeln!(out, "{:5} {}  {}", rule.code, rule.severity.label(), rule.name)
                })
            })?,
            _ => shell
                .print(|_, out| chosen.iter().try_for_each(|rule| writeln!(out, "{}", rule.explanation())))?,
        }
        Ok(Ending::Done)
    }
}

/// A rule as JSON.
#[derive(Serialize)]
struct RuleView {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    scope: &'static str,
    compares: &'static str,
    why: &'static str,
    source: &'static str,
    recalled: bool,
    good: &'static str,
    bad: &'static str,
}

impl From<&'static Rule> for RuleView {
    fn from(rule: &'static Rule) -> Self {
        Self {
            code: rule.code,
            name: rule.name,
            severity: rule.severity.name(),
            scope: rule.scope.label(),
            compares: rule.compares,
            why: rule.why,
            source: rule.source,
            recalled: rule.recalled,
            good: rule.good,
            bad: rule.bad,
        }
    }
}

fn severities() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(Severity::ALL.map(Severity::name))
        .map(|name| Severity::from_name(&name).expect("only names of severities are possible values"))
}

fn read_local(path: &Path) -> Result<Local, Failure> {
    Local::parse(&read_text(path)?).map_err(|mistake| Failure::of_file(path, mistake.message()))
}

fn read_words(path: &Path) -> Result<Words, Failure> {
    Ok(Words::parse(&read_text(path)?))
}
