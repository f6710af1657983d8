//! An XML part as a tree that costs little more than its text.
//!
//! Names are compared without their prefix, because the same element comes with any prefix and with
//! several namespaces (transitional and strict OOXML, OFD of different makers). Entities other than
//! the five of XML stay as they are written; document type definitions are skipped, so that nothing
//! can expand. Nothing here knows what an element means.

use std::borrow::Cow;

use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use crate::extract::{Bound, Budget, Damage, Error};

/// Elements and pieces of text in one part. The largest report seen has 20,000.
const NODES: usize = 2_000_000;

/// A parsed part.
pub(in crate::extract) struct Tree {
    text: String,
    nodes: Vec<Node>,
}

/// A piece of the text. Children follow their parent.
struct Node {
    kind: Kind,
    start: u32,
    end: u32,
    /// Index of the first node that is not inside this one.
    after: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// What stands between `<` and `>`.
    Element,
    /// Text in which entities are to be resolved.
    Text,
    /// Text as it stands.
    Verbatim,
}

/// An element of a [`Tree`].
#[derive(Clone, Copy)]
pub(in crate::extract) struct Element<'t> {
    tree: &'t Tree,
    index: usize,
}

/// What an element contains.
pub(in crate::extract) enum Content<'t> {
    /// An element.
    Element(Element<'t>),
    /// Text between elements.
    Text(Cow<'t, str>),
}

impl Tree {
    /// Parses a part; `name` is for the message where it is damaged.
    pub(in crate::extract) fn parse(bytes: Vec<u8>, name: &str, budget: &Budget) -> Result<Self, Error> {
        let damaged = |why: String| Error::Damaged { at: Damage::Entry(name.to_owned()), why };
        let text = decode(bytes);
        if u32::try_from(text.len()).is_err() {
            return Err(Error::TooLarge { what: Bound::XmlBytes, limit: u64::from(u32::MAX) });
        }
        let mut nodes: Vec<Node> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            let start = reader.buffer_position() as u32;
            let event = reader.read_event().map_err(|error| damaged(error.to_string()))?;
            let end = reader.buffer_position() as u32;
            let (kind, start, end) = match event {
                Event::Start(_) => (Kind::Element, start + 1, end - 1),
                Event::Empty(_) => (Kind::Element, start + 1, end - 2),
                Event::Text(_) | Event::GeneralRef(_) => (Kind::Text, start, end),
                Event::CData(_) => (Kind::Verbatim, start + 9, end - 3),
                Event::End(_) => {
                    if let Some(index) = open.pop() {
                        nodes[index].after = nodes.len() as u32;
                    }
                    continue;
                }
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            if nodes.len() >= NODES {
                return Err(Error::TooLarge { what: Bound::XmlElements, limit: NODES as u64 });
            }
            if nodes.len().is_multiple_of(4096) {
                budget.clock()?;
            }
            if matches!(event, Event::Start(_)) {
                open.push(nodes.len());
                budget.depth(open.len())?;
            }
            nodes.push(Node { kind, start, end, after: nodes.len() as u32 + 1 });
        }
        if !open.is_empty() {
            return Err(damaged("the part ends inside an element".to_owned()));
        }
        drop(reader);
        Ok(Self { text, nodes })
    }

    /// The outermost element.
    pub(in crate::extract) fn root(&self) -> Option<Element<'_>> {
        let index = self.nodes.iter().position(|node| node.kind == Kind::Element)?;
        Some(Element { tree: self, index })
    }

    fn slice(&self, node: &Node) -> &str {
        self.text.get(node.start as usize..node.end as usize).unwrap_or_default()
    }
}

impl<'t> Element<'t> {
    fn node(self) -> &'t Node {
        &self.tree.nodes[self.index]
    }

    /// What stands between `<` and `>`, and the length of the name in it.
    fn tag(self) -> (&'t str, usize) {
        let tag = self.tree.slice(self.node());
        (tag, tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len()))
    }

    /// The name without its prefix.
    pub(in crate::extract) fn name(self) -> &'t str {
        let (tag, length) = self.tag();
        local(&tag[..length])
    }

    /// The first attribute with this name, whatever its prefix.
    pub(in crate::extract) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        self.attribute_where(|key| local(key) == name)
    }

    fn attribute_where(self, wanted: impl Fn(&str) -> bool) -> Option<Cow<'t, str>> {
        let (tag, length) = self.tag();
        let mut attributes = Attributes::new(tag, length);
        let found =
            attributes.with_checks(false).flatten().find(|attribute| wanted(attribute.key.as_ref()))?;
        Some(match found.value {
            Cow::Borrowed(raw) => unescape(raw),
            Cow::Owned(raw) => Cow::Owned(unescape(&raw).into_owned()),
        })
    }

    /// Elements and text directly inside.
    pub(in crate::extract) fn contents(self) -> impl Iterator<Item = Content<'t>> {
        let tree = self.tree;
        let (mut next, end) = (self.index + 1, self.node().after as usize);
        std::iter::from_fn(move || {
            let index = next;
            let node = tree.nodes.get(index).filter(|_| index < end)?;
            next = node.after as usize;
            Some(match node.kind {
                Kind::Element => Content::Element(Element { tree, index }),
                Kind::Text => Content::Text(unescape(tree.slice(node))),
                Kind::Verbatim => Content::Text(Cow::Borrowed(tree.slice(node))),
            })
        })
    }

    /// Elements directly inside.
    pub(in crate::extract) fn children(self) -> impl Iterator<Item = Element<'t>> {
        self.contents().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        })
    }

    /// The first element of this name directly inside.
    pub(in crate::extract) fn child(self, name: &str) -> Option<Element<'t>> {
        self.children().find(|element| element.name() == name)
    }

    /// Elements at any depth inside, in reading order.
    pub(in crate::extract) fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        let tree = self.tree;
        (self.index + 1..self.node().after as usize)
            .filter(move |index| tree.nodes[*index].kind == Kind::Element)
            .map(move |index| Element { tree, index })
    }

    /// All text at any depth inside.
    pub(in crate::extract) fn text(self) -> String {
        let inside = &self.tree.nodes[self.index + 1..self.node().after as usize];
        inside.iter().fold(String::new(), |mut text, node| {
            match node.kind {
                Kind::Element => {}
                Kind::Text => text.push_str(&unescape(self.tree.slice(node))),
                Kind::Verbatim => text.push_str(self.tree.slice(node)),
            }
            text
        })
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Resolves the entities of XML; text with any other entity stays as it is.
fn unescape(raw: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(raw).unwrap_or(Cow::Borrowed(raw))
}

/// The text of a part: by byte order mark, as UTF-8, or by the encoding that the part declares.
fn decode(bytes: Vec<u8>) -> String {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(&bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = error.as_bytes();
        declared_encoding(bytes).unwrap_or(encoding_rs::UTF_8).decode(bytes).0.into_owned()
    })
}

fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let declaration = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let (_, value) = declaration.split_once("encoding=")?;
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let label = value[1..].split(quote).next()?;
    encoding_rs::Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Limits;

    fn parse(text: &str) -> Result<Tree, Error> {
        Tree::parse(text.as_bytes().to_vec(), "part", &Budget::new(&Limits::default()))
    }

    #[test]
    fn elements_attributes_and_text() {
        let tree =
            parse("<?xml version='1.0'?><a:r x:k='1&amp;2'><b/>t&lt;<c><![CDATA[<&]]></c> u</a:r>").unwrap();
        let root = tree.root().unwrap();
        assert_eq!(root.name(), "r");
        assert_eq!(root.attribute("k").unwrap(), "1&2");
        assert_eq!(root.children().map(Element::name).collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(root.child("c").unwrap().text(), "<&");
        assert_eq!(root.text(), "t<<& u");
        assert_eq!(root.descendants().count(), 2);
    }

    #[test]
    fn other_encodings_are_read() {
        let (bytes, ..) = encoding_rs::GBK.encode("<?xml version=\"1.0\" encoding=\"GBK\"?><a>年报</a>");
        let tree = Tree::parse(bytes.into_owned(), "part", &Budget::new(&Limits::default())).unwrap();
        assert_eq!(tree.root().unwrap().text(), "年报");
    }

    #[test]
    fn an_encoding_without_quotation_marks_is_none() {
        assert_eq!(declared_encoding("encoding=年".as_bytes()), None);
        assert_eq!(declared_encoding(b"encoding='gbk'"), Some(encoding_rs::GBK));
    }

    #[test]
    fn damage_and_depth_are_refused() {
        assert!(matches!(parse("<a><b></a>"), Err(Error::Damaged { .. })));
        assert!(matches!(parse("<a><b>"), Err(Error::Damaged { .. })));
        assert!(matches!(parse(&"<a>".repeat(300)), Err(Error::TooLarge { .. })));
    }
}
