//! A series goes on in reports of another edition, where that counts the same under other keys.
//!
//! What was taken from another edition says so in its remark, and what is only about the same in its doubt.

use super::stated::{FigureSource, Stated, Texts};
use crate::archive::db::reading::cells::CellKey;
use crate::archive::error::Error;
use crate::report::form::{self, Edition, Indicator, Join, Nearness, counterpart};
use crate::report::{Applicant, Quantity, State};

impl FigureSource<'_> {
    /// Fills in the reports whose form does not have the figure and has its counterpart. `about`: also one that counts about
    /// the same.
    pub(super) fn join(
        &self,
        indicator: &'static Indicator,
        applicant: Option<Applicant>,
        about: bool,
        stated: &mut [Option<Stated>],
    ) -> Result<(), Error> {
        let Some((keys, join)) = counterpart(indicator.key) else { return Ok(()) };
        let of_all = applicant.is_none_or(|applicant| applicant == Applicant::Total);
        if !of_all || join.nearness == Nearness::About && !about {
            return Ok(());
        }
        let mut parts: Vec<(CellKey, Vec<Option<Stated>>)> = Vec::new();
        for part in keys.iter().filter_map(|key| form::indicator(key)) {
            let cell = (part.key, part.by_applicant.then_some(Applicant::Total));
            parts.push((cell, self.cell(cell)?));
        }
        for (place, report) in self.filed.reports.iter().enumerate() {
            let Some(edition) = report.form.edition().filter(|_| stated[place].is_none()) else { continue };
            let own = parts.iter_mut().filter(|((key, applicant), _)| edition.has(key, *applicant));
            let own: Vec<(&'static str, Stated)> = own
                .map(|((key, _), stated)| (*key, stated[place].take().unwrap_or(Stated::ABSENT)))
                .collect();
            if !own.is_empty() {
                stated[place] = Some(self.added(own, edition, join));
            }
        }
        Ok(())
    }

    /// The sum of the counterparts in a report; what is no number makes it none.
    fn added(&self, parts: Vec<(&'static str, Stated)>, edition: &Edition, join: &Join) -> Stated {
        let labels: Vec<&str> =
            parts.iter().map(|(key, _)| form::indicator(key).map_or(*key, Indicator::label)).collect();
        let values: Option<Quantity> = parts.iter().map(|(_, part)| part.value).sum();
        let state = match (values, parts.as_slice()) {
            (Some(_), _) => State::Number,
            (None, [(_, one)]) => one.state,
            (None, _) => State::Absent,
        };
        let near = (join.nearness == Nearness::About).then(|| format!("口径大致相同：{}", join.why));
        let doubts: Vec<String> =
            parts.into_iter().filter_map(|(_, part)| part.texts().doubt).chain(near).collect();
        let doubt = (!doubts.is_empty()).then(|| doubts.join("；"));
        let remark = (!self.bare).then(|| format!("取自 {} 年版式：{}", edition.name, labels.join("＋")));
        Stated::new(values, state, Texts { doubt, remark, ..Texts::default() })
    }
}
