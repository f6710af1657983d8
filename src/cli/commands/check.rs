//! `check`: faults in reports, in the archive or before they are published.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use nianbao::archive::query::Years;
use nianbao::archive::query::browse::Filter;
use nianbao::archive::query::review::{Judged, Review, Reviewed, review_alone};
use nianbao::extract;
use nianbao::present::Answer;
use nianbao::present::file::letter::Letter;
use nianbao::present::page::write_findings;
use nianbao::present::terminal::cleanse;
use nianbao::report::Report;
use nianbao::report::check::{Rule, Severity, Words, rule, rules};
use nianbao::report::recognise::recognise;

use crate::cli::arguments::{Reading, years};
use crate::cli::shell::{Ending, Failure, Format, Shell, TableFlags, read_bytes};

/// Look for faults: sums, carry-over, prose against tables, copied text
#[derive(Debug, Args)]
#[command(after_help = "\
Without FILE the reports of the archive are checked against each other: other years, other offices,
the register. A FILE is checked before it is archived, against what the archive knows of its office.
Exit code 1 means that there are open errors; warnings and hints do not change the exit code.

Examples:
  nianbao check report.docx                      before publication
  nianbao check --year 2024                      all reports of a year
  nianbao check --agency 某某市教育局 --tables     the tables, with wrong cells marked
  nianbao check --year 2024 --severity error --csv
  nianbao check --year 2024 --letters letters    a letter for each office
  nianbao check --explain D38                    what a rule checks, and why")]
pub(crate) struct Check {
    /// A file that is not archived yet
    #[arg(value_name = "FILE", conflicts_with = "years")]
    file: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Only these years: 2023, 2019..2024, 2021.., ..2020
    #[arg(long, value_name = "A..B", value_parser = years)]
    years: Option<Years>,
    /// Only rules whose code begins with this: D, D38; may be several
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
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
    /// Write a letter for each office with findings into DIR
    #[arg(long, value_name = "DIR")]
    letters: Option<PathBuf>,
    /// Write letters as HTML instead of Markdown
    #[arg(long, requires = "letters")]
    html: bool,
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
        let draft = self.file.as_deref().map(|file| self.draft(file)).transpose()?;
        let archive = match draft {
            Some(_) if !shell.has_archive() => None,
            _ => Some(shell.archive()?),
        };
        let reviewed = match (&draft, &archive) {
            (None, None) => return Err(Failure::refused("there is nothing to check")),
            (None, Some(archive)) => archive.review(&review)?,
            (Some(report), Some(archive)) => archive.review_draft(report, &review)?,
            (Some(report), None) => review_alone(report, &review),
        };
        let report = |agency: &str, year: u16| match &draft {
            Some(report) => Some(report.clone()),
            None => archive.as_ref()?.report(agency, year, None).ok().map(|kept| kept.report),
        };
        if let Some(dir) = &self.letters {
            self.write_letters(dir, &reviewed, &report)?;
        }
        let drawn = |agency: &str, year: u16| if self.tables { report(agency, year) } else { None };
        match self.output.format() {
            Format::Text => shell.print(|screen, out| write_findings(&reviewed, &drawn, screen, out))?,
            format => shell.answer(format, &reviewed, || Answer::from(reviewed.table()))?,
        }
        let nothing = reviewed.reports == 0;
        Ok(match reviewed.errors {
            0 if nothing => Ending::Nothing,
            0 => Ending::Done,
            _ => Ending::Errors,
        })
    }

    fn review(&self) -> Result<Review, Failure> {
        for code in &self.rules {
            let begins = |rule: &Rule| rule.code.to_ascii_lowercase().starts_with(&code.to_ascii_lowercase());
            if code.is_empty() || !rules().any(begins) {
                let hint = "`nianbao check --explain` lists all rules";
                return Err(Failure::usage(format!("no rule begins with {code:?}"), hint));
            }
        }
        let words = self.words.as_deref().map(read_words).transpose()?;
        let agencies = self.reading.agency.iter().filter(|_| self.file.is_none()).cloned().collect();
        let years = self.years.clone().or(self.reading.year.map(|year| year..=year));
        let filter = Filter { agencies, years };
        Ok(Review { filter, rules: self.rules.clone(), severity: self.severity, words })
    }

    /// Reads a file that is not archived.
    fn draft(&self, file: &Path) -> Result<Report, Failure> {
        let refused = |why: &dyn std::fmt::Display| Failure::refused(format!("{}: {why}", file.display()));
        let limits = self.reading.limits();
        let bytes = read_bytes(file, &limits).map_err(|error| refused(&error))?;
        let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let reading = extract::read(&bytes, &name, &limits).map_err(|why| refused(&why))?;
        recognise(&reading.document, &self.reading.overrides()).map_err(|why| refused(&why))
    }

    fn write_letters(
        &self,
        dir: &Path,
        reviewed: &Reviewed,
        report: &dyn Fn(&str, u16) -> Option<Report>,
    ) -> Result<(), Failure> {
        let failed =
            |path: &Path, error: std::io::Error| Failure::refused(format!("{}: {error}", path.display()));
        fs::create_dir_all(dir).map_err(|error| failed(dir, error))?;
        let day = chrono::Local::now().format("%Y年%-m月%-d日").to_string();
        let of_one = |a: &Judged, b: &Judged| {
            (&a.finding.agency, a.finding.year) == (&b.finding.agency, b.finding.year)
        };
        for findings in reviewed.findings.chunk_by(of_one) {
            let (agency, year) = (&findings[0].finding.agency, findings[0].finding.year);
            let own = report(agency, year);
            let rule_set = reviewed.rule_set;
            let letter = Letter { agency, year, report: own.as_ref(), findings, rule_set, day: &day };
            let (text, ending) = if self.html { (letter.html(), "html") } else { (letter.markdown(), "md") };
            let path = dir.join(format!("{}-{year}.{ending}", file_name(agency)));
            fs::write(&path, text).map_err(|error| failed(&path, error))?;
        }
        Ok(())
    }

    fn explain(&self, shell: &Shell, code: &str) -> Result<Ending, Failure> {
        let chosen: Vec<&'static Rule> = if code.is_empty() {
            rules().collect()
        } else {
            let known = rule(code).ok_or_else(|| {
                Failure::usage(format!("no rule {code:?}"), "`nianbao check --explain` lists all rules")
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

fn read_words(path: &Path) -> Result<Words, Failure> {
    let text =
        fs::read_to_string(path).map_err(|error| Failure::refused(format!("{}: {error}", path.display())))?;
    Ok(Words::parse(&text))
}

/// The name of an office as the name of a file.
fn file_name(agency: &str) -> String {
    let harmless = |c: char| if c.is_alphanumeric() || matches!(c, '（' | '）') { c } else { '_' };
    cleanse(agency).chars().map(harmless).collect()
}
