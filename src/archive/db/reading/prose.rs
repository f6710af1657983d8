//! Sections and their passages as rows and back.

use rusqlite::{Connection, params};

use crate::report::problems::{Kind, Setting, split};
use crate::report::{Place, Report, Section};

/// Characters after which a paragraph is cut at the end of a sentence: about what a hit of a search shows at a glance.
/// Changing it changes passages only when reports are read again.
const LONG: usize = 240;

/// Characters after which a problem, a measure or an answer is cut: more than any that was seen.
const LONG_ITEM: usize = 720;

/// Signs that end a sentence.
const FINAL: &[char] = &['。', '！', '？', '；'];

/// Signs that still belong to the sentence before them.
const CLOSING: &[char] = &['”', '’', '』', '」', '）', ')'];

/// A part of the prose, the unit that search finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) struct Passage {
    /// Key of its row.
    pub(in crate::archive) id: i64,
    /// Number of its section; 0 before the first.
    pub(in crate::archive) section: u8,
    /// What it is, if it names a problem, a measure or an answer.
    pub(in crate::archive) kind: Option<Kind>,
    /// The words.
    pub(in crate::archive) text: String,
}

/// A passage before it has a row: where it is, what it is, its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::archive) struct Cut<T> {
    /// Position of its section.
    position: usize,
    /// Number of its section.
    section: u8,
    paragraph: usize,
    kind: Option<Kind>,
    text: T,
}

impl Cut<String> {
    pub(in crate::archive) fn as_ref(&self) -> Cut<&str> {
        let Self { position, section, paragraph, kind, ref text } = *self;
        Cut { position, section, paragraph, kind, text }
    }
}

/// The prose of a report cut into passages, in their order. Each problem, measure and answer is one of its own, as
/// far as its paragraph goes.
pub(in crate::archive) fn passages_of(report: &Report) -> impl Iterator<Item = Cut<&str>> {
    let form = report.form.outline().is_some();
    let preamble = (0, "", report.preamble.as_str());
    let sections =
        report.sections.iter().map(|section| (section.number, section.title.as_str(), section.text.as_str()));
    std::iter::once(preamble).chain(sections).enumerate().flat_map(
        move |(position, (section, title, text))| {
            // without a form only the title of a section says what it is about
            let number = (form || position == 0).then_some(section);
            let setting = Setting { year: Some(report.year), section: number, title };
            let cuts = cut(&setting, text).into_iter();
            cuts.map(move |(paragraph, kind, text)| Cut { position, section, paragraph, kind, text })
        },
    )
}

/// The passages of a revision as they are kept.
pub(in crate::archive) fn passages_of_revision(
    conn: &Connection,
    revision: i64,
) -> rusqlite::Result<Vec<Cut<String>>> {
    conn.prepare_cached(
        "SELECT passage.section, section.number, passage.paragraph, passage.kind, passage.text
         FROM passage JOIN section ON section.revision = passage.revision AND section.position = passage.section
         WHERE passage.revision = ?1 ORDER BY passage.id",
    )?
    .query_map([revision], |row| {
        let kind = kind_of(row.get_ref(3)?.as_str_or_null()?);
        let (position, section, paragraph) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Cut { position, section, paragraph, kind, text: row.get(4)? })
    })?
    .collect()
}

/// Writes the prose of a revision; the result is its passages.
pub(in crate::archive) fn write(
    conn: &Connection,
    revision: i64,
    report: &Report,
) -> rusqlite::Result<Vec<Passage>> {
    let mut heading =
        conn.prepare_cached("INSERT INTO section VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for (position, section) in std::iter::once(&preamble(report)).chain(&report.sections).enumerate() {
        heading.execute(params![
            revision,
            position as i64,
            section.number,
            section.ordinal,
            section.title,
            section.heading_found,
            section.place.page,
            section.place.line,
            section.place.block,
        ])?;
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO passage (revision, section, paragraph, kind, text) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut passages = Vec::new();
    for Cut { position, section, paragraph, kind, text } in passages_of(report) {
        let name = kind.map(Kind::name);
        let id = insert.insert(params![revision, position as i64, paragraph as i64, name, text])?;
        passages.push(Passage { id, section, kind, text: text.to_owned() });
    }
    Ok(passages)
}

/// The text before the first section, as one.
fn preamble(report: &Report) -> Section {
    Section {
        number: 0,
        ordinal: None,
        title: String::new(),
        heading_found: false,
        text: report.preamble.clone(),
        place: Place::default(),
    }
}

/// The passages of a text: the number of the paragraph, what it is, the words.
fn cut<'a>(setting: &Setting<'_>, text: &'a str) -> Vec<(usize, Option<Kind>, &'a str)> {
    let mut passages = Vec::new();
    let mut paragraph = 0;
    for piece in split(setting, text) {
        let most = if piece.kind.is_some() { LONG_ITEM } else { LONG };
        for (n, line) in piece.text.split('\n').enumerate() {
            paragraph += usize::from(n > 0);
            passages.extend(pieces(line, most).into_iter().map(|text| (paragraph, piece.kind, text)));
        }
    }
    passages
}

/// The kind of its name in the rows.
pub(in crate::archive) fn kind_of(name: Option<&str>) -> Option<Kind> {
    name.and_then(Kind::from_name)
}

/// A paragraph in pieces of whole sentences, as many as fit. Joined they are the paragraph.
fn pieces(paragraph: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut end, mut length) = (0, 0, 0);
    for sentence in sentences(paragraph) {
        let more = sentence.chars().count();
        if length > 0 && length + more > most {
            pieces.push(&paragraph[start..end]);
            (start, length) = (end, 0);
        }
        end += sentence.len();
        length += more;
    }
    if start < end {
        pieces.push(&paragraph[start..end]);
    }
    pieces
}

/// The sentences of a paragraph, each with its final sign and the quotation marks that it closes.
fn sentences(paragraph: &str) -> impl Iterator<Item = &str> {
    let mut rest = paragraph;
    std::iter::from_fn(move || {
        let end = rest.find(FINAL).map_or(rest.len(), |at| {
            let after = &rest[at..];
            rest.len() - after.trim_start_matches(FINAL).trim_start_matches(CLOSING).len()
        });
        let (sentence, following) = rest.split_at(end);
        rest = following;
        (!sentence.is_empty()).then_some(sentence)
    })
}

/// The text before the first section and the sections of a revision.
pub(in crate::archive) fn of_revision(
    conn: &Connection,
    revision: i64,
) -> rusqlite::Result<(String, Vec<Section>)> {
    let mut sections = conn
        .prepare_cached(
            "SELECT number, ordinal, title, heading_found, page, line, block FROM section
             WHERE revision = ?1 ORDER BY position",
        )?
        .query_map([revision], |row| {
            Ok(Section {
                number: row.get(0)?,
                ordinal: row.get(1)?,
                title: row.get(2)?,
                heading_found: row.get(3)?,
                text: String::new(),
                place: Place { page: row.get(4)?, line: row.get(5)?, block: row.get(6)?, cell: None },
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut statement =
        conn.prepare_cached("SELECT section, paragraph, text FROM passage WHERE revision = ?1 ORDER BY id")?;
    let mut rows = statement.query([revision])?;
    let mut last = (usize::MAX, 0);
    while let Some(row) = rows.next()? {
        let (position, paragraph): (usize, usize) = (row.get(0)?, row.get(1)?);
        let breaks = if position == last.0 { paragraph - last.1 } else { paragraph };
        if let Some(section) = sections.get_mut(position) {
            section.text.extend(std::iter::repeat_n('\n', breaks));
            section.text.push_str(row.get_ref(2)?.as_str()?);
        }
        last = (position, paragraph);
    }
    let preamble = if sections.is_empty() { String::new() } else { sections.remove(0).text };
    Ok((preamble, sections))
}

/// The passages of the revision of a report that is in force.
pub(in crate::archive) fn of_report(conn: &Connection, report: i64) -> rusqlite::Result<Vec<Passage>> {
    conn.prepare_cached(
        "SELECT passage.id, section.number, passage.kind, passage.text
         FROM report JOIN passage ON passage.revision = report.newest
         JOIN section ON section.revision = passage.revision AND section.position = passage.section
         WHERE report.id = ?1 ORDER BY passage.id",
    )?
    .query_map([report], |row| {
        let kind = kind_of(row.get_ref(2)?.as_str_or_null()?);
        Ok(Passage { id: row.get(0)?, section: row.get(1)?, kind, text: row.get(3)? })
    })?
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_sentences_and_join_to_the_paragraph() {
        let sentence = "各科室按照职责分工及时公开本科室制作的政府信息。";
        let paragraph = sentence.repeat(25);
        let cut = pieces(&paragraph, LONG);
        assert!(cut.len() > 1);
        assert!(cut.iter().all(|piece| piece.ends_with('。') && piece.chars().count() <= LONG));
        assert_eq!(cut.concat(), paragraph);
        assert_eq!(pieces(sentence, LONG), [sentence]);
        assert!(pieces("", LONG).is_empty());
    }
}
