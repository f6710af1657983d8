//! OFD (GB/T 33190): what is drawn on each page, handed to [`layout`](crate::extract::layout).
//!
//! Elements are known by their local names, paths in any case of letters, because makers differ in
//! both. Templates are drawn below their pages. A page that is pictures is read as one.
//! Not done: annotations, seals, glyphs that are given by number only.

mod drawing;
mod path;

use std::collections::HashMap;

use crate::extract::document::Document;
use crate::extract::layout::{Layout, Matrix, Page};
use crate::extract::picture::{self, Collage};
use crate::extract::zipped::{Element, Package, Tree, holds};
use crate::extract::{Budget, Damage, Error};
use crate::language::Language;
use drawing::Drawing;

const ROOT: &str = "OFD.xml";

/// Points in a millimetre, the unit of the format.
const POINTS: f64 = 72.0 / 25.4;

/// A4, where a file does not say.
const A4: Box4 = Box4 { x: 0.0, y: 0.0, width: 210.0, height: 297.0 };

/// Whether the bytes are a document of this format.
pub(in crate::extract) fn detect(bytes: &[u8]) -> bool {
    holds(bytes, |name| name.eq_ignore_ascii_case(ROOT))
}

/// Reads the pages in order.
pub(in crate::extract) fn read(bytes: &[u8], budget: &Budget) -> Result<Document, Error> {
    let mut package = Package::open(bytes, budget)?;
    let root = package.required_xml(ROOT)?;
    let body = root.root().and_then(|root| root.child("DocBody"));
    let path = body.and_then(|body| body.child("DocRoot")).map(|path| path.text());
    let path = resolve("", path.as_deref().unwrap_or("Doc_0/Document.xml"));
    let mut volume = Volume::open(package, path, budget)?;
    let mut layout = Layout::new(budget);
    let pages = std::mem::take(&mut volume.pages);
    if pages.is_empty() {
        return Err(Error::Damaged { at: Damage::Structure, why: "no pages".to_owned() });
    }
    for (number, path) in (1..).zip(pages) {
        budget.page()?;
        match volume.pages(number, &path) {
            Ok(pages) => pages.into_iter().try_for_each(|page| layout.page(page))?,
            Err(Error::Damaged { at, .. }) => {
                let at = at.message().say(Language::Chinese);
                layout.note(number, format!("第{number}页损坏，未读（{at}）"));
            }
            Err(error) => return Err(error),
        }
    }
    let mut document = layout.finish()?;
    let title = body.and_then(|body| body.child("DocInfo")).and_then(|info| info.child("Title"));
    document.declared.title = title.map(|title| title.text().trim().to_owned()).filter(|t| !t.is_empty());
    Ok(document)
}

/// A rectangle in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Box4 {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Box4 {
    fn parse(text: &str) -> Option<Self> {
        let [x, y, width, height] = path::numbers(text)[..] else { return None };
        Some(Self { x, y, width, height })
    }
}

/// The document of a file: where its pages and templates lie, and what they draw with.
struct Volume<'a> {
    package: Package<'a>,
    budget: &'a Budget,
    pages: Vec<String>,
    templates: HashMap<String, String>,
    sheet: Box4,
    /// Parts that hold drawings to be used again.
    resources: Vec<Resources>,
}

/// A part of resources.
struct Resources {
    path: String,
    tree: Tree,
}

impl<'a> Volume<'a> {
    fn open(mut package: Package<'a>, path: String, budget: &'a Budget) -> Result<Self, Error> {
        let tree = package.required_xml(&path)?;
        let located = |element: Element<'_>| element.attribute("BaseLoc").map(|loc| resolve(&path, &loc));
        let (mut pages, mut templates) = (Vec::new(), HashMap::new());
        let (mut sheet, mut resources) = (None, Vec::new());
        for element in tree.root().into_iter().flat_map(Element::descendants) {
            match element.name() {
                "Page" => pages.extend(located(element)),
                "TemplatePage" => {
                    if let (Some(id), Some(path)) = (element.attribute("ID"), located(element)) {
                        templates.insert(id.into_owned(), path);
                    }
                }
                "PhysicalBox" => sheet = sheet.or_else(|| Box4::parse(&element.text())),
                "PublicRes" | "DocumentRes" => resources.push(resolve(&path, &element.text())),
                _ => {}
            }
        }
        // A page draws without the resources that cannot be read.
        let resources = resources.into_iter().filter_map(|path| {
            let tree = package.xml(&path).ok().flatten()?;
            Some(Resources { path, tree })
        });
        let resources: Vec<Resources> = resources.collect();
        Ok(Self { package, budget, pages, templates, sheet: sheet.unwrap_or(A4), resources })
    }

    /// What is drawn on a page, or the pages in its picture.
    fn pages(&mut self, number: u32, path: &str) -> Result<Vec<Page>, Error> {
        let (page, pictures) = self.page(number, path)?;
        if !picture::is_page(&page) || !self.budget.pictures() {
            return Ok(vec![page]);
        }
        let mut collage = Collage::default();
        for picture in pictures {
            let Some(part) = self.media(&picture.resource) else { continue };
            let Some(bytes) = self.package.read(&part)? else { continue };
            let shades = picture::only(&bytes)?;
            let pixels = Matrix::scale(1.0 / shades.width as f64, 1.0 / shades.height as f64);
            collage.add(shades, pixels.then(picture.place));
        }
        match collage.sheet(page.width, page.height) {
            Some(scan) => picture::pages(number, scan, self.budget),
            None => Ok(vec![page]),
        }
    }

    /// The part of a medium.
    fn media(&self, id: &str) -> Option<String> {
        self.resources.iter().find_map(|part| {
            let root = part.tree.root()?;
            let is_it = |media: &Element<'_>| {
                media.name() == "MultiMedia" && media.attribute("ID").is_some_and(|own| own == id)
            };
            let file = root.descendants().find(is_it)?.child("MediaFile")?.text();
            let folder = root.attribute("BaseLoc").unwrap_or_default();
            Some(resolve(&part.path, &format!("{folder}/{}", file.trim())))
        })
    }

    /// What is drawn on a page, and the pictures on it.
    fn page(&mut self, number: u32, path: &str) -> Result<(Page, Vec<drawing::Placed>), Error> {
        let content = self.package.required_xml(path)?;
        let Some(root) = content.root() else { return Ok((Page::default(), Vec::new())) };
        let area = root.child("Area").and_then(|area| area.child("PhysicalBox"));
        let sheet = area.and_then(|area| Box4::parse(&area.text())).unwrap_or(self.sheet);
        let mut templates = Vec::new();
        for template in root.children().filter(|child| child.name() == "Template") {
            let path = template.attribute("TemplateID").and_then(|id| self.templates.get(id.as_ref()));
            if let Some(path) = path.cloned() {
                templates.extend(self.package.xml(&path)?);
            }
        }
        let mut drawing = Drawing::new(number, sheet, &self.resources, self.budget);
        for layers in templates.iter().filter_map(Tree::root).chain([root]) {
            drawing.layers(layers)?;
        }
        Ok(drawing.finish())
    }
}

/// A path as written in a part: from the root of the package, or from the folder of the part.
fn resolve(part: &str, path: &str) -> String {
    let path = path.trim();
    let folder = match (path.starts_with('/'), part.rsplit_once('/')) {
        (false, Some((folder, _))) => folder,
        _ => "",
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(path.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_part_or_at_the_root() {
        assert_eq!(
            resolve("Doc_0/Document.xml", "Pages/Page_0/Content.xml"),
            "Doc_0/Pages/Page_0/Content.xml"
        );
        assert_eq!(resolve("Doc_0/Document.xml", "/Doc_0/Res.xml"), "Doc_0/Res.xml");
        assert_eq!(resolve("Doc_0/Pages/a.xml", "../../../b.xml"), "b.xml");
    }
}
