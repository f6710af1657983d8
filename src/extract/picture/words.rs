//! The words of a page, read by `tesseract` with the data `chi_sim` where the machine has it.
//!
//! It says where each word is; lines and paragraphs are made of them as for pages that are drawn. Numbers in tables are read
//! by ourselves.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{POINT, Shades};
use crate::extract::layout::{Area, Glyph};
use crate::extract::{Budget, Error};

/// How often a running tesseract is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// The most that one page may say.
const LONGEST: u64 = 4 << 20;

/// Height of letters by the height of their line.
const EM: f32 = 1.05;

/// The words on a page as glyphs; none where there is no tesseract.
pub(super) fn read(picture: &Shades, budget: &Budget) -> Result<Option<Vec<Glyph>>, Error> {
    let said = ask(picture, budget)?;
    Ok(said.map(|said| glyphs(&said)))
}

/// What tesseract says of a picture, as lines of fields.
fn ask(picture: &Shades, budget: &Budget) -> Result<Option<String>, Error> {
    let child = Command::new("tesseract")
        .args(["stdin", "stdout", "-l", "chi_sim", "--dpi", "200", "--psm", "4", "tsv"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else { return Ok(None) };
    let (mut input, output) = (child.stdin.take(), child.stdout.take());
    let head = format!("P5\n{} {}\n255\n", picture.width, picture.height);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut text = Vec::new();
            let taken = output.map(|output| output.take(LONGEST).read_to_end(&mut text));
            taken.and_then(Result::ok).map(|_| text)
        });
        if let Some(input) = &mut input {
            // one that ends early has said what it can
            let _ = input.write_all(head.as_bytes()).and_then(|()| input.write_all(&picture.data));
        }
        drop(input.take());
        let success = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status.success(),
                Ok(None) => std::thread::sleep(LOOK),
                Err(_) => break false,
            }
            if let Err(slow) = budget.clock() {
                let _ = child.kill();
                let _ = child.wait();
                return Err(slow);
            }
        };
        let text = reader.join().ok().flatten().filter(|_| success);
        // tesseract without the data for Chinese fails
        Ok(text.map(|text| String::from_utf8_lossy(&text).into_owned()))
    })
}

/// A box in pixels as it is printed: left, top, width, height.
fn area(fields: &[&str]) -> Option<Area> {
    let numbers: Vec<f32> = fields.iter().map_while(|field| field.parse().ok()).collect();
    let [left, top, width, height] = numbers[..] else { return None };
    let scaled = |n: f32| n * POINT;
    Some(Area {
        left: scaled(left),
        top: scaled(top),
        right: scaled(left + width),
        bottom: scaled(top + height),
    })
}

/// The words of all lines.
fn glyphs(said: &str) -> Vec<Glyph> {
    let mut glyphs = Vec::new();
    let mut line = Area::default();
    let mut words: Vec<(Area, &str)> = Vec::new();
    for row in said.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let (Some(level), Some(place)) = (fields.first(), fields.get(6..10).and_then(area)) else { continue };
        match (*level, fields.get(11)) {
            ("4", _) => {
                glyphs.extend(in_line(line, std::mem::take(&mut words)));
                line = place;
            }
            ("5", Some(word)) if !word.trim().is_empty() => words.push((place, word.trim())),
            _ => {}
        }
    }
    glyphs.extend(in_line(line, words));
    glyphs
}

/// The words of a line, all as high as it is. Chinese words are next to each other: the places that are given overlap and
/// leave gaps.
fn in_line(line: Area, mut words: Vec<(Area, &str)>) -> Vec<Glyph> {
    words.sort_by(|a, b| a.0.left.total_cmp(&b.0.left));
    let mut heights: Vec<f32> = words.iter().map(|(area, _)| area.height()).collect();
    heights.sort_by(f32::total_cmp);
    let Some(height) = heights.get(heights.len() / 2).copied() else { return Vec::new() };
    let size = EM * height;
    let mut glyphs = Vec::new();
    for n in 0..words.len() {
        let (place, word) = words[n];
        let next = words.get(n + 1).map(|(area, _)| area.left);
        let right = match next {
            Some(next) if next < place.right || next - place.right < 0.6 * size => next,
            _ => place.right,
        };
        let area = Area { right: right.max(place.left + 0.1), top: line.top, bottom: line.bottom, ..place };
        let characters: Vec<char> = word.chars().collect();
        glyphs.extend(Glyph { size, ..Glyph::unread(area) }.split(&characters));
    }
    glyphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_line_are_next_to_each_other() {
        let said = "level\tpage_num\n4\t1\t1\t1\t1\t0\t100\t200\t300\t40\t-1\t\n\
                    5\t1\t1\t1\t1\t1\t100\t205\t80\t30\t96\t信息\n5\t1\t1\t1\t1\t2\t170\t205\t30\t30\t96\t公\n\
                    5\t1\t1\t1\t1\t3\t205\t205\t30\t30\t96\t开\n5\t1\t1\t1\t1\t4\t300\t205\t30\t30\t96\t12\n";
        let glyphs = glyphs(said);
        let text: String = glyphs.iter().map(|glyph| glyph.character).collect();
        assert_eq!(text, "信息公开12");
        let pixel = |n: f32| (n / POINT).round();
        let ends: Vec<(f32, f32)> =
            glyphs.iter().map(|g| (pixel(g.area.left), pixel(g.area.right))).collect();
        assert_eq!(
            ends,
            [(100., 135.), (135., 170.), (170., 205.), (205., 235.), (300., 315.), (315., 330.)]
        );
    }
}
