//! Headings that the source has lost: a section that has a table begins at it at the latest; the first, the fifth and the
//! sixth are told from order and content.

use crate::extract::document::Place;
use crate::report::form::Edition;
use crate::report::recognise::sections::Draft;
use crate::report::recognise::sections::lines::Piece;
use crate::report::recognise::tables;

/// Words of the lines that introduce a report.
const INTRODUCTION: &[&str] = &[
    "编制",
    "现公布",
    "现予公布",
    "现将",
    "统计期限",
    "统计时间",
    "本报告",
    "年度报告",
    "如有疑问",
    "如对",
    "公开条例》",
    "数据截至",
    "统计数据",
    "信息公开年报",
];

/// Words by which section five is known.
const PROBLEMS: &[&str] = &["主要问题", "存在的问题", "存在问题", "不足", "改进", "差距"];

/// Words by which section six is known.
const OTHERS: &[&str] = &["其他需要报告", "其它需要报告", "信息处理费", "其他报告事项"];

/// Characters of a first section, at least.
const SHORTEST: usize = 30;

/// Adds the sections whose headings are lost.
pub(super) fn recover(
    preamble: &mut Vec<Piece>,
    drafts: &mut Vec<Draft>,
    edition: &Edition,
    tables: &tables::Found,
) {
    let has = |drafts: &[Draft], number: u8| drafts.iter().any(|draft| draft.number == number);
    if drafts.is_empty() {
        return;
    }
    if !has(drafts, 1) {
        first(preamble, drafts, edition);
    }
    for table in edition.tables.iter().filter(|table| !has(drafts, table.section)).collect::<Vec<_>>() {
        if let Some(place) = tables.begin(edition, table.section) {
            at_table(drafts, table.section, place, edition);
        }
    }
    let recovered = !has(drafts, 5) && problems(drafts, edition);
    if !has(drafts, 6) && drafts.last().is_some_and(|last| last.number == 5) {
        others(drafts, edition, recovered);
    }
}

fn draft(number: u8, pieces: Vec<Piece>, edition: &Edition) -> Option<Draft> {
    let heading = edition.headings.iter().find(|heading| heading.number == number)?;
    let place = pieces.first().map_or(Place::default(), |piece| piece.place);
    let title = heading.title.to_owned();
    Some(Draft { number, ordinal: None, title, heading_found: false, place, pieces })
}

/// The first section of a free-form report whose numbers begin with two.
pub(super) fn first_of_free(preamble: &mut Vec<Piece>, drafts: &mut Vec<Draft>) {
    let begin = introduction(preamble);
    if begin == preamble.len() {
        return;
    }
    let pieces = preamble.split_off(begin);
    let place = pieces.first().map_or(Place::default(), |piece| piece.place);
    let title = "概述".to_owned();
    drafts.insert(0, Draft { number: 1, ordinal: None, title, heading_found: false, place, pieces });
    drafts.iter_mut().zip(1..).for_each(|(draft, n)| draft.number = n);
}

/// How many pieces introduce the report; all, where too little is behind them.
fn introduction(preamble: &[Piece]) -> usize {
    let introduces = |piece: &Piece| {
        let sentence = piece.plain.contains(['。', '：', '；', '，']);
        let heads = piece.plain.trim_start().starts_with(['（', '(']);
        !sentence && !heads || INTRODUCTION.iter().any(|word| piece.plain.contains(word))
    };
    let begin = preamble.iter().take_while(|piece| introduces(piece)).count();
    let length: usize = preamble[begin..].iter().map(|piece| piece.plain.chars().count()).sum();
    if length >= SHORTEST { begin } else { preamble.len() }
}

/// What follows the introduction and is no introduction.
fn first(preamble: &mut Vec<Piece>, drafts: &mut Vec<Draft>, edition: &Edition) {
    let begin = introduction(preamble);
    if begin < preamble.len()
        && let Some(draft) = draft(1, preamble[begin..].to_vec(), edition)
    {
        preamble.truncate(begin);
        drafts.insert(0, draft);
    }
}

/// A section whose heading was drawn into its table: it goes from there on, between the sections that come before and after it.
fn at_table(drafts: &mut Vec<Draft>, number: u8, place: Place, edition: &Edition) {
    let Some(before) = drafts.iter().rposition(|draft| draft.number < number) else { return };
    let in_order =
        drafts[before + 1..].iter().all(|draft| draft.number > number && draft.place.block > place.block);
    if drafts[before].place.block >= place.block || !in_order {
        return;
    }
    let pieces = &mut drafts[before].pieces;
    let own = pieces.split_off(pieces.partition_point(|piece| piece.place.block < place.block));
    if let Some(draft) = draft(number, own, edition) {
        drafts.insert(before + 1, Draft { place, ..draft });
    }
}

/// What speaks of problems behind the last table.
fn problems(drafts: &mut Vec<Draft>, edition: &Edition) -> bool {
    let Some(at) = drafts.iter().rposition(|draft| draft.number < 5) else { return false };
    let before = &mut drafts[at];
    // behind the tables that come before it
    if before.number < 3 || edition.table(before.number).is_none() {
        return false;
    }
    let table = before.pieces.iter().rposition(|piece| piece.behind_table).unwrap_or(0);
    let speaks = |piece: &Piece| PROBLEMS.iter().any(|word| piece.plain.contains(word));
    let Some(begin) = before.pieces[table..].iter().position(speaks) else { return false };
    let own = before.pieces.split_off(table + begin);
    let Some(draft) = draft(5, own, edition) else { return false };
    drafts.insert(at + 1, draft);
    true
}

/// What says that nothing else is to be reported, or what was charged. Where section five has its heading, only the former.
fn others(drafts: &mut Vec<Draft>, edition: &Edition, recovered: bool) {
    let Some(last) = drafts.last_mut() else { return };
    let words = if recovered { OTHERS } else { &OTHERS[..2] };
    let speaks = |piece: &Piece| words.iter().any(|word| piece.plain.contains(word));
    let Some(begin) = last.pieces.iter().position(speaks).filter(|begin| *begin > 0) else { return };
    let own = last.pieces.split_off(begin);
    drafts.extend(draft(6, own, edition));
}
