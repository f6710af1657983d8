//! A report laid out as a page: lines, headings, passages and tables in reading order, and what is true of it.

mod dates;
mod figures;
mod grid;
mod labels;
mod lists;
mod opening;
mod page;
mod script;
mod strangers;
mod tables;

use std::collections::BTreeSet;

use super::axes::{Choices, Format};
use super::content::{Content, form};
use super::random::Random;
use super::truth::{Section, Truth, bare};

pub(crate) use grid::{Cell, Grid, Mark, Unmerged};
pub(crate) use script::converted;

/// A piece of a page.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// The title, one string a printed line.
    Title(Vec<String>),
    /// A heading of a section, as printed.
    Heading(String),
    Paragraph(String),
    Table(Grid),
    /// A line of the page or the site, not of the report.
    Page(String),
    /// Where the next page begins.
    Break,
}

impl Item {
    /// The cells of a table; none of other pieces.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &Cell> {
        let rows = match self {
            Self::Table(grid) => grid.rows.as_slice(),
            _ => &[],
        };
        rows.iter().flatten()
    }
}

/// A document in pieces.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) items: Vec<Item>,
    /// The truth; none for what is no report.
    pub(crate) truth: Option<Truth>,
    /// The title of the page, in formats that have one.
    pub(crate) page_title: String,
    /// Name and content of `<meta>` elements.
    pub(crate) declared: Vec<(&'static str, String)>,
}

impl Layout {
    /// Every word that is printed, a line for each piece.
    pub(crate) fn printed(&self) -> String {
        let of = |item: &Item| -> Vec<String> {
            match item {
                Item::Title(lines) => lines.clone(),
                Item::Heading(text) | Item::Paragraph(text) | Item::Page(text) => vec![text.clone()],
                Item::Table(_) => {
                    let words = |cell: &Cell| {
                        let mark = cell.mark.as_ref().map_or("", Mark::words);
                        format!("{}{mark}", cell.text)
                    };
                    item.cells().map(words).collect()
                }
                Item::Break => Vec::new(),
            }
        };
        self.items.iter().flat_map(of).collect::<Vec<_>>().join("\n")
    }
}

const HAN: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八"];

/// Lays out the document of a seed.
pub(crate) fn of(seed: u64, format: Format, choices: &Choices) -> Layout {
    let content = Content::of(seed, choices);
    let document = choices.on("document");
    if document != "report" {
        return strangers::of(seed, document, &content);
    }
    let (figures, marks) = figures::printed(seed, &content, choices);
    let mut opening = opening::of(seed, &content, choices);
    let mut truth = Truth {
        agencies: std::iter::once(content.office.name.clone()).chain(content.office.also.clone()).collect(),
        year: content.year,
        forms: vec![content.form],
        published: opening.published,
        period: opening.period,
        preamble: opening.preamble.clone(),
        sections: Vec::new(),
        figures,
        closing: opening.closing.iter().filter_map(words).flat_map(|line| parts(&line)).collect(),
        labels: BTreeSet::new(),
        page: Vec::new(),
    };
    if content.columns.is_some_and(|(first, others)| first != others) {
        truth.forms = vec![form("2019"), form("2021")];
    }
    let mut items = page::before(choices);
    items.append(&mut opening.items);
    let mut drawing = tables::Drawing { content: &content, choices, truth: &mut truth, marks: &marks };
    let mut grids: Vec<Grid> = Vec::new();
    if content.columns.is_some() {
        grids = vec![drawing.disclosure(), drawing.requests(), drawing.review()];
    }
    let list = lists::printed(&mut drawing);
    sections(seed, format, &content, choices, grids, &mut items, &mut truth);
    let mut appendix = lists::head(&content);
    appendix.extend(list.into_iter().flat_map(|grid| printed_table(seed, format, grid, choices)));
    for cell in items.iter().chain(&appendix).flat_map(Item::cells).filter(|cell| cell.figure.is_none()) {
        truth.labels.insert(bare(&cell.text));
    }
    items.append(&mut opening.closing);
    items.append(&mut appendix);
    let behind = page::behind(choices, &content);
    truth.page.extend(behind.iter().filter_map(words));
    items.extend(behind);
    Layout { items, truth: Some(truth), page_title: opening.title, declared: opening.declared }
}

/// The words of a line of the page.
fn words(item: &Item) -> Option<String> {
    match item {
        Item::Page(text) => Some(text.clone()),
        _ => None,
    }
}

/// The sentences of a line and what is behind them, which a reader may keep or take off one by one.
fn parts(line: &str) -> Vec<String> {
    line.split_inclusive('。').map(str::to_owned).collect()
}

/// Headings, passages and tables in order.
fn sections(
    seed: u64,
    format: Format,
    content: &Content,
    choices: &Choices,
    grids: Vec<Grid>,
    items: &mut Vec<Item>,
    truth: &mut Truth,
) {
    let place = choices.on("heading place");
    let mut grids = grids.into_iter();
    for passage in &content.passages {
        let title = labels::heading(passage.number, &passage.title, choices.on("heading words"));
        let lost = match place {
            "lost: first" => passage.number == 1,
            "lost: fifth and sixth" => passage.number >= 5,
            _ => false,
        };
        let heading = format!("{}{title}", ordinal(passage.number, choices.on("heading number")));
        let mut paragraphs = passage.paragraphs.clone();
        truth.sections.push(Section {
            number: passage.number,
            title: (!lost).then_some(title),
            paragraphs: paragraphs.clone(),
        });
        match (place, items.last_mut()) {
            _ if lost => {}
            ("text behind it", _) if !paragraphs.is_empty() => {
                paragraphs[0] = format!("{heading} {}", paragraphs[0]);
            }
            ("colon and text behind it", _) if !paragraphs.is_empty() => {
                paragraphs[0] = format!("{heading}：{}", paragraphs[0]);
            }
            ("behind the text before", Some(Item::Paragraph(before))) => before.push_str(&heading),
            _ => items.push(Item::Heading(heading)),
        }
        items.extend(paragraphs.into_iter().map(Item::Paragraph));
        let has_table = content.columns.is_some() && (2..=4).contains(&passage.number);
        if let Some(grid) = has_table.then(|| grids.next()).flatten() {
            items.extend(printed_table(seed, format, grid, choices));
        }
    }
}

/// The number before a heading.
fn ordinal(number: u8, style: &str) -> String {
    let n = usize::from(number) - 1;
    match style {
        "（一）" => format!("（{}）", HAN[n]),
        "1." => format!("{number}."),
        "1、" => format!("{number}、"),
        "第一部分" => format!("第{}部分 ", HAN[n]),
        "bullet" => "●".to_owned(),
        "none" => String::new(),
        "shifted" => format!("{}、", HAN[if n >= 2 { n + 1 } else { n }]),
        "repeated" => format!("{}、", HAN[if n == 3 { 2 } else { n }]),
        "letter before" if n == 5 => format!("l{}、", HAN[n]),
        "space after" => format!("{}、 ", HAN[n]),
        _ => format!("{}、", HAN[n]),
    }
}

/// A table as the axes of tables print it: unmerged, cut, with lines of the page between.
fn printed_table(seed: u64, format: Format, grid: Grid, choices: &Choices) -> Vec<Item> {
    let mut random =
        Random::of(seed, ["", "", "cut2", "cut3", "cut4", "cut"][usize::from(grid.section.min(5))]);
    let split = choices.on("split tables");
    let least = grid.header + 1;
    let mut parts = vec![grid];
    if split != "whole" && parts[0].section != 4 && parts[0].rows.len() > least + 1 {
        let at = random.between(least, parts[0].rows.len() - 1);
        parts = parts[0].cut(at, split == "anywhere, header repeated", split == "labels split").to_vec();
    }
    let unmerge = match choices.on("merged cells") {
        "blank beside" => Some(Unmerged::Blank),
        "label repeated" => Some(Unmerged::Repeated),
        _ => None,
    };
    let mut items = Vec::new();
    for (n, part) in parts.into_iter().enumerate() {
        if n > 0 {
            if split == "with a page number between" {
                items.push(Item::Page(format!("— {} —", random.between(2, 9))));
            }
            if matches!(format, Format::Pdf | Format::Ofd) {
                items.push(Item::Break);
            }
        }
        items.push(Item::Table(unmerge.map_or_else(|| part.clone(), |how| part.unmerged(how))));
    }
    items
}
