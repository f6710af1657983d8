//! `sql`: a query in SQL.

use clap::Args;

use nianbao::archive::query::sql::Allowance;
use nianbao::present::Answer;

use crate::cli::shell::{Ending, Failure, Shell, TableFlags};

/// Query the database in SQL; read-only
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  nianbao sql \"SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')\"
  nianbao sql 'SELECT count(*) FROM report' --json")]
pub(crate) struct Sql {
    /// One statement
    statement: String,
    #[command(flatten)]
    output: TableFlags,
}

impl Sql {
    pub(crate) fn run(&self, shell: &Shell) -> Result<Ending, Failure> {
        let table = shell.archive()?.sql(&self.statement, Allowance::default())?;
        shell.show(self.output.format(), Answer { as_named: true, ..table.into() })?;
        Ok(Ending::Done)
    }
}
