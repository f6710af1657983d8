//! Outcomes counted: all, by format, and by the value of an axis.

use std::collections::BTreeMap;

use super::super::generator::Sample;
use super::judge::Outcome;

/// Outcomes of some documents added up.
#[derive(Debug, Default, Clone)]
pub(crate) struct Line {
    pub(crate) documents: usize,
    /// Documents that are reports.
    pub(crate) reports: usize,
    pub(crate) cells: usize,
    pub(crate) right: usize,
    pub(crate) doubtful: usize,
    pub(crate) unread: usize,
    pub(crate) wrong: usize,
    /// Reports with a cell that is wrong without a doubt.
    pub(crate) with_wrong: usize,
    pub(crate) refused_wrongly: usize,
    pub(crate) accepted_wrongly: usize,
    pub(crate) office: usize,
    pub(crate) year: usize,
    pub(crate) edition: usize,
    pub(crate) sections: usize,
    pub(crate) published: usize,
    pub(crate) period: usize,
    pub(crate) lost: usize,
    pub(crate) leaked: usize,
}

impl Line {
    fn add(&mut self, outcome: &Outcome) {
        self.documents += 1;
        self.reports += usize::from(outcome.report);
        self.cells += outcome.cells();
        self.right += outcome.right;
        self.doubtful += outcome.doubtful;
        self.unread += outcome.unread;
        self.wrong += outcome.wrong;
        self.with_wrong += usize::from(outcome.wrong > 0);
        self.refused_wrongly += usize::from(outcome.report && outcome.taken_wrongly);
        self.accepted_wrongly += usize::from(!outcome.report && outcome.taken_wrongly);
        self.office += usize::from(outcome.office);
        self.year += usize::from(outcome.year);
        self.edition += usize::from(outcome.edition);
        self.sections += usize::from(outcome.sections);
        self.published += usize::from(outcome.published);
        self.period += usize::from(outcome.period);
        self.lost += outcome.lost;
        self.leaked += outcome.leaked;
    }

    /// Of a hundred cells so many are right; 100 where there are none.
    pub(crate) fn cells_right(&self) -> f64 {
        share(self.right, self.cells)
    }

    /// What a line is sorted by: the worse, the smaller. A wrong cell without a doubt weighs as ten that were not read.
    fn goodness(&self) -> f64 {
        let weight = |count: usize| count as f64 / self.documents.max(1) as f64;
        self.cells_right()
            - 1000.0 * self.wrong as f64 / self.cells.max(1) as f64
            - 100.0 * weight(self.reports - self.office + self.reports - self.sections)
            - 100.0 * weight(self.accepted_wrongly)
    }
}

/// So many of a hundred.
pub(crate) fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 100.0 } else { 100.0 * part as f64 / all as f64 }
}

/// All outcomes.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) all: Line,
    by_format: BTreeMap<&'static str, Line>,
    by_value: BTreeMap<(&'static str, &'static str), Line>,
}

impl Tally {
    /// Counts an outcome under its format and under each axis that left the ordinary.
    pub(crate) fn add(&mut self, sample: &Sample, outcome: &Outcome) {
        self.all.add(outcome);
        self.by_format.entry(sample.format.extension()).or_default().add(outcome);
        for (axis, value) in &sample.choices.0 {
            self.by_value.entry((axis, value)).or_default().add(outcome);
        }
    }

    /// Lines for people: all, formats, axes; the worst first.
    pub(crate) fn table(&self) -> String {
        let mut text = format!(
            "{:46} {:>5} {:>5} {:>7} {:>7} {:>6} {:>6} {:>6} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>4} {:>4} {:>5} {:>5}\n",
            "",
            "docs",
            "rep.",
            "cells",
            "right%",
            "doubt",
            "unread",
            "WRONG",
            "in",
            "office",
            "year",
            "form",
            "sect.",
            "publ.",
            "period",
            "ref-",
            "acc+",
            "lost",
            "leak"
        );
        text.push_str(&line("all", &self.all));
        let mut sorted: Vec<(String, &Line)> =
            self.by_format.iter().map(|(name, line)| (format!("format: {name}"), line)).collect();
        let mut axes: Vec<(String, &Line)> =
            self.by_value.iter().map(|((axis, value), line)| (format!("{axis}: {value}"), line)).collect();
        for list in [&mut sorted, &mut axes] {
            list.sort_by(|(_, a), (_, b)| a.goodness().total_cmp(&b.goodness()));
            list.iter().for_each(|(name, of)| text.push_str(&line(name, of)));
        }
        text
    }
}

fn line(name: &str, line: &Line) -> String {
    let part = |count: usize| format!("{:.1}", share(count, line.reports));
    format!(
        "{} {:>5} {:>5} {:>7} {:>7.2} {:>6} {:>6} {:>6} {:>5} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>4} {:>4} {:>5} {:>5}\n",
        padded(name, 46),
        line.documents,
        line.reports,
        line.cells,
        line.cells_right(),
        line.doubtful,
        line.unread,
        line.wrong,
        line.with_wrong,
        part(line.office),
        part(line.year),
        part(line.edition),
        part(line.sections),
        part(line.published),
        part(line.period),
        line.refused_wrongly,
        line.accepted_wrongly,
        line.lost,
        line.leaked
    )
}

/// A name padded to so many places, where a Chinese character takes two.
fn padded(name: &str, places: usize) -> String {
    let used: usize = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{name}{}", " ".repeat(places.saturating_sub(used)))
}
