//! Where in a document the request table is: stretches in which labels of its rows follow each other.

use std::collections::HashSet;

use crate::report::recognise::tables::labels::{LABELS, Match, Term};
use crate::report::recognise::tables::material::{Item, Material};
use crate::report::recognise::tables::requests::Occurrence;

/// Items between two labels of one table, at most.
const LONGEST_GAP: usize = 120;

/// Labels that follow each other.
struct Group {
    first: usize,
    /// Last item of the label that was added last, and of any label.
    last: usize,
    end: usize,
    /// The largest of the rows.
    most: usize,
    /// Where the first rows of the form are first seen.
    begins: [Option<usize>; 3],
}

impl Group {
    fn of(label: Occurrence) -> Self {
        let mut group = Self { first: label.first, last: 0, end: 0, most: 0, begins: [None; 3] };
        group.add(label);
        group
    }

    fn add(&mut self, label: Occurrence) {
        (self.last, self.end) = (label.last, self.end.max(label.last));
        self.most = self.most.max(label.row);
        if let Some(begin) = self.begins.get_mut(label.row) {
            begin.get_or_insert(label.last);
        }
    }
}

/// Stretches of items in which rows of the table stand.
pub(super) fn spans(
    material: &Material<'_>,
    occurrences: &[Occurrence],
    matches: &[Match],
) -> Vec<(usize, usize)> {
    let mut groups: Vec<Group> = Vec::new();
    for &occurrence in occurrences {
        let goes_on = groups.last().is_some_and(|group| {
            let between = &material.items[group.last..occurrence.first.max(group.last)];
            let breaks = between.iter().take(LONGEST_GAP).filter(|item| matches!(item, Item::Break)).count();
            // a first row once more, after half of the table
            let seen = group.begins.get(occurrence.row).copied().flatten();
            let again =
                seen.is_some_and(|last| last < occurrence.first) && group.most >= LABELS.requests.len() / 2;
            breaks < 3 && between.len() < LONGEST_GAP && !again
        });
        match groups.last_mut() {
            Some(group) if goes_on => group.add(occurrence),
            _ => groups.push(Group::of(occurrence)),
        }
    }
    let foreign: HashSet<usize> = matches
        .iter()
        .filter(|m| matches!(m.term, Term::Measure(_) | Term::Remedy(_) | Term::Outcome(_) | Term::Article))
        .map(|m| material.item_at(m.start))
        .collect();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for group in groups {
        let floor = spans.last().map_or(0, |&(_, end)| end);
        let (first, last) = (group.first, group.end);
        let stops = |n: usize| matches!(material.items[n], Item::Break) || foreign.contains(&n);
        let begin = (floor..first).rev().take(40).take_while(|&n| !stops(n)).last().unwrap_or(first);
        let end =
            (last + 1..material.items.len()).take(40).take_while(|&n| !stops(n)).last().unwrap_or(last) + 1;
        spans.push((begin, end.max(first + 1)));
    }
    spans
}
