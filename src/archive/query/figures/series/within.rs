//! Which of the offices with a number are within the report of another one that has a number too.

use std::collections::{HashMap, HashSet};

use crate::archive::query::figures::series::filed::{OfficeNames, ReportsInForce};
use crate::report::office::coverage::Coverage;
use crate::report::register::Register;

/// Of each office, by its key, the offices whose reports cover it; whether that is assumed.
#[derive(Default)]
pub(super) struct Within {
    above: HashMap<i64, Vec<(i64, bool)>>,
}

impl Within {
    pub(super) fn new(filed: &ReportsInForce, names: &OfficeNames, register: &Register) -> Self {
        let offices: HashMap<&str, i64> =
            filed.reports.iter().map(|report| (names.of(report), report.office)).collect();
        let coverage = Coverage::new(offices.keys().copied(), register);
        let above = |name: &str| -> Vec<(i64, bool)> {
            let above = coverage.above(name).into_iter();
            above.filter_map(|above| Some((*offices.get(above.name.as_str())?, above.assumed))).collect()
        };
        let above = offices.iter().map(|(name, office)| (*office, above(name)));
        Self { above: above.filter(|(_, above)| !above.is_empty()).collect() }
    }

    /// The offices to be left out of a sum over offices that have a number: those within the report of another. Of a mean,
    /// the reports that cover others: it is one over single offices.
    pub(super) fn twice(&self, numbers: &HashSet<i64>, mean: bool) -> HashMap<i64, Twice> {
        let mut twice: HashMap<i64, Twice> = HashMap::new();
        for office in numbers {
            // of two that a register puts above each other, neither is within the other
            let circle =
                |above: i64| self.above.get(&above).is_some_and(|of| of.iter().any(|of| of.0 == *office));
            for (covering, assumed) in self.above.get(office).into_iter().flatten().copied() {
                if !numbers.contains(&covering) || circle(covering) {
                    continue;
                }
                let out = if mean { covering } else { *office };
                let known = twice.entry(out).or_insert(Twice { covering, assumed });
                known.assumed &= assumed;
            }
        }
        twice
    }
}

/// Why an office is left out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Twice {
    /// The office whose report covers it; of a mean, itself.
    pub(super) covering: i64,
    /// Only names say so.
    pub(super) assumed: bool,
}
