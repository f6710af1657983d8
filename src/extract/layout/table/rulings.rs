//! Drawn lines to frames: what was drawn in pieces, twice or a little askew becomes one line, and
//! lines that touch become one frame. Which cells a frame has is told by `grid`.

use crate::extract::layout::Area;
use crate::extract::layout::Ruling;

/// How near lines are that are one line.
struct Snap {
    /// From one to the next.
    step: f32,
    /// From the first to the last; more is hatching, not a line.
    all: f32,
}

/// Pieces of one line, drawn a little askew.
const SAME: Snap = Snap { step: 1.0, all: 1.5 };
/// Double borders, and borders of neighbouring cells, in one frame.
const DOUBLE: Snap = Snap { step: 3.2, all: 4.6 };
/// Gaps in a line, and between a line and the one it should meet, up to this are closed.
const REACH: f32 = 3.6;
/// Shorter lines are ticks and bullets.
const SHORTEST: f32 = 5.0;
/// Crossings looked at per page; more is a drawing.
const CROSSINGS: usize = 4_000_000;

/// Lines that touch each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// From left to right, sorted by y.
    pub(super) across: Vec<Ruling>,
    /// From top to bottom, sorted by x.
    pub(super) upright: Vec<Ruling>,
}

impl Frame {
    /// The smallest area around all lines.
    pub(super) fn area(&self) -> Area {
        self.across.iter().chain(&self.upright).map(Ruling::area).reduce(Area::around).unwrap_or_default()
    }
}

/// The frames that lines make, a line that meets no other being one of its own.
pub(super) fn frames(rulings: &[Ruling]) -> Vec<Frame> {
    let across = tidy(rulings.iter().filter(|r| !r.upright), &SAME);
    let upright = tidy(rulings.iter().filter(|r| r.upright), &SAME);
    if across.len().saturating_mul(upright.len()) > CROSSINGS {
        return Vec::new();
    }
    let mut groups = Groups::new(across.len() + upright.len());
    for (i, line) in across.iter().enumerate() {
        for (j, pole) in upright.iter().enumerate() {
            if meets(line, pole) {
                groups.unite(i, across.len() + j);
            }
        }
    }
    let mut frames: Vec<Frame> = Vec::new();
    let mut frame_of = vec![usize::MAX; across.len() + upright.len()];
    for (index, ruling) in across.iter().chain(&upright).enumerate() {
        let root = groups.root(index);
        if frame_of[root] == usize::MAX {
            frame_of[root] = frames.len();
            frames.push(Frame::default());
        }
        let frame = &mut frames[frame_of[root]];
        if ruling.upright { frame.upright.push(*ruling) } else { frame.across.push(*ruling) }
    }
    for frame in &mut frames {
        frame.across = tidy(frame.across.iter(), &DOUBLE);
        frame.upright = tidy(frame.upright.iter(), &DOUBLE);
    }
    frames
}

fn meets(line: &Ruling, pole: &Ruling) -> bool {
    (line.from - REACH..=line.to + REACH).contains(&pole.at)
        && (pole.from - REACH..=pole.to + REACH).contains(&line.at)
}

/// Snaps lines of one direction together and joins their pieces; sorted by position.
fn tidy<'r>(rulings: impl Iterator<Item = &'r Ruling>, snap: &Snap) -> Vec<Ruling> {
    let mut rulings: Vec<Ruling> = rulings.copied().collect();
    rulings.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut tidy = Vec::new();
    let mut rest = rulings.as_mut_slice();
    while let Some(first) = rest.first() {
        let start = first.at;
        let near = |pair: &&[Ruling]| pair[1].at - pair[0].at <= snap.step && pair[1].at - start <= snap.all;
        let count = 1 + rest.windows(2).take_while(near).count();
        let (cluster, others) = rest.split_at_mut(count);
        pieces(cluster, &mut tidy);
        rest = others;
    }
    tidy
}

/// Joins the pieces of one line; all get the same position.
fn pieces(cluster: &mut [Ruling], out: &mut Vec<Ruling>) {
    let length: f32 = cluster.iter().map(|r| r.to - r.from + 0.1).sum();
    let at = cluster.iter().map(|r| r.at * (r.to - r.from + 0.1)).sum::<f32>() / length;
    cluster.sort_by(|a, b| a.from.total_cmp(&b.from));
    let start = out.len();
    for piece in cluster.iter() {
        match out[start..].last_mut() {
            Some(line) if piece.from <= line.to + REACH => line.to = line.to.max(piece.to),
            _ => out.push(Ruling { at, ..*piece }),
        }
    }
    let lines = out.split_off(start);
    out.extend(lines.into_iter().filter(|line| line.to - line.from >= SHORTEST));
}

/// Which of a number of things belong together.
pub(super) struct Groups(Vec<usize>);

impl Groups {
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub(super) fn root(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    pub(super) fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
