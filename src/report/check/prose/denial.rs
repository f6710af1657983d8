//! What a clause denies: 没有收到申请, 未发生行政复议, 数量为零.
//!
//! Every word of the denial must be known. “没有收到涉及国家秘密的申请” denies some requests only, and says
//! nothing about the others.

use crate::report::check::prose::claim::Frame;
use crate::report::check::prose::topic::{Deed, Head, Topic, topic_named, topic_of};
use crate::report::check::prose::words::{Cue, Time, Token};

/// The topics of which a clause says that there were none.
pub(super) fn topics(text: &str, clause: &[Token], frame: &Frame) -> Vec<&'static Topic> {
    let counts = clause.iter().any(|token| matches!(token.cue, Cue::Number(_)));
    let zero = clause.iter().position(|token| token.cue == Cue::Zero);
    let no = clause.iter().position(|token| token.cue == Cue::No);
    let (lead, denied) = match (no, zero) {
        _ if counts => return Vec::new(),
        (Some(no), None) => (&clause[..no], &clause[no + 1..]),
        (None, Some(zero)) if zero + 1 == clause.len() => (&clause[..0], &clause[..zero]),
        _ => return Vec::new(),
    };
    let leads = |token: &Token| {
        matches!(
            token.cue,
            Cue::Plain
                | Cue::Sum
                | Cue::Own
                | Cue::Whole
                | Cue::Region
                | Cue::Time(Time::Year)
                | Cue::Receive
        ) || &text[token.range.clone()] == "因"
    };
    if !lead.iter().all(leads) || !known(text, denied) {
        return Vec::new();
    }
    denied_topics(text, denied, frame)
}

/// Whether every denied word is known, and none narrows what is denied.
fn known(text: &str, denied: &[Token]) -> bool {
    let things = denied.iter().any(|token| matches!(token.cue, Cue::Thing(_)));
    denied.iter().all(|token| match token.cue {
        Cue::Plain | Cue::Sum | Cue::Own | Cue::Whole | Cue::Region => true,
        Cue::Request | Cue::Bare | Cue::About | Cue::Anyone | Cue::Submit | Cue::New | Cue::Receive => true,
        Cue::Thing(_)
        | Cue::Make
        | Cue::Repeal
        | Cue::Time(Time::Year | Time::CarriedIn | Time::CarriedOut) => true,
        // 没有涉及…的申请 denies some requests only; 没有涉及信息公开的复议 denies all reviews.
        Cue::Cause => things || ["情形", "发生", "有关", "相关"].contains(&&text[token.range.clone()]),
        _ => false,
    })
}

fn denied_topics(text: &str, denied: &[Token], frame: &Frame) -> Vec<&'static Topic> {
    let has = |is: &dyn Fn(Cue) -> bool| denied.iter().any(|token| is(token.cue));
    let mut things: Vec<&'static str> = Vec::new();
    for token in denied {
        if let Cue::Thing(name) = token.cue
            && !things.contains(&name)
        {
            things.push(name);
        }
    }
    let asked = has(&|cue| matches!(cue, Cue::Request | Cue::Bare));
    let one = |head| topic_of(head).into_iter().collect();
    if has(&|cue| cue == Cue::Time(Time::CarriedOut)) {
        return one(Head::CarriedOut);
    }
    if has(&|cue| cue == Cue::Time(Time::CarriedIn)) {
        return if has(&|cue| cue == Cue::Receive) { Vec::new() } else { one(Head::CarriedIn) };
    }
    if things.is_empty() {
        let bare = !has(&|cue| cue == Cue::Request);
        let on_request = denied.iter().any(|token| text[token.range.clone()].starts_with("依申请公开"));
        if on_request && !has(&|cue| matches!(cue, Cue::Receive | Cue::New | Cue::Submit | Cue::Anyone)) {
            return one(Head::Asked);
        }
        return if asked && (!bare || frame.disclosure == Some(true)) { one(Head::New) } else { Vec::new() };
    }
    let deed = |cue| matches!(cue, Cue::Make | Cue::Repeal);
    let topic = |name: &&'static str| match topic_named(name).map(|topic| topic.head) {
        Some(Head::Document(name, _)) if has(&|cue| cue == Cue::Make) => {
            topic_of(Head::Document(name, Deed::Made))
        }
        Some(Head::Document(name, _)) if has(&deed) => topic_of(Head::Document(name, Deed::Repealed)),
        Some(Head::Result(_)) if asked && !has(&|cue| cue == Cue::Receive) => topic_named(name),
        Some(Head::Case(_)) if !has(&|cue| cue == Cue::Receive) => topic_named(name),
        Some(Head::Decision(_)) => topic_named(name),
        _ => None,
    };
    let topics: Vec<Option<&'static Topic>> = things.iter().map(topic).collect();
    // Where one of the things is none that can be denied, the sentence is not sure.
    topics.into_iter().collect::<Option<Vec<_>>>().unwrap_or_default()
}
