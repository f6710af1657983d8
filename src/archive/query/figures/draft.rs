//! What is known of the next report before it is written: figures that go on, problems to be answered.

use crate::archive::error::Error;
use crate::archive::query::open::Archive;
use crate::archive::query::reports::browse::Filter;
use crate::report::{Figure, FormId, State};

/// The beginnings of a report.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The office.
    pub agency: String,
    /// The year to report on.
    pub year: u16,
    /// The form to be used.
    pub form: FormId,
    /// Every figure of the form; those that go on from the year before hold a number, the others are blank.
    pub figures: Vec<Figure>,
    /// Problems that the report of the year before named.
    pub problems: Vec<String>,
    /// There is a report of the year before.
    pub previous: bool,
}

/// Figures that go on: the key in the new report, the key in the one before.
const GO_ON: &[(&str, &str)] = &[
    ("requests.carried_in", "requests.carried_out"),
    ("proactive.rules.in_force", "proactive.rules.in_force"),
    ("proactive.normative_documents.in_force", "proactive.normative_documents.in_force"),
];

impl Archive {
    /// Gathers what the report of an office for a year begins with.
    ///
    /// # Errors
    /// Those of [`Archive::office`], what is wrong with the archive.
    pub fn draft(&self, agency: &str, year: u16) -> Result<Draft, Error> {
        let agency = self.office(agency)?;
        let previous = match self.report(&agency, year.saturating_sub(1), None) {
            Ok(kept) => Some(kept.report),
            Err(Error::UnknownReport { .. }) => None,
            Err(error) => return Err(error),
        };
        let form = FormId::for_year(year);
        let rows = form.edition().into_iter().flat_map(|edition| {
            let printed = edition.indicators.iter().filter(|indicator| indicator.stands_for.is_empty());
            printed.map(|indicator| (indicator, edition.columns(indicator)))
        });
        let mut figures = Vec::new();
        for (indicator, columns) in rows {
            let before = GO_ON.iter().find(|(key, _)| *key == indicator.key).map(|(_, before)| *before);
            for applicant in columns {
                let value = before.and_then(|key| previous.as_ref()?.value(key, applicant));
                let state = if value.is_some() { State::Number } else { State::Blank };
                figures.push(Figure {
                    indicator: indicator.key,
                    applicant,
                    state,
                    value,
                    printed: None,
                    remark: None,
                    doubt: None,
                    place: None,
                });
            }
        }
        let filter = Filter { agencies: vec![agency.clone()], years: Some(year - 1..=year - 1) };
        let named = self.problems(&filter)?.reports.into_iter().flat_map(|report| report.problems);
        Ok(Draft {
            agency,
            year,
            form,
            figures,
            problems: named.map(|problem| problem.text).collect(),
            previous: previous.is_some(),
        })
    }
}
