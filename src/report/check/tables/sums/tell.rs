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
        Cause::BlankTotal(change) => {
            finding.expected = quantity(change.1).map(Into::into);
            finding.cells([cell(change)]).actual("空白")
        }
        Cause::Cell(change) => {
            let known = &system.cells[change.0];
            finding.expected = quantity(change.1).map(Into::into);
            let finding = finding.cells([known.cell]);
            match quantity(known.value).filter(|_| !known.blank) {
                Some(value) => finding.actual(value),
                None => finding.actual("空白"),
            }
        }
        Cause::Total(changes) | Cause::Slip(_, changes) => {
            finding.suspects = vec![repairs(system, changes)];
            finding.cells(changes.iter().map(cell))
        }
        Cause::Suspects(sets) => {
            finding.suspects = sets.iter().map(|set| repairs(system, set)).collect();
            let mut cells: Vec<Cell> = sets.iter().flatten().map(cell).collect();
            cells.sort_unstable();
            cells.dedup();
            finding.cells(cells)
        }
        Cause::Unknown => {
            let terms = fault.broken.iter().flat_map(|&identity| &system.identities[identity].terms);
            finding.cells(terms.map(|&(index, _)| system.cells[index].cell))
        }
    }
}

/// The cells for which the fault leaves one answer.
pub(super) fn mended(system: &System, fault: &Fault) -> Vec<(Cell, Quantity)> {
    let changes: &[Change] = match &fault.cause {
        Cause::BlankTotal(change) | Cause::Cell(change) => std::slice::from_ref(change),
        Cause::Total(changes) | Cause::Slip(_, changes) => changes,
        Cause::Suspects(_) | Cause::Unknown => &[],
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
        Cause::BlankTotal((cell, amount)) => {
            let label = system.cells[*cell].cell.label();
            (first, None, format!("{label}空白，各项之和为 {}", show(*amount)))
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
            let sets: Vec<String> = sets.iter().map(|set| list(system, set)).collect();
            let message = format!("{}不平，改正以下任一处即平衡：{}", places(), sets.join("；或 "));
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
    format!("{}应为 {}（现为 {now}）", known.cell.label(), show(amount))
}

fn repairs(system: &System, changes: &[Change]) -> Vec<Repair> {
    let repair =
        |&(cell, amount): &Change| Some(Repair { cell: system.cells[cell].cell, value: quantity(amount)? });
    changes.iter().filter_map(repair).collect()
}

fn quantity(amount: i128) -> Option<Quantity> {
    i64::try_from(amount).ok().map(Quantity::from_ten_thousandths)
}
