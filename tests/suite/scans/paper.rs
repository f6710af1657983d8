//! A sheet of paper on which the three statutory tables are printed, with figures that are known and add up.
//!
//! Letters are drawn with the fonts of the program, or with free fonts where the machine has them.

use std::collections::BTreeMap;
use std::fs;

use nianbao::report::Applicant;
use nianbao::report::form::{Indicator, newest};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};
use tiny_skia::{Color, FillRule, Paint, PathBuilder, Pixmap, Rect, Transform};

use super::dice::Dice;

/// A sheet in points: A4.
pub(crate) const SHEET: (f32, f32) = (595.0, 842.0);

/// Fonts of free packages: song, hei, kai, fangsong; the first that is there, else that of the program.
const FACES: [(&str, &[&str]); 4] = [
    (
        "song",
        &[
            "/usr/share/fonts/truetype/arphic/uming.ttc",
            "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
        ],
    ),
    (
        "hei",
        &[
            "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        ],
    ),
    ("kai", &["/usr/share/fonts/truetype/arphic/ukai.ttc"]),
    ("fangsong", &["/usr/share/fonts/truetype/cwtex/cwfs.ttf"]),
];
const OWN: [&[u8]; 2] =
    [include_bytes!("../../../assets/font/latin.ttf"), include_bytes!("../../../assets/font/chinese.ttf")];

/// What is printed in each cell.
pub(crate) type Figures = BTreeMap<(&'static str, Option<Applicant>), String>;

/// A cell of the form.
type Key = (&'static str, Option<Applicant>);

/// Figures of which all sums hold.
pub(crate) fn figures(dice: &mut Dice) -> Figures {
    let edition = newest();
    let mut values: BTreeMap<Key, i64> = BTreeMap::new();
    let rows: Vec<&str> = rows().iter().map(|row| row.key).collect();
    for applicant in Applicant::ALL.into_iter().filter(|a| *a != Applicant::Total) {
        let mut concluded = 0;
        for key in &rows {
            if ["requests.received", "requests.carried_in", "requests.concluded", "requests.carried_out"]
                .contains(key)
            {
                continue;
            }
            let most = [0, 0, 2, 9, 60, 700][dice.below(6)];
            let value = dice.below(most + 1) as i64;
            values.insert((key, Some(applicant)), value);
            concluded += value;
        }
        let (before, after) = (dice.below(5) as i64, dice.below(5) as i64);
        let received = (concluded + after - before).max(0);
        values.insert(("requests.received", Some(applicant)), received);
        values.insert(("requests.carried_in", Some(applicant)), concluded + after - received);
        values.insert(("requests.concluded", Some(applicant)), concluded);
        values.insert(("requests.carried_out", Some(applicant)), after);
    }
    for key in &rows {
        let sum = Applicant::ALL.iter().filter_map(|a| values.get(&(*key, Some(*a)))).sum();
        values.insert((key, Some(Applicant::Total)), sum);
    }
    let mut group = 0;
    for indicator in edition.section(4) {
        let value =
            if indicator.label() == "总计" { std::mem::take(&mut group) } else { dice.below(40) as i64 };
        group += if indicator.label() == "总计" { 0 } else { value };
        values.insert((indicator.key, None), value);
    }
    let mut printed: Figures = values.into_iter().map(|(cell, value)| (cell, value.to_string())).collect();
    for indicator in edition.section(2) {
        let text = match (indicator.key, dice.below(6)) {
            ("proactive.fees.amount", 0..4) => format!("{}.{:02}", dice.below(90_000), dice.below(100)),
            (_, 0) => String::new(),
            (_, 1) => "—".to_owned(),
            _ => dice.below(3000).to_string(),
        };
        printed.insert((indicator.key, None), text);
    }
    printed
}

/// The rows of the request table that are printed.
fn rows() -> Vec<&'static Indicator> {
    newest().section(3).filter(|row| row.stands_for.is_empty()).collect()
}

/// A sheet being printed.
pub(crate) struct Paper<'f> {
    map: Pixmap,
    scale: f32,
    fonts: Vec<FontRef<'f>>,
    /// Thickness of lines in points.
    line: f32,
}

/// The name of a face, and the bytes of its fonts.
pub(crate) fn face(n: usize) -> (&'static str, Vec<Vec<u8>>) {
    let (name, files) = FACES[n % FACES.len()];
    let found = files.iter().find_map(|file| fs::read(file).ok());
    let own = OWN.iter().map(|bytes| bytes.to_vec());
    match found {
        Some(found) => (name, std::iter::once(found).chain(own).collect()),
        None => ("own", own.collect()),
    }
}

/// A printed sheet: width, height and red, green, blue.
pub(crate) fn print(figures: &Figures, fonts: &[Vec<u8>], dpi: f32, line: f32) -> (usize, usize, Vec<u8>) {
    let scale = dpi / 72.0;
    let (width, height) = ((SHEET.0 * scale) as u32, (SHEET.1 * scale) as u32);
    let mut map = Pixmap::new(width, height).expect("a sheet is not empty");
    map.fill(Color::WHITE);
    let fonts = fonts.iter().filter_map(|bytes| FontRef::from_index(bytes, 0).ok()).collect();
    let mut paper = Paper { map, scale, fonts, line };
    paper.words("青岩市人民政府2024年政府信息公开工作年度报告", 120.0, 36.0, 14.0);
    paper.words("二、主动公开政府信息情况", 60.0, 56.0, 11.0);
    paper.matters(figures, 62.0);
    paper.words("三、收到和处理政府信息公开申请情况", 60.0, 262.0, 11.0);
    paper.requests(figures, 268.0);
    paper.words("四、政府信息公开行政复议、行政诉讼情况", 60.0, 728.0, 11.0);
    paper.outcomes(figures, 734.0);
    let rgb = paper.map.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
    (width as usize, height as usize, rgb)
}

struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.y - y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.y - y);
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (sx, sy) = (self.x, self.y);
        self.path.cubic_to(sx + ax, sy - ay, sx + bx, sy - by, sx + x, sy - y);
    }
    fn close(&mut self) {
        self.path.close();
    }
}

impl Paper<'_> {
    /// A character's font and width.
    fn width(&self, c: char, size: f32) -> f32 {
        let found = self.fonts.iter().find_map(|font| Some((font, font.charmap().map(c)?)));
        let width = found.and_then(|(font, glyph)| {
            font.glyph_metrics(Size::new(size), LocationRef::default()).advance_width(glyph)
        });
        width.unwrap_or(size)
    }

    fn words(&mut self, text: &str, x: f32, y: f32, size: f32) {
        let mut pen = Pen { path: PathBuilder::new(), x: x * self.scale, y: y * self.scale };
        for c in text.chars() {
            if let Some((font, glyph)) = self.fonts.iter().find_map(|f| Some((f, f.charmap().map(c)?)))
                && let Some(outline) = font.outline_glyphs().get(glyph)
            {
                let settings = DrawSettings::unhinted(Size::new(size * self.scale), LocationRef::default());
                outline.draw(settings, &mut pen).expect("the font can be drawn");
            }
            pen.x += self.width(c, size) * self.scale;
        }
        if let Some(path) = pen.path.finish() {
            let mut paint = Paint::default();
            paint.set_color_rgba8(25, 25, 30, 255);
            self.map.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        }
    }

    /// A box with text in its middle, in as many lines as it needs.
    fn cell(&mut self, text: &str, [x, y, width, height]: [f32; 4]) {
        for side in [
            [x, y, width, 0.0],
            [x, y + height, width, 0.0],
            [x, y, 0.0, height],
            [x + width, y, 0.0, height],
        ] {
            let [x, y, width, height] = side.map(|n| n * self.scale);
            let half = (self.line * self.scale / 2.0).max(0.5);
            let rect = Rect::from_ltrb(x - half, y - half, x + width + half, y + height + half);
            let mut paint = Paint::default();
            paint.set_color_rgba8(40, 40, 40, 255);
            self.map.fill_rect(rect.expect("a side has corners"), &paint, Transform::identity(), None);
        }
        let mut size: f32 = 9.5;
        let lines = loop {
            let lines = self.wrapped(text, width - 4.0, size);
            if lines.len() as f32 * size * 1.15 <= height - 2.0 || size < 5.0 {
                break lines;
            }
            size -= 0.5;
        };
        let mut base = y + height / 2.0 - lines.len() as f32 * size * 0.575 + size * 0.92;
        for line in lines {
            let long: f32 = line.chars().map(|c| self.width(c, size)).sum();
            self.words(&line, x + (width - long) / 2.0, base, size);
            base += size * 1.15;
        }
    }

    fn wrapped(&self, text: &str, width: f32, size: f32) -> Vec<String> {
        let (mut lines, mut left) = (vec![String::new()], width);
        for c in text.chars() {
            let own = self.width(c, size);
            if own > left {
                lines.push(String::new());
                left = width;
            }
            left -= own;
            lines.last_mut().expect("there is one").push(c);
        }
        lines
    }

    fn matters(&mut self, figures: &Figures, top: f32) {
        let (left, label, whole, step) = (60.0, 150.0, 475.0, 13.5);
        let mut y = top;
        let mut item = "";
        let all: Vec<&Indicator> = newest().section(2).collect();
        for matter in all.chunk_by(|a, b| a.path[1] == b.path[1]) {
            let each = (whole - label) / matter.len() as f32;
            let xs = |n: usize| left + label + each * n as f32;
            if matter[0].path[0] != item {
                item = matter[0].path[0];
                self.cell(item, [left, y, whole, step]);
                self.cell("信息内容", [left, y + step, label, step]);
                for (n, indicator) in matter.iter().enumerate() {
                    self.cell(indicator.label(), [xs(n), y + step, each, step]);
                }
                y += 2.0 * step;
            }
            self.cell(matter[0].path[1], [left, y, label, step]);
            for (n, indicator) in matter.iter().enumerate() {
                self.cell(&figures[&(indicator.key, None)], [xs(n), y, each, step]);
            }
            y += step;
        }
    }

    fn requests(&mut self, figures: &Figures, top: f32) {
        let (step, each, first) = (16.0, 34.0, 297.0);
        let xs = |n: usize| first + each * n as f32;
        self.cell(
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            [60.0, top, 237.0, 3.0 * step],
        );
        self.cell("申请人情况", [first, top, 7.0 * each, step]);
        self.cell("法人或其他组织", [xs(1), top + step, 5.0 * each, step]);
        for (n, applicant) in Applicant::ALL.into_iter().enumerate() {
            let (y, high) = if n == 0 || n == 6 { (step, 2.0) } else { (2.0 * step, 1.0) };
            self.cell(applicant.label(), [xs(n), top + y, each, high * step]);
        }
        let mut y = top + 3.0 * step;
        let rows = rows();
        for group in rows.chunk_by(|a, b| a.path.len() > 1 && b.path.len() > 1) {
            if group[0].path.len() > 1 {
                self.cell(group[0].path[0], [60.0, y, 22.0, step * group.len() as f32]);
            }
            for part in group.chunk_by(|a, b| a.path.len() > 2 && b.path.get(1) == a.path.get(1)) {
                if part[0].path.len() > 2 {
                    self.cell(part[0].path[1], [82.0, y, 48.0, step * part.len() as f32]);
                }
                for row in part {
                    let from = [60.0, 82.0, 130.0][row.path.len() - 1];
                    self.cell(row.label(), [from, y, first - from, step]);
                    for (n, applicant) in Applicant::ALL.into_iter().enumerate() {
                        self.cell(&figures[&(row.key, Some(applicant))], [xs(n), y, each, step]);
                    }
                    y += step;
                }
            }
        }
    }

    fn outcomes(&mut self, figures: &Figures, top: f32) {
        let (left, each, step) = (60.0, 475.0 / 15.0, 15.0);
        let xs = |n: usize| left + each * n as f32;
        self.cell("行政复议", [left, top, 5.0 * each, 2.0 * step]);
        self.cell("行政诉讼", [xs(5), top, 10.0 * each, step]);
        self.cell("未经复议直接起诉", [xs(5), top + step, 5.0 * each, step]);
        self.cell("复议后起诉", [xs(10), top + step, 5.0 * each, step]);
        for (n, indicator) in newest().section(4).enumerate() {
            self.cell(indicator.label(), [xs(n), top + 2.0 * step, each, 2.0 * step]);
            self.cell(&figures[&(indicator.key, None)], [xs(n), top + 4.0 * step, each, step]);
        }
    }
}
