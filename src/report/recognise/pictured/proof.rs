//! Figures of tables in pictures: what is certain. Two readers saw the same, and every sum that the figure is part of holds.
//!
//! A figure on which the readers differ is certain, too, where two sums or more that it is in hold with it: a row and a column
//! do not agree on a wrong number. Everything else keeps or gets its doubt. Blank and dash count as nothing in a sum.

use std::collections::BTreeSet;

use crate::extract::Document;
use crate::extract::document::Block;
use crate::report::Note;
use crate::report::figure::{Figure, Quantity, State};
use crate::report::form::{Applicant, Edition, FormId, Over, Sum};

/// Sums that must hold with a figure on which the readers differ.
const ENOUGH: usize = 2;

const UNPROVED: &str = "图像中的数字两种识别一致，但没有勾稽可证";
const BROKEN: &str = "图像中的数字两种识别一致，但与勾稽不符";
const BLANK: &str = "图像中此格空白，而他处填零，须核对";
const ONE_READER: &str = "文字识别（OCR），须与原件核对";

/// A sum over cells: positions of figures, and how often each counts.
type Equation = Vec<(usize, i64)>;

/// Doubts figures that were read from pictures and are not proved; a note says how many are.
pub(in crate::report::recognise) fn weigh(
    mut figures: Vec<Figure>,
    document: &Document,
    form: FormId,
) -> (Vec<Figure>, Option<Note>) {
    let by_cell = tables(document);
    let (read, other): (Vec<usize>, Vec<usize>) = (0..figures.len())
        .filter(|&n| figures[n].state != State::Absent && is_pictured(&figures[n], document))
        .partition(|&n| figures[n].place.is_some_and(|place| by_cell.contains(&place.block)));
    for n in other {
        figures[n].doubt.get_or_insert_with(|| ONE_READER.to_owned());
    }
    let equations = form.edition().map(|edition| equations(edition, &figures)).unwrap_or_default();
    let holds: Vec<bool> = equations.iter().map(|equation| adds_up(equation, &figures)).collect();
    let mut of: Vec<(usize, usize)> = vec![(0, 0); figures.len()];
    for (equation, holds) in equations.iter().zip(holds) {
        for &(n, _) in equation {
            of[n] = (of[n].0 + usize::from(holds), of[n].1 + 1);
        }
    }
    let count = |is: &dyn Fn(&Figure) -> bool| read.iter().filter(|&&n| is(&figures[n])).count();
    let zeros = count(&|figure| figure.value == Some(Quantity::default()));
    let blanks = count(&|figure| figure.state == State::Blank);
    let (mut proved, mut agreed) = (0, 0);
    for &n in &read {
        let (held, all) = of[n];
        let whole = held == all;
        // a sum does not tell a blank from a zero
        if figures[n].state == State::Blank && zeros > blanks {
            figures[n].doubt.get_or_insert_with(|| BLANK.to_owned());
        }
        match &figures[n].doubt {
            None if whole && all > 0 => proved += 1,
            Some(doubt) if whole && all >= ENOUGH && is_of_readers(doubt) => {
                figures[n].doubt = None;
                proved += 1;
            }
            None => {
                agreed += usize::from(all == 0);
                figures[n].doubt = Some(if all == 0 { UNPROVED } else { BROKEN }.to_owned());
            }
            Some(_) => {}
        }
    }
    let left = read.len() - proved - agreed;
    let note = (!read.is_empty()).then(|| {
        Note::new(format!(
            "图像中的表 {} 格：{proved} 格经两种识别和勾稽确认，{agreed} 格一致但无勾稽可证，{left} 格须核对",
            read.len()
        ))
    });
    (figures, note)
}

/// Whether a doubt is about the digits and nothing else.
fn is_of_readers(doubt: &str) -> bool {
    doubt.starts_with("图像中的数字") && !doubt.contains('；')
}

/// The blocks that are tables with lines: their cells were read one by one.
fn tables(document: &Document) -> BTreeSet<u32> {
    let table = |block: &Block| match block {
        Block::Table(table) if !table.aligned => Some(table.place.block),
        _ => None,
    };
    document.blocks.iter().filter_map(table).collect()
}

/// Whether a figure is on a page that is a picture. Words under a picture name no pages: then all are.
fn is_pictured(figure: &Figure, document: &Document) -> bool {
    let page = figure.place.and_then(|place| place.page);
    document.pictures.is_empty() || page.is_none_or(|page| document.pictures.contains(&page))
}

/// The sums of an edition over the figures that are there.
fn equations(edition: &Edition, figures: &[Figure]) -> Vec<Equation> {
    let at = |key: &str, applicant: Option<Applicant>| {
        figures.iter().position(|figure| figure.indicator == key && figure.applicant == applicant)
    };
    let sides = |sum: &Sum, applicant: Option<Applicant>| -> Equation {
        let left = sum.left.iter().filter_map(|key| Some((at(key, applicant)?, 1)));
        left.chain(sum.right.iter().filter_map(|key| Some((at(key, applicant)?, -1)))).collect()
    };
    let mut equations: Vec<Equation> = Vec::new();
    for sum in edition.sums {
        match sum.over {
            Over::Once => equations.push(sides(sum, None)),
            Over::EachColumn => {
                equations.extend(edition.applicants.iter().map(|applicant| sides(sum, Some(*applicant))));
            }
            Over::EachRow => equations.extend(sum.left.iter().map(|key| {
                let parts = edition.parts().filter_map(|applicant| Some((at(key, Some(applicant))?, 1)));
                parts.chain(at(key, Some(Applicant::Total)).map(|n| (n, -1))).collect()
            })),
        }
    }
    let there = |equation: &mut Equation| equation.retain(|&(n, _)| figures[n].state != State::Absent);
    equations.iter_mut().for_each(there);
    equations.retain(|equation| equation.len() > 1);
    equations
}

/// Whether a sum holds; not where something in it is no number.
fn adds_up(equation: &Equation, figures: &[Figure]) -> bool {
    let term = |&(n, count): &(usize, i64)| {
        let value = match figures[n].state {
            State::Number => figures[n].value.map(Quantity::ten_thousandths)?,
            State::Blank | State::Dash => 0,
            State::Unreadable | State::Absent => return None,
        };
        value.checked_mul(count)
    };
    let sum = equation.iter().map(term).try_fold(0_i64, |sum, term| sum.checked_add(term?));
    sum == Some(0)
}
