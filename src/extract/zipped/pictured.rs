//! Pictures in text documents: pages that were scanned, or tables that were pasted as pictures.
//!
//! Where a document has no words to speak of, its pictures are its pages. Where it has words and no table, tables are looked
//! for in its pictures, and photographs leave nothing.

use crate::extract::document::{Block, Document, Note, Place};
use crate::extract::picture::Pages;
use crate::extract::zipped::Package;
use crate::extract::{Budget, Error};
use crate::language::Language;

/// A document with fewer characters has no words: a title was put above the pictures.
const STRAY: usize = 60;

/// A picture in a document: how many blocks come before it, and the part that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract::zipped) struct Picture {
    pub(in crate::extract::zipped) before: usize,
    pub(in crate::extract::zipped) part: String,
}

/// The document with what is in its pictures.
pub(in crate::extract::zipped) fn read(
    document: Document,
    pictures: &[Picture],
    package: &mut Package<'_>,
    budget: &Budget,
) -> Result<Document, Error> {
    let texts = document.blocks.iter().filter_map(Block::text);
    let bare = texts.map(|text| text.chars().count()).sum::<usize>() < STRAY;
    let tables = document.blocks.iter().any(|block| matches!(block, Block::Table(_)));
    if pictures.is_empty() || tables {
        return Ok(document);
    }
    if !budget.pictures() {
        return if bare { Err(Error::NoTextLayer) } else { Ok(document) };
    }
    let mut whole = Document { blocks: Vec::new(), ..document };
    let mut rest = document.blocks.into_iter();
    let (mut taken, mut count, mut number) = (0, 0, 0);
    for run in pictures.chunk_by(|a, b| a.before == b.before) {
        whole.blocks.extend(rest.by_ref().take(run[0].before - taken));
        taken = run[0].before;
        let mut pages = Pages::in_text(count, budget);
        for picture in run {
            number += 1;
            match package.read(&picture.part)?.map_or(Err(Error::Empty), |bytes| pages.add(&bytes)) {
                Ok(()) => {}
                Err(error @ (Error::TooLarge { .. } | Error::TooSlow { .. })) => return Err(error),
                Err(error) => {
                    let why = error.message().say(Language::Chinese);
                    whole.notes.push(Note::new(format!("第 {number} 幅图片未读：{why}")));
                }
            }
        }
        count = pages.count();
        put(pages.finish()?, bare, &mut whole);
    }
    whole.blocks.extend(rest);
    whole.number_blocks();
    Ok(whole)
}

/// Puts what was read from pictures behind a document: all of it, or its tables.
fn put(read: Document, all: bool, whole: &mut Document) {
    let found = read.blocks.into_iter().filter(|block| all || matches!(block, Block::Table(_)));
    let found: Vec<Block> = found.collect();
    if found.is_empty() {
        return;
    }
    let pages: Vec<Option<u32>> = found.iter().map(|block| block.place().page).collect();
    whole.ocr = true;
    whole.pictures.extend(read.pictures.into_iter().filter(|page| all || pages.contains(&Some(*page))));
    whole.left_out.extend(read.left_out);
    whole.notes.extend(read.notes.into_iter().map(|note| Note { place: note.place.map(of_page), ..note }));
    whole.blocks.extend(found);
}

/// Blocks are numbered anew.
fn of_page(place: Place) -> Place {
    Place { block: 0, ..place }
}
