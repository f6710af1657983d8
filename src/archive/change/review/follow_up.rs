//! Steps about reports: letters that were sent, answers, reports that passed.

use chrono::NaiveDate;

use crate::archive::change::Writer;
use crate::archive::db::decided::follow_ups;
use crate::archive::db::decided::history::Act;
use crate::archive::error::Error;
use crate::archive::query::review::follow_up::{Named, Stage, Step};

/// A step that is to be recorded.
#[derive(Debug, Clone)]
pub struct NewStep {
    /// The office: as in questions, or a name of the register.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// The stage that it leads to.
    pub stage: Stage,
    /// When it was done.
    pub day: NaiveDate,
    /// Who did it.
    pub who: Option<String>,
    /// What is to be noted of it.
    pub note: Option<String>,
    /// The findings that the letter named, where it is one.
    pub remarks: Option<Vec<Named>>,
}

impl Writer {
    /// Records steps, all of them as one act. The result is how many.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`], what is wrong with the archive.
    pub fn follow_up(&mut self, steps: Vec<NewStep>) -> Result<usize, Error> {
        self.change(Act::FollowUp, |change| {
            let count = steps.len();
            for NewStep { agency, year, stage, day, who, note, remarks } in steps {
                // that a report is missing is never recorded: it follows from the register
                let stage = if stage == Stage::Missing { Stage::Pending } else { stage };
                let agency = change.archive.reporting_office(&agency)?;
                let conn = &change.archive.conn;
                let report = follow_ups::in_force(conn, &agency, year)?;
                let mut detail = format!("{agency} {year} {}", stage.name());
                for part in [&who, &note].into_iter().flatten() {
                    detail.push_str(": ");
                    detail.push_str(part);
                }
                let revision_key = report.and_then(|(_, newest)| newest);
                let step = Step {
                    stage,
                    day,
                    who,
                    note,
                    remarks,
                    revision: None,
                    made: String::new(),
                    revision_key,
                };
                follow_ups::record(conn, (&agency, year), &step)?;
                match report {
                    Some((report, _)) => change.record_of(report, detail),
                    None => change.record(detail),
                }
            }
            Ok(count)
        })
    }
}
