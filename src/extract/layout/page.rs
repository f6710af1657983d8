//! What a reader sees on a page: characters and lines with their places, in points from the upper
//! left corner. Turning a page upright is done here; what the page says is not asked.

/// Glyphs of one page: more is not a page of a report but an attack.
pub(in crate::extract) const GLYPHS: usize = 200_000;
/// Rulings of one page that are looked at; drawings and maps may have more.
const RULINGS: usize = 20_000;

/// Filled boxes up to this thickness are drawn lines.
const THIN: f32 = 3.2;

/// A rectangle on a page in points, y growing downwards.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::extract) struct Area {
    pub(in crate::extract) left: f32,
    pub(in crate::extract) top: f32,
    pub(in crate::extract) right: f32,
    pub(in crate::extract) bottom: f32,
}

/// A transform of the plane: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::extract) struct Matrix(pub(in crate::extract) [f64; 6]);

/// Which way a glyph's baseline runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::extract) enum Turn {
    /// From left to right.
    #[default]
    Upright,
    /// Downwards: turned by a quarter clockwise.
    Down,
    /// From right to left: upside down.
    Over,
    /// Upwards: turned by a quarter counter-clockwise.
    Up,
    /// Any other angle: watermarks.
    Slanted,
}

/// What a glyph belongs to, as far as the file says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::extract) enum Layer {
    /// The text of the page.
    #[default]
    Body,
    /// Marked by the writer as a running head, page number or watermark.
    Margin,
    /// Laid over the page afterwards: a stamp, a signature, a comment.
    Overlay,
    /// Drawn without any ink.
    Invisible,
}

/// One character where it was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::extract) struct Glyph {
    /// The character; U+FFFD where the font does not say.
    pub(in crate::extract) character: char,
    /// Its em box: advance by height, not the ink.
    pub(in crate::extract) area: Area,
    /// Font size in points.
    pub(in crate::extract) size: f32,
    pub(in crate::extract) turn: Turn,
    pub(in crate::extract) layer: Layer,
    /// Drawn with a font for vertical writing.
    pub(in crate::extract) vertical: bool,
}

/// A straight line along an axis, or an edge of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::extract) struct Ruling {
    /// Runs from top to bottom, not from left to right.
    pub(in crate::extract) upright: bool,
    /// Its x if it is upright, else its y.
    pub(in crate::extract) at: f32,
    /// Where it starts along its axis.
    pub(in crate::extract) from: f32,
    /// Where it ends along its axis; not before `from`.
    pub(in crate::extract) to: f32,
}

/// What a reader saw on one page.
#[derive(Debug, Default)]
pub(in crate::extract) struct Page {
    /// From 1.
    pub(in crate::extract) number: u32,
    pub(in crate::extract) width: f32,
    pub(in crate::extract) height: f32,
    pub(in crate::extract) glyphs: Vec<Glyph>,
    pub(in crate::extract) rulings: Vec<Ruling>,
    /// Edges of filled boxes: cell backgrounds, which stand in for lines where none are drawn.
    pub(in crate::extract) edges: Vec<Ruling>,
    /// The share of the page that its largest picture covers.
    pub(in crate::extract) picture: f32,
    /// Words that are on the page and not drawn.
    pub(in crate::extract) hidden: String,
    /// The page was read from a picture; what could not be read is U+FFFD.
    pub(in crate::extract) is_scan: bool,
    /// Why what is in an area is uncertain.
    pub(in crate::extract) doubts: Vec<(Area, String)>,
}

impl Area {
    /// The smallest area around some points.
    pub(in crate::extract) fn around_points(points: impl IntoIterator<Item = (f32, f32)>) -> Area {
        let point = |(x, y)| Area { left: x, top: y, right: x, bottom: y };
        points.into_iter().map(point).reduce(Area::around).unwrap_or_default()
    }

    pub(in crate::extract) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(in crate::extract) fn height(&self) -> f32 {
        self.bottom - self.top
    }

    pub(in crate::extract) fn centre(&self) -> (f32, f32) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }

    pub(in crate::extract) fn contains(&self, (x, y): (f32, f32)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    pub(in crate::extract) fn around(self, other: Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The area after the page is turned so that text running `turn` becomes upright.
    pub(in crate::extract) fn turned(self, turn: Turn, width: f32, height: f32) -> Area {
        let Area { left, top, right, bottom } = self;
        match turn {
            Turn::Upright | Turn::Slanted => self,
            Turn::Down => Area { left: top, top: width - right, right: bottom, bottom: width - left },
            Turn::Over => {
                Area { left: width - right, top: height - bottom, right: width - left, bottom: height - top }
            }
            Turn::Up => Area { left: height - bottom, top: left, right: height - top, bottom: right },
        }
    }
}

impl Matrix {
    /// First this transform, then another.
    pub(in crate::extract) fn then(self, Matrix([a, b, c, d, e, f]): Matrix) -> Matrix {
        let Matrix([p, q, r, s, t, u]) = self;
        Matrix([
            p * a + q * c,
            p * b + q * d,
            r * a + s * c,
            r * b + s * d,
            t * a + u * c + e,
            t * b + u * d + f,
        ])
    }

    /// Moves by a distance.
    pub(in crate::extract) fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// Stretches by a factor for each axis.
    pub(in crate::extract) fn scale(x: f64, y: f64) -> Matrix {
        Matrix([x, 0.0, 0.0, y, 0.0, 0.0])
    }

    pub(in crate::extract) fn apply(self, (x, y): (f64, f64)) -> (f32, f32) {
        let Matrix([a, b, c, d, e, f]) = self;
        ((a * x + c * y + e) as f32, (b * x + d * y + f) as f32)
    }

    /// Without the slant that makes letters italic.
    fn without_slant(self) -> Matrix {
        let Matrix([a, b, c, d, e, f]) = self;
        match Turn::of(self) {
            Turn::Upright | Turn::Over => Matrix([a, b, 0.0, d, e, f]),
            Turn::Down | Turn::Up => Matrix([a, b, c, 0.0, e, f]),
            Turn::Slanted => self,
        }
    }
}

impl Glyph {
    /// A character whose origin lies at the origin of `transform`, `width` wide on an em of height 1
    /// that grows upwards.
    pub(in crate::extract) fn new(character: char, transform: Matrix, width: f64) -> Glyph {
        const DESCENT: f64 = -0.12;
        const ASCENT: f64 = 0.88;
        let Matrix([_, _, c, d, ..]) = transform;
        let corners = [(0.0, DESCENT), (width, DESCENT), (0.0, ASCENT), (width, ASCENT)];
        let straight = transform.without_slant();
        Glyph {
            character,
            area: Area::around_points(corners.map(|corner| straight.apply(corner))),
            size: c.hypot(d) as f32,
            turn: Turn::of(transform),
            layer: Layer::Body,
            vertical: false,
        }
    }

    /// Something in an area of which nobody knows what it is.
    pub(in crate::extract) fn unread(area: Area) -> Glyph {
        Glyph {
            character: char::REPLACEMENT_CHARACTER,
            area,
            size: area.height(),
            turn: Turn::Upright,
            layer: Layer::Body,
            vertical: false,
        }
    }

    /// The glyph cut into one of equal width for each character of a text.
    pub(in crate::extract) fn split(self, text: &[char]) -> impl Iterator<Item = Glyph> {
        let count = text.len();
        text.iter().enumerate().map(move |(index, character)| {
            let Area { left, top, right, bottom } = self.area;
            let x = |i: usize| left + (right - left) * i as f32 / count as f32;
            let y = |i: usize| top + (bottom - top) * i as f32 / count as f32;
            let area = match self.turn {
                Turn::Upright | Turn::Slanted => Area { left: x(index), right: x(index + 1), ..self.area },
                Turn::Over => Area { left: x(count - index - 1), right: x(count - index), ..self.area },
                Turn::Down => Area { top: y(index), bottom: y(index + 1), ..self.area },
                Turn::Up => Area { top: y(count - index - 1), bottom: y(count - index), ..self.area },
            };
            Glyph { character: *character, area, ..self }
        })
    }
}

impl Turn {
    /// The direction in which a transform turns upright text.
    fn of(Matrix([a, b, ..]): Matrix) -> Turn {
        if b.abs() < 0.1 * a.abs() {
            if a > 0.0 { Turn::Upright } else { Turn::Over }
        } else if a.abs() < 0.1 * b.abs() {
            if b > 0.0 { Turn::Down } else { Turn::Up }
        } else {
            Turn::Slanted
        }
    }

    /// The direction seen after the page was turned to make `page` upright.
    pub(in crate::extract) fn relative_to(self, page: Turn) -> Turn {
        const QUARTERS: [Turn; 4] = [Turn::Upright, Turn::Down, Turn::Over, Turn::Up];
        let quarter = |turn| QUARTERS.iter().position(|t| *t == turn);
        match (quarter(self), quarter(page)) {
            (Some(own), Some(page)) => QUARTERS[(own + 4 - page) % 4],
            _ => self,
        }
    }
}

impl Ruling {
    pub(in crate::extract) fn area(&self) -> Area {
        if self.upright {
            Area { left: self.at, top: self.from, right: self.at, bottom: self.to }
        } else {
            Area { left: self.from, top: self.at, right: self.to, bottom: self.at }
        }
    }

    pub(in crate::extract) fn turned(self, turn: Turn, width: f32, height: f32) -> Ruling {
        let area = self.area().turned(turn, width, height);
        if area.width() < area.height() {
            Ruling { upright: true, at: area.left, from: area.top, to: area.bottom }
        } else {
            Ruling { upright: false, at: area.top, from: area.left, to: area.right }
        }
    }

    /// How much of `from..to` along its axis the ruling covers.
    pub(in crate::extract) fn overlap(&self, from: f32, to: f32) -> f32 {
        (self.to.min(to) - self.from.max(from)).max(0.0)
    }
}

impl Page {
    /// Whether another glyph or ruling may be added; readers stop a page here.
    pub(in crate::extract) fn is_full(&self) -> bool {
        self.glyphs.len() > GLYPHS
    }

    /// Adds a ruling unless the page has too many to be a table.
    pub(in crate::extract) fn rule(&mut self, ruling: Ruling) {
        if self.rulings.len() < RULINGS {
            self.rulings.push(ruling);
        }
    }

    /// Adds a filled box: a drawn line if it is thin, else the background of something.
    pub(in crate::extract) fn filled_box(&mut self, area: Area) {
        let [top, bottom, left, right] = edges(area);
        if area.width().min(area.height()) > THIN {
            self.fill(area);
        } else if area.width().max(area.height()) <= THIN {
            // A dot of a dotted line, which may run either way.
            self.rule(top);
            self.rule(left);
        } else if area.width() > area.height() {
            self.rule(Ruling { at: (top.at + bottom.at) / 2.0, ..top });
        } else {
            self.rule(Ruling { at: (left.at + right.at) / 2.0, ..left });
        }
    }

    /// Adds the outline of a box.
    pub(in crate::extract) fn stroked_box(&mut self, area: Area) {
        if area.width().min(area.height()) <= THIN {
            return self.filled_box(area);
        }
        for edge in edges(area) {
            self.rule(edge);
        }
    }

    /// Adds a straight stroke if it runs along an axis; slanted ones are parts of drawings.
    pub(in crate::extract) fn stroke(&mut self, from: (f32, f32), to: (f32, f32)) {
        let area = Area::around_points([from, to]);
        let [top, _, left, _] = edges(area);
        if area.height() <= 1.0 && area.width() > area.height() {
            self.rule(top);
        } else if area.width() <= 1.0 {
            self.rule(left);
        }
    }

    /// Adds the outlines of a filled shape: each is a list of points, and whether it is straight.
    pub(in crate::extract) fn filled_shape(&mut self, points: &[(f32, f32)], straight: bool) {
        if points.len() < 2 {
            return;
        }
        let area = Area::around_points(points.iter().copied());
        let near = |a: f32, b: f32| (a - b).abs() < 0.5;
        let corner = |&(x, y): &(f32, f32)| {
            (near(x, area.left) || near(x, area.right)) && (near(y, area.top) || near(y, area.bottom))
        };
        if straight && points.iter().all(corner) || area.width().min(area.height()) <= THIN {
            self.filled_box(area);
        }
    }

    /// Adds the edges of a filled box.
    fn fill(&mut self, area: Area) {
        if self.edges.len() + 4 <= RULINGS {
            self.edges.extend(edges(area));
        }
    }

    /// The direction in which most of the text runs.
    fn turn(&self) -> Turn {
        let visible = || self.glyphs.iter().filter(|g| !g.character.is_whitespace());
        let all = visible().count();
        [Turn::Down, Turn::Up, Turn::Over]
            .into_iter()
            .find(|turn| visible().filter(|g| g.turn == *turn).count() * 5 > all * 3)
            .unwrap_or_default()
    }

    /// Turns the page so that most of its text is upright.
    pub(in crate::extract) fn straighten(&mut self) {
        let turn = self.turn();
        if turn == Turn::Upright {
            return;
        }
        let (width, height) = (self.width, self.height);
        for glyph in &mut self.glyphs {
            glyph.area = glyph.area.turned(turn, width, height);
            glyph.turn = glyph.turn.relative_to(turn);
        }
        for ruling in self.rulings.iter_mut().chain(&mut self.edges) {
            *ruling = ruling.turned(turn, width, height);
        }
        if matches!(turn, Turn::Down | Turn::Up) {
            (self.width, self.height) = (height, width);
        }
    }
}

/// The four edges of a box.
pub(in crate::extract) fn edges(area: Area) -> [Ruling; 4] {
    let Area { left, top, right, bottom } = area;
    [
        Ruling { upright: false, at: top, from: left, to: right },
        Ruling { upright: false, at: bottom, from: left, to: right },
        Ruling { upright: true, at: left, from: top, to: bottom },
        Ruling { upright: true, at: right, from: top, to: bottom },
    ]
}

impl Area {
    /// Whether the centre lies on a page of this size.
    pub(in crate::extract) fn contains_in(&self, width: f32, height: f32) -> bool {
        Area { left: 0.0, top: 0.0, right: width, bottom: height }.contains(self.centre())
    }
}
