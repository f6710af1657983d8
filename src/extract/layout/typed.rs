//! Text in a type of one width: where a word is printed follows from the characters before it, so that
//! figures printed below each other are a table in which blank cells show, too.
//!
//! Only tables that need it are read so. Where every row has all its figures, their number is better
//! evidence than their place, which an editor may have moved; where rows have fewer, the place decides,
//! provided that the columns are flush.

use std::cmp::Reverse;
use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::flow;
use super::lines::{Line, Word};
use super::page::{Area, Layer};
use super::table::{Part, find_aligned, typed_grids};
use crate::extract::document::Table;
use crate::extract::{Budget, Error};

/// Size of the type; a half-width character is half of it wide.
const SIZE: f32 = 10.0;
const HALF: f32 = SIZE / 2.0;
/// From one line to the next. Lines of one row are never nearer to each other than those of two rows.
const PITCH: f32 = 1.25 * SIZE;
/// White space of this many characters or more is between two cells.
const GAP: usize = 2;
/// Lines with cells apart, below which there is no table to be looked for.
const FEWEST: usize = 3;

/// Lines that are a table.
pub(in crate::extract) struct Typed {
    pub(in crate::extract) lines: Range<usize>,
    columns: usize,
    pub(in crate::extract) table: Table,
}

/// The tables among lines whose blank cells only the place of the others tells; `breaks` are the lines that begin a page.
///
/// Programs differ in the width of characters such as `“` and `…`. The width is taken with which more lines are tables, or
/// else the figures make fewer columns.
pub(in crate::extract) fn tables(
    lines: &[&str],
    breaks: &[usize],
    budget: &Budget,
) -> Result<Vec<Typed>, Error> {
    let in_chinese = tables_of(lines, breaks, width_in_chinese, budget)?;
    if lines.iter().all(|line| line.width() == line.width_cjk()) {
        return Ok(in_chinese);
    }
    let elsewhere = tables_of(lines, breaks, width_elsewhere, budget)?;
    let worth = |found: &[Typed]| {
        let lines: usize = found.iter().map(|typed| typed.lines.len()).sum();
        (lines, Reverse(found.iter().map(|typed| typed.columns).sum::<usize>()))
    };
    Ok(if worth(&elsewhere) > worth(&in_chinese) { elsewhere } else { in_chinese })
}

/// The number of half-width characters that a character is as wide as.
type Width = fn(char) -> usize;

fn width_in_chinese(character: char) -> usize {
    character.width_cjk().unwrap_or(0).max(1)
}

fn width_elsewhere(character: char) -> usize {
    character.width().unwrap_or(0).max(1)
}

fn tables_of(lines: &[&str], breaks: &[usize], width: Width, budget: &Budget) -> Result<Vec<Typed>, Error> {
    let rows: Vec<Vec<Line>> = lines.iter().enumerate().map(|(n, line)| pieces(n, line, width)).collect();
    if rows.iter().filter(|row| row.len() > 1).count() < FEWEST {
        return Ok(Vec::new());
    }
    // a line of nothing but white space makes no row
    let numbers: Vec<usize> = (0..rows.len()).filter(|n| !rows[*n].is_empty()).collect();
    let rows = rows.into_iter().filter(|row| !row.is_empty()).collect();
    let breaks: Vec<f32> = breaks.iter().map(|n| PITCH * *n as f32).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    for part in find_aligned(rows, 1, &breaks, budget)? {
        budget.clock()?;
        let Part::Table(aligned) = part else {
            at += 1;
            continue;
        };
        for (height, grid) in typed_grids(aligned, budget)? {
            if let Some(grid) = grid.filter(|_| height > 0) {
                let lines = numbers[at]..numbers[at + height - 1] + 1;
                let columns = grid.width();
                found.push(Typed { lines, columns, table: without_page(flow::finished(grid)) });
            }
            at += height;
        }
    }
    Ok(found)
}

fn without_page(mut table: Table) -> Table {
    table.cells.iter_mut().for_each(|cell| cell.page = None);
    table
}

/// What is printed apart on a line, in its place.
fn pieces(number: usize, line: &str, width: Width) -> Vec<Line> {
    let mut pieces = Vec::new();
    let (mut column, mut space, mut start) = (0, 0, 0);
    let mut text = String::new();
    for character in line.chars() {
        if character.is_whitespace() {
            space += 1;
        } else {
            if space >= GAP || text.is_empty() {
                pieces.extend(piece(number, start, std::mem::take(&mut text), width));
                start = column;
            } else if space > 0 {
                text.push(' ');
            }
            space = 0;
            text.push(character);
        }
        column += width(character);
    }
    pieces.extend(piece(number, start, text, width));
    pieces
}

fn piece(number: usize, column: usize, text: String, width: Width) -> Option<Line> {
    let width: usize = text.chars().map(width).sum();
    let top = PITCH * number as f32;
    let left = HALF * column as f32;
    let area = Area { left, top, right: left + HALF * width as f32, bottom: top + SIZE };
    let word = Word { text: text.clone(), area, size: SIZE };
    let (firm_right, lead) = (area.right, area.width());
    (!text.is_empty()).then(|| Line {
        text,
        area,
        firm_right,
        size: SIZE,
        lead,
        layer: Layer::Body,
        words: vec![word],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Limits;

    /// Cells of the only table, row by row.
    fn read(lines: &[&str]) -> Vec<Vec<String>> {
        let budget = Budget::new(&Limits::default());
        let found = tables(lines, &[], &budget).expect("within the limits");
        let Some(typed) = found.first() else { return Vec::new() };
        let height = typed.table.cells.iter().map(|cell| cell.row + 1).max().unwrap_or_default();
        let row = |n| typed.table.cells.iter().filter(|c| c.row == n).map(|c| c.text.clone()).collect();
        (0..height).map(row).collect()
    }

    #[test]
    fn a_blank_cell_is_told_by_the_place_of_the_others() {
        let rows = read(&[
            "申请情况                自然人  企业  合计",
            "一、新收数量            12      3     15",
            "二、上年结转的数量              4     4",
            "三、转结下年度          7             7",
        ]);
        assert_eq!(rows[2], ["二、上年结转的数量", "", "4", "4"]);
        assert_eq!(rows[3], ["三、转结下年度", "7", "", "7"]);
    }

    #[test]
    fn the_words_of_a_header_show_the_columns_of_a_few_rows() {
        let rows = read(&[
            "信息内容        本年制发件数  本年废止件数  现行有效件数",
            "规章            38",
            "行政规范性文件  8                           50",
        ]);
        assert_eq!(rows[1], ["规章", "38", "", ""]);
        assert_eq!(rows[2], ["行政规范性文件", "8", "", "50"]);
        let one = read(&[
            "结果维持  结果纠正  其他结果  尚未审结  总计  未经复议直接起诉",
            "                                              结果维持  结果纠正",
            "          1                   4         5               9",
        ]);
        assert_eq!(one.last().map(|row| row.join("|")).as_deref(), Some("|1||4|5||9"));
    }

    #[test]
    fn a_header_over_figures_that_are_not_set_below_it_shows_nothing() {
        let ragged = [
            "信息内容     本年制发件数   本年废止件数  现行有效件数",
            "规章    38     12",
            "行政规范性文件   8  50",
        ];
        assert!(read(&ragged).is_empty());
    }

    #[test]
    fn columns_that_do_not_line_up_are_none() {
        let ragged = [
            "申请情况  自然人  企业  合计",
            "一、新收数量  12  3  15",
            "二、上年结转的数量  4  4",
            "三、结转下年度继续办理的  7  7",
        ];
        assert!(read(&ragged).is_empty());
    }

    #[test]
    fn quotation_marks_are_as_wide_as_the_columns_say() {
        let wide = [
            "申请情况              自然人  企业  合计",
            "一、新收数量          12      3     15",
            "二、“结转”的数量            4     4",
            "三、转结下年度        7             7",
        ];
        assert_eq!(read(&wide)[2], ["二、“结转”的数量", "", "4", "4"]);
    }
}
