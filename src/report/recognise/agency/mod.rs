//! Whose report it is: the evidence of a document in one order, and a bare name completed.
//!
//! The whole title is surest, then the sentence that publishes the report, the one that says who made it, the lines
//! beside the title, the signature, the office that the text speaks of; last the one to ask, who is often another.

mod name;
mod page;
mod place;
mod text;

use crate::chinese::fold::fold;
use crate::extract::Document;
use crate::report::Note;
use crate::report::recognise::agency::place::Completed;
use crate::report::recognise::paper::title::Title;

pub(super) use name::{is_bare, is_gap, is_name};
pub(super) use page::published;
pub(super) use text::first;

/// What is read for the office.
struct Material<'a> {
    document: &'a Document,
    title: Option<&'a Title>,
    /// Index of the block behind the title.
    after: usize,
    /// The first texts behind the title, folded.
    texts: Vec<String>,
}

/// A place in which an office is named.
struct Evidence {
    /// The place, for a note; none where the name needs none.
    place: Option<&'static str>,
    /// Whether a bare name here is taken before a whole one from weaker evidence.
    strong: bool,
    find: fn(&Material<'_>) -> Option<String>,
}

/// Every kind of evidence, the surest first.
#[rustfmt::skip]
static EVIDENCE: &[Evidence] = &[
    Evidence { place: None, strong: true, find: |of| of.title?.agency.clone() },
    Evidence { place: None, strong: true, find: |of| page::below_title(of.document, of.after) },
    Evidence { place: None, strong: true, find: |of| text::publishing(&of.texts) },
    Evidence { place: None, strong: true, find: |of| text::maker(&of.texts) },
    Evidence { place: None, strong: false, find: |of| page::publisher(of.document) },
    Evidence { place: Some("标题上方"), strong: false, find: |of| page::above_title(of.document, of.after) },
    Evidence { place: Some("落款"), strong: false, find: |of| page::signature(of.document) },
    Evidence { place: Some("正文"), strong: false, find: |of| text::speaker(&of.texts) },
    Evidence { place: Some(CONTACT), strong: false, find: |of| text::contact(&of.texts) },
];

const CONTACT: &str = "联系方式";

/// An office as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Office {
    /// The name to file the report under.
    pub(super) name: String,
    /// The name as the evidence prints it.
    pub(super) printed: String,
    /// Nothing sure says which office it is: the name is bare, or only that of the office to ask.
    pub(super) unsure: bool,
    /// What was guessed.
    pub(super) note: Option<Note>,
}

/// What a document says of its office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Office(Office),
    /// A gap to fill in is in its place.
    Gap(String),
    Nothing,
}

/// Looks for the office.
pub(super) fn find(document: &Document, title: Option<&Title>) -> Found {
    let after = title.map_or(0, |title| title.after).min(document.blocks.len());
    let material = Material { document, title, after, texts: text::first(document, after) };
    let mut bare: Option<String> = None;
    for evidence in EVIDENCE {
        let Some(printed) = (evidence.find)(&material) else { continue };
        if name::is_gap(&printed) {
            return match bare {
                Some(bare) => Found::Office(completed(bare, &material)),
                None => Found::Gap(printed),
            };
        }
        match (name::is_bare(&printed), evidence.strong) {
            (true, true) => return Found::Office(completed(printed, &material)),
            (true, false) => bare = bare.or(Some(printed)),
            (false, _) => return Found::Office(whole(evidence, printed, document)),
        }
    }
    bare.map_or(Found::Nothing, |bare| Found::Office(completed(bare, &material)))
}

/// An office whose name says of which place it is.
fn whole(evidence: &Evidence, printed: String, document: &Document) -> Office {
    let outer = name::outer(&printed);
    let of_contact = evidence.place == Some(CONTACT);
    // who answers for an office from within it is named by that office
    let unsure = of_contact && outer.is_none();
    let mut name = outer.unwrap_or_else(|| printed.clone());
    if of_contact {
        name = place::without_province(name);
    }
    name = name::joined(&name);
    if evidence.strong {
        name = place::fuller(&fold(&name), document).unwrap_or(place_kept(evidence, name));
    }
    if let Some(whole) = place::of_town(&name, document) {
        let note = Note::new(format!("机关名称作“{name}”，按文中所称的当地政府补为“{whole}”"));
        return Office { name: whole, printed, unsure, note: Some(note) };
    }
    let note = evidence.place.map(|place| Note::new(format!("标题没有机关名称，按{place}归入“{name}”")));
    Office { name, printed, unsure, note }
}

/// Running text may put the province before a city or county; a title's name is kept.
fn place_kept(evidence: &Evidence, name: String) -> String {
    let titled = std::ptr::eq(evidence, &raw const EVIDENCE[0]);
    if titled { name } else { place::without_province(name) }
}

/// An office whose name does not say of which place it is, completed as far as the document does.
fn completed(printed: String, material: &Material<'_>) -> Office {
    let bare = name::outer(&printed).unwrap_or_else(|| printed.clone());
    let elsewhere = || {
        let names = EVIDENCE.iter().filter_map(|evidence| (evidence.find)(material));
        let mut whole =
            names.map(|name| name::outer(&name).unwrap_or(name)).filter(|name| !name::is_bare(name));
        let name = whole.find(|name| name.ends_with(&bare) && name::is_name(name))?;
        Some(Completed { name, printed: true })
    };
    let Some(completed) = elsewhere().or_else(|| place::complete(&fold(&bare), material.document)) else {
        let text = format!(
            "机关名称“{bare}”没有写明是哪一地的，文中也没有，未能补全：如有其他地方的同名机关，请以 --agency 指明"
        );
        return Office { name: bare, printed, unsure: true, note: Some(Note::new(text)) };
    };
    let text = match completed.printed {
        true => format!("机关名称作“{bare}”，按文中的全称补为“{}”", completed.name),
        false => format!("机关名称作“{bare}”，按文中所称的当地政府补为“{}”", completed.name),
    };
    let name = name::outer(&completed.name).unwrap_or(completed.name);
    Office { name, printed, unsure: false, note: Some(Note::new(text)) }
}
