//! Bars by office: the offices of a ranking, greatest first.

use crate::archive::query::rank::{Ranked, Ranking};
use crate::present::picture::axis::Scale;
use crate::present::picture::{
    Anchor, COLOURS, Draws, EDGE, FAINT, GRID, INK, Kind, Picture, WIDTH, font, short,
};

/// The kind in the registry.
pub(super) const KIND: Kind = Kind {
    name: "ranked",
    label: "横条图",
    about: "bars by office, greatest first",
    draws: Draws::Ranking(ranked),
};

/// Offices beyond this number are left out: a page of A4 holds no more.
pub const BARS: usize = 50;

const TOP: f32 = 96.0;
const ROW: f32 = 34.0;
const LETTERS: f32 = 13.0;

/// Widest names.
const NAMES: f32 = 250.0;

/// Bars of the first [`BARS`] offices, with figure and share.
fn ranked(title: &str, ranking: &Ranking) -> Picture {
    let shown = &ranking.offices[..ranking.offices.len().min(BARS)];
    let value = |office: &Ranked| {
        let change = ranking.by_change.then_some(office.change).flatten();
        change.unwrap_or(office.value).as_f64()
    };
    let height = TOP + ROW * shown.len() as f32 + 24.0;
    let mut picture = Picture::new(title, height);
    let what = if ranking.by_change { "比上年增减　" } else { "" };
    picture.text((EDGE, 66.0), LETTERS, Anchor::Start, FAINT, format!("{what}单位：{}", ranking.unit));
    let label = |office: &Ranked| {
        let share = office.share.map(|share| format!("（{share}%）")).unwrap_or_default();
        format!("{}{share}", short(value(office)))
    };
    let widest = |texts: &mut dyn Iterator<Item = String>| {
        texts.map(|text| font::width(&text, LETTERS)).fold(0.0, f32::max)
    };
    let names = widest(&mut shown.iter().map(|office| office.agency.clone())).min(NAMES);
    let labels = widest(&mut shown.iter().map(&label));
    let scale = Scale::over(shown.iter().map(value));
    // a number is beyond the end of its bar, also of one that goes to the left
    let below = if scale.low < 0.0 { labels + 8.0 } else { 0.0 };
    let (left, right) = (EDGE + names + 12.0 + below, WIDTH - EDGE - labels - 8.0);
    let x = |value: f64| left + scale.at(value) * (right - left);
    let bottom = TOP + ROW * shown.len() as f32;
    for tick in scale.ticks() {
        picture.line(
            vec![(x(tick), TOP - 6.0), (x(tick), bottom)],
            1.0,
            if tick == 0.0 { FAINT } else { GRID },
            false,
        );
        picture.text((x(tick), TOP - 12.0), 12.0, Anchor::Middle, FAINT, short(tick));
    }
    for (n, office) in shown.iter().enumerate() {
        let middle = TOP + ROW * (n as f32 + 0.5);
        let lines = font::wrapped(&office.agency, LETTERS, NAMES, 2);
        let mut y = middle + 4.5 - 8.0 * (lines.len() as f32 - 1.0);
        for line in lines {
            picture.text((EDGE + names, y), LETTERS, Anchor::End, INK, line);
            y += 16.0;
        }
        let (from, to) = (x(value(office).min(0.0)), x(value(office).max(0.0)));
        let tip = format!("{} {}", office.agency, label(office));
        picture.rect((from, middle - 9.0), (to - from, 18.0), COLOURS[0], tip);
        let (at, anchor) =
            if value(office) < 0.0 { (from - 6.0, Anchor::End) } else { (to + 6.0, Anchor::Start) };
        picture.text((at, middle + 4.5), LETTERS, anchor, INK, label(office));
    }
    let left_out = ranking.offices.len() - shown.len();
    let remarks = [
        (left_out > 0).then(|| format!("另有{left_out}个机关未画")),
        (!ranking.unranked.is_empty()).then(|| format!("没有数字、未排名：{}", ranking.unranked.join("、"))),
    ];
    picture.remarks(remarks.into_iter().flatten().collect())
}
