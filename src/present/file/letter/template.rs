//! A letter in the office's own template: a Word document with named fields, `{{收文机关}}`.
//!
//! Fields are found in the text of a paragraph as a whole, because Word splits words over runs wherever it likes; what is
//! put in has the look of the run in which the field begins. A paragraph that is nothing but a field is repeated for each
//! line of its value; elsewhere lines are broken. Everything else of the file stays as it is, byte for byte. A field that
//! is not known is an error.

use std::io::{self, Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{Letter, blank};
use crate::language::Message;
use crate::present::file::docx::without_control;
use crate::present::file::html::escaped;

/// A field: its names, what it is, and its value in lines; none where nothing was given.
struct Field {
    names: &'static [&'static str],
    value: fn(&Letter) -> Vec<String>,
}

/// The names of the fields, the usual one of each first.
pub const FIELDS: [&str; 14] = [
    "标题",
    "收文机关",
    "发文机关",
    "成文日期",
    "回复日期",
    "联系方式",
    "年度",
    "开头",
    "意见",
    "结尾",
    "正文",
    "附件",
    "核对依据",
    "意见数",
];

/// Every field, in the order of [`FIELDS`].
const VALUES: [Field; 14] = [
    Field { names: &["标题"], value: |letter| vec![letter.title.clone()] },
    Field { names: &["收文机关", "主送机关"], value: |letter| vec![letter.agency.clone()] },
    Field { names: &["发文机关", "落款"], value: |letter| vec![letter.sender.clone()] },
    Field { names: &["成文日期", "日期"], value: |letter| vec![letter.date.clone()] },
    Field { names: &["回复日期"], value: |letter| given(letter.reply.as_ref(), "回复日期") },
    Field {
        names: &["联系方式", "联系人"], value: |letter| given(letter.contact.as_ref(), "联系方式")
    },
    Field { names: &["年度"], value: |letter| vec![letter.year.to_string()] },
    Field { names: &["开头"], value: |letter| letter.opening.clone() },
    Field { names: &["意见"], value: remarks },
    Field { names: &["结尾"], value: |letter| letter.closing.clone() },
    Field {
        names: &["正文"],
        value: |letter| [letter.opening.clone(), remarks(letter), letter.closing.clone()].concat(),
    },
    Field { names: &["附件"], value: Letter::attachment_lines },
    Field { names: &["核对依据"], value: basis },
    Field {
        names: &["意见数"],
        value: |letter| vec![letter.parts.iter().map(|part| part.remarks.len()).sum::<usize>().to_string()],
    },
];

fn given(value: Option<&String>, name: &str) -> Vec<String> {
    vec![value.cloned().unwrap_or_else(|| blank(name))]
}

fn remarks(letter: &Letter) -> Vec<String> {
    let mut lines = Vec::new();
    for part in &letter.parts {
        lines.extend(part.heading.iter().chain(&part.introduction).cloned());
        for remark in &part.remarks {
            lines.push(remark.numbered());
            lines.extend(remark.details.iter().map(|(label, text)| format!("{label}：{text}")));
        }
    }
    lines
}

fn basis(letter: &Letter) -> Vec<String> {
    let line = |[number, name, compares, source]: &[String; 4]| {
        format!("意见{number}：规则{name}。核对的内容：{compares}。依据：{source}。")
    };
    let lines = letter.basis.iter().map(line);
    lines.chain((!letter.basis.is_empty()).then(|| letter.rule_set.clone())).collect()
}

/// Bytes of a template and of its texts, unpacked.
const MOST: u64 = 16 << 20;

/// Why a template cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// It is no Word document, or a damaged one.
    #[error("not a Word document: {0}")]
    NotADocument(String),
    /// It is too large.
    #[error("too large")]
    TooLarge,
    /// It has a field that is not known.
    #[error("unknown field {0}")]
    UnknownField(String),
    /// A field begins and does not end.
    #[error("a field does not end: {0}")]
    OpenField(String),
    /// It has no field.
    #[error("no field")]
    NoField,
}

impl TemplateError {
    /// What is said of it.
    pub fn message(&self) -> Message {
        match self {
            Self::NotADocument(why) => Message::of("file.template_no_document").with("detail", why),
            Self::TooLarge => Message::of("file.template_too_large").with("most", MOST >> 20),
            Self::UnknownField(name) => Message::of("file.template_unknown_field")
                .with("field", name)
                .with("known", FIELDS.map(str::to_owned).to_vec()),
            Self::OpenField(text) => Message::of("file.template_open_field").with("text", text),
            Self::NoField => Message::of("file.template_no_field"),
        }
    }
}

/// A template that was read, all of whose fields are known.
#[derive(Debug)]
pub struct Template {
    bytes: Vec<u8>,
    /// The parts with fields: name and text.
    texts: Vec<(String, String)>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn read(bytes: &[u8]) -> Result<Self, TemplateError> {
        if bytes.len() as u64 > MOST {
            return Err(TemplateError::TooLarge);
        }
        let broken = |error: &dyn std::error::Error| TemplateError::NotADocument(error.to_string());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        let names = archive.file_names().collect::<Result<Vec<_>, _>>().map_err(|error| broken(&error))?;
        let names: Vec<String> =
            names.iter().filter(|name| has_text(name)).map(|name| name.clone().into_owned()).collect();
        let mut texts = Vec::new();
        let mut left = MOST;
        for name in names {
            let mut text = String::new();
            let file = archive.by_name(&name).map_err(|error| broken(&error))?;
            file.take(left + 1).read_to_string(&mut text).map_err(|error| broken(&error))?;
            left = left.checked_sub(text.len() as u64).ok_or(TemplateError::TooLarge)?;
            texts.push((name, text));
        }
        if !texts.iter().any(|(name, _)| name == "word/document.xml") {
            return Err(TemplateError::NotADocument("word/document.xml".to_owned()));
        }
        let mut fields = 0;
        for (_, text) in &texts {
            for paragraph in paragraphs(text)? {
                fields += paragraph.fields()?.len();
            }
        }
        if fields == 0 { Err(TemplateError::NoField) } else { Ok(Self { bytes: bytes.to_vec(), texts }) }
    }

    /// The template with the words of a letter.
    ///
    /// # Errors
    /// What the packer says.
    pub(super) fn fill(&self, letter: &Letter) -> io::Result<Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(self.bytes.as_slice()))?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for n in 0..archive.len() {
            let file = archive.by_index_raw(n)?;
            let name = file.name()?.into_owned();
            match self.texts.iter().find(|(own, _)| *own == name) {
                Some((name, text)) => {
                    let filled = filled(text, letter).map_err(io::Error::other)?;
                    writer.start_file(name.as_str(), SimpleFileOptions::default())?;
                    io::Write::write_all(&mut writer, filled.as_bytes())?;
                }
                None => writer.raw_copy_file(file)?,
            }
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// Whether a part of the file has text in paragraphs: the document, heads and feet of pages.
fn has_text(name: &str) -> bool {
    let own = name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml"));
    own.is_some_and(|own| {
        own == "document"
            || ["header", "footer"].iter().any(|begin| {
                own.strip_prefix(begin).is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
            })
    })
}

/// A paragraph of a part, by its place in the text of the part.
struct Paragraph {
    start: usize,
    end: usize,
    /// It holds other paragraphs: those of a box.
    nests: bool,
    nodes: Vec<Node>,
}

/// A piece of text of a paragraph.
struct Node {
    /// The place of the whole element.
    start: usize,
    end: usize,
    text: Vec<char>,
}

/// A field in the text of a paragraph: its place in characters.
struct Found {
    start: usize,
    end: usize,
    field: &'static Field,
}

impl Paragraph {
    fn fields(&self) -> Result<Vec<Found>, TemplateError> {
        // braces of an input method are braces
        let plain = |c: &char| match c {
            '｛' => '{',
            '｝' => '}',
            c => *c,
        };
        let text: Vec<char> = self.nodes.iter().flat_map(|node| node.text.iter().map(plain)).collect();
        let pair = |from: usize, brace: char| {
            (from..text.len().saturating_sub(1)).find(|n| text[*n] == brace && text[n + 1] == brace)
        };
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(start) = pair(from, '{') {
            let Some(end) = pair(start + 2, '}') else {
                return Err(TemplateError::OpenField(text[start..].iter().take(20).collect()));
            };
            let name: String = text[start + 2..end].iter().filter(|c| !c.is_whitespace()).collect();
            let field = VALUES.iter().find(|field| field.names.contains(&name.as_str()));
            let field = field.ok_or(TemplateError::UnknownField(name))?;
            found.push(Found { start, end: end + 2, field });
            from = end + 2;
        }
        Ok(found)
    }

    /// Whether it is nothing but the field.
    fn is_only(&self, field: &Found) -> bool {
        let text = || self.nodes.iter().flat_map(|node| node.text.iter());
        let outside = text().enumerate().filter(|(n, _)| !(field.start..field.end).contains(n));
        !self.nests && outside.map(|(_, c)| c).all(|c| c.is_whitespace())
    }

    /// What takes the places of its pieces of text, where fields have these values.
    fn edits(&self, prefix: &str, fields: &[(&Found, Vec<String>)]) -> Vec<(usize, usize, String)> {
        let mut edits = Vec::new();
        let mut at = 0;
        for node in &self.nodes {
            let end = at + node.text.len();
            let mut text = String::new();
            for (n, c) in (at..end).zip(&node.text) {
                match fields.iter().find(|(field, _)| (field.start..field.end).contains(&n)) {
                    Some((field, lines)) if field.start == n => text.push_str(&lines.join("\n")),
                    Some(_) => {}
                    None => text.push(*c),
                }
            }
            if fields.iter().any(|(field, _)| field.start < end && at < field.end) {
                let lines: Vec<String> =
                    text.split('\n').map(|line| escaped(&without_control(line))).collect();
                let open = format!("<{prefix}t xml:space=\"preserve\">");
                let close = format!("</{prefix}t>");
                let between = format!("{close}<{prefix}br/>{open}");
                edits.push((node.start, node.end, format!("{open}{}{close}", lines.join(&between))));
            }
            at = end;
        }
        edits
    }
}

/// The text of a part with the words of a letter.
fn filled(text: &str, letter: &Letter) -> Result<String, TemplateError> {
    let prefix = prefix_of(text);
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    for paragraph in paragraphs(text)? {
        let found = paragraph.fields()?;
        let values: Vec<Vec<String>> = found.iter().map(|found| (found.field.value)(letter)).collect();
        match (found.as_slice(), values.as_slice()) {
            ([only], [lines]) if lines.len() > 1 && paragraph.is_only(only) => {
                let (start, end) = (paragraph.start, paragraph.end);
                let repeated = lines.iter().map(|line| {
                    let edits = paragraph.edits(prefix, &[(only, vec![line.clone()])]);
                    edited(text, (start, end), &edits)
                });
                edits.push((start, end, repeated.collect()));
            }
            _ => edits.extend(paragraph.edits(prefix, &found.iter().zip(values).collect::<Vec<_>>())),
        }
    }
    edits.sort_by_key(|(start, ..)| *start);
    Ok(edited(text, (0, text.len()), &edits))
}

/// A piece of a text with edits, which lie in it one after the other.
fn edited(text: &str, (start, end): (usize, usize), edits: &[(usize, usize, String)]) -> String {
    let mut out = String::new();
    let mut at = start;
    for (from, to, words) in edits {
        out.push_str(text.get(at..*from).unwrap_or_default());
        out.push_str(words);
        at = *to;
    }
    out.push_str(text.get(at..end).unwrap_or_default());
    out
}

/// The prefix of the names of a part, with its colon: that of its first element.
fn prefix_of(text: &str) -> &str {
    let names = text.split('<').skip(1).filter(|tag| !tag.starts_with(['?', '!']));
    let root =
        names.map(|tag| tag.split([' ', '>', '/', '\n', '\r', '\t']).next().unwrap_or_default()).next();
    root.and_then(|root| root.find(':').map(|colon| &root[..=colon])).unwrap_or_default()
}

/// The paragraphs of a part that have text, those in boxes among them, in the order in which they end.
fn paragraphs(text: &str) -> Result<Vec<Paragraph>, TemplateError> {
    let prefix = prefix_of(text);
    let (paragraph, piece) = (format!("{prefix}p"), format!("{prefix}t"));
    let broken = |error: &dyn std::error::Error| TemplateError::NotADocument(error.to_string());
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Paragraph> = Vec::new();
    let mut done = Vec::new();
    // where the piece of text that is open begins, and its words
    let mut within: Option<(usize, usize)> = None;
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| broken(&error))?;
        let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Event::Eof => break,
            Event::Start(tag) if tag.name().as_ref() == paragraph => {
                open.iter_mut().for_each(|outer| outer.nests = true);
                open.push(Paragraph { start, end, nests: false, nodes: Vec::new() });
            }
            Event::Start(tag) if tag.name().as_ref() == piece => within = Some((start, end)),
            Event::End(tag) if tag.name().as_ref() == piece => {
                if let (Some((begins, words)), Some(inner)) = (within.take(), open.last_mut()) {
                    let words = text.get(words..start).unwrap_or_default();
                    let words = unescape(words).map_err(|error| broken(&error))?;
                    inner.nodes.push(Node { start: begins, end, text: words.chars().collect() });
                }
            }
            Event::End(tag) if tag.name().as_ref() == paragraph => {
                done.extend(open.pop().map(|own| Paragraph { end, ..own }));
            }
            _ => {}
        }
    }
    done.retain(|paragraph| !paragraph.nodes.is_empty());
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_names() {
        let first: Vec<&str> = VALUES.iter().map(|field| field.names[0]).collect();
        assert_eq!(first, FIELDS);
        let all: Vec<&str> = VALUES.iter().flat_map(|field| field.names.iter().copied()).collect();
        let once: std::collections::BTreeSet<&&str> = all.iter().collect();
        assert_eq!(once.len(), all.len());
    }

    #[test]
    fn fields_are_found_whatever_the_runs() {
        let part = "<?xml version=\"1.0\"?>\n<w:document><w:body><w:p a=\">\"><w:r><w:t>致{</w:t></w:r><w:proofErr/>\
                    <w:r><w:t xml:space=\"preserve\">{收文 </w:t></w:r><w:r><w:t>机关}} &amp; 你</w:t></w:r></w:p>\
                    <w:p><w:r><w:t>｛｛意见数｝｝</w:t></w:r></w:p></w:body></w:document>";
        let found = paragraphs(part).unwrap();
        assert_eq!(found.len(), 2);
        let names = |n: usize| -> Vec<&str> {
            found[n].fields().unwrap().iter().map(|found| found.field.names[0]).collect()
        };
        assert_eq!((names(0), names(1)), (vec!["收文机关"], vec!["意见数"]));
        let fields = found[0].fields().unwrap();
        let edits = found[0].edits("w:", &[(&fields[0], vec!["甲<局".to_owned(), "乙".to_owned()])]);
        let text = edited(part, (found[0].start, found[0].end), &edits);
        assert!(text.contains("致甲&lt;局</w:t><w:br/><w:t xml:space=\"preserve\">乙</w:t>"), "{text}");
        assert!(text.contains("> &amp; 你</w:t>") && !text.contains("机关"), "{text}");
    }

    #[test]
    fn what_is_wrong_with_a_template_is_named() {
        let of = |words: &str| {
            let part = format!("<w:document><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:document>");
            paragraphs(&part).unwrap()[0].fields().map(|found| found.len())
        };
        assert!(matches!(of("{{收件人}}"), Err(TemplateError::UnknownField(name)) if name == "收件人"));
        assert!(matches!(of("{{标题"), Err(TemplateError::OpenField(_))));
        assert_eq!(of("{标题}}").unwrap(), 0);
        assert_eq!(of("{{标题}}{{年度}}").unwrap(), 2);
        assert!(matches!(Template::read(b"PK"), Err(TemplateError::NotADocument(_))));
    }
}
