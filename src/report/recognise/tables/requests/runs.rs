//! The runs of values in a stretch: which of them are the values of one row on several lines.

use crate::report::recognise::tables::material::{Item, Material, Run};

/// Cells that a row has more than it should where numbers are in pieces, at most.
const IN_PIECES: usize = 2;

/// The runs with the item at which each ends, the values of one row together.
pub(super) fn joined<'a>(
    material: &Material<'a>,
    span: (usize, usize),
    width: usize,
) -> Vec<(usize, Run<'a>)> {
    let mut joined: Vec<(usize, Run<'a>)> = Vec::new();
    // the first, in `joined`, of the runs that follow each other with nothing between
    let mut first = 0;
    for n in span.0..span.1 {
        match &material.items[n] {
            Item::Run(run) => joined.push((n, run.clone())),
            _ => {
                join_lines(&mut joined, first, width);
                first = joined.len();
            }
        }
    }
    join_lines(&mut joined, first, width);
    joined
}

/// Joins runs from one on: all, where they are a row with a number in pieces; else any two that are a row.
fn join_lines(joined: &mut Vec<(usize, Run<'_>)>, first: usize, width: usize) {
    let runs = joined.split_off(first);
    let all: usize = runs.iter().map(|(_, run)| run.cells.len()).sum();
    let short = runs.iter().all(|(_, run)| run.cells.len() < width);
    let pieces = runs.len() > 2 && short && (width..=width + IN_PIECES).contains(&all);
    for (n, run) in runs {
        match joined.get_mut(first..).and_then(<[_]>::last_mut) {
            Some((item, last)) if pieces || last.cells.len() + run.cells.len() == width => {
                last.cells.extend(run.cells);
                *item = n;
            }
            _ => joined.push((n, run)),
        }
    }
}

/// For each item of a stretch and its end, the runs before it: of more than one value, and all.
pub(super) fn before(material: &Material<'_>, span: (usize, usize)) -> Vec<(usize, usize)> {
    let mut runs = vec![(0, 0)];
    for item in &material.items[span.0..span.1] {
        let (rows, all) = runs[runs.len() - 1];
        runs.push(match item {
            Item::Run(run) => (rows + usize::from(run.cells.len() > 1), all + 1),
            _ => (rows, all),
        });
    }
    runs
}
