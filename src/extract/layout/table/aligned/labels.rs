//! The rows of a table without lines: which words are the label of which row of figures, and over how
//! many rows the label of a group reaches.
//!
//! A row of figures is one row. The lines of its label may be printed above, beside and below it; where
//! one label ends and the next begins is told by the distance of lines and by items (`2.`, `（三）`).
//! An item without figures is a row of empty cells.

use std::collections::HashMap;

use super::TextRow;
use super::columns::Columns;
use crate::extract::layout::lines;
use crate::extract::layout::lines::Word;

/// Lines between two rows of figures that are looked at; more is no label.
const BETWEEN: usize = 40;

/// Lines of one label are not as far from its figures, in print sizes. The pitch of lines is 1 to 1.5 sizes in the reports
/// that were looked at; half of it is the most for a label of two lines around its figures.
const APART: f32 = 1.2;

/// Two lines of a figure are half a pitch above and below the line of their row, in print sizes; a row is no nearer to
/// the next than a whole one.
const BETWEEN_LINES: f32 = 0.9;

/// Rows above and below a label among which its own are looked for.
const REACH: usize = 60;

/// A row of the table.
#[derive(Debug, Default)]
pub(super) struct Logical {
    /// The printed row that its figures are on.
    pub(super) anchor: Option<usize>,
    /// Printed rows with no more than rests of its figures, which their cells were too narrow for.
    pub(super) rests: Vec<usize>,
    pub(super) page: u32,
    pub(super) labels: Vec<Label>,
    /// Figures beside it have no label: they may be its own.
    pub(super) unsure: bool,
    /// Where its middle is printed.
    middle: f32,
}

/// A label in its column.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) column: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) text: String,
}

/// A word left of the figures.
#[derive(Debug, Clone)]
struct Piece<'a> {
    row: usize,
    word: &'a Word,
    column: usize,
    columns: usize,
}

impl Piece<'_> {
    fn middle(&self) -> f32 {
        self.word.area.centre().1
    }

    fn begins_item(&self) -> bool {
        lines::begins_item(&self.word.text)
    }
}

/// The rows that printed rows make.
pub(super) fn rows(body: &[TextRow], columns: &Columns) -> Vec<Logical> {
    let last = columns.labels().saturating_sub(1);
    let pieces = pieces(body, columns);
    let mut labelled = vec![false; body.len()];
    pieces
        .iter()
        .filter(|piece| piece.column + piece.columns > last)
        .for_each(|piece| labelled[piece.row] = true);
    let rests = rests(body, columns, &labelled);
    let has_figures = |n: &usize| body[*n].first_value().is_some() && rests[*n].is_none();
    let anchors: Vec<usize> = (0..body.len()).filter(has_figures).collect();
    let (mut leaves, mut groups): (Vec<Piece<'_>>, Vec<Piece<'_>>) =
        pieces.into_iter().partition(|piece| piece.column + piece.columns > last);
    let owned = cut(&leaves, &anchors, body);
    let mut logical = assemble(&mut leaves, owned, &anchors, body);
    adopt(&mut logical, &mut groups);
    for group in joined(groups) {
        settle(&mut logical, group);
    }
    let nameless = |row: &Logical| {
        row.anchor.filter(|anchor| {
            !labelled[*anchor] && row.labels.iter().all(|label| label.column + label.columns <= last)
        })
    };
    let unowned: Vec<f32> = logical.iter().filter_map(nameless).map(|anchor| body[anchor].middle()).collect();
    for row in &mut logical {
        let size = row.anchor.map_or(0.0, |anchor| body[anchor].size);
        let near = |middle: &f32| (middle - row.middle).abs() < 2.0 * size && *middle != row.middle;
        let from = unowned.partition_point(|middle| *middle < row.middle - 2.0 * size);
        row.unsure = unowned[from..].iter().take(4).any(near);
    }
    let of_anchor: HashMap<usize, usize> =
        logical.iter().enumerate().filter_map(|(n, row)| Some((row.anchor?, n))).collect();
    for (n, anchor) in rests.iter().enumerate() {
        if let Some(row) = anchor.and_then(|anchor| of_anchor.get(&anchor)) {
            logical[*row].rests.push(n);
        }
    }
    logical
}

/// The rows that printed rows make where each is one row.
pub(super) fn rows_of_lines(body: &[TextRow], columns: &Columns) -> Vec<Logical> {
    let pieces = pieces(body, columns);
    let row = |(n, row): (usize, &TextRow)| {
        let from = pieces.partition_point(|piece| piece.row < n);
        let own = &pieces[from..pieces.partition_point(|piece| piece.row <= n)];
        Logical {
            anchor: row.first_value().map(|_| n),
            page: row.page,
            labels: own.chunk_by(|a, b| b.column < a.column + a.columns).map(label).collect(),
            middle: row.middle(),
            ..Logical::default()
        }
    };
    body.iter().enumerate().map(row).collect()
}

/// For each printed row the row of figures near it that it has only rests of: a few figures without a
/// label of their own. A label of a group may be beside them.
fn rests(body: &[TextRow], columns: &Columns, labelled: &[bool]) -> Vec<Option<usize>> {
    let whole =
        |n: usize| body.get(n).filter(|row| row.first_value().is_some()).map_or(0, |row| row.words.len());
    let near = |n: usize, of: usize| {
        let distance = (body[of].middle() - body[n].middle()).abs();
        let labelled = body[of].first_value().is_some_and(|first| first > 0);
        distance < 1.5 * body[n].size && whole(of) > 2 * whole(n)
            || labelled && distance < APART * body[n].size
    };
    let between = |n: usize| {
        let beside = |of: usize| {
            labelled.get(of) == Some(&true)
                && whole(of) > 0
                && (body[of].middle() - body[n].middle()).abs() < BETWEEN_LINES * body[n].size
        };
        body[n].first_value().is_some() && !labelled[n] && (n > 0 && beside(n - 1) || beside(n + 1))
    };
    let close = |a: usize, b: usize| (body[b].middle() - body[a].middle()) < BETWEEN_LINES * body[b].size;
    let is_middle = |n: usize| {
        let bare = |n: usize| body[n].first_value() == Some(0);
        n > 0
            && n.checked_add(1).is_some_and(|next| next < body.len())
            && body[n].first_value().is_some()
            && (bare(n - 1) && close(n - 1, n))
            && (bare(n + 1) && close(n, n + 1))
    };
    let rest = |n: usize| {
        if is_middle(n) {
            return None;
        }
        let row = &body[n];
        let bare = (row.first_value() == Some(0) || between(n)) && columns.values.len() > 2;
        let middle = [n + 1, n.wrapping_sub(1)].into_iter().find(|of| bare && is_middle(*of));
        if middle.is_some() {
            return middle;
        }
        if bare && n > 1 && is_around(&body[n - 2..=n]) {
            return Some(n - 2);
        }
        let around = [n.checked_sub(1), Some(n + 1)]
            .into_iter()
            .flatten()
            .filter(|of| *of < body.len() && near(n, *of));
        let distance = |of: &usize| (body[*of].middle() - row.middle()).abs();
        around.min_by(|a, b| distance(a).total_cmp(&distance(b))).filter(|_| bare)
    };
    (0..body.len()).map(rest).collect()
}

/// Whether figures are on two lines, one above and one below the words of their row.
fn is_around(rows: &[TextRow]) -> bool {
    let [above, words, below] = rows else { return false };
    let near = |a: &TextRow, b: &TextRow| b.middle() - a.middle() < APART * b.size;
    above.first_value() == Some(0)
        && words.first_value().is_none()
        && near(above, words)
        && near(words, below)
}

fn pieces<'a>(body: &'a [TextRow], columns: &Columns) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for (n, row) in body.iter().enumerate() {
        let labels = row.first_value().unwrap_or(row.words.len());
        let mut of_row: Vec<Piece<'a>> = Vec::new();
        for word in &row.words[..labels] {
            let (column, columns) = columns.label_at(word);
            of_row.push(Piece { row: n, word, column, columns });
        }
        pieces.append(&mut of_row);
    }
    pieces
}

/// For each leaf, the anchor whose row it belongs to.
fn cut(leaves: &[Piece<'_>], anchors: &[usize], body: &[TextRow]) -> Vec<usize> {
    let mut owner = vec![0; leaves.len()];
    let mut at = 0;
    for (n, anchor) in anchors.iter().enumerate() {
        let upto = anchors.get(n + 1).copied().unwrap_or(body.len());
        // leaves on the row itself, then those between it and the next
        while at < leaves.len() && leaves[at].row <= *anchor {
            owner[at] = n;
            at += 1;
        }
        let between = leaves[at..].iter().take_while(|leaf| leaf.row < upto).count();
        let own = match anchors.get(n + 1) {
            Some(next) => {
                let beside = leaves[at + between..]
                    .iter()
                    .take_while(|leaf| leaf.row <= *next)
                    .find(|leaf| leaf.row == *next);
                boundary(&leaves[at..at + between], &body[*anchor], &body[*next], beside)
            }
            None => between,
        };
        for (k, owner) in owner[at..at + between].iter_mut().enumerate() {
            *owner = if k < own { n } else { n + 1 };
        }
        at += between;
    }
    owner
}

/// How many of the lines between two rows of figures belong to the upper one.
fn boundary(between: &[Piece<'_>], above: &TextRow, below: &TextRow, beside: Option<&Piece<'_>>) -> usize {
    if between.len() > BETWEEN {
        return between.len();
    }
    let size = above.size.max(below.size);
    let mut best = (f32::NEG_INFINITY, 0);
    for own in 0..=between.len() {
        let upper = own.checked_sub(1).map_or(above.middle(), |n| between[n].middle());
        let next = between.get(own).or(beside);
        let lower = between.get(own).map_or(below.middle(), Piece::middle);
        let item = match next {
            Some(next) if next.begins_item() => 0.6 * size,
            Some(_) if between.iter().chain(beside).any(Piece::begins_item) => -0.6 * size,
            _ => 0.0,
        };
        let score = lower - upper + item;
        if score >= best.0 - 0.05 * size {
            best = (score.max(best.0), own);
        }
    }
    best.1
}

/// Rows from the leaves of each anchor; an item that is not at its anchor is a row of its own.
fn assemble(
    leaves: &mut [Piece<'_>],
    owned: Vec<usize>,
    anchors: &[usize],
    body: &[TextRow],
) -> Vec<Logical> {
    let mut logical: Vec<Logical> = Vec::new();
    let mut at = 0;
    for (n, anchor) in anchors.iter().enumerate() {
        let count = owned[at..].iter().take_while(|owner| **owner == n).count();
        let own = &leaves[at..at + count];
        at += count;
        let middle = body[*anchor].middle();
        let mut items: Vec<&[Piece<'_>]> = Vec::new();
        let mut start = 0;
        for k in 1..=own.len() {
            if k == own.len() || own[k].begins_item() && own[k].row != own[k - 1].row {
                items.push(&own[start..k]);
                start = k;
            }
        }
        let far = |item: &[Piece<'_>]| {
            let (first, last) = (item[0].middle(), item[item.len() - 1].middle());
            (first - middle).max(middle - last).max(0.0)
        };
        // a row with words of its own, which are in the column of groups, takes no label from the next row
        let elsewhere = body[*anchor].first_value().is_some_and(|first| first > 0)
            && own.iter().all(|leaf| leaf.row != *anchor);
        let nearest = (0..items.len())
            .min_by(|a, b| far(items[*a]).total_cmp(&far(items[*b])))
            .filter(|n| !elsewhere || far(items[*n]) < APART * body[*anchor].size);
        let from = logical.len();
        if nearest.is_none() {
            logical.push(Logical {
                anchor: Some(*anchor),
                page: body[*anchor].page,
                middle,
                ..Logical::default()
            });
        }
        for (k, item) in items.iter().enumerate() {
            let is_own = nearest == Some(k);
            let middle =
                if is_own { middle } else { (item[0].middle() + item[item.len() - 1].middle()) / 2.0 };
            logical.push(Logical {
                anchor: is_own.then_some(*anchor),
                page: body[item[0].row].page,
                middle,
                labels: vec![label(item)],
                ..Logical::default()
            });
        }
        logical[from..].sort_by(|a, b| a.middle.total_cmp(&b.middle));
    }
    logical
}

/// One label of the lines that it is printed on.
fn label(lines: &[Piece<'_>]) -> Label {
    let first = lines.iter().map(|line| line.column).min().unwrap_or(0);
    let end = lines.iter().map(|line| line.column + line.columns).max().unwrap_or(1);
    let mut text = String::new();
    for line in lines {
        lines::join(&mut text, &line.word.text);
    }
    Label { column: first, columns: end - first, rows: 1, text }
}

/// A row without a label takes the words that are printed beside its figures.
fn adopt(logical: &mut [Logical], groups: &mut Vec<Piece<'_>>) {
    let mut taken: Vec<usize> = Vec::new();
    for row in logical.iter_mut().filter(|row| row.labels.is_empty()) {
        let Some(anchor) = row.anchor else { continue };
        let after = groups.partition_point(|piece| piece.row <= anchor);
        let Some(n) = after.checked_sub(1).filter(|n| groups[*n].row == anchor) else { continue };
        row.labels.push(label(&groups[n..after]));
        taken.push(n);
    }
    for n in taken.into_iter().rev() {
        groups.remove(n);
    }
}

/// A label of a group of rows, with the heights between which it is printed.
struct Group {
    label: Label,
    page: u32,
    middle: f32,
}

/// Lines of the same column that go on with each other.
fn joined(mut pieces: Vec<Piece<'_>>) -> Vec<Group> {
    pieces.sort_by(|a, b| a.column.cmp(&b.column).then(a.middle().total_cmp(&b.middle())));
    let widest = |column: usize| {
        let of_column = pieces.iter().filter(|piece| piece.column == column);
        of_column.map(|piece| piece.word.area.width()).fold(0.0, f32::max)
    };
    let widths: Vec<f32> = (0..=pieces.last().map_or(0, |piece| piece.column)).map(widest).collect();
    let goes_on = |a: &Piece<'_>, b: &Piece<'_>| {
        let size = a.word.size;
        let near = b.middle() - a.middle() < 2.6 * size;
        let full = widths[a.column] - a.word.area.width() < 1.2 * size;
        let open = a.word.text.matches(['（', '(']).count() > a.word.text.matches(['）', ')']).count();
        let stacked = a.word.text.chars().count() == 1 || b.word.text.chars().count() == 1;
        a.column == b.column && near && !b.begins_item() && (full || open || stacked)
    };
    let mut groups = Vec::new();
    for lines in pieces.chunk_by(goes_on) {
        let (first, last) = (&lines[0], &lines[lines.len() - 1]);
        groups.push(Group { label: label(lines), page: 0, middle: (first.middle() + last.middle()) / 2.0 });
    }
    groups
}

/// How an item is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// `一、`
    Chinese,
    /// `（一）`
    Bracketed,
    /// `1.`
    Arabic,
}

impl Style {
    /// The style of the lists inside an item of this style.
    fn inner(self) -> Option<Style> {
        match self {
            Style::Chinese => Some(Style::Bracketed),
            Style::Bracketed => Some(Style::Arabic),
            Style::Arabic => None,
        }
    }
}

/// The style of an item, and whether it is the first of its list.
fn item(text: &str) -> Option<(Style, bool)> {
    if !lines::begins_item(text) {
        return None;
    }
    let inner = text.trim_start().trim_start_matches(['（', '(']);
    let ordinal: String =
        inner.chars().take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c)).collect();
    let style = if inner.len() < text.trim_start().len() {
        Style::Bracketed
    } else if ordinal.starts_with(|c: char| c.is_ascii_digit()) {
        Style::Arabic
    } else {
        Style::Chinese
    };
    Some((style, ordinal == "1" || ordinal == "一"))
}

/// Puts the label of a group at the rows that it is the label of.
///
/// It reaches up and down from where it is printed, to a row that has words in its column, to a row
/// numbered like itself, and up to where the numbers of the rows begin anew.
fn settle(logical: &mut Vec<Logical>, group: Group) {
    let column = group.label.column;
    let style = item(&group.label.text).map(|(style, _)| style);
    let taken = |row: &Logical| {
        let covers = |label: &Label| (label.column..label.column + label.columns).contains(&column);
        let sibling = |label: &Label| style.is_some() && item(&label.text).map(|(style, _)| style) == style;
        row.labels.iter().any(|label| covers(label) || label.column >= column && sibling(label))
    };
    // the numbers of the rows inside a group begin anew with the group
    let begins = |row: &Logical| {
        let inner = |own: Style| style.is_none_or(|style| style.inner() == Some(own));
        row.labels.iter().any(|label| item(&label.text).is_some_and(|(own, first)| first && inner(own)))
    };
    let far = |n: &usize| (logical[*n].middle - group.middle).abs();
    let at = logical.partition_point(|row| row.middle < group.middle);
    let around = at.saturating_sub(REACH)..(at + REACH).min(logical.len());
    let free = around.filter(|n| !taken(&logical[*n]) && !reached(logical, *n, column));
    let Some(home) = free.min_by(|a, b| far(a).total_cmp(&far(b))) else {
        // every row has words in this column: it is a row of its own
        let (page, middle) = (group.page, group.middle);
        logical.insert(at, Logical { page, middle, labels: vec![group.label], ..Logical::default() });
        return;
    };
    let open = |n: usize| !taken(&logical[n]) && !reached(logical, n, column);
    let mut start = home;
    while start > 0 && home - start < REACH && open(start - 1) && !begins(&logical[start]) {
        start -= 1;
    }
    let mut end = home + 1;
    while end < logical.len() && end - home < REACH && open(end) && !begins(&logical[end]) {
        end += 1;
    }
    let label = Label { rows: end - start, ..group.label };
    logical[start].labels.insert(0, label);
}

/// Whether a label of a row above reaches down to a row in a column.
fn reached(logical: &[Logical], row: usize, column: usize) -> bool {
    logical[..row].iter().enumerate().rev().take(REACH).any(|(n, above)| {
        above.labels.iter().any(|label| {
            label.rows > row - n && (label.column..label.column + label.columns).contains(&column)
        })
    })
}
