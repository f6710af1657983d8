//! Invented pages: words at places, read as a document.

use super::*;
use crate::extract::Limits;
use crate::extract::document::{Block, Table, Why};

const SIZE: f32 = 10.0;

struct Sheet {
    page: Page,
}

impl Sheet {
    fn new(number: u32) -> Self {
        Self { page: Page { number, width: 595.0, height: 842.0, ..Page::default() } }
    }

    /// Prints words; `x` is their left edge, `y` their baseline.
    fn print(&mut self, mut x: f32, y: f32, size: f32, words: &str) -> &mut Self {
        for character in words.chars() {
            let width = if character.is_ascii() { size / 2.0 } else { size };
            let area = Area { left: x, top: y - 0.88 * size, right: x + width, bottom: y + 0.12 * size };
            let turn = Turn::Upright;
            self.page.glyphs.push(Glyph { character, area, size, turn, layer: Layer::Body, vertical: false });
            x += width;
        }
        self
    }

    /// Prints words around a middle.
    fn centred(&mut self, x: f32, y: f32, words: &str) -> &mut Self {
        let width: f32 = words.chars().map(|c| if c.is_ascii() { SIZE / 2.0 } else { SIZE }).sum();
        self.print(x - width / 2.0, y, SIZE, words)
    }

    /// Prints figures around the middles of columns; an empty one is a blank cell.
    fn figures(&mut self, y: f32, figures: &[&str]) -> &mut Self {
        for (n, figure) in figures.iter().enumerate() {
            self.centred(330.0 + 40.0 * n as f32, y, figure);
        }
        self
    }
}

fn read(sheets: Vec<Sheet>) -> Document {
    let budget = Budget::new(&Limits::default());
    let mut layout = Layout::new(&budget);
    for sheet in sheets {
        layout.page(sheet.page).expect("the page can be read");
    }
    layout.finish().expect("the document can be read")
}

fn tables(document: &Document) -> Vec<&Table> {
    fn table(block: &Block) -> Option<&Table> {
        match block {
            Block::Table(table) => Some(table),
            _ => None,
        }
    }
    document.blocks.iter().filter_map(table).collect()
}

/// The rows of a table, cells separated by `|`; a cell is told where it begins.
fn rows(table: &Table) -> Vec<String> {
    let row = |row| {
        let cells = table.cells.iter().filter(|cell| cell.row == row).map(|cell| cell.text.as_str());
        cells.collect::<Vec<_>>().join("|")
    };
    (0..table.height()).map(row).collect()
}

fn header(sheet: &mut Sheet, y: f32) {
    sheet.centred(370.0, y, "申请人情况");
    for (n, words) in [("自然人"), ("企业"), ("总计")].iter().enumerate() {
        sheet.centred(330.0 + 40.0 * n as f32, y + 20.0, words);
    }
    sheet.print(60.0, y + 10.0, SIZE, "（本列数据的关系）");
}

#[test]
fn columns_are_told_by_figures_below_each_other() {
    let mut sheet = Sheet::new(1);
    sheet.print(60.0, 80.0, SIZE, "三、收到和处理申请情况");
    header(&mut sheet, 120.0);
    sheet.print(60.0, 160.0, SIZE, "一、本年新收").figures(160.0, &["12", "3", "15"]);
    // a group over three rows, printed in their middle; its middle row has a label of two lines
    sheet.print(60.0, 214.0, SIZE, "（三）不予").print(60.0, 226.0, SIZE, "公开");
    sheet.print(130.0, 180.0, SIZE, "1.属于秘密").figures(180.0, &["1", "", "1"]);
    sheet.print(130.0, 214.0, SIZE, "2.其他法律行政法规").print(130.0, 226.0, SIZE, "禁止公开");
    sheet.figures(220.0, &["1234", "0", "1234"]);
    sheet.print(130.0, 260.0, SIZE, "3.其他").figures(260.0, &["-", "7", "7"]);
    sheet.print(60.0, 280.0, SIZE, "（四）总计").figures(280.0, &["1247", "10", "1257"]);
    let document = read(vec![sheet]);
    let [table] = tables(&document)[..] else { panic!("one table: {document:?}") };
    assert!(table.aligned);
    let expected = [
        "（本列数据的关系）|申请人情况",
        "自然人|企业|总计",
        "一、本年新收|12|3|15",
        "（三）不予公开|1.属于秘密|1||1",
        "2.其他法律行政法规禁止公开|1234|0|1234",
        "3.其他|-|7|7",
        "（四）总计|1247|10|1257",
    ];
    assert_eq!(rows(table), expected);
    assert_eq!(table.at(5, 0).map(|cell| (cell.row, cell.rows)), Some((3, 3)));
}

#[test]
fn a_table_goes_on_over_a_page_break() {
    for repeated in [false, true] {
        let (mut first, mut second) = (Sheet::new(1), Sheet::new(2));
        header(&mut first, 680.0);
        first.print(60.0, 720.0, SIZE, "一、本年新收").figures(720.0, &["12", "3", "15"]);
        // the break goes through a label of two lines
        first.print(60.0, 740.0, SIZE, "二、上年结转政府信息").figures(740.0, &["4", "5", "9"]);
        first.centred(297.0, 815.0, "- 1 -");
        let top = if repeated { 100.0 } else { 60.0 };
        if repeated {
            header(&mut second, 60.0);
        }
        second.print(60.0, top, SIZE, "三、结转下年").figures(top, &["6", "0", "6"]);
        second.centred(297.0, 815.0, "- 2 -");
        let document = read(vec![first, second]);
        let [table] = tables(&document)[..] else { panic!("one table: {document:?}") };
        let rows = rows(table);
        assert_eq!(
            rows[rows.len() - 3..],
            ["一、本年新收|12|3|15", "二、上年结转政府信息|4|5|9", "三、结转下年|6|0|6"],
            "{repeated}"
        );
        assert_eq!(table.cells.last().and_then(|cell| cell.page), Some(2));
    }
}

#[test]
fn a_number_that_its_cell_is_too_narrow_for_is_one_number_in_doubt() {
    let mut sheet = Sheet::new(1);
    header(&mut sheet, 80.0);
    sheet.print(60.0, 120.0, SIZE, "一、本年新收").figures(120.0, &["12", "3", "15"]);
    sheet
        .print(60.0, 160.0, SIZE, "二、上年结转")
        .print(325.0, 160.0, SIZE, "4")
        .print(365.0, 160.0, SIZE, "5");
    sheet.print(400.0, 154.0, SIZE, "2416").print(407.0, 166.0, SIZE, "2");
    let document = read(vec![sheet]);
    let [table] = tables(&document)[..] else { panic!("one table: {document:?}") };
    assert_eq!(rows(table)[3], "二、上年结转|4|5|24162");
    assert!(table.cells.last().is_some_and(|cell| cell.doubt.is_some()));
}

#[test]
fn a_header_that_ends_a_page_belongs_to_the_figures_on_the_next() {
    let (mut first, mut second) = (Sheet::new(1), Sheet::new(2));
    first.print(60.0, 600.0, SIZE, "全年工作。").print(60.0, 640.0, SIZE, "三、收到和处理申请情况");
    header(&mut first, 680.0);
    second.print(60.0, 60.0, SIZE, "一、本年新收").figures(60.0, &["12", "3", "15"]);
    second.print(60.0, 80.0, SIZE, "二、上年结转").figures(80.0, &["4", "5", "9"]);
    let document = read(vec![first, second]);
    let [table] = tables(&document)[..] else { panic!("one table: {document:?}") };
    assert_eq!(rows(table)[1..], ["自然人|企业|总计", "一、本年新收|12|3|15", "二、上年结转|4|5|9"]);
    let paragraphs: Vec<&str> = document.blocks.iter().filter_map(Block::text).collect();
    assert_eq!(paragraphs, ["全年工作。", "三、收到和处理申请情况"]);
}

#[test]
fn prose_with_numbers_is_no_table() {
    let mut sheet = Sheet::new(1);
    for n in 0..12 {
        let y = 80.0 + 18.0 * n as f32;
        sheet.print(60.0, y, SIZE, "全年公开信息 120 条，收到申请 3 件，办结 3 件，开展培训 2 次，解读 5 件");
    }
    sheet.print(60.0, 400.0, SIZE, "联系电话").print(200.0, 400.0, SIZE, "88880000");
    let document = read(vec![sheet]);
    assert!(tables(&document).is_empty(), "{document:?}");
}

#[test]
fn lines_far_apart_are_one_paragraph() {
    let mut sheet = Sheet::new(1);
    // rows of a table are close to each other
    for n in 0..12 {
        let y = 80.0 + 12.0 * n as f32;
        sheet.print(60.0, y, SIZE, "事项").print(150.0, y, SIZE, "12").print(200.0, y, SIZE, "34");
    }
    let line = "政府信息公开工作不断加强通过网站公众号等渠道及时发布政府信息方便群众查询全年共发布";
    for n in 0..4 {
        sheet.print(80.0, 260.0 + 120.0 * n as f32, SIZE, line);
        sheet.print(60.0, 290.0 + 120.0 * n as f32, SIZE, &format!("总体{line}"));
        sheet.print(60.0, 320.0 + 120.0 * n as f32, SIZE, "信息三百条。");
    }
    let document = read(vec![sheet]);
    let paragraphs: Vec<&str> = document.blocks.iter().filter_map(Block::text).collect();
    assert_eq!(paragraphs, vec![format!("{line}总体{line}信息三百条。"); 4]);
}

#[test]
fn raised_marks_and_what_is_struck_are_no_part_of_a_number() {
    let mut sheet = Sheet::new(1);
    for n in 0..3 {
        let y = 80.0 + 20.0 * n as f32;
        sheet.print(60.0, y, SIZE, "事项").print(150.0, y, SIZE, "33").print(200.0, y, SIZE, "7");
        sheet.print(160.0, y - 3.5, 6.0, "1");
    }
    sheet.print(195.0, 80.0, SIZE, "9");
    sheet.page.rule(Ruling { upright: false, at: 76.2, from: 195.0, to: 200.0 });
    let document = read(vec![sheet]);
    let [table] = tables(&document)[..] else { panic!("one table: {document:?}") };
    assert_eq!(rows(table), ["事项|33|7"; 3]);
    let of = |why| document.left_out.iter().filter(|piece| piece.why == why).count();
    assert_eq!((of(Why::Raised), of(Why::Struck)), (3, 1));
}

#[test]
fn figures_below_a_header_that_ends_a_page_are_no_part_of_it() {
    let (mut first, mut second) = (Sheet::new(1), Sheet::new(2));
    let grid = |sheet: &mut Sheet, ys: &[f32]| {
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        ys.iter().for_each(|y| sheet.page.rule(Ruling { upright: false, at: *y, from: 60.0, to: 260.0 }));
        for x in [60.0, 160.0, 210.0, 260.0] {
            sheet.page.rule(Ruling { upright: true, at: x, from: top, to: bottom });
        }
    };
    // the two headers are cells of two rows
    first.page.rule(Ruling { upright: false, at: 760.0, from: 60.0, to: 160.0 });
    grid(&mut first, &[740.0, 780.0]);
    first.print(62.0, 752.0, SIZE, "项").print(62.0, 772.0, SIZE, "目");
    first.print(170.0, 764.0, SIZE, "自然人").print(220.0, 764.0, SIZE, "总计");
    grid(&mut second, &[60.0, 80.0, 100.0]);
    second
        .print(62.0, 73.0, SIZE, "新收")
        .print(165.0, 73.0, SIZE, "27111234")
        .print(215.0, 73.0, SIZE, "27111234");
    second.print(62.0, 93.0, SIZE, "结转").print(165.0, 93.0, SIZE, "1").print(215.0, 93.0, SIZE, "1");
    let document = read(vec![first, second]);
    let [table] = tables(&document)[..] else { panic!("one table: {document:?}") };
    assert_eq!(rows(table)[2..], ["新收|27111234|27111234", "结转|1|1"]);
}

#[test]
fn pages_of_scattered_numbers_take_linear_time() {
    let mut sheet = Sheet::new(1);
    for n in 0..20_000 {
        let (x, y) = ((n * 7919 % 560) as f32, (n * 104_729 % 8_400) as f32 / 10.0);
        sheet.print(x, y, 4.0, "7");
    }
    let started = std::time::Instant::now();
    read(vec![sheet]);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
