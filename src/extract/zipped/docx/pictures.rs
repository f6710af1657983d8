//! The pictures of a DOCX: which part each of them is.

use std::collections::HashMap;

use crate::extract::document::Document;
use crate::extract::zipped::pictured::{self, Picture};
use crate::extract::zipped::{Element, Package, Tree};
use crate::extract::{Budget, Error};

const RELATIONS: &str = "word/_rels/document.xml.rels";

/// The document with what is in its pictures, each given by the blocks before it and its relation.
pub(super) fn read(
    document: Document,
    pictures: &[(usize, String)],
    package: &mut Package<'_>,
    budget: &Budget,
) -> Result<Document, Error> {
    if pictures.is_empty() {
        return Ok(document);
    }
    let tree = package.xml(RELATIONS)?;
    let targets: HashMap<String, String> = tree
        .as_ref()
        .and_then(Tree::root)
        .into_iter()
        .flat_map(Element::children)
        .filter_map(|r| Some((r.attribute("Id")?.into_owned(), r.attribute("Target")?.into_owned())))
        .collect();
    let picture = |(before, relation): &(usize, String)| {
        let target = targets.get(relation)?;
        let part = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("word/{target}"),
        };
        Some(Picture { before: *before, part })
    };
    let pictures: Vec<Picture> = pictures.iter().filter_map(picture).collect();
    pictured::read(document, &pictures, package, budget)
}
