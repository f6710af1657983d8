//! One document read and compared with its truth.

use nianbao::extract::{self, Limits};
use nianbao::report::recognise::{Overrides, recognise};
use nianbao::report::{self, Period, Report, State};

use super::super::generator::Sample;
use super::super::generator::truth::{Answer, Figure, Truth, bare};

/// What came out for one document.
#[derive(Debug, Default, Clone)]
pub(crate) struct Outcome {
    /// Cells answered as a fair reader may answer them.
    pub(crate) right: usize,
    /// Cells with a doubt where there is no reason for one.
    pub(crate) doubtful: usize,
    /// Cells that were printed and not read, those of refused reports included.
    pub(crate) unread: usize,
    /// Cells claimed without a doubt and not so.
    pub(crate) wrong: usize,
    /// Is it a report?
    pub(crate) report: bool,
    /// A report that was refused, or something else that was not.
    pub(crate) taken_wrongly: bool,
    pub(crate) office: bool,
    pub(crate) year: bool,
    pub(crate) edition: bool,
    pub(crate) sections: bool,
    pub(crate) published: bool,
    pub(crate) period: bool,
    /// Sentences of the report that are in no section, nor in the preamble or a note.
    pub(crate) lost: usize,
    /// Lines of tables that are in the prose of a section.
    pub(crate) leaked: usize,
    /// Everything that is not right, a line each.
    pub(crate) faults: Vec<String>,
}

impl Outcome {
    /// Cells of the document.
    pub(crate) fn cells(&self) -> usize {
        self.right + self.doubtful + self.unread + self.wrong
    }

    fn fault(&mut self, text: String) -> bool {
        self.faults.push(text);
        false
    }
}

/// How one cell was answered.
enum Verdict {
    Right,
    Doubtful,
    Unread,
    Wrong,
}

/// Reads the document and compares.
pub(crate) fn judge(sample: &Sample) -> Outcome {
    let mut outcome = Outcome { report: sample.truth.is_some(), ..Outcome::default() };
    let read = extract::read(&sample.bytes, &sample.name(), &Limits::default())
        .map_err(|error| error.to_string())
        .and_then(|reading| {
            recognise(&reading.document, &Overrides::default()).map_err(|refusal| refusal.to_string())
        });
    match (&sample.truth, read) {
        (None, Err(_)) => {}
        (None, Ok(report)) => {
            outcome.taken_wrongly = true;
            outcome.fault(format!("accepted: {} {} {:?}", report.agency, report.year, report.title));
        }
        (Some(truth), Err(reason)) => {
            outcome.taken_wrongly = true;
            outcome.unread = truth.figures.len();
            outcome.fault(format!("refused: {reason}"));
        }
        (Some(truth), Ok(report)) => {
            identity(&report, truth, &mut outcome);
            sections(&report, truth, &mut outcome);
            cells(&report, truth, &mut outcome);
        }
    }
    outcome
}

fn identity(report: &Report, truth: &Truth, outcome: &mut Outcome) {
    let name = bare(&report.agency);
    outcome.office = truth.agencies.iter().any(|agency| bare(agency) == name)
        || outcome.fault(format!("office: {:?}, not {:?}", report.agency, truth.agencies[0]));
    outcome.year =
        report.year == truth.year || outcome.fault(format!("year: {}, not {}", report.year, truth.year));
    outcome.edition = truth.forms.contains(&report.form)
        || outcome.fault(format!("edition: {:?}, not {:?}", report.form, truth.forms));
    outcome.published = report.published == truth.published
        || outcome.fault(format!("published: {:?}, not {:?}", report.published, truth.published));
    let period = truth.period.map(|(first, last)| Period { first: Some(first), last });
    outcome.period =
        report.period == period || outcome.fault(format!("period: {:?}, not {period:?}", report.period));
}

fn sections(report: &Report, truth: &Truth, outcome: &mut Outcome) {
    let before = outcome.faults.len();
    let numbers: Vec<u8> = report.sections.iter().map(|section| section.number).collect();
    let expected: Vec<u8> = truth.sections.iter().map(|section| section.number).collect();
    // where no heading is printed, nobody can say for certain where 其他需要报告的事项 begins
    let without_last = truth.sections.last().is_some_and(|section| section.title.is_none())
        && numbers == expected[..expected.len() - 1];
    // nor where the parts of a report of no form begin
    let titled = truth.sections.iter().filter(|section| section.title.is_some());
    let free =
        report.form.edition().is_none() && titled.map(|section| section.number).eq(numbers.iter().copied());
    if numbers != expected && !without_last && !free {
        outcome.fault(format!("sections: {numbers:?}, not {expected:?}"));
    } else {
        let whole = truth.sections.iter().all(|section| section.title.is_some());
        for (found, section) in report.sections.iter().zip(&truth.sections) {
            title_and_text(found, section, whole, truth, outcome);
        }
    }
    let kept: String = std::iter::once(report.preamble.as_str())
        .chain(report.sections.iter().flat_map(|s| [s.title.as_str(), s.text.as_str()]))
        .chain(report.notes.iter().map(|note| note.text.as_str()))
        .map(bare)
        .collect();
    let paragraphs = truth.preamble.iter().chain(truth.sections.iter().flat_map(|s| &s.paragraphs));
    for sentence in paragraphs.flat_map(|text| nianbao::chinese::sentence::sentences(text)) {
        if !kept.contains(&bare(sentence)) {
            outcome.lost += 1;
            outcome.fault(format!("lost: {sentence}"));
        }
    }
    for section in &report.sections {
        let text = bare(&section.text);
        for line in truth.page.iter().filter(|line| text.contains(&bare(line))) {
            outcome.fault(format!("page in section {}: {line}", section.number));
        }
    }
    outcome.sections = outcome.faults.len() == before;
}

fn title_and_text(
    found: &report::Section,
    section: &super::super::generator::truth::Section,
    whole: bool,
    truth: &Truth,
    outcome: &mut Outcome,
) {
    let number = section.number;
    if let Some(title) = section.title.as_ref().filter(|title| bare(title) != bare(&found.title)) {
        outcome.fault(format!("title of {number}: {:?}, not {title:?}", found.title));
    }
    let (text, leaked) = without_table(&found.text, truth);
    outcome.leaked += leaked;
    let expected = bare(&section.paragraphs.concat());
    let mut rest = text.strip_prefix(expected.as_str());
    // the signature behind the last section may be kept there
    for line in &truth.closing {
        rest = rest.map(|rest| rest.strip_prefix(bare(line).as_str()).unwrap_or(rest));
    }
    if whole && rest != Some("") {
        let same = text.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
        let near = |text: &str| text.chars().skip(same.saturating_sub(8)).take(40).collect::<String>();
        outcome.fault(format!(
            "text of {number} from character {same}: …{:?}, not …{:?}",
            near(&text),
            near(&expected)
        ));
    }
}

/// The prose of a section without lines that are labels of its tables, and how many there were.
fn without_table(text: &str, truth: &Truth) -> (String, usize) {
    let lines = text.lines().map(bare);
    let (labels, prose): (Vec<String>, Vec<String>) = lines.partition(|line| truth.labels.contains(line));
    (prose.concat(), labels.len())
}

fn cells(report: &Report, truth: &Truth, outcome: &mut Outcome) {
    for figure in &truth.figures {
        let found = report.figure(figure.indicator, figure.applicant);
        let verdict = verdict(figure, found, report);
        match verdict {
            Verdict::Right => outcome.right += 1,
            Verdict::Doubtful => outcome.doubtful += 1,
            Verdict::Unread => outcome.unread += 1,
            Verdict::Wrong => outcome.wrong += 1,
        }
        let word = match verdict {
            Verdict::Right => continue,
            Verdict::Doubtful => "doubtful",
            Verdict::Unread => "unread",
            Verdict::Wrong => "WRONG",
        };
        outcome.fault(format!(
            "{word}: {} printed {:?}, got {}",
            name(figure.indicator, figure.applicant),
            figure.printed,
            shown(found)
        ));
    }
    for found in report.figures.iter().filter(|f| f.state != State::Absent && f.doubt.is_none()) {
        if truth.place(found.indicator, found.applicant).is_none() && found.state != State::Unreadable {
            outcome.wrong += 1;
            outcome.fault(format!(
                "WRONG: {} is not printed, got {}",
                name(found.indicator, found.applicant),
                shown(Some(found))
            ));
        }
    }
}

fn verdict(figure: &Figure, found: Option<&report::Figure>, report: &Report) -> Verdict {
    let allowed = |answer| figure.answers.contains(answer);
    let Some(found) = found else {
        // a figure of another edition than the report's has its place in a note
        let noted = figure.open && report.notes.iter().any(|note| note.text.contains(figure.printed.trim()));
        return if noted || allowed(&Answer::Absent) { Verdict::Right } else { Verdict::Unread };
    };
    if found.doubt.is_some() && figure.open {
        return Verdict::Right;
    }
    if found.doubt.is_some() && matches!(found.state, State::Number | State::Blank | State::Dash) {
        return Verdict::Doubtful;
    }
    let right = figure.answers.iter().any(|answer| match answer {
        Answer::Number(quantity) => found.value == Some(*quantity) && found.remark.as_deref() != Some("万元"),
        Answer::Printed(quantity, unit) => {
            found.value == Some(*quantity)
                && found.remark.as_deref().is_some_and(|remark| remark.contains(unit))
        }
        Answer::Blank => found.state == State::Blank,
        Answer::Dash => found.state == State::Dash,
        Answer::Absent => found.state == State::Absent,
    });
    match found.state {
        _ if right => Verdict::Right,
        State::Unreadable if figure.open => Verdict::Right,
        State::Unreadable | State::Absent => Verdict::Unread,
        _ => Verdict::Wrong,
    }
}

fn name(indicator: &str, applicant: Option<report::Applicant>) -> String {
    applicant.map_or_else(|| indicator.to_owned(), |applicant| format!("{indicator}|{}", applicant.key()))
}

fn shown(found: Option<&report::Figure>) -> String {
    let Some(found) = found else { return "nothing".to_owned() };
    let value = found.value.map(|value| value.to_string()).unwrap_or_default();
    let doubt = found.doubt.as_deref().map(|doubt| format!(" ({doubt})")).unwrap_or_default();
    format!("{} {value} {:?}{doubt}", found.state.name(), found.printed.as_deref().unwrap_or_default())
}
