//! `waive`: a finding accepted, with who and why.

use clap::Args;
use serde::Serialize;

use nianbao::archive::query::review::Judged;
use nianbao::language::Message;
use nianbao::present::terminal::cleanse;

use crate::cli::arguments::OfficeYear;
use crate::cli::shell::{Ending, Failure, Format, JsonFlag, Shell};
use crate::cli::speech::Spoken;

/// Accept a finding, stating who and why; it is no longer counted
#[derive(Debug, Args)]
#[command(after_help = "\
A waiver holds, also through revisions of the report, while the same cells break the rule in the
same way. It lapses when they change.

Examples:
  nianbao waive 某某市教育局 2024 G76 --who 张三 --why 当年机构合并，申请量确有增加
  nianbao waive 某某市教育局 2024 3f2a9c10 --who 张三 --why 已核实
  nianbao waive 某某市教育局 2024 G76 --undo")]
pub(crate) struct Waive {
    #[command(flatten)]
    report: OfficeYear,
    /// Rule (G76), or the fingerprint of a finding from `check --json`
    #[arg(value_name = "FINDING")]
    which: String,
    /// Who decided
    #[arg(long, value_name = "NAME", required_unless_present = "undo")]
    who: Option<String>,
    /// The reason
    #[arg(long, value_name = "TEXT", required_unless_present = "undo")]
    why: Option<String>,
    /// Withdraw the waiver
    #[arg(long, conflicts_with_all = ["who", "why"])]
    undo: bool,
    #[command(flatten)]
    output: JsonFlag,
}

#[derive(Serialize)]
struct Waived {
    findings: Vec<Judged>,
}

impl Waive {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let OfficeYear { agency, year } = &self.report;
        let mut writer = shell.writer()?;
        let (verb, findings) = match (&self.who, &self.why) {
            (Some(who), Some(why)) if who.trim().is_empty() || why.trim().is_empty() => {
                return Err(Failure::usage(
                    &Message::of("argument.no_who_why"),
                    &Message::of("hint.who_why"),
                ));
            }
            (Some(who), Some(why)) => {
                (Message::of("outcome.waived"), writer.waive(agency, *year, &self.which, who, why)?)
            }
            _ => (Message::of("outcome.unwaived"), writer.unwaive(agency, *year, &self.which)?),
        };
        let nothing = findings.is_empty();
        if self.output.format() == Format::Json {
            shell.json(&Waived { findings })?;
        } else {
            shell.print(|_, out| {
                findings.iter().try_for_each(|Judged { finding, .. }| {
                    writeln!(out, "{}  {} {}", verb.spoken(), finding.rule, cleanse(&finding.message))
                })
            })?;
        }
        Ok(if nothing { Ending::Nothing } else { Ending::Done })
    }
}
