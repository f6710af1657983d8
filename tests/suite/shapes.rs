//! Generated PDF reports of many shapes: the share of figures read right, and of the wrong ones those
//! that no doubt warns of.
//!
//! The folder is named by `NIANBAO_SHAPES`; `tests/generate/pdf.py` fills it. Without it, nothing is measured.

use std::path::Path;

use nianbao::extract::Document;
use nianbao::extract::document::Cell;
use nianbao::extract::document::Table;
use serde_json::Value;

use crate::pdf::read;
use crate::pdf::squeezed;
use crate::pdf::tables;

const LABELS: [&str; 25] = [
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
];

/// Figures counted in one document or all.
#[derive(Default, Debug)]
struct Score {
    figures: usize,
    right: usize,
    /// Right, but in doubt.
    warned: usize,
    /// Wrong, and nothing says so.
    silent: usize,
}

impl Score {
    fn count(&mut self, cell: Option<&Cell>, truth: &str) -> bool {
        self.figures += 1;
        let right = cell.is_some_and(|cell| squeezed(&cell.text) == truth);
        let doubt = cell.is_none_or(|cell| cell.doubt.is_some());
        self.right += usize::from(right);
        self.warned += usize::from(right && doubt);
        self.silent += usize::from(!right && !doubt);
        right
    }
}

fn find<'d>(document: &'d Document, label: &str) -> Option<(&'d Table, &'d Cell)> {
    tables(document).into_iter().find_map(|table| {
        let cell = table.cells.iter().find(|cell| squeezed(&cell.text) == label)?;
        Some((table, cell))
    })
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn score(document: &Document, truth: &Value) -> (Score, Vec<String>) {
    let mut score = Score::default();
    let mut faults = Vec::new();
    for (label, row) in LABELS.iter().zip(truth["t3"].as_array().into_iter().flatten()) {
        let found = find(document, label);
        for (index, figure) in strings(row).into_iter().enumerate() {
            let at = |(table, cell): (&'_ Table, &Cell)| (table.width() + index as u32 - 7, cell.row);
            let cell = found.and_then(|(table, cell)| {
                let (column, row) = at((table, cell));
                table.at(row, column)
            });
            if !score.count(cell, figure) {
                faults.push(format!("{label} [{index}]: {figure:?} read {:?}", cell.map(|c| &c.text)));
            }
        }
    }
    let reviews = find(document, "复议后起诉").map(|(table, _)| table);
    for (index, figure) in strings(&truth["t4"]).into_iter().enumerate() {
        let cell = reviews.and_then(|table| table.at(table.height() - 1, index as u32));
        if !score.count(cell, figure) {
            faults.push(format!("table 4 [{index}]: {figure:?} read {:?}", cell.map(|c| &c.text)));
        }
    }
    for (label, row) in truth["t2"].as_object().into_iter().flatten() {
        let found = find(document, label);
        for (index, figure) in strings(row).into_iter().enumerate() {
            let cell = found.and_then(|(table, cell)| table.at(cell.row, 1 + index as u32));
            if !score.count(cell, figure) {
                faults.push(format!("{label} [{index}]: {figure:?} read {:?}", cell.map(|c| &c.text)));
            }
        }
    }
    (score, faults)
}

#[test]
#[expect(clippy::print_stdout, reason = "a measurement is to be read")]
fn shapes() {
    let Ok(folder) = std::env::var("NIANBAO_SHAPES") else { return };
    let mut total = Score::default();
    let mut files: Vec<_> =
        Path::new(&folder).read_dir().expect("the folder is there").flatten().map(|f| f.path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|e| e == "pdf")) {
        let bytes = std::fs::read(path).expect("it can be read");
        let truth = std::fs::read(path.with_extension("json")).expect("its truth is there");
        let truth: Value = serde_json::from_slice(&truth).expect("the truth is JSON");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match read(&bytes, &name) {
            Ok(document) => {
                let (one, faults) = score(&document, &truth);
                if one.right < one.figures || one.warned > 0 {
                    println!("{name}: {one:?} {}", truth["style"]);
                    faults.iter().take(3).for_each(|fault| println!("    {fault}"));
                }
                total.figures += one.figures;
                total.right += one.right;
                total.warned += one.warned;
                total.silent += one.silent;
            }
            Err(error) => println!("{name}: {error}"),
        }
    }
    println!("{total:?} {:.3} %", 100.0 * total.right as f64 / total.figures.max(1) as f64);
    assert!(total.right * 1000 >= total.figures * 999, "at least 99.9 % are right");
}
