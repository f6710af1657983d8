//! Tables without lines between their columns: figures that are printed below each other.
//!
//! Which rows of a page belong to such a table is decided on its page (`stretch`); parts on two pages
//! are put together before anything else is asked (`parts`), so that a row or label cut by the break
//! is like any other. Only then are header, columns and rows told apart (`band`, `columns`, `labels`,
//! `header`).
//!
//! Evidence is the place of the figures alone: a table of words without figures stays lines of text.

mod band;
mod columns;
mod header;
mod labels;
mod parts;
mod stretch;

use super::GridCell;
use crate::extract::layout::Area;
use crate::extract::layout::lines::Line;
use crate::extract::layout::lines::Word;

pub(in crate::extract) use parts::{Outcome, append, grids, is_header, may_be_header, typed_grids};
pub(in crate::extract) use stretch::{Part, find};

/// Words in a row of a table, at most; more is a drawing.
const MOST: usize = 64;

/// Rows of a table whose columns are not known yet.
#[derive(Debug, Clone, Default)]
pub(in crate::extract) struct Aligned {
    rows: Vec<TextRow>,
}

/// What is printed side by side.
#[derive(Debug, Clone)]
struct TextRow {
    page: u32,
    area: Area,
    size: f32,
    words: Vec<Word>,
    /// The parts of the row as lines, where it turns out to be none of a table.
    lines: Vec<Line>,
}

impl Aligned {
    /// Around all rows, on the page where they begin.
    pub(in crate::extract) fn area(&self) -> Area {
        self.rows.iter().map(|row| row.area).reduce(Area::around).unwrap_or_default()
    }
}

impl TextRow {
    fn new(page: u32, lines: Vec<Line>) -> Option<Self> {
        let area = lines.iter().map(|line| line.area).reduce(Area::around)?;
        let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
        let words = lines.iter().flat_map(|line| line.words.iter().cloned()).collect();
        Some(Self { page, area, size, words, lines })
    }

    fn middle(&self) -> f32 {
        self.area.centre().1
    }

    /// The only word of the row.
    fn single(&self) -> Option<&Word> {
        match self.words.as_slice() {
            [word] => Some(word),
            _ => None,
        }
    }

    /// The first of the words at the end of the row that are contents of cells.
    fn first_value(&self) -> Option<usize> {
        if self.words.len() > MOST {
            return None;
        }
        let values = self.words.iter().rev().take_while(|word| kind(&word.text) != Kind::Words).count();
        let first = self.words.len() - values;
        if values == 0 {
            return None;
        }
        let words = &self.words[first..];
        let remarks = first > 0 && words.iter().all(|word| REMARKS.contains(&word.text.as_str()));
        let certain = remarks || words.iter().any(|word| kind(&word.text) == Kind::Figure);
        let clear = first == 0 || values > 1 || gap(&self.words[first - 1], &self.words[first]) > 1.0;
        (certain && clear).then_some(first)
    }
}

/// The gap between two words of a row, in print sizes.
fn gap(left: &Word, right: &Word) -> f32 {
    (right.area.left - left.area.right) / right.size.max(1.0)
}

/// What a word would be in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number, or the dash that is printed for none.
    Figure,
    /// A few characters that may be printed in place of a number: with a unit, `约3`, `持平`.
    Remark,
    Words,
}

/// What offices print in place of a number.
#[rustfmt::skip]
const REMARKS: &[&str] = &[
    "无", "持平", "与上年持平", "不适用", "无变化", "没有变化", "不涉及", "未发生", "未开展", "空",
    "無", "與上年持平", "不適用", "無變化", "沒有變化", "未發生", "未開展",
];
/// Characters in a remark with a number, at most.
const REMARK: usize = 8;

fn kind(text: &str) -> Kind {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let sign = |c: char| ".,+-−—–－―/%％*，．".contains(c);
    let mut characters = text.chars();
    let (first, last) = (characters.next(), text.chars().next_back());
    if text.chars().all(|c| digit(c) || sign(c)) {
        // `1.` begins an item
        let ordinal = first.is_some_and(digit) && last.is_some_and(|c| ".，．,".contains(c));
        return if ordinal { Kind::Words } else { Kind::Figure };
    }
    let bare = text.trim_end_matches(['件', '项', '条', '个', '宗', '次', '份', '元', '万', '亿']);
    if bare.len() < text.len()
        && first.is_some_and(digit)
        && bare.chars().all(|c| digit(c) || ".,，．".contains(c))
    {
        return Kind::Figure;
    }
    let numbered = text.chars().any(digit)
        && !text.contains(['.', '．', '、', '年', '月', '第', '（', '(', '：', ':'])
        || text.chars().next().is_some_and(digit) && text.ends_with(['元', '件', '条', '次', '项']);
    if REMARKS.contains(&text) || numbered && text.chars().count() <= REMARK {
        Kind::Remark
    } else {
        Kind::Words
    }
}
