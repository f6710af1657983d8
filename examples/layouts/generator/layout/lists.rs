//! The table of listed figures behind a report: a row for each figure, in one of several arrangements.

use nianbao::report::form::{Indicator, Unit};

use super::super::content::Content;
use super::Item;
use super::grid::{Cell, Grid};
use super::labels;
use super::tables::Drawing;

const NONE: &str = "——";
/// Rows that no form has: label, unit, number.
const OWN: &[(&str, &str, &str)] = &[
    ("主动公开机构设置和人事信息", "条", "17"),
    ("便民服务热线接听量", "次", "905"),
    ("信息公开专栏页面访问量", "人次", "48210"),
];

/// The lines above the table.
pub(super) fn head(content: &Content) -> Vec<Item> {
    if content.form.edition().is_none_or(|edition| !edition.headings.is_empty()) {
        return Vec::new();
    }
    let lines = [
        "附件".to_owned(),
        "政府信息公开工作情况统计表".to_owned(),
        format!("（{}年度）", content.year),
        format!("填报单位（盖章）：{}", content.office.name),
    ];
    lines.into_iter().map(Item::Page).collect()
}

/// A printed row: label, unit, and the figure or what is printed in its place.
struct Row {
    group: &'static str,
    label: String,
    unit: String,
    cell: Cell,
}

/// The table; none where the form has none.
pub(super) fn printed(drawing: &mut Drawing<'_>) -> Option<Grid> {
    let edition = drawing.content.form.edition().filter(|edition| edition.headings.is_empty())?;
    let style = drawing.choices.on("edition").strip_prefix("2014").unwrap_or_default();
    let style = style.trim_start_matches([',', ' ']);
    let mut rows: Vec<Row> = Vec::new();
    let mut open: &[&str] = &[];
    for indicator in edition.indicators {
        let known = indicator.path.iter().zip(open).take_while(|(own, before)| own == before).count();
        let above = indicator.path.len() - 1;
        for label in &indicator.path[known.min(above)..above] {
            let label = labels::group(label, drawing.choices.on("row labels"));
            rows.push(Row {
                group: indicator.path[0],
                label,
                unit: NONE.to_owned(),
                cell: Cell::label(NONE, 1, 1),
            });
        }
        rows.push(row(drawing, indicator, rows.len() + 1));
        open = indicator.path;
    }
    if style == "rows of its own" {
        for (n, (label, unit, number)) in OWN.iter().enumerate() {
            let at = (7 + n * 11).min(rows.len());
            let (label, unit) = ((*label).to_owned(), (*unit).to_owned());
            rows.insert(at, Row { group: rows[at - 1].group, label, unit, cell: Cell::label(*number, 1, 1) });
        }
    }
    Some(Grid { section: 100, rows: arranged(rows, style), header: 1 })
}

fn row(drawing: &Drawing<'_>, indicator: &Indicator, n: usize) -> Row {
    let style = drawing.choices.on("row labels");
    let label = match indicator.also.first().filter(|_| style == "reworded") {
        Some(also) => (*also).to_owned(),
        None => labels::row(indicator.key, indicator.label(), style, n),
    };
    let money = drawing.choices.on("unit of money");
    let unit = match money.strip_suffix(" in the header").filter(|_| indicator.unit == Unit::TenThousandYuan)
    {
        Some(unit) => unit.to_owned(),
        None => indicator.unit.label().to_owned(),
    };
    Row { group: indicator.path[0], label, unit, cell: drawing.figure(indicator, None, 1) }
}

fn arranged(rows: Vec<Row>, style: &str) -> Vec<Vec<Cell>> {
    let text = |text: &str| Cell::label(text, 1, 1);
    let head = |words: &[&str]| words.iter().map(|word| text(word)).collect::<Vec<Cell>>();
    let three = |row: &Row| vec![text(&row.label), text(&row.unit), row.cell.clone()];
    let mut all: Vec<Vec<Cell>> = Vec::new();
    match style {
        "numbered rows" => {
            all.push(head(&["序号", "统计指标", "单位", "统计数"]));
            all.extend(
                rows.iter()
                    .enumerate()
                    .map(|(n, row)| [vec![text(&(n + 1).to_string())], three(row)].concat()),
            );
        }
        "codes" => {
            all.push(head(&["指标名称", "计量单位", "代码", "本期实际"]));
            let mut code = 0;
            for row in &rows {
                code += usize::from(row.unit != NONE);
                let code = if row.unit == NONE { NONE.to_owned() } else { format!("{code:02}") };
                all.push(vec![text(&row.label), text(&row.unit), text(&code), row.cell.clone()]);
            }
        }
        "unit in the label" => {
            all.push(head(&["统计指标", "数量"]));
            for row in &rows {
                let label = match row.unit == NONE {
                    true => row.label.clone(),
                    false => format!("{}（{}）", row.label, row.unit),
                };
                all.push(vec![text(&label), row.cell.clone()]);
            }
        }
        "groups in a column" => {
            all.push([vec![Cell::label("统计指标", 1, 2)], head(&["单位", "统计数"])].concat());
            for group in rows.chunk_by(|a, b| a.group == b.group) {
                for (n, row) in group.iter().enumerate() {
                    let first = (n == 0).then(|| Cell::label(row.group, group.len(), 1));
                    all.push(first.into_iter().chain(three(row)).collect());
                }
            }
        }
        "side by side" => {
            all.push(head(&["统计指标", "单位", "统计数", "统计指标", "单位", "统计数"]));
            let half = rows.len().div_ceil(2);
            for n in 0..half {
                let right = rows.get(n + half).map_or_else(|| head(&["", "", ""]), three);
                all.push([three(&rows[n]), right].concat());
            }
        }
        "two numbers" => {
            all.push(head(&["统计指标", "单位", "本年度", "历年累计"]));
            for row in &rows {
                let sum =
                    row.cell.text.trim().parse::<u64>().map_or(NONE.to_owned(), |n| (n * 3 + 1).to_string());
                all.push([three(row), vec![text(&sum)]].concat());
            }
        }
        _ => {
            all.push(head(&["统计指标", "单位", "统计数"]));
            all.extend(rows.iter().map(three));
        }
    }
    all
}
