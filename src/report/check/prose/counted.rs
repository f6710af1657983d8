//! What a number counts, by the words of its clause.
//!
//! Every word between a number and what it counts must be known: a word that is not may narrow the count,
//! and what is not sure is no claim.

use crate::chinese::number::Number;
use crate::report::check::prose::claim::{Frame, Sentence, Whose};
use crate::report::check::prose::topic::{Deed, Head, Topic, topic_named, topic_of};
use crate::report::check::prose::words::{Cue, Time, Token};

/// A number and what is around it.
pub(super) struct Around<'a> {
    /// The text, without brackets.
    pub(super) text: &'a str,
    /// Its words.
    pub(super) words: &'a [Token],
    /// The number's place among them.
    pub(super) at: usize,
    /// The number.
    pub(super) number: &'a Number,
    /// What was said before.
    pub(super) frame: &'a Frame,
    /// The whole sentence.
    pub(super) sentence: &'a Sentence,
}

/// Units of things that the tables count.
const COUNTED: &[&str] = &["件", "宗", "份", "起", "例", "条", "个", "项", "部"];

/// The topic that a number counts, if it is sure.
pub(super) fn topic(around: &Around<'_>) -> Option<&'static Topic> {
    let money = around.number.unit == "元";
    if !(money || COUNTED.contains(&around.number.unit)) || !around.frame.ends_with_year() {
        return None;
    }
    let before = around.before();
    let after = around.after();
    // 累计 is since any time, unless the year is named.
    let ever = before.iter().any(|token| &around.text[token.range.clone()] == "累计") && !around.frame.year;
    if ever
        || has(before, |cue| matches!(cue, Cue::Veto | Cue::No | Cue::Matter | Cue::Time(Time::Compared)))
        || first(after) == Some(Cue::Veto)
    {
        return None;
    }
    let topic = match carried(around, before, after) {
        Some(topic) => Some(topic),
        None => named(around, before, after, money),
    };
    // After a sentence about another office or time, only what is said anew is of the report.
    let of_report = |head| around.frame.is_of_report() || head == Head::CarriedOut;
    let anew = |head| matches!(head, Head::Case(_) | Head::Document(..) | Head::Decision(_) | Head::Fee(_));
    topic.filter(|topic| of_report(topic.head) && (!around.frame.doubtful || anew(topic.head)))
}

/// What a number counts that is not carried over.
fn named(around: &Around<'_>, before: &[Token], after: &[Token], money: bool) -> Option<&'static Topic> {
    let things = things(before);
    match things.as_slice() {
        [] if money => None,
        [] => thing_behind(around, before, after)
            .or_else(|| document_of_before(around, before))
            .or_else(|| requests(around, before, after)),
        _ => thing(around, before, &things, money),
    }
}

impl Around<'_> {
    /// 一件, which is as often any as it is one: 办结一件、解决一片.
    fn is_one(&self) -> bool {
        self.number.amount == 10_000 && self.text[self.number.start..].starts_with('一')
    }

    /// The words before the number, back to a mark or number; further where they are only a sum:
    /// “收到申请，共计21件”.
    fn before(&self) -> &[Token] {
        let ends = |token: &Token| matches!(token.cue, Cue::Mark(_) | Cue::Number(_));
        let start = |end: usize| self.words[..end].iter().rposition(ends).map_or(0, |at| at + 1);
        let mut from = start(self.at);
        let own = &self.words[from..self.at];
        let sum = !own.is_empty() && own.iter().all(|t| matches!(t.cue, Cue::Sum));
        if sum && from > 0 && self.words[from - 1].cue == Cue::Mark(',') {
            from = start(from - 1);
        }
        &self.words[from..self.at]
    }

    /// The words behind the number, up to a mark; none where another number comes first.
    fn after(&self) -> &[Token] {
        let rest = &self.words[self.at + 1..];
        let ends = |token: &Token| {
            matches!(token.cue, Cue::Mark(_) | Cue::Number(_)) || &self.text[token.range.clone()] == "、"
        };
        let end = rest.iter().position(ends).unwrap_or(rest.len());
        match rest.get(end).map(|token| token.cue) {
            Some(Cue::Number(_)) => &[],
            _ => &rest[..end],
        }
    }

    /// The words behind the number up to the next number or semicolon.
    fn following(&self) -> &[Token] {
        let rest = &self.words[self.at + 1..];
        let ends = |token: &Token| matches!(token.cue, Cue::Mark(';') | Cue::Number(_));
        let end = rest.iter().position(ends).unwrap_or(rest.len());
        match rest.get(end).map(|token| token.cue) {
            // What leads to the next number belongs to that one.
            Some(Cue::Number(_)) => {
                let end = rest[..end].iter().rposition(|t| matches!(t.cue, Cue::Mark(_))).unwrap_or(0);
                &rest[..end]
            }
            _ => &rest[..end],
        }
    }
}

fn has(words: &[Token], is: impl Fn(Cue) -> bool) -> bool {
    words.iter().any(|token| is(token.cue))
}

fn only(words: &[Token], is: impl Fn(Cue) -> bool) -> bool {
    words.iter().all(|token| is(token.cue))
}

/// The first word that says something.
fn first(words: &[Token]) -> Option<Cue> {
    words.iter().map(|token| token.cue).find(|cue| *cue != Cue::Plain)
}

/// Words that may stand by any number of the report's year.
fn is_common(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::Plain
            | Cue::Sum
            | Cue::Among
            | Cue::Own
            | Cue::Whole
            | Cue::Region
            | Cue::Part
            | Cue::Others
            | Cue::Time(Time::Year)
    )
}

/// Things named, a more particular one instead of the kind that it belongs to.
fn things(words: &[Token]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for token in words {
        if let Cue::Thing(name) = token.cue
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    let is_ground = |name: &&'static str| matches!(topic_named(name).map(|t| t.head), Some(Head::Ground(_)));
    if names.iter().any(is_ground) {
        names.retain(is_ground);
    }
    names
}

/// Carried over: 上年结转3件, 3件结转下年度.
fn carried(around: &Around<'_>, before: &[Token], after: &[Token]) -> Option<&'static Topic> {
    let way = |words: &[Token]| {
        words.iter().rev().find_map(|token| match token.cue {
            Cue::Time(Time::CarriedIn) => Some(Head::CarriedIn),
            Cue::Time(Time::CarriedOut) => Some(Head::CarriedOut),
            _ => None,
        })
    };
    let about =
        around.frame.disclosure != Some(false) && (around.sentence.about || !around.sentence.other_matter);
    let fits = |cue| {
        is_common(cue)
            || matches!(
                cue,
                Cue::Request
                    | Cue::Bare
                    | Cue::About
                    | Cue::Receive
                    | Cue::Conclude
                    | Cue::New
                    | Cue::Time(_)
                    | Cue::Anyone
            )
    };
    let other = |cue| matches!(cue, Cue::Matter | Cue::Thing("复议" | "诉讼"));
    if let Some(head) = way(before) {
        let with_new = has(before, |cue| matches!(cue, Cue::New | Cue::Receive)) && head == Head::CarriedIn;
        let together = with_new && !has(before, |cue| cue == Cue::Among);
        let head = if together { Head::NewAndCarried } else { head };
        let whole = !matches!(first(after), Some(Cue::Unknown | Cue::Paper));
        return (about && only(before, fits) && !has(after, other) && whole).then(|| topic_of(head))?;
    }
    let said = has(before, |cue| {
        matches!(
            cue,
            Cue::Receive | Cue::New | Cue::Conclude | Cue::Unknown | Cue::Thing(_) | Cue::Way | Cue::Paper
        )
    });
    let following = around.following();
    let head = way(following).filter(|_| about && !said && !has(following, other))?;
    let near = head == Head::CarriedOut || way(after).is_some();
    near.then(|| topic_of(head))?
}

/// A thing that is named before its number.
fn thing(
    around: &Around<'_>,
    before: &[Token],
    things: &[&'static str],
    money: bool,
) -> Option<&'static Topic> {
    let topic = match things {
        ["复议", "诉讼"] | ["诉讼", "复议"] => topic_named("复议诉讼")?,
        // 未经复议直接起诉的行政诉讼: the more particular one
        ["诉讼", case @ ("直接起诉" | "复议后起诉")] | [case @ ("直接起诉" | "复议后起诉"), "诉讼"] => {
            topic_named(case)?
        }
        [name @ ("维持" | "纠正" | "其他结果" | "未审结")] => {
            return outcome(around, before, name);
        }
        [case, name @ ("维持" | "纠正" | "其他结果" | "未审结")] => {
            return only(before, is_case_word).then(|| topic_of(Head::Outcome(case, name)))?;
        }
        [name] => topic_named(name)?,
        _ => return None,
    };
    if money != matches!(topic.head, Head::Fee(_)) {
        return None;
    }
    let asked = around.frame.disclosure.is_none()
        && has(before, |cue| cue == Cue::Bare)
        && !around.sentence.other_matter;
    let about = around.frame.disclosure == Some(true) || asked;
    let whole = !around.frame.among;
    match topic.head {
        Head::Result(_) => about && only(before, is_result_word),
        Head::Ground(_) => about && only(before, |cue| is_result_word(cue) && cue != Cue::Receive),
        Head::Applicant(_) => {
            let about = around.frame.disclosure != Some(false) && !around.sentence.other_matter;
            about && only(before, |cue| is_request_word(cue) || matches!(cue, Cue::Thing(_) | Cue::Submit))
        }
        Head::Case(_) => return case(around, before).then_some(topic),
        Head::Decision(_) | Head::Fee(_) => {
            whole
                && only(before, |cue| {
                    is_common(cue) || matches!(cue, Cue::Thing(_) | Cue::Make | Cue::Receive)
                })
        }
        Head::Document(name, _) => return document(around, before, name),
        _ => false,
    }
    .then_some(topic)
}

fn is_request_word(cue: Cue) -> bool {
    is_common(cue)
        || matches!(cue, Cue::Request | Cue::Bare | Cue::About | Cue::Receive | Cue::New | Cue::Conclude)
}

fn is_result_word(cue: Cue) -> bool {
    is_request_word(cue) || matches!(cue, Cue::Thing(_) | Cue::Anyone | Cue::Cause | Cue::Make)
}

fn is_case_word(cue: Cue) -> bool {
    is_common(cue)
        || matches!(
            cue,
            Cue::Thing(_) | Cue::About | Cue::Request | Cue::Bare | Cue::Cause | Cue::Anyone | Cue::Submit
        )
}

/// Whether reviews or suits are counted that are about the office's own disclosure.
fn case(around: &Around<'_>, before: &[Token]) -> bool {
    // Reviews received or concluded are those of an office that decides them.
    let said = has(before, |cue| matches!(cue, Cue::About | Cue::Request));
    around.frame.disclosure == Some(true)
        && only(before, is_case_word)
        && (said || !around.sentence.other_matter)
}

/// What came of the reviews or suits last spoken of.
fn outcome(around: &Around<'_>, before: &[Token], name: &'static str) -> Option<&'static Topic> {
    let frame = around.frame;
    let case = frame
        .case
        .filter(|_| !frame.cases && frame.disclosure == Some(true) && !around.sentence.other_matter)?;
    only(before, is_case_word).then(|| topic_of(Head::Outcome(case, name)))?
}

/// Documents, by what is said to have been done with them.
fn document(around: &Around<'_>, before: &[Token], name: &'static str) -> Option<&'static Topic> {
    let deed = |cue| match cue {
        Cue::Make => Some(Deed::Made),
        Cue::Repeal => Some(Deed::Repealed),
        Cue::InForce => Some(Deed::InForce),
        _ => None,
    };
    let mut deeds = before.iter().filter_map(|token| deed(token.cue));
    let (first, second) = (deeds.next(), deeds.next());
    let known = |cue| is_common(cue) || deed(cue).is_some() || matches!(cue, Cue::Thing(_) | Cue::New);
    if around.frame.among || second.is_some() || !only(before, known) {
        return None;
    }
    topic_of(Head::Document(name, first.unwrap_or(Deed::Unsaid)))
}

/// 制发规范性文件5件，废止2件: the second number is of the documents named before.
fn document_of_before(around: &Around<'_>, before: &[Token]) -> Option<&'static Topic> {
    let name = around.frame.document?;
    has(before, |cue| matches!(cue, Cue::Make | Cue::Repeal | Cue::InForce))
        .then(|| document(around, before, name))?
}

/// A thing that is named behind its number: 1件尚未审结, 2件不予公开.
fn thing_behind(around: &Around<'_>, before: &[Token], after: &[Token]) -> Option<&'static Topic> {
    let Some(Cue::Thing(name)) = first(after) else { return None };
    if !only(before, is_common) || around.frame.disclosure != Some(true) {
        return None;
    }
    if !only(after, |cue| matches!(cue, Cue::Plain | Cue::Thing(_) | Cue::Bare | Cue::Request))
        || things(after).len() > 1
    {
        return None;
    }
    match name {
        "维持" | "纠正" | "其他结果" | "未审结" => outcome(around, before, name),
        _ => topic_named(name).filter(|topic| matches!(topic.head, Head::Result(_))),
    }
}

/// Requests received, new or concluded.
fn requests(around: &Around<'_>, before: &[Token], after: &[Token]) -> Option<&'static Topic> {
    let frame = around.frame;
    let noun = |cue| matches!(cue, Cue::Request | Cue::Bare);
    let deed = |cue| matches!(cue, Cue::Receive | Cue::New | Cue::Conclude);
    let narrowed = |cue| {
        matches!(
            cue,
            Cue::Way | Cue::Paper | Cue::Cause | Cue::Thing(_) | Cue::Repeal | Cue::InForce | Cue::Zero
        )
    };
    if has(before, narrowed) {
        return None;
    }
    let known = |cue| is_common(cue) || deed(cue) || cue == Cue::About;
    let sure = match before.iter().rposition(|token| noun(token.cue)) {
        Some(at) => {
            only(&before[at + 1..], |cue| known(cue) && cue != Cue::About)
                // 申请中有2件 counts some of them.
                && !before[at + 1..].iter().any(|token| &around.text[token.range.clone()] == "中")
                && leads(around, &before[..at])
                && is_request(around, before, at)
        }
        None if noun(first(after).unwrap_or(Cue::Unknown)) => named_behind(around, before, after),
        None => {
            let next = first(&around.words[around.at + 1..]);
            let ends = !matches!(next, Some(Cue::Request | Cue::Bare | Cue::Unknown));
            let papers = ["件", "宗", "份", "起"].contains(&around.number.unit);
            let sure = has(before, deed) && only(before, known) && ends && papers && !around.is_one();
            sure && (frame.asked || frame.asked_before) && frame.disclosure == Some(true)
        }
    };
    let heads = [Cue::Receive, Cue::New, Cue::Conclude].map(|deed| has(before, |cue| cue == deed));
    let head = match heads {
        [_, true, _] if frame.among && frame.of_concluded => Head::NewConcluded,
        [false, false, false] if may_be_disclosed(around, before) => Head::Asked,
        [_, true, false] => Head::New,
        [false, false, true] => Head::Concluded,
        _ => Head::Received,
    };
    let parts = frame.among && !matches!(head, Head::New | Head::NewConcluded);
    (sure && !parts && frame.whose != Whose::Others).then(|| topic_of(head))?
}

/// 依申请公开 without a verb may also mean what was disclosed.
fn may_be_disclosed(around: &Around<'_>, before: &[Token]) -> bool {
    let noun = before.iter().rfind(|token| token.cue == Cue::Request);
    noun.is_some_and(|token| around.text[token.range.clone()].starts_with("依申请公开"))
        && !has(before, |cue| cue == Cue::Submit)
}

/// Whether the noun at a place means requests for information.
fn is_request(around: &Around<'_>, words: &[Token], at: usize) -> bool {
    let unknown = at > 0 && matches!(words[at - 1].cue, Cue::Unknown);
    match words[at].cue {
        Cue::Request => !unknown,
        _ => !unknown && around.frame.disclosure == Some(true) && !around.sentence.other_matter,
    }
}

/// Whether the words before the noun leave the count whole: who asked, what was done; unknown words
/// only before what was done.
fn leads(around: &Around<'_>, words: &[Token]) -> bool {
    let deed = |cue| matches!(cue, Cue::Receive | Cue::New | Cue::Conclude | Cue::Submit);
    let fits = |cue| {
        is_common(cue) || deed(cue) || matches!(cue, Cue::Anyone | Cue::About | Cue::Request | Cue::Bare)
    };
    match words.iter().position(|token| deed(token.cue)) {
        // Who made them, where the office is not said to have received them, must be known: anybody.
        Some(at) if words[at].cue == Cue::Submit => only(words, fits),
        Some(at) => {
            let harmless = |token: &Token| {
                fits(token.cue) || (token.cue == Cue::Unknown && !narrows(&around.text[token.range.clone()]))
            };
            words[..at].iter().all(harmless) && only(&words[at..], fits)
        }
        None => only(words, fits),
    }
}

/// Whether unknown words before the verb may narrow what is counted: an occasion, a time, a kind.
fn narrows(words: &str) -> bool {
    ["前", "后", "时", "期", "日", "周", "月", "中", "内", "间"].iter().any(|end| words.ends_with(end))
        || ["类", "型", "方面", "领域", "系统", "件", "次", "第"].iter().any(|part| words.contains(part))
        || words.chars().count() > 12
}

/// 收到的21件申请, 21件申请中: the noun behind the number.
fn named_behind(around: &Around<'_>, before: &[Token], after: &[Token]) -> bool {
    let deed = |cue| matches!(cue, Cue::Receive | Cue::New | Cue::Submit);
    let Some(at) = after.iter().position(|token| matches!(token.cue, Cue::Request | Cue::Bare)) else {
        return false;
    };
    let lead = if has(before, deed) { leads(around, before) } else { only(before, is_common) };
    let rest = &after[at + 1..];
    let said = |token: &Token| &around.text[token.range.clone()];
    let whole = match rest.first() {
        None => has(before, deed),
        Some(token) if said(token) == "中" => true,
        Some(token) => deed(token.cue) || (has(before, deed) && said(token) != "的"),
    };
    !around.is_one() && lead && whole && is_request(around, after, at)
}

/// The number in the unit of the topic's cells: fees are printed in 元 and counted in 万元.
pub(super) fn in_unit_of(topic: &Topic, number: &Number) -> Number {
    match topic.head {
        Head::Fee(_) => Number {
            amount: number.amount / 10_000,
            step: (number.step / 10_000).max(1),
            unit: "万元",
            ..number.clone()
        },
        _ => number.clone(),
    }
}
