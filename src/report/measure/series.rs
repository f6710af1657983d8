//! Figures over the years as points: the change from one year to the next, and totals over offices.
//!
//! Arithmetic only: where the figures come from is the archive's business. What is no number is never counted as zero.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::report::derived::percent;
use crate::report::{Applicant, FormId, Quantity, State};

/// Figures by office, indicator and year.
#[derive(Debug, Clone)]
pub struct Series {
    /// The figures; a report whose form has the indicator but which does not give it is a gap, not left out.
    pub points: Vec<Point>,
}

/// One figure of one report.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    /// The office.
    pub agency: String,
    /// The year reported on.
    pub year: u16,
    /// The number, if it is one.
    pub value: Option<Quantity>,
    /// What kind of thing is in the cell.
    pub state: State,
    /// Key of the indicator.
    pub indicator: &'static str,
    /// Column of the request table.
    pub applicant: Option<Applicant>,
    /// The unit: `件`.
    pub unit: &'static str,
    /// The form of the report.
    pub form: FormId,
    /// The cell as printed.
    pub printed: Option<String>,
    /// A remark printed beside the number.
    pub remark: Option<String>,
    /// Why the reading is uncertain, in Chinese; of a sum, what it lacks.
    pub doubt: Option<String>,
    /// The value less that of the year before.
    pub change: Option<Quantity>,
    /// That difference in percent of the year before.
    pub percent: Option<Quantity>,
    /// The year before has another form.
    pub new_form: bool,
    /// Of this report only figures exist: they were imported from a table.
    pub imported: bool,
}

impl Point {
    /// A point with nothing in it.
    pub fn empty(agency: String, year: u16, indicator: &'static str, form: FormId) -> Self {
        Self {
            agency,
            year,
            value: None,
            state: State::Absent,
            indicator,
            applicant: None,
            unit: "",
            form,
            printed: None,
            remark: None,
            doubt: None,
            change: None,
            percent: None,
            new_form: false,
            imported: false,
        }
    }
}

impl Series {
    /// Points ordered by office, figure and year; each gets its difference from the year before.
    pub fn new(points: impl IntoIterator<Item = Point>) -> Self {
        let mut points: Vec<Point> = points.into_iter().collect();
        for n in 1..points.len() {
            let (earlier, later) = points.split_at_mut(n);
            later[0].follow(&earlier[n - 1]);
        }
        Self { points }
    }
}

impl Point {
    /// Sets the change where the point before is of the same figure and of the year before.
    fn follow(&mut self, before: &Self) {
        let same = (&before.agency, before.indicator, before.applicant)
            == (&self.agency, self.indicator, self.applicant);
        if !same || before.year + 1 != self.year {
            return;
        }
        self.new_form = before.form != self.form;
        if let (Some(old), Some(new)) = (before.value, self.value) {
            self.change = Some(new - old);
            self.percent = percent(new - old, old);
        }
    }
}

/// Offices that a doubt names at most.
const NAMED: usize = 5;

/// Offices that a total leaves out, because it would count them twice.
#[derive(Debug, Default)]
pub struct LeftOut<'a> {
    /// How many there are.
    pub offices: usize,
    /// Those whose reports cover them; of a mean, they themselves.
    pub covering: BTreeSet<&'a str>,
    /// Of at least one only names say so.
    pub assumed: bool,
}

/// Names in order, at most [`NAMED`] of them.
fn named(mut names: Vec<&str>) -> String {
    names.sort_unstable();
    let more = if names.len() > NAMED { format!("等{}个", names.len()) } else { String::new() };
    names.truncate(NAMED);
    names.join("、") + &more
}

/// A figure of several offices in one year, added up.
#[derive(Debug, Default)]
pub struct Total {
    sum: Quantity,
    numbers: i64,
    /// Numbers that are in doubt.
    doubtful: usize,
    imported: bool,
    /// Reports of each form.
    forms: BTreeMap<FormId, usize>,
}

impl Total {
    /// Adds the figure of a report; returns whether it is a number.
    pub fn take(&mut self, form: FormId, imported: bool, value: Option<Quantity>, doubtful: bool) -> bool {
        *self.forms.entry(form).or_default() += 1;
        self.imported |= imported;
        let Some(value) = value else { return false };
        self.sum = self.sum + value;
        self.numbers += 1;
        self.doubtful += usize::from(doubtful);
        true
    }

    /// The form of most reports.
    pub fn form(&self) -> FormId {
        self.forms.iter().max_by_key(|(_, reports)| **reports).map_or(FormId::FREE, |(form, _)| *form)
    }

    /// The total, or the mean of the offices whose figure is a number, as a point; `lacking` are the offices whose
    /// figure is none.
    pub fn point(self, lacking: Vec<&str>, left_out: LeftOut<'_>, empty: Point, mean: bool) -> Point {
        let doubts = [
            (!lacking.is_empty()).then(|| format!("不含{}（不是数字）", named(lacking))),
            (self.doubtful > 0).then(|| format!("含{}个存疑的数", self.doubtful)),
        ];
        let doubts: Vec<String> = doubts.into_iter().flatten().collect();
        let LeftOut { offices, covering, assumed } = left_out;
        let assumed = if assumed { "（按名称推定）" } else { "" };
        let covering = named(covering.into_iter().collect());
        let twice = match offices {
            0 => String::new(),
            _ if mean => format!("；不计含其他机关的{covering}{assumed}"),
            count => format!("；另{count}个机关已含在{covering}的年报中，不重复计{assumed}"),
        };
        Point {
            state: if self.numbers == 0 { State::Absent } else { State::Number },
            value: match self.numbers {
                0 => None,
                count if mean => Some(self.sum.shared_by(count)),
                _ => Some(self.sum),
            },
            remark: Some(format!("{}个机关{}{twice}", self.numbers, if mean { "平均" } else { "之和" })),
            doubt: (!doubts.is_empty()).then(|| doubts.join("；")),
            imported: self.imported,
            ..empty
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(year: u16, value: Option<i64>) -> Point {
        let value = value.map(Quantity::whole);
        Point {
            value, ..Point::empty("甲局".to_owned(), year, "requests.received", FormId::for_year(year))
        }
    }

    #[test]
    fn a_change_needs_two_numbers_of_neighbouring_years() {
        let series = Series::new([
            point(2021, Some(4)),
            point(2022, Some(5)),
            point(2024, Some(6)),
            point(2025, None),
        ]);
        let changes: Vec<Option<Quantity>> = series.points.iter().map(|point| point.change).collect();
        assert_eq!(changes, [None, Some(Quantity::whole(1)), None, None]);
        assert_eq!(series.points[1].percent, Some(Quantity::whole(25)));
    }

    #[test]
    fn a_total_names_what_it_lacks() {
        let mut total = Total::default();
        let form = FormId::for_year(2024);
        assert!(total.take(form, false, Some(Quantity::whole(4)), true));
        assert!(!total.take(form, false, None, false));
        let point = total.point(vec!["乙局"], LeftOut::default(), point(2024, None), false);
        assert_eq!(point.value, Some(Quantity::whole(4)));
        assert_eq!(point.doubt.as_deref(), Some("不含乙局（不是数字）；含1个存疑的数"));
    }
}
