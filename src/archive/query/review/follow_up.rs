//! How far the reports of a year have come: what follows from the register and from the reports, and what a person
//! recorded; and which remarks of a letter a corrected report settles.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::archive::db::decided::follow_ups;
pub use crate::archive::db::decided::follow_ups::{Named, Stage, Step};
use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::Filter;
use crate::archive::query::review::{Judged, Review, Reviewed};
use crate::archive::query::{Table, Value};
use crate::chinese::fold::fold;

/// The offices of a year with their stages.
#[derive(Debug, Clone, Serialize)]
pub struct Standings {
    /// The year reported on.
    pub year: u16,
    /// The offices that must report or did, by name.
    pub offices: Vec<Standing>,
}

/// How far the report of an office has come.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    /// The office.
    pub agency: String,
    /// The stage.
    pub stage: Stage,
    /// Number of the revision in force; none where there is no report.
    pub revision: Option<u32>,
    /// What was recorded, oldest first.
    pub steps: Vec<Step>,
}

impl Standing {
    /// The last letter that named findings, or reminded of a missing report.
    pub fn letter(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|step| step.remarks.is_some())
    }
}

impl Standings {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = ["agency", "year", "stage", "label", "day", "who", "note", "remarks", "revision"];
        let row = |office: &Standing| -> Vec<Value> {
            let last = office.steps.last();
            let remarks = office.letter().and_then(|letter| letter.remarks.as_ref());
            vec![
                office.agency.as_str().into(),
                self.year.into(),
                office.stage.name().into(),
                office.stage.label().into(),
                last.map(|step| step.day.to_string()).into(),
                last.and_then(|step| step.who.clone()).into(),
                last.and_then(|step| step.note.clone()).into(),
                remarks.and_then(|remarks| u32::try_from(remarks.len()).ok()).into(),
                office.revision.into(),
            ]
        };
        Table { columns: columns.map(str::to_owned).to_vec(), rows: self.offices.iter().map(row).collect() }
    }
}

/// What became of the remarks of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct SinceLetter {
    /// The letter.
    pub letter: Step,
    /// Remarks whose findings are no longer found.
    pub settled: Vec<Named>,
    /// Findings that the letter named, as they are now; `changed` where the same cells break in another way.
    pub open: Vec<StillOpen>,
    /// Findings that the letter did not name.
    pub new: Vec<Judged>,
}

/// A finding that a letter named and that is still found.
#[derive(Debug, Clone, Serialize)]
pub struct StillOpen {
    /// The finding as it is now.
    #[serde(flatten)]
    pub judged: Judged,
    /// The same rule is broken in the same cells, with other values than the letter said.
    pub changed: bool,
}

/// The stage of a report: `newest` is the key of its revision in force.
///
/// A corrected report that came after a letter is an answer; one that came after the report passed is to be looked at
/// again.
fn stage_of(steps: &[Step], newest: Option<i64>) -> Stage {
    let waiting = if newest.is_some() { Stage::Pending } else { Stage::Missing };
    let Some(step) = steps.last() else { return waiting };
    let another = newest.is_some() && newest != step.revision_key;
    match step.stage {
        Stage::Missing | Stage::Pending => waiting,
        Stage::Sent if another => Stage::Answered,
        Stage::Passed if another => waiting,
        stage => stage,
    }
}

impl Archive {
    /// How far the reports of a year have come, by office.
    ///
    /// # Errors
    /// What is wrong with the archive.
    pub fn standings(&self, year: u16) -> Result<Standings, Error> {
        let mut steps = follow_ups::of_year(&self.conn, year, None)?;
        let register = self.register()?;
        let due = register.offices().iter().filter(|office| office.reports_for(year));
        let mut offices: BTreeMap<String, Option<u32>> =
            due.map(|office| (office.name.clone(), None)).collect();
        offices.extend(steps.keys().map(|agency| (agency.clone(), None)));
        let filter = Filter { agencies: Vec::new(), years: Some(year..=year) };
        offices.extend(
            self.list(&filter)?.reports.into_iter().map(|entry| (entry.agency, Some(entry.revision))),
        );
        let of_one = |(agency, revision): (String, Option<u32>)| {
            let steps = steps.remove(&agency).unwrap_or_default();
            self.standing_of(agency, year, revision, steps)
        };
        Ok(Standings { year, offices: offices.into_iter().map(of_one).collect::<Result<_, _>>()? })
    }

    /// How far reports of a year have come, and the findings about them: what letters are written from. Of every office,
    /// or of those that are named as for [`Filter`], also ones of the register.
    ///
    /// # Errors
    /// As [`Archive::reporting_office`].
    pub fn correspondence(&self, year: u16, agencies: &[String]) -> Result<(Standings, Reviewed), Error> {
        let mut standings = self.standings(year)?;
        let mut filter = Filter { agencies: Vec::new(), years: Some(year..=year) };
        if !agencies.is_empty() {
            let mut chosen = HashSet::new();
            for name in agencies {
                if name.starts_with('@') || name.ends_with('*') {
                    let several = Filter { agencies: vec![name.clone()], ..filter.clone() };
                    chosen.extend(self.list(&several)?.reports.into_iter().map(|entry| entry.agency));
                } else {
                    chosen.insert(self.reporting_office(name)?);
                }
            }
            standings.offices.retain(|office| chosen.contains(&office.agency));
            let filed = standings.offices.iter().filter(|office| office.revision.is_some());
            filter.agencies = filed.map(|office| office.agency.clone()).collect();
            if filter.agencies.is_empty() {
                return Ok((standings, Reviewed::joined([])));
            }
        }
        let reviewed = self.review(&Review { filter, ..Review::default() })?;
        Ok((standings, reviewed))
    }

    /// How far the report of one office has come.
    ///
    /// # Errors
    /// As [`Archive::reporting_office`].
    pub fn standing(&self, agency: &str, year: u16) -> Result<Standing, Error> {
        let agency = self.reporting_office(agency)?;
        let revision = match self.revision_rows(&agency, year) {
            Ok(rows) => rows.last().map(|row| row.entry.revision),
            Err(Error::UnknownReport { .. } | Error::UnknownOffice { .. }) => None,
            Err(error) => return Err(error),
        };
        let steps = follow_ups::of_year(&self.conn, year, Some(&agency))?.remove(&agency);
        self.standing_of(agency, year, revision, steps.unwrap_or_default())
    }

    fn standing_of(
        &self,
        agency: String,
        year: u16,
        revision: Option<u32>,
        steps: Vec<Step>,
    ) -> Result<Standing, Error> {
        let newest = match revision {
            Some(_) => follow_ups::in_force(&self.conn, &agency, year)?.and_then(|(_, newest)| newest),
            None => None,
        };
        Ok(Standing { stage: stage_of(&steps, newest), agency, revision, steps })
    }

    /// The office that a person means: one with reports, or one of the register that may have none yet.
    ///
    /// # Errors
    /// [`Error::UnknownOffice`], [`Error::AmbiguousOffice`].
    pub fn reporting_office(&self, name: &str) -> Result<String, Error> {
        let unknown = match self.office(name) {
            Err(error @ Error::UnknownOffice { .. }) => error,
            found => return found,
        };
        let (register, wanted) = (self.register()?, fold(name));
        let names = || register.offices().iter().map(|office| &office.name);
        if let Some(own) = names().find(|own| fold(own) == wanted) {
            return Ok(own.clone());
        }
        let fitting: Vec<&String> = names().filter(|own| fold(own).contains(&wanted)).collect();
        match fitting.as_slice() {
            [only] => Ok((*only).clone()),
            _ => Err(unknown),
        }
    }

    /// What became of the remarks of the last letter about a report; none where no letter was recorded. `found` are the
    /// findings about the report as it is now; those that were waived are settled.
    ///
    /// # Errors
    /// As [`Archive::standing`].
    pub fn since_letter(
        &self,
        agency: &str,
        year: u16,
        found: &[Judged],
    ) -> Result<Option<SinceLetter>, Error> {
        let standing = self.standing(agency, year)?;
        Ok(standing.letter().map(|letter| SinceLetter::between(letter, found)))
    }
}

impl SinceLetter {
    /// As titled columns and rows.
    pub fn table(&self) -> Table {
        let columns = ["state", "rule", "message", "fingerprint"].map(str::to_owned).to_vec();
        let row = |state: &str, rule: &str, message: &str, fingerprint: &str| -> Vec<Value> {
            [state, rule, message, fingerprint].map(Value::from).to_vec()
        };
        let found = |state: &str, judged: &Judged| {
            row(state, judged.finding.rule, &judged.finding.message, &judged.finding.fingerprint)
        };
        let settled =
            self.settled.iter().map(|one| row("settled", &one.rule, &one.message, &one.fingerprint));
        let open =
            self.open.iter().map(|one| found(if one.changed { "changed" } else { "open" }, &one.judged));
        let rows = settled.chain(open).chain(self.new.iter().map(|judged| found("new", judged)));
        Table { columns, rows: rows.collect() }
    }

    /// Compares what a letter named with what is found now: by fingerprint, then by rule and cells.
    fn between(letter: &Step, found: &[Judged]) -> Self {
        let named = letter.remarks.as_deref().unwrap_or_default();
        let mut taken: HashSet<usize> = HashSet::new();
        let open_now: Vec<&Judged> = found.iter().filter(|judged| judged.waived.is_none()).collect();
        let (mut open, mut settled) = (Vec::new(), Vec::new());
        let same = |one: &Named, judged: &Judged| {
            let finding = &judged.finding;
            one.fingerprint == finding.fingerprint || one.fingerprint == finding.former_fingerprint()
        };
        let alike = |one: &Named, judged: &Judged| {
            let now = Named::from(&judged.finding);
            !one.cells.is_empty() && (&one.rule, &one.cells) == (&now.rule, &now.cells)
        };
        let mut left = Vec::new();
        for one in named {
            match (0..open_now.len()).find(|n| !taken.contains(n) && same(one, open_now[*n])) {
                Some(n) => {
                    taken.insert(n);
                    open.push(StillOpen { judged: open_now[n].clone(), changed: false });
                }
                None => left.push(one),
            }
        }
        for one in left {
            match (0..open_now.len()).find(|n| !taken.contains(n) && alike(one, open_now[*n])) {
                Some(n) => {
                    taken.insert(n);
                    open.push(StillOpen { judged: open_now[n].clone(), changed: true });
                }
                None => settled.push(one.clone()),
            }
        }
        let new = (0..open_now.len()).filter(|n| !taken.contains(n)).map(|n| open_now[n].clone());
        Self { letter: letter.clone(), settled, open, new: new.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(stage: Stage, revision_key: Option<i64>) -> Step {
        let (who, note, remarks) = (None, None, None);
        Step {
            stage,
            day: Default::default(),
            who,
            note,
            remarks,
            revision: None,
            made: String::new(),
            revision_key,
        }
    }

    #[test]
    fn a_stage_follows_from_the_last_step_and_from_what_came_since() {
        for (steps, newest, expected) in [
            (vec![], None, Stage::Missing),
            (vec![], Some(1), Stage::Pending),
            (vec![step(Stage::Sent, None)], None, Stage::Sent),
            (vec![step(Stage::Sent, None)], Some(1), Stage::Answered),
            (vec![step(Stage::Sent, Some(1))], Some(1), Stage::Sent),
            (vec![step(Stage::Sent, Some(1))], Some(2), Stage::Answered),
            (vec![step(Stage::Sent, Some(1)), step(Stage::Answered, Some(1))], Some(1), Stage::Answered),
            (vec![step(Stage::Passed, Some(2))], Some(2), Stage::Passed),
            (vec![step(Stage::Passed, Some(2))], Some(3), Stage::Pending),
            (vec![step(Stage::Sent, Some(1)), step(Stage::Pending, Some(1))], Some(1), Stage::Pending),
            (vec![step(Stage::Passed, Some(1))], None, Stage::Passed),
        ] {
            assert_eq!(stage_of(&steps, newest), expected, "{steps:?} {newest:?}");
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::from_name(stage.name()), Some(stage));
            assert_eq!(Stage::from_name(stage.label()), Some(stage));
        }
    }
}
