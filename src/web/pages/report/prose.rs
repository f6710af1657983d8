//! The prose of a report, with the sentences marked of which findings speak.

use maud::{Markup, html};

use super::anchors::quote_anchor;
use super::findings::{Place, of_place, sign, tone};
use crate::archive::query::review::Judged;
use crate::report::{Report, Section};

/// A part of a paragraph, and the findings that quote it.
struct Excerpt<'a> {
    text: &'a str,
    findings: Vec<usize>,
}

/// The text before the first section.
pub(super) fn preamble(report: &Report, findings: &[Judged], places: &[Place]) -> Markup {
    told(&report.preamble, findings, places, Place::Preamble)
}

/// The prose of a section, the findings beside it.
pub(super) fn prose(report: &Report, section: &Section, findings: &[Judged], places: &[Place]) -> Markup {
    let position = report.sections.iter().position(|other| std::ptr::eq(other, section));
    told(&section.text, findings, places, position.map_or(Place::Whole, Place::Prose))
}

fn told(text: &str, findings: &[Judged], places: &[Place], place: Place) -> Markup {
    let quotes: Vec<(usize, &str)> = findings
        .iter()
        .enumerate()
        .filter_map(|(n, judged)| Some((n, judged.finding.quote.as_deref()?)))
        .filter(|(_, quote)| !quote.trim().is_empty())
        .collect();
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    html! {
        @if lines().next().is_some() {
            div.told {
                div.prose {
                    @for line in lines() { p { @for excerpt in excerpts(line, &quotes) { (shown(&excerpt, findings)) } } }
                }
                (of_place(findings, places, place))
            }
        }
    }
}

fn shown(excerpt: &Excerpt<'_>, findings: &[Judged]) -> Markup {
    let Some(gravest) = excerpt.findings.iter().max_by_key(|n| findings[**n].finding.severity) else {
        return html! { (excerpt.text) };
    };
    html! {
        @for n in &excerpt.findings { span.anchor id=(quote_anchor(*n)) {} }
        span class={ "quoted " (tone(&findings[*gravest])) } { (excerpt.text) }
        @for n in &excerpt.findings { (sign(*n, &findings[*n])) }
    }
}

/// A paragraph cut where quotations begin and end; quotations that overlap are one.
fn excerpts<'a>(line: &'a str, quotes: &[(usize, &str)]) -> Vec<Excerpt<'a>> {
    let mut found: Vec<(usize, usize, usize)> = quotes
        .iter()
        .filter_map(|(n, quote)| line.find(quote).map(|at| (at, at + quote.len(), *n)))
        .collect();
    found.sort_unstable();
    let mut merged: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for (from, to, n) in found {
        match merged.last_mut() {
            Some((_, end, findings)) if from < *end => {
                *end = to.max(*end);
                findings.push(n);
            }
            _ => merged.push((from, to, vec![n])),
        }
    }
    let mut excerpts = Vec::new();
    let mut done = 0;
    for (from, to, findings) in merged {
        excerpts.push(Excerpt { text: &line[done..from], findings: Vec::new() });
        excerpts.push(Excerpt { text: &line[from..to], findings });
        done = to;
    }
    excerpts.push(Excerpt { text: &line[done..], findings: Vec::new() });
    excerpts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_cut_out_and_nothing_is_lost() {
        let line = "新收申请63件，上年结转4件，办结62件。";
        let cut = |quotes: &[(usize, &str)]| -> Vec<(String, Vec<usize>)> {
            excerpts(line, quotes)
                .into_iter()
                .map(|excerpt| (excerpt.text.to_owned(), excerpt.findings))
                .collect()
        };
        let cut_out = cut(&[(0, "上年结转4件"), (1, "4件，办结"), (2, "没有的话")]);
        assert_eq!(cut_out[1], ("上年结转4件，办结".to_owned(), vec![0, 1]));
        assert_eq!(cut_out.iter().map(|(text, _)| text.as_str()).collect::<String>(), line);
        assert_eq!(cut(&[]).len(), 1);
    }
}
