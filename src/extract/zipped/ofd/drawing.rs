//! The objects of a page, brought to where they stand on it.

use super::path::{distances, numbers, outlines};
use super::{Box4, POINTS, Resources};
use crate::extract::layout::{Area, Glyph, Layer, Matrix, Page};
use crate::extract::zipped::Element;
use crate::extract::{Budget, Error};

/// A page while its objects are drawn.
pub(super) struct Drawing<'a> {
    page: Page,
    resources: &'a [Resources],
    budget: &'a Budget,
    depth: usize,
    pictures: Vec<Placed>,
}

/// A picture on a page: the resource that it is, and where its unit square lies in points.
pub(super) struct Placed {
    pub(super) resource: String,
    pub(super) place: Matrix,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(number: u32, sheet: Box4, resources: &'a [Resources], budget: &'a Budget) -> Self {
        let (width, height) = ((sheet.width * POINTS) as f32, (sheet.height * POINTS) as f32);
        let page = Page { number, width, height, ..Page::default() };
        Self { page, resources, budget, depth: 0, pictures: Vec::new() }
    }

    /// The page, and the pictures on it.
    pub(super) fn finish(mut self) -> (Page, Vec<Placed>) {
        self.page.picture = self.page.picture.min(1.0);
        (self.page, self.pictures)
    }

    /// Draws the layers of a page or template.
    pub(super) fn layers(&mut self, root: Element<'_>) -> Result<(), Error> {
        let to_points = Matrix::scale(POINTS, POINTS);
        root.child("Content").map_or(Ok(()), |content| self.objects(content, to_points))
    }

    fn objects(&mut self, parent: Element<'_>, outer: Matrix) -> Result<(), Error> {
        self.depth += 1;
        self.budget.depth(self.depth)?;
        for object in parent.children() {
            self.budget.clock()?;
            if self.page.is_full() {
                break;
            }
            if object.attribute("Visible").is_some_and(|visible| visible == "false") {
                let words = object.descendants().filter(|inner| inner.name() == "TextCode");
                words.for_each(|inner| self.page.hidden.push_str(&inner.text()));
                continue;
            }
            match object.name() {
                "Layer" | "PageBlock" => self.objects(object, outer)?,
                "TextObject" => self.text(object, placed(object, outer)),
                "PathObject" => self.path(object, placed(object, outer)),
                "ImageObject" => self.picture(object, outer),
                "CompositeObject" => self.composite(object, placed(object, outer))?,
                _ => {}
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn text(&mut self, object: Element<'_>, place: Matrix) {
        let value = |element: Element<'_>, name: &str| {
            element.attribute(name).and_then(|text| text.trim().parse::<f64>().ok()).filter(|n| n.is_finite())
        };
        let size = value(object, "Size").unwrap_or(0.0).abs();
        let stretch = value(object, "HScale").filter(|&scale| scale > 0.0).unwrap_or(1.0);
        let turned = value(object, "CharDirection").unwrap_or(0.0).to_radians();
        let (sin, cos) = turned.sin_cos();
        // the em grows upwards, the page downwards
        let em = Matrix::scale(size * stretch, -size).then(Matrix([cos, sin, -sin, cos, 0.0, 0.0]));
        let (mut x, mut y) = (0.0, 0.0);
        for code in object.children().filter(|child| child.name() == "TextCode") {
            x = value(code, "X").unwrap_or(x);
            y = value(code, "Y").unwrap_or(y);
            let characters: Vec<char> = code.text().chars().collect();
            let apart = |name: &str| {
                code.attribute(name).map(|text| distances(&text, characters.len())).unwrap_or_default()
            };
            let (across, down) = (apart("DeltaX"), apart("DeltaY"));
            let given = !across.is_empty() || !down.is_empty();
            for (index, character) in characters.into_iter().enumerate() {
                let own = if character.is_ascii() { 0.5 } else { 1.0 };
                let step = across.get(index).copied();
                let width = match step {
                    Some(step) if step > 0.0 && size > 0.0 => (step / (size * stretch)).min(1.0),
                    _ => own,
                };
                if !character.is_control() && size > 0.0 && !self.page.is_full() {
                    let at = em.then(Matrix::shift(x, y)).then(place);
                    self.page.glyphs.push(Glyph { layer: Layer::Body, ..Glyph::new(character, at, width) });
                }
                x += step.unwrap_or(if given { 0.0 } else { own * size * stretch });
                y += down.get(index).copied().unwrap_or(0.0);
            }
        }
    }

    fn path(&mut self, object: Element<'_>, place: Matrix) {
        let says = |name: &str, value: &str| object.attribute(name).is_some_and(|text| text == value);
        let (stroked, filled) = (!says("Stroke", "false"), says("Fill", "true"));
        let data = object.child("AbbreviatedData").map(|data| data.text()).unwrap_or_default();
        for outline in outlines(&data) {
            let points: Vec<(f32, f32)> = outline.points.iter().map(|&point| place.apply(point)).collect();
            if filled {
                self.page.filled_shape(&points, outline.straight);
            }
            if stroked && outline.straight {
                points.windows(2).for_each(|ends| self.page.stroke(ends[0], ends[1]));
            }
        }
    }

    fn picture(&mut self, object: Element<'_>, outer: Matrix) {
        let Some(side) = object.attribute("Boundary").and_then(|text| Box4::parse(&text)) else { return };
        let corners = [(side.x, side.y), (side.x + side.width, side.y + side.height)];
        let area = Area::around_points(corners.map(|corner| outer.apply(corner)));
        let (width, height) = (area.width().min(self.page.width), area.height().min(self.page.height));
        self.page.picture += width * height / (self.page.width * self.page.height).max(1.0);
        if let Some(resource) = object.attribute("ResourceID") {
            let own = object.attribute("CTM").map(|text| numbers(&text));
            let unit = match own.as_deref() {
                Some([_, _, _, _, _, _]) => placed(object, outer),
                _ => Matrix::scale(side.width, side.height).then(placed(object, outer)),
            };
            self.pictures.push(Placed { resource: resource.into_owned(), place: unit });
        }
    }

    /// Draws a group of objects that stands among the resources.
    fn composite(&mut self, object: Element<'_>, place: Matrix) -> Result<(), Error> {
        let Some(id) = object.attribute("ResourceID") else { return Ok(()) };
        let resources = self.resources;
        let mut units = resources.iter().filter_map(|part| part.tree.root()).flat_map(Element::descendants);
        let unit = units.find(|unit| {
            unit.name() == "CompositeGraphicUnit" && unit.attribute("ID").is_some_and(|own| own == id)
        });
        let content = unit.and_then(|unit| unit.child("Content"));
        content.map_or(Ok(()), |content| self.objects(content, place))
    }
}

/// Where the coordinates of an object lie: its own transform, then its corner on the page.
fn placed(object: Element<'_>, outer: Matrix) -> Matrix {
    let boundary = object.attribute("Boundary").and_then(|text| Box4::parse(&text));
    let corner = boundary.map_or(Matrix::shift(0.0, 0.0), |area| Matrix::shift(area.x, area.y));
    let own = object.attribute("CTM").map(|text| numbers(&text));
    match own.as_deref() {
        Some(&[a, b, c, d, e, f]) => Matrix([a, b, c, d, e, f]).then(corner).then(outer),
        _ => corner.then(outer),
    }
}
