//! A ZIP archive as offices attach it: one report and its annexes.
//!
//! Which file is the report is told by its name, else by its tables; what the archive alone cannot
//! tell is refused. Pictures alone are its pages, in the order of their names. A report without tables is followed by the tables of its annexes. Archives
//! within the archive are not opened.

use crate::extract::document::{Block, Document, Note};
use crate::extract::picture::{self, Pages};
use crate::extract::zipped::{Package, is_archive};
use crate::extract::{Bound, Budget, Error, FORMATS, Format};
use crate::language::Language;

/// Files beyond this number are a collection, not an attachment.
const FILES: usize = 200;

/// Whether the bytes are a ZIP archive; formats that are one, too, are asked before.
pub(in crate::extract) fn detect(bytes: &[u8]) -> bool {
    is_archive(bytes)
}

/// A file of the archive that could be read.
struct Piece {
    name: String,
    document: Document,
}

impl Piece {
    fn tables(&self) -> usize {
        self.document.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count()
    }

    /// Whether the name says that it is the report itself.
    fn is_named_report(&self) -> bool {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        (file.contains("报告") || file.contains("年报")) && !file.starts_with("附")
    }
}

/// Reads the report in the archive.
pub(in crate::extract) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    let mut package = Package::open(bytes, budget)?;
    let files: Vec<(usize, String)> =
        package.names().iter().cloned().enumerate().filter(|(_, name)| is_file(name)).collect();
    if files.len() > FILES {
        return Err(Error::TooLarge { what: Bound::Files, limit: FILES as u64 });
    }
    let (mut pieces, mut notes, mut failure) = (Vec::new(), Vec::new(), None);
    let mut pictures: Vec<(String, Vec<u8>)> = Vec::new();
    for (index, name) in files {
        let content = package.read_entry(index)?;
        if picture::is_picture(&content) {
            pictures.push((name, content));
            continue;
        }
        let Some(format) = format_of(&content, &name) else {
            notes.push(Note::new(format!("压缩包中的“{name}”未读：格式不能识别")));
            continue;
        };
        match (format.read)(&content, budget) {
            Ok(document) if document.blocks.is_empty() => {}
            Ok(document) => pieces.push(Piece { name, document }),
            Err(error @ (Error::TooLarge { .. } | Error::TooSlow { .. })) => return Err(error),
            Err(error) => {
                let why = error.message().say(Language::Chinese);
                notes.push(Note::new(format!("压缩包中的“{name}”未读：{why}")));
                failure = Some(error);
            }
        }
    }
    if pieces.is_empty() && !pictures.is_empty() {
        let mut document = of_pictures(pictures, budget)?;
        document.notes.extend(notes);
        return Ok(document);
    }
    notes.extend(pictures.iter().map(|(name, _)| Note::new(format!("压缩包中的“{name}”是图片，未读入"))));
    if pieces.is_empty() {
        return Err(failure.unwrap_or(Error::Empty));
    }
    let main = main(&pieces)?;
    let mut document = joined(main, pieces);
    document.notes.extend(notes);
    Ok(document)
}

/// The pages that pictures are, in the order of their names: 2 before 10.
fn of_pictures(mut pictures: Vec<(String, Vec<u8>)>, budget: &Budget) -> Result<Document, Error> {
    pictures.sort_by_cached_key(|(name, _)| in_order(name));
    let mut pages = Pages::new(budget);
    let mut notes = Vec::new();
    for (name, content) in pictures {
        pages.add(&content)?;
        notes.push(Note::new(format!("压缩包中的“{name}”读作第 {} 页", pages.count())));
    }
    let mut document = pages.finish()?;
    document.notes.extend(notes);
    Ok(document)
}

/// A name by which files come in the order of their numbers: words and the numbers between them.
fn in_order(name: &str) -> Vec<(u64, String)> {
    let kinds = name.chars().collect::<Vec<char>>();
    let runs = kinds.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    let run = |run: &[char]| {
        let text: String = run.iter().collect();
        text.parse::<u64>().map_or((u64::MAX, text), |number| (number, String::new()))
    };
    runs.map(run).collect()
}

/// Folders, and what packers leave behind.
fn is_file(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    !file.is_empty() && !file.starts_with('.') && !name.starts_with("__MACOSX/") && file != "Thumbs.db"
}

/// The format of a file, any but that of an archive.
fn format_of(bytes: &[u8], name: &str) -> Option<&'static Format> {
    crate::extract::detect(bytes, name)
        .filter(|format| format.name != "zip" && FORMATS.iter().any(|known| known.name == format.name))
}

/// Which piece is the report.
fn main(pieces: &[Piece]) -> Result<usize, Error> {
    let named: Vec<usize> = (0..pieces.len()).filter(|&n| pieces[n].is_named_report()).collect();
    let candidates = if named.is_empty() { (0..pieces.len()).collect() } else { named };
    let most = candidates.iter().map(|&n| pieces[n].tables()).max().unwrap_or_default();
    let best: Vec<usize> = candidates.into_iter().filter(|&n| pieces[n].tables() == most).collect();
    match best[..] {
        [only] => Ok(only),
        _ => {
            let names: Vec<&str> = best.iter().map(|&n| pieces[n].name.as_str()).collect();
            Err(Error::Several { names: names.join(", ") })
        }
    }
}

/// The report; where it has no tables, those of its annexes after it.
fn joined(main: usize, mut pieces: Vec<Piece>) -> Document {
    let Piece { name, mut document } = pieces.remove(main);
    let bare = !document.blocks.iter().any(|block| matches!(block, Block::Table(_)));
    document.notes.push(Note::new(format!("读自压缩包中的“{name}”")));
    for annex in pieces {
        if !bare || annex.tables() == 0 {
            document.notes.push(Note::new(format!("压缩包中的“{}”当作附件，未读入", annex.name)));
            continue;
        }
        document.notes.push(Note::new(format!("表格取自压缩包中的“{}”", annex.name)));
        for block in annex.document.blocks {
            match block {
                Block::Table(table) => document.table(table, None),
                Block::Heading { text, .. } | Block::Paragraph { text, .. } => document.paragraph(text, None),
            }
        }
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_in_the_order_of_their_numbers() {
        let mut names = ["扫描/第10页.jpg", "扫描/第2页.jpg", "扫描/第1页.jpg", "扫描/封面.jpg"];
        names.sort_by_cached_key(|name| in_order(name));
        assert_eq!(names, ["扫描/封面.jpg", "扫描/第1页.jpg", "扫描/第2页.jpg", "扫描/第10页.jpg"]);
    }
}
