//! Which candidates are the headings of the report: the numbering of the document is found first, then the headings in it.
//!
//! With a form, the headings are the heaviest chain of candidates in which the sections follow each other. What counts is the
//! wording, whether the number agrees and is printed in the style that the other headings have, and the table below. The
//! style is the one with the heaviest chain, so that 一、 wins over （一） below it, and （一） where nothing else is used.
//! Without a form, the style is the outermost one, and the headings are those that count up in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::form::Edition;
use crate::report::recognise::clock;
use crate::report::recognise::sections::heading::{Candidate, SURE};
use crate::report::recognise::sections::numbering::Style;

/// A heading of the report.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) candidate: Candidate,
    /// The section that it opens.
    pub(super) number: u8,
}

/// What is known of the lines in which candidates are.
pub(super) trait Lines {
    /// Whether the line is a row, a heading or a label of a table.
    fn in_table(&self, line: usize) -> bool;
    /// Whether the words of the line are those of a row of a table.
    fn is_row(&self, line: usize) -> bool;
    /// Whether a table follows the line.
    fn before_table(&self, line: usize) -> bool;
}

/// Weights of what speaks for a candidate. Wording alone must outweigh a number alone, and a number together with the style of
/// the document must outweigh the wording of a sub-heading; tuned on the generated layouts and the reports at hand.
mod weight {
    /// A wording of the form, and one that is nearly so.
    pub(super) const WORDED: i32 = 100;
    pub(super) const NEARLY: i32 = 85;
    /// Words that are somewhat like it.
    pub(super) const LIKE: i32 = 50;
    /// The number and the style, whatever the words.
    pub(super) const UNKNOWN: i32 = 20;
    pub(super) const STYLE: i32 = 40;
    pub(super) const NUMBER: i32 = 40;
    pub(super) const OTHER_NUMBER: i32 = -15;
    pub(super) const OTHER_STYLE: i32 = -30;
    pub(super) const TABLE: i32 = 20;
}

/// Headings of a report that follows an edition, in order.
pub(super) fn by_form(candidates: &[Candidate], edition: &Edition, lines: &impl Lines) -> Vec<Chosen> {
    let open: Vec<&Candidate> =
        candidates.iter().filter(|c| !lines.in_table(c.line) || c.likest() >= SURE).collect();
    let open = without_contents(&open);
    let mut styles: Vec<Style> = open.iter().map(|candidate| candidate.style).collect();
    styles.sort_unstable();
    styles.dedup();
    let chains = styles.iter().map(|&style| {
        let weights = Weights::of(&open, style, edition, lines);
        let chain = weights.chain(0);
        (style, weights, chain)
    });
    let best = chains.reduce(|best, other| if other.2.0 > best.2.0 { other } else { best });
    let Some((style, weights, (_, chain))) = best else { return Vec::new() };
    let mut chosen = with_own_parts(&open, style, &chain, edition, lines);
    let first = chosen.first().map(|first| first.candidate.style);
    let weights = match first.filter(|first| *first != style) {
        Some(first) => Weights::of(&open, first, edition, lines),
        None => weights,
    };
    again(&open, &mut chosen, &weights);
    chosen
}

/// What speaks for each candidate as the heading of each section, where the headings are numbered in one style.
struct Weights {
    sections: Vec<u8>,
    /// By candidate and section.
    own: Vec<Vec<Option<i32>>>,
    /// By candidate and section: the most that it or one behind it has.
    most: Vec<Vec<i32>>,
}

impl Weights {
    fn of(open: &[&Candidate], style: Style, edition: &Edition, lines: &impl Lines) -> Self {
        let sections: Vec<u8> = edition.headings.iter().map(|heading| heading.number).collect();
        let of = |candidate: &&Candidate| {
            sections.iter().map(|&number| weigh(candidate, number, style, edition, lines)).collect()
        };
        let own: Vec<Vec<Option<i32>>> = open.iter().map(of).collect();
        let mut most = vec![vec![0; sections.len()]; own.len() + 1];
        for (at, own) in own.iter().enumerate().rev() {
            most[at] = own.iter().zip(&most[at + 1]).map(|(own, most)| own.unwrap_or(0).max(*most)).collect();
        }
        Self { sections, own, most }
    }

    /// The heaviest chain of candidates from one on with the sections in order, and its weight.
    ///
    /// The search ends where nothing behind makes it heavier: a document that repeats its headings is not searched to its
    /// end for each copy.
    fn chain(&self, from: usize) -> (i32, Vec<(usize, u8)>) {
        // best[n]: the heaviest chain that ends with one of the first n sections, as its last link
        let mut best: Vec<(i32, Option<usize>)> = vec![(0, None); self.sections.len() + 1];
        let mut links: Vec<(usize, u8, Option<usize>)> = Vec::new();
        for (at, own) in self.own.iter().enumerate().skip(from) {
            if clock::is_up() || !self.may_grow(&best, at) {
                break;
            }
            for n in (0..self.sections.len()).rev() {
                let Some(own) = own[n] else { continue };
                let weight = best[n].0 + own;
                if weight > best[n + 1].0 {
                    links.push((at, self.sections[n], best[n].1));
                    best[n + 1] = (weight, Some(links.len() - 1));
                }
            }
            for n in 1..best.len() {
                if best[n - 1].0 > best[n].0 {
                    best[n] = best[n - 1];
                }
            }
        }
        let (weight, mut last) = best.last().copied().unwrap_or_default();
        let mut chain = Vec::new();
        while let Some((at, number, before)) = last.map(|link| links[link]) {
            chain.push((at, number));
            last = before;
        }
        chain.reverse();
        (weight, chain)
    }

    /// Whether candidates from one on can make the heaviest chain heavier.
    fn may_grow(&self, best: &[(i32, Option<usize>)], at: usize) -> bool {
        let heaviest = best.last().map_or(0, |(weight, _)| *weight);
        let mut behind = 0;
        (0..self.sections.len()).rev().any(|n| {
            behind += self.most[at][n];
            best[n].0 + behind > heaviest
        })
    }
}

/// What speaks for a candidate as the heading of a section; none if it cannot be.
fn weigh(
    candidate: &Candidate,
    number: u8,
    style: Style,
    edition: &Edition,
    lines: &impl Lines,
) -> Option<i32> {
    let like = candidate.like(number);
    let agrees = candidate.place == Some(number);
    let own_style = candidate.style == style;
    let foreign = !own_style && candidate.style.counts();
    if like < SURE && (candidate.inside() || foreign) || foreign && !agrees {
        return None;
    }
    let words = match like {
        95.. => weight::WORDED,
        SURE.. => weight::NEARLY,
        1.. if candidate.place.is_some() && (agrees || own_style) => weight::LIKE,
        _ if agrees && own_style && !candidate.inside() => weight::UNKNOWN,
        _ => return None,
    };
    let numbered = match candidate.place {
        Some(_) if agrees => weight::NUMBER,
        Some(_) => weight::OTHER_NUMBER,
        None => 0,
    };
    let styled = match () {
        () if own_style => weight::STYLE,
        () if candidate.style.counts() => weight::OTHER_STYLE,
        () => 0,
    };
    let table = match (lines.before_table(candidate.line), edition.table(number).is_some()) {
        (true, true) => weight::TABLE,
        (true, false) => -weight::TABLE,
        (false, _) => 0,
    };
    Some(words + numbered + styled + table).filter(|weight| *weight > 0)
}

/// The chain with the headings that the office has added in the same numbering: 二、工作机制 between 一 and the next 一.
///
/// They count on from the heading before; a numbering that begins anew within a section is of its sub-headings.
fn with_own_parts(
    open: &[&Candidate],
    style: Style,
    chain: &[(usize, u8)],
    edition: &Edition,
    lines: &impl Lines,
) -> Vec<Chosen> {
    let first = edition.headings.first().map_or(1, |heading| heading.number);
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut links = chain.iter().peekable();
    // before the first section of the form only an own numbering that begins with one counts
    let (mut number, mut last) = (first, Some(0));
    for (at, candidate) in open.iter().enumerate() {
        if let Some((_, own)) = links.next_if(|(link, _)| *link == at) {
            number = *own;
            last = candidate.place.filter(|_| candidate.style == style);
            chosen.push(Chosen { candidate: (*candidate).clone(), number });
        } else if style.counts()
            && candidate.style == style
            && !candidate.inside()
            && candidate.place.is_some()
            && candidate.place == last.map(|last| last + 1)
            && !lines.is_row(candidate.line)
        {
            last = candidate.place;
            chosen.push(Chosen { candidate: (*candidate).clone(), number });
        }
    }
    chosen
}

/// Sections that a report prints twice: the same headings in the same words once more.
fn again(open: &[&Candidate], chosen: &mut Vec<Chosen>, weights: &Weights) {
    const ENOUGH: usize = 4;
    let mut from = 0;
    while let Some(last) = chosen.last().map(|last| (last.candidate.line, last.candidate.begin)) {
        from += open[from..].iter().take_while(|c| (c.line, c.begin) <= last).count();
        let (_, chain) = weights.chain(from);
        let sure = chain.iter().filter(|(at, number)| open[*at].like(*number) >= SURE).count();
        if sure < ENOUGH || clock::is_up() {
            return;
        }
        let copies = chain.iter().map(|&(at, number)| Chosen { candidate: open[at].clone(), number });
        chosen.extend(copies);
    }
}

/// The candidates without those of a table of contents: headings one below the other whose words all come again.
fn without_contents<'c>(open: &[&'c Candidate]) -> Vec<&'c Candidate> {
    const ENOUGH: usize = 4;
    let run = open.windows(2).take_while(|pair| pair[1].line == pair[0].line + 1).count() + 1;
    let listed = open.iter().take(run).filter(|c| c.likest() >= SURE);
    let kin = |c: &Candidate| c.kin.iter().max_by_key(|(_, like)| *like).map(|(number, _)| *number);
    let later: BTreeSet<Option<u8>> =
        open.iter().skip(run).filter(|later| later.likest() >= SURE).map(|later| kin(later)).collect();
    let repeated = |c: &&&Candidate| later.contains(&kin(c));
    let repeats = run >= ENOUGH && listed.clone().count() >= ENOUGH && listed.clone().all(|c| repeated(&c));
    open[if repeats { run } else { 0 }..].to_vec()
}

/// Headings of a report that follows no edition, numbered from one on.
pub(super) fn by_numbers(candidates: &[Candidate], lines: &impl Lines) -> Vec<Chosen> {
    let open: Vec<&Candidate> = candidates.iter().filter(|c| !lines.in_table(c.line)).collect();
    let unnumbered = uncounted(&open);
    let Some(style) = outermost(&open, &unnumbered) else { return unnumbered };
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut last = 0;
    let of_style = || open.iter().enumerate().filter(|(_, candidate)| candidate.style == style);
    // where each number is last
    let ends: BTreeMap<_, usize> = of_style().filter_map(|(at, c)| Some((c.place?, at))).collect();
    for (at, candidate) in of_style() {
        let Some(place) = candidate.place else { continue };
        // a heading may be lost, or a number be printed twice by mistake
        let again = place == last && candidate.speaks_of_topic && candidate.alone;
        let follows = match candidate.inside() {
            true => place == last + 1,
            false => {
                // several may be left out: 一、 and then 六、
                let goes_on = (last + 1..=last + 2).any(|next| ends.get(&next).is_some_and(|end| *end >= at));
                (last + 1..=last + 2).contains(&place)
                    || again
                    || place > last && !goes_on && is_title(candidate)
            }
        };
        if follows {
            last = place;
            chosen.push(Chosen { candidate: (*candidate).clone(), number: 0 });
        }
    }
    numbered(chosen)
}

/// Whether a candidate is a line of its own about something that reports have a section about.
fn is_title(candidate: &Candidate) -> bool {
    candidate.alone && candidate.speaks_of_topic && !candidate.inside()
}

/// Headings without numbers in the order in which they are.
fn uncounted(open: &[&Candidate]) -> Vec<Chosen> {
    const ENOUGH: usize = 3;
    let of = |style: Style| -> Vec<Chosen> {
        let own = open.iter().filter(|c| c.style == style);
        let heads =
            own.filter(|c| c.likest() >= SURE || style == Style::Bullet && c.alone && c.speaks_of_topic);
        heads.map(|c| Chosen { candidate: (*c).clone(), number: 0 }).collect()
    };
    let found = [Style::Bullet, Style::Bare].into_iter().map(of).find(|found| found.len() >= ENOUGH);
    numbered(found.unwrap_or_default())
}

fn numbered(mut chosen: Vec<Chosen>) -> Vec<Chosen> {
    chosen.iter_mut().zip(1..).for_each(|(chosen, n)| chosen.number = n);
    chosen
}

/// The style of the headings: the highest that counts up, or the one that begins first where none of the high ones does.
///
/// Numbers that begin only behind a heading without one are of its sub-headings.
fn outermost(open: &[&Candidate], unnumbered: &[Chosen]) -> Option<Style> {
    const HIGH: &[Style] = &[Style::Part, Style::Han];
    let places = |style: Style| open.iter().filter(move |c| c.style == style && c.place.is_some());
    let counts_up = |style: &Style| {
        let first = places(*style).position(|c| c.place <= Some(2));
        first.is_some_and(|first| {
            let mut behind = places(*style).skip(first);
            behind.any(|c| c.place == Some(2) || c.place == Some(3) || c.place > Some(3) && is_title(c))
        })
    };
    HIGH.iter().copied().find(counts_up).or_else(|| {
        let first = unnumbered.first().map_or(usize::MAX, |first| first.candidate.line);
        let beginnings = open.iter().filter(|c| c.place <= Some(2) && c.style.counts() && c.line < first);
        // each style is looked at once, however often it begins
        let mut asked = BTreeSet::new();
        beginnings.map(|c| c.style).filter(|style| asked.insert(*style)).find(counts_up)
    })
}
