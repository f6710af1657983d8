//! A fault in the sums put into words: the finding, and the values that it asks for.

use crate::report::check::Case;
use crate::report::check::finding::{Cell, Finding, Repair};
use crate::report::check::severity::Severity;
use crate::report::check::tables::sums::pattern::Kind;
use crate::report::check::tables::sums::repair::Change;
use crate::report::check::tables::sums::system::{System, show};
use crate::report::check::tables::sums::{Cause, Fault};
use crate::report::figure::Quantity;
use crate::report::form::Applicant;

/// The finding of a fault.
pub(super) fn finding(case: &Case<'_>, system: &System, fault: &Fault) -> Finding {
    let cell = |change: &Change| system.cells[change.0].cell;
    let (code, cause, message) = words(system, fault);
    let mut finding = Finding::new(code, Severity::Error, &case.filed, message);
    finding.cause = cause;
    if let [only] = fault.broken.as_slice() {
        let [left, right] = system.sides(*only).map(quantity);
        (finding.compared, finding.actual) = (left.map(Into::into), right.map(Into::into));
    }
    let terms = fault.broken.iter().flat_map(|&identity| &system.identities[identity].terms);
    finding = finding.beside(terms.map(|&(index, _)| system.cells[index].cell));
    finding.evidence = fault.broken.iter().map(|&identity| system.tell(identity)).collect();
    match &fault.cause {
        Cause::BlankTotals(changes) => {
            match changes.as_slice() {
                [only] => finding = finding.due(quantity(only.1)),
                several => finding.suspects = vec![repairs(system, several)],
            }
            finding.cells(changes.iter().map(cell)).actual("空白")
        }
        Cause::Cell(change) => {
            let known = &system.cells[change.0];
            let finding = finding.due(quantity(change.1)).cells([known.cell]);
            match quantity(known.value).filter(|_| !known.blank) {
                Some(value) => finding.actual(value),
                None => finding.actual("空白"),
            }
        }
        Cause::Total(changes) | Cause::Slip(_, changes) => {
            finding.suspects = vec![repairs(system, changes)];
            finding.cells(changes.iter().map(cell))
        }
        Cause::Suspects(sets) | Cause::Misplaced(sets) => {
            finding.suspects = sets.iter().map(|set| repairs(system, set)).collect();
            let mut cells: Vec<Cell> = sets.iter().flatten().map(cell).collect();
            cells.sort_unstable();
            cells.dedup();
            finding.cells(cells)
        }
        Cause::Unknown => {
            let terms = fault.broken.iter().flat_map(|&identity| &system.identities[identity].terms);
            let mut cells: Vec<Cell> = terms.map(|&(index, _)| system.cells[index].cell).collect();
            if fault.broken.len() > 1 {
                cells.sort_unstable();
                cells.dedup();
            }
            finding.cells(cells)
        }
    }
}

/// The cells for which the fault leaves one answer.
pub(super) fn mended(system: &System, fault: &Fault) -> Vec<(Cell, Quantity)> {
    let changes: &[Change] = match &fault.cause {
        Cause::Cell(change) => std::slice::from_ref(change),
        Cause::BlankTotals(changes) | Cause::Total(changes) | Cause::Slip(_, changes) => changes,
        Cause::Suspects(_) | Cause::Misplaced(_) | Cause::Unknown => &[],
    };
    let mended = changes.iter().map(|&(cell, amount)| Some((system.cells[cell].cell, quantity(amount)?)));
    mended.flatten().collect()
}

/// The code it is told under, the rule that names the cause, and the message.
fn words(system: &System, fault: &Fault) -> (&'static str, Option<&'static str>, String) {
    let first = fault.broken.iter().map(|&identity| system.identities[identity].rule).min().unwrap_or("D38");
    let places = || {
        let places: Vec<&str> = fault.broken.iter().map(|&i| system.identities[i].place.as_str()).collect();
        places.join("、")
    };
    match &fault.cause {
        Cause::BlankTotals(changes) => {
            let row = |cell: usize| Cell { applicant: None, ..system.cells[cell].cell }.short();
            let name = |&(cell, amount): &Change| (row(cell), show(amount));
            let message = match changes.as_slice() {
                [(cell, sum)] => {
                    format!("{}空白，各项之和为 {}", system.cells[*cell].cell.short(), show(*sum))
                }
                several => {
                    let each = several.iter().map(name).map(|(label, sum)| format!("{label} {sum}"));
                    let each: Vec<String> = each.collect();
                    format!("{} 个总计空白，各项之和为：{}", several.len(), each.join("，"))
                }
            };
            (first, None, message)
        }
        Cause::Cell(change) => {
            let cause =
                if is_total(system.cells[change.0].cell) && fault.broken.len() > 1 { "D42" } else { "D41" };
            let message = format!("{}，{}即平衡", told(system, change), places());
            (first, Some(cause), message)
        }
        Cause::Total(changes) => {
            let message = format!("同一个总计有误，并被带入相关的总计：{}", list(system, changes));
            (first, Some("D42"), message)
        }
        Cause::Slip(Kind::Split, changes) => {
            ("C35", Some("C35"), format!("疑似一个数字被拆入相邻两格：{}", list(system, changes)))
        }
        Cause::Slip(Kind::Shift, changes) => {
            ("C36", Some("C36"), format!("疑似一串单元格错位一格：{}", list(system, changes)))
        }
        Cause::Slip(Kind::Swap, changes) => {
            ("C36", Some("C36"), format!("疑似两格的数字互换：{}", list(system, changes)))
        }
        Cause::Suspects(sets) => {
            (first, Some("D41"), format!("{}不平，有 {} 种改法可使其平衡", places(), sets.len()))
        }
        Cause::Misplaced(sets) => {
            let count =
                sets.iter().flatten().map(|&(cell, due)| (due - system.cells[cell].value).abs()).max();
            let count = show(count.unwrap_or(0));
            let message =
                format!("归类错位：{}各差 {count}，一多一少，合计相等，有 {count} 件归错了类", places());
            (first, Some("D41"), message)
        }
        Cause::Unknown => {
            let told: Vec<String> = fault.broken.iter().map(|&identity| system.tell(identity)).collect();
            let told: Vec<&str> =
                told.iter().map(|t| t.split_once(' ').map_or(t.as_str(), |t| t.1)).collect();
            (first, None, format!("{}，不止一处有误，无法判定", told.join("；")))
        }
    }
}

/// Whether the cell is a total: of a row, of the column of results, of a group of table four.
fn is_total(cell: Cell) -> bool {
    cell.applicant == Some(Applicant::Total)
        || cell.indicator == "requests.concluded"
        || cell.indicator.ends_with(".total")
}

fn list(system: &System, changes: &[Change]) -> String {
    let told: Vec<String> = changes.iter().map(|change| told(system, change)).collect();
    told.join("，")
}

/// `一、本年新收…·自然人应为 21（现为 12）`
fn told(system: &System, &(cell, amount): &Change) -> String {
    let known = &system.cells[cell];
    let now = if known.blank { "空白".to_owned() } else { show(known.value) };
    format!("{}应为 {}（现为 {now}）", known.cell.short(), show(amount))
}

fn repairs(system: &System, changes: &[Change]) -> Vec<Repair> {
    let repair =
        |&(cell, amount): &Change| Some(Repair { cell: system.cells[cell].cell, value: quantity(amount)? });
    changes.iter().filter_map(repair).collect()
}

fn quantity(amount: i128) -> Option<Quantity> {
    i64::try_from(amount).ok().map(Quantity::from_ten_thousandths)
}
